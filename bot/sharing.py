"""Between what people share as the dialogues have it and as it is stored: facts from rows, and rows from effects."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import assert_never, cast

from bot import broadcasts, figures, live
from bot.clock import local, stamp
from bot.files import of_row
from bot.letters import letter_from
from bot.storage.engine import Row
from bot.storage.rows import ActionNoted, CodeMissed, CodeUsed, RoleGiven, RoleRevoked, Written
from bot.storage.sharing import NOTHING_SHARED, Sharing, Wanted
from dialogs.needs import Needs
from dialogs.proposal import Proposal
from dialogs.sharing import Code, Join, Member, Miss, OfStaff, Revoke, Role, Shared, StaffRole
from dialogs.ticket import Answerer, Away, Draft, Fate, Message, Ticket
from knowledge.places.candidate import Candidate

MISSES_FORGOTTEN = timedelta(hours=1)
REOPENED_WITHIN = timedelta(days=7)
BACK_WITHIN = timedelta(days=92)
"""How long after an absence it is known: it still counts in how long a question waits, and so longer than one goes on waiting."""


def hashed(code: str) -> str:
    """How a code is kept. It has 60 bits of chance, so that a plain hash gives nothing away."""
    return hashlib.sha256(code.encode()).hexdigest() if code else ""


def wanted(needs: Needs, at: str, message_id: str = "", replies_to: str = "") -> Wanted:
    """What a turn at a UTC time may look at.

    Args:
        message_id, replies_to: The channel's ids of the message that its event is about, and of ours that this replies to.
    """
    return Wanted(
        runs=needs.runs,
        code=hashed(needs.code),
        misses_since=stamp(local(at) - MISSES_FORGOTTEN),
        hands=needs.hands,
        proposal=needs.proposal,
        closed_since=stamp(local(at) - REOPENED_WITHIN),
        replies_to=replies_to,
        message_id=message_id,
        away_since=(local(at).date() - BACK_WITHIN).isoformat(),
        broadcast=needs.broadcast,
        broadcasts=needs.broadcasts,
        audience=needs.audience,
        counted=figures.since(local(at)) if needs.counts else None,
        questions=needs.questions,
    )


def shared(loaded: Sharing, person: int, answering: tuple[Row, ...], today: date) -> Shared:
    """How it stands, as a turn of this person sees it."""
    able = tuple(Answerer(one, region, local(since), called) for one, region, since, called in answering)
    if loaded is NOTHING_SHARED:
        return Shared(me=person, answering=able, today=today)
    roles = tuple(_role(*row) for row in loaded.roles)
    members = tuple(
        Member(person, channel, _role(role, region), label, local(since)) for person, channel, role, region, label, since in loaded.members
    )
    absences = [_away(row, loaded.fates.get(row[0], [])) for row in loaded.absences]
    role, label = (_role(*loaded.code[:2]), loaded.code[2]) if loaded.code else (None, "")
    return Shared(
        roles=roles,
        members=members,
        code=Code(role, label, loaded.misses),
        me=person,
        answering=able,
        tickets=tuple(_ticket(row, loaded.said.get(row[0], []), loaded.invited.get(row[0], [])) for row in loaded.tickets),
        drafts=tuple(Draft(turn, text, id, of_row(file)) for turn, text, id, file in loaded.drafts),
        proposal=next((Proposal(*row) for row in loaded.proposals), None),
        editors=tuple(one for (one,) in loaded.editors),
        next_ticket=loaded.last_ticket + 1,
        replied=loaded.replied,
        channel_id=loaded.message_id,
        today=today,
        away=tuple(one for one in absences if one.last >= today),
        been_away=tuple(one for one in absences if one.last < today),
        letters=tuple(letter_from(row) for row in loaded.letters),
        next_absence=loaded.last_absence + 1,
        overview=loaded.overview,
        counts=figures.counts(loaded.counted) if loaded.counted else None,
        **broadcasts.known(loaded.broadcasting),
        **live.known(loaded.unanswered),
    )


def _away(row: Row, fates: list[Row]) -> Away:
    """Its columns are those of `storage.sharing.ABSENCES`; who stood in and is forgotten stands in no more."""
    id, person, first, last, stand_in, desk, made, accepted, refused = row
    return Away(
        person=person,
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        stand_in=stand_in or 0,
        accepted=accepted is not None and stand_in is not None,
        id=id,
        desk=bool(desk),
        refused=refused is not None,
        made=local(made),
        fates=tuple((ticket, cast(Fate, fate)) for ticket, fate in fates),
    )


def _ticket(row: Row, said: list[Row], invited: list[Row]) -> Ticket:
    """Its columns are those of `storage.sharing.TICKET`, and those of what was said of `SAID_IN`."""
    id, asker, region, place, municipality, province, question, scan, asked, waiting, holder, closed, *course = row
    offered, desk, taken, nudges, nudged, late, answered, told, name = course
    return Ticket(
        id=id,
        asker=asker,
        region=region,
        where=Candidate(place, municipality, province),
        question=question,
        scan=scan,
        asker_name=name,
        asked=local(asked),
        waiting=_moment(waiting),
        holder=holder or 0,
        closed=_moment(closed),
        offered=_moment(offered),
        invited=tuple(person for (person,) in invited),
        desk=bool(desk),
        taken=_moment(taken),
        nudges=nudges,
        nudged=_moment(nudged),
        late=_moment(late),
        answered=_moment(answered),
        told=_moment(told),
        messages=tuple(
            Message(number, author or 0, text, id, passed is not None, withdrawn is not None, of_row(file), batch)
            for number, author, text, id, passed, withdrawn, file, batch in said
        ),
    )


def _moment(at: str | None) -> datetime | None:
    return local(at) if at else None


def rows(effect: OfStaff, at: str) -> tuple[Written, ...]:
    """What a turn writes, with the note of who did what about whom."""
    match effect:
        case Join(code, role, label):
            given = RoleGiven(role.name, role.region, label, at)
            return (CodeUsed(hashed(code), at), given, _noted("koppel", None, role, at))
        case Miss():
            return (CodeMissed(at),)
        case Revoke(member):
            revoked = RoleRevoked(member.person, member.role.name, member.role.region)
            return (_noted("intrek", member.person, member.role, at), revoked)
        case _:
            assert_never(effect)


def _noted(action: str, about: int | None, role: Role, at: str) -> ActionNoted:
    return ActionNoted(secrets.token_hex(8), action, about, f"{role.name} {role.region}".strip(), at)


def _role(name: str, region: str) -> Role:
    return Role(cast(StaffRole, name), region)
