"""What people ask about a message to many, who answers, and who may see any of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from dialogs.announcing import Announcing, Wondering
from dialogs.broadcast import Link, LinkOutcome, Question
from dialogs.language import Command, Due, Pass, Press, Remind, Revise, Text
from dialogs.memory import Home, Relaying, Scanning
from dialogs.sharing import StaffRole
from knowledge import Knowledge
from tests.dialogs.laws import do
from tests.dialogs.many import (
    FINE,
    FIRST_GONE,
    LINKED,
    MIES,
    NEW,
    RED,
    SENT,
    WIM,
    desk,
    draft,
    going,
    passed,
    reader,
    said,
    topic,
)
from tests.talk import MONDAY

# ── what people ask ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_question_goes_to_the_editors_as_one_message_that_counts(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT, questions=(Question(8, 1, "Hoe laat?"),)))
    assert "Typ uw vraag over dit bericht." in said(talk, Press("omroep:vraag:3"))
    assert "doorgegeven aan de redactie" in said(talk, Text("Is er koffie?"))
    (told,) = [effect for effect in talk.effects if isinstance(effect, Pass)]
    assert told.person == RED
    assert isinstance(told.say, Revise)
    assert "2 vragen zonder antwoord" in told.say.say.text
    assert "Is er koffie?" in told.say.say.text
    assert topic(talk) == Home()


def test_without_editors_the_medewerkers_are_asked(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT), replied="omroep:bij:3", editors=())
    said(talk, Text("Is er koffie?"))
    assert passed(talk) == [MIES, WIM]


def test_what_they_would_ask_about_may_be_gone(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT), topic=Wondering(99))
    do(talk, Command("waar"))
    do(talk, Text("Is er koffie?"))
    assert passed(talk) == []


def test_in_the_night_the_editors_are_told_in_the_morning(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT), replied="omroep:bij:3")
    talk.now = MONDAY.replace(hour=22)
    do(talk, Text("Is er koffie?"))
    assert passed(talk) == []
    assert [effect for effect in talk.effects if isinstance(effect, Remind)] == [
        Remind("omroep:meld:3", datetime(2026, 3, 3, 7, 0, tzinfo=UTC))
    ]
    talk.now = MONDAY.replace(day=3)
    talk.do(Due("omroep:meld:3"))
    assert passed(talk) == [RED]
    talk.shared = replace(talk.shared, broadcasts=())
    assert talk.do(Due("omroep:meld:3")) == ()
    assert passed(talk) == []


def test_who_is_in_a_scan_or_talks_with_somebody_goes_back_there(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT))
    for press in ("ik:school", "scan"):
        do(talk, Press(press))
    do(talk, Press(talk.last_shown[0].press))
    run = topic(talk)
    assert isinstance(run, Scanning)
    do(talk, Press("omroep:vraag:3"))
    do(talk, Press("omroep:vraag:3"))
    do(talk, Text("Is er koffie?"))
    assert topic(talk) == run
    assert talk.last_shown

    talk = reader(knowledge, going(*SENT), topic=Relaying(7))
    talk.do(Press("omroep:vraag:3"))
    assert topic(talk) == Wondering(3, ticket=7)
    talk.do(Text("Is er koffie?"))
    assert topic(talk) == Relaying(7, told=True)


def test_an_answer_that_is_there_is_told_first(knowledge: Knowledge) -> None:
    one = going(*SENT, answers=("Ja, er is koffie.",))
    talk = reader(knowledge, one, replied="omroep:bij:3")
    assert "Ja, er is koffie." in said(talk, Text("Is er koffie?"))
    assert passed(talk) == []
    talk.shared = replace(talk.shared, replied="")
    said(talk, Text("En thee?"))
    assert passed(talk) == [RED]
    assert "Ja, er is koffie." in said(reader(knowledge, one), Press("omroep:vraag:3"))


def test_a_reply_that_is_a_word_of_everywhere_is_that(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT), replied="omroep:bij:3")
    assert "U bent afgemeld" in said(talk, Text("afmelden"))
    assert talk.shared.broadcasts[0].questions == ()


@pytest.mark.parametrize("role", ["medewerker", "redactie"])
def test_one_answer_is_for_all_who_asked(knowledge: Knowledge, role: StaffRole) -> None:
    asked = tuple(Question(person, turn, f"Vraag {person}.{turn}?") for person in range(20, 32) for turn in (1, 2))
    talk = desk(knowledge, going(*SENT, questions=asked), roles=(role,))
    seen = said(talk, Press("omroep:vragen:3"))
    assert "zijn 24 vragen zonder antwoord" in seen
    assert "Dit zijn de laatste 10." in seen
    assert "voor 12 mensen" in said(talk, Press("omroep:antwoord:3"))
    assert "Dat zijn 1001 tekens." in said(talk, Text("a" * 1_001))
    assert "Dit gaat naar 12 mensen" in said(talk, Text("Ja, dat kan."))
    assert "Verstuurd aan 12 mensen." in said(talk, Press("omroep:antwoordja:3"))
    assert passed(talk) == list(range(20, 32))
    assert talk.shared.broadcasts[0].answers == ("Ja, dat kan.",)
    before = talk.shared
    said(talk, Press("omroep:antwoordja:3"))
    assert (talk.shared, passed(talk)) == (before, [])


def test_editors_do_nothing_else_with_it(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*FIRST_GONE), roles=("redactie",))
    before = talk.shared
    for verb in ("toon", "pauzeer", "breekaf", "rest", "nu", "verbeter", "trekterugja"):
        assert "Die knop doet het niet meer." in said(talk, Press(f"omroep:{verb}:3"))
    assert talk.shared == before


# ── who may ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_is_no_medewerker_any_more_sees_nothing(knowledge: Knowledge) -> None:
    for where in (Announcing(), Announcing(3), Announcing(3, "vragen")):
        talk = desk(knowledge, draft(), topic=where, roles=("contact",))
        assert FINE not in said(talk, Command("waar"))
        assert FINE not in said(talk, Text(NEW))
        assert talk.do(Due("omroep:stand:3")) == ()
    gone = desk(knowledge, topic=Announcing(3))
    assert FINE not in said(gone, Command("waar"))


def test_where_they_are_is_told(knowledge: Knowledge) -> None:
    assert "U bent bij de berichten aan velen." in said(desk(knowledge, draft(), topic=Announcing(3)), Command("waar"))


def test_a_button_that_is_out_of_date_shows_how_it_stands(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*FIRST_GONE))
    assert "Die knop past niet meer." in said(talk, Press("omroep:verstuur:3"))
    assert talk.shared.broadcasts[0].status == "sending"
    assert "Die knop doet het niet meer." in said(desk(knowledge), Press("omroep:toon:3"))
    assert "Die knop doet het niet meer." in said(desk(knowledge), Press("omroep:vraag:3"))


@pytest.mark.parametrize("outcome", ["ok", "missing", "silent", "refused"])
def test_each_outcome_of_a_link_has_its_words(knowledge: Knowledge, outcome: LinkOutcome) -> None:
    one = draft(LINKED, links=(Link("https://voorbeeld.invalid/lob", outcome),))
    seen = said(desk(knowledge, one, topic=Announcing(3)), Press("omroep:bekijk:3"))
    assert ("Bekijk de links opnieuw" in seen) is (outcome != "ok")
