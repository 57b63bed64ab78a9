"""Content that an editor changes under a running process: taken up whole, and only when nothing in it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot import content
from bot.content import LEARNED
from bot.log import Log
from bot.reload import Reload
from bot.settings import Settings
from bot.storage.store import Store
from bot.storage.troubles import Locked
from bot.turn import Turns
from dialogs.language import Press, Text
from tests.content import small
from tests.databases import Database
from tests.turn.acting import Acting, answer
from tests.turn.desk import EDITOR, staff
from tests.turn.person import Person

DECAAN = "- id: decaan\n  vraag: Wat doet een decaan?\n  antwoord: {answer}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with one small scan and a handful of answers."""
    made = tmp_path / "content"
    for path, data in small().items():
        if path.startswith("faq/"):
            continue
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(data)
    (made / "settings.yaml").write_bytes(_without_home_questions(small()["settings.yaml"]))
    (made / "faq").mkdir()
    (made / "faq" / "x.yaml").write_text(DECAAN.format(answer="Die helpt kiezen."), encoding="utf-8")
    return made


def _without_home_questions(settings: bytes) -> bytes:
    """The same rules of work, with nothing offered at home."""
    values = yaml.safe_load(settings)
    return yaml.safe_dump({**values, "thuis": {"school": []}, "contact_bij": []}).encode()


@pytest.fixture
def turns(store: Store, folder: Path) -> Turns:
    return Turns(store, content.load(folder), Log(b"key"))


@pytest.fixture
def watch(folder: Path, turns: Turns, store: Store) -> Reload:
    return Reload(Settings(data=folder.parent / "data", knowledge=folder), turns, store, Log(b"key"))


def edit(folder: Path, text: str, path: str = "faq/x.yaml") -> None:
    (folder / path).write_text(text, encoding="utf-8")


async def test_a_changed_answer_is_given_from_the_next_turn_on(folder: Path, turns: Turns, store: Store, watch: Reload) -> None:
    person = Person(store, turns)
    assert "Die helpt kiezen." in (await person.do(Press("faq:decaan")))[0].text
    assert await watch.look() is False
    edit(folder, DECAAN.format(answer="Die denkt met u mee over later."))
    assert await watch.look() is True
    assert await watch.look() is False
    assert "Die denkt met u mee over later." in (await person.do(Press("faq:decaan")))[0].text


async def test_a_new_file_and_one_taken_away_are_seen(folder: Path, turns: Turns, watch: Reload) -> None:
    edit(folder, "- id: mentor\n  vraag: Wie is de mentor?\n  antwoord: De eerste die u belt.\n", "faq/y.yaml")
    assert await watch.look()
    assert turns.knowledge.entry("mentor")
    (folder / "faq" / "y.yaml").unlink()
    assert await watch.look()
    assert not turns.knowledge.entry("mentor")


