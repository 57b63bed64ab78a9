"""Loading broadcasts inside a turn's transaction: those that staff see, the one that the turn is about, and whom one could reach."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.storage.engine import Engine, Row

BROADCAST = (
    "id, author, text, file, link_label, link, target, status, wants_second, second, made_at, confirmed_at, starts_at, rest_at, any_hour,"
    " paused_at, why_paused, resumes_at, ended_at, version, corrected_at, withdrawn_at, snapshot_at, total, per_minute, told,"
    " correction"
    " FROM broadcasts AS b"
)
LATEST = "SELECT " + BROADCAST + " ORDER BY id DESC LIMIT 20"
ONE = "SELECT " + BROADCAST + " WHERE id = ?"
LAST_NUMBER = "SELECT value FROM counters WHERE name = 'broadcasts'"
COUNTS = "SELECT channel, status, count(*) FROM broadcast_recipients WHERE broadcast = ? GROUP BY channel, status ORDER BY channel, status"
STANDING = (
    "SELECT channel, status, version, removed, count(*) FROM broadcast_recipients WHERE broadcast = ?"
    " GROUP BY channel, status, version, removed ORDER BY channel, status, version, removed"
)
LINKS = "SELECT url, outcome FROM broadcast_links WHERE broadcast = ? ORDER BY url"
QUESTIONS = "SELECT person, turn, text, answered_at FROM broadcast_questions WHERE broadcast = ? ORDER BY at, person, turn"
ANSWERS = "SELECT text FROM broadcast_answers WHERE broadcast = ? ORDER BY number"
REPLIED_TO = (
    "SELECT broadcast FROM broadcast_recipients WHERE person = ?1"
    " AND REPLACE(' ' || message_id || ' ', ' ' || ?2 || ' ', '') <> ' ' || message_id || ' ' ORDER BY broadcast DESC LIMIT 1"
)
BEFORE = "SELECT max(id) FROM broadcasts WHERE snapshot_at IS NOT NULL AND id <> ?"
"""The last one before it: numbers are given in order, and one that was never sent has no snapshot."""
GROUPS = (
    "SELECT channel, role, sector, province, municipality, got, count(*) FROM (SELECT p.channel AS channel,"
    " COALESCE(p.audience, '') AS role, COALESCE(p.sector, '') AS sector, COALESCE(p.province, '') AS province,"
    " COALESCE(p.municipality, '') AS municipality, CASE WHEN g.number IS NULL THEN 0 ELSE 1 END AS got FROM persons AS p"
    " LEFT JOIN broadcast_recipients AS g ON g.person = p.id AND g.broadcast = ? AND g.status IN ('said', 'uncertain')"
    " WHERE p.news = 'yes' AND p.reachable = 1) AS s"
    " GROUP BY channel, role, sector, province, municipality, got ORDER BY channel, role, sector, province, municipality, got"
)
"""How many subscribers that can be reached there are of each kind; `dialogs.broadcast.reached` tells which kinds a broadcast is for."""
EVERYBODY = "SELECT count(*) FROM persons"


class Broadcasting(Struct, frozen=True):
    """What one turn knows of broadcasts.

    Args:
        broadcasts: As `BROADCAST` reads them, the last made first.
        counts, links, questions, answers: Of the one that the turn is about.
        groups: As `GROUPS` reads them, where it matters whom one reaches.
        everybody: How many people the guide knows at all, then.
    """

    last: int = 0
    broadcasts: tuple[Row, ...] = ()
    about: int = 0
    counts: tuple[Row, ...] = ()
    links: tuple[Row, ...] = ()
    questions: tuple[Row, ...] = ()
    answers: tuple[Row, ...] = ()
    groups: tuple[Row, ...] = ()
    everybody: int = 0


NO_BROADCASTS = Broadcasting()


async def load(engine: Engine, about: int, *, staff: bool, groups: bool) -> Broadcasting:
    """What a turn is decided on.

    Args:
        about: The number of the broadcast that it is about; 0 for none.
        staff: Whether the person may see all of them.
        groups: Whether it matters whom one reaches.
    """
    if not staff and not about:
        return NO_BROADCASTS
    found = await engine.rows(LATEST) if staff else []
    if about and all(row[0] != about for row in found):
        found += await engine.rows(ONE, (about,))
    held = await engine.rows(ONE + engine.holding("b"), (about,)) if about and staff else []
    rows = [row for row in found if row[0] != about] + held if held else found
    known = any(row[0] == about for row in rows)
    ((last,),) = await engine.rows(LAST_NUMBER)
    before, everybody = 0, 0
    cells: Sequence[Row] = ()
    if groups and staff:
        ((before,),) = await engine.rows(BEFORE, (about,))
        cells = await engine.rows(GROUPS, (before or 0,))
        ((everybody,),) = await engine.rows(EVERYBODY)
    return Broadcasting(
        last=int(last),
        broadcasts=tuple(sorted(rows, key=lambda row: -row[0])),
        about=about if known else 0,
        counts=tuple(await engine.rows(STANDING, (about,))) if known and staff else (),
        links=tuple(await engine.rows(LINKS, (about,))) if known and staff else (),
        questions=tuple(await engine.rows(QUESTIONS, (about,))) if known else (),
        answers=tuple(await engine.rows(ANSWERS, (about,))) if known else (),
        groups=tuple(cells),
        everybody=int(everybody),
    )
