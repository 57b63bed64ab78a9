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


class Said:
    """What comes when someone who never spoke with us says something: the room key, and what needs it.

    Attributes:
        ours: The folder with our keys.
        human: Theirs.
    """

    def __init__(self, folder: Path, keys: dict[str, Any]) -> None:
        self.ours = folder / "ours"
        self.human = _human(folder / "theirs", keys)
        self.key = self.give_key()
        self.event = self.say("hoi")

    @classmethod
    async def to_us(cls, folder: Path) -> Said:
        """To a device of ours that has only just begun."""
        (folder / "ours").mkdir()
        server = Keys()
        crypto = Crypto(server, GUIDE, "GIDS", folder / "ours")
        await crypto.publish()
        crypto.close()
        return cls(folder, server.body)

    def give_key(self) -> dict[str, Any]:
        """The room key from here on, to our device."""
        sessions = self.human.olm.outbound_group_sessions
        if ROOM in sessions:
            sessions[ROOM].shared = False
            sessions[ROOM].users_shared_with.clear()
            sessions[ROOM].users_ignored.clear()
        (_, sent), *_ = self.human.olm.share_group_session_parallel(ROOM, [GUIDE], ignore_unverified_devices=True)
        sessions[ROOM].shared = True
        return {"type": ENCRYPTED, "sender": HUMAN, "content": sent["messages"][GUIDE]["GIDS"]}

    def tell(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """Something else, to our device alone."""
        device = self.human.device_store[GUIDE]["GIDS"]
        sent = self.human.olm._olm_encrypt(self.human.olm.session_store.get(device.curve25519), device, kind, content)
        return {"type": ENCRYPTED, "sender": HUMAN, "content": sent}

    def say(self, body: str) -> dict[str, Any]:
        said = self.human.olm.group_encrypt(ROOM, {"type": "m.room.message", "content": {"msgtype": "m.text", "body": body}})
        return {"type": ENCRYPTED, "sender": HUMAN, "event_id": f"${body}", "origin_server_ts": 1, "content": said}

    def synced(self, *to_device: dict[str, Any], events: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
        """The answer to a sync in which this is; by default the first message."""
        state = {"type": "m.room.encryption", "state_key": "", "sender": HUMAN, "event_id": "$0", "origin_server_ts": 0}
        state["content"] = {"algorithm": "m.megolm.v1.aes-sha2"}
        timeline = {"events": list(events or [self.event]), "limited": False, "prev_batch": "p"}
        joined = {"timeline": timeline, "state": {"events": [state]}}
        answer = {"next_batch": "n", "rooms": {"join": {ROOM: joined}}, "to_device": {"events": list(to_device)}}
        return json.loads(json.dumps(answer | {"device_one_time_keys_count": {}}))  # type: ignore[no-any-return]


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


def read(timelines: dict[str, list[dict[str, Any]]]) -> list[str]:
    """What could be read."""
    return [raw["content"].get("body") for raw in timelines[ROOM]]


async def test_a_room_key_is_there_after_death_at_any_write(tmp_path: Path) -> None:
    """The server gives what was not confirmed again: the same room key, in a message that can be opened once."""
    said = await Said.to_us(tmp_path)
    for number in itertools.count(1):
        folder = tmp_path / str(number)
        shutil.copytree(said.ours, folder)
        crypto = opened(folder)
        with pytest.MonkeyPatch.context() as patch:
            begun = breaks(patch, number, Killed)
            try:
                crypto.take(said.synced(said.key))
            except Killed:
                pass
            else:
                break
        again = opened(folder)
        assert read(again.take(said.synced(said.key))) == ["hoi"], f"lost at {begun[-1]}"
        again.close()
    assert number > 4, "nothing was written"


async def test_a_disk_that_does_not_do_it_loses_no_room_key(tmp_path: Path) -> None:
    """The batch fails and comes again, to the process that goes on."""
    said = await Said.to_us(tmp_path)
    crypto = opened(said.ours)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqliteDatabase, "commit", _full)
        with pytest.raises(sqlite3.OperationalError):
            crypto.take(said.synced(said.key))
    assert read(crypto.take(said.synced(said.key))) == ["hoi"]
    crypto.close()
    assert read(opened(said.ours).take(said.synced())) == ["hoi"]


async def test_a_key_that_is_given_again_later_takes_nothing_away(tmp_path: Path) -> None:
    said = await Said.to_us(tmp_path)
    crypto = opened(said.ours)
    crypto.take(said.synced(said.key, said.give_key()))
    assert read(crypto.take(said.synced())) == ["hoi"]
    crypto.close()
    assert read(opened(said.ours).take(said.synced())) == ["hoi"]


async def test_an_earlier_key_that_comes_later_is_taken(tmp_path: Path) -> None:
    said = await Said.to_us(tmp_path)
    crypto = opened(said.ours)
    later = said.give_key()
    after = said.say("docent")
    assert read(crypto.take(said.synced(later, events=(said.event, after)))) == [None, "docent"]
    assert crypto.read(said.event, ROOM)["type"] == ENCRYPTED
    crypto.take(said.synced(said.key))
    assert crypto.read(said.event, ROOM)["content"]["body"] == "hoi"


@pytest.mark.parametrize(
    "broken",
    [
        {"type": ENCRYPTED, "sender": HUMAN, "content": {"algorithm": "m.olm.v1.curve25519-aes-sha2", "sender_key": "x"}},
        {"type": ENCRYPTED, "sender": HUMAN, "content": {}},
        {"type": "m.room_key", "sender": HUMAN, "content": {}},
        {"type": "m.key.verification.request", "sender": HUMAN, "content": {"from_device": "WEG"}},
    ],
)
async def test_a_broken_key_takes_no_other_with_it(tmp_path: Path, broken: dict[str, Any]) -> None:
    said = await Said.to_us(tmp_path)
    crypto = opened(said.ours)
    own = said.key["content"]["ciphertext"].keys()
    broken["content"]["ciphertext"] = {next(iter(own)): {"type": 0, "body": "geen sleutel"}}
    assert read(crypto.take(said.synced(broken, said.key))) == ["hoi"]


async def test_who_asks_for_a_key_gets_none(tmp_path: Path) -> None:
    said = await Said.to_us(tmp_path)
    server = Asked()
    crypto = Crypto(server, GUIDE, "GIDS", said.ours)
    crypto.take(said.synced(said.key))
    body = {"algorithm": "m.megolm.v1.aes-sha2", "room_id": ROOM, "sender_key": "x", "session_id": said.event["content"]["session_id"]}
    content = {"action": "request", "body": body, "request_id": "1", "requesting_device_id": "MENS"}
    crypto.take(said.synced({"type": "m.room_key_request", "sender": HUMAN, "content": content}))
    await crypto.keep_up()
    assert not [path for path in server.paths if "sendToDevice" in path or "claim" in path]


async def test_a_key_that_someone_hands_on_is_not_taken(tmp_path: Path) -> None:
    """Only who says something gives the key to it: one that is handed on could be anybody's."""
    said = await Said.to_us(tmp_path)
    crypto = opened(said.ours)
    assert read(crypto.take(said.synced())) == [None], "we may ask for it now"
    session = said.human.olm.inbound_group_store.get(ROOM, said.event["content"]["sender_key"], said.event["content"]["session_id"])
    handed = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "room_id": ROOM,
        "session_id": session.id,
        "session_key": session.export_session(0),
        "sender_key": session.sender_key,
        "sender_claimed_ed25519_key": session.ed25519,
        "forwarding_curve25519_key_chain": [],
    }
    assert read(crypto.take(said.synced(said.tell("m.forwarded_room_key", handed)))) == [None]
    assert read(crypto.take(said.synced(said.key))) == ["hoi"]


class Asked(Keys):
    """What was asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    async def ask(self, method: str, path: str, json: dict[str, Any] | None = None, *, seconds: float = 0, **query: str) -> dict[str, Any]:
        self.paths.append(path)
        if path == "/keys/query":
            return {"device_keys": {}, "failures": {}}
        return await super().ask(method, path, json, seconds=seconds, **query)


def _full(_self: SqliteDatabase) -> None:
    raise sqlite3.OperationalError("database or disk is full")
