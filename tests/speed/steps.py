"""The pure step: read the state, `respond`, write the state; on the shipped scan, all of its questions."""

from __future__ import annotations

import time
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from bot import content
from dialogs import memory
from dialogs.conversation import respond
from dialogs.language import Event, Facts, Press, Search
from dialogs.needs import needs
from knowledge import Knowledge
from tests.talk import Talk

ROUNDS = 40
SECTOR = "Vmbo"


class Step(Struct, frozen=True):
    """One turn of a walk, with all that it was decided on."""

    state: str
    event: Event
    facts: Facts


class Steps(Struct, frozen=True):
    """Milliseconds a step.

    Args:
        slowest: The median of the slowest step of the walk: the result of the whole scan.
    """

    count: int
    median: float
    p99: float
    slowest: float


def measure() -> list[list[float]]:
    """Do the same walk again and again, and tell what each step took; the first time does not count."""
    knowledge = content.load()
    walk = _walk(knowledge)
    return [[_took(step, knowledge) for step in walk] for _ in range(ROUNDS + 1)][1:]


def summary(rounds: list[list[float]]) -> Steps:
    every = sorted(took for one in rounds for took in one)
    slowest = max(median(took) for took in zip(*rounds, strict=True))
    return Steps(len(rounds[0]), median(every), every[int(len(every) * 0.99)], slowest)


def _walk(knowledge: Knowledge) -> list[Step]:
    """Every press of someone who answers the whole scan, each question in another way than the one before."""
    talk = Talk(knowledge)
    talk.do(Press("scan"))
    talk.press(SECTOR)
    steps: list[Step] = []
    while press := _press(talk, len(steps)):
        event = Press(press)
        facts = talk.facts(needs(memory.read(talk.state), event))
        steps.append(Step(talk.state, event, replace(facts, turn=talk.turns + 1)))
        talk.do(event)
    return steps


def _press(talk: Talk, number: int) -> str:
    answers = [button.press for button in talk.last_shown if "=" in button.press]
    onward = [button.press for button in talk.last_shown if button.press.startswith("scan:geheel")]
    return answers[number % len(answers)] if answers else onward[0] if onward else ""


def _took(step: Step, knowledge: Knowledge) -> float:
    started = time.perf_counter()
    turn = respond(memory.read(step.state), step.event, knowledge, step.facts)
    assert not isinstance(turn, Search)
    memory.write(turn.conversation)
    return (time.perf_counter() - started) * 1000
