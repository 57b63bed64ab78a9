"""Messages to many to test with: a medewerker with colleagues, a draft, and one on its way."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from dialogs import memory
from dialogs.broadcast import Audience, Broadcast, Count, Group, Outcome
from dialogs.files import File
from dialogs.language import Event, Pass
from dialogs.memory import Home, Topic
from dialogs.sharing import Member, Role, Shared, StaffRole
from dialogs.ticket import Answerer
from knowledge import Knowledge
from tests.dialogs.laws import do
from tests.talk import MONDAY, Talk

MIES, WIM, RED = 1, 2, 3
SUBSCRIBERS = (
    Group("telegram", "school", "vmbo", "Gelderland", "Ede", got_last=False, people=120),
    Group("telegram", "ouder", "", "Gelderland", "Ede", got_last=True, people=30),
    Group("matrix", "school", "mbo", "Overijssel", "Zwolle", got_last=True, people=40),
    Group("matrix", "school", "", "", "", got_last=False, people=10),
    Group("telegram", "leerling", "", "Gelderland", "Ede", got_last=False, people=500),
)
EVERYBODY = 200
PHOTO = File("telegram", "f1", "photo", "foto.jpg", 1_000)
FINE = "Op dinsdag 10 maart 2026 is er een bijeenkomst over LOB."


def member(person: int, role: StaffRole) -> Member:
    return Member(person, "telegram", Role(role), "", MONDAY)


def desk(
    knowledge: Knowledge, *broadcasts: Broadcast, topic: Topic | None = None, roles: tuple[StaffRole, ...] = ("medewerker",), **more: Any
) -> Talk:
    """A medewerker, with a colleague and an editor."""
    members = (member(MIES, "medewerker"), member(WIM, "medewerker"), member(RED, "redactie"))
    shared = Shared(
        tuple(Role(role) for role in roles),
        members=members,
        me=MIES,
        answering=(Answerer(MIES, ""), Answerer(WIM, "")),
        editors=(RED,),
        broadcasts=broadcasts,
        next_broadcast=max((one.id for one in broadcasts), default=0) + 1,
        audience=Audience(SUBSCRIBERS, 1_218),
    )
    state = memory.write(memory.Conversation(topic or Home()))
    return Talk(knowledge, state=state, audience="school", shared=replace(shared, **more))


def draft(text: str = FINE, **more: Any) -> Broadcast:
    return Broadcast(**{"id": 3, "author": MIES, "text": text, "made": MONDAY, **more})


def going(*counts: Count, **more: Any) -> Broadcast:
    """On its way to 200 people."""
    known = {"status": "sending", "total": EVERYBODY, "confirmed": MONDAY, "starts": MONDAY, "snapshot": MONDAY, "counts": counts}
    return draft(**{**known, **more})


def count(outcome: Outcome, people: int, channel: str = "telegram", **more: int) -> Count:
    return Count(channel, outcome, people, **more)


def said(talk: Talk, event: Event) -> str:
    """All that they read, with the buttons, in the words of the page."""
    return "\n".join(f"{say.text}\n{[button.label for row in say.buttons for button in row]}" for say in do(talk, event))


def topic(talk: Talk) -> Topic:
    return memory.read(talk.state).topic


def passed(talk: Talk) -> list[int]:
    return [effect.person for effect in talk.effects if isinstance(effect, Pass)]


LINKED = "Kijk op https://voorbeeld.invalid/lob."


FIRST_GONE = (count("said", 18), count("blocked", 2), count("queued", 130), count("queued", 50, "matrix"))


SENT = (count("said", 190), count("uncertain", 5), count("blocked", 5))


NEW = "Op dinsdag 10 maart 2026 om 15 uur is er een bijeenkomst."


def reader(knowledge: Knowledge, one: Broadcast, topic: Topic | None = None, **more: Any) -> Talk:
    """Somebody who got it."""
    shared = Shared(me=9, answering=(Answerer(MIES, ""), Answerer(WIM, "")), editors=(RED,), broadcasts=(one,))
    state = memory.write(memory.Conversation(topic or Home()))
    return Talk(knowledge, state=state, audience="school", news="yes", shared=replace(shared, **more))
