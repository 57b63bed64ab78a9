"""What is written of answers that were put before the editors: as in `bot/storage/rows.py`, a class for each way, and its statement."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class ProposalMade(Struct, frozen=True):
    """Once for each answer."""

    ticket: int
    message: int
    question: str
    answer: str
    at: str


class ProposalJudged(Struct, frozen=True):
    """By the first of the editors who does; what is kept may become an answer or be turned down after all."""

    ticket: int
    message: int
    state: str
    at: str


OfProposal = ProposalMade | ProposalJudged

PROPOSALS: dict[type[Any], str] = {
    ProposalMade: (
        "INSERT INTO proposals (proposer, ticket, message, question, answer, proposed_at, state) VALUES (?, ?, ?, ?, ?, ?, 'voorgesteld')"
        " ON CONFLICT (ticket, message) DO NOTHING"
    ),
    ProposalJudged: (
        "UPDATE proposals SET state = ?4, judged_by = ?1, judged_at = ?5 WHERE ticket = ?2 AND message = ?3"
        " AND (state = 'voorgesteld' OR (state = 'bewaard' AND ?4 <> 'bewaard'))"
        " AND EXISTS (SELECT 1 FROM roles AS r WHERE r.person = ?1 AND r.role = 'redactie')"
    ),
}
"""In the order in which a transaction writes them."""
