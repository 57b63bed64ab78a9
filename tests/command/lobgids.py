"""The command itself, as people and programs start it: a process with its own environment and data folder."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import Struct

from tests import logs
from tests.command import forked

COMMAND = (str(Path(sys.executable).parent / "lobgids"),)
IMPATIENT = (
    sys.executable,
    "-c",
    "import sys; from bot.storage import sqlite; sqlite.WAIT_SECONDS = 0.3; from bot.__main__ import main; sys.exit(main())",
)
"""The command itself, which does not wait five seconds for who holds the database."""
ROOT = Path(__file__).parents[2]
Line = str | bytes | dict[str, Any]
Message = dict[str, Any]


class Ended(Struct, frozen=True):
    """What a process left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """Every line of standard output, which must all be JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def turns(self) -> list[list[Message]]:
        """What was said in each turn; what came before the first mark of a turn is the first of them."""
        turns: list[list[Message]] = [[]]
        for line in self.lines:
            if "turn" in line:
                turns.append([])
            else:
                turns[-1].append(line)
        assert turns.pop() == [], "something was said after the last turn"
        return turns


class Lobgids:
    """The command, with one data folder.

    Args:
        folder: The data folder; it need not be there yet.
        command: How it is started.
    """

    def __init__(self, folder: Path, command: tuple[str, ...] = COMMAND, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.command = command
        self.settings = dict(settings or {})

    def run(self, *arguments: str, given: bytes = b"", settings: Mapping[str, str] | None = None, powerless: bool = False) -> Ended:
        """Run to the end.

        Args:
            powerless: Without what lets root write where nobody may write.
        """
        whole = environment({"LOBGIDS_DATA": str(self.folder), **self.settings, **(settings or {})})
        if self.command == COMMAND and not powerless:
            code, written, told = forked.run(arguments, given, whole)
        else:
            code, written, told = self._start(arguments, given, whole, powerless)
        err = told.decode()
        logs.check(err, logs.told(given))
        return Ended(code, written.decode(), err)

    def _start(self, arguments: Sequence[str], given: bytes, whole: Mapping[str, str], powerless: bool) -> tuple[int, bytes, bytes]:
        ended = subprocess.run(
            [*self.command, *arguments],
            input=given,
            capture_output=True,
            env=whole,
            preexec_fn=without_powers if powerless else None,
            timeout=forked.SECONDS_MOST,
            check=False,
        )
        return ended.returncode, ended.stdout, ended.stderr

    def chat(self, *lines: Line, person: str = "ik", settings: Mapping[str, str] | None = None) -> list[list[Message]]:
        """Say these lines in one process; what was said in each turn, when all went as it should."""
        ended = self.run("chat", "--json", "--person", person, given=b"".join(map(as_input, lines)), settings=settings)
        assert (ended.code, ended.err) == (0, "")
        marks = [line for line in ended.lines if "turn" in line]
        assert marks == [{"turn": number} for number in range(1, len(lines) + 1)]
        return ended.turns

    def talk(self, person: str = "ik", *arguments: str, settings: Mapping[str, str] | None = None, powerless: bool = False) -> Talk:
        """Begin a conversation of which every line waits for its answer."""
        whole = environment({"LOBGIDS_DATA": str(self.folder), **self.settings, **(settings or {})})
        return Talk([*self.command, "chat", "--json", "--person", person, *arguments], whole, powerless)


class Talk:
    """A conversation with `lobgids chat --json`, a line at a time."""

    def __init__(self, command: list[str], settings: dict[str, str], powerless: bool) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=settings,
            preexec_fn=without_powers if powerless else None,  # noqa: PLW1509 (a few calls to the system)
        )
        self.shown: list[dict[str, str]] = []
        self.turns = 0
        self._given = b""

    def __enter__(self) -> Talk:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            self.process.kill()
        ended = self.end()
        if kind is None:
            assert ended == Ended(0, "", "")

    def end(self) -> Ended:
        """No more input; what came after the last turn."""
        out, err = self.process.communicate(timeout=60)
        logs.check(err.decode(), logs.told(self._given))
        return Ended(self.process.returncode, out.decode(), err.decode())

    def send(self, line: Line) -> list[Message]:
        """One line, and all that is said until its turn is marked."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(as_input(line))
        self._given += as_input(line)
        self.process.stdin.flush()
        said: list[Message] = []
        self.turns += 1
        while "turn" not in (found := json.loads(self.process.stdout.readline())):
            said.append(found)
        assert found == {"turn": self.turns}
        for message in said:
            if message["buttons"]:
                self.shown = [button for row in message["buttons"] for button in row]
        return said

    def press(self, label: str) -> list[Message]:
        """Press the button with this label among those shown last."""
        (button,) = [button for button in self.shown if button["label"] == label]
        return self.send({"press": button["press"]})

    def press_first(self) -> list[Message]:
        return self.send({"press": self.shown[0]["press"]})


def as_input(line: Line) -> bytes:
    if isinstance(line, bytes):
        return line
    return (json.dumps(line) if isinstance(line, dict) else line).encode() + b"\n"


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Of this process, with only these settings of ours; a search compares letters and words unless a test says otherwise."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("LOBGIDS_")},
        "LOBGIDS_SEARCH": "lexical",
        **settings,
    }


def without_powers() -> None:
    """Take from the process to come what lets root read and write past the permissions of files."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if libc.prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
                raise OSError(ctypes.get_errno(), "this root may not give up its powers")


def texts(said: list[Message]) -> list[str]:
    return [message["text"] for message in said]


def labels(message: Message) -> list[str]:
    return [button["label"] for row in message["buttons"] for button in row]
