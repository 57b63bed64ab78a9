"""The strict server for one test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.peers.telegram.server import BotApi


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Nothing that the guide asked of it may be outside of the table."""
    served = BotApi()
    await served.start()
    yield served
    await served.stop()
    assert served.not_ours == []
