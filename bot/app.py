"""Everything that a command works with, opened together and closed together."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from msgspec import Struct

from bot import content, erased
from bot.clock import now, stamp
from bot.encoder import Encoder
from bot.log import Log
from bot.reload import Reload
from bot.search import Lookup
from bot.settings import Settings
from bot.storage.store import Store
from bot.storage.troubles import ReadOnly
from bot.tallies import BY_TERM, tallied
from bot.turn import Turns
from knowledge import Knowledge

TIDY_EVERY = timedelta(days=1)
KEY_FILE = "key"
"""In the data folder: the secret of the hashes in the log."""
LETTERS_OPEN_MOST = timedelta(days=60)
"""Longer than any letter is open whose asker can be told; then its address is erased without them."""

BACKUP_DAYS = 400
"""For so long at least it is known who was erased: longer than a back-up is kept, as far as we know."""
TO_BE_TOLD_MOST = timedelta(days=1)
"""For so long who can't be reached can still be told that they are erased; then where to tell it is gone too."""


class App(Struct, frozen=True):
    """What is open."""

    folder: Path
    store: Store
    turns: Turns
    log: Log
    reload: Reload
    lookup: Lookup
    smtp_url: str | None = None

    @property
    def knowledge(self) -> Knowledge:
        return self.turns.knowledge


@contextlib.asynccontextmanager
async def opened(settings: Settings, knowledge: Knowledge | None = None) -> AsyncIterator[App]:
    """Content, data folder and database, until the end of the block.

    Args:
        knowledge: What is known, when it was read already.

    Raises:
        ContentError, StorageTrouble: It can't be opened.
    """
    known = knowledge or content.load(settings.knowledge, settings.data)
    key = data_folder(settings.data)
    store = await Store.open(settings.data, settings.database_url, key)
    log = Log(key)
    lookup = Lookup(None if settings.search == "lexical" else Encoder(), settings.data, log)
    try:
        await store.keep_question_sets([(one.hash, one.id, one.body) for one in known.question_sets])
        await erased.again(store, settings.data)
        await tidy(store, known)
        clear = partial(erased.clear, store, settings.data)
        turns = Turns(store, known, log, lookup, mails=settings.smtp_url is not None, erased=clear)
        reload = Reload(settings, turns, store, log)
        turns.added = reload.added
        await reload.look_at_added()
        yield App(settings.data, store, turns, log, reload, lookup, settings.smtp_url)
    finally:
        lookup.stop()
        await store.close()


def data_folder(folder: Path) -> bytes:
    """Make the folder when it is not there, for its owner only; returns the key that it holds for the log's hashes.

    Raises:
        ReadOnly: It can't be made or written.
    """
    os.umask(0o077)
    path = folder / KEY_FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            draft = folder / f"{KEY_FILE}.{secrets.token_hex(4)}"
            draft.write_bytes(secrets.token_bytes(32))
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(draft)
            draft.unlink()
        return path.read_bytes()
    except OSError as error:
        raise ReadOnly(str(error)) from error


async def tidy(store: Store, knowledge: Knowledge) -> None:
    """Once a day, and by one process only: forget what the rules of work say need not be kept."""
    moment = now()
    if await store.lease("tidy", secrets.token_hex(8), stamp(moment), stamp(moment + TIDY_EVERY)):
        await store.tidy(stamp(moment - timedelta(days=knowledge.settings.keep_days)))
        await store.unlink_questions(stamp(moment - timedelta(days=knowledge.settings.link_days)))
        kept = stamp(moment - timedelta(days=knowledge.settings.keep_days))
        await store.letters.tidy(stamp(moment - LETTERS_OPEN_MOST), kept, stamp(moment))
        responsible = knowledge.responsible.organisation
        back_ups = timedelta(days=max(responsible.backup_days if responsible else 0, BACKUP_DAYS))
        events = timedelta(days=knowledge.settings.keep_days)
        await store.erasures.tidy(stamp(moment - events), stamp(moment - back_ups), stamp(moment - TO_BE_TOLD_MOST))
        scans, audit = timedelta(days=knowledge.settings.scan_days), timedelta(days=knowledge.settings.audit_days)
        await store.erasures.tidy_years(stamp(moment - scans), stamp(moment - audit))
        silent = stamp(moment - timedelta(days=knowledge.settings.inactive_days))
        counted = tallied(BY_TERM, 0, stamp(moment))
        await store.erasures.inactive(silent, stamp(moment), counted)
        talks, drafts = timedelta(days=knowledge.settings.talk_days), timedelta(days=knowledge.settings.draft_days)
        await store.erase_talks(stamp(moment - talks), stamp(moment - drafts))
        await store.ledger.tidied(stamp(moment), counted.year_from)
