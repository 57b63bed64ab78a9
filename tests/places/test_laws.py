"""Whatever anybody types: an answer, always the same, and one that holds together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Knowledge
from knowledge.places.find import Found, Places
from knowledge.places.reading import PlaceFiles
from knowledge.places.table import PROVINCES, read_municipalities
from tests.content import shipped

PLACES = PlaceFiles(shipped()).read([])
AGAIN = PlaceFiles(shipped()).read([])
MUNICIPALITIES = {(one.name, one.province) for one in read_municipalities(shipped(), [])}
PIECES = [
    "bergen",
    "in",
    "Limburg",
    "gld",
    "3811",
    "AB",
    "utrecht",
    "amersfort",
    "de",
    "een",
    "Best",
    "gemeente",
    "provincie",
    "nes",
    "'s-",
    "a/d",
    "1999",
]
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))


def holds_together(found: Found) -> None:
    assert (found.decision == "found") == (found.province is not None)
    assert found.province in {None, *PROVINCES}
    if found.decision == "choose":
        assert len({one.province for one in found.candidates}) > 1
    if found.decision == "unknown":
        assert found == Found("unknown")
    where = [(one.municipality, one.province) for one in found.candidates] + [(found.municipality, found.province)]
    assert all(municipality is None or (municipality, province) in MUNICIPALITIES for municipality, province in where)


@settings(deadline=None)
@given(text=TEXTS, strict=st.booleans())
def test_any_text_is_answered_and_always_the_same(text: str, strict: bool) -> None:
    found = PLACES.find(text, strict=strict)
    holds_together(found)
    assert AGAIN.find(text, strict=strict) == found


@settings(deadline=None)
@given(latitude=st.floats(), longitude=st.floats())
def test_any_point_is_answered(latitude: float, longitude: float) -> None:
    holds_together(PLACES.nearest(latitude, longitude))


@pytest.mark.parametrize(("strict", "text"), [(False, "in "), (True, "in "), (False, "bergen "), (True, "Bergen 1234 AB ")])
def test_a_long_text_is_read_no_further_than_its_limit(strict: bool, text: str) -> None:
    assert PLACES.find(text * 100_000, strict=strict) == PLACES.find(text * 1_000, strict=strict)


def test_places_without_any_table_know_nothing() -> None:
    empty: Places = PlaceFiles().read([])
    assert empty.find("Amersfoort 3811 AB").decision == "unknown"
    assert empty.nearest(52.1, 5.3).decision == "unknown"


def test_every_region_that_is_shipped_can_be_reached(knowledge: Knowledge) -> None:
    assert [knowledge.contacts.region_of(None, province) for province in PROVINCES] == list(knowledge.contacts.regions)
