"""Someone in Telegram and someone in Matrix, and one real `lobgids run` between them: texts, pictures and files, also when it is killed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest
import pytest_asyncio

from bot import app
from bot.clock import now
from bot.invite import invite
from bot.settings import Settings
from dialogs.sharing import Role
from knowledge import Knowledge
from tests.channels.matrix.conftest import World
from tests.channels.matrix.test_files import JPEG, PDF, file_behind, hand_over
from tests.channels.telegram.people import Phone, message
from tests.channels.telegram.running import Run, settings
from tests.peers.matrix import between
from tests.peers.matrix.between import Between
from tests.peers.telegram import server
from tests.peers.telegram.server import BotApi
from tests.polite import AT_ANY_HOUR

pytestmark = pytest.mark.asyncio(loop_scope="session")
PATIENCE_SECONDS = 90.0


class Both:
    """Two schools and two contacts, one of each on either channel: each school's question is held by who is on the other."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder
        self.api = BotApi()
        self.between = Between(world.synapse.root)
        self.phone_school, self.phone_contact = Phone(self.api, 77), Phone(self.api, 78)
        self._environment: dict[str, str] = {}
        self._run: Run | None = None

    async def begin(self, knowledge: Knowledge) -> None:
        await self.api.start()
        await self.between.start()
        self.user = (await self.world.bot()).user
        matrix = {"HOMESERVER": self.between.root, "USER": self.user, "PASSWORD": "geheim"}
        self._environment = {**settings(self.api), **{f"LOBGIDS_MATRIX_{name}": value for name, value in matrix.items()}}
        self._environment["LOBGIDS_SEARCH"] = "lexical"
        codes = [invite(Role("contact", "gelderland"), "", now()) for _ in range(2)]
        async with app.opened(Settings(data=self.folder / "data", search="lexical"), knowledge) as opened:
            for code in codes:
                await opened.store.keep_code(code.kept)
        await self.start()
        self.human_school, self.human_contact = await self.world.human(), await self.world.human()
        for human in (self.human_school, self.human_contact):
            await human.meet(self.user)
        await self.human_contact.ask(f"koppel {codes[0].written}")
        await self.phone_contact.ask(f"/start koppel_{codes[1].written}")
        await self._hand_over()

    async def _hand_over(self) -> None:
        for press in ("ik:school", "plaats:Gelderland|Ede|Ede", "door"):
            before = len(self.phone_school.seen)
            await self.phone_school.press_data(press)
            await self.phone_school.hear(before + 1)
        await self.phone_school.ask("Wie komt bij ons langs?")
        await self.phone_school.press_data("door:ja")
        await self.human_contact.vote("Neem 1 aan", await self.human_contact.says("Nieuwe vraag: nummer 1."))
        await self.shown(self.phone_school, "is aangenomen door")
        await hand_over(self.human_school)
        await self.shown(self.phone_contact, "Nieuwe vraag: nummer 2.")
        await self.phone_contact.press_data("ticket:neem:2")
        await self.human_school.says("is aangenomen door")

    async def start(self) -> None:
        self._run = await Run.begin(self.folder, self._environment, inside=AT_ANY_HOUR)

    async def end(self) -> None:
        assert self._run
        assert await self._run.end() == 0
        assert "Traceback" not in self._run.log
        assert server.TOKEN not in self._run.log
        await self.between.stop()
        await self.api.stop()

    async def shown(self, phone: Phone, words: str) -> None:
        await self.api.wait(lambda: any(words in one.text for one in phone.seen), PATIENCE_SECONDS)

    async def killed_at(self, where: str, number: int, *, done: bool) -> None:
        """kill -9 at a call of the guide, before the server does it or after, and a new process.

        Args:
            where: A method of Telegram, or part of a path of Matrix.
            number: Which call of those that come.
        """
        assert self._run
        run, came, dead = self._run, 0, asyncio.Event()

        def kill(what: str) -> bool:
            nonlocal came
            came += where in what
            if where not in what or came != number or dead.is_set():
                return False
            run.process.kill()
            dead.set()
            return True

        self.api.fault = lambda method, given: server.Fault(done=done) if kill(method) else None
        self.between.fault = lambda method, path: between.Fault(done=done) if kill(path) else None
        await asyncio.wait_for(dead.wait(), PATIENCE_SECONDS)
        await run.process.wait()
        await self.start()

    async def photo(self, caption: str, data: bytes = JPEG) -> None:
        """The school in Telegram sends a photo."""
        kept = self.api.files.keep("photo", data)
        await self.api.push({"message": message(77, **kept.as_json(), caption=caption)})


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def both(world: World, tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> AsyncIterator[Both]:
    both = Both(world, tmp_path_factory.mktemp("both"))
    await both.begin(knowledge)
    yield both
    await both.end()


async def test_from_telegram_to_matrix_in_order(both: Both) -> None:
    await both.phone_school.type("Kijk eens.")
    await both.photo("Ons lokaal")
    plan = both.api.files.keep("document", PDF, "../plan\u202e.pdf")
    await both.api.push({"message": message(77, **plan.as_json())})
    await both.phone_school.type("Wat vindt u?")
    text, photo = await file_behind(both.human_contact, "Ons lokaal")
    assert (photo.content["msgtype"], photo.encrypted, await both.human_contact.download(photo)) == ("m.image", True, JPEG)
    named, file = await file_behind(both.human_contact, "(Bestand: plan.pdf)")
    assert (file.content["msgtype"], file.content["filename"], await both.human_contact.download(file)) == ("m.file", "plan.pdf", PDF)
    seen = both.human_contact.seen
    first, last = await both.human_contact.says("Kijk eens."), await both.human_contact.says("Wat vindt u?")
    places = [seen.index(one) for one in (first, text, photo, named, file, last)]
    assert all(one < other for one, other in pairwise(places))


async def test_from_matrix_to_telegram_in_order(both: Both) -> None:
    before = len(both.phone_contact.seen)
    await both.human_school.send_file("m.image", "lokaal.jpg", JPEG, "Ons lokaal")
    await both.human_school.send_file("m.image", "geen-foto.jpg", PDF)
    await both.human_school.type("Wat vindt u?")
    photo, file, text = (await both.phone_contact.hear(before + 3, PATIENCE_SECONDS))[before:]
    assert (photo.photo, photo.text.endswith("Ons lokaal")) == (JPEG, True)
    assert file.file
    assert (file.document, file.file.name, file.text.endswith("(Bestand: geen-foto.jpg)")) == (PDF, "geen-foto.jpg", True)
    assert text.text.endswith("Wat vindt u?")


STEPS = (
    *(("getUpdates", 2, False), ("getFile", 1, False), ("getFile", 1, True), ("/upload", 1, True)),
    *(("/send/m.room.encrypted", 1, True), ("/send/m.room.encrypted", 2, False), ("/send/m.room.encrypted", 2, True)),
)


async def test_killed_between_every_two_steps_it_arrives_once_in_matrix(both: Both) -> None:
    for number, (where, call, done) in enumerate(STEPS):
        killing = asyncio.create_task(both.killed_at(where, call, done=done))
        await asyncio.sleep(0)
        await both.photo(f"Foto nummer {number}.", JPEG + bytes([number]))
        await killing
        _, photo = await file_behind(both.human_contact, f"Foto nummer {number}.")
        assert await both.human_contact.download(photo) == JPEG + bytes([number]), (where, call, done)
    await both.phone_school.type("Dat waren ze.")
    await both.human_contact.says("Dat waren ze.")
    texts = [one.text for one in both.human_contact.seen if "Foto nummer" in one.text]
    assert [text.rpartition(" ")[2] for text in texts] == [f"{number}." for number in range(len(STEPS))]
    ids = [one.id for one in both.human_contact.seen if one.content.get("msgtype") == "m.image"]
    assert len(ids) == len(set(ids)) == 1 + len(STEPS)


async def test_killed_between_every_two_steps_it_arrives_in_telegram(both: Both) -> None:
    """Twice only what was sent already when the process died, of which Telegram can't be asked."""
    steps = (("/media/download", 1, False), ("/media/download", 1, True), ("sendPhoto", 1, False), ("sendPhoto", 1, True))
    for number, (where, call, done) in enumerate(steps):
        killing = asyncio.create_task(both.killed_at(where, call, done=done))
        await asyncio.sleep(0)
        await both.human_school.send_file("m.image", "foto.jpg", JPEG, f"Foto nummer {number}.")
        await killing
        await both.shown(both.phone_contact, f"Foto nummer {number}.")
    await both.human_school.type("Dat waren ze.")
    await both.shown(both.phone_contact, "Dat waren ze.")
    came = [one.text.rpartition(" ")[2] for one in both.phone_contact.seen if "Foto nummer" in one.text]
    assert came == ["0.", "1.", "2.", "3.", "3."]
