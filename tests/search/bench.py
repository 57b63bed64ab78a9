"""Measure the search and print it as Markdown: `python -m tests.search.bench [--write docs/search.md]`."""

from __future__ import annotations

import argparse
import platform
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from knowledge.search import Mode
from knowledge.search.learning import Outcome
from knowledge.search.tuning import Thresholds
from tests.search import latency, quality

MODES: tuple[Mode, ...] = ("lexical", "semantic")
HEAD = """\
# How well the guide understands

Written by `python -m tests.search.bench --write docs/search.md`; `make bench` measures again and prints the same.
{when}, Python {python}.

A question is *helped* when it is answered rightly, or when the right entry is among the three of "Bedoelt u …?". *Directly wrong* is a
wrong answer without a menu. *Strange* questions have no entry: half of them are about school all the same. The naive systems compare a
question with every wording, and have thresholds that were chosen on the very questions they are judged on. Ours are judged on each question
while no wording of its entries was learned from, with the thresholds that are shipped. Between brackets: 95 % intervals (bootstrap).
"""
SPEED = """\
## How long it takes

Entries mixed from the shipped ones; every labelled question once, on one thread, with the making of its vector where there is one. *Again*
is the index with one changed entry. Memory is the most that the whole process had.

| mode | entries | p50 ms | p95 ms | made, s | again, s | memory, MB |
|---|---:|---:|---:|---:|---:|---:|
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.search.bench", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page to a file too")
    arguments = parser.parse_args()
    page = HEAD.format(when=date.today().isoformat(), python=platform.python_version()) + "\n".join([*_quality(), SPEED + _speed()])  # noqa: DTZ011
    print(page)  # noqa: T201
    if arguments.write:
        arguments.write.write_text(page, encoding="utf-8")


def _quality() -> Iterator[str]:
    every = quality.sets()
    with tempfile.TemporaryDirectory() as folder:
        mine = {mode: quality.ours(every, mode, Path(folder)) for mode in MODES}
    for number, one in enumerate(every):
        strange = sum(not asked.entries for asked in one.asked)
        ours, entries = len(one.asked) - strange, len(one.knowledge.entries)
        yield f"\n## With {one.name}\n\n{ours} questions for {entries} entries, {strange} strange ones.\n"
        systems = {name: quality.naive(one, scorer) for name, scorer in quality.NAIVE.items()}
        systems |= {f"ours, {mode}": mine[mode][number] for mode in MODES}
        yield _table(systems)
        if number < 2:
            yield "\n" + _kinds(one, [mine[mode][number] for mode in MODES])


def _table(systems: dict[str, tuple[list[Outcome], Thresholds]]) -> str:
    rows = []
    for name, (outcomes, when) in systems.items():
        found, between = quality.figures(outcomes, when), quality.intervals(outcomes, when)
        cells = [f"{_points(value)} ({_points(between[figure][0])}–{_points(between[figure][1])})" for figure, value in found.items()]
        rows.append(f"| {name} | {' | '.join(cells)} |")
        names = list(found)
    return f"| system | {' | '.join(names)} |\n|---|{'---|' * len(names)}\n" + "\n".join(rows) + "\n"


def _kinds(one: quality.Set, both: Sequence[tuple[list[Outcome], Thresholds]]) -> str:
    lexical, semantic = (quality.by_kind(one, outcomes, when) for outcomes, when in both)
    rows = [
        f"| {kind} | {count} | {_points(first)} / {_points(helped)} | {_points(semantic[kind][1])} / {_points(semantic[kind][2])} |"
        for kind, (count, first, helped) in lexical.items()
    ]
    head = "| kind (right first / helped; of the strange ones: refused) | questions | lexical | semantic |\n|---|---:|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _points(value: float) -> str:
    return f"{value:.2f}".removeprefix("0") if value < 1 else "1.00"


def _speed() -> str:
    rows = []
    for mode in MODES:
        for count in latency.COUNTS:
            took = latency.measure(count, semantic=mode == "semantic")
            cells = f"{took.p50:.1f} | {took.p95:.1f} | {took.made_seconds:.2f} | {took.again_seconds:.2f} | {took.megabytes:.0f}"
            rows.append(f"| {mode} | {count:,} | {cells} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
