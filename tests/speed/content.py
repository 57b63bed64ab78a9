"""The scan of five statements, with the phrases and settings that are shipped."""

from __future__ import annotations

from importlib import resources
from typing import Any

import knowledge
from bot import content
from knowledge import Knowledge

FIVE = "scan/vijf.yaml"


def five() -> Knowledge:
    shipped = content.of(None)
    kept = {path: data for path, data in shipped.items() if not path.startswith("scan/")}
    return knowledge.read(kept | {FIVE: (resources.files("tests.speed") / "vijf.yaml").read_bytes()})


def for_peer() -> dict[str, Any]:
    """The same scan for a program that knows nothing of ours."""
    (scan,) = five().question_sets
    return {
        "introduction": scan.introduction,
        "sectors": [[sector.id, sector.name] for sector in scan.sectors],
        "questions": [
            {"id": question.id, "text": question.text, "options": [[option.id, option.text] for option in question.options]}
            for question in scan.questions
        ],
    }
