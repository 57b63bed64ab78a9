"""Of what someone in distress says, no word stays behind: in no row and in no line."""

from __future__ import annotations

import logging

import pytest

from dialogs.language import Command, Edited, Text
from knowledge import Knowledge
from tests.databases import Database
from tests.turn.person import Person

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgres": "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()",
}
SECRETS = ("geheimzinnig", "Klaas", "zelfmoord heeft")


async def kept(database: Database) -> str:
    """Every value of every row."""
    kind = "postgres" if database.address else "sqlite"
    names = [str(row[0]) for row in await database.rows(TABLES[kind])]
    assert "answers" in names
    return "\n".join([repr(row) for name in names for row in await database.rows(f"SELECT * FROM {name}")])


async def test_no_word_of_it_is_kept_when_the_turn_fails_by_our_fault(
    person: Person, database: Database, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await person.begin_a_scan()

    def broken(*_: object) -> None:
        raise KeyError

    monkeypatch.setattr("bot.turn.respond", broken)
    (say,) = await person.do(Text("geheimzinnig, Klaas wil dood"))
    assert say.text == knowledge.distress.message
    assert await database.rows("SELECT * FROM failed") == []
    assert "geheimzinnig" not in await kept(database)


async def test_no_word_of_it_is_kept_or_logged(
    person: Person, database: Database, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await person.begin_a_scan()
    await person.do(Text("notitie: gewoon"))
    await person.do(Text("notitie"))
    said = Text("geheimzinnig, Klaas wil dood, zelfmoord heeft hij gezegd")
    for event in (said, Edited(said.text), Text(f"notitie: {said.text}"), Text(f"/{said.text}"), Command("help", said.text)):
        (say,) = await person.do(event)
        assert say.text == knowledge.distress.message
    found = await kept(database)
    assert "gewoon" in found
    lines = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "event=text topic=scanning→scanning effects=Outgoing" in lines
    assert [secret for secret in SECRETS if secret in found or secret in lines] == []
