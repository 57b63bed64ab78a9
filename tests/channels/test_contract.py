"""The same conversations in the terminal and in Telegram give the same turns: texts, buttons, pictures, documents and changes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot import app
from bot.settings import Settings
from dialogs.language import Edited, Revise, Say, Settle, Text
from knowledge import Knowledge, read
from tests.channels.contract import ConsoleSide, Pure, Pushed, Side, Step, TelegramSide
from tests.channels.telegram.conftest import running
from tests.peers.telegram.fixture import api
from tests.peers.telegram.server import BotApi
from tests.talk import shipped

__all__ = ["api"]

CYCLING = Path(__file__).parents[1] / "dialogs" / "content" / "fietsen.yaml"
ANSWER = Pushed("")
"""The first answer to the question in view."""


def cycling() -> Knowledge:
    """Another question set than ours, with boxes to tick, and everything else that is shipped."""
    kept = {path: data for path, data in shipped().items() if not path.startswith("scan/")}
    return read(kept | {"scan/fietsen.yaml": CYCLING.read_bytes()})


def ours() -> Knowledge:
    return read(shipped())


def typed(*texts: str) -> tuple[Step, ...]:
    return tuple(map(Text, texts))


CONVERSATIONS: dict[str, tuple[Callable[[], Knowledge], tuple[Step, ...]]] = {
    "a scan to its picture": (
        ours,
        (
            *typed("/start", "docent", "scan", "vmbo", "wat is een loopbaandossier?", "notitie: alleen in klas 2", "terug", "herhaal"),
            *[ANSWER] * 40,
            *typed("plaatje", "tussenstand", "mijn antwoorden", "/stop"),
        ),
    ),
    "boxes to tick": (
        cycling,
        (
            *typed("/start", "docent", "scan", "fietsers", "ja", "een gewone fiets", "7"),
            *(Pushed("☐ Regen"), Pushed("☐ Zon"), Pushed("Klaar"), Text("4"), Text("het is te ver")),
        ),
    ),
    "dates for an agenda": (ours, (*typed("/start ouder", "5 havo", "/data"), Pushed("Zet in mijn agenda"), Text("/menu"))),
    "a slip mended": (ours, (*typed("/start scan", "vmbo", "deels"), Edited("helemaal"), Edited("zomaar iets"))),
    "read aloud": (ours, typed("/voorlezen", "docent", "/scan", "vmbo", "2", "1", "tussenstand", "voorlezen uit", "herhaal")),
    "a pupil": (ours, typed("/start leerling", "/scan", "wat is lob", "/help")),
}


@asynccontextmanager
async def _console(api: BotApi, folder: Path, knowledge: Knowledge) -> AsyncIterator[Side]:
    async with app.opened(Settings(data=folder, search="lexical"), knowledge) as opened:
        yield ConsoleSide(opened)


@asynccontextmanager
async def _telegram(api: BotApi, folder: Path, knowledge: Knowledge) -> AsyncIterator[Side]:
    async with running(api, folder, knowledge):
        yield TelegramSide(api)


@pytest.mark.parametrize("name", CONVERSATIONS)
@pytest.mark.parametrize("channel", [_console, _telegram])
async def test_every_channel_says_what_the_conversation_says(
    channel: Callable[..., AsyncIterator[Side]], name: str, api: BotApi, tmp_path: Path
) -> None:
    known, steps = CONVERSATIONS[name]
    knowledge = known()
    pure = Pure(knowledge)
    async with channel(api, tmp_path, knowledge) as side:  # type: ignore[attr-defined]
        for step in steps:
            done = _meant(step, pure)
            expected = pure.seen(pure.do(done), settles=side.settles)
            assert await side.do(done, len(expected)) == expected, done


def _meant(step: Step, pure: Pure) -> Step:
    """The step; when there is nothing to answer (any more), they ask where they are."""
    if step is not ANSWER:
        return step
    return next((Pushed(button.label) for button in pure.talk.last_shown if "=" in button.press), Text("waar ben ik"))


def test_the_conversations_have_everything_that_a_channel_must_be_able_to_do() -> None:
    there: set[object] = set()
    for known, steps in CONVERSATIONS.values():
        pure = Pure(known())
        for step in steps:
            for effect in pure.do(_meant(step, pure)):
                there.add(type(effect))
                say = effect if isinstance(effect, Say) else effect.say
                there |= {what for what in ("picture", "document", "buttons") if getattr(say, what)}
            there |= {"aloud"} if pure.talk.aloud else set()
    assert there == {Say, Revise, Settle, "picture", "document", "buttons", "aloud"}
