"""Regions and contacts out of `content/regios.yaml`, checked: nobody in two regions at once, no stand-in who is nobody."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import time
from typing import cast, get_args

from knowledge.contacts import GENERAL, Absence, Channel, Contact, Contacts, Hours, Region
from knowledge.email_address import as_email
from knowledge.holidays import DaysOff, HolidayRegion, read_period
from knowledge.places.spoken import read_provinces
from knowledge.places.table import Municipality
from knowledge.problems import ContentProblem, did_you_mean
from knowledge.reading import Fields, File, compose, mapping

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_HOURS = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d) ?[-–] ?([01]?\d|2[0-3])[.:]([0-5]\d)", re.ASCII)


def read_contacts(
    content: tuple[str, bytes | None], municipalities: Sequence[Municipality], days_off: DaysOff, problems: list[ContentProblem]
) -> Contacts | None:
    """The regions and contacts of one file, given as (path, content); None when it is not readable at all."""
    fields = mapping(file := File(content[0], problems), compose(file, content[1]), "een bestand met regio's")
    if fields is None:
        return None
    general = fields.fields("algemeen")
    known = _spellings(municipalities)
    read: list[tuple[Region, Fields]] = []
    found = Contacts(
        general=_contact(general, GENERAL) if general else Contact(id=GENERAL, role="", email=""),
        regions=fields.list_of("regios", lambda one: _region(one, known, read)),
        days_off=days_off,
    )
    _check_each_once(read)
    _check_stand_ins(read)
    fields.done()
    return found


def _spellings(municipalities: Sequence[Municipality]) -> dict[str, tuple[str, str]]:
    """How each municipality is written: with its province behind it when its name is there twice."""
    names = [one.name for one in municipalities]
    return {one.name if names.count(one.name) == 1 else f"{one.name} ({one.province})": (one.name, one.province) for one in municipalities}


def _region(fields: Fields, known: dict[str, tuple[str, str]], read: list[tuple[Region, Fields]]) -> Region:
    written = fields.texts("gemeenten", longest=60)
    for name in written:
        if known and name not in known:  # without a table nothing can be said of names
            fields.problem(f'onbekende gemeente "{name}"{did_you_mean(name, known)}', "gemeenten")
    holidays = fields.one_of("vakantieregio", get_args(HolidayRegion)) if fields.has("vakantieregio") else None
    region = Region(
        id=fields.id(),
        name=fields.text("naam", longest=60),
        provinces=read_provinces(fields),
        municipalities=tuple(known[name] for name in written if name in known),
        holidays=cast("HolidayRegion | None", holidays),
        contacts=fields.list_of("contacten", lambda one: _contact(one, one.id())),
    )
    fields.done()
    read.append((region, fields))
    return region


def _contact(fields: Fields, id: str) -> Contact:
    email = fields.text("email", longest=100)
    if email and as_email(email) is None:
        fields.problem(f'"{email}" is geen e-mailadres', "email")
    hours = fields.fields("uren", required=False)
    contact = Contact(
        id=id,
        role=fields.text("rol", longest=100),
        email=email,
        name=fields.text("naam", required=False, longest=60) or None,
        channel=cast(Channel, fields.one_of("kanaal", get_args(Channel), default="e-mail")),
        explanation=fields.text("toelichting", required=False, longest=400),
        hours=_hours(hours) if hours else (),
        absences=fields.list_of("afwezig", _absence),
        confirmed_on=fields.date("bevestigd_op", required=False),
        may_mail_since=fields.date("bot_mag_mailen_sinds", required=False),
    )
    fields.done()
    return contact


def _hours(fields: Fields) -> tuple[Hours, ...]:
    """`dinsdag: 9.00-12.00`, in the order of the week."""
    found = []
    for name in fields.names():
        match = _HOURS.fullmatch(fields.text(name, longest=20))
        if name not in WEEKDAYS:
            fields.problem(f'onbekende dag "{name}"{did_you_mean(name, WEEKDAYS)}', name)
            continue
        begins, ends = (time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))) if match else (time(), time())
        if begins >= ends:
            fields.problem(f'uren op {name} schrijft u als 9.00-12.00, niet "{fields.text(name, longest=20)}"', name)
        found.append(Hours(WEEKDAYS.index(name), begins, ends))
    return tuple(sorted(found, key=lambda hours: hours.weekday))


def _absence(fields: Fields) -> Absence:
    absence = Absence(*read_period(fields), stand_in=fields.text("vervanger", required=False, longest=40))
    fields.done()
    return absence


def _check_each_once(read: Collection[tuple[Region, Fields]]) -> None:
    """No region, contact, province or municipality stands there twice."""
    owners: dict[tuple[str, object], str] = {}
    for region, fields in read:
        for field, what, keys in (
            ("id", "regio", (region.id,)),
            ("contacten", "contact", tuple(contact.id for contact in region.contacts)),
            ("provincies", "provincie", region.provinces),
            ("gemeenten", "gemeente", region.municipalities),
        ):
            for key in keys:
                if (what, key) in owners:
                    name = key if isinstance(key, str) else key[0]
                    fields.problem(f'{what} "{name}" staat ook al bij regio "{owners[what, key]}"', field)
                owners[what, key] = region.id


def _check_stand_ins(read: Collection[tuple[Region, Fields]]) -> None:
    ids = [contact.id for region, _ in read for contact in region.contacts]
    for region, fields in read:
        for contact in region.contacts:
            for absence in contact.absences:
                if absence.stand_in not in ("", GENERAL, *ids):
                    fields.problem(f'vervanger "{absence.stand_in}" bestaat niet{did_you_mean(absence.stand_in, ids)}', "contacten")
