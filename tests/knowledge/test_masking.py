"""A question is kept without what says who someone is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.masking import masked

WORDS: dict[str, str] = {"email": "[e]", "iban": "[i]", "adres": "[a]", "telefoon": "[t]", "nummer": "[n]"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mail jan.jansen@school.nl of bel 06-12345678", "mail [e] of bel [t]"),
        ("jan @ school.nl", "[e]"),
        ("+31 6 1234 5678 of (010) 123 45 67 of 0031612345678", "[t] of [t] of [t]"),
        ("bsn 123456782 of 1234.56.782", "bsn [n] of [n]"),
        ("NL91 ABNA 0417 1643 00 en nl91abna0417164300", "[i] en [i]"),
        ("wij wonen op 3811 AB 12a, 3811ab nr. 5 of 3811AB huisnummer 7", "wij wonen op [a], [a] of [a]"),
    ],
)
def test_what_says_who_someone_is_goes(text: str, kept: str) -> None:
    assert masked(text, WORDS) == kept


@pytest.mark.parametrize(
    "text",
    [
        "mijn zoon zit in vmbo 2 en wil naar havo 3",
        "wij zoeken een school in 3811 AB of in 3811",
        "in 2026 zijn er 90.000 leerlingen, en op 1 april 2027 ook",
        "schooljaar 2024-2025 en 2025-2026",
        "2025 en 2026, in 2026 om 10 uur",
        "kwaliteitsagenda van 30 november 2017",
    ],
)
def test_what_says_nothing_of_anyone_stays(text: str) -> None:
    assert masked(text, WORDS) == text


@given(some.text(max_size=300))
def test_any_text_is_masked_and_masking_twice_changes_nothing_more(text: str) -> None:
    once = masked(text, WORDS)
    assert "@" not in once or masked(once, WORDS) == once
