"""`lobgids export scans`: what the organisation gets to see of what schools filled in, and what it does not."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.export import COLUMNS
from knowledge import Knowledge
from knowledge.scan import SKIPPED
from tests.command.lobgids import Lobgids, Talk

Row = dict[str, str]
MARK = "\ufeff"
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PERSON = "J. Jansen-de Vries"
NOTE = "alleen bij meneer Pietersen in klas 2"
FORMULA = '=HYPERLINK("http://kwaad.example","klik")'


# ── reading what came out ─────────────────────────────────────────────────────────────────────────────────────


def as_csv(lobgids: Lobgids) -> list[Row]:
    ended = lobgids.run("export", "scans")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(MARK)
    found = list(csv.DictReader(io.StringIO(ended.out.removeprefix(MARK), newline="")))
    assert ended.out.removeprefix(MARK).splitlines()[0] == ",".join(COLUMNS)
    return found


def as_workbook(lobgids: Lobgids, path: Path) -> list[Row]:
    ended = lobgids.run("export", "scans", "--format", "xlsx", "--output", str(path))
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    heading, *rows = cells(path)
    assert tuple(heading) == COLUMNS
    return [dict(zip(heading, row, strict=True)) for row in rows]


def cells(path: Path) -> list[list[str]]:
    """The text of each cell of the only page, row by row; no cell may be anything but text."""
    with zipfile.ZipFile(path) as book:
        assert [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")] == ["xl/worksheets/sheet1.xml"]
        shared = ["".join(part.itertext()) for part in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        page = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(page.iter(f"{SPREADSHEET}f")), "a formula"
    return [[text_of(cell, shared) for cell in row] for row in page.iter(f"{SPREADSHEET}row")]


def text_of(cell: ElementTree.Element, shared: list[str]) -> str:
    value = cell.find(f"{SPREADSHEET}v")
    if value is None:
        return ""
    assert cell.get("t") == "s"
    return shared[int(value.text or "")]


# ── what is in it ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def walked(lobgids: Lobgids) -> Lobgids:
    """Two scans: of a team that named itself and wrote a note, and of someone else's mbo, with a step back and a skip."""
    lobgids.chat(
        "/start",
        "docent",
        "/scan",
        {"press": "scan:begin:vmbo"},
        f"afdeling: {FORMULA}",
        "grotendeels",
        "ja",
        f"notitie: {NOTE}",
        "weet ik niet",
        "overslaan",
        person=PERSON,
    )
    lobgids.chat("/scan", {"press": "scan:begin:mbo.team"}, "afdeling: -2 Zorg", "deels", "terug", "helemaal", person="ander")
    return lobgids


def test_each_answer_is_a_row_with_what_was_asked(walked: Lobgids, knowledge: Knowledge) -> None:
    rows = as_csv(walked)
    vmbo = [row for row in rows if row["sector"] == "vmbo"]
    assert [(row["antwoord"], row["antwoord_tekst"]) for row in vmbo] == [
        ("grotendeels", "Grotendeels"),
        ("ja", "Ja"),
        ("weet-niet", "Weet ik niet"),
        (SKIPPED, ""),
    ]
    (question_set,) = [known for known in knowledge.question_sets if known.id == "vo"]
    for row in vmbo:
        question = next(known for known in question_set.questions if known.id == row["vraag"])
        assert (row["stelling"], row["thema"]) == (question.text, question_set.theme(question.theme).title)
        assert (row["vragenlijst"], row["versie"], row["vragenlijst_hash"]) == ("vo", str(question_set.version), question_set.hash)
        assert (row["niveau"], row["klaar"]) == ("school", "")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", row["begonnen"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", row["beantwoord"])
    (mbo,) = [row for row in rows if row["sector"] == "mbo"]
    assert (mbo["niveau"], mbo["vraag"], mbo["antwoord"]) == ("team", "visie-vastgelegd", "helemaal")
    assert mbo["vragenlijst_hash"] != vmbo[0]["vragenlijst_hash"]


def test_the_workbook_holds_the_same(walked: Lobgids, tmp_path: Path) -> None:
    plain = [{name: value.removeprefix("'") for name, value in row.items()} for row in as_csv(walked)]
    assert as_workbook(walked, tmp_path / "scans.xlsx") == plain


def test_two_scans_are_told_apart_without_saying_whose_they_are(walked: Lobgids) -> None:
    rows = as_csv(walked)
    assert [len({row["scan"] for row in rows if row["sector"] == sector}) for sector in ("vmbo", "mbo")] == [1, 1]
    assert len({row["scan"] for row in rows}) == 2
    assert as_csv(walked) == rows


