"""From effects to rows: what a turn of the conversation writes in the database, and back from rows to facts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import cast

import msgspec

from bot import absences, broadcasts, letters, live, proposals, sharing, tallies, tickets
from bot.clock import AMSTERDAM, local, stamp
from bot.storage.broadcast_rows import SectorTold
from bot.storage.loading import Loaded, StoredAnswer, StoredRun
from bot.storage.rows import (
    AnswerKept,
    AnswerNoted,
    AnswerRated,
    Outgoing,
    OutgoingTo,
    PersonReached,
    PlaceTold,
    QuestionDropped,
    QuestionKept,
    QuestionShown,
    ReadsAloud,
    ReminderGone,
    ReminderSet,
    RunBegun,
    RunDiscarded,
    RunExtended,
    RunFinished,
    RunLabelled,
    RunTouched,
    TellWanted,
    WordingProposed,
    Written,
)
from dialogs.absence import CallOff, Decline, Entrust, Leave, StandIn
from dialogs.broadcast import News, OfBroadcast
from dialogs.language import (
    Begin,
    Discard,
    Due,
    Effect,
    Event,
    Extend,
    Facts,
    Finish,
    Got,
    Keep,
    Know,
    Label,
    Locate,
    Note,
    OfQuestion,
    OfRun,
    OfShared,
    Pass,
    Propose,
    Rate,
    ReadAloud,
    Remind,
    Revise,
    Run,
    Say,
    Settle,
    Show,
    Tell,
    Unreachable,
    Unremind,
    Unwonder,
    Wonder,
)
from dialogs.letter import AskWhether, CloseLetter, Post
from dialogs.proposal import Judge, Suggest
from dialogs.rights import Forget, Recall
from dialogs.sharing import Join, Miss, Revoke
from dialogs.unanswered import CloseQuestions, DropWording, PutLive, ToldAnswer, WithdrawLive
from knowledge import Knowledge
from knowledge.faq import Audience
from knowledge.places.candidate import Candidate
from knowledge.search import Matches
from knowledge.standing import Answer

DAY_CHARACTERS = len("2026-11-22")

_encode = msgspec.json.Encoder().encode
decode_message = msgspec.json.Decoder(Say | Revise | Settle | Recall).decode


def facts(loaded: Loaded, at: datetime, *, lost: bool, mails: bool, matches: Matches | None, reference: str = "") -> Facts:
    """What a turn may know, from what the store loaded."""
    return Facts(
        now=at.astimezone(AMSTERDAM),
        fresh=secrets.token_hex(3),
        turn=loaded.turn,
        audience=cast("Audience | None", loaded.audience),
        runs=tuple(_run(row, loaded.answers.get(row.id)) for row in loaded.runs),
        lost=lost,
        matches=matches,
        aloud=bool(loaded.aloud),
        where=Candidate(*loaded.where) if loaded.where else None,
        shared=sharing.shared(loaded.sharing, loaded.person, loaded.answering, at.astimezone(AMSTERDAM).date()),
        mails=mails,
        channel=loaded.key.channel,
        news=cast("News", loaded.news or ""),
        reference=reference,
    )


def _run(row: StoredRun, answers: list[StoredAnswer] | None) -> Run:
    return Run(
        id=row.id,
        set=row.question_set,
        sector=row.sector,
        level=row.level,
        department=row.department,
        whole=bool(row.whole),
        started=local(row.started_at),
        changed=local(row.changed_at),
        done=row.done_at is not None,
        answers=None if answers is None else {a.question: Answer(a.value, a.note, a.turn) for a in answers},
    )


def rows(effects: tuple[Effect, ...], loaded: Loaded, knowledge: Knowledge) -> tuple[tuple[Written, ...], Audience | None]:
    """What a turn writes, and who the person said to be (None: nothing said)."""
    at = loaded.key.at
    hashes = _hashes(effects, loaded, knowledge)
    written: list[Written] = []
    messages: list[Outgoing] = []
    changed: set[str] = set()
    told: Audience | None = None
    for effect in effects:
        match effect:
            case Say() | Revise() | Settle():
                messages.append(outgoing(effect, loaded.turn, len(messages), at))
            case Know(audience):
                told = audience
            case Forget() | Got():
                continue  # the one the store does, after all else that the turn writes; the other is counted only
            case ReadAloud(on):
                written.append(ReadsAloud(int(on)))
            case Locate(where):
                written.append(PlaceTold(where.place, where.municipality, where.province))
            case Remind(key, when):
                written.append(ReminderSet(key, stamp(when)))
            case Unremind(key):
                written.append(ReminderGone(key))
            case Wonder() | Unwonder() | Tell() | Propose() | Rate():
                written.append(_of_question(effect, at, loaded.turn))
            case Pass(person, say):
                key = say.key if isinstance(say, Say) else say.say.key
                written.append(OutgoingTo(person, key, _encode(say).decode(), secrets.token_urlsafe(12), at))
            case Begin() | Show() | Keep() | Note() | Extend() | Label() | Finish() | Discard():
                written.append(_of_run(effect, at, loaded.turn, hashes))
                written.extend([SectorTold(effect.sector)] if isinstance(effect, Begin) else [])
                changed |= {effect.run} if isinstance(effect, Keep | Note) else set()
            case _:
                written.extend(_of_what_is_shared(effect, loaded, at))
    counted = tallies.rows(effects, loaded)
    return (*written, *(RunTouched(run, at) for run in sorted(changed)), *counted, *messages), told


def _of_what_is_shared(effect: OfShared, loaded: Loaded, at: str) -> tuple[Written, ...]:
    if isinstance(effect, OfBroadcast):
        return broadcasts.rows(effect, loaded.turn, at)
    match effect:
        case Join() | Miss() | Revoke():
            return sharing.rows(effect, at)
        case Post() | AskWhether() | CloseLetter():
            return letters.rows(effect, loaded.turn, at)
        case Leave() | CallOff() | StandIn() | Decline() | Entrust():
            return absences.rows(effect, at)
        case Suggest() | Judge():
            return proposals.rows(effect, at)
        case CloseQuestions() | ToldAnswer() | DropWording() | PutLive() | WithdrawLive():
            return live.rows(effect, loaded.sharing.unanswered, at)
        case _:
            return tickets.rows(effect, loaded.person, loaded.turn, at)


def reached(event: Event, loaded: Loaded) -> tuple[Written, ...]:
    """What an event says of whether the person can be told anything: who does something can, and a reminder says nothing of them."""
    match event:
        case Unreachable():
            return (PersonReached(0),)
        case Due():
            return ()
    return () if loaded.reachable else (PersonReached(1),)


def outgoing(message: Say | Revise | Settle, turn: int, part: int, at: str) -> Outgoing:
    """A message on its way, with a transaction id that never comes back."""
    key = message.key if isinstance(message, Say) else message.say.key
    return Outgoing(turn, part, key, _encode(message).decode(), secrets.token_urlsafe(12), at)


def _hashes(effects: tuple[Effect, ...], loaded: Loaded, knowledge: Knowledge) -> Mapping[str, str]:
    """The hash of today's question set of each run; "" for a set that is gone."""
    sets = {run.id: run.question_set for run in loaded.runs} | {e.run: e.set for e in effects if isinstance(e, Begin)}
    found = ((run, knowledge.question_set(id)) for run, id in sets.items())
    return {run: question_set.hash if question_set else "" for run, question_set in found}


