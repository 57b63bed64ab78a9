"""What a parent can do this year: one page for each level and class of the child."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property

from msgspec import Struct

from knowledge.phrases import Phrase
from knowledge.phrases_reading import filled
from knowledge.problems import ContentProblem, did_you_mean
from knowledge.reading import Content, Fields, opened
from knowledge.source import Source, read_source, source_of
from knowledge.truth import Holds, State, holds, one_of_states

CLASS_MOST = 6


class ChildLevel(Struct, frozen=True):
    """A kind of school that a child is at: its id, how it is shown, other words for it, and its classes."""

    id: str
    name: str
    also: tuple[str, ...]
    classes: tuple[int, ...]


class YearPage(Struct, frozen=True, kw_only=True):
    """What happens in a year, and what helps.

    Args:
        starters: Questions to begin a talk with, as the parent says them.
        dates: Ids of the days that matter (`knowledge.dates`).
        checked_on: When an editor last held it against its source; None when not yet.
        check_at: Whom to ask whether it still holds; "" means the source itself.
    """

    levels: tuple[str, ...]
    classes: tuple[int, ...]
    this_year: str
    help_now: str
    starters: tuple[str, ...]
    dos: tuple[str, ...]
    donts: tuple[str, ...]
    talk_to: str
    dates: tuple[str, ...] = ()
    source: Source | None = None
    more_sources: tuple[Source, ...] = ()
    checked_on: date | None = None
    state: State = "controleren"
    check_at: str = ""

    def holds(self, today: date) -> Holds:
        """How far it may be told as true today; what schools do in a year is a rule that may change."""
        return holds("regel", self.state, self.checked_on, None, today)


class ParentGuide(Struct, frozen=True, dict=True):
    """All pages, in the order of the levels.

    Args:
        level_unknown, class_unknown: Where to find it, for who does not know.
        letter: A text to copy for the mentor; {klas} and {niveau} are filled in.
    """

    levels: tuple[ChildLevel, ...] = ()
    pages: tuple[YearPage, ...] = ()
    level_unknown: str = ""
    class_unknown: str = ""
    letter: Phrase = Phrase("")

    def level(self, id: str) -> ChildLevel | None:
        return next((level for level in self.levels if level.id == id), None)

    def page(self, level: str, year: int) -> YearPage | None:
        return self._pages.get((level, year))

    @cached_property
    def _pages(self) -> dict[tuple[str, int], YearPage]:
        return {(level, year): page for page in self.pages for level in page.levels for year in page.classes}


def read_parent_guide(content: Content, days: Collection[str], problems: list[ContentProblem]) -> ParentGuide:
    """The guide of one file; an empty one when there is no such file."""
    fields = opened(content, problems, "een gids voor ouders")
    if fields is None:
        return ParentGuide()
    known: dict[str, ChildLevel] = {}
    levels = fields.list_of("niveaus", lambda level: _level(level, known), least=1)
    pages: dict[tuple[str, int], YearPage] = {}
    guide = ParentGuide(
        levels=levels,
        pages=fields.list_of("paginas", lambda page: _page(page, known, days, pages), least=1),
        level_unknown=fields.text("niveau_onbekend", longest=400),
        class_unknown=fields.text("klas_onbekend", longest=400),
        letter=filled(fields, "brief", frozenset({"klas", "niveau"}), longest=900),
    )
    for level in levels:
        for year in level.classes:
            if (level.id, year) not in pages:
                fields.problem(f'voor "{level.id}" klas {year} is er geen pagina', "paginas")
    fields.done()
    return guide


def _level(fields: Fields, levels: dict[str, ChildLevel]) -> ChildLevel:
    level = ChildLevel(fields.id(longest=12), fields.text("naam", longest=30), fields.texts("ook", longest=40), _classes(fields, "klassen"))
    if level.id and level.id in levels:
        fields.problem(f'niveau "{level.id}" bestaat al', "id")
    levels[level.id] = level
    fields.done()
    return level


def _classes(fields: Fields, field: str) -> tuple[int, ...]:
    texts = fields.texts(field, longest=2)
    known = [str(year) for year in range(1, CLASS_MOST + 1)]
    for text in texts:
        if text not in known:
            fields.problem(f'"{text}" is geen klas van 1 tot {CLASS_MOST}', field)
    if not texts:
        fields.problem(f'veld "{field}" heeft er minstens 1 nodig', field)
    return tuple(int(text) for text in texts if text in known)


def _page(fields: Fields, levels: dict[str, ChildLevel], days: Collection[str], pages: dict[tuple[str, int], YearPage]) -> YearPage:
    page = YearPage(
        levels=fields.texts("niveau", longest=12),
        classes=_classes(fields, "klas"),
        this_year=fields.text("dit_jaar", longest=600),
        help_now=fields.text("help_nu", longest=500),
        starters=fields.texts("vragen", longest=120),
        dos=fields.texts("wel", longest=120),
        donts=fields.texts("niet", longest=120),
        talk_to=fields.text("praat_met", longest=300),
        dates=fields.texts("data", longest=40),
        source=source_of(fields),
        more_sources=fields.list_of("ook_bron", read_source),
        checked_on=fields.date("nagekeken_op", required=False),
        state=one_of_states(fields),
        check_at=fields.text("controleer_bij", required=False, longest=60),
    )
    for day in page.dates:
        if day not in days:
            fields.problem(f'dag "{day}" staat niet in de kalender{did_you_mean(day, days)}', "data")
    for level in page.levels:
        if level not in levels:
            fields.problem(f'niveau "{level}" bestaat niet{did_you_mean(level, levels)}', "niveau")
    for key in ((level, year) for level in page.levels if level in levels for year in page.classes):
        if key[1] not in levels[key[0]].classes:
            fields.problem(f'"{key[0]}" heeft geen klas {key[1]}', "klas")
        if key in pages:
            fields.problem(f'voor "{key[0]}" klas {key[1]} is er al een pagina', "klas")
        pages[key] = page
    fields.done()
    return page
