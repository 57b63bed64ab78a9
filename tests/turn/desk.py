"""A school, contacts and a medewerker together: who they are, and how a question comes from one to the other."""

from __future__ import annotations

from datetime import timedelta

from bot.invite import invite
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Press, Say
from dialogs.sharing import Role
from tests.talk import MONDAY
from tests.turn.person import Person

MINUTE = timedelta(seconds=60)
EDE = "plaats:Gelderland|Ede|Ede"
ZWOLLE = "plaats:Overijssel|Zwolle|Zwolle"
BOSS, EDITOR = Role("medewerker"), Role("redactie")
GELDERLAND, OVERIJSSEL = Role("contact", "gelderland"), Role("contact", "overijssel")


async def staff(store: Store, turns: Turns, name: str, role: Role, channel: str = "proef") -> Person:
    """Someone with a role."""
    person = Person(store, turns, name, channel)
    made = invite(role, name, MONDAY)
    await store.keep_code(made.kept)
    (said,) = await person.say(f"koppel {made.written}")
    assert said.text.startswith("Dit account is nu gekoppeld")
    return person


async def school(store: Store, turns: Turns, name: str, place: str = EDE, channel: str = "proef") -> Person:
    """Someone of a school who was told whom they can turn to."""
    person = Person(store, turns, name, channel)
    await person.do(Press("ik:school"))
    await person.do(Press(place))
    return person


async def asked(asker: Person, question: str) -> int:
    """They hand over a question; its number."""
    await asker.do(Press("door"))
    await asker.say(question)
    said = await asker.do(Press("door:ja"))
    (told,) = [one.text for one in said if "Het nummer is" in one.text]
    return int(told.split("Het nummer is ")[1].split(".")[0])


def texts(said: tuple[Say, ...]) -> str:
    return "\n----\n".join(one.text for one in said)


def presses(person: Person) -> set[str]:
    return {button.press for button in person.last_shown}
