"""What people type → place → municipality → province. `Places.find` is the way in; `PlaceFiles.read` makes it of the tables."""

from __future__ import annotations

from knowledge.places.find import Found, Places
from knowledge.places.gazetteer import Candidate

__all__ = ["Candidate", "Found", "Places"]
