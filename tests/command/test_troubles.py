"""A database or a folder that does not do it: a clear sentence, exit code 1, no trace of code, and nothing confirmed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from knowledge import Knowledge
from tests.command.lobgids import COMMAND, IMPATIENT, ROOT, Ended, Lobgids, environment

LINE = b'{"text": "docent", "id": "een"}\n'


def check_told(ended: Ended, sentence: str) -> None:
    """One sentence, and nothing said or confirmed."""
    assert (ended.code, ended.err, ended.out) == (1, sentence + "\n", "")


@pytest.fixture
def begun(lobgids: Lobgids) -> Lobgids:
    """A conversation of one turn."""
    lobgids.chat("/start")
    return lobgids


def turns(lobgids: Lobgids) -> list[tuple[int]]:
    with sqlite3.connect(lobgids.folder / "lobgids.db") as database:
        found = database.execute("SELECT turns FROM persons").fetchall()
    database.close()
    return found


@contextmanager
def held(lobgids: Lobgids) -> Iterator[None]:
    """Another program holds the database."""
    other = sqlite3.connect(lobgids.folder / "lobgids.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


def test_locked_at_the_start(begun: Lobgids, knowledge: Knowledge) -> None:
    with held(begun):
        check_told(begun.run("chat", "--json", given=LINE), knowledge.phrases.trouble.locked())
    assert turns(begun) == [(1,)]
    assert len(begun.chat(LINE)[0]) == 1


def test_locked_in_the_middle(begun: Lobgids, knowledge: Knowledge) -> None:
    """What was confirmed before it stays; the line that was not confirmed is sent again to the next process and done once."""
    talk = Lobgids(begun.folder, IMPATIENT, {"PYTHONPATH": str(ROOT)}).talk()
    assert talk.send({"text": "/help", "id": "nul"})
    with held(begun):
        assert talk.process.stdin
        talk.process.stdin.write(LINE)
        check_told(talk.end(), knowledge.phrases.trouble.locked())
    assert turns(begun) == [(2,)]
    assert [len(said) for said in begun.chat({"text": "/help", "id": "nul"}, LINE, LINE)] == [0, 1, 0]


def test_waiting_for_a_moment_is_no_trouble(begun: Lobgids) -> None:
    talk = begun.talk()
    with held(begun):
        assert talk.process.stdin
        talk.process.stdin.write(LINE)
        talk.process.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            talk.process.wait(1)
    assert talk.end().lines[-1] == {"turn": 1}
    assert turns(begun) == [(2,)]


@pytest.mark.parametrize("command", ["chat", "check", "replay"])
def test_a_newer_database(begun: Lobgids, command: str, knowledge: Knowledge) -> None:
    with sqlite3.connect(begun.folder / "lobgids.db") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    check_told(begun.run(command, given=LINE), knowledge.phrases.trouble.toonew())
    assert turns(begun) == [(1,)]


@pytest.mark.parametrize("command", ["chat", "check", "replay"])
def test_a_file_that_is_no_database(lobgids: Lobgids, command: str, knowledge: Knowledge) -> None:
    lobgids.folder.mkdir()
    (lobgids.folder / "lobgids.db").write_text("Dit is een brief.\n" * 100)
    check_told(lobgids.run(command, given=LINE), knowledge.phrases.trouble.damaged())
    assert (lobgids.folder / "lobgids.db").read_text() == "Dit is een brief.\n" * 100


def test_a_database_of_something_else(lobgids: Lobgids, knowledge: Knowledge) -> None:
    lobgids.folder.mkdir()
    with sqlite3.connect(lobgids.folder / "lobgids.db") as database:
        database.execute("CREATE TABLE recepten (naam TEXT)")
    database.close()
    check_told(lobgids.run("chat", "--json", given=LINE), knowledge.phrases.trouble.damaged())


def test_a_folder_in_the_place_of_the_database(lobgids: Lobgids, knowledge: Knowledge) -> None:
    (lobgids.folder / "lobgids.db").mkdir(parents=True)
    check_told(lobgids.run("chat", "--json", given=LINE), knowledge.phrases.trouble.away())


def test_a_postgres_that_is_not_there(lobgids: Lobgids, knowledge: Knowledge) -> None:
    nowhere = {"LOBGIDS_DATABASE_URL": "postgresql://geheim:woord@127.0.0.1:1/lobgids"}
    check_told(lobgids.run("chat", "--json", given=LINE, settings=nowhere), knowledge.phrases.trouble.away())


# ── read-only: the permission itself is taken away, also from root ───────────────────────────────────────────


def test_a_database_without_write_permission(begun: Lobgids, knowledge: Knowledge) -> None:
    for path in begun.folder.iterdir():
        path.chmod(0o400)
    begun.folder.chmod(0o500)
    check_told(begun.run("chat", "--json", given=LINE, powerless=True), knowledge.phrases.trouble.readonly())
    check_told(begun.run("check", powerless=True), knowledge.phrases.trouble.readonly())
    begun.folder.chmod(0o700)
    for path in begun.folder.iterdir():
        path.chmod(0o600)
    assert turns(begun) == [(1,)]
    assert len(begun.chat(LINE)[0]) == 1


def test_only_the_file_of_the_database_without_write_permission(begun: Lobgids, knowledge: Knowledge) -> None:
    (begun.folder / "lobgids.db").chmod(0o400)
    check_told(begun.run("chat", "--json", given=LINE, powerless=True), knowledge.phrases.trouble.readonly())


def test_a_folder_that_cannot_be_made(tmp_path: Path, knowledge: Knowledge) -> None:
    tmp_path.chmod(0o500)
    check_told(Lobgids(tmp_path / "data").run("chat", given=LINE, powerless=True), knowledge.phrases.trouble.readonly())
    tmp_path.chmod(0o700)


def test_a_file_in_the_place_of_the_folder(tmp_path: Path, knowledge: Knowledge) -> None:
    (tmp_path / "data").write_text("")
    check_told(Lobgids(tmp_path / "data").run("chat", given=LINE), knowledge.phrases.trouble.readonly())


def test_the_permission_goes_in_the_middle(begun: Lobgids) -> None:
    """Everything that is needed is open by then."""
    talk = begun.talk(powerless=True)
    talk.send({"text": "/help", "id": "nul"})
    begun.folder.chmod(0o500)
    for path in begun.folder.iterdir():
        path.chmod(0o400)
    assert talk.send(LINE)
    assert talk.end() == Ended(0, "", "")
    begun.folder.chmod(0o700)
    for path in begun.folder.iterdir():
        path.chmod(0o600)
    assert begun.chat(LINE) == [[]]


def test_a_picture_that_cannot_be_kept_takes_no_message_with_it(begun: Lobgids) -> None:
    (begun.folder / "pictures").write_text("een bestand waar een map hoort")
    talk = begun.talk()
    for line in ("docent", "/scan"):
        talk.send(line)
    said = talk.press_first()
    for _ in range(40):
        if "=" not in talk.shown[0]["press"]:
            break
        said = talk.press_first()
    assert said[-1]["alt"]
    assert (said[-1]["picture"], said[-1]["buttons"] != []) == (None, True)
    ended = talk.end()
    assert (ended.code, "NotADirectoryError" in ended.err or "FileExistsError" in ended.err) == (0, True)
    assert "Traceback" not in ended.err


# ── a full disk ───────────────────────────────────────────────────────────────────────────────────────────────

FULL_DISK = """
import functools, sqlite3, sys

