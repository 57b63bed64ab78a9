"""What happens to messages in Matrix when things break: the real `lobgids run`, a real homeserver, strict humans."""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
from collections.abc import Awaitable, Callable
from itertools import pairwise, zip_longest
from pathlib import Path

from bot.channels.matrix import sending
from bot.channels.matrix.session import FOLDER
from bot.clock import AMSTERDAM, now
from dialogs.language import Text
from knowledge import Knowledge, read
from tests.channels.matrix.conftest import World
from tests.channels.telegram.guide import rows
from tests.channels.telegram.running import Run
from tests.crash.faults import Tally
from tests.peers.matrix.between import Between, Fault
from tests.peers.matrix.human import Human
from tests.talk import Talk, shipped

PEOPLE = 2
FAULTS_MOST = 25
"""In one conversation, so that there is always something left to say."""
DEVICES_MOST = 3
"""New devices of people in one conversation: it goes on while they log in."""
REQUESTS_MOST = 8
"""A fault comes after at most so many requests of the guide."""
NEW_DEVICES = 51
"""One more than the one-time keys that the server has of us."""
IMPATIENT = """
from bot.channels.matrix import server
server.ANSWER_SECONDS = 2.0
server.Server.ask.__kwdefaults__["seconds"] = 2.0
"""
RAISING = """
import random
from nio import Client
chance = random.Random(1)
def on_event(self, event, room):
    if chance.random() < 0.5:
        raise RuntimeError("een fout van ons")
Client._on_event = on_event
"""
DYING = """
import os, random, signal
from nio.store.database import SqliteDatabase
execute = SqliteDatabase.execute_sql
writes = random.randint(1, 4)
def dying(self, sql, *more, **named):
    global writes
    if "sessions" in sql and sql.startswith(("INSERT", "REPLACE", "UPDATE")):
        writes -= 1
        if writes == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return execute(self, sql, *more, **named)
SqliteDatabase.execute_sql = dying
"""
TEXTS = (
    *("hoi", "docent", "scan", "vmbo", "deels", "wat is een loopbaandossier?", "ja", "notitie: alleen in klas 2", "3", "terug", "2"),
    *("overzicht", "verder", "helemaal", "pauze", "verder", "2", "1", "2", "mijn antwoorden", "/stop"),
)
KNOWN = read(shipped())
UNREADABLE = KNOWN.phrases.matrix.unreadable()
Kind = Callable[["Scene"], Awaitable[None]]


class Scene:
    """A conversation of some people with the guide, and the process that they talk with."""

    def __init__(self, world: World, folder: Path, chance: random.Random) -> None:
        self.world = world
        self.folder = folder
        self.chance = chance
        self.between = Between(world.synapse.root)
        self.humans: list[Human] = []
        self.user = ""
        self.inside = ""
        self.ended = self.readers = 0
        self.done = False
        self._run: Run | None = None

    @property
    def run(self) -> Run:
        assert self._run
        return self._run

    async def begin(self) -> None:
        """A guide, and people in rooms with it."""
        await self.between.start()
        self.user = (await self.world.bot()).user
        await self.start()
        self.humans = [await self.world.human() for _ in range(PEOPLE)]
        for human in self.humans:
            await human.meet(self.user)

    async def start(self) -> None:
        """A process."""
        environment = {
            "LOBGIDS_MATRIX_HOMESERVER": self.between.root,
            "LOBGIDS_MATRIX_USER": self.user,
            "LOBGIDS_MATRIX_PASSWORD": "geheim",
            "LOBGIDS_SEARCH": "lexical",
        }
        self._run = await Run.begin(self.folder, environment, inside=self.inside)

    async def come(self) -> None:
        """A random moment from now: after some requests, if there are so many still, and then a little later."""
        until = len(self.between.passed) + self.chance.randint(1, REQUESTS_MOST)
        async with asyncio.timeout(180):
            while len(self.between.passed) < until and not self.done:  # noqa: ASYNC110 (a real server is waited for)
                await asyncio.sleep(0.01)
        await asyncio.sleep(self.chance.uniform(0, 0.02))

    async def end(self) -> None:
        assert await self.run.end() == 0
        await self.between.stop()

    async def once(self, fault: Fault, *parts: str) -> None:
        """The next request to one of these paths goes wrong; when none comes, the next of all."""
        done = asyncio.Event()
        wanted = self.chance.choice(parts)

        def wrong(method: str, path: str) -> Fault | None:
            if wanted not in path or done.is_set():
                return None
            done.set()
            return fault

        self.between.fault = wrong
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), 3)
        wanted = "/"
        await asyncio.wait_for(done.wait(), 180)
        self.between.fault = nothing


# ── the kinds ─────────────────────────────────────────────────────────────────────────────────────────────────


def nothing(method: str, path: str) -> Fault | None:
    return None


async def kill(scene: Scene) -> None:
    """kill -9, and a new process."""
    await scene.run.kill()
    scene.ended += 1
    await scene.start()


