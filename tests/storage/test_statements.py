"""Every statement of the storage finds its rows through an index, on both kinds of database.

The statements are gathered from the modules themselves, so that a new one is looked at without being listed here. What scans by nature is
named, with why; the list of pairs that a statement brings along itself (`asked`) is read from its start to its end.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from types import ModuleType

import asyncpg
import pytest

from bot.storage import (
    broadcasting,
    counting,
    course,
    erasing,
    ledger,
    loading,
    queue,
    recipients,
    rows,
    sharing,
    store,
    tally_rows,
    unanswered,
)
from bot.storage.postgres import Postgres, _numbered
from bot.storage.sqlite import Sqlite
from tests.databases import Database

_SQL = re.compile(r"(SELECT|INSERT|UPDATE|DELETE|WITH) ")
SCANS_BY_NATURE = {
    "broadcasting.GROUPS",  # all who subscribed, through an index of them alone, for who looks at whom a message to many reaches
    "broadcasting.LATEST",  # the last twenty, by number
    "broadcasting.EVERYBODY",  # how many there are at all, for who looks at whom a message to many reaches
    "course.ENDED",  # messages to many: a few a month, in the whole life of the guide
    "course.CHANGED",  # the same
    "course.ANYTHING",  # the same
    "queue.IN_FLIGHT",  # the same, when a process starts; what is in flight is found through an index
    "course.UNSEEN_LINKS",  # the few addresses in them
    "course.MEDEWERKERS",  # the few who have a role, when the links in a message were looked at
    "course.SERVED",  # the few leases that there are
    "counting.CROWDS",  # who uses the guide now, for a medewerker who looks at figures
    "counting.TALLIES",  # counts by the month: a dozen rows a month
    "counting.REACHED",  # messages to many of twelve months, and who got them, then too
    "store.FAILED",  # all turns that failed, for `replay`: a few, in the whole life of the guide
    "store.SCAN_ANSWERS",  # all that schools filled in, for `export`: an operator asks for the whole of it
    "store.WAITING",  # everything unsaid, through its own small index: at the start of `run`, and now and then
    "sharing.ANSWERING",  # the few who can be asked, for every turn that may hand a question over
    "sharing.OPEN",  # what is open in all regions, for a medewerker: through an index of that alone
    "sharing.EDITORS",  # the few who have that role, for a turn about a proposed answer
    "store.WAITING_COUNTS",  # the same, when somebody looks at /metrics
    "sharing.ABSENCES",  # the few who are or will be away
    "erasing.WAITING_FOR_OTHERS",  # what is unsaid, when somebody has everything erased who told others something
    "erasing.WITH_A_ROLE",  # the few who have one, then too
    "erasing.ERASURES",  # who was erased lately, at each start: a few
    "erasing.SILENT",  # who was not heard for years, once a day
    "store.FORGET_FAILED",  # the few turns that failed, once a day
    "store.FORGET_STATES",  # the few states that could not be read
    "erasing.FORGET_SCANS",  # scans of years ago, once a day
    "erasing.EVERYONE",  # when an old database is put back
    "sharing.MEMBERS",  # the few who have a role, for a medewerker who looks at all of them
    "store.FORGET_SAID",  # what is open, for each old message of a question, once a day
    "store.ERASE_MESSAGES",  # what was closed long ago, once a day
    "store.ERASE_TICKETS",  # the same
    "store.FORGET_WONDERS",  # the few questions about messages to many, once a day
    "store.FORGET_DRAFTS",  # the few texts without a place, once a day
    "store.QUESTIONS",  # all that waits for an answer, for editors: they look at the whole of it
    "unanswered.LAST_OPEN",  # the same, in their own chat
    "unanswered.WAITING",  # who waits for any of them: through an index of that alone
    "unanswered.UNTOLD",  # the same
    "unanswered.KEPT",  # the few answers that colleagues proposed
    "unanswered.WORDINGS",  # the words that people chose an answer for, until the editors are done with them
    "unanswered.LIVE",  # all that editors added, when it changed or they look at it
    "unanswered.FORGET_CLOSED",  # what editors are done with, once a day
    "store.QUESTION_SETS",  # the few sets that there ever were, beside them
}


def _constants(module: ModuleType) -> dict[str, str]:
    name = module.__name__.rpartition(".")[2]
    return {f"{name}.{key}": value for key, value in vars(module).items() if isinstance(value, str) and _SQL.match(value)}


def statements() -> dict[str, str]:
    """Every statement by where it stands, for three persons where it takes a list."""
    found = {
        **_constants(loading),
        **_constants(sharing),
        **_constants(broadcasting),
        **_constants(queue),
        **_constants(unanswered),
        **_constants(course),
        **_constants(recipients),
        **_constants(store),
        **_constants(erasing),
        **_constants(counting),
        **_constants(ledger),
        **_constants(tally_rows),
        **{f"erasing.DROP_PROPOSALS.{number}": sql for number, sql in enumerate(erasing.DROP_PROPOSALS)},
        **{f"rows.{kind.__name__}": sql for kind, sql in rows.STATEMENTS.items()},
    }
    more = {"answering": "NULL", "asked": "{asked}", "triples": loading._triples(3)}
    return {name: sql.format(marks=loading._marks(3), pairs=loading._pairs(3), **more) for name, sql in found.items()}


STATEMENTS = statements()
LISTS = ("SCAN asked", "SCAN json_each", "SCAN (subquery", "SCAN queued")
"""What a statement brings along itself, and what it numbers."""


def test_all_statements_are_found() -> None:
    assert {"loading.PERSONS", "loading.HEARD_BEFORE", "store.UNSAID", "store.FORGET_SAID", "rows.AnswerKept"} <= STATEMENTS.keys()
    assert len(STATEMENTS) >= len(rows.STATEMENTS) + 7 + 17
    assert STATEMENTS.keys() > SCANS_BY_NATURE


@pytest.mark.parametrize("name", sorted(STATEMENTS.keys() - SCANS_BY_NATURE))
async def test_sqlite_scans_no_table(name: str, planner: sqlite3.Connection) -> None:
    sql = STATEMENTS[name].replace("{asked}", Sqlite.numbers(recipients.LIST))
    plan = [row[3] for row in planner.execute(f"EXPLAIN QUERY PLAN {sql}", [None] * _count(sql))]
    scans = [step for step in plan if step.startswith("SCAN") and not step.startswith(LISTS) and "CONSTANT ROW" not in step]
    assert scans == [], plan


@pytest.mark.parametrize("name", sorted(STATEMENTS.keys() - SCANS_BY_NATURE))
async def test_postgres_can_do_without_reading_a_table_whole(name: str, postgres_planner: asyncpg.Connection) -> None:
    """With the sequential scan forbidden, one is only planned where there is no index."""
    sql = STATEMENTS[name].replace("{asked}", Postgres.numbers(recipients.LIST))
    await postgres_planner.execute(f"PREPARE asked AS {_numbered(sql)}")
    values = ", ".join(["NULL"] * _count(sql))
    plan = [row[0] for row in await postgres_planner.fetch(f"EXPLAIN EXECUTE asked({values})" if values else "EXPLAIN EXECUTE asked")]
    assert [step for step in plan if "Seq Scan" in step] == [], plan


@pytest.mark.parametrize("name", sorted(SCANS_BY_NATURE))
async def test_what_scans_by_nature_scans_one_table_and_once(name: str, planner: sqlite3.Connection) -> None:
    """Whatever is joined to it is found by number."""
    plan = [row[3] for row in planner.execute(f"EXPLAIN QUERY PLAN {STATEMENTS[name]}", [None] * _count(STATEMENTS[name]))]
    assert len([step for step in plan if step.startswith("SCAN")]) == 1, plan


@pytest.fixture
async def planner(sqlite: Database) -> AsyncIterator[sqlite3.Connection]:
    await sqlite.store()
    connection = sqlite3.connect(f"file:{sqlite.file}?mode=ro", uri=True)
    yield connection
    connection.close()


@pytest.fixture
async def postgres_planner(postgres: Database) -> AsyncIterator[asyncpg.Connection]:
    await postgres.store()
    connection = await asyncpg.connect(postgres.address)
    await connection.execute("SET enable_seqscan = off")
    await connection.execute("SET plan_cache_mode = force_generic_plan")
    yield connection
    await connection.close()


def _count(sql: str) -> int:
    numbered = [int(number) for number in re.findall(r"\?(\d+)", sql)]
    return max(numbered) if numbered else sql.count("?")
