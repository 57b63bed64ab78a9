"""Letters of the real commands, over a real mail server that encrypts: killed at the worst moment, ended, and in a terminal."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.channels.telegram.guide import rows
from tests.channels.telegram.people import Phone
from tests.channels.telegram.running import Run, settings
from tests.command.lobgids import COMMAND, environment
from tests.letters.content import REUS, regions
from tests.mail.server import IN_URL, Certified, PostOffice, post_office
from tests.peers.telegram.server import BotApi
from tests.talk import CONTENT

QUESTION, MINE = "Wie komt bij ons langs met zijn zevenmijlslaarzen?", "decaan@school.invalid"


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    made = BotApi()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture(scope="module")
def certified() -> Certified:
    return Certified()


@pytest.fixture
async def office(certified: Certified) -> AsyncIterator[PostOffice]:
    async with post_office(certified) as office:
        yield office


@pytest.fixture
def mailing(tmp_path: Path, office: PostOffice, certified: Certified) -> dict[str, str]:
    """Settings with this mail server, whose certificate is trusted, and with a contact who may be mailed."""
    content, authority = tmp_path / "content", tmp_path / "authority.pem"
    shutil.copytree(CONTENT, content)
    (content / "regios.yaml").write_bytes(regions())
    certified.authority.cert_pem.write_to_path(str(authority))
    url = f"smtp+starttls://{IN_URL}@127.0.0.1:{office.port}"
    return {"LOBGIDS_SMTP_URL": url, "LOBGIDS_KNOWLEDGE": str(content), "SSL_CERT_FILE": str(authority), "LOBGIDS_LOG": "debug"}


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


async def mailed(phone: Phone) -> None:
    """Someone of a school hands a question over by mail."""
    for text in ("/start", "docent", "contact in Ede", "Stuur mijn vraag door", QUESTION, MINE):
        await phone.ask(text)
    assert "Deze e-mail sturen wij" in phone.last.first
    before = len(phone.seen)
    await phone.type("Ja, stuur door")
    await phone.hear(before + 1)


async def test_killed_between_handing_over_and_marking_the_same_letter_goes_at_most_twice(
    api: BotApi, mailing: dict[str, str], office: PostOffice, tmp_path: Path
) -> None:
    """The mail server has taken the letter and is slow to part; only then is it marked."""
    office.sleeps.add("QUIT")
    first = await Run.begin(tmp_path, settings(api, **mailing))
    await mailed(Phone(api, 7))
    await asyncio.wait_for(office.parting.wait(), 30)
    await first.kill()
    assert rows(tmp_path / "data", "SELECT status, sent_at FROM letters") == [("waiting", None)]
    office.sleeps.clear()
    second = await Run.begin(tmp_path, settings(api, **mailing))
    await _until(tmp_path, "sent")
    assert await second.end() == 0
    assert len(office.letters) == 2
    assert office.raw[0] == office.raw[1]
    ((id,),) = rows(tmp_path / "data", "SELECT id FROM letters")
    assert office.letters[0]["Message-ID"] == f"<{id}@school.invalid>"
    assert office.encrypted
    third = await Run.begin(tmp_path, settings(api, **mailing))
    await Phone(api, 8).ask("/start")
    assert await third.end() == 0
    assert len(office.letters) == 2
    for secret in (MINE, REUS, "zevenmijlslaarzen"):
        assert secret not in first.log + second.log


async def test_killed_before_it_is_handed_over_it_goes_once(
    api: BotApi, mailing: dict[str, str], office: PostOffice, tmp_path: Path
) -> None:
    office.sleeps.add("MAIL")
    run = await Run.begin(tmp_path, settings(api, **mailing))
    await mailed(Phone(api, 7))
    await api.wait(lambda: bool(office.tried))
    await run.kill()
    office.sleeps.clear()
    run = await Run.begin(tmp_path, settings(api, **mailing))
    await _until(tmp_path, "sent")
    assert await run.end() == 0
    assert len(office.letters) == 1


async def test_health_and_metrics_tell_of_mail_and_of_nobody(
    api: BotApi, mailing: dict[str, str], office: PostOffice, tmp_path: Path
) -> None:
    port = free_port()
    office.says["RCPT"] = "450 later"
    run = await Run.begin(tmp_path, settings(api, **mailing, LOBGIDS_HTTP=f"127.0.0.1:{port}"))
    await mailed(Phone(api, 7))
    async with aiohttp.ClientSession() as session:
        for _ in range(200):
            async with session.get(f"http://127.0.0.1:{port}/health") as answer:
                health, status = await answer.json(), answer.status
            if not health["mail"]:
                break
            await asyncio.sleep(0.1)
        assert (health["mail"], status) == (False, 200)
        async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
            page = await answer.text()
    assert 'lobgids_letters{status="waiting"} 1.0' in page
    assert 'lobgids_well{part="mail"} 0.0' in page
    assert MINE not in page
    assert REUS not in page
    assert await run.end() == 0


async def test_a_terminal_sends_its_letters_itself(mailing: dict[str, str], office: PostOffice, tmp_path: Path) -> None:
    lines = ("/start", "docent", "contact in Ede", "Stuur mijn vraag door", QUESTION, MINE, "ja", "herhaal")
    process = await asyncio.create_subprocess_exec(
        *COMMAND, "chat", "--json", "--data", str(tmp_path / "data"),
        env=environment(mailing), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate("".join(f"{line}\n" for line in lines).encode()), 60)
    assert process.returncode == 0, err.decode()
    said = [one for one in map(json.loads, out.splitlines()) if "turn" not in one]
    assert [letter["Reply-To"] for letter in office.letters] == [MINE]
    assert "Het antwoord komt per e-mail, niet hier." in said[-2]["text"]
    assert "is per e-mail verstuurd" in said[-1]["text"]


async def _until(folder: Path, status: str) -> None:
    for _ in range(300):
        if rows(folder / "data", "SELECT status FROM letters") == [(status,)]:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"no letter is {status}")
