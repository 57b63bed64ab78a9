"""Every scenario, replayed, says what is written in it; and the format itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.language import Attachment, Button, Command, Due, Edited, Event, Location, Press, Reachable, Say, Text, Unreachable, Withdrawn
from knowledge import Knowledge
from tests.scenario import Clock, Done, Remark, done, event, parse, play, render, written
from tests.talk import MONDAY, Talk

HERE = Path(__file__).parent
FILES = sorted(path for path in HERE.rglob("*.txt") if path.parent.name not in ("samen", "post"))
"""Those of one person; `test_together.py` and `test_mail.py` play the others."""
SHOWN = (Button("Vmbo", "scan:begin:vmbo"), Button("Toch [dit]", "menu"), Button("Twee", "faq:een"), Button("Twee", "faq:twee"))


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(HERE).with_suffix("").as_posix() for path in FILES])
def test_says_what_is_written(path: Path, knowledge: Knowledge, request: pytest.FixtureRequest) -> None:
    text = path.read_text(encoding="utf-8")
    played = play(parse(text), Talk(knowledge))
    if request.config.getoption("--update"):
        path.write_text(played, encoding="utf-8")
    else:
        assert played == text


def test_there_are_scenarios() -> None:
    assert len(FILES) > 10


def test_only_what_was_done_is_read() -> None:
    text = "# Zo begint het.\n@ 2026-03-02T09:00\n> /start\nHallo\n  [Vmbo]\n--\n\\> geen invoer\n> een\n>> twee\n>\n"
    assert parse(text) == [Remark("# Zo begint het."), Clock(MONDAY), Done("/start"), Done("een\ntwee"), Done("")]


TYPED = ("docent", "", "een\ntwee", "/start", "[Vmbo]", "!scan:r1.visie=deels", "!stop", "~ nee", "* x", "(location)", "\\", ">")
HAPPENED: tuple[Event, ...] = (
    *(Text(text) for text in TYPED),
    *(Command("start"), Command("start", "r1 r2"), Edited("anders\nen meer"), Due("scan:r1")),
    *(Press("scan:begin:vmbo"), Press("menu"), Press("faq:twee"), Press("scan:r1.visie=deels")),
    *(Location(52.09, 5.12), Attachment(), Withdrawn(), Reachable(), Unreachable()),
)


@pytest.mark.parametrize("happened", HAPPENED, ids=repr)
def test_an_event_is_read_as_it_was_written(happened: Event) -> None:
    (step,) = parse(done(written(happened, SHOWN)))
    assert isinstance(step, Done)
    assert event(step.written, SHOWN) == happened


def test_what_was_said_is_never_taken_for_what_was_done() -> None:
    assert parse(render(Say("> /stop\n>> en\n# let op\n@ 2026-03-02T09:00\n--\n\\ x\n>"))) == []


def test_a_button_that_is_not_there_cannot_be_pressed(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match="Havo"):
        play(parse("> /start\n> [Havo]\n"), Talk(knowledge))


def test_a_reminder_does_not_come_before_its_time(knowledge: Knowledge) -> None:
    early = "> /scan\n> [Vmbo]\n> [Pauze]\n> [Herinner mij over een week]\n> * scan:r1\n"
    with pytest.raises(ValueError, match="scan:r1"):
        play(parse(early), Talk(knowledge))
