"""What a text may mean as a place."""

from __future__ import annotations

from msgspec import Struct


class Candidate(Struct, frozen=True):
    """A province for certain, and as much more as is known.

    Args:
        place, municipality: None when they are not known.
    """

    place: str | None
    municipality: str | None
    province: str
