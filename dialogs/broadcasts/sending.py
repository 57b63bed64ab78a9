"""While it goes: the first and then the others, how far it is, pausing and ending it, and what became of it."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from dialogs.announcing import Announcing
from dialogs.broadcast import FIRST, Broadcast, Cancel, GoOn, Pause, Resume, TellStage, key
from dialogs.broadcasts.confirming import tell_author
from dialogs.broadcasts.words import at, back_row, counted, how_many, last_row, moment, named, press, says
from dialogs.here import Here, Turn, channel_name, paragraphs, turn
from dialogs.language import Button, Effect, Revise, Say, Settle
from dialogs.memory import Home, Topic
from knowledge.moments import read_moment
from knowledge.working_time import may_speak, next_polite

MINUTES_AN_HOUR = 60
MOVING = frozenset({"first", "going"})
"""Stages in which the numbers change."""
CHANNEL_OUTCOMES = ("said", "blocked", "failed", "uncertain", "left")


def respond(verb: str, topic: Announcing, one: Broadcast, here: Here) -> Turn | None:
    """A button of what is on its way; None for what is none, or what is no longer so."""
    going, pending = one.status in ("sending", "paused"), one.stage(here.facts.now) in ("first", "waiting", "planned")
    match verb:
        case "rest" | "tijd" if going and pending:
            return at(Announcing(one.id, verb), view(Announcing(one.id, verb), one, here))
        case "nu" | "altijdnu" | "werkdag" | "dan" | "tochdan" if going and pending:
            return _others(verb, topic, one, here)
        case "pauzeer" if one.status == "sending":
            return _paused(one, here)
        case "verder" if one.status == "paused":
            return _resumed(one, here)
        case "breekaf" if going:
            return _cancelled(one, here)
    return None


def view(topic: Announcing, one: Broadcast, here: Here) -> Say:
    """How it stands, or when the others get it."""
    going = one.status in ("sending", "paused") and one.stage(here.facts.now) in ("first", "waiting", "planned", "paused:")
    match topic.page:
        case "rest" if going:
            return _when(one, here)
        case "tijd" if going and topic.at:
            return _at_that_time(topic.at, one, here)
        case "tijd" if going:
            return Say(says(here).type_moment(), (back_row(one, here),))
    return _page(one, here)


# ── when the others get it ────────────────────────────────────────────────────────────────────────────────────


def _when(one: Broadcast, here: Here) -> Say:
    """Now or later; outside polite hours both are named."""
    now = here.facts.now
    left = how_many(one.total - FIRST, here)
    other = Button(says(here).button_other_time(), press("tijd", one))
    if may_speak(now):
        return Say(says(here).rest_when(people=left), ((Button(says(here).button_now(), press("nu", one)), other), back_row(one, here)))
    morning = Button(says(here).button_morning(moment=moment(next_polite(now), here)), press("werkdag", one))
    rows = ((morning,), (Button(says(here).button_still_now(), press("altijdnu", one)), other), back_row(one, here))
    return Say(paragraphs(says(here).rest_when(people=left), says(here).not_polite()), rows)


def _at_that_time(when: datetime, one: Broadcast, here: Here) -> Say:
    other = Button(says(here).button_other_time(), press("tijd", one))
    text = says(here).rest_then(moment=moment(when, here), people=how_many(one.total - FIRST, here))
    if may_speak(when):
        return Say(text, ((Button(says(here).button_then(), press("dan", one)), other), back_row(one, here)))
    morning = Button(says(here).button_morning(moment=moment(next_polite(when), here)), press("werkdag", one))
    rows = ((morning,), (Button(says(here).button_still_then(), press("tochdan", one)), other), back_row(one, here))
    return Say(paragraphs(text, says(here).not_polite()), rows)


def typed(text: str, topic: Announcing, one: Broadcast, here: Here) -> Turn | None:
    """A moment for the others."""
    found = read_moment(text, here.facts.now, here.knowledge.phrases.words)
    if isinstance(found, datetime):
        after = Announcing(one.id, "tijd", at=found)
        return at(after, view(after, one, here))
    why = {
        "unclear": says(here).moment_unclear(),
        "no_time": says(here).moment_no_time(),
        "no_such_time": says(here).moment_no_such_time(),
        "past": says(here).moment_past(),
        "too_far": says(here).moment_too_far(),
    }[found]
    return at(replace(topic, at=None), view(replace(topic, at=None), one, here), lead=why)


def _others(verb: str, topic: Announcing, one: Broadcast, here: Here) -> Turn | None:
    """The others get it now, or at the moment that was seen; one that is past by now is now."""
    now = here.facts.now.astimezone(UTC)
    seen = topic.at if topic.broadcast == one.id and topic.at and topic.at > now else now
    match verb:
        case "nu" if not may_speak(now):
            return at(Announcing(one.id, "rest"), _when(one, here))
        case "dan" if not may_speak(seen):
            return at(Announcing(one.id, "tijd", at=seen), _at_that_time(seen, one, here))
    rest = {"nu": now, "altijdnu": now, "werkdag": next_polite(seen)}.get(verb, seen)
    after = replace(one, rest=rest, any_hour=one.any_hour or verb in ("altijdnu", "tochdan"))
    told = tell_author(one, Say(says(here).colleague_rest(name=named(one, here)), lasting=True), here)
    return at(Announcing(one.id), _page(after, here), GoOn(after), *told)


# ── pausing and ending ────────────────────────────────────────────────────────────────────────────────────────


def _paused(one: Broadcast, here: Here) -> Turn | None:
    after = replace(one, status="paused", paused=here.facts.now, why_paused="", per_minute=0)
    told = tell_author(one, Say(says(here).colleague_paused(name=named(one, here)), lasting=True), here)
    return at(Announcing(one.id), _page(after, here), Pause(after), TellStage(after, after.stage(here.facts.now)), *told)


def _resumed(one: Broadcast, here: Here) -> Turn | None:
    after = replace(one, status="sending", paused=None, why_paused="", resumes=None)
    told = tell_author(one, Say(says(here).colleague_resumed(name=named(one, here)), lasting=True), here)
    return at(Announcing(one.id), _page(after, here), Resume(after), TellStage(after, after.stage(here.facts.now)), *told)


def _cancelled(one: Broadcast, here: Here) -> Turn | None:
    """At once, and for good; who did not get it can still get another, by leaving out who got this one."""
    after = replace(one, status="cancelled", ended=here.facts.now, why_paused="", per_minute=0)
    told = tell_author(one, Say(says(here).colleague_cancelled(name=named(one, here)), lasting=True), here)
    return at(Announcing(one.id), _page(after, here), Cancel(after), TellStage(after, after.stage(here.facts.now)), *told)


# ── how it stands ─────────────────────────────────────────────────────────────────────────────────────────────


def _page(one: Broadcast, here: Here) -> Say:
    stage = one.stage(here.facts.now)
    pause = Button(says(here).button_pause(), press("pauzeer", one))
    end = Button(says(here).button_cancel(), press("breekaf", one))
    rest = Button(says(here).button_rest(people=how_many(one.total - FIRST, here)), press("rest", one))
    asked = (Button(says(here).button_questions(n=len(one.questions)), press("vragen", one)),) if one.questions else ()
    if stage in ("ended", "cancelled"):
        return Say(report(one, here), (*filter(None, (_mending(one, here), asked)), last_row(here)))
    rows = {
        "waiting": ((rest,), (pause, end)),
        "first": ((pause, end),),
        "planned": ((Button(says(here).button_other_time(), press("rest", one)),), (pause, end)),
        "going": ((pause, end),),
    }.get(stage, ((Button(says(here).button_resume(), press("verder", one)), end),))
    mending = _mending(one, here) if one.people("said", "uncertain") else ()
    return Say(paragraphs(_told(stage, one, here), progress(one, here)), (*rows, *filter(None, (mending, asked)), last_row(here)))


def _mending(one: Broadcast, here: Here) -> tuple[Button, ...]:
    """What was sent can be mended or taken away, until it was."""
    if one.withdrawn or not one.snapshot:
        return ()
    return (Button(says(here).button_correct(), press("verbeter", one)), Button(says(here).button_withdraw(), press("trekterug", one)))


def _told(stage: str, one: Broadcast, here: Here) -> str:
    number = one.id
    match stage:
        case "first":
            return says(here).first_go(number=number, n=FIRST)
        case "waiting":
            return says(here).first_went(number=number, n=FIRST, people=how_many(one.total - FIRST, here))
        case "planned" if one.rest:
            return says(here).rest_planned(number=number, moment=moment(one.rest, here))
        case "going":
            return says(here).going(number=number)
        case "paused:":
            return says(here).paused(number=number)
    why = {
        "locked": says(here).why_locked(),
        "server": says(here).why_server(),
        "retry_after": says(here).why_retry_after(),
    }.get(one.why_paused, "")
    resumes = says(here).resumes(moment=moment(one.resumes, here)) if one.resumes else says(here).resumes_itself()
    return "\n".join((says(here).paused_itself(number=number), f"{why} {resumes}"))


def progress(one: Broadcast, here: Here) -> str:
    """How many have it, how fast it goes and how long it takes yet."""
    done = says(here).progress(done=counted(one.settled), total=counted(one.total))
    if one.per_minute <= 0 or one.stage(here.facts.now) != "going":
        return done
    minutes = -(-one.waiting // one.per_minute)
    if minutes > MINUTES_AN_HOUR:
        left = says(here).hours_left(n=round(minutes / MINUTES_AN_HOUR))
    else:
        left = says(here).minutes_left(n=minutes) if minutes > 1 else says(here).minute_left()
    return f"{done} {says(here).rate(n=one.per_minute, count=counted(one.per_minute))} {left}"


def report(one: Broadcast, here: Here) -> str:
    """What became of it, in all and on each channel."""
    if one.withdrawn:
        head = says(here).withdrawn(number=one.id)
    else:
        ended = one.stage(here.facts.now) == "ended"
        head = says(here).ended(number=one.id) if ended else says(here).cancelled(number=one.id)
    channels = sorted({count.channel for count in one.counts})
    each = [
        says(here).on_this_channel(channel=_capital(channel_name(name, here)), outcomes=", ".join(_outcomes(one, name, here)))
        for name in channels
    ]
    uncertain = says(here).uncertain_means() if one.people("uncertain") else ""
    whole = "\n".join(map(_capital, _outcomes(one, "", here)))
    return paragraphs(head, whole, "\n".join(each) if len(each) > 1 else "", _mended(one, here), uncertain)


def _capital(text: str) -> str:
    """As it begins a line."""
    return text[:1].upper() + text[1:]


def _outcomes(one: Broadcast, channel: str, here: Here) -> tuple[str, ...]:
    """`bezorgd 398`, `niet bereikbaar 8`; delivered always, of the rest what there is."""
    names = {
        "said": says(here).delivered,
        "blocked": says(here).blocked,
        "failed": says(here).failed,
        "uncertain": says(here).uncertain,
        "left": says(here).left,
    }
    told = [
        name(count=counted(n))
        for outcome, name in names.items()
        if (n := one.people(outcome, channel=channel)) or outcome == "said"  # type: ignore[arg-type]
    ]
    waits = one.people("queued", "sending", channel=channel)
    return (*told, *((says(here).not_sent(count=counted(waits)),) if waits else ()))


def _mended(one: Broadcast, here: Here) -> str:
    """How far a correction or a withdrawal is. Where nobody knows the message, it can't be changed either."""
    has_it = one.people("said", "uncertain")
    unknown = one.people("uncertain")
    said = [count for count in one.counts if count.outcome == "said"]
    if one.withdrawn:
        gone = sum(count.people for count in said if count.removed == 1)
        stays = unknown + sum(count.people for count in said if count.removed == 2)
        return says(here).taken_away(gone=counted(gone), stays=counted(stays), total=counted(has_it))
    if one.version:
        done = sum(count.people for count in said if count.version == one.version)
        stays = unknown + sum(count.people for count in said if count.version == -one.version)
        told = says(here).corrected_at(done=counted(done), total=counted(has_it))
        return f"{told} {says(here).corrected_not(stays=counted(stays))}" if stays else told
    return ""


