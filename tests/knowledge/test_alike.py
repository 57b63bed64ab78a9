"""Questions that ask the same in other words come together."""

from __future__ import annotations

from knowledge.alike import gathered

ASKED = [
    "wat kost een studie",
    "Mag mijn hond mee?",
    "Wat kost de studie?",
    "studie kost wat",
    "mag mijn hond mee",
    "hoe laat is het open dag",
]


def test_alike_questions_come_together_the_most_asked_first() -> None:
    assert gathered(ASKED, {"wat", "een", "de"}) == [[0, 2, 3], [1, 4], [5]]


def test_words_that_say_nothing_are_all_that_some_have() -> None:
    assert gathered(["wat", "de", "wat"], {"wat", "de"}) == [[0, 2], [1]]


def test_nothing_is_gathered_from_nothing() -> None:
    assert gathered([]) == []
