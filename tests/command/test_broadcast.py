"""A terminal says messages to many: to whoever wants news there, between two lines, once, with nothing else running."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.clock import now, stamp
from bot.storage.engine import DATABASE_FILE
from tests.command.lobgids import Line, Lobgids, Message, as_input, labels, texts
from tests.crash.broadcast import BROADCAST

WORDS = "Op 3 februari is er een bijeenkomst over LOB."


@pytest.fixture
def town(lobgids: Lobgids) -> Lobgids:
    """A medewerker, somebody who wants news and somebody who does not; and a message whose time has come."""
    code = re.search(r"koppel (\S+)", lobgids.run("invite", "--role", "medewerker").out)
    assert code
    lobgids.chat(f"koppel {code[1]}", person="mies")
    lobgids.chat("hoi", "docent", "nieuws", "ja", person="lezer")
    lobgids.chat("hoi", "docent", "nieuws", "nee", person="ander")
    _change(lobgids.folder, BROADCAST, 1, WORDS, stamp(now()), "{}")
    _change(lobgids.folder, "UPDATE broadcasts SET author = (SELECT id FROM persons WHERE key = 'console:mies')")
    return lobgids


def test_who_wants_news_gets_it_once_and_its_author_hears_so(town: Lobgids) -> None:
    assert WORDS not in _heard(town, "ander")
    assert WORDS not in _heard(town, "mies")
    first = town.run("chat", "--json", "--person", "lezer", given=b"hoi\nmenu\n")
    assert (first.code, first.err) == (0, "")
    assert _heard_in(first.lines).count(WORDS) == 1
    message = next(line for line in first.lines if WORDS in line.get("text", ""))
    assert labels(message) == ["Vraag hierover", "Afmelden"]
    assert WORDS not in _heard(town, "lezer")
    assert _rows(town.folder, "SELECT channel, status FROM broadcast_recipients") == [("console", "said")]
    assert _rows(town.folder, "SELECT status FROM broadcasts") == [("ended",)]
    assert "Bericht 1 is verstuurd.\n\nBezorgd 1" in _heard(town, "mies")


def test_its_buttons_work_and_numbers_still_mean_the_conversation(town: Lobgids) -> None:
    lines: list[Line] = ["hoi", "1", {"press": "omroep:vraag:1"}, "Is er parkeerplaats?", {"press": "omroep:af:1"}]
    said = town.run("chat", "--json", "--person", "lezer", given=b"".join(map(as_input, lines)))
    heard = _heard_in(said.lines)
    assert WORDS in heard
    assert _rows(town.folder, "SELECT text FROM broadcast_questions") == [("Is er parkeerplaats?",)]
    assert _rows(town.folder, "SELECT news FROM persons WHERE key = 'console:lezer'") == [("no",)]


def test_people_see_it_in_plain_text_too(town: Lobgids) -> None:
    ended = town.run("chat", "--person", "lezer", given=b"hoi\n")
    assert (ended.code, ended.out.count(WORDS)) == (0, 1)
    assert "Afmelden" in ended.out


def _heard(lobgids: Lobgids, person: str) -> str:
    """All that somebody is told around one word of theirs."""
    ended = lobgids.run("chat", "--json", "--person", person, given=b"menu\n")
    assert (ended.code, ended.err) == (0, "")
    return _heard_in(ended.lines)


def _heard_in(lines: list[Message]) -> str:
    return "\n".join(texts([line for line in lines if "text" in line]))


def _change(folder: Path, sql: str, *values: Any) -> None:
    connection = sqlite3.connect(folder / DATABASE_FILE)
    with connection:
        connection.execute(sql, values)
    connection.close()


def _rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(folder / DATABASE_FILE)
    try:
        return list(connection.execute(sql))
    finally:
        connection.close()
