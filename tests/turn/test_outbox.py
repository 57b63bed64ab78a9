"""Saying what waits: in order, once, and never more than someone can read."""

from __future__ import annotations

import pytest

from bot.effects import decode_message, outgoing
from bot.outbox import TURNS_WAITING_MOST, Waiting, deliver, summed_up
from bot.storage.store import Store, Unsaid
from bot.turn import Incoming, Turns
from bot.voice import Gone, Refused, TryLater
from dialogs.language import Button, Command, Press, Reachable, Revise, Say, Text, Unreachable
from knowledge import Knowledge
from tests.databases import Database
from tests.storage.steps import NOON, done, key, writes
from tests.turn.person import Ear, Person


async def test_what_waits_is_said_in_order_by_whoever_comes_next(person: Person, store: Store, knowledge: Knowledge) -> None:
    for name in ("start", "help", "scan"):
        await person.only_do(Command(name))
    waiting = [decode_message(row.message) for row in await store.unsaid(person.key)]
    ear = Ear()
    await deliver(store, person.key, ear, knowledge)
    assert ear.heard == waiting
    assert len(set(ear.transactions)) == len(waiting) >= 3
    await deliver(store, person.key, ear, knowledge)
    assert ear.heard == waiting


async def test_a_message_that_must_wait_keeps_all_after_it_waiting(person: Person, store: Store, database: Database) -> None:
    await person.only_do(Command("start"))
    await person.only_do(Command("help"))
    person.ear.refusing = [None, TryLater(0.5)]
    assert len(await person.listen()) == 1
    person.ear.refusing = [TryLater(0.5)]
    assert await person.listen() == ()
    assert await database.rows("SELECT tries, problem FROM outbox WHERE said_at IS NULL") == [(2, "later")]
    assert len(await person.listen()) == 1
    first, second = person.ear.heard
    assert first != second
    assert await database.rows("SELECT tries, problem FROM outbox ORDER BY turn") == [(1, None), (3, None)]
    assert len(set(person.ear.transactions)) == 2


async def test_whoever_delivers_is_told_when_to_try_again(person: Person, store: Store, knowledge: Knowledge) -> None:
    await person.only_do(Command("start"))
    with pytest.raises(TryLater) as told:
        await deliver(store, person.key, Ear([TryLater(2.5)]), knowledge)
    assert told.value.seconds == 2.5


@pytest.mark.parametrize(("problem", "kept"), [(Gone("weg"), "gone"), (Refused("zo niet"), "refused")])
async def test_a_message_that_cannot_be_said_keeps_why_and_the_next_is_said(
    problem: Exception, kept: str, person: Person, database: Database, store: Store
) -> None:
    await person.only_do(Command("start"))
    await person.only_do(Command("help"))
    person.ear.refusing = [problem]
    assert len(await person.listen()) == 1
    assert await store.unsaid(person.key) == []
    assert await database.rows("SELECT problem, message_id FROM outbox ORDER BY turn") == [(kept, None), (None, "1")]


@pytest.mark.parametrize("text", ["", "{}", '{"type":"say"}', '{"type":"from a later version","text":"x"}', "geen JSON"])
async def test_a_message_that_cannot_be_read_keeps_none_after_it_waiting(
    text: str, person: Person, store: Store, database: Database
) -> None:
    await person.only_do(Command("start"))
    await person.only_do(Command("help"))
    await database.change("UPDATE outbox SET message = ? WHERE turn = 1", text)
    assert len(await person.listen()) == 1
    assert await store.unsaid(person.key) == []
    assert await database.rows("SELECT problem, message_id FROM outbox ORDER BY turn") == [("unreadable", None), (None, "1")]


async def test_a_revise_takes_the_place_of_the_message_with_its_key(store: Store, person: Person) -> None:
    """As the boxes of a question with several answers do; here with rows of our own, for the shipped scans have none."""
    await done(store, key(person.key), writes("s", outgoing(Say("☐ een", key="vraag:1"), 1, 0, NOON)))
    await person.listen()
    await done(store, key(person.key), writes("s", outgoing(Revise(Say("☑ een", key="vraag:1")), 2, 0, NOON)))
    await done(store, key(person.key), writes("s", outgoing(Revise(Say("nooit gezegd", key="vraag:2")), 3, 0, NOON)))
    await person.listen()
    assert [message.text for message in person.ear.heard] == ["☐ een", "☑ een", "nooit gezegd"]
    assert person.ear.revised == [None, "1", None]


async def test_up_to_five_turns_that_wait_are_all_said(person: Person) -> None:
    for _ in range(TURNS_WAITING_MOST):
        await person.only_do(Command("help"))
    assert len(await person.listen()) == TURNS_WAITING_MOST


async def test_with_more_than_five_only_the_last_is_said_and_why(person: Person, database: Database, knowledge: Knowledge) -> None:
    for number in range(TURNS_WAITING_MOST):
        await person.only_do(Text(f"vraag {number} over iets dat niemand weet"))
    await person.only_do(Command("help"))
    (said,) = await person.listen()
    assert said.text.startswith(knowledge.phrases.general.behind() + "\n\n" + knowledge.phrases.start.help())
    assert said.buttons
    rows = await database.rows("SELECT turn, said_at IS NOT NULL, problem FROM outbox ORDER BY turn, part")
    assert {(bool(marked), problem) for turn, marked, problem in rows if turn <= TURNS_WAITING_MOST} == {(True, "summed up")}
    assert [(bool(marked), problem) for turn, marked, problem in rows if turn > TURNS_WAITING_MOST] == [(True, None)]
    assert await person.listen() == ()


