"""What people type, and the place, municipality and province that it means."""
