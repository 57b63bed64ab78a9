"""The guide in Telegram, as people see it: everything but the process is real."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from bot.channels.telegram.pace import PER_SECOND
from bot.clock import now, stamp
from bot.invite import invite
from bot.storage import sqlite as sqlite_engine
from bot.storage.engine import DATABASE_FILE
from dialogs.sharing import Role
from knowledge import Knowledge
from tests.channels.telegram.conftest import running
from tests.channels.telegram.guide import Guide
from tests.channels.telegram.people import Phone, membership, message, typed
from tests.peers.telegram.server import BotApi, Fault, Limits
from tests.talk import CONTENT

GROUP = {"id": -100123, "type": "supergroup", "title": "Teamkamer"}


async def _begin_a_scan(phone: Phone) -> None:
    await phone.ask("/start scan")
    await phone.press("Vmbo")
    await phone.hear(3)


# ── as people who use Telegram expect it ──────────────────────────────────────────────────────────────────────


async def test_an_answered_question_shows_what_was_chosen_and_can_be_changed(guide: Guide, api: BotApi) -> None:
    phone = Phone(api, 77)
    await _begin_a_scan(phone)
    question = phone.last
    await phone.press("Deels")
    await api.wait(lambda: question.edited == 1)
    assert question.text.endswith("Uw antwoord: deels")
    assert [[button["text"] for button in row] for row in question.buttons] == [["Wijzig"]]
    before = len(phone.seen)
    await phone.press("Wijzig", question)
    again = (await phone.hear(before + 1))[before]
    assert "Uw antwoord is nu: deels." in again.text
    await phone.press("Helemaal", again)
    await api.wait(lambda: again.edited == 1)
    assert again.text.endswith("Uw antwoord: helemaal")
    assert guide.rows("SELECT value FROM answers WHERE value IS NOT NULL") == [("helemaal",)]


async def test_every_press_is_answered_also_of_an_old_message_and_a_late_one_does_no_harm(guide: Guide, api: BotApi) -> None:
    phone = Phone(api, 77)
    await _begin_a_scan(phone)
    await phone.press_data("scan:weg123.niet-meer=ja", message_id=1)
    await phone.hear(4)
    await phone.press_data("zomaar")
    await phone.hear(5)
    await api.wait(lambda: len(api.answered) == 3)
    callback = message(77, text="…")
    await api.push({"callback_query": {"id": "te-oud", "from": callback["from"], "message": callback, "data": "menu"}})
    await phone.hear(6)
    assert [call.status for call in api.calls if call.method == "answerCallbackQuery"][-1] == 400


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("scan", "Voor welke afdeling"),
        ("ouder", "andere ouders"),
        ("team_XY", "Deze link ken ik niet"),
    ],
)
async def test_a_link_says_what_for(guide: Guide, api: BotApi, link: str, says: str) -> None:
    phone = Phone(api, 77)
    said = await phone.ask(f"/start {link}")
    assert said.text.startswith("Hallo, ik ben LOB-gids")
    assert says in said.text
    assert said.buttons
    assert "Hallo, ik ben LOB-gids" not in (await phone.ask(f"/start {link}")).text


async def test_a_link_with_a_code_comes_as_it_was_made(guide: Guide, api: BotApi) -> None:
    made = invite(Role("medewerker"), "", now())
    await guide.app.store.keep_code(made.kept)
    assert "Deze code werkt niet" not in (await Phone(api, 77).ask(f"/start koppel_{made.code}")).text
    assert guide.rows("SELECT role FROM roles") == [("medewerker",)]
    assert "Deze code werkt niet" in (await Phone(api, 78).ask("/start koppel_AB12")).text


async def test_photos_voice_and_stickers_get_a_kind_sentence_and_a_place_is_understood(guide: Guide, api: BotApi) -> None:
    phone = Phone(api, 77)
    await phone.ask("/start")
    for what in ({"voice": {"file_id": "a"}}, {"sticker": {"file_id": "a"}}, {"photo": [{"file_id": "a"}], "caption": "x"}):
        before = len(phone.seen)
        await api.push({"message": message(77, **what)})
        assert "Ik kan alleen tekst lezen" in (await phone.hear(before + 1))[before].text
    before = len(phone.seen)
    await api.push({"message": message(77, location={"latitude": 52.1, "longitude": 5.1})})
    assert "locatie" in (await phone.hear(before + 1))[before].text
    for number in range(20):
        await api.push({"edited_message": message(77, location={"latitude": 52.1 + number / 1000, "longitude": 5.1}, edit_date=number)})
    await phone.ask("/menu")
    assert len(phone.seen) == before + 2


async def test_a_changed_message_corrects_the_answer(guide: Guide, api: BotApi) -> None:
    phone = Phone(api, 77)
    await _begin_a_scan(phone)
    await phone.ask("deels")
    before = len(phone.seen)
    await api.push({"edited_message": message(77, text="helemaal", edit_date=1)})
    await phone.hear(before + 1)
    assert guide.rows("SELECT value FROM answers WHERE value IS NOT NULL") == [("helemaal",)]


async def test_who_has_everything_erased_loses_our_messages_too_when_they_want_that(guide: Guide, api: BotApi) -> None:
    """Those that can't be deleted any more stay, and keep none of the others; the menu is again that of who is new."""
    phone = Phone(api, 77)
    await phone.ask("docent")
    await phone.ask("wat is LOB?")
    await api.wait(lambda: len(api.commands.get("77", [])) > len(api.commands[""]))
    phone.seen[0].old = True
    oldest = phone.seen[0].text
    await phone.ask("/vergeet")
    await phone.press("Ja, ook uw berichten hier")
    await api.wait(lambda: any("is gewist op" in one.text for one in phone.seen))
    assert [one.text == oldest for one in phone.seen] == [True, False]
    assert "haal ik weg" in phone.last.text
    assert [call.status for call in api.calls if call.method == "deleteMessage"].count(400) == 1
    await api.wait(lambda: guide.rows("SELECT * FROM persons") == [])
    await api.wait(lambda: api.commands["77"] == api.commands[""])


