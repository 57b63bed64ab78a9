"""What a person looks at: the page of each topic, said once more or as a sentence about where they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from dialogs import ask, parents, privacy, refer, roles, start, steps
from dialogs.announcing import Announcing, Inviting, Wondering
from dialogs.broadcasts import hall as broadcasts
from dialogs.counting import Counting
from dialogs.editing import Editing
from dialogs.figures import hall as figures
from dialogs.here import Here, Turn, led_by, paragraphs, turn
from dialogs.language import Button, Say
from dialogs.memory import (
    Defining,
    Forgetting,
    Helping,
    Home,
    Managing,
    OfTicket,
    Reading,
    Referring,
    Resting,
    Scanning,
    Starting,
    Stepping,
    Topic,
    Wavering,
)
from dialogs.questions import hall as questions
from dialogs.scan import hall as scan
from dialogs.tickets import hall as tickets


def view(topic: Topic, here: Here) -> Say:
    """What the person is looking at; home when what the topic was about is gone."""
    return page(topic, here) or start.view(here, home_buttons(here))


def page(topic: Topic, here: Here) -> Say | None:
    """What the topic shows, None when what it was about is gone."""
    if isinstance(topic, OfTicket):
        return tickets.view(topic, here, result(here))
    match topic:
        case Starting() | Scanning() | Resting():
            return scan.view(topic, here)
        case Reading() | Wavering() | Defining():
            return ask.view(topic, here)
        case Helping():
            return parents.view(topic, here)
        case Stepping():
            return steps.view(topic, here)
        case Referring():
            return refer.view(topic, here)
        case Managing() | Counting():
            return roles.view(topic, here) if isinstance(topic, Managing) else figures.view(topic, here)
        case Forgetting():
            return privacy.view(here)
        case Announcing() | Wondering() | Inviting():
            return broadcasts.view(topic, here)
        case Editing():
            return questions.view(topic, here)
        case Home(asking):
            return start.view(here, home_buttons(here), asking=asking)
        case _:
            assert_never(topic)


def home_buttons(here: Here) -> tuple[Button, ...]:
    """What home offers before all else: what is at rest, and what staff may do."""
    staff = (*broadcasts.button(here), *questions.button(here), *figures.button(here), *roles.roles_button(here))
    return (*scan.home_buttons(here), *tickets.home_buttons(here), *staff)


def result(here: Here) -> Callable[[str], str]:
    """The result of a run in words, for who hands it over."""
    return lambda run: scan.result_of(run, here)


def where(topic: Topic, here: Here) -> str:
    """Where they are, in a sentence before the page."""
    general = here.phrases.general
    if isinstance(topic, OfTicket):
        return tickets.where(topic, here)
    match topic:
        case Scanning() | Starting() | Resting():
            return scan.where(topic, here)
        case Reading() | Wavering() | Defining():
            return general.where_answer()
        case Helping():
            return parents.where(topic, here)
        case Stepping():
            return here.phrases.steps.where()
        case Referring():
            return here.phrases.contact.where()
        case Managing() | Counting():
            return here.phrases.staff.where() if isinstance(topic, Managing) else here.knowledge.phrases.figures.where()
        case Forgetting():
            return privacy.where(here)
        case Announcing() | Wondering() | Inviting():
            return broadcasts.where(topic, here)
        case Editing():
            return questions.where(here)
        case Home():
            return general.where_home()
        case _:
            assert_never(topic)


def options(topic: Topic, here: Here) -> str:
    """What can be chosen, as a numbered list."""
    buttons = [button for row in view(topic, here).buttons for button in row]
    listed = "\n".join(f"{number}. {button.label}" for number, button in enumerate(buttons, 1))
    return here.phrases.general.options(options=listed)


def shown(topic: Topic, here: Here, lead: str = "") -> Turn:
    """What the person is looking at, once more."""
    if isinstance(topic, Starting | Scanning | Resting):
        again = scan.shown(topic, here, lead)
    else:
        again = turn(topic, *led_by(lead, (seen,))) if (seen := page(topic, here)) else None
    return again or turn(Home(), *led_by(paragraphs(lead, here.phrases.general.gone()), (view(Home(), here),)))
