"""What becomes of messages to many in a conversation without a database: each effect as the rows would have it."""

from __future__ import annotations

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
from dialogs.sharing import Shared


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
    return shared


def _looked(one: Broadcast) -> Broadcast:
    """Its links wait to be looked at."""
    urls = links_of(one.correction, "") if one.correction else links_of(one.text, one.link)
    return replace(one, links=tuple(map(Link, urls)))


def _put(shared: Shared, one: Broadcast) -> Shared:
    return replace(shared, broadcasts=tuple(one if other.id == one.id else other for other in shared.broadcasts))