def _of_run(effect: OfRun, at: str, turn: int, hashes: Mapping[str, str]) -> Written:
    match effect:
        case Begin(run, question_set, sector, level):
            return RunBegun(run, question_set, sector, level, at, at)
        case Show(run, question):
            return QuestionShown(run, question, at)
        case Keep(run, question, value):
            return AnswerKept(run, question, value, turn, hashes[run], at)
        case Note(run, question, note):
            return AnswerNoted(run, question, note, at)
        case Extend(run):
            return RunExtended(run)
        case Label(run, department):
            return RunLabelled(run, department)
        case Finish(run):
            return RunFinished(run, at)
        case Discard(run):
            return RunDiscarded(run, at)


def _of_question(effect: OfQuestion, at: str, turn: int) -> Written:
    """What is kept of a question; wordings and ratings only by their day, so that they say nothing of who was there."""
    match effect:
        case Wonder(text, nearest, unhelpful):
            return QuestionKept(secrets.token_hex(8), turn, text, unhelpful, " ".join(nearest), at)
        case Unwonder(kept_in):
            return QuestionDropped(kept_in)
        case Tell(kept_in):
            return TellWanted(kept_in, at)
        case Propose(text, entry):
            return WordingProposed(secrets.token_hex(8), text, entry, at[:DAY_CHARACTERS])
        case Rate(entry, helpful):
            return AnswerRated(entry, at[:DAY_CHARACTERS], int(helpful), int(not helpful))
