"""Questions without an answer to test with: an editor with a colleague, and what people asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from dialogs import memory
from dialogs.editing import Editing
from dialogs.language import Event, Pass, Press, Text
from dialogs.memory import Home, Topic
from dialogs.proposal import Proposal
from dialogs.sharing import Role, Shared, StaffRole
from dialogs.unanswered import Asked, CloseQuestions, LiveEntry, PutLive
from knowledge import Knowledge
from knowledge.live import Row, laid_over, read_addition
from tests.dialogs.laws import do
from tests.talk import MONDAY, Talk

EVA, RED = 1, 2
MOTHER, FATHER, SCHOOL = 11, 12, 13
DAY = date(2026, 2, 3)
DOGS = (
    Asked("d1" * 8, "mag mijn hond mee naar de open dag", "ouder", DAY, waiting=(MOTHER,)),
    Asked("d2" * 8, "mag de hond mee naar de open dag?", "school", date(2026, 3, 2), waiting=(SCHOOL,)),
    Asked("d3" * 8, "mag mijn hond mee naar de open dag", "", date(2026, 2, 20)),
)
BOATS = Asked("b1" * 8, "leren jullie ook zeilen", "ouder", DAY)
KEPT = Proposal(12, 3, "Mag een leerling twee keer meelopen?", "Ja, dat mag. Vraag het aan de decaan.", "bewaard")
EDITORS = "Bron: de redactie van LOB-gids, 2 maart 2026"
ANSWER = "Nee. Alleen hulphonden mogen mee."


def desk(
    knowledge: Knowledge, *asked: Asked, topic: Topic | None = None, roles: tuple[StaffRole, ...] = ("redactie",), **more: Any
) -> Talk:
    """An editor, on a working day."""
    shared = Shared(tuple(Role(role) for role in roles), me=EVA, editors=(EVA, RED), asked=asked, today=MONDAY.date())
    state = memory.write(memory.Conversation(topic or Home()))
    return Talk(knowledge, state=state, shared=replace(shared, **more))


def said(talk: Talk, event: Event) -> str:
    """All that they read, with the buttons, in the words of the page."""
    return "\n".join(f"{say.text}\n{[button.label for row in say.buttons for button in row]}" for say in do(talk, event))


def topic(talk: Talk) -> Topic:
    return memory.read(talk.state).topic


def editing(talk: Talk) -> Editing:
    found = topic(talk)
    assert isinstance(found, Editing)
    return found


def told(talk: Talk) -> dict[int, str]:
    """What others read, by who."""
    found: dict[int, str] = {}
    for effect in talk.effects:
        if isinstance(effect, Pass):
            assert effect.person not in found, "told twice"
            found[effect.person] = effect.say.text if hasattr(effect.say, "text") else effect.say.say.text
    return found


def closed(talk: Talk) -> list[CloseQuestions]:
    return [effect for effect in talk.effects if isinstance(effect, CloseQuestions)]


def put(talk: Talk) -> list[PutLive]:
    return [effect for effect in talk.effects if isinstance(effect, PutLive)]


def live(number: int, yaml: str, kind: str = "antwoord") -> LiveEntry:
    """A row that was added."""
    read = read_addition(kind, yaml)  # type: ignore[arg-type]
    return LiveEntry(number, read.id, kind, yaml, read.question, read.answer, MONDAY)  # type: ignore[arg-type]


def taken_up(talk: Talk, files: Knowledge) -> None:
    """What was added is known from now on, as every process sees it."""
    talk.knowledge = laid_over(files, [Row(one.number, one.entry, one.kind, one.yaml) for one in talk.shared.live])


def button(talk: Talk, verb: str) -> Press:
    """The one that stands there now."""
    (found,) = [one.press for one in talk.last_shown if one.press.startswith(f"vragen:{verb}:")]
    return Press(found)


def written(talk: Talk, asked: Asked = DOGS[0], answer: str = ANSWER) -> str:
    """They type an answer; what they see of it."""
    said(talk, Press("vragen:toon:" + asked.id))
    said(talk, Text("Geef antwoord"))
    return said(talk, Text(answer))