def test_a_scan_that_is_done_says_when(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        talk.send("/scan")
        talk.send({"press": "scan:begin:mbo"})
        skip_all(talk)
        assert {row["klaar"] for row in as_csv(lobgids)} == {""}
        talk.press_first()
        skip_all(talk)
    rows = as_csv(lobgids)
    assert len(rows) == 40
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", row["klaar"]) for row in rows)


def skip_all(talk: Talk) -> None:
    while any("=" in button["press"] for button in talk.shown):
        talk.send("overslaan")


def test_a_scan_that_was_put_away_is_not_in_it(walked: Lobgids) -> None:
    with walked.talk(PERSON) as talk:
        talk.send("/scan")
        talk.press_first()
        talk.send("opnieuw beginnen")
        talk.press("Ja, begin opnieuw")
    assert {row["sector"] for row in as_csv(walked)} == {"mbo"}


# ── what is not ───────────────────────────────────────────────────────────────────────────────────────────────


def test_no_note_and_no_name_of_a_person_is_in_it(walked: Lobgids, tmp_path: Path) -> None:
    ended = walked.run("export", "scans")
    as_workbook(walked, tmp_path / "scans.xlsx")
    with zipfile.ZipFile(tmp_path / "scans.xlsx") as book:
        written = ended.out + "".join(book.read(name).decode(errors="replace") for name in book.namelist())
    for private in (PERSON, "Jansen", NOTE, "Pietersen", "ander"):
        assert private not in written


def test_the_name_of_a_department_is_never_a_formula(walked: Lobgids, tmp_path: Path) -> None:
    named = {row["sector"]: row["afdeling"] for row in as_csv(walked)}
    assert named == {"vmbo": f"'{FORMULA}", "mbo": "'-2 Zorg"}
    written = {row["sector"]: row["afdeling"] for row in as_workbook(walked, tmp_path / "scans.xlsx")}
    assert written == {"vmbo": FORMULA, "mbo": "-2 Zorg"}


def test_without_answers_there_is_only_the_heading(lobgids: Lobgids, tmp_path: Path) -> None:
    assert as_csv(lobgids) == []
    assert as_workbook(lobgids, tmp_path / "leeg.xlsx") == []
    lobgids.chat("/scan", {"press": "scan:begin:vmbo"}, "notitie: nog niets")
    assert as_csv(lobgids) == []


# ── when the questions change ─────────────────────────────────────────────────────────────────────────────────

SET = """\
id: klein
titel: Kleine scan
versie: {version}
inleiding: Een kleine scan.
seconden_per_vraag: 10
sectoren: [{{id: klein, naam: Klein}}]
schaal: {{stappen: [{{id: nee, tekst: {low}}}, {{id: ja, tekst: Ja}}], vanaf: ja}}
themas:
  - id: plan
    titel: {theme}
    gespreksvraag: Wat nu?
    vragen:
      - {{id: een, stelling: {first}}}
      - {{id: twee, stelling: Wij doen het.}}
"""
BEFORE = SET.format(version="2026-01-01", low="Nee", theme="Plannen", first="Wij hebben een plan.")
AFTER = SET.format(version="2026-02-02", low="Nog niet", theme="Het plan", first="Wij hebben een goed plan.")


def test_an_answer_keeps_the_words_that_it_was_given_to(lobgids: Lobgids, knowledge_folder: Path) -> None:
    file = knowledge_folder / "scan" / "klein.yaml"
    file.parent.mkdir()
    lobgids.settings["LOBGIDS_KNOWLEDGE"] = str(knowledge_folder)
    file.write_text(BEFORE, encoding="utf-8")
    lobgids.chat("/scan", {"press": "scan:begin:klein"}, "nee")
    file.write_text(AFTER, encoding="utf-8")
    lobgids.chat("verder", "nee")
    lobgids.chat("/scan", {"press": "scan:begin:klein"}, "nee", person="ander")
    told = {(row["vragenlijst_hash"], row["versie"], row["thema"], row["stelling"], row["antwoord_tekst"]) for row in as_csv(lobgids)}
    hashes = {version: hash for hash, version, *_ in told}
    assert len(set(hashes.values())) == 2
    assert told == {
        (hashes["2026-01-01"], "2026-01-01", "Plannen", "Wij hebben een plan.", "Nee"),
        (hashes["2026-02-02"], "2026-02-02", "Het plan", "Wij doen het.", "Nog niet"),
        (hashes["2026-02-02"], "2026-02-02", "Het plan", "Wij hebben een goed plan.", "Nog niet"),
    }


# ── asking for it ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_cannot_be_written_is_named(lobgids: Lobgids, tmp_path: Path) -> None:
    ended = lobgids.run("export", "scans", "--output", str(tmp_path / "nergens" / "scans.csv"))
    assert ended.code == 2
    assert "--output" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("asked", [(), ("antwoorden",), ("scans", "--format", "pdf")])
def test_what_cannot_be_asked_is_refused(lobgids: Lobgids, asked: tuple[str, ...]) -> None:
    ended = lobgids.run("export", *asked)
    assert (ended.code, ended.out) == (2, "")


# ── questions without an answer ───────────────────────────────────────────────────────────────────────────────


def test_questions_are_written_without_who_asked(lobgids: Lobgids) -> None:
    lobgids.chat("/start", "ik ben ouder", "xylofoon zwemles 0612345678?", person=PERSON)
    lobgids.chat("/start", "ik ben ouder", "zwemles xylofoon 0687654321", person="ander")
    ended = lobgids.run("export", "questions", "--format", "json")
    assert ended.code == 0
    (found,) = json.loads(ended.out)
    assert (found["aantal"], found["vraag"]) == ("2", "xylofoon zwemles [telefoon]?")
    assert PERSON not in ended.out
    assert lobgids.run("export", "questions").out.splitlines()[0].removeprefix("\ufeff").startswith("aantal,vraag")
