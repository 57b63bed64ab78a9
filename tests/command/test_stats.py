"""`lobgids stats` and `lobgids export stats`, and the same as a file in the chat: one set of numbers, none about fewer than five people."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.command.lobgids import Lobgids
from tests.command.test_export import MARK, SPREADSHEET

FEW = "<5"
COLUMNS = ["onderwerp", "wat", "waar", "wanneer", "aantal"]


def medewerker(lobgids: Lobgids) -> None:
    code = re.search(r"koppel (\S+)", lobgids.run("invite", "--role", "medewerker").out)
    assert code
    assert "medewerker" in lobgids.chat(f"koppel {code[1]}", person="baas")[-1][0]["text"]


@pytest.fixture
def used(lobgids: Lobgids) -> Lobgids:
    """Five parents asked something, four of them something else too; one works with the guide."""
    medewerker(lobgids)
    for number in range(5):
        more = ["wat is een loopbaandossier?"] if number else []
        lobgids.chat("ik ben ouder", "xylofoon zwemles?", *more, person=f"ouder {number}")
    return lobgids


def numbers(path: Path) -> list[list[str | int]]:
    """What stands in the cells: text, or a number that can be counted with."""
    with zipfile.ZipFile(path) as book:
        shared = ["".join(part.itertext()) for part in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        page = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(page.iter(f"{SPREADSHEET}f")), "a formula"
    return [[_value(cell, shared) for cell in row] for row in page.iter(f"{SPREADSHEET}row")]


def _value(cell: ElementTree.Element, shared: list[str]) -> str | int:
    value = cell.findtext(f"{SPREADSHEET}v") or "0"
    return shared[int(value)] if cell.get("t") == "s" else int(value)


def test_nothing_is_told_where_nobody_was(lobgids: Lobgids) -> None:
    ended = lobgids.run("stats")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Cijfers van LOB-gids, ")
    assert "Nog niemand." in ended.out
    assert "Dat deed ik voor het laatst op " in ended.out
    values = json.loads(lobgids.run("stats", "--json").out)
    assert (values["mensen"], values["wachttijd"]) == ([], None)
    assert values["opgeruimd"].startswith(values["dag"])


def test_the_command_the_chat_and_the_sheet_tell_the_same(used: Lobgids, tmp_path: Path) -> None:
    told = used.run("stats").out
    assert "Ouders: 5 in de terminal\n" in told
    assert f"Vragen zonder antwoord: 5, {FEW}, 5\n" in told
    assert f"Vragen beantwoord: {FEW}\n" in told
    page, file = (turn[-1] for turn in used.chat("cijfers", {"press": "cijfers:bestand"}, person="baas")[-2:])
    assert told.startswith(page["text"])
    assert Path(page["picture"]).exists()
    assert "Ouders, de terminal: 5" in page["alt"]
    path = tmp_path / "cijfers.xlsx"
    assert used.run("export", "stats", "--format", "xlsx", "--output", str(path)).code == 0
    heading, *rows = numbers(path)
    assert heading == COLUMNS
    assert ["mensen", "Ouders", "de terminal", "laatste 30 dagen", 5] in rows
    assert ["mensen", "Leerlingen", "de terminal", "laatste 30 dagen", FEW] in rows
    assert ["gebruik", "Vragen zonder antwoord", "", "laatste 12 maanden", 5] in [[one or "" for one in row] for row in rows]
    assert Path(file["document"]).name == "lob-gids-cijfers.xlsx"
    assert numbers(Path(file["document"])) == [heading, *rows]


def test_programs_read_the_same(used: Lobgids) -> None:
    values = json.loads(used.run("stats", "--json").out)
    assert values["mensen"][0] == {"wie": "ouder", "kanaal": "console", "aantal": 5}
    assert values["gebruik"]["vraag_geweigerd"]["deze_maand"] == 5
    assert values["gebruik"]["vraag_beantwoord"]["laatste_12_maanden"] is None
    rows = list(csv.DictReader(io.StringIO(used.run("export", "stats").out.removeprefix(MARK), newline="")))
    assert list(rows[0]) == COLUMNS
    assert rows == json.loads(used.run("export", "stats", "--format", "json").out)
    assert all(row["aantal"] in ("", FEW, "5") for row in rows)


def test_in_the_terminal_the_page_fits(used: Lobgids) -> None:
    ended = used.run("chat", "--person", "baas", given=b"cijfers\n")
    assert "Cijfers van LOB-gids" in ended.out
    assert "\n\n\n" not in ended.out.partition("Cijfers van LOB-gids")[2]
