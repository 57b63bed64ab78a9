"""What the editors added to the answers: a list, one of them, changing it, and withdrawing it."""

from __future__ import annotations

from dialogs.editing import Editing
from dialogs.here import Here, Turn, day, keyboard, paragraphs
from dialogs.language import Button, Say
from dialogs.questions import telling
from dialogs.questions.drafts import after
from dialogs.questions.words import DIGITS_MOST, PAGE, at, label, last_row, numbered, pages, press, says, turning
from dialogs.unanswered import LiveEntry, WithdrawLive
from knowledge.live import read_addition

LIST, ONE, WITHDRAWING = "eigen", "ons", "intrekken"
PAGES = frozenset({LIST, ONE, WITHDRAWING})


def found(number: str, here: Here) -> LiveEntry | None:
    """One by its number; None when it was withdrawn."""
    return next((one for one in here.facts.shared.live if number == str(one.number)), None)


def respond(verb: str, more: tuple[str, ...], here: Here) -> Turn | None:
    """A button of theirs; None for what is none, and for what was withdrawn."""
    match verb, more:
        case "eigen", (number,) if number.isdecimal() and len(number) <= DIGITS_MOST:
            topic = Editing(LIST, number=int(number))
            return at(topic, view(topic, here))
        case (("ons" | "intrekken"), (number,)) if row := found(number, here):
            topic = Editing(verb, live=row.number)
            return at(topic, view(topic, here))
        case "trekin", (number,) if row := found(number, here):
            return _withdrawn(row, here)
        case (("ons" | "intrekken" | "trekin" | "wijzig"), (_,)):
            return at(Editing(LIST), _list(1, here), lead=says(here).gone_own())
    return None


def shown(number: int, here: Here) -> Turn | None:
    """One of them; the list when it was withdrawn."""
    return respond("ons", (str(number),), here)


def _withdrawn(row: LiveEntry, here: Here) -> Turn | None:
    """With an answer go the wordings that were added to it."""
    with_it = [one for one in here.facts.shared.live if row.kind == "antwoord" and one.entry == row.entry and one.kind == "bewoording"]
    effects = tuple(WithdrawLive(one.number) for one in (row, *with_it))
    return at(Editing(LIST), _list(1, after(here, *effects)), *effects, lead=says(here).withdrawn())


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────


def view(topic: Editing, here: Here) -> Say | None:
    """What somebody looks at of them; None for one that was withdrawn."""
    if topic.page == LIST:
        return _list(topic.number, here)
    row = found(str(topic.live), here)
    if row is None:
        return None
    return _whether_to_withdraw(row, here) if topic.page == WITHDRAWING else _one(row, here)


def _list(number: int, here: Here) -> Say:
    """The newest first."""
    every = here.facts.shared.live[::-1]
    number, last = pages(len(every), number)
    first = (number - 1) * PAGE
    part = every[first : first + PAGE]
    lines = [says(here).live_item(number=at, title=_title(one, here), day=_since(one, here)) for at, one in enumerate(part, first + 1)]
    head = says(here).live() if every else says(here).live_none()
    where = says(here).page(page=number, pages=last) if last > 1 else ""
    rows = (
        *keyboard(*numbered("ons", [str(one.number) for one in part], first + 1)),
        *turning("eigen", number, last, here),
        last_row(here),
    )
    return Say(paragraphs("\n".join((head, *lines)), where), rows)


def _title(row: LiveEntry, here: Here) -> str:
    entry = here.knowledge.entry(row.entry)
    return row.question if row.kind == "antwoord" else says(here).live_wording(title=entry.question if entry else row.entry)


def _since(row: LiveEntry, here: Here) -> str:
    return day(row.since.date(), here.knowledge.phrases)


def _one(row: LiveEntry, here: Here) -> Say:
    said = read_addition(row.kind, row.yaml)
    entry = here.knowledge.entry(row.entry)
    wordings = [says(here).line(text=one) for one in (said.entry.also if said.entry else said.also)]
    left = [says(here).left(what=one.what) for one in here.knowledge.left_out if one.number == row.number]
    if row.kind == "bewoording":
        title = entry.question if entry else row.entry
        text = paragraphs("\n".join((says(here).live_words(title=title, day=_since(row, here)), *wordings)), *left)
        change: tuple[Button, ...] = ()
    else:
        also = "\n".join((says(here).wordings(), *wordings)) if wordings else ""
        told = telling.of_entry(said.entry, here) if said.entry else row.answer
        text = paragraphs(says(here).live_answer(title=row.question, day=_since(row, here)), told, also, *left)
        change = (Button(says(here).button_live_change(), press("wijzig", row.number)),)
    withdraw = Button(says(here).button_withdraw(), press("intrekken", row.number))
    back = (Button(label(says(here).button_live(n=len(here.facts.shared.live))), press("eigen", 1)),)
    return Say(text, ((*change, withdraw), back, last_row(here)))


def _whether_to_withdraw(row: LiveEntry, here: Here) -> Say:
    entry, yes_no = here.knowledge.entry(row.entry), here.knowledge.phrases.words
    title = entry.question if entry else row.question
    text = says(here).withdraw(title=title) if row.kind == "antwoord" else says(here).withdraw_words(title=title)
    yes = Button(says(here).button_withdraw_yes(), press("trekin", row.number), yes_no.yes)
    no = Button(says(here).button_not(), press("ons", row.number), yes_no.no)
    return Say(text, ((yes, no), last_row(here)))
