"""Between questions without an answer, with what the editors add, as the dialogue has it and as it is stored.

Facts from rows, and rows from effects, with a note of each thing that an editor did (who, what, when; no texts).
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import Any, assert_never, cast

from bot.clock import local
from bot.storage.engine import Row
from bot.storage.live_rows import AnswerKept, LiveChanged, LivePut, LiveReplaced, LiveWithdrawn, QuestionClosed, TellDone, WordingDone
from bot.storage.proposal_rows import ProposalJudged
from bot.storage.rows import ActionNoted, Written
from bot.storage.unanswered import NOTHING_UNANSWERED, Unanswered
from dialogs.proposal import NOTHING_NAMED, Proposal
from dialogs.unanswered import (
    Asked,
    CloseQuestions,
    DropWording,
    LiveEntry,
    OfUnanswered,
    PutLive,
    ToldAnswer,
    Untold,
    WithdrawLive,
    Wording,
)
from knowledge.live import Addition, Kind, read_addition

LIVE_REMEMBERED = 1_000
"""So many texts need not be read again in each turn of an editor."""


def known(loaded: Unanswered) -> dict[str, Any]:
    """What a turn knows of it: the fields of `Shared`."""
    if loaded is NOTHING_UNANSWERED:
        return {}
    return {
        "asked": tuple(_asked(row, loaded.waiting.get(row[0], ())) for row in loaded.questions),
        "untold": tuple(map(_untold, loaded.untold)),
        "wordings": tuple(Wording(*row) for row in loaded.wordings),
        "live": tuple(map(_live, loaded.live)),
        "kept": tuple(Proposal(*row) for row in loaded.kept),
    }


def _asked(row: Row, waiting: tuple[int, ...]) -> Asked:
    """Its columns are those of `storage.unanswered.LAST_OPEN`."""
    id, text, audience, asked_at, unhelpful, nearest = row
    return Asked(id, text, audience, local(asked_at).date(), unhelpful, tuple(nearest.split()), waiting)


def _untold(row: Row) -> Untold:
    """Its columns are those of `storage.unanswered.UNTOLD`."""
    id, person, asked_at, text, answer = row
    return Untold(id, person, local(asked_at).date(), text, answer)


def _live(row: Row) -> LiveEntry:
    """Its columns are those of `storage.unanswered.LIVE`."""
    number, entry, kind, yaml, made_at = row
    added = _read(cast("Kind", kind), yaml)
    return LiveEntry(number, entry, cast("Kind", kind), yaml, added.question, added.answer, local(made_at))


@lru_cache(maxsize=LIVE_REMEMBERED)
def _read(kind: Kind, yaml: str) -> Addition:
    return read_addition(kind, yaml)


def rows(effect: OfUnanswered, loaded: Unanswered, at: str) -> tuple[Written, ...]:
    """What a turn writes.

    Args:
        loaded: Who waits, as the turn knew it: these were told.
        at: UTC.
    """
    match effect:
        case CloseQuestions(ids, outcome, answer):
            waiting = tuple((id, person) for id in ids for person in loaded.waiting.get(id, ()))
            later = tuple(AnswerKept(id, answer) for id in dict.fromkeys(id for id, _ in waiting) if answer)
            told = () if answer else tuple(TellDone(id, person) for id, person in waiting)
            return (*told, *later, *(QuestionClosed(id, outcome, at) for id in ids), _noted(outcome, f"{len(ids)} vragen", at))
        case ToldAnswer(ids):
            untold = (TellDone(id, person) for id, person, *_ in loaded.untold if id in ids)
            return (*untold, *(AnswerKept(id, None) for id in ids))
        case DropWording(one):
            return (WordingDone(one.text, one.entry), _noted("woorden", one.entry, at))
        case PutLive(entry, kind, yaml, proposal):
            replaced = (LiveReplaced(entry, at),) if kind == "antwoord" else ()
            judged = (ProposalJudged(*proposal, "antwoord", at),) if proposal != NOTHING_NAMED else ()
            return (*judged, *replaced, LivePut(entry, kind, yaml, at), LiveChanged(), _noted("voegtoe", f"{kind} {entry}", at))
        case WithdrawLive(number):
            return (LiveWithdrawn(number, at), LiveChanged(), _noted("trekin", f"toevoeging {number}", at))
        case _:
            assert_never(effect)


def _noted(action: str, detail: str, at: str) -> ActionNoted:
    return ActionNoted(secrets.token_hex(8), action, None, detail, at)
