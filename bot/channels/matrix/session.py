"""Logging in once, and keeping the device: a new one would lose the keys of every conversation.

In the folder `matrix` of the data folder stand `session.json` (the token) and the crypto store of that device; beside it `matrix-since`
(how far we heard), so that a new device goes on there, and `matrix-unread.json` (what waits for its key). Whoever can read the folder can
read along: it is for its owner only.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from bot.channels.matrix.crypto import store_file
from bot.channels.matrix.server import Refusal, Server
from bot.ear import CannotStart
from bot.private import write_private

FOLDER, SESSION_FILE, SINCE_FILE, UNREAD_FILE = "matrix", "session.json", "matrix-since", "matrix-unread.json"
DEVICE_NAME = "LOB-gids"
WRONG_PASSWORD = "De homeserver kent deze gebruiker met dit wachtwoord niet. Controleer LOBGIDS_MATRIX_USER en LOBGIDS_MATRIX_PASSWORD."  # noqa: S105
WRONG_TOKEN = (
    "De homeserver kent het token in LOBGIDS_MATRIX_TOKEN niet (meer). Maak een nieuw token, "  # noqa: S105
    "of zet LOBGIDS_MATRIX_PASSWORD: dan meldt de gids zich zelf aan."
)
OTHER_USER = "Het token in LOBGIDS_MATRIX_TOKEN is van een andere gebruiker dan LOBGIDS_MATRIX_USER. Zet de twee die bij elkaar horen."
NO_WAY_IN = "De aanmelding bij de homeserver is niet meer geldig. Zet LOBGIDS_MATRIX_PASSWORD, dan meldt de gids zich opnieuw aan."
STORE_LOST = (
    "De sleutels van dit apparaat zijn weg (de map matrix in de datamap), en met alleen LOBGIDS_MATRIX_TOKEN kan er geen nieuw "
    "apparaat komen. Zet LOBGIDS_MATRIX_PASSWORD, of een token van een nieuwe aanmelding."
)


class Session(Struct, frozen=True):
    """Our place at a homeserver."""

    root: str
    user: str
    device: str
    token: str


class Account(Struct, frozen=True):
    """Who we are, from the settings; a password or a token."""

    root: str
    user: str
    password: str = ""
    token: str = ""


async def log_in(server: Server, account: Account, folder: Path) -> Session:
    """The session that is kept, or a new one.

    Args:
        folder: `matrix` in the data folder; it need not be there yet.

    Raises:
        CannotStart: The homeserver does not know us.
        TryLater: It does not answer, or not now.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # noqa: ASYNC240 (once, at the start)
    kept = _kept(folder, account)
    if kept and (not account.token or account.token == kept.token):
        server.token = kept.token
        if await _is_known(server):
            return kept
        if not account.password:
            raise CannotStart(WRONG_TOKEN if account.token else NO_WAY_IN, 2)
    session = await (_by_password(server, account) if account.password else _by_token(server, account))
    write_private(folder / SESSION_FILE, msgspec.json.encode(session))
    return session


def _kept(folder: Path, account: Account) -> Session | None:
    """The session of before, if it is this account's and its keys are still there."""
    try:
        session = msgspec.json.decode((folder / SESSION_FILE).read_bytes(), type=Session)
    except (OSError, msgspec.MsgspecError):
        return None
    ours = (session.root, session.user) == (account.root, account.user)
    return session if ours and store_file(folder, session.user, session.device).exists() else None


async def _is_known(server: Server) -> bool:
    try:
        await server.ask("GET", "/account/whoami")
    except Refusal:
        return False
    return True


async def _by_password(server: Server, account: Account) -> Session:
    server.token = ""
    identifier = {"type": "m.id.user", "user": account.user}
    asked = {"type": "m.login.password", "identifier": identifier, "password": account.password}
    try:
        answer = await server.ask("POST", "/login", {**asked, "initial_device_display_name": DEVICE_NAME})
    except Refusal:
        raise CannotStart(WRONG_PASSWORD, 2) from None
    server.token = str(answer["access_token"])
    return Session(account.root, account.user, str(answer["device_id"]), server.token)


async def _by_token(server: Server, account: Account) -> Session:
    server.token = account.token
    try:
        answer = await server.ask("GET", "/account/whoami")
    except Refusal:
        raise CannotStart(WRONG_TOKEN, 2) from None
    if answer.get("user_id") != account.user or not answer.get("device_id"):
        raise CannotStart(OTHER_USER, 2)
    return Session(account.root, account.user, str(answer["device_id"]), account.token)
