"""One message to many: how staff make and watch it, and what those who get it can do with it; begin with `hall.py`."""
