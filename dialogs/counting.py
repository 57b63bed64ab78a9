"""What a conversation remembers of who looks at figures (`dialogs/memory.py`)."""

from __future__ import annotations

from msgspec import Struct


class Counting(Struct, frozen=True, tag="counting", omit_defaults=True):
    """A medewerker looks at figures.

    Args:
        page: `bewaard` for what is erased when; "" for how much the guide is used.
    """

    page: str = ""
