"""The strict server is strict: its table is that of the official specification, and it refuses what Telegram refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.peers.telegram.markup import Wrong, plain
from tests.peers.telegram.rules import METHODS, TYPES, NotOurs, check

SPECIFICATION = Path(__file__).parents[4] / "shared" / "telegram" / "api.json"
KEYBOARD = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}


def as_form(**values: object) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}


@pytest.mark.parametrize(
    ("method", "values"),
    [
        ("sendMessage", {"chat_id": 1, "text": "hallo", "reply_markup": KEYBOARD}),
        ("sendMessage", {"chat_id": 1, "text": "x" * 4096}),
        ("editMessageText", {"chat_id": 1, "message_id": 2, "text": "hallo"}),
        ("getUpdates", {"offset": 3, "timeout": 25, "allowed_updates": ["message"]}),
        ("setMyCommands", {"commands": [{"command": "scan", "description": "De scan"}], "scope": {"type": "chat", "chat_id": 1}}),
    ],
)
def test_what_is_right_is_taken(method: str, values: dict[str, object]) -> None:
    assert check(method, as_form(**values), {}).keys() == values.keys()


@pytest.mark.parametrize(
    ("method", "values", "why"),
    [
        ("sendMessage", {"chat_id": 1, "text": " \n"}, "empty"),
        ("sendMessage", {"chat_id": 1, "text": "🦉" * 2049}, "too long"),
        ("sendMessage", {"text": "hallo"}, "chat_id"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "é" * 33}]]}},
            "DATA",
        ),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": ""}]]}}, "DATA"),
        ("setMyCommands", {"commands": [{"command": "Scan!", "description": "x"}]}, "COMMAND"),
        ("setMyCommands", {"commands": [{"command": "scan", "description": ""}]}, "DESCRIPTION"),
        ("setWebhook", {"url": "https://x", "secret_token": "spatie hier"}, "secret"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "too long"),
        ("sendPhoto", {"chat_id": 1, "photo": "niet hier"}, "file"),
    ],
)
def test_what_telegram_refuses_is_refused(method: str, values: dict[str, object], why: str) -> None:
    with pytest.raises(Wrong, match=why):
        check(method, as_form(**values), {})


@pytest.mark.parametrize(
    ("method", "values"),
    [
        ("sendMessage", {"chat_id": 1, "text": "x", "parse_mod": "HTML"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_date": "b"}]]}}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "b"}]]}}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[]]}}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": "geen json"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "link_preview_options": {"is_disabled": 1}}),
        ("getUpdates", {"limit": 101}),
        ("getUpdates", {"timeout": -1}),
        ("getUpdates", {"offset": "tien"}),
    ],
)
def test_what_is_outside_of_the_table_is_a_fault_of_ours(method: str, values: dict[str, object]) -> None:
    with pytest.raises(NotOurs):
        check(method, as_form(**values), {})


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é </b>", "Unexpected end tag at byte offset 3"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
    ],
)
def test_broken_markup_is_refused_with_the_place(text: str, refusal: str) -> None:
    with pytest.raises(Wrong, match="can't parse entities: " + re.escape(refusal)):
        check("sendMessage", as_form(chat_id=1, text=text, parse_mode="HTML"), {})


def test_markup_does_not_count_in_the_length_and_without_it_all_is_text() -> None:
    assert plain('<b>5 &gt; 3</b> &amp; <a href="x">&#233;</a> &onbekend;') == "5 > 3 & é &onbekend;"
    check("sendMessage", as_form(chat_id=1, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML"), {})
    check("sendMessage", as_form(chat_id=1, text="<b>open & < los"), {})
    with pytest.raises(Wrong, match="empty"):
        check("sendMessage", as_form(chat_id=1, text="<b> </b>", parse_mode="HTML"), {})


if SPECIFICATION.exists():

    def test_the_table_is_that_of_the_specification() -> None:
        official = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
        for ours, theirs in ((METHODS, official["methods"]), (TYPES, official["types"])):
            for name, fields in ours.items():
                known = {field["name"]: (tuple(field["types"]), field["required"]) for field in theirs[name].get("fields", [])}
                assert {field: known[field] for field in fields} == fields, name
                assert {field for field, (_, needed) in known.items() if needed} <= fields.keys(), name

else:
    print("telegram: no specification beside the project, so that the table of the test server is not held against it")  # noqa: T201
