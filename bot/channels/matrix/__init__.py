"""Matrix: who we are (`session`, `identity`), how it hears (`sync`, `receive`, `hear`) and says (`sending`, `voice`, at the `pace`)."""
