"""Questions that nobody answered and what editors add at run time: rows on both kinds of database, known in every process at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import live
from bot.app import App, opened
from bot.clock import stamp
from bot.export import questions
from bot.settings import Settings
from bot.storage.committer import Writes
from bot.storage.loading import Loaded
from bot.storage.store import Store
from bot.storage.troubles import Locked
from bot.storage.unanswered import NOTHING_UNANSWERED
from bot.turn import Turns
from dialogs.language import Command, Due, Press, Text
from dialogs.proposal import Judge, Proposal, Suggest
from dialogs.unanswered import Asked, CloseQuestions, LiveEntry, PutLive, WithdrawLive
from knowledge import Knowledge
from tests.databases import Database
from tests.storage.steps import done, key
from tests.talk import MONDAY
from tests.turn.acting import Acting, answer, wording
from tests.turn.desk import BOSS, EDITOR, staff
from tests.turn.person import Person

STRANGE, WATER = "xylofoon zwemles?", "In het water maakt een xylofoon geen geluid."
TELL = "Laat mij weten als er een antwoord is"


@pytest.fixture
def acting(monkeypatch: pytest.MonkeyPatch) -> Acting:
    return Acting(monkeypatch)


@pytest.fixture
async def eva(store: Store, turns: Turns) -> Person:
    """One of the editors."""
    return await staff(store, turns, "eva", EDITOR)


async def asks(person: Person, text: str = STRANGE, *, waits: bool = False) -> None:
    await person.do(Press("ik:ouder"))
    await person.say(text)
    if waits:
        await person.press(TELL)


async def number(database: Database, person: Person) -> int:
    ((found,),) = await database.rows("SELECT id FROM persons WHERE key = ?", person.key)
    return int(found)


# ── questions ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_editor_sees_what_nobody_answered_and_who_waits(person: Person, eva: Person, acting: Acting, database: Database) -> None:
    await asks(person, waits=True)
    person.now += timedelta(minutes=1)
    await asks(person, "zwemles voor de triangel?")
    first, second = (await acting.does(eva)).asked
    assert isinstance(first, Asked)
    assert (first.text, first.audience, first.day, first.unhelpful) == (STRANGE, "ouder", MONDAY.date(), "")
    assert first.waiting == (await number(database, person),)
    ((nearest,),) = await database.rows("SELECT nearest FROM questions WHERE id = ?", first.id)
    assert first.nearest == tuple(nearest.split())
    assert (second.text, second.waiting) == ("zwemles voor de triangel?", ())


async def test_nobody_else_sees_them(person: Person, store: Store, turns: Turns, acting: Acting) -> None:
    await asks(person, waits=True)
    boss = await staff(store, turns, "bo", BOSS)
    for one in (boss, person):
        shared = await acting.does(one)
        assert (shared.asked, shared.live, shared.kept) == ((), (), ())


async def test_they_are_loaded_only_for_a_turn_that_is_about_them(person: Person, eva: Person, acting: Acting) -> None:
    await asks(person)
    await eva.do(Press("menu"))
    assert (acting.shared.has("redactie"), acting.shared.asked) == (True, ())
    for event in (Text("Vragen?"), Command("vragen"), Press("vragen:x"), Due("vragen:x")):
        await eva.do(event)
        assert len(acting.shared.asked) == 1, event


async def test_a_question_is_closed_once_and_who_waited_waits_no_more(
    person: Person, eva: Person, store: Store, acting: Acting, database: Database, knowledge: Knowledge
) -> None:
    await asks(person, waits=True)
    (one,) = (await acting.does(eva)).asked
    await acting.does(eva, CloseQuestions((one.id,), "beantwoord"))
    assert await database.rows("SELECT COUNT(*) FROM tells") == [(0,)]
    assert (await acting.does(eva)).asked == ()
    assert questions(await store.questions(), knowledge).rows == ()
    await acting.does(eva, CloseQuestions((one.id,), "weggelegd"))
    rows = await database.rows("SELECT outcome, closed_by, closed_at FROM questions")
    assert rows == [("beantwoord", await number(database, eva), rows[0][2])]
    noted = await database.rows("SELECT action, detail FROM audit WHERE actor = ? ORDER BY at, action", await number(database, eva))
    assert ("beantwoord", "1 vragen") in noted
    assert STRANGE not in str(noted)


async def test_who_wants_to_be_told_of_a_closed_question_opens_it(person: Person, eva: Person, acting: Acting, database: Database) -> None:
    await asks(person)
    (one,) = (await acting.does(eva)).asked
    await acting.does(eva, CloseQuestions((one.id,), "weggelegd"))
    await person.press(TELL)
    (again,) = (await acting.does(eva)).asked
    assert (again.id, again.waiting) == (one.id, (await number(database, person),))
    await acting.does(eva, CloseQuestions((one.id,), "beantwoord"))
    assert (await acting.does(eva)).asked == ()


async def test_what_is_closed_is_gone_after_a_while_but_not_while_somebody_waits(
    person: Person, eva: Person, store: Store, acting: Acting, database: Database
) -> None:
    for minutes, text in enumerate((STRANGE, "zwemles voor de triangel?", "zwemles voor de pauk?")):
        person.now = MONDAY + timedelta(minutes=minutes)
        await asks(person, text)
    first, second, _ = (await acting.does(eva)).asked
    await acting.does(eva, CloseQuestions((first.id, second.id), "weggelegd"))
    await database.change("INSERT INTO tells (person, question, at) SELECT person, id, asked_at FROM questions WHERE id = ?", second.id)
    await store.unlink_questions(stamp(MONDAY - timedelta(days=1)))
    assert await database.rows("SELECT COUNT(*) FROM questions") == [(3,)]
    await store.unlink_questions(stamp(MONDAY + timedelta(days=1)))
    assert await database.rows("SELECT text FROM questions ORDER BY asked_at") == [
        ("zwemles voor de triangel?",),
        ("zwemles voor de pauk?",),
    ]


async def test_only_who_was_known_to_wait_is_taken_for_told(person: Person, eva: Person, store: Store, acting: Acting) -> None:
    """Somebody may say so in another process, between what a turn looked at and what it writes."""
    await asks(person, waits=True)
    (one,) = (await acting.does(eva)).asked
    rows = live.rows(CloseQuestions((one.id,), "beantwoord"), NOTHING_UNANSWERED, "2026-03-02T12:00:00.000000Z")

    def decide(loaded: Loaded) -> Writes:
        return Writes(loaded.state, rows)

    await done(store, key(eva.key), decide)
    assert [left.waiting for left in (await acting.does(eva)).asked] == [one.waiting]


# ── what is added ─────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_answer_is_a_row_and_a_correction_is_another(eva: Person, acting: Acting, database: Database) -> None:
    await acting.does(eva, answer("Is er zwemles?", "Nee."))
    (first,) = (await acting.does(eva)).live
    assert isinstance(first, LiveEntry)
    assert (first.number, first.entry, first.kind, first.question, first.answer) == (
        1,
        "eigen-zwemles",
        "antwoord",
        "Is er zwemles?",
        "Nee.",
    )
    assert first.since == MONDAY
    eva.now += timedelta(days=1)
    await acting.does(eva, answer("Is er zwemles?", "Ja."))
    (second,) = (await acting.does(eva)).live
    assert (second.number, second.answer) == (2, "Ja.")
    old, new = await database.rows("SELECT yaml, author, withdrawn_by, withdrawn_at IS NULL FROM live_entries ORDER BY number")
    editor = await number(database, eva)
    assert ("Nee." in str(old[0]), *old[1:3], bool(old[3])) == (True, editor, editor, False)
    assert ("Ja." in str(new[0]), *new[1:3], bool(new[3])) == (True, editor, None, True)
    await acting.does(eva, WithdrawLive(2))
    assert (await acting.does(eva)).live == ()
    noted = [row for row in await database.rows("SELECT action, detail FROM audit ORDER BY at, action") if row[0] in ("voegtoe", "trekin")]
    assert sorted(noted) == [("trekin", "toevoeging 2"), ("voegtoe", "antwoord eigen-zwemles"), ("voegtoe", "antwoord eigen-zwemles")]


async def test_wordings_stand_beside_each_other(eva: Person, acting: Acting) -> None:
    await acting.does(eva, wording("numerus-fixus", "loten voor de studie", "loting"))
    await acting.does(eva, wording("numerus-fixus", "plek krijgen bij loting"))
    first, second = (await acting.does(eva)).live
    assert (first.kind, first.question, first.answer) == ("bewoording", "loten voor de studie", "")
    assert second.question == "plek krijgen bij loting"


async def test_who_is_no_editor_any_more_changes_nothing(
    person: Person, eva: Person, store: Store, acting: Acting, database: Database
) -> None:
    """Each row is checked where it is written, whatever was decided."""
    await asks(person, waits=True)
    await acting.does(eva, answer("Is er zwemles?", "Nee."))
    shared = await acting.does(eva)
    (one,) = shared.asked
    await database.change("DELETE FROM roles WHERE person = ?", shared.me)
    before = [await database.rows(f"SELECT * FROM {table} ORDER BY 1") for table in ("questions", "tells", "live_entries", "counters")]
    await acting.does(
        eva,
        CloseQuestions((one.id,), "beantwoord"),
        answer("Is er zwemles?", "Ja."),
        WithdrawLive(1),
        wording("numerus-fixus", "loting"),
    )
    assert [
        await database.rows(f"SELECT * FROM {table} ORDER BY 1") for table in ("questions", "tells", "live_entries", "counters")
    ] == before


async def test_a_kept_proposal_becomes_an_answer(eva: Person, acting: Acting, database: Database) -> None:
    one = Proposal(12, 3, "Is er zwemles?", "Nee.")
    await acting.does(eva, Suggest(one))
    assert (await acting.does(eva)).kept == ()
    await acting.does(eva, Judge(one, "bewaard"))
    (kept,) = (await acting.does(eva)).kept
    assert (kept.id, kept.question, kept.answer, kept.state) == ("12.3", "Is er zwemles?", "Nee.", "bewaard")
    put = answer("Is er zwemles?", "Nee.")
    await acting.does(eva, PutLive(put.entry, put.kind, put.yaml, (12, 3)))
    assert (await acting.does(eva)).kept == ()
    assert await database.rows("SELECT state FROM proposals") == [("antwoord",)]


async def test_a_kept_proposal_can_be_turned_down_after_all(eva: Person, acting: Acting, database: Database) -> None:
    one = Proposal(12, 3, "Is er zwemles?", "Nee.")
    await acting.does(eva, Suggest(one))
    await acting.does(eva, Judge(one, "bewaard"))
    await acting.does(eva, Judge(one, "afgewezen"))
    await acting.does(eva, Judge(one, "bewaard"))
    assert await database.rows("SELECT state FROM proposals") == [("afgewezen",)]


# ── in every process ──────────────────────────────────────────────────────────────────────────────────────────


class Here:
    """One process with the guide open."""

    def __init__(self, app: App) -> None:
        self.app = app

    def person(self, name: str) -> Person:
        return Person(self.app.store, self.app.turns, name)


@pytest.fixture
async def processes(database: Database, knowledge: Knowledge) -> AsyncIterator[tuple[Here, Here]]:
    """Two that share a database."""
    found = Settings(data=database.folder, database_url=database.address, search="lexical")
    async with opened(found, knowledge) as one, opened(found, knowledge) as other:
        yield Here(one), Here(other)


async def test_what_is_added_in_one_process_is_answered_in_the_other_at_its_next_look(processes: tuple[Here, Here], acting: Acting) -> None:
    here, there = processes
    parent, eva = here.person("ouder"), await staff(there.app.store, there.app.turns, "eva", EDITOR)
    await asks(parent)
    assert await here.app.reload.look_at_added() is False
    await acting.does(eva, answer("Is er zwemles voor een xylofoon?", WATER, "eigen-zwemles", STRANGE))
    assert there.app.knowledge.entry("eigen-zwemles"), "where it was added it is known before anybody is told"
    assert here.app.knowledge.entry("eigen-zwemles") is None
    assert await here.app.reload.look_at_added() is True
    assert await here.app.reload.look_at_added() is False
    (said,) = await parent.say(STRANGE)
    assert WATER in said.text
    await acting.does(eva, WithdrawLive(1))
    assert there.app.knowledge.entry("eigen-zwemles") is None
    assert await here.app.reload.look() is True
    assert all(WATER not in one.text for one in await parent.say(STRANGE))


async def test_they_are_known_from_the_start(database: Database, store: Store, turns: Turns, acting: Acting, knowledge: Knowledge) -> None:
    eva = await staff(store, turns, "eva", EDITOR)
    await acting.does(eva, answer("Is er zwemles voor een xylofoon?", WATER))
    files = knowledge.with_entries(knowledge.entries)
    async with opened(Settings(data=database.folder, database_url=database.address, search="lexical"), files) as app:
        assert app.knowledge.live == {"eigen-zwemles"}
        assert not app.knowledge.is_ready, "a terminal need not wait for the search to begin"
        (said,) = await Person(app.store, app.turns, "ouder").do(Press("faq:eigen-zwemles"))
        assert WATER in said.text


async def test_of_what_is_ready_everything_is_taken_over_that_still_holds(processes: tuple[Here, Here], acting: Acting) -> None:
    here, there = processes
    before = here.app.knowledge
    before.ready()
    eva = await staff(there.app.store, there.app.turns, "eva", EDITOR)
    await acting.does(eva, answer("Is er zwemles voor een xylofoon?", WATER))
    assert await here.app.reload.look_at_added()
    after = here.app.knowledge
    assert after.is_ready
    assert after.places is before.places
    assert all(after.index.takes_from(before.index, entry) for entry in before.entries)


async def test_what_the_files_have_too_is_left_out_and_told(
    processes: tuple[Here, Here], acting: Acting, caplog: pytest.LogCaptureFixture
) -> None:
    here, there = processes
    caplog.set_level("INFO", "lobgids")
    eva = await staff(there.app.store, there.app.turns, "eva", EDITOR)
    ours = there.app.knowledge.entry("numerus-fixus")
    assert ours
    await acting.does(eva, answer("Wat is loten?", WATER, "numerus-fixus"))
    await acting.does(eva, wording("bestaat-niet", "loten"))
    await acting.does(eva, PutLive("eigen-stuk", "antwoord", "- id: eigen-stuk\n  vraag: {"))
    assert await here.app.reload.look_at_added()
    for app in (here.app, there.app):
        assert app.knowledge.entry("numerus-fixus") == ours
        assert [(one.number, one.why) for one in app.knowledge.left_out] == [(1, "in files"), (2, "no entry"), (3, "unreadable")]
    assert 'additions taken up rows=3 left_out=3\n"numerus-fixus" staat ook in de bestanden, en die gaan voor' in caplog.text


async def test_a_database_in_trouble_fails_no_turn_that_is_on_the_disk(
    processes: tuple[Here, Here], acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, there = processes
    eva = await staff(there.app.store, there.app.turns, "eva", EDITOR)
    rows = there.app.store.live.rows

    async def away() -> None:
        raise Locked

    monkeypatch.setattr(there.app.store.live, "rows", away)
    await acting.does(eva, answer("Is er zwemles?", WATER))
    assert await there.app.store.failed() == []
    assert there.app.knowledge.live == frozenset()
    monkeypatch.setattr(there.app.store.live, "rows", rows)
    assert await there.app.reload.look()
    assert there.app.knowledge.live == {"eigen-zwemles"}
