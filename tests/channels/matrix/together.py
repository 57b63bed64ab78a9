"""Several people in Matrix, each with a real client in an encrypted room of their own (`tests/channels/together.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from bot.channels.matrix import sending
from dialogs.language import Button, Command, Edited, Press, Text
from tests.channels.matrix.conftest import World
from tests.channels.together import Served, Shown, buttons_of, masked
from tests.peers.matrix.human import Human, Seen
from tests.together import Did, Heard


class MatrixSide:
    """Each with a device."""

    def __init__(self, world: World, guide: str, served: Served) -> None:
        self.app = served.guide.app
        self._world = world
        self._guide = guide
        self._served = served
        self._humans: dict[str, Human] = {}
        self._typed: dict[str, str] = {}

    async def enter(self, name: str, texts: Sequence[str]) -> None:
        self._humans[name] = human = await self._world.human()
        await human.meet(self._guide)
        await self._served.wait(lambda: self._turns(name) > 0)
        for text in texts:
            await self.do(name, Did(Text(text)))
            await self.seen(name)

    async def do(self, name: str, did: Did) -> None:
        before = self._turns(name)
        await self._do(self._humans[name], name, did)
        await self._served.wait(lambda: self._turns(name) > before)

    def _key(self, name: str) -> str:
        return f"matrix:{self._humans[name].user}"

    def _turns(self, name: str) -> int:
        return self._served.turns(self._key(name))

    async def _do(self, human: Human, name: str, did: Did) -> None:
        match did.event:
            case Press(data):
                await self._vote(human, data)
            case Edited(text):
                relation = {"rel_type": "m.replace", "event_id": self._typed[name]}
                await human.type(f"* {text}", **{"m.new_content": {"msgtype": "m.text", "body": text}, "m.relates_to": relation})
            case Text(text):
                more = {"m.relates_to": {"m.in_reply_to": {"event_id": _said(human, did.replies_to).id}}} if did.replies_to else {}
                self._typed[name] = await human.type(text, **more)
            case Command(command, argument):
                await human.type(f"!{command} {argument}".strip())
            case _:
                raise AssertionError(did.event)

    async def _vote(self, human: Human, data: str) -> None:
        """In the newest poll that has it."""
        polls = ((id, seen) for seen in reversed(human.seen) for id in seen.choices.values())
        id, poll = next(pair for pair in polls if masked(pair[0]) == masked(data))
        await human.vote_for(id, poll)

    async def until(self, at: datetime) -> None:
        await self._served.until(at)

    async def seen(self, name: str) -> list[Shown]:
        await self._served.quiet()
        human = self._humans[name]
        await human.hear(self._served.told(self._key(name)))
        assert not any(one.failed or not one.encrypted for one in human.seen)
        return [_shown(one) for one in human.seen]

    def as_seen(self, heard: Heard) -> Shown:
        """A message without a choice is changed where it stands; one with a choice is said anew."""
        if heard.replaces and not heard.say.buttons:
            return Shown(True, sending.numbered(heard.say), ())
        kind, content = sending.event(heard.say)
        return replace(_of(kind, content), replaces=False)


def _said(human: Human, words: str) -> Seen:
    return next(one for one in reversed(human.seen) if words in one.text)


def _shown(one: Seen) -> Shown:
    return _of(one.type, one.content)


def _of(kind: str, content: dict[str, Any]) -> Shown:
    new = content.get("m.new_content")
    if new:
        return Shown(True, new["body"], ())
    seen = Seen("", "", "", kind, content, None, True, False, False)
    return Shown(False, seen.text, buttons_of(Button(label, id) for label, id in seen.choices.items()))
