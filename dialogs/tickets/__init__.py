"""Handing a school's question to a person, and what both say to each other through the guide; begin with `hall.py`."""
