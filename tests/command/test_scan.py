"""`/scan` as it is promised to whoever builds on it: few choices, all by button, the first one always leading on, a result at the end."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import now
from dialogs.language import Command, Press
from knowledge import Knowledge
from knowledge.scan import QuestionSet
from tests.command.lobgids import Lobgids, Message, Talk, labels
from tests.scenario import event, parse, play
from tests.talk import AMSTERDAM
from tests.talk import Talk as Pure

PNG = b"\x89PNG\r\n\x1a\n"
TAPS_MOST = 2
"""From "docent" to the first question."""


def is_question(message: Message) -> bool:
    return any("=" in button["press"] for row in message["buttons"] for button in row)


def to_the_first_question(talk: Talk) -> Message:
    """Only by first buttons."""
    talk.send("/scan")
    for _ in range(3):
        *_, last = talk.press_first()
        if is_question(last):
            return last
    raise AssertionError("the first button leads nowhere")


# ── beginning ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_whoever_says_scan_first_thing_gets_there_by_first_buttons(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        assert is_question(to_the_first_question(talk))


def test_from_teacher_to_the_first_question_in_two_taps(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        talk.send("/start")
        talk.send("docent")
        for _ in range(TAPS_MOST):
            *_, last = talk.press_first()
        assert is_question(last)


def test_at_most_five_choices_and_each_is_a_button(lobgids: Lobgids) -> None:
    """On every page of the way in, whichever button is pressed."""
    with lobgids.talk() as talk:
        talk.send("/scan")
        pages = [list(talk.shown)]
        for button in pages[0]:
            talk.send("/scan")
            *_, last = talk.send({"press": button["press"]})
            if not is_question(last):
                pages.append(list(talk.shown))
        assert len(pages) >= 2
    for page in pages:
        assert 1 <= len(page) <= 5 or not any("scan:" in button["press"] for button in page), page


def test_no_more_than_two_long_buttons_in_a_row(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        for message in (*talk.send("/start"), *talk.send("docent"), *talk.send("/scan"), to_the_first_question(talk)):
            for row in message["buttons"]:
                assert len(row) <= (2 if any(len(button["label"]) > 8 for button in row) else 8)


# ── at rest ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_scan_at_rest_comes_first_and_shows_the_same_question(lobgids: Lobgids, knowledge: Knowledge) -> None:
    with lobgids.talk() as talk:
        to_the_first_question(talk)
        (question,) = talk.send("1")
    with lobgids.talk() as talk:
        (choice,) = talk.send("/scan")
        assert labels(choice)[0] == knowledge.phrases.scan.button_on() == "Verder"
        assert len(labels(choice)) <= 5
        (again,) = talk.press_first()
    assert again["buttons"] == question["buttons"]
    assert statement(again, knowledge) == statement(question, knowledge)


def test_also_after_it_was_stopped_or_paused(lobgids: Lobgids, knowledge: Knowledge) -> None:
    with lobgids.talk() as talk:
        question = to_the_first_question(talk)
        for word in ("/stop", "pauze", "/menu", "wat is een loopbaandossier?"):
            talk.send(word)
            talk.send("/scan")
            assert talk.shown[0]["label"] == "Verder"
            (again,) = talk.press_first()
            assert again["buttons"] == question["buttons"]
            assert statement(again, knowledge) == statement(question, knowledge)


def test_with_several_at_rest_the_last_one_comes_first(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        to_the_first_question(talk)
        talk.send("2")
        for _ in range(5):
            talk.send("/scan")
            new = [button for button in talk.shown if button["label"] == "Nieuwe scan"]
            assert len(talk.shown) <= 5
            talk.send({"press": new[0]["press"]})
            *_, last = talk.press_first()
            assert is_question(last)
        talk.send("/scan")
        assert talk.shown[0]["label"] == "Verder"
        assert len(talk.shown) <= 5
        (again,) = talk.press_first()
        assert again["buttons"] == last["buttons"]


def statement(message: Message, knowledge: Knowledge) -> str:
    known = {question.text for question_set in knowledge.question_sets for question in question_set.questions}
    (found,) = known.intersection(message["text"].split("\n\n"))
    return found


# ── the end of the short part, and of the whole ───────────────────────────────────────────────────────────────


def check_result(said: list[Message], lobgids: Lobgids) -> None:
    """Text and picture, in one turn."""
    pictures = [message for message in said if message["picture"]]
    assert len(pictures) == 1
    path = Path(pictures[0]["picture"])
    assert path.is_absolute()
    assert path.is_relative_to(lobgids.folder)
    assert path.read_bytes().startswith(PNG)
    assert len(pictures[0]["alt"]) > 40
    assert "Uw resultaat" in said[0]["text"]
    assert said[0]["picture"] is None
    assert all(message["alt"] is None for message in said if not message["picture"])


@pytest.mark.parametrize("number", [0, 1], ids=["vo", "mbo"])
def test_every_question_of_a_scan_to_the_result(lobgids: Lobgids, knowledge: Knowledge, number: int) -> None:
    question_set = knowledge.question_sets[number]
    with lobgids.talk() as talk:
        begin(talk, question_set)
        short = answer_all(talk)
        check_result(short, lobgids)
        on = [button for button in talk.shown if "verder" in button["label"].casefold()]
        assert len(on) == 1
        assert on[0] == talk.shown[0]
        assert any("Nog" in message["text"] for message in short)
        *_, last = talk.press_first()
        assert is_question(last)
        whole = answer_all(talk)
        check_result(whole, lobgids)
        assert not [button for button in talk.shown if "verder" in button["label"].casefold()]
    assert whole[-1]["picture"] != short[-1]["picture"]


def begin(talk: Talk, question_set: QuestionSet) -> None:
    talk.send("/scan")
    press = f"scan:begin:{question_set.sectors[0].id}"
    for _ in range(4):
        if press in {button["press"] for button in talk.shown}:
            break
        talk.send({"press": talk.shown[-1]["press"]})
    *_, last = talk.send({"press": press})
    assert is_question(last)


def answer_all(talk: Talk) -> list[Message]:
    """Answer each question with its first answer, until something else is shown."""
    for _ in range(80):
        said = talk.press_first()
        if not is_question(said[-1]):
            return said
    raise AssertionError("the scan does not end")


def test_nothing_is_asked_twice(lobgids: Lobgids, knowledge: Knowledge) -> None:
    question_set = knowledge.question_sets[0]
    asked: list[str] = []
    with lobgids.talk() as talk:
        begin(talk, question_set)
        talk.send("herhaal")
        for _ in range(200):
            answers = [button["press"] for button in talk.shown if "=" in button["press"]]
            if answers:
                asked.append(answers[0].partition(".")[2].partition("=")[0])
            elif "verder" not in talk.shown[0]["label"].casefold():
                break
            talk.press_first()
    assert len(asked) == len(set(asked)) > 20


# ── a recording of it all ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def recording(lobgids: Lobgids, tmp_path: Path) -> Path:
    """A whole scan with everything between: typed, pressed, changed, repeated, a note, a reminder, an old button."""
    path = tmp_path / "opname.txt"
    with lobgids.talk("ik", "--record", str(path)) as talk:

        def send(at: str, **line: object) -> None:
            talk.send({**line, "at": f"2026-03-{at}:00+01:00"})

        send("02T09:00", text="/start")
        send("02T09:00", text="docent")
        send("02T09:01", press=talk.shown[0]["press"])
        send("02T09:01", press=talk.shown[0]["press"])
        first = talk.shown
        send("02T09:02", text="toelichting")
        send("02T09:02", text="ja grotendeels", id="een")
        send("02T09:02", text="ja grotendeels", id="een")
        send("02T09:03", edit="helemaal")
        send("02T09:04", text="notitie: eerste regel\ntweede regel")
        send("02T09:04", text="> dit lijkt op een opname")
        send("02T09:05", text="wat is een loopbaandossier?")
        send("02T09:06", text="\\ / [x]")
        send("02T09:06", text="[Verder]")
        send("02T09:06", text="~ en dit ook")
        send("02T09:06", text="(attachment)")
        send("02T09:06", text="")
        send("02T09:07", location=[52.09, 5.12])
        send("02T09:07", command="help", id="twee")
        send("02T09:08", press="scan:bestaat:niet")
        send("02T09:09", press=first[1]["press"])
        send("02T09:10", text="pauze")
        send("02T09:10", press=talk.shown[1]["press"])
        send("09T09:10", text="verder")
        while "=" in talk.shown[0]["press"]:
            send("09T09:11", press=talk.shown[0]["press"])
        send("09T09:12", press=talk.shown[0]["press"])
        send("09T09:12", text="tussenstand")
    return path


def test_it_replays_to_the_letter(recording: Path, knowledge: Knowledge) -> None:
    text = recording.read_text(encoding="utf-8")
    assert play(parse(text), Pure(knowledge)) == text
    assert text.count("\n> ") > 30
    assert "<beeld: " in text
    assert "> * scan:r1" in text
    assert text.startswith("@ 2026-03-02T09:00\n> /start\n")


def test_it_holds_nothing_that_differs_by_chance(recording: Path) -> None:
    """Recorded twice, the file is the same: runs are named by their order, pictures by what is in them."""
    text = recording.read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("> !") and "." in line:
            assert "scan:r1." in line


def test_a_silent_line_leaves_nothing_to_replay_wrongly(lobgids: Lobgids, tmp_path: Path, knowledge: Knowledge) -> None:
    path = tmp_path / "opname.txt"
    with lobgids.talk("ik", "--record", str(path)) as talk:
        for _ in range(3):
            talk.send({"text": "/start", "id": "een", "at": "2026-03-02T09:00:00"})
    text = path.read_text(encoding="utf-8")
    assert play(parse(text), Pure(knowledge)) == text


def test_a_recording_says_when(lobgids: Lobgids, tmp_path: Path) -> None:
    path = tmp_path / "opname.txt"
    lobgids.run("chat", "--record", str(path), given=b"/start\n")
    clock, done, *_ = path.read_text(encoding="utf-8").splitlines()
    when = datetime.fromisoformat(clock.removeprefix("@ ")).replace(tzinfo=AMSTERDAM)
    assert abs(now() - when).total_seconds() < 600
    assert event(done.removeprefix("> "), ()) == Command("start")


def test_a_press_is_recorded_as_the_button_that_people_saw(lobgids: Lobgids, tmp_path: Path) -> None:
    path = tmp_path / "opname.txt"
    with lobgids.talk("ik", "--record", str(path)) as talk:
        talk.send("/start")
        talk.press("Ik ben ouder")
        talk.send({"press": "menu"})
    assert "\n> [Ik ben ouder]\n" in path.read_text(encoding="utf-8")
    assert event("!scan:r1.a=b", ()) == Press("scan:r1.a=b")
