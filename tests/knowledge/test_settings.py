"""Rules of work as editors set them."""

from __future__ import annotations

from knowledge.problems import ContentProblem
from knowledge.settings import Deadlines, Settings, read_settings

FILE = b"""
thuis: {ouder: [open-dag, mentor], leerling: []}
bewaar_dagen: 2
vraag_dagen: 30
gesprek_dagen: 180
concept_dagen: 14
bestand_mb: 10
"""


def test_settings_hold_what_the_file_says() -> None:
    problems: list[ContentProblem] = []
    found = read_settings(("settings.yaml", FILE), {"open-dag", "mentor"}, problems)
    assert not problems
    assert found == Settings((("ouder", ("open-dag", "mentor")), ("leerling", ())), 2, 30, 180, 14, 10)
    assert found.mail_hours == 24


def test_how_long_a_letter_is_tried_can_be_set() -> None:
    problems: list[ContentProblem] = []
    found = read_settings(("settings.yaml", FILE + b"mail_uren: 48\n"), {"open-dag", "mentor"}, problems)
    assert (found and found.mail_hours, problems) == (48, [])


def test_deadlines_are_as_usual_unless_the_file_says_otherwise() -> None:
    problems: list[ContentProblem] = []
    said = b"doorgestuurd: {aannemen_uren: 4, balie_uren: 5, herinner_uren: 6, herinneringen: 0, sluit_werkdagen: 7}"
    found = read_settings(("settings.yaml", FILE + said), {"open-dag", "mentor"}, problems)
    assert not problems
    assert found
    assert found.deadlines == Deadlines(4, 5, 6, 0, 7)
    usual = read_settings(("settings.yaml", FILE), {"open-dag", "mentor"}, problems)
    assert usual
    assert usual.deadlines == Deadlines()
