"""Which entry someone asks for, and when we rather say that we don't know."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Knowledge
from knowledge.search import CANDIDATES_MOST, CHARACTERS_MOST, Candidate, Matches
from knowledge.search.index import Index
from tests.search.small import ENTRIES, TUNINGS, entry, index, vectors, with_meanings

PLAIN = index()
MEANING = with_meanings(PLAIN)
NONSENSE = ["xqzw plok", "hoe laat vertrekt de trein", "mijn fiets is gestolen", "kaas ui brood", "Wat eten we vanavond?"]
EMPTY = ["", "   ", "???", "🙂", "\0", "\ud800", "‍🙂‍🙂", "\u202e"]
HOSTILE = ["a" * 10_000_000, "🏳️‍🌈" * 5000, "\0" * 500 + "bsa", "wat is \ud800 bsa", "é" * 700, "bsa " * 2000, "?!. " * 400 + "bsa"]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("verschil bol bbl", "bol-bbl"),
        ("hoe kan ik mijn zoon inschrijven bij het mbo", "aanmelden"),
        ("tusenjaar goet idee?", "tussenjaar"),
        ("wat betekent bindend studie advies", "bsa"),
        ("dossier over loopbaan", "dossier"),
        ("loting", "fixus"),
        ("LOOPBAAN-DOSSIER", "dossier"),
    ],
)
def test_other_words_for_the_same_find_the_entry(text: str, entry: str) -> None:
    assert PLAIN.find(text).candidates[0].entry == entry


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_about_something_else_is_unknown(text: str) -> None:
    assert PLAIN.find(text).decision == "unknown"


@pytest.mark.parametrize("text", EMPTY)
def test_a_text_without_a_letter_is_unknown_with_no_confidence(text: str) -> None:
    found = MEANING.find(text, vectors=vectors(MEANING, text))
    assert (found.decision, found.confidence) == ("unknown", 0.0)
    assert len(found.candidates) == len(ENTRIES)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_is_too_much(text: str) -> None:
    for found in (PLAIN.find(text), MEANING.find(text, vectors=vectors(MEANING, text))):
        assert len(found.candidates) == len(ENTRIES)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_gives_the_same_candidates_each_time_from_good_to_bad(text: str) -> None:
    for made, given_vectors in ((PLAIN, None), (MEANING, vectors(MEANING, text))):
        found = made.find(text, vectors=given_vectors)
        scores = [candidate.score for candidate in found.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        assert len({candidate.entry for candidate in found.candidates}) == len(ENTRIES)
        assert found == made.find(text, vectors=given_vectors)


def test_a_wording_letter_for_letter_is_certain() -> None:
    made = index(entry("a", "Wat is een open dag?", also=("opendag",)), entry("b", "Wat is een dag?"))
    for text in ("wat is een OPEN dag", "opendag!"):
        found = made.find(text)
        assert (found.decision, found.candidates[0]) == ("answer", Candidate("a", 1.0))


def test_two_entries_with_the_same_wording_are_offered_unless_the_audience_tells() -> None:
    made = index(entry("ouder", "Wat is LOB?", audiences=("ouder",)), entry("school", "Wat is LOB?", audiences=("school",)))
    assert made.find("wat is lob").decision == "choose"
    assert made.find("wat is lob", "school").candidates[0].entry == "school"
    assert made.find("wat is lob", "ouder").candidates[0].entry == "ouder"
    assert made.find("wat is lob", "leerling").decision == "choose"


def test_an_entry_for_everyone_is_not_held_back() -> None:
    made = index(entry("allen", "Wat is LOB?"), entry("school", "Wat is LOB?", audiences=("school",)))
    assert made.find("wat is lob", "ouder").candidates[0].entry == "allen"


def test_an_empty_index_knows_nothing() -> None:
    assert Index((), TUNINGS).find("wat is lob") == Matches("unknown")


def test_an_index_of_one_entry_can_answer_it() -> None:
    made = with_meanings(index(entry("lob", "Wat is LOB?")))
    assert made.find("wat is lob").decision == "answer"
    assert made.find("wat is lob", vectors=vectors(made, "wat is lob")).candidates == (Candidate("lob", 1.0),)


def test_ten_candidates_are_given_or_as_many_as_asked_for() -> None:
    many = index(*(entry(f"vraag-{number}", f"vraag {number} over school") for number in range(20)))
    assert len(many.find("vraag").candidates) == CANDIDATES_MOST
    assert [len(many.find("vraag", most=most).candidates) for most in (1, 3)] == [1, 3]


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    assert PLAIN.find("x" * CHARACTERS_MOST + " wat is bsa") == PLAIN.find("x" * CHARACTERS_MOST)


def test_without_vectors_or_without_meanings_letters_and_words_are_compared() -> None:
    text = "verschil bol bbl"
    assert MEANING.find(text) == PLAIN.find(text) == PLAIN.find(text, vectors=vectors(PLAIN, text))
    assert PLAIN.find(text).mode == "lexical"
    assert MEANING.find(text, vectors=vectors(MEANING, text)).mode == "semantic"


def test_a_second_question_is_found_too() -> None:
    text = "Wat is het verschil tussen bol en bbl? En is een tussenjaar een goed idee?"
    for found in (PLAIN.find(text), MEANING.find(text, vectors=vectors(MEANING, text))):
        assert found.candidates[0].entry == "bol-bbl"
        assert found.second
        assert found.second.candidates[0].entry == "tussenjaar"


def test_a_second_question_about_the_same_or_about_nothing_is_not_offered() -> None:
    assert PLAIN.find("Wat is een tussenjaar? Is een tussenjaar een goed idee?").second is None
    assert PLAIN.find("Is een tussenjaar een goed idee? Wat xqzw plok?").second is None


STORY = (
    "Goedemiddag, wij wonen sinds kort in deze stad en hebben hier nog weinig mensen leren kennen. "
    "Onze oudste kijkt veel uit het raam. Is een tussenjaar een goed idee? Verder gaat het hier prima."
)


def test_of_a_story_the_sentence_that_says_most_counts_too() -> None:
    assert PLAIN.to_encode(STORY) == (STORY, "Is een tussenjaar een goed idee?")
    assert PLAIN.find(STORY).candidates[0].entry == "tussenjaar"
    assert MEANING.find(STORY, vectors=vectors(MEANING, STORY)).candidates[0].entry == "tussenjaar"


def test_short_forms_are_spelled_out_for_the_encoder() -> None:
    assert PLAIN.to_encode("ik kreeg een bsa") == ("ik kreeg een bsa (bindend studieadvies)",)


def test_a_changed_entry_gives_the_same_index_as_a_new_one() -> None:
    changed = tuple(entry(id, question, answer + " Meer." * (id == "bsa")) for id, question, answer in ENTRIES)
    again, fresh = Index(changed, TUNINGS, PLAIN.related, PLAIN), Index(changed, TUNINGS, PLAIN.related)
    for text in (*NONSENSE, *(question for _, question, _ in ENTRIES), "meer punten"):
        assert again.find(text) == fresh.find(text)
    kept = [one for one in changed if again.takes_from(PLAIN, one)]
    assert len(kept) == len(ENTRIES) - 1


def test_evidence_is_what_points_are_given_for() -> None:
    (unit,) = MEANING.evidence("studieadvies", vectors(MEANING, "studieadvies"))
    assert unit.evidence.shape == (len(ENTRIES), len(TUNINGS["semantic"].evidence))
    assert unit.known == pytest.approx(1.0)
    (unit,) = MEANING.evidence("xqzwplok")
    assert unit.evidence.shape == (len(ENTRIES), len(TUNINGS["lexical"].evidence))
    assert unit.known == 0.0
    assert np.allclose(unit.evidence[:, 1:3], 0)


def test_every_shipped_wording_is_answered_with_its_entry_or_offered_beside_one_that_shares_it(knowledge: Knowledge) -> None:
    owners: dict[str, set[str]] = {}
    for one in knowledge.entries:
        for wording in (one.question, *one.also):
            owners.setdefault(wording.lower().rstrip("?"), set()).add(one.id)
    for wording, ids in owners.items():
        found = knowledge.index.find(wording)
        assert found.candidates[0].entry in ids, wording
        assert found.confidence > 0.99


def test_a_word_of_which_only_another_is_known_says_something_too() -> None:
    (group,) = PLAIN.evidence("inschrijven")
    (nothing,) = PLAIN.evidence("xqzwplok")
    assert 1 > group.known > nothing.known == 0
