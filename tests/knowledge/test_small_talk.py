"""What people say when they ask nothing."""

from __future__ import annotations

import pytest

from knowledge.problems import ContentProblem
from knowledge.small_talk import Remark, SmallTalk, read_small_talk

WHOLE = """
- id: dank
  zegt: [dank u wel, "Één keer bedankt!"]
  antwoord: Graag gedaan. Hebt u nog een vraag?
  leerling: Graag gedaan. Heb je nog een vraag?
- {id: test, zegt: test, antwoord: "Ja, ik werk."}
"""


def small_talk(text: str | None) -> tuple[SmallTalk, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    return read_small_talk(("praatjes.yaml", text.encode() if text is not None else None), problems), problems


def test_a_remark_holds_everything_that_its_file_says() -> None:
    found, problems = small_talk(WHOLE)
    assert not problems
    assert found.remarks == (
        Remark(
            id="dank",
            said=("dank u wel", "Één keer bedankt!"),
            reply="Graag gedaan. Hebt u nog een vraag?",
            pupil="Graag gedaan. Heb je nog een vraag?",
        ),
        Remark(id="test", said=("test",), reply="Ja, ik werk."),
    )


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Dank u wel!!", "dank"),
        ("een keer BEDANKT", "dank"),
        ("test", "test"),
        ("dank u wel, en wat is bbl", None),
        ("dank", None),
        ("?!", None),
        ("", None),
    ],
)
def test_a_remark_is_heard_only_when_it_is_all_that_is_said(text: str, id: str | None) -> None:
    found = small_talk(WHOLE)[0].heard(text)
    assert (found.id if found else None) == id


def test_no_file_is_no_small_talk() -> None:
    assert small_talk(None) == (SmallTalk(), [])
    assert SmallTalk().heard("dank u wel") is None
