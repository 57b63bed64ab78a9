"""One line a turn, and in no line a text, a name or an id."""

from __future__ import annotations

import logging
import re

import pytest

from bot import turn
from bot.log import Log
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Attachment, Command, Due, Edited, Location, Press, Text
from knowledge import Knowledge
from tests.turn.person import Person

NAME = "Wilhelmina-de-Groot"
SECRETS = ("geheimzinnig", "Klaas", "06-12345678", "event-4711", NAME, "kamer van")


async def _converse(person: Person) -> None:
    await person.begin_a_scan()
    await person.do(Text("notitie: Klaas heeft 06-12345678"), "event-4711")
    await person.do(Text("geheimzinnig"), "event-4711")
    await person.do(Text("geheimzinnig Klaas 06-12345678?"))
    await person.do(Edited("geheimzinnig"))
    await person.do(Command("geheimzinnig", "Klaas"))
    await person.do(Press("geheimzinnig"))
    await person.do(Due("geheimzinnig"))
    await person.do(Attachment("geheimzinnig"))
    await person.do(Location(52.1, 5.1))


async def test_no_line_tells_what_was_said_or_by_whom(
    store: Store, knowledge: Knowledge, turns: Turns, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG, "lobgids")
    person = Person(store, turns, NAME)
    await _converse(person)

    def broken(*arguments: object) -> object:
        raise KeyError(*arguments)

    monkeypatch.setattr(turn, "respond", broken)
    await person.do(Text("geheimzinnig Klaas"))
    lines = [record.getMessage() for record in caplog.records if record.name == "lobgids"]
    assert len(lines) >= 14
    text = "\n".join(logging.Formatter().format(record) for record in caplog.records if record.name == "lobgids")
    assert [secret for secret in SECRETS if secret in text] == []


async def test_a_line_tells_what_happened(turns: Turns, store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "lobgids")
    person = Person(store, turns, NAME)
    await person.do(Command("start"), "e1")
    await person.do(Command("start"), "e1")
    first, second = (record.getMessage() for record in caplog.records if record.name == "lobgids")
    assert re.fullmatch(r"turn channel=proef person=[0-9a-f]{12} event=command topic=home→home effects=Outgoing ms=\d+\.\d", first)
    assert re.fullmatch(r"turn channel=proef person=[0-9a-f]{12} event=command repeated ms=\d+\.\d", second)


async def test_a_failure_tells_where_but_not_what(
    turns: Turns, store: Store, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> object:
        raise KeyError("geheimzinnig")

    monkeypatch.setattr(turn, "respond", broken)
    await Person(store, turns).do(Text("geheimzinnig"))
    (line,) = (record.getMessage() for record in caplog.records if record.levelno == logging.ERROR)
    assert "error=KeyError" in line
    assert "test_log.py" in line


def test_a_person_is_named_the_same_within_one_data_folder_only() -> None:
    log = Log(b"one")
    assert log.who("console:ik") == Log(b"one").who("console:ik") != log.who("console:jij")
    assert log.who("console:ik") != Log(b"other").who("console:ik")
    assert log.who("\ud800")
