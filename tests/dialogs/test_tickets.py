"""Handing a question over and answering it, as pure turns: what is sent, who may, and when what someone looked at is gone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dialogs.fitting import UNITS_MOST, units
from dialogs.language import Due, Event, Pass, Press, Say, Text
from dialogs.memory import Answering, Conversation, Handing, Home, Referring, Relaying, Tending, Topic, read, write
from dialogs.sharing import Role, Shared
from dialogs.ticket import Answerer, Draft, Hand, Message, PassOn, Ticket, Write, key, ticket_of
from dialogs.tickets.messages import button_text
from knowledge import Knowledge
from knowledge.places.candidate import Candidate
from tests.dialogs.laws import do
from tests.talk import MONDAY, Talk

ASKER, CARLA, CAS = 1, 2, 3
EDE = Candidate("Ede", "Ede", "Gelderland")
BOTH = (Answerer(CARLA, "gelderland"), Answerer(CAS, "gelderland"))
OPEN = Ticket(id=12, asker=ASKER, region="gelderland", where=EDE, question="Wie komt bij ons langs?", asked=MONDAY, waiting=MONDAY)
HELD = replace(OPEN, holder=CARLA)
CONTACT = (Role("contact", "gelderland"),)


def talk_at(knowledge: Knowledge, topic: Topic, shared: Shared) -> Talk:
    return Talk(knowledge, state=write(Conversation(topic)), audience="school", where=EDE, shared=shared)


def carla(knowledge: Knowledge, topic: Topic, *tickets: Ticket, **more: object) -> Talk:
    return talk_at(knowledge, topic, replace(Shared(CONTACT, me=CARLA, answering=BOTH, tickets=tickets), **more))


def asker(knowledge: Knowledge, topic: Topic, *tickets: Ticket) -> Talk:
    return talk_at(knowledge, topic, Shared(me=ASKER, answering=BOTH, tickets=tickets, next_ticket=13))


def passed(talk: Talk) -> list[Pass]:
    return [effect for effect in talk.effects if isinstance(effect, Pass)]


# ── nothing without a yes ─────────────────────────────────────────────────────────────────────────────────────

EVENTS: tuple[Event, ...] = (
    *(Text(text) for text in ("ja graag", "stuur maar door", "ik wil iemand spreken", "Neem 12 aan", "1", "ja, dat is goed")),
    *(Press(press) for press in ("contact", "door", "door:scan", "door:anders", "door:nee", "ticket:neem:12", "ticket:verder:12", "menu")),
)
TOPICS: tuple[Topic, ...] = (Home(), Referring(), Referring(question="Wie komt?"), Handing(), Handing("Wie komt bij ons?"))


PREVIEW = Handing("Wie komt bij ons?")
YES = (Text("ja graag"), Text("1"))
NO_YES = [(topic, event) for topic in TOPICS for event in EVENTS if topic != PREVIEW or event not in YES]


@pytest.mark.parametrize(("topic", "event"), NO_YES, ids=repr)
def test_nothing_reaches_anybody_before_the_yes(knowledge: Knowledge, topic: Topic, event: Event) -> None:
    talk = asker(knowledge, topic)
    do(talk, event)
    assert not any(isinstance(effect, Pass | Hand | Write) for effect in talk.effects)


@pytest.mark.parametrize("yes", [Press("door:ja"), Text("ja"), Text("1"), Text("Ja, stuur door")], ids=repr)
def test_a_yes_sends_exactly_what_was_shown(knowledge: Knowledge, yes: Event) -> None:
    talk = asker(knowledge, Handing("Wie komt bij ons?"))
    shown = talk.seen.text.split("\n\n")[1]
    (said,) = talk.do(yes)
    assert [one.person for one in passed(talk)] == [CARLA, CAS]
    assert all(isinstance(one.say, Say) and one.say.text == f"Nieuwe vraag: nummer 13.\n\n{shown}" for one in passed(talk))
    assert "Het nummer is 13." in said.text
    assert read(talk.state).topic == Relaying(13)


def test_a_text_in_distress_is_passed_to_nobody(knowledge: Knowledge) -> None:
    for talk in (asker(knowledge, Relaying(12), HELD), carla(knowledge, Answering(), HELD), asker(knowledge, Handing())):
        (said,) = do(talk, Text("ik wil dood"))
        assert said.lasting
        assert talk.effects == (said,)


def test_what_is_long_is_passed_on_whole(knowledge: Knowledge) -> None:
    talk = asker(knowledge, Relaying(12), HELD)
    talk.say("🎓" * 4_000)
    parts = [one.say for one in passed(talk) if isinstance(one.say, Say)]
    assert len(parts) > 1
    assert all(units(one.text) <= UNITS_MOST for one in parts)
    assert "".join(one.text for one in parts).count("🎓") == 4_000
    assert [one.key for one in parts][-1] == key(12, 1)


# ── what someone looked at is gone ────────────────────────────────────────────────────────────────────────────


def test_when_nobody_can_answer_any_more_handing_ends(knowledge: Knowledge) -> None:
    talk = talk_at(knowledge, Handing("Wie komt?"), Shared(me=ASKER))
    assert "Dit sturen wij" not in talk.say("herhaal")[0].text
    assert read(talk.state).topic == Home()


def test_a_question_that_is_long_closed_is_gone(knowledge: Knowledge) -> None:
    talk = asker(knowledge, Relaying(12))
    assert "12" not in talk.say("herhaal")[0].text
    assert read(talk.state).topic == Home()


def test_who_holds_nothing_any_more_sees_the_list(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Answering(12), OPEN)
    assert talk.say("herhaal")[0].text.startswith("Open vragen: 1.")


def test_who_is_revoked_sees_no_question(knowledge: Knowledge) -> None:
    for topic in (Tending(), Tending(ticket=12), Answering(12)):
        talk = carla(knowledge, topic, HELD, roles=(), answering=())
        assert "vraag 12" not in talk.say("herhaal")[0].text.lower()
        assert read(talk.state).topic == Home()


def test_nobody_answers_their_own_question(knowledge: Knowledge) -> None:
    own = replace(OPEN, asker=CARLA)
    talk = carla(knowledge, Home(), own, answering=(Answerer(CARLA, "gelderland"),))
    for verb in ("neem", "sluit", "antwoord", "toon", "door"):
        assert talk.do(Press(f"ticket:{verb}:12"))[0].text.startswith("Die knop doet het niet meer.")


# ── a minute ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_due_is_passed_on_in_order_and_once(knowledge: Knowledge) -> None:
    said = tuple(Message(number, CARLA, f"regel {number}", passed=number == 1, withdrawn=number == 2) for number in range(1, 6))
    talk = carla(knowledge, Home(), replace(HELD, messages=said))
    assert talk.do(Due(key(12, 4))) == ()
    assert [effect.number for effect in talk.effects if isinstance(effect, PassOn)] == [3, 4]
    assert read(talk.state).topic == Home()


@pytest.mark.parametrize("due", ["t:12:x", "t:13:1", "t:12:"])
def test_what_is_no_message_of_theirs_is_not_passed_on(knowledge: Knowledge, due: str) -> None:
    talk = carla(knowledge, Home(), HELD)
    assert "niet doorgegeven" in talk.do(Due(due))[0].text
    assert passed(talk) == []


def test_a_draft_with_the_same_number_as_a_place_is_chosen_by_its_place(knowledge: Knowledge) -> None:
    other = replace(HELD, id=7)
    talk = carla(knowledge, Answering(draft=5), other, HELD, drafts=(Draft(5, "Dat is goed."),))
    talk.say("2")
    (write,) = [effect for effect in talk.effects if isinstance(effect, Write)]
    assert (write.ticket.id, write.message.text) == (12, "Dat is goed.")


@pytest.mark.parametrize(
    ("key_said", "id"), [("t:12:0", 12), ("t:12:c4", 12), ("t:x:1", 0), ("scan:r1", 0), ("", 0), ("t:1234567890:1", 0)]
)
def test_a_key_names_its_question(key_said: str, id: int) -> None:
    assert ticket_of(key_said) == id


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("collega", "Collega"),
        ("x" * 60, "X" + "x" * 59),
        ("x" * 61, "X" + "x" * 58 + "…"),
        (f"contactpersoon voor {'x' * 20}, sinds 12 augustus 2026", f"Contactpersoon voor {'x' * 20}, sinds 12 augustus…"),
    ],
)
def test_a_label_that_is_too_long_ends_with_a_word_where_it_can(text: str, shown: str) -> None:
    assert button_text(text) == shown
