"""Measure everything and print it as Markdown: `python -m tests.speed [--rounds 5] [--write docs/speed.md]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.speed import contest, peer, starting, steps, table
from tests.speed.turns import SCRATCH


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.speed", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page to a file too")
    arguments = parser.parse_args()
    SCRATCH.mkdir(exist_ok=True)
    tempfile.tempdir = str(SCRATCH.absolute())  # all on the disk of the project: what stays in memory says nothing about durability
    with_peer = peer.ready()
    took, starts = steps.measure(), starting.measure()
    results = contest.contest(contest.contenders(with_peer=with_peer), arguments.rounds, _progress)
    page = table.write(results, steps.summary(took + steps.measure()), starts)
    print(page)  # noqa: T201
    if arguments.write:
        arguments.write.write_text(page, encoding="utf-8")


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
