"""Each fact for schools is told by an entry, or a reason says why not; the facts lie beside the repository, or not at all."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from knowledge import read
from tests.content import shipped

TABLE = Path(__file__).parent / "facts-schools.tsv"
FACTS = Path(__file__).parents[3] / "shared" / "domain"
SENTENCES = {"000": 28, "002": 20}
"""How many sentences each of the two source pages has."""
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-ZÀ-Þ])")

KNOWLEDGE = read(shipped())


def table(path: Path) -> list[dict[str, str]]:
    """The lines of a file with tabs, by the names in its first line."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def sentences(text: str) -> list[str]:
    """The sentences of a page in reading order; a heading and each point of a list is one too."""
    lines = (line.strip(" \t•") for line in text.splitlines())
    return [sentence for line in lines if line for sentence in SENTENCE_END.split(line)]


TOLD = table(TABLE)


def test_every_fact_and_every_sentence_stands_in_the_table_once() -> None:
    pages = [f"{page}:{number}" for page, last in SENTENCES.items() for number in range(1, last + 1)]
    assert [line["feit"] for line in TOLD] == [*(f"S{number}" for number in range(1, 70)), *pages]


def test_a_fact_is_told_by_an_entry_that_exists_or_the_table_says_why_not() -> None:
    entries = {entry.id for entry in KNOWLEDGE.entries}
    assert [line["feit"] for line in TOLD if line["vraag"] not in entries | {"-"}] == []
    assert [line["feit"] for line in TOLD if (line["vraag"] == "-") != bool(line["waarom niet"])] == []


def test_few_facts_are_left_out() -> None:
    assert sum(line["vraag"] == "-" for line in TOLD) <= 5


def test_a_page_is_cut_into_sentences() -> None:
    text = "Kop\n\nEen zin. En nog een, over bijv. de scan? Ja.\n  • punt een\n  • Punt twee, met a@b.nl. Klaar\n"
    assert sentences(text) == ["Kop", "Een zin.", "En nog een, over bijv. de scan?", "Ja.", "punt een", "Punt twee, met a@b.nl.", "Klaar"]


if FACTS.exists():

    def test_the_facts_are_those_that_were_collected() -> None:
        collected = [line["id"] for line in table(FACTS / "feiten.tsv") if line["id"].startswith("S")]
        assert [line["feit"] for line in TOLD if line["feit"].startswith("S")] == collected

    def test_the_pages_have_as_many_sentences_as_the_table() -> None:
        found = {page: len(sentences(file.read_text(encoding="utf-8"))) for page in SENTENCES for file in FACTS.glob(f"{page}_*.txt")}
        assert found == SENTENCES

    def test_an_entry_names_the_source_of_each_fact_that_it_tells() -> None:
        addresses = {line["id"]: line["bron"] for line in table(FACTS / "feiten.tsv")}
        lacking = []
        for line in TOLD:
            entry = KNOWLEDGE.entry(line["vraag"])
            sources = [source.address for source in (entry.source, *entry.more_sources) if source] if entry else []
            if entry and addresses.get(line["feit"], sources[0]) not in sources:
                lacking.append(line["feit"])
        assert lacking == []
