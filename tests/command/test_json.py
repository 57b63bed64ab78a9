"""`lobgids chat --json` as programs rely on it: one input line a turn, one JSON line a message, and a mark when all of it is safe."""

from __future__ import annotations

import fcntl
import json
import select
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from knowledge import Knowledge
from tests.command.lobgids import Lobgids, Message, labels, texts

# ── what comes out ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_message_has_five_fields_in_this_shape(lobgids: Lobgids) -> None:
    turns = lobgids.chat("/start", "docent", "/scan", "wat is een loopbaandossier?")
    messages = [message for said in turns for message in said]
    assert len(messages) >= 4
    for message in messages:
        assert list(message) == ["text", "buttons", "picture", "alt", "document"]
        assert isinstance(message["text"], str)
        assert message["text"]
        for row in message["buttons"]:
            assert row
            for button in row:
                assert list(button) == ["label", "press"]
                assert all(isinstance(value, str) and value for value in button.values())
                assert len(button["press"].encode()) <= 64
        assert (message["picture"], message["alt"], message["document"]) == (None, None, None)


def test_nothing_else_is_on_standard_output(lobgids: Lobgids) -> None:
    ended = lobgids.run("chat", "--json", given=b"/start\ndocent\n\n")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith('{"turn":3}\n')
    assert all(isinstance(line, dict) for line in ended.lines)


def test_end_of_input_is_the_end_and_well(lobgids: Lobgids) -> None:
    ended = lobgids.run("chat", "--json")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_every_line_is_marked_also_one_without_an_answer(lobgids: Lobgids) -> None:
    turns = lobgids.chat({"text": "/start", "id": "a"}, {"text": "/start", "id": "a"}, "", "docent", {"text": "docent", "id": "a"})
    assert [bool(said) for said in turns] == [True, False, True, True, False]


