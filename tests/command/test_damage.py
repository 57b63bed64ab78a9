"""A database that is broken, held or swapped, for every command; and what becomes of who goes away."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.engine import DATABASE_FILE
from knowledge import Knowledge
from tests.command.lobgids import IMPATIENT, ROOT, Ended, Lobgids, environment, texts


@pytest.fixture
def database(lobgids: Lobgids) -> Path:
    """A database in which something was said."""
    lobgids.chat("/start", "docent")
    return lobgids.folder / DATABASE_FILE


# ── the database ──────────────────────────────────────────────────────────────────────────────────────────────


def cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def scribbled_on(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\x5a" * 8_000)


def another_letter(path: Path) -> None:
    path.write_text("Dit is een brief.\n" * 1_000)


@pytest.mark.parametrize("damaged", [cut_off, scribbled_on])
def test_a_damaged_file_is_told_and_left_as_it_is(
    lobgids: Lobgids, database: Path, knowledge: Knowledge, damaged: Callable[[Path], None]
) -> None:
    damaged(database)
    before = database.read_bytes()
    assert lobgids.run("chat", given=b"/start\n") == Ended(1, "", f"{knowledge.phrases.trouble.damaged()}\n")
    assert database.read_bytes() == before


@pytest.mark.parametrize("command", ["check", "replay"])
def test_no_command_works_while_another_program_holds_it(lobgids: Lobgids, database: Path, knowledge: Knowledge, command: str) -> None:
    impatient = Lobgids(lobgids.folder, IMPATIENT, {"PYTHONPATH": str(ROOT)})
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert impatient.run(command, given=b"/start\n") == Ended(1, "", f"{knowledge.phrases.trouble.locked()}\n")
    assert impatient.run(command, given=b"/start\n").code == 0


def test_a_file_that_is_swapped_in_the_middle_is_told_and_the_line_is_not_marked(lobgids: Lobgids, database: Path) -> None:
    talk = lobgids.talk()
    assert talk.send("/scan")
    another_letter(database)
    database.with_name(f"{DATABASE_FILE}-wal").write_bytes(b"")
    assert talk.process.stdin
    talk.process.stdin.write(b"vmbo\n")
    ended = talk.end()
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.count("\n") == 1
    assert ended.err.endswith(".\n")


# ── who goes away ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reader_that_goes_away_in_the_middle_is_told_the_rest_next_time(lobgids: Lobgids, database: Path) -> None:
    talk = lobgids.talk()
    assert talk.send("/menu")
    assert talk.process.stdin
    assert talk.process.stdout
    assert talk.process.stderr
    talk.process.stdout.close()
    talk.process.stdin.write(b"/scan\n/menu\n")
    talk.process.stdin.close()
    errors = talk.process.stderr.read()
    talk.process.stderr.close()
    assert (talk.process.wait(60), errors) == (1, b"")
    unsaid = lobgids.run("chat", "--json").lines
    assert [text.partition("\n")[0] for text in texts(unsaid)] == ["Voor welke afdeling vult u de LOB-scan in?"]
    assert lobgids.chat("herhaal") == [unsaid]


@pytest.mark.parametrize("command", ["chat", "check"])
def test_a_reader_that_was_never_there(lobgids: Lobgids, command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    settings = environment({"LOBGIDS_DATA": str(lobgids.folder)})
    ran = subprocess.run(
        [*lobgids.command, command], input=b"/start\n", stdout=writing, stderr=subprocess.PIPE, env=settings, check=False, timeout=60
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (1, b"")
    if command == "chat":
        assert texts(lobgids.run("chat", "--json").lines)[0].startswith("Hallo")


@pytest.mark.parametrize("json", [True, False])
def test_ctrl_c_ends_a_pipe_without_a_word_and_between_two_turns(lobgids: Lobgids, json: bool) -> None:
    process = subprocess.Popen(
        [*lobgids.command, "chat", *(["--json"] if json else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment({"LOBGIDS_DATA": str(lobgids.folder)}),
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"/start\n")
    process.stdin.flush()
    while not process.stdout.readline().startswith(b'{"turn"' if json else b"[1]"):
        assert process.poll() is None
    while process.poll() is None:  # more than one does no harm, and a first one just before the wait for a line may need a second
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(3)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out.strip(), errors) == (130, b"", b"")
    assert lobgids.run("chat", "--json").out == ""
    assert lobgids.chat("docent")[0]
