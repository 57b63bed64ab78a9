"""Conversations of several people at once as text that anyone can read, and that runs as a test: `tests/scenario.py` with names.

    @ 2026-03-02T09:00                 the clock; what has come back by then comes back by itself
    carla (contact gelderland)         is there, with this role
    ede (school Ede)                   is there, and told whom they can turn to
    ede:                               from now on this is what ede does …
    > [Stuur mijn vraag door]
    Wat wilt u vragen? …               … and sees
    carla ziet:                        what somebody else is told by it
    Nieuwe vraag: nummer 1.
    carla en cas tegelijk:             they do the next thing at the same moment
    > op “Nieuwe vraag”: Ja!           a reply to the last message with this in it
    > ~ tekst                          their last text was changed into this; `(withdrawn)`: they took it back

`  <in plaats van een eerder bericht>` stands under a message that took the place of an earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from dialogs.language import Button, Event, Say, Text
from tests import scenario
from tests.scenario import BETWEEN, Clock, Done, Remark

NAME = r"[a-z][a-z0-9]*"
_ENTERS = re.compile(rf"({NAME}) \(([^()]+)\)")
_DOES = re.compile(rf"({NAME}):")
_AT_ONCE = re.compile(rf"({NAME}(?:, {NAME})*) en ({NAME}) tegelijk:")
_SEES = re.compile(rf"{NAME} ziet:")
_REPLY = re.compile(r"op “(.+?)”: (.+)", re.DOTALL)
REPLACES = "  <in plaats van een eerder bericht>"


class Enters(Struct, frozen=True):
    """Somebody is there.

    Args:
        what: `contact` and a region, `medewerker`, `redactie`, `school` and a place, or `bezoeker`; behind a comma perhaps a channel.
    """

    name: str
    what: str


class Turns(Struct, frozen=True):
    """Whose turn it is, or of whom at the same moment."""

    names: tuple[str, ...]


Step = Remark | Clock | Done | Enters | Turns


class Heard(Struct, frozen=True):
    """A message as it came.

    Args:
        replaces: Whether it took the place of an earlier one.
    """

    say: Say
    replaces: bool = False


class Did(Struct, frozen=True):
    """What someone does.

    Args:
        replies_to: A part of the message that it replies to; "" for none.
    """

    event: Event
    replies_to: str = ""


class Company(Protocol):
    """The people of a scenario, wherever they talk."""

    async def enter(self, name: str, what: str) -> None:
        """Somebody is there; what they were told until then is not shown."""
        ...

    async def do(self, deeds: Mapping[str, Did]) -> None:
        """Everyone named does their part at the same moment."""
        ...

    async def until(self, at: datetime) -> None:
        """Let it become this time, with all that comes back by then."""
        ...

    async def heard(self) -> dict[str, list[Heard]]:
        """What everyone was told since the last time, in the order in which they entered."""
        ...

    def shown(self, name: str) -> Sequence[Button]:
        """The buttons in someone's chat, the newest first."""
        ...


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────


def parse(text: str) -> list[Step]:
    """The steps of a scenario; what was said in it is left out."""
    lines = text.splitlines()
    return [step for number in range(len(lines)) if (step := _step(lines[number], lines[number:]))]


def _step(line: str, rest: Sequence[str]) -> Step | None:
    if entered := _ENTERS.fullmatch(line):
        return Enters(entered[1], entered[2])
    if does := _DOES.fullmatch(line):
        return Turns((does[1],))
    if at_once := _AT_ONCE.fullmatch(line):
        return Turns((*at_once[1].split(", "), at_once[2]))
    found = scenario.parse("\n".join(rest))[:1] if line.startswith((">", "@", "#")) and not line.startswith(">>") else []
    return found[0] if found else None


def did(written: str, shown: Sequence[Button]) -> Did:
    """What someone does, from how it is written."""
    if replied := _REPLY.fullmatch(written):
        return Did(Text(replied[2]), replied[1])
    label = written[1:-1] if written.startswith("[") else ""
    newest = [button for button in shown if button.label == label][:1]
    return Did(scenario.event(written, newest or shown))


# ── playing ───────────────────────────────────────────────────────────────────────────────────────────────────


async def play(steps: Iterable[Step], company: Company) -> str:
    """Do the steps, and write the whole scenario as it went."""
    lines: list[str] = []
    names: tuple[str, ...] = ()
    for step in steps:
        match step:
            case Remark(line):
                lines.append(line)
            case Clock(at):
                await company.until(at)
                lines += [scenario.clock(at), *_told(await company.heard(), ())]
            case Enters(name, what):
                await company.enter(name, what)
                lines.append(f"{name} ({what})")
            case Turns(names):
                lines.append(f"{names[0]}:" if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]} tegelijk:")
            case Done(written):
                await company.do({name: did(written, company.shown(name)) for name in names})
                lines += [scenario.done(written), *_told(await company.heard(), names)]
    return "".join(f"{line}\n" for line in lines)


def _told(heard: Mapping[str, list[Heard]], doing: tuple[str, ...]) -> Iterator[str]:
    """What who did it sees stands right under it; of all others it is said who sees it."""
    alone = doing if len(doing) == 1 else ()
    for name in (*alone, *(other for other in heard if other not in alone)):
        if messages := heard.get(name, []):
            yield from () if name in alone else (f"{name} ziet:",)
            yield f"\n{BETWEEN}\n".join(map(render, messages))


def render(heard: Heard) -> str:
    """One message as it stands in a scenario; a line of it that could be taken for a name has a backslash."""
    lines = scenario.render(heard.say).split("\n")
    text = "\n".join(f"\\{line}" if _names_someone(line) else line for line in lines)
    return f"{text}\n{REPLACES}" if heard.replaces else text


def _names_someone(line: str) -> bool:
    return any(form.fullmatch(line) for form in (_ENTERS, _DOES, _AT_ONCE, _SEES))
