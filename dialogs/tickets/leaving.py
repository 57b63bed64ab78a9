"""One of the staff will be away: which days, who stands in, and what becomes of each question that they hold, before they say yes."""

from __future__ import annotations

from datetime import datetime
from typing import get_args
from zlib import crc32

from msgspec.structs import replace

from dialogs.choice import called
from dialogs.here import Here, Turn, led_by, menu_button, paragraphs, turn
from dialogs.language import Button, Event, Press, Say, Text
from dialogs.memory import Leaving, Topic
from dialogs.ticket import NUMBER_DIGITS_MOST, Away, Fate, Ticket
from dialogs.tickets import messages, moving
from dialogs.tickets.colleagues import can_stand_in, described, may_leave, moment, on_button, period, period_of, some_are_away, words
from knowledge.away import Unfit, read_absence
from knowledge.dutch import fold
from knowledge.working_time import may_speak, next_polite

PAGE = 6
DESK, NOBODY = "balie", "niemand"
FATES: tuple[Fate, ...] = get_args(Fate)


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """The way to a plan, of who answers questions; None for all else."""
    match event:
        case Press("afwezig:nieuw"):
            return shown(Leaving(), here)
        case Press(data) if data.startswith("afwezig:") and isinstance(topic, Leaving):
            return _pressed(data.removeprefix("afwezig:"), topic, here)
        case Text(text) if isinstance(topic, Leaving):
            return _typed(text, topic, here)
        case Text(text) if "afwezig" in fold(text).split() and not isinstance(_read(text, here), str):
            return said(text, Leaving(), here)
    return None


def view(topic: Leaving, here: Here) -> Say | None:
    """What is to be told next, or the plan; None for who answers nothing (any more)."""
    if not may_leave(here):
        return None
    away = planned(topic, here)
    if topic.first is None or topic.last is None:
        return Say(words(here).when(), ((_not(here),), (menu_button(here),)))
    if away is None:
        return _whom(topic, here)
    ticket = next((one for one in here.facts.shared.held if one.id == topic.ticket), None)
    return _which_fate(ticket, away, here) if ticket else _plan(topic, away, here)


def shown(topic: Leaving, here: Here, lead: str = "") -> Turn:
    page = view(topic, here)
    assert page, "only who answers comes here"
    return turn(topic, *led_by(lead, (page,)))


def planned(topic: Leaving, here: Here) -> Away | None:
    """The absence as it would be made now; None while something is not told, or who should stand in can't (any more)."""
    shared = here.facts.shared
    if topic.first is None or topic.last is None or not topic.who:
        return None
    if topic.who not in (DESK, NOBODY) and int(topic.who) not in can_stand_in(topic.first, topic.last, here):
        return None
    stand_in = 0 if topic.who in (DESK, NOBODY) else int(topic.who)
    there = {one.id for one in shared.tickets}
    away = Away(
        shared.me,
        max(topic.first, shared.today),
        topic.last,
        stand_in,
        id=shared.next_absence,
        desk=topic.who == DESK,
        made=here.facts.now,
        fates=tuple((id, fate) for id, fate in topic.fates if id in there),
    )
    before = next((one for one in shared.away if one.id == topic.instead), None)
    kept = before and before.accepted and before.stand_in == stand_in and before.first <= away.first and away.last <= before.last
    return replace(away, accepted=True) if kept else away


def mark(topic: Leaving) -> str:
    """Which plan somebody saw, so that a yes under an older one agrees to nothing else."""
    return f"{crc32(repr(replace(topic, page=1, ticket=0)).encode()):08x}"


# ── days ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _read(text: str, here: Here) -> object:
    return read_absence(text, here.facts.now.date(), here.knowledge.phrases.words)


def _typed(text: str, topic: Leaving, here: Here) -> Turn | None:
    """Days, unless it names a button; once the days are known only what reads as days."""
    page = view(topic, here)
    buttons = [one for row in page.buttons for one in row] if page else []
    if called(text, buttons) or text.strip().isdecimal():
        return None
    return said(text, topic, here) if topic.first is None or not isinstance(_read(text, here), str) else None


def said(text: str, topic: Leaving, here: Here) -> Turn:
    """Days in words; what is no absence is told why."""
    read = read_absence(text, here.facts.now.date(), here.knowledge.phrases.words)
    if isinstance(read, str):
        return shown(replace(topic, first=None, last=None), here, _unfit(read, here))
    first, last = read
    mine = (one for one in here.facts.shared.away if one.person == here.facts.shared.me and one.id != topic.instead)
    met = next((one for one in mine if one.first <= last and first <= one.last), None)
    if met:
        return shown(replace(topic, first=None, last=None), here, words(here).overlaps(period=period_of(met, here)))
    return shown(replace(topic, first=first, last=last, page=1), here)


