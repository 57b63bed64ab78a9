"""Conversations as text that anyone can read, and that runs as a test: what was typed or pressed, and what was said to it.

@ 2026-03-02T09:00
> /start
Hallo, …
  [Ik werk op een school] [Ik ben ouder]

What could be mistaken for something else begins with a backslash; `tests/scenario.py` reads and replays it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.clock import AMSTERDAM
from bot.voice import Voice
from dialogs.language import Button, Command, Due, Edited, Event, Press, Say, Text

BETWEEN = "--"
_RUN = re.compile(r"(?<=scan:)[0-9a-f]{6}(?=\.)|(?<=:)[0-9a-f]{6}(?=$|\.)")
_COMMAND = re.compile(r"/[a-z]+( \S.*)?")
_LIKE_AN_EVENT = re.compile(r"[/\\].*|[~*] .*|!.*:.*|\[.*\]|\(.*\)", re.DOTALL)
_LIKE_A_STEP = re.compile(r"> .*|>>.*|>|@ .*|#.*|\\.*|  [\[<].*|--")


def render(say: Say) -> str:
    """One message: its text, its picture in words, its buttons row by row."""
    lines = [_plain(line.rstrip(), _LIKE_A_STEP) for line in say.text.split("\n")]
    if say.picture:
        lines.append(f"  <beeld: {say.picture.alt}>")
    lines += ["  " + " ".join(f"[{button.label}]" for button in row) for row in say.buttons]
    return "\n".join(lines)


def _typed(text: str) -> str:
    return text if _COMMAND.fullmatch(text) else _plain(text, _LIKE_AN_EVENT)


def _plain(text: str, otherwise: re.Pattern[str]) -> str:
    return "\\" + text if otherwise.fullmatch(text) else text


class Recorder:
    """Writes a conversation down while it is spoken.

    Args:
        path: The file; what it held is lost.
        voice: Where messages are really said.
    """

    def __init__(self, path: Path, voice: Voice) -> None:
        self._path = path
        self._voice = voice
        self._clock = ""
        self._heard = ""
        self._said = 0
        self._keyboard: tuple[Button, ...] = ()
        self._runs: dict[str, str] = {}
        path.write_text("", encoding="utf-8")

    def heard(self, event: Event, at: datetime) -> None:
        """What the person did; it is written down when it is answered, for what is silent was heard before."""
        minute = at.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M")
        first, *more = self._line(event).splitlines() or [""]
        done = [f"> {first}".rstrip(), *(f">> {line}".rstrip() for line in more)]
        self._heard = "\n".join([f"@ {minute}", *done, ""])
        self._said = 0

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        """Say a message and write it down."""
        message_id = await self._voice.say(message, revises, transaction_id)
        self._write_heard()
        self._write((f"{BETWEEN}\n" if self._said else "") + render(message) + "\n")
        self._said += 1
        if message.buttons:
            self._keyboard = tuple(button for row in message.buttons for button in row)
            for button in self._keyboard:
                for run in _RUN.findall(button.press):
                    self._runs.setdefault(run, f"r{len(self._runs) + 1}")
        return message_id

    async def settle(self, message: Say, message_id: str) -> None:
        """What was said stays written down as it was said."""
        await self._voice.settle(message, message_id)

    async def recall(self, message_ids: Sequence[str]) -> None:
        """That too."""
        await self._voice.recall(message_ids)

    def _line(self, event: Event) -> str:
        match event:
            case Text(text):
                return _typed(text)
            case Command(name, argument):
                return f"/{name} {argument}".rstrip()
            case Edited(text):
                return f"~ {text}"
            case Due(key):
                return "* " + _RUN.sub(self._known, key)
            case Press(data):
                labels = [button.label for button in self._keyboard if button.press == data]
                unique = labels and [button.label for button in self._keyboard].count(labels[0]) == 1
                return f"[{labels[0]}]" if unique else "!" + _RUN.sub(self._known, data)
        return f"({type(event).__name__.lower()})"

    def _known(self, run: re.Match[str]) -> str:
        """Runs by the order in which they began, so that the file says the same each time it is recorded."""
        return self._runs.get(run[0], run[0])

    def _write_heard(self) -> None:
        """The clock only when the minute has changed."""
        clock, _, done = self._heard.partition("\n")
        self._write(done if clock == self._clock else self._heard)
        self._clock, self._heard = clock or self._clock, ""

    def _write(self, text: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(text)
