"""How both sides are called: by their role, and by a name only when they typed one themselves and saw how it looks."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dialogs.language import Command, Event, Pass, Press, Say, Text
from dialogs.memory import Answering, Handing, Home, Relaying, Topic, read
from dialogs.ticket import Answerer, CallMe, Hand, Message, key
from dialogs.tickets.naming import NAME_CHARACTERS_MOST, cleaned
from knowledge import Knowledge
from tests.dialogs.test_tickets import ASKER, CARLA, HELD, OPEN, asker, carla, passed
from tests.talk import Talk

ROLE = "de contactpersoon voor Gelderland"
NAMED = (Answerer(CARLA, "gelderland", called="Team Zuid"),)


def told(talk: Talk) -> str:
    return "\n".join(one.say.text for one in passed(talk) if isinstance(one.say, Say))


# ── who answers ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("event", [Command("naam", "Team  Zuid"), Text("noem mij: Team Zuid"), Text("Noem mij:Team\nZuid")], ids=repr)
@pytest.mark.parametrize("topic", [Home(), Answering(12)], ids=repr)
def test_a_contact_says_how_they_are_called_and_sees_it_as_askers_will(knowledge: Knowledge, event: Event, topic: Topic) -> None:
    talk = carla(knowledge, topic, HELD)
    (said,) = talk.do(event)
    assert said.text.startswith(f"Zo ziet wie iets vraagt wie u bent: Team Zuid, {ROLE}.")
    assert talk.effects == (CallMe("Team Zuid"), said)
    assert read(talk.state).topic == topic


def test_it_is_shown_and_taken_back(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Home(), answering=NAMED)
    assert f"Team Zuid, {ROLE}." in talk.do(Command("naam"))[0].text
    (gone,) = talk.press("Zonder naam")
    assert gone.text.startswith(f"Uw naam is weg.\n\nZo ziet wie iets vraagt wie u bent: {ROLE}.")
    assert talk.effects[0] == CallMe("")


def test_nobody_else_has_a_name_to_set(knowledge: Knowledge) -> None:
    for event in (Command("naam", "Koning"), Text("noem mij: Koning"), Press("naam:weg")):
        talk = asker(knowledge, Home())
        talk.do(event if not isinstance(event, Text) else Command("naam", "Koning"))
        assert not any(isinstance(effect, CallMe) for effect in talk.effects)


@pytest.mark.parametrize("name", ["x" * (NAME_CHARACTERS_MOST + 1), "12345", "!!", "\u202e\u200b"])
def test_what_is_no_name_is_asked_again(knowledge: Knowledge, name: str) -> None:
    assert cleaned(name) == ""
    (said,) = carla(knowledge, Home()).do(Command("naam", name))
    assert said.text.startswith("Typ een naam van hoogstens 60 tekens.")


def test_askers_read_it_wherever_they_read_who(knowledge: Knowledge) -> None:
    who = f"Team Zuid, {ROLE}"
    taking = carla(knowledge, Home(), OPEN, answering=NAMED)
    taking.do(Press("ticket:neem:12"))
    assert f"Vraag 12 is aangenomen door {who}." in told(taking)
    answer = replace(HELD, messages=(Message(1, CARLA, "Dag!"),))
    passing = carla(knowledge, Answering(), answer, answering=NAMED)
    passing.do(Press("ticket:sluit:12"))
    assert f"Bij vraag 12, van {who}:\n\nDag!" in told(passing)
    page = asker(knowledge, Relaying(12), HELD)
    page.shared = replace(page.shared, answering=NAMED)
    assert f"is aangenomen door {who}." in page.say("herhaal")[0].text


# ── who asks ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_preview_shows_exactly_what_goes_with_a_name(knowledge: Knowledge) -> None:
    talk = asker(knowledge, Handing("Wie komt bij ons?"))
    assert "Uw naam sturen wij niet mee." in talk.say("herhaal")[0].text
    assert talk.press("Met mijn naam")[0].text.startswith("Hoe mogen wij u noemen")
    (preview,) = talk.say("Sam de\nVries")
    shown = preview.text.split("\n\n")[1]
    assert shown == "Van: Sam de Vries, school, Ede (Gelderland)\nVraag: Wie komt bij ons?"
    assert "Wij sturen deze naam mee en verder niets over u." in preview.text
    talk.press("Ja, stuur door")
    assert all(isinstance(one.say, Say) and one.say.text == f"Nieuwe vraag: nummer 13.\n\n{shown}" for one in passed(talk))
    (hand,) = [effect for effect in talk.effects if isinstance(effect, Hand)]
    assert hand.ticket.asker_name == "Sam de Vries"


def test_a_name_can_be_left_out_again(knowledge: Knowledge) -> None:
    talk = asker(knowledge, Handing("Wie komt?", name="Sam"))
    talk.say("herhaal")
    for _ in "12":
        assert "Sam" not in talk.press("Zonder mijn naam")[0].text
        talk.press("Met mijn naam")
    (again,) = talk.say("1234567890 !" * 9)
    assert again.text.startswith("Typ een naam van hoogstens 60 tekens.\n\nHoe mogen wij u noemen")
    assert "Uw naam sturen wij niet mee." in talk.say("nee")[0].text
    talk.press("Met mijn naam")
    talk.do(Press("door:ja"))
    assert not any(isinstance(effect, Hand | Pass) for effect in talk.effects)
    talk.do(Press("door:anders"))
    assert talk.seen.text.startswith("Wat wilt u vragen?")
    assert "Die knop doet het niet meer." in talk.do(Press("door:naam"))[0].text


def test_what_they_say_later_goes_under_the_same_name(knowledge: Knowledge) -> None:
    talk = asker(knowledge, Relaying(12, told=True), replace(HELD, asker_name="Sam"))
    talk.say("Op woensdag.")
    (one,) = passed(talk)
    assert isinstance(one.say, Say)
    assert (one.say.text, one.say.key) == ("Bij vraag 12, school, Ede (Gelderland), Sam:\n\nOp woensdag.", key(12, 1))
    assert talk.shared.me == ASKER