async def test_all_that_is_kept_comes_as_two_files(guide: Guide, api: BotApi) -> None:
    phone = Phone(api, 77)
    await phone.ask("docent")
    before = len(phone.seen)
    await phone.type("mijn gegevens")
    page, data = (await phone.hear(before + 2))[before:]
    assert page.document
    assert b"telegram:77" in page.document
    assert data.document
    assert json.loads(data.document)["persons"][0]["key"] == "telegram:77"


async def test_a_group_is_left_with_one_polite_word(guide: Guide, api: BotApi, knowledge: Knowledge) -> None:
    await api.push(membership(77, "member", GROUP))
    await api.push({"message": {**message(77, text="hallo allemaal"), "chat": GROUP}})
    await api.wait(lambda: bool(api.chats.left))
    await Phone(api, 78).ask("/start")
    assert api.chats.left == [-100123]
    assert [one.text for one in api.chats.messages[-100123]] == [knowledge.phrases.telegram.farewell()]
    assert guide.rows("SELECT key FROM persons") == [("telegram:78",)]


async def test_a_group_that_becomes_another_is_left_where_it_went(guide: Guide, api: BotApi) -> None:
    """Whether Telegram tells so in a message or when we want to say something there."""
    moving = {**message(77, migrate_to_chat_id=-100124), "chat": {"id": -55, "type": "group", "title": "Teamkamer"}}
    await api.push({"message": moving})
    await api.wait(lambda: api.chats.left == [-100124])
    api.chats.moved[-56] = -100125
    await api.push(membership(77, "member", {"id": -56, "type": "group", "title": "Andere kamer"}))
    await api.wait(lambda: api.chats.left == [-100124, -100125])
    assert {-100124, -100125} == api.chats.messages.keys()


async def test_who_blocks_us_is_known_to_be_away_and_who_comes_back_is_welcome(guide: Guide, api: BotApi) -> None:
    phone = Phone(api, 77)
    await phone.ask("/start")
    await api.push(membership(77, "kicked"))
    other = Phone(api, 78)
    await other.ask("/start")
    assert guide.rows("SELECT key, reachable FROM persons ORDER BY key") == [("telegram:77", 0), ("telegram:78", 1)]
    await api.push(membership(77, "member"))
    assert "Welkom terug." in (await phone.hear(2))[1].text
    assert guide.rows("SELECT reachable FROM persons WHERE key = 'telegram:77'") == [(1,)]


async def test_who_blocked_us_unnoticed_keeps_nothing_waiting(guide: Guide, api: BotApi) -> None:
    api.chats.blocked.add(77)
    await api.push(typed(77, "/start"))
    await api.wait(lambda: any(call.status == 403 for call in api.calls))
    await _said(guide, 77)
    assert guide.rows("SELECT reachable FROM persons") == [(0,)]
    assert guide.rows("SELECT problem FROM outbox") == [("gone",)]
    api.chats.blocked.clear()
    assert (await Phone(api, 77).ask("/menu")).buttons
    assert guide.rows("SELECT reachable FROM persons") == [(1,)]


async def _said(guide: Guide, person: int) -> None:
    """Until nothing is left to say to someone."""
    async with asyncio.timeout(20):
        while guide.rows(  # noqa: ASYNC110 (the database tells nobody)
            "SELECT 1 FROM outbox WHERE said_at IS NULL AND person = (SELECT id FROM persons WHERE key = ?)", f"telegram:{person}"
        ):
            await asyncio.sleep(0.02)


