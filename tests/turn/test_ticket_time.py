"""What becomes of a question that waits, by the clock: on both kinds of database, over nights, holidays and weeks in which nothing ran."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command, Press
from knowledge import Knowledge
from knowledge.contacts import Absence, Contact, Contacts, Hours, Region
from knowledge.holidays import HolidayRegion, SchoolHoliday
from tests.databases import Database
from tests.turn.desk import BOSS, GELDERLAND, MINUTE, OVERIJSSEL, presses, school, staff, texts
from tests.turn.passing import at, told, until, when
from tests.turn.person import Person

QUESTION = "Wie komt bij ons langs?"
DAY = timedelta(days=1)
TUESDAY_AND_THURSDAY = (Hours(1, time(9), time(12)), Hours(3, time(13), time(17)))


@pytest.fixture
async def carla(store: Store, turns: Turns) -> Person:
    """The contact for Gelderland."""
    return await staff(store, turns, "carla", GELDERLAND)


@pytest.fixture
async def baas(store: Store, turns: Turns) -> Person:
    """A medewerker, the general desk."""
    return await staff(store, turns, "baas", BOSS)


@pytest.fixture
async def ede(store: Store, turns: Turns) -> Person:
    return await school(store, turns, "ede")


def with_contacts(knowledge: Knowledge, **regions: Contact) -> Knowledge:
    """The shipped content with a contact in some regions."""
    named = [replace(one, contacts=(regions[one.id],)) if one.id in regions else one for one in knowledge.contacts.regions]
    return with_regions(knowledge, named)


def with_regions(knowledge: Knowledge, regions: Sequence[Region], *closed: SchoolHoliday) -> Knowledge:
    known = copy(knowledge)
    known.contacts = Contacts(knowledge.contacts.general, tuple(regions), replace(knowledge.contacts.days_off, school=closed))
    return known


def in_holidays(knowledge: Knowledge, region: HolidayRegion, closed: SchoolHoliday) -> Knowledge:
    """The same, with the schools of Gelderland in one of the three regions of school holidays."""
    regions = [replace(one, holidays=region) if one.id == "gelderland" else one for one in knowledge.contacts.regions]
    return with_regions(knowledge, regions, closed)


def contact(id: str, **more: object) -> Contact:
    return Contact(id=id, role="contactpersoon", email="proef@example.org", **more)  # type: ignore[arg-type]


async def handed(asker: Person, moment: datetime) -> str:
    """Hand over the question at a moment; what the asker hears."""
    asker.now = moment
    await asker.do(Press("contact"))
    await asker.do(Press("door"))
    await asker.say(QUESTION)
    return texts(await asker.do(Press("door:ja")))


# ── when an answer comes ──────────────────────────────────────────────────────────────────────────────────────


async def test_who_gives_no_hours_answers_on_working_days(carla: Person, ede: Person) -> None:
    assert "U krijgt meestal antwoord op een werkdag." in await handed(ede, at("2026-03-02 09:00"))
    assert "U krijgt meestal antwoord op een werkdag." in texts(await ede.do(Press("ticket:verder:1")))
    assert await carla.listen()


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        ("2026-03-02 09:00", "dinsdag of donderdag"),
        ("2026-03-04 09:00", "donderdag of dinsdag"),
        ("2026-03-03 11:59", "dinsdag of donderdag"),
        ("2026-03-03 12:00", "donderdag of dinsdag"),
    ],
)
async def test_the_asker_hears_the_next_days(carla: Person, ede: Person, turns: Turns, moment: str, days: str) -> None:
    turns.knowledge = with_contacts(turns.knowledge, gelderland=contact("c", hours=TUESDAY_AND_THURSDAY))
    assert f"U krijgt meestal antwoord op {days}." in await handed(ede, at(moment))
    assert await carla.listen()


async def test_a_day_that_is_far_is_told_by_its_date(carla: Person, ede: Person, turns: Turns) -> None:
    """Two weeks of school holiday, in which nobody else can be asked."""
    closed = SchoolHoliday("Kerstvakantie", date(2026, 12, 19), date(2027, 1, 3), ("noord",))
    turns.knowledge = in_holidays(turns.knowledge, "noord", closed)
    assert "U krijgt op zijn vroegst antwoord op maandag 4 januari." in await handed(ede, at("2026-12-18 17:30"))
    assert await carla.listen()


async def test_waiting_is_told_in_working_time(carla: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-27 16:00"))
    told_at = {
        "2026-03-27 16:30": "nog geen werkuur",
        "2026-03-27 17:30": "1 werkuur",
        "2026-03-29 12:00": "1 werkuur",
        "2026-03-30 10:00": "3 werkuren",
        "2026-03-30 15:00": "1 werkdag",
        "2026-04-01 12:00": "2 werkdagen",
    }
    for moment, waited in told_at.items():
        carla.now = at(moment)
        assert f": wacht {waited}, sinds 27 maart 2026, 16.00 uur" in texts(await carla.do(Command("open"))), moment


# ── nobody takes it ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked_at", "desk_at"),
    [
        ("2026-03-02 09:00", "2026-03-02 17:00"),
        ("2026-03-06 15:00", "2026-03-09 14:00"),
        ("2026-03-07 12:00", "2026-03-09 16:00"),
        ("2026-03-27 15:00", "2026-03-30 14:00"),
        ("2026-10-23 15:00", "2026-10-26 14:00"),
        ("2026-04-02 15:00", "2026-04-03 14:00"),
        ("2026-04-03 15:00", "2026-04-07 14:00"),
        ("2026-04-24 15:00", "2026-04-28 14:00"),
        ("2026-12-24 15:00", "2026-12-28 14:00"),
        ("2026-12-31 15:00", "2027-01-04 14:00"),
    ],
)
async def test_after_eight_working_hours_the_desk_is_asked_once(
    carla: Person, baas: Person, ede: Person, asked_at: str, desk_at: str
) -> None:
    """Also over weekends, both nights in which the clock changes, Easter, King's Day, Christmas and New Year."""
    await handed(ede, at(asked_at))
    await carla.listen()
    heard = await until(at(desk_at) + 20 * DAY, ede, carla, baas)
    assert when(heard, baas, "Vraag 1 is nog niet aangenomen. Kunt u helpen?") == desk_at
    assert when(heard, ede, "Vraag 1 is nog niet aangenomen. Wij hebben nu ook een medewerker gevraagd.") == desk_at
    assert len(told(heard, ede)) == 1
    reminded = [text for text in told(heard, carla) if text.startswith("Nog van niemand: vraag 1")]
    assert len(reminded) == len(told(heard, carla)) == 2


