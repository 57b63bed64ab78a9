"""Questions that nobody answered, and the answers that the editors make of them; begin with `hall.py`."""
