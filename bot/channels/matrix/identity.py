"""Seeing to it that our device is signed by our account, with the seeds that we keep."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.channels.matrix import signing
from bot.channels.matrix.crypto import Crypto
from bot.channels.matrix.server import Refusal, Server
from bot.channels.matrix.session import Account
from bot.channels.matrix.signing import Seeds
from bot.ear import CannotStart

SEEDS_LOST = (
    "Dit account heeft al een eigen ondertekening, en de sleutels daarvan (matrix-signing.json in de datamap) zijn er niet, of ze zijn "
    "van een ander. Zet dat bestand terug uit uw reservekopie. Is het voorgoed weg? Start eenmaal met lobgids run --new-matrix-identity. "
    "Wie de gids heeft geverifieerd, moet dat daarna opnieuw doen."
)
NEEDS_PASSWORD = "De homeserver wil voor de eigen ondertekening het wachtwoord weten: zet LOBGIDS_MATRIX_PASSWORD."  # noqa: S105


async def sign_device(server: Server, crypto: Crypto, account: Account, folder: Path, *, renew: bool) -> None:
    """Sign our device, unless it is.

    Args:
        folder: The data folder, in which the seeds are kept.
        renew: Begin a new identity when the seeds of the old one are lost.

    Raises:
        CannotStart: The account has an identity of which we do not have the seeds.
        TryLater, Refusal: The server did not take it.
    """
    master, device = await crypto.known_of_us()
    seeds = signing.read(folder)
    if master is not None and (seeds is None or signing.public(seeds.master) != master):
        if not renew:
            raise CannotStart(SEEDS_LOST, 2)
        seeds = None
    if master is None or seeds is None:
        seeds = await _begin_identity(server, account, folder, seeds)
    if not signing.is_signed(device, account.user, seeds):
        signature = signing.signed(device, account.user, seeds.self_signing)
        await server.ask("POST", "/keys/signatures/upload", {account.user: {device["device_id"]: signature}})


async def _begin_identity(server: Server, account: Account, folder: Path, seeds: Seeds | None) -> Seeds:
    """Tell the server our public keys; the seeds are on the disk before it knows of them."""
    seeds = seeds or signing.make()
    signing.keep(folder, seeds)
    await _upload(server, account, signing.identity(seeds, account.user))
    return seeds


async def _upload(server: Server, account: Account, keys: dict[str, Any]) -> None:
    """Some servers want the password again.

    Source: https://spec.matrix.org/latest/client-server-api/#user-interactive-authentication-api.
    """
    path = "/keys/device_signing/upload"
    try:
        await server.ask("POST", path, keys)
    except Refusal as refusal:
        if refusal.status != 401 or "flows" not in refusal.body:
            raise
        if not account.password:
            raise CannotStart(NEEDS_PASSWORD, 2) from None
        who = {"type": "m.id.user", "user": account.user}
        proof = {"type": "m.login.password", "identifier": who, "password": account.password, "session": refusal.body.get("session")}
        await server.ask("POST", path, {**keys, "auth": proof})
