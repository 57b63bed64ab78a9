"""People with a Matrix client, as a test sees them: what they do, and what they see."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from tests.peers.matrix.install import installed, node

LINE_BYTES_MOST = 50_000_000
POLL, TEXT = "org.matrix.msc3381.poll.start", "org.matrix.msc1767.text"
SAID = ("m.room.message", POLL)


class Seen(Struct, frozen=True):
    """One event in a room."""

    id: str
    room: str
    sender: str
    type: str
    content: dict[str, Any]
    relation: dict[str, Any] | None
    encrypted: bool
    failed: bool
    state: bool

    @property
    def text(self) -> str:
        """What a person reads."""
        found = self.content[POLL]["question"][TEXT] if self.type == POLL else self.content["body"]
        return str(found)

    @property
    def choices(self) -> dict[str, str]:
        """The answers of a poll by their label."""
        return {answer[TEXT]: answer["id"] for answer in self.content.get(POLL, {}).get("answers", [])}


class Stands(Struct, frozen=True):
    """How an event looks to who reads the room now."""

    text: str
    gone: bool = False
    changed: bool = False


class People:
    """The process in which they live."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._humans: dict[str, Human] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None

    async def start(self, log: Path) -> None:
        """Start it."""
        script = installed() / "js" / "human.mjs"
        script.write_bytes((Path(__file__).parent / "human.mjs").read_bytes())
        with log.open("ab") as errors:
            self._process = await asyncio.create_subprocess_exec(
                str(node()),
                str(script),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
                limit=LINE_BYTES_MOST,
            )
        self._reading = asyncio.create_task(self._read())

    async def stop(self) -> None:
        """End it."""
        if self._process and self._process.stdin:
            self._process.kill()
            await self._process.wait()
        if self._reading:
            await self._reading

    async def ask(self, who: str, do: str, **more: Any) -> Any:
        """Let someone do something."""
        assert self._process
        assert self._process.stdin
        number = next(self._numbers)
        self._asked[number] = asyncio.get_running_loop().create_future()
        self._process.stdin.write(json.dumps({"n": number, "who": who, "do": do, **more}).encode() + b"\n")
        return await asyncio.wait_for(self._asked[number], 90)

    async def human(self, root: str, user: str, *, strict: bool = True, device: str = "") -> Human:
        """Someone who logs in.

        Args:
            device: Names a device that is not their first: one that they did not sign, and that takes what unsigned devices say.
        """
        human = Human(self, user + device, user)
        self._humans[human.who] = human
        await self.ask(human.who, "login", root=root, user=user, password="geheim", strict=strict and not device, first=not device)
        return human

    async def _read(self) -> None:
        assert self._process
        assert self._process.stdout
        async for line in self._process.stdout:
            told = json.loads(line)
            if "n" in told:
                asked = self._asked.pop(told["n"])
                if "error" in told:
                    asked.set_exception(RuntimeError(told["error"]))
                else:
                    asked.set_result(told["answer"])
            else:
                self._humans[told["who"]].see(told)
        for waiting in self._asked.values():
            waiting.set_exception(RuntimeError("the people are gone"))


