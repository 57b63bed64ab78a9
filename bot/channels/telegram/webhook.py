"""Telegram brings the updates itself: each is answered 200 when its turn is on the disk, so that one that is not comes again."""

from __future__ import annotations

import hmac
import json
import logging
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.web_exceptions import HTTPRequestEntityTooLarge

from bot.channels.telegram.hear import number
from bot.channels.telegram.receive import Receiver
from bot.ear import NotKept

BODY_BYTES_MOST = 1_000_000
RETRY_SECONDS = 2
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of the header)
_logger = logging.getLogger("lobgids")


class Webhook:
    """The place where Telegram posts.

    Args:
        secret: What Telegram must bring along in each request, and nobody else knows.
    """

    def __init__(self, receiver: Receiver, secret: str) -> None:
        self._receiver = receiver
        self._secret = secret.encode()

    async def answer(self, request: web.Request) -> web.Response:
        """One update. Who does not know the secret learns nothing; who sends no update is told so."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="replace"), self._secret):
            return web.Response(status=403)
        try:
            update = json.loads(await _body(request))
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if number(update) is None:
            return web.Response(status=400)
        try:
            await self._receiver.take([update])
        except NotKept:
            return web.Response(status=503, headers={"Retry-After": str(RETRY_SECONDS)})
        return web.Response()


async def _body(request: web.Request) -> bytes:
    """As much as an update may be.

    Raises:
        HTTPRequestEntityTooLarge: It is more; the rest is not read.
    """
    if (request.content_length or 0) > BODY_BYTES_MOST:
        raise HTTPRequestEntityTooLarge(BODY_BYTES_MOST, request.content_length or 0)
    body = bytearray()
    async for part in request.content.iter_any():
        body += part
        if len(body) > BODY_BYTES_MOST:
            raise HTTPRequestEntityTooLarge(BODY_BYTES_MOST, len(body))
    return bytes(body)


def path(url: str) -> str:
    """Where the webhook is served; a proxy before it passes the path on as it is."""
    return urlsplit(url).path or "/"
