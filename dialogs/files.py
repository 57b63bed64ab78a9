"""A picture or file that someone sent, as a value. Its bytes stay with the channel where it was sent until it is passed on."""

from __future__ import annotations

import unicodedata

from msgspec import Struct

NAME_CHARACTERS_MOST = 80
ENDING_CHARACTERS_MOST = 12
"""What stands behind the last dot of a name is kept when the name is cut, up to so many characters."""
MEGABYTE = 1_000_000


class File(Struct, frozen=True, omit_defaults=True):
    """Where to get a picture or file, and what its sender says of it. None of that is trusted, but for where to get it.

    Args:
        channel: Where it was sent.
        id: The channel's id of it.
        kind: The channel's word for what it is, such as `photo`.
        name: As `clean_name` gives it.
        size_bytes: 0 when the channel does not say.
        album: The same for those that were sent together; "" for one by itself.
        keys: What the channel needs to decrypt it; "" for nothing.
    """

    channel: str
    id: str
    kind: str
    name: str
    size_bytes: int = 0
    album: str = ""
    keys: str = ""


def clean_name(name: str, otherwise: str) -> str:
    """A name that can be shown and saved: no folders, nothing that can't be seen or turns the reading direction, not too long.

    Args:
        otherwise: What it is called when nothing is left.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(one for one in unicodedata.normalize("NFC", last) if unicodedata.category(one)[0] != "C")
    whole = " ".join("".join("_" if one in '<>:"|?*' else one for one in seen).split()).strip(". ")
    if len(whole) <= NAME_CHARACTERS_MOST:
        return whole or otherwise
    ending = whole.rpartition(".")[2]
    kept = f".{ending}" if len(ending) <= ENDING_CHARACTERS_MOST else ""
    return whole[: NAME_CHARACTERS_MOST - len(kept)].rstrip(". ") + kept
