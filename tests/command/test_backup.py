"""`lobgids backup` and `lobgids restore`: what is kept, what is refused, and that nothing is said twice after it."""

from __future__ import annotations

import io
import sqlite3
import stat
import tarfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pyrage
import pytest

from bot.backup import KEPT, NO_KEY, NOTHING, OCCUPIED, WRONG_KEY
from bot.channels.matrix.session import SINCE_FILE
from bot.channels.matrix.signing import SEEDS_FILE
from bot.content import IMPORTED, LEARNED
from bot.storage.engine import DATABASE_FILE
from bot.storage.store import Store
from tests.command.lobgids import Lobgids

KEY = "negen kwart over twaalf fietsbel"
SETTINGS = {"LOBGIDS_BACKUP_KEY": KEY}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Lobgids:
    """The command on another machine."""
    return Lobgids(tmp_path / "elders", settings=SETTINGS)


def sealed(path: Path, files: Mapping[str, bytes]) -> Path:
    """A file that was encrypted with our key."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    path.write_bytes(pyrage.passphrase.encrypt(archive.getvalue(), KEY))
    return path


def database(folder: Path) -> bytes:
    """Of a guide to whom nobody spoke."""
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as found:
        found.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return (folder / DATABASE_FILE).read_bytes()


def test_a_conversation_goes_on_from_a_backup(lobgids: Lobgids, elsewhere: Lobgids, tmp_path: Path) -> None:
    """Made while somebody writes; what then waited to be said is not said again, and all that is kept is for its owner only."""
    lobgids.chat("docent", "scan", "vmbo", "3", "1")
    (lobgids.folder / "matrix-signing.json").write_text("{}")
    (lobgids.folder / "plaatsen").mkdir()
    (lobgids.folder / "plaatsen" / "scholen.csv").write_text("x")
    (lobgids.folder / "matrix").mkdir()
    (lobgids.folder / "matrix" / "session.json").write_text("van één apparaat")
    file = tmp_path / "lob.age"
    file.write_text("de vorige")
    with closing(sqlite3.connect(lobgids.folder / DATABASE_FILE, isolation_level=None)) as writing:
        writing.execute("UPDATE outbox SET said_at = NULL, message_id = NULL WHERE turn = (SELECT max(turn) FROM outbox)")
        writing.execute("BEGIN IMMEDIATE")
        kept = lobgids.run("backup", str(file), settings=SETTINGS)
        assert (kept.code, kept.err) == (0, "")
        writing.execute("ROLLBACK")
    assert str(file) in kept.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    back = elsewhere.run("restore", str(file))
    assert (back.code, back.err) == (0, "")
    assert back.out.strip().endswith("key, matrix-signing.json, plaatsen, lobgids.db")
    assert (elsewhere.folder / "plaatsen" / "scholen.csv").read_text() == "x"
    assert not (elsewhere.folder / "matrix").exists()
    files = [path for path in elsewhere.folder.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(elsewhere.folder.stat().st_mode) == 0o700
    assert (elsewhere.folder / "key").read_bytes() == (lobgids.folder / "key").read_bytes()
    assert elsewhere.run("chat", "--json").lines == []
    assert lobgids.run("chat", "--json").lines != []
    assert elsewhere.chat("herhaal") == lobgids.chat("herhaal")


@pytest.mark.parametrize("key", ["", "kort"])
def test_without_a_good_key_nothing_is_written(lobgids: Lobgids, tmp_path: Path, key: str) -> None:
    lobgids.chat("hoi")
    settings = {"LOBGIDS_BACKUP_KEY": key, "LOBGIDS_DATA": str(tmp_path / "leeg")}
    for command in ("backup", "restore"):
        ended = lobgids.run(command, str(tmp_path / "lob.age"), settings=settings)
        assert (ended.code, ended.out) == (1, "")
    assert ended.err.strip() == NO_KEY
    assert not (tmp_path / "lob.age").exists()


def test_what_is_there_is_not_overwritten(lobgids: Lobgids, tmp_path: Path) -> None:
    lobgids.chat("hoi")
    before = database(lobgids.folder)
    ended = lobgids.run("restore", str(tmp_path / "lob.age"), settings=SETTINGS)
    assert (ended.code, ended.err.strip()) == (1, OCCUPIED.format(folder=lobgids.folder))
    assert database(lobgids.folder) == before


def test_an_empty_folder_is_no_backup(elsewhere: Lobgids, tmp_path: Path) -> None:
    ended = elsewhere.run("backup", str(tmp_path / "lob.age"))
    assert (ended.code, ended.err.strip()) == (1, NOTHING.format(folder=elsewhere.folder))
    assert not elsewhere.folder.exists()


@pytest.mark.parametrize("asked", ["backup", "restore"])
def test_a_file_that_can_not_be_used_is_told(lobgids: Lobgids, elsewhere: Lobgids, tmp_path: Path, asked: str) -> None:
    lobgids.chat("hoi")
    folder = lobgids.folder if asked == "backup" else elsewhere.folder
    ended = elsewhere.run(asked, str(tmp_path / "weg" / "lob.age"), settings={"LOBGIDS_DATA": str(folder)})
    assert (ended.code, ended.out) == (1, "")
    assert "lob.age" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("what", ["another key", "cut off", "no backup", "no archive"])
def test_what_can_not_be_opened_changes_nothing(elsewhere: Lobgids, tmp_path: Path, what: str) -> None:
    made: dict[str, Callable[[], bytes]] = {
        "another key": lambda: pyrage.passphrase.encrypt(b"hallo", KEY + "!"),
        "cut off": lambda: sealed(tmp_path / "lob.age", {"key": b"x" * 32}).read_bytes()[:-20],
        "no backup": lambda: b"{}",
        "no archive": lambda: pyrage.passphrase.encrypt(b"hallo", KEY),
    }
    (tmp_path / "lob.age").write_bytes(made[what]())
    ended = elsewhere.run("restore", str(tmp_path / "lob.age"))
    assert (ended.code, ended.err.strip()) == (1, WRONG_KEY)
    assert not (elsewhere.folder / DATABASE_FILE).exists()


@pytest.mark.parametrize("why", ["TooNew", "Damaged"])
async def test_a_database_that_is_not_usable_is_not_put_back(elsewhere: Lobgids, tmp_path: Path, why: str) -> None:
    """Not even the rest of it: a folder is restored whole or not at all."""
    store = await Store.open(tmp_path)
    await store.close()
    data = database(tmp_path)
    if why == "TooNew":
        with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as later:
            later.execute("PRAGMA user_version = 999")
        data = database(tmp_path)
    file = sealed(tmp_path / "lob.age", {DATABASE_FILE: data if why == "TooNew" else b"\0" * 5000, "matrix-signing.json": b"{}"})
    ended = elsewhere.run("restore", str(file))
    assert ended.code == 1
    assert f"({why})" in ended.err
    assert not (elsewhere.folder / "matrix-signing.json").exists()
    assert not (elsewhere.folder / DATABASE_FILE).exists()
    assert not list(elsewhere.folder.glob("restore-*"))


def test_only_what_we_keep_is_put_back(elsewhere: Lobgids, tmp_path: Path) -> None:
    """Also where somebody made the file who knows the key."""
    file = sealed(tmp_path / "lob.age", {"../buiten": b"x", "key/../../buiten": b"x", "matrix/session.json": b"x", "geleerd.yaml": b"{}"})
    ended = elsewhere.run("restore", str(file))
    assert "Traceback" not in ended.err
    assert not (tmp_path / "buiten").exists()
    assert not (elsewhere.folder / "matrix").exists()


def test_it_names_what_it_keeps() -> None:
    """The crypto store belongs to one device, and so does what could not be read yet."""
    assert set(KEPT) == {"key", SEEDS_FILE, SINCE_FILE, LEARNED, IMPORTED}
