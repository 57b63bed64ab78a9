"""Saying when one is away, as pure turns: what is read as days, who can stand in, and what is seen when something is gone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from dialogs.absence import CallOff, Decline, Entrust, Leave, StandIn
from dialogs.language import Command, Due, Event, Pass, Press, Remind, Say, Text
from dialogs.memory import Absent, Conversation, Home, Leaving, Topic, read, write
from dialogs.sharing import Member, Role, Shared
from dialogs.ticket import Answerer, Away, Forward, Ticket
from knowledge import Knowledge
from knowledge.contacts import Absence
from knowledge.places.candidate import Candidate
from tests.talk import AMSTERDAM, MONDAY, Talk

ASKER, CARLA, CAS, OLGA, BOSS = 1, 2, 3, 4, 5
EDE = Candidate("Ede", "Ede", "Gelderland")
ALL = (Answerer(CARLA, "gelderland"), Answerer(CAS, "gelderland"), Answerer(OLGA, "overijssel", MONDAY), Answerer(BOSS, ""))
TODAY, LAST = MONDAY.date(), date(2026, 3, 13)
AWAY = Away(CARLA, TODAY, LAST, OLGA, id=1, made=MONDAY - timedelta(days=7))
TICKET = Ticket(id=12, asker=ASKER, region="gelderland", where=EDE, question="Wie komt?", asked=MONDAY, waiting=MONDAY, holder=CARLA)
DAYS = Leaving(date(2026, 3, 9), LAST)
PLAN = replace(DAYS, who=str(OLGA))


def someone(knowledge: Knowledge, me: int, topic: Topic, *away: Away, now: datetime = MONDAY, **more: object) -> Talk:
    role = next((Role("contact", one.region) if one.region else Role("medewerker") for one in ALL if one.person == me), None)
    shared = Shared((role,) if role else (), me=me, answering=ALL, away=away, today=now.date(), next_absence=7)
    return Talk(knowledge, now=now, state=write(Conversation(topic)), audience="school", shared=replace(shared, **more))


def carla(knowledge: Knowledge, topic: Topic, *away: Away, now: datetime = MONDAY, **more: object) -> Talk:
    return someone(knowledge, CARLA, topic, *away, now=now, **more)


def shared(*away: Away, on: date = TODAY, me: int = OLGA) -> Shared:
    return Shared(me=me, answering=ALL, away=away, today=on)


# ── days ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("blub", "Dit lezen wij niet als dagen."),
        ("31 april", "Die dag bestaat niet."),
        ("vanaf 26 april", "Tot en met wanneer?"),
        ("10 mei 2026 t/m 26 april 2026", "De laatste dag ligt voor de eerste"),
        ("1 t/m 2 februari 2026", "Die dagen zijn al voorbij."),
        ("1 mei 2029", "Dat is meer dan twee jaar vooruit."),
        ("vandaag", "U bent afwezig op maandag 2 maart."),
        ("26-4 t/m 10-5", "U bent afwezig van zondag 26 april t/m zondag 10 mei."),
        ("28 december t/m 3 januari", "U bent afwezig van maandag 28 december t/m zondag 3 januari 2027."),
    ],
)
def test_what_is_typed_as_days(knowledge: Knowledge, days: str, said: str) -> None:
    """Behind the command, and where it is asked for."""
    assert carla(knowledge, Home()).do(Command("afwezig", days))[0].text.startswith(said)
    assert carla(knowledge, Leaving()).say(days)[0].text.startswith(said)


@pytest.mark.parametrize("text", ["afwezig 26 april t/m 10 mei", "Ik ben er niet, ik ben afwezig van 26 april t/m 10 mei"])
def test_said_in_a_sentence(knowledge: Knowledge, text: str) -> None:
    assert carla(knowledge, Home()).say(text)[0].text.startswith("U bent afwezig van zondag 26 april")
    assert read(someone(knowledge, 9, Home()).state).topic == Home()


def test_an_ordinary_sentence_about_being_away_is_none(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Home())
    talk.say("mijn leerling is vaak afwezig, wat nu?")
    assert not isinstance(read(talk.state).topic, Leaving)


def test_other_days_may_be_typed_over_the_plan(knowledge: Knowledge) -> None:
    talk = carla(knowledge, PLAN)
    assert "op vrijdag 13 maart" in talk.say("vrijdag 13 maart")[0].text
    assert "Dit lezen wij niet" not in talk.say("zeg eens iets aardigs")[0].text


def test_a_number_and_a_label_are_buttons_and_no_days(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Leaving())
    assert talk.say("Toch niet")[0].text.startswith("Er is niets veranderd.")
    talk = carla(knowledge, DAYS)
    assert "naar uw waarnemer" in talk.say("2")[0].text
    talk = carla(knowledge, Home())
    talk.do(Command("afwezig"))
    assert talk.say("menu")[0].text.startswith("Wilt u iets anders") or read(talk.state).topic == Home()


# ── who ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_of_many_colleagues_six_at_a_time(knowledge: Knowledge) -> None:
    many = tuple(Answerer(number, "overijssel") for number in range(10, 18))
    talk = carla(knowledge, DAYS, answering=(*ALL, *many))
    seen = [*talk.say("herhaal")]
    seen += talk.press("Meer collega's")
    assert len(talk.press("Vorige collega's")) == 1
    chosen = [button for page in seen for row in page.buttons for button in row if button.press.startswith("afwezig:wie:")]
    assert len({one.press for one in chosen if one.press[12:].isdecimal()}) == len(ALL) - 1 + len(many)
    assert len({one.label for one in chosen}) == len({one.press for one in chosen})
    assert chosen[0].press == f"afwezig:wie:{CAS}"


def test_who_is_alone_may_have_nobody(knowledge: Knowledge) -> None:
    talk = carla(knowledge, DAYS, answering=(Answerer(CARLA, "gelderland"),))
    assert [row[0].label for row in talk.say("herhaal")[0].buttons] == ["Niemand", "Toch niet"]
    assert "Niemand neemt voor u waar." in talk.press("Niemand")[0].text
    for press in ("balie", str(CARLA), str(OLGA), "", "iets"):
        assert talk.do(Press(f"afwezig:wie:{press}"))[0].text.startswith("Die knop doet het niet meer.")


def test_a_medewerker_reads_the_label_and_a_contact_does_not(knowledge: Knowledge) -> None:
    members = (Member(OLGA, "proef", Role("contact", "overijssel"), "post Zwolle", MONDAY),)
    boss = someone(knowledge, BOSS, DAYS, members=members)
    assert "Post Zwolle" in " ".join(button.label for row in boss.seen.buttons for button in row)
    boss.do(Press(f"afwezig:wie:{OLGA}"))
    boss.press("Ja, zo is het goed")
    (invited,) = [one.say for one in boss.effects if isinstance(one, Pass)]
    assert isinstance(invited, Say)
    assert "post Zwolle" not in invited.text


def test_regions_that_are_gone_have_their_id(knowledge: Knowledge) -> None:
    talk = carla(knowledge, DAYS, answering=(*ALL, Answerer(9, "weg")))
    assert "Contactpersoon voor weg" in [row[0].label for row in talk.seen.buttons]


# ── the plan ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_days_nobody_is_chosen_and_without_a_plan_nothing_is_agreed(knowledge: Knowledge) -> None:
    for press in (f"afwezig:wie:{OLGA}", "afwezig:plan", "afwezig:vraag:12", "afwezig:lot:12:houd", "afwezig:alles:houd", "afwezig:blad:x"):
        talk = carla(knowledge, Leaving(), tickets=(TICKET,))
        assert talk.do(Press(press))[0].text.startswith("Die knop doet het niet meer."), press
    talk = carla(knowledge, DAYS)
    assert talk.do(Press("afwezig:goed:00000000"))[0].text.startswith("Er is iets veranderd.")
    assert not any(isinstance(one, Leave) for one in talk.effects)


@pytest.mark.parametrize(
    "press", ["afwezig:lot:12:dansen", "afwezig:lot:13:houd", "afwezig:lot:x:houd", "afwezig:alles:vervang", "afwezig:x"]
)
def test_what_can_not_become_of_a_question(knowledge: Knowledge, press: str) -> None:
    talk = carla(knowledge, replace(PLAN, who="niemand"), tickets=(TICKET,))
    assert talk.do(Press(press))[0].text.startswith("Die knop doet het niet meer.")


def test_who_chooses_nobody_leaves_nothing_to_who_stands_in(knowledge: Knowledge) -> None:
    talk = carla(knowledge, replace(PLAN, fates=((12, "vervang"), (13, "houd"))), tickets=(TICKET, replace(TICKET, id=13)))
    talk.do(Press("afwezig:ander"))
    said = talk.do(Press("afwezig:wie:niemand"))[0].text
    assert "- vraag 12, school, Ede (Gelderland): terug naar de regio" in said
    assert "- vraag 13, school, Ede (Gelderland): blijft van u" in said


def test_back_to_the_plan_and_pages_of_questions(knowledge: Knowledge) -> None:
    talk = carla(knowledge, PLAN, tickets=tuple(replace(TICKET, id=number) for number in range(1, 9)))
    talk.do(Press("afwezig:plan"))
    assert "afwezig:vraag:7" not in {button.press for button in talk.last_shown}
    talk.do(Press("afwezig:blad:2"))
    talk.press("Vraag 7")
    assert "Wat doen wij met vraag 7" in talk.seen.text
    assert talk.press("Terug naar het overzicht")[0].text.startswith("U bent afwezig")


def test_of_a_question_that_is_gone_nothing_is_kept(knowledge: Knowledge) -> None:
    talk = carla(knowledge, replace(PLAN, fates=((9, "houd"), (12, "houd"))), tickets=(TICKET,))
    talk.do(Press("afwezig:plan"))
    talk.press("Ja, zo is het goed")
    (made,) = [one.away for one in talk.effects if isinstance(one, Leave)]
    assert made.fates == ((12, "houd"),)


def test_days_without_a_working_day_move_nothing(knowledge: Knowledge) -> None:
    talk = carla(knowledge, replace(PLAN, first=date(2026, 3, 7), last=date(2026, 3, 8)), tickets=(TICKET,))
    assert "In deze dagen zit geen werkdag." in talk.seen.text
    talk.do(Press("afwezig:plan"))
    talk.press("Ja, zo is het goed")
    assert list(talk.reminders) == ["a:7:terug"]


def test_who_holds_nothing_hears_so(knowledge: Knowledge) -> None:
    assert "U hebt nu geen open vragen aangenomen." in carla(knowledge, replace(PLAN, first=TODAY)).seen.text


def test_without_anybody_else_a_question_stays(knowledge: Knowledge) -> None:
    alone = carla(knowledge, replace(PLAN, who="niemand", first=TODAY), tickets=(TICKET,), answering=(Answerer(CARLA, "gelderland"),))
    assert "Gelderland): blijft van u" in alone.seen.text
    alone.do(Press("afwezig:plan"))
    alone.press("Ja, zo is het goed")
    assert not any(isinstance(one, Forward) for one in alone.effects)


def test_a_plan_of_days_that_passed_meanwhile_asks_for_days(knowledge: Knowledge) -> None:
    talk = carla(knowledge, PLAN)
    talk.do(Press("afwezig:plan"))
    talk.now += timedelta(days=30)
    talk.shared = replace(talk.shared, today=talk.now.date())
    assert "Van wanneer tot en met wanneer" in talk.press("Ja, zo is het goed")[0].text
    assert not any(isinstance(one, Leave) for one in talk.effects)


def test_a_plan_with_who_is_gone_asks_who(knowledge: Knowledge) -> None:
    talk = carla(knowledge, PLAN)
    talk.do(Press("afwezig:plan"))
    talk.shared = replace(talk.shared, answering=tuple(one for one in ALL if one.person != OLGA))
    assert "Wie neemt voor u waar?" in talk.press("Ja, zo is het goed")[0].text
    assert not any(isinstance(one, Leave) for one in talk.effects)


def test_at_night_it_says_when_a_colleague_is_asked(knowledge: Knowledge) -> None:
    talk = carla(knowledge, PLAN, now=MONDAY.replace(hour=22))
    assert "Uw collega krijgt de vraag op dinsdag 3 maart om 8.00 uur." in talk.seen.text


def test_who_is_revoked_sees_nothing_of_it(knowledge: Knowledge) -> None:
    for topic in (Leaving(), PLAN, Absent(), Absent(1)):
        talk = someone(knowledge, CARLA, topic, AWAY, roles=(), answering=())
        assert "afwezig" not in talk.say("herhaal")[0].text
        assert read(talk.state).topic == Home()


def test_where_they_are(knowledge: Knowledge) -> None:
    for topic in (Leaving(), Absent()):
        assert carla(knowledge, topic).say("waar ben ik")[0].text.startswith("U bent bij uw afwezigheid.")


# ── the list ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("away", "state"),
    [
        (AWAY, "waarnemer gevraagd, nog geen antwoord (contactpersoon voor Overijssel, sinds 2 maart 2026)"),
        (replace(AWAY, accepted=True), "waarnemer: contactpersoon voor Overijssel, sinds 2 maart 2026"),
        (replace(AWAY, refused=True), "uw collega kan niet waarnemen, kies iemand anders"),
        (replace(AWAY, stand_in=9, accepted=True), "uw waarnemer doet niet meer mee, kies iemand anders"),
        (replace(AWAY, stand_in=0, desk=True), "de medewerkers nemen waar"),
        (replace(AWAY, stand_in=0), "niemand neemt waar"),
    ],
)
def test_how_it_stands(knowledge: Knowledge, away: Away, state: str) -> None:
    talk = carla(knowledge, Home(), away)
    assert talk.do(Press("afwezig"))[0].text.endswith(f"1. van maandag 2 maart t/m vrijdag 13 maart: {state}")
    assert talk.press("Wijzig 1")
    assert read(talk.state).topic == Leaving(
        TODAY, LAST, {OLGA: "4", 9: "9", 0: "balie" if away.desk else "niemand"}[away.stand_in] if not away.refused else "", instead=1
    )


def test_without_an_absence_the_list_says_so_and_the_command_asks(knowledge: Knowledge) -> None:
    assert carla(knowledge, Home()).do(Press("afwezig"))[0].text == "U hebt geen afwezigheid genoteerd."
    assert "Van wanneer" in carla(knowledge, Home()).do(Command("afwezig"))[0].text
    assert "Van wanneer" in carla(knowledge, Home(), AWAY).do(Press("afwezig:nieuw"))[0].text
    assert carla(knowledge, Absent(9), AWAY).seen.text.startswith("Uw afwezigheid:")


# ── who stands in ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_yes_is_said_once(knowledge: Knowledge) -> None:
    talk = someone(knowledge, OLGA, Home(), AWAY)
    talk.do(Press("afwezig:ja:1"))
    assert any(isinstance(one, StandIn) for one in talk.effects)
    for away, press in ((replace(AWAY, accepted=True), "ja"), (replace(AWAY, refused=True), "nee")):
        again = someone(knowledge, OLGA, Home(), away)
        assert len(again.do(Press(f"afwezig:{press}:1"))) == 1
        assert not any(isinstance(one, StandIn | Decline | Pass) for one in again.effects)


@pytest.mark.parametrize("word", ["ja, ik neem waar", "Nee, ik kan niet"])
def test_the_label_is_the_button_of_the_only_question(knowledge: Knowledge, word: str) -> None:
    one = someone(knowledge, OLGA, Home(), AWAY)
    one.say(word)
    assert any(isinstance(effect, StandIn | Decline) for effect in one.effects)
    two = someone(knowledge, OLGA, Home(), AWAY, replace(AWAY, person=CAS, id=2))
    two.say(word)
    assert not any(isinstance(effect, StandIn | Decline) for effect in two.effects)


def test_a_no_before_it_begins_moves_nothing(knowledge: Knowledge) -> None:
    later = replace(AWAY, first=date(2026, 3, 9), accepted=True)
    talk = someone(knowledge, OLGA, Home(), later, tickets=(replace(TICKET, holder=OLGA),))
    talk.do(Press("afwezig:nee:1"))
    assert any(isinstance(one, Decline) for one in talk.effects)
    assert not any(isinstance(one, Forward) for one in talk.effects)


def test_nobody_takes_over_their_own_question(knowledge: Knowledge) -> None:
    """Who stands in asked it themselves: it goes to the region."""
    talk = carla(knowledge, Home(), replace(AWAY, accepted=True), tickets=(replace(TICKET, asker=OLGA),))
    talk.do(Due("a:1:begin"))
    assert not any(isinstance(one, Entrust) for one in talk.effects)
    assert any(isinstance(one, Forward) for one in talk.effects)


# ── what is due ───────────────────────────────────────────────────────────────────────────────────────────────

ACCEPTED = replace(AWAY, accepted=True)


@pytest.mark.parametrize("due", ["a:9:begin", "a:1:dansen", "a:1:over", "a:1:terug"])
def test_what_is_due_of_nothing_does_nothing(knowledge: Knowledge, due: str) -> None:
    talk = carla(knowledge, Home(), ACCEPTED, tickets=(TICKET,))
    assert talk.do(Due(due)) == ()
    assert talk.effects == ()


@pytest.mark.parametrize("due", ["a:1:begin", "a:1:vraag", "a:1:terug"])
def test_what_is_due_of_another_does_nothing(knowledge: Knowledge, due: str) -> None:
    for me in (OLGA, CAS, BOSS, ASKER):
        talk = someone(knowledge, me, Home(), ACCEPTED, tickets=(TICKET,))
        talk.do(Due(due))
        assert talk.effects == (), me


def test_in_rude_hours_it_comes_back_later(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Home(), ACCEPTED, now=MONDAY.replace(hour=20), tickets=(TICKET,))
    talk.do(Due("a:1:begin"))
    assert talk.effects == (Remind("a:1:begin", datetime(2026, 3, 3, 8, 0, tzinfo=AMSTERDAM)),)


def test_who_refused_is_not_asked_in_the_morning(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Home(), replace(AWAY, refused=True))
    assert talk.do(Due("a:1:vraag")) == ()


def test_who_is_back_and_has_nothing_hears_so(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Home(), now=datetime(2026, 3, 16, 8, 0, tzinfo=AMSTERDAM), been_away=(ACCEPTED,))
    assert talk.do(Due("a:1:terug"))[0].text == "U bent terug. Er staan geen vragen voor u open."


def test_who_stands_in_and_is_away_takes_nothing_over(knowledge: Knowledge) -> None:
    talk = someone(knowledge, OLGA, Home(), AWAY, Away(OLGA, TODAY, LAST, id=2), tickets=(TICKET,))
    talk.do(Press("afwezig:ja:1"))
    assert not any(isinstance(one, Entrust) for one in talk.effects)


def test_before_it_was_asked_nobody_is_told_that_it_is_withdrawn(knowledge: Knowledge) -> None:
    at_night = MONDAY.replace(hour=22)
    talk = carla(knowledge, Home(), replace(AWAY, made=at_night), now=at_night)
    talk.do(Press("afwezig:inja:1"))
    assert any(isinstance(one, CallOff) for one in talk.effects)
    assert not any(isinstance(one, Pass) for one in talk.effects)


# ── who may answer ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("away", "able", "told"),
    [
        ((), (CARLA, CAS), (CARLA, CAS)),
        ((AWAY,), (CARLA, CAS), (CAS,)),
        ((ACCEPTED,), (CARLA, CAS, OLGA), (CAS, OLGA)),
        ((replace(ACCEPTED, stand_in=9),), (CARLA, CAS), (CAS,)),
        ((replace(AWAY, stand_in=0, desk=True),), (CARLA, CAS, BOSS), (CAS, BOSS)),
        ((AWAY, Away(CAS, TODAY, LAST)), (CARLA, CAS, BOSS), (BOSS,)),
        ((AWAY, Away(CAS, TODAY, LAST), Away(BOSS, TODAY, LAST)), (CARLA, CAS, BOSS), (CARLA, CAS, BOSS)),
        ((ACCEPTED, Away(OLGA, TODAY, LAST, CAS, accepted=True)), (CARLA, CAS, OLGA), (CAS,)),
        ((ACCEPTED, Away(OLGA, TODAY, LAST, CARLA, accepted=True)), (CARLA, CAS, OLGA), (CAS,)),
        ((ACCEPTED, Away(OLGA, TODAY, LAST, BOSS, accepted=True)), (CARLA, CAS, OLGA, BOSS), (CAS, BOSS)),
    ],
)
def test_who_may_answer_and_who_is_told(away: tuple[Away, ...], able: tuple[int, ...], told: tuple[int, ...]) -> None:
    assert set(shared(*away).answerers("gelderland", ASKER)) == set(able)
    assert set(shared(*away).offered("gelderland", ASKER)) == set(told)
    before, after = TODAY - timedelta(days=1), LAST + timedelta(days=1)
    for day in (before, after):
        assert shared(*away, on=day).answerers("gelderland", ASKER) == (CARLA, CAS)


def test_two_who_stand_in_for_each_other_end_at_the_desk() -> None:
    round_about = shared(ACCEPTED, Away(OLGA, TODAY, LAST, CARLA, accepted=True))
    assert (round_about.instead_of(CARLA), round_about.instead_of(OLGA)) == (0, 0)


def test_absences_of_the_chat_are_those_of_the_content() -> None:
    assert shared(ACCEPTED).absences(CARLA) == (Absence(TODAY, LAST),)
    assert shared(ACCEPTED).absences(OLGA) == ()


EVENTS: tuple[Event, ...] = (
    *(Press(f"afwezig:{rest}") for rest in ("", "in:1", "inja:1", "wijzig:1", "ja:1", "nee:1", "nieuw", "wie:4", "goed:00000000", "dagen")),
    *(Due(f"a:1:{what}") for what in ("begin", "vraag", "terug", "over")),
    Command("afwezig"),
    Command("afwezig", "morgen"),
    Text("ja, ik neem waar"),
)


@pytest.mark.parametrize("event", EVENTS, ids=repr)
@pytest.mark.parametrize("topic", [Home(), Leaving(), PLAN, Absent()], ids=repr)
def test_an_outsider_can_do_none_of_it(knowledge: Knowledge, event: Event, topic: Topic) -> None:
    talk = someone(knowledge, 9, topic, AWAY, tickets=(TICKET,))
    talk.do(event)
    assert not any(isinstance(one, Leave | CallOff | StandIn | Decline | Entrust | Forward | Pass | Remind) for one in talk.effects)


@pytest.mark.parametrize("event", EVENTS, ids=repr)
def test_another_contact_can_do_nothing_to_it(knowledge: Knowledge, event: Event) -> None:
    talk = someone(knowledge, CAS, Home(), AWAY, tickets=(TICKET,))
    talk.do(event)
    assert not any(isinstance(one, Leave | CallOff | StandIn | Decline | Entrust | Forward | Pass) for one in talk.effects)
