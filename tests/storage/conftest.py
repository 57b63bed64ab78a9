"""What the tests of the storage stand on: each test of the contract runs on both kinds of database."""

from __future__ import annotations

from tests.stores import database, postgres, sqlite, store

__all__ = ["database", "postgres", "sqlite", "store"]
