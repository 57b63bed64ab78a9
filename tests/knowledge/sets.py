"""Small question sets, written where they are used."""

from __future__ import annotations

import json
from typing import Any

from knowledge.problems import ContentProblem
from knowledge.scan import QuestionSet
from knowledge.scan_reading import read_question_sets
from knowledge.standing import Answer

STEPS = ("nee", "deels", "meest", "ja")
"""From low to high; from "meest" on it is in order."""
SCALE = {"stappen": [{"id": id, "tekst": id} for id in STEPS], "vanaf": "meest", "buiten": [{"id": "onbekend", "tekst": "Onbekend"}]}
HEAD = {
    "id": "klein",
    "titel": "Kleine scan",
    "versie": "2026-01-01",
    "inleiding": "Een kleine scan.",
    "seconden_per_vraag": 10,
    "sectoren": [{"id": "vmbo", "naam": "Vmbo"}, {"id": "mbo", "naam": "Mbo"}],
    "niveaus": [{"id": "school", "naam": "School"}, {"id": "team", "naam": "Team"}],
    "schaal": SCALE,
}


def q(id: str, **fields: Any) -> dict[str, Any]:
    """A statement, unless the fields say otherwise."""
    return {"id": id, "stelling": f"Wij doen {id}.", **fields}


def some(id: str, *choices: str, **fields: Any) -> dict[str, Any]:
    """A question with several answers."""
    return q(id, soort="meer", keuzes=[{"id": choice, "tekst": choice} for choice in choices], **fields)


def a_set(**themes: list[dict[str, Any]]) -> QuestionSet:
    """A set of these themes with these questions."""
    written = [{"id": id, "titel": id, "gespreksvraag": "Wat nu?", "vragen": questions} for id, questions in themes.items()]
    problems: list[ContentProblem] = []
    (found,) = read_question_sets({"scan/klein.yaml": json.dumps({**HEAD, "themas": written}).encode()}, problems)
    assert not problems, problems
    return found


def said(**values: str) -> dict[str, Answer]:
    """Answers by question id, given one after the other."""
    return {id: Answer(value, turn=turn) for turn, (id, value) in enumerate(values.items(), start=1)}
