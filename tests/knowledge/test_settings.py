"""Rules of work as editors set them."""

from __future__ import annotations

from knowledge.problems import ContentProblem
from knowledge.settings import Settings, read_settings

FILE = b"""
thuis: {ouder: [open-dag, mentor], leerling: []}
bewaar_dagen: 2
vraag_dagen: 30
bestand_mb: 10
"""


def test_settings_hold_what_the_file_says() -> None:
    problems: list[ContentProblem] = []
    found = read_settings(("settings.yaml", FILE), {"open-dag", "mentor"}, problems)
    assert not problems
    assert found == Settings((("ouder", ("open-dag", "mentor")), ("leerling", ())), 2, 30, 10)