def _unfit(why: Unfit, here: Here) -> str:
    says = words(here)
    told = {
        "unclear": says.unclear,
        "no_such_day": says.no_such_day,
        "no_end": says.no_end,
        "backwards": says.backwards,
        "past": says.past,
        "too_far": says.too_far,
    }
    return told[why]()


# ── who ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _not(here: Here) -> Button:
    return Button(words(here).button_menu_not(), "afwezig")


def _turning(page: int, count: int, here: Here) -> tuple[Button, ...]:
    earlier = (Button(words(here).button_earlier(), f"afwezig:blad:{page - 1}"),) if page > 1 else ()
    later = (Button(words(here).button_later(), f"afwezig:blad:{page + 1}"),) if page * PAGE < count else ()
    return (*earlier, *later)


def _whom(topic: Leaving, here: Here) -> Say:
    assert topic.first
    assert topic.last
    says = words(here)
    able = can_stand_in(topic.first, topic.last, here)
    chosen = able[(topic.page - 1) * PAGE : topic.page * PAGE]
    rows = [(Button(on_button(one, here), f"afwezig:wie:{one}"),) for one in chosen]
    desk = ((Button(says.button_desk(), f"afwezig:wie:{DESK}"),),) if _desk(here) else ()
    nobody = (Button(says.button_nobody(), f"afwezig:wie:{NOBODY}"),)
    turning = _turning(topic.page, len(able), here)
    lasts = (nobody, *((turning,) if turning else ()), (_not(here), menu_button(here)))
    left_out = says.some_are_away() if some_are_away(topic.first, topic.last, here) else ""
    asked = says.who(period=period(topic.first, topic.last, here))
    return Say(paragraphs(asked, " ".join(filter(None, (says.who_explained(), left_out)))), (*rows, *desk, *lasts))


def _desk(here: Here) -> bool:
    """Whether there is a medewerker beside the person."""
    return any(not one.region and one.person != here.facts.shared.me for one in here.facts.shared.answering)


# ── what that means ───────────────────────────────────────────────────────────────────────────────────────────


def _plan(topic: Leaving, away: Away, here: Here) -> Say:
    says = words(here)
    text = paragraphs(
        says.plan(period=period_of(away, here)),
        _who_told(away, here),
        *_standing_in(away, here),
        _moves_told(away, here),
    )
    return Say(text, tuple(_plan_buttons(topic, away, here)))


def _who_told(away: Away, here: Here) -> str:
    says, now = words(here), here.facts.now
    if away.desk:
        return says.plan_desk()
    if not away.stand_in:
        return says.plan_nobody()
    asked = says.plan_asked_now() if may_speak(now) else says.plan_asked_later(when=moment(next_polite(now), here))
    return "\n".join((says.plan_stand_in(who=described(away.stand_in, here)), says.plan_agreed() if away.accepted else asked))


def _standing_in(away: Away, here: Here) -> tuple[str, ...]:
    """For whom they stand in themselves in these days."""
    met = [one for one in standing_in(here) if one.accepted and one.first <= away.last and away.first <= one.last]
    return tuple(words(here).plan_standing_in(who=described(one.person, here), period=period_of(one, here)) for one in met)


def standing_in(here: Here) -> tuple[Away, ...]:
    """The absences of others for which the person was asked and did not say no."""
    shared = here.facts.shared
    return tuple(one for one in shared.away if one.stand_in == shared.me and not one.refused)


def _moves_told(away: Away, here: Here) -> str:
    says, begins = words(here), moving.begins(away, here.facts.now)
    if begins is None:
        return says.moves_never()
    now = begins <= here.facts.now
    lines = [says.line(name=messages.name(one, here), fate=_fate_told(one, away, here)) for one in here.facts.shared.held]
    if not lines and now:
        return says.none_held()
    usual = () if now else (says.later_ones(fate=_named(moving.fate_of(away, 0), away, here)),)
    head = says.moves_now() if now else says.moves_later(when=moment(begins, here))
    return paragraphs("\n".join((head, *lines, *usual)), _late(away, max(moving.waits_until(away), begins), here))


def _late(away: Away, until: datetime, here: Here) -> str:
    """What happens without a yes."""
    says, held = words(here), here.facts.shared.held
    if not away.stand_in or away.accepted:
        return ""
    stays = held and all(moving.nobody_else(one, here) for one in held)
    return says.late_stays() if stays else says.late(when=moment(until, here))


