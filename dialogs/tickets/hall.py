"""Where questions for a person begin: who gets an event, and what someone looks at. Read this first."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from dialogs.choice import called, pick
from dialogs.here import Here, Turn, and_then, paragraphs, turn
from dialogs.language import TEXT_CHARACTERS_MOST, Attachment, Button, Command, Due, Edited, Event, Press, Say, Text, Withdrawn
from dialogs.letter import CloseLetter, letter_of
from dialogs.memory import (
    Absent,
    Answering,
    Drafting,
    Grouping,
    Handing,
    Leaving,
    Mailed,
    OfTicket,
    Proposing,
    Referring,
    Relaying,
    Resting,
    Scanning,
    Tending,
    Topic,
    Wavering,
)
from dialogs.sharing import Join, Revoke
from dialogs.ticket import ticket_of
from dialogs.tickets import (
    absences,
    answers,
    asker,
    clock,
    contact,
    copying,
    files,
    groups,
    handing,
    leaving,
    mailing,
    messages,
    naming,
    overview,
    proposals,
    ready,
)
from dialogs.tickets.handing import Result
from dialogs.tickets.messages import words
from knowledge.dutch import clean, fold

GLOBAL = frozenset({"menu", "stop", "help", "herhaal", "waar", "opties", "voorlezen", "voorlezen_uit"})
"""Words that mean the same while what is typed goes to somebody else; whatever else is typed then goes there."""


def respond(topic: Topic, event: Event, here: Here, result: Result) -> Turn | None:
    """What becomes of an event around questions for a person; None when it is not about one."""
    match event:
        case Text() | Press() | Command() if named := naming.respond(topic, event, here):
            return named
        case Text(text):
            return _typed(text, topic, here, result)
        case Due(key) if letter_of(key):
            return _beside(mailing.due(event, topic, here), topic, here, result)
        case Attachment():
            return _sent(event, topic, here)
        case Due() if told := files.told(event, topic, here):
            return told
        case Press() | Command() | Due():
            return (
                clock.respond(topic, event, here)
                or overview.respond(topic, event, here)
                or handing.respond(topic, event, here, result)
                or asker.respond(topic, event, here)
                or mailing.respond(event, here)
                or answers.respond(topic, event, here)
                or contact.respond(topic, event, here)
                or groups.respond(topic, event, here)
                or ready.respond(topic, event, here)
                or proposals.respond(topic, event, here)
                or absences.respond(topic, event, here)
            )
        case Edited() | Withdrawn():
            changed = asker.respond(topic, event, here) or answers.respond(topic, event, here)
            return changed or _not_passed(topic, words(here).change_not_passed(), here)
        case _:
            return _not_passed(topic, words(here).only_files(), here)


def view(topic: OfTicket, here: Here, result: Result) -> Say | None:
    """What the person looks at; None when what it was about is gone."""
    match topic:
        case Handing():
            return handing.view(topic, here, result)
        case Relaying():
            return asker.view(topic, here)
        case Mailed():
            return mailing.view(topic, here)
        case Answering():
            return answers.view(topic, here) or contact.view(Tending(), here)
        case Tending():
            return contact.view(topic, here)
        case Grouping():
            return groups.view(topic, here) or contact.view(Tending(), here)
        case Drafting(ticket):
            return ready.view(topic, here) or contact.view(Tending(ticket=ticket), here)
        case Proposing():
            return proposals.view(topic, here) or view(Answering(), here, result)
        case Leaving():
            return leaving.view(topic, here)
        case Absent():
            return absences.view(topic, here)
        case _:
            assert_never(topic)


def where(topic: OfTicket, here: Here) -> str:
    """Where the person is, in a sentence before the page that they see."""
    says = words(here)
    match topic:
        case Handing():
            return says.where_handing()
        case Relaying(ticket):
            return says.where_relaying(number=ticket)
        case Mailed():
            return mailing.words(here).where()
        case Answering() | Tending() | Grouping() | Drafting() | Proposing():
            return says.where_tending()
        case Leaving() | Absent():
            return here.knowledge.phrases.absence.where()
        case _:
            assert_never(topic)


def home_buttons(here: Here) -> tuple[Button, ...]:
    """What home offers: the way back to one's own question, and for staff to the open ones."""
    return (*contact.open_button(here), *asker.on_buttons(here), *mailing.show_buttons(here))


def without_closed(after: Turn, here: Here) -> Here:
    """As it is when a turn has closed what it closes, so that home no longer offers it."""
    closed = {done.turn for done in after.effects if isinstance(done, CloseLetter)}
    left = replace(here.facts.shared, letters=tuple(one for one in here.facts.shared.letters if one.turn not in closed))
    return replace(here, facts=replace(here.facts, shared=left))


def carried(before: Topic, after: Turn, here: Here, result: Result) -> Turn:
    """Who looks for a person takes along what they asked or filled in, so that they need not say it again."""
    topic = after.conversation.topic
    if not isinstance(topic, Referring) or topic.question or topic.run:
        return copying.along(after, here)
    match before:
        case Wavering(asked=asked):
            topic = replace(topic, question=asked)
        case Referring(question=question, run=run):
            topic = replace(topic, question=question, run=run)
        case Scanning(run=run) | Resting(run=run) if result(run):
            topic = replace(topic, run=run)
    return copying.along(turn(topic, *after.effects), here)


