"""One message to many people: what it says, who gets it, how it stands, and what can become of it. Values only.

A broadcast is named by its number. Its text is a row from the first word on; a conversation remembers only which one somebody looks at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct, field

from dialogs.files import File
from knowledge.contacts import Contacts

Status = Literal["draft", "held", "sending", "paused", "ended", "cancelled"]
Outcome = Literal["queued", "sending", "said", "blocked", "failed", "uncertain", "left"]
WhyPaused = Literal["", "locked", "server", "retry_after"]
LinkOutcome = Literal["", "ok", "missing", "refused", "silent"]
News = Literal["", "asked", "yes", "no"]
FIRST = 20
"""So many get it first; the others wait until somebody looked at it and said so."""
TAKE_BACK_SECONDS = 60
NUMBER_DIGITS_MOST = 9
PUPIL = "leerling"
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_CLOSING = ".,;:!?)]}'’"
_KEY = re.compile(rf"omroep:(?:[a-z]{{1,12}}:)?([1-9][0-9]{{0,{NUMBER_DIGITS_MOST - 1}}})(?::.*)?", re.ASCII)


class Target(Struct, frozen=True, omit_defaults=True):
    """Who of the subscribers gets it; what is empty asks nothing.

    Args:
        regions: Ids; a region is chosen beside provinces, and who is in one of them is in.
        not_last: Not who got the last one before it.
    """

    roles: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    not_last: bool = False


class Group(Struct, frozen=True):
    """Subscribers of whom the same is known, and how many they are; "" for what they did not tell.

    Args:
        got_last: Whether they got the last broadcast before this one.
    """

    channel: str
    role: str
    sector: str
    province: str
    municipality: str
    got_last: bool
    people: int


class Count(Struct, frozen=True):
    """How many recipients on a channel it stands so with.

    Args:
        version: Of the text that stands there; below zero, one that could not be changed into that.
        removed: 1 where it was taken away, 2 where that can't be done.
    """

    channel: str
    outcome: Outcome
    people: int
    version: int = 0
    removed: int = 0


class Link(Struct, frozen=True):
    """An address in it, and whether it answers; "" as long as nobody looked."""

    url: str
    outcome: LinkOutcome = ""


class Question(Struct, frozen=True):
    """What somebody asked about it.

    Args:
        turn: The number of the turn of theirs in which they did.
    """

    person: int
    turn: int
    text: str
    answered: bool = False


class Broadcast(Struct, frozen=True, kw_only=True):
    """One message to many.

    Args:
        author: The number of their account; 0 for who was forgotten.
        text: As it is now, also after a correction.
        link: What a link to the guide may say (`scan`), or an https address; "" for no button.
        wants_second: A second medewerker must still agree.
        second: Who did; 0 for nobody.
        starts: When the first get it, once it is held and nobody has to agree any more.
        rest: When the others do; None as long as nobody said so.
        any_hour: It may leave outside polite hours.
        why_paused: "" by a person; else the reason for which it paused by itself.
        version: How often it was corrected after it was sent.
        snapshot: When its recipients were fixed.
        total: How many people it was confirmed for, and then was fixed for.
        per_minute: How fast it goes.
        told: The stage that its author was last told of.
        correction: Other words, as somebody typed them who did not say yes to them yet.
        counts, links, questions, answers: Only of the one that a turn is about.
    """

    id: int
    author: int
    text: str
    file: File | None = None
    link_label: str = ""
    link: str = ""
    target: Target = Target()
    status: Status = "draft"
    wants_second: bool = False
    second: int = 0
    made: datetime
    confirmed: datetime | None = None
    starts: datetime | None = None
    rest: datetime | None = None
    any_hour: bool = False
    paused: datetime | None = None
    why_paused: WhyPaused = ""
    resumes: datetime | None = None
    ended: datetime | None = None
    version: int = 0
    corrected: datetime | None = None
    withdrawn: datetime | None = None
    snapshot: datetime | None = None
    total: int = 0
    per_minute: int = 0
    told: str = ""
    correction: str = ""
    counts: tuple[Count, ...] = field(default=())
    links: tuple[Link, ...] = field(default=())
    questions: tuple[Question, ...] = field(default=())
    answers: tuple[str, ...] = field(default=())

    @property
    def waiting(self) -> int:
        """How many do not have it yet and may still get it."""
        return self.people("queued", "sending")

    @property
    def settled(self) -> int:
        """Of how many it is known what became of it."""
        return sum(one.people for one in self.counts) - self.waiting

    @property
    def unanswered(self) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if not one.answered)

    def stage(self, now: datetime) -> str:
        """How far it is; a reason for which it paused by itself stands behind a colon."""
        if self.status == "held":
            return "second" if self.wants_second else "held"
        if self.status == "paused":
            return f"paused:{self.why_paused}"
        if self.status != "sending":
            return self.status
        if self.total <= FIRST and self.snapshot:
            return "going"
        if self.rest is None:
            return "waiting" if self.snapshot and self.settled >= FIRST else "first"
        return "planned" if self.rest > now else "going"

    def people(self, *outcomes: Outcome, channel: str = "") -> int:
        """How many recipients it stands so with."""
        return sum(one.people for one in self.counts if one.outcome in outcomes and channel in ("", one.channel))


class Audience(Struct, frozen=True):
    """Whom a broadcast could reach, for the turn in which that is chosen or confirmed.

    Args:
        groups: All subscribers that can be reached and are no pupils.
        others: How many people the guide knows beside them who did not subscribe, or can't be reached.
    """

    groups: tuple[Group, ...] = ()
    others: int = 0


def reached(target: Target, group: Group, contacts: Contacts) -> bool:
    """Whether these people get it: the one rule for the count on the page and for who is sent it."""
    if group.role == PUPIL or (target.not_last and group.got_last):
        return False
    asked = ((target.roles, group.role), (target.sectors, group.sector), (target.channels, group.channel))
    return all(not wanted or one in wanted for wanted, one in asked) and _lives_there(target, group, contacts)


def _lives_there(target: Target, group: Group, contacts: Contacts) -> bool:
    if not target.provinces and not target.regions:
        return True
    region = contacts.region_of(group.municipality or None, group.province)
    return group.province in target.provinces or (region is not None and region.id in target.regions)


def people(target: Target, groups: Iterable[Group], contacts: Contacts) -> int:
    """How many people get it."""
    return sum(group.people for group in groups if reached(target, group, contacts))


def addresses(*texts: str) -> tuple[str, ...]:
    """The web addresses in some texts, each once, without the full stop that ends a sentence."""
    found = (url.rstrip(_CLOSING) for text in texts for url in _ADDRESS.findall(text))
    return tuple(dict.fromkeys(found))


def links_of(text: str, link: str) -> tuple[str, ...]:
    """The addresses that must answer before it is sent."""
    return addresses(text, link)


def key(broadcast: int) -> str:
    """Under which name its page is found again in the chat of who sent it."""
    return f"omroep:{broadcast}"


def broadcast_of(data: str) -> int:
    """The number of the broadcast that a button, a reminder or a key is about; 0 for none."""
    named = _KEY.fullmatch(data)
    return int(named[1]) if named else 0


# ── what becomes of it ────────────────────────────────────────────────────────────────────────────────────────


class Draw(Struct, frozen=True):
    """A new one, under the next number."""

    broadcast: Broadcast


class Redraw(Struct, frozen=True):
    """Its text, picture or button is another now; nothing was sent of it. Its links are to be looked at again."""

    broadcast: Broadcast


class Aim(Struct, frozen=True):
    """Others get it."""

    broadcast: Broadcast


class Look(Struct, frozen=True):
    """Its links are to be looked at again."""

    broadcast: Broadcast


class Drop(Struct, frozen=True):
    """A draft is thrown away."""

    broadcast: Broadcast


class Confirm(Struct, frozen=True):
    """It goes to `total` people from `starts` on, or waits for a second medewerker."""

    broadcast: Broadcast


class Agree(Struct, frozen=True):
    """A second medewerker saw it and said yes; it goes from `starts` on."""

    broadcast: Broadcast


class Recall(Struct, frozen=True):
    """Before the first went: a draft again."""

    broadcast: Broadcast


class GoOn(Struct, frozen=True):
    """The others get it, from `rest` on."""

    broadcast: Broadcast


class Pause(Struct, frozen=True):
    """Nothing more goes for now."""

    broadcast: Broadcast


class Resume(Struct, frozen=True):
    """It goes on."""

    broadcast: Broadcast


class Cancel(Struct, frozen=True):
    """Nothing more goes ever."""

    broadcast: Broadcast


class Reword(Struct, frozen=True):
    """Somebody typed other words for what was sent (`correction`), and sees them before they say yes."""

    broadcast: Broadcast


class Correct(Struct, frozen=True):
    """Its text is another, for who has it and for who gets it yet."""

    broadcast: Broadcast


class Withdraw(Struct, frozen=True):
    """It is taken away from who has it, where that can be done; and nothing more goes."""

    broadcast: Broadcast


class TellStage(Struct, frozen=True):
    """Its author is told of this stage."""

    broadcast: Broadcast
    stage: str


class AskAbout(Struct, frozen=True):
    """Somebody asks something about it; `answered` when the answer was there already."""

    broadcast: int
    text: str
    answered: bool = False


class AnswerAll(Struct, frozen=True):
    """One answer for everybody who asked about it, and for who asks later."""

    broadcast: Broadcast
    text: str


class Subscribe(Struct, frozen=True):
    """Whether the person wants news: they were asked, or said yes or no. Who says no gets nothing that waits for them either."""

    news: Literal["asked", "yes", "no"]


OfSending = GoOn | Pause | Resume | Cancel | Reword | Correct | Withdraw
OfBroadcast = Draw | Redraw | Aim | Look | Drop | Confirm | Agree | Recall | OfSending | TellStage | AskAbout | AnswerAll | Subscribe
