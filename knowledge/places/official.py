"""The official files, as they are published, made into tables of ours.

- CBS, *Woonplaatsen in Nederland*: CSV with `;` (Woonplaatsen, Naam_2 the municipality, Naam_4 the province).
- GeoNames, `NL.txt`: 19 columns by tabs, the populated places; and `NL.txt` of the postal codes: 12 columns by tabs.
- DUO, *Adressen van alle vestigingen vo*: CSV (VESTIGINGSNAAM, POSTCODE, PLAATSNAAM, GEMEENTENAAM, PROVINCIE).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from knowledge.places.names import joined
from knowledge.places.table import PLACE_COLUMNS, POSTCODE_COLUMNS, PROVINCES, SCHOOL_COLUMNS, Municipality

BYTES_MOST = 60_000_000
GEONAMES_PROVINCES = {
    "01": "Drenthe",
    "02": "Fryslân",
    "03": "Gelderland",
    "04": "Groningen",
    "05": "Limburg",
    "06": "Noord-Brabant",
    "07": "Noord-Holland",
    "09": "Utrecht",
    "10": "Zeeland",
    "11": "Zuid-Holland",
    "15": "Overijssel",
    "16": "Flevoland",
}
"""GeoNames' codes of the first administrative division."""
_PROVINCES = {joined(name): name for name in PROVINCES} | {"friesland": "Fryslân"}
_GONE = {"PPLH", "PPLQ", "PPLW"}
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)$")
_OTHER_NAME = re.compile(r"(?:'[st][ -])?[A-ZÀ-Ž][A-Za-zÀ-ž' .-]{3,40}")
_OTHER_NAMES_MOST = 12
_DIGITS = re.compile(r"[1-9][0-9]{3}", re.ASCII)
_POSTAL_COLUMNS, _PLACE_COLUMNS = 12, 19
Row = tuple[str, ...]
Gather = Callable[[list[Row]], list[Row]]


class NotOfficial(Exception):
    """A file is none of the official ones, or too little of it can be read; the text says why, in Dutch."""


class Imported(Struct, frozen=True):
    """What an official file gave.

    Args:
        kind: `woonplaatsen`, `geonames`, `postcodes` or `scholen`: the name of its table.
        table: The table as CSV.
        kept: How many rows the table has.
        skipped: How many rows of the file were not usable, or not wanted.
    """

    kind: str
    table: bytes
    kept: int
    skipped: int


class Municipalities:
    """Names and codes of municipalities of today, for what the files leave out or have as it was before."""

    def __init__(self, known: Iterable[Municipality]) -> None:
        self._names = {}
        self._provinces: dict[str, set[str]] = {}
        for one in known:
            self._names[one.code.removeprefix("GM")] = one.name
            self._provinces.setdefault(one.name, set()).add(one.province)

    def name(self, code: str, told: str) -> str:
        """By its code (`0307` or `GM0307`) when that is known, else as the file tells it, without what is in brackets."""
        return self._names.get(code.strip().removeprefix("GM").zfill(4), _IN_BRACKETS.sub("", told.strip()))

    def province(self, municipality: str, told: str) -> str:
        """Where it lies now, or "". What the file tells decides only when the municipality is not known, or known twice."""
        known = self._provinces.get(municipality, set())
        here = _PROVINCES.get(joined(told), "")
        return here if here in known or len(known) != 1 else next(iter(known))


def read_official(data: bytes, known: Iterable[Municipality]) -> Imported:
    """Recognise an official file and make a table of it.

    Args:
        known: The municipalities of today; a place in one of them lies in its province, whatever an older file says.

    Raises:
        NotOfficial: It is none of them, or less than half of its rows can be used.
    """
    if len(data) > BYTES_MOST:
        raise NotOfficial(f"dit bestand is groter dan {BYTES_MOST // 1_000_000} miljoen bytes")
    text, here = _text(data), Municipalities(known)
    first = text.lstrip("\n").partition("\n")[0]
    if first.count("\t") == _PLACE_COLUMNS - 1:
        return _made("geonames", PLACE_COLUMNS, list(_geonames(text, here)))
    if first.count("\t") == _POSTAL_COLUMNS - 1:
        return _made("postcodes", POSTCODE_COLUMNS, list(_postal(text, here)), _ranges)
    fields = _Sheet(first)
    if fields.has("woonplaatsen", "naam_2", "naam_4"):
        return _made("woonplaatsen", PLACE_COLUMNS, list(_cbs(text, fields, here)))
    if fields.has("vestigingsnaam", "plaatsnaam", "gemeentenaam"):
        return _made("scholen", SCHOOL_COLUMNS, list(_duo(text, fields, here)))
    raise NotOfficial("dit is geen bestand van CBS (woonplaatsen), GeoNames (NL.txt) of DUO (vestigingen vo)")


