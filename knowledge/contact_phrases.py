"""What is said of places and of whom a school can turn to: the group `contact` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class ContactPhrases(Struct, frozen=True, kw_only=True):
    """Said of places and contacts."""

    button: Phrase
    button_other: Phrase
    button_yes: Annotated[Phrase, "where"]
    where: Phrase
    for_whom: Phrase
    own_school: Phrase
    which_school: Phrase
    unknown: Phrase
    unknown_point: Phrase
    for_place: Annotated[Phrase, "where"]
    which_place: Phrase
    which_of_these: Phrase
    did_you_mean: Annotated[Phrase, "where"]
    where_place: Annotated[Phrase, "place municipality province"]
    where_place_only: Annotated[Phrase, "place province"]
    where_municipality: Annotated[Phrase, "municipality province"]
    where_province: Annotated[Phrase, "province"]
    region: Annotated[Phrase, "region"]
    named: Annotated[Phrase, "name role"]
    email: Annotated[Phrase, "email"]
    usually: Annotated[Phrase, "days"]
    day_hours: Annotated[Phrase, "day begins ends"]
    absent: Annotated[Phrase, "who until"]
    unconfirmed: Annotated[Phrase, "email"]
    holiday: Annotated[Phrase, "holiday"]
    school_holiday: Annotated[Phrase, "holiday until"]
    not_today: Phrase
    mention: Phrase
