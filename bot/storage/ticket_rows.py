"""What is written of questions for a person: as in `bot/storage/rows.py`, a class for each way, and its statement.

Who may do it is decided before; what a statement asks of its own is a second lock on the same door.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class TicketHanded(Struct, frozen=True):
    """A question for a person, under the next number."""

    id: int
    region: str
    place: str | None
    municipality: str | None
    province: str
    question: str
    scan: str
    run: str
    at: str
    asker_name: str = ""


class TicketNumbered(Struct, frozen=True):
    """The last number that was given."""

    value: int


class TicketTaken(Struct, frozen=True):
    """By the first who does; whoever comes second changes nothing."""

    id: int
    before: int
    at: str


class TicketForwarded(Struct, frozen=True):
    id: int
    region: str
    at: str


class TicketClosed(Struct, frozen=True):
    id: int
    at: str


class TicketReopened(Struct, frozen=True):
    id: int
    at: str


class TicketHelped(Struct, frozen=True):
    id: int
    at: str


class TicketWaits(Struct, frozen=True):
    """The asker said something."""

    id: int
    at: str


class TicketAnswered(Struct, frozen=True):
    id: int
    at: str


class TicketOffered(Struct, frozen=True):
    """To others too; `desk` is 1 for the general desk."""

    id: int
    desk: int
    at: str


class TicketInvited(Struct, frozen=True):
    id: int
    person: int
    at: str


class TicketUninvited(Struct, frozen=True):
    """Nobody but who answers for its region."""

    id: int


class TicketReleased(Struct, frozen=True):
    """Who held it may not answer any more."""

    id: int
    before: int
    at: str


class TicketNudged(Struct, frozen=True):
    id: int
    at: str


class TicketLate(Struct, frozen=True):
    id: int
    at: str


class TicketTold(Struct, frozen=True):
    id: int
    at: str


class OverviewWanted(Struct, frozen=True):
    since: str


class OverviewGone(Struct, frozen=True):
    pass


class MessageWritten(Struct, frozen=True):
    """Something was said in a ticket."""

    ticket: int
    number: int
    text: str
    message_id: str
    at: str
    passed_at: str | None
    file: str = ""
    batch: int = 0


class MessageRewritten(Struct, frozen=True):
    ticket: int
    number: int
    text: str


class MessagePassed(Struct, frozen=True):
    ticket: int
    number: int
    at: str


class MessageWithdrawn(Struct, frozen=True):
    ticket: int
    number: int
    at: str


class PersonCalled(Struct, frozen=True):
    """How who answers wants to be called."""

    name: str


class DraftKept(Struct, frozen=True):
    turn: int
    text: str
    message_id: str
    at: str
    file: str = ""


class DraftGone(Struct, frozen=True):
    turn: int


OfTicket = (
    TicketHanded
    | TicketNumbered
    | TicketTaken
    | TicketForwarded
    | TicketClosed
    | TicketReopened
    | TicketHelped
    | TicketWaits
    | TicketAnswered
    | TicketOffered
    | TicketInvited
    | TicketUninvited
    | TicketReleased
    | TicketNudged
    | TicketLate
    | TicketTold
    | OverviewWanted
    | OverviewGone
    | MessageWritten
    | MessageRewritten
    | MessagePassed
    | MessageWithdrawn
    | PersonCalled
    | DraftKept
    | DraftGone
)

TICKETS: dict[type[Any], str] = {
    TicketNumbered: "UPDATE counters SET value = ?2 WHERE name = 'tickets' AND EXISTS (SELECT 1 FROM persons WHERE id = ?1)",
    TicketHanded: (
        "INSERT INTO tickets (asker, id, region, place, municipality, province, question, scan, run, asked_at, waiting_since,"
        " offered_at, told_at, asker_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?10, ?10, ?11)"
    ),
    TicketTaken: (
        "UPDATE tickets SET holder = ?1, taken_at = ?4, nudges = 0, late_at = NULL"
        " WHERE id = ?2 AND COALESCE(holder, 0) = ?3 AND closed_at IS NULL"
        " AND EXISTS (SELECT 1 FROM roles AS r WHERE r.person = ?1 AND r.role <> 'redactie')"
    ),
    MessageWritten: (
        "INSERT INTO ticket_messages (author, ticket, number, text, message_id, at, passed_at, file, batch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    MessageRewritten: "UPDATE ticket_messages SET text = ?4 WHERE ticket = ?2 AND number = ?3 AND author = ?1",
    MessagePassed: "UPDATE ticket_messages SET passed_at = ?4 WHERE ticket = ?2 AND number = ?3 AND author = ?1",
    MessageWithdrawn: "UPDATE ticket_messages SET withdrawn_at = ?4 WHERE ticket = ?2 AND number = ?3 AND author = ?1",
    TicketWaits: "UPDATE tickets SET waiting_since = COALESCE(waiting_since, ?3) WHERE id = ?2 AND asker = ?1",
    TicketAnswered: ("UPDATE tickets SET waiting_since = NULL, answered_at = ?3, nudges = 0, late_at = NULL WHERE id = ?2 AND holder = ?1"),
    TicketForwarded: (
        "UPDATE tickets SET region = ?3, holder = NULL, taken_at = NULL, waiting_since = COALESCE(waiting_since, ?4), offered_at = ?4,"
        " desk = 0, nudges = 0, late_at = NULL WHERE id = ?2 AND asker <> ?1"
    ),
    TicketReopened: (
        "UPDATE tickets SET closed_at = NULL, reopened_at = ?3, helped_at = NULL, waiting_since = ?3, offered_at = ?3, nudges = 0,"
        " late_at = NULL WHERE id = ?2 AND asker = ?1"
    ),
    TicketReleased: (
        "UPDATE tickets SET holder = NULL, taken_at = NULL, offered_at = ?4, nudges = 0, late_at = NULL"
        " WHERE id = ?2 AND holder = ?3 AND EXISTS (SELECT 1 FROM persons WHERE id = ?1)"
    ),
    TicketUninvited: "DELETE FROM ticket_invited WHERE ticket = ?2 AND EXISTS (SELECT 1 FROM persons WHERE id = ?1)",
    TicketOffered: (
        "UPDATE tickets SET desk = CASE WHEN desk > ?3 THEN desk ELSE ?3 END, offered_at = ?4, nudges = 0"
        " WHERE id = ?2 AND EXISTS (SELECT 1 FROM persons WHERE id = ?1)"
    ),
    TicketInvited: (
        "INSERT INTO ticket_invited (ticket, person, at) SELECT ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM persons WHERE id = ?1)"
        " ON CONFLICT (ticket, person) DO NOTHING"
    ),
    TicketNudged: "UPDATE tickets SET nudges = nudges + 1, nudged_at = ?3 WHERE id = ?2 AND asker = ?1",
    TicketLate: "UPDATE tickets SET late_at = ?3 WHERE id = ?2 AND asker = ?1",
    TicketClosed: "UPDATE tickets SET closed_at = ?3 WHERE id = ?2 AND closed_at IS NULL AND EXISTS (SELECT 1 FROM persons WHERE id = ?1)",
    TicketTold: "UPDATE tickets SET told_at = ?3 WHERE id = ?2 AND EXISTS (SELECT 1 FROM persons WHERE id = ?1)",
    OverviewWanted: "INSERT INTO overviews (person, since) VALUES (?, ?) ON CONFLICT (person) DO NOTHING",
    OverviewGone: "DELETE FROM overviews WHERE person = ?",
    TicketHelped: "UPDATE tickets SET helped_at = ?3 WHERE id = ?2 AND asker = ?1",
    PersonCalled: "UPDATE persons SET called = ?2 WHERE id = ?1",
    DraftKept: "INSERT INTO ticket_drafts (person, turn, text, message_id, at, file) VALUES (?, ?, ?, ?, ?, ?)",
    DraftGone: "DELETE FROM ticket_drafts WHERE person = ? AND turn = ?",
}
"""In the order in which a transaction writes them: what is said before it is passed on."""