def _text(data: bytes) -> str:
    """UTF-8, or else what older government files are written in."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _made(kind: str, columns: Sequence[str], found: list[Row | None], gather: Gather = lambda rows: rows) -> Imported:
    """The table of the rows that were usable; None stands for one that was not."""
    usable = [row for row in found if row is not None]
    if len(usable) * 2 < len(found) or not usable:
        raise NotOfficial(f"van de {len(found)} regels zijn er maar {len(usable)} te gebruiken")
    rows = gather(list(dict.fromkeys(usable)))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return Imported(kind, file.getvalue().encode(), len(rows), len(found) - len(usable))


# ── with tabs: GeoNames ───────────────────────────────────────────────────────────────────────────────────────


def _geonames(text: str, here: Municipalities) -> Iterator[Row | None]:
    """Populated places in the Netherlands, not those that are gone; the file has rivers and churches too, which are not counted."""
    for row in _tabbed(text, _PLACE_COLUMNS):
        if row is None:
            yield None
        elif row[6] == "P" and row[8] == "NL" and row[7] not in _GONE:
            municipality = here.name(row[11], "") if row[11] else ""
            province = here.province(municipality, GEONAMES_PROVINCES.get(row[10], ""))
            where = (_degrees(row[4], 90), _degrees(row[5], 180))
            inhabitants = row[14] if row[14].isdecimal() and len(row[14]) < 9 else ""
            others = [name for name in row[3].split(",") if _OTHER_NAME.fullmatch(name)][:_OTHER_NAMES_MOST]
            good = bool(row[1].strip() and province)
            yield (row[1].strip(), municipality, province, inhabitants, *where, "|".join(others)) if good else None


def _degrees(text: str, most: int) -> str:
    try:
        return f"{found:.3f}" if abs(found := float(text)) <= most else ""
    except ValueError:
        return ""


def _postal(text: str, here: Municipalities) -> Iterator[Row | None]:
    """A row for each postcode: its digits twice, as a range of one."""
    for row in _tabbed(text, _POSTAL_COLUMNS):
        digits = row[1].strip()[:4] if row else ""
        if row is None or not _DIGITS.fullmatch(digits):
            yield None
            continue
        municipality = here.name(row[6], row[5])
        province = here.province(municipality, GEONAMES_PROVINCES.get(row[4], row[3]))
        yield (digits, digits, municipality, province) if province else None


def _tabbed(text: str, columns: int) -> Iterator[list[str] | None]:
    for line in filter(str.strip, text.split("\n")):
        row = line.split("\t")
        yield row if len(row) == columns else None


def _ranges(rows: list[Row]) -> list[Row]:
    """Ranges of neighbouring postcodes with one municipality; one that lies in several of a province has none."""
    known: dict[int, tuple[str, str]] = {}
    for digits, _, municipality, province in rows:
        before = known.setdefault(int(digits), (municipality, province))
        if before != (municipality, province) and before[1] == province:
            known[int(digits)] = ("", province)
    found: list[tuple[int, int, str, str]] = []
    for digits_now, (municipality, province) in sorted(known.items()):
        if found and found[-1][1:] == (digits_now - 1, municipality, province):
            found[-1] = (found[-1][0], digits_now, municipality, province)
        else:
            found.append((digits_now, digits_now, municipality, province))
    return [(str(first), str(last), municipality, province) for first, last, municipality, province in found]


# ── with a heading: CBS and DUO ───────────────────────────────────────────────────────────────────────────────


class _Sheet:
    """The heading of a CSV file, whichever sign it has between its fields."""

    def __init__(self, first: str) -> None:
        self._sign = ";" if ";" in first else ","
        self._columns = {name.strip().casefold(): at for at, name in enumerate(next(csv.reader([first], delimiter=self._sign), []))}

    def has(self, *names: str) -> bool:
        return all(name in self._columns for name in names)

    def rows(self, text: str) -> Iterator[list[str]]:
        """Every row under the heading that is not empty."""
        rows = csv.reader(io.StringIO(text.lstrip("\n")), delimiter=self._sign)
        next(rows)
        return (row for row in rows if any(map(str.strip, row)))

    def value(self, row: list[str], name: str) -> str:
        """A field by its column; "" when the file or the row does not have it."""
        at = self._columns.get(name, len(row))
        return " ".join(row[at].split()) if at < len(row) else ""


def _cbs(text: str, sheet: _Sheet, here: Municipalities) -> Iterator[Row | None]:
    for row in sheet.rows(text):
        name = sheet.value(row, "woonplaatsen")
        municipality = here.name(sheet.value(row, "code_3"), sheet.value(row, "naam_2"))
        province = here.province(municipality, sheet.value(row, "naam_4"))
        yield (name, municipality, province, "", "", "", "") if name and municipality and province else None


def _duo(text: str, sheet: _Sheet, here: Municipalities) -> Iterator[Row | None]:
    for row in sheet.rows(text):
        name, place = sheet.value(row, "vestigingsnaam"), sheet.value(row, "plaatsnaam").title()
        code = sheet.value(row, "gemeentenummer") or sheet.value(row, "gemeentecode")
        municipality = here.name(code, sheet.value(row, "gemeentenaam").title())
        province = here.province(municipality, sheet.value(row, "provincie"))
        yield (name, place, municipality, province) if name and place and province else None
