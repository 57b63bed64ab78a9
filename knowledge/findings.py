"""What the answers of a run say together: what the law asks and is not there, which themes are ahead, and how it hangs together.

Counts and orders only; the words are the dialogue's. Everything is exact (fractions), so that equal themes are named together.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import get_args

from msgspec import Struct

from knowledge.scan import Phase, Question, Theme
from knowledge.standing import Scope, Standing, in_order, stand, step

SCORED_LEAST = 3
"""A theme with fewer scored answers is not compared."""
PHASE_LEAST = 2
"""A phase of the PDCA circle with fewer scored answers is not spoken of, unless the whole scan asks no more of it."""
DISCUSS_MOST = 3
KEEP_MOST = 3
STEPS_OF_YES_OR_NO = 2


class Ranking(Struct, frozen=True):
    """The strongest and the weakest themes, ties together; both empty when all lie within half a step of each other.

    Args:
        early: Whether a theme has fewer than three scored answers, so that it might still come out ahead or behind of all others.
    """

    strongest: tuple[Theme, ...] = ()
    weakest: tuple[Theme, ...] = ()
    early: bool = False


def statements(standing: Standing) -> tuple[Question, ...]:
    """What is scored in this run, in the order of the set."""
    asked = {question.id for question in standing.questions}
    return tuple(question for question in standing.set.questions if question.id in asked and question.scale)


def share(standing: Standing, question: Question) -> Fraction | None:
    """How high the chosen step is on its scale, from 0 to 1; None without a scored answer."""
    index = step(question, standing.values.get(question.id))
    return None if index is None or question.scale is None else _part(index, len(question.scale.steps) - 1)


@lru_cache
def _part(some: int, all: int) -> Fraction:
    return Fraction(some, all)


def law_open(standing: Standing) -> tuple[Question, ...]:
    """What the law asks of this sector and is answered, but not with a step that is in order."""
    return tuple(
        question
        for question in statements(standing)
        if question.norm_in(standing.scope.sector) == "wet"
        and question.id in standing.values
        and not in_order(question, standing.values[question.id])
    )


def ranking(standing: Standing) -> Ranking | None:
    """Which themes are ahead and which behind.

    Returns:
        None when there is nothing to compare: less than half is scored, there is one theme only, or one asks too little for ever.
    """
    asked = statements(standing)
    scored = [question for question in asked if share(standing, question) is not None]
    if not scored or len(scored) * 2 < len(asked):
        return None
    themes = [theme for theme in standing.themes if any(question.scale for question in standing.of_theme(theme))]
    means = {theme.id: mean for theme in themes if (mean := _mean(standing, theme)) is not None}
    if len(themes) < 2:
        return None
    lacking = [theme for theme in themes if theme.id not in means]
    if lacking:
        return Ranking(early=True) if all(_may_grow(standing, theme) for theme in lacking) else None
    best, worst = max(means.values()), min(means.values())
    if best - worst < _half_a_step(scored):
        return Ranking()
    return Ranking(
        tuple(theme for theme in themes if means[theme.id] == best),
        tuple(theme for theme in themes if means[theme.id] == worst),
    )


def _mean(standing: Standing, theme: Theme) -> Fraction | None:
    shares = [found for question in standing.of_theme(theme) if (found := share(standing, question)) is not None]
    return sum(shares, Fraction(0)) / len(shares) if len(shares) >= SCORED_LEAST else None


def _may_grow(standing: Standing, theme: Theme) -> bool:
    """Whether a theme could still get enough scored answers: by other answers, or by the questions after the short part."""
    scope = standing.scope
    whole = stand(standing.set, Scope(scope.sector, scope.level, whole=True), standing.answers)
    return sum(question.scale is not None for question in whole.of_theme(theme)) >= SCORED_LEAST


def _half_a_step(questions: Sequence[Question]) -> Fraction:
    """Half a step of the longest scale that was answered, as a share of the whole scale."""
    longest = max(len(question.scale.steps) for question in questions if question.scale)
    return Fraction(1, 2 * (longest - 1))


class Circle(Struct, frozen=True):
    """The phases of plan, do, check, act of which more than half is in order, and the others."""

    ahead: tuple[Phase, ...]
    behind: tuple[Phase, ...]


def circle(standing: Standing) -> Circle | None:
    """How the phases hang together (the PDCA matrix of https://www.expertisepuntlob.nl/kwaliteitsborging-lob).

    Returns:
        None when fewer than two phases have enough scored answers to speak of.
    """
    ahead: list[Phase] = []
    behind: list[Phase] = []
    here = statements(standing)
    for phase in get_args(Phase):
        asked = [question for question in here if question.cell and question.cell.phase == phase]
        scored = [question for question in asked if share(standing, question) is not None]
        least = PHASE_LEAST if _only_short(standing) else min(PHASE_LEAST, len(asked))
        if not scored or len(scored) < least:
            continue
        good = sum(in_order(question, standing.values[question.id]) for question in scored)
        (ahead if 2 * good > len(scored) else behind).append(phase)
    return Circle(tuple(ahead), tuple(behind)) if len(ahead) + len(behind) > 1 else None


def _only_short(standing: Standing) -> bool:
    """Whether only the short part of a longer scan is asked."""
    return bool(standing.rest) and not standing.scope.whole


_FIRM = {"wet": 0, "agenda": 1, "aanbevolen": 2}


def to_discuss(standing: Standing) -> tuple[Question, ...]:
    """The statements to talk about first, at most three: not in order before in order, then the firmest norm, then the lowest step.

    What the law asks stands by itself (`law_open`); what is wholly there needs no talk.
    """
    apart = {question.id for question in law_open(standing)}
    points = [
        (in_order(question, standing.values[question.id]), _FIRM[question.norm_in(standing.scope.sector)], found, number, question)
        for number, question in enumerate(statements(standing))
        if question.id not in apart and (found := share(standing, question)) is not None and found < 1
    ]
    return tuple(point[-1] for point in sorted(points, key=lambda point: point[:-1])[:DISCUSS_MOST])


def to_keep(standing: Standing) -> tuple[Question, ...]:
    """What is wholly there and worth holding on to, the firmest norm first: one statement beside what is to be talked about, else three."""
    there = [question for question in statements(standing) if question.advice and share(standing, question) == 1]
    most = 1 if law_open(standing) or to_discuss(standing) else KEEP_MOST
    return tuple(sorted(there, key=lambda question: _FIRM[question.norm_in(standing.scope.sector)])[:most])


def advice(standing: Standing, question: Question) -> str:
    """What to do next with a statement, by the step that was chosen; "" where the set gives no advice or nothing is scored.

    On a scale of two steps the lower one says as much as the low and the middle ones of a longer scale, and gets the advice for both.
    """
    found = share(standing, question)
    if found is None or question.advice is None:
        return ""
    if found == 1:
        return question.advice.high
    if question.scale and len(question.scale.steps) == STEPS_OF_YES_OR_NO:
        return f"{question.advice.low} {question.advice.middle}"
    return question.advice.middle if in_order(question, standing.values[question.id]) else question.advice.low
