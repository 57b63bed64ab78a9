"""Official files, in small hand-written ones of the same form, made into tables of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.places import official
from knowledge.places.find import Places
from knowledge.places.official import NotOfficial, read_official
from knowledge.places.reading import PlaceFiles
from knowledge.places.table import IMPORTED, read_municipalities
from tests.content import shipped

HERE = Path(__file__).parent / "official"
KNOWN = read_municipalities(shipped(), [])
CBS, GEONAMES, POSTCODES, DUO = (HERE / name for name in ("cbs.csv", "geonames.txt", "postcodes.txt", "duo.csv"))


def rows(path: Path) -> list[str]:
    return read_official(path.read_bytes(), KNOWN).table.decode().splitlines()[1:]


def after(*paths: Path) -> Places:
    """The places with these files imported; every table that was made can be read without a problem."""
    made = [read_official(path.read_bytes(), KNOWN) for path in paths]
    problems: list[object] = []
    places = PlaceFiles(shipped(), {IMPORTED[one.kind]: one.table for one in made}).read(problems)  # type: ignore[arg-type]
    assert problems == []
    return places


def test_the_official_places() -> None:
    assert rows(CBS) == [
        "Sprookjesdorp,Tiel,Gelderland,,,,",
        "Amersfoort,Amersfoort,Utrecht,,,,",
        "Meerkerk,Vijfheerenlanden,Utrecht,,,,",
        "Nieuwstichting,Nieuwe Gemeente,Limburg,,,,",
        "Bergen (NH),Bergen,Noord-Holland,,,,",
    ]


def test_populated_places_with_their_other_names() -> None:
    assert rows(GEONAMES) == [
        "Sprookjesdorp,Tiel,Gelderland,1200,51.900,5.400,Sprookjesstad|Feeënburg",
        "Toverwijk,Amersfoort,Utrecht,,52.150,5.390,",
        "Meerkerk,Vijfheerenlanden,Utrecht,4000,51.900,4.990,",
    ]


def test_postcodes_become_ranges_and_doubt_leaves_the_municipality_open() -> None:
    assert rows(POSTCODES) == [
        "3811,3813,Amersfoort,Utrecht",
        "4001,4001,,Gelderland",
        "4121,4121,Vijfheerenlanden,Utrecht",
        "5000,5000,Tilburg,Noord-Brabant",
    ]


def test_schools_with_their_places() -> None:
    assert rows(DUO) == [
        "Sprookjescollege,Tiel,Tiel,Gelderland",
        "Sprookjescollege,Culemborg,Culemborg,Gelderland",
        "Feënlyceum,Amersfoort,Amersfoort,Utrecht",
        "Reuzenschool,Venlo,Venlo,Limburg",
        "Nevelschool,Leeuwarden,Leeuwarden,Fryslân",
    ]


@pytest.mark.parametrize(
    ("path", "kind", "kept", "skipped"),
    [(CBS, "woonplaatsen", 5, 1), (GEONAMES, "geonames", 3, 2), (POSTCODES, "postcodes", 4, 2), (DUO, "scholen", 5, 1)],
)
def test_what_was_kept_and_skipped_is_counted(path: Path, kind: str, kept: int, skipped: int) -> None:
    found = read_official(path.read_bytes(), KNOWN)
    assert (found.kind, found.kept, found.skipped) == (kind, kept, skipped)


def test_what_was_imported_is_found() -> None:
    places = after(CBS, GEONAMES, POSTCODES, DUO)
    assert places.find("sprookjesdorp").municipality == "Tiel"
    assert places.find("Sprookjesstad").place == "Sprookjesdorp"
    assert places.find("sprokjesdorp").confirm
    assert places.find("3812 ab").municipality == "Amersfoort"
    assert places.find("3814").municipality is None
    assert places.find("Nieuwstichting").municipality == "Nieuwe Gemeente"
    assert places.find("Bergen").decision == "choose"
    assert places.nearest(51.9, 5.4).place == "Sprookjesdorp"


def test_a_school_is_found_by_its_name() -> None:
    places = after(DUO)
    assert places.find("Feenlyceum").place == "Amersfoort"
    assert places.find("Feënlycium").confirm
    both = places.find("wij zijn het sprookjescollege")
    assert (both.province, both.place, len(both.candidates)) == ("Gelderland", None, 2)
    assert places.find("sprookjescollege in Tiel").municipality == "Tiel"
    assert places.find("wat doet het sprookjescollege", strict=True).decision == "unknown"


def test_a_table_of_postcodes_does_not_hide_ours() -> None:
    assert after(POSTCODES).find("1011").province == "Noord-Holland"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"naam;plaats\nx;y\n",
        b"Woonplaatsen;Naam_2;Naam_4\n",
        b"Woonplaatsen;Naam_2;Naam_4\nA;B;Limburg\nC;D;Narnia\nE;F;Narnia\n",
        b"a\tb\tc\n",
        b"PK\x03\x04" + bytes(range(256)) * 40,
    ],
)
def test_what_is_no_official_file_is_refused(data: bytes) -> None:
    with pytest.raises(NotOfficial, match=r"\w"):
        read_official(data, KNOWN)


def test_a_file_that_is_too_big_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(official, "BYTES_MOST", 10)
    with pytest.raises(NotOfficial, match="groter"):
        read_official(b"x" * 11, KNOWN)


@pytest.mark.parametrize("path", [CBS, GEONAMES, POSTCODES, DUO])
@given(cut=st.integers(0, 1500), junk=st.binary(max_size=20))
def test_a_damaged_file_gives_a_table_or_a_refusal(path: Path, cut: int, junk: bytes) -> None:
    data = path.read_bytes()
    try:
        found = read_official(data[:cut] + junk + data[cut:], KNOWN)
    except NotOfficial:
        return
    problems: list[object] = []
    PlaceFiles({}, {IMPORTED[found.kind]: found.table}).theirs(found.kind, problems)  # type: ignore[arg-type]
    assert problems == []
