"""Who was erased, beside the database: so that an older database that is put back, in whatever way, is erased anew.

`erased.json` stands in the data folder and beside each back-up. It holds salted hashes that nobody can read without the key of the data
folder, which is in the back-ups, encrypted. What was rendered for the terminal goes too: pictures and documents are made anew when wanted.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from bot.clock import now, stamp
from bot.private import write_private
from bot.storage.erasing import Erasure
from bot.storage.store import Store

FILE = "erased.json"
RENDERED = ("pictures", "documents")
"""In the data folder: what was shown in the terminal, in files by their content."""
_logger = logging.getLogger("lobgids")


class _Written(Struct, frozen=True):
    version: int
    erased: tuple[Erasure, ...]


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Written).decode


def read(*folders: Path) -> list[Erasure]:
    """Every erasure that stands in these folders, the oldest first; a file that can't be read tells none, and the log says so."""
    found: dict[str, Erasure] = {}
    for folder in folders:
        try:
            found |= {one.salt: one for one in _decode((folder / FILE).read_bytes()).erased}
        except FileNotFoundError:
            continue
        except (OSError, msgspec.MsgspecError) as error:
            _logger.error("erasures unreadable error=%s", type(error).__name__)
    return sorted(found.values(), key=lambda one: one.at)


def write(folder: Path, erasures: Iterable[Erasure]) -> None:
    """Add to what stands in a folder, what is older than any back-up left out by who calls.

    Raises:
        OSError: It can't be written.
    """
    known = {one.salt: one for one in (*read(folder), *erasures)}
    data = _encode(_Written(1, tuple(sorted(known.values(), key=lambda one: one.at))))
    if known and _bytes(folder / FILE) != data:
        write_private(folder / FILE, data)


async def again(store: Store, folder: Path) -> int:
    """Erase whom the database knows although they were erased, since it is older than that; how many they were."""
    known = {one.salt for one in await store.erasures.all()}
    erased = await store.erasures.again([one for one in read(folder) if one.salt not in known], stamp(now()))
    await keep(store, folder)
    return erased


async def keep(store: Store, folder: Path) -> None:
    """Write down who was erased; a folder that can't be written is told in the log, and tried at the next start."""
    try:
        write(folder, await store.erasures.all())
    except OSError as error:
        _logger.error("erasures not written error=%s", type(error).__name__)


async def clear(store: Store, folder: Path) -> None:
    """What is left to do in the data folder once somebody is erased."""
    await keep(store, folder)
    for name in RENDERED:
        shutil.rmtree(folder / name, ignore_errors=True)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
