"""The strict server."""

from tests.peers.telegram.fixture import api

__all__ = ["api"]
