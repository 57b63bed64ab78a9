"""Every kind of update means what it means, and none makes us fall."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.hear import Update, hear, number
from bot.ear import Heard
from dialogs.files import File
from dialogs.language import Attachment, Command, Edited, Event, Location, Press, Reachable, Text, Unreachable
from tests.channels.telegram.people import membership, message, private, typed, user

GROUP = {"id": -100123, "type": "supergroup", "title": "Teamkamer"}
CHANNEL = {"id": -100456, "type": "channel", "title": "Nieuws"}
PLACE = {"latitude": 52.09, "longitude": 5.12}
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 90, "height": 90, "file_size": 1000}]
FILE = {"file_id": "a", "file_unique_id": "b"}


def did(event: Event, said: dict[str, Any] | None = None, replies_to: str = "") -> Update:
    """What someone did, perhaps with a message of theirs."""
    return Update(5, Heard("77", "77", "5", event, str(said["message_id"]) if said else "", replies_to))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Hoe kies je een profiel?", Text("Hoe kies je een profiel?")),
        ("/start", Command("start")),
        ("/start scan", Command("start", "scan")),
        ("/start koppel_AB-12", Command("start", "koppel_AB-12")),
        ("/Scan@lobgids_bot", Command("scan")),
        ("/scan  vmbo tl\nen meer", Command("scan", "vmbo tl\nen meer")),
        ("/", Text("/")),
        ("/ 3", Text("/ 3")),
        ("/wat/is/dit", Text("/wat/is/dit")),
        ("3", Text("3")),
        ("🦉" * 10, Text("🦉" * 10)),
    ],
)
def test_what_someone_types(text: str, event: Event) -> None:
    update = typed(77, text)
    assert hear({"update_id": 5, **update}) == did(event, update["message"])


def test_what_is_replied_to_is_known() -> None:
    said = message(77, text="Dat is dinsdag.", reply_to_message={**message(77, text="Vraag 12"), "message_id": 41})
    assert hear({"update_id": 5, "message": said}) == did(Text("Dat is dinsdag."), said, "41")


@pytest.mark.parametrize(
    ("what", "event"),
    [
        ({"location": PLACE}, Location(52.09, 5.12)),
        ({"location": {**PLACE, "live_period": 900, "heading": 12}}, Location(52.09, 5.12)),
        ({"venue": {"location": PLACE, "title": "School", "address": "Straat 1"}, "location": PLACE}, Location(52.09, 5.12)),
        (
            {"photo": [{**PHOTO[0], "file_id": "klein"}, *PHOTO], "caption": "mijn rooster", "media_group_id": "7"},
            Attachment("photo", "mijn rooster", File("telegram", "a", "photo", "foto.jpg", 1000, "7")),
        ),
        ({"voice": {**FILE, "duration": 3}}, Attachment("voice", file=File("telegram", "a", "voice", "spraakbericht.ogg"))),
        (
            {"document": {**FILE, "file_name": "../../plan\u202efdp.exe", "file_size": 60_000_000}},
            Attachment("document", file=File("telegram", "a", "document", "planfdp.exe", 60_000_000)),
        ),
        ({"document": {"file_id": 5}, "caption": "zo niet"}, Attachment("document", "zo niet")),
        ({"photo": []}, Attachment("photo")),
        ({"sticker": {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}}, Attachment("sticker")),
        ({"document": FILE, "animation": FILE}, Attachment("animation", file=File("telegram", "a", "animation", "animatie.mp4"))),
        ({"video_note": FILE}, Attachment("video_note")),
        ({"contact": {"phone_number": "06", "first_name": "A"}}, Attachment("contact")),
        ({"poll": {"id": "1"}}, Attachment("poll")),
        ({"dice": {"emoji": "x", "value": 3}}, Attachment("dice")),
    ],
)
def test_what_someone_sends_that_is_not_text(what: dict[str, Any], event: Event) -> None:
    said = message(77, **what)
    assert hear({"update_id": 5, "message": said}) == did(event, said)


@pytest.mark.parametrize("what", [{"pinned_message": {}}, {"message_auto_delete_timer_changed": {}}, {"write_access_allowed": {}}, {}])
def test_what_telegram_says_of_a_chat_is_for_nobody(what: dict[str, Any]) -> None:
    assert hear({"update_id": 5, "message": message(77, **what)}) == Update(5)


def test_a_changed_text_is_a_correction_and_a_location_that_moves_is_none() -> None:
    said = message(77, text="toch 2", edit_date=1)
    assert hear({"update_id": 5, "edited_message": said}) == did(Edited("toch 2"), said)
    assert hear({"update_id": 5, "edited_message": message(77, location=PLACE, edit_date=1)}) == Update(5)
    for caption, shown in ({"caption": "beter"}, "beter"), ({}, ""):
        said = message(77, photo=PHOTO, edit_date=1, **caption)
        assert hear({"update_id": 5, "edited_message": said}) == did(Edited(shown, of_file=True), said)


def test_a_press_is_answered_and_heard_also_of_a_message_that_telegram_forgot() -> None:
    press = {"id": "c9", "from": user(77), "chat_instance": "1", "data": "scan:ab12.vraag=ja"}
    expected = Update(5, Heard("77", "77", "5", Press("scan:ab12.vraag=ja")), "c9")
    assert hear({"update_id": 5, "callback_query": {**press, "message": message(77, text="…")}}) == expected
    inaccessible = {"chat": private(77), "message_id": 3, "date": 0}
    assert hear({"update_id": 5, "callback_query": {**press, "message": inaccessible}}) == expected
    assert hear({"update_id": 5, "callback_query": press}) == expected


def test_who_blocks_us_or_comes_back_is_known() -> None:
    assert hear({"update_id": 5, **membership(77, "kicked")}) == did(Unreachable())
    assert hear({"update_id": 5, **membership(77, "member")}) == did(Reachable())


@pytest.mark.parametrize(
    "update",
    [
        membership(77, "member", GROUP),
        membership(77, "administrator", CHANNEL),
        {"message": {**message(77, text="hallo"), "chat": GROUP}},
        {"message": {**message(77, new_chat_members=[user(1)]), "chat": {**GROUP, "type": "group"}}},
        {"channel_post": {"message_id": 1, "date": 1, "chat": CHANNEL, "sender_chat": CHANNEL, "text": "nieuws"}},
    ],
)
def test_a_group_or_channel_is_left(update: dict[str, Any]) -> None:
    found = hear({"update_id": 5, **update})
    assert found is not None
    assert found.heard is None
    assert found.leave in (GROUP["id"], CHANNEL["id"])


def test_a_press_in_a_group_is_answered_and_the_group_is_left() -> None:
    press = {"id": "c9", "from": user(77), "data": "scan", "message": {**message(77, text="…"), "chat": GROUP}}
    assert hear({"update_id": 5, "callback_query": press}) == Update(5, callback="c9", leave=-100123)


def test_a_group_that_we_are_out_of_is_left_alone() -> None:
    assert hear({"update_id": 5, **membership(77, "left", GROUP)}) == Update(5)
    assert hear({"update_id": 5, **membership(77, "kicked", GROUP)}) == Update(5)
    assert hear({"update_id": 5, "message": {**message(77, left_chat_member=user(123456)), "chat": GROUP}}) == Update(5)


def test_kinds_that_we_do_not_know_are_for_nobody() -> None:
    assert hear({"update_id": 5, "message_reaction": {"chat": private(77)}}) == Update(5)
    assert hear({"update_id": 5}) == Update(5)


@pytest.mark.parametrize(
    "raw", [{}, {"update_id": "5"}, {"update_id": 5, "message": {"text": "hallo"}}, {"update_id": 5, "message": 3}, {"update_id": None}]
)
def test_what_has_no_shape_is_not_understood(raw: dict[str, Any]) -> None:
    assert hear(raw) is None


def test_a_number_is_found_also_in_what_is_not_understood() -> None:
    odd: list[Any] = [{"update_id": 5, "message": 3}, {}, [], None, "x"]
    assert [number(raw) for raw in odd] == [5, None, None, None, None]


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(
    ["message", "edited_message", "callback_query", "my_chat_member", "channel_post", "chat", "from", "text", "data", "id"]
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(names | st.just("update_id"), st.dictionaries(names, json, max_size=5) | json, max_size=4))
def test_nothing_that_comes_makes_us_fall(raw: dict[str, Any]) -> None:
    found = hear(raw)
    assert found is None or isinstance(found.id, int)
