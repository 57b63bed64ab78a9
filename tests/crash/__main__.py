"""`python -m tests.crash`: every kind of fault many times; `--write FILE` writes the table down, kind by kind."""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bot.clock import now
from tests.channels.matrix.conftest import opened
from tests.crash import broadcast, matrix, telegram, tickets
from tests.crash.faults import CASES, Tally, run

HEAD = """# Faults

Each fault comes at a random moment (fixed seeds) of a conversation that goes on until everything is confirmed, and that is then held
against an undisturbed one: database and messages must be the same. `make faults` makes this table; `make test` does a few of each kind.

*Ended by it*: processes that it ended; the others waited it out, or were done before it came. *Lost*: lines confirmed but without
effect, or never confirmed. *Doubled*: turns that had their effect twice. *Unsaid*: messages never said. *Said twice*: the one message in
flight at a crash, said again at the next start. What dies here are processes, never the power: the PostgreSQL of the tests does not wait
for its disk.

| fault | times | ended by it | lost | doubled | unsaid | said twice |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""


TELEGRAM_HEAD = f"""# Faults in Telegram

Some people talk with the real `lobgids run` over a strict Bot API server on this machine, each going on when they are answered. Each fault
comes at a random moment (fixed seeds), after some calls and then a little later. Afterwards what everyone was told must be, in order, what
the pure conversation says. `make faults` makes this table; `make test` does a few of each kind.

*Ended by it*: processes that it ended; after SIGTERM each within ten seconds and with exit code 0. *Lost*: updates without effect.
*Doubled*: turns that had their effect twice. *Unsaid*: messages never said. *Said twice*: messages that were in flight, of
{telegram.PEOPLE} people at once, and were said again; Telegram has no way to tell.

| fault | times | ended by it | lost | doubled | unsaid | said twice |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""


MATRIX_HEAD = f"""# Faults in Matrix

{matrix.PEOPLE} people with matrix-js-sdk and its Rust crypto, which trusts signed devices only, talk in encrypted rooms with the real
`lobgids run`, on a real Synapse. Each fault comes at a random moment (fixed seeds), after some requests and then a little later. Afterwards
what everyone could read must be, in order, what the pure conversation says. `make faults` makes this table; `make test`
does some kinds once.

*Ended by it*: processes that it ended. *Lost*: events without effect. *Doubled*: turns that had their effect twice. *Unsaid*: messages
never said. *Said twice*: messages that came again. *Asked again*: how often someone was asked to send again what could not be read, and
did; a device that is new can't read what was said before it was there.

| fault | times | ended by it | lost | doubled | unsaid | said twice | asked again |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""


TICKETS_HEAD = """# Faults around a question for a person

Someone of a school and two contacts talk with the real `lobgids run` over a strict Bot API server on this machine: two codes, a question,
who takes it, answers that are held and passed on, closing, reopening and closing again. The process kills itself (kill -9) at one place in
what it does, at the second or third time that it comes there, so between every two steps; then a new one goes on. After each step
everyone must see what they would see undisturbed, and at the end the database must hold the same. `make faults` makes this table; `make
test` does a few.

*Ended by it*: processes that died. *Lost*: turns that were never had. *Doubled*: turns that had their effect twice. *Unsaid*: messages
never said. *Said twice*: messages that were in flight, and were said again; Telegram has no way to tell.

| where it dies | times | ended by it | lost | doubled | unsaid | said twice |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""

