"""Ours: chats that walk the scan at the same time, each turn committed; prints what was measured as JSON.

python -m tests.speed.turns --chats 64 [--say] [--log] [--postgres ADDRESS]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import logging
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from bot import log
from bot.clock import now
from bot.effects import decode_message
from bot.log import Log
from bot.outbox import deliver
from bot.storage.committer import Committed, Decide, Result
from bot.storage.engine import Engine, open_engine
from bot.storage.loading import Key
from bot.storage.store import Store
from bot.turn import Incoming, Turns
from dialogs.language import Press, Say
from knowledge import Knowledge
from tests.speed.content import five
from tests.speed.measured import Measured, measured

WARM_UP_SECONDS = 0.3
CHANNEL = "speed"
SCRATCH = Path(".bench")


class Watched(Store):
    """A store that tells what each person's last turn is going to say."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.last: dict[str, Result] = {}

    async def turn(self, key: Key, decide: Decide) -> Result:
        result = await super().turn(key, decide)
        self.last[key.person] = result
        return result


class Stub:
    """A voice that costs nothing and keeps the last message."""

    def __init__(self) -> None:
        self.said: Say | None = None

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        self.said = message
        return "1"

    async def settle(self, message: Say, message_id: str) -> None:
        pass

    async def recall(self, message_ids: Sequence[str]) -> None:
        """Nothing is taken back here."""


class Chats:
    """Chats in each of which people walk the scan, one after another, so that the database grows as it does in real life.

    Args:
        say: Say what waits through the outbox and mark it said; otherwise it is said straight from what was committed.
    """

    def __init__(self, store: Watched, knowledge: Knowledge, *, say: bool) -> None:
        self.took: list[float] = []
        self._store = store
        self._turns = Turns(store, knowledge, Log(b"speed"))
        self._knowledge = knowledge
        self._say = say
        self._ids = itertools.count(1)

    async def walk(self, chat: int, until: float) -> None:
        """Scan after scan, each by someone new, until the time is up."""
        for number in itertools.count():
            press = "scan"
            while press:
                if time.perf_counter() > until:
                    return
                press = next_press(await self._turn(f"{chat}.{number}", press), press)

    async def _turn(self, person: str, press: str) -> Say:
        started = time.perf_counter()
        incoming = Incoming(CHANNEL, person, Press(press), now(), str(next(self._ids)))
        await self._turns.hear(incoming)
        said = await self._delivered(incoming.key) if self._say else self._committed(incoming.key)
        self.took.append(time.perf_counter() - started)
        return said

    async def _delivered(self, key: str) -> Say:
        voice = Stub()
        await deliver(self._store, key, voice, self._knowledge)
        assert voice.said is not None
        return voice.said

    def _committed(self, key: str) -> Say:
        done = self._store.last.pop(key)
        assert isinstance(done, Committed)
        messages = [decode_message(row.message) for row in done.outgoing]
        last = messages[-1]
        return last if isinstance(last, Say) else last.say


def next_press(said: Say, before: str) -> str:
    """What someone presses who walks straight on; "" at the end."""
    wanted = "scan:begin:" if before == "scan" else "="
    return next((button.press for row in said.buttons for button in row if wanted in button.press), "")


async def run(folder: Path, arguments: argparse.Namespace) -> Measured:
    """Warm up, then measure."""
    knowledge = five()
    store = Watched(await open_engine(folder, arguments.postgres))
    await store.keep_question_sets([(one.hash, one.id, one.body) for one in knowledge.question_sets])
    chats = Chats(store, knowledge, say=arguments.say)
    try:
        await _together(chats, arguments.chats, 0, WARM_UP_SECONDS)
        chats.took.clear()
        started, cpu = time.perf_counter(), time.process_time()
        await _together(chats, arguments.chats, arguments.chats, arguments.seconds)
        return measured(chats.took, time.perf_counter() - started, time.process_time() - cpu)
    finally:
        await store.close()


async def _together(chats: Chats, count: int, first: int, seconds: float) -> None:
    until = time.perf_counter() + seconds
    await asyncio.gather(*(chats.walk(first + chat, until) for chat in range(count)))


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk of the project: what stays in memory says nothing about durability."""
    SCRATCH.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        yield Path(folder).absolute()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--chats", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=1.2)
    parser.add_argument("--say", action="store_true", help="say through the outbox, and mark what was said")
    parser.add_argument("--log", action="store_true", help="write the line of each turn, as the guide does unless it is told not to")
    parser.add_argument("--postgres", metavar="ADDRESS")
    arguments = parser.parse_args()
    with scratch() as folder:
        log.set_up("info" if arguments.log else "warning")
        with (folder / "log").open("w") as lines:
            logging.getLogger().handlers = [logging.StreamHandler(lines)]
            found = asyncio.run(run(folder, arguments))
    print(msgspec.json.encode(found).decode())  # noqa: T201


if __name__ == "__main__":
    main()
