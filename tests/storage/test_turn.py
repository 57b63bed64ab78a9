"""One person's turn: loaded, decided and written in one transaction, and no event twice."""

from __future__ import annotations

import asyncio
import gc

import pytest

from bot.storage.committer import NotNow, Repeated, Writes
from bot.storage.loading import RUNS_MOST, Loaded, StoredAnswer
from bot.storage.rows import (
    AnswerKept,
    AnswerNoted,
    QuestionShown,
    RawState,
    RunBegun,
    RunDiscarded,
    RunExtended,
    RunFinished,
    RunLabelled,
    RunTouched,
)
from bot.storage.sharing import Wanted
from bot.storage.store import Store
from tests.databases import Database
from tests.storage.steps import EVENING, NEXT_WEEK, NOON, done, fails, key, says, writes


async def test_a_new_person_begins_with_the_first_state(store: Store, database: Database) -> None:
    committed = await done(store, key("console:ik", "e1", address="kamer 3"), writes("na één beurt", audience="ouder"))
    assert (committed.loaded.state, committed.loaded.turn, committed.loaded.audience) == ("begin", 1, None)
    assert await database.rows("SELECT key, channel, address, audience, state, turns, reachable, since, heard_at FROM persons") == [
        ("console:ik", "console", "kamer 3", "ouder", "na één beurt", 1, 1, NOON, NOON)
    ]


async def test_the_next_turn_finds_what_the_last_one_wrote(store: Store, database: Database) -> None:
    await done(store, key(event="e1", address="oud"), writes("een", audience="school"))
    committed = await done(store, key(event="e2", at=EVENING, address="nieuw"), writes("twee"))
    assert (committed.loaded.state, committed.loaded.turn, committed.loaded.audience) == ("een", 2, "school")
    rows = await database.rows("SELECT address, audience, state, turns, since, heard_at FROM persons")
    assert rows == [("nieuw", "school", "twee", 2, NOON, EVENING)]


async def test_the_same_event_twice_has_one_effect(store: Store, database: Database) -> None:
    await done(store, key(event="e1"), says("hallo"))
    assert isinstance(await store.turn(key(event="e1"), says("nog eens")), Repeated)
    assert await database.rows("SELECT state, turns FROM persons") == [("begin,hallo", 1)]
    assert len(await database.rows("SELECT 1 FROM outbox")) == 1


async def test_the_same_event_many_times_at_once_has_one_effect(database: Database) -> None:
    """In one group, in the groups after it, and in two processes."""
    stores = [await database.store(), await database.store()]
    results = await asyncio.gather(*(stores[number % 2].turn(key(event="e1"), says("hallo")) for number in range(100)))
    assert sum(not isinstance(result, Repeated) for result in results) == 1
    assert await database.rows("SELECT state, turns FROM persons") == [("begin,hallo", 1)]


async def test_an_event_id_belongs_to_one_person(store: Store) -> None:
    await done(store, key("console:anna", "e1"), says("hallo"))
    await done(store, key("console:bert", "e1"), says("hallo"))


async def test_the_store_gives_event_ids_that_differ(store: Store, database: Database) -> None:
    for _ in range(3):
        await done(store, key(), says("hallo"))
    assert [row for (row,) in await database.rows("SELECT event FROM heard ORDER BY event")] == ["#1", "#2", "#3"]


STRANGE_IDS = ("#2", "##2", "#", "2", "a\x00b", "\ud800", "é🎓\u202e", "x" * 10_000_000)


@pytest.mark.parametrize("given", STRANGE_IDS, ids=lambda given: repr(given[:10]))
async def test_any_id_from_outside_is_kept_and_never_taken_for_one_of_the_store(store: Store, given: str) -> None:
    await done(store, key(event=given), says("een"))
    committed = await done(store, key(), says("twee"))
    assert committed.loaded.turn == 2
    assert isinstance(await store.turn(key(event=given), says("drie")), Repeated)


async def test_a_turn_finds_open_runs_with_answers_and_finished_ones_only_when_needed(store: Store) -> None:
    rows = (
        RunBegun("open", "set", "vmbo", "docent", NOON, NOON),
        RunBegun("klaar", "set", "havo", "docent", NOON, EVENING),
        QuestionShown("open", "v1", NOON),
        AnswerKept("klaar", "v1", "ja", 1, "hash", NOON),
        RunFinished("klaar", EVENING),
    )
    await done(store, key(), writes("state", *rows))
    loaded = (await done(store, key(), writes())).loaded
    assert [run.id for run in loaded.runs] == ["klaar", "open"]
    assert loaded.answers == {"open": [StoredAnswer("v1", None, "", 0)]}

    def finished(state: str) -> Wanted:
        assert state == "state"
        return Wanted(frozenset({"klaar", "van iemand anders"}))

    loaded = (await done(store, key(needs=finished), writes())).loaded
    assert loaded.answers["klaar"] == [StoredAnswer("v1", "ja", "", 1)]


