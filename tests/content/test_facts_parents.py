"""Each fact for parents and pupils is told by an entry, or we say why not; the facts lie beside the project, or not at all.

`facts-parents.tsv` names the entry that tells a fact. It holds ids and our reasons, not the text of the facts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from knowledge import read
from knowledge.faq import Entry
from tests.content import HERE, shipped

ENTRIES = {entry.id: entry for entry in read(shipped()).entries}
FACTS_MOST = 107
STABLE_FROM_YEAR = 2022
BESIDE = Path(__file__).parents[2].parent / "shared" / "domain" / "feiten.tsv"


class Told(NamedTuple):
    """A fact, the entry that tells it ("-" when none does), and why none does."""

    fact: str
    entry: str
    reason: str


class Fact(NamedTuple):
    """What the test needs to know of a fact: where it was read, and how sure it is."""

    address: str
    date: str
    sure: bool


def rows(file: Path) -> Iterator[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def facts() -> dict[str, Fact]:
    """The facts for parents and pupils, by id, with those that were read on their own page and still hold marked as sure."""
    return {
        id: Fact(address, date, state == "nu" and read_at == "pagina")
        for id, _, _, _, address, date, state, read_at in rows(BESIDE)
        if id.startswith("P")
    }


def year(date: str) -> int:
    """The year in a date as its page writes it, 0 when there is none."""
    found = re.search(r"\d{4}", date)
    return int(found.group()) if found else 0


def sources(entry: Entry) -> dict[str, str]:
    """The date of each page that an entry leans on, by its address."""
    every = (*([entry.source] if entry.source else ()), *entry.more_sources)
    return {source.address: source.date for source in every}


TOLD = [Told(*row) for row in rows(HERE / "facts-parents.tsv")]
BY_ENTRY = [(ENTRIES[told.entry], told.fact) for told in TOLD if told.entry in ENTRIES]


def test_every_fact_is_there_once() -> None:
    assert [told.fact for told in TOLD] == [f"P{number}" for number in range(1, FACTS_MOST + 1)]


def test_every_entry_that_tells_a_fact_exists() -> None:
    assert [told for told in TOLD if told.entry != "-" and told.entry not in ENTRIES] == []


def test_a_fact_that_is_told_nowhere_has_a_reason_and_no_other_has() -> None:
    assert [told for told in TOLD if (told.entry == "-") != bool(told.reason)] == []


def test_who_reads_a_fact_is_a_parent_or_a_pupil() -> None:
    assert [entry.id for entry, _ in BY_ENTRY if not {"ouder", "leerling"} & set(entry.audiences)] == []


def test_a_pupil_is_spoken_to_as_one() -> None:
    read_by_pupils = {entry.id: entry.pupil or entry.answer for entry, _ in BY_ENTRY if "leerling" in entry.audiences}
    assert read_by_pupils
    assert [id for id, text in read_by_pupils.items() if re.search(r"\b(u|uw)\b", text, re.IGNORECASE)] == []


if BESIDE.exists():

    def test_the_facts_are_those_beside_the_project() -> None:
        assert {told.fact for told in TOLD} == facts().keys()

    def test_an_entry_names_the_page_of_each_fact_that_it_tells_with_its_date() -> None:
        known = facts()
        assert [(entry.id, id) for entry, id in BY_ENTRY if sources(entry).get(known[id].address) != known[id].date] == []

    def test_only_what_is_sure_stands_as_true_now() -> None:
        known = facts()
        assert [(entry.id, id) for entry, id in BY_ENTRY if entry.state == "nu" and not known[id].sure] == []

    def test_a_rule_or_a_figure_stands_as_true_now_only_when_its_page_is_of_late() -> None:
        known = facts()
        changing = [(entry, id) for entry, id in BY_ENTRY if entry.sort != "uitleg" and entry.state == "nu"]
        assert [(entry.id, id) for entry, id in changing if year(known[id].date) < STABLE_FROM_YEAR] == []
