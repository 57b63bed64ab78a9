"""What is written of absences: as in `bot/storage/rows.py`, a class for each way, and its statement.

Who may do it is decided before; what a statement asks of its own is a second lock on the same door.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class AbsenceNumbered(Struct, frozen=True):
    """The last number that was given."""

    value: int


class AbsenceMade(Struct, frozen=True):
    """The person is away; days as `2027-04-26`, `accepted_at` where who stands in had said yes already."""

    id: int
    first_day: str
    last_day: str
    stand_in: int | None
    desk: int
    at: str
    accepted_at: str | None


class FateChosen(Struct, frozen=True):
    """What becomes of one question that they hold."""

    absence: int
    ticket: int
    fate: str


class AbsenceAccepted(Struct, frozen=True):
    """By who was asked to stand in, also when they had said no."""

    id: int
    at: str


class AbsenceRefused(Struct, frozen=True):
    """By who was asked to stand in, also when they had said yes."""

    id: int
    at: str


class AbsenceCancelled(Struct, frozen=True):
    """By who is away."""

    id: int
    at: str


class TicketEntrusted(Struct, frozen=True):
    """From who held it to somebody else, at once."""

    id: int
    before: int
    to: int
    at: str


OfAbsence = AbsenceNumbered | AbsenceMade | FateChosen | AbsenceAccepted | AbsenceRefused | AbsenceCancelled | TicketEntrusted

ABSENCES: dict[type[Any], str] = {
    AbsenceNumbered: "UPDATE counters SET value = ?2 WHERE name = 'absences' AND EXISTS (SELECT 1 FROM persons WHERE id = ?1)",
    AbsenceMade: (
        "INSERT INTO absences (person, id, first_day, last_day, stand_in, desk, made_at, accepted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    FateChosen: "INSERT INTO absence_tickets (absence, ticket, fate) SELECT id, ?3, ?4 FROM absences WHERE person = ?1 AND id = ?2",
    AbsenceAccepted: (
        "UPDATE absences SET accepted_at = ?3, refused_at = NULL WHERE id = ?2 AND stand_in = ?1 AND cancelled_at IS NULL"
        " AND EXISTS (SELECT 1 FROM roles AS r WHERE r.person = ?1 AND r.role <> 'redactie')"
    ),
    AbsenceRefused: ("UPDATE absences SET accepted_at = NULL, refused_at = ?3 WHERE id = ?2 AND stand_in = ?1 AND cancelled_at IS NULL"),
    AbsenceCancelled: "UPDATE absences SET cancelled_at = ?3 WHERE id = ?2 AND person = ?1 AND cancelled_at IS NULL",
    TicketEntrusted: (
        "UPDATE tickets SET holder = ?4, taken_at = ?5, nudges = 0, late_at = NULL"
        " WHERE id = ?2 AND COALESCE(holder, 0) = ?3 AND closed_at IS NULL"
        " AND asker <> ?4 AND EXISTS (SELECT 1 FROM roles AS r WHERE r.person = ?1 AND r.role <> 'redactie')"
        " AND EXISTS (SELECT 1 FROM roles AS o WHERE o.person = ?4 AND o.role <> 'redactie')"
    ),
}
"""In the order in which a transaction writes them."""
