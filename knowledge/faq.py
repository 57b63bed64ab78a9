"""The knowledge base: questions that people ask, and what we answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, cast, get_args

from msgspec import Struct

from knowledge.problems import ContentProblem, did_you_mean
from knowledge.reading import Fields, File, compose, mapping, sequence
from knowledge.source import Source, read_source, source_or_editors
from knowledge.truth import Holds, Sort, State, holds, one_of_states

Audience = Literal["ouder", "school", "leerling"]


class Translation(Struct, frozen=True):
    """The answer in another language; it is shown only when someone read it whose own language that is."""

    language: str
    answer: str
    checked_by: str = ""


class Entry(Struct, frozen=True, kw_only=True):
    """One thing we know.

    Args:
        question: How the entry is shown in a menu.
        also: Other wordings, as people type them.
        short: For parents, in at most three sentences; "" when there is none.
        pupil: What a pupil reads instead, addressed as "je"; "" when the answer itself will do.
        audiences: Whom it is for; empty means everyone.
        more_sources: What else the answer leans on.
        checked_on: When an editor last held it against its source; None when not yet.
        until: Up to and with which day a date is still to come; None when it doesn't pass.
        check_at: Whom to ask whether it still holds ("DUO"); "" means the source itself.
        related: Ids of entries that a reader may want next.
        translations: The answer in other languages.
    """

    id: str
    question: str
    also: tuple[str, ...]
    answer: str
    short: str = ""
    pupil: str = ""
    audiences: tuple[Audience, ...] = ()
    topic: str = ""
    sort: Sort = "uitleg"
    source: Source | None = None
    more_sources: tuple[Source, ...] = ()
    checked_on: date | None = None
    until: date | None = None
    check_at: str = ""
    state: State = "controleren"
    related: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """The question and its other wordings."""
        return (self.question, *self.also)

    def translation(self, language: str) -> str:
        """The answer in a language, "" when there is none that was checked."""
        return next((one.answer for one in self.translations if one.language == language and one.checked_by), "")

    def holds(self, today: date) -> Holds:
        """How far the answer may be told as true today."""
        return holds(self.sort, self.state, self.checked_on, self.until, today)


def read_entries(files: Mapping[str, bytes], problems: list[ContentProblem]) -> tuple[Entry, ...]:
    """Every entry of the files, in the order of their paths."""
    entries: dict[str, Entry] = {}
    places: list[tuple[Entry, Fields]] = []
    for path in sorted(files):
        file = File(path, problems)
        for node in sequence(file, compose(file, files[path]), "een bestand met vragen"):
            fields = mapping(file, node, "een vraag")
            if fields is None:
                continue
            entry = read_entry(fields)
            if entry.id and entry.id in entries:
                fields.problem(f'vraag "{entry.id}" bestaat al', "id")
            entries[entry.id] = entry
            places.append((entry, fields))
    for entry, fields in places:
        for id in entry.related:
            if id not in entries:
                fields.problem(f'verder "{id}" bestaat niet{did_you_mean(id, entries)}', "verder")
    return tuple(entries.values())


def _translation(fields: Fields) -> Translation:
    language, answer = fields.id("taal", longest=2), fields.text("tekst", longest=2000)
    found = Translation(language, answer, fields.text("nagekeken_door", required=False, longest=80, empty=True))
    fields.done()
    return found


def read_entry(fields: Fields) -> Entry:
    """One entry; whether what it refers to is there is for who knows the others."""
    audiences = fields.texts("doelgroep")
    for audience in audiences:
        if audience not in get_args(Audience):
            fields.problem(f'onbekende doelgroep "{audience}"{did_you_mean(audience, get_args(Audience))}', "doelgroep")
    entry = Entry(
        id=fields.id(),
        question=fields.text("vraag", longest=200),
        also=fields.texts("ook"),
        answer=fields.text("antwoord", longest=2000),
        short=fields.text("kort", required=False, longest=400),
        pupil=fields.text("leerling", required=False, longest=600),
        audiences=cast(tuple[Audience, ...], audiences),
        topic=fields.text("onderwerp", required=False, longest=60),
        sort=cast(Sort, fields.one_of("soort", get_args(Sort), default="uitleg")),
        source=source_or_editors(fields),
        more_sources=fields.list_of("ook_bron", read_source),
        checked_on=fields.date("nagekeken_op", required=False),
        until=fields.date("tot", required=False),
        check_at=fields.text("controleer_bij", required=False, longest=60),
        state=one_of_states(fields),
        related=fields.texts("verder", longest=40),
        translations=fields.list_of("vertaling", _translation),
    )
    fields.done()
    return entry
