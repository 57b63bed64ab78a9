"""How problems are told."""

from __future__ import annotations

import pytest

from knowledge.problems import ContentError, ContentProblem, did_you_mean, nearest

HERE = ContentProblem("faq/a.yaml", 3, "dit is fout")


def test_a_problem_reads_as_file_line_and_what() -> None:
    assert str(HERE) == "faq/a.yaml:3: dit is fout"


def test_an_error_tells_each_problem_once_by_file_then_line() -> None:
    later, before, elsewhere = (
        ContentProblem("faq/a.yaml", 12, "nog iets"),
        ContentProblem("faq/a.yaml", 3, "ander"),
        ContentProblem("a", 9, "iets"),
    )
    error = ContentError([later, HERE, elsewhere, HERE, before])
    assert error.problems == (elsewhere, before, HERE, later)
    assert str(error) == "a:9: iets\nfaq/a.yaml:3: ander\nfaq/a.yaml:3: dit is fout\nfaq/a.yaml:12: nog iets"


@pytest.mark.parametrize(("word", "meant"), [("antword", "antwoord"), ("Vraag", "vraag"), ("kleur", None), ("", None)])
def test_only_a_near_word_is_suggested(word: str, meant: str | None) -> None:
    assert nearest(word, ["vraag", "antwoord"]) == meant
    assert did_you_mean(word, ["vraag", "antwoord"]) == (f', bedoelt u "{meant}"?' if meant else "")


def test_nothing_is_suggested_when_nothing_is_known() -> None:
    assert did_you_mean("vraag", []) == ""
