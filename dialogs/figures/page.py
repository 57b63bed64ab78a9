"""The figures as a text that fits a phone, and what is erased when as another."""

from __future__ import annotations

from itertools import groupby

from dialogs.figures.words import channels, number, role, says, wait, what
from dialogs.here import Here, day, paragraphs
from knowledge import referring
from knowledge.figures import RECENT_DAYS, Figures, Group, Line


def told(figures: Figures, here: Here) -> str:
    """Who uses the guide, what for, and how soon a person answers."""
    words = says(here)
    head = f"{words.title(day=day(figures.day, here.knowledge.phrases))}\n{words.hidden(few=words.few())}"
    people = [words.role(role=role(name, here), channels=channels(tuple(of), here)) for name, of in groupby(figures.groups, _role)]
    return paragraphs(
        head,
        "\n".join((words.people(days=RECENT_DAYS), *(people or [words.nobody()]))),
        "\n".join((words.periods(), *(_line(one, here) for one in figures.lines))),
        wait(figures.wait, here),
    )


def kept(figures: Figures, here: Here) -> str:
    """How long what is kept, when it was last looked at, and how many people went by it."""
    words, rules = says(here), here.knowledge.settings
    terms = (
        words.keeps_messages(days=rules.keep_days),
        words.keeps_questions(days=rules.link_days),
        words.keeps_talks(days=rules.talk_days),
        words.keeps_drafts(days=rules.draft_days),
        words.keeps_scans(days=rules.scan_days),
        words.keeps_audit(days=rules.audit_days),
        words.keeps_silent(days=rules.inactive_days),
    )
    erased = (words.kept_erased(), *(_line(one, here) for one in figures.erased))
    return paragraphs("\n".join((words.kept(), *terms)), _tidied(figures, here), "\n".join(erased))


def _role(one: Group) -> str:
    return one.role


def _line(one: Line, here: Here) -> str:
    """Its three numbers; said once when none of them can be told."""
    words, named = says(here), what(one.name, here)
    if one.this is one.before is one.year is None:
        return words.few_line(what=named, few=words.few())
    this, before, year = (number(count, here) for count in (one.this, one.before, one.year))
    return words.line(what=named, this=this, before=before, year=year)


def _tidied(figures: Figures, here: Here) -> str:
    at = figures.tidied
    if at is None:
        return says(here).never_tidied()
    return says(here).tidied(day=day(at.date(), here.knowledge.phrases), clock=referring.clock(at.time()))
