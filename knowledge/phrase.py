"""One sentence that the guide says, with places to fill in."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Phrase(Struct, frozen=True):
    """A sentence with places to fill in; `many` is said instead of `one` when `n` is given and is not 1."""

    one: str
    many: str = ""

    def __call__(self, **values: Any) -> str:
        text = self.many if self.many and values.get("n", 1) != 1 else self.one
        return text.format_map(values)
