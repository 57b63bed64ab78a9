"""Before the first question: which department, and whether to go on with a scan that is at rest."""

from __future__ import annotations

from msgspec.structs import replace

from dialogs.here import Here, Turn, keyboard, paragraphs, turn
from dialogs.language import Begin, Button, Discard, Effect, Label, Run, Say, Show, Unremind
from dialogs.memory import Scanning, Starting
from dialogs.scan.at import At, department, find, opening, started
from dialogs.scan.moves import Move, move_button
from dialogs.scan.question import ask
from dialogs.scan.walk import reminder, seen
from knowledge.scan import Named

CHOICES_MOST = 5
SECTORS_ON_A_PAGE = CHOICES_MOST - 2


def view(topic: Starting, here: Here) -> Say:
    """Runs at rest first, the last one under *Verder*; otherwise the sectors."""
    resting = at_rest(here)
    if resting and not topic.new:
        return _resume_or_new(resting, here)
    return _sectors(topic, here)


def at_rest(here: Here) -> tuple[Run, ...]:
    """The person's unfinished runs that can be gone on with, the last changed first."""
    return tuple(run for run in here.facts.runs if not run.done and find(run.id, here))


def _resume_or_new(resting: tuple[Run, ...], here: Here) -> Say:
    words = here.phrases.scan
    first, *others = resting[: CHOICES_MOST - 1]
    names = [words.run_name(department=department(run, here), date=_since(run, resting, here)) for run in resting]
    buttons = [move_button(words.button_on(), "verder", first.id, also=(names[0],))]
    buttons += [move_button(name, "verder", run.id) for run, name in zip(others, names[1:], strict=False)]
    text = words.at_rest(department=department(first, here), date=_since(first, resting, here))
    more = words.at_rest_others() if others else ""
    return Say(paragraphs(text, more), keyboard(*buttons, move_button(words.button_new(), "nieuw")))


def _since(run: Run, among: tuple[Run, ...], here: Here) -> str:
    """The day on which the run began, with the time where another of the same department began that day."""
    alike = [other for other in among if (department(other, here), started(other, here)) == (department(run, here), started(run, here))]
    date = started(run, here)
    return here.phrases.scan.date_time(date=date, time=f"{run.started:%H:%M}") if len(alike) > 1 else date


def _sectors(topic: Starting, here: Here) -> Say:
    words = here.phrases.scan
    levels = _levels(here)
    index = next((i for i, level in enumerate(levels) if level.id == topic.level), 0)
    buttons = [_sector_button(sector, topic.level) for sector in _on_page(topic.page, here)]
    if len(levels) > 1:
        after = levels[(index + 1) % len(levels)]
        buttons.append(move_button(words.button_level(level=after.name.lower()), "nieuw", after.id))
    buttons.append(move_button(words.button_other_sector(), "anders", also=here.phrases.words.other_sectors))
    about = words.about_level(level=levels[index].name.lower()) if levels else ""
    return Say(paragraphs(words.which_sector(), about), keyboard(*buttons))


def _sector_button(sector: Named, level: str) -> Button:
    """`Havo/vwo` is chosen by *havo* too."""
    return move_button(sector.name, "begin", sector.id, level, (sector.id, *sector.also, *sector.name.split("/")))


def _on_page(page: int, here: Here) -> tuple[Named, ...]:
    sectors = [sector for question_set in here.knowledge.question_sets for sector in question_set.sectors]
    return tuple(sectors[page * SECTORS_ON_A_PAGE :][:SECTORS_ON_A_PAGE])


def _levels(here: Here) -> tuple[Named, ...]:
    return here.knowledge.question_sets[0].levels if here.knowledge.question_sets else ()


def new(move: Move, here: Here) -> Turn:
    """Someone asked for a new scan, perhaps for another level."""
    known = {level.id for level in _levels(here)}
    topic = Starting(move.about if move.about in known else "", new=True)
    return turn(topic, view(topic, here))


def other_sector(topic: Starting, here: Here) -> Turn:
    """The sectors of the next page; after the last one what there is for whoever is in none of them."""
    following = replace(topic, new=True, page=topic.page + 1)
    if _on_page(following.page, here):
        return turn(following, view(following, here))
    first = replace(topic, new=True, page=0)
    said = view(first, here)
    return turn(first, Say(paragraphs(here.phrases.scan.no_list(), said.text), said.buttons))


def begin(move: Move, here: Here) -> Turn | None:
    """A sector was chosen: the run begins and the first question follows; None when there is no such sector."""
    question_set = next((found for found in here.knowledge.question_sets if found.sector(move.about)), None)
    if question_set is None:
        return None
    level = move.part if question_set.level(move.part) else (question_set.levels[0].id if question_set.levels else "")
    run = Run(here.facts.fresh, question_set.id, move.about, level, "", False, here.facts.now, here.facts.now, answers={})
    blank = next((find(other.id, here) for other in at_rest(here) if _same_and_blank(other, run)), None)
    return seen(blank, None) if blank else _first(run, opening(question_set, here), here)


def _same_and_blank(other: Run, run: Run) -> bool:
    """Whether the other run is the one that is asked for, with nothing said in it yet."""
    blank = not any(answer.value is not None or answer.note for answer in (other.answers or {}).values())
    return blank and (other.set, other.sector, other.level, other.department) == (run.set, run.sector, run.level, run.department)


def again(at: At) -> Turn | None:
    """The same scan from its first question; what was said before is put away, not erased."""
    now = at.here.facts.now
    run = Run(at.here.facts.fresh, at.run.set, at.run.sector, at.run.level, at.run.department, False, now, now, answers={})
    return _first(run, at.words.restarted(), at.here, Discard(at.run.id), Unremind(reminder(at)))


def _first(run: Run, lead: str, here: Here, *effects: Effect) -> Turn | None:
    """A run begins; None when nothing is asked in it."""
    at = find(run.id, Here(here.knowledge, replace(here.facts, runs=(run, *here.facts.runs))))
    question = at.next if at else None
    if at is None or question is None:
        return None
    named = (Label(run.id, run.department),) if run.department else ()
    begun = (Begin(run.id, run.set, run.sector, run.level), *named, Show(run.id, question.id))
    return turn(Scanning(run.id), *effects, *begun, Say(lead), ask(at, question))
