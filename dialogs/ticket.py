"""A question that someone handed to a person, what both said about it, and what can become of it: values only.

A ticket is named by its number. Where its messages stand in somebody's chat is found by their keys (`key`); the question itself is
message 0.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from dialogs.files import File
from knowledge.places.candidate import Candidate

NUMBER_DIGITS_MOST = 9
_KEY = re.compile(rf"t:([0-9]{{1,{NUMBER_DIGITS_MOST}}}):.*")


class Message(Struct, frozen=True):
    """Something that one of the two said.

    Args:
        number: Its place in the ticket, from 1.
        author: The number of their account.
        channel_id: The channel's id of it where it was typed; "" when that is not known.
        passed: Whether the other has been told.
        withdrawn: Whether its author took it back.
        file: A picture or file; `text` is then what stands with it.
        batch: The turn of its author in which it was said to several at once; 0 for what was said in this ticket alone.
    """

    number: int
    author: int
    text: str
    channel_id: str = ""
    passed: bool = False
    withdrawn: bool = False
    file: File | None = None
    batch: int = 0


class Ticket(Struct, frozen=True, kw_only=True):
    """A question for a person.

    Args:
        id: From 1; it never comes back.
        asker: The number of their account.
        region: Id of the region whose contacts answer; "" for the general desk.
        where: Where the asker's school is.
        scan: The result of a scan that goes along, as it was sent; "" for none.
        asked: Local time.
        asker_name: How the asker wants to be called in it; "" for their role only.
        holder: The account of who took it; 0 for nobody.
        waiting: Since when the asker waits for an answer, in local time; None when they do not.
        closed: Local time; None while it is open.
        messages: In their order.
        offered: When it last came to who may take it, in local time.
        invited: Accounts that may answer it beside those of its region: who stood in when it was offered.
        desk: Whether the general desk was asked too.
        taken: When its holder took it; None for nobody.
        nudges: How often who is to answer was reminded of it since it came to them, or the asker heard the last answer.
        nudged: When that was last.
        late: When the general desk heard that its holder does not answer; None when it did not.
        answered: When the last answer was passed on; None for none.
        told: When the asker was last told how it stands.
    """

    id: int
    asker: int
    region: str
    where: Candidate
    question: str
    asked: datetime
    scan: str = ""
    asker_name: str = ""
    holder: int = 0
    waiting: datetime | None = None
    closed: datetime | None = None
    messages: tuple[Message, ...] = ()
    offered: datetime | None = None
    invited: tuple[int, ...] = ()
    desk: bool = False
    taken: datetime | None = None
    nudges: int = 0
    nudged: datetime | None = None
    late: datetime | None = None
    answered: datetime | None = None
    told: datetime | None = None

    @property
    def next_number(self) -> int:
        return len(self.messages) + 1

    def message(self, number: int) -> Message | None:
        return next((one for one in self.messages if one.number == number), None)


class Draft(Struct, frozen=True):
    """What a contact typed without saying to which question it belongs.

    Args:
        turn: The number of the turn in which it was typed.
    """

    turn: int
    text: str
    channel_id: str = ""
    file: File | None = None


class Answerer(Struct, frozen=True):
    """Someone who can be asked: a contact of a region, or a medewerker (region "") as the general desk.

    Args:
        since: When they were linked, in local time; None when that is not known.
        called: How they want to be called; "" for their role only.
    """

    person: int
    region: str
    since: datetime | None = None
    called: str = ""


Fate = Literal["vervang", "terug", "houd"]
"""What becomes of a question that somebody holds who is away: to who stands in, back to the region, or it waits for them."""


class Away(Struct, frozen=True):
    """When one of the staff is away.

    Args:
        person: The number of their account.
        first, last: Days in local time; both count.
        stand_in: The account of who was asked to answer instead; 0 for none.
        accepted: Whether that one said yes, and did not take it back.
        id: From 1; it never comes back.
        desk: The general desk answers instead; nobody has to accept that.
        refused: Whether who was asked said no.
        made: Local time.
        fates: What becomes of the questions that they hold, by number, where they chose so.
    """

    person: int
    first: date
    last: date
    stand_in: int = 0
    accepted: bool = False
    id: int = 0
    desk: bool = False
    refused: bool = False
    made: datetime | None = None
    fates: tuple[tuple[int, Fate], ...] = ()

    def on(self, day: date) -> bool:
        return self.first <= day <= self.last


def key(ticket: int, part: int | str) -> str:
    """Under which name a message of a ticket is found again, in whatever chat it stands."""
    return f"t:{ticket}:{part}"


def ticket_of(key: str) -> int:
    """The number of the ticket that a message with this key belongs to; 0 for none."""
    named = _KEY.fullmatch(key)
    return int(named[1]) if named else 0


def message_of(key: str) -> tuple[int, int] | None:
    """The numbers of the ticket and of the message in it whose key this is; None for all else."""
    ticket, number = ticket_of(key), key.rpartition(":")[2]
    return (ticket, int(number)) if ticket and number.isdecimal() else None


# ── what becomes of it ────────────────────────────────────────────────────────────────────────────────────────


class Hand(Struct, frozen=True):
    """Someone's question goes to a person, after they saw exactly what and said yes."""

    ticket: Ticket
    run: str


