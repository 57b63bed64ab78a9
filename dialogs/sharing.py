"""What people share, so that one person's turn may change what others see: who has which role, and codes that give one.

A dialogue is told how it stands inside the transaction in which it decides, and no two such turns are decided at the same time; so what it
says is what happened.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

StaffRole = Literal["medewerker", "redactie", "contact"]


class Role(Struct, frozen=True):
    """What someone may do. Only a contact has a region."""

    name: StaffRole
    region: str = ""


class Member(Struct, frozen=True):
    """Someone who works with the guide, by one account and one role.

    Args:
        person: The account's number.
        label: By which medewerkers know the account; "" for none.
        since: Local time.
    """

    person: int
    channel: str
    role: Role
    label: str
    since: datetime


class Code(Struct, frozen=True):
    """What became of a code that someone gave.

    Args:
        role: What it gives; None for a code that is used, expired or none at all. Which of these is not told.
        tries: How many wrong codes this person gave in the last hour.
    """

    role: Role | None
    label: str = ""
    tries: int = 0


class Shared(Struct, frozen=True):
    """How it stands.

    Args:
        roles: Those of the person whose turn it is.
        members: Everyone with a role; empty for who is no medewerker.
        code: For a turn in which a code was given.
    """

    roles: tuple[Role, ...] = ()
    members: tuple[Member, ...] = ()
    code: Code | None = None

    def has(self, name: StaffRole) -> bool:
        return any(role.name == name for role in self.roles)


NOTHING = Shared()


class Join(Struct, frozen=True):
    """The code that was given makes this person one of the staff, and is used up."""

    code: str
    role: Role
    label: str


class Miss(Struct, frozen=True):
    """The code that was given is none."""


class Revoke(Struct, frozen=True):
    """Someone no longer has a role."""

    member: Member


OfStaff = Join | Miss | Revoke
