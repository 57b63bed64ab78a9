"""Rules of work that editors set: `content/settings.yaml`."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast, get_args

from msgspec import Struct

from knowledge.faq import Audience
from knowledge.problems import ContentProblem, did_you_mean
from knowledge.reading import Fields, File, compose, mapping

HOME_QUESTIONS_MOST = 4
MAIL_HOURS = 24
INACTIVE_DAYS, SCAN_DAYS, AUDIT_DAYS = 730, 1095, 730
TALK_DAYS_LEAST = 8
"""A question may be opened again for a week."""
FILE_MEGABYTES_MOST = 20
"""What a bot may download (Telegram Bot API, getFile)."""
HOURS_MOST = 200
"""Working hours that a question may wait: five weeks."""
FOUR_EYES_FROM = 200


class Deadlines(Struct, frozen=True):
    """How long a question for a person may wait before something is done about it, in working hours of whoever is to answer.

    Args:
        take_hours: Until others than those of its region are asked too.
        desk_hours: After that, until the general desk is asked.
        remind_hours: Until who took it, or could take it, is reminded; and from one reminder to the next.
        reminders: How often that happens, before the general desk hears that its holder does not answer.
        close_days: How many working days after the last answer it is closed by itself.
    """

    take_hours: int = 8
    desk_hours: int = 8
    remind_hours: int = 8
    reminders: int = 2
    close_days: int = 10


class Settings(Struct, frozen=True):
    """Rules of work.

    Args:
        home_questions: For each audience, the ids of the entries that home offers.
        keep_days: How long what was said to people and which events were heard are kept, in days.
        link_days: How long a question that got no answer stays linked to who asked it, in days.
        mail_hours: For how long we try to send a letter that the mail server does not take.
        refer_from: Ids of the entries under which schools are offered the contact of their region.
        talk_days: How long what was said about a question for a person is kept after it was closed, in days.
        draft_days: How long what staff typed without saying where it belongs is kept, in days.
        file_megabytes: How large a picture or file may be that goes along with a question for a person.
        inactive_days: Who says nothing for so many days is erased, in days.
        scan_days: How long a scan is kept after its last answer, in days: schools compare one year with another.
        audit_days: How long it is kept who gave or took a role, in days.
        deadlines: Of questions that were handed to a person.
        four_eyes_from: A message to more people than this wants a second medewerker.
        official: Beginnings of the addresses at which a law may be told; nothing is called law without one.
    """

    home_questions: tuple[tuple[Audience, tuple[str, ...]], ...]
    keep_days: int
    link_days: int
    talk_days: int
    draft_days: int
    file_megabytes: int
    official: tuple[str, ...] = ()
    refer_from: tuple[str, ...] = ()
    mail_hours: int = MAIL_HOURS
    inactive_days: int = INACTIVE_DAYS
    scan_days: int = SCAN_DAYS
    audit_days: int = AUDIT_DAYS
    deadlines: Deadlines = Deadlines()
    four_eyes_from: int = FOUR_EYES_FROM


def read_settings(content: tuple[str, bytes | None], entries: Collection[str], problems: list[ContentProblem]) -> Settings | None:
    """The settings of one file, given as (path, content); None when it is not readable at all."""
    fields = mapping(file := File(content[0], problems), compose(file, content[1]), "een bestand met instellingen")
    if fields is None:
        return None
    settings = Settings(
        home_questions=_home_questions(fields.fields("thuis"), entries),
        keep_days=fields.number("bewaar_dagen", least=2, most=3650),
        link_days=fields.number("vraag_dagen", least=1, most=365),
        talk_days=fields.number("gesprek_dagen", least=TALK_DAYS_LEAST, most=3650),
        draft_days=fields.number("concept_dagen", least=1, most=365),
        file_megabytes=fields.number("bestand_mb", least=1, most=FILE_MEGABYTES_MOST),
        official=fields.texts("officiele_adressen"),
        refer_from=_entries(fields, "contact_bij", entries),
        mail_hours=_perhaps(fields, "mail_uren", MAIL_HOURS, most=240),
        inactive_days=_perhaps(fields, "inactief_dagen", INACTIVE_DAYS, least=90),
        scan_days=_perhaps(fields, "scan_dagen", SCAN_DAYS, least=90),
        audit_days=_perhaps(fields, "verslag_dagen", AUDIT_DAYS, least=30),
        deadlines=_deadlines(fields.fields("doorgestuurd", required=False)),
        four_eyes_from=fields.number("vier_ogen_vanaf", least=1, most=1_000_000) if fields.has("vier_ogen_vanaf") else FOUR_EYES_FROM,
    )
    fields.done()
    return settings


def _perhaps(fields: Fields, name: str, usual: int, *, least: int = 1, most: int = 3650) -> int:
    """A number that may be left out."""
    return fields.number(name, least=least, most=most) if fields.has(name) else usual


def _deadlines(fields: Fields | None) -> Deadlines:
    """As usual where nothing is said of them."""
    if fields is None:
        return Deadlines()
    deadlines = Deadlines(
        take_hours=fields.number("aannemen_uren", least=1, most=HOURS_MOST),
        desk_hours=fields.number("balie_uren", least=1, most=HOURS_MOST),
        remind_hours=fields.number("herinner_uren", least=1, most=HOURS_MOST),
        reminders=fields.number("herinneringen", least=0, most=9),
        close_days=fields.number("sluit_werkdagen", least=1, most=60),
    )
    fields.done()
    return deadlines


def _home_questions(fields: Fields | None, entries: Collection[str]) -> tuple[tuple[Audience, tuple[str, ...]], ...]:
    found = []
    for name in fields.names() if fields else ():
        assert fields is not None
        if name not in get_args(Audience):
            fields.problem(f'onbekende doelgroep "{name}"{did_you_mean(name, get_args(Audience))}', name)
        ids = _entries(fields, name, entries)
        if len(ids) > HOME_QUESTIONS_MOST:
            fields.problem(f"hoogstens {HOME_QUESTIONS_MOST} vragen op het beginscherm, geen {len(ids)}", name)
        found.append((cast(Audience, name), ids))
    return tuple(found)


def _entries(fields: Fields, name: str, entries: Collection[str]) -> tuple[str, ...]:
    """Ids of entries that are there."""
    ids = fields.texts(name)
    for id in ids:
        if id not in entries:
            fields.problem(f'vraag "{id}" bestaat niet{did_you_mean(id, entries)}', name)
    return ids
