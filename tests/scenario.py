"""Conversations as text that anyone can read, and that runs as a test.

    # Een docent begint met de scan.
    @ 2026-03-02T09:00             the clock (Europe/Amsterdam), until the next one
    > /start
    Hallo, …
      [Ik werk op een school] [Ik ben ouder]
    > docent                       typed
    >> tweede regel                more lines of what was typed
    > [Vmbo]                       the button with that label on the latest keyboard
    > !scan:r1.visie=deels         a button by its meaning: an old one, or one that nobody made
    > ~ tekst                      the last message was changed into this
    > * scan:r1                    a reminder under this key came back
    > (attachment)                 any other event, by its name

What was said stands under what was done, messages apart by `--`, a picture as `  <beeld: …>`. Lines that begin with `#` are remarks.
What could be mistaken for something else begins with a backslash. Replayed, a scenario gives its own text back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import takewhile

from msgspec import Struct

from dialogs.language import Attachment, Button, Command, Due, Edited, Event, Location, Press, Reachable, Say, Text, Unreachable, Withdrawn
from tests.talk import AMSTERDAM, Talk

BETWEEN = "--"
NAMED: dict[str, Event] = {
    "(location)": Location(52.09, 5.12),
    "(attachment)": Attachment(),
    "(withdrawn)": Withdrawn(),
    "(reachable)": Reachable(),
    "(unreachable)": Unreachable(),
}
_NOT_SAID = ("> ", ">>", "@ ", "#", "\\", "  [", "  <")
_NOT_TYPED = ("/", "~ ", "* ", "\\")


class Remark(Struct, frozen=True):
    """A line for who reads the scenario."""

    line: str


class Clock(Struct, frozen=True):
    """From now on it is this time."""

    at: datetime


class Done(Struct, frozen=True):
    """What the person did, as it is written."""

    written: str


Step = Remark | Clock | Done


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────


def parse(text: str) -> list[Step]:
    """The steps of a scenario; what was said in it is left out."""
    lines = text.splitlines()
    return [step for number, line in enumerate(lines) if (step := _step(line, lines[number + 1 :]))]


def _step(line: str, rest: Sequence[str]) -> Step | None:
    if line.startswith("#"):
        return Remark(line)
    if line.startswith("@ "):
        return Clock(datetime.fromisoformat(line[2:].strip()).replace(tzinfo=AMSTERDAM))
    if line == ">" or line.startswith("> "):
        more = takewhile(lambda following: following.startswith(">>"), rest)
        return Done("\n".join([line[2:], *(following[3:] for following in more)]))
    return None


def event(written: str, shown: Iterable[Button]) -> Event:
    """What someone did, from how it is written; `shown` are the buttons that they see."""
    match written[:1], written[1:]:
        case "[", label if label.endswith("]"):
            return Press(_press(label[:-1], shown))
        case "!", press if ":" in press:
            return Press(press)
        case "/", command if command:
            name, _, argument = command.partition(" ")
            return Command(name, argument)
        case "~", text if text.startswith(" "):
            return Edited(text[1:])
        case "*", key if key.startswith(" "):
            return Due(key[1:])
        case "(", _ if written in NAMED:
            return NAMED[written]
        case "\\", text:
            return Text(text)
    return Text(written)


def _press(label: str, shown: Iterable[Button]) -> str:
    presses = [button.press for button in shown if button.label == label]
    if len(presses) != 1:
        raise ValueError(f"[{label}] staat niet één keer onder het laatste bericht met knoppen: {[button.label for button in shown]}")
    return presses[0]


# ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────


def written(event: Event, shown: Sequence[Button]) -> str:
    """How an event is written: the other way round of `event`."""
    match event:
        case Text(text):
            return "\\" + text if _looks_otherwise(text) else text
        case Command(name, argument):
            return f"/{name} {argument}".rstrip()
        case Press(data):
            found = [button.label for button in shown if button.press == data]
            unique = found and [button.label for button in shown].count(found[0]) == 1
            return f"[{found[0]}]" if unique else f"!{data}"
        case Edited(text):
            return f"~ {text}"
        case Due(key):
            return f"* {key}"
    return f"({type(event).__name__.lower()})"


def _looks_otherwise(text: str) -> bool:
    is_event = text.startswith(_NOT_TYPED) or text in NAMED
    return is_event or (text.startswith("[") and text.endswith("]")) or (text.startswith("!") and ":" in text)


def done(written: str) -> str:
    """What someone did, as lines of a scenario."""
    first, *more = written.split("\n")
    return "\n".join([f"> {first}".rstrip(), *(f">> {line}".rstrip() for line in more)])


def render(say: Say) -> str:
    """One message: its text, its picture in words, its buttons row by row."""
    lines = [_as_said(line.rstrip()) for line in say.text.split("\n")]
    if say.picture:
        lines.append(f"  <beeld: {say.picture.alt}>")
    lines += ["  " + " ".join(f"[{button.label}]" for button in row) for row in say.buttons]
    return "\n".join(lines)


def _as_said(line: str) -> str:
    return "\\" + line if line.startswith(_NOT_SAID) or line in (">", BETWEEN) else line


def clock(at: datetime) -> str:
    return f"@ {at.astimezone(AMSTERDAM):%Y-%m-%dT%H:%M}"


# ── playing ───────────────────────────────────────────────────────────────────────────────────────────────────


def play(steps: Iterable[Step], talk: Talk) -> str:
    """Do the steps, and write the whole scenario as it went.

    Raises:
        ValueError: Someone presses what is not there, or a reminder comes back that nobody asked for.
    """
    return "".join(f"{line}\n" for step in steps for line in _played(step, talk))


def _played(step: Step, talk: Talk) -> Iterator[str]:
    match step:
        case Remark(line):
            yield line
        case Clock(at):
            talk.now = at
            yield clock(at)
        case Done(written):
            yield done(written)
            happened = event(written, talk.last_shown)
            if isinstance(happened, Due):
                _check_due(happened.key, talk)
            said = talk.remind(happened.key) if isinstance(happened, Due) else talk.do(happened)
            for number, say in enumerate(said):
                if number:
                    yield BETWEEN
                yield render(say)


def _check_due(key: str, talk: Talk) -> None:
    when = talk.reminders.get(key)
    if when is None or when > talk.now:
        raise ValueError(f"de herinnering {key} " + (f"komt pas op {when:%d-%m-%Y om %H:%M}" if when else "heeft niemand gevraagd"))
