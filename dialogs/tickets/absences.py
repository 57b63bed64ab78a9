"""When one of the staff is away, as it stands: made, changed, withdrawn, begun and over; and the yes or no of who stands in.

Each is looked up where it acts: whose absence it is, who was asked, and whether they still answer questions.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from dialogs.absence import CallOff, Decline, Leave, StandIn
from dialogs.here import Here, Turn, led_by, menu_button, paragraphs, turn
from dialogs.language import Button, Command, Due, Effect, Event, Pass, Press, Remind, Revise, Say, Unremind
from dialogs.memory import Absent, Leaving, Topic
from dialogs.ticket import NUMBER_DIGITS_MOST, Away
from dialogs.tickets import leaving, messages, moving
from dialogs.tickets.colleagues import described, may_leave, own, period_of, words
from knowledge.working_time import may_speak, next_polite

_DUE = re.compile(rf"a:([0-9]{{1,{NUMBER_DIGITS_MOST}}}):([a-z]+)")
_OF_ONE = re.compile(rf"afwezig:(in|inja|wijzig|ja|nee):([0-9]{{1,{NUMBER_DIGITS_MOST}}})")


def button(here: Here) -> tuple[Button, ...]:
    """The way here, for whose absence matters."""
    return (Button(words(here).button(), "afwezig"),) if may_leave(here) else ()


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """What is about an absence; None for all else, also in the hands of who answers no questions (any more)."""
    if not may_leave(here):
        return turn(topic) if isinstance(event, Due) and _DUE.fullmatch(event.key) else None
    match event:
        case Command("afwezig", days) if days.strip():
            return leaving.said(days, Leaving(), here)
        case Command("afwezig") if not own(here) and not _agreed_to(here):
            return leaving.shown(Leaving(), here)
        case Command("afwezig") | Press("afwezig"):
            return _listed(here, words(here).called_off() if isinstance(topic, Leaving) else "")
        case Press(data) if isinstance(topic, Leaving) and data.startswith("afwezig:goed:"):
            return _agreed(topic, data, here)
        case Press(data) if found := _OF_ONE.fullmatch(data):
            return _of_one(found[1], int(found[2]), topic, here)
        case Due(due) if found := _DUE.fullmatch(due):
            return _due(int(found[1]), found[2], topic, here)
    return leaving.respond(topic, event, here)


def view(topic: Absent, here: Here) -> Say | None:
    """The list, or whether one shall be withdrawn; None for who answers no questions (any more)."""
    if not may_leave(here):
        return None
    away = next((one for one in own(here) if one.id == topic.withdrawing), None)
    return _sure(away, here) if away else _list(here)


def labels(here: Here) -> tuple[Button, ...]:
    """The yes and no of the one invitation that waits; of several it would be a guess which is meant."""
    asked = [one for one in leaving.standing_in(here) if not one.accepted] if may_leave(here) else []
    return _invitation_buttons(asked[0], here) if len(asked) == 1 else ()


def _of_one(verb: str, id: int, topic: Topic, here: Here) -> Turn | None:
    """What is done with one absence, by whose it is, or by who was asked to stand in for it."""
    shared = here.facts.shared
    away = next((one for one in shared.away if one.id == id), None)
    if away and away.stand_in == shared.me and verb in ("ja", "nee"):
        return _answered(away, verb == "ja", topic, here)
    if away is None or away.person != shared.me or verb in ("ja", "nee"):
        return None
    match verb:
        case "in":
            return turn(Absent(id), _sure(away, here))
        case "inja":
            return _withdrawn(away, here)
    return leaving.shown(_as_planned(away), here)


def _as_planned(away: Away) -> Leaving:
    """An absence as it may be changed; who refused is not asked again."""
    who = leaving.DESK if away.desk else str(away.stand_in) if away.stand_in else leaving.NOBODY
    return Leaving(away.first, away.last, "" if away.refused else who, away.fates, instead=away.id)


# ── the list ──────────────────────────────────────────────────────────────────────────────────────────────────


def _listed(here: Here, lead: str = "", *effects: Effect) -> Turn:
    return turn(Absent(), *effects, *led_by(lead, (_list(here),)))


def _list(here: Here) -> Say:
    says, mine = words(here), own(here)
    lines = [says.item(number=n, period=period_of(one, here), state=_state(one, here)) for n, one in enumerate(mine, 1)]
    told = "\n".join((says.list(), *lines)) if mine else says.none()
    others = [says.standing_in(who=described(one.person, here), period=period_of(one, here)) for one in _agreed_to(here)]
    rows = [
        (Button(says.button_withdraw(number=n), f"afwezig:in:{one.id}"), Button(says.button_change(number=n), f"afwezig:wijzig:{one.id}"))
        for n, one in enumerate(mine, 1)
    ]
    return Say(paragraphs(told, *others), (*rows, (Button(says.button_another(), "afwezig:nieuw"),), (menu_button(here),)))


def _agreed_to(here: Here) -> list[Away]:
    return [one for one in leaving.standing_in(here) if one.accepted]


def _state(away: Away, here: Here) -> str:
    says = words(here)
    if away.desk:
        return says.state_desk()
    if not away.stand_in:
        return says.state_nobody()
    if away.refused:
        return says.state_refused()
    if not any(one.person == away.stand_in for one in here.facts.shared.answering):
        return says.state_gone()
    who = described(away.stand_in, here)
    return says.state_accepted(who=who) if away.accepted else says.state_asked(who=who)


# ── agreed ────────────────────────────────────────────────────────────────────────────────────────────────────


def _agreed(topic: Leaving, data: str, here: Here) -> Turn:
    """Only to the plan that they saw, and as long as it can be so."""
    away = leaving.planned(topic, here)
    if away is None or data != f"afwezig:goed:{leaving.mark(topic)}" or away.last < here.facts.shared.today:
        past = topic.last is not None and topic.last < here.facts.shared.today
        again = replace(topic, first=None, last=None) if past else topic
        return leaving.shown(again, here, words(here).plan_changed())
    before = next((one for one in own(here) if one.id == topic.instead), None)
    ended = _called_off(before, here, kept=away.accepted) if before else ()
    new = moving.known(here, away, but=topic.instead, tickets=moving.after(ended, here))
    effects = (*ended, Leave(away), *_invited(away, before, new), *_clocks(away, new))
    return _listed(new, words(here).agreed(period=period_of(away, here)), *effects)


def _invited(away: Away, before: Away | None, here: Here) -> tuple[Effect, ...]:
    """Who shall stand in is asked, in polite hours; who had said yes already sees what it is about now."""
    if not away.stand_in:
        return ()
    if away.accepted and before:
        text = words(here).accepted_by_you(who=described(away.person, here), period=period_of(away, here))
        return (Pass(away.stand_in, Revise(Say(text, key=_key(before, "vraag"), lasting=True))),)
    now = here.facts.now
    return (_invitation(away, here),) if may_speak(now) else (Remind(_key(away, "vraag"), next_polite(now)),)


def _invitation(away: Away, here: Here) -> Pass:
    text = words(here).invited(who=described(away.person, here), period=period_of(away, here))
    rows = tuple((one,) for one in _invitation_buttons(away, here))
    return Pass(away.stand_in, Say(text, rows, key=_key(away, "vraag"), lasting=True))


def _invitation_buttons(away: Away, here: Here) -> tuple[Button, ...]:
    says = words(here)
    return (Button(says.button_accept(), f"afwezig:ja:{away.id}"), Button(says.button_decline(), f"afwezig:nee:{away.id}"))


def _key(away: Away, what: str) -> str:
    """The name of its reminders, and of the message to who stands in."""
    return f"a:{away.id}:{what}"


def _clocks(away: Away, here: Here) -> tuple[Effect, ...]:
    """When it begins, or what becomes of the questions when that is now; and when it is over."""
    begins = moving.begins(away, here.facts.now)
    back = Remind(_key(away, "terug"), moving.returns(away))
    if begins is None:
        return (back,)
    if begins > here.facts.now:
        return (Remind(_key(away, "begin"), begins), back)
    return (*moving.divided(away, here), *_once_more(away, here), back)


def _once_more(away: Away, here: Here) -> tuple[Effect, ...]:
    """While who should stand in did not answer, what is meant for them waits a day."""
    waits = away.stand_in and not away.accepted and here.facts.now < moving.waits_until(away)
    return (Remind(_key(away, "begin"), moving.waits_until(away)),) if waits else ()


# ── withdrawn ─────────────────────────────────────────────────────────────────────────────────────────────────


def _sure(away: Away, here: Here) -> Say:
    says, yes_no = words(here), here.knowledge.phrases.words
    yes = Button(says.button_withdraw_yes(), f"afwezig:inja:{away.id}", yes_no.yes)
    no = Button(says.button_withdraw_no(), "afwezig", yes_no.no)
    return Say(says.withdraw_sure(period=period_of(away, here)), ((yes, no), (menu_button(here),)))


def _withdrawn(away: Away, here: Here) -> Turn:
    ended = _called_off(away, here, kept=False)
    left = moving.known(here, but=away.id, tickets=moving.after(ended, here))
    return _listed(left, words(here).withdrawn(period=period_of(away, here)), *ended)


def _called_off(away: Away, here: Here, *, kept: bool) -> tuple[Effect, ...]:
    """It is no more; unless who stands in is kept, what they took over comes back and they hear that they need not."""
    clocks = (Unremind(_key(away, what)) for what in ("vraag", "begin", "terug"))
    if kept:
        return (CallOff(away), *clocks)
    back = moving.given_back(away, moving.known(here, but=away.id))
    return (CallOff(away), *clocks, *back, *_not_needed(away, here))


def _not_needed(away: Away, here: Here) -> tuple[Effect, ...]:
    """To who was asked to stand in; at night in the place of the question, so that nobody is woken."""
    now = here.facts.now
    asked = away.made is not None and next_polite(away.made) <= now
    if not away.stand_in or away.refused or not asked:
        return ()
    text = words(here).not_needed(who=described(away.person, here), period=period_of(away, here))
    told = Say(text, key=_key(away, "vraag"), lasting=True)
    return (Pass(away.stand_in, told if away.accepted and may_speak(now) else Revise(told)),)


# ── who stands in ─────────────────────────────────────────────────────────────────────────────────────────────


def _answered(away: Away, yes: bool, topic: Topic, here: Here) -> Turn:
    """Their yes or no, which they may change; both hear it."""
    says, period = words(here), period_of(away, here)
    who = described(away.person, here)
    if (away.accepted, away.refused) == (yes, not yes):
        return turn(topic, Say((says.accepted_by_you if yes else says.declined_by_you)(who=who, period=period)))
    me = described(here.facts.shared.me, here)
    if yes:
        told = Say(says.accepted(who=me, period=period), lasting=True)
        now = moving.known(here, replace(away, accepted=True, refused=False), but=away.id)
        own_say = Say(says.accepted_by_you(who=who, period=period), key=_key(away, "vraag"), lasting=True)
        return turn(topic, StandIn(away), own_say, *_taken_over(away, now), Pass(away.person, told))
    choose = Button(says.button_choose(), f"afwezig:wijzig:{away.id}")
    told = Say(says.declined(who=me, period=period), ((choose,),), lasting=True)
    back = moving.let_go(away, moving.known(here, replace(away, accepted=False, refused=True), but=away.id))
    return turn(topic, Decline(away), *back, Say(says.declined_by_you(who=who, period=period)), Pass(away.person, told))


def _taken_over(away: Away, here: Here) -> tuple[Effect, ...]:
    """What they are to answer comes at once, or in polite hours, since the asker hears of it."""
    if may_speak(here.facts.now):
        return moving.taken_over(replace(away, accepted=True, refused=False), here)
    return (Remind(_key(away, "over"), next_polite(here.facts.now)),)


# ── when the time has come ────────────────────────────────────────────────────────────────────────────────────


def _due(id: int, what: str, topic: Topic, here: Here) -> Turn:
    """Nothing for an absence that is gone or changed; in rude hours it comes back."""
    shared, now = here.facts.shared, here.facts.now
    own_ones = (one for one in shared.been_away if one.person == shared.me)
    away = next((one for one in (*shared.away, *own_ones) if one.id == id), None)
    if away and not may_speak(now):
        return turn(topic, Remind(_key(away, what), next_polite(now)))
    mine = away is not None and away.person == shared.me
    match what, mine:
        case "vraag", True if away and away.stand_in and not away.refused and away.last >= shared.today:
            return turn(topic, _invitation(away, here))
        case "begin", True if away and away.on(shared.today):
            return turn(topic, *_begun(away, here))
        case "terug", True if away and away.last < shared.today:
            return turn(topic, *_back(away, here))
        case "over", False if away and away.stand_in == shared.me and away.accepted:
            return turn(topic, *moving.taken_over(away, here))
    return turn(topic)


def _begun(away: Away, here: Here) -> tuple[Effect, ...]:
    says = words(here)
    waits = bool(away.stand_in) and not away.accepted
    choose = ((Button(says.button_choose(), f"afwezig:wijzig:{away.id}"),),) if waits else ()
    begun = " ".join((says.has_begun(period=period_of(away, here)), *((says.divided(),) if here.facts.shared.held else ())))
    text = paragraphs(begun, says.still_asked() if waits else "")
    return (*moving.divided(away, here), *_once_more(away, here), Say(text, choose, lasting=True))


def _back(away: Away, here: Here) -> tuple[Effect, ...]:
    """What is open, in a line."""
    says = words(here)
    back = moving.given_back(away, here)
    n = len(here.facts.shared.for_me)
    text = says.back(n=n) if n else says.back_none()
    return (*back, Say(text, ((Button(messages.words(here).button_open(), "open:1"),),), lasting=True))
