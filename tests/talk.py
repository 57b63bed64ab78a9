"""A conversation without a database: the pure `respond`, with its effects kept in plain dictionaries.

Between every two events the state is written to JSON and read back, so each conversation played here is a durability test too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

import knowledge
from dialogs import memory
from dialogs.broadcast import News, Subscribe
from dialogs.conversation import respond
from dialogs.here import Here
from dialogs.language import (
    Begin,
    Button,
    Discard,
    Due,
    Edited,
    Effect,
    Event,
    Extend,
    Facts,
    Finish,
    Keep,
    Know,
    Label,
    Locate,
    Note,
    Press,
    ReadAloud,
    Remind,
    Revise,
    Run,
    Say,
    Search,
    Show,
    Text,
    Unremind,
)
from dialogs.letter import CloseLetter
from dialogs.needs import Needs, needs
from dialogs.pages import view
from dialogs.sharing import NOTHING, Shared
from knowledge import Knowledge
from knowledge.faq import Audience
from knowledge.places.candidate import Candidate
from knowledge.search import Matches
from knowledge.standing import Answer
from tests.announced import announced

CONTENT = Path(knowledge.__file__).parent / "content"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REFERENCE = "0000-0000-0000"
"""As `/privacy` tells it where there is no key to make it with."""
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=AMSTERDAM)


def shipped() -> dict[str, bytes]:
    """The files of the content that is shipped."""
    return {path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in sorted(CONTENT.rglob("*.*"))}


@dataclass
class Talk:
    """One person and the guide.

    Args:
        knowledge: It may be replaced between two turns, as content is.
        find: How a question is looked up; None compares letters and words.
        last_shown: The buttons of the last message that had any, those that a person presses now.
    """

    knowledge: Knowledge
    now: datetime = MONDAY
    state: str = field(default_factory=lambda: memory.write(memory.Conversation()))
    audience: Audience | None = None
    aloud: bool = False
    where: Candidate | None = None
    shared: Shared = NOTHING
    mails: bool = False
    news: News = ""
    runs: dict[str, Run] = field(default_factory=dict)
    reminders: dict[str, datetime] = field(default_factory=dict)
    begun: int = 0
    turns: int = 0
    effects: tuple[Effect, ...] = ()
    last_shown: tuple[Button, ...] = ()
    find: Callable[[str, Audience | None], Matches] | None = None

    def do(self, event: Event) -> tuple[Say, ...]:
        """One turn; what was said in it."""
        try:
            conversation, lost = memory.read(self.state), False
        except memory.UnknownState:
            conversation, lost = memory.Conversation(), True
        self.turns += 1
        facts = self.facts(needs(conversation, event), lost)
        turn = respond(conversation, event, self.knowledge, facts)
        if isinstance(turn, Search):
            matches = (self.find or self.knowledge.index.find)(turn.text, self.audience)
            turn = respond(conversation, event, self.knowledge, replace(facts, matches=matches))
        assert not isinstance(turn, Search)
        self.state = memory.write(turn.conversation)
        assert memory.read(self.state) == turn.conversation
        self.effects = turn.effects
        for effect in turn.effects:
            self._apply(effect)
        said = self.said
        for say in said:
            if say.buttons:
                self.last_shown = tuple(button for row in say.buttons for button in row)
        return said

    def say(self, text: str) -> tuple[Say, ...]:
        return self.do(Text(text))

    def remind(self, key: str) -> tuple[Say, ...]:
        """Let a reminder come back that is due."""
        assert self.reminders.pop(key) <= self.now, f"{key} is not due yet"
        return self.do(Due(key))

    def edit(self, text: str) -> tuple[Say, ...]:
        """Change the text of the last message."""
        return self.do(Edited(text))

    def press(self, label: str) -> tuple[Say, ...]:
        """Press the button with this label among those last shown."""
        found = [button.press for button in self.last_shown if button.label == label]
        assert len(found) == 1, f"[{label}] is not one of the buttons {[button.label for button in self.last_shown]}"
        return self.do(Press(found[0]))

    def wait(self, **time: float) -> None:
        """Let time pass, as `timedelta(**time)`, by the clock on the wall."""
        self.now += timedelta(**time)

    @property
    def said(self) -> tuple[Say, ...]:
        return tuple(effect.say if isinstance(effect, Revise) else effect for effect in self.effects if isinstance(effect, Say | Revise))

    @property
    def here(self) -> Here:
        return Here(self.knowledge, self.facts(Needs(frozenset(self.runs))))

    @property
    def seen(self) -> Say:
        """What the person is looking at."""
        return view(memory.read(self.state).topic, self.here)

    @property
    def open_question(self) -> str:
        """The id of the question whose answers were shown last."""
        press = next(button.press for button in self.last_shown if "=" in button.press)
        return press.split(".")[1].split("=")[0]

    @property
    def open_question_text(self) -> str:
        """The statement of the question that the person is looking at."""
        known = {question.text for question_set in self.knowledge.question_sets for question in question_set.questions}
        return next(part for part in self.seen.text.split("\n\n") if part in known)

    def facts(self, wanted: Needs, lost: bool = False) -> Facts:
        loaded = tuple(run if not run.done or run.id in wanted.runs else replace(run, answers=None) for run in self.runs.values())
        ordered = tuple(sorted(loaded, key=lambda run: run.changed, reverse=True))
        return Facts(
            self.now,
            f"r{self.begun + 1}",
            self.turns,
            self.audience,
            ordered,
            lost,
            aloud=self.aloud,
            where=self.where,
            shared=self.shared,
            mails=self.mails,
            news=self.news,
            reference=REFERENCE,
        )

    def _apply(self, effect: Effect) -> None:
        match effect:
            case Locate(where):
                self.where = where
            case Know(audience):
                self.audience = audience
            case Subscribe(news):
                self.news = news
            case ReadAloud(on):
                self.aloud = on
            case CloseLetter(number):
                left = tuple(one for one in self.shared.letters if one.turn != number)
                self.shared = replace(self.shared, letters=left)
            case Remind(key, at):
                self.reminders[key] = at
            case Unremind(key):
                self.reminders.pop(key, None)
            case _:
                self.shared = announced(self.shared, effect)
                self._apply_to_run(effect)

    def _apply_to_run(self, effect: Effect) -> None:
        match effect:
            case Begin(run, set, sector, level):
                self.begun += 1
                self.runs[run] = Run(run, set, sector, level, "", False, self.now, self.now, answers={})
            case Show(run, question):
                self._answer(run, question, lambda old: old)
            case Keep(run, question, value):
                self._answer(run, question, lambda old: replace(old, value=value, turn=self.turns))
            case Note(run, question, note):
                self._answer(run, question, lambda old: replace(old, note=note))
            case Extend(run):
                self._run(run, whole=True)
            case Label(run, department):
                self._run(run, department=department)
            case Finish(run):
                self._run(run, done=True)
            case Discard(run):
                del self.runs[run]

    def _answer(self, run: str, question: str, change: Callable[[Answer], Answer]) -> None:
        answers = dict(self.runs[run].answers or {})
        before = answers.get(question, Answer())
        answers[question] = change(before)
        self._run(run, answers=answers, changed=self.runs[run].changed if answers[question] == before else self.now)

    def _run(self, run: str, **changes: object) -> None:
        self.runs[run] = replace(self.runs[run], **changes)
