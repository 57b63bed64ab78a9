"""Where figures begin: who gets an event, and what a medewerker looks at. Nobody else sees them."""

from __future__ import annotations

from dialogs.counting import Counting
from dialogs.figures.page import kept, told
from dialogs.figures.picture import picture
from dialogs.figures.sheet import sheet
from dialogs.figures.words import says
from dialogs.here import Here, Turn, keyboard, menu_button, turn
from dialogs.language import Button, Command, Event, Press, Say
from dialogs.memory import Topic
from knowledge.figures import Figures, shown

KEPT = "bewaard"


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """A look at the figures, at what is erased when, or all of it as a file; None for all else, and for who may not."""
    figures = _figures(here)
    if figures is None:
        return None
    match event:
        case Command("cijfers") | Press("cijfers"):
            return turn(Counting(), _page(Counting(), figures, here))
        case Press("cijfers:bewaard"):
            return turn(Counting(KEPT), _page(Counting(KEPT), figures, here))
        case Press("cijfers:bestand"):
            return turn(topic, Say(says(here).file_sent(), sheet=sheet(figures, here), lasting=True))
    return None


def view(topic: Counting, here: Here) -> Say | None:
    """What they look at; None for who is no medewerker (any more)."""
    figures = _figures(here)
    return _page(topic, figures, here) if figures else None


def button(here: Here) -> tuple[Button, ...]:
    """The way here from home, for who may go."""
    return (Button(says(here).button(), "cijfers"),) if here.facts.shared.has("medewerker") else ()


def _figures(here: Here) -> Figures | None:
    counts = here.facts.shared.counts
    return shown(counts, here.facts.now.date()) if counts and here.facts.shared.has("medewerker") else None


def _page(topic: Counting, figures: Figures, here: Here) -> Say:
    """Who has it read aloud hears the same without a picture."""
    words, file = says(here), Button(says(here).button_file(), "cijfers:bestand")
    if topic.page == KEPT:
        return Say(kept(figures, here), keyboard(Button(words.button_figures(), "cijfers"), file, menu_button(here)))
    rows = keyboard(Button(words.button_kept(), "cijfers:bewaard"), file, menu_button(here))
    return Say(told(figures, here), rows, picture=None if here.facts.aloud else picture(figures, here))
