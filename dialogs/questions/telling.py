"""Who waited for an answer is told, once, in hours in which we may write; at night in the morning, by a reminder of who answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from dialogs.here import Here, Turn, day, paragraphs, turn
from dialogs.language import Effect, Pass, Remind, Say
from dialogs.memory import Topic
from dialogs.questions.groups import Group
from dialogs.questions.words import moment, says
from dialogs.truth import doubt, sources
from dialogs.unanswered import CloseQuestions, Outcome, ToldAnswer, Untold
from knowledge.faq import Entry
from knowledge.live import by_editors
from knowledge.working_time import may_speak, next_polite

KEY = "vragen:meld"
"""Under which it comes back in the morning."""


def of_entry(entry: Entry, here: Here) -> str:
    """An answer as it is told, with how sure it is and where it comes from."""
    told = doubt(entry.holds(here.facts.now.date()), entry, here)
    return paragraphs(entry.answer, told, sources((entry.source, *entry.more_sources), here))


def of_editors(answer: str, here: Here) -> str:
    """What one of the editors typed, as it is told."""
    return paragraphs(answer, sources((by_editors(here.facts.now.date()),), here))


def refusal(group: Group, here: Here) -> str:
    """What who waits reads when there will be no answer: whom they can ask."""
    at_school = next(iter(group.waiting.values()), group.questions[0]).audience == "school"
    ask = here.knowledge.phrases.ask
    return paragraphs(says(here).no_answer(), ask.ask_school() if at_school else ask.ask_parent())


def sample(group: Group | None, outcome: Outcome, body: str, here: Here) -> Say:
    """The message as the first of who wait gets it, or the answer itself where nobody waits."""
    first = next(iter(group.waiting.values()), None) if group else None
    return _message(first.day, first.text, _ended(outcome, body, here), here) if first else Say(body)


def _ended(outcome: Outcome, body: str, here: Here) -> str:
    return paragraphs(body, says(here).ask_again() if outcome == "beantwoord" else "")


def when(here: Here) -> str:
    """When it goes, where that is not now."""
    now = here.facts.now
    return "" if may_speak(now) else says(here).tells_later(moment=moment(next_polite(now), here))


def done(group: Group, here: Here) -> str:
    """What became of it, for who answered."""
    people, now = len(group.waiting), here.facts.now
    if not people:
        return says(here).closed()
    return says(here).sent(n=people) if may_speak(now) else says(here).sent_later(n=people, moment=moment(next_polite(now), here))


def closing(group: Group, outcome: Outcome, body: str, here: Here) -> tuple[Effect, ...]:
    """The questions are done with, and who waits is told now, or in the morning."""
    if not group.waiting:
        return (CloseQuestions(group.ids, outcome),)
    text = _ended(outcome, body, here)
    if not may_speak(here.facts.now):
        return (CloseQuestions(group.ids, outcome, text), Remind(KEY, next_polite(here.facts.now)))
    told = (Pass(person, _message(one.day, one.text, text, here)) for person, one in group.waiting.items())
    return (CloseQuestions(group.ids, outcome), *told)


def closed(group: Group, here: Here) -> Here:
    """As it is after that."""
    shared = here.facts.shared
    left = tuple(one for one in shared.asked if one.id not in group.ids)
    return replace(here, facts=replace(here.facts, shared=replace(shared, asked=left)))


def _message(asked_on: date, text: str, body: str, here: Here) -> Say:
    head = says(here).you_asked(day=day(asked_on, here.knowledge.phrases), text=text)
    return Say(paragraphs(head, body), lasting=True)


# ── in the morning ────────────────────────────────────────────────────────────────────────────────────────────


def due(topic: Topic, here: Here) -> Turn:
    """It is morning; nothing is said to who answered."""
    untold, now = here.facts.shared.untold, here.facts.now
    again = (Remind(KEY, next_polite(now)),) if untold and not may_speak(now) else ()
    return turn(topic, *again, *late(here))


def late(here: Here) -> tuple[Effect, ...]:
    """Each who still waits is told each answer once, of what they asked last; also what a colleague answered who is no editor any more."""
    untold = here.facts.shared.untold if may_speak(here.facts.now) else ()
    told = tuple(Pass(one.person, _message(one.day, one.text, one.answer, here)) for one in _once(untold))
    return (*told, ToldAnswer(tuple(dict.fromkeys(one.id for one in untold)))) if untold else ()


def _once(untold: Iterable[Untold]) -> Iterable[Untold]:
    return {(one.person, one.answer): one for one in untold}.values()
