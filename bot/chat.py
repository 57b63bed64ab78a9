"""`lobgids chat`: talk in the terminal, with nothing to configure; for people, for pipes and for programs."""

from __future__ import annotations

import contextlib
import hashlib
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

import msgspec

from bot import clock, timers
from bot.app import App
from bot.channels import lines
from bot.channels.console import NAME, Console
from bot.channels.lines import Line
from bot.claim import Claim
from bot.may_go import LATE_MOST
from bot.outbox import deliver
from bot.scenario import Recorder
from bot.storage.troubles import StorageTrouble
from bot.turn import Incoming
from bot.voice import Voice
from dialogs.language import Command, Due, Event, Reachable, Text

LINE_BYTES_MOST = 64_000_000
POST_SECONDS = 10.0
"""How long a letter may take here: the next line waits for it."""

if TYPE_CHECKING:
    from bot.crier import Crier
    from bot.newsroom import Newsroom
    from bot.postman import Postman

Read = TypeVar("Read", str, bytes)


class Chat:
    """One person's conversation in this terminal.

    Args:
        spoken: How many messages this person was told before; with none they are new.
    """

    def __init__(self, app: App, person: str, spoken: int, *, json: bool, record: Path | None) -> None:
        self._app = app
        self._person = person
        self._json = json
        self._floor = _floor(app.folder, person)
        self._console = console = Console(app.folder, spoken, json=json)
        self._recorder = Recorder(record, console) if record else None
        self.known = spoken > 0
        self._voice: Voice = self._recorder or console
        self._postman: Postman | None = None
        self._news: tuple[Crier, Newsroom] | None = None

    @property
    def _key(self) -> str:
        return f"{NAME}:{self._person}"

    async def catch_up(self) -> None:
        """Say what was still unsaid, before anything else; another terminal of this person may have spoken since."""
        with self._floor.taken():
            self._console.spoken = int(await self._app.store.last_message_id(self._key) or 0)
            await deliver(self._app.store, self._key, self._voice, self._app.knowledge)
        self._console.turn_over()

    async def post(self) -> None:
        """Send the mail that waits; what goes wrong there is tried again after a later line."""
        if self._app.smtp_url:
            from bot.postman import postman  # noqa: PLC0415 (loads what talks with mail servers)

            self._postman = self._postman or postman(self._app, self._app.smtp_url, POST_SECONDS)
            await self._postman.once(self._app.folder)

    async def cry(self) -> None:
        """Say the broadcasts that are for this person, and let those of theirs go on that no other process looks after."""
        if not await self._app.store.course.anything(clock.stamp(clock.now() - LATE_MOST)):
            return
        if self._news is None:
            self._news = self._newsroom()
            await self._news[0].begin(self._key)
        crier, newsroom = self._news
        leads = await newsroom.leads()
        try:
            await newsroom.go_round(leads=leads)
            if leads:
                await newsroom.look_at_links()
            with self._floor.taken():
                await crier.once(crier.ids, self._key)
            await newsroom.go_round(leads=leads)
        finally:
            await newsroom.yields()
        await self.catch_up()

    def _newsroom(self) -> tuple[Crier, Newsroom]:
        from bot.crier import Crier  # noqa: PLC0415 (loads what asks other servers: only where there is a broadcast)
        from bot.newsroom import Newsroom  # noqa: PLC0415

        app = self._app

        async def tell(person: str, address: str, key: str) -> None:
            await timers.happen(person, address, key, app.turns, clock.now())

        crier = Crier(app.store, lambda: app.knowledge, self._console)
        return crier, Newsroom(app.store, {NAME: crier}, lambda: app.knowledge, tell)

    async def hear(self, line: Line) -> None:
        """One turn: content that an editor changed is taken up, reminders due at its clock come first, then the line; then all is said."""
        await self._app.reload.look()
        at = line.at or clock.now()
        for one in await self._app.store.due_of(self._key, clock.stamp(at)):
            self._record(Due(one.key), at)
            await timers.fire([one], self._app.turns, at)
            await self.catch_up()
        self._record(line.event, at)
        await self._app.turns.hear(Incoming(NAME, self._person, line.event, at, line.event_id))
        await self.catch_up()

    def _record(self, event: Event, at: datetime) -> None:
        if self._recorder:
            self._recorder.heard(event, at)

    def marked(self, number: int) -> None:
        """Tell a program that everything of an input line is done and on the disk."""
        if self._json:
            sys.stdout.write(msgspec.json.encode({"turn": number}).decode() + "\n")
            sys.stdout.flush()


