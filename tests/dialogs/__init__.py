"""The dialogues: laws, question sets that change or are quite different, and each module by what it promises."""
