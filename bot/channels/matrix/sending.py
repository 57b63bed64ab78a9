"""A message as Matrix events. Pure: what is uploaded, encrypted and sent is the voice's.

A question is one event, because that is what a homeserver counts: a poll (MSC3381) whose text opens with what was understood, with the
same as numbered text for clients that know no polls. What has links, a picture or a document, and what is read aloud, is text with its
choices numbered.
"""

from __future__ import annotations

import html
import re
from typing import Any

from dialogs.choice import is_answer
from dialogs.language import Button, Say
from dialogs.recipes import Picture

Content = dict[str, Any]
MESSAGE, POLL = "m.room.message", "org.matrix.msc3381.poll.start"
TEXT = "org.matrix.msc1767.text"
POLL_ANSWERS_MOST = 20
"""Source: MSC3381."""
POLL_CHARACTERS_MOST = 1200
"""Clients show the question of a poll as a heading: what is longer is better read as text."""
_LINK = re.compile(r"https?://")


def event(message: Say, root: str = "") -> tuple[str, Content]:
    """The type and content of a message, without its picture or document.

    Args:
        root: The thread that it belongs to, "" for none.
    """
    if as_poll(message):
        return POLL, _placed(_poll(message), root)
    return MESSAGE, _placed(text(numbered(message)), root)


def replacing(message: Say, event_id: str) -> Content:
    """The content that takes the place of an earlier message."""
    new = text(numbered(message))
    return {**new, "body": f"* {new['body']}", "m.new_content": new, "m.relates_to": {"rel_type": "m.replace", "event_id": event_id}}


def as_poll(message: Say) -> bool:
    """Whether a message goes as a poll."""
    choices = sum(map(len, message.buttons))
    short = len(message.text) <= POLL_CHARACTERS_MOST and not _LINK.search(message.text)
    return 0 < choices <= POLL_ANSWERS_MOST and short and not (message.aloud or message.picture or has_document(message))


def has_document(message: Say) -> bool:
    """Whether a file goes with it that is made when it is said."""
    return bool(message.document or message.dossier or message.sheet)


def text(words: str) -> Content:
    """A text, plain and formatted."""
    return {"msgtype": "m.text", "body": words, "format": "org.matrix.custom.html", "formatted_body": _formatted(words)}


def file(kind: str, name: str, body: str, info: Content, where: Content, root: str = "") -> Content:
    """A file.

    Args:
        body: The same in words, for who can't see it.
        where: `url`, or `file` with the keys to decrypt it.
    """
    return _placed({"msgtype": kind, "body": body, "filename": name, "info": info, **where}, root)


def alt(picture: Picture) -> str:
    """What is said of a picture to who can't see it."""
    return picture.alt or picture.title


def numbered(message: Say) -> str:
    """The text with a number before each choice that can be typed; the answers to a question stand numbered in it already."""
    buttons = [button for row in message.buttons for button in row]
    lines = [f"{number}. {button.label}" for number, button in enumerate(buttons, 1) if not is_answer(button)]
    return "\n\n".join(filter(None, (message.text, "\n".join(lines))))


def _poll(message: Say) -> Content:
    fallback = numbered(message)
    question = {TEXT: message.text, "body": message.text, "msgtype": "m.text"}
    answers = [_answer(button) for row in message.buttons for button in row]
    start = {"kind": "org.matrix.msc3381.poll.disclosed", "max_selections": 1, "question": question, "answers": answers}
    return {POLL: start, TEXT: fallback, "body": fallback}


def _answer(button: Button) -> Content:
    return {"id": button.press, TEXT: button.label}


def _formatted(words: str) -> str:
    parts = html.escape(words, quote=False).split("\n\n")
    return "".join(f"<p>{part}</p>" for part in parts).replace("\n", "<br>")


def _placed(content: Content, root: str) -> Content:
    if not root:
        return content
    place = {"rel_type": "m.thread", "event_id": root, "is_falling_back": True, "m.in_reply_to": {"event_id": root}}
    return {**content, "m.relates_to": place}
