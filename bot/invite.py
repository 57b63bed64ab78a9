"""`lobgids invite`: a code that gives an account a role, once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from msgspec import Struct

from bot.clock import local, stamp
from bot.sharing import hashed
from bot.storage.store import StoredCode
from dialogs.roles import CODE_CHARACTERS, LINK
from dialogs.sharing import Role

VALID = timedelta(days=7)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter looks like a digit. Twelve of them are 60 bits."""
_GROUP = 4


class Invitation(Struct, frozen=True):
    """A code, and what is kept of it."""

    code: str
    kept: StoredCode

    @property
    def written(self) -> str:
        """As people read it: `7KQF-2MXW-9RTD`."""
        return "-".join(self.code[at : at + _GROUP] for at in range(0, len(self.code), _GROUP))


def invite(role: Role, label: str, moment: datetime) -> Invitation:
    """A new code.

    Args:
        label: By which medewerkers will know the account.
        moment: Now.
    """
    code = "".join(secrets.choice(_ALPHABET) for _ in range(CODE_CHARACTERS))
    kept = StoredCode(hashed(code), role.name, role.region, label, stamp(moment), stamp(moment + VALID))
    return Invitation(code, kept)


def told(invitation: Invitation, handle: str | None) -> str:
    """What whoever invites passes on.

    Args:
        handle: The bot's name on Telegram; None when it is not known.
    """
    until = local(invitation.kept.expires_at)
    return "\n".join(
        (
            f"Code: {invitation.written}",
            f"Eén keer te gebruiken, tot {until.day}-{until.month}-{until.year} {until.hour}.{until.minute:02} uur.",
            f"Typ in de chat met LOB-gids: koppel {invitation.written}",
            f"Of open in Telegram: https://t.me/{handle or 'NAAM-VAN-DE-BOT'}?start={LINK}{invitation.code}",
        )
    )
