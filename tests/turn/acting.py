"""An editor whose one button does whatever a test wants: what is around the dialogue of the editors, without that dialogue."""

from __future__ import annotations

from datetime import date

import pytest

from bot import turn
from dialogs.conversation import respond
from dialogs.here import Turn
from dialogs.language import Effect, Event, Facts, Press, Search
from dialogs.memory import Conversation
from dialogs.sharing import Shared
from dialogs.unanswered import PutLive
from knowledge import Knowledge
from knowledge.faq import Entry
from knowledge.live import as_yaml, by_editors, wordings_as_yaml
from tests.turn.person import Person

ACT = Press("vragen:proef")
DAY = date(2026, 3, 2)


class Acting:
    """What the button does, and what was known in the last turn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._effects: tuple[Effect, ...] = ()
        self.shared = Shared()
        monkeypatch.setattr(turn, "respond", self._respond)

    def _respond(self, conversation: Conversation, event: Event, knowledge: Knowledge, facts: Facts) -> Turn | Search:
        self.shared = facts.shared
        if event != ACT:
            return respond(conversation, event, knowledge, facts)
        return Turn(conversation, self._effects)

    async def does(self, person: Person, *effects: Effect) -> Shared:
        """Somebody presses it; what they knew then."""
        self._effects = effects
        await person.do(ACT)
        return self.shared


def answer(question: str, text: str, id: str = "eigen-zwemles", *also: str) -> PutLive:
    """As an editor writes it."""
    entry = Entry(id=id, question=question, also=also, answer=text, state="nu", checked_on=DAY, source=by_editors(DAY))
    return PutLive(id, "antwoord", as_yaml(entry))


def wording(id: str, *also: str) -> PutLive:
    return PutLive(id, "bewoording", wordings_as_yaml(id, also))