async def kill_unmarked(scene: Scene) -> None:
    """kill -9 after the server has a message and before we know."""
    await scene.once(Fault(done=True, seconds=0.5), "/send/")
    await kill(scene)


async def kill_writing(scene: Scene) -> None:
    """kill -9 between two writes of a key that came: the server gives the key again, and a message of that kind can be opened once."""
    human = await scene.world.human()
    await human.meet(scene.user)
    scene.inside = DYING
    await stop(scene)
    scene.inside = ""
    await human.type("hoi")
    asking = asyncio.create_task(human.hear(1, 180))
    dead = asyncio.create_task(scene.run.process.wait())
    await asyncio.wait({asking, dead}, return_when=asyncio.FIRST_COMPLETED)
    await kill(scene)
    assert not (await asking)[0].text.startswith(UNREADABLE), "its key is lost"


async def stop(scene: Scene) -> None:
    """SIGTERM: it ends by itself within ten seconds, and well."""
    assert await scene.run.end(seconds=10) == 0, scene.run.log[-2000:]
    scene.ended += 1
    await scene.start()


async def away(scene: Scene) -> None:
    """The homeserver is gone for ten seconds, and comes back."""
    await scene.world.synapse.stop()
    await asyncio.sleep(10)
    await scene.world.synapse.start()


async def cut(scene: Scene) -> None:
    """A connection is cut in the middle of a request."""
    await scene.once(Fault(), "/send/", "/sync", "/sendToDevice/", "/keys/")


async def unanswered(scene: Scene) -> None:
    """A connection is cut in the middle of an answer: what was asked is done."""
    await scene.once(Fault(done=True), "/send/", "/sync", "/sendToDevice/", "/keys/")


async def slow(scene: Scene) -> None:
    """An answer takes longer than anyone waits: what was asked is done."""
    if not scene.inside:
        scene.inside = IMPATIENT
        await stop(scene)
    await scene.once(Fault(done=True, seconds=2.5), "/send/", "/sendToDevice/", "/keys/")


async def limited(scene: Scene) -> None:
    """For a second, two of three requests are refused for the rate limits."""
    refuse = Fault(retry_after=0.3)
    scene.between.fault = lambda method, path: refuse if scene.chance.random() < 0.67 else None
    await asyncio.sleep(1)
    scene.between.fault = nothing


async def store_lost(scene: Scene) -> None:
    """The crypto store is gone, and the seeds are kept: a new device, signed with them."""
    assert await scene.run.end(seconds=10) == 0
    scene.ended += 1
    shutil.rmtree(scene.folder / "data" / FOLDER)
    await scene.start()


async def store_lost_unmarked(scene: Scene) -> None:
    """The crypto store is gone while the server has a message of which we do not know it; it came from another device."""
    await scene.once(Fault(done=True, seconds=0.5), "/send/")
    await scene.run.kill()
    scene.ended += 1
    shutil.rmtree(scene.folder / "data" / FOLDER)
    await scene.start()


async def new_devices(scene: Scene) -> None:
    """While the guide is away, more devices want to talk with it than it has one-time keys."""
    assert await scene.run.end(seconds=10) == 0
    scene.ended += 1
    human = scene.humans[0]
    device = await human.do("device", user=scene.user)
    for _ in range(NEW_DEVICES):
        await human.do("claim", user=scene.user, device=device)
    await scene.start()


async def second_device(scene: Scene) -> None:
    """Someone logs in on another device."""
    human = scene.chance.choice(scene.humans)
    device = await scene.world.people.human(scene.world.synapse.root, human.user, device=f"/{scene.chance.random()}")
    async with asyncio.timeout(180):
        while not scene.done and all(seen.failed for seen in device.seen):  # noqa: ASYNC110 (a real server is waited for)
            await asyncio.sleep(0.05)
    scene.readers += any(not seen.failed for seen in device.seen)
    assert scene.readers, "what is said from now on can't be read there"
    await device.do("stop")


async def other_room(scene: Scene) -> None:
    """Someone leaves, and comes back in another room."""
    human = await scene.world.human()
    await human.meet(scene.user)
    await human.ask("hoi")
    await human.do("leave", room=human.room)
    await human.meet(scene.user)
    assert (await human.hear(2))[-1].text.startswith("Welkom terug.")


async def raising(scene: Scene) -> None:
    """From now on, the library's handling of half of all events raises."""
    scene.inside = RAISING
    await stop(scene)


KINDS: dict[str, Kind] = {
    "kill -9, Matrix": kill,
    "kill -9 between sending and marking, Matrix": kill_unmarked,
    "kill -9 between two writes of a room key": kill_writing,
    "SIGTERM, Matrix": stop,
    "homeserver gone for 10 s and restarted": away,
    "connection cut in the middle of a request, Matrix": cut,
    "connection cut in the middle of an answer, Matrix": unanswered,
    "answer later than the time-out, Matrix": slow,
    "429 storm, Matrix": limited,
    "crypto store lost, seeds kept": store_lost,
    "crypto store lost with a message in flight, seeds kept": store_lost_unmarked,
    "51 new devices while the guide is down": new_devices,
    "a second device of the human": second_device,
    "a room left and joined again": other_room,
    "a raising handler": raising,
}

