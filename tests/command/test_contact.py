"""`lobgids contact`: from what people type to the region and the contact, for programs and for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command.lobgids import ROOT, Lobgids

GENERAL = {"name": None, "role": "Expertisepunt LOB, algemeen adres", "email": "info@expertisepuntlob.nl", "hours": ""}


def asked(lobgids: Lobgids, tmp_path: Path, *lines: object) -> list[dict[str, Any]]:
    """What a batch answers."""
    batch = tmp_path / "vragen.jsonl"
    batch.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    ended = lobgids.run("contact", "--batch", str(batch), "--json")
    assert (ended.code, ended.err) == (0, "")
    return ended.lines


def test_a_batch_answers_every_line_in_order(lobgids: Lobgids, tmp_path: Path) -> None:
    texts = ["Amersfort", "Bergen", "xyzzy", "3811 ab", "Den Bosch"]
    found = asked(lobgids, tmp_path, *({"id": f"v{number}", "text": text} for number, text in enumerate(texts)))
    assert [line["id"] for line in found] == ["v0", "v1", "v2", "v3", "v4"]
    assert [line["decision"] for line in found] == ["found", "choose", "unknown", "found", "found"]
    assert [line["province"] for line in found] == ["Utrecht", None, None, "Utrecht", "Noord-Brabant"]
    assert [line["confirm"] for line in found] == [True, False, False, False, False]


def test_a_line_has_what_programs_expect(lobgids: Lobgids, tmp_path: Path) -> None:
    found, choice, unknown = asked(lobgids, tmp_path, {"id": 1, "text": "Amersfoort"}, {"text": "hengelo"}, {"text": ""})
    assert found == {
        "id": 1,
        "decision": "found",
        "place": "Amersfoort",
        "municipality": "Amersfoort",
        "province": "Utrecht",
        "region": "utrecht",
        "confirm": False,
        "contact": GENERAL,
        "candidates": [],
    }
    nothing = dict.fromkeys(("id", "place", "municipality", "province", "region", "contact"))
    assert choice == {
        **nothing,
        "decision": "choose",
        "confirm": False,
        "candidates": [
            {"place": "Hengelo", "municipality": "Hengelo", "province": "Overijssel"},
            {"place": "Hengelo", "municipality": "Bronckhorst", "province": "Gelderland"},
        ],
    }
    assert unknown == {**nothing, "decision": "unknown", "confirm": False, "candidates": []}


def test_any_text_and_any_id_are_taken(lobgids: Lobgids, tmp_path: Path) -> None:
    batch = tmp_path / "vragen.jsonl"
    batch.write_bytes(b'{"id": [1.5, null], "text": "\\ud800 Ede \\u0000"}\n{"text": "' + b"ede " * 9_000 + b'", "bron": 1}\n')
    odd, long = lobgids.run("contact", "--batch", str(batch), "--json").lines
    assert (odd["id"], odd["province"]) == ([1.5, None], "Gelderland")
    assert (long["id"], long["decision"]) == (None, "found")


def test_one_text_as_json_is_one_line(lobgids: Lobgids) -> None:
    (line,) = lobgids.run("contact", "provincie Zeeland", "--json").lines
    assert (line["id"], line["region"], line["place"], line["contact"]) == (None, "zeeland", None, GENERAL)


def test_people_read_sentences(lobgids: Lobgids) -> None:
    found = lobgids.run("contact", "amersfoort").out.splitlines()
    assert found[:4] == [
        "Amersfoort (Utrecht)",
        "Regio: Utrecht",
        "Expertisepunt LOB, algemeen adres",
        "E-mail: info@expertisepuntlob.nl",
    ]
    assert lobgids.run("contact", "amersfort").out.startswith("Bedoelt u Amersfoort (Utrecht)?\n")
    assert lobgids.run("contact", "bergen").out.splitlines()[1:] == [
        "- Bergen (gemeente Bergen, Noord-Holland)",
        "- Bergen (gemeente Bergen, Limburg)",
    ]
    assert lobgids.run("contact", "nergenshuizenveen").out == "In welke gemeente of bij welke postcode is dat?\n"


def test_regions_of_ones_own_are_used(lobgids: Lobgids, knowledge_folder: Path) -> None:
    (knowledge_folder / "regios.yaml").write_bytes((ROOT / "docs" / "regios-voorbeeld.yaml").read_bytes())
    lobgids.settings["LOBGIDS_KNOWLEDGE"] = str(knowledge_folder)
    (line,) = lobgids.run("contact", "Tiel", "--json").lines
    assert (line["region"], line["contact"]["name"], line["contact"]["hours"]) == ("rivieren", "Gelaarsde Kat", "woensdag (9.00–16.30 uur)")


def test_nothing_is_written(lobgids: Lobgids) -> None:
    lobgids.run("contact", "amersfoort")
    assert not lobgids.folder.exists()


@pytest.mark.parametrize("arguments", [(), ("Ede", "--batch", "x.jsonl"), ("--batch", "er-is-niets.jsonl")])
def test_what_cannot_be_asked_is_refused(lobgids: Lobgids, arguments: tuple[str, ...]) -> None:
    ended = lobgids.run("contact", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("line", ['{"id": "1"}', "geen json", '{"text": 5}', '["Ede"]', '"Ede"', "\x00", "[" * 100_000])
def test_a_broken_line_is_named_before_any_is_answered(lobgids: Lobgids, tmp_path: Path, line: str) -> None:
    batch = tmp_path / "vragen.jsonl"
    batch.write_text('{"text": "Ede"}\n\n' + line + "\n", encoding="utf-8")
    ended = lobgids.run("contact", "--batch", str(batch), "--json")
    assert (ended.code, ended.out) == (2, "")
    assert f"{batch}:3" in ended.err
