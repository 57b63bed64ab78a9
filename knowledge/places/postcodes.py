"""Postcodes in a text, in every spelling: 3811, 3811AB, 3811 ab."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from knowledge.places.candidate import Candidate
from knowledge.places.gazetteer import Spot
from knowledge.places.hear import Hit
from knowledge.places.names import CHARACTERS_MOST
from knowledge.places.table import Postcodes

_POSTCODE = re.compile(r"(?<!\w)([1-9][0-9]{3})( ?[A-Z]{2}|[a-z]{2})?(?!\w)", re.ASCII)
_WRITTEN = re.compile(r"(?<!\w)[1-9][0-9]{3}(?: ?(?!(?:in|te)\b)[A-Za-z]{2})?(?!\w)", re.ASCII)
_YEARS = range(1900, 2100)


class PostcodeBook:
    """Ranges of postcodes; those that name a municipality go before those that don't."""

    def __init__(self, ranges: Sequence[Postcodes]) -> None:
        self._books = [sorted(one for one in ranges if bool(one.municipality) == told) for told in (True, False)]

    def hits(self, text: str, *, strict: bool) -> list[Hit]:
        """The postcodes of a text. In any sentence only with letters behind, and what may be a year is none."""
        found = []
        for match in _POSTCODE.finditer(text[:CHARACTERS_MOST]):
            digits = int(match[1])
            candidate = self.where(digits)
            if candidate and not (strict and (digits in _YEARS or not match[2])):
                found.append(Hit((Spot(candidate, "postcode"),), ordinary=digits in _YEARS and not match[2]))
        return found

    def where(self, digits: int) -> Candidate | None:
        """Where these four digits lie."""
        for book in self._books:
            at = bisect_right(book, digits, key=lambda one: one.first) - 1
            if at >= 0 and digits <= book[at].last:
                return Candidate(None, book[at].municipality or None, book[at].province)
        return None


def without_postcodes(text: str) -> str:
    """The text without its postcodes, so that what is left are names."""
    return _WRITTEN.sub(" ", text[:CHARACTERS_MOST])
