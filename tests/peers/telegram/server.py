"""A strict Bot API server on 127.0.0.1: it refuses what Telegram refuses, and breaks down when it is asked to.

What it keeps is what tests look at: the chats as people see them, every call, and what was in them that the table does not know.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.peers.telegram.chats import BOT, Chats, Message, as_json
from tests.peers.telegram.markup import Wrong
from tests.peers.telegram.media import DOWNLOAD_BYTES_MOST, MEDIA, UPLOAD_BYTES_MOST, Files, Kept, Upload
from tests.peers.telegram.rules import METHODS, NotOurs, check, shown

TOKEN = "123456:strict"
KEPT_SECONDS = 24 * 3600.0
SENDING = ("sendMessage", *MEDIA, "editMessageText", "editMessageCaption", "deleteMessage")


@dataclass(frozen=True)
class Call:
    """One call, with what the server made of it."""

    at: float
    method: str
    values: dict[str, Any]
    status: int


@dataclass(frozen=True)
class Fault:
    """What goes wrong with a call.

    Args:
        done: Whether the server does what was asked, and only the answer goes wrong.
        status: The answer; 0 cuts the connection.
        seconds: How long it takes: before it is done, or else before it is answered.
    """

    done: bool = False
    status: int = 0
    seconds: float = 0.0
    retry_after: int = 0


@dataclass
class Limits:
    """Budgets over the last second; None sets none.

    Args:
        bot: Messages over all chats.
        chat, burst: Messages a second in one chat, after so many at once.
    """

    bot: int | None = None
    chat: float | None = None
    burst: int = 3
    retry_after: int = 1


class Refusal(Exception):
    """An answer that is not ok."""

    def __init__(self, status: int, text: str, **parameters: int) -> None:
        super().__init__(text)
        self.status = status
        self.answer = {"ok": False, "error_code": status, "description": text, **({"parameters": parameters} if parameters else {})}


class BotApi:
    """The server. `fault` is asked at each call what goes wrong with it."""

    def __init__(self) -> None:
        self.chats = Chats()
        self.limits = Limits()
        self.files = Files()
        self.calls: list[Call] = []
        self.not_ours: list[str] = []
        self.fault: Callable[[str, dict[str, str]], Fault | None] = lambda method, given: None
        self.latency_seconds = 0.0
        self.updates: deque[tuple[int, float, dict[str, Any]]] = deque()
        self.callbacks: dict[str, float] = {}
        self.answered: list[str] = []
        self.webhook: dict[str, Any] = {}
        self.descriptions = {"description": "", "short_description": ""}
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.confirmed = 0
        self.repeated: list[dict[str, Any]] = []
        self.confirmed_updates: list[tuple[int, float, dict[str, Any]]] = []
        self.news = asyncio.Condition()
        self._numbers, self._messages = itertools.count(1000), itertools.count(1)
        self._polling = 0
        self._sent: deque[float] = deque()
        self._budgets: dict[int, float] = {}
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def asked_for_updates(self) -> int:
        """How often somebody began to ask for updates."""
        return self._polling

    # ── its life ──────────────────────────────────────────────────────────────────────────────────────────────

    async def start(self) -> None:
        """Listen; on the same port as before, when it was there before."""
        application = web.Application(client_max_size=UPLOAD_BYTES_MOST + 1_000_000)
        download = web.get(f"/file/bot{TOKEN}/kept/{{id}}", self.files.download)
        application.add_routes([web.route("*", "/bot{token}/{method}", self._answer), download])
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Be gone; what is known stays known."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def push(self, update: dict[str, Any]) -> int:
        """An update for the bot; returns its number."""
        number = next(self._numbers)
        self.updates.append((number, time.time(), {"update_id": number, **update}))
        await self._tell()
        return number

    async def confirm(self, number: int) -> None:
        """An update was taken in by a webhook."""
        self.updates = deque(one for one in self.updates if one[0] != number)
        self.confirmed = max(self.confirmed, number)
        await self._tell()

    async def wait(self, there: Callable[[], bool], seconds: float = 30.0) -> None:
        """Until something is there, looked at after each call."""
        async with asyncio.timeout(seconds), self.news:
            await self.news.wait_for(there)

    async def _tell(self) -> None:
        async with self.news:
            self.news.notify_all()

    # ── calls ─────────────────────────────────────────────────────────────────────────────────────────────────

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given, files = await _given(request)
        fault = self.fault(method, given)
        await asyncio.sleep(self.latency_seconds + (fault.seconds if fault and not fault.done else 0))
        if fault and not fault.done and (fault.status or not fault.seconds):
            return await self._break(request, fault, method)
        try:
            result = await self._call(request.match_info["token"], method, given, files)
            status, answer = 200, {"ok": True, "result": result}
        except Refusal as refusal:
            status, answer = refusal.status, refusal.answer
        self.calls.append(Call(time.monotonic(), method, {**given, **dict.fromkeys(files, "file")}, status))
        await self._tell()
        if fault and fault.done:
            await asyncio.sleep(fault.seconds)
            return await self._break(request, fault, method)
        return web.json_response(answer, status=status)

    async def _break(self, request: web.Request, fault: Fault, method: str) -> web.StreamResponse:
        if not fault.status:
            if request.transport:
                request.transport.abort()
            return web.Response()
        self.calls.append(Call(time.monotonic(), method, {}, fault.status))
        await self._tell()
        if fault.status == 429:
            refusal = Refusal(429, f"Too Many Requests: retry after {fault.retry_after}", retry_after=fault.retry_after)
            return web.json_response(refusal.answer, status=429)
        return web.Response(status=fault.status, text="<html>even niet</html>", content_type="text/html")

    async def _call(self, token: str, method: str, given: dict[str, str], files: dict[str, Upload]) -> Any:
        if token != TOKEN:
            raise Refusal(401, "Unauthorized")
        if method not in METHODS:
            self.not_ours.append(method)
            raise Refusal(404, "Not Found: method not found")
        try:
            values = check(method, given, files)
        except NotOurs as error:
            self.not_ours.append(str(error))
            raise Refusal(400, f"Bad Request: {error}") from None
        except Wrong as error:
            raise Refusal(400, f"Bad Request: {error}") from None
        if method in SENDING:
            self._check_chat(values["chat_id"])
            self._check_budget(values["chat_id"])
        return self._media(MEDIA[method], values) if method in MEDIA else await getattr(self, f"_{method}")(values)

    def _check_chat(self, chat: int) -> None:
        known = self.chats
        if chat in known.moved:
            raise Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=known.moved[chat])
        if chat in known.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if chat in known.deactivated:
            raise Refusal(403, "Forbidden: user is deactivated")
        if chat in known.unknown:
            raise Refusal(400, "Bad Request: chat not found")

    def _check_budget(self, chat: int) -> None:
        limits, now = self.limits, time.monotonic()
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        over = limits.bot is not None and len(self._sent) >= limits.bot
        if limits.chat:
            ahead = max(now, self._budgets.get(chat, 0.0)) + 1 / limits.chat
            over = over or ahead > now + limits.burst / limits.chat
            if not over:
                self._budgets[chat] = ahead
        if over:
            raise Refusal(429, f"Too Many Requests: retry after {limits.retry_after}", retry_after=limits.retry_after)
        self._sent.append(now)

    # ── methods ───────────────────────────────────────────────────────────────────────────────────────────────

    async def _getMe(self, values: dict[str, Any]) -> Any:  # noqa: N802
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    async def _getUpdates(self, values: dict[str, Any]) -> Any:  # noqa: N802
        if self.webhook.get("url"):
            raise Refusal(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        self._polling += 1
        mine = self._polling
        offset = values.get("offset", 0)
        while self.updates and self.updates[0][0] < offset:
            self.confirmed_updates.append(self.updates.popleft())
            self.confirmed = max(self.confirmed, self.confirmed_updates[-1][0])
        await self._tell()
        ends = time.monotonic() + values.get("timeout", 0)
        while not (waiting := self._kept()) and not self.repeated and time.monotonic() < ends and mine == self._polling:
            async with self.news:
                try:
                    await asyncio.wait_for(self.news.wait(), max(0.0, min(0.5, ends - time.monotonic())))
                except TimeoutError:
                    continue
        if mine != self._polling:
            raise Refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
        again, self.repeated = self.repeated, []
        return [*again, *(update for _, _, update in itertools.islice(waiting, values.get("limit", 100)))]

    def _kept(self) -> deque[tuple[int, float, dict[str, Any]]]:
        while self.updates and self.updates[0][1] < time.time() - KEPT_SECONDS:
            self.updates.popleft()
        return self.updates

    async def _setWebhook(self, values: dict[str, Any]) -> Any:  # noqa: N802
        self.webhook = values
        return True

    async def _deleteWebhook(self, values: dict[str, Any]) -> Any:  # noqa: N802
        self.webhook = {}
        return True

    async def _getWebhookInfo(self, values: dict[str, Any]) -> Any:  # noqa: N802
        count = len(self.updates)
        return {"url": self.webhook.get("url", ""), "has_custom_certificate": False, "pending_update_count": count}

    async def _sendMessage(self, values: dict[str, Any]) -> Any:  # noqa: N802
        return self._said(values["chat_id"], shown(values, "text"), values)

    def _media(self, kind: str, values: dict[str, Any]) -> Any:
        file = self.files.sent(kind, values[kind])
        if file is None:
            raise Refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
        return self._said(values["chat_id"], shown(values, "caption"), values, file)

    async def _getFile(self, values: dict[str, Any]) -> Any:  # noqa: N802
        found = self.files.known.get(values["file_id"])
        if found is None:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if found.size > DOWNLOAD_BYTES_MOST:
            raise Refusal(400, "Bad Request: file is too big")
        return {"file_id": found.id, "file_unique_id": f"u{found.id}", "file_size": found.size, "file_path": f"kept/{found.id}"}

    async def _deleteMessage(self, values: dict[str, Any]) -> Any:  # noqa: N802
        message = self._found(values, "message to delete not found")
        if message.old:
            raise Refusal(400, "Bad Request: message can't be deleted for everyone")
        self.chats.messages[values["chat_id"]].remove(message)
        return True

    def _said(self, chat: int, text: str, values: dict[str, Any], file: Kept | None = None) -> Any:
        message = Message(next(self._messages), text, _rows(values), file, first=text)
        self.chats.messages.setdefault(chat, []).append(message)
        return as_json(chat, message)

    async def _editMessageText(self, values: dict[str, Any]) -> Any:  # noqa: N802
        message = self._found(values, "message to edit not found")
        if message.file:
            raise Refusal(400, "Bad Request: there is no text in the message to edit")
        return self._changed(message, shown(values, "text"), values)

    async def _editMessageCaption(self, values: dict[str, Any]) -> Any:  # noqa: N802
        message = self._found(values, "message to edit not found")
        if not message.file:
            raise Refusal(400, "Bad Request: there is no caption in the message to edit")
        return self._changed(message, shown(values, "caption"), values)

    def _found(self, values: dict[str, Any], refusal: str) -> Message:
        for message in self.chats.messages.get(values["chat_id"], []):
            if message.id == values["message_id"]:
                return message
        raise Refusal(400, f"Bad Request: {refusal}")

    def _changed(self, message: Message, text: str, values: dict[str, Any]) -> Any:
        if (message.text, message.buttons) == (text, _rows(values)):
            same = (
                "specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
            )
            raise Refusal(400, f"Bad Request: message is not modified: {same}")
        message.text, message.buttons, message.edited = text, _rows(values), message.edited + 1
        return as_json(values["chat_id"], message)

    async def _sendChatAction(self, values: dict[str, Any]) -> Any:  # noqa: N802
        return True

    async def _answerCallbackQuery(self, values: dict[str, Any]) -> Any:  # noqa: N802
        id = values["callback_query_id"]
        if time.time() - self.callbacks.pop(id, 0.0) > 15:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.answered.append(id)
        return True

    async def _leaveChat(self, values: dict[str, Any]) -> Any:  # noqa: N802
        self.chats.left.append(values["chat_id"])
        return True

    async def _setMyCommands(self, values: dict[str, Any]) -> Any:  # noqa: N802
        self.commands[str(values.get("scope", {}).get("chat_id", ""))] = values["commands"]
        return True

    async def _getMyCommands(self, values: dict[str, Any]) -> Any:  # noqa: N802
        return self.commands.get(str(values.get("scope", {}).get("chat_id", "")), [])

    async def _setMyDescription(self, values: dict[str, Any]) -> Any:  # noqa: N802
        self.descriptions.update(values)
        return True

    async def _getMyDescription(self, values: dict[str, Any]) -> Any:  # noqa: N802
        return {"description": self.descriptions["description"]}

    _setMyShortDescription = _setMyDescription  # noqa: N815

    async def _getMyShortDescription(self, values: dict[str, Any]) -> Any:  # noqa: N802
        return {"short_description": self.descriptions["short_description"]}


async def _given(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    """What a call brings along, in its address, in a form, or as JSON."""
    given: dict[str, str] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        found = await request.json()
        return {**given, **{name: value if isinstance(value, str) else json.dumps(value) for name, value in found.items()}}, files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.file.read())
            files[name].name = value.filename
        else:
            given[name] = str(value)
    return given, files


def _rows(values: dict[str, Any]) -> list[list[dict[str, str]]]:
    rows: list[list[dict[str, str]]] = values.get("reply_markup", {}).get("inline_keyboard", [])
    return rows
