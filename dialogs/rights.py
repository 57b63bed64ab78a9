"""What somebody may ask about their own data: taking it along, and having it erased."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Erase(Struct, frozen=True, tag="erase"):
    """Whoever runs the guide erases somebody who asked for it in another way, by mail for instance."""


class Forget(Struct, frozen=True):
    """All that is kept of the person goes, and of this turn only what it says stays until it is said.

    Args:
        recalls: What we said to them lately goes out of their chat too.
    """

    recalls: bool = False


class Recall(Struct, frozen=True, tag="recall"):
    """Take back messages of ours, by the channel's ids; where that can't be done, they stay."""

    message_ids: tuple[str, ...]


class Dossier(Struct, frozen=True, tag="dossier"):
    """The recipe of a file with all that is kept of the person; it is made when it is said, of what is kept then.

    Args:
        name: Of the file, without its ending.
        form: `html` for people, `json` for programs.
        data: The file itself, in the moment in which it is said.
    """

    name: str
    form: Literal["html", "json"]
    data: bytes = b""
