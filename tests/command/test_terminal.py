"""In a real terminal: greeting, numbered buttons, and a kind end. The terminal is a pseudo-terminal; the command can't tell."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import sqlite3
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import Knowledge
from tests.command.lobgids import COMMAND, IMPATIENT, ROOT, Lobgids, environment

CTRL_C, CTRL_D = b"\x03", b"\x04"
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def _take_terminal() -> None:
    """So that Ctrl-C on it reaches the new process."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """The command in a terminal of its own, as wide as one on a phone or a desk."""

    def __init__(
        self, folder: Path, *arguments: str, columns: int = 80, settings: dict[str, str] | None = None, command: tuple[str, ...] = COMMAND
    ) -> None:
        self._own, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.process = subprocess.Popen(
            [*command, "chat", "--data", str(folder), *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment({"TERM": "xterm", **(settings or {})}),
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 (one call to the system, and nothing that a thread could hold)
        )
        os.close(theirs)
        self.seen = ""

    def until(self, words: str, seconds: float = 20) -> str:
        """What is shown from the last look until these words are."""
        end = time.monotonic() + seconds
        shown = ""
        while words not in self._plain(shown):
            assert time.monotonic() < end, f"{words!r} never came, but {self._plain(shown)!r}"
            if select.select([self._own], [], [], 0.1)[0]:
                shown += self._read()
        self.seen += shown
        return self._plain(shown)

    def _read(self) -> str:
        try:
            return os.read(self._own, 65536).decode(errors="replace")
        except OSError:  # the process ended
            return ""

    def _plain(self, text: str) -> str:
        return _ESCAPES.sub("", text).replace("\r\n", "\n").replace("\r", "")

    def type(self, keys: str | bytes) -> None:
        os.write(self._own, keys.encode() if isinstance(keys, str) else keys)

    def interrupt(self) -> None:
        """Press Ctrl-C until it is heard: Python misses a key that comes just before readline looks at the keyboard."""
        while self.process.poll() is None:
            self.type(CTRL_C)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.5)

    def ended(self) -> tuple[int, str]:
        """The exit code and the last that was shown."""
        code = self.process.wait(20)
        shown = ""
        while select.select([self._own], [], [], 0.1)[0] and (more := self._read()):
            shown += more
        return code, self._plain(shown)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._own)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path / "data")
    yield made
    made.close()


PROMPT = "\n> "


def test_it_greets_asks_and_numbers_the_buttons(terminal: Terminal, knowledge: Knowledge) -> None:
    shown = terminal.until(PROMPT)
    assert shown.lstrip().startswith("Hallo, ik ben LOB-gids.")
    assert "[1] Ik werk op een school" in shown
    assert "[2] Ik ben ouder" in shown
    terminal.type("1\n")
    assert "[1] LOB-scan doen" in terminal.until(PROMPT)
    terminal.type("1\n")
    terminal.until(PROMPT)
    terminal.type("1\n")
    question = terminal.until(PROMPT)
    assert knowledge.question_sets[0].questions[0].text in " ".join(question.split())
    assert "1 nog niet, 2 deels" in question


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_nothing_is_wider_than_the_terminal(tmp_path: Path, columns: int) -> None:
    terminal = Terminal(tmp_path / "data", columns=columns)
    try:
        for keys in ("1\n", "1\n", "1\n", "toelichting\n"):
            shown = terminal.until(PROMPT)
            assert max(len(line) for line in shown.splitlines()) <= min(columns, 100)
            terminal.type(keys)
    finally:
        terminal.close()


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_it_ends_kindly(terminal: Terminal, key: bytes, knowledge: Knowledge) -> None:
    terminal.until(PROMPT)
    terminal.interrupt() if key == CTRL_C else terminal.type(key)
    code, shown = terminal.ended()
    assert code == 0
    assert " ".join(knowledge.phrases.terminal.goodbye().split()) in " ".join(shown.split())
    assert "Traceback" not in shown


def test_ctrl_c_in_the_middle_of_a_line_ends_kindly_and_the_line_is_not_said(terminal: Terminal, knowledge: Knowledge) -> None:
    terminal.until(PROMPT)
    terminal.type("docent")
    terminal.until("docent")
    terminal.interrupt()
    code, shown = terminal.ended()
    assert (code, "Traceback" in shown) == (0, False)
    assert knowledge.phrases.terminal.goodbye().split()[0] in shown


def test_who_comes_back_is_shown_where_they_were(tmp_path: Path, lobgids: Lobgids) -> None:
    first = Terminal(lobgids.folder)
    try:
        for keys in ("docent\n", "scan\n", "vmbo\n"):
            first.until(PROMPT)
            first.type(keys)
        question = first.until(PROMPT)
        first.type(CTRL_D)
        assert first.ended()[0] == 0
        again = Terminal(lobgids.folder)
        shown = again.until(PROMPT)
        again.close()
    finally:
        first.close()
    assert "Welkom terug" in shown
    assert question.split("Antwoord:")[1] in shown


def test_ctrl_c_while_the_database_is_held_ends_kindly(tmp_path: Path) -> None:
    """The turn waits up to five seconds for another program; whoever does not want to wait says so."""
    terminal = Terminal(tmp_path / "data")
    terminal.until(PROMPT)
    other = sqlite3.connect(tmp_path / "data" / "lobgids.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        terminal.type("docent\n")
        terminal.until("\n")
        terminal.interrupt()
        code, shown = terminal.ended()
        assert (code, "Traceback" in shown) == (0, False)
    finally:
        other.execute("ROLLBACK")
        other.close()
        terminal.close()


def test_trouble_is_told_and_the_conversation_goes_on(tmp_path: Path, knowledge: Knowledge) -> None:
    terminal = Terminal(tmp_path / "data", settings={"PYTHONPATH": str(ROOT)}, command=IMPATIENT)
    terminal.until(PROMPT)
    other = sqlite3.connect(tmp_path / "data" / "lobgids.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    terminal.type("docent\n")
    shown = terminal.until(PROMPT)
    other.execute("ROLLBACK")
    other.close()
    assert knowledge.phrases.trouble.locked() in shown
    terminal.type("docent\n")
    assert "[1] LOB-scan doen" in terminal.until(PROMPT)
    terminal.type(CTRL_D)
    assert terminal.ended()[0] == 0
    terminal.close()


def test_bytes_that_are_no_text_do_no_harm(terminal: Terminal) -> None:
    terminal.until(PROMPT)
    terminal.type(b"\xff\xfe\xe9\n")
    terminal.until(PROMPT)
    terminal.type(CTRL_D)
    code, shown = terminal.ended()
    assert (code, "Traceback" in shown) == (0, False)


def test_in_the_plainest_of_environments(tmp_path: Path) -> None:
    """No UTF-8, no width, no terminal type: still readable."""
    terminal = Terminal(tmp_path / "data", settings={"LC_ALL": "C", "LANG": "C", "TERM": "dumb"})
    try:
        for keys in ("docent\n", "scan\n", "vmbo\n", "grotendeels\n"):
            terminal.until(PROMPT)
            terminal.type(keys)
        terminal.until(PROMPT)
        terminal.type(CTRL_D)
        code, shown = terminal.ended()
        assert (code, "Traceback" in shown) == (0, False)
    finally:
        terminal.close()


def test_the_result_has_bars_beside_the_path_of_the_picture(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "data")
    try:
        for keys in ("docent\n", "scan\n", "vmbo\n"):
            terminal.until(PROMPT)
            terminal.type(keys)
        shown = terminal.until(PROMPT)
        for _ in range(30):
            if ".png" in shown:
                break
            terminal.type("1\n")
            shown = terminal.until(PROMPT)
        (path,) = re.findall(r"\S+\.png", shown)
        assert Path(path).read_bytes().startswith(b"\x89PNG")
        bars = [line for line in shown.splitlines() if re.search(r"[▁▂▃▄▅▆▇█]", line)]
        assert len(bars) >= 3
    finally:
        terminal.close()


def test_piped_it_takes_one_turn_a_line_and_has_no_prompt(lobgids: Lobgids) -> None:
    ended = lobgids.run("chat", given=b"/start\ndocent\n")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Hallo, ik ben LOB-gids.")
    assert "LOB-scan doen" in ended.out
    assert not any(line.startswith(">") for line in ended.out.splitlines())
    assert lobgids.run("chat").out == ""
