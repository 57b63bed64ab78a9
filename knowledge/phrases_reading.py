"""Phrases from their files: every key that there is, with exactly the places that can be filled in."""

from __future__ import annotations

import functools
import string
from collections.abc import Iterable
from typing import Any, get_args, get_type_hints

import yaml
from msgspec import Struct
from msgspec.structs import replace

from knowledge.dutch import fold
from knowledge.masking import Kind
from knowledge.period_words import read_period_words
from knowledge.phrases import GROUPS, Phrase, Phrases, Words
from knowledge.problems import ContentProblem, did_you_mean
from knowledge.reading import Content, Fields, File, compose, mapping, opened
from knowledge.scan import Phase

PHRASE_CHARACTERS_MOST = 1_500


def read_phrases(phrases: tuple[str, bytes | None], words: tuple[str, bytes | None], problems: list[ContentProblem]) -> Phrases | None:
    """The phrases of one file and the words of another, each as (path, content); None when either is not readable at all."""
    fields = mapping(file := File(phrases[0], problems), compose(file, phrases[1]), "een bestand met zinnen")
    word_fields = mapping(file := File(words[0], problems), compose(file, words[1]), "een bestand met woorden")
    groups = _groups(fields) if fields else None
    known_words = _words(word_fields) if word_fields else None
    return None if groups is None or known_words is None else Phrases(**groups, words=known_words)


def read_pupil_phrases(content: Content, phrases: Phrases, problems: list[ContentProblem]) -> Phrases:
    """The same phrases as pupils read them: those of one file, which may be missing, in the place of the others."""
    fields = opened(content, problems, "een bestand met zinnen")
    if fields is None:
        return phrases
    groups = {name: replace(getattr(phrases, name), **_some(fields, name, group)) for name, group in GROUPS.items() if fields.has(name)}
    fields.done(GROUPS)
    return replace(phrases, **groups)


def _some(fields: Fields, name: str, group: type[Struct]) -> dict[str, Phrase]:
    """The phrases of a group that are there."""
    inner = fields.fields(name)
    if inner is None:
        return {}
    found = {key: _phrase(inner, key, named) for key, named in places_of(group).items() if inner.has(key)}
    inner.done(places_of(group))
    return found


def filled(fields: Fields, key: str, places: frozenset[str], *, longest: int) -> Phrase:
    """One text with places to fill in, all of which it must have."""
    return Phrase(_checked(fields, key, fields.text(key, longest=longest), places, places))


def _groups(fields: Fields) -> dict[str, Any]:
    found = {name: _group(fields.fields(name), group) for name, group in GROUPS.items()}
    fields.done()
    return found


def _group(fields: Fields | None, group: type[Struct]) -> Struct:
    places = places_of(group)
    if fields is None:
        return group(**dict.fromkeys(places, Phrase("")))
    found = {key: _phrase(fields, key, named) for key, named in places.items()}
    fields.done()
    return group(**found)


@functools.cache
def places_of(group: type[Struct]) -> dict[str, frozenset[str]]:
    """The places to fill in of each phrase of a group."""
    hints = get_type_hints(group, include_extras=True)
    return {key: frozenset(" ".join(getattr(hint, "__metadata__", ())).split()) for key, hint in hints.items()}


def _phrase(fields: Fields, key: str, named: frozenset[str]) -> Phrase:
    """One phrase. Among the names of its places, `?n` is a count that need not be told: it may choose the form only."""
    node = fields.node(key)
    places = frozenset(name.removeprefix("?") for name in named)
    needed = named & places
    if isinstance(node, yaml.MappingNode) and (both := fields.fields(key)):
        one = _checked(both, "een", both.text("een", longest=PHRASE_CHARACTERS_MOST), needed - {"n"}, places)
        many = _checked(both, "meer", both.text("meer", longest=PHRASE_CHARACTERS_MOST), needed, places)
        both.done()
        return Phrase(one, many)
    text = fields.text(key, longest=PHRASE_CHARACTERS_MOST) if node is not None else ""
    return Phrase(_checked(fields, key, text, needed, places) if node is not None else "")


def _checked(fields: Fields, key: str, text: str, needed: frozenset[str], places: frozenset[str]) -> str:
    """The text, when what stands between its braces is exactly what can be filled in."""
    found = _places_in(text)
    for wrong in sorted(found - places):
        fields.problem(f'"{key}" heeft een invulveld dat niet bestaat: "{wrong}"{did_you_mean(wrong, places)}', key)
    if not text or found - places:
        return ""
    for name in sorted(needed - found):
        fields.problem(f'"{key}" mist het invulveld "{{{name}}}"', key)
    return text


def _places_in(text: str) -> set[str]:
    """What stands between the braces, whole; only a brace when one of them stands alone."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return {"{"}
    return {name + (f"!{how}" if how else "") + (f":{width}" if width else "") for _, name, width, how in parts if name is not None}


def _words(fields: Fields) -> Words:
    months, weekdays = fields.texts("maanden"), fields.texts("weekdagen")
    for name, found, count in (("maanden", months, 12), ("weekdagen", weekdays, 7)):
        if len(found) != count:
            fields.problem(f'veld "{name}" heeft er {count} nodig, geen {len(found)}', name)
    words = Words(
        either=f" {fields.text('of', longest=20)} ",
        both=f" {fields.text('en', longest=20)} ",
        months=months,
        weekdays=weekdays,
        school=fields.texts("school"),
        parent=fields.texts("ouder"),
        pupil=fields.texts("leerling"),
        yes=fields.texts("ja"),
        no=fields.texts("nee"),
        contact=_folded(fields, "contact"),
        other_sectors=fields.texts("andere_sectoren"),
        note_prefixes=_folded(fields, "notitie"),
        department_prefixes=_folded(fields, "afdeling"),
        empty=_folded(fields, "lege_woorden"),
        fillers=_folded(fields, "vulwoorden"),
        frames=_folded(fields, "vraagt_betekenis"),
        articles=_folded(fields, "lidwoorden"),
        child=_folded(fields, "kind"),
        remind=_folded(fields, "herinner"),
        classes=_folded(fields, "klassen"),
        phases=_named(fields.fields("fasen"), get_args(Phase)),
        masks=_named(fields.fields("weggehaald"), get_args(Kind)),
        commands=_commands(fields.fields("opdrachten")),
        kept=_kept(fields.fields("bewaard", required=False)),
        period=read_period_words(fields.fields("periode", required=False)),
    )
    fields.done()
    return words


def _folded(fields: Fields, name: str) -> tuple[str, ...]:
    """A list of words, each folded."""
    return tuple(fold(word) for word in fields.texts(name))


def _named(fields: Fields | None, names: Iterable[str]) -> dict[str, str]:
    """A word for each of these names."""
    if fields is None:
        return {}
    found = {name: fields.text(name, longest=40) for name in names}
    fields.done()
    return found


def _kept(fields: Fields | None) -> dict[str, str]:
    """What tables and columns are called where somebody reads them; one without a word keeps its own name."""
    return {name: fields.text(name, longest=60) for name in fields.names()} if fields else {}


def _commands(fields: Fields | None) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for name in fields.names() if fields else ():
        assert fields is not None
        for word in (name, *fields.texts(name)):
            if found.setdefault(fold(word), name) != name:
                fields.problem(f'"{word}" staat ook bij "{found[fold(word)]}"', name)
    return tuple(found.items())
