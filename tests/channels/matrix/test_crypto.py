"""What stands on the disk of our keys when the guide dies, held against a human side without a network."""

from __future__ import annotations

import itertools
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from nio import Client, ClientConfig, KeysClaimResponse, KeysQueryResponse
from nio.store import SqliteStore
from nio.store.database import SqliteDatabase

from bot.channels.matrix.crypto import ENCRYPTED, Crypto
from bot.channels.matrix.server import Server

GUIDE, HUMAN, ROOM = "@gids:school.example", "@mens:school.example", "!kamer:school.example"
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Killed(BaseException):
    """kill -9, as far as the disk can tell."""


class Keys(Server):
    """What a homeserver has of our keys."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1")
        self.body: dict[str, Any] = {}

    async def ask(self, method: str, path: str, json: dict[str, Any] | None = None, *, seconds: float = 0, **query: str) -> dict[str, Any]:
        if path == "/keys/query":
            return {"device_keys": {GUIDE: {"GIDS": self.body["device_keys"]}}}
        assert path == "/keys/upload"
        assert json
        self.body |= json
        return {"one_time_key_counts": {"signed_curve25519": len(json.get("one_time_keys", {}))}}


def opened(folder: Path) -> Crypto:
    return Crypto(Keys(), GUIDE, "GIDS", folder)


async def synced(folder: Path) -> dict[str, Any]:
    """What comes when someone who never spoke with us says something: the room key, and what needs it."""
    server = Keys()
    ours = folder / "ours"
    ours.mkdir()
    crypto = Crypto(server, GUIDE, "GIDS", ours)
    await crypto.publish()
    crypto.close()
    human = _human(folder / "theirs", server.body)
    (_, key), *_ = human.olm.share_group_session_parallel(ROOM, [GUIDE], ignore_unverified_devices=True)
    human.olm.outbound_group_sessions[ROOM].shared = True
    said = human.olm.group_encrypt(ROOM, {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "hoi"}})
    human.store.database.close()
    event = {"type": ENCRYPTED, "sender": HUMAN, "event_id": "$1", "origin_server_ts": 1, "content": said}
    state = [
        {"type": "m.room.encryption", "state_key": "", "sender": HUMAN, "event_id": "$0", "origin_server_ts": 0}
        | {"content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    ]
    joined = {"timeline": {"events": [event], "limited": False, "prev_batch": "p"}, "state": {"events": state}}
    to_us = {"type": ENCRYPTED, "sender": HUMAN, "content": key["messages"][GUIDE]["GIDS"]}
    return {"next_batch": "n", "rooms": {"join": {ROOM: joined}}, "to_device": {"events": [to_us]}, "device_one_time_keys_count": {}}


def _human(folder: Path, body: dict[str, Any]) -> Any:
    folder.mkdir()
    human: Any = Client(HUMAN, "MENS", str(folder), ClientConfig(encryption_enabled=True, store=SqliteStore))
    human.restore_login(HUMAN, "MENS", "")
    human.olm.users_for_key_query.add(GUIDE)
    human.olm.handle_response(KeysQueryResponse.from_dict({"device_keys": {GUIDE: {"GIDS": body["device_keys"]}}, "failures": {}}))
    name, key = next(iter(body["one_time_keys"].items()))
    human.olm.handle_response(KeysClaimResponse.from_dict({"one_time_keys": {GUIDE: {"GIDS": {name: key}}}, "failures": {}}))
    return human


def breaks(patch: pytest.MonkeyPatch, number: int, error: type[BaseException]) -> list[str]:
    """From now on the write of this number, from 1, raises instead; the writes that were begun."""
    begun: list[str] = []
    execute = SqliteDatabase.execute_sql

    def counted(self: SqliteDatabase, sql: str, *more: Any, **named: Any) -> Any:
        if sql.startswith(WRITES):
            begun.append(sql)
            if len(begun) == number:
                raise error
        return execute(self, sql, *more, **named)

    patch.setattr(SqliteDatabase, "execute_sql", counted)
    return begun


def readable(timelines: dict[str, list[dict[str, Any]]]) -> bool:
    return [raw["content"].get("body") for raw in timelines[ROOM]] == ["hoi"]


async def test_a_room_key_is_there_after_death_at_any_write(tmp_path: Path) -> None:
    """The server gives what was not confirmed again: the same room key, in a message that can be opened once."""
    answer = await synced(tmp_path)
    for number in itertools.count(1):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "ours", folder)
        crypto = opened(folder)
        with pytest.MonkeyPatch.context() as patch:
            begun = breaks(patch, number, Killed)
            try:
                crypto.take(json.loads(json.dumps(answer)))
            except Killed:
                pass
            else:
                break
        again = opened(folder)
        assert readable(again.take(json.loads(json.dumps(answer)))), f"lost at {begun[-1]}"
        again.close()
    assert number > 4, "nothing was written"


async def test_a_disk_that_does_not_do_it_loses_no_room_key(tmp_path: Path) -> None:
    """The batch fails and comes again, to the process that goes on."""
    answer = await synced(tmp_path)
    crypto = opened(tmp_path / "ours")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqliteDatabase, "commit", _full)
        with pytest.raises(sqlite3.OperationalError):
            crypto.take(json.loads(json.dumps(answer)))
    assert readable(crypto.take(json.loads(json.dumps(answer))))
    crypto.close()
    later = opened(tmp_path / "ours")
    assert readable(later.take({**answer, "to_device": {"events": []}}))


def _full(_self: SqliteDatabase) -> None:
    raise sqlite3.OperationalError("database or disk is full")
