"""python-telegram-bot's requests over aiohttp: a quarter of the processor time of its own, and no line of a log with the token in it."""

from __future__ import annotations

import http
from datetime import timedelta
from typing import Any

import aiohttp
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.files import NotGot, at_most

CONNECTIONS_MOST = 100
DOWNLOAD_SECONDS = 60.0
PART_BYTES = 65_536


class Unanswered(NetworkError):
    """It went, and the answer did not come (whole): what was asked may be done."""


class Request(BaseRequest):
    """One pool of connections to the server.

    Args:
        timeout_seconds: How long an answer may take when a call does not say so itself.
        proxies: Whether to go by the proxies that the environment names.
    """

    def __init__(self, timeout_seconds: float, *, proxies: bool) -> None:
        self._timeout_seconds = timeout_seconds
        self._proxies = proxies
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._timeout_seconds

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS_MOST)
            self._session = aiohttp.ClientSession(connector=connector, trust_env=self._proxies)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 (the library decides)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,  # noqa: ARG002
        connect_timeout: Any = None,  # noqa: ARG002
        pool_timeout: Any = None,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Send a request; the code and body of the answer.

        Raises:
            NetworkError: There was no connection, and nothing was asked.
            TimedOut, Unanswered: There was no (whole) answer; whether the server did what was asked is not known.
        """
        assert self._session is not None, "initialize first"
        given = None if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        timeout = aiohttp.ClientTimeout(total=given or self._timeout_seconds, connect=self._timeout_seconds)
        try:
            async with self._session.request(method, url, data=_body(request_data), timeout=timeout) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NetworkError(type(error).__name__) from None
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise Unanswered(type(error).__name__) from None

    async def download(self, url: str, most_bytes: int) -> bytes:
        """A file that somebody sent, from where the server says it is for now.

        Raises:
            NotGot, NoFile: It did not come (whole), or it is larger or empty.
        """
        assert self._session is not None, "initialize first"
        timeout = aiohttp.ClientTimeout(total=DOWNLOAD_SECONDS, connect=self._timeout_seconds)
        try:
            async with self._session.get(url, timeout=timeout) as answer:
                if answer.status != http.HTTPStatus.OK:
                    raise NotGot(0)
                return await at_most(answer.content.iter_chunked(PART_BYTES), most_bytes)
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise NotGot(0) from None  # the error itself may name the address, in which the token stands


def asked_seconds(error: RetryAfter) -> float:
    """How long the server wants us to wait; the library is on its way from a number to a time."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


def _body(data: RequestData | None) -> dict[str, str] | aiohttp.FormData | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
