"""Who gets an event: read this to know in what order we listen.

Global words come first, then a press goes to whoever it names (also from an old message), then the current topic, then the FAQ;
what nobody understands is answered with what could be said instead.
"""

from __future__ import annotations

import re

from dialogs import ask, start
from dialogs.choice import Unclear, pick
from dialogs.fitting import fitting
from dialogs.here import Here, Turn, led_by, paragraphs, turn
from dialogs.language import (
    TEXT_CHARACTERS_MOST,
    Attachment,
    Button,
    Command,
    Due,
    Edited,
    Event,
    Facts,
    Location,
    Press,
    Reachable,
    Say,
    Search,
    Text,
    Unreachable,
    Withdrawn,
)
from dialogs.memory import Conversation, Home, Reading, Resting, Scanning, Starting, Topic, Wavering
from dialogs.scan import hall as scan
from knowledge import Knowledge
from knowledge.dutch import clean, fold

_RUN_IN_PRESS = re.compile(r"scan:(?:[a-z]{1,12}:)?([a-z0-9]{1,6})(?:\..*)?")


def needs(conversation: Conversation, event: Event) -> frozenset[str]:
    """The ids of the runs whose answers this turn may look at although they are done; those under way are always there."""
    named = set()
    if isinstance(conversation.topic, Scanning | Resting):
        named.add(conversation.topic.run)
    if isinstance(event, Press) and (match := _RUN_IN_PRESS.fullmatch(event.data)):
        named.add(match[1])
    if isinstance(event, Due):
        named.add(event.key.removeprefix("scan:"))
    return frozenset(named)


def respond(conversation: Conversation, event: Event, knowledge: Knowledge, facts: Facts) -> Turn | Search:
    """One step of the conversation: the same four values always give the same turn.

    Returns:
        What happens; or `Search` when only the FAQ can tell, and `facts.matches` must be filled before asking again.
    """
    here = Here(knowledge, facts)
    heard = _hear(event, conversation.topic, here)
    if isinstance(heard, Search):
        return heard
    lost = (Say(here.phrases.general.lost()),) if facts.lost else ()
    return Turn(heard.conversation, fitting((*lost, *heard.effects)))


def view(topic: Topic, here: Here) -> Say:
    """What the person is looking at; home when what the topic was about is gone."""
    match topic:
        case Starting() | Scanning() | Resting():
            said = scan.view(topic, here)
        case Reading() | Wavering():
            said = ask.view(topic, here)
        case Home():
            said = None
    return said or start.view(here, scan.home_buttons(here))


def _hear(event: Event, topic: Topic, here: Here) -> Turn | Search:
    general = here.phrases.general
    match event:
        case Text(text):
            return _text(text, topic, here)
        case Edited(text):
            return scan.respond(topic, Edited(clean(text, TEXT_CHARACTERS_MOST)), here) or _text(text, topic, here)
        case Press():
            return _named(event, topic, here) or _shown(topic, here, general.old_button())
        case Command():
            return _named(event, topic, here) or _shown(topic, here, general.unknown_command())
        case Due():
            return _named(event, topic, here) or _shown(topic, here)
        case Unreachable():
            return turn(topic)
        case Reachable():
            return _shown(topic, here, general.reachable_again())
        case Location():
            return _shown(topic, here, general.location())
        case Attachment():
            return _shown(topic, here, general.attachment())
        case Withdrawn():
            return _shown(topic, here, general.withdrawn())


def _text(text: str, topic: Topic, here: Here) -> Turn | Search:
    said = clean(text, TEXT_CHARACTERS_MOST)
    if not fold(said):
        return _shown(topic, here, here.phrases.general.empty())
    if said[0] in "/!" and (typed := _typed_command(said)):
        return _named(typed, topic, here) or _shown(topic, here, here.phrases.general.unknown_command())
    word = here.knowledge.command_words.get(fold(said))
    meant = _named(Command(word), topic, here) if word else None
    return meant or scan.respond(topic, Text(said), here) or _chosen(said, topic, here) or _asked(said, topic, here)


def _typed_command(said: str) -> Command | None:
    """`/stop` and `!stop` (Matrix clients keep unknown slash commands to themselves) are the command; `/ 3` is not one."""
    name, _, argument = said[1:].partition(" ")
    return Command(fold(name).replace(" ", ""), argument.strip()) if fold(name) else None


def _named(event: Press | Command | Due, topic: Topic, here: Here) -> Turn | None:
    """What a word or a button means that names its own meaning, wherever the person is."""
    match event:
        case Command("herhaal"):
            return _shown(topic, here)
        case Command("waar"):
            return _shown(topic, here, _where(topic, here))
        case Command("opties"):
            return _shown(topic, here, _options(topic, here))
        case Press(data) if data.startswith("faq:"):
            answer = ask.respond(topic, event, here)
            return _aside(answer, topic, here) if answer else None
    return start.respond(topic, event, here, scan.home_buttons(here)) or scan.respond(topic, event, here)


def _chosen(said: str, topic: Topic, here: Here) -> Turn | None:
    """A typed number or label stands for the button that it names."""
    buttons = [button for row in view(topic, here).buttons for button in row]
    match pick(said, buttons):
        case Button(press=data):
            return _named(Press(data), topic, here)
        case Unclear(several):
            labels = here.phrases.words.either.join(f"“{button.label}”" for button in several)
            return _shown(topic, here, here.phrases.general.unclear(options=labels))
    return None


def _asked(said: str, topic: Topic, here: Here) -> Turn | Search:
    """A question for the FAQ; in the middle of a scan the answer comes, and then the scan's question again."""
    matches = here.facts.matches
    if matches is None:
        return Search(said)
    if isinstance(topic, Scanning) and matches.decision == "unknown":
        return scan.last_resort(topic, said, here) or _shown(topic, here, here.phrases.scan.not_understood())
    found = ask.found(matches, here)
    return _aside(turn(found, view(found, here)), topic, here)


def _aside(answer: Turn, topic: Topic, here: Here) -> Turn:
    """An answer said beside what is going on: who is in a scan stays there and sees its question again."""
    if not isinstance(topic, Scanning):
        return answer
    back = _shown(topic, here)
    return Turn(back.conversation, (*answer.effects, *back.effects))


def _where(topic: Topic, here: Here) -> str:
    general = here.phrases.general
    match topic:
        case Scanning() | Starting() | Resting():
            return general.where_scan()
        case Reading() | Wavering():
            return general.where_answer()
        case Home():
            return general.where_home()


def _options(topic: Topic, here: Here) -> str:
    buttons = [button for row in view(topic, here).buttons for button in row]
    listed = "\n".join(f"{number}. {button.label}" for number, button in enumerate(buttons, 1))
    return here.phrases.general.options(options=listed)


def _shown(topic: Topic, here: Here, lead: str = "") -> Turn:
    """What the person is looking at, once more."""
    if isinstance(topic, Starting | Scanning | Resting) and (again := scan.shown(topic, here, lead)):
        return again
    if isinstance(topic, Reading | Wavering) and (said := ask.view(topic, here)):
        return turn(topic, *led_by(lead, (said,)))
    gone = "" if isinstance(topic, Home) else here.phrases.general.gone()
    return turn(Home(), *led_by(paragraphs(lead, gone), (start.view(here, scan.home_buttons(here)),)))
