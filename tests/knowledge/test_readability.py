"""How hard a text reads."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.dutch import fold
from knowledge.readability import Reading, measure, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [("school", 1), ("leren", 2), ("mentor", 2), ("loopbaan", 2), ("kiezen", 2), ("mooi", 1), ("eeuw", 1), ("nieuw", 1), ("ouders", 2)],
)
def test_a_word_has_as_many_syllables_as_groups_of_vowels(word: str, count: int) -> None:
    assert syllables(word) == count


def test_an_abbreviation_is_one_syllable() -> None:
    assert (syllables("vmbo"), syllables("vwo"), syllables("hbr"), syllables("2026")) == (1, 1, 1, 1)


def test_reading_ease_is_that_of_douma() -> None:
    """Six words with ten syllables in one sentence: 206.84 - 77 * 10/6 - 0.93 * 6; it ends at 100 and at 0."""
    assert measure("De mentor helpt leerlingen bij keuzes.") == Reading(72.9, 6)
    assert measure("De mentor helpt goed.") == Reading(100.0, 4)
    assert measure("Loopbaanbegeleiding helpt leerlingen kiezen.") == Reading(0.0, 4)


def test_long_words_and_long_sentences_make_a_text_harder() -> None:
    plain = "De school helpt met kiezen. De mentor praat met ouders."
    assert measure("De school helpt met loopbaankeuzes. De mentor praat met ouders.").ease < measure(plain).ease
    assert measure(plain.replace(". De", " en de")).ease < measure(plain).ease


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("Een twee. Een twee drie.", 3),
        ("Een twee? Een! Een twee drie vier", 4),
        ("Let op: een twee drie.", 3),
        ("Een twee\nEen twee drie vier\nEen", 4),
        ("Wacht... een twee drie.", 3),
        ("Vóór 1.5 uur en 3:4.", 7),
    ],
)
def test_the_longest_sentence_is_counted_in_words(text: str, longest: int) -> None:
    assert measure(text).longest == longest


@pytest.mark.parametrize(
    "address", ["https://www.expertisepuntlob.nl/sectoren/vmbo", "www.slo.nl/thema", "info@expertisepuntlob.nl", "duo.nl"]
)
def test_an_address_counts_as_one_short_word(address: str) -> None:
    assert measure(f"Kijk op {address} voor meer.") == measure("Kijk op dit voor meer.")


@pytest.mark.parametrize("text", ["", " \n", "?!", "…"])
def test_a_text_without_words_is_easy(text: str) -> None:
    assert measure(text) == Reading(100.0, 0)


@example("¼")
@given(st.text() | st.lists(st.sampled_from(["loopbaanoriëntatie", "de", ".", "? ", "\n", "kind", "a.nl"])).map(" ".join))
def test_ease_is_from_0_to_100_and_a_sentence_is_never_longer_than_the_text(text: str) -> None:
    found = measure(text)
    assert 0 <= found.ease <= 100
    assert 0 <= found.longest <= max(len(fold(text)), 1)  # "¼" is two numbers when it is read