class Write(Struct, frozen=True):
    """The person says something in a ticket; what is not passed on yet may be taken back."""

    ticket: Ticket
    message: Message


class Rewrite(Struct, frozen=True):
    """The person changed what they said."""

    ticket: Ticket
    number: int
    text: str


class PassOn(Struct, frozen=True):
    """An answer is told to the asker."""

    ticket: Ticket
    number: int


class TakeBack(Struct, frozen=True):
    """The person takes back what they said."""

    ticket: Ticket
    number: int


class Take(Struct, frozen=True):
    """The person takes it upon them to answer."""

    ticket: Ticket


class Forward(Struct, frozen=True):
    """Others are to answer: a region's contacts, or the general desk ("")."""

    ticket: Ticket
    region: str


class Close(Struct, frozen=True):
    """The question is dealt with."""

    ticket: Ticket


class Reopen(Struct, frozen=True):
    """It is not, says the asker."""

    ticket: Ticket


class Help(Struct, frozen=True):
    """The asker was helped."""

    ticket: Ticket


class CallMe(Struct, frozen=True):
    """The person wants to be called so by who asks them something; "" takes that back."""

    name: str


class Offer(Struct, frozen=True):
    """Others than those of its region may take it too: some who stand in, or the general desk."""

    ticket: Ticket
    invited: tuple[int, ...] = ()
    desk: bool = False


class Release(Struct, frozen=True):
    """Who held it may not answer any more, so that it is nobody's."""

    ticket: Ticket


class Nudge(Struct, frozen=True):
    """Who is to answer was reminded of it."""

    ticket: Ticket


class Alarm(Struct, frozen=True):
    """The general desk heard that its holder does not answer, and may take it over."""

    ticket: Ticket


class Told(Struct, frozen=True):
    """The asker was told how it stands."""

    ticket: Ticket


class KeepDraft(Struct, frozen=True):
    """Keep what was typed until it is said to which question it belongs."""

    text: str
    channel_id: str
    file: File | None = None


class DropDraft(Struct, frozen=True):
    """What was kept has found its place, or has none."""

    turn: int


class Overview(Struct, frozen=True):
    """From now on (or no longer) the person gets a list of the open questions on each working day."""

    on: bool


OfClock = Offer | Release | Nudge | Alarm | Told
OfTicket = (
    OfClock
    | Overview
    | Hand
    | Write
    | Rewrite
    | PassOn
    | TakeBack
    | Take
    | Forward
    | Close
    | Reopen
    | Help
    | CallMe
    | KeepDraft
    | DropDraft
)
