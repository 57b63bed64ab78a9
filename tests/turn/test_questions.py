"""Questions without an answer as rows: linked to who asked until a day, counted without anyone, and gone when taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import stamp
from bot.export import QUESTION_COLUMNS, questions
from bot.sheets import objects
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Press
from knowledge import Knowledge
from tests.databases import Database
from tests.turn.person import Person

STRANGE = "xylofoon zwemles?"


@pytest.fixture
def other(store: Store, turns: Turns) -> Person:
    return Person(store, turns, "ander")


async def asked(person: Person, text: str = STRANGE) -> None:
    await person.do(Press("ik:ouder"))
    await person.say(text)


async def test_it_is_kept_with_who_asked_and_what_came_near(person: Person, database: Database) -> None:
    await asked(person)
    ((text, unhelpful, nearest, audience),) = await database.rows("SELECT text, unhelpful, nearest, audience FROM questions")
    assert (text, unhelpful, audience) == (STRANGE, "", "ouder")
    assert len(nearest.split()) <= 3
    ((key,),) = await database.rows("SELECT p.key FROM questions AS q JOIN persons AS p ON p.id = q.person")
    assert key == person.key


async def test_who_wants_to_be_told_is_a_row_of_its_own_and_a_question_can_be_taken_back(person: Person, database: Database) -> None:
    await asked(person)
    await person.press("Laat mij weten als er een antwoord is")
    await person.do(Press("vraag:weten:2"))
    assert await database.rows("SELECT COUNT(*) FROM tells") == [(1,)]
    await person.do(Press("vraag:weg:2"))
    assert await database.rows("SELECT COUNT(*) FROM questions") == [(0,)]
    assert await database.rows("SELECT COUNT(*) FROM tells") == [(0,)]


async def test_nobody_touches_the_question_of_another(person: Person, other: Person, database: Database) -> None:
    await asked(person)
    await other.do(Press("ik:ouder"))
    await other.do(Press("vraag:weg:2"))
    await other.do(Press("vraag:weten:2"))
    assert await database.rows("SELECT COUNT(*) FROM questions") == [(1,)]
    assert await database.rows("SELECT COUNT(*) FROM tells") == [(0,)]


async def test_after_a_while_a_question_is_anybodys(person: Person, store: Store, database: Database) -> None:
    await asked(person)
    await person.press("Laat mij weten als er een antwoord is")
    await store.unlink_questions(stamp(person.now - timedelta(days=1)))
    assert await database.rows("SELECT COUNT(*) FROM questions WHERE person IS NULL") == [(0,)]
    await store.unlink_questions(stamp(person.now + timedelta(days=31)))
    assert await database.rows("SELECT COUNT(*) FROM questions WHERE person IS NULL") == [(1,)]
    assert await database.rows("SELECT COUNT(*) FROM tells") == [(1,)]


async def test_what_helped_is_counted_by_day_and_a_wording_is_nobodys(person: Person, other: Person, database: Database) -> None:
    for one in (person, other):
        await one.do(Press("ik:ouder"))
        await one.do(Press("helpt:profielkeuze"))
    await other.do(Press("helptniet:profielkeuze"))
    day = person.now.date().isoformat()
    assert await database.rows("SELECT entry, day, helpful, unhelpful FROM ratings") == [("profielkeuze", day, 2, 1)]


async def test_editors_see_alike_questions_together(person: Person, other: Person, store: Store, knowledge: Knowledge) -> None:
    await asked(person)
    other.now += timedelta(hours=1)
    await asked(other, "Zwemles xylofoon")
    await other.press("Laat mij weten als er een antwoord is")
    await other.say("iets heel anders blubber?")
    sheet = questions(await store.questions(), knowledge)
    assert sheet.columns == QUESTION_COLUMNS
    first, second = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    assert (first["aantal"], first["vraag"], first["ook_gevraagd"], first["wil_bericht"]) == ("2", STRANGE, "Zwemles xylofoon", "1")
    assert second["aantal"] == "1"
    assert b'"aantal": "2"' in objects(sheet)
