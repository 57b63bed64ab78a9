"""How a parent can help this year: level and class of the child, and then what happens, what helps, when, with whom, and a letter.

What was told of the child is in the buttons and in the topic, and gone with the next one; nothing of it is kept as a row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from msgspec.structs import replace

from dialogs.here import Here, Turn, day, keyboard, led_by, menu_button, paragraphs, turn
from dialogs.language import Button, Command, Due, Event, Press, Remind, Say, Text, Unremind
from dialogs.memory import Helping, Topic
from dialogs.recipes import Agenda, AgendaDay
from dialogs.truth import doubt, sources
from knowledge.dates import YearlyDay
from knowledge.dutch import fold
from knowledge.parents import ChildLevel, YearPage

UNKNOWN = "onbekend"
REMIND_AT = time(10, 0)
"""Local time at which a reminder of a day comes."""


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """The guide by name, its buttons, its reminders, and a child's level and class in words; None for all else."""
    match event:
        case Command("kind"):
            return _shown(Helping(), here)
        case Command("data"):
            about = topic if isinstance(topic, Helping) and topic.year else Helping()
            return _shown(replace(about, part="data"), here)
        case Press(data) if data == "kind" or data.startswith("kind:"):
            return _shown(_named(data), here)
        case Press(data) if data.startswith("dag:"):
            return _remind(data.removeprefix("dag:"), topic, here)
        case Due(key) if key.startswith("dag:"):
            return _due(key.removeprefix("dag:"), topic, here)
        case Text(text):
            return _wanted(text, topic, here) or _told(text, topic, here)
    return None


def _shown(topic: Helping, here: Here) -> Turn | None:
    said = view(topic, here)
    return turn(topic, said) if said else None


def _named(data: str) -> Helping:
    """`kind:havo.3.hulp`."""
    level, year, part, *_ = (*data.removeprefix("kind").removeprefix(":").split("."), "", "")
    return Helping(level, int(year) if year.isdecimal() and len(year) == 1 else 0, part)


def _wanted(text: str, topic: Topic, here: Here) -> Turn | None:
    """`herinner mij aan 1 april`: a reminder of the day that is named, or all days when none of them is."""
    words = fold(text).split()
    if not words or words[0] not in here.phrases.words.remind:
        return None
    months = {fold(month): number for number, month in enumerate(here.phrases.words.months, 1)}
    named = {(one, months[other]) for one, other in pairwise(words) if other in months}
    meant = [yearly for yearly in here.knowledge.calendar.days if (str(yearly.day), yearly.month) in named]
    return _remind(meant[0].id, topic, here) if len(meant) == 1 else _shown(Helping(part="data"), here)


def _told(text: str, topic: Topic, here: Here) -> Turn | None:
    """`3 havo`, or `mijn zoon zit in de derde van de havo`: level and class and nothing more; one of both where we asked for it."""
    words = here.phrases.words
    ordinals = {word: str(number) for number, word in enumerate(words.classes, 1)}
    left = f" {fold(text)} "
    named = ""
    names = sorted(((fold(name), known.id) for known in here.knowledge.parents.levels for name in (known.name, *known.also)), key=_longest)
    for name, id in names:
        if f" {name} " in left:
            named, left = id, left.replace(f" {name} ", " ", 1)
            break
    rest = [ordinals.get(word, word) for word in left.split() if word not in words.child]
    if not named and (shared := _shared(rest, here)):
        return _shown(shared, here)
    level = named or (topic.level if isinstance(topic, Helping) else "")
    if not level or len(rest) > 1 or not all(word.isdecimal() and len(word) == 1 for word in rest):
        return None
    if not rest and not isinstance(topic, Helping):
        return None
    year = topic.year if isinstance(topic, Helping) and not topic.level else 0
    return _shown(Helping(level, int(rest[0]) if rest else year), here)


def _shared(words: Sequence[str], here: Here) -> Helping | None:
    """`2 vmbo`: a class, and a word with which the names of several levels begin; which of these is asked then."""
    years = [word for word in words if word.isdecimal() and len(word) == 1]
    names = [word for word in words if word not in years]
    alike = [level for level in here.knowledge.parents.levels if len(names) == 1 and fold(level.name).startswith(names[0])]
    return Helping(year=int(years[0])) if len(alike) > 1 and len(years) == 1 else None


def _longest(named: tuple[str, str]) -> int:
    return -len(named[0])


