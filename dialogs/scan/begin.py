"""Before the first question: which department, and whether to go on with a scan that is at rest."""

from __future__ import annotations

from msgspec.structs import replace

from dialogs.here import Here, Turn, keyboard, paragraphs, turn
from dialogs.language import Begin, Button, Run, Say, Show
from dialogs.memory import Scanning, Starting
from dialogs.scan.at import department, find, started
from dialogs.scan.moves import Move, move_button
from dialogs.scan.question import ask
from knowledge.scan import Named, QuestionSet

CHOICES_MOST = 5


def view(topic: Starting, here: Here) -> Say:
    """Runs at rest first, the last one under *Verder*; otherwise the sectors."""
    resting = at_rest(here)
    if resting and not topic.new:
        return _resume_or_new(resting, here)
    return _sectors(topic, here)


def at_rest(here: Here) -> tuple[Run, ...]:
    """The person's unfinished runs whose question set is still there, the last changed first."""
    return tuple(run for run in here.facts.runs if not run.done and here.knowledge.question_set(run.set))


def _resume_or_new(resting: tuple[Run, ...], here: Here) -> Say:
    words = here.phrases.scan
    first, *others = resting[: CHOICES_MOST - 1]
    buttons = [move_button(words.button_on(), "verder", first.id, also=(_name(first, here),))]
    buttons += [move_button(_name(run, here), "verder", run.id) for run in others]
    text = words.at_rest(department=department(first, here), date=started(first, here))
    return Say(text, keyboard(*buttons, move_button(words.button_new(), "nieuw")))


def _name(run: Run, here: Here) -> str:
    return here.phrases.scan.run_name(department=department(run, here), date=started(run, here))


def _sectors(topic: Starting, here: Here) -> Say:
    words = here.phrases.scan
    levels = _levels(here)
    level = topic.level or (levels[0].id if levels else "")
    buttons = [_sector_button(sector, topic.level) for sector in _sector_names(here)]
    buttons += [move_button(_other_level(named, here), "nieuw", named.id) for named in levels if named.id != level][:1]
    buttons.append(move_button(words.button_other_sector(), "anders", also=here.phrases.words.other_sectors))
    about = next((words.about_level(level=named.name.lower()) for named in levels if named.id == level), "")
    return Say(paragraphs(words.which_sector(), about), keyboard(*buttons))


def _sector_button(sector: Named, level: str) -> Button:
    return move_button(sector.name, "begin", sector.id, level, (sector.id, *sector.also))


def _other_level(level: Named, here: Here) -> str:
    return here.phrases.scan.button_level(level=level.name.lower())


def _sector_names(here: Here) -> tuple[Named, ...]:
    sectors = [sector for question_set in here.knowledge.question_sets for sector in question_set.sectors]
    return tuple(sectors[: CHOICES_MOST - 2])


def _levels(here: Here) -> tuple[Named, ...]:
    return here.knowledge.question_sets[0].levels if here.knowledge.question_sets else ()


def new(move: Move, here: Here) -> Turn:
    """Someone asked for a new scan, perhaps for another level."""
    known = {level.id for level in _levels(here)}
    topic = Starting(move.about if move.about in known else "", new=True)
    return turn(topic, view(topic, here))


def other_sector(topic: Starting, here: Here) -> Turn:
    """There is no question list for this kind of school; say so, and what there is."""
    said = view(topic, here)
    return turn(topic, Say(paragraphs(here.phrases.scan.no_list(), said.text), said.buttons))


def begin(move: Move, here: Here) -> Turn | None:
    """A sector was chosen: the run begins and the first question follows; None when there is no such sector."""
    question_set = _set_of(move.about, here)
    if question_set is None:
        return None
    level = move.part if question_set.level(move.part) else (question_set.levels[0].id if question_set.levels else "")
    run = Run(here.facts.fresh, question_set.id, move.about, level, "", False, here.facts.now, here.facts.now, answers={})
    at = find(run.id, _with_run(here, run))
    first = at.standing.current if at else None
    if at is None or first is None:
        return None
    opening = Say(question_set.introduction)
    begun = Begin(run.id, run.set, run.sector, run.level)
    return turn(Scanning(run.id), begun, Show(run.id, first.id), opening, ask(at, first))


def _set_of(sector: str, here: Here) -> QuestionSet | None:
    return next((found for found in here.knowledge.question_sets if found.sector(sector)), None)


def _with_run(here: Here, run: Run) -> Here:
    return Here(here.knowledge, replace(here.facts, runs=(run, *here.facts.runs)))