async def talk(app: App, person: str, *, json: bool, record: Path | None) -> None:
    """Talk until the input ends.

    Args:
        person: Whose conversation it is; it goes on where it was, also from another terminal.
        json: Lines that are JSON objects are events, and messages are printed as JSON.
        record: A file to write the conversation to, as a scenario; None for none.

    Raises:
        StorageTrouble: The line that was being heard is not confirmed; what was said before it is safe.
    """
    spoken = int(await app.store.last_message_id(f"{NAME}:{person}") or 0)
    chat = Chat(app, person, spoken, json=json, record=record)
    with ctrl_c() as wait:
        await chat.catch_up()
        if sys.stdin.isatty() and not json:
            await _with_a_person(chat, app, wait)
        else:
            await _with_a_program(chat, wait, json=json)


class Wait:
    """Waits for lines. Ctrl-C ends the wait at once, a turn that has begun only when it is done, and what is ending already not at all."""

    def __init__(self) -> None:
        self.pressed = False
        self._waiting = False

    def __call__(self, read: Callable[[], Read]) -> Read:
        self._waiting = True
        try:
            if self.pressed:
                raise KeyboardInterrupt
            return read()
        finally:
            self._waiting = False

    def press(self, _signal: int, _frame: FrameType | None) -> None:
        """Ctrl-C was pressed."""
        again, self.pressed = self.pressed, True
        if self._waiting and not again:
            raise KeyboardInterrupt


@contextlib.contextmanager
def ctrl_c() -> Iterator[Wait]:
    """Take Ctrl-C from asyncio, which would see it after the next line, or cancel a turn halfway."""
    wait, before = Wait(), signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, wait.press)
    try:
        yield wait
    finally:
        if not wait.pressed:
            signal.signal(signal.SIGINT, before)


async def _with_a_program(chat: Chat, wait: Wait, *, json: bool) -> None:
    """One input line a turn. Reading blocks on purpose: there is nothing else to do until a line comes."""
    number = 0
    while line := wait(lambda: sys.stdin.buffer.readline(LINE_BYTES_MOST)):
        number += 1
        await chat.hear(lines.parse(line.decode(errors="replace").rstrip("\r\n"), json=json))
        chat.marked(number)
        await chat.post()
        await chat.cry()


async def _with_a_person(chat: Chat, app: App, wait: Wait) -> None:
    """A prompt with line editing and history; Ctrl-C and Ctrl-D end it kindly."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415 (gives `input` its editing and history where the system has it)
    words = app.knowledge.phrases.terminal
    try:
        await chat.hear(Line(Reachable() if chat.known else Command("start")))
        while True:
            line = wait(lambda: input(words.prompt() + " "))
            sys.stdout.write("\n")
            try:
                await chat.hear(Line(Text(line)))
                await chat.post()
                await chat.cry()
            except StorageTrouble as trouble:
                sys.stdout.write(app.knowledge.phrases.trouble.of(trouble)() + "\n")
    except (EOFError, KeyboardInterrupt):
        sys.stdout.write(f"\n{words.goodbye()}\n")


def _floor(folder: Path, person: str) -> Claim:
    """Two terminals of one person never say the same message: one has the floor."""
    name = hashlib.sha256(person.encode(errors="replace")).hexdigest()[:16]
    return Claim(folder, f"console-{name}")
