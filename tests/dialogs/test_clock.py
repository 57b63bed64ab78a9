"""A question that waits, as pure turns: who is asked in whose absence, in whose working time, and clocks that find something else."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from dialogs.language import Command, Due, Pass, Press, Remind, Revise, Say, Unremind
from dialogs.memory import Answering, Conversation, Handing, Home, Relaying, Tending, Topic, read, write
from dialogs.sharing import Role, Shared
from dialogs.ticket import Alarm, Answerer, Away, Close, Message, Nudge, Offer, OfTicket, Overview, Take, Ticket, Told, key
from knowledge import Knowledge
from knowledge.contacts import Absence, Contact, Contacts, Hours
from knowledge.places.candidate import Candidate
from tests.talk import AMSTERDAM, MONDAY, Talk

ASKER, CARLA, CAS, OMAR, BAAS, BEA = range(1, 7)
EDE = Candidate("Ede", "Ede", "Gelderland")
REGION = (Answerer(CARLA, "gelderland"), Answerer(CAS, "gelderland"))
ALL = (*REGION, Answerer(OMAR, "overijssel"), Answerer(BAAS, ""))
OPEN = Ticket(
    id=12, asker=ASKER, region="gelderland", where=EDE, question="Wie komt?", asked=MONDAY, waiting=MONDAY, offered=MONDAY, told=MONDAY
)
HELD = replace(OPEN, holder=CARLA, taken=MONDAY)
HOME = Home()
CLOCK = Due(key(12, "klok"))
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
LATER = datetime(2026, 3, 3, 12, 0, tzinfo=AMSTERDAM)


def asker(knowledge: Knowledge, *tickets: Ticket, topic: Topic = HOME, now: datetime = LATER, **more: object) -> Talk:
    shared = replace(Shared(me=ASKER, answering=ALL, tickets=tickets, next_ticket=13, today=now.date()), **more)
    return Talk(knowledge, now=now, state=write(Conversation(topic)), audience="school", where=EDE, shared=shared)


def contact(knowledge: Knowledge, *tickets: Ticket, me: int = CARLA, now: datetime = LATER, **more: object) -> Talk:
    roles = tuple(Role("contact", one.region) if one.region else Role("medewerker") for one in ALL if one.person == me)
    shared = replace(Shared(roles, me=me, answering=ALL, tickets=tickets, today=now.date()), **more)
    return Talk(knowledge, now=now, state=write(Conversation(Home())), shared=shared)


def ticking(talk: Talk) -> list[OfTicket]:
    """What the clock does about the question itself."""
    assert talk.do(CLOCK) == (), "the asker's own turn says nothing"
    return [one for one in talk.effects if isinstance(one, OfTicket)]


def heard(talk: Talk, person: int) -> list[str]:
    said = [one.say for one in talk.effects if isinstance(one, Pass) and one.person == person]
    return [one.text if isinstance(one, Say) else one.say.text for one in said]


def away(person: int, stand_in: int = 0, *, accepted: bool = True, days: tuple[date, date] = MARCH) -> Away:
    return Away(person, *days, stand_in, accepted=accepted)


def content(knowledge: Knowledge, *contacts: Contact, **regions: tuple[Contact, ...]) -> Knowledge:
    """The shipped content with other contacts for Gelderland, and for other regions by their id."""
    of = {"gelderland": contacts, **regions}
    known, before = copy(knowledge), knowledge.contacts
    named = tuple(replace(one, contacts=of.get(one.id, ())) for one in before.regions)
    known.contacts = Contacts(before.general, named, before.days_off)
    return known


def person(id: str, *hours: Hours, absences: tuple[Absence, ...] = ()) -> Contact:
    return Contact(id=id, role="contactpersoon", email="proef@example.org", hours=hours, absences=absences)


# ── clocks that find something else ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("topic", [Home(), Relaying(12), Handing("Iets anders"), Tending()], ids=lambda one: type(one).__name__)
def test_a_clock_of_a_question_that_is_gone_does_nothing_anywhere(knowledge: Knowledge, topic: Topic) -> None:
    talk = asker(knowledge, topic=topic)
    assert ticking(talk) == []
    assert talk.effects == ()
    assert read(talk.state).topic == topic


@pytest.mark.parametrize(
    "ticket",
    [
        replace(OPEN, closed=MONDAY),
        replace(HELD, waiting=None, answered=MONDAY),
        replace(HELD, taken=LATER, told=LATER),
        replace(OPEN, offered=LATER, told=LATER),
        replace(OPEN, invited=(OMAR,), desk=True, nudges=2, nudged=MONDAY),
        replace(HELD, nudges=2, nudged=MONDAY, late=MONDAY),
    ],
    ids=["closed", "answered", "just taken", "just offered", "all asked", "the desk knows"],
)
def test_what_others_did_in_between_needs_no_step(knowledge: Knowledge, ticket: Ticket) -> None:
    talk = asker(knowledge, ticket)
    assert ticking(talk) == []
    assert [one for one in talk.effects if not isinstance(one, Remind)] == []


def test_the_clock_of_what_is_open_comes_back_and_that_of_what_is_closed_does_not(knowledge: Knowledge) -> None:
    for ticket, comes in ((OPEN, True), (replace(OPEN, closed=MONDAY), False)):
        talk = asker(knowledge, ticket)
        ticking(talk)
        assert (key(12, "klok") in talk.reminders) is comes


def test_it_comes_back_in_the_morning_at_the_latest(knowledge: Knowledge) -> None:
    talk = asker(knowledge, replace(HELD, waiting=None, answered=LATER), now=datetime(2026, 3, 6, 17, 0, tzinfo=AMSTERDAM))
    ticking(talk)
    assert talk.reminders[key(12, "klok")] == datetime(2026, 3, 9, 8, 0, tzinfo=AMSTERDAM)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)], ids=str)
def test_on_the_days_on_which_the_clock_changes_nothing_is_said(knowledge: Knowledge, day: date) -> None:
    for hour in range(24):
        now = datetime.combine(day, time(hour), AMSTERDAM)
        talk = asker(knowledge, OPEN, now=now)
        assert ticking(talk) == []
        assert talk.reminders[key(12, "klok")].astimezone(AMSTERDAM).isoformat()[:16] == f"{day + timedelta(days=1)}T08:00"


# ── who is asked ──────────────────────────────────────────────────────────────────────────────────────────────


def test_one_step_at_a_time_and_the_asker_hears_each_once(knowledge: Knowledge) -> None:
    """Cas is away and Omar stands in since today; a week passed in which nothing ran."""
    talk = asker(knowledge, OPEN, away=(away(CAS, OMAR),))
    assert ticking(talk) == [Offer(OPEN, (OMAR,)), Told(replace(OPEN, invited=(OMAR,), offered=LATER))]
    assert "een waarnemer voor de contactpersoon voor Gelderland gevraagd" in heard(talk, ASKER)[0]
    assert heard(talk, BAAS) == heard(talk, CARLA) == []
    after = replace(OPEN, invited=(OMAR,), offered=LATER, told=LATER)
    assert ticking(asker(knowledge, after, away=(away(CAS, OMAR),))) == []
    next_day = datetime(2026, 3, 4, 15, 0, tzinfo=AMSTERDAM)
    (offer, _) = ticking(asker(knowledge, after, away=(away(CAS, OMAR),), now=next_day))
    assert offer == Offer(after, desk=True)


def test_who_is_away_without_anybody_is_waited_for(knowledge: Knowledge) -> None:
    alone = (Answerer(CARLA, "gelderland"),)
    talk = asker(knowledge, answering=alone, away=(away(CARLA, days=(date(2026, 3, 1), date(2026, 3, 15))),), topic=Handing("Wie komt?"))
    assert "U krijgt op zijn vroegst antwoord op maandag 16 maart." in talk.say("ja")[-1].text
    assert heard(talk, CARLA), "there is nobody else"


def test_when_all_are_away_their_stand_in_is_asked_at_once_and_keeps_it(knowledge: Knowledge) -> None:
    talk = asker(knowledge, away=(away(CARLA, OMAR), away(CAS, 0)), topic=Handing("Wie komt?"))
    talk.say("ja")
    (offer,) = [one for one in talk.effects if isinstance(one, Offer)]
    assert (offer.invited, offer.desk) == ((OMAR,), False)
    assert heard(talk, OMAR)
    assert heard(talk, CARLA) == heard(talk, BAAS) == []


def test_a_stand_in_who_did_not_accept_is_not_asked(knowledge: Knowledge) -> None:
    absences = (away(CARLA, OMAR, accepted=False), away(CAS))
    talk = asker(knowledge, away=absences, topic=Handing("Wie komt?"))
    talk.say("ja")
    assert heard(talk, OMAR) == []
    assert heard(talk, BAAS)


def test_the_stand_in_of_the_content_is_whoever_is_linked_where_they_work(knowledge: Knowledge) -> None:
    gone = (Absence(*MARCH, stand_in="omar"),)
    known = content(knowledge, person("carla", absences=gone), person("cas"), overijssel=(person("omar"),))
    talk = asker(known, OPEN)
    assert ticking(talk)[0] == Offer(OPEN, (OMAR,)), "in time, for one of the two is there"
    both = content(knowledge, person("carla", absences=gone), person("cas", absences=gone), overijssel=(person("omar"),))
    assert ticking(asker(both, replace(OPEN, offered=LATER, told=LATER, waiting=LATER)))[0].invited == (OMAR,)  # type: ignore[union-attr]


def test_who_takes_for_somebody_else_keeps_it(knowledge: Knowledge) -> None:
    talk = contact(knowledge, OPEN, me=OMAR, away=(away(CARLA, OMAR), away(CAS)))
    talk.do(Press("ticket:neem:12"))
    assert [one for one in talk.effects if isinstance(one, Offer | Take)] == [Offer(OPEN, (OMAR,)), Take(OPEN)]


def test_only_a_medewerker_takes_over_and_only_what_is_late(knowledge: Knowledge) -> None:
    late = replace(HELD, late=MONDAY)
    for me, ticket, takes in ((BAAS, late, True), (BAAS, HELD, False), (CAS, late, False), (OMAR, late, False)):
        talk = contact(knowledge, ticket, me=me)
        talk.do(Press("ticket:neem:12"))
        assert any(isinstance(one, Take) for one in talk.effects) is takes, (me, ticket.late)
        talk.do(Press("ticket:sluit:12"))
        assert not any(isinstance(one, Close) for one in talk.effects) or takes


def test_what_is_taken_over_is_changed_where_the_former_holder_reads_it(knowledge: Knowledge) -> None:
    talk = contact(knowledge, replace(HELD, late=MONDAY), me=BAAS)
    talk.do(Press("ticket:neem:12"))
    revised = [one.person for one in talk.effects if isinstance(one, Pass) and isinstance(one.say, Revise)]
    assert CARLA in revised
    assert BAAS not in revised


# ── who does not answer ───────────────────────────────────────────────────────────────────────────────────────


def test_a_holder_is_not_reminded_on_a_day_on_which_they_do_not_work(knowledge: Knowledge) -> None:
    mondays = content(knowledge, person("carla", Hours(0, time(8), time(17))))
    assert ticking(asker(mondays, HELD, now=datetime(2026, 3, 3, 9, 0, tzinfo=AMSTERDAM))) == []
    assert ticking(asker(mondays, HELD, now=datetime(2026, 3, 9, 9, 0, tzinfo=AMSTERDAM))) == [Nudge(HELD)]


def test_a_holder_who_is_away_is_left_alone(knowledge: Knowledge) -> None:
    days = (date(2026, 3, 3), date(2026, 3, 10))
    talk = asker(knowledge, HELD, away=(away(CARLA, days=days),), now=datetime(2026, 3, 4, 9, 0, tzinfo=AMSTERDAM))
    assert ticking(talk) == []


def test_the_desk_that_holds_it_itself_has_colleagues_to_hear_of_it(knowledge: Knowledge) -> None:
    held = replace(OPEN, region="", holder=BAAS, taken=MONDAY, nudges=2)
    assert ticking(asker(knowledge, held)) == []
    two = (*ALL, Answerer(BEA, ""))
    talk = asker(knowledge, held, answering=two)
    assert ticking(talk)[0] == Alarm(held)
    assert heard(talk, BEA)[0].startswith("Vraag 12 is aangenomen door een medewerker, maar nog niet beantwoord.")
    assert heard(talk, BAAS) == []


def test_an_answer_on_its_way_comes_before_the_end(knowledge: Knowledge) -> None:
    silent = replace(HELD, waiting=None, answered=MONDAY)
    now = datetime(2026, 3, 20, 12, 0, tzinfo=AMSTERDAM)
    assert ticking(asker(knowledge, silent, now=now))[0] == Close(silent)
    for message, closes in (
        (Message(1, CARLA, "Ja."), False),
        (Message(1, CARLA, "Ja.", withdrawn=True), True),
        (Message(1, ASKER, "?"), True),
    ):
        found = ticking(asker(knowledge, replace(silent, messages=(message,)), now=now))
        assert any(isinstance(one, Close) for one in found) is closes


# ── in whose working time ─────────────────────────────────────────────────────────────────────────────────────


def test_waiting_counts_in_the_time_of_whoever_is_to_answer(knowledge: Knowledge) -> None:
    """The contact works an hour on Mondays; the desk works every day."""
    known = content(knowledge, person("carla", Hours(0, time(9), time(10))))
    now = datetime(2026, 3, 4, 12, 0, tzinfo=AMSTERDAM)
    for ticket, waited in ((HELD, "1 werkuur"), (OPEN, "1 werkuur"), (replace(OPEN, desk=True), "2 werkdagen")):
        assert f"wacht {waited}," in contact(known, ticket, now=now).do(Command("open"))[0].text
    stands_in = contact(known, replace(OPEN, invited=(OMAR,)), me=OMAR, now=now)
    assert "wacht 2 werkdagen," in stands_in.do(Command("open"))[0].text


def test_a_day_that_never_comes_is_not_promised(knowledge: Knowledge) -> None:
    gone = content(knowledge, person("carla", absences=(Absence(date(2026, 1, 1), date(2029, 1, 1)),)))
    talk = asker(gone, topic=Handing("Wie komt?"), answering=REGION)
    (said,) = talk.say("ja")
    assert "antwoord op" not in said.text
    assert "verstuurd aan de contactpersoon voor Gelderland." in said.text
    assert key(12, "klok") not in talk.reminders
    assert talk.reminders[key(13, "klok")] > LATER


def test_who_waits_for_nothing_hears_no_day(knowledge: Knowledge) -> None:
    page = asker(knowledge, replace(HELD, waiting=None, answered=MONDAY), topic=Relaying(12)).do(Press("ticket:verder:12"))
    assert "meestal" not in page[0].text
    assert "meestal" in asker(knowledge, HELD).do(Press("ticket:verder:12"))[0].text


# ── a list on each working day ────────────────────────────────────────────────────────────────────────────────


def test_who_is_away_gets_no_list_that_day(knowledge: Knowledge) -> None:
    for absences, lists in (((), 1), ((away(CARLA),), 0)):
        talk = contact(knowledge, OPEN, overview=True, away=absences)
        assert talk.do(Due("dagoverzicht")) == ()
        assert len(heard(talk, CARLA)) == lists
        assert "dagoverzicht" in talk.reminders


def test_a_list_that_is_not_wanted_any_more_does_not_come(knowledge: Knowledge) -> None:
    talk = contact(knowledge, OPEN)
    assert talk.do(Due("dagoverzicht")) == ()
    assert talk.effects == (Overview(on=False),)
    talk = contact(knowledge, OPEN, overview=True)
    talk.do(Press("dagoverzicht:uit"))
    assert Overview(on=False) in talk.effects
    assert Unremind("dagoverzicht") in talk.effects


def test_what_is_unasked_leaves_everybody_where_they_are(knowledge: Knowledge) -> None:
    talk = contact(knowledge, HELD, overview=True)
    talk.state = write(Conversation(Answering(12)))
    talk.do(Due("dagoverzicht"))
    assert read(talk.state).topic == Answering(12)
