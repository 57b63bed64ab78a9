"""`lobgids replay`: turns that failed by a fault of ours are done once it is mended, unless the person went on."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from knowledge import Knowledge
from tests.command.lobgids import ROOT, Lobgids, texts

WITH_A_BUG = """
import sys
from bot import turn
from dialogs.language import Text

real = turn.respond

def respond(conversation, event, knowledge, facts):
    if isinstance(event, Text) and "stuk" in event.text:
        raise ZeroDivisionError(event.text)
    return real(conversation, event, knowledge, facts)

turn.respond = respond
from bot.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def broken(tmp_path: Path) -> Lobgids:
    """The command with a bug in its conversation, on the same data."""
    return Lobgids(tmp_path / "data", (sys.executable, "-c", WITH_A_BUG), {"PYTHONPATH": str(ROOT)})


def test_who_went_on_rests_and_who_did_not_is_answered(lobgids: Lobgids, broken: Lobgids, knowledge: Knowledge) -> None:
    sorry = knowledge.phrases.general.our_fault()
    for person in ("anna", "bert"):
        ended = broken.run("chat", "--json", "--person", person, given=b'/start\n{"text": "wat is stuk?", "id": "7"}\n')
        assert ended.code == 0
        assert texts(ended.turns[1]) == [sorry]
        assert "Traceback" not in ended.err
    assert broken.chat({"text": "wat is stuk?", "id": "7"}, person="anna") == [[]]
    broken.chat("/help", person="bert")

    again = broken.run("replay")
    assert (again.code, again.out) == (1, "0 opnieuw gedaan, 1 blijven rusten omdat de persoon verder is gegaan, 1 gingen weer mis\n")
    assert "stuk" not in again.err

    done = lobgids.run("replay")
    assert (done.code, "failed" in done.err) == (0, False)
    assert done.out == "1 opnieuw gedaan, 1 blijven rusten omdat de persoon verder is gegaan, 0 gingen weer mis\n"
    (answer,) = lobgids.run("chat", "--json", "--person", "anna").lines
    assert answer["text"] != sorry
    assert lobgids.run("chat", "--json", "--person", "bert").lines == []
    assert lobgids.run("replay").out.startswith("0 opnieuw gedaan, 1 blijven rusten")
    with sqlite3.connect(lobgids.folder / "lobgids.db") as database:
        assert database.execute("SELECT event_id, event FROM failed").fetchall() == [("7", '{"type":"text","text":"wat is stuk?"}')]
    database.close()


def test_the_log_tells_of_a_fault_without_what_was_said(broken: Lobgids) -> None:
    ended = broken.run("chat", "--json", "--person", "Wilhelmina", given=b"geheim stuk woord\n")
    assert ended.code == 0
    assert "error=ZeroDivisionError" in ended.err
    assert [word for word in ("geheim", "woord", "Wilhelmina") if word in ended.err] == []


def test_with_nothing_to_do_it_does_nothing(lobgids: Lobgids) -> None:
    lobgids.chat("/start")
    ended = lobgids.run("replay")
    assert (ended.code, ended.out.split(" ")[0], ended.err) == (0, "0", "")
