"""Text that people send: cleaned to be kept, folded to be compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.dutch import clean, fold

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ODD = DIRECTIONS + "\x00\t\n\r\x85\xa0\u0301\u200b\u200d\ufeff\ud83d\udfff e"
ANYTHING = st.text(st.characters(exclude_categories=()) | st.sampled_from(ODD), max_size=60)  # lone surrogates too
LONGEST = st.integers(min_value=1, max_value=50)


@settings(max_examples=100, deadline=None)
@given(ANYTHING, LONGEST)
def test_clean_text_is_short_plain_and_stays_as_it_is(text: str, longest: int) -> None:
    kept = clean(text, longest)
    assert len(kept) <= longest
    assert kept == kept.strip()
    assert unicodedata.is_normalized("NFC", kept)
    assert not [c for c in kept if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    assert not set(kept) & set(DIRECTIONS)
    assert "\n\n\n" not in kept
    assert clean(kept, longest) == kept
    kept.encode()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  twee \t woorden\u00a0 hier ", "twee woorden hier"),
        ("regel\r\nregel\rregel\n\n\n\nregel", "regel\nregel\nregel\n\nregel"),
        ("e\u0301e\u0301n", "één"),
        ("\u202eandersom\u202c, \u2066apart\u2069, \u061c\u200b\ufeffweg\x00", "andersom, apart, weg"),
        ("half \ud83d teken", "half teken"),
        ("\x07\ud800", ""),
    ],
)
def test_clean_keeps_what_can_be_read(text: str, kept: str) -> None:
    assert clean(text, 100) == kept


def test_clean_cuts_without_a_loose_space_at_the_end() -> None:
    assert clean("twee woorden", 5) == "twee"
    assert clean("x" * 1_000_000, 10) == "x" * 10


@settings(max_examples=100, deadline=None)
@given(ANYTHING)
def test_folded_text_is_small_letters_and_digits_and_stays_as_it_is(text: str) -> None:
    folded = fold(text)
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert folded == " ".join(folded.split())
    assert fold(folded) == folded


@settings(max_examples=100, deadline=None)
@given(ANYTHING)
def test_text_that_looks_the_same_folds_the_same(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Eén  Loopbaan-dossier?", "een loopbaan dossier"),
        ("SLB'er", "slb er"),
        ("coördinator", "coordinator"),
        ("Ĳsbeer", "ijsbeer"),
        ("𝐋𝐎𝐁", "lob"),
        ("???", ""),
    ],
)
def test_fold_keeps_what_a_word_is_known_by(text: str, folded: str) -> None:
    assert fold(text) == folded
