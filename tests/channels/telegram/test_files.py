"""Pictures and files in Telegram: sent on by their id or their bytes, changed and taken away, and what is said when that can't be."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from bot.app import App
from bot.channels.telegram import files
from bot.clock import now
from bot.files import NoFile, NotGot, StillThere
from bot.invite import invite
from dialogs.files import File
from dialogs.language import Button, Say
from dialogs.sharing import Role
from tests.channels.telegram.guide import Guide
from tests.channels.telegram.people import Phone, message
from tests.channels.telegram.test_voice import CHAT, Speaking, speaking
from tests.peers.telegram.media import Kept
from tests.peers.telegram.server import BotApi, Fault
from tests.polite import at_any_hour

__all__ = ["speaking"]

JPEG, PNG_TOO_WIDE = b"\xff\xd8\xff\xe0 een foto", b"\x89PNG\r\n\x1a\n" + bytes(8) + (9000).to_bytes(4, "big") + (9).to_bytes(4, "big")
HERE, ELSEWHERE = File("telegram", "", "document", "plan.pdf"), File("matrix", "mxc://x/y", "m.file", "plan.pdf")
ANSWER = ((Button("Antwoord", "a"),),)


def sent_by(kept: Kept) -> File:
    return File("telegram", kept.id, kept.kind, kept.name)


# ── one chat ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", sorted(files.NAMES))
async def test_what_came_here_goes_on_by_its_id_as_the_kind_that_it_is(speaking: Speaking, api: BotApi, kind: str) -> None:
    kept = api.files.keep(kind, b"bytes", "naam.bin")
    id = await speaking.say(Say("Bij vraag 1:", ANSWER, file=sent_by(kept)))
    (shown,) = api.chats.messages[CHAT]
    assert (str(shown.id), shown.text, shown.file) == (id, "Bij vraag 1:", kept)
    assert shown.press("Antwoord") == "a"
    assert api.files.downloads == 0


@pytest.mark.parametrize(
    ("data", "kind"), [(JPEG, "photo"), (PNG_TOO_WIDE, "document"), (b"%PDF-1.7", "document"), (b"<script>GIF89a", "document")]
)
async def test_what_came_elsewhere_is_a_picture_only_by_its_first_bytes(speaking: Speaking, api: BotApi, data: bytes, kind: str) -> None:
    speaking.elsewhere[ELSEWHERE.id] = data
    await speaking.say(Say("Kijk.", file=replace(ELSEWHERE, kind="m.image", name="foto.png")))
    (shown,) = api.chats.messages[CHAT]
    assert shown.file
    assert (shown.file.kind, shown.file.data, shown.file.name) == (kind, data, "foto.png")


async def test_a_file_that_is_refused_or_not_to_be_had_says_nothing(speaking: Speaking, api: BotApi) -> None:
    for problem in (NoFile("weg"), NotGot(3)):
        speaking.elsewhere[ELSEWHERE.id] = problem
        with pytest.raises(type(problem)):
            await speaking.say(Say("Kijk.", file=ELSEWHERE))
    with pytest.raises(NoFile):
        await speaking.say(Say("Kijk.", file=replace(HERE, id="AgACbestaat-niet")))
    assert CHAT not in api.chats.messages


async def test_a_text_too_long_to_stand_with_it_comes_before_it_and_once(speaking: Speaking, api: BotApi) -> None:
    kept = api.files.keep("document", b"x")
    long = Say("🦉" * 600, ANSWER, file=sent_by(kept))
    api.fault = lambda method, given: Fault(status=502) if method == "sendDocument" else None
    with pytest.raises(Exception, match="0"):
        await speaking.say(long)
    api.fault = lambda method, given: None
    id = await speaking.say(long)
    text, file = api.chats.messages[CHAT]
    assert (id, text.text, file.text, file.file) == (f"{text.id} {file.id}", long.text, "", kept)
    assert await speaking.say(replace(long, text="🦉" * 601), revises=id) == id
    assert text.text == "🦉" * 601
    assert await speaking.say(Say("Teruggenomen.", without_file=True), revises=id) == str(text.id)
    assert [one.text for one in api.chats.messages[CHAT]] == ["Teruggenomen."]


async def test_its_words_are_changed_where_they_stand(speaking: Speaking, api: BotApi) -> None:
    kept = api.files.keep("photo", JPEG)
    id = await speaking.say(Say("Eerst.", ANSWER, file=sent_by(kept)))
    assert await speaking.say(Say("Later.", ANSWER, file=sent_by(kept)), revises=id) == id
    (shown,) = api.chats.messages[CHAT]
    assert (shown.text, shown.file, shown.edited) == ("Later.", kept, 1)
    longer = await speaking.say(Say("🦉" * 600, file=sent_by(kept)), revises=id)
    assert longer == f"{api.chats.messages[CHAT][1].id} {id}"
    assert [one.file for one in api.chats.messages[CHAT]] == [kept, None]


async def test_what_is_taken_back_goes_away_and_a_message_says_so(speaking: Speaking, api: BotApi) -> None:
    id = await speaking.say(Say("Foto.", file=sent_by(api.files.keep("photo", JPEG))))
    after = await speaking.say(Say("Teruggenomen.", without_file=True), revises=id)
    assert [(str(one.id), one.text, one.file) for one in api.chats.messages[CHAT]] == [(after, "Teruggenomen.", None)]
    assert await speaking.say(Say("Teruggenomen.", without_file=True), revises=id) != after


@pytest.mark.parametrize("long", [False, True])
async def test_after_two_days_its_words_say_that_it_was_taken_back(speaking: Speaking, api: BotApi, long: bool) -> None:
    id = await speaking.say(Say("x" * 1100 if long else "Foto.", file=sent_by(api.files.keep("photo", JPEG))))
    for one in api.chats.messages[CHAT]:
        one.old = True
    with pytest.raises(StillThere) as still:
        await speaking.say(Say("Teruggenomen.", without_file=True), revises=id)
    assert still.value.message_id == id
    assert api.chats.messages[CHAT][0].text == "Teruggenomen."
    assert api.chats.messages[CHAT][-1].file


# ── a school and a contact ────────────────────────────────────────────────────────────────────────────────────


class Desk:
    """A school and the contact for Gelderland, who holds its question; both in Telegram."""

    def __init__(self, guide: Guide, api: BotApi) -> None:
        self.guide = guide
        self.api = api
        self.school, self.contact = Phone(api, 77), Phone(api, 78)

    async def begin(self, number: int = 1) -> None:
        await link(self.guide.app, self.contact)
        for press in ("ik:school", "plaats:Gelderland|Ede|Ede", "door"):
            before = len(self.school.seen)
            await self.school.press_data(press)
            await self.school.hear(before + 1)
        await self.school.ask("Wie komt bij ons langs?")
        await self.school.press_data("door:ja")
        await said(self.contact, f"Nieuwe vraag: nummer {number}.")
        await self.contact.press_data(f"ticket:neem:{number}")
        await said(self.school, "is aangenomen door")

    async def send(self, phone: Phone, **what: object) -> int:
        """Send a message; its id in the chat."""
        sent = message(phone.id, **what)
        await self.api.push({"message": sent})
        return int(sent["message_id"])


async def link(app: App, phone: Phone) -> None:
    made = invite(Role("contact", "gelderland"), "", now())
    await app.store.keep_code(made.kept)
    await phone.ask(f"/start koppel_{made.written}")


async def said(phone: Phone, words: str, seconds: float = 30.0) -> None:
    await phone.api.wait(lambda: any(words in one.text for one in phone.seen), seconds)


@pytest.fixture
async def desk(guide: Guide, api: BotApi) -> AsyncIterator[Desk]:
    desk = Desk(guide, api)
    with at_any_hour():
        await desk.begin()
        yield desk


async def test_an_album_and_a_text_arrive_in_order_and_a_caption_can_be_changed(desk: Desk, api: BotApi) -> None:
    photos = [api.files.keep("photo", JPEG + bytes([number])) for number in range(3)]
    before, first = len(desk.contact.seen), 0
    for number, kept in enumerate(photos):
        sent = await desk.send(desk.school, **kept.as_json(), media_group_id="9", **({} if number else {"caption": "Ons lokaal"}))
        first = first or sent
    await desk.school.type("Dat was het.")
    heard = (await desk.contact.hear(before + 4))[before:]
    assert [one.file for one in heard] == [*photos, None]
    assert heard[0].text.endswith("Ons lokaal")
    assert heard[1].text.endswith("(Bestand: foto.jpg)")
    assert heard[3].text.endswith("Dat was het.")
    edited = {**message(77, **photos[0].as_json(), caption="Ons nieuwe lokaal", edit_date=1), "message_id": first}
    await api.push({"edited_message": edited})
    await api.wait(lambda: heard[0].edited == 1)
    assert heard[0].text.endswith("Ons nieuwe lokaal")


async def test_what_is_too_large_or_no_file_is_said_and_not_passed_on(desk: Desk, api: BotApi) -> None:
    before, after = len(desk.school.seen), len(desk.contact.seen)
    film = api.files.keep("video", b"film", "../../film\u202e.mp4", 60_000_000)
    await desk.send(desk.school, **film.as_json(), caption="Kijk eens")
    await desk.send(desk.school, sticker={"file_id": "s"})
    await desk.school.type("Dan maar zo.")
    large, sticker = (await desk.school.hear(before + 2))[before : before + 2]
    assert large.text == "Dit is niet doorgegeven, ook de tekst erbij niet. Een foto of bestand mag hoogstens 10 MB zijn."
    assert sticker.text.startswith("Dit is niet doorgegeven.")
    assert [one.text.endswith("Dan maar zo.") for one in (await desk.contact.hear(after + 1))[after:]] == [True]


async def test_a_file_that_telegram_has_no_more_leaves_its_words_and_tells_its_author(desk: Desk, api: BotApi) -> None:
    await desk.send(
        desk.school, document={"file_id": "AgACal-lang-weg", "file_unique_id": "u", "file_name": "plan.pdf"}, caption="Ons plan"
    )
    await said(desk.contact, "Ons plan\n\n(Het bestand hierbij kon niet meekomen.")
    await said(desk.school, "Bij vraag 1 kon een foto of bestand niet mee.")


# ── the bytes ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_bytes_come_whole_or_not_at_all(speaking: Speaking, api: BotApi) -> None:
    bot, request = speaking.bot, speaking.request
    kept = api.files.keep("document", b"x" * 100_000)
    assert await files.get(bot, request, sent_by(kept), 100_000) == kept.data
    with pytest.raises(NoFile):
        await files.get(bot, request, sent_by(kept), 99_999)
    kept.size = 5
    with pytest.raises(NoFile, match="large"):
        await files.get(bot, request, sent_by(kept), 99_999)
    for gone in (api.files.keep("document", b""), api.files.keep("document", b"y", size=60_000_000)):
        with pytest.raises(NoFile):
            await files.get(bot, request, sent_by(gone), 20_000_000)
    api.files.down = True
    with pytest.raises(NotGot):
        await files.get(bot, request, sent_by(kept), 100_000)


@pytest.mark.parametrize("fault", [Fault(status=429, retry_after=7), Fault(status=502), Fault()])
async def test_what_can_not_be_had_now_is_asked_again_later(speaking: Speaking, api: BotApi, fault: Fault) -> None:
    kept = api.files.keep("document", b"x")
    api.fault = lambda method, given: fault
    with pytest.raises(NotGot) as later:
        await files.get(speaking.bot, speaking.request, sent_by(kept), 10)
    assert later.value.seconds == fault.retry_after
