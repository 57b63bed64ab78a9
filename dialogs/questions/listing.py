"""The lists: questions without an answer, and what colleagues answered that the editors kept."""

from __future__ import annotations

from dialogs.editing import Editing
from dialogs.here import Here, Turn, keyboard, paragraphs
from dialogs.language import Button, Effect, Say
from dialogs.proposal import Named, Proposal
from dialogs.questions import proposed, telling
from dialogs.questions.groups import Group, groups
from dialogs.questions.words import PAGE, at, label, last_row, may, numbered, pages, press, says, turning

KEPT = "bewaard"
ASKED_MOST = 500
"""Of more questions a turn sees the last."""
TEXT_CHARACTERS_MOST = 160


def button(here: Here) -> tuple[Button, ...]:
    """The way here from home, for who may go."""
    return (Button(says(here).button(), "vragen"),) if may(here) else ()


def shown(here: Here, *effects: Effect, lead: str = "", number: int = 1) -> Turn | None:
    """The questions; what waits for a polite hour is told at the first chance."""
    late = () if effects else telling.late(here)
    return at(Editing(number=number), view(Editing(number=number), here), *effects, *late, lead=lead)


def view(topic: Editing, here: Here) -> Say:
    """A page of them, most asked first."""
    found = groups(here)
    number, last = pages(len(found), topic.number)
    first = (number - 1) * PAGE
    part = found[first : first + PAGE]
    lines = [says(here).item(number=at, text=_short(one.text), told=_told(one, here)).rstrip() for at, one in enumerate(part, first + 1)]
    asked = len(here.facts.shared.asked)
    every = says(here).last_of(n=asked) if asked >= ASKED_MOST else says(here).list(n=asked) if asked else says(here).none()
    head = f"{every} {says(here).in_order()}" if len(found) > 1 else every
    where = says(here).page(page=number, pages=last) if last > 1 else ""
    rows = (
        *keyboard(*numbered("toon", [one.id for one in part], first + 1)),
        *turning("blad", number, last, here),
        *_others(here),
        last_row(here)[1:],
    )
    return Say(paragraphs(head, "\n".join(lines), where), rows)


def _others(here: Here) -> tuple[tuple[Button, ...], ...]:
    """The way to what else the editors have."""
    shared = here.facts.shared
    kept = ((Button(says(here).button_kept(n=len(shared.kept)), press("bewaard", 1)),),) if shared.kept else ()
    live = ((Button(says(here).button_live(n=len(shared.live)), press("eigen", 1)),),) if shared.live else ()
    words = len(proposed.waiting(here))
    wordings = ((Button(says(here).button_wordings(n=words), press("woorden", 1)),),) if words else ()
    return (*kept, *wordings, *live)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TEXT_CHARACTERS_MOST else line[:TEXT_CHARACTERS_MOST].rstrip() + " …"


def _told(group: Group, here: Here) -> str:
    """`(3 keer gevraagd, 2 mensen willen bericht)`."""
    waiting = len(group.waiting)
    told = (
        says(here).item_times(n=len(group.questions)) if len(group.questions) > 1 else "",
        says(here).item_waiting(n=waiting) if waiting else "",
        says(here).item_unhelpful() if group.unhelpful else "",
    )
    known = ", ".join(filter(None, told))
    return f"({known})" if known else ""


# ── what colleagues answered ──────────────────────────────────────────────────────────────────────────────────


def kept(topic: Editing, here: Here) -> Say:
    """Proposed answers that were kept and did not become an answer for everybody."""
    found = here.facts.shared.kept
    number, last = pages(len(found), topic.number)
    first = (number - 1) * PAGE
    part = found[first : first + PAGE]
    lines = [says(here).kept_item(number=at, text=label(_short(one.question))) for at, one in enumerate(part, first + 1)]
    head = says(here).kept(n=len(found)) if found else says(here).kept_none()
    names = [f"{one.ticket}:{one.message}" for one in part]
    rows = (*keyboard(*numbered("voorstel", names, first + 1)), *turning("bewaard", number, last, here), last_row(here))
    return Say(paragraphs(head, "\n".join(lines)), rows)


def proposal(named: Named, here: Here) -> Proposal | None:
    """A kept one by its name; None when it is an answer by now."""
    return next((one for one in here.facts.shared.kept if (one.ticket, one.message) == named), None)
