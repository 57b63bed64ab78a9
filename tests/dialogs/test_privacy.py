"""What somebody reads of what is kept, takes along and has erased: the pure part."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as with_other

from dialogs.conversation import respond
from dialogs.language import Command, Facts, Pass, Press, Revise, Say
from dialogs.memory import Conversation, Forgetting, Home
from dialogs.needs import needs
from dialogs.privacy import RECALLING
from dialogs.rights import Dossier, Erase, Forget
from dialogs.sharing import Member, Role, Shared
from dialogs.ticket import Answerer, Ticket
from dialogs.tickets.parting import parting
from knowledge import Knowledge, read
from knowledge.places.candidate import Candidate
from tests.content import small
from tests.knowledge.test_organisation import EXAMPLE, FILE
from tests.talk import MONDAY, Talk

FILLED = read({**small(), FILE: EXAMPLE.read_bytes()})
EDE = Candidate("Ede", "Ede", "Gelderland")
BOSS = Role("medewerker")
OPEN = Ticket(id=7, asker=1, region="gelderland", where=EDE, question="Wie helpt ons?", asked=MONDAY)


def facts(**more: object) -> Facts:
    return Facts(MONDAY, "r1", 3, "school", **more)  # type: ignore[arg-type]


def said(event: Command | Press, known: Knowledge, told: Facts, topic: Home | Forgetting | None = None) -> tuple[Say, ...]:
    turn = respond(Conversation(topic or Home()), event, known, told)
    return tuple(one for one in turn.effects if isinstance(one, Say))  # type: ignore[union-attr]


def test_a_filled_in_organisation_is_who_speaks_and_who_is_responsible() -> None:
    talk = Talk(FILLED)
    (hello,) = talk.do(Command("start"))
    assert "Ik ben een computerprogramma van Voorbeeldorganisatie." in hello.text
    assert "proefopstelling" not in hello.text
    (told,) = talk.do(Command("privacy"))
    assert "Verantwoordelijk is Voorbeeldorganisatie." in told.text
    assert "privacy@voorbeeld.example" in told.text


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"channel": "telegram"}, "Telegram bewaart deze chat ook"),
        ({"channel": "matrix"}, "Wij praten in Matrix"),
        ({"mails": True}, "Gaat uw vraag per e-mail"),
        ({"shared": Shared((BOSS,))}, "U werkt met deze gids."),
    ],
)
def test_only_what_is_switched_on_is_told(more: dict[str, object], part: str) -> None:
    (told,) = said(Press("privacy"), FILLED, facts(**more))
    (plain,) = said(Press("privacy"), FILLED, facts())
    assert part in told.text
    assert part not in plain.text


def test_the_terms_are_those_of_the_settings(knowledge: Knowledge) -> None:
    (told,) = said(Command("privacy"), knowledge, facts())
    settings = knowledge.settings
    for days in (settings.inactive_days, settings.keep_days, settings.scan_days, settings.link_days, settings.talk_days):
        assert f"{days} dagen" in told.text


def test_a_pupil_is_told_nothing_of_scans_and_questions(knowledge: Knowledge) -> None:
    (told,) = said(Command("privacy"), knowledge, with_other(facts(), audience="leerling"))
    assert "Ik vraag niets over jou." in told.text
    assert not {"scan", "contactpersoon", " uw "} & set(told.text.split())


def test_the_receipt_tells_when_the_last_back_up_is_gone() -> None:
    (receipt,) = said(Press("vergeet:ja"), FILLED, facts(), Forgetting())
    assert "De laatste is weg na 30 dagen, op 1 april 2026." in receipt.text


@pytest.mark.parametrize(("channel", "recalls"), [(RECALLING, True), ("matrix", False)])
def test_messages_are_taken_back_only_where_that_can_be_done(channel: str, recalls: bool, knowledge: Knowledge) -> None:
    turn = respond(Conversation(Forgetting()), Press("vergeet:ook"), knowledge, facts(channel=channel))
    assert Forget(recalls) in turn.effects  # type: ignore[union-attr]


def test_the_operators_word_erases_at_once_and_says_nothing(knowledge: Knowledge) -> None:
    turn = respond(Conversation(), Erase(), knowledge, facts())
    assert turn.effects == (Forget(),)  # type: ignore[union-attr]


def test_who_may_be_erased_is_decided_alone() -> None:
    assert needs(Conversation(), Erase()).hands
    assert needs(Conversation(Forgetting()), Press("vergeet:ja")).hands
    assert not needs(Conversation(), Press("menu")).hands


def test_two_files_come_and_one_stays_where_one_is(knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    talk.do(Command("vergeet"))
    before = talk.state
    page, data = talk.do(Command("mijngegevens"))
    assert (page.dossier, data.dossier) == (Dossier("mijn-gegevens", "html"), Dossier("mijn-gegevens", "json"))
    assert talk.state == before


def test_who_waits_for_the_asker_is_told_of_open_questions_only(knowledge: Knowledge) -> None:
    closed = with_other(OPEN, id=8, closed=MONDAY)
    shared = Shared(me=1, answering=(Answerer(2, "gelderland"),), tickets=(OPEN, closed), today=MONDAY.date())
    here = with_other(replace(Talk(knowledge), shared=shared).here)
    (told,) = parting(here)
    assert isinstance(told, Pass)
    assert (told.person, isinstance(told.say, Revise)) == (2, True)
    held = with_other(shared, tickets=(with_other(OPEN, holder=2),))
    told_twice = parting(replace(Talk(knowledge), shared=held).here)
    assert [one.person for one in told_twice if isinstance(one, Pass)] == [2, 2]


def test_the_only_medewerker_is_warned(knowledge: Knowledge) -> None:
    alone = Shared((BOSS,), (Member(1, "telegram", BOSS, "", MONDAY),))
    (page,) = said(Command("vergeet"), knowledge, facts(shared=alone))
    assert "U bent de enige medewerker." in page.text
    two = with_other(alone, members=(*alone.members, Member(2, "telegram", BOSS, "", MONDAY)))
    (page,) = said(Command("vergeet"), knowledge, facts(shared=two))
    assert "enige" not in page.text
