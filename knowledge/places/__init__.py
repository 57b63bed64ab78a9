"""What people type → place → municipality → province. `reading.PlaceFiles` makes a `find.Places` of the tables, and that finds them.

Nothing is imported here: a conversation that never asks for a place never loads what finds one.
"""
