"""Pictures and files in a question: which can go along, and what is said of one that could not."""

from __future__ import annotations

from dialogs.files import MEGABYTE, File
from dialogs.here import Here, Turn, turn
from dialogs.language import Attachment, Due, Pass, Say
from dialogs.memory import Topic
from dialogs.ticket import Ticket, key, ticket_of
from dialogs.tickets import messages
from dialogs.tickets.messages import words

NOT_PASSED, STILL_THERE = "kwijt", "blijft"
"""What became of a file: it could not be got or was refused, or it could not be taken away."""


def trouble_key(ticket: int, number: int, trouble: str) -> str:
    """Under which key its author is told what became of the file of a message."""
    return key(ticket, f"{trouble}.{number}")


def refused(event: Attachment, here: Here) -> str:
    """Why this can't be passed on; "" when it can."""
    if event.file is None:
        return words(here).only_files()
    most = here.knowledge.settings.file_megabytes
    return words(here).file_too_large(n=most) if event.file.size_bytes > most * MEGABYTE else ""


def told(due: Due, topic: Topic, here: Here) -> Turn | None:
    """What became of a file that they sent; None for every other reminder."""
    ticket, trouble = ticket_of(due.key), due.key.rpartition(":")[2].partition(".")[0]
    if trouble == NOT_PASSED:
        return turn(topic, Say(words(here).file_not_passed(number=ticket)))
    return turn(topic, Say(words(here).file_still_there(number=ticket))) if trouble == STILL_THERE else None


def sent(ticket: Ticket, here: Here) -> tuple[Say, ...]:
    """What the asker sent along up to now, for who is asked only now."""
    along = (one for one in ticket.messages if one.author == ticket.asker and one.file and not one.withdrawn)
    return tuple(messages.from_asker(ticket, one, here) for one in along)


def again(persons: tuple[int, ...], ticket: Ticket, here: Here) -> tuple[Pass, ...]:
    """The same, to each of them."""
    return tuple(Pass(person, say) for person in persons for say in sent(ticket, here))


def album_of(file: File | None, tickets: tuple[Ticket, ...]) -> Ticket | None:
    """The question to which the first of an album went: all of it goes there."""
    album = file.album if file else ""
    return next((ticket for ticket in tickets if album and any(one.file and one.file.album == album for one in ticket.messages)), None)
