"""What a school can take up next: seven steps in their order, each with instruments that help.

The order is that of the Loopbaanbox, which is history itself; what is offered is what can be found today.
"""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from knowledge.problems import ContentProblem
from knowledge.reading import Content, Fields, listed
from knowledge.source import read_address
from knowledge.truth import State, one_of_states

STEPS_MOST = 9


class Instrument(Struct, frozen=True):
    """Something that helps in a step: its name, what it does, where it is, and whether that could be checked."""

    name: str
    what: str
    address: str
    state: State


class Step(Struct, frozen=True, kw_only=True):
    """One step.

    Args:
        number: From 1, its place in the order.
        when: How a school knows that it is here, in its own words.
    """

    number: int
    title: str
    when: str
    explanation: str
    instruments: tuple[Instrument, ...]


class Steps(Struct, frozen=True, dict=True):
    """All steps, in their order."""

    steps: tuple[Step, ...] = ()

    def step(self, number: str) -> Step | None:
        """The step with this number, as a button names it; None when there is none."""
        return self._by_number.get(number)

    @cached_property
    def _by_number(self) -> dict[str, Step]:
        return {str(step.number): step for step in self.steps}


def read_steps(content: Content, problems: list[ContentProblem]) -> Steps:
    """The steps of one file; none when there is no such file."""
    items = listed(content, problems, each="een stap", whole="een bestand met stappen")
    return Steps(tuple(_step(fields, number) for number, fields in enumerate(items, 1)))


def _step(fields: Fields, number: int) -> Step:
    step = Step(
        number=fields.number("stap", least=1, most=STEPS_MOST),
        title=fields.text("titel", longest=40),
        when=fields.text("wanneer", longest=60),
        explanation=fields.text("uitleg", longest=500),
        instruments=fields.list_of("instrumenten", _instrument, least=1),
    )
    if step.number != number:
        fields.problem(f"dit is stap {number} in de volgorde, niet {step.number}", "stap")
    fields.done()
    return step


def _instrument(fields: Fields) -> Instrument:
    found = Instrument(fields.text("naam", longest=60), fields.text("wat", longest=200), read_address(fields), one_of_states(fields))
    fields.done()
    return found
