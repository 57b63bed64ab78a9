"""From what becomes of a proposed answer to rows, with a note of each thing that staff did (who, what, when; no texts)."""

from __future__ import annotations

import secrets
from typing import assert_never

from bot.storage.proposal_rows import ProposalJudged, ProposalMade
from bot.storage.rows import ActionNoted, Written
from dialogs.proposal import Judge, OfProposal, Proposal, Suggest


def rows(effect: OfProposal, at: str) -> tuple[Written, ...]:
    """What a turn writes.

    Args:
        at: UTC.
    """
    match effect:
        case Suggest(one):
            return (ProposalMade(one.ticket, one.message, one.question, one.answer, at), _noted("stelvoor", one, at))
        case Judge(one, state):
            return (ProposalJudged(one.ticket, one.message, state, at), _noted(state, one, at))
        case _:
            assert_never(effect)


def _noted(action: str, proposal: Proposal, at: str) -> ActionNoted:
    return ActionNoted(secrets.token_hex(8), action, None, f"voorstel {proposal.id}", at)
