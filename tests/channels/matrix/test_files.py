"""Pictures and files in a question between two people in Matrix: encrypted on both sides, got and said again under any fault."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.app import App
from bot.channels.matrix import files
from bot.channels.matrix.server import Server
from bot.channels.matrix.session import Account
from bot.clock import now
from bot.files import NoFile, NotGot
from bot.invite import invite
from dialogs.files import File
from dialogs.sharing import Role
from tests.channels.matrix.conftest import World
from tests.channels.telegram.guide import Guide
from tests.peers.matrix.human import Human, Seen
from tests.polite import at_any_hour

pytestmark = pytest.mark.asyncio(loop_scope="session")
JPEG, PDF = b"\xff\xd8\xff\xe0 een foto", b"%PDF-1.7 een plan"


class Desk:
    """A school and the contact for Gelderland, who holds its question; both in Matrix."""

    def __init__(self, school: Human, contact: Human) -> None:
        self.school = school
        self.contact = contact

    async def begin(self, app: App, account: Account) -> None:
        for human in (self.school, self.contact):
            await human.meet(account.user)
        await link(app, self.contact)
        await hand_over(self.school)
        new = await self.contact.says("Nieuwe vraag: nummer ")
        await self.contact.vote_for(f"ticket:neem:{new.text.split('nummer ')[1].split('.')[0]}", new)
        await self.school.says("is aangenomen door")


async def link(app: App, contact: Human) -> None:
    made = invite(Role("contact", "gelderland"), "", now())
    await app.store.keep_code(made.kept)
    await contact.ask(f"koppel {made.written}")


async def hand_over(school: Human) -> None:
    """From the first word to the yes."""
    page = await school.ask("hoi")
    for press in ("ik:school", "plaats:Gelderland|Ede|Ede", "door"):
        before = len(school.seen)
        await school.vote_for(press, page)
        await school.hear(before + 1)
    await school.ask("Wie komt bij ons langs?")
    await school.vote_for("door:ja", page)
    await school.says("Het nummer is")


async def file_behind(human: Human, words: str) -> tuple[Seen, Seen]:
    """The message with these words, and the file that came behind it."""
    text = await human.says(words)
    place = human.seen.index(text) + 1
    return text, (await human.hear(place + 1))[place]


@pytest_asyncio.fixture(loop_scope="session")
async def desk(world: World, guide: Guide, account: Account) -> AsyncIterator[Desk]:
    desk = Desk(await world.human(), await world.human())
    with at_any_hour():
        await desk.begin(guide.app, account)
        yield desk


async def test_files_arrive_in_order_encrypted_as_what_they_are(desk: Desk) -> None:
    await desk.school.send_file("m.image", "lokaal.jpg", JPEG, "Ons lokaal", mimetype="text/html")
    await desk.school.send_file("m.image", "../../x\u202egpj.exe", PDF, mimetype="image/jpeg")
    await desk.school.type("Dat was het.")
    text, photo = await file_behind(desk.contact, "Ons lokaal")
    assert (photo.content["msgtype"], photo.content["info"]["mimetype"], photo.encrypted) == ("m.image", "image/jpeg", True)
    assert await desk.contact.download(photo) == JPEG
    other, file = await file_behind(desk.contact, "(Bestand: xgpj.exe)")
    assert (file.content["msgtype"], file.content["filename"]) == ("m.file", "xgpj.exe")
    assert (file.content["info"]["mimetype"], await desk.contact.download(file)) == ("application/octet-stream", PDF)
    last = await desk.contact.says("Dat was het.")
    assert [desk.contact.seen.index(one) for one in (text, photo, other, file, last)] == list(
        range(desk.contact.seen.index(text), desk.contact.seen.index(text) + 5)
    )


async def test_what_is_empty_too_large_or_not_to_be_decrypted_leaves_its_words_and_its_author_hears(desk: Desk) -> None:
    await desk.school.send_file("m.file", "groot.bin", b"x", "Zestig megabyte", size=60_000_000)
    await desk.school.says("Een foto of bestand mag hoogstens 10 MB zijn.")
    sealed = await desk.school.upload(PDF)
    sealed["file"]["hashes"]["sha256"] = "A" * 43
    await desk.school.send_file("m.file", "leeg.txt", b"", "Niets")
    await desk.school.send_file("m.file", "gelogen.bin", b"x" * 10_000_001, "Meer dan gezegd", size=5)
    await desk.school.send("m.room.message", {"msgtype": "m.file", "body": "Anders", "filename": "plan.pdf", **sealed})
    await desk.school.send(
        "m.room.message", {"msgtype": "m.file", "body": "Nergens", "filename": "x", "url": "mxc://nergens.example/bestaatniet"}
    )
    await desk.school.type("Dat was het.")
    await desk.contact.says("Dat was het.")
    for words in ("Niets", "Meer dan gezegd", "Anders"):
        assert "kon niet meekomen" in (await desk.contact.says(words)).text
    assert not any(one.content.get("msgtype") in ("m.file", "m.image") for one in desk.contact.seen)
    await desk.school.says("kon een foto of bestand niet mee.")


# ── the bytes ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest_asyncio.fixture(loop_scope="session")
async def server(world: World, account: Account) -> AsyncIterator[Server]:
    """The homeserver, as the guide's account asks it."""
    server = Server(world.synapse.root)
    await server.open()
    login = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": account.user}, "password": account.password}
    server.token = (await server.ask("POST", "/login", login))["access_token"]
    yield server
    await server.close()


async def test_the_bytes_come_whole_or_not_at_all(server: Server) -> None:
    file = File("matrix", await server.upload(PDF, "text/html"), "m.file", "plan.pdf")
    assert await files.get(server, file, len(PDF)) == PDF
    for less in (file.__class__("matrix", "mxc://x", "m.file", "x"), File("matrix", "mxc://proef/bestaatniet", "m.file", "x")):
        with pytest.raises(NoFile):
            await files.get(server, less, 100)
    with pytest.raises(NoFile):
        await files.get(server, file, len(PDF) - 1)
    with pytest.raises(NoFile):
        await files.get(server, File("matrix", file.id, "m.file", "x", keys='{"key":{"k":"%"},"iv":"","hashes":{}}'), 100)


async def test_a_server_that_is_away_is_asked_again_later(world: World) -> None:
    away = Server("http://127.0.0.1:1")
    await away.open()
    with pytest.raises(NotGot):
        await files.get(away, File("matrix", "mxc://x/y", "m.file", "x"), 100)
    await away.close()
    assert world.synapse.root
