"""A database in which one person stands wherever a person can, made from the schema: a new table is filled without being named here."""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct

from bot.storage.dossier import NAMES_NOBODY
from tests.databases import Database

MARK = "Zevenster"
"""In every text that is the person's."""
OTHERS = "Buurman"
"""In every text that is not."""
TEXTS_OF_OTHERS = {
    ("absences", "stand_in"),
    ("audit", "about"),
    ("audit", "actor"),
    ("broadcast_answers", "author"),
    ("broadcasts", "author"),
    ("broadcasts", "second"),
    ("live_entries", "author"),
    ("live_entries", "withdrawn_by"),
    ("proposals", "judged_by"),
    ("questions", "closed_by"),
    ("tickets", "holder"),
    ("ticket_invited", "person"),
    ("ticket_messages", "ticket"),
}
"""References to a person in rows whose texts are not theirs, or not anyone's."""
NOON = "2026-03-02T12:00:00.000000Z"


class Column(Struct, frozen=True):
    name: str
    text: bool
    needed: bool
    refers: str
    """The table; "" for none."""
    column: str
    """Of that table."""


def schema(file: Path) -> dict[str, list[Column]]:
    """Every table with its columns, of a database that is there."""
    with closing(sqlite3.connect(file)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        return {name: _columns(database, name) for name in sorted(names)}


def _columns(database: sqlite3.Connection, table: str) -> list[Column]:
    refers = {row[3]: (row[2], row[4]) for row in database.execute(f"PRAGMA foreign_key_list({table})")}
    return [
        Column(name, kind == "TEXT", bool(notnull or key), *refers.get(name, ("", "")))
        for _, name, kind, notnull, _, key in database.execute(f"PRAGMA table_info({table})")
    ]


def rows_of(tables: dict[str, list[Column]], me: int, other: int) -> list[tuple[str, dict[str, Any]]]:
    """A row for each column that refers to a person, in an order in which they can be written."""
    counted = itertools.count(1000)
    made: dict[str, Any] = {}
    found: list[tuple[str, dict[str, Any]]] = []
    waiting = [name for name in tables if name != "persons" and any(column.refers for column in tables[name])]
    while waiting:
        name = next(one for one in waiting if all(c.refers in ("", "persons", one) or c.refers in made for c in tables[one]))
        waiting.remove(name)
        about = [column for column in tables[name] if column.refers == "persons"]
        for column in about or [next(column for column in tables[name] if column.refers)]:
            row = _row(name, tables[name], column.name, made, (me, other, next(counted)))
            found.append((name, row))
            made.setdefault(name, row)
    return found


def _row(table: str, columns: list[Column], about: str, made: dict[str, Any], who: tuple[int, int, int]) -> dict[str, Any]:
    me, other, number = who
    word = OTHERS if (table, about) in TEXTS_OF_OTHERS or table in NAMES_NOBODY else MARK
    row: dict[str, Any] = {}
    for one in columns:
        if one.refers == "persons":
            row[one.name] = me if one.name == about else other if one.needed else None
        elif one.refers:
            row[one.name] = made[one.refers][one.column]
        else:
            row[one.name] = _value(one, f"{word} {table} {one.name} {number}", number)
    return row


def _value(column: Column, text: str, number: int) -> str | int:
    """What the guide could have written there, as far as it reads it itself."""
    if not column.text:
        return number
    if column.name in ("at", "since", "not_before") or column.name.endswith(("_at", "_since")):
        return NOON
    if column.name.endswith("_day"):
        return NOON[:10]
    return {"file": "", "channel": "proef", "status": "queued"}.get(column.name, text)


async def fill(database: Database, tables: dict[str, list[Column]], me: int, other: int) -> None:
    """Put the person everywhere."""
    for table, row in rows_of(tables, me, other):
        marks = ", ".join(["?"] * len(row))
        await database.change(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values())


async def everything(database: Database, tables: dict[str, list[Column]]) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables."""
    found = {}
    for table, columns in tables.items():
        names = [column.name for column in columns]
        found[table] = [dict(zip(names, row, strict=True)) for row in await database.rows(f"SELECT {', '.join(names)} FROM {table}")]
    return found
