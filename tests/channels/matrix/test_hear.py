"""What Matrix events mean, on JSON alone."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.channels.matrix.hear import hear
from bot.channels.matrix.receive import since_our_invite
from dialogs.files import File
from dialogs.language import Attachment, Command, Edited, Event, Location, Press, Reachable, Text, Unreachable, Withdrawn

SEALED = {"key": {"k": "sleutel"}, "iv": "begin", "hashes": {"sha256": "som"}}
CAPTION = {"msgtype": "m.image", "body": "Beter", "filename": "foto.jpg", "url": "mxc://x/y"}
US, EVA, ROOM = "@gids:school.example", "@eva:school.example", "!kamer"


def event(content: Any, kind: str = "m.room.message", **more: Any) -> dict[str, Any]:
    return {"sender": EVA, "event_id": "$1", "type": kind, "content": content, **more}


def text(body: str, **more: Any) -> dict[str, Any]:
    return event({"msgtype": "m.text", "body": body, **more})


def member(now: str, before: str) -> dict[str, Any]:
    return event({"membership": now}, "m.room.member", state_key=EVA, unsigned={"prev_content": {"membership": before}})


def reply(body: str) -> dict[str, Any]:
    return text(body, **{"m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}})


def thread_of(root: str) -> dict[str, Any]:
    return {"rel_type": "m.thread", "event_id": root}


def vote(*answers: str, kind: str = "org.matrix.msc3381.poll.response") -> dict[str, Any]:
    return event({"m.relates_to": {"rel_type": "m.reference", "event_id": "$0"}, kind: {"answers": list(answers)}}, kind)


@pytest.mark.parametrize(
    ("raw", "means"),
    [
        (text("hoi"), Text("hoi")),
        (text("!Scan nu"), Command("scan", "nu")),
        (text("/stop"), Command("stop")),
        (text("!!!"), Text("!!!")),
        (text("! echt waar"), Text("! echt waar")),
        (reply("> <@gids:school.example> Wie bent u?\n> tweede regel\n\ndocent"), Text("docent")),
        (text("> een citaat"), Text("> een citaat")),
        (event({"msgtype": "m.emote", "body": "zwaait"}), Text("zwaait")),
        (event({"msgtype": "m.notice", "body": "ik ben ook een programma"}), None),
        (text("* ja", **{"m.new_content": {"body": "ja"}, "m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}}), Edited("ja")),
        (text("* ja", **{"m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}}), None),
        (event({}, "m.room.redaction", redacts="$0"), Withdrawn()),
        (event({"msgtype": "m.location", "body": "x", "geo_uri": "geo:52.5,-5.25;u=3"}), Location(52.5, -5.25)),
        (event({"msgtype": "m.location", "body": "x", "geo_uri": "geo:99,5"}), Attachment("location")),
        (event({"msgtype": "m.location", "body": "x"}), Attachment("location")),
        (event({"msgtype": "m.image", "body": "x"}), Attachment("image")),
        (event({"msgtype": "m.image", "body": 5, "url": "mxc://x/y"}), Attachment("image")),
        (event({"msgtype": "m.file", "body": "x", "url": "https://x/y"}), Attachment("file")),
        (event({"msgtype": "m.file", "body": "x", "url": "mxc://x/../y"}), Attachment("file")),
        (event({"msgtype": "m.file", "body": "x", "file": {"url": "mxc://x/y", "key": {"k": 5}}}), Attachment("file")),
        (
            event({"msgtype": "m.image", "body": "foto.jpg", "filename": "foto.jpg", "url": "mxc://x:1/y", "info": {"size": 7}}),
            Attachment("image", "", File("matrix", "mxc://x:1/y", "m.image", "foto.jpg", 7)),
        ),
        (
            event({"msgtype": "m.video", "body": "Kijk!", "filename": "../a\u202eb.mp4", "url": "mxc://x/y", "info": {"size": -7}}),
            Attachment("video", "Kijk!", File("matrix", "mxc://x/y", "m.video", "ab.mp4")),
        ),
        (
            event({"msgtype": "m.file", "body": "plan.pdf", "file": {"url": "mxc://x/y", **SEALED, "v": "v2", "meer": "x" * 999}}),
            Attachment("file", "", File("matrix", "mxc://x/y", "m.file", "plan.pdf", keys=msgspec.json.encode(SEALED).decode())),
        ),
        (
            text("* x", **{"m.new_content": CAPTION, "m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}}),
            Edited("Beter", of_file=True),
        ),
        (event({}, "m.sticker"), Attachment("sticker")),
        (event({}, "org.matrix.msc3381.poll.start"), Attachment("poll")),
        (vote("scan:abc.v1=ja"), Press("scan:abc.v1=ja")),
        (vote("een", "twee"), Press("een")),
        (vote(), None),
        (event({"m.selections": ["menu"]}, "m.poll.response"), Press("menu")),
        (event({"m.relates_to": {"rel_type": "m.annotation", "key": "👍"}}, "m.reaction"), None),
        (member("join", "invite"), Reachable()),
        (member("join", "join"), None),
        (member("leave", "join"), Unreachable()),
        (member("leave", "invite"), None),
        (event({"membership": "leave"}, "m.room.member", state_key=US), None),
        ({**text("hoi"), "sender": US}, None),
    ],
)
def test_what_an_event_means(raw: dict[str, Any], means: Event | None) -> None:
    heard = hear(raw, ROOM, US)
    assert (heard.event if heard else None) == means
    if heard:
        assert (heard.person, heard.address, heard.event_id) == (EVA, ROOM, "$1")


def test_what_is_said_in_a_thread_is_answered_there() -> None:
    heard = hear(text("hoi", **{"m.relates_to": {"rel_type": "m.thread", "event_id": "$9"}}), ROOM, US)
    assert heard
    assert heard.address == "!kamer $9"


@pytest.mark.parametrize(
    ("raw", "about", "replies_to"),
    [
        (text("hoi"), "$1", ""),
        (reply("hoi"), "$1", "$0"),
        (event({"msgtype": "m.image", "body": "x"}), "$1", ""),
        (text("* ja", **{"m.new_content": {"body": "ja"}, "m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}}), "$0", ""),
        (event({}, "m.room.redaction", redacts="$0"), "$0", ""),
        (event({"redacts": "$0"}, "m.room.redaction"), "$0", ""),
        (vote("menu"), "", ""),
        (member("join", "invite"), "", ""),
        (text("hoi", **{"m.relates_to": thread_of("$8") | {"m.in_reply_to": {"event_id": "$9"}}}), "$1", "$9"),
        (text("hoi", **{"m.relates_to": thread_of("$8") | {"m.in_reply_to": {"event_id": "$9"}, "is_falling_back": True}}), "$1", "$8"),
    ],
)
def test_which_messages_an_event_is_about(raw: dict[str, Any], about: str, replies_to: str) -> None:
    heard = hear(raw, ROOM, US)
    assert heard
    assert (heard.message_id, heard.replies_to) == (about, replies_to)


_json = some.recursive(some.none() | some.integers() | some.text(), lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner))
_names = ("m.room.message", "m.poll.response", "org.matrix.msc3381.poll.response", "m.room.member", "m.room.redaction")


_fields = some.sampled_from(("msgtype", "body", "m.relates_to", "m.new_content", "geo_uri", "m.selections", "membership", "redacts"))


@given(some.sampled_from(_names), some.dictionaries(_fields, _json))
def test_no_shape_of_an_event_raises(kind: str, content: dict[str, Any]) -> None:
    hear(event(content, kind), ROOM, US)


def test_what_was_said_before_our_invite_was_not_said_to_us() -> None:
    invite = event({"membership": "invite"}, "m.room.member", state_key=US)
    assert since_our_invite([text("vroeger"), invite, text("nu")], US) == [text("nu")]
    assert since_our_invite([text("vroeger"), text("nu")], US) == [text("vroeger"), text("nu")]
