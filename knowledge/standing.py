"""Where a scan stands: what people said, read with today's question set.

Answers are the only truth; which questions are asked, which one is next and how the themes stand is derived here, each time anew.
That is why a reworded, added, removed, reordered or renamed question never breaks a scan that is under way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from msgspec import Struct

from knowledge.scan import SKIPPED, Condition, Question, QuestionSet, Theme

MANY = ","
"""Joins the option ids of a question with several answers; "" means that the person chose none of them."""


class Answer(Struct, frozen=True):
    """What one person said to one question of one run.

    Args:
        value: An option's id, several joined by `MANY`, the person's own words, or `SKIPPED`; None: asked, not answered yet.
        note: The person's note, "" for none.
        turn: Number of the person's turn in which the value was given; 0 when it was not.
    """

    value: str | None = None
    note: str = ""
    turn: int = 0


Answers = Mapping[str, Answer]


class Scope(Struct, frozen=True):
    """Whom a run is about and how far it goes: `whole` is False until the person chose to go on after the short part."""

    sector: str
    level: str = ""
    whole: bool = False


class Route(Struct, frozen=True):
    """What is asked, in which order: the same for everyone in the same scope who meets the same conditions, so it is worked out once.

    Args:
        questions: In the order of asking: the short part, then (when `whole`) the rest.
        rest: How many questions follow when the person chooses to go on after the short part.
        named: Each question by its id, and by those that it had before.
        places: The index of each question in the order of asking, by its id.
        themes: The themes with a question on this route, and their questions in the order of the set.
    """

    questions: tuple[Question, ...]
    rest: int
    named: Mapping[str, Question]
    places: Mapping[str, int]
    themes: Mapping[str, tuple[Theme, tuple[Question, ...]]]


class Standing(Struct, frozen=True):
    """A run as it stands now.

    Args:
        values: Answers that hold today, by question id, skips included.
        answers: What was said, under the ids of today, also where it no longer holds.
    """

    set: QuestionSet
    scope: Scope
    route: Route
    values: dict[str, str]
    answers: Answers

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked, in the order of asking."""
        return self.route.questions

    @property
    def rest(self) -> int:
        """How many questions follow when the person chooses to go on after the short part."""
        return self.route.rest

    @property
    def current(self) -> Question | None:
        """The question to ask next, None when all are answered."""
        for question in self.questions:
            if question.id not in self.values:
                return question
        return None

    @property
    def last_said(self) -> Question | None:
        """The question whose answer was given last, None when there is none."""
        said = [question for question in self.questions if question.id in self.values]
        return max(said, key=lambda question: self.answers[question.id].turn, default=None)

    @property
    def left(self) -> int:
        return len(self.questions) - len(self.values)

    def question(self, id: str) -> Question | None:
        """The question with this id, or that had it formerly, if it is asked in this run."""
        return self.route.named.get(id)

    def number(self, question: Question) -> int:
        """Its place in the order of asking, from 1."""
        return self.route.places[question.id] + 1

    def before(self, question: Question | None) -> Question | None:
        """The question asked before this one (before the end, for None); None at the first."""
        index = self.route.places[question.id] if question else len(self.questions)
        return self.questions[index - 1] if index else None

    def changed(self, question: Question) -> bool:
        """Whether it was answered, but with an answer that is no longer on offer."""
        answer = self.answers.get(question.id)
        return question.id not in self.values and answer is not None and answer.value is not None

    def of_theme(self, theme: Theme) -> tuple[Question, ...]:
        """The theme's questions in this run, in the order of the set."""
        return self.route.themes[theme.id][1] if theme.id in self.route.themes else ()

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes with a question in this run."""
        return tuple(theme for theme, _ in self.route.themes.values())

    def theme_done(self, theme: Theme) -> bool:
        return all(question.id in self.values for question in self.of_theme(theme))


def stand(question_set: QuestionSet, scope: Scope, answers: Answers) -> Standing:
    """Read what was said with today's set."""
    outline = _outline(question_set, scope.sector, scope.level)
    said = _said(outline, answers)
    values: dict[str, str] = {}
    for id, answer in said.items():
        value = answer.value
        if value is None or (simple := outline.simple.get(id)) is None:
            continue
        if value in simple:
            values[id] = value
        elif (part := valid(outline.here[id], value)) is not None:
            values[id] = part
    left_out = []
    for id, condition in outline.conditional:
        if not _met(condition, values):
            left_out.append(id)
            values.pop(id, None)
    route = _route(question_set, scope, tuple(left_out))
    if not values.keys() <= route.places.keys():
        values = {id: value for id, value in values.items() if id in route.places}
    return Standing(question_set, scope, route, values, said)


def answered(standing: Standing, question: Question, answer: Answer) -> Standing:
    """The same run once this was said too; it is only read anew where a former id or a condition may make a difference."""
    said = {**standing.answers, question.id: answer}
    outline = _outline(standing.set, standing.scope.sector, standing.scope.level)
    if outline.renamed or outline.conditional or question.id not in standing.route.places:
        return stand(standing.set, standing.scope, said)
    values = {**standing.values}
    if (value := valid(question, answer.value)) is None:
        values.pop(question.id, None)
    else:
        values[question.id] = value
    return Standing(standing.set, standing.scope, standing.route, values, said)


