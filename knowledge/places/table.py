"""The tables of places as CSV: shipped in `content/plaatsen`, or made of the official files that an operator imports.

A row that can't be used leaves a problem and is passed over, so that one bad line never takes the other names away.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from knowledge.problems import ContentProblem, did_you_mean
from knowledge.reading import File

FOLDER = "plaatsen/"
PLACES, AMBIGUOUS, MUNICIPALITIES, POSTCODES = (f"{FOLDER}{name}.csv" for name in ("plaatsen", "meerduidig", "gemeenten", "postcodes"))
SPOKEN, REGIONS = f"{FOLDER}namen.yaml", f"{FOLDER}streken.yaml"
FILES = (PLACES, AMBIGUOUS, MUNICIPALITIES, POSTCODES, SPOKEN, REGIONS)
IMPORTED = {kind: f"{kind}.csv" for kind in ("woonplaatsen", "geonames", "postcodes", "scholen")}
"""The file of each kind of table that can be imported."""
PROVINCES = (
    "Drenthe",
    "Flevoland",
    "Fryslân",
    "Gelderland",
    "Groningen",
    "Limburg",
    "Noord-Brabant",
    "Noord-Holland",
    "Overijssel",
    "Utrecht",
    "Zeeland",
    "Zuid-Holland",
)
PLACE_COLUMNS = ("naam", "gemeente", "provincie", "inwoners", "breedte", "lengte", "ook")
AMBIGUOUS_COLUMNS = ("naam", "gemeente", "provincie")
MUNICIPALITY_COLUMNS = ("code", "naam", "provincie")
POSTCODE_COLUMNS = ("van", "tot", "gemeente", "provincie")
SCHOOL_COLUMNS = ("naam", "plaats", "gemeente", "provincie")
ROWS_MOST = 50_000
POSTCODE_LEAST, POSTCODE_MOST = 1000, 9999
Row = Sequence[str]
_LINE_END = re.compile(r"\r\n|\r|\n")
"""Not `str.splitlines`, which also ends a line at characters that may stand in a name by mistake."""
T = TypeVar("T")


class Place(Struct, frozen=True):
    """A place or quarter.

    Args:
        municipality: "" when it is not known.
        inhabitants: 0 when it is not known.
        latitude, longitude: In degrees; None when they are not known.
        others: Other names.
    """

    name: str
    municipality: str
    province: str
    inhabitants: int = 0
    latitude: float | None = None
    longitude: float | None = None
    others: tuple[str, ...] = ()


class Municipality(Struct, frozen=True):
    """A municipality, with its official code (GM0307)."""

    code: str
    name: str
    province: str


class Postcodes(Struct, frozen=True, order=True):
    """The digits of postcodes, from and up to and with; the municipality is "" when it is not known."""

    first: int
    last: int
    municipality: str
    province: str


class School(Struct, frozen=True):
    """A school at one of its places."""

    name: str
    place: str
    municipality: str
    province: str


def read_rows(file: File, data: bytes | None, columns: Sequence[str], read: Callable[[Row], T]) -> tuple[T, ...]:
    """Each row that can be read, of a CSV file with exactly these columns.

    Args:
        read: Makes a value of a row; it raises ValueError with what is wrong, in Dutch.
    """
    found: list[T] = []
    for line, row in _rows(file, data, columns):
        try:
            if len(row) != len(columns):
                raise ValueError(f"deze regel heeft {len(row)} velden, geen {len(columns)}")
            found.append(read(row))
        except ValueError as error:
            file.problem(line, str(error))
    return tuple(found)


def _rows(file: File, data: bytes | None, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """The rows under the heading, with their lines; remarks above the heading begin with #."""
    if data is None:
        file.problem(1, "dit bestand ontbreekt")
        return
    try:
        lines = _LINE_END.split(data.decode("utf-8-sig").rstrip("\r\n"))
    except UnicodeDecodeError as error:
        file.problem(data.count(b"\n", 0, error.start) + 1, "dit is geen UTF-8; bewaar het bestand als UTF-8")
        return
    above = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if lines[above : above + 1] != [",".join(columns)]:
        file.problem(above + 1, f'hier moeten de kolommen staan: "{",".join(columns)}"')
        return
    if len(lines) > ROWS_MOST:
        file.problem(ROWS_MOST + 1, f"dit bestand heeft meer dan {ROWS_MOST:,} regels".replace(",", "."))
    for number, line in enumerate(lines[above + 1 : ROWS_MOST], above + 2):
        yield number, next(csv.reader([line]), [])


def place(row: Row) -> Place:
    """A row of `PLACE_COLUMNS`."""
    name, municipality, province, inhabitants, latitude, longitude, others = row
    where = (_degrees(latitude, 90), _degrees(longitude, 180))
    return Place(_name(name), municipality, known_province(province), _number(inhabitants), *where, tuple(filter(None, others.split("|"))))


def ambiguous(row: Row) -> Place:
    """A row of `AMBIGUOUS_COLUMNS`."""
    return Place(_name(row[0]), _name(row[1]), known_province(row[2]))


def municipality(row: Row) -> Municipality:
    """A row of `MUNICIPALITY_COLUMNS`."""
    return Municipality(row[0], _name(row[1]), known_province(row[2]))


def postcodes(row: Row) -> Postcodes:
    """A row of `POSTCODE_COLUMNS`."""
    first, last = _number(row[0]), _number(row[1])
    if not POSTCODE_LEAST <= first <= last <= POSTCODE_MOST:
        raise ValueError(f'"{row[0]}" tot en met "{row[1]}" zijn geen postcodes')
    return Postcodes(first, last, row[2], known_province(row[3]))


def school(row: Row) -> School:
    """A row of `SCHOOL_COLUMNS`."""
    return School(_name(row[0]), _name(row[1]), row[2], known_province(row[3]))


def read_municipalities(files: Mapping[str, bytes], problems: list[ContentProblem]) -> tuple[Municipality, ...]:
    """All municipalities with their provinces, of the files of a content folder; what is wrong goes to the problems."""
    return read_rows(File(MUNICIPALITIES, problems), files.get(MUNICIPALITIES), MUNICIPALITY_COLUMNS, municipality)


def known_province(name: str) -> str:
    """The name itself, when it is one of the twelve."""
    if name not in PROVINCES:
        raise ValueError(f'onbekende provincie "{name}"{did_you_mean(name, PROVINCES)}')
    return name


def _name(text: str) -> str:
    if not text.strip():
        raise ValueError("een naam in deze regel is leeg")
    return text


def _number(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 9):
        raise ValueError(f'"{text}" is geen heel getal')
    return int(text or 0)


def _degrees(text: str, most: int) -> float | None:
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not -most <= found <= most:
        raise ValueError(f'"{text}" is geen plek op de kaart')
    return found
