"""What a question may be kept without: addresses, numbers and accounts that say who someone is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Kind = Literal["email", "iban", "adres", "telefoon", "nummer"]

_SMALL_WORDS = "en|of|is|in|op|te|om|er|al|tm|nu|na|we|ik|je|ze|de"
"""Two letters after a year that belong to no postcode: "2025 en 2026"."""
_POSTCODE = rf"\b[1-9]\d{{3}}\s?(?!(?:{_SMALL_WORDS})\b)[a-z]{{2}}\b"
_HOUSE = r"[ ,]{0,3}(?:(?:huis)?(?:nummer|nr)\.?\s?)?\d{1,5}[a-z]?\b"
_YEARS = r"(?:19|20)\d\d-(?:19|20)\d\d\b"
_PATTERNS: dict[Kind, re.Pattern[str]] = {
    "email": re.compile(r"[\w.+'-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    "iban": re.compile(r"\b[a-z]{2}\d{2}(?:[ .]?[a-z0-9]{4}){2,7}(?:[ .]?[a-z0-9]{1,3})?\b", re.IGNORECASE),
    "adres": re.compile(_POSTCODE + _HOUSE, re.IGNORECASE),
    "telefoon": re.compile(r"(?<!\w)(?:(?:\+|00)\s?31\s?(?:\(0\))?|\(?0)(?:[ ().-]{0,2}\d){8,9}(?!\d)"),
    "nummer": re.compile(rf"(?<!\w)(?!{_YEARS})\d(?:[ .-]?\d){{7,}}(?!\d)"),
}
"""In this order: an account has a number in it, and a number is what is left of all else. `nummer`: eight digits and more, of which the
burgerservicenummer (nine digits) is one."""


def masked(text: str, words: Mapping[str, str]) -> str:
    """The text with a word in the place of each e-mail address, bank account, postcode with house number, telephone and long number.

    Args:
        words: What stands in its place, by kind.
    """
    for kind, pattern in _PATTERNS.items():
        text = words[kind].join(pattern.split(text))
    return text