async def test_all_turns_were_applied_though_only_the_last_is_said(person: Person, database: Database) -> None:
    await person.begin_a_scan()
    for _ in range(8):
        await person.only_do(Text("1"))
    assert len(await person.listen()) == 1
    assert await database.rows("SELECT count(*) FROM answers WHERE value IS NOT NULL") == [(8,)]


async def test_a_result_is_said_however_much_waits(person: Person, knowledge: Knowledge) -> None:
    """Someone types all answers at once and something after them: the result is what they came for."""
    await person.begin_a_scan()
    (question_set, *_) = knowledge.question_sets
    short = sum(question.short for question in question_set.questions)
    for _ in range(short):
        await person.only_do(Text("2"))
    for _ in range(3):
        await person.only_do(Command("help"))
    said = await person.listen()
    assert [message.lasting for message in said] == [True, True, False]
    assert knowledge.phrases.scan.result_kind() in said[0].text
    assert said[1].picture is not None
    assert said[2].text.startswith(knowledge.phrases.general.behind())


def waiting(turn: int, message: Say | Revise, part: int = 0) -> Waiting:
    return Waiting(Unsaid(1, turn, part, "", "", "", 0), message)


def test_summing_up_keeps_the_whole_last_turn_and_its_buttons(knowledge: Knowledge) -> None:
    last = (waiting(9, Say("een")), waiting(9, Say("twee", ((Button("Verder", "menu"),),)), 1))
    rows = [*(waiting(turn, Say(f"{turn}")) for turn in range(1, 9)), *last]
    passed, kept = summed_up(rows, knowledge)
    assert passed == rows[:8]
    assert [one.say.text for one in kept] == [knowledge.phrases.general.behind() + "\n\neen", "twee"]
    assert kept[1] == last[1]


def test_what_lasts_is_kept_in_its_place_and_only_the_last_turn_says_why(knowledge: Knowledge) -> None:
    rows = [waiting(turn, Say(f"{turn}", lasting=turn in (2, 4))) for turn in range(1, 8)]
    passed, kept = summed_up(rows, knowledge)
    assert [one.row.turn for one in kept] == [2, 4, 7]
    assert [one.say.text for one in kept] == ["2", "4", knowledge.phrases.general.behind() + "\n\n7"]
    assert len(passed) == 4


def test_a_revise_that_ends_the_waiting_is_said_as_a_message(knowledge: Knowledge) -> None:
    """What it would revise may be one of those passed over, far above."""
    rows = [*(waiting(turn, Say(f"{turn}")) for turn in range(1, 9)), waiting(9, Revise(Say("laatste", key="k")))]
    _, kept = summed_up(rows, knowledge)
    assert [type(one.message) for one in kept] == [Say]


def test_a_few_messages_are_left_alone(knowledge: Knowledge) -> None:
    rows = [waiting(turn, Say("x"), part) for turn in range(1, TURNS_WAITING_MOST + 1) for part in range(3)]
    assert summed_up(rows, knowledge) == ([], rows)
    assert summed_up([], knowledge) == ([], [])


async def test_an_old_button_pressed_while_much_waits_is_still_an_answer(person: Person, database: Database) -> None:
    await person.begin_a_scan()
    first = person.last_shown
    for _ in range(6):
        await person.only_do(Text("1"))
    await person.only_do(Press(first[1].press))
    await person.listen()
    ((value,),) = await database.rows("SELECT value FROM answers WHERE turn = (SELECT max(turn) FROM answers)")
    assert value == first[1].press.partition("=")[2]


# ── who reads aloud, who is away, and what an answered question shows ─────────────────────────────────────────


async def test_who_wants_it_read_aloud_and_who_is_away_is_kept(person: Person, database: Database) -> None:
    await person.say("voorlezen")
    await person.do(Unreachable())
    assert await database.rows("SELECT aloud, reachable FROM persons") == [(1, 0)]
    await person.do(Reachable())
    await person.say("voorlezen uit")
    assert await database.rows("SELECT aloud, reachable FROM persons") == [(0, 1)]


async def test_where_somebodys_school_is_is_kept(person: Person, database: Database) -> None:
    await person.do(Press("ik:school"))
    assert await database.rows("SELECT place, municipality, province FROM persons") == [(None, None, None)]
    await person.do(Command("contact"))
    await person.say("3811")
    assert await database.rows("SELECT place, municipality, province FROM persons") == [(None, None, "Utrecht")]
    (said,) = await person.do(Command("contact"))
    assert "de provincie Utrecht" in said.text
    await person.say("of Zwolle")
    assert await database.rows("SELECT place, municipality, province FROM persons") == [("Zwolle", "Zwolle", "Overijssel")]


async def test_who_turns_out_to_be_gone_is_known_to_be(person: Person, database: Database) -> None:
    person.ear.refusing = [Gone()]
    await person.say("/start")
    assert await database.rows("SELECT reachable FROM persons") == [(0,)]


async def test_an_answered_question_is_settled_only_where_messages_can_be_changed(person: Person, turns: Turns) -> None:
    await person.begin_a_scan()
    await person.say("2")
    assert person.ear.settled == []
    await turns.hear(Incoming(person.channel, person.name, Text("1"), person.now, "e", edits=True))
    await person.listen()
    ((said, message_id),) = person.ear.settled
    assert said.text.endswith("Uw antwoord: nee")
    assert person.ear.heard[int(message_id) - 1].key == said.key


async def test_what_waits_too_long_is_not_settled(person: Person, turns: Turns) -> None:
    await person.begin_a_scan()
    for number in range(8):
        await turns.hear(Incoming(person.channel, person.name, Text("1"), person.now, f"e{number}", edits=True))
    await person.listen()
    assert person.ear.settled == []
