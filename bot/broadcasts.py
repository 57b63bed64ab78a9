"""From what becomes of a message to many to rows, with a note of each thing that staff did; and from rows back to how it stands."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, assert_never, cast

import msgspec

from bot.clock import local, stamp
from bot.files import as_row, of_row
from bot.storage.broadcast_rows import (
    BroadcastAgreed,
    BroadcastAimed,
    BroadcastAnswered,
    BroadcastCancelled,
    BroadcastChanged,
    BroadcastConfirmed,
    BroadcastCorrected,
    BroadcastDropped,
    BroadcastGoesOn,
    BroadcastMade,
    BroadcastNumbered,
    BroadcastPaused,
    BroadcastRecalled,
    BroadcastResumed,
    BroadcastTold,
    BroadcastWithdrawn,
    BroadcastWondered,
    CorrectionTyped,
    LinkNamed,
    LinksForgotten,
    NewsWanted,
    QueueLeft,
    WondersAnswered,
)
from bot.storage.broadcasting import Broadcasting
from bot.storage.engine import Row
from bot.storage.rows import ActionNoted, Written
from dialogs.broadcast import (
    Agree,
    Aim,
    AnswerAll,
    AskAbout,
    Audience,
    Broadcast,
    Cancel,
    Confirm,
    Correct,
    Count,
    Draw,
    Drop,
    GoOn,
    Group,
    Link,
    LinkOutcome,
    Look,
    OfBroadcast,
    OfSending,
    Outcome,
    Pause,
    Question,
    Recall,
    Redraw,
    Resume,
    Reword,
    Status,
    Subscribe,
    Target,
    TellStage,
    WhyPaused,
    Withdraw,
    links_of,
)

_encode = msgspec.json.Encoder().encode
_target = msgspec.json.Decoder(Target).decode


# ── as the dialogues see it ───────────────────────────────────────────────────────────────────────────────────


def known(loaded: Broadcasting) -> dict[str, Any]:
    """The fields of `dialogs.sharing.Shared` that are about messages to many."""
    groups = tuple(_group(*row) for row in loaded.groups)
    return {
        "broadcasts": tuple(broadcast(row, loaded if row[0] == loaded.about else None) for row in loaded.broadcasts),
        "next_broadcast": loaded.last + 1,
        "audience": Audience(groups, max(0, loaded.everybody - sum(one.people for one in groups))),
    }


def _group(channel: str, role: str, sector: str, province: str, municipality: str, got: int, people: int) -> Group:  # noqa: PLR0913, PLR0917
    """Its columns are those of `storage.broadcasting.GROUPS`."""
    return Group(channel, role, sector, province, municipality, bool(got), people)


def broadcast(row: Row, more: Broadcasting | None = None) -> Broadcast:
    """Its columns are those of `storage.broadcasting.BROADCAST`.

    Args:
        more: What is known of the one that the turn is about.
    """
    id, author, text, file, label, link, target, status, wants_second, second, made, *course = row
    confirmed, starts, rest, any_hour, paused, why, resumes, ended, version, corrected, withdrawn, *last = course
    snapshot, total, per_minute, told, correction = last
    return Broadcast(
        id=id,
        author=author or 0,
        text=text,
        file=of_row(file),
        link_label=label,
        link=link,
        target=_target(target),
        status=cast(Status, status),
        wants_second=bool(wants_second),
        second=second or 0,
        made=local(made),
        confirmed=_moment(confirmed),
        starts=_moment(starts),
        rest=_moment(rest),
        any_hour=bool(any_hour),
        paused=_moment(paused),
        why_paused=cast(WhyPaused, why),
        resumes=_moment(resumes),
        ended=_moment(ended),
        version=version,
        corrected=_moment(corrected),
        withdrawn=_moment(withdrawn),
        snapshot=_moment(snapshot),
        total=total,
        per_minute=per_minute,
        told=told,
        correction=correction,
        **(_more(more) if more else {}),
    )


def _more(loaded: Broadcasting) -> dict[str, Any]:
    return {
        "counts": tuple(Count(channel, cast(Outcome, out), n, version, removed) for channel, out, version, removed, n in loaded.counts),
        "links": tuple(Link(url, cast(LinkOutcome, outcome)) for url, outcome in loaded.links),
        "questions": tuple(Question(person, turn, text, answered is not None) for person, turn, text, answered in loaded.questions),
        "answers": tuple(text for (text,) in loaded.answers),
    }


def _moment(at: str | None) -> datetime | None:
    return local(at) if at else None


# ── as it is written ──────────────────────────────────────────────────────────────────────────────────────────


def rows(effect: OfBroadcast, turn: int, at: str) -> tuple[Written, ...]:
    """What a turn writes.

    Args:
        turn: Its number.
        at: UTC.
    """
    match effect:
        case Subscribe(news):
            return (NewsWanted(news, at), QueueLeft(at)) if news == "no" else (NewsWanted(news, at),)
        case AskAbout(broadcast, text, answered):
            return (BroadcastWondered(broadcast, turn, text, at, at if answered else None),)
        case TellStage(broadcast, stage):
            return (BroadcastTold(broadcast.id, stage),)
        case AnswerAll(broadcast, text):
            answer = BroadcastAnswered(broadcast.id, len(broadcast.answers) + 1, text, at)
            return (answer, WondersAnswered(broadcast.id, at), _noted("beantwoord", broadcast, at))
        case Draw() | Redraw() | Aim() | Look() | Drop():
            return _of_draft(effect, at)
        case Confirm(one):
            starts = stamp(one.starts) if one.starts else None
            confirmed = BroadcastConfirmed(one.id, one.total, int(one.wants_second), starts, int(one.any_hour), at)
            return (confirmed, _noted("bevestig", one, at, f"aan {one.total}"))
        case Agree(one):
            assert one.starts, "who agrees says when it goes"
            return (BroadcastAgreed(one.id, stamp(one.starts)), _noted("akkoord", one, at))
        case Recall(one):
            return (BroadcastRecalled(one.id), _noted("neem terug", one, at))
        case _:
            return _of_sending(effect, at)


def _of_draft(effect: Draw | Redraw | Aim | Look | Drop, at: str) -> tuple[Written, ...]:
    one = effect.broadcast
    match effect:
        case Draw():
            made = BroadcastMade(one.id, one.text, as_row(one.file), _written(one.target), at)
            return (BroadcastNumbered(one.id), made, *_links(one), _noted("schrijf", one, at))
        case Redraw():
            changed = BroadcastChanged(one.id, one.text, as_row(one.file), one.link_label, one.link)
            return (changed, LinksForgotten(one.id), *_links(one), _noted("verander", one, at))
        case Aim():
            return (BroadcastAimed(one.id, _written(one.target)), _noted("kies", one, at))
        case Look():
            return (LinksForgotten(one.id), *_links(one))
        case Drop():
            return (BroadcastDropped(one.id), _noted("gooi weg", one, at))
        case _:
            assert_never(effect)


def _of_sending(effect: OfSending, at: str) -> tuple[Written, ...]:
    one = effect.broadcast
    match effect:
        case GoOn():
            assert one.rest, "who lets the others have it says when"
            return (BroadcastGoesOn(one.id, stamp(one.rest), int(one.any_hour)), _noted("verstuur de rest", one, at))
        case Pause():
            return (BroadcastPaused(one.id, at), _noted("pauzeer", one, at))
        case Resume():
            return (BroadcastResumed(one.id), _noted("ga door", one, at))
        case Cancel():
            return (BroadcastCancelled(one.id, at), _noted("breek af", one, at))
        case Reword():
            return (CorrectionTyped(one.id, one.correction), LinksForgotten(one.id), *_links(one))
        case Correct():
            return (BroadcastCorrected(one.id, one.text, one.version, at), _noted("verbeter", one, at))
        case Withdraw():
            return (BroadcastWithdrawn(one.id, at), _noted("trek terug", one, at))
        case _:
            assert_never(effect)


def _links(one: Broadcast) -> tuple[Written, ...]:
    """Those that are to be looked at: of the words that somebody typed for what was sent, else of the whole."""
    return tuple(LinkNamed(one.id, url) for url in (links_of(one.correction, "") if one.correction else links_of(one.text, one.link)))


def _written(target: Target) -> str:
    return _encode(target).decode()


def _noted(action: str, one: Broadcast, at: str, more: str = "") -> ActionNoted:
    return ActionNoted(secrets.token_hex(8), action, None, f"bericht {one.id} {more}".strip(), at)