# ── its author is told ────────────────────────────────────────────────────────────────────────────────────────


def due(one: Broadcast, topic: Topic, here: Here) -> Turn:
    """Once for each stage what can be done now; and in it the numbers, in the place of the last ones."""
    stage = one.stage(here.facts.now)
    if stage == one.told:
        return turn(topic, *(() if here.facts.aloud else _numbers(stage, one, here)))
    effects = (*((Settle(_counted(one, here)),) if one.told in MOVING else ()), TellStage(one, stage))
    page = _page(one, here)
    if topic in (Home(), Announcing(), Announcing(one.id)):
        return turn(Announcing(one.id), *effects, replace(page, lasting=True))
    return turn(topic, *effects, Say(paragraphs(page.text, says(here).go_there()), lasting=True))


def _numbers(stage: str, one: Broadcast, here: Here) -> tuple[Effect, ...]:
    """How far it is, or how far what mends it."""
    mended = _mended(one, here)
    moving = (Revise(_counted(one, here)),) if stage in MOVING else ()
    text = says(here).progress_of(number=one.id, progress=mended)
    return (*moving, *((Revise(Say(text, key=press("verbeterd", one))),) if mended else ()))


def _counted(one: Broadcast, here: Here) -> Say:
    return Say(says(here).progress_of(number=one.id, progress=progress(one, here)), key=key(one.id))
