"""A real Synapse on this machine: SQLite, one listener on 127.0.0.1, no federation, gone with the test."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
import signal
import socket
from pathlib import Path
from typing import Any

import aiohttp

from tests.peers.matrix.install import PYTHON, installed

NAME = "school.example"
SECRET = "alleen-voor-proeven"
START_SECONDS = 180.0
LIFTED = {"per_second": 10_000, "burst_count": 10_000}
NO_LIMITS = {
    "rc_message": LIFTED,
    "rc_registration": LIFTED,
    "rc_login": {"address": LIFTED, "account": LIFTED, "failed_attempts": LIFTED},
    "rc_joins": {"local": LIFTED, "remote": LIFTED},
    "rc_invites": {"per_room": LIFTED, "per_user": LIFTED, "per_issuer": LIFTED},
    "rc_room_creation": LIFTED,
    "rc_admin_redaction": LIFTED,
    "rc_media_create": LIFTED,
    "rc_presence": {"per_user": LIFTED},
}


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Synapse:
    """One homeserver.

    Args:
        folder: For its database and log.
        limits: Whether its default rate limits hold; but for those of logins, which count per address, and here all have one.
    """

    def __init__(self, folder: Path, *, limits: bool = False) -> None:
        self.folder = folder
        self.port = free_port()
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it, or start it again, and wait until it answers."""
        installed()
        self.folder.mkdir(parents=True, exist_ok=True)
        config = self.folder / "homeserver.yaml"
        if not config.exists():
            self._configure(config)
        with (self.folder / "out").open("ab") as out:
            self._process = await asyncio.create_subprocess_exec(
                str(PYTHON), "-m", "synapse.app.homeserver", "-c", str(config), cwd=self.folder, stdout=out, stderr=out
            )
        async with asyncio.timeout(START_SECONDS):
            while not await self._answers():
                assert self._process.returncode is None, (self.folder / "out").read_text()[-3000:]
                await asyncio.sleep(0.1)

    async def stop(self) -> None:
        """End it as an administrator would."""
        if self._process and self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), 10)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()

    async def register(self, name: str, *, password: str = "geheim") -> str:
        """A new account; its full name."""
        async with aiohttp.ClientSession() as session:
            path = f"{self.root}/_synapse/admin/v1/register"
            async with session.get(path) as answer:
                nonce = (await answer.json())["nonce"]
            signed = "\0".join((nonce, name, password, "notadmin")).encode()
            mac = hmac.new(SECRET.encode(), signed, hashlib.sha1).hexdigest()
            asked = {"nonce": nonce, "username": name, "password": password, "admin": False, "mac": mac}
            async with session.post(path, json=asked) as answer:
                assert answer.status == 200, await answer.text()
        return f"@{name}:{NAME}"

    async def _answers(self) -> bool:
        try:
            async with aiohttp.ClientSession() as session, session.get(f"{self.root}/_matrix/client/versions") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    def _configure(self, path: Path) -> None:
        seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        (self.folder / "signing.key").write_text(f"ed25519 a_proef {seed}\n")
        root = {"level": "WARNING", "handlers": ["file"]}
        file = {"class": "logging.FileHandler", "filename": str(self.folder / "log")}
        (self.folder / "log.yaml").write_text(json.dumps({"version": 1, "handlers": {"file": file}, "root": root}))
        listener = {"port": self.port, "type": "http", "bind_addresses": ["127.0.0.1"], "resources": [{"names": ["client"]}]}
        config: dict[str, Any] = {
            "server_name": NAME,
            "listeners": [listener],
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "homeserver.db")}},
            "log_config": str(self.folder / "log.yaml"),
            "media_store_path": str(self.folder / "media"),
            "signing_key_path": str(self.folder / "signing.key"),
            "registration_shared_secret": SECRET,
            "macaroon_secret_key": SECRET,
            "form_secret": SECRET,
            "trusted_key_servers": [],
            "federation_domain_whitelist": [],
            "send_federation": False,
            "url_preview_enabled": False,
            "enable_registration": False,
            "report_stats": False,
            "bcrypt_rounds": 4,
            "presence": {"enabled": False},
        }
        path.write_text(json.dumps(config | ({"rc_login": NO_LIMITS["rc_login"]} if self._limits else NO_LIMITS)))  # JSON is YAML too
