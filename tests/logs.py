"""What the whole suite is held to: no log line has in it what somebody said or who said it."""

from __future__ import annotations

import contextlib
import json
import logging
import sys
from collections.abc import Iterable, Iterator
from typing import Any

TEXT_CHARACTERS_LEAST, NAME_CHARACTERS_LEAST = 12, 5
"""A shorter one is in a line by chance; so is a text of one word."""
LOGGER = "lobgids"


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter().format(record))


@contextlib.contextmanager
def watched(name: str = LOGGER) -> Iterator[None]:
    """Until the end of the block, whatever is heard by a guide in this process may not be in a line of this log.

    Raises:
        AssertionError: It was.
    """
    turns = getattr(sys.modules.get("bot.turn"), "Turns", None)
    if turns is None:
        yield
        return
    handler, logger, words, hear = _Lines(), logging.getLogger(name), set[str](), turns.hear

    async def noted(self: Any, incoming: Any) -> Any:
        words.update(_words(incoming))
        return await hear(self, incoming)

    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    turns.hear = noted
    try:
        yield
    finally:
        turns.hear = hear
        logger.setLevel(level)
        logger.removeHandler(handler)
    check("\n".join(handler.lines), words)


def check(lines: str, words: Iterable[str]) -> None:
    """No such word is in the lines.

    Raises:
        AssertionError: It is.
    """
    found = [word for word in words if word in lines]
    assert not found, f"in the log: {found}"


def told(given: bytes) -> set[str]:
    """What is said in the lines that a terminal is given."""
    texts = []
    for line in given.decode(errors="replace").splitlines():
        with contextlib.suppress(ValueError, RecursionError):
            read = json.loads(line)
            texts += [value for value in read.values() if isinstance(value, str)] if isinstance(read, dict) else [line]
            continue
        texts.append(line)
    return {text for text in texts if _is_telling(text)}


def _words(incoming: Any) -> set[str]:
    event = incoming.event
    texts = [value for name in event.__struct_fields__ if isinstance(value := getattr(event, name), str)]
    names = {incoming.person} if len(incoming.person) >= NAME_CHARACTERS_LEAST else set()
    return names | {text for text in texts if _is_telling(text)}


def _is_telling(text: str) -> bool:
    return len(text) >= TEXT_CHARACTERS_LEAST and " " in text
