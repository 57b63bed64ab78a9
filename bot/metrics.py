"""What `/metrics` tells, in the text format of Prometheus: how many, never who. The library writes it; we only count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Counted = Mapping[tuple[str, str], int]
"""How many since the start, by channel and by what became of them."""


class Numbers(Struct, frozen=True):
    """What is told.

    Args:
        turns: done, repeated (heard before), failed (by our fault), unkept (it will come again).
        messages: said, or what kept them from it: trylater, gone, refused; one that is tried again counts again.
        waiting: Messages that wait to be said now, by channel.
        well: The parts of the guide, and whether each is well.
        letters: Mail to contacts, by how it stands: waiting, sent, failed, withdrawn.
    """

    turns: Counted
    messages: Counted
    waiting: Mapping[str, int]
    well: Mapping[str, bool]
    letters: Mapping[str, int]


def page(numbers: Numbers) -> bytes:
    """The page, with the memory and the time of this process."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Page(numbers))
    return generate_latest(registry)


class _Page(Collector):
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def collect(self) -> Iterator[Metric]:
        numbers = self._numbers
        yield _counter("lobgids_turns", "Turns by what became of them.", numbers.turns)
        yield _counter("lobgids_messages", "Messages by what became of them.", numbers.messages)
        yield _gauge("lobgids_messages_waiting", "Messages that wait to be said.", "channel", numbers.waiting)
        yield _gauge(
            "lobgids_letters", "Mail to contacts by how it stands with it; closed letters are forgotten.", "status", numbers.letters
        )
        yield _gauge("lobgids_well", "Whether a part of the guide is well: 1, or 0.", "part", numbers.well)


def _counter(name: str, explanation: str, counts: Counted) -> Metric:
    counter = CounterMetricFamily(name, explanation, labels=["channel", "outcome"])
    for labels, count in sorted(counts.items()):
        counter.add_metric(labels, count)
    return counter


def _gauge(name: str, explanation: str, label: str, values: Mapping[str, float]) -> Metric:
    gauge = GaugeMetricFamily(name, explanation, labels=[label])
    for what, value in sorted(values.items()):
        gauge.add_metric([what], value)
    return gauge
