"""What a scan says in the end: counts by theme, and what to talk about first."""

from __future__ import annotations

import pytest

from knowledge.scan import SKIPPED
from knowledge.standing import Scope, Tally, in_order, stand, step, tallies
from tests.knowledge.sets import SCALE, STEPS, a_set, q, said, some

HERE = Scope("vmbo")
TWO_STEPS = {**SCALE, "stappen": [{"id": "nee", "tekst": "Nee"}, {"id": "ja", "tekst": "Ja"}], "vanaf": "ja"}


def test_a_tally_counts_every_statement_of_its_theme_once() -> None:
    names = ("een", "twee", "drie", "vier", "vijf", "zes")
    question_set = a_set(visie=[q(name) for name in names])
    answers = said(een="nee", twee="meest", drie="ja", vier="onbekend", vijf=SKIPPED)
    (found,) = tallies(stand(question_set, HERE, answers))
    assert found == Tally(theme=question_set.themes[0], asked=6, scored=3, enough=2, unknown=1, skipped=1, open=1)


def test_questions_without_a_scale_are_not_counted() -> None:
    question_set = a_set(visie=[q("een"), some("twee", "mentor", "ouders"), q("drie", soort="open")])
    (found,) = tallies(stand(question_set, HERE, said(een="ja", twee="mentor", drie="ja")))
    assert (found.asked, found.scored, found.enough) == (1, 1, 1)


def test_a_theme_without_statements_has_no_tally() -> None:
    question_set = a_set(visie=[some("een", "mentor", "ouders")], werk=[q("twee")])
    assert [tally.theme.id for tally in tallies(stand(question_set, HERE, {}))] == ["werk"]


@pytest.mark.parametrize(("answer", "index", "enough"), [("nee", 0, False), ("deels", 1, False), ("meest", 2, True), ("ja", 3, True)])
def test_a_step_is_in_order_from_where_the_scale_says(answer: str, index: int, enough: bool) -> None:
    question = a_set(visie=[q("een")]).questions[0]
    assert (step(question, answer), in_order(question, answer)) == (index, enough)


@pytest.mark.parametrize("answer", [None, SKIPPED, "onbekend", "weg"])
def test_an_answer_beside_the_scale_is_no_step(answer: str | None) -> None:
    question = a_set(visie=[q("een")]).questions[0]
    assert (step(question, answer), in_order(question, answer)) == (None, False)


def test_a_question_without_a_scale_has_no_steps() -> None:
    question = a_set(visie=[some("een", "mentor", "ouders")]).questions[0]
    assert (step(question, "mentor"), in_order(question, "mentor")) == (None, False)


def test_the_steps_of_these_sets_are_as_the_tests_think() -> None:
    question = a_set(visie=[q("een")]).questions[0]
    assert question.scale
    assert [option.id for option in question.scale.steps] == list(STEPS)
