"""Broadcasts from rows to the values that the conversation knows."""

from __future__ import annotations

from datetime import datetime

import msgspec

from bot.clock import AMSTERDAM
from bot.files import of_row
from bot.storage.engine import Row
from dialogs.broadcast import Broadcast, Target

_decode_target = msgspec.json.Decoder(Target).decode


def broadcast(row: Row) -> Broadcast:
    """A broadcast from its row, as `bot.storage.broadcasting.BROADCAST` reads it: itself, without what others made of it."""
    id, author, text, file, link_label, link, target, status, wants_second, second, *rest = row
    made, confirmed, starts, rest_at, any_hour, paused, why_paused, resumes, ended, version, *more = rest
    corrected, withdrawn, snapshot, total, per_minute, told = more
    return Broadcast(
        id=id,
        author=author or 0,
        text=text,
        file=of_row(file),
        link_label=link_label,
        link=link,
        target=_decode_target(target),
        status=status,
        wants_second=bool(wants_second),
        second=second or 0,
        made=datetime.fromisoformat(made).astimezone(AMSTERDAM),
        confirmed=_moment(confirmed),
        starts=_moment(starts),
        rest=_moment(rest_at),
        any_hour=bool(any_hour),
        paused=_moment(paused),
        why_paused=why_paused,
        resumes=_moment(resumes),
        ended=_moment(ended),
        version=version,
        corrected=_moment(corrected),
        withdrawn=_moment(withdrawn),
        snapshot=_moment(snapshot),
        total=total,
        per_minute=per_minute,
        told=told,
    )


def _moment(stamped: str | None) -> datetime | None:
    return datetime.fromisoformat(stamped).astimezone(AMSTERDAM) if stamped else None
