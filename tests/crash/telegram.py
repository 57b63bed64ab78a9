"""What happens to Telegram's updates and messages when things break: the real `lobgids run` against the strict server."""

from __future__ import annotations

import asyncio
import itertools
import random
import sqlite3
import time
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

from bot.clock import AMSTERDAM, now
from bot.storage.engine import DATABASE_FILE
from dialogs.language import Text
from knowledge import Knowledge, read
from tests.channels.telegram.guide import rows
from tests.channels.telegram.people import Phone
from tests.channels.telegram.running import Run, settings
from tests.crash.faults import Tally
from tests.peers.telegram.server import BotApi, Fault
from tests.talk import Talk, shipped

PEOPLE = 5
FAULTS_MOST = 8
"""In one conversation, so that there is always something left to say."""
FAULTS_MOST_OF = {"two presses 1 ms apart, Telegram": 3}
"""The others have gone on while someone comes to a question."""
CALLS_MOST = 25
"""A fault comes after at most so many calls of the guide."""
_others = itertools.count(500)
"""People beside the conversation, each with a fault of their own."""
SAYING = ("sendMessage", "sendPhoto", "editMessageText")
IMPATIENT = """
from bot.channels.telegram import channel
from bot.storage import sqlite
channel.ANSWER_SECONDS = 4.0
sqlite.WAIT_SECONDS = 0.2
"""
TEXTS = (
    *("/start", "docent", "scan", "vmbo", "deels", "wat is een loopbaandossier?", "ja", "notitie: alleen in klas 2", "3", "terug", "2"),
    *("overzicht", "verder", "helemaal", "pauze", "verder", *("2", "1") * 4, "tussenstand", "mijn antwoorden", "/stop", "zomaar iets"),
)


class Scene:
    """A conversation of some people with the guide, and the process that they talk with."""

    def __init__(self, api: BotApi, folder: Path, chance: random.Random) -> None:
        self.api = api
        self.folder = folder
        self.chance = chance
        self.ended = 0
        self.pressed: list[Phone] = []
        self._run: Run | None = None

    @property
    def run(self) -> Run:
        assert self._run
        return self._run

    async def start(self) -> None:
        """A process, ready to hear."""
        environment = settings(self.api, LOBGIDS_TELEGRAM_PER_SECOND="0")
        self._run = await Run.begin(self.folder, environment, inside=IMPATIENT)

    async def come(self) -> None:
        """A random moment from now: after some calls, and then a little later."""
        until = len(self.api.calls) + self.chance.randint(1, CALLS_MOST)
        await self.api.wait(lambda: len(self.api.calls) >= until, 60)
        await asyncio.sleep(self.chance.uniform(0, 0.01))


# ── the kinds ─────────────────────────────────────────────────────────────────────────────────────────────────


async def kill(scene: Scene) -> None:
    """kill -9, and a new process."""
    await scene.run.kill()
    scene.ended += 1
    await scene.start()


async def stop(scene: Scene) -> None:
    """SIGTERM: it ends by itself within ten seconds, and well."""
    assert await scene.run.end(seconds=10) == 0
    scene.ended += 1
    await scene.start()


async def away(scene: Scene) -> None:
    """The server is gone for up to ten seconds."""
    await scene.api.stop()
    await asyncio.sleep(scene.chance.choice((0.5, 1, 2, 10)))
    await scene.api.start()


async def cut(scene: Scene) -> None:
    """A connection is cut in the middle of a request."""
    await _once(scene, Fault())


async def unanswered(scene: Scene) -> None:
    """A connection is cut in the middle of an answer: what was asked is done."""
    await _once(scene, Fault(done=True))


async def slow(scene: Scene) -> None:
    """An answer takes longer than anyone waits: what was asked is done."""
    await _once(scene, Fault(done=True, seconds=5))


async def _once(scene: Scene, fault: Fault) -> None:
    """The next message, or question for updates, goes wrong."""
    done = asyncio.Event()
    methods = scene.chance.choice((SAYING, SAYING, ("getUpdates",)))

    def wrong(method: str, given: dict[str, str]) -> Fault | None:
        if method not in methods or done.is_set():
            return None
        done.set()
        return fault

    scene.api.fault = wrong
    await asyncio.wait_for(done.wait(), 60)
    scene.api.fault = _nothing


async def storm(scene: Scene) -> None:
    """For a second, half of the calls are refused: 429 for one second, or 5xx."""
    refusals = (Fault(status=429, retry_after=1), Fault(status=500), Fault(status=502), None, None, None)
    scene.api.fault = lambda method, given: scene.chance.choice(refusals) if method in SAYING else None
    await asyncio.sleep(1)
    scene.api.fault = _nothing


async def again(scene: Scene) -> None:
    """Updates come again, and in the wrong order."""
    old = [update for _, _, update in scene.api.confirmed_updates if scene.chance.random() < 0.5]
    scene.chance.shuffle(old)
    scene.api.repeated += old


