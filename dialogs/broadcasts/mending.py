"""After it went: other words in the place of what was sent, or taking it away where that can be done."""

from __future__ import annotations

from datetime import timedelta
from zlib import crc32

from msgspec.structs import replace

from dialogs.announcing import Announcing
from dialogs.broadcast import Broadcast, Correct, Link, Look, Reword, Withdraw, links_of
from dialogs.broadcasts import sending
from dialogs.broadcasts.checks import of_words
from dialogs.broadcasts.confirming import tell_author
from dialogs.broadcasts.message import message
from dialogs.broadcasts.words import at, back_row, how_many, named, press, says
from dialogs.here import Here, Turn, led_by, paragraphs, turn
from dialogs.language import Button, Say

TELEGRAM_KEEPS = timedelta(hours=48)
"""What is older can't be deleted any more (Telegram Bot API, deleteMessage)."""
TELEGRAM = "telegram"
CORRECTING, CORRECTED, WITHDRAWING = "verbeter", "verbeterja", "trekterug"
PAGES = frozenset({CORRECTING, CORRECTED, WITHDRAWING})


def can(one: Broadcast) -> bool:
    """Whether something of it was sent, and was not taken away."""
    return one.snapshot is not None and one.withdrawn is None and one.status not in ("draft", "held")


def respond(verb: str, more: tuple[str, ...], one: Broadcast, here: Here) -> Turn | None:
    """A button under what was sent; None for what is none, or what is no longer so."""
    if not can(one):
        return None
    match verb, more:
        case (("verbeter" | "trekterug"), ()):
            return at(Announcing(one.id, verb), view(verb, one, here))
        case "verbeterja", (sealed,) if one.correction and sealed == _seal(one) and not _stopped(one, here):
            return _done(one, here)
        case "linksopnieuw", () if one.correction:
            again = replace(one, links=_unlooked(one))
            return at(Announcing(one.id, CORRECTED), _seen(again, here), Look(again))
        case "trekterugja", ():
            return _withdrawn(one, here)
    return None


def view(page: str, one: Broadcast, here: Here) -> Say:
    """What to type, or what taking it away means."""
    if page == CORRECTED and one.correction:
        return _seen(one, here)
    has_it = one.people("said", "uncertain")
    if page in (CORRECTING, CORRECTED):
        return Say(says(here).type_correction(people=how_many(has_it, here)), (back_row(one, here),))
    old = one.snapshot is not None and here.facts.now - one.snapshot > TELEGRAM_KEEPS
    on_telegram = one.people("said", "uncertain", channel=TELEGRAM) > 0
    telegram = says(here).telegram_too_old() if on_telegram and old else says(here).telegram_soon() if on_telegram else ""
    yes = Button(says(here).button_withdraw_yes(), press("trekterugja", one), here.knowledge.phrases.words.yes)
    text = paragraphs(says(here).withdraw(number=one.id, people=how_many(has_it, here)), telegram, says(here).already_read())
    return Say(text, ((yes,), back_row(one, here)))


def typed(text: str, one: Broadcast, here: Here) -> Turn | None:
    """The new words as everybody will see them, and what is not right with them."""
    if not can(one):
        return None
    reworded = replace(one, correction=text)
    reworded = replace(reworded, links=_unlooked(reworded))
    return turn(Announcing(one.id, CORRECTED), Reword(reworded), message(_corrected(reworded), here.knowledge), _seen(reworded, here))


def _unlooked(one: Broadcast) -> tuple[Link, ...]:
    """The addresses in the new words, at which nobody looked yet."""
    return tuple(Link(url) for url in links_of(one.correction, ""))


def _stopped(one: Broadcast, here: Here) -> bool:
    """Whether something is not right with the new words that nobody may set aside."""
    return any(finding.weight == "stop" for finding in of_words(_corrected(one), here))


def _seen(one: Broadcast, here: Here) -> Say:
    """Under the new words: what is not right with them, and the way on; a doubt can be set aside by who sees it."""
    wrong = of_words(_corrected(one), here)
    lines = "\n".join((says(here).findings(), *(says(here).finding(text=finding.text) for finding in wrong))) if wrong else ""
    label = says(here).button_correct_right() if wrong else says(here).button_correct_yes()
    yes = ((Button(label, press("verbeterja", one, _seal(one))),),) if not _stopped(one, here) else ()
    fine = {link.url for link in one.links if link.outcome in ("", "ok")}
    links = ((Button(says(here).button_links(), press("linksopnieuw", one)),),) if {*links_of(one.correction, "")} - fine else ()
    again = (Button(says(here).button_text(), press("verbeter", one)),)
    return Say(paragraphs(says(here).correction(number=one.id), lines), (*yes, *links, again, back_row(one, here)))


def _corrected(one: Broadcast) -> Broadcast:
    return replace(one, text=one.correction, version=one.version + 1, correction="")


def _seal(one: Broadcast) -> str:
    """Tells the words that were seen from any others."""
    return str(crc32(one.correction.encode()))


def _done(one: Broadcast, here: Here) -> Turn:
    after = replace(_corrected(one), corrected=here.facts.now)
    told = tell_author(one, Say(says(here).colleague_corrected(name=named(one, here)), lasting=True), here)
    lead = says(here).correcting(people=how_many(one.people("said", "uncertain"), here))
    page = sending.view(Announcing(one.id), after, here)
    return turn(Announcing(one.id), Correct(after), *told, *led_by(lead, (page,)))


def _withdrawn(one: Broadcast, here: Here) -> Turn:
    """Nothing more goes either."""
    after = replace(one, withdrawn=here.facts.now, status="ended" if one.status == "ended" else "cancelled", per_minute=0)
    told = tell_author(one, Say(says(here).colleague_withdrew(name=named(one, here)), lasting=True), here)
    page = sending.view(Announcing(one.id), after, here)
    return turn(Announcing(one.id), Withdraw(after), *told, *led_by(says(here).withdrawing(), (page,)))
