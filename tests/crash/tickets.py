"""What becomes of a question for a person when the guide dies between every two steps: the real `lobgids run` against the strict server.

Someone of a school and two contacts talk, each going on when everyone has seen all that they should. The process kills itself at one place
in what it does, at the second or third time that it comes there; a new one is started, and dies there again, until the end.
"""

from __future__ import annotations

import asyncio
import random
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct

from bot import app
from bot.clock import AMSTERDAM, now
from bot.invite import invite
from bot.log import Log
from bot.settings import Settings
from bot.turn import Turns
from dialogs.language import Event, Press, Text
from dialogs.sharing import Role
from knowledge import Knowledge, read
from tests.channels.telegram.guide import rows
from tests.channels.telegram.people import Phone
from tests.channels.telegram.running import Run, settings
from tests.crash.faults import Tally
from tests.peers.telegram.server import BotApi
from tests.polite import AT_ANY_HOUR, at_any_hour
from tests.talk import shipped
from tests.turn.person import Person

ASKER, CARLA, CAS = 101, 102, 103
GELDERLAND = Role("contact", "gelderland")
CODE = "koppel"
"""Stands for a code of one's own."""
MINUTE = timedelta(seconds=60)
PASSED_ON = None
"""In the place of an event: the minute in which an answer is held is over."""
Step = tuple[int, Event] | None
STEPS: tuple[Step, ...] = (
    (CARLA, Text(CODE)),
    (CAS, Text(CODE)),
    (ASKER, Text("docent")),
    (ASKER, Text("/contact")),
    (ASKER, Text("Ede")),
    (ASKER, Press("door")),
    (ASKER, Text("Wie komt er bij ons langs?")),
    (ASKER, Press("door:ja")),
    (ASKER, Text("Het liefst op woensdag.")),
    (CARLA, Press("ticket:neem:1")),
    (CAS, Press("ticket:neem:1")),
    (CARLA, Text("Dat ben ik.")),
    PASSED_ON,
    (ASKER, Text("Fijn, tot woensdag!")),
    (CARLA, Press("ticket:sluit:1")),
    (ASKER, Press("ticket:heropen:1")),
    (ASKER, Text("Hoe laat?")),
    (CARLA, Text("Om tien uur.")),
    PASSED_ON,
    (ASKER, Press("ticket:klaar:1")),
    (ASKER, Press("ticket:ja:1")),
)

DYING = """
import os, signal
from datetime import timedelta
from bot.storage import committer
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.tickets import answers
answers.HELD_FOR = timedelta(seconds=1)
left = {number}

def die():
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

{place}
"""
PLACES = {
    "event read, ticket": """
hear = Turns.hear
async def dying(self, incoming):
    die()
    return await hear(self, incoming)
Turns.hear = dying
""",
    "written, before the commit, ticket": """
statements = committer._statements
def dying(committed):
    yield from statements(committed)
    if committed:
        die()
committer._statements = dying
""",
    "committed, before sending, ticket": """
hear = Turns.hear
async def dying(self, incoming):
    done = await hear(self, incoming)
    die()
    return done
Turns.hear = dying
""",
    "sent, before marking, ticket": """
said = Store.said
async def dying(self, said_now):
    die()
    await said(self, said_now)
Store.said = dying
""",
    "marked, before the next, ticket": """
said = Store.said
async def dying(self, said_now):
    await said(self, said_now)
    die()
Store.said = dying
""",
}
SECONDS = 120.0
FAULTS_MOST = 9
"""In one conversation, so that there is always something left to say."""


class Chat(Struct, frozen=True):
    """What somebody sees: every message as it came first, and as it is now."""

    first: tuple[str, ...]
    last: tuple[str, ...]


class Calm(Struct, frozen=True):
    """How it goes when nothing breaks.

    Args:
        chats: After each step, of each person.
        kept: What is in the database at the end.
    """

    chats: tuple[dict[int, Chat], ...]
    kept: dict[str, list[tuple[Any, ...]]]


