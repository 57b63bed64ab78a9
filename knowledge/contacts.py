"""Whom a school can turn to: from a municipality and province to a region and its contact, with what to know of them today.

These are for schools. Parents go to the mentor and the decaan of their own school first, never to a region.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Literal

from msgspec import Struct

from knowledge.holidays import DaysOff, HolidayRegion

CONFIRMED_FOR = timedelta(days=365)
"""How long a contact counts as confirmed."""
GENERAL = "algemeen"
"""The id of the general contact."""
Channel = Literal["e-mail", "chat"]
NoteKind = Literal["general", "absent", "unconfirmed", "holiday", "school_holiday", "not_today"]


class Hours(Struct, frozen=True):
    """When someone usually works on a day of the week (0 is Monday)."""

    weekday: int
    begins: time
    ends: time


class Absence(Struct, frozen=True):
    """From and up to and with; the stand-in is the id of a contact, or "" for nobody in particular."""

    first: date
    last: date
    stand_in: str = ""


class Contact(Struct, frozen=True, kw_only=True):
    """Someone, or an address, to turn to.

    Args:
        name: None when it is an address and no person.
        explanation: What is said with it; "" for nothing.
        confirmed_on: When somebody last made sure that this is right; None when never.
        may_mail_since: From which day the guide itself may send them mail; None, as shipped, means never.
    """

    id: str
    role: str
    email: str
    name: str | None = None
    channel: Channel = "e-mail"
    explanation: str = ""
    hours: tuple[Hours, ...] = ()
    absences: tuple[Absence, ...] = ()
    confirmed_on: date | None = None
    may_mail_since: date | None = None

    def absence(self, today: date) -> Absence | None:
        return next((one for one in self.absences if one.first <= today <= one.last), None)

    def confirmed(self, today: date) -> bool:
        return self.confirmed_on is not None and today - self.confirmed_on <= CONFIRMED_FOR

    def may_be_mailed(self, today: date) -> bool:
        return self.may_mail_since is not None and self.may_mail_since <= today


class Region(Struct, frozen=True, kw_only=True):
    """A region of the organisation.

    Args:
        municipalities: As (name, province); a municipality goes before a province.
        holidays: In which of the three holiday regions its schools are; None when that is not known.
        contacts: In the order in which they are turned to; empty for the general address.
    """

    id: str
    name: str
    provinces: tuple[str, ...] = ()
    municipalities: tuple[tuple[str, str], ...] = ()
    holidays: HolidayRegion | None = None
    contacts: tuple[Contact, ...] = ()


class Note(Struct, frozen=True):
    """Something to say with a contact.

    Args:
        who: Who is absent: a name, or else a role.
        holiday: What the holiday is called.
        until: The last day of an absence or school holiday.
    """

    kind: NoteKind
    who: str = ""
    holiday: str = ""
    until: date | None = None


class Referral(Struct, frozen=True):
    """Whom to turn to, of which region (None: no region is known), and what to say with it."""

    region: Region | None
    contact: Contact
    notes: tuple[Note, ...]

    @property
    def unconfirmed(self) -> bool:
        return any(note.kind == "unconfirmed" for note in self.notes)


class Contacts:
    """All regions and contacts."""

    def __init__(self, general: Contact, regions: tuple[Region, ...], days_off: DaysOff) -> None:
        self.general = general
        self.regions = regions
        self.days_off = days_off
        self._by_municipality = {one: region for region in regions for one in region.municipalities}
        self._by_province = {province: region for region in regions for province in region.provinces}
        self._contacts = {contact.id: contact for region in regions for contact in region.contacts}

    def region_of(self, municipality: str | None, province: str) -> Region | None:
        """The region of a municipality, or else of its province."""
        by_municipality = self._by_municipality.get((municipality, province)) if municipality else None
        return by_municipality or self._by_province.get(province)

    def region(self, id: str) -> Region | None:
        """A region by its id."""
        return next((region for region in self.regions if region.id == id), None)

    def contact_for(self, municipality: str | None, province: str, today: date) -> Referral:
        """Whom a school turns to.

        Args:
            municipality: None when only the province is known.
            today: In local time.
        """
        return self.refer(self.region_of(municipality, province), today)

    def refer(self, region: Region | None, today: date) -> Referral:
        """Whom to turn to in a region: its first contact, or a stand-in while that one is away, or else the general address."""
        notes: list[Note] = []
        contact = self._present(region.contacts[0], today, notes) if region and region.contacts else self.general
        if contact.id == GENERAL:
            notes.append(Note("general"))
        elif not contact.confirmed(today):
            notes.append(Note("unconfirmed"))
        return Referral(region, contact, (*notes, *self._today(contact, region, today)))

    def present(self, contact: Contact, today: date) -> Contact:
        """The contact, or who stands in while they are away; the general address where nobody does."""
        return self._present(contact, today, [])

    def region_with(self, contact: Contact) -> str:
        """The id of the region in which a contact works; "" for the general address."""
        return next((region.id for region in self.regions if contact in region.contacts), "")

    def _present(self, contact: Contact, today: date, notes: list[Note]) -> Contact:
        """The contact or who stands in; two who stand in for each other end at the general address."""
        asked: set[str] = set()
        while contact.id not in asked and (absence := contact.absence(today)):
            asked.add(contact.id)
            notes.append(Note("absent", who=contact.name or contact.role, until=absence.last))
            contact = self._contacts.get(absence.stand_in, self.general)
        return self.general if contact.id in asked else contact

    def _today(self, contact: Contact, region: Region | None, today: date) -> list[Note]:
        """Why an answer may take longer today; the strongest reason only."""
        if holiday := self.days_off.public(today):
            return [Note("holiday", holiday=holiday)]
        if closed := self.days_off.of_schools(today, region.holidays if region else None):
            return [Note("school_holiday", holiday=closed.name, until=closed.last)]
        if contact.hours and today.weekday() not in {hours.weekday for hours in contact.hours}:
            return [Note("not_today")]
        return []


NOBODY = Contacts(Contact(id=GENERAL, role="", email=""), (), DaysOff((), ()))
"""Where no content was read."""