async def test_read_aloud_is_without_bars_and_without_changes(guide: Guide, api: BotApi) -> None:
    phone = Phone(api, 77)
    assert "voor te lezen" in (await phone.ask("/voorlezen")).text
    await phone.ask("/scan")
    before = len(phone.seen)
    await phone.press("Vmbo")
    question = (await phone.hear(before + 2))[-1]
    assert not set("▰▱") & set(question.text)
    assert question.text.rstrip().endswith("Visie en beleid")
    await phone.ask("2")
    await phone.ask("1")
    assert not [call for call in api.calls if call.method == "editMessageText"]
    assert "gewoon" in (await phone.ask("voorlezen uit")).text
    assert set("▰▱") & set(phone.last.text)


# ── reminders, and what was left to say ───────────────────────────────────────────────────────────────────────


async def test_a_reminder_comes_by_itself(guide: Guide, api: BotApi) -> None:
    phone = Phone(api, 77)
    await _begin_a_scan(phone)
    await phone.ask("pauze")
    before = len(phone.seen)
    await phone.press("Herinner mij over een week")
    await phone.hear(before + 1)
    await asyncio.to_thread(_change, guide, "UPDATE reminders SET due_at = ?", stamp(now()))
    assert "U vroeg om een herinnering" in (await phone.hear(before + 2))[-1].text
    assert guide.rows("SELECT key FROM reminders") == []


async def test_a_reminder_of_another_channel_is_left_to_it(guide: Guide, api: BotApi) -> None:
    await Phone(api, 77).ask("/start")
    at = stamp(now())
    await asyncio.to_thread(
        _change,
        guide,
        "INSERT INTO persons (key, channel, address, state, since, heard_at) VALUES ('console:ik', 'console', '', '', ?, ?)",
        at,
        at,
    )
    await asyncio.to_thread(_change, guide, "INSERT INTO reminders SELECT id, 'scan:x', ? FROM persons WHERE key = 'console:ik'", at)
    await asyncio.sleep(1.2)
    assert guide.rows("SELECT key FROM reminders") == [("scan:x",)]


def _change(guide: Guide, sql: str, *values: str) -> None:
    with sqlite3.connect(guide.app.folder / DATABASE_FILE) as connection:
        connection.execute(sql, values)
    connection.close()


async def test_what_was_left_to_say_is_said_at_the_start(api: BotApi, tmp_path: Path, knowledge: Knowledge) -> None:
    phone = Phone(api, 77)
    async with running(api, tmp_path, knowledge):
        await phone.ask("/start")
    with sqlite3.connect(tmp_path / DATABASE_FILE) as connection:
        connection.execute("UPDATE outbox SET said_at = NULL, message_id = NULL")
    connection.close()
    async with running(api, tmp_path, knowledge):
        await phone.hear(2)
    assert phone.seen[0].text == phone.seen[1].text


async def test_what_another_process_left_to_say_is_said_soon(guide: Guide, api: BotApi) -> None:
    phone = Phone(api, 77)
    await phone.ask("/start")
    await _said(guide, 77)
    await asyncio.to_thread(_change, guide, "UPDATE outbox SET said_at = NULL, message_id = NULL")
    await phone.hear(2)


# ── when it is hard ───────────────────────────────────────────────────────────────────────────────────────────


async def test_who_floods_hears_where_they_are_and_others_hear_at_once(guide: Guide, api: BotApi) -> None:
    flood, other = Phone(api, 77), Phone(api, 78)
    api.limits = Limits(chat=1, burst=3)
    for number in range(120):
        await flood.type(f"zomaar iets {number}")
    assert (await other.ask("/start")).buttons
    last = await flood.type("/menu")
    await api.wait(lambda: api.confirmed >= last)
    assert guide.rows("SELECT turns FROM persons WHERE key = 'telegram:77'") == [(121,)]
    await _said(guide, 77)
    assert len(flood.seen) < 60
    assert "U stuurde veel berichten achter elkaar" in "".join(one.text for one in flood.seen)


async def test_one_chat_that_is_refused_does_not_stop_the_rest(guide: Guide, api: BotApi) -> None:
    refused = {"chat_id": "77"}
    api.fault = lambda method, given: Fault(status=429, retry_after=3600) if given.get("chat_id") == refused["chat_id"] else None
    await Phone(api, 77).type("/start")
    await api.wait(lambda: any(call.status == 429 for call in api.calls))
    for number in range(100, 110):
        assert (await Phone(api, number).ask("/start")).text
    assert len([call for call in api.calls if call.status == 429]) <= 3
    for number in range(100, 110):
        await _said(guide, number)
    assert guide.rows("SELECT count(*) FROM outbox WHERE said_at IS NULL") == [(1,)]