def _beside(said: Turn, topic: Topic, here: Here, result: Result) -> Turn:
    """Who writes to somebody else, or makes a question ready for it, stays there whatever came back meanwhile."""
    if relays(topic, here):
        return turn(topic, *said.effects)
    page = handing.view(topic, here, result) if isinstance(topic, Handing) else None
    return turn(topic, *said.effects, page) if page and any(isinstance(effect, Say) for effect in said.effects) else said


def with_roles(after: Turn | None, here: Here) -> Turn | None:
    """Who gets a role hears what waits already. When one is revoked, who may answer now is told of what was taken or waited, and the asker
    that it is somebody else's.
    """
    if after is None:
        return None
    gone = (one for done in after.effects if isinstance(done, Revoke) for one in contact.left_behind(done.member, here))
    return and_then(_greeted(after, here), *gone)


def _greeted(after: Turn, here: Here) -> Turn:
    role = next((done.role for done in after.effects if isinstance(done, Join)), None)
    text, buttons = contact.already_open(role, here) if role else ("", ())
    *before, last = after.effects
    if not text or not isinstance(last, Say):
        return after
    return Turn(after.conversation, (*before, replace(last, text=paragraphs(last.text, text), buttons=(buttons, *last.buttons))))


def relays(topic: Topic, here: Here) -> bool:
    """Whether what is typed now goes to somebody else."""
    shared = here.facts.shared
    match topic:
        case Relaying(ticket):
            return any(one.id == ticket and one.closed is None for one in shared.mine)
        case Answering() | Tending() | Drafting() | Proposing():
            return bool(shared.held)
        case Grouping():
            return groups.view(topic, here) is not None
    return False


def _typed(text: str, topic: Topic, here: Here, result: Result) -> Turn | None:
    """A word that means the same everywhere is for others to hear; a label of a question's button is that button."""
    known = here.knowledge.command_words.get(fold(text))
    if known in GLOBAL or (known and not relays(topic, here)):
        return None
    if placed := answers.placed_by_number(text, topic, here):
        return placed
    if not here.facts.shared.replied and (button := called(text, _labels(here))):
        return respond(topic, Press(button.press), here, result)
    if isinstance(topic, Tending) and (numbered := contact.by_number(text, topic, here)):
        return numbered
    if isinstance(topic, Tending | Drafting | Proposing) and _on_page(text, topic, here, result):
        return None
    said = Text(text)
    if not here.facts.shared.replied and (heard := groups.respond(topic, said, here) or proposals.respond(topic, said, here)):
        return heard
    handed = handing.respond(topic, said, here, result) or asker.respond(topic, said, here)
    return handed or answers.respond(_as_answering(topic), said, here) or absences.respond(topic, said, here)


def _as_answering(topic: Topic) -> Topic:
    """Who looks at a draft or a proposal and types something of their own answers the question that it is about."""
    return Answering(topic.ticket) if isinstance(topic, Drafting | Proposing) else topic


def _sent(event: Attachment, topic: Topic, here: Here) -> Turn | None:
    """A picture or file goes where a text would go."""
    if why := files.refused(event, here):
        return turn(topic, Say(why)) if relays(topic, here) or ticket_of(here.facts.shared.replied) else None
    cleaned = replace(event, caption=clean(event.caption, TEXT_CHARACTERS_MOST))
    return asker.respond(topic, cleaned, here) or answers.respond(topic, cleaned, here)


def _labels(here: Here) -> list[Button]:
    """Every button of a question that the person may press, wherever it stands in the chat, and the one that a colleague was before."""
    shared = here.facts.shared
    always = [one for ticket in shared.for_me for one in (messages.take_button(ticket, here), messages.show_button(ticket, here))]
    staff = [*(one for ticket in shared.for_me for one in messages.staff_buttons(ticket, here)), *always]
    open_ones = [ticket for ticket in shared.mine if ticket.closed is None]
    mine = [one for ticket in open_ones for one in (messages.on_button(ticket, here), *messages.asker_buttons(ticket, here))]
    by_mail = [replace(one, also=()) for letter in shared.letters for one in mailing.buttons(letter, here)]
    back = (*answers.back_buttons(here), *groups.back_buttons(here), *proposals.buttons(here))
    return [*back, *staff, *mine, *absences.labels(here), *by_mail]


def _on_page(text: str, topic: Tending | Drafting | Proposing, here: Here, result: Result) -> bool:
    """Whether a text names a button of the page by its label or number; of a page with a yes by what sounds like it too."""
    page = view(topic, here, result)
    buttons = [one for row in page.buttons for one in row] if page else []
    return bool(called(text, buttons)) or fold(text).isdecimal() or (isinstance(topic, Proposing) and bool(pick(text, buttons)))


def _not_passed(topic: Topic, text: str, here: Here) -> Turn | None:
    return turn(topic, Say(text)) if relays(topic, here) else None
