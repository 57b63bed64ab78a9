"""Answering from the knowledge base, offering what may be meant, saying what a word means, or that we don't know."""

from __future__ import annotations

from msgspec.structs import replace

from dialogs.here import Here, Turn, contact_button, led_by, menu_button, paragraphs, turn
from dialogs.language import Button, Got, Outcome, Press, Propose, Rate, Say, Tell, Unwonder, Wonder
from dialogs.memory import Defining, Reading, Topic, Wavering
from dialogs.truth import doubt, sources
from knowledge.dutch import fold
from knowledge.faq import Entry
from knowledge.glossary import Word
from knowledge.masking import masked
from knowledge.search import Matches

OFFERED_MOST = 3
WORDS_MOST = 2
ASKED_CHARACTERS_MOST = 600
DIGITS_MOST = 9


def view(topic: Reading | Wavering | Defining, here: Here) -> Say | None:
    """What the person was given; None when the entry or the word is gone."""
    if isinstance(topic, Wavering):
        return _menu(topic, here)
    if isinstance(topic, Defining):
        word = here.knowledge.glossary.word(topic.word)
        return _meaning(word, here) if word else None
    entry = here.knowledge.entry(topic.entry)
    return _answer(entry, topic, here) if entry else None


def respond(topic: Topic, press: Press, here: Here) -> Turn | None:
    """A button that names an entry, a word or a question, also from an old message; None for any other and for what is gone."""
    kind, _, id = press.data.partition(":")
    match kind:
        case "woord":
            return _shown(Defining(id), here)
        case "faq":
            return _chosen(id.removeprefix("meer:"), topic, here, whole=id.startswith("meer:"))
        case "helpt" | "helptniet":
            return _rated(id, kind == "helpt", topic, here)
        case _:
            return _kept(id, topic, here)


def _shown(topic: Reading | Defining, here: Here) -> Turn | None:
    said = view(topic, here)
    return turn(topic, said) if said else None


def _chosen(id: str, topic: Topic, here: Here, *, whole: bool) -> Turn | None:
    """An entry by its button; chosen for words of the person's own, these may be a wording of it."""
    if isinstance(topic, Reading) and topic.entry == id:
        return _shown(replace(topic, whole=whole), here)
    asked = topic.asked if isinstance(topic, Wavering) and id in topic.entries else ""
    shown = _shown(Reading(id, whole, asked), here)
    return Turn(shown.conversation, (Propose(asked, id), *shown.effects)) if shown and asked else shown


def _rated(id: str, helpful: bool, topic: Topic, here: Here) -> Turn | None:
    """An answer helped or did not; said twice of the same answer it counts once. What did not help is kept as a question."""
    words, entry = here.phrases.ask, here.knowledge.entry(id)
    if entry is None:
        return None
    reading = topic if isinstance(topic, Reading) and topic.entry == id else Reading(id)
    rated = () if reading.rated else (Rate(id, helpful),)
    if helpful:
        return turn(replace(reading, rated=True) if reading is topic else topic, *rated, Say(words.thanks()))
    near = tuple(other for other in entry.related if here.knowledge.entry(other))[:OFFERED_MOST]
    keeps = bool(reading.asked) and not reading.rated
    kept = (Wonder(reading.asked, near, id),) if keeps else ()
    unhelped = Wavering(near, asked=reading.asked, kept=here.facts.turn if keeps else 0, unhelpful=True)
    return turn(unhelped, *rated, *kept, _menu(unhelped, here))


def _kept(id: str, topic: Topic, here: Here) -> Turn | None:
    """`weten:7`: tell me when the question of turn 7 has an answer; `weg:7`: do not keep it."""
    wish, _, number = id.partition(":")
    if not number.isdecimal() or len(number) > DIGITS_MOST or wish not in ("weten", "weg"):
        return None
    words = here.phrases.ask
    effect, lead = (Tell(int(number)), words.will_tell()) if wish == "weten" else (Unwonder(int(number)), words.dropped())
    if isinstance(topic, Wavering) and topic.kept == int(number):
        after = replace(topic, kept=0)
        return turn(after, effect, *led_by(lead, (_menu(after, here),)))
    return turn(topic, effect, Say(lead))


def meant(text: str, here: Here) -> Turn | None:
    """What is known by rule, without a search: a word whose meaning is asked, by the answer that tells more where there is one."""
    word = here.knowledge.glossary.asked(text)
    if word is None:
        return None
    entry = here.knowledge.entry_defining(word)
    topic: Reading | Defining = Reading(entry.id) if entry else Defining(word.id)
    said = view(topic, here)
    return turn(topic, *_got("beantwoord", here), said) if said else None


def remarked(text: str, here: Here) -> str:
    """The reply to what asks nothing ("dank u wel"); "" when the text is something else."""
    remark = here.knowledge.small_talk.heard(text)
    if remark is None:
        return ""
    return remark.pupil or remark.reply if here.facts.audience == "leerling" else remark.reply