_TIME = re.compile(r"\d{1,2} \w+ \d{4}, \d{1,2}\.\d{2} uur")
KEPT = {
    "turns": "SELECT key, turns FROM persons ORDER BY key",
    "tickets": "SELECT id, region, question, holder IS NULL, waiting_since IS NULL, closed_at IS NULL, helped_at IS NULL FROM tickets",
    "messages": "SELECT ticket, number, text, passed_at IS NULL, withdrawn_at FROM ticket_messages ORDER BY ticket, number",
    "drafts": "SELECT text FROM ticket_drafts",
    "audit": "SELECT action, detail FROM audit ORDER BY action, detail",
    "reminders": "SELECT key FROM reminders",
    "unsaid": "SELECT turn, part FROM outbox WHERE said_at IS NULL OR problem IS NOT NULL",
    "failed": "SELECT error FROM failed",
}


def run(kind: str, times: int, folder: Path, seed: int) -> Tally:
    """Die at a place so many times, over as many conversations as that takes, and hold each against an undisturbed one.

    Raises:
        AssertionError: Something was lost, doubled, left unsaid or out of order; the message says what.
    """
    tally = Tally(kind, 0, 0, 0, 0, 0, 0)
    chance = random.Random(seed)
    knowledge = read(shipped())
    with at_any_hour():
        calm = asyncio.run(undisturbed(folder / "calm", knowledge))
    while tally.times < times:
        faults = min(FAULTS_MOST, times - tally.times)
        asyncio.run(_session(tally, faults, folder / str(tally.times), chance, calm))
    return tally


# ── undisturbed ───────────────────────────────────────────────────────────────────────────────────────────────


async def undisturbed(folder: Path, knowledge: Knowledge) -> Calm:
    """The same conversation over turns and a database in this process, with a list for each chat."""
    async with app.opened(Settings(data=folder, search="lexical"), knowledge) as opened:
        turns = Turns(opened.store, knowledge, Log(b"key"))
        people = {id: Person(opened.store, turns, str(id), "telegram") for id in (ASKER, CARLA, CAS)}
        chats: list[dict[int, Chat]] = []
        for person in people.values():
            person.now = now().astimezone(AMSTERDAM)
        for step in STEPS:
            await _calmly(step, people, opened.store)
            chats.append({id: _chat(person) for id, person in people.items()})
    _check_told_apart(chats[-1].values())
    return Calm(tuple(chats), kept(folder))


async def _calmly(step: Step, people: dict[int, Person], store: Any) -> None:
    for person in people.values():
        person.now += MINUTE if step is PASSED_ON else timedelta(0)
        await person.fire()
    if step is not PASSED_ON:
        who, event = step
        await people[who].only_do(Text(await _code(store)) if event == Text(CODE) else event)
    for person in people.values():
        await person.listen()


async def _code(store: Any) -> str:
    made = invite(GELDERLAND, "", now())
    await store.keep_code(made.kept)
    return f"koppel {made.written}"


def _chat(person: Person) -> Chat:
    """With what was changed in its place."""
    first: list[str] = []
    last: list[str] = []
    place: dict[str, int] = {}
    for id, (say, revises) in enumerate(zip(person.ear.heard, person.ear.revised, strict=True), 1):
        text = _timeless(say.text)
        place[str(id)] = place[revises] if revises else len(first)
        if revises:
            last[place[revises]] = text
        else:
            first.append(text)
            last.append(text)
    return Chat(tuple(first), tuple(last))


def _timeless(text: str) -> str:
    return _TIME.sub("TIJD", text)


def _check_told_apart(chats: Any) -> None:
    assert all(one != other for chat in chats for one, other in zip(chat.first, chat.first[1:], strict=False)), "a double could not be seen"


