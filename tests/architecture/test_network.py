"""No test reaches beyond this machine, and this test would see it if one did. (Nobody answers here: a port of ours, or none.)"""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest

from tests.network import BeyondThisMachine


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443), ("2001:db8::1", 80)])
def test_a_socket_goes_nowhere_else(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as stream, socket.socket(family, socket.SOCK_DGRAM) as datagram:
        for attempt in (stream.connect, stream.connect_ex, datagram.connect, lambda to: datagram.sendto(b"hallo", to)):
            with pytest.raises(BeyondThisMachine):
                attempt(address)


async def test_asyncio_goes_nowhere_else() -> None:
    for host in ("192.0.2.1", "example.org"):
        with pytest.raises(BeyondThisMachine):
            await asyncio.open_connection(host, 80)


def test_no_name_is_looked_up() -> None:
    with pytest.raises(BeyondThisMachine):
        socket.getaddrinfo("example.org", 443)
    with pytest.raises(BeyondThisMachine):
        socket.gethostbyname("example.org")


async def test_this_machine_can_be_reached(tmp_path: Path) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"hallo")
        writer.close()

    servers = [await asyncio.start_server(answer, "127.0.0.1", 0), await asyncio.start_unix_server(answer, tmp_path / "socket")]
    port = servers[0].sockets[0].getsockname()[1]
    for reader, writer in (await asyncio.open_connection("127.0.0.1", port), await asyncio.open_unix_connection(tmp_path / "socket")):
        assert await reader.read() == b"hallo"
        writer.close()
    for server in servers:
        server.close()
        await server.wait_closed()