async def test_in_the_school_holidays_of_its_region_nobody_is_late(carla: Person, baas: Person, ede: Person, turns: Turns) -> None:
    closed = SchoolHoliday("Proefvakantie", date(2026, 3, 3), date(2026, 3, 6), ("midden",))
    turns.knowledge = in_holidays(turns.knowledge, "midden", closed)
    await handed(ede, at("2026-03-02 15:00"))
    heard = await until(at("2026-03-12 12:00"), ede, carla, baas)
    assert when(heard, baas, "Kunt u helpen?") == "2026-03-09 14:00"


async def test_who_could_take_it_before_still_can_and_so_can_the_desk(carla: Person, baas: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    await until(at("2026-03-02 18:00"), ede, carla, baas)
    assert "ticket:neem:1" in presses(baas)
    assert "van de contactpersoon voor Gelderland" not in texts(await baas.do(Command("open")))
    assert "ligt bij de contactpersoon voor Gelderland of een medewerker" in texts(await ede.do(Press("ticket:verder:1")))
    await baas.do(Press("ticket:neem:1"))
    assert "is aangenomen door een medewerker" in texts(await ede.listen())
    assert "door een collega" in texts(await carla.listen())
    await baas.say("Ik.")
    await baas.wait(MINUTE)
    assert texts(await ede.listen()).startswith("Bij vraag 1, van een medewerker:")
    assert texts(await carla.do(Press("ticket:neem:1"))).startswith("Vraag 1 is aangenomen door een collega.")


async def test_what_was_taken_in_time_is_asked_of_nobody_else(carla: Person, baas: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    carla.now = at("2026-03-02 16:59")
    await carla.do(Press("ticket:neem:1"))
    await ede.listen()
    heard = await until(at("2026-03-03 16:00"), ede, carla, baas)
    assert told(heard, baas) == told(heard, ede) == []
    assert [text.split(" De vrager")[0] for text in told(heard, carla)] == [
        "Herinnering: vraag 1, school, Ede (Gelderland) wacht op uw antwoord."
    ]


async def test_without_a_desk_only_who_could_take_it_is_reminded(carla: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    await carla.listen()
    heard = await until(at("2026-03-20 09:00"), ede, carla)
    assert len(told(heard, carla)) == 2
    assert told(heard, ede) == []


async def test_what_is_closed_or_gone_is_asked_of_nobody(carla: Person, baas: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    await ede.do(Press("ticket:klaar:1"))
    await carla.listen()
    heard = await until(at("2026-04-02 09:00"), ede, carla, baas)
    assert heard == []
    assert await ede.reminders() == {}


# ── who stands in ─────────────────────────────────────────────────────────────────────────────────────────────


async def test_when_the_contact_is_away_who_stands_in_is_asked_at_once(
    carla: Person, baas: Person, ede: Person, store: Store, turns: Turns
) -> None:
    away = Absence(date(2026, 3, 1), date(2026, 3, 31), "omar")
    turns.knowledge = with_contacts(turns.knowledge, gelderland=contact("carla", absences=(away,)), overijssel=contact("omar"))
    omar = await staff(store, turns, "omar", OVERIJSSEL)
    sent = await handed(ede, at("2026-03-02 09:00"))
    assert "verstuurd aan de contactpersoon voor Gelderland of een waarnemer voor de contactpersoon voor Gelderland" in sent
    assert "U krijgt meestal antwoord op een werkdag." in sent
    assert "Nieuwe vraag: nummer 1." in texts(await omar.listen())
    assert await baas.listen() == ()
    heard = await until(at("2026-03-02 17:00"), ede, carla, baas, omar)
    assert when(heard, baas, "Kunt u helpen?") == "2026-03-02 17:00"
    assert told(heard, omar) == []
    await omar.do(Press("ticket:neem:1"))
    assert "is aangenomen door een waarnemer voor de contactpersoon voor Gelderland" in texts(await ede.listen())
    await omar.say("Ik neem waar.")
    await omar.wait(MINUTE)
    assert "van een waarnemer voor de contactpersoon voor Gelderland:\n\nIk neem waar." in texts(await ede.listen())
    omar.now = ede.now = at("2026-04-02 09:00")
    await ede.say("Dank u wel.")
    assert "Dank u wel." in texts(await omar.listen()), "who took it keeps it when the contact is back"


async def test_when_the_contact_is_away_and_nobody_stands_in_the_desk_is_asked_at_once(
    carla: Person, baas: Person, ede: Person, turns: Turns
) -> None:
    away = Absence(date(2026, 3, 1), date(2026, 3, 31))
    turns.knowledge = with_contacts(turns.knowledge, gelderland=contact("carla", absences=(away,)))
    assert "of een medewerker" in await handed(ede, at("2026-03-02 09:00"))
    assert "Nieuwe vraag: nummer 1." in texts(await baas.listen())
    assert await carla.listen()


async def test_an_absence_that_begins_later_brings_who_stands_in_within_a_working_day(
    carla: Person, ede: Person, store: Store, turns: Turns
) -> None:
    omar = await staff(store, turns, "omar", OVERIJSSEL)
    await handed(ede, at("2026-03-02 16:00"))
    away = Absence(date(2026, 3, 3), date(2026, 3, 31), "omar")
    turns.knowledge = with_contacts(turns.knowledge, gelderland=contact("carla", absences=(away,)), overijssel=contact("omar"))
    heard = await until(at("2026-03-03 12:00"), ede, carla, omar)
    assert when(heard, omar, "Kunt u helpen?") == "2026-03-03 08:00"
    assert when(heard, ede, "een waarnemer voor de contactpersoon voor Gelderland gevraagd") == "2026-03-03 08:00"


async def test_a_question_forwarded_to_who_is_away_goes_to_who_stands_in(carla: Person, ede: Person, store: Store, turns: Turns) -> None:
    omar, baas = await staff(store, turns, "omar", OVERIJSSEL), await staff(store, turns, "baas", BOSS)
    away = Absence(date(2026, 3, 1), date(2026, 3, 31))
    turns.knowledge = with_contacts(turns.knowledge, overijssel=contact("omar", absences=(away,)))
    await handed(ede, at("2026-03-02 09:00"))
    await carla.do(Press("ticket:naarja:1:overijssel"))
    assert "Doorgestuurd naar u" in texts(await baas.listen())
    assert "Doorgestuurd naar u" in texts(await omar.listen())
    assert "van de contactpersoon voor Overijssel of een medewerker" in texts(await ede.listen())


# ── who took it does not answer ───────────────────────────────────────────────────────────────────────────────


async def test_a_holder_is_reminded_twice_then_the_desk_hears_and_can_take_it_over(carla: Person, baas: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    await carla.do(Press("ticket:neem:1"))
    await ede.listen()
    heard = await until(at("2026-03-20 12:00"), ede, carla, baas)
    moments = [one.at.strftime("%m-%d %H:%M") for one in heard if one.who == "carla"]
    assert moments == ["03-02 17:00", "03-03 16:00"]
    assert "De vrager wacht 1 werkdag." in told(heard, carla)[0]
    assert when(heard, baas, "maar nog niet beantwoord. De vrager wacht 3 werkdagen.") == "2026-03-04 15:00"
    assert when(heard, ede, "wacht nog op antwoord") == "2026-03-04 15:00"
    assert len(told(heard, ede)) == len(told(heard, baas)) == 1
    assert presses(baas) == {"ticket:neem:1"}
    await baas.say("Neem 1 over")
    assert "is aangenomen door een medewerker" in texts(await ede.listen())
    assert "door een collega" in texts(await carla.listen())
    assert texts(await carla.do(Press("ticket:antwoord:1"))).startswith("Vraag 1 is aangenomen door een collega.")


async def test_an_answer_ends_the_reminders_until_the_asker_says_more(carla: Person, baas: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    await carla.do(Press("ticket:neem:1"))
    await ede.listen()
    heard = await until(at("2026-03-03 09:00"), ede, carla, baas)
    assert len(told(heard, carla)) == 1
    await carla.say("Dat ben ik.")
    heard = await until(at("2026-03-06 09:00"), ede, carla, baas)
    assert told(heard, carla) == told(heard, baas) == []
    await ede.say("Wanneer?")
    await carla.listen()
    heard = await until(at("2026-03-06 18:00"), ede, carla, baas)
    assert when(heard, carla, "Herinnering: vraag 1") == "2026-03-06 17:00"
    assert "1 werkdag" in told(heard, carla)[0]


async def test_what_its_holder_could_not_keep_is_asked_of_others_at_once(
    carla: Person, baas: Person, ede: Person, store: Store, turns: Turns, database: Database
) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    await carla.do(Press("ticket:neem:1"))
    await ede.listen()
    await baas.do(Press("rol:ja:1.contact.gelderland"))
    assert "ligt nu bij u" in texts(await baas.listen()) + texts(tuple(baas.ear.heard))
    assert "ligt bij een medewerker" in texts(await ede.listen())
    assert await database.rows("SELECT holder FROM tickets") == [(None,)]
    heard = await until(at("2026-03-03 12:00"), ede, baas)
    assert when(heard, baas, "Nog van niemand: vraag 1") == "2026-03-02 17:00"
    assert told(heard, ede) == []


async def test_who_is_gone_in_another_way_holds_nothing_in_the_morning(
    carla: Person, baas: Person, ede: Person, database: Database
) -> None:
    await handed(ede, at("2026-03-02 18:00"))
    await carla.do(Press("ticket:neem:1"))
    await ede.listen()
    await database.change("DELETE FROM roles WHERE role = 'contact'")
    heard = await until(at("2026-03-03 09:00"), ede, baas)
    assert when(heard, baas, "Vraag 1 is weer vrij.") == "2026-03-03 08:00"
    assert when(heard, ede, "Vraag 1 is opnieuw gesteld. De vraag ligt nu bij een medewerker.") == "2026-03-03 08:00"


async def test_when_nobody_is_left_nothing_is_promised(carla: Person, ede: Person, database: Database) -> None:
    await handed(ede, at("2026-03-02 18:00"))
    await carla.do(Press("ticket:neem:1"))
    await ede.listen()
    await database.change("DELETE FROM roles")
    assert await until(at("2026-03-20 09:00"), ede) == []
    assert list(await ede.reminders()) == ["t:1:klok"]


# ── its end ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_what_is_silent_for_ten_working_days_is_closed_with_the_question_whether_it_helped(
    carla: Person, ede: Person, database: Database
) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    await carla.do(Press("ticket:neem:1"))
    await carla.say("Dat ben ik.")
    await until(at("2026-03-02 10:00"), carla, ede)
    heard = await until(at("2026-04-20 10:00"), ede, carla)
    assert when(heard, ede, "Vraag 1 is 10 werkdagen stil.") == "2026-03-16 09:01"
    assert when(heard, carla, "gesloten, omdat het er lang stil was") == "2026-03-16 09:01"
    assert await ede.reminders() == {}
    assert await database.rows("SELECT count(*) FROM audit WHERE action = 'sluit'") == [(0,)], "nobody of the staff did it"


async def test_closed_by_itself_it_is_opened_again_within_a_week_and_waits_anew(carla: Person, baas: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    await carla.do(Press("ticket:neem:1"))
    await carla.say("Dat ben ik.")
    await until(at("2026-03-17 12:00"), carla, ede, baas)
    assert "Vraag 1 is weer open." in texts(await ede.do(Press("ticket:heropen:1")))
    assert "Weer geopend" in texts(await carla.listen())
    heard = await until(at("2026-03-18 18:00"), ede, carla, baas)
    assert when(heard, carla, "Herinnering: vraag 1") == "2026-03-18 11:00"


async def test_an_answer_that_is_still_held_keeps_it_open(carla: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    await carla.do(Press("ticket:neem:1"))
    await carla.say("Dat ben ik.")
    await until(at("2026-03-02 10:00"), carla, ede)
    carla.now = at("2026-03-16 09:00")
    await carla.say("En nog iets.")
    heard = await until(at("2026-03-16 12:00"), ede)
    assert told(heard, ede) == []
    await carla.wait(MINUTE)
    assert texts(await ede.listen()).endswith("En nog iets.")


@pytest.mark.parametrize(
    ("moment", "told_at"),
    [("2026-03-02 19:00", "2026-03-03 08:00"), ("2026-03-06 22:00", "2026-03-09 08:00"), ("2026-04-03 20:00", "2026-04-07 08:00")],
)
async def test_what_happens_at_night_is_told_in_the_morning_as_it_then_is(carla: Person, ede: Person, moment: str, told_at: str) -> None:
    await handed(ede, at("2026-03-02 10:00"))
    carla.now = at(moment)
    ede.now = at(moment)
    await carla.do(Press("ticket:neem:1"))
    assert await ede.listen() == ()
    await carla.do(Press("ticket:sluit:1"))
    assert await ede.listen() == ()
    heard = [one for one in await until(at(told_at) + DAY * 7, ede) if one.at >= at(moment)]
    assert [text.split(" U kunt")[0] for text in told(heard, ede)] == ["Vraag 1 is gesloten. Bent u geholpen?"]
    assert when(heard, ede, "Bent u geholpen?") == told_at


async def test_an_answer_at_night_goes_at_once_and_taking_it_is_not_told_behind_it(carla: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 22:00"))
    assert "Nieuwe vraag" in texts(await carla.listen()), "a new question is passed on at once"
    carla.now = at("2026-03-02 22:10")
    await carla.do(Press("ticket:neem:1"))
    await carla.say("Dat ben ik.")
    await carla.wait(MINUTE)
    assert texts(await ede.listen()).endswith("Dat ben ik.")
    assert await until(at("2026-03-03 12:00"), ede, carla) == []


async def test_taken_at_night_without_an_answer_is_told_in_the_morning(carla: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 18:30"))
    carla.now = at("2026-03-02 22:10")
    await carla.do(Press("ticket:neem:1"))
    heard = await until(at("2026-03-03 09:00"), ede)
    assert when(heard, ede, "Vraag 1 is aangenomen door de contactpersoon voor Gelderland.") == "2026-03-03 08:00"


async def test_forwarded_at_night_is_told_in_the_morning(carla: Person, ede: Person, store: Store, turns: Turns) -> None:
    omar = await staff(store, turns, "omar", OVERIJSSEL)
    await handed(ede, at("2026-03-02 18:30"))
    carla.now = at("2026-03-02 22:10")
    await carla.do(Press("ticket:naarja:1:overijssel"))
    assert "Doorgestuurd naar u" in texts(await omar.listen())
    heard = await until(at("2026-03-03 09:00"), ede, omar)
    assert when(heard, ede, "U krijgt antwoord van de contactpersoon voor Overijssel.") == "2026-03-03 08:00"
    assert told(heard, omar) == []


# ── a week in which nothing ran ───────────────────────────────────────────────────────────────────────────────


async def test_after_a_week_of_silence_one_step_is_done_and_the_rest_gets_its_time(carla: Person, baas: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    await carla.listen()
    ede.now = at("2026-03-10 10:00")
    await ede.fire()
    assert texts(await ede.listen()).startswith("Vraag 1 is nog niet aangenomen. Wij hebben nu ook een medewerker gevraagd.")
    assert "Kunt u helpen?" in texts(await baas.listen())
    assert await carla.listen() == ()
    heard = await until(at("2026-03-11 08:59"), ede, carla, baas)
    assert heard == []
    heard = await until(at("2026-03-11 09:00"), ede, carla, baas)
    assert when(heard, baas, "Nog van niemand") == "2026-03-11 09:00"


async def test_a_clock_that_comes_late_at_night_waits_for_the_morning(carla: Person, baas: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    ede.now = at("2026-03-14 03:00")
    await ede.fire()
    assert await ede.listen() == await baas.listen() == ()
    heard = await until(at("2026-03-16 12:00"), ede, carla, baas)
    assert when(heard, baas, "Kunt u helpen?") == "2026-03-16 08:00"


async def test_a_question_from_before_there_were_clocks_gets_one(carla: Person, baas: Person, ede: Person, database: Database) -> None:
    """As the migration makes it: due since it was asked."""
    await handed(ede, at("2026-03-02 09:00"))
    await database.change("UPDATE reminders SET due_at = (SELECT asked_at FROM tickets)")
    heard = await until(at("2026-03-02 18:00"), ede, carla, baas)
    assert when(heard, baas, "Kunt u helpen?") == "2026-03-02 17:00"


async def test_closed_in_a_long_downtime_nothing_is_asked_that_can_not_be_done(carla: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-02 09:00"))
    carla.now = at("2026-03-02 21:00")
    await carla.do(Press("ticket:sluit:1"))
    ede.now = at("2026-03-12 10:00")
    await ede.fire()
    assert await ede.listen() == ()
    assert await ede.reminders() == {}


# ── a list on each working day ────────────────────────────────────────────────────────────────────────────────


async def test_staff_can_have_a_list_on_each_working_day(carla: Person, ede: Person) -> None:
    await handed(ede, at("2026-03-06 16:00"))
    await carla.listen()
    carla.now = at("2026-03-06 17:00")
    await carla.do(Command("open"))
    said = await carla.press("Elke werkdag een overzicht")
    assert texts(said).startswith("Vanaf nu krijgt u elke werkdag om 8 uur een overzicht")
    heard = await until(at("2026-03-10 07:00"), carla)
    assert [one.at.strftime("%d %H:%M") for one in heard] == ["09 08:00"]
    line = "- vraag 1, school, Ede (Gelderland): wacht 1 werkuur, sinds 6 maart 2026, 16.00 uur, nog van niemand"
    assert told(heard, carla) == [f"Er staat 1 vraag open:\n{line}"]
    carla.now = at("2026-03-15 23:00")
    await carla.fire()
    assert await carla.listen() == (), "late, and at night"
    assert len(await until(at("2026-03-16 20:00"), carla)) == 1
    assert texts(await carla.say("/dagoverzicht")).startswith("U krijgt geen overzicht meer.")
    assert await until(at("2026-03-30 20:00"), carla) == []


async def test_there_is_no_list_of_nothing_and_none_for_who_answers_no_more(carla: Person, baas: Person, ede: Person) -> None:
    await carla.do(Command("dagoverzicht"))
    assert await until(at("2026-03-04 20:00"), carla) == []
    await baas.do(Press("rol:ja:1.contact.gelderland"))
    await carla.listen()
    assert await until(at("2026-03-06 20:00"), carla) == []
    assert await carla.reminders() == {}
    assert texts(await carla.do(Press("dagoverzicht:aan"))).startswith("Die knop doet het niet meer.")
    assert "Die opdracht" in texts(await ede.do(Command("dagoverzicht"))) or await ede.reminders() == {}


async def test_what_a_colleague_holds_is_not_in_the_list(carla: Person, ede: Person, store: Store, turns: Turns) -> None:
    cas = await staff(store, turns, "cas", GELDERLAND)
    await handed(ede, at("2026-03-02 10:00"))
    await carla.do(Press("ticket:neem:1"))
    await cas.do(Command("dagoverzicht"))
    await cas.listen()
    assert await until(at("2026-03-03 09:00"), cas) == []
