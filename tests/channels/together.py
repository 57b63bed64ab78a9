"""One contract for several people at once: what each sees on a channel is what they see over turns alone (`tests/turn/company.py`).

A scenario (`tests/scenarios/samen`) is played in both at the same time, each on a clock of its own that the scenario sets. A channel is a
`Side`: how somebody comes there, what they do, and what they then see.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from bot import app, timers
from bot.app import App
from bot.channels.lines import Line
from bot.channels.telegram.channel import Where
from bot.chat import Chat
from bot.clock import stamp
from bot.invite import invite
from bot.run import Running
from bot.settings import Settings
from bot.storage.store import DueReminder
from dialogs.language import Button, Command, Edited, Press, Text
from dialogs.sharing import Role
from knowledge import Knowledge
from tests.channels.telegram.guide import Guide
from tests.channels.telegram.people import Phone, message, typed
from tests.peers.telegram.server import SENDING, BotApi, Call
from tests.talk import MONDAY
from tests.together import Did, Heard
from tests.turn.company import Really

if TYPE_CHECKING:
    from bot.channels.matrix.session import Account

PATIENCE_SECONDS = 60.0
_BY_TURN = re.compile(r"(ticket:(?:bij|weg):(?:\d+:)?)\d+")
"""The press of a text without a place has the number of its turn, and on some channels to be there is a turn."""


class Shown(Struct, frozen=True):
    """One thing that a person sees happen.

    Args:
        replaces: Whether it takes the place of an earlier message.
        buttons: Label and press.
    """

    replaces: bool
    text: str
    buttons: tuple[tuple[str, str], ...]


def masked(press: str) -> str:
    """A press without what differs by channel."""
    return _BY_TURN.sub(r"\1N", press)


def buttons_of(buttons: Iterable[Button]) -> tuple[tuple[str, str], ...]:
    """Buttons as they are compared."""
    return tuple((button.label, masked(button.press)) for button in buttons)


class Side(Protocol):
    """One channel with several people on it."""

    async def enter(self, name: str, texts: Sequence[str]) -> None:
        """Somebody comes, and types this."""
        ...

    async def do(self, name: str, did: Did) -> None:
        """What somebody does; when it returns, the guide has heard it."""
        ...

    async def until(self, at: datetime) -> None:
        """Let it become this time, with all that comes back by then."""
        ...

    async def seen(self, name: str) -> list[Shown]:
        """All that somebody saw up to now, when nothing more is on its way."""
        ...

    def as_seen(self, heard: Heard) -> Shown:
        """How a message looks there."""
        ...

    @property
    def app(self) -> App:
        """What the guide there has open."""
        ...


class Beside:
    """People on a channel and the same people over turns alone.

    Of two people who are alike and do the same at the same moment nobody promises who is first: who was it on the channel is called so from
    then on as in the scenario.
    """

    def __init__(self, real: Really, side: Side) -> None:
        self._real = real
        self._side = side
        self._what: dict[str, str] = {}
        self._called: dict[str, str] = {}
        self._before: dict[str, int] = defaultdict(int)
        self._together: tuple[str, ...] = ()

    async def enter(self, name: str, what: str) -> None:
        """Somebody is there on both."""
        await self._real.enter(name, what)
        kind, _, more = what.partition(" ")
        texts: tuple[str, ...] = ()
        if kind in ("contact", "medewerker", "redactie"):
            made = invite(Role(kind, more), name, MONDAY)  # type: ignore[arg-type]
            await self._side.app.store.keep_code(made.kept)
            texts = (f"koppel {made.written}",)
        elif kind == "school":
            texts = ("ik ben decaan", "/contact", more)
        await self._side.enter(name, texts)
        self._what[name], self._called[name] = what, name
        self._before[name] = len(await self._side.seen(name))

    async def do(self, deeds: Mapping[str, Did]) -> None:
        """At the same moment on the channel; over turns one after the other."""
        self._together = tuple(deeds)
        await self._real.do(deeds)
        await asyncio.gather(*(self._side.do(self._called[name], did) for name, did in deeds.items()))

    async def until(self, at: datetime) -> None:
        """It becomes this time on both."""
        self._together = tuple(self._what)
        await self._real.until(at)
        await self._side.until(at)

    async def heard(self) -> dict[str, list[Heard]]:
        """What everyone was told, which must be what they see on the channel."""
        heard = await self._real.heard()
        expected = {name: [self._side.as_seen(one) for one in said] for name, said in heard.items()}
        seen = {name: await self._new(name) for name in heard}
        if seen != expected and len(self._together) == 2:
            self._rename(*self._together, seen)
        if len(self._together) > 1:
            expected, seen = _unordered(expected), _unordered(seen)
        assert seen == expected
        return heard

    async def _new(self, name: str) -> list[Shown]:
        called = self._called[name]
        seen = await self._side.seen(called)
        before, self._before[called] = self._before[called], len(seen)
        return seen[before:]

    def _rename(self, one: str, other: str, seen: dict[str, list[Shown]]) -> None:
        if self._what[one] == self._what[other]:
            self._called[one], self._called[other] = self._called[other], self._called[one]
            seen[one], seen[other] = seen[other], seen[one]

    def shown(self, name: str) -> Sequence[Button]:
        """The buttons in their chat, the newest first."""
        return self._real.shown(name)


def _unordered(seen: dict[str, list[Shown]]) -> dict[str, list[Shown]]:
    """Where several do something at once, and where time passes for all, the order in which others are told it is nobody's promise."""
    return {name: sorted(said, key=repr) for name, said in seen.items()}


