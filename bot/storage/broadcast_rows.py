"""What a turn writes of broadcasts and of who wants news: as in `bot/storage/rows.py`, a class for each way, and its statement.

Who may do it is decided before; what a statement asks of its own is a second lock on the same door.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class BroadcastNumbered(Struct, frozen=True):
    """The last number that was given."""

    value: int


class BroadcastMade(Struct, frozen=True):
    id: int
    text: str
    file: str
    target: str
    at: str


class BroadcastChanged(Struct, frozen=True):
    """A draft says something else."""

    id: int
    text: str
    file: str
    link_label: str
    link: str


class BroadcastAimed(Struct, frozen=True):
    """A draft is for others."""

    id: int
    target: str


class BroadcastDropped(Struct, frozen=True):
    id: int


class LinksForgotten(Struct, frozen=True):
    id: int


class LinkNamed(Struct, frozen=True):
    """An address that is to be looked at."""

    id: int
    url: str


class BroadcastConfirmed(Struct, frozen=True):
    id: int
    total: int
    wants_second: int
    starts_at: str | None
    any_hour: int
    at: str


class BroadcastAgreed(Struct, frozen=True):
    """By another than who wrote it."""

    id: int
    starts_at: str


class BroadcastRecalled(Struct, frozen=True):
    id: int


class BroadcastGoesOn(Struct, frozen=True):
    id: int
    rest_at: str
    any_hour: int


class BroadcastPaused(Struct, frozen=True):
    id: int
    at: str


class BroadcastResumed(Struct, frozen=True):
    id: int


class BroadcastCancelled(Struct, frozen=True):
    id: int
    at: str


class CorrectionTyped(Struct, frozen=True):
    """Other words, that nobody said yes to yet."""

    id: int
    text: str


class BroadcastCorrected(Struct, frozen=True):
    id: int
    text: str
    version: int
    at: str


class BroadcastWithdrawn(Struct, frozen=True):
    id: int
    at: str


class BroadcastTold(Struct, frozen=True):
    """Of which stage its author was told."""

    id: int
    stage: str


class BroadcastWondered(Struct, frozen=True):
    """A question about it; `answered_at` when the answer was there already."""

    id: int
    turn: int
    text: str
    at: str
    answered_at: str | None


class BroadcastAnswered(Struct, frozen=True):
    id: int
    number: int
    text: str
    at: str


class WondersAnswered(Struct, frozen=True):
    id: int
    at: str


class NewsWanted(Struct, frozen=True):
    """`asked`, `yes` or `no`."""

    news: str
    at: str


class QueueLeft(Struct, frozen=True):
    """What waits for the person does not go any more."""

    at: str


class SectorTold(Struct, frozen=True):
    """Of the school of the scan that the person begins."""

    sector: str


OfBroadcast = (
    BroadcastNumbered
    | BroadcastMade
    | BroadcastChanged
    | BroadcastAimed
    | BroadcastDropped
    | LinksForgotten
    | LinkNamed
    | BroadcastConfirmed
    | BroadcastAgreed
    | BroadcastRecalled
    | BroadcastGoesOn
    | BroadcastPaused
    | BroadcastResumed
    | BroadcastCancelled
    | CorrectionTyped
    | BroadcastCorrected
    | BroadcastWithdrawn
    | BroadcastTold
    | BroadcastWondered
    | BroadcastAnswered
    | WondersAnswered
    | NewsWanted
    | QueueLeft
    | SectorTold
)

_IS_MEDEWERKER = "AND EXISTS (SELECT 1 FROM roles AS r WHERE r.person = ?1 AND r.role = 'medewerker')"


def _by_medewerker(sql: str) -> str:
    """The statement, that does nothing for who is no medewerker (any more)."""
    return f"{sql} {_IS_MEDEWERKER}"


BROADCASTS: dict[type[Any], str] = {
    BroadcastNumbered: "UPDATE counters SET value = ?2 WHERE name = 'broadcasts' AND EXISTS (SELECT 1 FROM persons WHERE id = ?1)",
    BroadcastMade: (
        "INSERT INTO broadcasts (author, id, text, file, link_label, link, target, status, wants_second, made_at, any_hour, why_paused,"
        " version, total, per_minute, told, correction) VALUES (?1, ?2, ?3, ?4, '', '', ?5, 'draft', 0, ?6, 0, '', 0, 0, 0, '', '')"
    ),
    BroadcastChanged: _by_medewerker(
        "UPDATE broadcasts SET text = ?3, file = ?4, link_label = ?5, link = ?6 WHERE id = ?2 AND status = 'draft'"
    ),
    BroadcastAimed: _by_medewerker("UPDATE broadcasts SET target = ?3 WHERE id = ?2 AND status = 'draft'"),
    BroadcastDropped: _by_medewerker("DELETE FROM broadcasts WHERE id = ?2 AND status = 'draft'"),
    LinksForgotten: _by_medewerker("DELETE FROM broadcast_links WHERE broadcast = ?2"),
    LinkNamed: (
        "INSERT INTO broadcast_links (broadcast, url, outcome) SELECT ?2, ?3, '' FROM persons WHERE id = ?1"
        " ON CONFLICT (broadcast, url) DO NOTHING"
    ),
    BroadcastConfirmed: _by_medewerker(
        "UPDATE broadcasts SET status = 'held', author = ?1, total = ?3, wants_second = ?4, second = NULL, starts_at = ?5, any_hour = ?6,"
        " confirmed_at = ?7, rest_at = NULL WHERE id = ?2 AND status = 'draft'"
    ),
    BroadcastAgreed: _by_medewerker(
        "UPDATE broadcasts SET wants_second = 0, second = ?1, starts_at = ?3"
        " WHERE id = ?2 AND status = 'held' AND wants_second = 1 AND COALESCE(author, 0) <> ?1"
    ),
    BroadcastRecalled: _by_medewerker(
        "UPDATE broadcasts SET status = 'draft', wants_second = 0, second = NULL, starts_at = NULL, confirmed_at = NULL"
        " WHERE id = ?2 AND status = 'held'"
    ),
    BroadcastGoesOn: _by_medewerker("UPDATE broadcasts SET rest_at = ?3, any_hour = ?4 WHERE id = ?2 AND status IN ('sending', 'paused')"),
    BroadcastPaused: _by_medewerker(
        "UPDATE broadcasts SET status = 'paused', why_paused = '', paused_at = ?3, resumes_at = NULL, per_minute = 0"
        " WHERE id = ?2 AND status IN ('sending', 'paused')"
    ),
    BroadcastResumed: _by_medewerker(
        "UPDATE broadcasts SET status = 'sending', why_paused = '', paused_at = NULL, resumes_at = NULL WHERE id = ?2 AND status = 'paused'"
    ),
    BroadcastCancelled: _by_medewerker(
        "UPDATE broadcasts SET status = 'cancelled', ended_at = ?3, why_paused = '', resumes_at = NULL, per_minute = 0"
        " WHERE id = ?2 AND status IN ('held', 'sending', 'paused')"
    ),
    CorrectionTyped: _by_medewerker("UPDATE broadcasts SET correction = ?3 WHERE id = ?2"),
    BroadcastCorrected: _by_medewerker(
        "UPDATE broadcasts SET text = ?3, correction = '', version = ?4, corrected_at = ?5"
        " WHERE id = ?2 AND status IN ('sending', 'paused', 'ended', 'cancelled') AND withdrawn_at IS NULL"
    ),
    BroadcastWithdrawn: _by_medewerker(
        "UPDATE broadcasts SET withdrawn_at = ?3, ended_at = COALESCE(ended_at, ?3), why_paused = '', resumes_at = NULL,"
        " status = CASE status WHEN 'ended' THEN 'ended' ELSE 'cancelled' END"
        " WHERE id = ?2 AND status IN ('sending', 'paused', 'ended', 'cancelled') AND withdrawn_at IS NULL"
    ),
    BroadcastTold: "UPDATE broadcasts SET told = ?3 WHERE id = ?2 AND EXISTS (SELECT 1 FROM persons WHERE id = ?1)",
    BroadcastWondered: (
        "INSERT INTO broadcast_questions (person, broadcast, turn, text, at, answered_at) SELECT ?1, id, ?3, ?4, ?5, ?6 FROM broadcasts"
        " WHERE id = ?2"
    ),
    BroadcastAnswered: (
        "INSERT INTO broadcast_answers (author, broadcast, number, text, at) SELECT ?1, id, ?3, ?4, ?5 FROM broadcasts WHERE id = ?2"
        " AND EXISTS (SELECT 1 FROM roles AS r WHERE r.person = ?1 AND r.role IN ('medewerker', 'redactie'))"
    ),
    WondersAnswered: (
        "UPDATE broadcast_questions SET answered_at = ?3 WHERE broadcast = ?2 AND answered_at IS NULL"
        " AND EXISTS (SELECT 1 FROM roles AS r WHERE r.person = ?1 AND r.role IN ('medewerker', 'redactie'))"
    ),
    NewsWanted: "UPDATE persons SET news = ?2, news_at = ?3 WHERE id = ?1",
    QueueLeft: "UPDATE broadcast_recipients SET status = 'left', at = ?2 WHERE person = ?1 AND status = 'queued'",
    SectorTold: "UPDATE persons SET sector = ?2 WHERE id = ?1",
}
"""In the order in which a transaction writes them."""
