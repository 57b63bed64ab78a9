"""What editors add to the answers at run time: rows of YAML, laid over the files by id.

A row holds one item of a list: an answer as it would stand in a file of `faq/`, or other wordings (`{id, ook}`) for the answer of that id.
The files win: what they have too is left out here and told, and so is what can't be read any more. Nothing here ever raises.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Literal

import yaml
from msgspec import Struct
from msgspec.structs import replace

from knowledge import Knowledge
from knowledge.dutch import fold
from knowledge.faq import Entry, read_entry
from knowledge.problems import ContentProblem, did_you_mean
from knowledge.reading import Fields, File, compose, mapping, sequence
from knowledge.review import remarks
from knowledge.source import EDITORS, Source

Kind = Literal["antwoord", "bewoording"]
Why = Literal["in files", "unreadable", "no entry"]

ID_CHARACTERS_MOST = 40
ID_BEGINS = "eigen"
LINE_CHARACTERS = 118


class Row(Struct, frozen=True):
    """Something that was added and not withdrawn.

    Args:
        entry: The id of the entry that it is, or adds wordings to.
    """

    number: int
    entry: str
    kind: Kind
    yaml: str


class LeftOut(Struct, frozen=True):
    """A row that has no effect.

    Args:
        what: What an editor reads of it.
    """

    number: int
    entry: str
    why: Why
    what: str


class Addition(Struct, frozen=True):
    """What a row says, as far as it can be read.

    Args:
        entry: None for wordings, and when there is nothing to read.
        also: The wordings that are added; empty for an answer.
        problems: What `lobgids check` would say of it.
    """

    id: str = ""
    entry: Entry | None = None
    also: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """How it is asked."""
        return self.entry.question if self.entry else next(iter(self.also), "")

    @property
    def answer(self) -> str:
        return self.entry.answer if self.entry else ""


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────


def read_addition(kind: Kind, text: str) -> Addition:
    """The one item of a row, with all that is wrong with it."""
    problems: list[ContentProblem] = []
    file = File("", problems)
    nodes = sequence(file, compose(file, text.encode(errors="replace")), "een toevoeging")
    fields = mapping(file, nodes[0], "een toevoeging") if len(nodes) == 1 else None
    if fields is None:
        return Addition(problems=_told(problems) or ("een toevoeging is één vraag",))
    if kind == "bewoording":
        id, also = _wordings(fields)
        return Addition(id, None, also, _told(problems) or (() if also else ("er staan geen andere woorden in",)))
    entry = read_entry(fields)
    return Addition(entry.id, entry, (), _told(problems))


def _wordings(fields: Fields) -> tuple[str, tuple[str, ...]]:
    id, also = fields.id(), fields.texts("ook")
    fields.done()
    return id, also


def _told(problems: Sequence[ContentProblem]) -> tuple[str, ...]:
    return tuple(problem.what for problem in sorted(problems))


# ── laying over ───────────────────────────────────────────────────────────────────────────────────────────────


def laid_over(files: Knowledge, rows: Sequence[Row]) -> Knowledge:
    """What the files say with what was added; `Knowledge.left_out` tells which rows have no effect.

    Args:
        files: What was read from the files alone.
        rows: In the order in which they were added.
    """
    if not rows:
        return files
    left: list[LeftOut] = []
    added: dict[str, Entry] = {}
    for row in rows:
        if row.kind == "antwoord" and (entry := _answer(row, files, left)):
            added[entry.id] = entry
    known = {entry.id: entry for entry in files.entries}
    known |= {
        id: replace(one, related=tuple(other for other in one.related if other in known or other in added)) for id, one in added.items()
    }
    for row in rows:
        if row.kind == "bewoording" and (wider := _wider(row, known, left)):
            known[wider.id] = wider
    return files.with_live(tuple(known.values()), frozenset(added), tuple(sorted(left, key=lambda one: one.number)))


def _answer(row: Row, files: Knowledge, left: list[LeftOut]) -> Entry | None:
    """The answer of a row; None when it has no effect."""
    found = read_addition(row.kind, row.yaml)
    if files.entry(row.entry):
        left.append(LeftOut(row.number, row.entry, "in files", f'"{row.entry}" staat ook in de bestanden, en die gaan voor'))
    elif found.problems or found.id != row.entry:
        left.append(_unreadable(row, found))
    else:
        return found.entry
    return None


def _wider(row: Row, known: dict[str, Entry], left: list[LeftOut]) -> Entry | None:
    """The answer with the wordings of a row; None when the row has no effect."""
    found, entry = read_addition(row.kind, row.yaml), known.get(row.entry)
    if found.problems or found.id != row.entry:
        left.append(_unreadable(row, found))
    elif entry is None:
        left.append(LeftOut(row.number, row.entry, "no entry", f'"{row.entry}" bestaat niet (meer){did_you_mean(row.entry, known)}'))
    elif new := _new(found.also, entry):
        return replace(entry, also=(*entry.also, *new))
    else:
        left.append(LeftOut(row.number, row.entry, "in files", f'"{found.question}" staat al bij "{row.entry}"'))
    return None


def _unreadable(row: Row, found: Addition) -> LeftOut:
    why = found.problems or (f'het heet "{found.id}"',)
    return LeftOut(row.number, row.entry, "unreadable", f'"{row.entry}" is niet te lezen: {"; ".join(why)}')


def _new(also: Sequence[str], entry: Entry) -> tuple[str, ...]:
    """The wordings that an entry lacks."""
    known = {fold(one) for one in entry.wordings}
    return tuple(one for one in also if fold(one) not in known)


# ── checking what is about to be added ────────────────────────────────────────────────────────────────────────


def problems_of(kind: Kind, text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """What must be mended before it may be added.

    Args:
        knowledge: What is known now; an answer that was added before may be put anew.
    """
    found = read_addition(kind, text)
    if kind == "bewoording":
        lacks = bool(found.id) and knowledge.entry(found.id) is None
        return (*found.problems, *((f'vraag "{found.id}" bestaat niet',) if lacks else ()))
    taken = knowledge.entry(found.id) is not None and found.id not in knowledge.live
    related = found.entry.related if found.entry else ()
    missing = (f'verder "{id}" bestaat niet' for id in related if knowledge.entry(id) is None)
    return (*found.problems, *((f'vraag "{found.id}" bestaat al',) if taken else ()), *missing)


def remarks_of(kind: Kind, text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """What may stay as it is but wants an editor's eye: too long, too hard, or hard to tell apart from another answer."""
    found = read_addition(kind, text)
    own = tuple(remarks(found.entry)) if found.entry else ()
    wordings = found.entry.wordings if found.entry else found.also
    near = dict.fromkeys(other for one in wordings if (other := taken_for(one, knowledge)) and other != found.id)
    alike = (entry.question for id in near if (entry := knowledge.entry(id)))
    return (*own, *(f'lijkt erg op "{question}"' for question in alike))