# ── the terminal ──────────────────────────────────────────────────────────────────────────────────────────────


class Terminals(io.TextIOBase):
    """What is printed goes to the terminal of whose turn it is."""

    def __init__(self) -> None:
        self.of: ContextVar[list[str]] = ContextVar("terminal")

    def write(self, text: str) -> int:
        self.of.get().append(text)
        return len(text)


class ConsoleSide:
    """Each in a terminal of their own on one data folder, as programs use it."""

    def __init__(self, opened: App, terminals: Terminals) -> None:
        self.app = opened
        self._clock = MONDAY
        self._terminals = terminals
        self._chats: dict[str, Chat] = {}
        self._printed: dict[str, list[str]] = defaultdict(list)

    async def enter(self, name: str, texts: Sequence[str]) -> None:
        self._chats[name] = Chat(self.app, name, 0, json=True, record=None)
        for text in texts:
            await self._hear(name, Line(Text(text), at=self._clock))

    async def do(self, name: str, did: Did) -> None:
        assert not did.replies_to, "a terminal has no replies"
        await self._hear(name, Line(did.event, at=self._clock))

    async def _hear(self, name: str, line: Line) -> None:
        self._terminals.of.set(self._printed[name])
        await self._chats[name].hear(line)

    async def until(self, at: datetime) -> None:
        """A terminal lets its own reminders come back; here nobody has to type something for it."""
        while due := await self._first_due(at):
            self._clock = max(datetime.fromisoformat(due.due_at), self._clock)
            await timers.fire([due], self.app.turns, self._clock)
        self._clock = at

    async def _first_due(self, at: datetime) -> DueReminder | None:
        found = [one for name in self._chats for one in await self.app.store.due_of(f"console:{name}", stamp(at))]
        return min(found, key=lambda one: one.due_at, default=None)

    async def seen(self, name: str) -> list[Shown]:
        self._terminals.of.set(self._printed[name])
        await self._chats[name].catch_up()
        said = [json.loads(line) for line in "".join(self._printed[name]).splitlines()]
        return [Shown("revises" in one, one["text"], _labels(one["buttons"], "label", "press")) for one in said]

    def as_seen(self, heard: Heard) -> Shown:
        return as_told(heard)


def as_told(heard: Heard) -> Shown:
    """A message on a channel that has buttons."""
    return Shown(heard.replaces, heard.say.text, buttons_of(button for row in heard.say.buttons for button in row))


def _labels(rows: list[list[dict[str, str]]], label: str, press: str) -> tuple[tuple[str, str], ...]:
    return buttons_of(Button(button[label], button[press]) for row in rows for button in row)


# ── Telegram ──────────────────────────────────────────────────────────────────────────────────────────────────


