"""Everything that is kept of one person, table by table: for who asks what we know of them.

A test holds this against the schema: a table that refers to persons must be here, with every column.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from bot.storage.engine import Engine

_OWN = "person = ?1"


class Table(Struct, frozen=True):
    """Of which table what is told.

    Args:
        where: Which rows are the person's, or name them.
        columns: What is told of each, in its order.
        others: Columns that are about somebody else, and are not told.
    """

    name: str
    where: str
    columns: str
    order: str
    others: str = ""


TABLES = (
    Table(
        "persons",
        "id = ?1",
        "id key channel address audience state turns reachable since heard_at aloud place municipality province called news news_at sector",
        "id",
    ),
    Table(
        "runs", _OWN, "id question_set sector level department whole started_at changed_at done_at discarded_at", "started_at, id", "person"
    ),
    Table("answers", _OWN, "run question value note turn question_set at", "run, at, question", "person"),
    Table(
        "questions",
        "person = ?1 OR closed_by = ?1",
        "id turn text unhelpful nearest audience asked_at closed_at outcome answer",
        "asked_at, id",
        "person closed_by",
    ),
    Table(
        "live_entries",
        "author = ?1 OR withdrawn_by = ?1",
        "number entry kind yaml made_at withdrawn_at",
        "number",
        "author withdrawn_by",
    ),
    Table("tells", _OWN, "question at", "at, question", "person"),
    Table("tallied", _OWN, "name month", "name", "person"),
    Table("reminders", _OWN, "key due_at", "due_at, key", "person"),
    Table(
        "tickets",
        "asker = ?1 OR holder = ?1",
        "id region place municipality province question scan run asked_at waiting_since taken_at closed_at reopened_at helped_at offered_at"
        " desk nudges nudged_at late_at answered_at told_at asker_name",
        "id",
        "asker holder",
    ),
    Table(
        "ticket_messages",
        "author = ?1 OR (ticket IN (SELECT id FROM tickets WHERE asker = ?1) AND passed_at IS NOT NULL)",
        "ticket number text message_id at passed_at withdrawn_at file batch",
        "ticket, number",
        "author",
    ),
    Table("ticket_drafts", _OWN, "turn text message_id at file", "turn", "person"),
    Table("ticket_invited", _OWN, "ticket at", "ticket", "person"),
    Table(
        "proposals",
        "proposer = ?1 OR judged_by = ?1",
        "ticket message question answer proposed_at state judged_at",
        "ticket, message",
        "proposer judged_by",
    ),
    Table(
        "letters",
        _OWN,
        "id turn region recipient reply_to subject text content made_at status tries next_try_at problem sent_at asked_at closed_at",
        "turn",
        "person",
    ),
    Table(
        "broadcast_recipients",
        _OWN,
        "broadcast channel status not_before transaction_id message_id at tries version removed",
        "broadcast",
        "person number",
    ),
    Table("broadcast_questions", _OWN, "broadcast turn text at answered_at", "broadcast, turn", "person"),
    Table("broadcast_answers", "author = ?1", "broadcast number text at", "broadcast, number", "author"),
    Table(
        "broadcasts",
        "author = ?1 OR second = ?1",
        "id text file link_label link target status wants_second made_at confirmed_at starts_at rest_at any_hour paused_at why_paused"
        " resumes_at ended_at version corrected_at correction withdrawn_at snapshot_at total per_minute told",
        "id",
        "author second",
    ),
    Table("roles", _OWN, "role region label since", "role, region", "person"),
    Table("codes", "used_by = ?1", "hash role region label made_at expires_at used_at", "used_at, hash", "used_by"),
    Table("code_misses", _OWN, "at", "at", "person"),
    Table("overviews", _OWN, "since", "since", "person"),
    Table(
        "absences",
        "person = ?1 OR stand_in = ?1",
        "id first_day last_day desk made_at accepted_at refused_at cancelled_at",
        "id",
        "person stand_in",
    ),
    Table("absence_tickets", "absence IN (SELECT id FROM absences WHERE person = ?1)", "absence ticket fate", "absence, ticket"),
    Table("audit", "actor = ?1 OR about = ?1", "id at action detail", "at, id", "actor about"),
    Table("outbox", _OWN, "turn part key message transaction_id made_at said_at message_id tries problem", "turn, part", "person"),
    Table("heard", _OWN, "event at", "at, event", "person"),
    Table("failed", _OWN, "event_id event turn error at", "at, event_id", "person"),
    Table("raw_states", _OWN, "turn state why at", "turn", "person"),
)
NAMES_NOBODY = {
    "broadcast_links": "addresses in messages to many",
    "carried_out": "when the daily tidying was done",
    "counters": "numbers that were given",
    "erased_events": "hashes of who is erased",
    "erasures": "the same",
    "handles": "names of the guide",
    "leases": "which process does what",
    "question_sets": "the content of scans",
    "ratings": "counts",
    "tallies": "counts by month",
    "wordings": "words of nobody",
}
"""Tables in which nobody is named, and why."""

Kept = dict[str, list[dict[str, Any]]]
"""Rows by table, each by column."""


async def read(engine: Engine, person: int) -> Kept:
    """All rows of a person, or that name them; without whom else they name."""
    kept: Kept = {}
    for table in TABLES:
        columns = table.columns.split()
        sql = f"SELECT {', '.join(columns)} FROM {table.name} WHERE {table.where} ORDER BY {table.order}"  # noqa: S608 (all of it is ours)
        kept[table.name] = [dict(zip(columns, row, strict=True)) for row in await engine.read(sql, (person,))]
    return kept
