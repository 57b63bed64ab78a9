"""What is said arrives as it must, and every refusal means what it means."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest
from telegram import Bot

from bot.channels.telegram.pace import Pace
from bot.channels.telegram.request import Request
from bot.channels.telegram.voice import ChatVoice
from bot.voice import Gone, Refused, TryLater
from dialogs.files import File
from dialogs.language import Button, Say
from dialogs.recipes import Agenda, AgendaDay, Cell, Picture, Row, Sheet
from tests.peers.telegram.server import TOKEN, BotApi, Fault, Limits

YES_NO = ((Button("Ja", "ja"), Button("Nee", "nee")),)
CHAT = 77


class Speaking:
    """A voice in one chat, and where it was told that the chat went."""

    def __init__(self, api: BotApi, request: Request) -> None:
        self.moved: list[str] = []
        self.pace = Pace(0)
        self.elsewhere: dict[str, bytes | Exception] = {}
        self.request = request
        self.bot = Bot(TOKEN, f"{api.root}/bot", f"{api.root}/file/bot", request, request)
        self.voice = ChatVoice(self.bot, self.pace, CHAT, self._moved, lambda: True, self._get)

    async def _moved(self, address: str) -> None:
        self.moved.append(address)

    async def _get(self, file: File) -> bytes:
        found = self.elsewhere[file.id]
        if isinstance(found, Exception):
            raise found
        return found

    async def say(self, message: Say, revises: str | None = None) -> str:
        return await self.voice.say(message, revises, "t")


@pytest.fixture
async def speaking(api: BotApi) -> AsyncIterator[Speaking]:
    request = Request(2.0, proxies=False)
    await request.initialize()
    yield Speaking(api, request)
    await request.shutdown()


def picture() -> Picture:
    cells = (Cell(0.0, ""), Cell(1.0, ""))
    return Picture("Titel", ("Onderschrift",), (Row("Thema", "1 van 2", cells),), ((Cell(1.0, ""), "op orde"),), "Eén van twee.")


async def test_a_text_arrives_as_it_was_said_with_its_buttons(speaking: Speaking, api: BotApi) -> None:
    text = '<b>5 > 3</b> & "meer" _onder_ *ster* [haak](x) 🦉'
    id = await speaking.say(Say(text, YES_NO))
    (message,) = api.chats.messages[CHAT]
    assert (str(message.id), message.text) == (id, text)
    assert message.buttons == [[{"text": "Ja", "callback_data": "ja"}, {"text": "Nee", "callback_data": "nee"}]]


async def test_a_text_that_is_too_long_comes_in_parts_and_its_buttons_with_the_last(speaking: Speaking, api: BotApi) -> None:
    id = await speaking.say(Say("\n\n".join(f"Alinea {number}. " + "🦉" * 300 for number in range(12)), YES_NO))
    *first, last = api.chats.messages[CHAT]
    assert first
    assert all(not message.buttons and message.text.startswith("Alinea") for message in first)
    assert last.buttons
    assert str(last.id) == id


async def test_what_went_of_a_message_is_not_said_again_when_the_rest_has_to_wait(speaking: Speaking, api: BotApi) -> None:
    text = "\n\n".join(f"Alinea {number}. " + "🦉" * 300 for number in range(24))
    tries = iter(range(100))
    api.fault = lambda method, given: Fault(status=502) if method == "sendMessage" and next(tries) in (1, 3) else None
    for _ in range(2):
        with pytest.raises(TryLater):
            await speaking.say(Say(text, YES_NO))
    await speaking.say(Say(text, YES_NO))
    assert len(api.chats.messages[CHAT]) == 4
    assert "\n\n".join(message.text for message in api.chats.messages[CHAT]) == text


async def test_a_long_text_is_not_said_again_when_its_picture_has_to_wait(speaking: Speaking, api: BotApi) -> None:
    tries = iter(range(100))
    api.fault = lambda method, given: Fault(status=502) if method == "sendPhoto" and next(tries) < 2 else None
    for _ in range(2):
        with pytest.raises(TryLater):
            await speaking.say(Say("x" * 1025, YES_NO, picture()))
    await speaking.say(Say("x" * 1025, YES_NO, picture()))
    assert [bool(message.photo) for message in api.chats.messages[CHAT]] == [False, True]


async def test_the_next_message_is_said_whole(speaking: Speaking, api: BotApi) -> None:
    text = "\n\n".join("🦉" * 1500 for _ in range(3))
    for transaction_id in ("t1", "t2"):
        await speaking.voice.say(Say(text), None, transaction_id)
    assert len(api.chats.messages[CHAT]) == 6


async def test_a_change_that_is_too_long_for_one_message(speaking: Speaking, api: BotApi) -> None:
    """Put in the place of another it is said anew, in parts; what became of a question stands at its end, and that is kept."""
    first = await speaking.say(Say("een", YES_NO))
    await speaking.voice.settle(Say("🦉" * 2100 + "\n\nUw antwoord: deels"), first)
    (message,) = api.chats.messages[CHAT]
    assert message.text.startswith("…🦉")
    assert message.text.endswith("🦉\n\nUw antwoord: deels")
    second = await speaking.voice.say(Say("🦉" * 2100, YES_NO), first, "t2")
    assert second != first
    assert [message.text for message in api.chats.messages[CHAT]][1:] == ["🦉" * 2048, "🦉" * 52]


async def test_a_picture_comes_with_its_text_under_it_while_the_person_sees_it_being_made(speaking: Speaking, api: BotApi) -> None:
    await speaking.say(Say("Uw resultaat in beeld.", YES_NO, picture()))
    (message,) = api.chats.messages[CHAT]
    assert message.photo
    assert message.text == "Uw resultaat in beeld."
    assert message.buttons
    assert [call.method for call in api.calls] == ["sendChatAction", "sendPhoto"]


async def test_a_picture_with_too_long_a_text_comes_after_it(speaking: Speaking, api: BotApi) -> None:
    await speaking.say(Say("x" * 1025, YES_NO, picture()))
    text, photo = api.chats.messages[CHAT]
    assert (len(text.text), text.buttons, text.photo) == (1025, [], None)
    assert photo.photo
    assert photo.text == ""
    assert photo.buttons


async def test_a_picture_that_cannot_be_drawn_takes_no_message_with_it(
    speaking: Speaking, api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(picture: Picture) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.pictures.draw", broken)
    await speaking.say(Say("Uw resultaat in beeld.", YES_NO, picture()))
    (message,) = api.chats.messages[CHAT]
    assert (message.photo, message.text) == (None, "Uw resultaat in beeld.")


async def test_a_message_takes_the_place_of_an_earlier_one(speaking: Speaking, api: BotApi) -> None:
    first = await speaking.say(Say("een", YES_NO))
    assert await speaking.say(Say("twee"), first) == first
    (message,) = api.chats.messages[CHAT]
    assert (message.text, message.buttons, message.edited) == ("twee", [], 1)


async def test_a_change_that_changes_nothing_is_done_already(speaking: Speaking, api: BotApi) -> None:
    first = await speaking.say(Say("een", YES_NO))
    assert await speaking.say(Say("een", YES_NO), first) == first
    await speaking.voice.settle(Say("een", YES_NO), first)
    assert len(api.chats.messages[CHAT]) == 1


async def test_what_cannot_be_changed_any_more_is_said_anew_or_left(speaking: Speaking, api: BotApi) -> None:
    assert await speaking.say(Say("twee"), "9999")
    assert [message.text for message in api.chats.messages[CHAT]] == ["twee"]
    await speaking.voice.settle(Say("Uw antwoord: ja"), "9999")
    assert len(api.chats.messages[CHAT]) == 1


@pytest.mark.parametrize("why", ["blocked", "deactivated", "unknown"])
async def test_who_is_not_there_is_gone(speaking: Speaking, api: BotApi, why: str) -> None:
    getattr(api.chats, why).add(CHAT)
    for _ in range(2):
        with pytest.raises(Gone):
            await speaking.say(Say("hallo"))


async def test_a_chat_that_moved_is_followed(speaking: Speaking, api: BotApi) -> None:
    api.chats.moved[CHAT] = -100777
    await speaking.say(Say("een"))
    await speaking.say(Say("twee"))
    assert [message.text for message in api.chats.messages[-100777]] == ["een", "twee"]
    assert speaking.moved == ["-100777"]


async def test_what_the_server_finds_wrong_is_a_fault_of_ours(speaking: Speaking, api: BotApi) -> None:
    with pytest.raises(Refused):
        await speaking.say(Say("hallo", ((Button("Ja", "x" * 65),),)))


async def test_too_many_waits_as_long_as_the_server_asks(speaking: Speaking, api: BotApi) -> None:
    api.limits = Limits(bot=0, retry_after=17)
    with pytest.raises(TryLater) as later:
        await speaking.say(Say("hallo"))
    assert later.value.seconds == 17


@pytest.mark.parametrize("fault", [Fault(), Fault(done=True), Fault(status=500), Fault(status=502), Fault(status=504), Fault(seconds=3.0)])
async def test_a_server_that_does_not_answer_is_tried_later(speaking: Speaking, api: BotApi, fault: Fault) -> None:
    api.fault = lambda method, given: fault
    with pytest.raises(TryLater):
        await speaking.say(Say("hallo"))


async def test_a_server_that_is_gone_is_tried_later(speaking: Speaking, api: BotApi) -> None:
    await api.stop()
    with pytest.raises(TryLater):
        await speaking.say(Say("hallo"))


async def test_a_token_that_is_taken_away_loses_no_message(speaking: Speaking, api: BotApi) -> None:
    api.fault = lambda method, given: Fault(status=401)
    with pytest.raises(TryLater) as later:
        await speaking.say(Say("hallo"))
    assert later.value.seconds > 10


async def test_a_document_comes_as_a_file_with_its_text(speaking: Speaking, api: BotApi) -> None:
    agenda = Agenda("open-dagen", (AgendaDay(date(2027, 1, 30), "Open dag", "Kijk op de site van de school."),))
    await speaking.say(Say("Zet dit in uw agenda.", YES_NO, document=agenda))
    (message,) = api.chats.messages[CHAT]
    assert message.text == "Zet dit in uw agenda."
    assert message.buttons
    assert message.document is not None
    assert message.document.startswith(b"BEGIN:VCALENDAR")


async def test_a_sheet_comes_as_a_workbook(speaking: Speaking, api: BotApi) -> None:
    await speaking.say(Say("Hier zijn de cijfers.", sheet=Sheet("cijfers", ("wat", "aantal"), (("vragen", "5"),))))
    (message,) = api.chats.messages[CHAT]
    assert message.document is not None
    assert message.document.startswith(b"PK")
