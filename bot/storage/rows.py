"""What is written in a turn, as values: one class for each way in which a row comes to be, and the statement that does it.

The fields of a class are the statement's values in their order, after the person's id.
"""

from __future__ import annotations

from msgspec import Struct

from bot.storage.absence_rows import ABSENCES, OfAbsence
from bot.storage.broadcast_rows import BROADCASTS, OfBroadcast
from bot.storage.letter_rows import LETTERS, OfLetter
from bot.storage.live_rows import LIVE, OfLive
from bot.storage.proposal_rows import PROPOSALS, OfProposal
from bot.storage.tally_rows import Tallied
from bot.storage.ticket_rows import TICKETS, OfTicket


class RunBegun(Struct, frozen=True):
    run: str
    question_set: str
    sector: str
    level: str
    started_at: str
    changed_at: str


class RunExtended(Struct, frozen=True):
    run: str


class RunLabelled(Struct, frozen=True):
    run: str
    department: str


class RunFinished(Struct, frozen=True):
    run: str
    done_at: str


class RunDiscarded(Struct, frozen=True):
    run: str
    discarded_at: str


class RunTouched(Struct, frozen=True):
    run: str
    changed_at: str


class QuestionShown(Struct, frozen=True):
    """From now on an answer to it is kept."""

    run: str
    question: str
    at: str


class AnswerKept(Struct, frozen=True):
    run: str
    question: str
    value: str
    turn: int
    question_set: str
    at: str


class AnswerNoted(Struct, frozen=True):
    run: str
    question: str
    note: str
    at: str


class Outgoing(Struct, frozen=True):
    """A message to be said; (person, turn, part) is its identity and its place in the order."""

    turn: int
    part: int
    key: str
    message: str
    transaction_id: str
    made_at: str


class ReminderSet(Struct, frozen=True):
    key: str
    due_at: str


class ReminderGone(Struct, frozen=True):
    key: str


class PersonReached(Struct, frozen=True):
    """Whether the person can be told anything: 1, or 0 for who blocked us."""

    reachable: int


class ReadsAloud(Struct, frozen=True):
    """1 for who wants messages that can be read aloud, else 0."""

    aloud: int


class PlaceTold(Struct, frozen=True):
    """Where the person's school is, as far as they told it."""

    place: str | None
    municipality: str | None
    province: str


class FailedTurn(Struct, frozen=True):
    event_id: str
    event: str
    turn: int
    error: str
    at: str


class FailedGone(Struct, frozen=True):
    event_id: str


class CodeUsed(Struct, frozen=True):
    hash: str
    at: str


class CodeMissed(Struct, frozen=True):
    at: str


class RoleGiven(Struct, frozen=True):
    role: str
    region: str
    label: str
    since: str


class RoleRevoked(Struct, frozen=True):
    """Of another person, by a medewerker."""

    other: int
    role: str
    region: str


class ActionNoted(Struct, frozen=True):
    """What one of the staff did, about whom (None: nobody)."""

    id: str
    action: str
    about: int | None
    detail: str
    at: str


class OutgoingTo(Struct, frozen=True):
    """A message to somebody else; it comes after all that they were told up to now.

    Its part counts from 1000, which no turn's own messages reach, so that the two never meet.
    """

    other: int
    key: str
    message: str
    transaction_id: str
    made_at: str


class RawState(Struct, frozen=True):
    turn: int
    state: str
    why: str
    at: str


class QuestionKept(Struct, frozen=True):
    """A question for the editors; `id` is random, for it outlives the link to whoever asked."""

    id: str
    turn: int
    text: str
    unhelpful: str
    nearest: str
    at: str


class QuestionDropped(Struct, frozen=True):
    turn: int


class TellWanted(Struct, frozen=True):
    turn: int
    at: str


class WordingProposed(Struct, frozen=True):
    """Kept without the person: by its day only."""

    id: str
    text: str
    entry: str
    day: str


class AnswerRated(Struct, frozen=True):
    """Counted without the person: by its day only."""

    entry: str
    day: str
    helpful: int
    unhelpful: int


Written = (
    RunBegun
    | RunExtended
    | RunLabelled
    | RunFinished
    | RunDiscarded
    | RunTouched
    | QuestionShown
    | AnswerKept
    | AnswerNoted
    | Outgoing
    | ReminderSet
    | ReminderGone
    | PersonReached
    | ReadsAloud
    | PlaceTold
    | CodeUsed
    | CodeMissed
    | RoleGiven
    | RoleRevoked
    | ActionNoted
    | OutgoingTo
    | OfTicket
    | OfLetter
    | OfProposal
    | OfLive
    | OfAbsence
    | OfBroadcast
    | FailedTurn
    | FailedGone
    | RawState
    | QuestionKept
    | QuestionDropped
    | TellWanted
    | WordingProposed
    | AnswerRated
    | Tallied
)

