"""The guide in Matrix, as a strict human sees it: real homeserver, real client, encrypted."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.matrix import sending
from bot.channels.matrix.session import Account
from bot.clock import AMSTERDAM, now
from dialogs.language import Event, Press, Say, Text
from knowledge import Knowledge
from tests.channels.matrix.conftest import World
from tests.channels.telegram.guide import Guide
from tests.peers.matrix.human import POLL, Human, Seen
from tests.talk import Talk

pytestmark = pytest.mark.asyncio(loop_scope="session")
_RUN = re.compile(r"(?<=scan:)[0-9a-z]{2,6}(?=\.)|(?<=:)[0-9a-z]{2,6}(?=$|\.)")


def shown(one: Seen | Say) -> tuple[str, list[tuple[str, str]]]:
    """What a person sees, without what is made by chance."""
    if isinstance(one, Say):
        kind, content = sending.event(one)
        return shown(Seen("", "", "", kind, content, None, True, False, False))
    return one.text, [(label, _RUN.sub("RUN", id)) for label, id in one.choices.items()]


async def _begin_a_scan(human: Human) -> Seen:
    await human.ask("!scan")
    await human.vote("Vmbo")
    return (await human.hear(3))[-1]


# ── one contract for every channel ────────────────────────────────────────────────────────────────────────────


async def test_a_whole_scan_is_the_same_as_anywhere(human: Human, account: Account, knowledge: Knowledge) -> None:
    """Word for word what the pure conversation says, from the first hello to the result and its picture, which is seen being made."""
    talk = Talk(knowledge, now().astimezone(AMSTERDAM), turns=1)
    for text in ("hoi", "docent", "scan", "vmbo", "wat is een loopbaandossier?", "notitie: alleen in klas 2", "terug"):
        await _both(talk, human, Text(text))
    assert not human.typed
    while any("=" in button.press for button in talk.last_shown):
        await _both(talk, human, Press(next(button.press for button in talk.last_shown if "=" in button.press)))
    assert account.user in human.typed
    picture = next(seen for seen in reversed(human.seen) if "info" in seen.content)
    assert picture.content["msgtype"] == "m.image"
    assert picture.encrypted
    result = next(say.picture for say in talk.said if say.picture)
    assert picture.content["body"] == result.alt
    assert (await human.download(picture)).startswith(b"\x89PNG")
    for text in ("tussenstand", "mijn antwoorden", "/stop"):
        await _both(talk, human, Text(text))
    assert not any(seen.failed or not seen.encrypted for seen in human.seen)


async def test_the_dialogue_of_parents_is_the_same_as_anywhere(human: Human, knowledge: Knowledge) -> None:
    talk = Talk(knowledge, now().astimezone(AMSTERDAM), turns=1)
    for text in ("hoi", "ouder", "hoe help ik mijn kind kiezen?", "1", "wanneer zijn de open dagen?", "dank u", "menu"):
        await _both(talk, human, Text(text))


async def _both(talk: Talk, human: Human, event: Event) -> None:
    """The same thing done in both; what is said must be the same."""
    before = len(human.seen)
    said = talk.do(event)
    if isinstance(event, Press):
        wanted = _RUN.sub("RUN", event.data)
        poll, id = next((s, id) for s in reversed(human.seen) for id in s.choices.values() if _RUN.sub("RUN", id) == wanted)
        await human.vote_for(id, poll)
    else:
        assert isinstance(event, Text)
        await human.type(event.text)
    pictures = sum(say.picture is not None for say in said)
    heard = (await human.hear(before + len(said) + pictures))[before:]
    assert [shown(one) for one in heard if one.content.get("msgtype") != "m.image"] == [shown(one) for one in said]


# ── as people who use Matrix expect it ────────────────────────────────────────────────────────────────────────


async def test_a_question_is_one_event_that_opens_with_what_was_understood(human: Human) -> None:
    await _begin_a_scan(human)
    before = len(human.seen)
    question = await human.ask("deels")
    assert len(human.seen) == before + 1
    assert question.type == POLL
    assert "deels" in question.text.split("\n\n")[0].lower()
    assert question.content[sending.TEXT].startswith(question.text)
    read = await human.do("poll", room=human.room, event=question.id)
    assert read == {"question": question.text, "answers": [[id, label] for label, id in question.choices.items()]}


async def test_a_changed_vote_corrects_the_answer(human: Human, guide: Guide) -> None:
    question = await _begin_a_scan(human)
    for count, label in ((4, "Deels"), (5, "Helemaal")):
        await human.vote(label, question)
        await human.hear(count)
    assert "helemaal" in human.last.text
    person = f"matrix:{human.user}"
    of_person = "JOIN runs r ON r.id = a.run JOIN persons p ON p.id = r.person WHERE p.key = ?"
    answers = f"SELECT a.value FROM answers a {of_person} AND value IS NOT NULL"
    assert guide.rows(answers, person) == [("helemaal",)]


@pytest.mark.parametrize("said", ["!menu", "/menu", "menu", "1"])
async def test_commands_and_numbers_can_be_typed(human: Human, said: str) -> None:
    await human.ask("hoi")
    assert (await human.ask(said)).type == POLL


async def test_an_edit_is_read_and_a_message_taken_back_is_honoured(human: Human, knowledge: Knowledge) -> None:
    await _begin_a_scan(human)
    since = len(human.seen)
    wrong = await human.type("helemal niet wat ik bedoel")
    await human.hear(since + 1)
    new = {"msgtype": "m.text", "body": "deels"}
    relation = {"rel_type": "m.replace", "event_id": wrong}
    await human.type("* deels", **{"m.new_content": new, "m.relates_to": relation})
    await human.says("Genoteerd: deels.", since)
    await human.do("redact", room=human.room, event=wrong)
    await human.says(knowledge.phrases.general.withdrawn(), since)


async def test_reactions_are_not_answered(human: Human) -> None:
    hello = await human.ask("hoi")
    relation = {"rel_type": "m.annotation", "event_id": hello.id, "key": "👍"}
    reaction = await human.send("m.reaction", {"m.relates_to": relation})
    await human.do("redact", room=human.room, event=reaction)
    await human.ask("menu")
    assert len(human.seen) == 2


async def test_threads_and_replies_keep_their_place(human: Human) -> None:
    first = await human.type("hoi")
    await human.hear(1)
    assert human.last.relation is None
    inside = {"m.relates_to": {"rel_type": "m.thread", "event_id": first}}
    answer = await human.ask("menu", **inside)
    assert answer.relation
    assert (answer.relation["rel_type"], answer.relation["event_id"]) == ("m.thread", first)
    await human.vote("Ik ben ouder")
    voted = (await human.hear(3))[-1]
    assert voted.relation
    assert voted.relation["event_id"] == first
    reply = {"m.relates_to": {"m.in_reply_to": {"event_id": answer.id}}}
    assert (await human.ask(f"> <{answer.sender}> {answer.text[:10]}\n\nmenu", **reply)).relation is None


async def test_places_and_files_are_answered(human: Human, knowledge: Knowledge) -> None:
    await human.send("m.room.message", {"msgtype": "m.location", "body": "hier", "geo_uri": "geo:52.09,5.12;u=10"})
    assert knowledge.phrases.general.location() in (await human.hear(1))[-1].text
    await human.send("m.room.message", {"msgtype": "m.audio", "body": "spraak.ogg", "url": "mxc://school.example/x"})
    assert knowledge.phrases.general.attachment() in (await human.hear(2))[-1].text


async def test_read_aloud_is_text_only(human: Human, knowledge: Knowledge) -> None:
    await human.ask("voorlezen")
    for text in ("docent", "scan", "vmbo"):
        await human.ask(text)
    await human.says(" van 12")
    while not any("info" in seen.content for seen in human.seen):
        before = len(human.seen)
        await human.type("1")
        await human.wait(lambda n=before: any(" van 12" in seen.text or "info" in seen.content for seen in human.seen[n:]))  # type: ignore[misc]
    assert not any(seen.type == POLL or "▰" in seen.text for seen in human.seen)
    picture = next(place for place, seen in enumerate(human.seen) if "info" in seen.content)
    assert any(len(seen.text) > 300 for seen in human.seen[before:picture])


async def test_a_document_goes_encrypted(human: Human) -> None:
    for text in ("!start ouder", "5 havo", "!data"):
        await human.ask(text)
    await human.type(next(line for line in human.last.text.splitlines() if "agenda" in line)[0])
    await human.wait(lambda: any(seen.content.get("msgtype") == "m.file" for seen in human.seen))
    file = next(seen for seen in human.seen if seen.content.get("msgtype") == "m.file")
    assert file.encrypted
    assert "url" not in file.content
    assert (await human.download(file)).startswith(b"BEGIN:VCALENDAR")
    assert file.content["body"].endswith(".ics")


async def test_what_we_said_can_be_replied_to(human: Human, guide: Guide) -> None:
    """Each message is known by the id that people's clients name when they reply."""
    hello = await human.ask("hoi")
    menu = await human.ask("menu")
    said = "SELECT message_id FROM outbox o JOIN persons p ON p.id = o.person WHERE p.key = ? ORDER BY turn, part"
    await _until(lambda: guide.rows(said, f"matrix:{human.user}") == [(hello.id,), (menu.id,)])


