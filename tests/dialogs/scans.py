"""Scans as tests begin them, and what they look at."""

from __future__ import annotations

from dialogs.language import Press, Say
from knowledge import Knowledge
from tests.talk import Talk


def begun(knowledge: Knowledge, sector: str = "vmbo", *answers: str) -> Talk:
    talk = Talk(knowledge, audience="school")
    talk.say("/scan")
    talk.do(Press(f"scan:begin:{sector}"))
    for answer in answers:
        talk.say(answer)
    return talk


def short_part(knowledge: Knowledge, sector: str = "vmbo") -> Talk:
    return begun(knowledge, sector, *["2"] * 12)


def whole(knowledge: Knowledge) -> Talk:
    """The tiny scan, all answered."""
    return begun(knowledge, "klein", "nee", "1", "ja")


def values(talk: Talk, run: str = "r1") -> dict[str, str | None]:
    return {id: answer.value for id, answer in (talk.runs[run].answers or {}).items()}


def note(talk: Talk, question: str) -> str:
    return (talk.runs["r1"].answers or {})[question].note


def labels(talk: Talk) -> list[str]:
    return [button.label for row in talk.seen.buttons for button in row]


def text(talk: Talk) -> str:
    return talk.said[-1].text


def text_of(says: tuple[Say, ...]) -> str:
    return says[-1].text
