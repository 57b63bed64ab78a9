"""What a scan button means: `scan:RUN.question=value` answers, `scan:verb:RUN.question` does anything else."""

from __future__ import annotations

import re

from msgspec import Struct

from dialogs.language import Button
from knowledge.scan import Question

_ANSWER = re.compile(r"scan:([a-z0-9]{1,6})\.([a-z0-9-]{1,40})=([a-z0-9+,-]*)")
_MOVE = re.compile(r"scan:([a-z]{1,12})(?::([a-z0-9-]{1,40})(?:\.([a-z0-9-]{1,40}))?)?")


class Answering(Struct, frozen=True):
    """An answer to a question; `+id` and `-id` add and take away one of several."""

    run: str
    question: str
    value: str


class Move(Struct, frozen=True):
    """Anything else: a verb, what it is about (mostly a run), and the question or theme in it."""

    verb: str
    about: str = ""
    part: str = ""


def understand(press: str) -> Answering | Move | None:
    """What a button says, None when it is none of ours."""
    answer = _ANSWER.fullmatch(press)
    if answer:
        return Answering(*answer.groups())
    move = _MOVE.fullmatch(press)
    return Move(move[1], move[2] or "", move[3] or "") if move else None


def answer_press(run: str, question: Question, value: str) -> str:
    return f"scan:{run}.{question.id}={value}"


def move_button(label: str, verb: str, about: str = "", part: str = "", also: tuple[str, ...] = ()) -> Button:
    named = f":{about}.{part}" if part else f":{about}" if about else ""
    return Button(label, f"scan:{verb}{named}", also)