def answered(said: str, matches: Matches, here: Here) -> Turn:
    """What a search comes down to: the answer, what may be meant, or that we don't know; that is kept for the editors, but of no pupil.

    Who writes in another language reads first, in that language, that our answers are in Dutch.
    """
    language = here.knowledge.languages.heard(said)
    lead = language.sentence if language else ""
    asked = _worth_keeping(said, here)
    if matches.decision == "answer":
        reading = Reading(matches.candidates[0].entry, asked=asked, second=_second(matches), language=language.id if language else "")
        answer, entry = view(reading, here), here.knowledge.entry(reading.entry)
        if answer and entry:
            return turn(reading, *_got("beantwoord", here), *led_by("" if entry.translation(reading.language) else lead, (answer,)))
    near, sure = _near(matches, here), matches.decision == "choose"
    keeps = bool(asked) and not sure
    topic = Wavering(near, sure, asked, here.facts.turn if keeps else 0)
    kept = (Wonder(asked, near),) if keeps else ()
    return turn(topic, *_got("keuze" if sure else "geweigerd", here), *kept, *led_by(lead, (_menu(topic, here),)))


def _got(outcome: Outcome, here: Here) -> tuple[Got, ...]:
    """Counted, but for pupils: to count somebody once is to keep that they were there."""
    return () if here.facts.audience == "leerling" else (Got(outcome),)


def _worth_keeping(said: str, here: Here) -> str:
    """What was asked, without addresses and numbers; "" when there is no word in it, and of pupils, of whom nothing is kept."""
    asked = masked(said[:ASKED_CHARACTERS_MOST], here.phrases.words.masks)
    has_words = any(word.isalpha() and len(word) > 1 for word in fold(asked).split())
    return asked if has_words and here.facts.audience != "leerling" else ""


def _near(matches: Matches, here: Here) -> tuple[str, ...]:
    """The entries to offer: those for this reader, and the best one also when it was written for others."""
    found = [entry for one in matches.candidates if one.score > 0 and (entry := here.knowledge.entry(one.entry))]
    who = here.facts.audience
    theirs = [entry.id for place, entry in enumerate(found) if place == 0 or not who or not entry.audiences or who in entry.audiences]
    return tuple(theirs[:OFFERED_MOST])


def _second(matches: Matches) -> str:
    """The entry for a second question, where that one is as sure or may be meant."""
    second = matches.second
    return second.candidates[0].entry if second and second.decision != "unknown" and second.candidates else ""


def _answer(entry: Entry, topic: Reading, here: Here) -> Say:
    text = entry.translation(topic.language) or _text_for(entry, topic.whole, here)
    second = here.knowledge.entry(topic.second)
    hard = here.knowledge.glossary.hard_words(text, entry.question)[:WORDS_MOST] if here.facts.audience != "school" else ()
    more = (Button(here.phrases.ask.button_more(), f"faq:meer:{entry.id}"),) if text == entry.short else ()
    words = tuple(Button(here.phrases.ask.button_meaning(word=word.word), f"woord:{word.id}") for word in hard)
    related = [other for id in entry.related if (other := here.knowledge.entry(id))]
    first = (Button(second.question, f"faq:{second.id}"),) if second else ()
    others = (Button(other.question, f"faq:{other.id}") for other in related[:OFFERED_MOST] if other != second)
    person = (contact_button(here),) if here.facts.audience == "school" and entry.id in here.knowledge.settings.refer_from else ()
    rows = (*((button,) for button in (*first, *more, *person, *words, *others)), *_rating(entry, here), (menu_button(here),))
    told = doubt(entry.holds(here.facts.now.date()), entry, here)
    also = here.phrases.ask.second() if second else ""
    return Say(paragraphs(text, told, sources((entry.source, *entry.more_sources), here), also), rows)


def _rating(entry: Entry, here: Here) -> tuple[tuple[Button, ...], ...]:
    """Whether it helped; pupils are asked for nothing."""
    words = here.phrases.ask
    if here.facts.audience == "leerling":
        return ()
    return ((Button(words.button_helpful(), f"helpt:{entry.id}"), Button(words.button_unhelpful(), f"helptniet:{entry.id}")),)


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
    at_school = here.facts.audience == "school"
    ask_whom = words.ask_school() if at_school else words.ask_parent()
    person = ((contact_button(here),),) if at_school else ()
    lead = words.sorry() if topic.unhelpful else words.dont_know()
    kept = words.kept() if topic.kept else ""
    wishes = (Button(words.button_tell(), f"vraag:weten:{topic.kept}"), Button(words.button_drop(), f"vraag:weg:{topic.kept}"))
    buttons = (*rows, *((wish,) for wish in wishes if topic.kept), *person, (menu_button(here),))
    return Say(paragraphs(lead, ask_whom, kept, words.perhaps() if rows else ""), buttons)
