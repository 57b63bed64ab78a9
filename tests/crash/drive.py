"""A client that never gives up: it talks to `lobgids chat --json`, and after a crash sends again what was not confirmed."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PERSON = "docent"
_RUN = re.compile(r"(?<=scan:)[0-9a-f]{6}(?=\.)|(?<=:)[0-9a-f]{6}(?=$|\.)")


@dataclass(frozen=True)
class Fault:
    """What goes wrong while one process talks.

    Args:
        beside: Done beside the process, as by someone else on the machine.
        inside: Python that the process runs before the command, for what must happen at one place in it.
    """

    beside: Callable[[Talking], None] | None = None
    inside: str = ""


@dataclass
class Heard:
    """What came out of one process."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    turns: int = 0
    exit_code: int | None = None
    errors: str = ""


NO_FAULT = Fault()
COMMAND = "\nimport sys\nfrom bot.__main__ import main\nsys.exit(main())\n"


class Talking:
    """One process of the command, fed all lines at once.

    Args:
        folder: The data folder.
        settings: More of the environment.
    """

    def __init__(self, folder: Path, settings: dict[str, str] | None = None, fault: Fault = NO_FAULT) -> None:
        self.folder = folder
        self.settings = settings or {}
        self._fault = fault
        clean = {name: value for name, value in os.environ.items() if not name.startswith("LOBGIDS_")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", fault.inside + COMMAND, "chat", "--json", "--person", PERSON, "--data", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**clean, **self.settings},
        )
        self._spoken = 0
        self._news = threading.Condition()

    def wait(self, lines: int) -> bool:
        """Wait until the process has written so many lines; False when it ended before."""
        with self._news:
            self._news.wait_for(lambda: self._spoken >= lines or self._spoken < 0)
            return self._spoken >= 0

    def say(self, lines: Sequence[str]) -> Heard:
        """Send the lines while the fault does its work; returns what was heard until the process ended."""
        with ThreadPoolExecutor(1) as beside:
            breaking = beside.submit(self._fault.beside, self) if self._fault.beside else None
            assert self.process.stdin is not None
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.write("".join(line + "\n" for line in lines).encode())
                self.process.stdin.close()
            heard = self._listen()
            if breaking:
                breaking.result()
        return heard

    def _listen(self) -> Heard:
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        heard = Heard()
        for line in self.process.stdout:
            if line.endswith(b"\n"):
                said = json.loads(line)
                heard.turns += "turn" in said
                heard.messages += [] if "turn" in said else [masked(said)]
            self._tell(self._spoken + 1)
        heard.errors = self.process.stderr.read().decode(errors="replace")
        heard.exit_code = self.process.wait()
        self._tell(-1)
        return heard

    def _tell(self, spoken: int) -> None:
        with self._news:
            self._spoken = spoken
            self._news.notify_all()


def masked(message: dict[str, Any]) -> dict[str, Any]:
    """The message without what is made by chance: the ids of runs, and the folder of its picture."""
    buttons = [[{**button, "press": _RUN.sub("RUN", button["press"])} for button in row] for row in message["buttons"]]
    return {**message, "buttons": buttons, "picture": Path(message["picture"]).name if message["picture"] else None}


@dataclass
class Outcome:
    """What became of a whole conversation.

    Args:
        processes: How many it took.
        confirmed: Lines that were confirmed.
        broken: How many of them did not end well.
        messages: Everything that was said, by process.
        errors: What was written to standard error.
    """

    processes: int = 0
    confirmed: int = 0
    broken: int = 0
    messages: list[list[dict[str, Any]]] = field(default_factory=list)
    errors: str = ""


def converse(folder: Path, lines: Sequence[str], faults: Sequence[Fault] = (), settings: dict[str, str] | None = None) -> Outcome:
    """Say all lines, with one fault in each of the first processes; what was not confirmed is sent again."""
    outcome = Outcome()
    waiting, todo = list(lines), list(faults)
    while waiting or todo:
        heard = Talking(folder, settings, todo.pop(0) if todo else NO_FAULT).say(waiting)
        outcome.processes += 1
        outcome.confirmed += heard.turns
        outcome.messages.append(heard.messages)
        outcome.errors += heard.errors
        outcome.broken += heard.exit_code != 0
        del waiting[: heard.turns]
    return outcome


def check_told_apart(undisturbed: Outcome) -> None:
    """No message is the same as the one before it, so that one said again is seen; and the conversation has a picture."""
    (messages,) = undisturbed.messages
    assert all(one != other for one, other in pairwise(messages))
    assert any(message["picture"] for message in messages)


def said_twice(undisturbed: Outcome, disturbed: Outcome) -> int:
    """How many messages were said again after a restart.

    Raises:
        AssertionError: A message is missing, out of order, or was said again though it was not the last before the restart.
    """
    (expected,) = undisturbed.messages
    place = again = 0
    for messages in disturbed.messages:
        for number, message in enumerate(messages):
            if place < len(expected) and message == expected[place]:
                place += 1
            else:
                assert number == 0, f"message {place} out of order: {message['text'][:80]}"
                assert place, "something was said that nobody expected"
                assert message == expected[place - 1], f"said again, but not the last: {message['text'][:80]}"
                again += 1
    assert place == len(expected), f"{len(expected) - place} messages unsaid"
    return again