async def _until(so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not so():  # noqa: ASYNC110 (another task writes it down)
            await asyncio.sleep(0.02)


async def test_people_see_that_they_are_heard_and_who_speaks(human: Human, account: Account) -> None:
    await human.ask("hoi")
    await human.wait(lambda: human.receipts > 0)
    profile: dict[str, Any] = await human.do("profile", user=account.user)
    assert profile["displayname"] == "LOB-gids"
    assert profile["avatar_url"].startswith("mxc://")


# ── rooms ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_room_without_encryption_works_too(world: World, guide: Guide, account: Account) -> None:
    human = await world.human()
    await human.meet(account.user, encrypted=False)
    assert not (await human.ask("hoi")).encrypted


async def test_a_room_of_more_people_is_left_with_a_sentence(world: World, guide: Guide, account: Account, knowledge: Knowledge) -> None:
    human, other = await world.human(), await world.human()
    await human.meet(account.user, direct=False, others=(other.user,))
    assert (await human.hear(1))[0].text == knowledge.phrases.matrix.farewell()
    await human.left(account.user)


async def test_who_left_can_come_back(human: Human, guide: Guide, account: Account, knowledge: Knowledge) -> None:
    await human.ask("hoi")
    await human.do("leave", room=human.room)
    async with asyncio.timeout(30):
        while guide.rows("SELECT reachable FROM persons WHERE key = ?", f"matrix:{human.user}") != [(0,)]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    await human.meet(account.user)
    assert (await human.hear(2))[-1].text.startswith(knowledge.phrases.general.reachable_again())


async def test_what_can_not_be_read_is_asked_for_once(human: Human, knowledge: Knowledge) -> None:
    await human.ask("hoi")
    sealed = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg", "device_id": "WEG"}
    for _ in range(2):
        await human.do("raw", room=human.room, content={**sealed, "sender_key": "x", "session_id": "weg"})
    assert knowledge.phrases.matrix.unreadable() in (await human.hear(2))[-1].text
    await human.ask("menu")
    assert len(human.seen) == 3
