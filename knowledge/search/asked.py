"""What someone typed, made fit to search for: cleaned, capped, and taken apart into sentences and questions."""

from __future__ import annotations

import re

from msgspec import Struct

from knowledge.dutch import clean
from knowledge.search.matches import CHARACTERS_MOST

PARTS_MOST = 6
LONG_CHARACTERS = 140
"""From here on a text is a story, of which one sentence says most."""
_END = re.compile(r"(?<=[.!?\n])\s+")
_ANOTHER = re.compile(
    r"\s*[,;]?\s+en\s+(?=(?:ook\s+)?(?:wat|wanneer|waar|waarom|wie|welke?|hoe|hoeveel|mag|moet|kan|is er)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:en |maar |of |ook |dus )*"
    r"(?:wat|wanneer|waar|waarom|wie|welke?|hoe|hoeveel|mag|mogen|moet|moeten|kan|kunnen|is|zijn|heeft|krijgt?)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\w")


class Asked(Struct, frozen=True):
    """A text to search for.

    Args:
        text: The whole, cleaned and capped.
        sentences: The sentences of a long text; none for a short one.
        questions: The questions in it when there are more than one; else none.
    """

    text: str
    sentences: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def asked(text: str) -> Asked:
    """Take a text apart; any text will do."""
    whole = clean(text[: CHARACTERS_MOST * 2], CHARACTERS_MOST)
    parts = [part for part in _END.split(whole) if _LETTER.search(part)]
    asking = [part for part in parts if part.rstrip().endswith("?") or _ASKS.match(part)]
    questions = asking if len(asking) > 1 else _halves(whole) if len(parts) == 1 else []
    sentences = parts if len(parts) > 1 and len(whole) >= LONG_CHARACTERS else []
    return Asked(whole, tuple(sentences[:PARTS_MOST]), tuple(questions[:2]))


def _halves(whole: str) -> list[str]:
    """One sentence that asks two things: `wat is bbl en hoe meld ik mij aan`."""
    found = [part for part in _ANOTHER.split(whole, maxsplit=1) if _LETTER.search(part)]
    return found if len(found) > 1 and all(_ASKS.match(part) for part in found) else []
