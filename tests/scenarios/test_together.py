"""Every scenario of several people says what is written in it, over real turns on both kinds of database; and the format itself."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from dialogs.language import Button, Edited, Press, Say, Text
from knowledge import Knowledge
from tests.databases import KINDS, Database
from tests.scenario import Clock, Done, Remark
from tests.talk import MONDAY
from tests.together import Did, Enters, Heard, Turns, did, parse, play, render
from tests.turn.company import Really

TOGETHER = Path(__file__).parent / "samen"
FILES = sorted(TOGETHER.glob("*.txt"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_says_what_is_written(path: Path, kind: str, knowledge: Knowledge, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = path.read_text(encoding="utf-8")
    played = asyncio.run(_played(text, kind, tmp_path, knowledge))
    if request.config.getoption("--update"):
        path.write_text(played, encoding="utf-8")
    else:
        assert played == text


async def _played(text: str, kind: str, folder: Path, knowledge: Knowledge) -> str:
    database = await Database.create(kind, folder)
    try:
        return await play(parse(text), Really(database, knowledge))
    finally:
        await database.close()


def test_there_are_scenarios_of_two_three_and_ten_people() -> None:
    people = {path.stem: sum(isinstance(step, Enters) for step in parse(path.read_text(encoding="utf-8"))) for path in FILES}
    assert {2, 3, 10} <= set(people.values())


def test_only_who_did_what_is_read() -> None:
    text = (
        "# Zo begint het.\n@ 2026-03-02T09:00\ncarla (contact gelderland)\nede:\n> een\n>> twee\nHallo\n"
        "carla ziet:\n\\ede:\n  [Vmbo]\ncarla, cas en omar tegelijk:\n> [Neem 1 aan]\n"
    )
    several = Turns(("carla", "cas", "omar"))
    enters = Enters("carla", "contact gelderland")
    assert parse(text) == [
        Remark("# Zo begint het."),
        Clock(MONDAY),
        enters,
        Turns(("ede",)),
        Done("een\ntwee"),
        several,
        Done("[Neem 1 aan]"),
    ]


@pytest.mark.parametrize("line", ["ede:", "ede (school Ede)", "carla en cas tegelijk:", "carla ziet:", "> een", "@ x", "# y"])
def test_what_was_said_is_never_taken_for_what_was_done(line: str) -> None:
    assert parse(render(Heard(Say(f"{line}\n{line}"), replaces=True))) == []


def test_the_newest_button_with_a_label_is_pressed_and_a_reply_is_one() -> None:
    shown = (Button("Neem terug", "ticket:terug:1:2"), Button("Neem terug", "ticket:terug:1:1"))
    assert did("[Neem terug]", shown) == Did(Press("ticket:terug:1:2"))
    assert did("op “Nieuwe vraag”: Ja: morgen", shown) == Did(Text("Ja: morgen"), "Nieuwe vraag")
    assert did("~ anders", shown) == Did(Edited("anders"))
    with pytest.raises(ValueError, match="Neem terug"):
        did("[Verder]", shown)
