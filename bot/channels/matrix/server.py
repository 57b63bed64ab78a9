"""The homeserver's client API over HTTP, one request at a time: what it asks us to wait for is told, and never slept through here.

Source: https://spec.matrix.org/latest/client-server-api/#standard-error-response and #rate-limiting. matrix-nio's own requests sleep as
long as the server asks, for ever, and keep whoever waits behind them waiting too.
"""

from __future__ import annotations

import http
from typing import Any
from urllib.parse import quote

import aiohttp

from bot.files import at_most
from bot.voice import TryLater

ANSWER_SECONDS = 20.0
MEDIA_SECONDS = 60.0
PART_BYTES = 65_536
LIMITED_SECONDS = 5.0
"""How long to wait when the server refuses for its rate limits and does not say for how long."""


class Limited(TryLater):
    """The server's rate limits are reached."""


class Refusal(Exception):
    """The server does not do it, and would not do it later.

    Args:
        code: Its error code, such as `M_FORBIDDEN`.
        body: Its whole answer.
    """

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status = status
        self.code = str(body.get("errcode", ""))
        self.body = body
        super().__init__(f"{status} {self.code}")


class Server:
    """One pool of connections to the homeserver.

    Args:
        root: Its address, as in `https://matrix.example`.
    """

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/")
        self.token = ""
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """From now on requests can be made."""
        self._session = aiohttp.ClientSession(trust_env=self.root.startswith("https://"))

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def ask(
        self, method: str, path: str, json: dict[str, Any] | None = None, *, seconds: float = ANSWER_SECONDS, **query: str
    ) -> dict[str, Any]:
        """Make a request of `/_matrix/client/v3`; the answer.

        Raises:
            TryLater: There was no (whole) answer, and what was asked may be done or not; `Limited` when it was not done for its limits.
            Refusal: It was not done.
        """
        body = json if json is not None or method == "GET" else {}
        return await self._request(method, f"/_matrix/client/v3{path}", seconds, json=body, params=query)

    async def upload(self, data: bytes, kind: str) -> str:
        """Put a file in the server's media; its address there.

        Raises:
            TryLater, Refusal: As with `ask`.
        """
        answer = await self._request("POST", "/_matrix/media/v3/upload", MEDIA_SECONDS, data=data, headers={"Content-Type": kind})
        return str(answer["content_uri"])

    async def download(self, path: str, most_bytes: int) -> bytes:
        """A file from the server's media, whole.

        Raises:
            TryLater, Refusal: As with `ask`.
            NoFile: It is larger, or empty.
        """
        assert self._session is not None, "open first"
        headers, timeout = {"Authorization": f"Bearer {self.token}"}, aiohttp.ClientTimeout(total=MEDIA_SECONDS)
        try:
            async with self._session.get(self.root + path, headers=headers, timeout=timeout) as answer:
                if answer.status == http.HTTPStatus.OK:
                    return await at_most(answer.content.iter_chunked(PART_BYTES), most_bytes)
                found = _checked(answer.status, await answer.json(content_type=None))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            raise TryLater(0) from error
        raise Refusal(answer.status, found)

    async def _request(self, method: str, path: str, seconds: float, **more: Any) -> dict[str, Any]:
        assert self._session is not None, "open first"
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= more.pop("headers", {})
        timeout = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._session.request(method, self.root + path, headers=headers, timeout=timeout, **more) as answer:
                body = await answer.json(content_type=None)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            raise TryLater(0) from error
        return _checked(answer.status, body)


def _checked(status: int, body: Any) -> dict[str, Any]:
    """The body of an answer that is none of the refusals."""
    found = body if isinstance(body, dict) else {}
    if status == 429 or found.get("errcode") == "M_LIMIT_EXCEEDED":
        raise Limited(float(found.get("retry_after_ms") or LIMITED_SECONDS * 1000) / 1000)
    if status >= 500:
        raise TryLater(0)
    if status >= 400:
        raise Refusal(status, found)
    return found


def part(text: str) -> str:
    """A room, user or event as a part of a path."""
    return quote(text, safe="")
