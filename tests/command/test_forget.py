"""Erasing with the real command: nothing is left in any file of the folder, and no back-up brings anybody back."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.erased import FILE
from bot.storage.engine import DATABASE_FILE
from tests.command.lobgids import Line, Lobgids
from tests.folders import files_with

MARK, NAME, ID = "Zevenster", "ypsilon7", "kanaalnummer-4711"
WORDS = (MARK, NAME, ID)
SETTINGS = {"LOBGIDS_BACKUP_KEY": "negen kwart over twaalf fietsbel", "LOBGIDS_LOG": "debug"}
ALL: tuple[Line, ...] = (
    {"text": "docent", "id": ID},
    {"command": "scan"},
    "vmbo",
    "3",
    f"notitie: {MARK} vindt dat het beter kan",
    "resultaat",
    {"command": "menu"},
    f"{MARK} kwispelt waarom zeven maal paars",
    {"press": "plaats:Gelderland|Ede|Ede"},
    {"press": "door"},
    f"Hoe helpt {MARK} ons aan een plan?",
    {"press": "door:ja"},
    f"En wat doet {MARK} daarna?",
    {"command": "menu"},
    {"command": "mijngegevens"},
    {"command": "vergeet"},
)


def found(folder: Path) -> dict[str, list[str]]:
    """In which files of a folder which of the words stand."""
    return files_with(folder, WORDS)


def persons(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as database:
        return [key for (key,) in database.execute("SELECT key FROM persons ORDER BY key")]


@pytest.fixture
def guide(tmp_path: Path) -> Lobgids:
    """With a contact, so that a question can be handed over."""
    guide = Lobgids(tmp_path / "data", settings=SETTINGS)
    made = guide.run("invite", "--role", "contact", "--region", "gelderland", "--label", "de collega")
    (code,) = re.findall(r"koppel ([\w-]+)", made.out)[:1]
    guide.run("chat", "--json", "--person", "carla", given=f"koppel {code}\n".encode())
    return guide


def given(*lines: Line) -> bytes:
    return b"".join((json.dumps(line) if isinstance(line, dict) else str(line)).encode() + b"\n" for line in lines)


def test_after_yes_no_file_and_no_log_holds_a_word_of_theirs(guide: Lobgids) -> None:
    before = guide.run("chat", "--json", "--person", NAME, given=given(*ALL))
    assert found(guide.folder).keys() >= {DATABASE_FILE}
    assert any(name.startswith("documents/") for name in found(guide.folder)), "what was rendered for the terminal is there too"
    taken = guide.run("chat", "--json", "--person", "carla", given=given({"press": "ticket:neem:1"}, f"Antwoord aan {MARK}."))
    assert MARK in taken.out
    yes = guide.run("chat", "--json", "--person", NAME, given=given({"press": "vergeet:ja", "id": f"{ID}-ja"}))
    assert "Alles wat ik van u bewaarde, is gewist" in yes.out
    told = guide.run("chat", "--json", "--person", "carla")
    assert "heeft al zijn gegevens laten wissen" in told.out
    assert found(guide.folder) == {}
    for ended in (before, taken, yes, told):
        assert not [word for word in WORDS if word in ended.err], "a log names nobody and says no text"
    again = guide.run(
        "chat", "--json", "--person", NAME, given=given({"press": "vergeet:ja", "id": f"{ID}-ja"}, {"text": "docent", "id": ID})
    )
    assert [line for line in again.lines if "text" in line] == []
    assert found(guide.folder) == {}


def test_the_command_erases_by_name_and_by_the_reference_that_privacy_gives(guide: Lobgids) -> None:
    guide.run("chat", "--json", "--person", NAME, given=given(*ALL))
    said = guide.run("chat", "--json", "--person", NAME, given=given({"command": "privacy"}))
    (reference,) = re.findall(r"Noem dan dit kenmerk: ([0-9a-f-]{14})", said.out)
    assert guide.run("forget", reference[:-1] + "x").code == 1
    erased = guide.run("forget", reference.upper())
    assert (erased.code, erased.out.splitlines()[0][:6]) == (0, "gewist")
    assert persons(guide.folder) == ["console:carla"]
    assert "heeft al zijn gegevens laten wissen" in guide.run("chat", "--json", "--person", "carla").out
    assert guide.run("chat", "--json", "--person", NAME).out == ""
    for who in (NAME, f"console:{NAME}", reference):
        again = guide.run("forget", who)
        assert (again.code, again.out) == (1, "")
        assert f"Van {who} is niets bewaard." in again.err
    assert guide.run("forget", "console:carla").code == 0
    assert persons(guide.folder) == []
    assert not [word for word in WORDS if word in erased.err]


def test_a_back_up_that_is_put_back_revives_nobody(guide: Lobgids, tmp_path: Path) -> None:
    """Neither with what the data folder knows, nor with what stands beside the back-ups alone."""
    kept = tmp_path / "back-ups"
    kept.mkdir()
    guide.run("chat", "--json", "--person", NAME, given=given(*ALL))
    guide.run("chat", "--json", "--person", "blijft", given=given("docent"))
    assert guide.run("backup", str(kept / "oud.age")).code == 0
    assert not (kept / FILE).exists()
    assert guide.run("forget", NAME).code == 0
    assert not [word for word in WORDS if word in (guide.folder / FILE).read_text()]
    assert guide.run("backup", str(kept / "nieuw.age")).code == 0
    assert stat.S_IMODE((kept / FILE).stat().st_mode) == 0o600
    elsewhere = Lobgids(tmp_path / "elders", settings=SETTINGS)
    back = elsewhere.run("restore", str(kept / "oud.age"))
    assert (back.code, persons(elsewhere.folder)) == (0, ["console:blijft", "console:carla"])
    assert found(elsewhere.folder) == {}
    (kept / "oud.age").rename(tmp_path / "oud.age")
    (guide.folder / DATABASE_FILE).unlink()
    assert guide.run("restore", str(tmp_path / "oud.age")).code == 0
    assert persons(guide.folder) == ["console:blijft", "console:carla"]


def test_a_database_put_back_by_hand_is_erased_at_the_next_start(guide: Lobgids, tmp_path: Path) -> None:
    guide.run("chat", "--json", "--person", NAME, given=given("docent"))
    old = (guide.folder / DATABASE_FILE).read_bytes()
    assert guide.run("forget", NAME).code == 0
    (guide.folder / DATABASE_FILE).write_bytes(old)
    assert NAME in str(persons(guide.folder))
    assert guide.run("check").code == 0
    assert persons(guide.folder) == ["console:carla"]


def test_who_came_back_since_stays_when_a_later_back_up_is_put_back(guide: Lobgids, tmp_path: Path) -> None:
    guide.run("chat", "--json", "--person", NAME, given=given("docent"))
    assert guide.run("forget", NAME).code == 0
    guide.run("chat", "--json", "--person", NAME, given=given("ouder"))
    assert guide.run("backup", str(tmp_path / "lob.age")).code == 0
    elsewhere = Lobgids(tmp_path / "elders", settings=SETTINGS)
    assert elsewhere.run("restore", str(tmp_path / "lob.age")).code == 0
    assert persons(elsewhere.folder) == ["console:carla", f"console:{NAME}"]


def test_all_that_is_kept_is_for_its_owner_only(guide: Lobgids) -> None:
    guide.run("chat", "--json", "--person", NAME, given=given(*ALL))
    guide.run("forget", NAME)
    guide.run("chat", "--json", "--person", NAME, given=given(*ALL[:6], {"command": "mijngegevens"}))
    modes = {path.relative_to(guide.folder).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in guide.folder.rglob("*")}
    assert {FILE, DATABASE_FILE, "key"} <= modes.keys()
    assert stat.S_IMODE(guide.folder.stat().st_mode) == 0o700
    for path, mode in modes.items():
        assert mode == (0o700 if (guide.folder / path).is_dir() else 0o600), path
