"""What is written of questions that the editors are done with and of what they add to the answers: as in `bot/storage/rows.py`.

Each is checked where it acts: who is no editor (any more) writes nothing.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class TellDone(Struct, frozen=True):
    """Somebody who waited for an answer to a question is told; who said so since the turn was loaded still waits."""

    question: str
    waiting: int


class QuestionClosed(Struct, frozen=True):
    """By the first of the editors who does."""

    question: str
    outcome: str
    at: str


class AnswerKept(Struct, frozen=True):
    """What who waits for a question is told in the morning; None when they are told."""

    question: str
    answer: str | None


class WordingDone(Struct, frozen=True):
    """Words for which people chose an entry, however often."""

    text: str
    entry: str


class LiveReplaced(Struct, frozen=True):
    """What was the answer under an id is so no longer."""

    entry: str
    at: str


class LiveWithdrawn(Struct, frozen=True):
    number: int
    at: str


class LivePut(Struct, frozen=True):
    entry: str
    kind: str
    yaml: str
    at: str


class LiveChanged(Struct, frozen=True):
    """What was added to the answers is no longer what it was: every process looks at it anew."""


OfLive = TellDone | QuestionClosed | AnswerKept | WordingDone | LiveReplaced | LiveWithdrawn | LivePut | LiveChanged

_IS_EDITOR = "EXISTS (SELECT 1 FROM roles AS r WHERE r.person = ?1 AND r.role = 'redactie')"


def _by_editor(sql: str, joined: str = "AND") -> str:
    return f"{sql} {joined} {_IS_EDITOR}"


LIVE: dict[type[Any], str] = {
    TellDone: _by_editor("DELETE FROM tells WHERE question = ?2 AND person = ?3"),
    QuestionClosed: _by_editor("UPDATE questions SET outcome = ?3, closed_at = ?4, closed_by = ?1 WHERE id = ?2 AND closed_at IS NULL"),
    AnswerKept: _by_editor("UPDATE questions SET answer = ?3 WHERE id = ?2"),
    WordingDone: _by_editor("DELETE FROM wordings WHERE text = ?2 AND entry = ?3"),
    LiveReplaced: _by_editor(
        "UPDATE live_entries SET withdrawn_by = ?1, withdrawn_at = ?3 WHERE entry = ?2 AND kind = 'antwoord' AND withdrawn_at IS NULL"
    ),
    LiveWithdrawn: _by_editor("UPDATE live_entries SET withdrawn_by = ?1, withdrawn_at = ?3 WHERE number = ?2 AND withdrawn_at IS NULL"),
    LivePut: _by_editor(
        "INSERT INTO live_entries (number, entry, kind, yaml, author, made_at)"
        " SELECT 1 + COALESCE((SELECT max(l.number) FROM live_entries AS l), 0), ?2, ?3, ?4, ?1, ?5",
        "WHERE",
    ),
    LiveChanged: _by_editor("UPDATE counters SET value = value + 1 WHERE name = 'live'"),
}
"""In the order in which a transaction writes them: what was there makes room first."""