async def held(scene: Scene) -> None:
    """Another program holds the database for a while, longer than the guide waits for it."""

    def hold(seconds: float) -> None:
        connection = sqlite3.connect(scene.folder / "data" / DATABASE_FILE, timeout=5, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        connection.execute("ROLLBACK")
        connection.close()

    await asyncio.to_thread(hold, scene.chance.uniform(0.1, 1.0))


async def twice(scene: Scene) -> None:
    """Someone else presses a button of a question two times, a millisecond after each other: both are heard, one answer is kept."""
    phone = Phone(scene.api, next(_others))
    await phone.ask("/start scan", 90)
    await phone.press("Vmbo")
    question = (await phone.hear(3, 90))[-1]
    await phone.press("Deels", question)
    await asyncio.sleep(0.001)
    await phone.press("Deels", question)
    scene.pressed.append(phone)
    await phone.hear(5, 90)


def _nothing(method: str, given: dict[str, str]) -> Fault | None:
    return None


KINDS: dict[str, Callable[[Scene], Awaitable[None]]] = {
    "kill -9, Telegram": kill,
    "SIGTERM, Telegram": stop,
    "Telegram's server gone for up to 10 s": away,
    "connection cut in the middle of a request, Telegram": cut,
    "connection cut in the middle of an answer, Telegram": unanswered,
    "answer later than the time-out, Telegram": slow,
    "429 and 5xx storm, Telegram": storm,
    "updates twice and out of order, Telegram": again,
    "two presses 1 ms apart, Telegram": twice,
    "database held longer than anyone waits, Telegram": held,
}

SAYS_ONCE = (
    "SIGTERM, Telegram",
    "429 and 5xx storm, Telegram",
    "updates twice and out of order, Telegram",
    "two presses 1 ms apart, Telegram",
    "database held longer than anyone waits, Telegram",
)
"""After these no message may have been said twice: nothing was in flight of which nobody knows."""


# ── doing it ──────────────────────────────────────────────────────────────────────────────────────────────────


def run(kind: str, times: int, folder: Path, seed: int) -> Tally:
    """Do a kind of fault a number of times, over as many conversations as that takes, and hold each against the pure one.

    Raises:
        AssertionError: Something was lost, doubled, left unsaid or out of order; the message says what.
    """
    tally = Tally(kind, 0, 0, 0, 0, 0, 0)
    chance = random.Random(seed)
    expected = undisturbed(read(shipped()))
    while tally.times < times:
        faults = min(FAULTS_MOST_OF.get(kind, FAULTS_MOST), times - tally.times)
        asyncio.run(_session(tally, faults, folder / str(tally.times), chance, expected))
    return tally


def undisturbed(knowledge: Knowledge) -> list[list[str]]:
    """What is said to each text, by the pure conversation."""
    talk = Talk(knowledge, now().astimezone(AMSTERDAM))
    said = [[say.text for say in talk.do(Text(text))] for text in TEXTS]
    flat = [text for texts in said for text in texts]
    assert all(one != other for one, other in pairwise(flat)), "what is said again could not be seen"
    return said


async def _session(tally: Tally, faults: int, folder: Path, chance: random.Random, expected: list[list[str]]) -> None:
    api = BotApi()
    await api.start()
    scene = Scene(api, folder, chance)
    await scene.start()
    phones = [Phone(api, 100 + number) for number in range(PEOPLE)]
    talking = asyncio.gather(*(_talk(phone, expected) for phone in phones))
    for _ in range(faults):
        await scene.come()
        await KINDS[tally.kind](scene)
    await talking
    await api.wait(lambda: not api.updates, 60)
    assert await scene.run.end() == 0
    await api.stop()
    assert api.not_ours == []
    assert "Traceback" not in scene.run.log, scene.run.log[-3000:]
    _count(tally, scene, phones, expected)
    tally.times += faults
    tally.broken += scene.ended


async def _talk(phone: Phone, expected: list[list[str]]) -> None:
    """Say everything, each thing when the one before it is answered."""
    there = 0
    for text, says in zip(TEXTS, expected, strict=True):
        await phone.type(text)
        there += len(says)
        await phone.api.wait(lambda there=there: heard(phone)[0] >= there, 90)  # type: ignore[misc]


def heard(phone: Phone) -> tuple[int, int]:
    """How many different messages came, and how many came again right after they came."""
    came = [message.first for message in phone.seen]
    again = sum(one == other for one, other in pairwise(came))
    return len(came) - again, again


_PRESSED = (
    "SELECT turns, (SELECT count(*) FROM answers AS a WHERE a.person = p.id AND a.value IS NOT NULL) FROM persons AS p WHERE p.key = ?"
)


def _count(tally: Tally, scene: Scene, phones: list[Phone], expected: list[list[str]]) -> None:
    data = scene.folder / "data"
    flat = [text for texts in expected for text in texts]
    for phone in phones:
        ((turns,),) = rows(data, "SELECT turns FROM persons WHERE key = ?", f"telegram:{phone.id}")
        tally.lost += max(0, len(TEXTS) - turns)
        tally.doubled += max(0, turns - len(TEXTS))
        came = [message.first for message in phone.seen]
        once = [text for place, text in enumerate(came) if not place or text != came[place - 1]]
        assert once == flat, f"out of order or not as it was: {[text[:30] for text in once]}"
        tally.said_twice += heard(phone)[1]
    for phone in scene.pressed:
        ((turns, answers),) = rows(data, _PRESSED, f"telegram:{phone.id}")
        tally.lost += max(0, 4 - turns) + (answers < 1)
        tally.doubled += max(0, turns - 4) + max(0, answers - 1)
        assert [message.first for message in phone.seen][3:] == [message.first for message in scene.pressed[0].seen][3:]
    tally.unsaid += rows(data, "SELECT count(*) FROM outbox WHERE said_at IS NULL")[0][0]
    assert rows(data, "SELECT count(*) FROM failed") == [(0,)]
    assert rows(data, "SELECT count(*) FROM outbox WHERE problem IS NOT NULL AND problem <> 'later'") == [(0,)]
