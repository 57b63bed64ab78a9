"""The one port that the guide opens, and only when it is asked to: health, and what channels serve."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aiohttp import web

from bot.ear import CannotStart

WRONG_ADDRESS = "LOBGIDS_HTTP moet een adres en een poort zijn, zoals 127.0.0.1:8080"
TAKEN = "Poort {port} op {host} is niet te openen ({why}). Draait daar al iets? Kies een andere in LOBGIDS_HTTP."


class Http:
    """The server.

    Args:
        address: `host:port`.
        health: The parts of the guide by name, and whether each is well.
        needed: The parts without which it can't do its work; only for these is the answer 503. A broken edit or a failing encoder is told
            and the guide goes on, and starting it anew would not help.

    Raises:
        CannotStart: That is no address.
    """

    def __init__(self, address: str, health: Callable[[], dict[str, bool]], needed: Sequence[str], routes: Sequence[web.RouteDef]) -> None:
        host, _, port = address.rpartition(":")
        if not port.isdecimal() or int(port) > 65535:
            raise CannotStart(WRONG_ADDRESS, 2)
        self._host, self._port = host.strip("[]") or "127.0.0.1", int(port)
        self._health = health
        self._needed = needed
        application = web.Application()
        application.add_routes([web.get("/health", self._answer), *routes])
        self._runner = web.AppRunner(application, access_log=None, handle_signals=False, shutdown_timeout=3.0)

    async def open(self) -> None:
        """Listen.

        Raises:
            CannotStart: The port is taken, or may not be opened.
        """
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise CannotStart(TAKEN.format(port=self._port, host=self._host, why=error.strerror or type(error).__name__)) from None

    async def close(self) -> None:
        """Listen no more; requests that were begun are answered."""
        await self._runner.cleanup()

    async def _answer(self, _request: web.Request) -> web.Response:
        parts = self._health()
        return web.json_response(parts, status=200 if all(parts[name] for name in self._needed) else 503)
