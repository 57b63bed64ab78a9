"""What becomes of messages to many in a conversation without a database: each effect as the rows would have it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dialogs.broadcast import (
    Agree,
    Aim,
    AnswerAll,
    AskAbout,
    Broadcast,
    Cancel,
    Confirm,
    Correct,
    Draw,
    Drop,
    GoOn,
    Link,
    Look,
    Pause,
    Question,
    Recall,
    Redraw,
    Resume,
    Reword,
    TellStage,
    Withdraw,
    links_of,
)
from dialogs.language import Effect
from dialogs.proposal import Judge
from dialogs.sharing import Shared
from dialogs.unanswered import CloseQuestions, DropWording, LiveEntry, PutLive, ToldAnswer, Untold, WithdrawLive
from knowledge.live import read_addition


def announced(shared: Shared, effect: Effect) -> Shared:
    """The same, after what a turn did to a message to many."""
    match effect:
        case Draw(one):
            return replace(shared, broadcasts=(_looked(one), *shared.broadcasts), next_broadcast=one.id + 1)
        case Drop(one):
            return replace(shared, broadcasts=tuple(other for other in shared.broadcasts if other.id != one.id))
        case Redraw(one) | Look(one) | Reword(one):
            return _put(shared, _looked(one))
        case TellStage(one, stage):
            return _put(shared, replace(one, told=stage))
        case AnswerAll(one, text):
            answered = tuple(replace(each, answered=True) for each in one.questions)
            return _put(shared, replace(one, questions=answered, answers=(*one.answers, text)))
        case AskAbout(id, text, answered):
            before = shared.broadcast(id)
            asked = Question(shared.me, 0, text, answered)
            return _put(shared, replace(before, questions=(*before.questions, asked))) if before else shared
        case Aim() | Confirm() | Agree() | Recall() | GoOn() | Pause() | Resume() | Cancel() | Correct() | Withdraw():
            return _put(shared, effect.broadcast)
    return _edited(shared, effect)


MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def _edited(shared: Shared, effect: Effect) -> Shared:
    """The same, after what an editor did with questions without an answer."""
    match effect:
        case CloseQuestions(ids, _, answer):
            closed = [one for one in shared.asked if one.id in ids]
            later = tuple(Untold(one.id, person, one.day, one.text, answer) for one in closed for person in one.waiting if answer)
            left = tuple(one for one in shared.asked if one.id not in ids)
            return replace(shared, asked=left, untold=(*shared.untold, *later))
        case ToldAnswer(ids):
            return replace(shared, untold=tuple(one for one in shared.untold if one.id not in ids))
        case PutLive(entry, kind, yaml, proposal):
            said = read_addition(kind, yaml)
            before = tuple(one for one in shared.live if kind == "bewoording" or (one.entry, one.kind) != (entry, "antwoord"))
            number = max((one.number for one in shared.live), default=0) + 1
            row = LiveEntry(number, entry, kind, yaml, said.question, said.answer, MONDAY)
            kept = tuple(one for one in shared.kept if (one.ticket, one.message) != proposal)
            return replace(shared, live=(*before, row), kept=kept)
        case Judge(proposal, "afgewezen"):
            return replace(shared, kept=tuple(one for one in shared.kept if one != proposal))
        case DropWording(one):
            return replace(shared, wordings=tuple(other for other in shared.wordings if other != one))
        case WithdrawLive(number):
            return replace(shared, live=tuple(one for one in shared.live if one.number != number))
    return shared


def _looked(one: Broadcast) -> Broadcast:
    """Its links wait to be looked at."""
    urls = links_of(one.correction, "") if one.correction else links_of(one.text, one.link)
    return replace(one, links=tuple(map(Link, urls)))


def _put(shared: Shared, one: Broadcast) -> Shared:
    return replace(shared, broadcasts=tuple(one if other.id == one.id else other for other in shared.broadcasts))
