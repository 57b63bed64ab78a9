"""Between the guide and its homeserver: passes everything on, and breaks what it is told to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp import web
from msgspec import Struct

HOP = ("transfer-encoding", "connection", "content-encoding", "content-length", "host", "keep-alive")


class Fault(Struct, frozen=True):
    """What goes wrong with a request.

    Args:
        done: Whether the server does what was asked before it goes wrong.
        seconds: How long the answer takes.
        retry_after: 429 with so many seconds; None cuts the connection instead.
    """

    done: bool = False
    seconds: float = 0.0
    retry_after: float | None = None


class Between:
    """The proxy.

    Attributes:
        fault: Decides on a request, by its method and path.
        edit: Changes what the server answers to a sync.
        passed: What was passed on.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self.fault: Callable[[str, str], Fault | None] = lambda method, path: None
        self.edit: Callable[[dict[str, Any]], None] | None = None
        self.passed: list[tuple[str, str]] = []
        self.root = ""
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        application = web.Application(client_max_size=100_000_000)
        application.router.add_route("*", "/{path:.*}", self._pass)
        self._session = aiohttp.ClientSession(auto_decompress=True)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.root = f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        assert self._runner
        assert self._session
        await self._session.close()
        await self._runner.cleanup()

    async def _pass(self, request: web.Request) -> web.StreamResponse:
        fault = self.fault(request.method, request.path)
        if fault and fault.retry_after is not None:
            body = {"errcode": "M_LIMIT_EXCEEDED", "error": "rustig aan", "retry_after_ms": round(fault.retry_after * 1000)}
            return web.json_response(body, status=429)
        if fault and not fault.done:
            return self._cut(request)
        answer = await self._forward(request)
        if fault:
            await asyncio.sleep(fault.seconds)
            return self._cut(request)
        return answer

    async def _forward(self, request: web.Request) -> web.StreamResponse:
        assert self._session
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP}
        data = await request.read()
        try:
            async with self._session.request(request.method, self._root + request.raw_path, headers=headers, data=data) as answer:
                body = await answer.read()
        except (aiohttp.ClientError, OSError):
            return self._cut(request)
        if self.edit and request.path.endswith("/sync"):
            found = json.loads(body)
            self.edit(found)
            body = json.dumps(found).encode()
        self.passed.append((request.method, request.path))
        kept = {name: value for name, value in answer.headers.items() if name.lower() not in HOP}
        return web.Response(status=answer.status, body=body, headers=kept)

    def _cut(self, request: web.Request) -> web.StreamResponse:
        if request.transport:
            request.transport.abort()
        return web.Response(status=500)
