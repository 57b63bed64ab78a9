"""What people said, kept for good: the Store and its databases."""
