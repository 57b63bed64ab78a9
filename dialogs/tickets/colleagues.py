"""Colleagues and days in words: who can stand in, and how they are called among each other.

A contact knows of another what their role is and since when; only medewerkers know the label of an account.
"""

from __future__ import annotations

from datetime import date, datetime

from dialogs.here import Here
from dialogs.here import day as whole_day
from dialogs.ticket import Answerer, Away
from dialogs.tickets.messages import button_text
from knowledge import referring
from knowledge.absence_phrases import AbsencePhrases


def words(here: Here) -> AbsencePhrases:
    """Said the same to everyone."""
    return here.knowledge.phrases.absence


def may_leave(here: Here) -> bool:
    """Whether the person is one whose absence matters: who answers questions."""
    return any(one.person == here.facts.shared.me for one in here.facts.shared.answering)


def period(first: date, last: date, here: Here) -> str:
    """`van maandag 26 april t/m maandag 10 mei`, each with its year when it is another."""
    if first == last:
        return words(here).one_day(day=_day(first, here))
    return words(here).days(first=_day(first, here), last=_day(last, here))


def _day(one: date, here: Here) -> str:
    told = referring.weekday_and_day(one, here.knowledge.phrases.words)
    return told if one.year == here.facts.now.year else words(here).year(day=told, year=one.year)


def period_of(away: Away, here: Here) -> str:
    return period(away.first, away.last, here)


def moment(when: datetime, here: Here) -> str:
    """`maandag 26 april om 8.00 uur`.

    Args:
        when: In any time zone.
    """
    local = when.astimezone(here.facts.now.tzinfo)
    return words(here).moment(day=_day(local.date(), here), time=referring.clock(local.time()))


def described(person: int, here: Here) -> str:
    """`contactpersoon voor Gelderland, sinds 3 maart 2026`; two who would be called the same have a number."""
    called = [(one.person, _called(one, here)) for one in _each(here)]
    mine = next((text for one, text in called if one == person), here.knowledge.phrases.ticket.desk())
    alike = [one for one, text in called if text == mine]
    told = words(here).colleague_alike(who=mine, number=alike.index(person) + 1) if len(alike) > 1 else mine
    label = next((one.label for one in here.facts.shared.members if one.person == person and one.label), "")
    return words(here).colleague_labelled(who=told, label=label) if label else told


def _each(here: Here) -> list[Answerer]:
    """Everyone who answers, once."""
    return list({one.person: one for one in reversed(here.facts.shared.answering)}.values())[::-1]


def _called(one: Answerer, here: Here) -> str:
    says = here.knowledge.phrases.staff
    region = here.knowledge.contacts.region(one.region)
    role = says.contact(region=region.name if region else one.region) if one.region else says.medewerker()
    return words(here).colleague(role=role, day=whole_day(one.since.date(), here.knowledge.phrases)) if one.since else role


def on_button(person: int, here: Here) -> str:
    return button_text(described(person, here))


def can_stand_in(first: date, last: date, here: Here) -> tuple[int, ...]:
    """Who is there all these days: those of the own regions first, then medewerkers, then others."""
    shared = here.facts.shared
    own = {one.region for one in shared.answering if one.person == shared.me}
    ordered = sorted(_each(here), key=lambda one: (one.region not in own, bool(one.region)))
    return tuple(one.person for one in ordered if one.person != shared.me and not _away_in(one.person, first, last, here))


def some_are_away(first: date, last: date, here: Here) -> bool:
    """Whether somebody is no choice because they are away."""
    return any(_away_in(one.person, first, last, here) for one in _each(here) if one.person != here.facts.shared.me)


def _away_in(person: int, first: date, last: date, here: Here) -> bool:
    return any(one.person == person and one.first <= last and first <= one.last for one in here.facts.shared.away)


def own(here: Here) -> tuple[Away, ...]:
    """When the person is or will be away."""
    return tuple(one for one in here.facts.shared.away if one.person == here.facts.shared.me)