def kept(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {name: rows(folder, sql) for name, sql in KEPT.items()}


# ── with faults ───────────────────────────────────────────────────────────────────────────────────────────────


class Scene:
    """The process that they talk with, again and again.

    Args:
        faults: How often it is still to die.
    """

    def __init__(self, api: BotApi, folder: Path, place: str, faults: int, chance: random.Random) -> None:
        self.api = api
        self.folder = folder
        self.died = 0
        self._place = place
        self._faults = faults
        self._chance = chance
        self.run: Run | None = None

    async def go_on(self) -> None:
        """A process, and after its death the next one."""
        while True:
            number = self._chance.choice((2, 3)) if self.died < self._faults else 0
            environment = settings(self.api, LOBGIDS_TELEGRAM_PER_SECOND="0", LOBGIDS_SEARCH="lexical")
            self.run = await Run.begin(self.folder, environment, inside=f"{AT_ANY_HOUR}\n" + DYING.format(number=number, place=self._place))
            await self.run.process.wait()
            if not number:
                return
            self.died += 1


async def _session(tally: Tally, faults: int, folder: Path, chance: random.Random, calm: Calm) -> None:
    api = BotApi()
    await api.start()
    codes = await _codes(folder)
    scene = Scene(api, folder, PLACES[tally.kind], faults, chance)
    going = asyncio.create_task(scene.go_on())
    phones = {id: Phone(api, id) for id in (ASKER, CARLA, CAS)}
    for step, chats in zip(STEPS, calm.chats, strict=True):
        await _step(step, phones, codes)
        await _seen(phones, chats, scene)
    await api.wait(lambda: not api.updates, SECONDS)
    assert scene.run
    going.cancel()
    assert await scene.run.end() in (0, -9)
    await api.stop()
    assert "Traceback" not in scene.run.log, scene.run.log[-3000:]
    assert api.not_ours == []
    _count(tally, scene, phones, calm)


async def _codes(folder: Path) -> list[str]:
    async with app.opened(Settings(data=folder / "data", search="lexical"), read(shipped())) as opened:
        return [await _code(opened.store) for _ in range(2)]


async def _step(step: Step, phones: dict[int, Phone], codes: list[str]) -> None:
    if step is PASSED_ON:
        return
    who, event = step
    if isinstance(event, Text):
        await phones[who].type(codes.pop() if event.text == CODE else event.text)
    else:
        assert isinstance(event, Press)
        await phones[who].press_data(event.data)


async def _seen(phones: dict[int, Phone], chats: dict[int, Chat], scene: Scene) -> None:
    """Until everyone sees what they would see undisturbed."""
    try:
        await scene.api.wait(lambda: all(seen(phone) == chats[id] for id, phone in phones.items()), SECONDS)
    except TimeoutError:
        told = {id: (seen(phone), chats[id]) for id, phone in phones.items() if seen(phone) != chats[id]}
        raise AssertionError(f"not as undisturbed: {told}\n{scene.run.log[-2000:] if scene.run else ''}") from None


def seen(phone: Phone) -> Chat:
    """What is in a chat, where a message that came again right after itself is one."""
    messages = phone.seen
    kept = [one for place, one in enumerate(messages) if place + 1 == len(messages) or one.first != messages[place + 1].first]
    return Chat(tuple(_timeless(one.first) for one in kept), tuple(_timeless(one.text) for one in kept))


def _count(tally: Tally, scene: Scene, phones: dict[int, Phone], calm: Calm) -> None:
    found = kept(scene.folder / "data")
    for (key, turns), (_, wanted) in zip(found["turns"], calm.kept["turns"], strict=True):
        tally.lost += max(0, wanted - turns)
        tally.doubled += max(0, turns - wanted)
        assert turns == wanted, (key, turns, wanted)
    tally.unsaid += len(found["unsaid"])
    assert found == calm.kept, {name: (found[name], calm.kept[name]) for name in found if found[name] != calm.kept[name]}
    tally.said_twice += sum(len(phone.seen) - len(seen(phone).first) for phone in phones.values())
    tally.times += scene.died
    tally.broken += scene.died
