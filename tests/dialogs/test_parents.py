"""The guide for parents: from the child's class to what helps, the days that matter, and a letter; nothing of the child is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import get_args

import pytest
from msgspec.structs import replace

from dialogs.language import Command, Due, Effect, Press, Remind, Say, Text, Unremind
from dialogs.memory import Helping, Home, read
from dialogs.recipes import Agenda
from knowledge import CALENDAR, PARENTS, Knowledge
from knowledge import read as read_content
from tests.talk import AMSTERDAM, MONDAY, Talk, shipped

KNOWN = read_content(shipped())
ROWS = {"Begin", "Show", "Keep", "Note", "Extend", "Label", "Finish", "Discard", "Know"}


def parent(knowledge: Knowledge = KNOWN, now: datetime = MONDAY) -> Talk:
    talk = Talk(knowledge, now=now)
    talk.say("/start")
    talk.press("Ik ben ouder")
    return talk


def labels(talk: Talk) -> list[str]:
    return [button.label for row in talk.seen.buttons for button in row]


def test_every_level_and_class_has_its_five_pages() -> None:
    talk = parent()
    for level in KNOWN.parents.levels:
        for year in level.classes:
            place = f"kind:{level.id}.{year}"
            pages = [talk.do(Press(f"{place}{part}"))[-1].text for part in ("", ".hulp", ".data", ".school", ".brief")]
            assert len(set(pages)) == len(pages)
            assert f"{level.name}, klas {year}" in pages[0]
            assert "Bron: https://" in pages[0]
            assert f"klas {year} ({level.name})" in pages[-1]
            assert "te vertalen" in pages[-1]
            assert {type(effect) for effect in talk.effects} == {Say}


def test_it_asks_the_level_and_the_class() -> None:
    talk = parent()
    talk.press("Help mee, per klas")
    assert labels(talk) == [*(level.name for level in KNOWN.parents.levels), "Weet ik niet", "Menu"]
    talk.press("Havo")
    assert labels(talk) == [*(f"Klas {year}" for year in range(1, 6)), "Weet ik niet", "Menu"]
    assert "Havo, klas 3: wat gebeurt er dit jaar?" in talk.press("Klas 3")[-1].text
    assert read(talk.state).topic == Helping("havo", 3)


def test_who_does_not_know_hears_where_to_find_it() -> None:
    talk = parent()
    talk.say("help mee")
    assert talk.say("weet ik niet")[-1].text == KNOWN.parents.level_unknown
    talk.press("Mbo")
    assert talk.say("weet ik niet")[-1].text.startswith(KNOWN.parents.class_unknown)
    assert "Weet ik niet" not in labels(talk)


@pytest.mark.parametrize(
    "text",
    ["3 havo", "havo 3", "Mijn zoon zit in 3 havo", "mijn dochter zit in de derde van de havo", "havo 3e klas", "ze zit in havo-3"],
)
def test_a_class_can_be_told_in_words(text: str) -> None:
    talk = parent()
    if "3e" in text:
        text = text.replace("3e", "derde")
    talk.say(text)
    assert read(talk.state).topic == Helping("havo", 3)


@pytest.mark.parametrize("text", ["mijn zoon zit in 3 havo en wil naar het mbo", "havo", "3", "mijn zoon is 3 havo 4", "naar de havo"])
def test_what_says_more_or_less_than_a_class_is_not_taken_for_one(text: str) -> None:
    talk = parent()
    talk.say(text)
    assert not isinstance(read(talk.state).topic, Helping)


def test_where_the_level_was_told_the_class_alone_is_enough() -> None:
    talk = parent()
    talk.do(Press("kind:vwo"))
    talk.say("de zesde klas")
    assert read(talk.state).topic == Helping("vwo", 6)


def test_a_class_that_the_level_does_not_have_is_asked_again() -> None:
    talk = parent()
    talk.say("havo 6")
    assert "In welke klas zit uw kind?" in talk.said[-1].text


def test_a_teacher_who_names_a_class_is_not_taken_for_a_parent() -> None:
    talk = Talk(KNOWN, audience="school")
    talk.say("3 havo")
    assert not isinstance(read(talk.state).topic, Helping)


@pytest.mark.parametrize("press", ["kind:mavo", "dag:pasen", "dag:niet:pasen", "stap:9", "woord:pasen"])
def test_a_button_for_what_is_gone_says_so(press: str) -> None:
    talk = parent()
    assert talk.do(Press(press))[-1].text.startswith("Die knop doet het niet meer.")


def test_nothing_of_the_child_becomes_a_row() -> None:
    talk = parent()
    kinds = set()
    for step in ("kind", "kind:havo", "kind:havo.3", "kind:havo.3.data", "kind:havo.3.brief"):
        talk.do(Press(step))
        kinds |= {type(effect).__name__ for effect in talk.effects}
    assert {kind.__name__ for kind in get_args(Effect)} >= ROWS
    assert not kinds & ROWS
    talk.press("Menu")
    assert read(talk.state).topic == Home()


# ── days ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_days_of_a_class_go_into_an_agenda() -> None:
    talk = parent(now=datetime(2026, 9, 7, 9, tzinfo=AMSTERDAM))
    talk.do(Press("kind:mbo.4.data"))
    said = talk.press("Zet in mijn agenda")[-1]
    assert isinstance(said.document, Agenda)
    page = KNOWN.parents.page("mbo", 4)
    assert page is not None
    days = [KNOWN.calendar.day(id) for id in page.dates]
    assert [day.what for day in said.document.days] == [day.what for day in days if day]
    assert all(datetime(2026, 9, 7).date() <= day.on <= datetime(2027, 9, 7).date() for day in said.document.days)  # noqa: DTZ001


def test_a_year_without_days_says_so() -> None:
    talk = parent()
    assert "geen vaste data" in talk.do(Press("kind:havo.1.data"))[-1].text
    assert "geen vaste data" in talk.do(Press("kind:havo.1.agenda"))[-1].text


def test_a_reminder_comes_some_days_before_at_ten() -> None:
    talk = parent(now=datetime(2026, 9, 7, 9, tzinfo=AMSTERDAM))
    talk.say("herinner mij aan 1 april")
    assert talk.reminders == {"dag:mbo-aanmelden": datetime(2027, 3, 18, 10, tzinfo=AMSTERDAM)}
    assert talk.said[-1].text == "Goed. Op 18 maart 2027 krijgt u één bericht over 1 april 2027."
    talk.now = datetime(2027, 3, 18, 10, 1, tzinfo=AMSTERDAM)
    (said,) = talk.remind("dag:mbo-aanmelden")
    assert said.text.startswith("U vroeg om een herinnering. 1 april 2027: Aanmelden voor het mbo.")
    assert "Bron: https://" in said.text


def test_a_reminder_for_a_day_that_is_near_comes_tomorrow_and_for_today_next_year() -> None:
    talk = parent(now=datetime(2027, 3, 30, 9, tzinfo=AMSTERDAM))
    talk.do(Press("dag:mbo-aanmelden"))
    assert talk.reminders["dag:mbo-aanmelden"] == datetime(2027, 3, 31, 10, tzinfo=AMSTERDAM)
    talk.now = datetime(2027, 4, 1, 9, tzinfo=AMSTERDAM)
    talk.do(Press("dag:mbo-aanmelden"))
    assert talk.reminders["dag:mbo-aanmelden"].date() == (datetime(2028, 4, 1, tzinfo=AMSTERDAM) - timedelta(days=14)).date()


def test_a_reminder_can_be_taken_back() -> None:
    talk = parent()
    talk.do(Press("dag:mbo-aanmelden"))
    assert isinstance(talk.effects[0], Remind)
    assert labels(talk) == ["Toch geen herinnering", "Menu"]
    talk.press("Toch geen herinnering")
    assert isinstance(talk.effects[0], Unremind)
    assert talk.reminders == {}
    assert talk.said[-1].text.startswith("Goed, u krijgt geen herinnering.")


def test_a_reminder_set_from_a_class_leads_back_to_it() -> None:
    talk = parent()
    talk.do(Press("kind:mbo.4.data"))
    talk.do(Press("dag:ho-aanmelden"))
    assert "Dit schooljaar" in labels(talk)
    talk.press("Toch geen herinnering")
    assert read(talk.state).topic == Helping("mbo", 4, "data")


def test_which_days_there_are_is_told_when_none_is_named() -> None:
    talk = parent()
    for words in ("herinner mij", "herinner mij aan 2 april", "belangrijke data"):
        assert talk.say(words)[-1].text.startswith("Deze data zijn belangrijk:")
        assert len([label for label in labels(talk) if label.startswith("Herinner mij aan")]) == len(KNOWN.calendar.days)


def test_a_reminder_of_a_day_that_is_gone_says_so() -> None:
    talk = parent()
    assert "ken ik niet meer" in talk.do(Due("dag:pasen"))[-1].text


def test_in_a_scan_a_reminder_is_set_beside_it() -> None:
    talk = Talk(KNOWN, audience="school")
    talk.do(Press("scan:begin:vmbo"))
    before = talk.seen
    talk.do(Press("dag:mbo-aanmelden"))
    assert "dag:mbo-aanmelden" in talk.reminders
    assert talk.seen == before == talk.said[-1]


# ── content without all of it ─────────────────────────────────────────────────────────────────────────────────


def test_without_a_guide_there_is_no_button_to_it() -> None:
    files = shipped()
    del files[PARENTS]
    talk = parent(read_content(files))
    assert "Help mee, per klas" not in labels(talk)
    assert talk.do(Command("kind"))[-1].text.startswith("Die opdracht ken ik niet.")
    assert talk.do(Command("data"))[-1].text.startswith("Deze data zijn belangrijk:")
    assert "Help mee, per klas" not in labels(talk)
    del files[CALENDAR]
    assert parent(read_content(files)).do(Command("data"))[-1].text.startswith("Die opdracht ken ik niet.")


@pytest.mark.parametrize("topic", [Helping("mavo", 3), Helping("havo", 3, "dag:pasen"), Helping(part="dag:pasen")])
def test_a_page_that_is_gone_leads_home(topic: Helping) -> None:
    talk = parent()
    talk.say("3 havo")
    conversation = read(talk.state)
    from dialogs import memory  # noqa: PLC0415

    talk.state = memory.write(replace(conversation, topic=topic))
    assert "bestaat niet meer" in talk.say("herhaal")[-1].text
    assert read(talk.state).topic == Home()


@pytest.mark.parametrize(
    ("press", "where"),
    [("kind", "U zoekt hulp voor de klas van uw kind."), ("kind:havo.3", "voor een kind in Havo, klas 3."), ("stap:2", "stap voor stap.")],
)
def test_it_says_where_you_are(press: str, where: str) -> None:
    talk = parent()
    talk.do(Press(press))
    assert where in talk.do(Text("waar ben ik"))[-1].text


@pytest.mark.parametrize("text", ["2 vmbo", "mijn dochter zit in 2 vmbo", "onze zoon zit in de tweede klas van het vmbo"])
def test_a_word_of_several_levels_asks_which_and_keeps_the_class(text: str) -> None:
    talk = Talk(KNOWN, audience="ouder")
    (asked,) = talk.say(text)
    assert "Op welke school zit uw kind?" in asked.text
    (said,) = talk.press("Vmbo basis of kader")
    assert said.text.startswith("Vmbo basis of kader, klas 2: wat gebeurt er dit jaar?")
    assert talk.say(text)[0].text == asked.text
    assert talk.say("mavo")[0].text.startswith("Vmbo-gl, vmbo-tl of mavo, klas 2: wat gebeurt er dit jaar?")


@pytest.mark.parametrize("text", ["vmbo", "2 3 vmbo", "2 school", "2"])
def test_what_names_no_class_or_no_level_is_asked_of_the_answers(text: str) -> None:
    talk = Talk(KNOWN, audience="ouder")
    assert "Op welke school zit uw kind?" not in talk.say(text)[-1].text
