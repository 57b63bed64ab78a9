"""What a conversation remembers between two turns, and how it is written down.

State says what people said or asked for, never where they are: answers are rows, and the next question is derived from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from dialogs.announcing import OfBroadcast
from dialogs.counting import Counting
from dialogs.editing import Editing
from dialogs.ticket import Fate

VERSION = 1
STATE_BYTES_MOST = 8_000


class Looking(Struct, frozen=True, tag="looking"):
    """The person asked to see this question, answered or not."""

    question: str


class Noting(Struct, frozen=True, tag="noting"):
    """The person is about to write a note to this question."""

    question: str


class Reviewing(Struct, frozen=True, tag="reviewing"):
    """The person asked to see the answers of this theme."""

    theme: str


class Tallying(Struct, frozen=True, tag="tallying"):
    """The person asked how far they are."""


class Restarting(Struct, frozen=True, tag="restarting"):
    """The person may want to put these answers away and begin anew."""


Wish = Looking | Noting | Reviewing | Tallying | Restarting


class Home(Struct, frozen=True, tag="home", omit_defaults=True):
    """Nothing is going on.

    Args:
        asking: We asked (again) who they are.
    """

    asking: bool = False


class Starting(Struct, frozen=True, tag="starting", omit_defaults=True):
    """The person asked for a scan.

    Args:
        level: For whom it is, when they said so.
        new: They want a new one, though others are at rest.
        page: Which page of sectors they are looking at, from 0.
    """

    level: str = ""
    new: bool = False
    page: int = 0


class Scanning(Struct, frozen=True, tag="scanning", omit_defaults=True):
    """The person is in a run, perhaps with a wish that lapses when what it is about is gone."""

    run: str
    wish: Wish | None = None


class Resting(Struct, frozen=True, tag="resting"):
    """The person put this run aside for now."""

    run: str


class Reading(Struct, frozen=True, tag="reading", omit_defaults=True):
    """The person was given this entry of the FAQ.

    Args:
        whole: They asked for more than the short answer.
        asked: What they asked, without addresses and numbers; "" when they pressed a button.
        rated: Whether they said that it helps, or does not.
        language: Code of the language that they wrote in; "" for Dutch.
        second: Id of the entry for another question that they asked at the same time; "" when they asked one.
    """

    entry: str
    whole: bool = False
    asked: str = ""
    rated: bool = False
    second: str = ""
    language: str = ""


class Defining(Struct, frozen=True, tag="defining"):
    """The person asked what this word means."""

    word: str


class Helping(Struct, frozen=True, tag="helping", omit_defaults=True):
    """The person asked how to help a child of this level and class; it is gone with the next topic.

    Args:
        year: The class, 0 when not told.
        part: Which page of it they look at; "" is the first.
    """

    level: str = ""
    year: int = 0
    part: str = ""


class Stepping(Struct, frozen=True, tag="stepping", omit_defaults=True):
    """The person asked what a school can do next; `step` is the one they look at, "" for all."""

    step: str = ""


class Referring(Struct, frozen=True, tag="referring", omit_defaults=True):
    """The person asked whom they can turn to.

    Args:
        asking: They want to name a place, though we may know one.
        said: What they said of where it is, which is not certain yet.
        question: What they asked before, which nobody answered; "" for nothing.
        run: The scan whose result they came from; "" for none.
    """

    asking: bool = False
    said: str = ""
    question: str = ""
    run: str = ""


class Handing(Struct, frozen=True, tag="handing", omit_defaults=True):
    """The person wants to hand a question to a person.

    Args:
        question: Its words; "" when they are still to be typed.
        run: The scan whose result could go along; "" for none.
        scan: They want it to go along.
        email: Where an answer by mail is to go; "" when it is not asked yet, or does not come by mail.
        to: The address that the mail goes to, as they saw it; "" as long as they did not.
        name: How they want to be called in it; "" for their role only.
        naming: They are to type that.
    """

    question: str = ""
    run: str = ""
    scan: bool = False
    email: str = ""
    to: str = ""
    name: str = ""
    naming: bool = False


class Relaying(Struct, frozen=True, tag="relaying", omit_defaults=True):
    """What the person types goes along with their question.

    Args:
        told: They were told so when they typed the first time.
    """

    ticket: int
    told: bool = False


class Mailed(Struct, frozen=True, tag="mailed"):
    """The person looks at a question of theirs that went by mail, in the turn of this number."""

    letter: int


class Answering(Struct, frozen=True, tag="answering", omit_defaults=True):
    """What one of the staff types is an answer.

    Args:
        ticket: The question that they chose to answer next; 0 for the only one that they hold.
        draft: Number of the turn in which they typed what has no place yet; 0 for none.
    """

    ticket: int = 0
    draft: int = 0


class Tending(Struct, frozen=True, tag="tending", omit_defaults=True):
    """One of the staff looks at the open questions.

    Args:
        page: From 1.
        ticket: The question that they look at; 0 for the list.
        forwarding: They want others to answer it.
        to: Which region they chose for that; "" for the general desk, None when they did not choose yet.
    """

    page: int = 1
    ticket: int = 0
    forwarding: bool = False
    to: str | None = None


class Grouping(Struct, frozen=True, tag="grouping", omit_defaults=True):
    """One of the staff gives one answer to several questions that ask the same.

    Args:
        tickets: These questions.
        left: Those that they left out.
        draft: Number of the turn in which they typed the answer; 0 when it is still to be typed.
    """

    tickets: tuple[int, ...]
    left: tuple[int, ...] = ()
    draft: int = 0


class Drafting(Struct, frozen=True, tag="drafting"):
    """One of the staff looks at an entry as a draft for an answer.

    Args:
        shown: The CRC-32 of the text that they saw.
    """

    ticket: int
    entry: str
    shown: int


class Proposing(Struct, frozen=True, tag="proposing"):
    """One of the staff looks at their answer as the editors would get it.

    Args:
        message: Its number in the ticket.
        shown: The CRC-32 of the text that they saw.
    """

    ticket: int
    message: int
    shown: int


class Leaving(Struct, frozen=True, tag="leaving", omit_defaults=True):
    """One of the staff says when they will be away.

    Args:
        first, last: The days, both included; None when they are still to be told.
        who: The account of who shall stand in, `balie` for the general desk, `niemand` for nobody; "" when not chosen yet.
        fates: What becomes of the questions that they hold, by number, where they chose so.
        ticket: The question of which they choose what becomes of it; 0 for none.
        page: Of what there is to choose from, from 1.
        instead: The number of the absence that they change; 0 for a new one.
    """

    first: date | None = None
    last: date | None = None
    who: str = ""
    fates: tuple[tuple[int, Fate], ...] = ()
    ticket: int = 0
    page: int = 1
    instead: int = 0


class Absent(Struct, frozen=True, tag="absent", omit_defaults=True):
    """One of the staff looks at when they are away.

    Args:
        withdrawing: The number of the absence that they may want to withdraw; 0 for none.
    """

    withdrawing: int = 0


class Managing(Struct, frozen=True, tag="managing", omit_defaults=True):
    """A medewerker looks at who has which role.

    Args:
        revoking: Account and role that they may want to revoke, as on its button; "" for none.
    """

    revoking: str = ""


class Forgetting(Struct, frozen=True, tag="forgetting"):
    """The person may want all that is kept of them to be erased."""


class Wavering(Struct, frozen=True, tag="wavering", omit_defaults=True):
    """The person asked something that may be one of these entries.

    Args:
        sure: One of them very likely is what they mean.
        asked: What they asked, without addresses and numbers.
        kept: Number of the turn under which their question was kept for the editors; 0 when it was not, or no longer.
        unhelpful: They had an answer, which did not help.
    """

    entries: tuple[str, ...]
    sure: bool = False
    asked: str = ""
    kept: int = 0
    unhelpful: bool = False


OfTicket = Handing | Relaying | Mailed | Answering | Tending | Grouping | Drafting | Proposing | Leaving | Absent
Topic = (
    Home
    | Starting
    | Scanning
    | Resting
    | Reading
    | Wavering
    | Defining
    | Helping
    | Stepping
    | Referring
    | Managing
    | Counting
    | Forgetting
    | OfTicket
    | OfBroadcast
    | Editing
)


class Conversation(Struct, frozen=True):
    """All that is remembered of a conversation beside its rows."""

    topic: Topic = Home()


class UnknownState(Exception):
    """A state that this version can't read; the text is kept as a row and the conversation goes home."""


class _Stored(Struct, frozen=True):
    version: int
    topic: Topic = Home()


class _Version(Struct, frozen=True):
    version: int


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Stored).decode
_version = msgspec.json.Decoder(_Version).decode

Step = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: dict[int, Step] = {}
"""For each old version, the function from its JSON values to those of the next; fields that are no longer known are ignored."""


def write(conversation: Conversation) -> str:
    """The conversation as JSON, with the version that wrote it."""
    return _encode(_Stored(VERSION, conversation.topic)).decode()


def read(state: str, upgrades: Mapping[int, Step] = UPGRADES) -> Conversation:
    """The conversation that `state` holds, upgraded from whatever version wrote it.

    Raises:
        UnknownState: It is not ours, is broken, or was written by a later version.
    """
    try:
        version = _version(state).version
        if version == VERSION:
            return Conversation(_decode(state).topic)
        values = msgspec.json.decode(state)
        while version in upgrades:
            values, version = upgrades[version](values), version + 1
        if version != VERSION:
            raise UnknownState(f"version {version}")
        return Conversation(msgspec.convert(values, _Stored).topic)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise UnknownState(str(error)) from error
