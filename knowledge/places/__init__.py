"""What people type → place → municipality → province. `Places.find` is the way in; `read_places` makes it of the tables."""

from __future__ import annotations

from knowledge.places.find import Found, Places
from knowledge.places.gazetteer import Candidate
from knowledge.places.reading import read_places

__all__ = ["Candidate", "Found", "Places", "read_places"]
