"""What the Bot API takes: our own table of the methods that we use, held against the official specification where that is at hand.

Everything outside of the table is refused, so that a call with a field that nobody looked at fails a test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.peers.telegram.markup import Wrong, plain
from tests.peers.telegram.media import UPLOAD_BYTES_MOST

Fields = Mapping[str, tuple[tuple[str, ...], bool]]
"""By name: the types that a field may have, and whether it must be there."""

CHAT = (("Integer", "String"), True)
KEYBOARD = (("InlineKeyboardMarkup", "ReplyKeyboardMarkup", "ReplyKeyboardRemove", "ForceReply"), False)
FILE = (("InputFile", "String"), True)
PREVIEW = (("LinkPreviewOptions",), False)
MARKUP = (("String",), False)

METHODS: dict[str, Fields] = {
    "getMe": {},
    "getWebhookInfo": {},
    "getUpdates": {
        "offset": (("Integer",), False),
        "limit": (("Integer",), False),
        "timeout": (("Integer",), False),
        "allowed_updates": (("Array of String",), False),
    },
    "setWebhook": {
        "url": (("String",), True),
        "max_connections": (("Integer",), False),
        "allowed_updates": (("Array of String",), False),
        "secret_token": (("String",), False),
    },
    "deleteWebhook": {"drop_pending_updates": (("Boolean",), False)},
    "sendMessage": {
        "chat_id": CHAT,
        "text": (("String",), True),
        "parse_mode": MARKUP,
        "link_preview_options": PREVIEW,
        "reply_markup": KEYBOARD,
    },
    "sendPhoto": {
        "chat_id": CHAT,
        "photo": FILE,
        "caption": (("String",), False),
        "parse_mode": MARKUP,
        "reply_markup": KEYBOARD,
    },
    "sendDocument": {
        "chat_id": CHAT,
        "document": FILE,
        "caption": (("String",), False),
        "disable_content_type_detection": (("Boolean",), False),
        "reply_markup": KEYBOARD,
    },
    **{
        f"send{kind.capitalize()}": {"chat_id": CHAT, kind: FILE, "caption": (("String",), False), "reply_markup": KEYBOARD}
        for kind in ("animation", "audio", "video", "voice")
    },
    "getFile": {"file_id": (("String",), True)},
    "deleteMessage": {"chat_id": CHAT, "message_id": (("Integer",), True)},
    "editMessageCaption": {
        "chat_id": (("Integer", "String"), False),
        "message_id": (("Integer",), False),
        "caption": (("String",), False),
        "reply_markup": (("InlineKeyboardMarkup",), False),
    },
    "editMessageText": {
        "chat_id": (("Integer", "String"), False),
        "message_id": (("Integer",), False),
        "text": (("String",), False),
        "parse_mode": MARKUP,
        "link_preview_options": PREVIEW,
        "reply_markup": (("InlineKeyboardMarkup",), False),
    },
    "sendChatAction": {"chat_id": CHAT, "action": (("String",), True)},
    "answerCallbackQuery": {"callback_query_id": (("String",), True), "text": (("String",), False)},
    "leaveChat": {"chat_id": CHAT},
    "setMyCommands": {"commands": (("Array of BotCommand",), True), "scope": (("BotCommandScope",), False)},
    "getMyCommands": {"scope": (("BotCommandScope",), False)},
    "getMyDescription": {},
    "getMyShortDescription": {},
    "setMyDescription": {"description": (("String",), False)},
    "setMyShortDescription": {"short_description": (("String",), False)},
}
TYPES: dict[str, Fields] = {
    "InlineKeyboardMarkup": {"inline_keyboard": (("Array of Array of InlineKeyboardButton",), True)},
    "InlineKeyboardButton": {"text": (("String",), True), "callback_data": (("String",), False)},
    "LinkPreviewOptions": {"is_disabled": (("Boolean",), False)},
    "BotCommand": {"command": (("String",), True), "description": (("String",), True)},
    "BotCommandScopeChat": {"type": (("String",), True), "chat_id": CHAT},
}
STANDS_FOR = {"BotCommandScope": "BotCommandScopeChat", "ReplyKeyboardMarkup": "InlineKeyboardMarkup"}
"""Of types with several forms, the one that we use."""

ROW_MOST, BUTTONS_MOST, MARKUP_BYTES_MOST = 8, 100, 10_000
PHOTO_BYTES_MOST = 10_000_000


class NotOurs(Exception):
    """A call that is not in the table: no such field, or of another type. That is a fault of ours, whatever a server says."""


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def check(method: str, given: Mapping[str, str], files: Mapping[str, bytes]) -> dict[str, Any]:
    """The values of a call, each of its type.

    Raises:
        NotOurs, Wrong: It is not as it must be.
    """
    fields = METHODS[method]
    given, files = _attached(given, files)
    if unknown := (given.keys() | files.keys()) - fields.keys():
        raise NotOurs(f"{method} has no field {sorted(unknown)} in the table")
    if lacking := {name for name, (_, needed) in fields.items() if needed} - given.keys() - files.keys():
        raise Wrong(f"{method}: lacks {sorted(lacking)}")
    values = {name: _value(f"{method}.{name}", value, fields[name][0]) for name, value in given.items()}
    for name, content in files.items():
        if "InputFile" not in fields[name][0]:
            raise NotOurs(f"{method}.{name} is no file")
        values[name] = content
    if method in _LIMITS:
        _LIMITS[method](values)
    return values


def _attached(given: Mapping[str, str], files: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, bytes]]:
    """A file may come under a name of its own, to which the field refers as `attach://name`."""
    names = {field: value.removeprefix("attach://") for field, value in given.items() if value.startswith("attach://")}
    if lacking := set(names.values()) - files.keys():
        raise Wrong(f"wrong file: nothing is attached as {sorted(lacking)}")
    left = {name: content for name, content in files.items() if name not in names.values()}
    return (
        {field: value for field, value in given.items() if field not in names},
        {**left, **{field: files[name] for field, name in names.items()}},
    )


def _value(where: str, text: str, types: tuple[str, ...]) -> Any:
    """A form field as the value that it stands for; JSON where the type is not a plain one."""
    if "Integer" in types and re.fullmatch(r"-?\d+", text):
        return int(text)
    if "Boolean" in types and text in ("true", "false"):
        return text == "true"
    if "String" in types:
        return text
    try:
        value = json.loads(text)
    except ValueError:
        raise NotOurs(f"{where}: {text!r} is none of {types}") from None
    _typed(where, value, types[0])
    return value


def _typed(where: str, value: Any, kind: str) -> None:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise NotOurs(f"{where} is no list")
        for one in value:
            _typed(where, one, kind.removeprefix("Array of "))
        return
    plain = {"String": str, "Integer": int, "Boolean": bool}
    if kind in plain:
        if not isinstance(value, plain[kind]):
            raise NotOurs(f"{where}: {value!r} is no {kind}")
        return
    fields = TYPES[STANDS_FOR.get(kind, kind)]
    if not isinstance(value, dict) or value.keys() - fields.keys():
        raise NotOurs(f"{where}: {value!r} is not a {kind} of the table")
    for name, (types, needed) in fields.items():
        if name in value:
            _typed(f"{where}.{name}", value[name], _fitting(value[name], types))
        elif needed:
            raise NotOurs(f"{where} lacks {name}")


def _fitting(value: Any, types: tuple[str, ...]) -> str:
    return "Integer" if "Integer" in types and isinstance(value, int) else types[-1]


# ── limits ────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(values: Mapping[str, Any]) -> None:
    text = shown(values, "text")
    if not text.strip():
        raise Wrong("message text is empty")
    if units(text) > 4096:
        raise Wrong("message is too long")
    _keyboard(values)


def shown(values: Mapping[str, Any], field: str) -> str:
    """A text or caption as it counts: after its markup is parsed."""
    text: str = values.get(field, "")
    mode = values.get("parse_mode", "")
    if mode and mode != "HTML":
        raise NotOurs(f"parse_mode {mode}")
    return plain(text) if mode else text


def _photo(values: Mapping[str, Any]) -> None:
    if units(shown(values, "caption")) > 1024:
        raise Wrong("message caption is too long")
    photo = values["photo"]
    _file(photo)
    if not isinstance(photo, bytes) or photo.startswith(b"\xff\xd8\xff"):
        _keyboard(values)
        return
    if not photo.startswith(b"\x89PNG"):
        raise Wrong("IMAGE_PROCESS_FAILED")
    width, height = (int.from_bytes(photo[place : place + 4], "big") for place in (16, 20))
    if len(photo) > PHOTO_BYTES_MOST or width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise Wrong("PHOTO_INVALID_DIMENSIONS")
    _keyboard(values)


def _document(values: Mapping[str, Any]) -> None:
    if units(values.get("caption", "")) > 1024:
        raise Wrong("message caption is too long")
    _file(values["document"])
    _keyboard(values)


def _by_id(kind: str) -> Callable[[Mapping[str, Any]], None]:
    def limited(values: Mapping[str, Any]) -> None:
        _caption(values)
        if isinstance(values[kind], bytes):
            raise NotOurs(f"{kind} is only sent on by its id")
        _file(values[kind])

    return limited


def _caption(values: Mapping[str, Any]) -> None:
    if units(shown(values, "caption")) > 1024:
        raise Wrong("message caption is too long")
    _keyboard(values)


def _file(given: Any) -> None:
    """Bytes, or something that can be the id of a file; whether there is one the server tells."""
    if isinstance(given, bytes):
        if not given:
            raise Wrong("file must be non-empty")
        if len(given) > UPLOAD_BYTES_MOST:
            raise Wrong("Request Entity Too Large")
    elif not re.fullmatch(r"[A-Za-z0-9_-]{8,}", given):
        raise Wrong("wrong file identifier/HTTP URL specified")


def _keyboard(values: Mapping[str, Any]) -> None:
    rows = values.get("reply_markup", {}).get("inline_keyboard", [])
    if sum(map(len, rows)) > BUTTONS_MOST or any(not 0 < len(row) <= ROW_MOST for row in rows):
        raise NotOurs("more buttons than phones show")
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise Wrong("inline keyboard button text must be non-empty")
        if not 0 < len(button.get("callback_data", "").encode()) <= 64:
            raise Wrong("BUTTON_DATA_INVALID")
    if len(json.dumps(rows)) > MARKUP_BYTES_MOST:
        raise Wrong("reply markup is too long")


def _commands(values: Mapping[str, Any]) -> None:
    for command in values["commands"]:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise Wrong("BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"]) <= 256:
            raise Wrong("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(values["commands"]) > 100:
        raise Wrong("BOT_COMMANDS_TOO_MUCH")


def _hook(values: Mapping[str, Any]) -> None:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", values.get("secret_token", "x")):
        raise Wrong("secret token contains unallowed characters")
    if not 1 <= values.get("max_connections", 40) <= 100:
        raise NotOurs("max_connections")


def _at_most(name: str, most: int) -> Callable[[Mapping[str, Any]], None]:
    def limited(values: Mapping[str, Any]) -> None:
        if units(values.get(name, "")) > most:
            raise Wrong(f"{name} is too long")

    return limited


def _updates(values: Mapping[str, Any]) -> None:
    if not 1 <= values.get("limit", 100) <= 100 or values.get("timeout", 0) < 0:
        raise NotOurs("getUpdates limits")


_LIMITS: dict[str, Callable[[Mapping[str, Any]], None]] = {
    "sendMessage": _text,
    "editMessageText": _text,
    "sendPhoto": _photo,
    "sendDocument": _document,
    **{f"send{kind.capitalize()}": _by_id(kind) for kind in ("animation", "audio", "video", "voice")},
    "editMessageCaption": _caption,
    "setMyCommands": _commands,
    "setWebhook": _hook,
    "getUpdates": _updates,
    "answerCallbackQuery": _at_most("text", 200),
    "setMyDescription": _at_most("description", 512),
    "setMyShortDescription": _at_most("short_description", 120),
}
