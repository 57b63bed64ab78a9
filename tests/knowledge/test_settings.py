"""Rules of work as editors set them."""

from __future__ import annotations

from knowledge.problems import ContentProblem
from knowledge.settings import Settings, read_settings

FILE = b"""
thuis: {ouder: [open-dag, mentor], leerling: []}
bewaar_dagen: 2
vraag_dagen: 30
"""


def test_settings_hold_what_the_file_says() -> None:
    problems: list[ContentProblem] = []
    found = read_settings(("settings.yaml", FILE), {"open-dag", "mentor"}, problems)
    assert not problems
    assert found == Settings((("ouder", ("open-dag", "mentor")), ("leerling", ())), 2, 30)
    assert found.mail_hours == 24


def test_how_long_a_letter_is_tried_can_be_set() -> None:
    problems: list[ContentProblem] = []
    found = read_settings(("settings.yaml", FILE + b"mail_uren: 48\n"), {"open-dag", "mentor"}, problems)
    assert (found and found.mail_hours, problems) == (48, [])
