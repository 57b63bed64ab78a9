"""End-to-end encryption: matrix-nio keeps the keys and the state of the rooms, and our own requests bring them to the server and back.

A message goes only when its key reached every device that could be reached: nio by itself takes a key as shared also where the request
failed, and who did not get it reads nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from nio import (
    Client,
    ClientConfig,
    EncryptionError,
    Event,
    JoinedMembersResponse,
    KeysClaimResponse,
    KeysQueryResponse,
    MatrixRoom,
    MegolmEvent,
    OlmEvent,
    SyncResponse,
    ToDeviceResponse,
)
from nio.store import SqliteStore
from nio.store.models import (
    DeviceKeys,
    DeviceTrustState,
    EncryptedRooms,
    ForwardedChains,
    Keys,
    MegolmInboundSessions,
    OutgoingKeyRequests,
)

from bot.channels.matrix.room_keys import RoomKeys
from bot.channels.matrix.server import Refusal, Server, part

ENCRYPTED = "m.room.encrypted"
FALLBACK = "signed_curve25519"
_logger = logging.getLogger("lobgids")


def store_file(folder: Path, user: str, device: str) -> Path:
    """Where nio keeps the keys of a device."""
    return folder / f"{user}_{device}.db"


class Crypto:
    """Our device's keys, and the rooms that we are in.

    Args:
        folder: Of the crypto store.
    """

    def __init__(self, server: Server, user: str, device: str, folder: Path) -> None:
        self._server = server
        self._user = user
        self._device = device
        self._client = Client(user, device, str(folder), ClientConfig(encryption_enabled=True, store=SqliteStore))
        self._folder = folder
        self._open()
        self._one_at_a_time = asyncio.Lock()
        self._fallback_wanted = not self._olm.account.shared

    def _open(self) -> None:
        """Read what is on the disk."""
        client = self._client
        client.store = SqliteStore(self._user, self._device, str(self._folder), client.config.pickle_key)
        client.olm = RoomKeys(self._user, self._device, client.store)
        client.encrypted_rooms = client.store.load_encrypted_rooms()
        client.restore_login(self._user, self._device, self._server.token)

    @property
    def rooms(self) -> Mapping[str, MatrixRoom]:
        """The rooms that we are in."""
        rooms: Mapping[str, MatrixRoom] = self._client.rooms
        return rooms

    @property
    def _olm(self) -> Any:
        assert self._client.olm, "the store is not open"
        return self._client.olm

    # ── what comes ────────────────────────────────────────────────────────────────────────────────────────────

    def take(self, answer: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        """Take in the answer of a sync; what was said in each room, decrypted where that could be done.

        A fault in the library, or an event that it can't bear, loses no other event: each is then read by itself.
        """
        sync = SyncResponse.from_dict(answer)
        if not isinstance(sync, SyncResponse):
            _logger.error("matrix sync not understood")
            return {room: list(found["timeline"]["events"]) for room, found in answer.get("rooms", {}).get("join", {}).items()}
        to_us, sync.to_device_events = sync.to_device_events, []
        with self._all_or_nothing():
            self._take_keys(to_us)
            self._client.next_batch = ""  # nio passes over an answer that it had before, and this one may have been undone
            try:
                self._client.receive_response(sync)
            except Exception as error:
                _logger.error("matrix sync taken in part error=%s", type(error).__name__)
                self._take_one_by_one(sync)
        self._count(answer)
        for room in answer.get("rooms", {}).get("leave", {}):
            self._client.rooms.pop(room, None)
            self._olm.outbound_group_sessions.pop(room, None)
        return {room: [self._read(event, room) for event in found.timeline.events] for room, found in sync.rooms.join.items()}

    def _take_keys(self, events: list[Any]) -> None:
        """What was said to our device alone: keys, each by itself. Who asks for a key gets none but with a message."""
        for event in events:
            if isinstance(event, OlmEvent):
                try:
                    self._olm.handle_to_device_event(event)
                except Exception as error:
                    _logger.error("matrix key not understood error=%s", type(error).__name__)

    @contextlib.contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        """What is written in here stands on the disk together or not at all.

        nio by itself writes down that a one-time key is used, then the session that it began, then the room key that came in it. Whoever
        dies between two of those gets the same message again at the next start, can't open it a second time, and never has the room key.
        """
        assert self._client.store
        try:
            with self._client.store.database.atomic():
                yield
        except Exception:
            self._client.store.database.close()  # what is in memory is ahead of the disk now
            self._open()
            raise

    def _take_one_by_one(self, sync: SyncResponse) -> None:
        """What nio does with rooms, for each event by itself; and the devices of everyone are looked at again."""
        for room, found in sync.rooms.join.items():
            encrypted: set[str] = set()
            with contextlib.suppress(Exception):
                self._client._handle_joined_state(room, found, encrypted)
            for place, event in enumerate(found.timeline.events):
                with contextlib.suppress(Exception):
                    done = self._client._handle_timeline_event(event, room, self._client.rooms[room], encrypted)
                    found.timeline.events[place] = done or event
            self._client.encrypted_rooms.update(encrypted)
            assert self._client.store
            self._client.store.save_encrypted_rooms(encrypted)
        self._olm.add_changed_users(set(self._olm.tracked_users))

    def read(self, raw: dict[str, Any], room: str) -> dict[str, Any]:
        """One event, decrypted where that can be done."""
        return self._read(Event.parse_event(raw), room) if raw.get("type") == ENCRYPTED else raw

    def _read(self, event: Any, room: str) -> dict[str, Any]:
        if isinstance(event, MegolmEvent):
            event.room_id = room
            with contextlib.suppress(EncryptionError):
                event = self._client.decrypt_event(event)
        found: dict[str, Any] = event.source
        return found

    def _count(self, answer: dict[str, Any]) -> None:
        """How many one-time keys the server has left; none is a number too."""
        counts = answer.get("device_one_time_keys_count")
        if counts is not None:
            self._olm.uploaded_key_count = counts.get(FALLBACK, 0)
        unused = answer.get("device_unused_fallback_key_types")
        self._fallback_wanted |= unused is not None and FALLBACK not in unused

    # ── keys ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def keep_up(self) -> None:
        """Refill our keys and look at those of others, after each sync.

        Raises:
            TryLater, Refusal: The server did not take it now.
        """
        async with self._one_at_a_time:
            if self._client.should_upload_keys or self._fallback_wanted:
                await self._upload()
            if self._client.should_query_keys:
                await self._query()
            if self._client.should_claim_keys:
                await self._claim(self._client.get_users_for_key_claiming())
            for message in list(self._client.outgoing_to_device_messages):
                await self._to_device(message.type, message.as_dict())
                self._client.receive_response(ToDeviceResponse(message))

    async def _upload(self) -> None:
        """One-time keys, and one to fall back on when all of them are used. Kept before they are sent: a key that the server hands out and
        that we do not have would make someone unreadable."""
        account = self._olm.account
        body = self._olm.share_keys() if self._client.should_upload_keys else {}
        if self._fallback_wanted:
            account._account.generate_fallback_key()
            body["fallback_keys"] = {f"{FALLBACK}:{id}": self._signed_key(key) for id, key in account._account.fallback_key.items()}
        self._olm.save_account()
        answer = await self._server.ask("POST", "/keys/upload", body)
        account.shared = True
        self._olm.uploaded_key_count = answer.get("one_time_key_counts", {}).get(FALLBACK, 0)
        self._olm.mark_keys_as_published()
        self._olm.save_account()
        self._fallback_wanted = False

    def _signed_key(self, key: Any) -> dict[str, Any]:
        value = {"key": key.to_base64(), "fallback": True}
        return {**value, "signatures": {self._user: {f"ed25519:{self._device}": self._olm.sign_json(value)}}}

    async def _query(self) -> None:
        asked: dict[str, list[str]] = {user: [] for user in self._client.users_for_key_query}
        answer = await self._server.ask("POST", "/keys/query", {"device_keys": asked})
        self._client.receive_response(KeysQueryResponse.from_dict(answer))

    async def _claim(self, missing: Mapping[str, list[str]]) -> None:
        asked = {user: dict.fromkeys(devices, FALLBACK) for user, devices in missing.items()}
        answer = await self._server.ask("POST", "/keys/claim", {"one_time_keys": asked})
        self._client.receive_response(KeysClaimResponse.from_dict(answer))

    async def _to_device(self, kind: str, messages: dict[str, Any]) -> None:
        await self._server.ask("PUT", f"/sendToDevice/{kind}/{secrets.token_hex(8)}", messages)

    # ── what goes ─────────────────────────────────────────────────────────────────────────────────────────────

    async def sealed(self, room: str, kind: str, content: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """An event as it goes into a room: encrypted where the room is, for all devices that are there now.

        Raises:
            TryLater, Refusal: The keys could not be brought now; nothing may be sent.
        """
        if not self.rooms[room].encrypted:
            return kind, content
        async with self._one_at_a_time:
            await self._share(room)
            encrypted: tuple[str, dict[str, Any]] = self._client.encrypt(room, kind, content)
            return encrypted

    async def _share(self, room: str) -> None:
        if not self.rooms[room].members_synced:
            members = await self._server.ask("GET", f"/rooms/{part(room)}/joined_members")
            self._client.receive_response(JoinedMembersResponse.from_dict(members, room))
        self._olm.update_tracked_users(self.rooms[room])
        if self._client.should_query_keys:
            await self._query()
        if not self._olm.should_share_group_session(room):
            return
        if missing := self._client.get_missing_sessions(room):
            await self._claim(missing)
        users = list(self.rooms[room].users)
        for devices, messages in self._olm.share_group_session_parallel(room, users, ignore_unverified_devices=True):
            await self._to_device(ENCRYPTED, messages)
            self._olm.outbound_group_sessions[room].users_shared_with.update(devices)
        self._olm.outbound_group_sessions[room].shared = True

    # ── who is gone ───────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def people(self) -> set[str]:
        """Whose devices we know, or who is in a room with us."""
        known = set(self._olm.device_store.users) | {user for room in self.rooms.values() for user in room.users}
        return known - {self._user}

    async def forget(self, user: str, rooms: Collection[str]) -> None:
        """Nothing names a person any more, and nothing of these rooms can be read again.

        The sessions with their devices stay, under keys that name nobody: their devices go on with them in another room.
        """
        async with self._one_at_a_time:
            store = self._client.store
            assert store
            with store.database.bind_ctx(store.models), store.database.atomic():
                devices = list(DeviceKeys.select().where(DeviceKeys.user_id == user))
                for model in (Keys, DeviceTrustState):
                    model.delete().where(model.device.in_(devices)).execute()
                DeviceKeys.delete().where(DeviceKeys.user_id == user).execute()
                sessions = list(MegolmInboundSessions.select().where(MegolmInboundSessions.room_id.in_(rooms)))
                ForwardedChains.delete().where(ForwardedChains.session.in_(sessions)).execute()
                for model in (MegolmInboundSessions, EncryptedRooms, OutgoingKeyRequests):
                    model.delete().where(model.room_id.in_(rooms)).execute()
            store.database.close()
            for room in rooms:
                self._client.rooms.pop(room, None)
            self._open()

    # ── our own device ────────────────────────────────────────────────────────────────────────────────────────

    async def known_of_us(self) -> tuple[str | None, dict[str, Any]]:
        """What the server knows of our account: its public master key (None when there is none), and our device."""
        answer = await self._server.ask("POST", "/keys/query", {"device_keys": {self._user: []}})
        master = answer.get("master_keys", {}).get(self._user, {}).get("keys", {})
        device = answer.get("device_keys", {}).get(self._user, {}).get(self._device, {})
        return next(iter(master.values()), None), device

    async def publish(self) -> None:
        """Our device and its first keys are known to the server.

        Raises:
            Refusal: The server knows other keys of a device with this name: this store is not that device's.
        """
        async with self._one_at_a_time:
            if self._client.should_upload_keys or self._fallback_wanted:
                await self._upload()
        _, device = await self.known_of_us()
        own = self._olm.account.identity_keys["ed25519"]
        if device.get("keys", {}).get(f"ed25519:{self._device}") != own:
            raise Refusal(409, {"errcode": "OTHER_KEYS"})

    def close(self) -> None:
        """Let go of the store."""
        if self._client.store:
            self._client.store.database.close()