async def test_an_open_run_without_answers_has_an_empty_list(store: Store) -> None:
    await done(store, key(), writes("state", RunBegun("r", "set", "vmbo", "docent", NOON, NOON)))
    assert (await done(store, key(), writes())).loaded.answers == {"r": []}


async def test_one_person_never_sees_the_runs_of_another(store: Store) -> None:
    run = RunBegun("r", "set", "vmbo", "docent", NOON, NOON)
    await done(store, key("console:anna"), writes("a", run, AnswerKept("r", "v1", "ja", 1, "hash", NOON)))
    await done(store, key("console:bert"), writes("b", run))
    anna, bert = await asyncio.gather(*(done(store, key(name), writes()) for name in ("console:anna", "console:bert")))
    assert anna.loaded.answers == {"r": [StoredAnswer("v1", "ja", "", 1)]}
    assert bert.loaded.answers == {"r": []}


async def test_what_becomes_of_a_run(store: Store) -> None:
    await done(store, key(), writes("s", RunBegun("r", "set", "vmbo", "docent", NOON, NOON)))
    await done(
        store, key(), writes("s", RunExtended("r"), RunLabelled("r", "Techniek"), RunTouched("r", EVENING), RunFinished("r", EVENING))
    )
    (run,) = (await done(store, key(), writes("s", RunDiscarded("r", EVENING)))).loaded.runs
    assert (run.whole, run.department, run.changed_at, run.done_at) == (1, "Techniek", EVENING, EVENING)
    assert (run.id, run.question_set, run.sector, run.level, run.started_at) == ("r", "set", "vmbo", "docent", NOON)
    assert (await done(store, key(), writes())).loaded.runs == ()


async def test_a_run_begins_once(store: Store) -> None:
    for sector in ("vmbo", "havo"):
        await done(store, key(), writes("s", RunBegun("r", "set", sector, "docent", NOON, NOON)))
    assert [run.sector for run in (await done(store, key(), writes())).loaded.runs] == ["vmbo"]


async def test_only_the_runs_that_changed_last_are_offered(store: Store) -> None:
    runs = [
        RunBegun(f"r{number}", "set", "vmbo", "docent", NOON, f"2026-03-02T12:00:{number:02}.000000Z") for number in range(RUNS_MOST + 3)
    ]
    await done(store, key(), writes("s", *runs))
    loaded = (await done(store, key(), writes())).loaded
    assert [run.id for run in loaded.runs] == [f"r{number}" for number in range(RUNS_MOST + 2, 2, -1)]


async def test_answers_are_shown_kept_noted_and_corrected_in_any_order(store: Store) -> None:
    def kept(value: str, turn: int) -> AnswerKept:
        return AnswerKept("r", "v1", value, turn, f"hash{turn}", NOON)

    await done(
        store, key(), writes("s", RunBegun("r", "set", "vmbo", "docent", NOON, NOON), AnswerNoted("r", "v2", "eerst een notitie", NOON))
    )
    await done(store, key(), writes("s", kept("nee", 2), QuestionShown("r", "v1", NOON)))
    await done(store, key(), writes("s", AnswerNoted("r", "v1", "toch", NOON)))
    await done(store, key(), writes("s", kept("ja", 4)))
    answers = {answer.question: answer for answer in (await done(store, key(), writes())).loaded.answers["r"]}
    assert answers == {"v1": StoredAnswer("v1", "ja", "toch", 4), "v2": StoredAnswer("v2", None, "eerst een notitie", 0)}


async def test_a_turn_that_raises_writes_nothing_and_the_event_may_come_again(store: Store, database: Database) -> None:
    await done(store, key(event="e1"), says("hallo"))
    with pytest.raises(ZeroDivisionError):
        await store.turn(key(event="e2"), fails)
    assert await database.rows("SELECT state, turns FROM persons") == [("begin,hallo", 1)]
    assert (await done(store, key(event="e2"), says("weer"))).loaded.turn == 2