BROADCAST_HEAD = f"""# Faults in the middle of a broadcast

The real `lobgids run` sends a broadcast to {broadcast.PEOPLE["telegram"]} people over a strict Bot API server on this machine, and to
{broadcast.PEOPLE["matrix"]} encrypted rooms on a real Synapse. Each is killed three times (kill -9) and started again: when a tenth, half
and nine tenths have it and a little later (fixed seeds), or between two steps of one message. Then it goes on to its end, and what came is
held against what stands in the database. `make faults` makes this table; `make test` does a few.

*Killed*: processes that died. *In flight*: people who stood as being told in the database then. *Had it*: of those, who had it at the end.
*Uncertain*: of those, who are reported so and were not told again; in Matrix nobody, because the transaction id says it once. *Lost*:
people who did not get it and are reported as if they did. *Twice*: people who got it twice.

| fault | at | times | killed | in flight | had it | uncertain | lost | twice |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""

_TABLES: dict[str, tuple[str, Iterable[str]]] = {
    "": (HEAD, CASES),
    "telegram": (TELEGRAM_HEAD, telegram.KINDS),
    "matrix": (MATRIX_HEAD, matrix.KINDS),
    "tickets": (TICKETS_HEAD, tickets.PLACES),
    "broadcast": (BROADCAST_HEAD, [f"{channel}: {kind}" for channel in broadcast.PEOPLE for kind in broadcast.KINDS]),
}


def main() -> int:
    asked = _asked()
    head, cases = _TABLES[next((one for one in ("matrix", "telegram", "tickets", "broadcast") if getattr(asked, one)), "")]
    done: dict[str, str] = {}
    for case in asked.kind or cases:
        with tempfile.TemporaryDirectory() as folder:
            done[case] = _made(case, asked, Path(folder))
        sys.stdout.write(done[case] + "\n")
        sys.stdout.flush()
        if asked.write:
            kept, days = _kept(asked) if asked.kind else ({}, set())
            rows = kept | done
            lines = "\n".join(rows[one] for one in cases if one in rows)
            made = ", ".join(sorted({*days, f"{now():%Y-%m-%d}"}))
            left = "; ".join(one for one in cases if one not in rows)
            missing = f"Not run so often yet: {left}.\n\n" if left else ""
            asked.write.write_text(f"{head}{lines}\n\n{missing}Made on {made}, seed {asked.seed}.\n", encoding="utf-8")
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--telegram", action="store_true", help="the faults of Telegram instead")
    parser.add_argument("--matrix", action="store_true", help="the faults of Matrix instead")
    parser.add_argument("--tickets", action="store_true", help="the faults around a question for a person instead")
    parser.add_argument("--broadcast", action="store_true", help="those in the middle of a broadcast instead")
    parser.add_argument("--kind", action="append", help="only this kind (may be given more often); other rows of the table stay")
    return parser.parse_args()


def _kept(asked: argparse.Namespace) -> tuple[dict[str, str], set[str]]:
    """The rows of the table that is there, and the days on which they were made; one table has one seed."""
    found = asked.write.read_text(encoding="utf-8") if asked.write.exists() else ""
    rows: dict[str, str] = {}
    for line in found.splitlines():
        if line.startswith("| ") and (name := line.split("|")[1].strip()):
            rows[name] = f"{rows[name]}\n{line}" if name in rows else line
    made = re.search(r"^Made on (.+), seed (\d+)\.$", found, re.MULTILINE)
    if made and int(made[2]) != asked.seed:
        sys.exit(f"the table has seed {made[2]}: make it with that seed, or whole")
    return rows, set(made[1].split(", ")) if made else set()


def _made(case: str, asked: argparse.Namespace, folder: Path) -> str:
    """The lines of a case in its table."""
    if asked.broadcast:
        channel, _, kind = case.partition(": ")
        return "\n".join(_broadcast_line(case, row, asked.times) for row in _of_broadcast(channel, kind, asked, folder))
    tally = _tally(case, asked, folder)
    return _line(case, tally) + (f" {tally.asked_again} |" if asked.matrix else "")


def _of_broadcast(channel: str, kind: str, asked: argparse.Namespace, folder: Path) -> list[broadcast.Row]:
    if channel == "telegram":
        return asyncio.run(broadcast.on_telegram(kind, asked.times, folder, asked.seed))

    async def in_world() -> list[broadcast.Row]:
        async with opened(folder / "world") as world:
            return await broadcast.on_matrix(kind, asked.times, folder / "guide", asked.seed, world)

    return asyncio.run(in_world())


def _broadcast_line(case: str, row: broadcast.Row, times: int) -> str:
    counts = (times, row.kills, row.in_flight, row.had_it, row.told_uncertain, row.lost, row.twice)
    return f"| {case} | {row.place:.0%} | {' | '.join(map(str, counts))} |"


def _tally(case: str, asked: argparse.Namespace, folder: Path) -> Tally:
    if asked.matrix:
        return asyncio.run(_in_matrix(case, asked, folder))
    if asked.telegram:
        return telegram.run(case, asked.times, folder, asked.seed)
    if asked.tickets:
        return tickets.run(case, asked.times, folder, asked.seed)
    kind, database = CASES[case]
    return run(kind, asked.times, folder, asked.seed, database())


async def _in_matrix(case: str, asked: argparse.Namespace, folder: Path) -> Tally:
    async with opened(folder / "world") as world:
        return await matrix.run(case, asked.times, world, folder, asked.seed)


def _line(case: str, tally: Tally) -> str:
    return f"| {case} | {tally.times} | {tally.broken} | {tally.lost} | {tally.doubled} | {tally.unsaid} | {tally.said_twice} |"


if __name__ == "__main__":
    sys.exit(main())