def view(topic: Helping, here: Here) -> Say | None:
    """What the person is looking at; None when the content knows nothing of it (any more)."""
    guide = here.knowledge.parents
    if topic.part.startswith("dag:"):
        yearly = here.knowledge.calendar.day(topic.part.removeprefix("dag:"))
        return _reminding(yearly, topic, here) if yearly else None
    if not topic.level and topic.part == "data":
        return _all_dates(here) if here.knowledge.calendar.days else None
    if not topic.level:
        return _which_level(topic, here) if guide.levels else None
    level = guide.level(topic.level)
    if level is None:
        return None
    page = guide.page(level.id, topic.year)
    return _PARTS.get(topic.part, _this_year)(level, page, topic, here) if page else _which_class(level, topic, here)


def where(topic: Helping, here: Here) -> str:
    """What is going on, for who asks where they are."""
    level = here.knowledge.parents.level(topic.level)
    words = here.phrases.parents
    return words.where(level=level.name, year=topic.year) if level and topic.year else words.where_starting()


def _which_level(topic: Helping, here: Here) -> Say:
    words, guide = here.phrases.parents, here.knowledge.parents
    lead = guide.level_unknown if topic.part == UNKNOWN else ""
    year = f".{topic.year}" if topic.year else ""
    levels = (Button(level.name, f"kind:{level.id}{year}", level.also) for level in guide.levels)
    unknown = () if lead else (Button(words.button_unknown(), f"kind:..{UNKNOWN}"),)
    return Say(lead or words.which_level(), (*keyboard(*levels, *unknown), (menu_button(here),)))


def _which_class(level: ChildLevel, topic: Helping, here: Here) -> Say:
    words = here.phrases.parents
    lead = here.knowledge.parents.class_unknown if topic.part == UNKNOWN else ""
    classes = (Button(words.button_class(year=year), f"kind:{level.id}.{year}", (str(year),)) for year in level.classes)
    unknown = () if lead else (Button(words.button_unknown(), f"kind:{level.id}..{UNKNOWN}"),)
    return Say(paragraphs(lead, words.which_class(level=level.name)), (*keyboard(*classes, *unknown), (menu_button(here),)))


def _this_year(level: ChildLevel, page: YearPage, topic: Helping, here: Here) -> Say:
    head = here.phrases.parents.this_year(level=level.name, year=topic.year)
    told = doubt(page.holds(here.facts.now.date()), page, here)
    where_from = sources((page.source, *page.more_sources), here)
    return Say(paragraphs(head, page.this_year, told, where_from), _parts(topic, here))


def _help(_level: ChildLevel, page: YearPage, topic: Helping, here: Here) -> Say:
    words = here.phrases.parents
    starters = (words.starter(question=question) for question in page.starters)
    dos, donts = ([words.point(point=point) for point in points] for points in (page.dos, page.donts))
    lists = ((words.starters(), starters), (words.dos(), dos), (words.donts(), donts))
    told = ("\n".join((title, *lines)) for title, lines in lists)
    return Say(paragraphs(f"{words.help()}\n{page.help_now}", *told), _parts(topic, here))


def _dates(_level: ChildLevel, page: YearPage, topic: Helping, here: Here) -> Say:
    words, days = here.phrases.parents, _days(page, here)
    if not days:
        return Say(words.no_dates(), _parts(topic, here))
    agenda = Button(words.button_agenda(), f"kind:{topic.level}.{topic.year}.agenda")
    return Say(_told_dates(days, here), (*_reminders(days, here), (agenda,), *_parts(topic, here)))


def _all_dates(here: Here) -> Say:
    """Every day that we know, for who asks for dates without a class."""
    days = sorted(here.knowledge.calendar.days, key=lambda yearly: yearly.next(here.facts.now.date()))
    child = (Button(here.phrases.start.button_child(), "kind"),) if here.knowledge.parents.levels else ()
    return Say(_told_dates(days, here), (*_reminders(days, here), (*child, menu_button(here))))


def _told_dates(days: Sequence[YearlyDay], here: Here) -> str:
    today = here.facts.now.date()
    told = (paragraphs(_date(yearly, here), doubt(yearly.holds(today), yearly, here)).replace("\n\n", "\n  ") for yearly in days)
    return paragraphs(here.phrases.parents.dates(), *told, sources((yearly.source for yearly in days), here))


def _reminders(days: Sequence[YearlyDay], here: Here) -> tuple[tuple[Button, ...], ...]:
    words, today = here.phrases.parents, here.facts.now.date()
    named = ((yearly, _day_and_month(yearly.next(today), here)) for yearly in days)
    return tuple((Button(words.button_remind(day=on), f"dag:{yearly.id}"),) for yearly, on in named)


