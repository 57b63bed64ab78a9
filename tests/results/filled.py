"""Scans filled in at once, without walking them: any set, sector, level and answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from dialogs.here import Here
from dialogs.language import Facts, Run
from dialogs.recipes import Picture
from dialogs.scan.at import At, find
from dialogs.scan.picture import picture
from dialogs.scan.result import result_text
from knowledge import Knowledge, read
from knowledge.scan import Question
from knowledge.standing import Answer, Scope, stand
from tests.talk import AMSTERDAM, shipped

KNOWLEDGE = read(shipped())
FILLED_IN = datetime(2026, 11, 23, 15, 40, tzinfo=AMSTERDAM)
LATER = FILLED_IN + timedelta(days=40)
PARTS = [(sector.id, level.id) for found in KNOWLEDGE.question_sets for sector in found.sectors for level in found.levels]
NAMES = ["-".join(part) for part in PARTS]


def asked(sector: str, level: str, *, whole: bool = True) -> tuple[Question, ...]:
    """The questions of a scan, in the order of asking."""
    found = next(known for known in KNOWLEDGE.question_sets if known.sector(sector))
    return stand(found, Scope(sector, level, whole), {}).questions


def filled(
    sector: str, level: str, values: Mapping[str, str], *, whole: bool = True, department: str = "", known: Knowledge = KNOWLEDGE
) -> At:
    """A scan with these answers, looked at long after it was filled in."""
    found = next(known for known in known.question_sets if known.sector(sector))
    answers = {id: Answer(value, turn=turn) for turn, (id, value) in enumerate(values.items(), 1)}
    run = Run("r1", found.id, sector, level, department, whole, FILLED_IN, FILLED_IN, answers=answers)
    at = find("r1", Here(known, Facts(LATER, "r2", 99, "school", (run,), False)))
    assert at is not None
    return at


def answered(sector: str, level: str, choose: Callable[[Question], str], *, whole: bool = True) -> At:
    """A scan in which every question has the answer that is chosen for it."""
    return filled(sector, level, {question.id: choose(question) for question in asked(sector, level, whole=whole)}, whole=whole)


def on_step(question: Question, height: int) -> str:
    """The id of the step at this height of four; of a scale of two the upper one for the upper half."""
    assert question.scale is not None
    steps = question.scale.steps
    return steps[height if len(steps) == 4 else height // 2].id


def beside(question: Question) -> str:
    """The id of "weet ik niet"."""
    assert question.scale is not None
    return question.scale.beside[0].id


def told(at: At) -> tuple[str, Picture]:
    """The result in words, and the recipe of its picture."""
    return result_text(at), picture(at)