def _fate_told(ticket: Ticket, away: Away, here: Here) -> str:
    fate = moving.fate_of(away, ticket.id)
    stays = fate == "terug" and moving.nobody_else(ticket, moving.known(here, away))
    return words(here).fate_keep() if stays else _named(fate, away, here)


def _named(fate: Fate, away: Away, here: Here) -> str:
    says = words(here)
    instead = says.fate_desk() if away.desk else says.fate_stand_in()
    return {"vervang": instead, "terug": says.fate_back(), "houd": says.fate_keep()}[fate]


def _possible(away: Away) -> tuple[Fate, ...]:
    return FATES if away.stand_in or away.desk else FATES[1:]


def _plan_buttons(topic: Leaving, away: Away, here: Here) -> list[tuple[Button, ...]]:
    says, held = words(here), here.facts.shared.held if moving.begins(away, here.facts.now) else ()
    rows: list[tuple[Button, ...]] = [(Button(says.button_yes(), f"afwezig:goed:{mark(topic)}", here.knowledge.phrases.words.yes),)]
    number = here.knowledge.phrases.ticket.button_show
    shown = [Button(number(number=one.id), f"afwezig:vraag:{one.id}") for one in held[(topic.page - 1) * PAGE : topic.page * PAGE]]
    rows += [tuple(shown[at : at + 2]) for at in range(0, len(shown), 2)]
    if turning := _turning(topic.page, len(held), here):
        rows.append(turning)
    if len(held) > 1:
        rows += [(Button(says.button_all(fate=_named(fate, away, here)), f"afwezig:alles:{fate}"),) for fate in _possible(away)]
    other = (Button(says.button_other_days(), "afwezig:dagen"), Button(says.button_other_person(), "afwezig:ander"))
    return [*rows, other, (_not(here), menu_button(here))]


def _which_fate(ticket: Ticket, away: Away, here: Here) -> Say:
    says = words(here)
    label = {
        "vervang": says.button_to_desk() if away.desk else says.button_stand_in(),
        "terug": says.button_back(),
        "houd": says.button_keep(),
    }
    rows = [(Button(label[fate], f"afwezig:lot:{ticket.id}:{fate}"),) for fate in _possible(away)]
    asked = says.which_fate(name=messages.name(ticket, here), fate=_fate_told(ticket, away, here))
    return Say(asked, (*rows, (Button(says.button_to_plan(), "afwezig:plan"), menu_button(here))))


# ── what is pressed ───────────────────────────────────────────────────────────────────────────────────────────


def _pressed(data: str, topic: Leaving, here: Here) -> Turn | None:
    away = planned(topic, here)
    match data.split(":"):
        case ["wie", who] if _can(who, topic, here):
            fates = tuple((id, fate) for id, fate in topic.fates if who != NOBODY or fate != "vervang")
            return shown(replace(topic, who=who, fates=fates, page=1), here)
        case ["blad", page] if _is_number(page):
            return shown(replace(topic, page=max(1, int(page)), ticket=0), here)
        case ["dagen"]:
            return shown(replace(topic, first=None, last=None), here)
        case ["ander"]:
            return shown(replace(topic, who="", page=1), here)
        case ["plan"] if away:
            return shown(replace(topic, ticket=0), here)
        case ["vraag", id] if away and _is_number(id):
            return shown(replace(topic, ticket=int(id)), here)
        case ["lot", id, fate] if away and _is_number(id):
            return _fated((int(id),), fate, topic, away, here)
        case ["alles", fate] if away:
            return _fated(tuple(one.id for one in here.facts.shared.held), fate, topic, away, here)
    return None


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= NUMBER_DIGITS_MOST


def _can(who: str, topic: Leaving, here: Here) -> bool:
    if topic.first is None or topic.last is None:
        return False
    if who in (DESK, NOBODY):
        return who == NOBODY or _desk(here)
    return _is_number(who) and int(who) in can_stand_in(topic.first, topic.last, here)


def _fated(ids: tuple[int, ...], chosen: str, topic: Leaving, away: Away, here: Here) -> Turn | None:
    fate = next((one for one in _possible(away) if one == chosen), None)
    mine = [one.id for one in here.facts.shared.held if one.id in ids]
    if fate is None or not mine:
        return None
    fates = tuple(sorted({**dict(topic.fates), **dict.fromkeys(mine, fate)}.items()))
    return shown(replace(topic, fates=fates, ticket=0), here)