async def test_imported_places_are_taken_up(tmp_path: Path, turns: Turns, watch: Reload) -> None:
    """`lobgids places import` beside a running guide."""
    assert turns.knowledge.places.find("Verweggistan").decision == "unknown"
    imported = tmp_path / "data" / content.IMPORTED
    imported.mkdir(parents=True)
    header, row = "naam,gemeente,provincie,inwoners,breedte,lengte,ook", "Verweggistan,Ede,Gelderland,12,,,"
    (imported / "woonplaatsen.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert await watch.look()
    assert turns.knowledge.places.find("Verweggistan").province == "Gelderland"


async def test_a_broken_edit_changes_nothing_but_the_log(
    folder: Path, turns: Turns, watch: Reload, caplog: pytest.LogCaptureFixture
) -> None:
    before = turns.knowledge
    edit(folder, "- id: decaan\n  vraag: Wat doet een decaan?\n  antword: Die helpt.\n")
    assert await watch.look() is False
    assert turns.knowledge is before
    assert watch.problems == 2
    assert 'faq/x.yaml:3: onbekend veld "antword", bedoelt u "antwoord"?' in caplog.text
    assert await watch.look() is False
    assert caplog.text.count("content kept") == 1
    edit(folder, DECAAN.format(answer="Die helpt weer."))
    assert await watch.look() is True
    assert watch.problems == 0


async def test_a_file_that_cannot_be_read_changes_nothing_either(
    folder: Path, turns: Turns, watch: Reload, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = turns.knowledge
    edit(folder, DECAAN.format(answer="Nieuw."))

    def unreadable(*folders: object) -> None:
        raise PermissionError(str(folder))

    monkeypatch.setattr("bot.content.load", unreadable)
    assert await watch.look() is False
    assert turns.knowledge is before
    assert watch.problems == 1
    assert "PermissionError" in caplog.text


async def test_a_broken_edit_keeps_nothing_else_out(
    folder: Path, turns: Turns, store: Store, watch: Reload, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What editors add at run time is taken up in the same look, and stays when the files are mended."""
    turns.added = watch.added
    acting = Acting(monkeypatch)
    eva = await staff(store, turns, "eva", EDITOR)
    edit(folder, "- id: decaan\n  antword: Die helpt.\n")
    await acting.does(eva, answer("Krijgt een xylofoon zwemles?", "Nee."))
    assert turns.knowledge.live == {"eigen-zwemles"}
    assert await watch.look() is False
    await acting.does(eva, answer("Krijgt een xylofoon zwemles?", "Ja."))
    assert watch.problems == 3
    edit(folder, DECAAN.format(answer="Die helpt weer."))
    assert await watch.look() is True
    assert [entry.answer for entry in turns.knowledge.entries] == ["Die helpt weer.", "Ja."]


async def test_a_look_at_broken_files_takes_up_what_was_added(
    folder: Path, turns: Turns, store: Store, watch: Reload, monkeypatch: pytest.MonkeyPatch
) -> None:
    eva = await staff(store, turns, "eva", EDITOR)
    edit(folder, "- id: decaan\n  antword: Die helpt.\n")
    await Acting(monkeypatch).does(eva, answer("Krijgt een xylofoon zwemles?", "Nee."))
    assert turns.knowledge.live == frozenset()
    assert await watch.look() is True
    assert (turns.knowledge.live, watch.problems) == (frozenset({"eigen-zwemles"}), 3)


async def test_a_changed_scan_is_kept_under_its_own_hash(folder: Path, turns: Turns, watch: Reload, database: Database) -> None:
    scan = folder / "scan" / "10-whole.yaml"
    renamed = scan.read_text(encoding="utf-8").replace("titel: Hele scan", "titel: Andere scan")
    edit(folder, renamed, "scan/10-whole.yaml")
    assert await watch.look()
    (found,) = turns.knowledge.question_sets
    assert found.title == "Andere scan"
    assert await database.rows("SELECT hash FROM question_sets") == [(found.hash,)]


async def test_what_calibrate_learned_is_taken_up_too(folder: Path, turns: Turns, watch: Reload, tmp_path: Path) -> None:
    before = turns.knowledge.learned.tunings["lexical"].thresholds
    learned = (folder / "zoeken" / "geleerd.yaml").read_text(encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / LEARNED).write_text(learned.replace(f"antwoord: {before.answer:.4f}", "antwoord: 0.9999", 1), encoding="utf-8")
    assert await watch.look()
    assert turns.knowledge.learned.tunings["lexical"].thresholds.answer == 0.9999


async def test_what_could_not_be_kept_is_looked_at_again(
    folder: Path, store: Store, watch: Reload, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = store.keep_question_sets

    async def held(_sets: object) -> None:
        raise Locked

    monkeypatch.setattr(store, "keep_question_sets", held)
    edit(folder, DECAAN.format(answer="Nieuw."))
    with pytest.raises(Locked):
        await watch.look()
    monkeypatch.setattr(store, "keep_question_sets", keep)
    assert await watch.look()


async def test_who_is_in_a_conversation_goes_on_where_they_were(folder: Path, turns: Turns, store: Store, watch: Reload) -> None:
    person = Person(store, turns)
    await person.do(Text("/start"))
    await person.do(Press("faq:decaan"))
    edit(folder, "- id: mentor\n  vraag: Wie is de mentor?\n  antwoord: De eerste die u belt.\n")
    assert await watch.look()
    (said,) = await person.do(Text("herhaal"))
    assert "bestaat niet meer" in said.text
