"""What people share, so that one person's turn may change what others see: roles, codes that give one, and questions for a person.

A dialogue is told how it stands inside the transaction in which it decides, and no two such turns are decided at the same time; so what it
says is what happened.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from dialogs.broadcast import Audience, Broadcast
from dialogs.letter import Letter
from dialogs.proposal import Proposal
from dialogs.ticket import Answerer, Away, Draft, Ticket
from dialogs.unanswered import Asked, LiveEntry, Untold, Wording
from knowledge.contacts import Absence
from knowledge.figures import Counts

StaffRole = Literal["medewerker", "redactie", "contact"]


class Role(Struct, frozen=True):
    """What someone may do. Only a contact has a region."""

    name: StaffRole
    region: str = ""


class Member(Struct, frozen=True):
    """Someone who works with the guide, by one account and one role.

    Args:
        person: The account's number.
        label: By which medewerkers know the account; "" for none.
        since: Local time.
    """

    person: int
    channel: str
    role: Role
    label: str
    since: datetime


class Code(Struct, frozen=True):
    """What became of a code that someone gave.

    Args:
        role: What it gives; None for a code that is used, expired or none at all. Which of these is not told.
        tries: How many wrong codes this person gave in the last hour.
    """

    role: Role | None
    label: str = ""
    tries: int = 0


class Shared(Struct, frozen=True):
    """How it stands.

    Args:
        roles: Those of the person whose turn it is.
        members: Everyone with a role; empty for who is no medewerker.
        code: For a turn in which a code was given.
        me: The number of the person's account.
        answering: Everyone whom a question can be handed to.
        tickets: Their own questions that are open or closed less than a week ago, then what is open for them to answer; oldest first.
        drafts: What they typed without saying to which question it belongs, oldest first.
        proposal: The proposed answer that the turn may be about; None when it is not (yet) there.
        editors: Who is told of proposed answers, in a turn that may be about one.
        next_ticket: The number of a question that is handed over in this turn.
        replied: The key of the message of ours that they reply to; "" when they reply to none, "?" to one that is not known (any more).
        channel_id: The channel's id of the message that the event is about; "" when it has none.
        today: In local time.
        away: Absences whose last day is not past, in the order in which they were made.
        been_away: Absences that are over since less than three months.
        letters: Their own that are not closed, oldest first.
        next_absence: The number of an absence that is made in this turn.
        overview: Whether the person gets a list of the open questions on each working day.
        broadcasts: The last messages to many, the newest first, for staff who see them; for others only the one that the turn is about.
        next_broadcast: The number of one that is made in this turn.
        audience: Whom one could reach, where that matters.
        counts: What is counted of all people together, for a medewerker who looks at it; None for all else.
        asked: The last questions without an answer, the oldest first; for editors who look at them, as what follows.
        untold: Who is still to be told of an answer that is given, the question that was asked first first.
        wordings: Words for which people chose an entry, the most said first.
        live: What the editors added to the answers, in that order.
        kept: Proposed answers that are kept and were not added to the answers.
    """

    roles: tuple[Role, ...] = ()
    members: tuple[Member, ...] = ()
    code: Code | None = None
    me: int = 0
    answering: tuple[Answerer, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    drafts: tuple[Draft, ...] = ()
    proposal: Proposal | None = None
    editors: tuple[int, ...] = ()
    next_ticket: int = 0
    replied: str = ""
    channel_id: str = ""
    today: date = date.min
    away: tuple[Away, ...] = ()
    been_away: tuple[Away, ...] = ()
    letters: tuple[Letter, ...] = ()
    next_absence: int = 0
    overview: bool = False
    broadcasts: tuple[Broadcast, ...] = ()
    next_broadcast: int = 0
    audience: Audience = Audience()
    counts: Counts | None = None
    asked: tuple[Asked, ...] = ()
    untold: tuple[Untold, ...] = ()
    wordings: tuple[Wording, ...] = ()
    live: tuple[LiveEntry, ...] = ()
    kept: tuple[Proposal, ...] = ()

    def has(self, name: StaffRole) -> bool:
        return any(role.name == name for role in self.roles)

    def broadcast(self, id: int) -> Broadcast | None:
        return next((one for one in self.broadcasts if one.id == id), None)

    def answerers(self, region: str, asker: int) -> tuple[int, ...]:
        """Who may answer a question of a region: its contacts, or failing them the medewerkers; nobody their own question.

        While some are away also who stands in for them, and the medewerkers when nobody else is there.
        """
        able = [one for one in self.answering if one.person != asker]
        desk = [one.person for one in able if not one.region]
        own = [one.person for one in able if one.region == region] or desk
        instead = {stand_in for one in own for stand_in in self._asked_in_turn(one)}
        standing = [one.person for one in able if one.person in instead]
        there = any(not self.absent(one) for one in (*own, *standing))
        at_desk = not there or any(away.desk for one in own if (away := self.absent(one)))
        return tuple(dict.fromkeys((*own, *standing, *(desk if at_desk else ()))))

    def absent(self, person: int) -> Away | None:
        """The absence that somebody has today."""
        return next((one for one in self.away if one.person == person and one.on(self.today)), None)

    def instead_of(self, person: int) -> int:
        """Who answers today instead of somebody: who stands in, or for that one in turn; 0 where it ends at the general desk."""
        last = (person, *self._asked_in_turn(person))[-1]
        return 0 if self.absent(last) else last

    def _asked_in_turn(self, person: int) -> tuple[int, ...]:
        """Who stands in today for somebody, who for that one, and so on; each once, and only who said yes and still answers."""
        able, found = {one.person for one in self.answering}, [person]
        while (away := self.absent(found[-1])) and away.accepted and away.stand_in in able.difference(found):
            found.append(away.stand_in)
        return tuple(found[1:])

    def offered(self, region: str, asker: int) -> tuple[int, ...]:
        """Who is told of a question that nobody holds: those of whom may answer it that are there, or failing them all."""
        able = self.answerers(region, asker)
        return tuple(one for one in able if not self.absent(one)) or able

    def absences(self, person: int) -> tuple[Absence, ...]:
        """When somebody is or was away as they told in the chat, as the content tells of its contacts (`knowledge.working_time`)."""
        return tuple(Absence(one.first, one.last) for one in (*self.been_away, *self.away) if one.person == person)

    def able(self, ticket: Ticket) -> tuple[int, ...]:
        """Who may answer a question: those of its region, and whoever else was asked since."""
        others = {one.person for one in self.answering if one.person != ticket.asker and self._asked_too(one, ticket)}
        return tuple(dict.fromkeys((*self.answerers(ticket.region, ticket.asker), *sorted(others))))

    def _asked_too(self, one: Answerer, ticket: Ticket) -> bool:
        return one.person in ticket.invited or (not one.region and (ticket.desk or ticket.late is not None))

    def may_answer(self, ticket: Ticket) -> bool:
        return self.me in (self.holder(ticket), *self.able(ticket))

    def holder(self, ticket: Ticket) -> int:
        """Who answers it; 0 for nobody, also when who took it may not answer any more.

        A medewerker who took it for want of a contact goes on with it when the region gets one.
        """
        return ticket.holder if ticket.holder in (*self.able(ticket), *self.desk(ticket.asker)) else 0

    def told(self, ticket: Ticket) -> tuple[int, ...]:
        """Who is told what the asker says: who holds it, or everyone who is there to take it."""
        held = self.holder(ticket)
        return (held,) if held else self.there(ticket)

    def there(self, ticket: Ticket) -> tuple[int, ...]:
        """Who is told of a question that nobody holds."""
        able = self.able(ticket)
        return tuple(one for one in able if not self.absent(one)) or able

    def own(self, region: str, asker: int) -> tuple[int, ...]:
        """Whose question it is in the first place: the contacts of its region, or the general desk where there is none."""
        able = [one for one in self.answering if one.person != asker]
        return tuple([one.person for one in able if one.region == region] or [one.person for one in able if not one.region])

    def desk(self, asker: int) -> tuple[int, ...]:
        """The medewerkers, who are asked last."""
        return tuple(one.person for one in self.answering if not one.region and one.person != asker)

    @property
    def mine(self) -> tuple[Ticket, ...]:
        """The questions that the person asked."""
        return tuple(one for one in self.tickets if one.asker == self.me)

    @property
    def for_me(self) -> tuple[Ticket, ...]:
        """The open questions that the person may answer."""
        return tuple(one for one in self.tickets if one.closed is None and self.may_answer(one))

    @property
    def held(self) -> tuple[Ticket, ...]:
        """The open questions that the person took."""
        return tuple(one for one in self.for_me if one.holder == self.me)


NOTHING = Shared()


class Join(Struct, frozen=True):
    """The code that was given makes this person one of the staff, and is used up."""

    code: str
    role: Role
    label: str


class Miss(Struct, frozen=True):
    """The code that was given is none."""


class Revoke(Struct, frozen=True):
    """Someone no longer has a role."""

    member: Member


OfStaff = Join | Miss | Revoke