def taken_for(wording: str, knowledge: Knowledge) -> str:
    """The id of the entry that these words are surely answered with now; "" for none."""
    found = knowledge.index.find(wording)
    return found.candidates[0].entry if found.decision == "answer" else ""


# ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────


def by_editors(day: date) -> Source:
    """The source of what the editors wrote themselves."""
    return Source(EDITORS, day.isoformat())


def new_id(question: str, taken: Collection[str]) -> str:
    """A name for a new entry, made of its question's words.

    Args:
        taken: Every id that there is.
    """
    id = ID_BEGINS
    for word in fold(question).split():
        if len(id) + 1 + len(word) > ID_CHARACTERS_MOST:
            break
        id = f"{id}-{word}"
    number, found = 1, id
    while found in taken:
        number += 1
        found = f"{id[: ID_CHARACTERS_MOST - 1 - len(str(number))].rstrip('-')}-{number}"
    return found


def as_values(entry: Entry) -> dict[str, Any]:
    """An answer by the names of its fields in a file of `faq/`, without those that are empty."""
    source = entry.source
    values = {
        "id": entry.id,
        "vraag": entry.question,
        "ook": list(entry.also),
        "antwoord": entry.answer,
        "kort": entry.short,
        "leerling": entry.pupil,
        "doelgroep": list(entry.audiences),
        "onderwerp": entry.topic,
        "soort": entry.sort,
        "bron": {"adres": source.address, "datum": source.date} if source else None,
        "ook_bron": [{"adres": one.address, "datum": one.date} for one in entry.more_sources],
        "nagekeken_op": entry.checked_on,
        "tot": entry.until,
        "controleer_bij": entry.check_at,
        "stand": entry.state,
        "verder": list(entry.related),
    }
    return {name: value for name, value in values.items() if value}


def as_yaml(entry: Entry) -> str:
    """An answer as one item of a file of `faq/`."""
    return _item(as_values(entry))


def wordings_as_yaml(id: str, also: Sequence[str]) -> str:
    """Other wordings for the entry of an id."""
    return _item({"id": id, "ook": list(also)})


def _item(values: dict[str, Any]) -> str:
    written: str = yaml.safe_dump([values], allow_unicode=True, sort_keys=False, width=LINE_CHARACTERS)
    return written
