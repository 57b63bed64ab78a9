"""How people name places: nicknames, provinces and the words around a name (`namen.yaml`), and parts of the country (`streken.yaml`)."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from knowledge.places.names import joined
from knowledge.places.table import PROVINCES, Place
from knowledge.problems import ContentProblem, did_you_mean
from knowledge.reading import Fields, File, compose, mapping, sequence


class Region(Struct, frozen=True):
    """A part of the country as people name it (`streek`), with what it lies in."""

    names: tuple[str, ...]
    provinces: tuple[str, ...]
    municipalities: tuple[str, ...]


class Spoken(Struct, frozen=True, kw_only=True):
    """Names and words, the words folded.

    Args:
        provinces: For each province, other ways to write it.
        nicknames: Places with their other names.
        pointers: Words after which a place is expected: in, uit, te.
        province_words, municipality_words: Those that say that a province or a municipality is meant.
        articles: De, het: they may be part of a name.
        around: Words that people put around a name and that are no place themselves.
        ordinary: Places that are ordinary words too.
    """

    provinces: tuple[tuple[str, tuple[str, ...]], ...] = ()
    nicknames: tuple[Place, ...] = ()
    pointers: frozenset[str] = frozenset()
    province_words: frozenset[str] = frozenset()
    municipality_words: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()


def read_spoken(path: str, data: bytes | None, problems: list[ContentProblem]) -> Spoken:
    """The names and words of one file; what is wrong goes to the problems."""
    fields = mapping(file := File(path, problems), compose(file, data), "een bestand met namen")
    if fields is None:
        return Spoken()
    spoken = Spoken(
        provinces=_by_province(fields.fields("provincies")),
        nicknames=_nicknames(fields.fields("bijnamen")),
        pointers=_words(fields, "wijzers"),
        province_words=_words(fields, "voor_provincie"),
        municipality_words=_words(fields, "voor_gemeente"),
        articles=_words(fields, "lidwoorden"),
        around=_words(fields, "aanloop") | _words(fields, "lidwoorden"),
        ordinary=_words(fields, "gewone_woorden"),
    )
    fields.done()
    return spoken


def _words(fields: Fields, name: str) -> frozenset[str]:
    return frozenset(joined(word) for word in fields.texts(name, longest=40))


def _by_province(fields: Fields | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names for each province that is a field."""
    if fields is None:
        return ()
    for name in fields.names():
        _check_province(fields, name, name)
    return tuple((name, fields.texts(name, longest=60)) for name in fields.names())


def _nicknames(fields: Fields | None) -> tuple[Place, ...]:
    found: list[Place] = []
    for province in fields.names() if fields else ():
        assert fields is not None
        _check_province(fields, province, province)
        places = fields.fields(province)
        found += [Place(name, "", province, others=places.texts(name, longest=60)) for name in places.names()] if places else []
    return tuple(found)


def _check_province(fields: Fields, name: str, field: str) -> None:
    if name not in PROVINCES:
        fields.problem(f'onbekende provincie "{name}"{did_you_mean(name, PROVINCES)}', field)


def read_regions(path: str, data: bytes | None, municipalities: Collection[str], problems: list[ContentProblem]) -> tuple[Region, ...]:
    """The parts of the country of one file.

    Args:
        municipalities: The names that may be used.
    """
    file = File(path, problems)
    listed = (mapping(file, node, "een streek") for node in sequence(file, compose(file, data), "een bestand met streken"))
    return tuple(_region(fields, municipalities) for fields in listed if fields is not None)


def _region(fields: Fields, municipalities: Collection[str]) -> Region:
    region = Region(
        names=(fields.text("naam", longest=60), *fields.texts("ook", longest=60)),
        provinces=read_provinces(fields),
        municipalities=read_municipalities(fields, municipalities),
    )
    if not region.provinces:
        fields.problem("een streek ligt in minstens één provincie", "provincies")
    fields.done()
    return region


def read_provinces(fields: Fields) -> tuple[str, ...]:
    """The field `provincies`, each of which must be one of the twelve."""
    names = fields.texts("provincies", longest=60)
    for name in names:
        _check_province(fields, name, "provincies")
    return names


def read_municipalities(fields: Fields, known: Collection[str]) -> tuple[str, ...]:
    """The field `gemeenten`, each of which must be known."""
    names = fields.texts("gemeenten", longest=60)
    for name in names:
        if known and name not in known:  # without a table nothing can be said of names
            fields.problem(f'onbekende gemeente "{name}"{did_you_mean(name, known)}', "gemeenten")
    return names