class _Outline(Struct, frozen=True):
    """What a set asks in a sector and on a level, before any condition.

    Args:
        known: The ids of all questions of the set.
        renamed: Those of all questions that had other ids before.
        here: Those that hold here, by id, in the order of the set.
        simple: For each of these, the values that hold as they stand.
        conditional: Those that are only asked on a condition, by id.
    """

    known: frozenset[str]
    renamed: tuple[Question, ...]
    here: dict[str, Question]
    simple: dict[str, frozenset[str]]
    conditional: tuple[tuple[str, Condition], ...]


def _outline(question_set: QuestionSet, sector: str, level: str) -> _Outline:
    known = question_set.worked_out.get((sector, level))
    if known is None:
        known = question_set.worked_out[sector, level] = _draw(question_set, sector, level)
    return cast(_Outline, known)


def _draw(question_set: QuestionSet, sector: str, level: str) -> _Outline:
    here = [question for question in question_set.questions if _holds_here(question, sector, level)]
    return _Outline(
        known=frozenset(question.id for question in question_set.questions),
        renamed=tuple(question for question in question_set.questions if question.formerly),
        here={question.id: question for question in here},
        simple={question.id: frozenset({SKIPPED, *(option.id for option in question.options)}) for question in here},
        conditional=tuple((question.id, question.condition) for question in here if question.condition),
    )


def _route(question_set: QuestionSet, scope: Scope, left_out: tuple[str, ...]) -> Route:
    known = question_set.worked_out.get((scope, left_out))
    if known is None:
        known = question_set.worked_out[scope, left_out] = _lay_out(question_set, scope, left_out)
    return cast(Route, known)


def _lay_out(question_set: QuestionSet, scope: Scope, left_out: tuple[str, ...]) -> Route:
    here = _outline(question_set, scope.sector, scope.level).here.values()
    asked = [question for question in here if question.id not in left_out]
    short = [question for question in asked if question.short] or asked
    rest = [question for question in asked if question not in short]
    questions = tuple(short + rest if scope.whole else short)
    places = {question.id: place for place, question in enumerate(questions)}
    themes = [(theme, tuple(question for question in theme.questions if question.id in places)) for theme in question_set.themes]
    return Route(
        questions=questions,
        rest=len(rest),
        named={id: question for question in questions for id in (question.id, *question.formerly)},
        places=places,
        themes={theme.id: (theme, own) for theme, own in themes if own},
    )


def valid(question: Question, value: str | None) -> str | None:
    """The part of an answer that still holds for the question, None when nothing does."""
    if value is None or value == SKIPPED or question.kind == "open":
        return value
    if question.kind == "meer":
        kept = [part for part in value.split(MANY) if question.option(part)]
        return MANY.join(kept) if kept or not value else None
    return value if question.option(value) else None


def _said(outline: _Outline, answers: Answers) -> Answers:
    """What was said, under the ids of today: under a former id only where nothing was said under the question's own."""
    if not outline.renamed and answers.keys() <= outline.known:
        return answers
    said = {id: answer for id, answer in answers.items() if id in outline.known}
    for question in outline.renamed:
        found = [answers[id] for id in (question.id, *question.formerly) if id in answers]
        if found:
            said[question.id] = next((answer for answer in found if answer.value is not None), found[0])
    return said


def _holds_here(question: Question, sector: str, level: str) -> bool:
    right_sector = not question.sectors or sector in question.sectors
    return right_sector and (not question.levels or not level or level in question.levels)


def _met(condition: Condition, values: Mapping[str, str]) -> bool:
    return any(part in condition.values for part in values.get(condition.question, "").split(MANY))


class Tally(Struct, frozen=True):
    """How one theme stands, in counts.

    Args:
        asked: Statements of this theme in this run.
        scored: Of these, answered with a step of their scale.
        enough: Of these, at or above the step from which it is in order.
        unknown: Answered with something beside the scale ("weet ik niet").
        skipped: Passed over.
        open: Not answered yet.
    """

    theme: Theme
    asked: int
    scored: int
    enough: int
    unknown: int
    skipped: int
    open: int


def tallies(standing: Standing) -> tuple[Tally, ...]:
    """One tally per theme that has statements; questions without a scale are not counted."""
    found = []
    for theme in standing.themes:
        statements = [question for question in standing.of_theme(theme) if question.scale]
        if not statements:
            continue
        values = [standing.values.get(question.id) for question in statements]
        steps = [step(question, value) for question, value in zip(statements, values, strict=True)]
        found.append(
            Tally(
                theme=theme,
                asked=len(statements),
                scored=sum(index is not None for index in steps),
                enough=sum(in_order(question, value) for question, value in zip(statements, values, strict=True)),
                unknown=sum(i is None and v not in (None, SKIPPED) for i, v in zip(steps, values, strict=True)),
                skipped=values.count(SKIPPED),
                open=values.count(None),
            )
        )
    return tuple(found)


def step(question: Question, value: str | None) -> int | None:
    """The index of the step that was chosen, None for no answer, a skip or an answer beside the scale."""
    if question.scale is None or value is None:
        return None
    for index, option in enumerate(question.scale.steps):
        if option.id == value:
            return index
    return None


def in_order(question: Question, value: str | None) -> bool:
    index = step(question, value)
    return question.scale is not None and index is not None and index >= question.scale.enough
