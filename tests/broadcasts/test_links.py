"""Links are asked of the servers themselves, and nobody can use that to look inside a network."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.links import Links, Resolver, is_public
from knowledge import Knowledge
from tests.broadcasts.town import Town
from tests.databases import Database

INSIDE = (
    *("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255"),
    *("224.0.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1"),
    *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::1", "2002:a00:1::", "2001:db8::1"),
)
OUTSIDE = ("93.184.215.14", "145.100.1.1", "2a00:1450:400e::1", "::ffff:93.184.215.14")
SECONDS = 0.5


class Site:
    """A web server on this machine."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.port = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        what = request.path.strip("/")
        if what == "traag":
            await asyncio.sleep(30)
        if what == "rond":
            raise web.HTTPFound("/rond")
        if what == "elders":
            raise web.HTTPFound(request.query["naar"])
        if what == "stroom":
            stream = web.StreamResponse()
            await stream.prepare(request)
            await asyncio.sleep(30)
            return stream
        return web.Response(status=int(what or 200))

    def url(self, path: str) -> str:
        return f"http://localhost:{self.port}/{path}"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    application = web.Application()
    application.router.add_get("/{path:.*}", made.answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.port = runner.addresses[0][1]
    yield made
    await runner.cleanup()


def here(site: Site) -> Links:
    """For which this machine is the open internet."""
    return Links(lambda address: address in ("127.0.0.1", "::1"), {"http": site.port}, SECONDS)


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_networks_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_of_the_open_internet_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("", "ok"),
        ("204", "ok"),
        ("405", "ok"),
        ("429", "ok"),
        ("404", "missing"),
        ("410", "missing"),
        ("401", "refused"),
        ("403", "refused"),
        ("500", "silent"),
        ("traag", "silent"),
        ("rond", "refused"),
        ("stroom", "ok"),
        ("elders?naar=/200", "ok"),
        ("elders?naar=/404", "missing"),
    ],
)
async def test_how_an_address_answers(site: Site, path: str, outcome: str) -> None:
    url = site.url(path)
    assert await here(site).look([url]) == {url: outcome}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "https://[::ffff:10.0.0.1]/",
        "http://93.184.215.14:22/",
        "https://93.184.215.14:8443/",
        "http://wie@93.184.215.14/",
        "ftp://93.184.215.14/",
        "file:///etc/passwd",
        "http:///",
        "http://",
        "http://[",
        "http://x:99999/",
    ],
)
async def test_what_is_inside_a_network_is_never_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that mean this machine are looked up, and judged by what they mean."""
    lookup = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: lookup("127.0.0.1", *rest, **more))
    monkeypatch.setattr(socket.socket, "connect", _never)
    monkeypatch.setattr(socket.socket, "connect_ex", _never)
    ((_, outcome),) = (await Links(seconds=SECONDS).look([url])).items()
    assert outcome in ("refused", "silent")
    assert outcome == "refused" or url in ("http://[", "http://x:99999/", "http:///", "http://")


async def test_a_redirection_leads_nobody_inside(site: Site) -> None:
    asked = [site.url(f"elders?naar={where}") for where in ("http://10.0.0.1/", "http://127.0.0.1:1/", "file:///etc/passwd")]
    assert set((await here(site).look(asked)).values()) == {"refused"}


async def test_a_name_with_one_address_inside_is_not_asked_at_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    async def resolve(*asked: Any) -> list[dict[str, str]]:
        return [{"host": "93.184.215.14"}, {"host": "10.0.0.1"}]

    resolver = Resolver(is_public)
    monkeypatch.setattr(resolver._names, "resolve", resolve)
    with pytest.raises(OSError, match="school"):
        await resolver.resolve("school.example")
    await resolver.close()


async def test_a_name_that_there_is_not_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*asked: Any, **more: Any) -> Any:
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert await Links(seconds=SECONDS).look(["https://bestaat.niet.example/"]) == {"https://bestaat.niet.example/": "missing"}


async def test_its_author_is_told_when_all_are_looked_at(site: Site, town: Town, database: Database, knowledge: Knowledge) -> None:
    town = Town(town.store, database, knowledge, links=here(site))
    await town.live(["auteur"])
    await town.write()
    for path in ("200", "404"):
        await town.change("INSERT INTO broadcast_links (broadcast, url, outcome) VALUES (1, ?, '')", site.url(path))
    await town.newsroom.look_at_links()
    await town.newsroom.look_at_links()
    found = await database.rows("SELECT outcome, checked_at IS NULL FROM broadcast_links ORDER BY url")
    assert [(outcome, bool(unseen)) for outcome, unseen in found] == [("ok", False), ("missing", False)]
    assert town.told == [("proef:auteur", "omroep:links:1")]
    assert len(site.asked) == 2


async def test_whoever_may_be_writing_is_told_and_nobody_else(site: Site, town: Town, database: Database, knowledge: Knowledge) -> None:
    town = Town(town.store, database, knowledge, links=here(site))
    await town.live(["auteur", "collega", "lezer"])
    await town.write()
    for person in (1, 2):
        await town.change("INSERT INTO roles (person, role, region, label, since) VALUES (?, 'medewerker', '', '', '2026')", person)
    await town.change("INSERT INTO broadcast_links (broadcast, url, outcome) VALUES (1, ?, '')", site.url("200"))
    await town.newsroom.look_at_links()
    assert town.told == [("proef:auteur", "omroep:links:1"), ("proef:collega", "omroep:links:1")]


def _never(*asked: Any) -> None:
    raise AssertionError("nothing may be connected to")