class Full(sqlite3.Connection):
    "A connection to a disk with room for so many pages and no more: SQLite counts them itself."
    def __init__(self, *arguments, **settings):
        super().__init__(*arguments, **settings)
        self.execute("PRAGMA max_page_count = {pages}")

sqlite3.connect = functools.partial(sqlite3.connect, factory=Full)
from bot.__main__ import main
sys.exit(main())
"""


def test_a_full_disk(begun: Lobgids, knowledge: Knowledge) -> None:
    with sqlite3.connect(begun.folder / "lobgids.db") as database:
        ((pages,),) = database.execute("PRAGMA page_count")
    database.close()
    full = Lobgids(begun.folder, (sys.executable, "-c", FULL_DISK.format(pages=pages)), {"PYTHONPATH": str(ROOT)})
    lines = b"".join(b'{"text": "notitie %d %s", "id": "%d"}\n' % (number, b"x" * 3000, number) for number in range(200))
    ended = full.run("chat", "--json", given=lines)
    assert (ended.code, ended.err) == (1, knowledge.phrases.trouble.full() + "\n")
    confirmed = sum("turn" in line for line in ended.lines)
    assert 0 < confirmed < 200
    ((done,),) = turns(begun)
    assert done - 1 in (confirmed, confirmed + 1)
    again = begun.run("chat", "--json", given=lines)
    assert again.code == 0
    assert turns(begun) == [(201,)]


def test_a_disk_that_is_full_from_the_start(tmp_path: Path, knowledge: Knowledge) -> None:
    full = Lobgids(tmp_path / "data", (sys.executable, "-c", FULL_DISK.format(pages=3)), {"PYTHONPATH": str(ROOT)})
    check_told(full.run("chat", "--json", given=LINE), knowledge.phrases.trouble.full())
    assert len(Lobgids(tmp_path / "data").chat(LINE)[0]) == 1


# ── who listens no more ───────────────────────────────────────────────────────────────────────────────────────


def test_a_reader_who_is_gone_loses_nothing(begun: Lobgids) -> None:
    """`lobgids chat | head -1`: what could not be said is said next time."""
    read, write = os.pipe()
    os.close(read)
    process = subprocess.Popen(
        [*COMMAND, "chat", "--json"],
        stdin=subprocess.PIPE,
        stdout=write,
        stderr=subprocess.PIPE,
        env=environment({"LOBGIDS_DATA": str(begun.folder)}),
    )
    os.close(write)
    _, err = process.communicate(LINE, timeout=30)
    assert err == b""
    assert process.returncode != 0
    (unsaid,) = begun.run("chat", "--json").lines
    assert "LOB-scan doen" in [button["label"] for row in unsaid["buttons"] for button in row]
    assert begun.chat(LINE) == [[]]
