"""What is said to many in Matrix, as a strict human sees it on a real homeserver: it comes, becomes something else, and goes away."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
import pytest_asyncio

from bot.channels.matrix.channel import NAME
from bot.channels.matrix.session import Account
from bot.channels.matrix.voice import PublicRoomVoice
from bot.clock import now, stamp
from bot.voice import Gone
from dialogs.files import File
from dialogs.language import Button, Say
from tests.channels.matrix.conftest import World
from tests.channels.telegram.guide import Guide
from tests.crash.broadcast import BROADCAST
from tests.peers.matrix.human import POLL, Human, Seen, Stands

pytestmark = pytest.mark.asyncio(loop_scope="session")
ASK = ((Button("Vraag hierover", "omroep:vraag:1"), Button("Afmelden", "omroep:af:1")),)
OLD, NEW = "Op 3 februari is er een bijeenkomst.", "Op 4 februari is er een bijeenkomst."
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (10).to_bytes(4, "big") * 2
TOO_LARGE = "lang " * 20_000
"""For one event (client-server API, size limits: 65,536 bytes)."""


@pytest_asyncio.fixture(loop_scope="session")
async def voice(guide: Guide, human: Human) -> PublicRoomVoice:
    """In the room of a human who spoke there."""
    await human.ask("hoi")
    return voice_in(guide, human)


def voice_in(guide: Guide, human: Human) -> PublicRoomVoice:
    found = guide.channel(NAME).public_voice(human.room, _moved)
    assert isinstance(found, PublicRoomVoice)
    return found


async def _moved(address: str) -> None:
    raise AssertionError(address)


async def heard(human: Human, said: str) -> list[Seen]:
    """What came of it, in order."""
    ids = said.split()
    await human.wait(lambda: {*ids} <= {seen.id for seen in human.seen if not seen.failed})
    return [next(seen for seen in human.seen if seen.id == id and not seen.failed) for id in ids]


# ── by a voice ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_words_and_the_choices_are_events_of_their_own(voice: PublicRoomVoice, human: Human) -> None:
    said = await voice.say(Say(OLD, ASK), None, "begin")
    text, poll = await heard(human, said)
    assert (text.text, text.type, poll.type) == (OLD, "m.room.message", POLL)
    assert list(poll.choices) == ["Vraag hierover", "Afmelden"]
    assert text.encrypted
    assert poll.encrypted
    assert await voice.say(Say(OLD, ASK), None, "begin") == said, "it is said once"


async def test_a_correction_takes_the_place_of_the_words_once_and_leaves_the_choices(voice: PublicRoomVoice, human: Human) -> None:
    said = await voice.say(Say(OLD, ASK), None, "correct")
    text, poll = await heard(human, said)
    before = len(human.seen)
    for _ in range(2):
        assert await voice.correct(Say(NEW, ASK), said, "correct.v1")
    await human.until_stands(text.id, Stands(NEW, changed=True))
    assert await voice.correct(Say(f"{NEW} Echt.", ASK), said, "correct.v2")
    await human.until_stands(text.id, Stands(f"{NEW} Echt.", changed=True))
    changes = [seen for seen in human.seen[before:] if seen.relation]
    assert [(seen.relation or {}).get("event_id") for seen in changes] == [text.id] * 2
    assert all(seen.encrypted for seen in changes)
    assert not (await human.stands(poll.id)).gone


async def test_what_is_withdrawn_is_gone_all_of_it_however_often_that_is_asked(voice: PublicRoomVoice, human: Human) -> None:
    said = await voice.say(Say(OLD, ASK), None, "withdraw")
    text, poll = await heard(human, said)
    for _ in range(2):
        assert await voice.withdraw(said, "withdraw.w")
    for one in (text, poll):
        await human.until_stands(one.id, Stands("", gone=True))
    assert [seen.type for seen in human.all].count("m.room.redaction") == 2


async def test_a_picture_stays_with_new_words_and_goes_with_them(guide: Guide, human: Human, monkeypatch: pytest.MonkeyPatch) -> None:
    async def get(file: File) -> bytes:
        return PICTURE

    monkeypatch.setattr(guide.channel(NAME), "_get_once", get)
    await human.ask("hoi")
    voice, file = voice_in(guide, human), File("telegram", "x", "photo", "foto.png")
    said = await voice.say(Say(OLD, ASK, file=file), None, "picture")
    text, picture, poll = await heard(human, said)
    assert (picture.content["msgtype"], await human.download(picture)) == ("m.image", PICTURE)
    assert await voice.correct(Say(NEW, ASK, file=file), said, "picture.v1")
    await human.until_stands(text.id, Stands(NEW, changed=True))
    assert not (await human.stands(picture.id)).gone
    assert await voice.withdraw(said, "picture.w")
    for one in (text, picture, poll):
        await human.until_stands(one.id, Stands("", gone=True))


async def test_what_the_server_does_not_take_leaves_it_as_it_was(voice: PublicRoomVoice, human: Human) -> None:
    said = await voice.say(Say(OLD, ASK), None, "large")
    text, _ = await heard(human, said)
    assert not await voice.correct(Say(TOO_LARGE, ASK), said, "large.v1")
    assert await human.stands(text.id) == Stands(OLD)


async def test_a_room_that_we_are_no_longer_in_keeps_it(guide: Guide, human: Human, account: Account) -> None:
    human.room = await human.do("create", invite=[account.user], encrypted=True, direct=True, preset="private_chat")
    await human.joined(account.user)
    await human.ask("hoi")
    voice = voice_in(guide, human)
    said = await voice.say(Say(OLD, ASK), None, "gone")
    await heard(human, said)
    await human.do("kick", room=human.room, user=account.user)
    for change in (voice.correct(Say(NEW, ASK), said, "gone.v1"), voice.withdraw(said, "gone.w")):
        with pytest.raises(Gone):
            await change


# ── by the guide ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_subscriber_gets_it_sees_it_corrected_and_taken_away_and_leaves_by_its_button(
    guide: Guide, human: Human, world: World, account: Account
) -> None:
    other = await world.human()
    await other.meet(account.user)
    for one in (human, other):
        await one.ask("hoi")
    for one in (human, other):
        await _change(
            guide, "UPDATE persons SET news = 'yes', audience = 'school', state = '{\"version\": 1}' WHERE address = ?1", one.room
        )
    target = msgspec.json.encode({"channels": [NAME]}).decode()
    await _change(guide, BROADCAST, 7, OLD, _at(), target)
    stood = [(one, await one.says(OLD)) for one in (human, other)]
    await _change(guide, "UPDATE broadcasts SET text = ?1, version = 1, corrected_at = ?2 WHERE id = 7", NEW, _at())
    for one, text in stood:
        await until_words(one, text.id, NEW)
    poll = next(seen for seen in human.seen if "Afmelden" in seen.choices)
    before = len(human.seen)
    await human.vote("Afmelden", poll)
    await human.hear(before + 1)
    assert [guide.rows("SELECT news FROM persons WHERE address = ?", one.room) for one in (human, other)] == [[("no",)], [("yes",)]]
    await _change(guide, "UPDATE broadcasts SET withdrawn_at = ?1 WHERE id = 7", _at())
    for one, text in stood:
        await one.until_stands(text.id, Stands("", gone=True))
    statuses = "SELECT status, version, removed FROM broadcast_recipients"
    async with asyncio.timeout(30):
        while guide.rows(statuses) != [("said", 1, 1)] * 2:  # noqa: ASYNC110 (a database tells nobody)
            await asyncio.sleep(0.05)


async def until_words(human: Human, event: str, words: str) -> None:
    async with asyncio.timeout(30):
        while words not in (await human.stands(event)).text:  # noqa: ASYNC110 (it tells nobody)
            await asyncio.sleep(0.05)


async def _change(guide: Guide, sql: str, *values: object) -> None:
    await guide.app.store._committer.write(sql, [values])


def _at() -> str:
    return stamp(now())
