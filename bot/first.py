"""Who of many gets a message first: drawn by lot, and of every channel that is served somebody.

Those first ones tell whether it comes as it was meant. So they are not always the same people, who came first of all, and a channel that
differs is among them. Where nobody would be told now (a terminal that is closed) nobody is waited for, unless there are too few others.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Set

from dialogs.broadcast import FIRST


def drawn(counts: Mapping[str, int], served: Set[str], seed: str) -> dict[str, list[int]]:
    """Which of the recipients on each channel, counted from 1; the same for the same seed.

    Args:
        counts: How many there are, by channel.
        served: The channels that some process runs.
    """
    return {
        channel: sorted(random.Random(f"{seed} {channel}").sample(range(1, counts[channel] + 1), share))  # noqa: S311 (nobody gains by it)
        for channel, share in shares(counts, served).items()
    }


def shares(counts: Mapping[str, int], served: Set[str]) -> dict[str, int]:
    """How many of each channel: one at least, and the others as the channels are large."""
    here = {channel: count for channel, count in counts.items() if channel in served}
    there = {channel: count for channel, count in counts.items() if channel not in served}
    given = _parted(here, FIRST)
    return given | _parted(there, FIRST - sum(given.values()))


def _parted(counts: Mapping[str, int], seats: int) -> dict[str, int]:
    """Seat by seat to whom it is fairest, as parliaments do (Sainte-Laguë, with a first seat for each)."""
    largest = sorted(counts, key=lambda channel: (-counts[channel], channel))
    given = dict.fromkeys(largest[:seats], 1)
    for _ in range(len(given), min(seats, sum(counts.values()))):
        free = [channel for channel in given if given[channel] < counts[channel]]
        given[max(free, key=lambda channel: counts[channel] / (2 * given[channel] + 1))] += 1
    return given
