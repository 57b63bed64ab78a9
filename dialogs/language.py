"""The words of the conversation: what a person can do, and what we can do about it.

Events come in, effects go out; both are values. A channel makes events of its updates and says the `Say`s; the turn writes the rest.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct, field

from dialogs.absence import OfAbsence
from dialogs.broadcast import News, OfBroadcast
from dialogs.files import File
from dialogs.letter import OfLetter
from dialogs.proposal import OfProposal
from dialogs.recipes import Agenda, Picture, Sheet
from dialogs.rights import Dossier, Erase, Forget
from dialogs.sharing import NOTHING, OfStaff, Shared
from dialogs.ticket import OfTicket
from dialogs.unanswered import OfUnanswered
from knowledge.faq import Audience
from knowledge.places.candidate import Candidate
from knowledge.search import Matches
from knowledge.standing import Answers

TEXT_CHARACTERS_MOST = 4000
"""Longer texts are cut before anything else looks at them."""


# ── what happens ──────────────────────────────────────────────────────────────────────────────────────────────


class Text(Struct, frozen=True, tag="text"):
    """Someone typed this."""

    text: str


class Press(Struct, frozen=True, tag="press"):
    """Someone pressed a button, perhaps an old one; `data` is the button's `press`."""

    data: str


class Command(Struct, frozen=True, tag="command"):
    """`/name argument`, without the slash."""

    name: str
    argument: str = ""


class Due(Struct, frozen=True, tag="due"):
    """A reminder that someone asked for came back under its key."""

    key: str


class Location(Struct, frozen=True, tag="location"):
    """A place shared in the chat, in degrees."""

    latitude: float
    longitude: float


class Edited(Struct, frozen=True, tag="edited"):
    """Someone changed the text of their last message, or (`of_file`) what stands with a picture or file."""

    text: str
    of_file: bool = False


class Withdrawn(Struct, frozen=True, tag="withdrawn"):
    """Someone took a message back."""


class Attachment(Struct, frozen=True, tag="attachment"):
    """Something that is not text, and what stands with it: a photo, a voice message; `file` is None for what can't be passed on."""

    kind: str = ""
    caption: str = ""
    file: File | None = None


class Unreadable(Struct, frozen=True, tag="unreadable"):
    """Someone said something that could not be decrypted."""


class Reachable(Struct, frozen=True, tag="reachable"):
    """Someone can be reached again."""


class Unreachable(Struct, frozen=True, tag="unreachable"):
    """Someone blocked us or left; nothing can be said to them."""


Event = Text | Press | Command | Due | Location | Edited | Withdrawn | Attachment | Unreadable | Reachable | Unreachable | Erase


# ── what we do ────────────────────────────────────────────────────────────────────────────────────────────────


class Button(Struct, frozen=True):
    """A button: what it shows, what it means when pressed (≤ 64 bytes), and other words that people type for it."""

    label: str
    press: str
    also: tuple[str, ...] = field(default=())


class Say(Struct, frozen=True, tag="say", omit_defaults=True):
    """One message.

    Args:
        buttons: Rows of at most 8.
        document: A file that goes with it.
        aloud: It is read aloud: no polls, and nothing that only eyes see.
        key: Name under which a later `Revise` can find this message; "" when none will.
        lasting: Said even when so many messages wait that only the last turn would be.
        file: What somebody sent, that is passed on with it.
        dossier: A file with all that is kept of them, that goes with it.
        sheet: A table that goes with it as a file.
        without_file: The picture or file that went with the message whose place this takes, goes away.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None
    key: str = ""
    lasting: bool = False
    document: Agenda | None = None
    aloud: bool = False
    file: File | None = None
    without_file: bool = False
    dossier: Dossier | None = None
    sheet: Sheet | None = None


class Revise(Struct, frozen=True, tag="revise"):
    """Put this in the place of the message with the same key; where that can't be done, say it."""

    say: Say


class Settle(Struct, frozen=True, tag="settle"):
    """Let the message with the same key show what became of it; where that can't be done, nothing is said."""

    say: Say


class Pass(Struct, frozen=True):
    """Say this to somebody else, by the number of their account."""

    person: int
    say: Say | Revise


class ReadAloud(Struct, frozen=True):
    """From now on (or no longer) this person wants messages that can be read aloud."""

    on: bool


class Begin(Struct, frozen=True):
    """A new run of a question set."""

    run: str
    set: str
    sector: str
    level: str


class Show(Struct, frozen=True):
    """The person sees this question; from now on it can be answered."""

    run: str
    question: str


class Keep(Struct, frozen=True):
    """An answer, in the place of an earlier one."""

    run: str
    question: str
    value: str