def test_an_answer_comes_before_the_next_line_is_given(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        assert talk.send("/start")
        assert talk.send("docent")


def test_a_turn_that_is_marked_is_on_the_disk(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        talk.send({"text": "/start", "id": "a"})
        reader = sqlite3.connect(lobgids.folder / "lobgids.db")
        assert reader.execute("SELECT turns FROM persons").fetchall() == [(1,)]
        assert reader.execute("SELECT event FROM heard").fetchall() == [("a",)]
        assert reader.execute("SELECT count(*) FROM outbox WHERE said_at IS NULL").fetchall() == [(0,)]
        reader.close()


# ── what goes in ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_repeated_id_is_silent_also_in_another_process_and_as_a_number(lobgids: Lobgids) -> None:
    assert [len(said) for said in lobgids.chat({"text": "hallo", "id": 7}, {"text": "iets heel anders", "id": "7"})] == [1, 0]
    assert lobgids.chat({"command": "start", "id": "7"}, {"press": "menu", "id": 7}) == [[], []]
    assert len(lobgids.chat({"text": "hallo", "id": "7"}, person="een-ander")[0]) == 1


def test_ids_of_a_program_are_never_mixed_up_with_those_of_the_store(lobgids: Lobgids) -> None:
    turns = lobgids.chat({"text": "/start", "id": "#2"}, "/start", {"text": "/start", "id": "#3"}, "/start", {"text": "/start", "id": "#2"})
    assert [len(said) for said in turns] == [1, 1, 1, 1, 0]


@pytest.mark.parametrize("command", ["scan", "/scan", "SCAN", " /scan ", "/Scan"])
def test_a_command_has_a_slash_or_not(lobgids: Lobgids, command: str) -> None:
    assert lobgids.chat({"command": command}) == lobgids.chat({"command": "scan"}, person="een-ander")


def test_a_typed_command_is_that_command(lobgids: Lobgids) -> None:
    assert lobgids.chat("/scan") == lobgids.chat({"command": "scan"}, person="een-ander")


def test_a_press_names_its_own_meaning(lobgids: Lobgids) -> None:
    (said,) = lobgids.chat({"press": "ik:school"})
    assert "scan" in [button["press"] for row in said[0]["buttons"] for button in row]


def test_an_edit_corrects_the_last_answer(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        begin_a_scan(talk)
        talk.send("1")
        (said,) = talk.send({"edit": "2"})
    with sqlite3.connect(lobgids.folder / "lobgids.db") as reader:
        values = reader.execute("SELECT value FROM answers WHERE value IS NOT NULL").fetchall()
    reader.close()
    assert len(values) == 1
    assert "Gewijzigd" in said["text"]


@pytest.mark.parametrize("place", [{"latitude": 52.1, "longitude": 5.1}, [52.1, 5.1]])
def test_a_location_is_a_pair_or_named(lobgids: Lobgids, place: Any, knowledge: Knowledge) -> None:
    (said,) = lobgids.chat({"location": place})
    assert said[0]["text"].startswith(knowledge.phrases.general.location())


NO_OBJECTS = (
    "hallo",
    "[1, 2]",
    '"hallo"',
    "7",
    "null",
    "{",
    '{"text": ',
    '{"text": 5}',
    '{"iets": "anders"}',
    "{}",
    '{"text": null}',
    '{"text": "hallo", "at": "morgen"}',
    '{"text": "hallo", "at": "0001-01-01T00:00:00+14:00"}',
    '{"text": "hallo", "at": "9999-12-31T23:59:59-14:00"}',
    '{"text": "hallo", "id": {"a": 1}}',
    '{"location": [1]}',
    '{"location": {"latitude": "hier"}}',
    '{"press": ["menu"]}',
    '{"text": "\\ud800"}',
    '{"a":' * 50_000,
    '{"a":' + "[" * 100_000,
)


def test_any_other_line_is_text_as_it_stands(lobgids: Lobgids) -> None:
    as_lines = lobgids.chat(*NO_OBJECTS)
    as_texts = lobgids.chat(*({"text": line} for line in NO_OBJECTS), person="een-ander")
    for line, said, told in zip(NO_OBJECTS, as_lines, as_texts, strict=True):
        assert said == told, line[:80]


def test_a_line_without_json_is_never_an_event(lobgids: Lobgids) -> None:
    """Without `--json` an object is what someone typed."""
    ended = lobgids.run("chat", given=b'{"press": "ik:school"}\n')
    assert ended.code == 0
    assert "LOB-scan doen" not in ended.out


def test_an_empty_line_is_a_turn_too(lobgids: Lobgids, knowledge: Knowledge) -> None:
    for said in lobgids.chat("", "   ", {"text": ""}, "\u200b"):
        assert said[0]["text"].startswith(knowledge.phrases.general.empty())


def test_bytes_that_are_no_text_are_a_turn_too(lobgids: Lobgids) -> None:
    turns = lobgids.chat(b"\xff\xfe\x00\x80\n", b'{"text": "\xff"}\n', b"\xe2\x28\xa1\n")
    assert all(turns)


def test_lines_may_end_as_on_windows_and_the_last_need_not_end(lobgids: Lobgids) -> None:
    assert lobgids.chat(b"/start\r\n", b"docent\r\n", b"/scan") == lobgids.chat("/start", "docent", "/scan", person="een-ander")


def test_ten_megabytes_are_one_turn(lobgids: Lobgids) -> None:
    line = "loopbaan " * 1_200_000
    turns = lobgids.chat(line, {"text": line, "id": "groot"}, {"text": "/start"})
    assert len(turns) == 3
    assert all(len(message["text"]) <= 4096 for said in turns for message in said)


# ── the clock ─────────────────────────────────────────────────────────────────────────────────────────────────


def begin_a_scan(talk: Any, at: str = "2026-03-02T09:00:00+01:00") -> list[Message]:
    """To the first question of the first sector."""
    for text in ("/start", "docent", "/scan"):
        talk.send({"text": text, "at": at})
    said: list[Message] = talk.send({"press": talk.shown[0]["press"], "at": at})
    return said


def test_a_reminder_that_is_due_at_the_clock_of_a_line_comes_first(lobgids: Lobgids, knowledge: Knowledge) -> None:
    words = knowledge.phrases.scan
    with lobgids.talk() as talk:
        begin_a_scan(talk)
        talk.send({"command": "pauze", "at": "2026-03-02T09:05:00+01:00"})
        (button,) = [button for button in talk.shown if button["label"] == words.button_remind()]
        (promised,) = talk.send({"press": button["press"], "at": "2026-03-02T09:05:00+01:00"})
        assert "09:05" in promised["text"]
        assert len(talk.send({"text": "/help", "at": "2026-03-09T09:04:59+01:00"})) == 1
        reminder, answer = talk.send({"text": "/help", "at": "2026-03-09T09:05:00+01:00"})
        assert reminder["text"].startswith(words.reminder(department="Vmbo", date="2 maart 2026"))
        assert answer["text"].startswith(knowledge.phrases.start.help())
        assert len(talk.send({"text": "/help", "at": "2026-03-19T09:05:00+01:00"})) == 1


def test_a_reminder_comes_in_a_later_process_and_before_a_silent_line(lobgids: Lobgids, knowledge: Knowledge) -> None:
    with lobgids.talk() as talk:
        begin_a_scan(talk)
        talk.send({"command": "pauze", "at": "2026-03-02T08:00:00Z", "id": "p"})
        (button,) = [button for button in talk.shown if button["label"] == knowledge.phrases.scan.button_remind()]
        talk.send({"press": button["press"], "at": "2026-03-02T08:00:00Z"})
    ((reminder,), nothing) = lobgids.chat(*[{"text": "x", "id": "p", "at": "2026-03-10T08:00:00Z"}] * 2)
    assert "herinnering" in reminder["text"]
    assert nothing == []


@pytest.mark.parametrize("at", ["2026-03-02T09:05:00", "2026-03-02T09:05", "2026-03-02T08:05:00Z", "2026-03-02T03:05:00-05:00"])
def test_a_clock_without_a_zone_is_that_of_the_netherlands(lobgids: Lobgids, at: str, knowledge: Knowledge) -> None:
    with lobgids.talk() as talk:
        begin_a_scan(talk, at)
        talk.send({"command": "pauze", "at": at})
        (button,) = [button for button in talk.shown if button["label"] == knowledge.phrases.scan.button_remind()]
        (promised,) = talk.send({"press": button["press"], "at": at})
    assert knowledge.phrases.scan.will_remind(weekday="maandag", time="09:05") in promised["text"]


# ── before the first line ─────────────────────────────────────────────────────────────────────────────────────


def test_before_the_first_line_only_what_was_unsaid(lobgids: Lobgids) -> None:
    (first,) = lobgids.chat("/start")
    assert lobgids.chat() == []
    _make_unsaid(lobgids.folder)
    ended = lobgids.run("chat", "--json")
    assert ended.lines == first
    assert lobgids.run("chat", "--json").lines == []
    _make_unsaid(lobgids.folder)
    again, *_ = lobgids.run("chat", "--json", given=b"/help\n").lines
    assert [again] == first


def _make_unsaid(folder: Path) -> None:
    """As if the process had died before it could say anything."""
    with sqlite3.connect(folder / "lobgids.db") as database:
        database.execute("UPDATE outbox SET said_at = NULL, message_id = NULL WHERE turn = 1")
    database.close()


# ── who and where ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_person_goes_on_in_a_second_process(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        question = begin_a_scan(talk)[-1]
    again, (next_question,) = lobgids.chat("herhaal", "1")
    assert again == [question]
    assert next_question["buttons"] != question["buttons"]


def test_two_persons_are_apart(lobgids: Lobgids) -> None:
    with lobgids.talk("anna") as anna, lobgids.talk("bert") as bert:
        begin_a_scan(anna)
        anna.send("notitie: van Anna")
        (home,) = bert.send("waar ben ik")
        assert "scan" not in home["text"]
        assert all("Anna" not in text for text in texts(bert.send("overzicht")))
    assert lobgids.chat("waar ben ik", person="ik") == lobgids.chat("waar ben ik", person="nog-iemand")


def test_the_default_person_is_ik(lobgids: Lobgids) -> None:
    lobgids.run("chat", "--json", given=b"/start\n")
    with sqlite3.connect(lobgids.folder / "lobgids.db") as database:
        assert database.execute("SELECT key FROM persons").fetchall() == [("console:ik",)]
    database.close()


def test_two_processes_at_once_of_two_persons(lobgids: Lobgids) -> None:
    with lobgids.talk("anna") as anna, lobgids.talk("bert") as bert:
        for name in ("/start", "docent", "/scan"):
            assert anna.send(name) == bert.send(name)


def test_two_processes_at_once_of_one_person_share_one_conversation(lobgids: Lobgids) -> None:
    with lobgids.talk() as one:
        begin_a_scan(one)
        with lobgids.talk() as other:
            (seen,) = other.send("herhaal")
            assert one.send("herhaal") == [seen]
            for number in range(6):
                assert (one if number % 2 else other).send("1")
            assert one.send("herhaal") == other.send("herhaal")
    with sqlite3.connect(lobgids.folder / "lobgids.db") as database:
        assert database.execute("SELECT count(*) FROM answers WHERE value IS NOT NULL").fetchall() == [(6,)]
        assert database.execute("SELECT count(*) FROM outbox WHERE said_at IS NULL").fetchall() == [(0,)]
        numbers = [int(id) for (id,) in database.execute("SELECT message_id FROM outbox ORDER BY turn, part")]
    database.close()
    assert numbers == list(range(1, len(numbers) + 1))


def test_only_one_terminal_of_a_person_speaks_at_a_time(lobgids: Lobgids) -> None:
    """Whoever has the floor says it all; a process that dies lets go of it."""
    (first,) = lobgids.chat("/start")
    _make_unsaid(lobgids.folder)
    (file,) = lobgids.folder.glob("console-*.lock")
    with file.open() as floor:
        fcntl.flock(floor, fcntl.LOCK_EX)
        talk = lobgids.talk()
        with pytest.raises(subprocess.TimeoutExpired):
            talk.process.wait(1.5)
        assert talk.process.stdout
        assert select.select([talk.process.stdout], [], [], 0)[0] == []
    assert talk.end().lines == first


# ── a message in the place of another ─────────────────────────────────────────────────────────────────────────


def test_a_message_that_takes_the_place_of_another_names_it(lobgids: Lobgids, with_boxes: dict[str, str]) -> None:
    with lobgids.talk(settings=with_boxes) as talk:
        before = sum(len(talk.send(text)) for text in ("/start", "docent", "/scan"))
        said = talk.press_first()
        before += len(said)
        assert [label for label in labels(said[-1]) if label.startswith("☐")]
        (revised,) = talk.press_first()
        assert revised["revises"] == before
        assert list(revised) == ["text", "buttons", "picture", "alt", "document", "revises"]
        assert [label[:1] for label in labels(revised)][:3] == ["☑", "☐", "☐"]
        (again,) = talk.press_first()
        assert again["revises"] == before + 1
    ((more,),) = lobgids.chat({"press": talk.shown[1]["press"]}, settings=with_boxes)
    assert more["revises"] == before + 2


@pytest.fixture
def with_boxes(tmp_path: Path, knowledge_folder: Path) -> dict[str, str]:
    """Content with one scan of which the first question takes several answers."""
    (knowledge_folder / "scan").mkdir()
    (knowledge_folder / "scan" / "10-klein.yaml").write_text(
        json.dumps(
            {
                "id": "klein",
                "titel": "Kleine scan",
                "versie": "2026-01-01",
                "inleiding": "Een kleine scan.",
                "seconden_per_vraag": 10,
                "sectoren": [{"id": "vmbo", "naam": "Vmbo"}],
                "schaal": {"stappen": [{"id": "nee", "tekst": "Nee"}, {"id": "ja", "tekst": "Ja"}], "vanaf": "ja"},
                "themas": [
                    {
                        "id": "thema",
                        "titel": "Thema",
                        "gespreksvraag": "Wat nu?",
                        "vragen": [
                            {
                                "id": "wat",
                                "stelling": "Wat doet u al?",
                                "soort": "meer",
                                "kort": True,
                                "keuzes": [{"id": name, "tekst": name.capitalize()} for name in ("praten", "kijken", "doen")],
                            },
                            {"id": "ja", "stelling": "Gaat het goed?", "kort": True},
                        ],
                    }
                ],
            }
        )
    )
    return {"LOBGIDS_KNOWLEDGE": str(knowledge_folder)}
