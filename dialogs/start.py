"""Home: who are you, and what can be done here."""

from __future__ import annotations

from typing import assert_never, get_args

from msgspec.structs import replace

from dialogs.here import Here, Turn, contact_button, keyboard, paragraphs, turn, who_buttons
from dialogs.language import Button, Command, Event, Know, Press, Say
from dialogs.memory import Home, Topic
from knowledge.faq import Audience


def view(here: Here, extra: tuple[Button, ...] = (), *, asking: bool = False) -> Say:
    """What someone sees at home: what they can do, or first who they are; `extra` leads on with what is at rest.

    Args:
        asking: Ask who they are, also when they told it before.
    """
    words = here.phrases.start
    match None if asking else here.facts.audience:
        case None:
            known = bool(here.facts.shared.roles) and not asking
            return Say(words.home_staff() if known else words.who_are_you(), keyboard(*extra, *who_buttons(here)))
        case "school":
            own = (Button(words.button_scan(), "scan", ("scan", "lob-scan")), *_questions(here, "school"))
            steps = (Button(words.button_steps(), "stap"),) if here.knowledge.steps.steps else ()
            return Say(words.home_school(), keyboard(*extra, *own, contact_button(here), *steps, _other(here)))
        case "ouder":
            child = (Button(words.button_child(), "kind"),) if here.knowledge.parents.levels else ()
            return Say(words.home_parent(), keyboard(*extra, *child, *_questions(here, "ouder"), _other(here)))
        case "leerling":
            return Say(words.home_pupil(), keyboard(*extra, *_questions(here, "leerling"), _other(here)))
        case never:
            assert_never(never)


def hello(here: Here) -> str:
    """The first words: what this is, and of whom."""
    words, organisation = here.phrases.start, here.knowledge.responsible.name
    return words.hello(program=words.program_of(organisation=organisation) if organisation else words.program())


def _other(here: Here) -> Button:
    return Button(here.phrases.start.button_other(), "ik:ander")


def _questions(here: Here, audience: Audience) -> tuple[Button, ...]:
    """The questions that the content offers this audience at home."""
    offered = dict(here.knowledge.settings.home_questions).get(audience, ())
    return tuple(Button(entry.question, f"faq:{entry.id}") for id in offered if (entry := here.knowledge.entry(id)))


def respond(_topic: Topic, event: Event, here: Here, extra: tuple[Button, ...] = ()) -> Turn | None:
    """Hello, home, help, and who someone is."""
    words = here.phrases.start
    match event:
        case Command("start"):
            first = hello(here) if here.facts.turn == 1 else ""
            return _home(here, extra, first)
        case Command("menu") | Press("menu"):
            return _home(here, extra)
        case Command("stop"):
            return _home(here, extra, words.stopped())
        case Command("help"):
            editing = here.knowledge.phrases.editing.help() if here.facts.shared.has("redactie") else ""
            figures = here.knowledge.phrases.figures.help() if here.facts.shared.has("medewerker") else ""
            return _home(here, extra, paragraphs(words.help(), editing, figures))
        case Press("ik:ander"):
            return turn(Home(asking=True), view(here, extra, asking=True))
        case Press(data) if data.startswith("ik:"):
            return _who_someone_is(data.removeprefix("ik:"), here, extra)
    return None


def _home(here: Here, extra: tuple[Button, ...], lead: str = "") -> Turn:
    said = view(here, extra)
    return turn(Home(), Say(paragraphs(lead, said.text), said.buttons))


def _who_someone_is(who: str, here: Here, extra: tuple[Button, ...]) -> Turn | None:
    audience: Audience | None = next((known for known in get_args(Audience) if known == who), None)
    if audience is None:
        return None
    return turn(Home(), Know(audience), view(Here(here.knowledge, replace(here.facts, audience=audience)), extra))
