"""What a measurement gives: how many turns in how long, and how long each of them took."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from msgspec import Struct


class Measured(Struct, frozen=True):
    """One measurement of one program.

    Args:
        p50, p99: Milliseconds from what a person did until all of it was done.
        cpu: Microseconds of processor time a turn.
    """

    turns: int
    per_second: float
    p50: float
    p99: float
    cpu: float


def measured(took: Sequence[float], seconds: float, cpu_seconds: float) -> Measured:
    """From the seconds that each turn took."""
    ordered = sorted(took)
    count = len(ordered)
    p50, p99 = ordered[count // 2] * 1000, ordered[int(count * 0.99)] * 1000
    return Measured(count, count / seconds, p50, p99, cpu_seconds / count * 1_000_000)


def middle(rounds: Sequence[Measured]) -> Measured:
    """The median of each figure over the rounds."""
    return Measured(*(median(getattr(one, name) for one in rounds) for name in Measured.__struct_fields__))
