"""Updates through Telegram's channel, beside PTB and aiogram: `python -m tests.speed.updates [--rounds 5] [--write docs/telegram.md]`.

The server is the strict one of the tests, in this process; who is measured is a process of its own. Chats walk the scan of five statements
and begin anew before the last, so that nobody draws a picture. Each presses again as soon as it is answered.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from statistics import median
from typing import Any

from msgspec import Struct

from bot import content
from tests.channels.telegram.people import user
from tests.peers.telegram import other_library
from tests.peers.telegram.bringing import Bringer
from tests.peers.telegram.media import Kept
from tests.peers.telegram.server import TOKEN, BotApi
from tests.speed import peer
from tests.speed.content import FIVE, for_peer
from tests.speed.turns import scratch

CHATS = 100
WARM_UP_SECONDS, SECONDS = 1.0, 4.0
PRESSES = 6
"""Of one walk: the scan, the sector, and four statements."""
HERE = Path(__file__).parent


class Walked(Struct, frozen=True):
    """One measurement.

    Args:
        p50, p99: Milliseconds from the press until the message that leads on.
        lost: Presses that were never answered.
    """

    per_second: float
    p50: float
    p99: float
    lost: int


class Walkers(BotApi):
    """The server, with people who press on as soon as they are answered.

    Args:
        new: Whether each walk is by someone new; the peer's people stay the same, so that its file stays small.
    """

    def __init__(self, *, new: bool) -> None:
        super().__init__()
        self._new = new
        self._walks: dict[int, tuple[int, int, float]] = {}
        self._people = iter(range(1000, 10_000_000))
        self.took: list[float] = []
        self.going = True

    async def begin(self) -> None:
        """Everyone presses *scan*."""
        for _ in range(CHATS):
            await self._press(next(self._people), 0, "scan")

    @property
    def open(self) -> int:
        """Presses that wait for an answer."""
        return len(self._walks)

    async def _press(self, person: int, step: int, data: str) -> None:
        shown = {"message_id": 5, "date": 1790000000, "chat": {"id": person, "type": "private", "first_name": "Iemand"}, "text": "…"}
        id = f"{person}.{step}.{len(self.took)}"
        self.callbacks[id] = time.time()
        self._walks[person] = (step, 0, time.perf_counter())
        await self.push({"callback_query": {"id": id, "from": user(person), "chat_instance": "1", "data": data, "message": shown}})

    def _said(self, chat: int, text: str, values: dict[str, Any], file: Kept | None = None) -> Any:
        answer = super()._said(chat, text, values, file)
        rows = values.get("reply_markup", {}).get("inline_keyboard", [])
        data = next((b["callback_data"] for row in rows for b in row if "=" in b["callback_data"] or "begin:" in b["callback_data"]), "")
        if data and chat in self._walks:
            step, _, began = self._walks.pop(chat)
            self.took.append(time.perf_counter() - began)
            self.chats.messages[chat] = self.chats.messages[chat][-2:]
            self.calls.clear()
            self.confirmed_updates.clear()
            if self.going:
                asyncio.get_running_loop().create_task(self._on(chat, step + 1, data))
        return answer

    async def _on(self, person: int, step: int, data: str) -> None:
        if step < PRESSES:
            await self._press(person, step, data)
        else:
            await self._press(next(self._people) if self._new else person, 0, "scan")


# ── who is measured ───────────────────────────────────────────────────────────────────────────────────────────


Start = Callable[[BotApi, Path, int | None], subprocess.Popen[bytes]]


def ours(api: BotApi, folder: Path, port: int | None) -> subprocess.Popen[bytes]:
    """`lobgids run`, with its own durability, and no limit on its pace."""
    shipped = content.files(resources.files("knowledge") / "content")
    kept = {path: data for path, data in shipped.items() if not path.startswith("scan/")}
    for path, data in (kept | {FIVE: (HERE / "vijf.yaml").read_bytes()}).items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    hook = {"LOBGIDS_HTTP": f"127.0.0.1:{port}", "LOBGIDS_TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook"} if port else {}
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LOBGIDS_")},
        "LOBGIDS_TELEGRAM_TOKEN": TOKEN,
        "LOBGIDS_TELEGRAM_API_URL": api.root,
        "LOBGIDS_TELEGRAM_PER_SECOND": "0",
        "LOBGIDS_KNOWLEDGE": str(folder / "content"),
        **hook,
    }
    command = [str(Path(sys.executable).with_name("lobgids")), "run", "--data", str(folder / "data")]
    return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def theirs(*options: str) -> Start:
    """PTB's own updater and handlers."""

    def start(api: BotApi, folder: Path, port: int | None) -> subprocess.Popen[bytes]:
        return _told([str(peer._PYTHON), str(HERE / "peer_telegram.py"), *options], api, port)

    return start


def aiogram(api: BotApi, folder: Path, port: int | None) -> subprocess.Popen[bytes]:
    """aiogram's own dispatcher."""
    return _told([str(other_library.python()), "-P", str(HERE / "peer_aiogram.py")], api, port)


