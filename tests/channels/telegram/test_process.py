"""`lobgids run` as a real process: what it needs to start, how it ends, and what becomes of what waits when it is killed."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.storage.engine import DATABASE_FILE
from tests.channels.telegram.guide import rows
from tests.channels.telegram.people import Phone
from tests.channels.telegram.running import Run, settings
from tests.databases import Database
from tests.folders import files_with
from tests.peers.telegram.server import TOKEN, BotApi


@pytest.fixture
async def run(api: BotApi, tmp_path: Path) -> AsyncIterator[Run]:
    """The guide, hearing."""
    started = await Run.begin(tmp_path, settings(api, LOBGIDS_LOG="debug"))
    await api.wait(lambda: any(call.method == "getWebhookInfo" for call in api.calls))
    yield started
    await started.kill()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


async def _fails(folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    run = await Run.begin(folder, environment)
    code = await asyncio.wait_for(run.process.wait(), 40)
    return code, run.log


# ── starting ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_without_a_channel_it_says_what_to_set(tmp_path: Path) -> None:
    code, said = await _fails(tmp_path, {})
    assert code == 2
    assert "LOBGIDS_TELEGRAM_TOKEN" in said
    assert "Traceback" not in said


async def test_a_wrong_token_is_told_and_not_shown(api: BotApi, tmp_path: Path) -> None:
    code, said = await _fails(tmp_path, {**settings(api), "LOBGIDS_TELEGRAM_TOKEN": "999:geheim"})
    assert code == 2
    assert "LOBGIDS_TELEGRAM_TOKEN" in said
    assert "geheim" not in said
    assert "Traceback" not in said


async def test_a_server_that_is_not_there_is_told(api: BotApi, tmp_path: Path) -> None:
    unreachable = f"http://127.0.0.1:{free_port()}"
    code, said = await _fails(tmp_path, {**settings(api), "LOBGIDS_TELEGRAM_API_URL": unreachable})
    assert code == 1
    assert "niet te bereiken" in said
    assert "Traceback" not in said


async def test_a_port_that_is_taken_is_told(api: BotApi, tmp_path: Path) -> None:
    code, said = await _fails(tmp_path, settings(api, LOBGIDS_HTTP=f"127.0.0.1:{api.port}"))
    assert code == 1
    assert str(api.port) in said
    assert "Traceback" not in said


@pytest.mark.parametrize("address", ["zomaar", "127.0.0.1", "127.0.0.1:99999"])
async def test_an_address_that_is_none_is_told(api: BotApi, tmp_path: Path, address: str) -> None:
    code, said = await _fails(tmp_path, settings(api, LOBGIDS_HTTP=address))
    assert code == 2
    assert "LOBGIDS_HTTP" in said


async def test_settings_that_do_not_fit_are_told(api: BotApi, tmp_path: Path) -> None:
    code, said = await _fails(tmp_path, settings(api, LOBGIDS_TELEGRAM_WEBHOOK_URL="https://school.example/hook"))
    assert (code, "LOBGIDS_HTTP" in said) == (2, True)
    code, said = await _fails(tmp_path / "2", settings(api, LOBGIDS_TELEGRAM_PER_SECOND="snel"))
    assert (code, "LOBGIDS_TELEGRAM_PER_SECOND" in said) == (2, True)


async def test_a_webhook_that_is_set_elsewhere_is_told_and_can_be_taken_away(api: BotApi, tmp_path: Path) -> None:
    api.webhook = {"url": "https://elders.example/hook"}
    code, said = await _fails(tmp_path, settings(api))
    assert code == 1
    assert "--replace-webhook" in said
    assert "Traceback" not in said
    run = await Run.begin(tmp_path, settings(api), "--replace-webhook")
    assert (await Phone(api, 77).ask("/start")).buttons
    assert api.webhook == {}
    await run.kill()


async def test_the_token_may_stand_in_a_file(api: BotApi, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n")
    named = {"LOBGIDS_TELEGRAM_TOKEN_FILE": str(tmp_path / "token"), "LOBGIDS_TELEGRAM_API_URL": api.root + "/"}
    run = await Run.begin(tmp_path, named)
    assert (await Phone(api, 77).ask("/start")).buttons
    await run.kill()


# ── running and ending ────────────────────────────────────────────────────────────────────────────────────────


async def test_it_ends_at_sigterm_and_nothing_of_what_was_said_or_the_token_is_in_its_log(run: Run, api: BotApi, tmp_path: Path) -> None:
    await Phone(api, 77).ask("een heel geheime vraag")
    for link in ("koppel_Gh31mKc0d", "team_Gh31mKc0d"):
        assert (await Phone(api, 77).ask(f"/start {link}")).buttons
    assert await run.end() == 0
    assert "turn channel=telegram" in run.log
    for secret in (TOKEN, "strict", "geheime", "telegram:77", "koppel", "team_", "Gh31mKc0d"):
        assert secret not in run.log
    assert "Traceback" not in run.log
    assert any(name.endswith(DATABASE_FILE) for name in files_with(tmp_path, ["telegram:77"]))
    assert files_with(tmp_path, [TOKEN]) == {}


async def test_it_ends_also_while_it_can_not_start(api: BotApi, tmp_path: Path) -> None:
    asked = asyncio.Event()

    def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        run = await Run.begin(tmp_path, settings(api, LOBGIDS_TELEGRAM_API_URL=f"http://127.0.0.1:{port}"))
        await asyncio.wait_for(asked.wait(), 60)
        assert await run.end(seconds=5) == 0


async def test_it_is_well_before_anyone_said_anything_and_tells_of_another_who_asks(api: BotApi, tmp_path: Path) -> None:
    port = free_port()
    run = await Run.begin(tmp_path, settings(api, LOBGIDS_HTTP=f"127.0.0.1:{port}"))
    await api.wait(lambda: bool(api.commands) and api.asked_for_updates > 0)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/health") as answer:
            assert answer.status == 200
        await session.get(f"{api.root}/bot{TOKEN}/getUpdates")
    await api.wait(lambda: any(call.status == 409 for call in api.calls))
    assert (await Phone(api, 77).ask("/start")).buttons
    assert "Een ander programma" in run.log
    assert await run.end() == 0


async def test_it_ends_at_ctrl_c_too(run: Run) -> None:
    assert await run.end(signal.SIGINT) == 0


async def test_at_the_end_what_is_on_its_way_is_finished_and_the_rest_is_left_for_the_next_start(
    run: Run, api: BotApi, tmp_path: Path
) -> None:
    api.latency_seconds = 0.5
    phones = [Phone(api, number) for number in range(100, 160)]
    for phone in phones:
        await phone.type("/start")
    await api.wait(lambda: any(phone.seen for phone in phones))
    assert await run.end() == 0
    data = tmp_path / "data"
    said = {int(key[9:]) for (key,) in rows(data, _KEYS.format("NOT NULL"))}
    assert said == {phone.id for phone in phones if phone.seen}
    api.latency_seconds = 0
    again = await Run.begin(tmp_path, settings(api))
    await api.wait(lambda: all(phone.seen for phone in phones))
    await api.wait(lambda: not api.updates)
    assert await again.end() == 0
    assert [len(phone.seen) for phone in phones] == [1] * len(phones)


_KEYS = "SELECT p.key FROM outbox AS o JOIN persons AS p ON p.id = o.person WHERE o.said_at IS {}"


async def test_a_second_process_waits_until_the_first_is_gone(run: Run, api: BotApi, tmp_path: Path) -> None:
    assert (await Phone(api, 77).ask("/start")).buttons
    second = await Run.begin(tmp_path, settings(api))
    await asyncio.sleep(1.5)
    assert not [call for call in api.calls if call.status == 409]
    await run.kill()
    assert (await Phone(api, 78).ask("/start")).buttons
    assert await second.end() == 0


async def test_without_being_asked_to_it_opens_no_port(run: Run, api: BotApi) -> None:
    await Phone(api, 77).ask("/start")
    listening = await asyncio.create_subprocess_exec("cat", f"/proc/{run.process.pid}/net/tcp", stdout=asyncio.subprocess.PIPE)
    out, _ = await listening.communicate()
    inodes = {line.split()[9] for line in out.decode().splitlines()[1:] if line.split()[3] == "0A"}
    assert not inodes & _sockets(run.process.pid)


def _sockets(pid: int) -> set[str]:
    links = (link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink())
    return {name.removeprefix("socket:[").removesuffix("]") for name in links if name.startswith("socket:[")}


async def test_health_says_how_it_is(api: BotApi, tmp_path: Path) -> None:
    port = free_port()
    run = await Run.begin(tmp_path, settings(api, LOBGIDS_HTTP=f"127.0.0.1:{port}"))
    await Phone(api, 77).ask("/start")
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/health") as answer:
        assert (answer.status, await answer.json()) == (200, {"database": True, "telegram": True, "content": True, "search": True})
    await run.kill()


async def test_metrics_tell_how_many_and_never_who(api: BotApi, tmp_path: Path) -> None:
    port = free_port()
    run = await Run.begin(tmp_path, settings(api, LOBGIDS_HTTP=f"127.0.0.1:{port}"))
    await Phone(api, 7711).ask("/start")
    await Phone(api, 7711).ask("een geheime vraag")
    api.chats.blocked.add(7722)
    await Phone(api, 7722).type("/start")
    await api.wait(lambda: any(call.status == 403 for call in api.calls))
    page = ""
    async with aiohttp.ClientSession() as session, asyncio.timeout(10):
        while 'lobgids_messages_total{channel="telegram",outcome="gone"} 1.0' not in page:
            async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
                assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
                page = await answer.text()
    told = {family.name: family for family in text_string_to_metric_families(page)}
    turns = {sample.labels["outcome"]: sample.value for sample in told["lobgids_turns"].samples}
    assert turns == {"done": 3.0}
    messages = {sample.labels["outcome"]: sample.value for sample in told["lobgids_messages"].samples}
    assert messages == {"said": float(len(Phone(api, 7711).seen)), "gone": 1.0}
    assert {sample.labels["part"]: sample.value for sample in told["lobgids_well"].samples}["database"] == 1.0
    for secret in ("7711", "7722", "geheime", TOKEN):
        assert secret not in page
    await run.kill()


async def test_with_postgres_it_goes_on_where_it_was(api: BotApi, tmp_path: Path) -> None:
    database = await Database.create("postgres", tmp_path)
    assert database.address is not None
    phone = Phone(api, 77)
    for text, says in (("/start scan", "Voor welke afdeling"), ("vmbo", "Deze scan")):
        run = await Run.begin(tmp_path, settings(api, LOBGIDS_DATABASE_URL=database.address))
        assert says in (await phone.ask(text)).text
        assert await run.end() == 0
    assert await database.rows("SELECT turns FROM persons") == [(2,)]
