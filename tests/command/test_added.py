"""What editors add while the guide runs, with real processes: known to each at once, and written out as a file of content."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dialogs.unanswered import PutLive, WithdrawLive
from tests.channels.telegram.people import Phone
from tests.channels.telegram.running import Run, settings
from tests.command.editor import add, editor
from tests.command.lobgids import Lobgids, Talk
from tests.databases import KINDS, Database
from tests.peers.telegram.server import BotApi
from tests.turn.acting import answer, wording

STRANGE, WATER = "krijgt een xylofoon zwemles?", "In het water maakt een xylofoon geen geluid."
PUT = answer("Heeft een xylofoon zwemles nodig?", WATER, "eigen-zwemles", STRANGE)
TEN = "2026-03-02T10:00:00+01:00"
SECONDS_MOST = 5.0
"""A guide that runs looks every second; the machine may be busy."""


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    made = BotApi()
    await made.start()
    yield made
    await made.stop()


def said(messages: list[dict[str, str]]) -> str:
    return "\n".join(message["text"] for message in messages)


async def test_a_terminal_that_is_open_answers_from_the_next_line_on(lobgids: Lobgids) -> None:
    editor(lobgids)
    with lobgids.talk("moeder") as one, lobgids.talk("vader") as other:
        for talk in (one, other):
            assert WATER not in said(talk.send(STRANGE))
        await add(lobgids.folder, PUT)
        for talk in (one, other):
            assert WATER in said(talk.send(STRANGE))
        await add(lobgids.folder, WithdrawLive(1))
        for talk in (one, other):
            assert WATER not in said(talk.send(STRANGE))


async def test_a_guide_that_runs_answers_within_seconds(api: BotApi, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    run = await Run.begin(tmp_path, settings(api, LOBGIDS_LOG="info"))
    phone = Phone(api, 7)
    assert WATER not in (await phone.ask(STRANGE)).first
    editor(Lobgids(folder))
    await add(folder, PUT)
    await known(phone)
    assert run.log.count("additions taken up rows=1 left_out=0") == 1
    assert await run.end() == 0


def at_ten(text: str) -> dict[str, str]:
    """A line typed in polite hours."""
    return {"text": text, "at": TEN}


def pressed(eva: Talk, *verbs: str) -> str:
    """She presses the first button that begins so, of each page that comes; what she is told then."""
    told = ""
    for verb in verbs:
        press = next(button["press"] for button in eva.shown if button["press"].startswith(f"vragen:{verb}"))
        told = said(eva.send({"press": press, "at": TEN}))
    return told


def answered(eva: Talk) -> str:
    """In the chat an editor answers the first question for everybody; what she is told then."""
    eva.send(at_ten("vragen"))
    pressed(eva, "toon", "antwoord")
    eva.send(at_ten(WATER))
    return pressed(eva, "maak")


@pytest.mark.parametrize("kind", KINDS)
async def test_an_editor_in_one_terminal_answers_who_asks_in_another(kind: str, tmp_path: Path) -> None:
    """Asked here, answered there, told and known here; and gone when it is withdrawn there."""
    database = await Database.create(kind, tmp_path)
    lobgids = Lobgids(tmp_path, settings={"LOBGIDS_DATABASE_URL": database.address} if database.address else {})
    editor(lobgids)
    with lobgids.talk("moeder") as mother, lobgids.talk("vader") as father, lobgids.talk("eva") as eva:
        for text in ("ik ben ouder", STRANGE, "Laat mij weten als er een antwoord is"):
            mother.send(at_ten(text))
        assert WATER not in said(father.send(STRANGE))
        assert "Verstuurd aan 1 mens." in answered(eva)
        told = said(mother.send(at_ten("menu")))
        assert told.startswith(f"U vroeg op 2 maart 2026: “{STRANGE}”\n\n{WATER}\n\nBron: de redactie van LOB-gids, 2 maart 2026")
        assert WATER in said(mother.send(STRANGE))
        assert WATER in said(father.send(STRANGE))
        eva.send(at_ten("vragen"))
        assert pressed(eva, "eigen", "ons", "intrekken", "trekin").startswith("Ingetrokken.")
        assert WATER not in said(father.send(STRANGE))


async def test_an_editor_in_a_terminal_answers_who_asks_in_telegram(api: BotApi, tmp_path: Path) -> None:
    lobgids = Lobgids(tmp_path / "data")
    run = await Run.begin(tmp_path, settings(api))
    phone = Phone(api, 7)
    for text in ("ik ben ouder", STRANGE, "Laat mij weten als er een antwoord is"):
        await phone.ask(text)
    editor(lobgids)
    before = len(phone.seen)
    with lobgids.talk("eva") as eva:
        assert "Verstuurd aan 1 mens." in answered(eva)
    (told, *_) = (await phone.hear(before + 1))[before:]
    assert WATER in told.first
    await known(phone)
    assert await run.end() == 0


async def known(phone: Phone) -> None:
    """Within seconds they are answered."""
    begun = time.monotonic()
    while WATER not in (await phone.ask(STRANGE)).first:
        assert time.monotonic() - begun < SECONDS_MOST
        await asyncio.sleep(0.2)


async def test_what_is_written_out_is_content_that_is_in_order(lobgids: Lobgids, knowledge_folder: Path) -> None:
    editor(lobgids)
    loose = PutLive("numerus-fixus", "antwoord", answer("Wat is loten?", WATER, "numerus-fixus").yaml)
    await add(
        lobgids.folder, PUT, wording("eigen-zwemles", "zwemmen met muziek"), wording("numerus-fixus", 'loten "voor" de studie'), loose
    )
    file = knowledge_folder / "faq" / "redactie.yaml"
    ended = lobgids.run("export", "knowledge", "--output", str(file))
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    written = file.read_text(encoding="utf-8")
    assert written.startswith("# yaml-language-server: $schema=../../schemas/faq.schema.json\n")
    assert "  - zwemmen met muziek\n" in written
    assert '# numerus-fixus:\n#   - "loten \\"voor\\" de studie"\n' in written
    assert '# "numerus-fixus" staat ook in de bestanden, en die gaan voor\n' in written
    mine = Lobgids(lobgids.folder, settings={"LOBGIDS_KNOWLEDGE": str(knowledge_folder)})
    checked = mine.run("check")
    assert (checked.code, checked.err) == (0, "")
    told = [line for line in checked.out.splitlines() if line.startswith("toevoeging ")]
    assert told == [
        'toevoeging 1: let op: "eigen-zwemles" staat ook in de bestanden, en die gaan voor',
        'toevoeging 2: let op: "zwemmen met muziek" staat al bij "eigen-zwemles"',
        'toevoeging 4: let op: "numerus-fixus" staat ook in de bestanden, en die gaan voor',
    ]
    assert WATER in said(mine.chat("zwemmen met muziek")[-1])


async def test_nothing_added_is_a_file_without_answers(lobgids: Lobgids, knowledge_folder: Path) -> None:
    file = knowledge_folder / "faq" / "redactie.yaml"
    assert lobgids.run("export", "knowledge", "--format", "yaml", "--output", str(file)).code == 0
    assert file.read_text(encoding="utf-8").endswith("\n[]\n")
    assert lobgids.run("check", settings={"LOBGIDS_KNOWLEDGE": str(knowledge_folder)}).code == 0


async def test_programs_read_it_too(lobgids: Lobgids) -> None:
    editor(lobgids)
    await add(lobgids.folder, PUT, wording("numerus-fixus", "loten"), wording("weg", "loten"))
    ended = lobgids.run("export", "knowledge", "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    found = json.loads(ended.out)
    (one,) = found["antwoorden"]
    assert (one["id"], one["antwoord"], one["bron"]) == ("eigen-zwemles", WATER, {"adres": "redactie", "datum": "2026-03-02"})
    assert found["bewoordingen"] == [{"id": "numerus-fixus", "ook": ["loten"]}]
    assert [(left["nummer"], left["id"]) for left in found["weggelaten"]] == [(3, "weg")]


@pytest.mark.parametrize(("what", "format"), [("knowledge", "csv"), ("knowledge", "xlsx"), ("scans", "yaml"), ("questions", "yaml")])
def test_not_everything_exists_in_every_form(lobgids: Lobgids, what: str, format: str) -> None:
    ended = lobgids.run("export", what, "--format", format)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"{what} bestaat niet als {format}, wel als ")


async def test_check_and_ask_know_what_was_added(lobgids: Lobgids) -> None:
    editor(lobgids)
    await add(lobgids.folder, PUT)
    assert " vragen en antwoorden (" in lobgids.run("check").out
    assert ", 1 toegevoegd door de redactie, " in lobgids.run("check").out.splitlines()[0]
    asked = lobgids.run("ask", "--json", "--mode", "lexical", STRANGE)
    assert json.loads(asked.out)["decision"] == "answer"
    assert "eigen-zwemles" in asked.out
    batch = lobgids.folder / "vragen.jsonl"
    batch.write_text(json.dumps({"id": 1, "text": STRANGE}) + "\n", encoding="utf-8")
    assert "eigen-zwemles" in lobgids.run("ask", "--batch", str(batch), "--json", "--mode", "lexical").out


async def test_what_is_hard_to_read_is_remarked_where_it_stands(lobgids: Lobgids) -> None:
    editor(lobgids)
    await add(lobgids.folder, answer("Heeft een xylofoon zwemles nodig?", "water " * 40, "eigen-zwemles", STRANGE))
    told = [line for line in lobgids.run("check").out.splitlines() if line.startswith("toegevoegd met /vragen: ")]
    assert 'toegevoegd met /vragen: let op: "eigen-zwemles": het antwoord heeft een zin van 40 woorden, liever hoogstens 22' in told


def test_ask_makes_no_database_and_does_without_one_in_trouble(lobgids: Lobgids) -> None:
    assert lobgids.run("ask", "--json", "--mode", "lexical", "wat is lob").code == 0
    assert not (lobgids.folder / "lobgids.db").exists()
    lobgids.folder.mkdir(exist_ok=True)
    (lobgids.folder / "lobgids.db").write_bytes(b"geen database " * 1000)
    ended = lobgids.run("ask", "--json", "--mode", "lexical", "wat is lob")
    assert (ended.code, json.loads(ended.out)["decision"]) == (0, "answer")
    assert ended.err.strip()
