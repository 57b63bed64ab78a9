"""A turn that fails by our fault: the event is kept, one honest sentence is said, and it can be done again later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import turn
from bot.invite import invite
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.conversation import respond as real_respond
from dialogs.language import Command, Due, Event, Facts, Press, Search, Text
from dialogs.memory import Conversation
from dialogs.needs import Needs
from dialogs.needs import needs as real_needs
from dialogs.sharing import Role
from knowledge import Knowledge
from tests.databases import Database
from tests.turn.person import Person

SECRET = "kapot 06-12345678"


def broken(conversation: Conversation, event: Event, knowledge: Knowledge, facts: Facts) -> object:
    """The conversation with a bug: one text makes it raise, with what was said in the message."""
    if event == Text(SECRET) or isinstance(event, Due):
        raise KeyError(f"{event}")
    return real_respond(conversation, event, knowledge, facts)


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Undone when the test mends it."""
    monkeypatch.setattr(turn, "respond", broken)
    return monkeypatch


async def _state(database: Database, person: Person) -> list[tuple[object, ...]]:
    return await database.rows("SELECT state, audience FROM persons WHERE key = ?", person.key)


async def test_it_is_kept_and_said_and_nothing_else_changes(
    bug: pytest.MonkeyPatch, person: Person, database: Database, knowledge: Knowledge
) -> None:
    await person.begin_a_scan()
    before = await _state(database, person)
    answers = await database.rows("SELECT * FROM answers")
    (sorry,) = await person.do(Text(SECRET), "e1")
    assert sorry.text == knowledge.phrases.general.our_fault()
    assert await _state(database, person) == before
    assert await database.rows("SELECT * FROM answers") == answers
    ((event, error),) = await database.rows("SELECT event, error FROM failed")
    assert SECRET in event
    assert "KeyError" in error
    assert "06-12345678" not in error


async def test_who_goes_on_is_answered_as_before(bug: pytest.MonkeyPatch, person: Person) -> None:
    await person.begin_a_scan()
    (seen,) = await person.do(Command("herhaal"))
    await person.do(Text(SECRET))
    assert await person.do(Command("herhaal")) == (seen,)


async def test_the_same_event_again_is_silent(bug: pytest.MonkeyPatch, person: Person, database: Database) -> None:
    await person.do(Text(SECRET), "e1")
    assert await person.do(Text(SECRET), "e1") == ()
    assert len(await database.rows("SELECT 1 FROM failed")) == 1


async def test_replay_does_it_once_the_bug_is_mended(
    bug: pytest.MonkeyPatch, person: Person, turns: Turns, store: Store, knowledge: Knowledge, database: Database
) -> None:
    await person.say("/start")
    await person.do(Text(SECRET), "e1")
    bug.undo()
    (failed,) = await store.failed()
    assert await turns.replay(failed, person.now)
    (answer, *_) = await person.listen()
    assert answer.text != knowledge.phrases.general.our_fault()
    assert await store.failed() == []
    assert await database.rows("SELECT turns, address FROM persons") == [(3, "kamer van ik")]
    assert await person.listen() == ()


async def test_replay_twice_has_one_effect(bug: pytest.MonkeyPatch, person: Person, turns: Turns, store: Store) -> None:
    """Two operators at once read the same list."""
    await person.do(Text(SECRET), "e1")
    bug.undo()
    (failed,) = await store.failed()
    await turns.replay(failed, person.now)
    assert await person.listen()
    await turns.replay(failed, person.now)
    assert await person.listen() == ()


async def test_a_turn_rests_when_the_person_went_on(bug: pytest.MonkeyPatch, person: Person, turns: Turns, store: Store) -> None:
    await person.do(Text(SECRET), "e1")
    await person.say("/start")
    bug.undo()
    (failed,) = await store.failed()
    assert not await turns.replay(failed, person.now)
    assert await person.listen() == ()
    assert await store.failed() == [failed]


async def test_a_turn_rests_also_when_the_person_goes_on_after_it_was_listed(
    bug: pytest.MonkeyPatch, person: Person, turns: Turns, store: Store
) -> None:
    await person.do(Text(SECRET), "e1")
    bug.undo()
    (failed,) = await store.failed()
    await person.say("/start")
    assert not await turns.replay(failed, person.now)
    assert await person.listen() == ()
    assert await store.failed() == [failed]


