"""`lobgids contact`: what a text means as a place, and whom a school turns to there; as in the conversation, but without one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from knowledge import Knowledge, referring
from knowledge.places.candidate import Candidate
from knowledge.places.find import Found


class Line(Struct, frozen=True):
    """One line of a batch."""

    text: str
    id: Any = None


class BatchError(Exception):
    """A batch can't be read; the text says where and why, in Dutch."""


def answer(asked: argparse.Namespace, known: Knowledge, today: date) -> Iterator[str]:
    """A line of output for each question; without JSON several.

    Raises:
        BatchError: The batch can't be read.
    """
    for line in batch(asked.batch) if asked.batch else [Line(asked.text)]:
        found = known.places.find(line.text)
        if asked.json:
            yield json.dumps(as_json(line.id, found, known, today), ensure_ascii=False)
        else:
            yield in_words(found, known, today)


def batch(path: Path) -> Iterable[Line]:
    """The lines of a file, checked before the first is answered."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BatchError(f"Het bestand achter --batch is niet te lezen: {path}") from error
    return [_line(f"{path}:{number}", line) for number, line in enumerate(content.splitlines(), 1) if line.strip()]


def _line(where: str, line: bytes) -> Line:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        raise BatchError(f'{where}: dit is geen regel als {{"id": "1", "text": "Amersfoort"}}')
    return Line(fields["text"], fields.get("id"))


def as_json(id: Any, found: Found, known: Knowledge, today: date) -> dict[str, Any]:
    """What was found, in the form that programs read."""
    referral = known.contacts.contact_for(found.municipality, found.province, today) if found.province else None
    contact = referral.contact if referral else None
    return {
        "id": id,
        "decision": found.decision,
        "place": found.place,
        "municipality": found.municipality,
        "province": found.province,
        "region": referral.region.id if referral and referral.region else None,
        "confirm": found.confirm,
        "contact": contact
        and {
            "name": contact.name,
            "role": contact.role,
            "email": contact.email,
            "hours": referring.usual_days(contact, known.phrases),
        },
        "candidates": [_candidate(one) for one in found.candidates],
    }


def _candidate(one: Candidate) -> dict[str, str | None]:
    return {"place": one.place, "municipality": one.municipality, "province": one.province}


def in_words(found: Found, known: Knowledge, today: date) -> str:
    """What was found, in the words of the conversation."""
    says = known.phrases.contact
    if not found.province:
        heading = says.which_of_these() if found.candidates else says.which_place()
        return "\n".join([heading, *(f"- {referring.where(one, known.phrases, whole=True)}" for one in found.candidates)])
    place = referring.where(found, known.phrases)
    referral = known.contacts.contact_for(found.municipality, found.province, today)
    first = says.did_you_mean(where=place) if found.confirm else place[:1].upper() + place[1:]
    return f"{first}\n{referring.told(referral, known.contacts.general.email, known.phrases)}"


def say(lines: Iterable[str]) -> None:
    """Write lines as they come."""
    for line in lines:
        sys.stdout.write(line + "\n")
