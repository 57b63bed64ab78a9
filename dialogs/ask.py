"""Answering from the knowledge base, offering what may be meant, or saying that we don't know."""

from __future__ import annotations

from dialogs.here import Here, Turn, paragraphs, turn
from dialogs.language import Button, Press, Say
from dialogs.memory import Reading, Topic, Wavering
from knowledge.faq import Entry
from knowledge.search import Matches

OFFERED_MOST = 3


def view(topic: Reading | Wavering, here: Here) -> Say | None:
    """What the person was given; None when the entry is gone."""
    if isinstance(topic, Wavering):
        return _menu(topic, here)
    entry = here.knowledge.entry(topic.entry)
    return _answer(entry, here) if entry else None


def respond(_topic: Topic, press: Press, here: Here) -> Turn | None:
    """A button that names an entry, also from an old message; None for any other and for an entry that is gone."""
    kind, _, id = press.data.partition(":")
    entry = here.knowledge.entry(id) if kind == "faq" else None
    return turn(Reading(entry.id), _answer(entry, here)) if entry else None


def found(matches: Matches) -> Reading | Wavering:
    """What a search comes down to."""
    if matches.decision == "answer":
        return Reading(matches.candidates[0].entry)
    near = tuple(candidate.entry for candidate in matches.candidates[:OFFERED_MOST] if candidate.score > 0)
    return Wavering(near, sure=matches.decision == "choose")


def _answer(entry: Entry, here: Here) -> Say:
    words = here.phrases.ask
    source = words.source(address=entry.source.address) if entry.source else ""
    doubt = words.check_first() if entry.state == "controleren" else words.past() if entry.state == "historisch" else ""
    related = [found for id in entry.related if (found := here.knowledge.entry(id))]
    rows = tuple((Button(other.question, f"faq:{other.id}"),) for other in related[:OFFERED_MOST])
    return Say(paragraphs(entry.answer, doubt, source), (*rows, (_menu_button(here),)))


def _menu(topic: Wavering, here: Here) -> Say:
    words = here.phrases.ask
    near = [found for id in topic.entries if (found := here.knowledge.entry(id))]
    rows = tuple((Button(entry.question, f"faq:{entry.id}"),) for entry in near)
    if topic.sure:
        return Say(words.did_you_mean(), (*rows, (_menu_button(here),)))
    ask_whom = words.ask_school() if here.facts.audience == "school" else words.ask_parent()
    return Say(paragraphs(words.dont_know(), ask_whom, words.perhaps() if rows else ""), (*rows, (_menu_button(here),)))


def _menu_button(here: Here) -> Button:
    return Button(here.phrases.start.button_menu(), "menu")
