"""The reference tables that may lie beside the project (`../shared/places`), and what can be asked of them. They are not ours to ship."""

from __future__ import annotations

import csv
import io
import random
import re
import string
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from knowledge.places.find import Places
from knowledge.places.names import joined
from knowledge.places.official import read_official
from knowledge.places.reading import PlaceFiles
from knowledge.places.spoken import read_spoken
from knowledge.places.table import (
    AMBIGUOUS,
    AMBIGUOUS_COLUMNS,
    IMPORTED,
    PLACE_COLUMNS,
    PLACES,
    SPOKEN,
    Place,
    Row,
    ambiguous,
    place,
    read_municipalities,
    read_rows,
)
from knowledge.problems import ContentProblem
from knowledge.reading import File
from tests.content import shipped

REFERENCE = Path(__file__).parents[3] / "shared" / "places"
BEHIND = re.compile(r" \(?(?:Gld|GLD|NB|NH|L|Gn)\)?$")
"""The province behind some names: Bergen (NH), Well L."""
LETTERS = string.ascii_lowercase


class Asked(Struct, frozen=True):
    """A text with the only provinces that it can mean."""

    text: str
    provinces: frozenset[str]


class Score(Struct, frozen=True):
    """How texts were understood: shares of 1.

    Args:
        right: Found in the province that it means.
        asked: To choose from, or which municipality or postcode it is.
        wrong: Found in another province, also if that was still to be confirmed.
    """

    count: int
    right: float
    asked: float
    wrong: float


def table(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped_places() -> Places:
    """What comes with the guide."""
    return _places({})


def shipped_names() -> set[str]:
    """Every name of the tables that come with the guide, folded."""
    rows = table_of_ours(PLACES, PLACE_COLUMNS, place) + table_of_ours(AMBIGUOUS, AMBIGUOUS_COLUMNS, ambiguous)
    rows += read_spoken(SPOKEN, shipped()[SPOKEN], []).nicknames
    return {joined(name) for row in rows for name in (row.name, *row.others)}


def table_of_ours(path: str, columns: tuple[str, ...], read: Callable[[Row], Place]) -> tuple[Place, ...]:
    return read_rows(File(path, []), shipped()[path], columns, read)


def whole_places() -> Places:
    """The same after the official list was imported, in the form in which it is published."""
    imported = read_official(official_list(), read_municipalities(shipped(), []))
    return _places({IMPORTED[imported.kind]: imported.table})


def _places(imported: dict[str, bytes]) -> Places:
    problems: list[ContentProblem] = []
    places = PlaceFiles(shipped(), imported).read(problems)
    assert problems == []
    return places


def official_list() -> bytes:
    """Every official place of the reference, as the CBS publishes them."""
    codes = {(row["name"], row["province"]): row["code"] for row in table("gemeenten.csv")}
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(("ID", "Woonplaatsen", "Woonplaatscode_1", "Naam_2", "Code_3", "Naam_4", "Code_5", "Naam_6", "Code_7"))
    for number, row in enumerate(row for row in table("places.csv") if row["kind"] == "woonplaats"):
        code = codes[row["gemeente"], row["province"]]
        writer.writerow((number, row["name"], f"WP{1000 + number}", f"{row['gemeente']} ", f"{code}  ", row["province"], "", "", ""))
    return file.getvalue().encode()


def names(*, quarters: bool) -> list[Asked]:
    """The names of all places, with and without a province behind it, each with every province in which one is called so."""
    meant: dict[str, set[str]] = defaultdict(set)
    written: dict[str, str] = {}
    for row in table("places.csv"):
        if quarters or row["kind"] == "woonplaats":
            for name in {row["name"], BEHIND.sub("", row["name"])}:
                meant[joined(name)].add(row["province"])
                written.setdefault(joined(name), name)
    return [Asked(written[key], frozenset(provinces)) for key, provinces in meant.items()]


def postcodes() -> list[Asked]:
    rows = [(int(row["from"]), int(row["to"]), frozenset(row["province"].split("|"))) for row in table("postcodes.csv")]
    return [Asked(f"{digits}", province) for first, last, province in rows for digits in range(first, last + 1)]


def with_a_slip(asked: list[Asked], seed: int) -> list[Asked]:
    """Each name of four letters or more with one slip: a letter gone, doubled, swapped with its neighbour, or another in its place."""
    chance = random.Random(seed)
    return [Asked(slip(one.text, chance), one.provinces) for one in asked if len(one.text) >= 4]


def slip(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) - 1)
    match chance.randrange(4):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + text[at] + text[at:]
        case 2:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        case _:
            return text[:at] + chance.choice(LETTERS) + text[at + 1 :]


def score(places: Places, asked: list[Asked]) -> Score:
    right = wrong = 0
    for one in asked:
        found = places.find(one.text)
        right += found.province in one.provinces
        wrong += found.decision == "found" and found.province not in one.provinces
    count = len(asked)
    return Score(count, right / count, (count - right - wrong) / count, wrong / count)
