"""Which entry someone asks for, and when we rather say that we don't know."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import read
from knowledge.faq import Audience, Entry
from knowledge.search import CHARACTERS_MOST, OTHER_AUDIENCE_SHARE, Candidate, Index, Thresholds
from tests.content import small

THRESHOLDS = Thresholds(answer=0.8, choose=0.5)
SHIPPED = read(small())
NONSENSE = [
    "xqzw plok",
    "12345",
    "???",
    "",
    "   ",
    "🙂",
    "mijn fiets is gestolen",
    "hoe laat vertrekt de trein",
    "kaas ui brood",
    "the cat sat on the mat",
]


def index(*entries: tuple[str, str], audiences: tuple[Audience, ...] = (), empty: tuple[str, ...] = ()) -> Index:
    made = (Entry(id=id, question=question, also=(), answer="x", audiences=audiences) for id, question in entries)
    return Index(tuple(made), THRESHOLDS, empty)


@pytest.mark.parametrize("entry", SHIPPED.entries, ids=lambda entry: entry.id)
def test_every_wording_of_a_shipped_entry_is_answered_with_that_entry(entry: Entry) -> None:
    for wording in (entry.question, *entry.also, entry.question.upper(), entry.question.rstrip("?")):
        found = SHIPPED.index.find(wording)
        assert (found.decision, found.candidates[0]) == ("answer", Candidate(entry.id, 1.0)), wording


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_about_something_else_is_unknown(text: str) -> None:
    assert SHIPPED.index.find(text).decision == "unknown"


@pytest.mark.parametrize(
    ("text", "entry"),
    [("wat is een lopbaandosier", "loopbaandossier"), ("wat doet een dekaan??", "decaan"), ("Hoe werkt een profielkeuse?", "profielkeuze")],
)
def test_a_slip_of_the_pen_is_understood(text: str, entry: str) -> None:
    found = SHIPPED.index.find(text)
    assert (found.decision, found.candidates[0].entry) == ("answer", entry)


def test_a_text_that_is_only_half_a_question_is_offered_a_choice() -> None:
    assert SHIPPED.index.find("dossier").decision == "choose"


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_is_answered_with_candidates_from_good_to_bad(text: str) -> None:
    found = SHIPPED.index.find(text)
    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert all(SHIPPED.entry(candidate.entry) for candidate in found.candidates)


def test_an_empty_index_knows_nothing() -> None:
    found = index().find("wat is lob")
    assert (found.decision, found.candidates) == ("unknown", ())


def test_no_more_candidates_are_given_than_asked_for() -> None:
    many = index(*((f"vraag-{number}", f"vraag {number}") for number in range(20)))
    assert (len(many.find("vraag").candidates), len(many.find("vraag", most=3).candidates)) == (10, 3)


def test_each_entry_is_a_candidate_once_with_its_best_wording() -> None:
    entry = Entry(id="lob", question="Wat is LOB?", also=("lob betekenis", "loopbaanbegeleiding"), answer="x")
    assert Index((entry,), THRESHOLDS).find("lob betekenis").candidates == (Candidate("lob", 1.0),)


def test_an_entry_for_others_counts_a_little_less() -> None:
    found = index(("lob", "Wat is LOB?"), audiences=("school",))
    assert found.find("Wat is LOB?", "ouder").candidates[0].score == OTHER_AUDIENCE_SHARE
    assert found.find("Wat is LOB?", "school").candidates[0].score == 1.0
    assert found.find("Wat is LOB?").candidates[0].score == 1.0


def test_an_entry_for_everyone_counts_fully_for_each() -> None:
    assert index(("lob", "Wat is LOB?")).find("Wat is LOB?", "ouder").candidates[0].score == 1.0


def test_empty_words_do_not_count_unless_there_are_no_others() -> None:
    found = index(("lob", "Wat is LOB?"), ("wat", "Wat is dat?"), empty=("wat", "is", "dat", "nou", "eigenlijk"))
    assert found.find("wat is LOB nou eigenlijk").candidates[0] == Candidate("lob", 1.0)
    assert found.find("wat is dat").candidates[0] == Candidate("wat", 1.0)


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    found = index(("lob", "Wat is LOB?"))
    assert found.find("x" * CHARACTERS_MOST + " wat is lob") == found.find("x" * CHARACTERS_MOST)


def test_the_thresholds_decide() -> None:
    entry = Entry(id="lob", question="loopbaan dossier", also=(), answer="x")
    score = Index((entry,), THRESHOLDS).find("loopbaan").candidates[0].score

    def decision(answer: float, choose: float) -> str:
        return Index((entry,), Thresholds(answer, choose)).find("loopbaan").decision

    assert decision(score - 0.01, 0.1) == "answer"
    assert decision(score + 0.01, score - 0.01) == "choose"
    assert decision(score + 0.02, score + 0.01) == "unknown"


def test_a_threshold_itself_is_enough() -> None:
    entry = Entry(id="lob", question="Wat is LOB?", also=(), answer="x")
    assert Index((entry,), Thresholds(answer=1.0, choose=1.0)).find("Wat is LOB?").decision == "answer"
    assert Index((entry,), Thresholds(answer=1.1, choose=1.0)).find("Wat is LOB?").decision == "choose"
