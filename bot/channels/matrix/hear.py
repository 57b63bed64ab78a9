"""What an event of a Matrix room means, as a value. Pure, so that it is tested on JSON alone; encrypted events come here decrypted.

Source: https://spec.matrix.org/latest/client-server-api/#room-events, polls: MSC3381.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.channels.matrix import files
from bot.ear import Heard
from dialogs.language import Attachment, Command, Edited, Event, Location, Press, Reachable, Text, Unreachable, Withdrawn

POLL_ANSWERS = {"org.matrix.msc3381.poll.response": "answers", "m.poll.response": "m.selections"}
"""Where a vote stands, by the type of its event: as clients send it now, and as it will be called."""
_POLLS = ("org.matrix.msc3381.poll.start", "m.poll.start")
_COMMAND = re.compile(r"[!/]([A-Za-z][A-Za-z0-9_]{0,31})(?:\s+(.*))?", re.DOTALL)
_QUOTED = re.compile(r"\A(?:>[^\n]*\n)+\n?")
_MEDIA = {"m.image": "image", "m.file": "file", "m.audio": "audio", "m.video": "video"}
_PLACE = re.compile(r"geo:(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)")


def hear(raw: Mapping[str, Any], room: str, us: str) -> Heard | None:
    """What someone did in a room; None when it is ours, or nothing that is meant for us.

    Args:
        us: Our own user id.
    """
    sender, id, kind, content = (raw.get(name) for name in ("sender", "event_id", "type", "content"))
    if not isinstance(sender, str) or not isinstance(id, str) or not isinstance(kind, str) or sender == us:
        return None
    content = content if isinstance(content, dict) else {}
    event = _event(kind, content, raw)
    if event is None:
        return None
    return Heard(sender, address(room, thread(content)), id, event, _about(event, id, raw), _replied(content))


def thread(content: Any) -> str:
    """The first event of the thread in which something was said; "" when it was in none."""
    relation = _relation(content)
    return _id(relation) if relation.get("rel_type") == "m.thread" else ""


def related(content: Any) -> str:
    """The event that this is about; "" when there is none."""
    return _id(_relation(content))


def redacted(raw: Mapping[str, Any]) -> str:
    """What a redaction takes back; where that stands depends on the version of the room."""
    content = raw.get("content")
    found = raw.get("redacts") or (content.get("redacts") if isinstance(content, dict) else "")
    return found if isinstance(found, str) else ""


def address(room: str, root: str) -> str:
    """Where to answer: a room, or a thread in it."""
    return f"{room} {root}" if root else room


def _about(event: Event, id: str, raw: Mapping[str, Any]) -> str:
    """The message that was typed, or the one that is changed or taken back; votes and comings and goings are none."""
    if isinstance(event, Withdrawn):
        return redacted(raw)
    if isinstance(event, Edited):
        return related(raw.get("content"))
    return "" if isinstance(event, Press | Reachable | Unreachable) else id


def _replied(content: dict[str, Any]) -> str:
    """The message that a message replies to. What is said in a thread replies to its first message, whatever clients without threads are
    shown instead (`is_falling_back`)."""
    relation = _relation(content)
    reply = relation.get("m.in_reply_to")
    if isinstance(reply, dict) and not relation.get("is_falling_back"):
        return _id(reply)
    return thread(content)


def _id(relation: dict[str, Any]) -> str:
    found = relation.get("event_id")
    return found if isinstance(found, str) else ""


def _relation(content: Any) -> dict[str, Any]:
    found = content.get("m.relates_to") if isinstance(content, dict) else None
    return found if isinstance(found, dict) else {}


def _event(kind: str, content: dict[str, Any], raw: Mapping[str, Any]) -> Event | None:
    if kind == "m.room.message":
        return _message(content)
    if kind in POLL_ANSWERS:
        return _voted(kind, content)
    if kind == "m.room.redaction":
        return Withdrawn()
    if kind == "m.sticker":
        return Attachment("sticker")
    if kind in _POLLS:
        return Attachment("poll")
    if kind == "m.room.member":
        return _came_or_went(content, raw)
    return None


def _message(content: dict[str, Any]) -> Event | None:
    """A message; what bots say (`m.notice`) is not heard, so that two of them never go on for ever."""
    kind, body = str(content.get("msgtype")), content.get("body")
    relation = _relation(content)
    if relation.get("rel_type") == "m.replace":
        new = content.get("m.new_content")
        return _changed(new) if isinstance(new, dict) and isinstance(new.get("body"), str) else None
    if kind == "m.location":
        place = _PLACE.match(str(content.get("geo_uri", "")))
        return _placed(float(place[1]), float(place[2])) if place else Attachment("location")
    if kind in _MEDIA:
        return Attachment(_MEDIA[kind], *files.heard(content))
    if kind not in ("m.text", "m.emote") or not isinstance(body, str):
        return None
    text = _QUOTED.sub("", body) if "m.in_reply_to" in relation else body
    command = _COMMAND.fullmatch(text.strip())
    return Command(command[1].lower(), (command[2] or "").strip()) if command else Text(text)


def _changed(new: dict[str, Any]) -> Edited:
    """The words that a message has now, or those that stand with a picture or file."""
    return Edited(files.heard(new)[0], of_file=True) if new.get("msgtype") in _MEDIA else Edited(new["body"])


def _placed(latitude: float, longitude: float) -> Event:
    there = abs(latitude) <= 90 and abs(longitude) <= 180
    return Location(latitude, longitude) if there else Attachment("location")


def _voted(kind: str, content: dict[str, Any]) -> Event | None:
    """A vote is the press of a button: the answers of our polls have what their buttons mean for an id."""
    place = content if kind.startswith("m.") else content.get(kind)
    answers = place.get(POLL_ANSWERS[kind]) if isinstance(place, dict) else None
    first = answers[0] if isinstance(answers, list) and answers else None
    return Press(first) if isinstance(first, str) else None


def _came_or_went(content: dict[str, Any], raw: Mapping[str, Any]) -> Event | None:
    """Someone left, or came (back); a new name or picture of someone who is there says nothing."""
    if raw.get("state_key") != raw.get("sender"):
        return None
    there = was_there(raw)
    match content.get("membership"):
        case "join" if not there:
            return Reachable()
        case "leave" if there:
            return Unreachable()
    return None


def was_there(raw: Mapping[str, Any]) -> bool:
    """Whether someone was in the room before this came to be so of them."""
    unsigned = raw.get("unsigned")
    before = unsigned.get("prev_content") if isinstance(unsigned, dict) else None
    return isinstance(before, dict) and before.get("membership") == "join"
