"""Measure how well places are found, against the reference tables: what is reached, and what was to be reached."""

from __future__ import annotations

import time
from statistics import mean, quantiles

from msgspec import Struct

from knowledge import Knowledge, read
from knowledge.places.find import Places
from knowledge.places.names import joined
from tests.content import shipped
from tests.places import reference
from tests.places.reference import Asked, Score

SEEDS = (1, 2, 3)
TRULY_PLACES = {"gelderland", "limburg", "rotterdam", "groningen", "utrecht"}
"""Names that stand in wordings of the knowledge base because a place is meant."""


class Figures(Struct, frozen=True):
    """What was measured for one set of tables.

    Args:
        ambiguous: The share of ambiguous names that is asked.
        free: The share of ordinary sentences in which a place is heard that is not there.
        milliseconds: Of one search in twenty the least, over all that was asked.
    """

    postcodes: Score
    names: Score
    ambiguous: float
    slips: Score
    free: float
    milliseconds: float


def figures(places: Places, *, only_known: bool) -> Figures:
    """All figures of some places.

    Args:
        only_known: Names that are not in our own table are left out, for we don't pretend to know them.
    """
    every = reference.names(quarters=False)
    known = reference.shipped_names() if only_known else {joined(one.text) for one in every}
    single = [one for one in every if len(one.provinces) == 1 and joined(one.text) in known]
    several = [one for one in every if len(one.provinces) > 1]
    slips = [reference.score(places, reference.with_a_slip(single, seed)) for seed in SEEDS]
    sentences = wordings(read(shipped()))
    heard = [text for text in sentences if places.find(text, strict=True).decision != "unknown"]
    return Figures(
        postcodes=reference.score(places, reference.postcodes()),
        names=reference.score(places, single),
        ambiguous=sum(places.find(one.text).decision == "choose" for one in several) / len(several),
        slips=Score(slips[0].count, *(mean(getattr(one, field) for one in slips) for field in ("right", "asked", "wrong"))),
        free=len([text for text in heard if not any(name in text.lower() for name in TRULY_PLACES)]) / len(sentences),
        milliseconds=slowest(places, [*single, *reference.with_a_slip(single, SEEDS[0])]),
    )


def wordings(known: Knowledge) -> list[str]:
    """Every wording in which people ask for an entry."""
    return [text for entry in known.entries for text in (entry.question, *entry.also)]


def slowest(places: Places, asked: list[Asked]) -> float:
    """What one search in twenty exceeds, in milliseconds."""
    took = []
    for one in asked:
        begun = time.perf_counter()
        places.find(one.text)
        took.append(time.perf_counter() - begun)
    return quantiles(took, n=20)[-1] * 1000