def _told(command: Sequence[str], api: BotApi, port: int | None) -> subprocess.Popen[bytes]:
    """A peer that is told the scan and where its server is."""
    where = ["--root", api.root, "--token", TOKEN, *(["--port", str(port)] if port else [])]
    process = subprocess.Popen([*command, *where], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin
    process.stdin.write(json.dumps(for_peer()).encode())
    process.stdin.close()
    return process


async def measure(start: Start, *, new: bool, hook: bool) -> Walked:
    """One measurement."""
    api = Walkers(new=new)
    await api.start()
    port = _free_port() if hook else None
    with scratch() as folder:
        process = await asyncio.to_thread(start, api, folder, port)
        try:
            async with _brought(api, hook):
                await api.begin()
                await api.wait(lambda: len(api.took) >= CHATS, 60)
                await asyncio.sleep(WARM_UP_SECONDS)
                api.took.clear()
                began = time.perf_counter()
                await asyncio.sleep(SECONDS)
                took, seconds = sorted(api.took), time.perf_counter() - began
                api.going = False
                with contextlib.suppress(TimeoutError):
                    await api.wait(lambda: not api.open, 10)
        finally:
            process.terminate()
            await asyncio.to_thread(process.wait)
            await api.stop()
    return Walked(len(took) / seconds, took[len(took) // 2] * 1000, took[int(len(took) * 0.99)] * 1000, api.open)


@contextlib.asynccontextmanager
async def _brought(api: BotApi, hook: bool) -> AsyncIterator[None]:
    if not hook:
        yield
        return
    await api.wait(lambda: bool(api.webhook), 30)
    await asyncio.sleep(0.5)
    async with Bringer(api):
        yield


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


# ── the table ─────────────────────────────────────────────────────────────────────────────────────────────────


class Contender(Struct, frozen=True):
    """One row, measured in each of its settings; the faster counts."""

    name: str
    durability: str
    starts: tuple[Start, ...]
    new: bool


DISK = "on the disk before it is confirmed (SQLite, WAL, synchronous=FULL)"
PICKLE = "a file written anew after each update, not fsynced; confirmed before it is handled"
NOTHING = "none: confirmed before it is handled, lost with the process"
CONTENDERS = (
    Contender("ours: `lobgids run`", DISK, (ours,), True),
    Contender("PTB ConversationHandler, PicklePersistence flushed per update", PICKLE, (theirs(), theirs("--concurrent", "100")), False),
    Contender("PTB ConversationHandler", NOTHING, (theirs("--memory"), theirs("--memory", "--concurrent", "100")), False),
    Contender("aiogram, MemoryStorage (its default)", NOTHING, (aiogram,), False),
)
HEAD = """\
# Telegram: how fast updates go

Written by `python -m tests.speed.updates --write docs/telegram.md`, which is a part of `make bench`.

{when}, {cpus} processors (shared with other work, so that ratios within a round say more than the figures), Python {python},
python-telegram-bot {peer} on both sides (ours as client and types, theirs whole), aiogram {aiogram}.
{chats} people at once walk the same scan of five statements over the same local server (the strict one of the tests, in its own process,
which reads and checks every call) and press again as soon as they are answered; they begin anew before the last statement, so that nobody
draws a picture. Latency is from the press until the message that leads on has come, with all {chats} waiting at once; each figure is the
median of {rounds} rounds. All answer every press; ours also changes each answered question so that it
shows what was chosen, which is one call more a turn. Of PTB the faster counts of updates one by one and concurrent.
Ours has no limit on its pace here (`LOBGIDS_TELEGRAM_PER_SECOND=0`); with it, Telegram's own 30 messages a second decide.

| what | updates by | updates/s | p50 ms | p99 ms | lost | durability |
|---|---|---:|---:|---:|---:|---|
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    contenders = CONTENDERS if peer.ready() else CONTENDERS[:1]
    found: dict[tuple[str, bool], list[Walked]] = {}
    for number in range(arguments.rounds):
        for hook in (False, True):
            for row in contenders if number % 2 == 0 else contenders[::-1]:
                best = max((asyncio.run(measure(start, new=row.new, hook=hook)) for start in row.starts), key=lambda one: one.per_second)
                print(row.name, "webhook" if hook else "polling", best, file=sys.stderr, flush=True)  # noqa: T201
                found.setdefault((row.name, hook), []).append(best)
    page = _page(contenders, found, arguments.rounds)
    print(page)  # noqa: T201
    if arguments.write:
        arguments.write.write_text(page, encoding="utf-8")


def _page(contenders: Sequence[Contender], found: dict[tuple[str, bool], list[Walked]], rounds: int) -> str:
    head = HEAD.format(
        when=date.today().isoformat(),  # noqa: DTZ011 (the day on which somebody here measured)
        cpus=os.cpu_count(),
        python=platform.python_version(),
        peer=peer.VERSION,
        aiogram=other_library.VERSION,
        chats=CHATS,
        rounds=rounds,
    )
    lines = [_row(row, hook, found[row.name, hook]) for hook in (False, True) for row in contenders]
    ratios = [_ratio(contenders[0].name, row.name, hook, found) for row in contenders[1:] for hook in (False, True)]
    return head + "\n".join(lines) + "\n\n" + "\n".join(ratios) + "\n"


def _row(row: Contender, hook: bool, rounds: Sequence[Walked]) -> str:
    per_second, p50, p99 = (median(getattr(one, name) for one in rounds) for name in ("per_second", "p50", "p99"))
    lost = sum(one.lost for one in rounds)
    return f"| {row.name} | {'webhook' if hook else 'polling'} | {per_second:,.0f} | {p50:.0f} | {p99:.0f} | {lost} | {row.durability} |"


def _ratio(name: str, other: str, hook: bool, found: dict[tuple[str, bool], list[Walked]]) -> str:
    pairs = [mine.per_second / theirs.per_second for mine, theirs in zip(found[name, hook], found[other, hook], strict=True)]
    return f"- Against {other}, by {'webhook' if hook else 'polling'}: {median(pairs):.2f}× ({min(pairs):.2f}–{max(pairs):.2f})."


if __name__ == "__main__":
    main()
