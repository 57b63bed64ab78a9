"""What holds after every turn, whatever was done; and how to do a thing without doing it."""

from __future__ import annotations

import re
from dataclasses import replace

from dialogs import memory
from dialogs.conversation import respond
from dialogs.fitting import UNITS_MOST, units
from dialogs.language import Button, Event, Keep, Note, Press, Reachable, Say, Search, Text, Unreachable
from dialogs.memory import Home
from dialogs.needs import needs
from dialogs.scan.moves import Answering, understand
from knowledge.scan import PRESS_BYTES_MOST, Question
from knowledge.standing import valid
from tests.talk import Talk

ROW_MOST = 8
SHORT_LABEL = 8
BUTTONS_MOST = 100
_PROGRESS = re.compile(r"vraag (\d+) van (\d+)")


def twin(talk: Talk) -> Talk:
    """Another talk that is where this one is."""
    return replace(talk, runs=dict(talk.runs), reminders=dict(talk.reminders))


def do(talk: Talk, event: Event, *, same_content: bool = True) -> tuple[Say, ...]:
    """One turn, with all laws.

    Args:
        same_content: Whether what the person saw last was said with the content of now.
    """
    before = twin(talk)
    said = talk.do(event)
    new = isinstance(event, Reachable) and before.turns == 0
    assert said or new or isinstance(event, Unreachable), "silent"
    for say in said:
        _fits(say)
    assert len(talk.state.encode()) <= memory.STATE_BYTES_MOST
    _answers_only_what_was_shown(before, talk)
    if talk.last_shown and (same_content or any(say.buttons for say in said)):
        assert talk.last_shown == _buttons(talk.seen), "typed numbers would mean something else than what was last shown"
        _what_is_shown_can_be_answered(talk)
    return said


def _fits(say: Say) -> None:
    assert say.text.strip(), "an empty message"
    assert units(say.text) <= UNITS_MOST
    say.text.encode()
    assert sum(len(row) for row in say.buttons) <= BUTTONS_MOST
    for row in say.buttons:
        assert 0 < len(row) <= ROW_MOST
        assert len(row) <= 2 or all(len(button.label) <= SHORT_LABEL for button in row), row
        for button in row:
            assert button.label.strip()
            assert 0 < len(button.press.encode()) <= PRESS_BYTES_MOST
    for number, total in _PROGRESS.findall(say.text):
        assert 1 <= int(number) <= int(total)


def _buttons(say: Say) -> tuple[Button, ...]:
    return tuple(button for row in say.buttons for button in row)


def _answers_only_what_was_shown(before: Talk, after: Talk) -> None:
    for effect in after.effects:
        if isinstance(effect, Keep | Note):
            run = before.runs[effect.run]
            question = _question(before, run.set, effect.question)
            assert {question.id, *question.formerly} & (run.answers or {}).keys(), f"{question.id} was not shown"
            if isinstance(effect, Keep):
                assert valid(question, effect.value) == effect.value
            else:
                assert len(effect.note) <= 1_000


def _what_is_shown_can_be_answered(talk: Talk) -> None:
    for button in talk.last_shown:
        answer = understand(button.press)
        if isinstance(answer, Answering):
            run = talk.runs[answer.run]
            question = _question(talk, run.set, answer.question)
            assert {question.id, *question.formerly} & (run.answers or {}).keys(), f"{question.id} is shown, but would not be answered"


def _question(talk: Talk, set_id: str, id: str) -> Question:
    question_set = talk.knowledge.question_set(set_id)
    assert question_set is not None
    return next(question for question in question_set.questions if question.id == id)


def values(talk: Talk) -> dict[str, dict[str, str | None]]:
    return {id: {question: answer.value for question, answer in (run.answers or {}).items()} for id, run in talk.runs.items()}


def leads_home(talk: Talk) -> None:
    """`/stop`, `/menu`, their words and the button lead home from here, and what is shown there is home."""
    for event in (Text("/stop"), Text("stop"), Text("!menu"), Text("Menu"), Press("menu")):
        other = twin(talk)
        do(other, event, same_content=False)
        assert memory.read(other.state).topic == Home()
        assert values(other) == values(talk)


def twice_is_once(talk: Talk, press: Press) -> None:
    """A button that is pressed twice leaves what it leaves when it is pressed once."""
    other = twin(talk)
    do(other, press, same_content=False)
    once, begun = values(other), other.begun
    do(other, press)
    assert values(other) == once
    assert other.begun == begun


def is_pure(talk: Talk, event: Event) -> None:
    """The same four values give the same turn."""
    conversation = memory.read(talk.state)
    facts = talk.facts(needs(conversation, event))
    turn = respond(conversation, event, talk.knowledge, facts)
    assert turn == respond(conversation, event, talk.knowledge, facts)
    assert isinstance(turn, Search) or memory.read(memory.write(turn.conversation)) == turn.conversation
