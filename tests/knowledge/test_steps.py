"""The steps that a school takes."""

from __future__ import annotations

from knowledge.problems import ContentProblem
from knowledge.steps import Instrument, Step, Steps, read_steps

WHOLE = """
- stap: 1
  titel: Inventariseren
  wanneer: Wij weten nog niet hoe wij ervoor staan.
  uitleg: Kijk samen wat er al is.
  instrumenten:
    - {naam: De scan, wat: Laat zien waar u staat., adres: "https://www.expertisepuntlob.nl/", stand: nu}
    - {naam: Een lijst, wat: Om af te vinken., adres: "https://www.slo.nl/"}
- stap: 2
  titel: Visie
  wanneer: Wij missen een doel.
  uitleg: Schrijf op wat u wilt.
  instrumenten: [{naam: a, wat: b, adres: "https://www.slo.nl/"}]
"""


def steps(text: str | None) -> tuple[Steps, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    return read_steps(("stappen.yaml", text.encode() if text is not None else None), problems), problems


def test_a_step_holds_everything_that_its_file_says() -> None:
    found, problems = steps(WHOLE)
    assert not problems
    assert found.steps[0] == Step(
        number=1,
        title="Inventariseren",
        when="Wij weten nog niet hoe wij ervoor staan.",
        explanation="Kijk samen wat er al is.",
        instruments=(
            Instrument("De scan", "Laat zien waar u staat.", "https://www.expertisepuntlob.nl/", "nu"),
            Instrument("Een lijst", "Om af te vinken.", "https://www.slo.nl/", "controleren"),
        ),
    )


def test_a_step_is_found_by_its_number() -> None:
    found, _ = steps(WHOLE)
    assert found.step("2") == found.steps[1]
    assert [found.step(number) for number in ("0", "3", "", "twee")] == [None] * 4


def test_no_file_is_no_steps() -> None:
    assert steps(None) == (Steps(), [])
