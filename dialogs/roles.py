"""Who works with the guide: a code gives an account a role, and a medewerker sees who has which and may revoke it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never

from dialogs.here import Here, Turn, channel_name, day, led_by, menu_button, paragraphs, turn
from dialogs.language import Button, Command, Event, Pass, Press, Say, Text
from dialogs.memory import Home, Managing, Topic
from dialogs.sharing import Code, Join, Member, Miss, Revoke, Role

MISSES_MOST = 5
"""Wrong codes an hour; after that no code is looked at."""
CODE_CHARACTERS = 12
LINK = "koppel_"
WITHOUT_CODE = Command("koppel")
"""As it is kept when it fails: nobody may read there a code that still works."""
_TYPED = re.compile(r"\s*koppel(?:\s*:|_|\s)\s*([\w -]{4,40})", re.IGNORECASE)
_ALIKE = str.maketrans("OIL", "011")
"""Letters that are taken for digits when a code is read from paper (Crockford's base 32)."""


def code_in(event: Event) -> str:
    """The code that someone gave, as it was made; "" when they gave none."""
    match event:
        case Command("start", argument) if argument.startswith(LINK):
            said = argument.removeprefix(LINK)
        case Command(name, argument) if name.lower() == "koppel":
            said = argument
        case Text(text) if typed := _TYPED.fullmatch(text):
            said = typed[1]
        case _:
            return ""
    return "".join(filter(str.isalnum, said)).upper().translate(_ALIKE)


def respond(_topic: Topic, event: Event, here: Here) -> Turn | None:
    """A code, and for a medewerker the list of roles; None for all else, also for a staff button in another person's hands."""
    if code := code_in(event):
        return _joined(code, here)
    if event == WITHOUT_CODE:
        return turn(Home(), Say(here.phrases.staff.no_code(), ((menu_button(here),),)))
    if not here.facts.shared.has("medewerker"):
        return None
    match event:
        case Command("rollen") | Press("rollen"):
            return turn(Managing(), _list(here))
        case Press(data) if data.startswith("rol:weg:") and (member := _member(data.removeprefix("rol:weg:"), here)):
            return turn(Managing(_id(member)), _asked(member, here))
        case Press(data) if data.startswith("rol:ja:") and (member := _member(data.removeprefix("rol:ja:"), here)):
            return _revoked(member, here)
    return None


def roles_button(here: Here) -> tuple[Button, ...]:
    """The way here from home, for who may go."""
    return (Button(here.phrases.staff.button_roles(), "rollen"),) if here.facts.shared.has("medewerker") else ()


def view(topic: Managing, here: Here) -> Say | None:
    """The list, or whether a role shall be revoked; None for who is no medewerker (any more)."""
    if not here.facts.shared.has("medewerker"):
        return None
    member = _member(topic.revoking, here)
    return _asked(member, here) if member else _list(here)


def _asked(member: Member, here: Here) -> Say:
    says = here.phrases.staff
    yes = Button(says.button_revoke(), f"rol:ja:{_id(member)}", here.phrases.words.yes)
    no = Button(says.button_keep(), "rollen", here.phrases.words.no)
    return Say(says.revoke(who=_described(member, here)), ((yes, no), (menu_button(here),)))


def _joined(code: str, here: Here) -> Turn:
    given = here.facts.shared.code or Code(None)
    says = here.phrases.staff
    if given.tries >= MISSES_MOST:
        return turn(Home(), Say(says.too_often(), ((menu_button(here),),)))
    if given.role is None:
        return turn(Home(), Miss(), Say(says.no_code(), ((menu_button(here),),)))
    welcome = paragraphs(
        says.joined(role=_named(given.role, here)), says.joined_editing() if given.role.name == "redactie" else says.joined_answering()
    )
    return turn(Home(), Join(code, given.role, given.label), Say(welcome, ((menu_button(here),),)))


def _revoked(member: Member, here: Here) -> Turn:
    """The last medewerker stays: without one nobody could be invited from the chat or revoked."""
    says = here.phrases.staff
    colleagues = [one for one in here.facts.shared.members if one.role.name == "medewerker"]
    if member.role.name == "medewerker" and len(colleagues) == 1:
        return turn(Managing(), *led_by(says.last(), (_list(here),)))
    told = Pass(member.person, Say(says.you_were_revoked(role=_named(member.role, here)), lasting=True))
    left = [one for one in here.facts.shared.members if one != member]
    return turn(Managing(), Revoke(member), told, *led_by(says.revoked(), (_listed(left, here),)))


def _list(here: Here) -> Say:
    return _listed(here.facts.shared.members, here)


def _listed(members: Sequence[Member], here: Here) -> Say:
    says = here.phrases.staff
    lines = [says.member(number=number, who=_described(one, here)) for number, one in enumerate(members, 1)]
    rows = ((Button(says.button_member(number=number), f"rol:weg:{_id(one)}"),) for number, one in enumerate(members, 1))
    return Say("\n".join((says.members(), *lines)), (*rows, (menu_button(here),)))


def _id(member: Member) -> str:
    return f"{member.person}.{member.role.name}.{member.role.region}"


def _member(id: str, here: Here) -> Member | None:
    return next((one for one in here.facts.shared.members if _id(one) == id), None)


def _described(member: Member, here: Here) -> str:
    says = here.phrases.staff
    told = says.described(
        role=_named(member.role, here), channel=channel_name(member.channel, here), day=day(member.since.date(), here.phrases)
    )
    return says.labelled(who=told, label=member.label) if member.label else told


def _named(role: Role, here: Here) -> str:
    says = here.phrases.staff
    match role.name:
        case "medewerker":
            return says.medewerker()
        case "redactie":
            return says.redactie()
        case "contact":
            region = here.knowledge.contacts.region(role.region)
            return says.contact(region=region.name if region else role.region)
        case never:
            assert_never(never)
