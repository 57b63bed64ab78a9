"""What a school can do next: seven steps in their order, and what helps in each."""

from __future__ import annotations

from dialogs.here import Here, Turn, menu_button, paragraphs, turn
from dialogs.language import Button, Command, Event, Press, Say
from dialogs.memory import Stepping, Topic
from knowledge.steps import Instrument, Step


def respond(_topic: Topic, event: Event, here: Here) -> Turn | None:
    """The steps by name, or a button that names one; None for all else, and where the content has no steps."""
    match event:
        case Command("stappen") | Press("stap"):
            topic = Stepping()
        case Press(data) if data.startswith("stap:"):
            topic = Stepping(data.removeprefix("stap:"))
        case _:
            return None
    said = view(topic, here)
    return turn(topic, said) if said else None


def view(topic: Stepping, here: Here) -> Say | None:
    """All steps, or one with its instruments; None when it is gone."""
    if topic.step:
        step = here.knowledge.steps.step(topic.step)
        return _one(step, here) if step else None
    steps = here.knowledge.steps.steps
    rows = tuple((Button(step.when, f"stap:{step.number}", (step.title,)),) for step in steps)
    return Say(here.phrases.steps.which(), (*rows, (menu_button(here),))) if steps else None


def _one(step: Step, here: Here) -> Say:
    words = here.phrases.steps
    head = words.step(number=step.number, title=step.title, explanation=step.explanation)
    told = "\n".join(_instrument(instrument, here) for instrument in step.instruments if instrument.state != "historisch")
    following = here.knowledge.steps.step(str(step.number + 1))
    on = (Button(words.button_next(number=following.number, title=following.title), f"stap:{following.number}"),) if following else ()
    rest = Button(words.button_all(), "stap")
    return Say(paragraphs(head, told), (*((button,) for button in on), (rest, menu_button(here))))


def _instrument(instrument: Instrument, here: Here) -> str:
    words = here.phrases.steps
    phrase = words.instrument if instrument.state == "nu" else words.instrument_unsure
    return phrase(name=instrument.name, what=instrument.what, address=instrument.address)
