"""One contract for all channels: the same things done in each give the same turns, those of the pure conversation.

A channel is a `Side`: what a person does there, and what they then see. A new channel needs one class here and one line in the test.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from bot.app import App
from bot.chat import Chat
from bot.clock import AMSTERDAM, now
from bot.documents import make
from bot.pictures import draw
from dialogs.language import Button, Edited, Event, Press, Revise, Say, Settle, Text
from dialogs.recipes import Agenda
from knowledge import Knowledge
from tests.channels.telegram.people import Phone, message
from tests.peers.telegram.server import SENDING, BotApi, Call
from tests.talk import Talk

_RUN = re.compile(r"(?<=:)(?:[0-9a-f]{6}|r\d+)(?=$|\.)")
"""The id of a run in a press: made by chance, or counted where there is no database."""


class Seen(Struct, frozen=True):
    """One thing that a person sees happen.

    Args:
        changes: Whether it takes the place of an earlier message.
        buttons: Rows of label and press, without what is made by chance.
        picture, document: As they were drawn and made, the document without its time.
    """

    changes: bool
    text: str
    buttons: tuple[tuple[tuple[str, str], ...], ...]
    picture: bytes | None = None
    document: bytes | None = None


class Side(Protocol):
    """One channel with one person."""

    settles: bool
    """Whether an answered question shows there what was chosen."""

    async def do(self, step: Step, expected: int) -> list[Seen]:
        """Do it, and wait for so many things to see; those, and more if there are more."""
        ...


class Pushed(Struct, frozen=True):
    """A press of the button with this label, of the last message that has it."""

    label: str


Step = Text | Edited | Pushed


class Pure:
    """The conversation itself, with no channel at all."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.talk = Talk(knowledge, now().astimezone(AMSTERDAM))
        self._buttons: list[Button] = []
        self._keys: set[str] = set()

    def do(self, step: Step) -> tuple[Say | Revise | Settle, ...]:
        """What is said or changed."""
        event: Event = Press(next(b.press for b in reversed(self._buttons) if b.label == step.label)) if isinstance(step, Pushed) else step
        for say in self.talk.do(event):
            self._buttons += [button for row in say.buttons for button in row]
        return tuple(effect for effect in self.talk.effects if isinstance(effect, Say | Revise | Settle))

    def seen(self, effects: tuple[Say | Revise | Settle, ...], *, settles: bool) -> list[Seen]:
        """What of it a person sees on a channel."""
        found = []
        for effect in effects:
            match effect:
                case Say():
                    found.append(_seen(effect, changes=False))
                case Revise(say):
                    found.append(_seen(say, changes=True))
                case Settle(say) if settles:
                    found.append(_seen(say, changes=True))
        return found


def _seen(say: Say, *, changes: bool) -> Seen:
    buttons = tuple(tuple((button.label, _masked(button.press)) for button in row) for row in say.buttons)
    document = _timeless(make(say.document, now())) if isinstance(say.document, Agenda) else None
    return Seen(changes, say.text, buttons, draw(say.picture) if say.picture else None, document)


def _masked(press: str) -> str:
    return _RUN.sub("RUN", press)


def _timeless(document: bytes) -> bytes:
    return b"\n".join(line for line in document.splitlines() if not line.startswith(b"DTSTAMP"))


class ConsoleSide:
    """The terminal, as programs use it."""

    settles = False

    def __init__(self, app: App) -> None:
        self._chat = Chat(app, "ik", 0, json=True, record=None)
        self._buttons: list[dict[str, str]] = []

    async def do(self, step: Step, expected: int) -> list[Seen]:
        """One line; what is printed of it."""
        from bot.channels.lines import Line  # noqa: PLC0415

        event: Event = Press(_press(self._buttons, step.label, "press")) if isinstance(step, Pushed) else step
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            await self._chat.hear(Line(event))
        return [self._seen(json.loads(line)) for line in printed.getvalue().splitlines()]

    def _seen(self, said: dict[str, Any]) -> Seen:
        self._buttons += [button for row in said["buttons"] for button in row]
        picture, document = (Path(said[what]).read_bytes() if said[what] else None for what in ("picture", "document"))
        return Seen("revises" in said, said["text"], _rows(said["buttons"], "label", "press"), picture, document and _timeless(document))


class TelegramSide:
    """A phone with Telegram, over the strict server."""

    settles = True

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._phone = Phone(api, 77)
        self._buttons: list[dict[str, str]] = []

    async def do(self, step: Step, expected: int) -> list[Seen]:
        """One update; what comes of it, when nothing more is on its way."""
        calls, messages = len(self._calls()), len(self._phone.seen)
        match step:
            case Text(text):
                await self._phone.type(text)
            case Edited(text):
                await self._api.push({"edited_message": message(77, text=text, edit_date=1)})
            case Pushed(label):
                await self._phone.press_data(_press(self._buttons, label, "callback_data"))
        await self._api.wait(lambda: len(self._calls()) >= calls + expected and not self._api.callbacks)
        new = iter(self._phone.seen[messages:])
        return [self._seen(call, new) for call in self._calls()[calls:]]

    def _calls(self) -> list[Call]:
        return [call for call in self._api.calls if call.method in SENDING]

    def _seen(self, call: Call, new: Any) -> Seen:
        rows = json.loads(call.values.get("reply_markup", "{}")).get("inline_keyboard", [])
        self._buttons += [button for row in rows for button in row]
        text = call.values.get("text", call.values.get("caption", ""))
        buttons = _rows(rows, "text", "callback_data")
        if call.method == "editMessageText":
            return Seen(True, text, buttons)
        said = next(new)
        return Seen(False, text, buttons, said.photo, said.document and _timeless(said.document))


def _press(buttons: list[dict[str, str]], label: str, press: str) -> str:
    return next(button[press] for button in reversed(buttons) if label in (button.get("label"), button.get("text")))


def _rows(rows: list[list[dict[str, str]]], label: str, press: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(tuple((button[label], _masked(button[press])) for button in row) for row in rows)
