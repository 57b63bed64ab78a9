"""Pictures of scans that were really walked, one of them for the docs.

`python -m tests.pictures.example` draws it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import cycle
from pathlib import Path

import knowledge
from bot.pictures import draw
from dialogs.language import Command, Press, Say
from dialogs.recipes import Picture
from tests.talk import AMSTERDAM, Talk

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "knowledge" / "content"
DRAWN = ROOT / "docs" / "pictures" / "result.png"

FILLED_IN = datetime(2026, 11, 23, 15, 40, tzinfo=AMSTERDAM)
SKIP = -1
"""In the place of an answer: the person types that they skip the question."""
MIXED = (2, 3, 1, 3, 2, 4, 2, 1, 3, 2, 0, 3, 2, 3, 3, SKIP, 1, 2, 2, 0)


def read_content() -> knowledge.Knowledge:
    return knowledge.read({path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in CONTENT.rglob("*.*")})


def walked(content: knowledge.Knowledge, sector: str, answers: Iterable[int], *, whole: bool = True, department: str = "") -> Picture:
    """The picture at the end of a scan.

    Args:
        answers: Indexes of the buttons pressed, over and over again; the last button where there are fewer.
    """
    talk, answer = Talk(content, now=FILLED_IN), cycle(answers)
    talk.do(Command("scan"))
    talk.do(Press(f"scan:begin:{sector}"))
    if department:
        talk.say(f"afdeling: {department}")
    pictures = list(_rest(talk, answer))
    if whole:
        talk.do(Press(_on(talk)))
        pictures = list(_rest(talk, answer))
    return pictures[-1]


def _rest(talk: Talk, answers: Iterator[int]) -> Iterator[Picture]:
    """Answer until no question is shown; the pictures that came."""
    while choices := [button.press for button in talk.last_shown if "=" in button.press]:
        index = next(answers)
        said = talk.say("overslaan") if index == SKIP else talk.do(Press(choices[min(index, len(choices) - 1)]))
        yield from _pictures(said)


def _on(talk: Talk) -> str:
    return next(button.press for button in talk.last_shown if button.press.startswith("scan:geheel:"))


def _pictures(said: Iterable[Say]) -> Iterator[Picture]:
    return (say.picture for say in said if say.picture)


if __name__ == "__main__":
    DRAWN.write_bytes(draw(walked(read_content(), "vmbo", MIXED, department="Techniek")))
