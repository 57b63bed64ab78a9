"""Question sets: what is asked, of whom, and with which answers.

Nothing here knows *this* scan: themes, scales, kinds of question and conditions all come from `content/scan/*.yaml`, so that an
official text can take the place of ours by replacing one file.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct

from knowledge.source import Source

Kind = Literal["stelling", "keuze", "meer", "open"]
Norm = Literal["wet", "agenda", "aanbevolen"]
Phase = Literal["plan", "do", "check", "act"]

SKIPPED = "-"
"""What is kept as the answer of someone who skipped the question; no option may be called so."""
PRESS_BYTES_MOST = 64
RUN_CHARACTERS_MOST = 6


class Named(Struct, frozen=True):
    """A sector or level: its id, how it is shown, and other words that people type for it."""

    id: str
    name: str
    also: tuple[str, ...] = ()


class Option(Struct, frozen=True):
    """One answer that can be chosen."""

    id: str
    text: str
    also: tuple[str, ...] = ()


class Scale(Struct, frozen=True):
    """Steps from low to high, and answers beside them that never count.

    Args:
        steps: From low to high, 2 to 7.
        enough: Index of the first step that counts as in order.
        beside: Answers such as "weet ik niet": counted and shown, never scored.
    """

    steps: tuple[Option, ...]
    enough: int
    beside: tuple[Option, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        return self.steps + self.beside


class Condition(Struct, frozen=True):
    """Ask only when `question` was answered with one of `values`; for a question with several answers, when one of them was."""

    question: str
    values: tuple[str, ...]


class Advice(Struct, frozen=True):
    """What to do next: for a low, a middle and a high step."""

    low: str
    middle: str
    high: str


class Help(Struct, frozen=True):
    """What is meant: an explanation, and one observable line per step id."""

    text: str
    steps: tuple[tuple[str, str], ...] = ()


class Cell(Struct, frozen=True):
    """A place in the Expertisepunt's PDCA matrix (https://www.expertisepuntlob.nl/kwaliteitsborging-lob)."""

    phase: Phase
    level: Literal["school", "team"]


class Question(Struct, frozen=True, kw_only=True):
    """One question of a set.

    Args:
        kind: `stelling` has a scale, `keuze` one of its options, `meer` any number of them, `open` the person's own words.
        options: What can be chosen, in the order shown; none for an open question.
        scale: Only for `stelling`.
        condition: None means always asked.
        formerly: Ids that this question had before; answers under them count for it.
        sectors, levels: Where it holds; empty means everywhere.
        short: Whether it belongs to the short part.
        norms: How firm it is, per sector id; the sector "" stands for all others.
        sources: As `norms`.
    """

    id: str
    theme: str
    kind: Kind
    text: str
    options: tuple[Option, ...] = ()
    scale: Scale | None = None
    help: Help | None = None
    condition: Condition | None = None
    formerly: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    short: bool = False
    norms: tuple[tuple[str, Norm], ...] = ()
    sources: tuple[tuple[str, Source], ...] = ()
    cell: Cell | None = None
    advice: Advice | None = None

    def norm_in(self, sector: str) -> Norm:
        """How firm it is in a sector; recommended when the set does not say."""
        norms = dict(self.norms)
        return norms.get(sector) or norms.get("") or "aanbevolen"

    def source_in(self, sector: str) -> Source | None:
        """Where it comes from for a sector; None when the set does not say."""
        sources = dict(self.sources)
        return sources.get(sector) or sources.get("")

    def option(self, id: str) -> Option | None:
        return next((option for option in self.options if option.id == id), None)


class NextStep(Struct, frozen=True):
    """What a school can do after the scan: a page that helps, and which of the Loopbaanbox's seven steps it belongs to (from 1)."""

    step: int
    text: str
    address: str


class Theme(Struct, frozen=True):
    """A part of the set, in its order.

    Args:
        conversation: A question for the team to talk about.
        next_step: Where to go on with this theme; None when the set names nothing.
    """

    id: str
    title: str
    conversation: str
    questions: tuple[Question, ...]
    next_step: NextStep | None = None


class Official(Struct, frozen=True):
    """Set only when the publisher of the official text has given its permission; then nothing calls the scan our own version."""

    publisher: str
    allowed_on: date


class QuestionSet(Struct, frozen=True, kw_only=True, dict=True):
    """A whole scan.

    Args:
        hash: First 16 hexadecimal digits of the SHA-256 of the file, under which `body` is kept for as long as answers refer to it.
        body: The file itself.
        seconds_per_question: How long an average answer takes, for "nog 26 vragen, ± 8 minuten".
    """

    id: str
    title: str
    version: date
    introduction: str
    official: Official | None
    seconds_per_question: int
    sectors: tuple[Named, ...]
    levels: tuple[Named, ...]
    themes: tuple[Theme, ...]
    hash: str
    body: str

    @cached_property
    def worked_out(self) -> dict[tuple[object, ...], Any]:
        """What is the same for every run in the same scope, kept with the set that it was worked out from (`standing`)."""
        return {}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for theme in self.themes for question in theme.questions)

    def sector(self, id: str) -> Named | None:
        return next((sector for sector in self.sectors if sector.id == id), None)

    def level(self, id: str) -> Named | None:
        return next((level for level in self.levels if level.id == id), None)

    def theme(self, id: str) -> Theme:
        return self._themes[id]

    @cached_property
    def _themes(self) -> dict[str, Theme]:
        return {theme.id: theme for theme in self.themes}
