"""What kind of answer a question wants: a moment, an amount, a place, a person, a reason, an explanation, a yes or no, a way."""

from __future__ import annotations

import re

from knowledge.dutch import fold

_MOMENT = (
    "wanneer|hoe laat|welke (?:datum|dag|maand)|welk moment|deadline|welke? (?:klas|jaar|leerjaar)|uiterlijk|hoe lang (?:van te )?voren"
)
_STRONG = (
    (1, _MOMENT),
    (2, "hoeveel|hoe vaak|hoe lang|hoe duur|hoe oud|wat kost|kosten|maximaal|aantal"),
    (4, "waar|bij wie"),
    (8, "wie"),
    (16, "waarom|waarvoor|wat is (?:het )?(?:nut|belang|doel)|belang van|zin van"),
    (32, "wat (?:is|zijn|betekent|betekend|betekenen|houdt|wordt|doet|doen|verstaan|bedoelen)|uitleg|betekenis"),
)
_WEAK = (
    (64, r"^(?:en |maar |of )*(?:mag|mogen|kan|kun|kunnen|moet|moeten|is|zijn|heeft|heb|hebben|krijg|krijgt|geldt|gelden|bestaat|hoort)\b"),
    (128, r"\bwelke?\b"),
    (256, r"\bhoe\b"),
)
_STRONG_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _STRONG)
_WEAK_PATTERNS = tuple((kind, re.compile(words)) for kind, words in _WEAK)


def kinds(text: str) -> int:
    """The kinds of question that a text may be, as bits; 0 when nothing tells."""
    folded = fold(text)
    return _any(_STRONG_PATTERNS, folded) or _any(_WEAK_PATTERNS, folded)


def _any(patterns: tuple[tuple[int, re.Pattern[str]], ...], folded: str) -> int:
    return sum(kind for kind, pattern in patterns if pattern.search(folded))