class TelegramSide:
    """Each with a phone, over the strict server."""

    def __init__(self, api: BotApi, served: Served) -> None:
        self.app = served.guide.app
        self._api = api
        self._served = served
        self._phones: dict[str, Phone] = {}
        self._typed: dict[str, int] = {}

    async def enter(self, name: str, texts: Sequence[str]) -> None:
        self._phones[name] = Phone(self._api, 100 + len(self._phones))
        for text in texts:
            await self.do(name, Did(Text(text)))

    async def do(self, name: str, did: Did) -> None:
        phone, before = self._phones[name], self._turns(name)
        await self._push(phone, name, did)
        await self._served.wait(lambda: self._turns(name) > before)

    def _turns(self, name: str) -> int:
        return self._served.turns(f"telegram:{self._phones[name].id}")

    async def _push(self, phone: Phone, name: str, did: Did) -> None:
        match did.event:
            case Press(data):
                pairs = ((one, b["callback_data"]) for one in reversed(phone.seen) for row in one.buttons for b in row)
                found = next((pair for pair in pairs if masked(pair[1]) == masked(data)), None)
                await (phone.press_data(found[1], found[0].id) if found else phone.press_data(data))  # or it was there a moment ago
            case Edited(text):
                changed = {**message(phone.id, text=text, edit_date=1), "message_id": self._typed[name]}
                await self._api.push({"edited_message": changed})
            case Text(text):
                update = typed(phone.id, text)
                self._typed[name] = update["message"]["message_id"]
                if did.replies_to:
                    said = next(one for one in reversed(phone.seen) if did.replies_to in (one.first, one.text)[not one.first])
                    update["message"]["reply_to_message"] = {**message(phone.id, text=said.text), "message_id": said.id}
                await self._api.push(update)
            case Command(command, argument):
                await phone.type(f"/{command} {argument}".strip())
            case _:
                raise AssertionError(did.event)

    async def until(self, at: datetime) -> None:
        await self._served.until(at)

    async def seen(self, name: str) -> list[Shown]:
        await self._served.quiet()
        chat = str(self._phones[name].id)
        calls = [call for call in self._api.calls if call.method in SENDING and str(call.values["chat_id"]) == chat]
        return [_call(one) for one in calls]

    def as_seen(self, heard: Heard) -> Shown:
        return as_told(heard)


def _call(call: Call) -> Shown:
    rows = json.loads(call.values.get("reply_markup", "{}")).get("inline_keyboard", [])
    return Shown(call.method == "editMessageText", call.values["text"], _labels(rows, "text", "callback_data"))


# ── where the guide runs ──────────────────────────────────────────────────────────────────────────────────────


class Clock:
    """The time that a scenario sets."""

    def __init__(self) -> None:
        self.at = MONDAY

    def __call__(self) -> datetime:
        return self.at


class Served:
    """The guide as it runs on a channel, and whether it has anything left to do."""

    def __init__(self, guide: Guide, clock: Clock) -> None:
        self.guide = guide
        self._clock = clock

    async def until(self, at: datetime) -> None:
        """Every reminder comes back at its own moment, by the guide's own rounds."""
        while (due := self._first_due()) and due <= stamp(at):
            self._clock.at = max(datetime.fromisoformat(due), self._clock.at)
            await self.wait(lambda due=due: (self._first_due() or "9") > due)
            await self.quiet()
        self._clock.at = at

    def _first_due(self) -> str | None:
        ((first,),) = self.guide.rows("SELECT min(due_at) FROM reminders")
        return str(first) if first else None

    def turns(self, key: str) -> int:
        """How many turns somebody had."""
        found = self.guide.rows("SELECT turns FROM persons WHERE key = ?", key)
        return int(found[0][0]) if found else 0

    def told(self, key: str) -> int:
        """How many messages somebody was told."""
        said = "SELECT count(*) FROM outbox AS o JOIN persons AS p ON p.id = o.person WHERE p.key = ? AND o.message_id IS NOT NULL"
        return int(self.guide.rows(said, key)[0][0])

    async def quiet(self) -> None:
        """Wait until all is said."""
        await self.wait(lambda: self.guide.rows("SELECT count(*) FROM outbox WHERE said_at IS NULL") == [(0,)])

    async def wait(self, until: Any) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not until():  # noqa: ASYNC110 (what is waited for stands in a database, which tells nobody)
                await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def served(account: Where | Account, folder: Path, knowledge: Knowledge) -> AsyncIterator[Served]:
    """The guide on a channel until the end of the block, on a clock that a scenario sets."""
    found, stop, clock = Settings(data=folder, search="lexical"), asyncio.Event(), Clock()
    async with app.opened(found, knowledge) as opened:
        task = asyncio.create_task(Running(opened, found, account, clock=clock).run(stop))
        try:
            yield Served(Guide(opened, task), clock)
        finally:
            stop.set()
            await task
