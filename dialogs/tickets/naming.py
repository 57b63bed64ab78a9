"""How both sides are called: by their role, unless they choose a name themselves. No name is taken from a channel."""

from __future__ import annotations

import re

from msgspec.structs import replace

from dialogs.here import Here, Turn, keyboard, led_by, menu_button, turn
from dialogs.language import Button, Command, Event, Press, Say, Text
from dialogs.memory import Handing, Topic
from dialogs.ticket import CallMe
from dialogs.tickets import messages
from dialogs.tickets.messages import words
from knowledge.dutch import clean

NAME_CHARACTERS_MOST = 60
_CALL_ME = re.compile(r"\s*noem mij:\s*(\S.*)", re.IGNORECASE | re.DOTALL)


def cleaned(text: str) -> str:
    """A name as it is shown, on one line; "" for one that is too long or has no letter."""
    name = " ".join(clean(text, NAME_CHARACTERS_MOST + 1).split())
    return name if len(name) <= NAME_CHARACTERS_MOST and any(map(str.isalpha, name)) else ""


# ── who answers ───────────────────────────────────────────────────────────────────────────────────────────────


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """What somebody who answers questions says of how they are called; None for all else."""
    own = next((one for one in here.facts.shared.answering if one.person == here.facts.shared.me), None)
    if own is None:
        return None
    match event:
        case Command("naam", ""):
            return turn(topic, _page(own.called, own.region, here))
        case Command("naam", name):
            return _called(name, own.region, topic, here)
        case Text(text) if said := _CALL_ME.fullmatch(text):
            return _called(said[1], own.region, topic, here)
        case Press("naam:weg"):
            return turn(topic, CallMe(""), *led_by(words(here).name_gone(), (_page("", own.region, here),)))
    return None


def _called(text: str, region: str, topic: Topic, here: Here) -> Turn:
    name = cleaned(text)
    if not name:
        return turn(topic, Say(words(here).name_unfit(most=NAME_CHARACTERS_MOST)))
    return turn(topic, CallMe(name), _page(name, region, here))


def _page(name: str, region: str, here: Here) -> Say:
    """Exactly as askers read it."""
    role = messages.who_answers(region, 0, here, here.facts.shared.me)
    text = words(here).name_now(who=words(here).by_name(name=name, role=role) if name else role)
    gone = (Button(words(here).button_name_gone(), "naam:weg"),) if name else ()
    return Say(text, keyboard(*gone, menu_button(here)))


# ── who asks ──────────────────────────────────────────────────────────────────────────────────────────────────


def asks(here: Here) -> Say:
    """How they want to be called in this question."""
    without = Button(words(here).button_without_name(), "door:anoniem", here.phrases.words.no)
    return Say(words(here).which_name(), ((without,), (menu_button(here),)))


def button(topic: Handing, here: Here) -> Button:
    """Under the preview: with a name, or without it again."""
    says = words(here)
    return Button(says.button_without_name(), "door:anoniem") if topic.name else Button(says.button_with_name(), "door:naam")


def typed(text: str, topic: Handing) -> Handing | None:
    """With the name that was typed; None for none that fits."""
    name = cleaned(text)
    return replace(topic, name=name, naming=False) if name else None