async def test_in_a_storm_of_refusals_everything_is_said_once_and_in_order(guide: Guide, api: BotApi) -> None:
    numbers = iter(range(10_000))

    def storm(method: str, given: dict[str, str]) -> Fault | None:
        if method not in ("sendMessage", "editMessageText"):
            return None
        return {1: Fault(status=502), 5: Fault(), 9: Fault(status=500)}.get(next(numbers) % 12)

    api.fault = storm
    phones = [Phone(api, number) for number in range(100, 110)]
    for text in ("/start", "docent", "/scan", "vmbo", "deels"):
        await asyncio.gather(*(phone.type(text) for phone in phones))
    for phone in phones:
        await phone.hear(6)
        await _said(guide, phone.id)
        beginnings = [one.text.split("\n")[0][:20] for one in phone.seen]
        assert beginnings == [one.text.split("\n")[0][:20] for one in phones[0].seen]
        assert len(phone.seen) == 6


async def test_what_cannot_be_kept_is_not_confirmed(guide: Guide, api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Phone(api, 77)
    await phone.ask("/start")
    assert sqlite_engine.WAIT_SECONDS == 5
    connection = sqlite3.connect(guide.app.folder / DATABASE_FILE, isolation_level=None)
    await _said(guide, 77)
    connection.execute("BEGIN IMMEDIATE")
    number = await phone.type("docent")
    await asyncio.sleep(6)
    assert api.confirmed < number
    assert api.updates
    connection.execute("ROLLBACK")
    connection.close()
    await phone.hear(2)
    await api.wait(lambda: api.confirmed == number)


async def test_updates_that_come_twice_or_out_of_order_have_one_effect(guide: Guide, api: BotApi) -> None:
    phone = Phone(api, 77)
    await _begin_a_scan(phone)
    update = {"update_id": 5000, **typed(77, "deels")}
    api.updates.extend((number, 9e9, {**update, "update_id": number}) for number in (5001, 5001, 5000))
    await Phone(api, 78).type("/start")
    await phone.hear(5)
    await api.wait(lambda: api.confirmed >= 5001)
    assert guide.rows("SELECT count(*) FROM heard WHERE event IN ('5000', '5001')") == [(2,)]


async def test_two_presses_at_once_count_once(guide: Guide, api: BotApi) -> None:
    phone = Phone(api, 77)
    await _begin_a_scan(phone)
    question = phone.last
    await asyncio.gather(*(phone.press("Deels", question) for _ in range(2)))
    await phone.hear(5)
    await _said(guide, 77)
    assert guide.rows("SELECT count(*) FROM answers WHERE value IS NOT NULL") == [(1,)]


async def test_an_update_that_nobody_understands_keeps_none_after_it_waiting(guide: Guide, api: BotApi) -> None:
    await api.push({"message": {"chat": "onzin"}})
    assert (await Phone(api, 77).ask("/start")).buttons


async def test_at_its_own_pace_it_is_never_refused(api: BotApi, tmp_path: Path, knowledge: Knowledge) -> None:
    """As many people at once as there are messages in three seconds; on a busy machine what left evenly may arrive in bunches."""
    api.limits = Limits(bot=40, chat=1, burst=8)
    phones = [Phone(api, number) for number in range(100, 187)]
    async with running(api, tmp_path, knowledge, per_second=PER_SECOND):
        for phone in phones:
            await phone.type("/start")
        await api.wait(lambda: all(phone.seen for phone in phones))
    assert {call.status for call in api.calls} == {200}


async def test_content_that_an_editor_changes_is_said_from_then_on(api: BotApi, tmp_path: Path, knowledge: Knowledge) -> None:
    """Also what a group reads, and what stands in Telegram itself."""
    content = tmp_path / "content"
    await asyncio.to_thread(shutil.copytree, CONTENT, content)
    phrases = content / "phrases" / "nl.yaml"
    async with running(api, tmp_path, knowledge, content=content):
        phone = Phone(api, 77)
        await phone.ask("/start")
        changes = {"who_are_you: Wie bent u": "who_are_you: Wie bent u eigenlijk", "farewell: Dank": "farewell: Veel dank"}
        text = phrases.read_text()
        for old, new in {**changes, "short_description_trial: Vragen": "short_description_trial: Alle vragen"}.items():
            text = text.replace(old, new)
        phrases.write_text(text)
        async with asyncio.timeout(20):
            while "Wie bent u eigenlijk?" not in (await phone.ask("/menu")).text:  # noqa: ASYNC110 (it looks now and then)
                await asyncio.sleep(0.5)
        await api.push(membership(77, "member", GROUP))
        await api.wait(lambda: bool(api.chats.left))
        assert api.chats.messages[-100123][0].text.startswith("Veel dank")
        await api.wait(lambda: api.descriptions["short_description"].startswith("Alle vragen"))
