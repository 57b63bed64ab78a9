"""Places and contacts in words, for whoever says them: a dialogue or the command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import assert_never

from knowledge.contacts import Contact, Note, Referral
from knowledge.phrases import Phrases, Words
from knowledge.places.candidate import Candidate
from knowledge.places.find import Found


def where(one: Candidate | Found, phrases: Phrases, *, whole: bool = False) -> str:
    """A place as it stands in a sentence or on a button: `Hengelo (gemeente Bronckhorst, Gelderland)`, `Ede (Gelderland)`.

    Args:
        whole: Name the municipality also when it is called as the place, as where there is something to choose.
    """
    says = phrases.contact
    if one.place and one.municipality and (whole or one.municipality != one.place):
        return says.where_place(place=one.place, municipality=one.municipality, province=one.province)
    if one.place:
        return says.where_place_only(place=one.place, province=one.province)
    if one.municipality:
        return says.where_municipality(municipality=one.municipality, province=one.province)
    return says.where_province(province=one.province)


def usual_days(contact: Contact, phrases: Phrases) -> str:
    """`dinsdag (9.00–12.00 uur) of donderdag (13.00–17.00 uur)`; "" when the hours are not known."""
    days = phrases.words.weekdays
    each = [
        phrases.contact.day_hours(day=days[hours.weekday], begins=clock(hours.begins), ends=clock(hours.ends)) for hours in contact.hours
    ]
    return phrases.words.either.join(filter(None, (", ".join(each[:-1]), *each[-1:])))


def clock(moment: time) -> str:
    """A time as people write it: 9.00."""
    return f"{moment.hour}.{moment.minute:02}"


def told(referral: Referral, general_email: str, phrases: Phrases) -> str:
    """Whom to turn to and what to know, in lines.

    Args:
        general_email: Where to write when nobody answers.
    """
    says, contact, region = phrases.contact, referral.contact, referral.region
    who = says.named(name=contact.name, role=contact.role) if contact.name else contact.role
    days = usual_days(contact, phrases)
    lines = [
        says.region(region=region.name) if region else "",
        who,
        says.email(email=contact.email),
        says.usually(days=days) if days else "",
        contact.explanation,
        *(_note(note, general_email, phrases) for note in referral.notes),
        says.mention(),
    ]
    return "\n".join(filter(None, lines))


def _note(note: Note, general_email: str, phrases: Phrases) -> str:
    says = phrases.contact
    until = day(note.until, phrases.words.months) if note.until else ""
    match note.kind:
        case "general":
            return ""  # the general address explains itself
        case "absent":
            return says.absent(who=note.who, until=until)
        case "unconfirmed":
            return says.unconfirmed(email=general_email)
        case "holiday":
            return says.holiday(holiday=note.holiday)
        case "school_holiday":
            return says.school_holiday(holiday=note.holiday, until=until)
        case "not_today":
            return says.not_today()
        case _:
            assert_never(note.kind)


def day(one: date, months: Sequence[str]) -> str:
    """A day as people write it: 3 maart 2026."""
    return f"{one.day} {months[one.month - 1]} {one.year}"


def weekday_and_day(one: date, words: Words) -> str:
    """A day that is near, as people say it: dinsdag 3 maart."""
    return f"{words.weekdays[one.weekday()]} {one.day} {words.months[one.month - 1]}"