class Human:
    """One person with one device.

    Attributes:
        seen: What others said, in the order in which it came; an event that could not be read at first comes again.
    """

    def __init__(self, people: People, who: str, user: str) -> None:
        self._people = people
        self.who = who
        self.user = user
        self.room = ""
        self.seen: list[Seen] = []
        self.all: list[Seen] = []
        self.typed: list[str] = []
        self.receipts = 0
        self._changed = asyncio.Event()

    def see(self, told: dict[str, Any]) -> None:
        if "typing" in told and told["typing"]["on"]:
            self.typed.append(told["typing"]["user"])
        self.receipts += "receipt" in told
        if "event" in told:
            event = Seen(**told["event"])
            self.all.append(event)
            if event.sender != self.user and (event.type in SAID or event.failed) and not event.state:
                self.seen.append(event)
        self._changed.set()

    @property
    def last(self) -> Seen:
        return self.seen[-1]

    async def wait(self, until: Callable[[], bool], seconds: float = 30.0) -> None:
        """Wait until something is so."""
        try:
            async with asyncio.timeout(seconds):
                while not until():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"it did not come; seen: {[(s.type, s.failed, str(s.content)[:80]) for s in self.seen[-5:]]}") from None

    async def hear(self, count: int, seconds: float = 30.0) -> list[Seen]:
        """Wait until so many messages came in all; the messages."""
        await self.wait(lambda: len(self.seen) >= count, seconds)
        return self.seen

    async def do(self, what: str, **more: Any) -> Any:
        return await self._people.ask(self.who, what, **more)

    async def meet(self, user: str, *, encrypted: bool = True, direct: bool = True, others: tuple[str, ...] = ()) -> str:
        """Begin a room with someone, and wait until they are in it."""
        self.room = await self.do("create", invite=[user, *others], encrypted=encrypted, direct=direct)
        await self.joined(user)
        return self.room

    async def joined(self, user: str, seconds: float = 30.0) -> None:
        """Wait until someone is in our room."""
        await self.wait(lambda: self._membership(user) == "join", seconds)

    def _membership(self, user: str) -> str:
        found = [e for e in self.all if e.type == "m.room.member" and e.room == self.room and e.sender == user]
        return str(found[-1].content.get("membership")) if found else ""

    async def left(self, user: str) -> None:
        """Wait until someone is no longer in our room."""
        await self.wait(lambda: self._membership(user) == "leave")

    async def send(self, kind: str, content: dict[str, Any]) -> str:
        return str(await self.do("send", room=self.room, type=kind, content=content))

    async def type(self, text: str, **more: Any) -> str:
        """Say something; its event id."""
        return await self.send("m.room.message", {"msgtype": "m.text", "body": text, **more})

    async def says(self, text: str, since: int = 0) -> Seen:
        """Wait for a message with this in it."""
        await self.wait(lambda: any(text in seen.text for seen in self.seen[since:]))
        return next(seen for seen in self.seen[since:] if text in seen.text)

    async def ask(self, text: str, **more: Any) -> Seen:
        """Say something and wait for the first answer."""
        before = len(self.seen)
        await self.type(text, **more)
        return (await self.hear(before + 1))[before]

    async def vote(self, label: str, on: Seen | None = None) -> str:
        """Choose in the last poll that has this."""
        poll = on or next(seen for seen in reversed(self.seen) if label in seen.choices)
        return await self.vote_for(poll.choices[label], poll)

    async def vote_for(self, answer: str, poll: Seen) -> str:
        relation = {"rel_type": "m.reference", "event_id": poll.id}
        return await self.send(
            "org.matrix.msc3381.poll.response", {"m.relates_to": relation, "org.matrix.msc3381.poll.response": {"answers": [answer]}}
        )

    async def upload(self, data: bytes, *, encrypted: bool = True) -> dict[str, Any]:
        """Put a file on the server; where it stands, as an event says it."""
        placed: dict[str, Any] = await self.do("upload", data=base64.b64encode(data).decode(), encrypted=encrypted)
        return placed

    async def send_file(self, kind: str, name: str, data: bytes, caption: str = "", **info: Any) -> str:
        """Send a picture or file, encrypted; its event id."""
        placed = await self.upload(data)
        info = {"size": len(data), **info}
        return await self.send("m.room.message", {"msgtype": kind, "body": caption or name, "filename": name, "info": info, **placed})

    async def download(self, seen: Seen) -> bytes:
        """The file of a message, decrypted."""
        return base64.b64decode(await self.do("download", content=seen.content))

    async def stands(self, event: str) -> Stands:
        """How something that came looks now."""
        return Stands(**await self.do("stands", room=self.room, event=event))

    async def until_stands(self, event: str, stands: Stands) -> None:
        """Wait until it looks so."""
        async with asyncio.timeout(30):
            while await self.stands(event) != stands:  # noqa: ASYNC110 (it tells nobody)
                await asyncio.sleep(0.05)
