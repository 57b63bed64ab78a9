"""The schemas of editors' plug-ins judge as the readers do, as far as a schema can: same fields, same limits, same verdict."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from knowledge.faq import Audience
from knowledge.phrases_reading import filled
from knowledge.problems import ContentProblem
from knowledge.reading import File, compose, mapping
from tests.content import BROKEN, SHIPPED, read_broken, shipped
from tests.content.plain import documents
from tests.content.schemas import FOLDER, first_line, kind_of, pattern, schema, written

KINDS = sorted(path.name.removesuffix(".schema.json") for path in FOLDER.glob("*"))
NO_YAML = {"file-is-never-closed", "file-is-no-yaml", "file-points-to-nothing"}
"""What is no YAML at all is told by every plug-in itself."""
BEYOND = {
    "organisation-not-filled",
    *("faq-field-twice", "file-does-not-belong", "file-holds-two-documents", "file-is-empty"),  # the file as such
    "file-is-named-nearly-right",
    *("calendar-no-such-day", "faq-date-impossible", "steps-out-of-order"),  # values beside each other
    *("calendar-day-twice", "faq-id-twice", "glossary-spelling-twice", "parents-class-twice", "small-talk-said-twice"),  # doubles
    *("scan-choice-twice", "scan-former-id-claimed-twice", "scan-level-twice", "scan-question-twice", "scan-scale-step-also-beside"),
    *("scan-scale-step-twice", "scan-sector-twice", "scan-theme-twice", "words-of-two-commands", "words-period-unfit"),
    *("faq-id-taken-elsewhere", "scan-id-taken", "scan-sector-elsewhere"),  # doubles in another file
    *("faq-related-unknown", "faq-related-unknown-from-both-of-one-id", "glossary-entry-unknown"),  # what is named elsewhere
    *("parents-class-of-another-level", "parents-class-without-a-page", "parents-day-unknown", "parents-level-unknown"),
    *("scan-condition-on-a-later-question", "scan-condition-on-an-unknown-answer", "scan-former-id-still-a-question"),
    *("scan-former-ids-of-both-of-one-id", "scan-help-of-no-step", "scan-norm-of-an-unknown-sector", "scan-question-level-unknown"),
    *("scan-question-sector-unknown", "scan-scale-enough-unknown", "scan-source-of-an-unknown-sector", "settings-home-question-unknown"),
    *("scan-law-without-an-official-source", "scan-question-id-too-long-for-a-button"),  # sums of several fields
    *("regions-contact-twice", "regions-id-twice", "regions-municipality-twice", "regions-province-twice"),  # doubles
    *("regions-municipality-is-there-twice", "regions-municipality-unknown", "regions-stand-in-unknown"),  # what is named elsewhere
    *("places-region-municipality-unknown", "regions-absence-backwards", "regions-hours-backwards"),
    "distress-number-not-in-the-message",
    "languages-letters-odd",
    "search-thresholds-swapped",
    *("glossary-spelling-of-signs", "parents-level-twice", "small-talk-id-twice"),  # what a text must hold
}
"""The broken files whose mistake no schema can see; `lobgids check` tells them."""
FILES = [path for path in sorted(BROKEN.glob("*.yaml")) if path.stem not in NO_YAML and not read_broken(path).path.endswith(".csv")]
SHIPPED_YAML = [path for path in shipped() if not path.endswith(".csv")]


@cache
def judge(kind: str) -> Draft7Validator:
    return Draft7Validator(schema(kind))


def mistakes(path: str, data: bytes) -> list[str]:
    """What a plug-in marks in a content file, over all its documents."""
    kind = kind_of(path)
    return [error.message for document in documents(data) for error in judge(kind).iter_errors(document)] if kind else []


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: str) -> None:
    Draft7Validator.check_schema(schema(kind))
    assert schema(kind)["$schema"] == Draft7Validator.META_SCHEMA["$schema"]


def test_every_kind_of_content_has_a_schema_and_no_schema_is_left_over() -> None:
    assert sorted({str(kind_of(path)) for path in SHIPPED_YAML}) == KINDS, (
        "a new kind of content wants a schema and a line in tests/content/schemas.py"
    )


@pytest.mark.parametrize("path", SHIPPED_YAML)
def test_a_shipped_file_is_right_and_begins_with_where_its_schema_is(path: str) -> None:
    assert mistakes(path, shipped()[path]) == []
    line = shipped()[path].decode().splitlines()[0]
    assert line == first_line(path)
    assert ((SHIPPED / path).parent / line.partition("$schema=")[2]).resolve() == FOLDER / f"{kind_of(path)}.schema.json"


@pytest.mark.parametrize("kind", written())
def test_the_schemas_of_the_phrases_are_what_the_code_says(kind: str) -> None:
    assert (FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8") == written()[kind], "python -m tests.content.schemas --write"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_broken_file_is_marked_unless_no_schema_can_see_it(file: Path) -> None:
    broken = read_broken(file)
    assert bool(mistakes(broken.path, broken.data)) == (file.stem not in BEYOND)


def test_what_no_schema_can_see_is_there() -> None:
    assert {file.stem for file in FILES} >= BEYOND
    assert len(FILES) > 2 * len(BEYOND)


@pytest.mark.parametrize("name", sorted(NO_YAML))
def test_what_is_no_yaml_needs_no_schema(name: str) -> None:
    with pytest.raises(yaml.YAMLError):
        list(documents(read_broken(BROKEN / f"{name}.yaml").data))


def test_a_plug_in_sees_days_and_ja_as_text() -> None:
    data = b'- {op: 2026-11-22, kort: ja, waar: true, aantal: 12, deel: 0.5, niets:, tekst: "12", [a]: x}\n---\n# weg\n'
    seen = {"op": "2026-11-22", "kort": "ja", "waar": True, "aantal": 12, "deel": 0.5, "niets": None, "tekst": "12", "?": "x"}
    assert list(documents(data)) == [[seen], None]
    assert list(documents(b"# Hier komt nog iets.\n")) == []


def described(value: Any, place: str = "") -> list[str]:
    """Where fields are that say nothing to an editor."""
    fields = value.get("properties", {}) if isinstance(value, dict) else {}
    silent = [f"{place}/{name}" for name, field in fields.items() if not ({"description", "$ref"} & (field or {"$ref": ""}).keys())]
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*silent, *(found for key, part in inner if key not in ("if", "then", "else") for found in described(part, f"{place}/{key}"))]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_what_it_is_for(kind: str) -> None:
    assert schema(kind)["description"]
    assert described(schema(kind)) == []
    assert [name for name, part in schema(kind).get("definitions", {}).items() if not part.get("description")] == []


@pytest.mark.parametrize("name", ["adres", "bron", "controleer_bij", "id", "nagekeken_op", "stand"])
def test_what_several_schemas_have_is_the_same_in_each(name: str) -> None:
    found = [part for kind in KINDS for part in [schema(kind).get("definitions", {}).get(name)] if part]
    assert len(found) > 1
    assert [part for part in found if part != found[0]] == []


def test_whom_an_answer_is_for_is_the_same_everywhere() -> None:
    fields = schema("faq")["definitions"]["vraag"]["properties"]["doelgroep"]
    assert fields["items"]["enum"] == list(get_args(Audience))
    assert fields["pattern"] == f"^({'|'.join(get_args(Audience))})$"
    assert set(schema("settings")["properties"]["thuis"]["properties"]) == set(get_args(Audience))


PIECES = st.sampled_from(["{klas}", "{niveau}", "{klass}", "{", "}", "{{", "}}", "{}", "{klas!r}", "{klas:>9}", "klas", " ", "\n", "-"])
BRIEF = schema("help-mee")["properties"]["brief"]["pattern"]


def test_the_letter_has_the_pattern_of_a_phrase() -> None:
    assert pattern(frozenset({"klas", "niveau"}), frozenset({"klas", "niveau"})) == BRIEF


@given(st.lists(PIECES, min_size=1, max_size=8).map("".join).filter(str.strip), st.booleans())
def test_a_pattern_takes_a_text_with_places_when_the_reader_does(text: str, whole: bool) -> None:
    text = text + "{klas}{niveau}" if whole else text
    problems: list[ContentProblem] = []
    file = File("x.yaml", problems)
    fields = mapping(file, compose(file, yaml.safe_dump({"brief": text}).encode()), "dit")
    assert fields is not None
    filled(fields, "brief", frozenset({"klas", "niveau"}), longest=900)
    assert Draft7Validator({"pattern": BRIEF}).is_valid(text) == (not problems)
