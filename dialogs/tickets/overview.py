"""A list of the open questions on each working day, for who of the staff asked for it."""

from __future__ import annotations

from msgspec.structs import replace

from dialogs.here import Here, Turn, turn
from dialogs.language import Button, Command, Due, Event, Pass, Press, Remind, Say, Unremind
from dialogs.memory import Topic
from dialogs.ticket import Overview
from dialogs.tickets import contact, pace
from dialogs.tickets.messages import words
from knowledge.working_time import may_speak, next_morning, next_polite

KEY = "dagoverzicht"
"""Under which it comes back."""


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """Its switch, and its time; None for all else, and for who answers nothing (any more)."""
    match event:
        case Due(key) if key == KEY:
            return _due(topic, here)
        case Command(name) if name == KEY and contact.answers(here):
            return _switched(here, on=not here.facts.shared.overview)
        case Press("dagoverzicht:aan" | "dagoverzicht:uit" as pressed) if contact.answers(here):
            return _switched(here, on=pressed.endswith("aan"))
    return None


def _switched(here: Here, *, on: bool) -> Turn:
    after = replace(here, facts=replace(here.facts, shared=replace(here.facts.shared, overview=on)))
    lead = pace.says(here).overview_on() if on else pace.says(here).overview_off()
    later = Remind(KEY, next_morning(here.facts.now)) if on else Unremind(KEY)
    return contact.listed(1, after, Overview(on), later, lead=lead)


def _due(topic: Topic, here: Here) -> Turn:
    """Once for now, however many mornings went by; nothing when nothing is open, or on a day on which they are away."""
    now, shared = here.facts.now, here.facts.shared
    if not shared.overview or not contact.answers(here):
        return turn(topic, Overview(on=False))
    if not may_speak(now):
        return turn(topic, Remind(KEY, next_polite(now)))
    later = Remind(KEY, next_morning(now))
    theirs = [one for one in shared.for_me if shared.holder(one) in (0, shared.me)]
    if not theirs or shared.absent(shared.me):
        return turn(topic, later)
    shown = contact.ordered(theirs, here)[: contact.PAGE]
    text = "\n".join((pace.says(here).overview(n=len(theirs)), *(contact.line(one, here) for one in shown)))
    return turn(topic, later, Pass(shared.me, Say(text, ((Button(words(here).button_open(), "open:1"),),), lasting=True)))
