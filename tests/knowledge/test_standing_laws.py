"""Laws of a standing, for any answers to any edition of a set, also when the questions have changed since."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import read
from knowledge.findings import law_open, to_discuss
from knowledge.scan import SKIPPED, Question, QuestionSet
from knowledge.standing import Answer, Answers, Scope, Standing, answered, stand, tallies, valid
from tests.content import shipped
from tests.knowledge.sets import STEPS, a_set, q, some

YES = {"vraag": "een", "is": ["meest", "ja"]}
EDITIONS = (
    a_set(
        visie=[q("een", kort=True), q("twee", alleen_als=YES), q("drie", kort=True, alleen_als={"vraag": "twee", "is": ["nee"]})],
        werk=[q("vier", sector=["vmbo"]), q("vijf", niveau=["team"], kort=True), some("zes", "a", "b", "c")],
    ),
    a_set(
        werk=[some("zes", "b", "d", kort=True), q("nieuw", alleen_als={"vraag": "zes", "is": ["b"]}), q("vijf", soort="open")],
        visie=[q("een"), q("acht", eerder=["twee", "drie"], kort=True)],
    ),
    a_set(visie=[q("twee", eerder=["een"]), q("een-en-twee", eerder=["drie"], sector=["mbo"])]),
)
VO, MBO = read(shipped()).question_sets
IDS = ("een", "twee", "drie", "vier", "vijf", "zes", "nieuw", "acht", "een-en-twee")
VALUES = (None, SKIPPED, *STEPS, "onbekend", "", "a", "b", "b,d", "a,b,c", "d", "iets anders")
ANSWERS = st.dictionaries(
    st.sampled_from(IDS), st.builds(Answer, st.sampled_from(VALUES), note=st.sampled_from(["", "kijk"]), turn=st.integers(0, 9)), max_size=9
)
SCOPES = st.builds(Scope, st.sampled_from(["vmbo", "mbo"]), st.sampled_from(["", "school", "team"]), st.booleans())


def plain(question_set: QuestionSet, scope: Scope, answers: Answers) -> tuple[list[Question], int, dict[str, str], dict[str, Answer]]:
    """A standing read in the plainest way: question by question, in the order of the set."""
    said: dict[str, Answer] = {}
    values: dict[str, str] = {}
    asked = []
    for question in question_set.questions:
        found = [answers[id] for id in (question.id, *question.formerly) if id in answers]
        if found:
            said[question.id] = next((answer for answer in found if answer.value is not None), found[0])
        if asked_of(question, scope) and condition_met(question, values):
            asked.append(question)
            value = valid(question, said[question.id].value) if found else None
            if value is not None:
                values[question.id] = value
    short = [question for question in asked if question.short] or asked
    rest = [question for question in asked if question not in short]
    questions = short + rest if scope.whole else short
    shown = {question.id for question in questions}
    return questions, len(rest), {id: value for id, value in values.items() if id in shown}, said


def asked_of(question: Question, scope: Scope) -> bool:
    in_sector = not question.sectors or scope.sector in question.sectors
    return in_sector and (not question.levels or not scope.level or scope.level in question.levels)


def condition_met(question: Question, values: Mapping[str, str]) -> bool:
    if question.condition is None:
        return True
    return bool(set(values.get(question.condition.question, "").split(",")) & set(question.condition.values))


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(EDITIONS), SCOPES, ANSWERS)
def test_a_standing_is_what_the_plainest_reading_says(question_set: QuestionSet, scope: Scope, answers: dict[str, Answer]) -> None:
    standing = stand(question_set, scope, answers)
    assert (list(standing.questions), standing.rest, standing.values, standing.answers) == plain(question_set, scope, answers)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(EDITIONS), SCOPES, ANSWERS)
def test_a_standing_agrees_with_itself(question_set: QuestionSet, scope: Scope, answers: dict[str, Answer]) -> None:
    standing = stand(question_set, scope, answers)
    assert standing.left == sum(question.id not in standing.values for question in standing.questions)
    assert (standing.current is None) == (standing.left == 0) == all(standing.theme_done(theme) for theme in standing.themes)
    assert {question.id for theme in standing.themes for question in standing.of_theme(theme)} == {
        question.id for question in standing.questions
    }
    for tally in tallies(standing):
        assert tally.asked == tally.scored + tally.unknown + tally.skipped + tally.open
        assert 0 <= tally.enough <= tally.scored
    for question in (*law_open(standing), *to_discuss(standing)):
        assert question in standing.questions
        assert question.id in standing.values


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(EDITIONS), SCOPES, ANSWERS)
def test_going_on_to_the_rest_changes_nothing_of_the_short_part(
    question_set: QuestionSet, scope: Scope, answers: dict[str, Answer]
) -> None:
    short, whole = (stand(question_set, Scope(scope.sector, scope.level, more), answers) for more in (False, True))
    assert whole.questions[: len(short.questions)] == short.questions
    assert len(whole.questions) == len(short.questions) + short.rest
    assert short.values.items() <= whole.values.items()


PLAIN = a_set(visie=[q("een", kort=True), q("twee", sector=["vmbo"])], werk=[q("drie", kort=True), some("zes", "a", "b")])
"""A set without former ids and conditions, where one answer more changes no other."""


@settings(max_examples=80, deadline=None)
@given(st.sampled_from((*EDITIONS, PLAIN)), SCOPES, ANSWERS, st.data())
def test_one_answer_more_is_what_reading_all_of_them_anew_says(
    question_set: QuestionSet, scope: Scope, answers: dict[str, Answer], data: st.DataObject
) -> None:
    question = data.draw(st.sampled_from(question_set.questions))
    answer = Answer(data.draw(st.sampled_from(VALUES)), turn=10)
    found, anew = (
        answered(stand(question_set, scope, answers), question, answer),
        stand(question_set, scope, {id: said for id, said in answers.items() if id not in question.formerly} | {question.id: answer}),
    )
    assert (found.questions, found.values, found.current) == (anew.questions, anew.values, anew.current)
    assert found.answers[question.id] == answer


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_better_answer_never_makes_a_theme_look_worse(data: st.DataObject) -> None:
    question_set = data.draw(st.sampled_from((VO, MBO)))
    scope = Scope(
        data.draw(st.sampled_from(question_set.sectors)).id, data.draw(st.sampled_from(question_set.levels)).id, data.draw(st.booleans())
    )
    questions = stand(question_set, scope, {}).questions
    chosen = data.draw(st.lists(st.integers(0, 9), min_size=len(questions), max_size=len(questions)))
    answers = {
        question.id: Answer(question.options[pick % len(question.options)].id) for question, pick in zip(questions, chosen, strict=True)
    }
    raised = data.draw(st.sampled_from(questions))
    assert raised.scale
    steps = [option.id for option in raised.scale.steps]
    low, high = sorted(data.draw(st.lists(st.integers(0, len(steps) - 1), min_size=2, max_size=2)))
    before, after = (stand(question_set, scope, {**answers, raised.id: Answer(steps[index])}) for index in (low, high))
    assert not [theme for theme in question_set.themes if enough(after).get(theme.id, 0) < enough(before).get(theme.id, 0)]


def enough(standing: Standing) -> dict[str, int]:
    return {tally.theme.id: tally.enough for tally in tallies(standing)}
