"""A schema has exactly the fields that its reader asks for, within the same limits: noted while whole files are read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
import yaml
from jsonschema import Draft7Validator

from knowledge import check
from knowledge.parents import CLASS_MOST
from knowledge.reading import _ID, _TRUE_FALSE
from knowledge.settings import HOME_QUESTIONS_MOST
from tests.content import HERE, shipped
from tests.content.plain import plain
from tests.content.recorded import Ask, Asked, place, recording
from tests.content.schemas import KINDS, kind_of, phrases, schema

ROOT = HERE.parents[1]
DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
OF_THE_FILE_ITSELF = {"vanaf"}
"""Fields whose words are found in the file."""
SOMETIMES = {
    *("norm", "keuzes", "vakantieregio", "mail_uren", "vier_ogen_vanaf"),
    *("inactief_dagen", "scan_dagen", "verslag_dagen"),
}
"""Fields that are asked for as required, but only where they are there, or of one sort of question."""
NEEDED = {
    *(("nood", name) for name in ("nummer", "nl", "en", "tr")),
    ("woorden", "maanden"),
    ("woorden", "weekdagen"),
    ("scan", "is"),
    ("help-mee", "klassen"),
    ("help-mee", "klas"),
    ("streken", "provincies"),
}
"""Lists, by kind, of which the readers themselves want at least one, or a number."""


class Visit(NamedTuple):
    """What was asked of the mappings that one part of a schema is for."""

    part: dict[str, Any]
    asks: list[Ask]


def whole() -> dict[str, bytes]:
    """Content in which every field that can hold fields is there: what is shipped, the set of all kinds, and phrases of two forms."""
    two_forms = {
        "phrases/nl.yaml": yaml.safe_dump(everything(phrases(pupil=False))).encode(),
        "phrases/leerling.yaml": yaml.safe_dump(everything(phrases(pupil=True))).encode(),
    }
    holiday = b"schoolvakanties: [{naam: Herfst, van: 2026-10-10, tot: 2026-10-18, regios: [noord]}]\n"
    filled_in = {
        "regios.yaml": (ROOT / "docs" / "regios-voorbeeld.yaml").read_bytes(),
        "vrije-dagen.yaml": shipped()["vrije-dagen.yaml"].replace(b"schoolvakanties: []\n", holiday),
    }
    organisation = (ROOT / "docs" / "privacy" / "organisatie-voorbeeld.yaml").read_bytes()
    filled_in["organisatie.yaml"] = organisation
    translated = b"- {id: vertaald, vraag: Wat is dat, antwoord: Dit., vertaling: [{taal: en, tekst: This.}]}\n"
    by_editors = b"- {id: eigen, vraag: Wat is dat, antwoord: Dit., bron: {adres: redactie, datum: 2026-11-23}}\n"
    more = {"faq/vertaald.yaml": translated, "faq/eigen.yaml": by_editors, "scan/10-whole.yaml": (HERE / "whole.yaml").read_bytes()}
    return {**shipped(), **two_forms, **filled_in, **more}


def everything(part: dict[str, Any]) -> Any:
    """A value with every field that a schema of phrases has; the description of a phrase names all its places."""
    if "properties" in part:
        return {name: everything(field) for name, field in part["properties"].items()}
    return part["description"]


def leaves(kind: str, part: Any) -> list[dict[str, Any]]:
    """What a part of a schema stands for: itself, what it points to, or one of several."""
    if "$ref" in part:
        return leaves(kind, schema(kind)["definitions"][part["$ref"].removeprefix("#/definitions/")])
    return [leaf for branch in part["anyOf"] for leaf in leaves(kind, branch)] if "anyOf" in part else [part]


def fits(kind: str, part: dict[str, Any], node: yaml.Node) -> bool:
    valid: bool = Draft7Validator({**part, "definitions": schema(kind).get("definitions", {})}).is_valid(plain(node))
    return valid


def walk(kind: str, node: yaml.Node, part: Any) -> Iterator[tuple[dict[str, Any], yaml.Node]]:
    """Every mapping under a node, with the part of the schema that is for it."""
    (leaf,) = (leaf for leaf in leaves(kind, part) if fits(kind, leaf, node))
    if isinstance(node, yaml.MappingNode):
        yield leaf, node
        for key, value in node.value:
            yield from walk(kind, value, field_of(leaf, key.value))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from walk(kind, item, leaf["items"])


def field_of(part: dict[str, Any], name: str) -> Any:
    return part.get("properties", {}).get(name, part["additionalProperties"])


@cache
def visits() -> dict[str, dict[int, Visit]]:
    """By kind and part of its schema: what the readers asked of all mappings of the whole content."""
    files = whole()
    with recording() as asked:
        check(files)
    written = {path: data for path, data in files.items() if not path.endswith(".csv")}
    found: dict[str, dict[int, Visit]] = {str(kind_of(path)): {} for path in written}
    for path, data in written.items():
        _visit(path, data, asked, found[str(kind_of(path))])
    return found


def _visit(path: str, data: bytes, asked: Asked, found: dict[int, Visit]) -> None:
    kind = str(kind_of(path))
    root = yaml.compose(data.decode(), Loader=yaml.SafeLoader)
    assert root is not None
    for part, node in walk(kind, root, schema(kind)):
        found.setdefault(id(part), Visit(part, [])).asks.extend(asked[place(path, node)])


def mappings(part: Any, pointer: str = "#") -> Iterator[tuple[str, int]]:
    """Every part of a schema that is for mappings."""
    if isinstance(part, dict) and "object" in types(part):
        yield pointer, id(part)
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from mappings(inner, f"{pointer}/{key}")


def types(part: dict[str, Any]) -> list[str]:
    found = part.get("type", [])
    return [found] if isinstance(found, str) else list(found)


ALL = sorted({*KINDS.values(), "faq", "scan"})
HELD = [pytest.param(kind, number, id=f"{kind} {pointer}") for kind in ALL for pointer, number in mappings(schema(kind))]


def test_there_is_much_to_hold_a_schema_against() -> None:
    assert len(HELD) > 60
    assert sum(len(visit.asks) for kind in visits().values() for visit in kind.values()) > 5_000


@pytest.mark.parametrize(("kind", "number"), HELD)
def test_a_mapping_has_exactly_the_fields_that_its_reader_asks_for(kind: str, number: int) -> None:
    part, asks = visits()[kind][number]
    names = {ask.field for ask in asks if ask.field}
    if any(ask.how == "names" for ask in asks):  # the names are data
        assert "required" not in part
        assert names <= part.get("properties", dict.fromkeys(names)).keys()
        assert bool(part["additionalProperties"]) == ("properties" not in part)
        return
    assert names == part["properties"].keys()
    assert part["additionalProperties"] is False
    required = {ask.field for ask in asks if needs(ask)} - SOMETIMES | {name for name in names if (kind, name) in NEEDED}
    assert set(part.get("required", ())) == (set() if kind == "phrases-leerling" and "een" not in names else required)


def needs(ask: Ask) -> bool:
    """Whether a field must be there."""
    match ask.how:
        case "id" | "number" | "decimal" | "lists_of_texts":
            return True
        case "one_of":
            return not ask.limits["default"]
        case "list_of":
            return bool(ask.limits["least"])
    return bool(ask.limits.get("required"))


@pytest.mark.parametrize(("kind", "number"), HELD)
def test_a_field_has_the_limits_of_its_reader(kind: str, number: int) -> None:
    part, asks = visits()[kind][number]
    judged = {(ask.field, ask.how, str(ask.limits)): ask for ask in asks if ask.field and ask.how != "node"}
    assert judged
    assert [ask for ask in judged.values() if not any(agrees(leaf, ask) for leaf in leaves(kind, field_of(part, ask.field)))] == []


def agrees(field: dict[str, Any], ask: Ask) -> bool:
    """Whether a field of a schema has the limits of an ask."""
    what = ask.limits
    match ask.how:
        case "text":
            return has(field, "string", maxLength=what["longest"], minLength=None if what["empty"] else 1)
        case "id":
            return has(field, "string", maxLength=what["longest"], minLength=1, pattern=f"^{_ID.pattern}$")
        case "texts":
            return of_texts(field, what["longest"])
        case "flag":
            return {str(value).lower() for value in field["enum"]} == _TRUE_FALSE.keys()
        case "number":
            return has(field, "integer", minimum=what["least"], maximum=what["most"])
        case "decimal":
            return has(field, "number", minimum=what["least"], maximum=what["most"])
        case "lists_of_texts":
            return (
                has(field, "array") and has(field["items"], "array") and has(field["items"]["items"], "string", maxLength=what["longest"])
            )
        case "date":
            return has(field, "string", pattern=DAY)
        case "one_of":
            known = None if ask.field in OF_THE_FILE_ITSELF else list(what["known"])
            return has(field, "string", enum=known) and field.get("default", "") == what["default"]
        case "list_of":
            return has(field, "array", minItems=what["least"] or None)
    return ask.how == "fields" and has(field, "object")


def has(field: dict[str, Any], kind: str, **limits: Any) -> bool:
    return kind in types(field) and {name: field.get(name) for name in limits} == limits


def of_texts(field: dict[str, Any], longest: int) -> bool:
    """A list of texts, or one of them; of a few known words, or whole numbers, there is no longest."""
    items = field["items"]
    if "enum" in items or "integer" in types(items):
        return has(field, "array") and longest >= max(len(str(one)) for one in items.get("enum", [items.get("maximum")]))
    alone = "string" not in types(field) or has(field, "string", maxLength=longest, minLength=1)
    return has(field, "array") and alone and has(items, "string", maxLength=longest, minLength=1)


def test_a_number_of_things_is_the_readers() -> None:
    """The readers count these by themselves; `broken/` has a file with one too many or too few for each."""
    scan, classes = schema("scan")["definitions"], schema("help-mee")["definitions"]["klassen"]
    assert schema("settings")["definitions"]["vragen"]["maxItems"] == HOME_QUESTIONS_MOST
    assert (classes["minimum"], classes["maximum"], classes["items"]["maximum"]) == (1, CLASS_MOST, CLASS_MOST)
    assert scan["schaal"]["properties"]["stappen"]["maxItems"] == 7
    assert scan["vraag"]["properties"]["keuzes"]["maxItems"] == 20
    words = schema("woorden")["properties"]
    assert [(words[name]["minItems"], words[name]["maxItems"]) for name in ("maanden", "weekdagen")] == [(12, 12), (7, 7)]
