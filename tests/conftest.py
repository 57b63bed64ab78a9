"""What the tests of all rooms share: the shipped content, and `--update`, which records what is said now."""

from __future__ import annotations

import pytest

from knowledge import Knowledge, read
from tests.talk import shipped


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what is said now into the scenarios and golden files")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The content that is shipped."""
    return read(shipped())
