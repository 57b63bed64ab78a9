"""Between what people share as the dialogues have it and as it is stored: facts from rows, and rows from effects."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import assert_never, cast

from bot.clock import local, stamp
from bot.storage.rows import ActionNoted, CodeMissed, CodeUsed, RoleGiven, RoleRevoked, Written
from bot.storage.sharing import NOTHING_SHARED, Sharing, Wanted
from dialogs.conversation import Needs
from dialogs.sharing import NOTHING, Code, Join, Member, Miss, OfStaff, Revoke, Role, Shared, StaffRole

MISSES_FORGOTTEN = timedelta(hours=1)


def hashed(code: str) -> str:
    """How a code is kept. It has 60 bits of chance, so that a plain hash gives nothing away."""
    return hashlib.sha256(code.encode()).hexdigest() if code else ""


def wanted(needs: Needs, at: str) -> Wanted:
    """What a turn at a UTC time may look at."""
    return Wanted(needs.runs, hashed(needs.code), stamp(local(at) - MISSES_FORGOTTEN))


def shared(loaded: Sharing) -> Shared:
    """How it stands, as a turn sees it."""
    if loaded is NOTHING_SHARED:
        return NOTHING
    roles = tuple(_role(*row) for row in loaded.roles)
    members = tuple(
        Member(person, channel, _role(role, region), label, local(since)) for person, channel, role, region, label, since in loaded.members
    )
    role, label = (_role(*loaded.code[:2]), loaded.code[2]) if loaded.code else (None, "")
    return Shared(roles, members, Code(role, label, loaded.misses))


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
