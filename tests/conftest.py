"""What the tests of all rooms share: no network, the shipped content, and `--update`, which records what is said now."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from knowledge import Knowledge, read
from tests import logs, network
from tests.talk import shipped


def pytest_configure() -> None:
    """Commands that the tests start hear Ctrl-C, also where the tests were started by a shell that keeps it from what it runs aside."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what is said now into the scenarios and golden files")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The content that is shipped."""
    return read(shipped())


@pytest.fixture(autouse=True)
def _nothing_beyond_this_machine() -> Iterator[None]:
    with network.forbidden():
        yield


@pytest.fixture(autouse=True)
def _nobody_in_the_log() -> Iterator[None]:
    with logs.watched():
        yield
