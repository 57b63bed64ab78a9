"""How long a search takes and how much memory, at 200, 2,000 and 10,000 entries: `python -m tests.search.latency COUNT [--semantic]`."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from itertools import cycle, islice

import msgspec
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from bot import content
from bot.encoder import SIZE, Encoder
from knowledge.faq import Entry
from knowledge.search.index import Index
from knowledge.search.views import Meanings, View, views
from tests.search.quality import LABELLED

COUNTS = (200, 2_000, 10_000)


class Took(Struct, frozen=True):
    """Milliseconds of a question, and seconds of making the index and of making it again with one changed entry; megabytes in all."""

    entries: int
    p50: float
    p95: float
    made_seconds: float
    again_seconds: float
    megabytes: float


def measure(count: int, *, semantic: bool) -> Took:
    """In a process of its own."""
    command = [sys.executable, "-m", "tests.search.latency", str(count), *(["--semantic"] if semantic else [])]
    return msgspec.json.decode(subprocess.run(command, capture_output=True, check=True).stdout, type=Took)


def many(entries: tuple[Entry, ...], count: int) -> list[Entry]:
    """As many entries as asked for, of the sentences of those that are there; each has a word of its own."""
    chance = np.random.default_rng(1)
    found = []
    for number, entry in enumerate(islice(cycle(entries), count)):
        other = entries[int(chance.integers(len(entries)))]
        answer = f"{other.answer[:300]} Kenmerk {number}zz."
        found.append(replace(entry, id=f"e{number}", question=f"{entry.question} ({other.question})"[:190], answer=answer))
    return found


def _measure(count: int, *, semantic: bool) -> Took:
    known = content.load()
    entries = many(known.entries, count)
    tunings, related = known.learned.tunings, known.index.related
    started = time.perf_counter()
    index = Index(entries, tunings, related)
    made = time.perf_counter() - started
    entries[0] = replace(entries[0], answer="Heel anders.")
    started = time.perf_counter()
    Index(entries, tunings, related, index)
    again = time.perf_counter() - started
    encoder = Encoder() if semantic else None
    if encoder:
        index = index.with_meanings(_meanings(index))
    texts = [msgspec.json.decode(line)["text"] for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    took = []
    for text in [texts[0], *texts]:
        started = time.perf_counter()
        vectors = encoder.queries(index.to_encode(text)) if encoder else None
        index.find(text, "ouder", vectors=vectors)
        took.append((time.perf_counter() - started) * 1000)
    p50, p95 = np.quantile(took[1:], (0.5, 0.95)).tolist()
    return Took(count, p50, p95, made, again, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _meanings(index: Index) -> Meanings:
    """Vectors of no meaning, which take as long to compare as any."""
    chance = np.random.default_rng(1)
    wanted = [views(entry, index.related) for entry in index.entries]
    vectors = {view: chance.standard_normal(SIZE).astype(np.float32) for one in wanted for view in one.all}
    assert all(isinstance(view, View) for view in vectors)
    return Meanings("", wanted, vectors)


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(_measure(int(sys.argv[1]), semantic="--semantic" in sys.argv)))
