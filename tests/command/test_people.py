"""Whose conversation it is: what was unsaid waits for them alone, it goes on after a kill, and many talk at once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.effects import outgoing
from bot.storage.committer import Committed, Decide, Writes
from bot.storage.loading import Key, Loaded
from bot.storage.sharing import Wanted
from bot.storage.store import Store
from dialogs import memory
from dialogs.language import Say
from tests.command.lobgids import Lobgids, texts

AT = "2026-03-02T08:00:00.000000Z"


def leave_unsaid(folder: Path, person: str, *said: str) -> None:
    """One turn whose messages are in the outbox and were never said, as when the process is killed just after the commit."""

    def decide(loaded: Loaded) -> Writes:
        return Writes(loaded.state, tuple(outgoing(Say(text), loaded.turn, part, AT) for part, text in enumerate(said)))

    folder.mkdir(exist_ok=True)
    asyncio.run(_turn(folder, person, decide))


async def _turn(folder: Path, person: str, decide: Decide) -> None:
    store = await Store.open(folder)
    first = memory.write(memory.Conversation())
    key = Key(f"console:{person}", "console", person, None, AT, first, lambda state: Wanted())
    assert isinstance(await store.turn(key, decide), Committed)
    await store.close()


# ── what was unsaid ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_unsaid_of_several_turns_is_said_in_order_and_once(lobgids: Lobgids) -> None:
    leave_unsaid(lobgids.folder, "ik", "Eerst dit.", "Dan dat.")
    leave_unsaid(lobgids.folder, "ik", "En nog iets.")
    assert texts(lobgids.run("chat", "--json").lines) == ["Eerst dit.", "Dan dat.", "En nog iets."]
    assert lobgids.run("chat", "--json").out == ""


def test_what_was_unsaid_to_someone_else_waits_for_them(lobgids: Lobgids) -> None:
    leave_unsaid(lobgids.folder, "jij", "Alleen voor jou.")
    assert lobgids.run("chat", "--json").out == ""
    assert texts(lobgids.run("chat", "--json", "--person", "jij").lines) == ["Alleen voor jou."]


def test_of_many_turns_that_wait_only_the_last_is_said_with_a_sentence_why(lobgids: Lobgids) -> None:
    for number in range(9):
        leave_unsaid(lobgids.folder, "ik", f"Bericht {number}.")
    (said,) = texts(lobgids.run("chat", "--json").lines)
    assert said.startswith("U stuurde veel berichten achter elkaar.")
    assert said.endswith("Bericht 8.")


def test_without_json_it_is_said_too(lobgids: Lobgids) -> None:
    leave_unsaid(lobgids.folder, "ik", "Nog onderweg.")
    assert lobgids.run("chat").out.split() == ["Nog", "onderweg."]


# ── going on, and apart ───────────────────────────────────────────────────────────────────────────────────────


def test_a_killed_process_loses_nothing_that_was_marked(lobgids: Lobgids) -> None:
    talk = lobgids.talk()
    for line in ("/scan", "vmbo", "deels"):
        (*_, question) = talk.send(line)
    talk.process.kill()
    talk.end()
    assert lobgids.run("chat", "--json").out == ""
    ((again,),) = lobgids.chat("herhaal")
    assert again["buttons"] == question["buttons"]


def test_the_buttons_of_one_person_do_nothing_for_another(lobgids: Lobgids) -> None:
    with lobgids.talk("anna") as anna, lobgids.talk("bert") as bert:
        anna.send("/scan")
        question = anna.press("Vmbo")[-1]
        press = anna.shown[0]["press"]
        bert.send("/start")
        assert "=" not in "".join(button["press"] for button in bert.shown)
        (said,) = bert.send({"press": press})
        assert "Die knop doet het niet meer" in said["text"]
        assert anna.send("herhaal")[-1]["buttons"] == question["buttons"]
        assert "vraag 2 van" in anna.send({"press": press})[-1]["text"]


def test_a_name_is_only_a_name(lobgids: Lobgids, tmp_path: Path) -> None:
    names = ("", "a:b", "../../b", "é\u202e'; DROP TABLE persons; --", "x" * 5_000)
    for name in names:
        ((hello,),) = lobgids.chat("/start", person=name)
        assert hello["text"].startswith("Hallo")
    assert [path.name for path in tmp_path.iterdir()] == [lobgids.folder.name]


# ── at once ───────────────────────────────────────────────────────────────────────────────────────────────────


def walked(lobgids: Lobgids, person: str) -> list[str]:
    """The text of everything that someone is told who answers the short part, and whose lines all come at once."""
    turns = lobgids.chat("/scan", "vmbo", *["1"] * 12, person=person)
    return [text for said in turns for text in texts(said)]


def test_people_at_once_on_one_folder_that_was_not_there_yet(lobgids: Lobgids, tmp_path: Path) -> None:
    people = [f"p{number}" for number in range(4)]
    with ThreadPoolExecutor(len(people)) as pool:
        told = list(pool.map(lambda person: walked(lobgids, person), people))
    assert told == [walked(Lobgids(tmp_path / "alone"), "p0")] * len(people)
    assert "vraag 12 van 12" in "".join(told[0])


def test_two_terminals_of_one_person_at_full_speed_say_everything_once(lobgids: Lobgids) -> None:
    lobgids.chat("/start")
    with ThreadPoolExecutor(2) as pool:
        ran = list(pool.map(lambda _: lobgids.run("chat", "--json", given=b"/menu\n" * 15), "ab"))
    assert [(one.code, one.err) for one in ran] == [(0, "")] * 2
    assert sum(len(said) for one in ran for said in one.turns) == 30
    assert lobgids.run("chat", "--json").out == ""
