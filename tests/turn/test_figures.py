"""Figures over turns: what is counted, of whom not, and what a medewerker sees of it on both kinds of database."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from bot import app, stats
from bot.clock import stamp
from bot.log import Log
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command, Due, Press, Text
from dialogs.rights import Erase
from knowledge import Knowledge
from tests.databases import Database
from tests.talk import MONDAY
from tests.turn.desk import BOSS, GELDERLAND, MINUTE, ZWOLLE, asked, school, staff, texts
from tests.turn.person import Person

STRANGE = "xylofoon zwemles?"
KNOWN = "wat is een loopbaandossier?"
HOUR = timedelta(hours=1)


@pytest.fixture
async def boss(store: Store, turns: Turns) -> Person:
    return await staff(store, turns, "baas", BOSS)


async def people(store: Store, turns: Turns, count: int, role: str = "ouder", channel: str = "proef") -> list[Person]:
    found = [Person(store, turns, f"{role} {number}", channel) for number in range(count)]
    for one in found:
        await one.do(Press(f"ik:{role}"))
    return found


async def tallies(database: Database) -> dict[tuple[str, str], tuple[int, int, int]]:
    rows = await database.rows("SELECT month, name, number, people, newcomers FROM tallies")
    return {(month, name): (number, people, newcomers) for month, name, number, people, newcomers in rows}


def lines(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.split("\n") if ": " in line)


# ── what is counted ───────────────────────────────────────────────────────────────────────────────────────────


async def test_a_question_is_counted_by_what_became_of_it(store: Store, turns: Turns, database: Database) -> None:
    one, two = await people(store, turns, 2)
    for person in (one, two):
        await person.say(STRANGE)
        await person.say(KNOWN)
    await one.say(STRANGE)
    found = await tallies(database)
    assert found["2026-03", "vraag_geweigerd"] == (3, 2, 2)
    assert found["2026-03", "vraag_beantwoord"] == (2, 2, 2)


async def test_who_comes_back_is_counted_anew_in_a_month_and_as_new_after_a_year(store: Store, turns: Turns, database: Database) -> None:
    (one,) = await people(store, turns, 1)
    for days in (0, 31, 335, 700):
        one.now = MONDAY + timedelta(days=days)
        await one.say(STRANGE)
    assert {month: counts for (month, _), counts in (await tallies(database)).items()} == {
        "2026-03": (1, 1, 1),
        "2026-04": (1, 1, 0),
        "2027-01": (1, 1, 0),
        "2028-01": (1, 1, 1),
    }


async def test_of_pupils_and_staff_nothing_is_counted(store: Store, turns: Turns, database: Database, boss: Person) -> None:
    (pupil,) = await people(store, turns, 1, "leerling")
    for person in (pupil, boss):
        await person.say(STRANGE)
        await person.say(KNOWN)
        await person.say("wat is lob?")
    assert await tallies(database) == {}
    assert await database.rows("SELECT * FROM tallied") == []


async def test_a_scan_is_counted_when_it_begins(store: Store, turns: Turns, database: Database) -> None:
    one = Person(store, turns)
    await one.begin_a_scan()
    assert await tallies(database) == {("2026-03", "scan_begonnen"): (1, 1, 1)}


async def test_an_answer_is_counted_by_how_long_it_took(store: Store, turns: Turns, database: Database) -> None:
    carla = await staff(store, turns, "carla", GELDERLAND)
    for number, wait in ((1, HOUR), (2, 4 * HOUR), (3, timedelta(days=1)), (4, timedelta(days=10))):
        asker = await school(store, turns, f"ede {number}")
        asker.now = carla.now
        await asked(asker, f"Vraag {number}?")
        carla.now += wait
        await carla.do(Press(f"ticket:neem:{number}"))
        await carla.do(Press(f"ticket:antwoord:{number}"))
        await carla.say("Zo.")
        await carla.wait(MINUTE)
        await carla.do(Press(f"ticket:antwoord:{number}"))
        await carla.say("En zo.")
        await carla.wait(MINUTE)
    found = {name: counts for (_, name), counts in (await tallies(database)).items()}
    assert found == {
        "doorgegeven": (4, 4, 4),
        "antwoord": (4, 4, 4),
        "wacht_halve_dag": (1, 1, 1),
        "wacht_dag": (1, 1, 1),
        "wacht_drie_dagen": (1, 1, 1),
        "wacht_langer": (1, 1, 1),
    }


async def test_who_is_erased_is_counted_and_leaves_no_mark(store: Store, turns: Turns, database: Database) -> None:
    one, two = await people(store, turns, 2)
    for person in (one, two):
        await person.say(STRANGE)
    await one.do(Command("vergeet"))
    await one.do(Press("vergeet:ja"))
    await two.only_do(Erase())
    found = await tallies(database)
    assert (found["2026-03", "vraag_geweigerd"], found["2026-03", "gewist"]) == ((2, 2, 2), (2, 2, 2))
    assert await database.rows("SELECT * FROM tallied") == []


async def test_turns_that_come_together_are_all_counted(store: Store, turns: Turns, database: Database) -> None:
    crowd = await people(store, turns, 9)
    await asyncio.gather(*(one.only_do(Text(STRANGE)) for one in crowd))
    assert (await tallies(database))["2026-03", "vraag_geweigerd"] == (9, 9, 9)


async def test_two_processes_on_one_database_count_together(store: Store, turns: Turns, database: Database, knowledge: Knowledge) -> None:
    other = await database.store()
    also = Turns(other, knowledge, Log(b"key"))
    crowd = [*await people(store, turns, 6), *await people(other, also, 6, "school")]
    await asyncio.wait_for(asyncio.gather(*(one.only_do(Text(text)) for one in crowd for text in (STRANGE, KNOWN))), 60)
    found = await tallies(database)
    assert (found["2026-03", "vraag_geweigerd"], found["2026-03", "vraag_beantwoord"]) == ((12, 12, 12), (12, 12, 12))


async def test_what_is_heard_twice_is_counted_once(store: Store, turns: Turns, database: Database) -> None:
    (one,) = await people(store, turns, 1)
    for _ in range(2):
        await one.do(Text(STRANGE), "zelfde")
    assert (await tallies(database))["2026-03", "vraag_geweigerd"] == (1, 1, 1)


# ── what a medewerker sees ────────────────────────────────────────────────────────────────────────────────────


async def test_four_are_not_told_and_five_are(store: Store, turns: Turns, boss: Person) -> None:
    four = await people(store, turns, 4)
    for one in four:
        await one.say(STRANGE)
    (page,) = await boss.say("cijfers")
    assert lines(page.text)["Ouders"] == "<5 in proef"
    assert lines(page.text)["Vragen zonder antwoord"] == "<5"
    (fifth,) = await people(store, turns, 1, "school")
    await fifth.say(STRANGE)
    (page,) = await boss.say("/cijfers")
    assert lines(page.text)["Ouders"] == "<5 in proef"
    assert lines(page.text)["Vragen zonder antwoord"] == "5, <5, 5"
    more = Person(store, turns, "ouder 5")
    await more.do(Press("ik:ouder"))
    (page,) = await boss.do(Press("cijfers"))
    assert lines(page.text)["Ouders"] == "5 in proef"
    assert lines(page.text)["Mensen van scholen"] == "<5 in proef"


async def test_who_works_with_the_guide_left_or_was_long_silent_is_none_of_its_people(store: Store, turns: Turns, boss: Person) -> None:
    found = await people(store, turns, 6)
    await store.gone(found[0].key)
    (page,) = await boss.say("cijfers")
    assert (lines(page.text)["Ouders"], lines(page.text)["Niet verteld"]) == ("5 in proef", "<5 in proef")
    boss.now += timedelta(days=31)
    (page,) = await boss.say("cijfers")
    assert "Nog niemand." in page.text


async def test_the_picture_tells_the_same_and_is_left_out_for_who_listens(store: Store, turns: Turns, boss: Person) -> None:
    await people(store, turns, 5)
    (page,) = await boss.say("cijfers")
    assert page.picture is not None
    assert [bar.value for bar in page.picture.bars[0].bars] == ["5", "<5", "<5", "<5"]
    assert "Ouders, proef: 5; " in page.picture.alt
    await boss.say("voorlezen")
    (page,) = await boss.say("cijfers")
    assert page.picture is None
    assert lines(page.text)["Ouders"] == "5 in proef"


async def test_the_file_has_the_same_numbers(store: Store, turns: Turns, boss: Person) -> None:
    for one in await people(store, turns, 5):
        await one.say(STRANGE)
    await boss.say("cijfers")
    (said,) = await boss.press("Als Excel-bestand")
    assert said.sheet is not None
    assert ("mensen", "Ouders", "proef", "laatste 30 dagen", "5") in said.sheet.rows
    assert ("gebruik", "Vragen zonder antwoord", "", "2026-03", "5") in said.sheet.rows
    assert ("gebruik", "Vragen zonder antwoord", "", "2026-02", "<5") in said.sheet.rows
    assert (await boss.say("herhaal"))[0].text.startswith("Cijfers van LOB-gids, 2 maart 2026")


async def test_what_is_erased_when_is_told(
    store: Store, turns: Turns, boss: Person, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await boss.say("cijfers")
    (page,) = await boss.press("Wat wordt gewist")
    assert "Dat deed ik nog niet." in page.text
    monkeypatch.setattr(app, "now", lambda: MONDAY)
    await app.tidy(store, knowledge)
    (page,) = await boss.say("herhaal")
    assert "Dat deed ik voor het laatst op 2 maart 2026 om 9.00 uur." in page.text
    assert "- Mijn berichten aan mensen: na 30 dagen." in page.text
    assert (await boss.press("Terug naar de cijfers"))[0].text.startswith("Cijfers")


async def test_who_went_by_their_silence_is_counted_apart(
    store: Store, turns: Turns, database: Database, boss: Person, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in await people(store, turns, 5):
        await one.say(STRANGE)
    boss.now += timedelta(days=731)
    await boss.say("menu")
    monkeypatch.setattr(app, "now", lambda: boss.now)
    await app.tidy(store, knowledge)
    assert (await tallies(database))["2028-03", "gewist_termijn"] == (5, 5, 5)
    await boss.say("cijfers")
    (page,) = await boss.press("Wat wordt gewist")
    assert lines(page.text)["Gewist na 730 dagen stilte"] == "5, <5, 5"


async def test_marks_go_after_a_year_and_counts_stay(
    store: Store, turns: Turns, database: Database, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = await people(store, turns, 1)
    await one.say(STRANGE)
    for days, left in ((330, 1), (366, 0)):
        monkeypatch.setattr(app, "now", lambda days=days: MONDAY + timedelta(days=days))
        await app.tidy(store, knowledge)
        assert len(await database.rows("SELECT * FROM tallied")) == left
    assert (await tallies(database))["2026-03", "vraag_geweigerd"] == (1, 1, 1)


async def test_how_many_got_a_message_to_many(store: Store, turns: Turns, database: Database, boss: Person) -> None:
    await database.change(
        "INSERT INTO broadcasts (id, text, file, link_label, link, target, status, wants_second, made_at, any_hour, why_paused, version,"
        " snapshot_at, total, per_minute, told) VALUES (1, 'Hallo', '', '', '', '{}', 'ended', 0, ?, 0, '', 0, ?, 8, 0, '')",
        stamp(MONDAY),
        stamp(MONDAY),
    )
    for number in range(1, 9):
        status = "said" if number < 8 else "failed"
        await database.change(
            "INSERT INTO broadcast_recipients (broadcast, number, channel, status, tries, version, removed)"
            " VALUES (1, ?, 'proef', ?, 0, 0, 0)",
            number,
            status,
        )
    (page,) = await boss.say("cijfers")
    assert lines(page.text)["Ontvangen berichten aan velen"] == "7, <5, 7"


async def test_the_command_tells_what_the_chat_tells(store: Store, turns: Turns, boss: Person, knowledge: Knowledge) -> None:
    for one in await people(store, turns, 5):
        await one.say(STRANGE)
    (page,) = await boss.say("cijfers")
    seen = await stats.counted(store, boss.now)
    assert stats.as_text(seen, knowledge, boss.now).startswith(page.text)
    values = json.loads(stats.as_json(seen, knowledge))
    assert values["mensen"][0] == {"wie": "ouder", "kanaal": "proef", "aantal": 5}
    assert values["mensen"][1]["aantal"] is None
    assert values["gebruik"]["vraag_geweigerd"] == {
        "deze_maand": 5,
        "vorige_maand": None,
        "laatste_12_maanden": 5,
        "per_maand": [{"maanden": ["2026-03"], "aantal": 5}],
    }
    assert values["opgeruimd"] is None
    assert values["bewaartermijnen_dagen"]["scan_dagen"] == knowledge.settings.scan_days


async def test_nobody_else_is_told(store: Store, turns: Turns, boss: Person) -> None:
    contact = await staff(store, turns, "carla", GELDERLAND)
    (parent,) = await people(store, turns, 1)
    other = await school(store, turns, "zwolle", ZWOLLE)
    for person in (contact, parent, other):
        for event in (Command("cijfers"), Press("cijfers"), Press("cijfers:bewaard"), Press("cijfers:bestand"), Text("cijfers")):
            said = await person.do(event)
            assert "Cijfers van LOB-gids" not in texts(said)
            assert all(one.sheet is None and one.picture is None for one in said)


async def test_who_was_revoked_while_they_look_sees_them_no_more(store: Store, turns: Turns, boss: Person) -> None:
    other = await staff(store, turns, "collega", BOSS)
    await other.say("cijfers")
    await boss.do(Command("rollen"))
    ids = [one.press.removeprefix("rol:weg:") for one in boss.last_shown if one.press.startswith("rol:weg:")]
    await boss.do(Press(f"rol:ja:{ids[-1]}"))
    await other.listen()
    assert "Cijfers van LOB-gids" not in texts(await other.say("herhaal"))


async def test_help_and_home_lead_a_medewerker_there(boss: Person, store: Store, turns: Turns) -> None:
    assert "/cijfers" in texts(await boss.say("/help"))
    assert any(one.press == "cijfers" for one in boss.last_shown)
    (parent,) = await people(store, turns, 1)
    assert "/cijfers" not in texts(await parent.say("/help"))


async def test_a_scan_is_counted_when_it_is_whole_and_once(store: Store, turns: Turns, database: Database) -> None:
    one = Person(store, turns)
    await one.begin_a_scan()
    for _ in range(120):
        if ("2026-03", "scan_klaar") in await tallies(database):
            break
        await one.do(Press(one.last_shown[0].press))
    await one.say("resultaat")
    await one.do(Press(one.last_shown[0].press))
    found = await tallies(database)
    assert (found["2026-03", "scan_begonnen"], found["2026-03", "scan_klaar"]) == ((1, 1, 1), (1, 1, 1))


async def test_a_reminder_is_no_sign_of_life(store: Store, turns: Turns, database: Database) -> None:
    (one,) = await people(store, turns, 1)
    one.now += timedelta(days=40)
    await one.only_do(Due("dag:1"))
    assert await database.rows("SELECT heard_at FROM persons") == [(stamp(MONDAY),)]
    await one.say("hoi")
    assert await database.rows("SELECT heard_at FROM persons") == [(stamp(one.now),)]
