"""`lobgids run` for Matrix as a real process: what it needs to start, what it keeps, and how it ends."""

from __future__ import annotations

import asyncio
import shutil
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from msgspec.structs import replace

from bot import backup
from bot.channels.matrix.server import Server
from bot.channels.matrix.session import FOLDER, STORE_LOST
from bot.channels.matrix.signing import SEEDS_FILE
from bot.settings import Settings
from tests.channels.matrix.conftest import World
from tests.channels.telegram.guide import rows
from tests.channels.telegram.people import Phone
from tests.channels.telegram.running import Run, settings
from tests.peers.matrix.human import Human
from tests.peers.matrix.synapse import free_port
from tests.peers.telegram.server import BotApi

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _settings(world: World, **more: str) -> dict[str, str]:
    account = await world.bot()
    named = {"HOMESERVER": account.root, "USER": account.user, "PASSWORD": account.password, **more}
    return {**{f"LOBGIDS_MATRIX_{name}": value for name, value in named.items() if value}, "LOBGIDS_SEARCH": "lexical"}


async def _fails(folder: Path, environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    run = await Run.begin(folder, environment, *arguments)
    code = await asyncio.wait_for(run.process.wait(), 40)
    assert "Traceback" not in run.log
    assert "geheim" not in run.log
    return code, run.log


@asynccontextmanager
async def _running(folder: Path, environment: dict[str, str], *arguments: str) -> AsyncIterator[Run]:
    run = await Run.begin(folder, environment, *arguments)
    try:
        yield run
    finally:
        if run.process.returncode is None:
            assert await run.end() == 0


@pytest.mark.parametrize(
    ("wrong", "code", "says"),
    [
        ({"PASSWORD": "fout"}, 2, "LOBGIDS_MATRIX_PASSWORD"),
        ({"PASSWORD": "", "TOKEN": "fout"}, 2, "LOBGIDS_MATRIX_TOKEN"),
        ({"PASSWORD": ""}, 2, "LOBGIDS_MATRIX_PASSWORD"),
        ({"USER": "gids"}, 2, "LOBGIDS_MATRIX_USER"),
        ({"USER": ""}, 2, "LOBGIDS_MATRIX_USER"),
        ({"HOMESERVER": "matrix.school.example"}, 2, "LOBGIDS_MATRIX_HOMESERVER"),
        ({"HOMESERVER": f"http://127.0.0.1:{free_port()}"}, 1, "niet te bereiken"),
    ],
)
async def test_what_is_wrong_is_told_in_a_sentence(world: World, tmp_path: Path, wrong: dict[str, str], code: int, says: str) -> None:
    ended, said = await _fails(tmp_path, await _settings(world, **wrong))
    assert ended == code
    assert says in said.splitlines()[-1]


async def test_it_keeps_its_device_and_what_it_keeps_is_its_own(world: World, tmp_path: Path) -> None:
    environment = await _settings(world)
    human = await world.human()
    async with _running(tmp_path, environment):
        await human.meet(environment["LOBGIDS_MATRIX_USER"])
        await human.ask("een heel geheime vraag")
    session = tmp_path / "data" / FOLDER / "session.json"
    before = session.read_bytes()
    async with _running(tmp_path, environment) as run:
        await human.ask("menu")
    assert session.read_bytes() == before
    assert "geheime" not in run.log
    assert human.user not in run.log
    kept = [tmp_path / "data" / SEEDS_FILE, *(tmp_path / "data" / FOLDER).iterdir()]
    assert [stat.S_IMODE(path.stat().st_mode) for path in kept] == [0o600] * len(kept)
    assert stat.S_IMODE((tmp_path / "data" / FOLDER).stat().st_mode) == 0o700


async def test_a_lost_store_with_seeds_is_a_new_device_that_strict_people_trust(world: World, tmp_path: Path) -> None:
    environment = await _settings(world)
    human = await _talked(world, tmp_path, environment)
    shutil.rmtree(tmp_path / "data" / FOLDER)
    async with _running(tmp_path, environment):
        assert not (await human.ask("menu")).failed


async def test_what_is_restored_elsewhere_is_a_new_device_that_strict_people_trust(world: World, tmp_path: Path) -> None:
    """And the conversation goes on where it was."""
    environment = {**await _settings(world), "LOBGIDS_BACKUP_KEY": "negen kwart over twaalf fietsbel"}
    human = await _talked(world, tmp_path, environment)
    kept, file = Settings(data=tmp_path / "data", backup_key=environment["LOBGIDS_BACKUP_KEY"]), tmp_path / "lob.age"
    backup.kept(kept, file)
    await asyncio.to_thread(backup.restored, replace(kept, data=tmp_path / "elders" / "data"), file)
    async with _running(tmp_path / "elders", environment):
        assert "kon het niet lezen" in (await human.ask("docent")).text, "their client did not know the new device yet"
        assert not (await human.ask("docent")).failed
    sessions = [(tmp_path / place / "data" / FOLDER / "session.json").read_bytes() for place in ("", "elders")]
    assert sessions[0] != sessions[1]
    assert rows(tmp_path / "elders" / "data", "SELECT turns, audience FROM persons") == [(4, "school")]


async def test_a_lost_store_without_seeds_says_what_to_do(world: World, tmp_path: Path) -> None:
    environment = await _settings(world)
    await _talked(world, tmp_path, environment)
    shutil.rmtree(tmp_path / "data" / FOLDER)
    (tmp_path / "data" / SEEDS_FILE).unlink()
    code, said = await _fails(tmp_path, environment)
    assert code == 2
    assert SEEDS_FILE in said.splitlines()[-1]
    assert "--new-matrix-identity" in said.splitlines()[-1]
    human = await world.human()
    async with _running(tmp_path, environment, "--new-matrix-identity"):
        await human.meet(environment["LOBGIDS_MATRIX_USER"])
        assert not (await human.ask("hoi")).failed


async def test_a_token_is_enough_until_its_device_is_lost(world: World, tmp_path: Path) -> None:
    environment = await _settings(world)
    user = environment["LOBGIDS_MATRIX_USER"]
    environment["LOBGIDS_MATRIX_TOKEN"] = await _token(world, user, environment.pop("LOBGIDS_MATRIX_PASSWORD"))
    human = await world.human()
    for _ in range(2):
        async with _running(tmp_path, environment):
            if not human.room:
                await human.meet(user)
            assert not (await human.ask("hoi")).failed
    shutil.rmtree(tmp_path / "data" / FOLDER)
    code, said = await _fails(tmp_path, environment)
    assert code == 2
    assert STORE_LOST in said


@pytest_asyncio.fixture(loop_scope="session")
async def api() -> AsyncIterator[BotApi]:
    served = BotApi()
    await served.start()
    yield served
    await served.stop()


async def test_telegram_goes_beside_it_in_one_process(world: World, api: BotApi, tmp_path: Path) -> None:
    environment = {**await _settings(world), **settings(api)}
    human, phone = await world.human(), Phone(api, 41)
    async with _running(tmp_path, environment):
        await human.meet(environment["LOBGIDS_MATRIX_USER"])
        for count in (1, 2):
            _, seen = await asyncio.gather(phone.type("menu"), human.ask("menu"))
            await api.wait(lambda n=count: len(phone.seen) == n)  # type: ignore[misc]
            assert seen.text in phone.last.text
    assert rows(tmp_path / "data", "SELECT count(*) FROM persons") == [(2,)]


async def _token(world: World, user: str, password: str) -> str:
    """As an administrator gets one for a program."""
    server = Server(world.synapse.root)
    await server.open()
    asked = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": user}, "password": password}
    answer = await server.ask("POST", "/login", asked)
    await server.close()
    return str(answer["access_token"])


async def _talked(world: World, folder: Path, environment: dict[str, str]) -> Human:
    human = await world.human()
    async with _running(folder, environment):
        await human.meet(environment["LOBGIDS_MATRIX_USER"])
        await human.ask("hoi")
    return human
