"""Conversations that the Expertisepunt can read, each a test; `pytest tests/scenarios --update` records them anew."""
