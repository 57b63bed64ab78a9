"""Whether the addresses in a message answer, asked of the servers themselves before many people press on them.

What is asked is typed by somebody, so nobody may use it to look around where the guide runs: only the usual ports of public addresses are
asked, also behind a redirection, and the address that a name has is judged where the connection is made, so that it can't become another
one in between. Nothing of an answer is kept but its outcome.
"""

from __future__ import annotations

import asyncio
import http
import ipaddress
import socket
from collections.abc import Callable, Sequence

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from dialogs.broadcast import LinkOutcome

ANSWER_SECONDS = 6.0
"""For an address and all that it redirects to."""
REDIRECTIONS_MOST = 5
AT_ONCE = 4
PORTS = {"http": 80, "https": 443}
NOT_FOR_PROGRAMS = frozenset({405, 406, 429})
"""Somebody answers, but not to a program: that says nothing of what people see."""
GONE = frozenset({404, 410})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEADERS = {"User-Agent": "LOB-gids (kijkt of een link werkt)", "Accept": "*/*"}


class NotPublic(OSError):
    """An address inside a network."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also where it stands inside another (RFC 4291, 6052, 3056, 4380)."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inside = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in _NAT64:
            inside.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if any(one is not None and not is_public(str(one)) for one in inside):
            return False
        if found.ipv4_mapped:
            return True
    return found.is_global and not (found.is_multicast or found.is_reserved)


class Resolver(AbstractResolver):
    """Finds only addresses that may be asked."""

    def __init__(self, may: Callable[[str], bool]) -> None:
        self._may = may
        self._names = ThreadedResolver()

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        found = await self._names.resolve(host, port, family)
        if not all(self._may(one["host"]) for one in found):
            raise NotPublic(host)
        return found

    async def close(self) -> None:
        await self._names.close()


class Links:
    """Looks at addresses.

    Args:
        may: Whether an IP address may be asked.
        ports: By scheme, the only port that may be asked.
    """

    def __init__(
        self, may: Callable[[str], bool] = is_public, ports: dict[str, int] | None = None, seconds: float = ANSWER_SECONDS
    ) -> None:
        self._may = may
        self._ports = ports or PORTS
        self._seconds = seconds

    async def look(self, urls: Sequence[str]) -> dict[str, LinkOutcome]:
        """How each of them answers: `ok`, `missing` (no such page or server), `refused` (not for everybody, or not asked), or `silent`."""
        connector = aiohttp.TCPConnector(limit=AT_ONCE, resolver=Resolver(self._may), use_dns_cache=False)
        asking = asyncio.Semaphore(AT_ONCE)
        async with aiohttp.ClientSession(connector=connector, headers=_HEADERS, cookie_jar=aiohttp.DummyCookieJar()) as session:

            async def one(url: str) -> LinkOutcome:
                async with asking:
                    return await self._look(session, url)

            found = await asyncio.gather(*map(one, urls))
        return dict(zip(urls, found, strict=True))

    async def _look(self, session: aiohttp.ClientSession, typed: str) -> LinkOutcome:
        try:
            url = URL(typed)
            async with asyncio.timeout(self._seconds):
                for _ in range(REDIRECTIONS_MOST + 1):
                    if not self._may_ask(url):
                        return "refused"
                    async with session.get(url, allow_redirects=False) as answer:
                        if answer.status not in range(300, 400) or "Location" not in answer.headers:
                            return _outcome(answer.status)
                        url = url.join(URL(answer.headers["Location"]))
        except aiohttp.ClientConnectorDNSError as error:
            return "refused" if isinstance(error.os_error, NotPublic) else "missing"
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
            return "silent"
        return "refused"

    def _may_ask(self, url: URL) -> bool:
        """A host that is written as an IP address is not looked up, so that is judged here."""
        if not url.host or url.user is not None or url.password is not None or url.port != self._ports.get(url.scheme):
            return False
        if ":" not in url.host and not url.host.replace(".", "").isdigit():
            return True  # a name
        try:
            return self._may(str(ipaddress.ip_address(url.host)))
        except ValueError:
            return False  # one that some systems read as an address all the same, such as 127.1


def _outcome(status: int) -> LinkOutcome:
    if status < http.HTTPStatus.BAD_REQUEST or status in NOT_FOR_PROGRAMS:
        return "ok"
    if status in GONE:
        return "missing"
    return "refused" if status < http.HTTPStatus.INTERNAL_SERVER_ERROR else "silent"