STATEMENTS: dict[type[Written], str] = {
    RunBegun: (
        "INSERT INTO runs (person, id, question_set, sector, level, started_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (person, id) DO NOTHING"
    ),
    RunExtended: "UPDATE runs SET whole = 1 WHERE person = ? AND id = ?",
    RunLabelled: "UPDATE runs SET department = ?3 WHERE person = ?1 AND id = ?2",
    RunFinished: "UPDATE runs SET done_at = ?3 WHERE person = ?1 AND id = ?2",
    RunDiscarded: "UPDATE runs SET discarded_at = ?3 WHERE person = ?1 AND id = ?2",
    RunTouched: "UPDATE runs SET changed_at = ?3 WHERE person = ?1 AND id = ?2",
    QuestionShown: "INSERT INTO answers (person, run, question, at) VALUES (?, ?, ?, ?) ON CONFLICT (person, run, question) DO NOTHING",
    AnswerKept: (
        "INSERT INTO answers (person, run, question, value, turn, question_set, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (person, run, question) DO UPDATE SET"
        " value = excluded.value, turn = excluded.turn, question_set = excluded.question_set, at = excluded.at"
    ),
    AnswerNoted: (
        "INSERT INTO answers (person, run, question, note, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (person, run, question) DO UPDATE SET note = excluded.note"
    ),
    Outgoing: "INSERT INTO outbox (person, turn, part, key, message, transaction_id, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ReminderGone: "DELETE FROM reminders WHERE person = ? AND key = ?",
    ReminderSet: (
        "INSERT INTO reminders (person, key, due_at) VALUES (?, ?, ?) ON CONFLICT (person, key) DO UPDATE SET due_at = excluded.due_at"
    ),
    PersonReached: "UPDATE persons SET reachable = ?2 WHERE id = ?1",
    ReadsAloud: "UPDATE persons SET aloud = ?2 WHERE id = ?1",
    PlaceTold: "UPDATE persons SET place = ?2, municipality = ?3, province = ?4 WHERE id = ?1",
    CodeUsed: "UPDATE codes SET used_at = ?3, used_by = ?1 WHERE hash = ?2 AND used_at IS NULL",
    CodeMissed: "INSERT INTO code_misses (person, at) VALUES (?, ?) ON CONFLICT (person, at) DO NOTHING",
    ActionNoted: "INSERT INTO audit (actor, id, action, about, detail, at) VALUES (?, ?, ?, ?, ?, ?)",
    RoleGiven: (
        "INSERT INTO roles (person, role, region, label, since) VALUES (?, ?, ?, ?, ?) ON CONFLICT (person, role, region) DO NOTHING"
    ),
    OutgoingTo: (
        "INSERT INTO outbox (person, turn, part, key, message, transaction_id, made_at)"
        " SELECT p.id, p.turns, 1 + COALESCE((SELECT max(o.part) FROM outbox AS o"
        " WHERE o.person = p.id AND o.turn = p.turns AND o.part >= 1000), 999), ?3, ?4, ?5, ?6"
        " FROM persons AS p WHERE p.id = ?2 AND EXISTS (SELECT 1 FROM persons AS s WHERE s.id = ?1)"
    ),
    RoleRevoked: (
        "DELETE FROM roles WHERE person = ?2 AND role = ?3 AND region = ?4"
        " AND EXISTS (SELECT 1 FROM roles AS own WHERE own.person = ?1 AND own.role = 'medewerker')"
    ),
    **TICKETS,
    **LETTERS,
    **PROPOSALS,
    **LIVE,
    **ABSENCES,
    **BROADCASTS,
    FailedTurn: "INSERT INTO failed (person, event_id, event, turn, error, at) VALUES (?, ?, ?, ?, ?, ?)",
    FailedGone: "DELETE FROM failed WHERE person = ? AND event_id = ?",
    QuestionKept: (
        "INSERT INTO questions (person, id, turn, text, unhelpful, nearest, asked_at, audience)"
        " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, audience FROM persons WHERE id = ?1"
    ),
    TellWanted: (
        "INSERT INTO tells (person, question, at) SELECT ?1, id, ?3 FROM questions WHERE person = ?1 AND turn = ?2"
        " ON CONFLICT (person, question) DO NOTHING"
    ),
    QuestionDropped: "DELETE FROM questions WHERE person = ? AND turn = ?",
    WordingProposed: "INSERT INTO wordings (id, text, entry, day) SELECT ?2, ?3, ?4, ?5 FROM persons WHERE id = ?1",
    AnswerRated: (
        "INSERT INTO ratings (entry, day, helpful, unhelpful) SELECT ?2, ?3, ?4, ?5 FROM persons WHERE id = ?1"
        " ON CONFLICT (entry, day) DO UPDATE SET"
        " helpful = ratings.helpful + excluded.helpful, unhelpful = ratings.unhelpful + excluded.unhelpful"
    ),
    RawState: "INSERT INTO raw_states (person, turn, state, why, at) VALUES (?, ?, ?, ?, ?)",
}
"""In the order in which a transaction writes them: a run before its answers, an old reminder away before a new one comes."""
