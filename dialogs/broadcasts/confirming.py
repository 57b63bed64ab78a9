"""Sending begins with a number that is typed; then there is a minute to take it back, and above a number of people a second must agree."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from dialogs.announcing import Announcing
from dialogs.broadcast import FIRST, TAKE_BACK_SECONDS, Agree, Broadcast, Confirm, Recall
from dialogs.broadcasts import aiming, preview
from dialogs.broadcasts.message import message
from dialogs.broadcasts.words import (
    at,
    back_row,
    colleagues,
    counted,
    how_many,
    last_row,
    moment,
    named,
    press,
    reach,
    says,
    seal,
    wants_second,
)
from dialogs.here import Here, Turn, paragraphs
from dialogs.language import Button, Effect, Pass, Revise, Say
from knowledge.working_time import may_speak, next_polite

SURE, SURE_NOW = "zeker", "zekernu"
"""The page on which the number is typed; the second one when it may leave at any hour."""
_NUMBER = re.compile(r"\s*([0-9][0-9. ]{0,11})\s*(?:mensen|mens|personen)?\s*[.!]?\s*", re.IGNORECASE)


def respond(verb: str, more: tuple[str, ...], topic: Announcing, one: Broadcast, here: Here) -> Turn | None:
    """The way to typing the number, from a draft; None for what is none."""
    match verb, more:
        case "verstuur", ():
            return _asked(replace(topic, page=SURE, broadcast=one.id), one, here)
        case "altijd", ():
            return _asked(replace(topic, page=SURE_NOW, broadcast=one.id), one, here)
    return None


def view(topic: Announcing, one: Broadcast, here: Here) -> Say:
    """What is going to happen, and which number to type for it."""
    count = reach(one.target, here)
    starts = _starts(here, any_hour=topic.page == SURE_NOW)
    polite = (Button(says(here).button_any_hour(), press("altijd", one)),) if topic.page == SURE and not may_speak(_earliest(here)) else ()
    when = says(here).later(moment=moment(starts, here)) if starts > _earliest(here) else says(here).soon()
    second = says(here).wants_second(most=counted(here.knowledge.settings.four_eyes_from)) if wants_second(count, here) else ""
    text = paragraphs(
        says(here).sure(number=one.id, people=how_many(count, here), count=counted(count)), second, f"{when}{_first(count, here)}"
    )
    return Say(text, (*filter(None, (polite,)), back_row(one, here)))


def _asked(topic: Announcing, one: Broadcast, here: Here, lead: str = "") -> Turn | None:
    """Only what is right in every way comes so far."""
    if preview.open_doubts(topic, one, here):
        return preview.seen(Announcing(one.id, "bekijk", topic.seen), one, here, says(here).not_yet())
    return at(topic, view(topic, one, here), lead=lead)


def typed(text: str, topic: Announcing, one: Broadcast, here: Here) -> Turn | None:
    """The number of people: exactly as many as it goes to now."""
    found, count = _NUMBER.fullmatch(text), reach(one.target, here)
    number = int(re.sub(r"[. ]", "", found[1])) if found else None
    if number is None:
        return _asked(topic, one, here, says(here).no_number())
    if number != count:
        return _asked(topic, one, here, says(here).other_number(typed=counted(number), people=how_many(count, here)))
    if preview.open_doubts(topic, one, here):
        return _asked(topic, one, here)
    return _confirmed(count, topic, one, here)


def _earliest(here: Here) -> datetime:
    return here.facts.now.astimezone(UTC) + timedelta(seconds=TAKE_BACK_SECONDS)


def _first(count: int, here: Here) -> str:
    """That some get it first, where there are more."""
    return f" {says(here).first_ones(n=FIRST)}" if count > FIRST else ""


def _starts(here: Here, *, any_hour: bool) -> datetime:
    """After the minute in which it can be taken back, in hours in which we may write."""
    return _earliest(here) if any_hour else next_polite(_earliest(here))


def _confirmed(count: int, topic: Announcing, one: Broadcast, here: Here) -> Turn | None:
    any_hour, second = topic.page == SURE_NOW, wants_second(count, here)
    starts = None if second else _starts(here, any_hour=any_hour)
    held = replace(
        one, status="held", author=here.facts.shared.me, total=count, any_hour=any_hour, wants_second=second, starts=starts, second=0
    )
    told = [effect for person in colleagues(here) for effect in (_to_second(person, held, here) if second else _notice(person, held, here))]
    return at(Announcing(one.id), held_page(held, here), Confirm(held), *told)


def _notice(person: int, one: Broadcast, here: Here) -> tuple[Effect, ...]:
    """What one sends the other sees, and can stop."""
    text = says(here).colleague_sends(name=named(one, here), people=how_many(one.total, here))
    show = Button(says(here).button_show(number=one.id), press("toon", one))
    return (Pass(person, Say(text, ((show,),), key=_notice_key(one), lasting=True)),)


def _notice_key(one: Broadcast) -> str:
    """Of the message to a colleague, which changes when it is taken back."""
    return press("collega", one)


def _to_second(person: int, one: Broadcast, here: Here) -> tuple[Effect, ...]:
    """The message itself, and whether it may go."""
    text = paragraphs(says(here).please_agree(name=named(one, here), people=how_many(one.total, here)), aiming.described(one.target, here))
    return (Pass(person, message(one, here.knowledge)), Pass(person, Say(text, (_agree_buttons(one, here),), lasting=True)))


def _agree_buttons(one: Broadcast, here: Here) -> tuple[Button, ...]:
    """They carry what was seen, so that nobody agrees to something else."""
    agree = Button(says(here).button_agree(number=one.id), press("akkoord", one, seal(one)))
    return (agree, Button(says(here).button_refuse(number=one.id), press("nietakkoord", one, seal(one))))


# ── held ──────────────────────────────────────────────────────────────────────────────────────────────────────


def held_page(one: Broadcast, here: Here) -> Say:
    """As long as nothing went: when it goes, and how it is taken back."""
    back = Button(says(here).button_take_back(), press("terug", one))
    if one.wants_second:
        mine = one.author == here.facts.shared.me
        text = says(here).waits_for_second(number=one.id, people=how_many(one.total, here))
        return Say(text, (*(() if mine else (_agree_buttons(one, here),)), (back,), last_row(here)))
    when = (
        says(here).goes_soon() if one.starts is None or one.starts <= _earliest(here) else says(here).later(moment=moment(one.starts, here))
    )
    text = says(here).held(number=one.id, people=how_many(one.total, here))
    return Say(paragraphs(text, f"{when}{_first(one.total, here)}"), ((back,), last_row(here)))


def respond_held(verb: str, more: tuple[str, ...], one: Broadcast, here: Here) -> Turn | None:
    """Taken back, or agreed to, or not; None for what is none."""
    match verb, more:
        case "terug", ():
            return _recalled(one, here, says(here).taken_back(number=one.id), says(here).colleague_took_back(name=named(one, here)))
        case (("akkoord" | "nietakkoord"), (sealed,)):
            return _judged(one, here, agrees=verb == "akkoord", same=sealed == str(seal(one)))
    return None


def _judged(one: Broadcast, here: Here, *, agrees: bool, same: bool) -> Turn | None:
    """By another than who sends it, of exactly what they saw."""
    if not one.wants_second or not same:
        return at(Announcing(one.id), held_page(one, here), lead=says(here).is_another())
    if one.author == here.facts.shared.me:
        return at(Announcing(one.id), held_page(one, here), lead=says(here).not_yourself())
    if not agrees:
        return _recalled(one, here, says(here).refused(number=one.id), says(here).colleague_refused(name=named(one, here)))
    agreed = replace(one, wants_second=False, second=here.facts.shared.me, starts=_starts(here, any_hour=one.any_hour))
    told = tell_author(one, Say(says(here).colleague_agreed(name=named(one, here)), lasting=True), here)
    return at(Announcing(one.id), held_page(agreed, here), Agree(agreed), *told)


def _recalled(one: Broadcast, here: Here, text: str, told: str) -> Turn | None:
    draft = replace(one, status="draft", wants_second=False, second=0, starts=None)
    page = preview.view(Announcing(one.id, "bekijk"), draft, here)
    others = [person for person in colleagues(here) if person != one.author]
    seen = (Pass(person, Revise(Say(told, key=_notice_key(one), lasting=True))) for person in others)
    return at(Announcing(one.id, "bekijk"), page, Recall(draft), *tell_author(one, Say(told, lasting=True), here), *seen, lead=text)


def tell_author(one: Broadcast, say: Say, here: Here) -> tuple[Effect, ...]:
    """Who sends it hears what a colleague did; nobody hears what they did themselves."""
    there = one.author in colleagues(here)
    return (Pass(one.author, say),) if there else ()