async def test_not_now_writes_nothing_and_the_event_may_come_again(store: Store, database: Database) -> None:
    await done(store, key(event="e1"), says("hallo"))
    before = await _everything(database)
    assert await store.turn(key(event="e2", at=EVENING), lambda loaded: NotNow("eerst zoeken")) == NotNow("eerst zoeken")
    assert await _everything(database) == before
    assert (await done(store, key(event="e2"), says("gevonden"))).loaded.turn == 2


async def test_not_now_of_someone_new_leaves_only_who_they_are(store: Store, database: Database) -> None:
    await store.turn(key(event="e1"), lambda loaded: NotNow("eerst zoeken"))
    assert await _everything(database) == [[("begin", 0, NOON)], [], [], []]


async def _everything(database: Database) -> list[list[tuple[object, ...]]]:
    persons = await database.rows("SELECT state, turns, heard_at FROM persons")
    return [persons, *[await database.rows(f"SELECT * FROM {table}") for table in ("heard", "outbox", "answers")]]


async def test_turns_of_one_person_keep_their_order(store: Store, database: Database) -> None:
    """A thousand at once, each deciding on what the one before it left."""
    await asyncio.gather(*(store.turn(key(event=f"e{number}"), says(str(number))) for number in range(1000)))
    ((state, turns),) = await database.rows("SELECT state, turns FROM persons")
    assert state == ",".join(["begin", *map(str, range(1000))])
    assert turns == 1000


async def test_a_cancelled_caller_leaves_no_open_transaction(store: Store, database: Database) -> None:
    """What it asked for is done or not, but never half, and whoever comes next is not harmed."""
    for round in range(20):
        callers = [asyncio.create_task(store.turn(key(f"console:{number}", f"{round}"), says("ja"))) for number in range(10)]
        for _ in range(round % 5):
            await asyncio.sleep(0)
        for caller in callers[::2]:
            caller.cancel()
        results = await asyncio.gather(*callers, return_exceptions=True)
        assert sum(isinstance(result, asyncio.CancelledError) for result in results) == 5
    await done(store, key("console:iemand"), says("hallo"))
    persons = await database.rows("SELECT key, turns FROM persons")
    heard = dict(await database.rows("SELECT p.key, count(*) FROM persons AS p JOIN heard AS h ON h.person = p.id GROUP BY p.key"))
    assert {name: turns for name, turns in persons if turns} == heard


async def test_a_group_that_was_cancelled_whole_is_still_committed(store: Store, database: Database) -> None:
    """The committer is never cancelled with its callers: an event that it took is heard."""
    caller = asyncio.create_task(store.turn(key(event="e1"), says("hallo")))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert isinstance(await store.turn(key(event="e1"), says("hallo")), Repeated)


async def test_a_caller_who_went_away_is_not_missed_when_the_turn_fails(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caller = asyncio.create_task(store.turn(key(), fails))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    del caller
    await done(store, key(), says("hallo"))
    gc.collect()
    assert caplog.records == []


async def test_closing_commits_what_waits(database: Database) -> None:
    store = Store(await database.engine())
    waiting = [asyncio.create_task(store.turn(key(f"console:{number}"), says("hallo"))) for number in range(100)]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*waiting)
    assert await database.rows("SELECT count(*), min(turns) FROM persons") == [(100, 1)]
    with pytest.raises(RuntimeError):
        await store.turn(key(), says("te laat"))


async def test_a_state_that_could_not_be_read_is_kept_as_it_was(store: Store, database: Database) -> None:
    await done(store, key(), writes("nieuw", RawState(1, "\x01 oud 🎓", "onleesbaar", NOON)))
    assert await database.rows("SELECT turn, state, why, at FROM raw_states") == [(1, "\x01 oud 🎓", "onleesbaar", NOON)]


async def test_what_is_written_together_is_read_together(store: Store) -> None:
    """A decision sees all of the turn before it, whatever the size of the group."""

    def decide(loaded: Loaded) -> Writes:
        number = loaded.turn
        seen = {answer.question for answer in loaded.answers.get("r", [])}
        assert seen == {f"v{n}" for n in range(1, number)}
        begun = (RunBegun("r", "set", "vmbo", "docent", NOON, NOON),) if number == 1 else ()
        return Writes("s", (*begun, QuestionShown("r", f"v{number}", NEXT_WEEK)))

    persons = [f"console:{number}" for number in range(70)]
    await asyncio.gather(*(done(store, key(person), decide) for _ in range(5) for person in persons))
