"""Which organisation runs the guide, as the file tells it."""

from __future__ import annotations

from pathlib import Path

from knowledge import read
from knowledge.organisation import Responsible, read_organisation
from knowledge.problems import ContentProblem
from tests.content import shipped, small

EXAMPLE = Path(__file__).parents[2] / "docs" / "privacy" / "organisatie-voorbeeld.yaml"
FILE = "organisatie.yaml"


def test_as_shipped_nobody_is_named_and_it_is_being_tried() -> None:
    problems: list[ContentProblem] = []
    assert read_organisation((FILE, shipped()[FILE]), problems) == Responsible(trial=True)
    assert problems == []


def test_without_a_file_it_is_being_tried() -> None:
    without = {path: data for path, data in small().items() if path != FILE}
    assert read(without).responsible == Responsible()


def test_a_file_that_is_filled_in_tells_everything() -> None:
    problems: list[ContentProblem] = []
    found = read_organisation((FILE, EXAMPLE.read_bytes()), problems)
    assert problems == []
    assert (found.trial, found.name) == (False, "Voorbeeldorganisatie")
    assert found.organisation
    assert (found.organisation.email, found.organisation.backup_days) == ("privacy@voorbeeld.example", 30)
    assert set(found.organisation.bases) == {"gesprek", "scan", "contact", "medewerkers", "verbeteren", "nieuws"}
    assert [one.where for one in found.organisation.processors] == ["Nederland"]


def test_who_still_tries_it_does_not_speak_for_the_organisation() -> None:
    found = read_organisation((FILE, EXAMPLE.read_bytes().replace(b"proefopstelling: nee", b"proefopstelling: ja")), [])
    assert found.organisation
    assert found.name == ""


def test_what_is_kept_without_a_basis_is_a_problem() -> None:
    problems: list[ContentProblem] = []
    read_organisation((FILE, b"proefopstelling: nee\norganisatie: {naam: X, grondslagen: belang}\n"), problems)
    assert 'organisatie.yaml:2: veld "grondslagen" moet velden hebben, geen tekst' in list(map(str, problems))
