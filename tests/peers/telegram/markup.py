"""What the Bot API takes as HTML, and how it refuses the rest (https://core.telegram.org/bots/api#html-style)."""

from __future__ import annotations

import re

TAGS = frozenset(
    {"a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "span", "strike", "strong", "tg-emoji", "tg-spoiler", "u"}
)
_PIECE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)>|&(#\d+|#x[0-9a-fA-F]+|[a-z]+);|<|[^<&]+|&")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


class Wrong(Exception):
    """A call that the server refuses: 400 with a description."""


def plain(text: str) -> str:
    """The text without its markup.

    Raises:
        Wrong: The markup is broken; the description says at which byte.
    """
    open_tags: list[str] = []
    out: list[str] = []
    for piece in _PIECE.finditer(text):
        at = len(text[: piece.start()].encode())
        closing, tag, _, entity = piece.groups()
        if piece[0] == "<":
            raise Wrong(f'can\'t parse entities: Unsupported start tag "" at byte offset {at}')
        if tag is None:
            out.append(_letter(entity, piece[0]))
        elif closing:
            _close(open_tags, tag.lower(), at)
        elif tag.lower() not in TAGS:
            raise Wrong(f'can\'t parse entities: Unsupported start tag "{tag.lower()}" at byte offset {at}')
        else:
            open_tags.append(tag.lower())
    if open_tags:
        raise Wrong(f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1]}\"")
    return "".join(out)


def _close(open_tags: list[str], tag: str, at: int) -> None:
    if not open_tags:
        raise Wrong(f"can't parse entities: Unexpected end tag at byte offset {at}")
    if (expected := open_tags.pop()) != tag:
        raise Wrong(f'can\'t parse entities: Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{tag}>"')


def _letter(entity: str | None, piece: str) -> str:
    """What an entity stands for; one that nobody knows stands for itself."""
    if entity is None:
        return piece
    if entity.startswith("#"):
        return chr(int(entity[2:], 16) if entity[1] in "xX" else int(entity[1:]))
    return _NAMED.get(entity, piece)