class Note(Struct, frozen=True):
    """A note to an answer, in the place of an earlier one; "" takes it away."""

    run: str
    question: str
    note: str


class Extend(Struct, frozen=True):
    """Go on with the rest of the questions after the short part."""

    run: str


class Label(Struct, frozen=True):
    """The department that a run is about, in the person's words."""

    run: str
    department: str


class Finish(Struct, frozen=True):
    """The result of the whole run was given."""

    run: str


class Discard(Struct, frozen=True):
    """Put a run away: it is kept, and no longer offered."""

    run: str


class Remind(Struct, frozen=True):
    """Let `Due(key)` happen at a time; a second one under the same key takes its place."""

    key: str
    at: datetime


class Unremind(Struct, frozen=True):
    """Take back a reminder, if it is there."""

    key: str


class Know(Struct, frozen=True):
    """The person told who they are."""

    audience: Audience


class Locate(Struct, frozen=True):
    """The person told where their school is."""

    where: Candidate


class Wonder(Struct, frozen=True):
    """Keep a question that got no answer, or none that helped, for the editors.

    Args:
        text: Without addresses and numbers.
        nearest: Ids of the entries that came nearest.
        unhelpful: Id of the answer that did not help; "" when there was none.
    """

    text: str
    nearest: tuple[str, ...]
    unhelpful: str = ""


class Unwonder(Struct, frozen=True):
    """Take back the question that was kept in this turn."""

    turn: int


class Tell(Struct, frozen=True):
    """The person wants to be told when the question that was kept in this turn gets an answer."""

    turn: int


class Propose(Struct, frozen=True):
    """Someone chose this entry for these words: perhaps a wording for it. Who it was is not kept."""

    text: str
    entry: str


class Rate(Struct, frozen=True):
    """An answer helped or did not. Who said so is not kept."""

    entry: str
    helpful: bool


Outcome = Literal["beantwoord", "keuze", "geweigerd"]


class Got(Struct, frozen=True):
    """Someone asked something, and got an answer, a choice or neither. It is counted, and who it was is not kept."""

    outcome: Outcome


OfRun = Begin | Show | Keep | Note | Extend | Label | Finish | Discard
OfQuestion = Wonder | Unwonder | Tell | Propose | Rate
OfShared = OfStaff | OfTicket | OfProposal | OfAbsence | OfLetter | OfBroadcast | OfUnanswered
Effect = Say | Revise | Settle | Pass | ReadAloud | OfRun | Remind | Unremind | Know | Locate | Forget | OfQuestion | Got | OfShared


# ── what is true outside ──────────────────────────────────────────────────────────────────────────────────────


class Run(Struct, frozen=True):
    """One time that someone walks a scan.

    Args:
        set: The question set's id.
        department: What the person called it, "" when nothing.
        started, changed: Local times.
        done: Whether the result of the whole was given.
        answers: None for a run that is done and that nobody asked for (see `conversation.needs`).
    """

    id: str
    set: str
    sector: str
    level: str
    department: str
    whole: bool
    started: datetime
    changed: datetime
    done: bool = False
    answers: Answers | None = None


class Facts(Struct, frozen=True):
    """The little that is true outside of a conversation, loaded before each turn.

    Args:
        now: Local time (Europe/Amsterdam).
        fresh: A new run id, if this turn needs one.
        turn: Number of this turn of this person, from 1.
        runs: The person's runs that are not put away, the last changed first.
        lost: Whether what was remembered could not be read, so that the conversation begins anew.
        matches: What the FAQ search found for this event's text; None when it was not searched.
        aloud: Whether the person wants messages that can be read aloud.
        where: Where their school is, as far as they told it; None when they did not.
        shared: How it stands with what people share.
        mails: Whether letters can be sent.
        channel: The name of the channel.
        news: Whether they want news, as far as they were asked.
        reference: By what who runs the guide finds them again, and nobody can guess.
    """

    now: datetime
    fresh: str
    turn: int = 1
    audience: Audience | None = None
    runs: tuple[Run, ...] = ()
    lost: bool = False
    matches: Matches | None = None
    aloud: bool = False
    where: Candidate | None = None
    shared: Shared = NOTHING
    mails: bool = False
    channel: str = ""
    news: News = ""
    reference: str = ""

    def run(self, id: str) -> Run | None:
        return next((run for run in self.runs if run.id == id), None)


# ── what becomes of an event ──────────────────────────────────────────────────────────────────────────────────


class Search(Struct, frozen=True):
    """Nothing else understood this text: look it up in the FAQ and come back with the matches."""

    text: str