async def test_a_replay_that_fails_again_keeps_it(bug: pytest.MonkeyPatch, person: Person, turns: Turns, store: Store) -> None:
    await person.do(Text(SECRET), "e1")
    (failed,) = await store.failed()
    with pytest.raises(KeyError):
        await turns.replay(failed, person.now)
    assert await store.failed() == [failed]
    assert await person.listen() == ()


async def test_a_reminder_that_fails_comes_no_second_time_and_can_be_replayed(
    bug: pytest.MonkeyPatch, person: Person, turns: Turns, store: Store, knowledge: Knowledge
) -> None:
    await person.begin_a_scan()
    await person.do(Command("pauze"))
    await person.press(knowledge.phrases.scan.button_remind())
    (sorry,) = await person.wait(timedelta(days=8))
    assert sorry.text == knowledge.phrases.general.our_fault()
    assert await person.reminders() == {}
    assert await person.wait(timedelta(days=8)) == ()
    bug.undo()
    (failed,) = await store.failed()
    assert await turns.replay(failed, person.now)
    assert len(await person.listen()) == 1


async def test_a_bug_in_what_a_turn_needs_is_survived_too(
    monkeypatch: pytest.MonkeyPatch, person: Person, knowledge: Knowledge, store: Store
) -> None:
    def broken_needs(conversation: Conversation, event: Event) -> Needs:
        if isinstance(event, Press):
            raise RecursionError
        return real_needs(conversation, event)

    monkeypatch.setattr(turn, "needs", broken_needs)
    (sorry,) = await person.do(Press("scan:r.v=1"))
    assert sorry.text == knowledge.phrases.general.our_fault()
    assert len(await store.failed()) == 1
    assert len(await person.say("/start")) == 1


async def test_a_bug_in_the_search_is_survived_too(
    monkeypatch: pytest.MonkeyPatch, person: Person, knowledge: Knowledge, database: Database
) -> None:
    def broken_search(*arguments: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr("knowledge.search.index.Index.find", broken_search)
    await person.say("/start")
    (sorry,) = await person.do(Text("zomaar een vraag over iets anders"), "e1")
    assert sorry.text == knowledge.phrases.general.our_fault()
    assert await database.rows("SELECT count(*) FROM heard WHERE event = 'e1'") == [(1,)]


async def test_a_question_is_looked_up_for_who_asks_it(monkeypatch: pytest.MonkeyPatch, person: Person, knowledge: Knowledge) -> None:
    asked = []
    find = knowledge.index.find

    def watched(text: str, *audience: object) -> object:
        asked.append((text, *audience))
        return find(text, *audience)  # type: ignore[arg-type]

    monkeypatch.setattr(knowledge.index, "find", watched)
    await person.say("hoort er een loopbaandossier bij")
    await person.do(Press("ik:ouder"))
    await person.say("hoort er een loopbaandossier bij")
    assert asked == [("hoort er een loopbaandossier bij", None), ("hoort er een loopbaandossier bij", "ouder")]


async def test_a_search_is_never_asked_for_twice_in_a_turn(monkeypatch: pytest.MonkeyPatch, person: Person, store: Store) -> None:
    """If it were, that would be a fault of ours like any other."""

    def insatiable(conversation: Conversation, event: Event, knowledge: Knowledge, facts: Facts) -> object:
        return Search("nog eens")

    monkeypatch.setattr(turn, "respond", insatiable)
    await person.only_do(Text("x"), "e1")
    assert [failed.event_id for failed in await store.failed()] == ["e1"]


async def test_a_code_that_still_works_is_not_kept(monkeypatch: pytest.MonkeyPatch, person: Person, store: Store, turns: Turns) -> None:
    """The code itself is still good, and who does the turn again later is told to give it once more."""
    made = invite(Role("medewerker"), "", person.now)
    await store.keep_code(made.kept)
    monkeypatch.setattr(turn, "respond", lambda *_: 1 / 0)
    for event in (Text(f"koppel {made.written}"), Command("start", f"koppel_{made.code}"), Command("koppel", made.code)):
        await person.do(event)
    monkeypatch.undo()
    failed = await store.failed()
    assert len(failed) == 3
    assert not any(part in one.event.upper() for one in failed for part in (made.code[:4], made.written[:4]))
    assert await turns.replay(failed[-1], person.now)
    (said,) = await person.listen()
    assert said.text.startswith("Deze code werkt niet.")
    assert (await person.say(f"koppel {made.written}"))[0].text.startswith("Dit account is nu gekoppeld")
