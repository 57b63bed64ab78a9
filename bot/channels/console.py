"""The terminal as a channel: messages as lines of JSON for programs, as plain text for pipes, pleasant for people."""

from __future__ import annotations

import hashlib
import logging
import shutil
import sys
import textwrap
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from bot.clock import now
from bot.files import NoFile
from dialogs.choice import is_answer
from dialogs.language import Button, Say
from dialogs.recipes import Picture

NAME = "console"
WIDTH_MOST = 100
_BLOCKS = "▁▂▃▄▅▆▇█"
_logger = logging.getLogger("lobgids")


class Console:
    """The side of the terminal that speaks.

    Args:
        folder: The data folder, in which `pictures` and `documents` are put.
        spoken: The number of the last message that this person was told, in any terminal.
        json: One JSON object a message, and nothing else on standard output.
    """

    name = NAME
    once = False

    def __init__(self, folder: Path, spoken: int, *, json: bool) -> None:
        self._pictures = folder / "pictures"
        self._documents = folder / "documents"
        self.spoken = spoken
        self._json = json
        self._buttons: tuple[Button, ...] = ()

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:  # noqa: ARG002 (the terminal has no such id)
        """Print a message; its id is its number among all that this person was told."""
        if message.file:
            raise NoFile("a terminal shows none")
        picture, document = self._draw(message.picture), self._make(message)
        if self._json:
            _put(_as_json(message, picture, document, revises))
        else:
            self._put_buttons(numbered=False)
            _put(_as_text(message, picture, document))
            self._buttons = tuple(button for row in message.buttons for button in row)
        self.spoken += 1
        return str(self.spoken)

    async def settle(self, message: Say, message_id: str) -> None:
        """What was printed stays as it is."""

    async def recall(self, message_ids: Sequence[str]) -> None:
        """And where it is."""

    async def opening(self) -> None:
        """Between two lines."""

    def public_voice(self, address: str, moved: Callable[[str], Awaitable[None]]) -> Aside:  # noqa: ARG002 (there is one person here)
        """The same voice."""
        return Aside(self)

    def turn_over(self) -> None:
        """All of a turn is said: the buttons of its last message get the numbers that can be typed."""
        self._put_buttons(numbered=True)

    def _put_buttons(self, *, numbered: bool) -> None:
        """Answers to a question stand numbered in its text already."""
        shown = [(f"[{n}] " if numbered else "· ") + button.label for n, button in enumerate(self._buttons, 1) if not is_answer(button)]
        self._buttons = ()
        if shown:
            _put(_wrapped("   ".join(map(_whole, shown))).replace("\u00a0", " ") + "\n")

    def _draw(self, picture: Picture | None) -> Path | None:
        """The picture as a file, None when there is none; one that can't be drawn or kept takes no message with it."""
        if picture is None:
            return None
        try:
            return self._drawn(picture)
        except Exception as error:  # a full disk, a fault of ours: the text tells all that the picture shows
            _logger.error("picture failed error=%s", type(error).__name__)
            return None

    def _drawn(self, picture: Picture) -> Path:
        """Its name is that of its content, so that drawing it again changes nothing."""
        from bot.pictures import draw  # noqa: PLC0415 (loads a drawing library: only for who sees a picture)

        data = draw(picture)
        path = self._pictures / f"{hashlib.sha256(data).hexdigest()[:16]}.png"
        self._pictures.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(data)
        return path.absolute()

    def _make(self, message: Say) -> Path | None:
        """Its document as a file, None when there is none; as with pictures, the message comes without it where it can't be made."""
        if not message.document and not message.dossier and not message.sheet:
            return None
        try:
            from bot.documents import keep  # noqa: PLC0415 (loads a calendar library: only for who gets a document)

            return keep(message, self._documents, now())
        except Exception as error:
            _logger.error("document failed error=%s", type(error).__name__)
            return None


class Aside:
    """What is said to many, here: it counts as none of the messages of the conversation, and what was printed stays as it is."""

    def __init__(self, console: Console) -> None:
        self._console = console

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        """Print a message."""
        await self._console.say(message, revises, transaction_id)
        self._console.spoken -= 1
        return transaction_id

    async def settle(self, message: Say, message_id: str) -> None:
        """As in the conversation."""

    async def correct(self, message: Say, message_id: str, transaction_id: str) -> bool:  # noqa: ARG002
        return False

    async def recall(self, message_ids: Sequence[str]) -> None:
        """What was said to many is withdrawn one by one."""

    async def withdraw(self, message_id: str, transaction_id: str) -> bool:  # noqa: ARG002
        return False


def _put(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _as_json(message: Say, picture: Path | None, document: Path | None, revises: str | None) -> str:
    shown: dict[str, Any] = {
        "text": message.text,
        "buttons": [[{"label": button.label, "press": button.press} for button in row] for row in message.buttons],
        "picture": str(picture) if picture else None,
        "alt": message.picture.alt if message.picture else None,
        "document": str(document) if document else None,
    }
    if revises is not None:
        shown["revises"] = int(revises)
    return msgspec.json.encode(shown).decode()


def _as_text(message: Say, picture: Path | None, document: Path | None) -> str:
    """A message as people read it: wrapped text, a bar for each theme of a picture beside its path, and the path of a document."""
    parts = ["\n".join(_wrapped(line) for line in message.text.split("\n"))]
    if message.picture:
        parts += [one for one in (_bars(message.picture), str(picture or "")) if one]
    parts += [str(document)] if document else []
    return "\n\n".join(parts) + "\n"


def _wrapped(line: str) -> str:
    return textwrap.fill(line, _width(), break_on_hyphens=False, break_long_words=False)


def _whole(label: str) -> str:
    """A label that is not broken over two lines where it fits on one."""
    return label.replace(" ", "\u00a0") if len(label) <= _width() else label


def _width() -> int:
    return min(shutil.get_terminal_size().columns, WIDTH_MOST)


def _bars(picture: Picture) -> str:
    longest = max((len(row.title) for row in picture.rows), default=0)
    cells = ["".join(_block(cell.share, cell.sign) for cell in row.cells) for row in picture.rows]
    return "\n".join(f"{row.title:<{longest}}  {blocks}  {row.count}" for row, blocks in zip(picture.rows, cells, strict=True))


def _block(share: float | None, sign: str) -> str:
    return (sign or "·") if share is None else _BLOCKS[round(share * (len(_BLOCKS) - 1))]