QUICK = (
    *("kill -9, Matrix", "kill -9 between sending and marking, Matrix", "kill -9 between two writes of a room key"),
    *("connection cut in the middle of an answer, Matrix", "crypto store lost, seeds kept"),
)
"""Those of `make test`; `make faults` does all of them."""


# ── doing it ──────────────────────────────────────────────────────────────────────────────────────────────────


async def run(kind: str, times: int, world: World, folder: Path, seed: int, texts: int = len(TEXTS)) -> Tally:
    """Do a kind of fault a number of times, over as many conversations as that takes, and hold each against the pure one.

    Args:
        texts: How much of the conversation there is.

    Raises:
        AssertionError: Something came out of order, or not as it was.
    """
    tally = Tally(kind, 0, 0, 0, 0, 0, 0)
    chance = random.Random(seed)
    while tally.times < times:
        faults = min(DEVICES_MOST if KINDS[kind] is second_device else FAULTS_MOST, times - tally.times)
        await _session(tally, faults, Scene(world, folder / str(tally.times), chance), TEXTS[:texts])
    return tally


def undisturbed(knowledge: Knowledge, texts: tuple[str, ...]) -> list[list[str]]:
    """What is said to each text, by the pure conversation, as a client shows it."""
    talk = Talk(knowledge, now().astimezone(AMSTERDAM), turns=1)
    said = [[_shown(*sending.event(say)) for say in talk.do(Text(text))] for text in texts]
    flat = [text for texts in said for text in texts]
    assert all(one != other for one, other in pairwise(flat)), "what is said again could not be seen"
    return said


def _shown(kind: str, content: sending.Content) -> str:
    return str(content[kind]["question"][sending.TEXT] if kind == sending.POLL else content["body"])


async def _session(tally: Tally, faults: int, scene: Scene, texts: tuple[str, ...]) -> None:
    expected = undisturbed(KNOWN, texts)
    await scene.begin()
    talking = asyncio.gather(*(_talk(human, texts, expected) for human in scene.humans))
    talking.add_done_callback(lambda _: setattr(scene, "done", True))
    try:
        for _ in range(faults):
            if not talking.done():
                await scene.come()
            await KINDS[tally.kind](scene)
        await talking
        await scene.end()
    finally:
        talking.cancel()
        await scene.run.kill()
    assert "Traceback" not in scene.run.log, scene.run.log[-3000:]
    _count(tally, scene, expected)
    tally.times += faults
    tally.broken += scene.ended


async def _talk(human: Human, texts: tuple[str, ...], expected: list[list[str]]) -> None:
    """Say everything, each thing when the one before it is answered, and again when that is asked."""
    there = asked = 0
    for text, says in zip(texts, expected, strict=True):
        there += len(says)
        await human.type(text)
        while len(_once(_heard(human))) < there:
            await human.wait(lambda n=there, m=asked: len(_once(_heard(human))) >= n or _asked(human) > m, 180)  # type: ignore[misc]
            if _asked(human) > asked:
                asked = _asked(human)
                await human.type(text)


def _readable(human: Human) -> list[str]:
    return [seen.text for seen in {seen.id: seen for seen in human.seen if not seen.failed}.values()]


def _heard(human: Human) -> list[str]:
    """What someone could read, each event once, without being asked to say something again."""
    return [text for text in _readable(human) if not text.startswith(UNREADABLE)]


def _asked(human: Human) -> int:
    """How often someone was asked to say something again."""
    return sum(text.startswith(UNREADABLE) for text in _readable(human))


def _once(texts: list[str]) -> list[str]:
    return [text for place, text in enumerate(texts) if not place or text != texts[place - 1]]


def _count(tally: Tally, scene: Scene, expected: list[list[str]]) -> None:
    data = scene.folder / "data"
    flat = [text for texts in expected for text in texts]
    for human in scene.humans:
        came = _heard(human)
        once = _once(came)
        assert once == flat, f"out of order or not as it was: {[pair for pair in zip_longest(once, flat) if pair[0] != pair[1]][:2]}"
        read_later = {seen.id for seen in human.seen if not seen.failed}
        assert not [seen.id for seen in human.seen if seen.failed and seen.id not in read_later], "the human could not read it"
        tally.said_twice += len(came) - len(once)
        tally.asked_again += _asked(human)
        ((turns,),) = rows(data, "SELECT turns FROM persons WHERE key = ?", f"matrix:{human.user}")
        wanted = len(expected) + 1 + _asked(human)  # one for the room, and one for each time that something could not be read
        tally.lost += max(0, wanted - turns)
        tally.doubled += max(0, turns - wanted)
    tally.unsaid += rows(data, "SELECT count(*) FROM outbox WHERE said_at IS NULL")[0][0]
    assert rows(data, "SELECT count(*) FROM failed") == [(0,)]
    assert rows(data, "SELECT count(*) FROM outbox WHERE problem IS NOT NULL AND problem <> 'later'") == [(0,)]
