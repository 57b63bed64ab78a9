"""A document in the terminal: a file that an agenda program reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from icalendar import Calendar

from tests.command.lobgids import Lobgids
from tests.content import shipped


def test_dates_come_as_a_file_for_an_agenda(lobgids: Lobgids) -> None:
    *_, last = lobgids.chat("/start", "ik ben ouder", {"press": "kind:mbo.4.agenda", "at": "2026-09-07T09:00:00+02:00"})
    (said,) = last
    path = Path(said["document"])
    assert path.name == "belangrijke-data.ics"
    assert lobgids.folder in path.parents
    calendar = Calendar.from_ical(path.read_bytes())
    events = list(calendar.walk("VEVENT"))
    assert events
    days = [(event.decoded("dtstart"), event.decoded("dtend"), str(event["summary"])) for event in events]
    assert all(isinstance(begin, date) and date(2026, 9, 7) <= begin < end <= date(2027, 9, 8) and what for begin, end, what in days)
    assert len({str(event["uid"]) for event in events}) == len(events)
    again = lobgids.chat({"press": "kind:mbo.4.agenda", "at": "2026-09-08T09:00:00+02:00"})[-1][0]
    assert again["document"] == said["document"]


def test_in_plain_text_its_path_is_told(lobgids: Lobgids) -> None:
    ended = lobgids.run("chat", given=b"/start\nik ben ouder\nmbo 4\nbelangrijke data\nzet in mijn agenda\n")
    assert ended.code == 0
    (path,) = [line for line in ended.out.splitlines() if line.endswith("belangrijke-data.ics")]
    assert Path(path).exists()


def test_a_document_that_cannot_be_kept_takes_no_message_with_it(lobgids: Lobgids) -> None:
    lobgids.chat("/start", "ik ben ouder")
    (lobgids.folder / "documents").write_text("in the way", encoding="utf-8")
    ended = lobgids.run("chat", "--json", given=b'{"press": "kind:mbo.4.agenda"}\n')
    assert ended.turns[-1][0]["document"] is None
    assert "document failed error=NotADirectoryError" in ended.err


def test_a_changed_answer_is_given_in_a_running_terminal(lobgids: Lobgids, tmp_path: Path) -> None:
    folder = tmp_path / "inhoud"
    for path, data in shipped().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    with lobgids.talk(settings={"LOBGIDS_KNOWLEDGE": str(folder)}) as talk:
        talk.send("ik werk op een school")
        before = talk.send({"press": "faq:decaan"})[-1]["text"]
        entry = folder / "faq" / "begrippen.yaml"
        first = before.split(".")[0]
        entry.write_text(entry.read_text(encoding="utf-8").replace(" ".join(first.split()[:3]), "Ooit gewijzigd:", 1), encoding="utf-8")
        assert talk.send({"press": "faq:decaan"})[-1]["text"].startswith("Ooit gewijzigd:")


def test_check_names_what_an_editor_should_look_at(lobgids: Lobgids, tmp_path: Path) -> None:
    folder = tmp_path / "inhoud"
    old = b"- {id: oud, vraag: Wat is oud?, antwoord: Dit was zo., soort: regel, stand: nu, nagekeken_op: 2020-01-01}\n"
    for path, data in {**shipped(), "faq/zz.yaml": old}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    ended = lobgids.run("check", settings={"LOBGIDS_KNOWLEDGE": str(folder)})
    assert ended.code == 0
    assert 'faq/zz.yaml:1: let op: "oud" is te lang niet nagekeken' in ended.out.splitlines()
    assert ended.out.startswith("in orde: ")
