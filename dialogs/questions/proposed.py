"""Words of people who then chose an answer from what was offered: the editors add them to it, or throw them away."""

from __future__ import annotations

from dialogs.editing import Editing
from dialogs.here import Here, Turn, keyboard, paragraphs
from dialogs.language import Button, Say
from dialogs.questions.drafts import WORDING_CHARACTERS_MOST, after, findable, wider
from dialogs.questions.words import DIGITS_MOST, PAGE, at, label, last_row, numbered, pages, press, says, turning
from dialogs.unanswered import DropWording, Wording
from knowledge.dutch import fold
from knowledge.faq import Entry
from knowledge.live import taken_for

LIST, ONE = "woorden", "woord"
PAGES = frozenset({LIST, ONE})


Proposed = tuple[Wording, Entry]


def waiting(here: Here) -> tuple[Proposed, ...]:
    """Those that lead to an answer that there is, and are not among its wordings yet."""
    known = ((one, here.knowledge.entry(one.entry)) for one in here.facts.shared.wordings)
    return tuple((one, entry) for one, entry in known if entry and not _has(entry, one.text))


def _has(entry: Entry, text: str) -> bool:
    return fold(text) in map(fold, entry.wordings)


def _adds(one: Wording, entry: Entry, here: Here) -> str:
    """What would be added: without what says who somebody is; "" where nothing is left, or too much."""
    text = findable(one.text, here)
    return "" if not fold(text) or _has(entry, text) or len(text) > WORDING_CHARACTERS_MOST else text


def _found(id: str, here: Here) -> Proposed | None:
    return next(((one, entry) for one, entry in waiting(here) if one.id == id), None)


def respond(verb: str, more: tuple[str, ...], here: Here) -> Turn | None:
    """A button of theirs; None for what is none. What a colleague did already shows what is left."""
    match verb, more:
        case "woorden", (number,) if number.isdecimal() and len(number) <= DIGITS_MOST:
            return _listed(here, number=int(number))
        case (("woord" | "erbij" | "gooiweg"), (id,)):
            found = _found(id, here)
            return _done(verb, *found, here) if found else _listed(here, says(here).gone_own())
    return None


def _done(verb: str, one: Wording, entry: Entry, here: Here) -> Turn | None:
    if verb == "woord":
        return at(Editing(ONE, wording=one.id), _one(one, entry, here))
    adds = _adds(one, entry, here) if verb == "erbij" else ""
    put = wider(entry, (adds,)) if adds else ()
    lead = says(here).widened(title=entry.question) if put else says(here).wording_dropped()
    left = after(here, *put, DropWording(one))
    return at(Editing(LIST), _list(1, left), *put, DropWording(one), lead=lead)


def _listed(here: Here, lead: str = "", number: int = 1) -> Turn | None:
    return at(Editing(LIST, number=number), _list(number, here), lead=lead)


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────


def view(topic: Editing, here: Here) -> Say | None:
    """What somebody looks at of them; None for one that a colleague is done with."""
    if topic.page == LIST:
        return _list(topic.number, here)
    found = _found(topic.wording, here)
    return _one(*found, here) if found else None


def _list(number: int, here: Here) -> Say:
    every = waiting(here)
    number, last = pages(len(every), number)
    first = (number - 1) * PAGE
    part = every[first : first + PAGE]
    lines = [
        says(here).wordings_item(number=place, text=label(one.text), title=entry.question)
        for place, (one, entry) in enumerate(part, first + 1)
    ]
    head = says(here).wordings_list() if every else says(here).wordings_none()
    where = says(here).page(page=number, pages=last) if last > 1 else ""
    rows = (*keyboard(*numbered("woord", [one.id for one, _ in part], first + 1)), *turning("woorden", number, last, here), last_row(here))
    return Say(paragraphs(head, "\n".join(lines), where), rows)


def _one(one: Wording, entry: Entry, here: Here) -> Say:
    adds = _adds(one, entry, here)
    now = here.knowledge.entry(taken_for(one.text, here.knowledge))
    text = paragraphs(
        says(here).wording(text=one.text, title=entry.question, n=one.times),
        says(here).answered_now(title=now.question) if now else "",
        says(here).wording_adds(text=adds) if adds not in ("", one.text) else "",
    )
    yes = (Button(says(here).button_wording_yes(), press("erbij", one.id), here.knowledge.phrases.words.yes),) if adds else ()
    no = Button(says(here).button_wording_no(), press("gooiweg", one.id), here.knowledge.phrases.words.no)
    back = Button(says(here).button_wordings(n=len(waiting(here))), press("woorden", 1))
    return Say(text, ((*yes, no), (back,), last_row(here)))
