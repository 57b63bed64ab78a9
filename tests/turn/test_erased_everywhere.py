"""Wherever a person can stand, by the schema, they stand there no more; and `/mijngegevens` told all of it before."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.log import Log
from bot.storage import dossier, erasing
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command, Press
from dialogs.rights import Dossier
from knowledge import Knowledge
from tests.databases import Database
from tests.storage.filled import MARK, OTHERS, TEXTS_OF_OTHERS, Column, everything, fill, rows_of, schema
from tests.turn.person import Person

NAME = f"{MARK.lower()}-7"


@pytest.fixture
async def tables(tmp_path: Path) -> dict[str, list[Column]]:
    folder = tmp_path / "schema"
    folder.mkdir()
    await (await Store.open(folder)).close()
    return schema(folder / "lobgids.db")


async def _filled(store: Store, turns: Turns, database: Database, tables: dict[str, list[Column]]) -> tuple[Person, int]:
    me, other = Person(store, turns, NAME), Person(store, turns, "buurman")
    for person in (me, other):
        await person.say("docent")
    numbers = dict(await database.rows("SELECT key, id FROM persons"))
    await fill(database, tables, numbers[me.key], numbers[other.key])
    await database.change("UPDATE persons SET place = ?, called = ? WHERE key = ?", f"{MARK} Plaats", f"{MARK} Naam", me.key)
    return me, numbers[me.key]


async def test_a_person_stands_in_many_places(tables: dict[str, list[Column]]) -> None:
    written = rows_of(tables, 1, 2)
    assert len(written) > 25
    refers = {(table, column.name) for table, columns in tables.items() for column in columns if column.refers == "persons"}
    assert {(table, name) for table, row in written for name, value in row.items() if value == 1 and (table, name) in refers} == refers
    assert TEXTS_OF_OTHERS & refers


async def test_every_table_is_known_to_erasing_and_to_what_is_told(tables: dict[str, list[Column]]) -> None:
    """A new table wants a place in `dossier.TABLES` or `NAMES_NOBODY`, and a word in `erasing.STAYS` where something of it stays."""
    told = {one.name: one for one in dossier.TABLES}
    assert told.keys() | dossier.NAMES_NOBODY.keys() == tables.keys()
    assert not told.keys() & dossier.NAMES_NOBODY.keys()
    for name, one in told.items():
        assert {*one.columns.split(), *one.others.split()} == {column.name for column in tables[name]}, name
    assert dossier.NAMES_NOBODY.keys() <= erasing.STAYS.keys() <= tables.keys()


async def test_after_erasing_nothing_is_found_in_any_table(
    store: Store, turns: Turns, database: Database, tables: dict[str, list[Column]]
) -> None:
    me, number = await _filled(store, turns, database, tables)
    await me.do(Command("vergeet"))
    await me.do(Press("vergeet:ja"))
    left = await everything(database, tables)
    for table, rows in left.items():
        refers = [column.name for column in tables[table] if column.refers == "persons"] + (["id", "key"] if table == "persons" else [])
        assert not [row for row in rows if MARK in str(row) or NAME in str(row)], table
        assert not [row for row in rows if number in [row[name] for name in refers]], table
    assert any(OTHERS in str(rows) for rows in left.values()), "what is of others stays"
    assert {table for table, rows in left.items() if rows} <= erasing.STAYS.keys() | {"persons", "outbox", "heard", "reminders"}


async def test_the_file_and_its_log_hold_nothing_either(tmp_path: Path, knowledge: Knowledge, tables: dict[str, list[Column]]) -> None:
    database = Database(tmp_path, None)
    store = await database.store()
    me, _ = await _filled(store, Turns(store, knowledge, Log(b"key")), database, tables)
    assert _found(database.folder)
    await me.do(Command("vergeet"))
    await me.do(Press("vergeet:ja"))
    await me.listen()
    await asyncio.wait_for(_until_nothing_is_found(store, database.folder), 20)
    await database.close()


async def _until_nothing_is_found(store: Store, folder: Path) -> None:
    """The log beside the file is emptied once the receipt is said, after which the writer takes up the next thing."""
    while _found(folder):
        await store.unlink_questions("")


def _found(folder: Path) -> list[str]:
    words = [word.encode() for word in (MARK, NAME)]
    return [path.name for path in folder.rglob("*") if path.is_file() and any(word in path.read_bytes() for word in words)]


async def test_what_is_told_has_every_row_that_names_them(
    store: Store, turns: Turns, database: Database, tables: dict[str, list[Column]], knowledge: Knowledge
) -> None:
    me, number = await _filled(store, turns, database, tables)
    before = await everything(database, tables)
    said = await me.do(Command("mijngegevens"))
    page, data = [one.dossier for one in said]
    assert isinstance(page, Dossier)
    assert isinstance(data, Dossier)
    kept: dict[str, list[dict[str, Any]]] = json.loads(data.data)
    for table, rows in before.items():
        refers = [column.name for column in tables[table] if column.refers == "persons"] + (["id"] if table == "persons" else [])
        others = {name for one in dossier.TABLES if one.name == table for name in one.others.split()}
        for row in rows:
            if number in [row[name] for name in refers] or MARK in str(row):
                told = {name: value for name, value in row.items() if name not in others}
                assert any(told.items() <= one.items() for one in kept[table]) or table in ("persons", "outbox", "heard"), (table, told)
    html = page.data.decode()
    assert f"{MARK} Naam" in html
    assert "buurman" not in html.lower().replace(OTHERS.lower() + " ", "")


def test_each_table_and_column_has_a_word(knowledge: Knowledge) -> None:
    words = knowledge.phrases.words.kept
    assert {name for one in dossier.TABLES for name in (one.name, *one.columns.split())} == words.keys()
