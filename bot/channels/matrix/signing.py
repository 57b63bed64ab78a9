"""Cross-signing: the account's own keys, with which it signs its own device.

Clients that follow MSC4153 share no keys with a device that its owner has not signed, so that an unsigned bot hears nothing from its first
message on. An account has three Ed25519 keys: the master key signs the self-signing key (which signs our device) and the user-signing key.

**What a back-up must hold is the file of these three seeds** (`matrix-signing.json` in the data folder), and no other file of Matrix: with
it a new device is signed and trusted at once. It stands apart from the crypto store, which belongs to one device and must never be put back
beside a device that went on.

Source: https://spec.matrix.org/latest/client-server-api/#cross-signing.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from bot.private import write_private

SEEDS_FILE = "matrix-signing.json"


class Seeds(Struct, frozen=True):
    """The three seeds, 32 bytes each, in base64."""

    master: str
    self_signing: str
    user_signing: str


def make() -> Seeds:
    """Seeds of a new identity."""
    return Seeds(*(_unpadded(secrets.token_bytes(32)) for _ in range(3)))


def read(folder: Path) -> Seeds | None:
    """The seeds of a data folder; None when there are none that can be read."""
    try:
        return msgspec.json.decode((folder / SEEDS_FILE).read_bytes(), type=Seeds)
    except (OSError, msgspec.MsgspecError):
        return None


def keep(folder: Path, seeds: Seeds) -> None:
    """Write them down whole or not at all, for their owner only."""
    write_private(folder / SEEDS_FILE, msgspec.json.encode(seeds))


def public(seed: str) -> str:
    """The public key of a seed."""
    return _unpadded(_key(seed).public_key().export_key(format="raw"))


def identity(seeds: Seeds, user: str) -> dict[str, Any]:
    """What `/keys/device_signing/upload` wants: the three public keys, two of them signed by the first."""
    master = {"user_id": user, "usage": ["master"], "keys": _named(seeds.master)}
    others = {
        f"{usage}_key": signed({"user_id": user, "usage": [usage], "keys": _named(seed)}, user, seeds.master)
        for usage, seed in (("self_signing", seeds.self_signing), ("user_signing", seeds.user_signing))
    }
    return {"master_key": master, **others}


def signed(value: Mapping[str, Any], user: str, seed: str) -> dict[str, Any]:
    """The same with our signature of it, in the place of those that it had.

    Source: https://spec.matrix.org/latest/appendices/#signing-json.
    """
    from Crypto.Signature import eddsa  # noqa: PLC0415 (only for who talks with Matrix)

    bare = {name: what for name, what in value.items() if name not in ("signatures", "unsigned")}
    words = json.dumps(bare, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    signature = eddsa.new(_key(seed), "rfc8032").sign(words)
    return {**bare, "signatures": {user: {f"ed25519:{public(seed)}": _unpadded(signature)}}}


def is_signed(device: Mapping[str, Any], user: str, seeds: Seeds) -> bool:
    """Whether the server knows a device as signed by our self-signing key."""
    return f"ed25519:{public(seeds.self_signing)}" in device.get("signatures", {}).get(user, {})


def _named(seed: str) -> dict[str, str]:
    return {f"ed25519:{public(seed)}": public(seed)}


def _key(seed: str) -> Any:
    from Crypto.PublicKey import ECC  # noqa: PLC0415

    return ECC.construct(curve="ed25519", seed=base64.b64decode(seed + "="))


def _unpadded(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
