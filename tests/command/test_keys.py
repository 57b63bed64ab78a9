"""Keys at a terminal: a line can be edited and called back, and what is typed is recorded as it was meant."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import Knowledge
from tests.command.lobgids import Lobgids
from tests.command.test_terminal import CTRL_D, PROMPT, Terminal
from tests.scenario import parse, play
from tests.talk import Talk as Pure

UP, BACKSPACE = "\x1b[A", "\x7f"
HAS_HISTORY = importlib.util.find_spec("readline") is not None


@pytest.fixture
def at_keys(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal that is recorded, at its first prompt."""
    made = Terminal(tmp_path / "data", "--record", str(tmp_path / "opname.txt"))
    made.until(PROMPT)
    yield made
    made.close()


def enter(terminal: Terminal, keys: str) -> str:
    """Type a line; what is shown after it, up to the next prompt."""
    terminal.type(keys + "\r")
    return terminal.until(PROMPT).partition("\n")[2].removesuffix(PROMPT)


def test_a_line_can_be_edited(at_keys: Terminal) -> None:
    assert "Voor welke afdeling" in enter(at_keys, "/scax" + BACKSPACE + "n")


def test_a_line_can_be_called_back(at_keys: Terminal) -> None:
    sectors = enter(at_keys, "/scan")
    assert enter(at_keys, "/menu") != sectors
    assert (enter(at_keys, UP + UP) == sectors) == HAS_HISTORY


def test_an_empty_line_is_a_turn(at_keys: Terminal) -> None:
    assert "Ik kreeg geen tekst die ik kan lezen." in enter(at_keys, "")


def test_what_was_typed_is_recorded_and_replays(at_keys: Terminal, knowledge: Knowledge, tmp_path: Path) -> None:
    for keys in ("1", "1", "1", "", "wat is een pta?", "[Verder]", "4", "stop"):
        enter(at_keys, keys)
    at_keys.type(CTRL_D)
    assert at_keys.ended()[0] == 0
    text = (tmp_path / "opname.txt").read_text(encoding="utf-8")
    assert play(parse(text), Pure(knowledge)) == text
    assert text.count("\n> ") + text.count("\n>\n") == 9


def test_a_pipe_says_what_a_terminal_shows(at_keys: Terminal, tmp_path: Path) -> None:
    lines = ["docent", "1", "1", "2"]
    shown = "\n".join(enter(at_keys, line) for line in lines)
    piped = Lobgids(tmp_path / "other").run("chat", given="\n".join(["/start", *lines]).encode()).out
    assert piped.split()[-len(shown.split()) :] == shown.split()
    assert "vraag 2 van 12" in piped