def _agenda(_level: ChildLevel, page: YearPage, topic: Helping, here: Here) -> Say:
    words, today = here.phrases.parents, here.facts.now.date()
    days = tuple(AgendaDay(yearly.next(today), yearly.what, yearly.explanation) for yearly in _days(page, here))
    if not days:
        return Say(words.no_dates(), _parts(topic, here))
    return Say(words.agenda(), _parts(topic, here), document=Agenda(words.agenda_name(), days))


def _school(_level: ChildLevel, page: YearPage, topic: Helping, here: Here) -> Say:
    return Say(paragraphs(here.phrases.parents.school(), page.talk_to), _parts(topic, here))


def _letter(level: ChildLevel, _page: YearPage, topic: Helping, here: Here) -> Say:
    letter = here.knowledge.parents.letter(klas=topic.year, niveau=level.name)
    return Say(paragraphs(here.phrases.parents.letter(), letter), _parts(topic, here))


_PARTS: dict[str, Callable[[ChildLevel, YearPage, Helping, Here], Say]] = {
    "": _this_year,
    "hulp": _help,
    "data": _dates,
    "agenda": _agenda,
    "school": _school,
    "brief": _letter,
}


def _parts(topic: Helping, here: Here) -> tuple[tuple[Button, ...], ...]:
    """The other pages of this class, another class, and home."""
    words = here.phrases.parents
    labels = {
        "": words.button_year,
        "hulp": words.button_help,
        "data": words.button_dates,
        "school": words.button_school,
        "brief": words.button_letter,
    }
    place = f"kind:{topic.level}.{topic.year}"
    pages = (Button(label(), f"{place}.{part}" if part else place) for part, label in labels.items() if part != topic.part)
    return keyboard(*pages, Button(words.button_other_class(), "kind"), menu_button(here))


def _days(page: YearPage, here: Here) -> list[YearlyDay]:
    return [yearly for id in page.dates if (yearly := here.knowledge.calendar.day(id))]


def _date(yearly: YearlyDay, here: Here) -> str:
    on = day(yearly.next(here.facts.now.date()), here.phrases)
    return here.phrases.parents.date(date=on, what=yearly.what, explanation=yearly.explanation)


def _day_and_month(on: date, here: Here) -> str:
    return f"{on.day} {here.phrases.words.months[on.month - 1]}"


def _remind(id: str, topic: Topic, here: Here) -> Turn | None:
    """A reminder that is wanted, or (`niet:`) no longer; None when the day is gone."""
    yearly = here.knowledge.calendar.day(id.removeprefix("niet:"))
    if yearly is None:
        return None
    about = topic if isinstance(topic, Helping) else Helping()
    if id.startswith("niet:"):
        after = replace(about, part="data")
        said = view(after, here)
        lead = here.phrases.parents.wont_remind()
        return turn(after, Unremind(f"dag:{yearly.id}"), *led_by(lead, (said,))) if said else None
    reminding = replace(about, part=f"dag:{yearly.id}")
    return turn(reminding, Remind(f"dag:{yearly.id}", _when(yearly, here)[0]), _reminding(yearly, reminding, here))


def _reminding(yearly: YearlyDay, topic: Helping, here: Here) -> Say:
    """That a reminder will come, and the way to take it back."""
    words = here.phrases.parents
    at, on = _when(yearly, here)
    told = words.will_remind(day=day(at, here.phrases), date=f"{_day_and_month(on, here)} {on.year}")
    others = _parts(topic, here) if topic.level else ((menu_button(here),),)
    return Say(told, ((Button(words.button_dont_remind(), f"dag:niet:{yearly.id}"),), *others))


def _when(yearly: YearlyDay, here: Here) -> tuple[datetime, date]:
    """When to remind of which day: so many days before it, or tomorrow when that is behind us, or next year when it is today."""
    now = here.facts.now
    on = yearly.next(now.date())
    if on == now.date():
        on = yearly.next(on + timedelta(days=1))
    first = on - timedelta(days=yearly.remind_days)
    chosen = max(first, now.date() + timedelta(days=1))
    return datetime.combine(chosen, REMIND_AT, now.tzinfo), on


def _due(id: str, topic: Topic, here: Here) -> Turn:
    words, yearly = here.phrases.parents, here.knowledge.calendar.day(id)
    if yearly is None:
        return turn(topic, Say(words.day_gone()))
    on = day(yearly.next(here.facts.now.date()), here.phrases)
    told = words.reminder(date=on, what=yearly.what, explanation=yearly.explanation)
    return turn(topic, Say(paragraphs(told, doubt(yearly.holds(here.facts.now.date()), yearly, here), sources((yearly.source,), here))))
