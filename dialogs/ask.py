"""Answering from the knowledge base, offering what may be meant, saying what a word means, or that we don't know."""

from __future__ import annotations

from dialogs.here import Here, Turn, menu_button, paragraphs, turn
from dialogs.language import Button, Press, Say
from dialogs.memory import Defining, Reading, Topic, Wavering
from dialogs.truth import doubt, sources
from knowledge.faq import Entry
from knowledge.glossary import Word
from knowledge.search import Matches

OFFERED_MOST = 3
WORDS_MOST = 2


def view(topic: Reading | Wavering | Defining, here: Here) -> Say | None:
    """What the person was given; None when the entry or the word is gone."""
    match topic:
        case Wavering():
            return _menu(topic, here)
        case Defining(id):
            word = here.knowledge.glossary.word(id)
            return _meaning(word, here) if word else None
        case Reading(id, whole):
            entry = here.knowledge.entry(id)
            return _answer(entry, whole, here) if entry else None


def respond(_topic: Topic, press: Press, here: Here) -> Turn | None:
    """A button that names an entry or a word, also from an old message; None for any other and for what is gone."""
    kind, _, id = press.data.partition(":")
    topic: Reading | Defining = Defining(id) if kind == "woord" else Reading(id.removeprefix("meer:"), whole=id.startswith("meer:"))
    said = view(topic, here) if kind in ("faq", "woord") else None
    return turn(topic, said) if said else None


def meant(text: str, here: Here) -> Turn | None:
    """What is known by rule, without a search: a word whose meaning is asked, by the answer that tells more where there is one."""
    word = here.knowledge.glossary.asked(text)
    if word is None:
        return None
    entry = here.knowledge.entry_defining(word)
    topic: Reading | Defining = Reading(entry.id) if entry else Defining(word.id)
    said = view(topic, here)
    return turn(topic, said) if said else None


def remarked(text: str, here: Here) -> str:
    """The reply to what asks nothing ("dank u wel"); "" when the text is something else."""
    remark = here.knowledge.small_talk.heard(text)
    if remark is None:
        return ""
    return remark.pupil or remark.reply if here.facts.audience == "leerling" else remark.reply


def found(matches: Matches) -> Reading | Wavering:
    """What a search comes down to."""
    if matches.decision == "answer":
        return Reading(matches.candidates[0].entry)
    near = tuple(candidate.entry for candidate in matches.candidates[:OFFERED_MOST] if candidate.score > 0)
    return Wavering(near, sure=matches.decision == "choose")


def _answer(entry: Entry, whole: bool, here: Here) -> Say:
    text = _text_for(entry, whole, here)
    hard = here.knowledge.glossary.hard_words(text, entry.question)[:WORDS_MOST] if here.facts.audience != "school" else ()
    more = (Button(here.phrases.ask.button_more(), f"faq:meer:{entry.id}"),) if text == entry.short else ()
    words = tuple(Button(here.phrases.ask.button_meaning(word=word.word), f"woord:{word.id}") for word in hard)
    related = [other for id in entry.related if (other := here.knowledge.entry(id))]
    rows = tuple((button,) for button in (*more, *words, *(Button(other.question, f"faq:{other.id}") for other in related[:OFFERED_MOST])))
    told = doubt(entry.holds(here.facts.now.date()), entry, here)
    return Say(paragraphs(text, told, sources((entry.source, *entry.more_sources), here)), (*rows, (menu_button(here),)))


def _text_for(entry: Entry, whole: bool, here: Here) -> str:
    """The answer as this reader gets it: parents first in short, pupils in words of their own."""
    match here.facts.audience:
        case "leerling":
            return entry.pupil or entry.answer
        case "ouder" if not whole:
            return entry.short or entry.answer
    return entry.answer


def _meaning(word: Word, here: Here) -> Say:
    told = here.phrases.ask.meaning(word=word.word, meaning=word.meaning)
    entry = here.knowledge.entry_about(word)
    more = ((Button(entry.question, f"faq:{entry.id}"),),) if entry else ()
    return Say(paragraphs(told, sources((word.source,), here)), (*more, (menu_button(here),)))


def _menu(topic: Wavering, here: Here) -> Say:
    words = here.phrases.ask
    near = [found for id in topic.entries if (found := here.knowledge.entry(id))]
    rows = tuple((Button(entry.question, f"faq:{entry.id}"),) for entry in near)
    if topic.sure:
        return Say(words.did_you_mean(), (*rows, (menu_button(here),)))
    ask_whom = words.ask_school() if here.facts.audience == "school" else words.ask_parent()
    return Say(paragraphs(words.dont_know(), ask_whom, words.perhaps() if rows else ""), (*rows, (menu_button(here),)))
