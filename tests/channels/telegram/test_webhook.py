"""Telegram brings the updates: as good as asking for them, and no place for anybody else."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.channels.telegram.guide import rows
from tests.channels.telegram.people import Phone, typed
from tests.channels.telegram.running import Run, settings
from tests.channels.telegram.test_process import free_port
from tests.peers.telegram.bringing import HEADER, Bringer
from tests.peers.telegram.server import BotApi

SECRET = "een-geheim_van-32-tekens-of-meer"


class Hooked:
    """The guide with a webhook, behind a proxy that passes the path on."""

    def __init__(self, run: Run, port: int, data: Path) -> None:
        self.run = run
        self.url = f"http://127.0.0.1:{port}/geheim/pad"
        self.data = data

    async def post(self, body: bytes | AsyncIterator[bytes], secret: str | None = SECRET, path: str = "", method: str = "POST") -> int:
        headers = {} if secret is None else {HEADER: secret}
        async with aiohttp.ClientSession() as session, session.request(method, self.url + path, data=body, headers=headers) as answer:
            return answer.status

    def heard(self) -> list[tuple[str]]:
        return rows(self.data, "SELECT event FROM heard ORDER BY event")


@pytest.fixture
async def hooked(api: BotApi, tmp_path: Path) -> AsyncIterator[Hooked]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/geheim/pad"
    hook = {"LOBGIDS_TELEGRAM_WEBHOOK_URL": url, "LOBGIDS_TELEGRAM_WEBHOOK_SECRET": SECRET, "LOBGIDS_HTTP": f"127.0.0.1:{port}"}
    run = await Run.begin(tmp_path, settings(api, **hook))
    await api.wait(lambda: bool(api.webhook))
    yield Hooked(run, port, tmp_path / "data")
    await run.kill()


def update(number: int, text: str = "/start") -> bytes:
    return json.dumps({"update_id": number, **typed(77, text)}).encode()


async def test_a_conversation_goes_as_when_asking(hooked: Hooked, api: BotApi) -> None:
    async with Bringer(api) as bringer:
        phone = Phone(api, 77)
        assert (await phone.ask("/start scan")).buttons
        await phone.press("Vmbo")
        await phone.hear(3)
        await phone.press("Deels")
        await phone.hear(4)
        await api.wait(lambda: not api.updates and not api.callbacks)
        assert set(bringer.answers) == {200}
    assert not [call for call in api.calls if call.method == "getUpdates"]
    assert await hooked.run.end() == 0


async def test_it_is_on_the_disk_when_it_is_confirmed(hooked: Hooked) -> None:
    for number in range(1, 20):
        assert await hooked.post(update(number, f"vraag {number}")) == 200
        assert (str(number),) in hooked.heard()


async def test_what_comes_again_has_no_second_effect(hooked: Hooked) -> None:
    assert [await hooked.post(update(5)) for _ in range(3)] == [200, 200, 200]
    assert await asyncio.gather(*(hooked.post(update(6)) for _ in range(5))) == [200] * 5
    assert hooked.heard() == [("5",), ("6",)]


@pytest.mark.parametrize("secret", [None, "", "fout", SECRET[:-1], SECRET + "x", SECRET.upper(), "é" * 10])
async def test_who_does_not_know_the_secret_is_refused(hooked: Hooked, secret: str | None) -> None:
    assert await hooked.post(update(5), secret) == 403
    assert hooked.heard() == []


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/meer", "POST", 404), ("", "GET", 405), ("", "PUT", 405), ("/../..", "POST", 404)]
)
async def test_another_path_or_method_is_refused(hooked: Hooked, path: str, method: str, status: int) -> None:
    assert await hooked.post(update(5), path=path, method=method) == status
    assert hooked.heard() == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"update_id": "5"}', b"[" * 100_000, b'{"message": {}}']
)
async def test_what_is_no_update_is_refused_and_harms_nobody(hooked: Hooked, body: bytes) -> None:
    assert await hooked.post(body) == 400
    assert await hooked.post(update(6)) == 200
    assert hooked.heard() == [("6",)]


async def test_an_update_that_we_do_not_understand_does_not_come_again(hooked: Hooked) -> None:
    assert await hooked.post(b'{"update_id": 5, "message": "onzin"}') == 200
    assert await hooked.post(b'{"update_id": 6, "poll": {}}') == 200


async def test_a_body_that_is_too_long_is_refused(hooked: Hooked) -> None:
    async def slowly() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 50_000

    assert await hooked.post(b"x" * 2_000_000) == 413
    assert await hooked.post(slowly()) == 413
    assert await hooked.post(update(6)) == 200


async def test_what_cannot_be_kept_is_refused_and_comes_again(hooked: Hooked, api: BotApi) -> None:
    assert await hooked.post(update(5)) == 200
    await asyncio.sleep(0.5)
    connection = sqlite3.connect(hooked.data / "lobgids.db", isolation_level=None, timeout=5)
    connection.execute("BEGIN IMMEDIATE")
    try:
        assert await hooked.post(update(6)) == 503
        async with aiohttp.ClientSession() as session, session.get(hooked.url.replace("/geheim/pad", "/health")) as answer:
            assert answer.status == 503
    finally:
        connection.execute("ROLLBACK")
        connection.close()
    assert await hooked.post(update(6)) == 200
    assert hooked.heard() == [("5",), ("6",)]


async def test_killed_while_updates_are_brought_none_is_lost(hooked: Hooked, api: BotApi, tmp_path: Path) -> None:
    phones = [Phone(api, number) for number in range(100, 140)]
    async with Bringer(api):
        for phone in phones:
            await phone.type("/start")
        await api.wait(lambda: api.confirmed > 0)
        await hooked.run.kill()
        port = hooked.url.split(":")[2].split("/")[0]
        hook = {"LOBGIDS_TELEGRAM_WEBHOOK_URL": hooked.url, "LOBGIDS_TELEGRAM_WEBHOOK_SECRET": SECRET, "LOBGIDS_HTTP": f"127.0.0.1:{port}"}
        again = await Run.begin(tmp_path, settings(api, **hook))
        await api.wait(lambda: not api.updates and all(phone.seen for phone in phones))
        assert await again.end() == 0
    assert len(hooked.heard()) == 40
