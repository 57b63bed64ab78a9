"""One YAML mapping, read field by field. What is wrong with fields is in `test_broken`."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.problems import ContentProblem
from knowledge.reading import Fields, File, compose, mapping, sequence


def fields(text: str) -> tuple[Fields, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    file = File("x.yaml", problems)
    found = mapping(file, compose(file, text.encode()), "dit")
    assert found is not None
    return found, problems


@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n", "# uitleg\n", "---\n"])
def test_a_file_may_begin_in_every_way_that_yaml_knows(start: str) -> None:
    found, problems = fields(f"{start}naam: één\r\n")
    assert (found.text("naam"), problems) == ("één", [])


def test_a_value_comes_without_the_space_around_it() -> None:
    found, problems = fields('naam: "  twee woorden\\n"\nlijst: [" een "]')
    assert (found.text("naam"), found.texts("lijst"), problems) == ("twee woorden", ("een",), [])


def test_an_absent_field_that_is_not_required_is_nothing() -> None:
    found, problems = fields("naam: x")
    assert found.text("a", required=False) == ""
    assert found.texts("b") == ()
    assert found.flag("c") is False
    assert found.date("d", required=False) is None
    assert found.one_of("e", ("nu", "later"), default="nu") == "nu"
    assert found.fields("f", required=False) is None
    assert found.list_of("g", lambda item: item.text("id")) == ()
    assert not problems


def test_a_text_may_be_empty_only_where_that_is_said() -> None:
    found, problems = fields('datum: ""\nnaam: ""')
    assert found.text("datum", empty=True) == ""
    assert not problems
    assert found.text("naam") == ""
    assert problems == [ContentProblem("x.yaml", 2, 'veld "naam" is leeg')]


def test_a_single_text_counts_as_a_list_of_one() -> None:
    assert fields("ook: een")[0].texts("ook") == ("een",)


@pytest.mark.parametrize(("text", "value"), [("true", True), ("ja", True), ("false", False), ("nee", False)])
def test_a_flag_is_said_in_yaml_or_in_dutch(text: str, value: bool) -> None:
    assert fields(f"kort: {text}")[0].flag("kort") is value


@pytest.mark.parametrize(
    ("text", "value", "fine"), [("1", 1, True), ("20", 20, True), ("0", 1, False), ("21", 1, False), ("-3", 1, False), ("x", 1, False)]
)
def test_a_number_lies_between_its_bounds(text: str, value: int, fine: bool) -> None:
    found, problems = fields(f"aantal: {text}")
    assert (found.number("aantal", least=1, most=20), not problems) == (value, fine)


def test_a_date_is_a_day() -> None:
    assert fields("op: 2026-11-22")[0].date("op") == date(2026, 11, 22)


def test_fields_that_nobody_asked_for_are_reported_unless_their_names_are_data() -> None:
    found, problems = fields("ouder: a\nschool: b")
    found.text("ouder")
    found.done()
    assert [problem.line for problem in problems] == [2]
    problems.clear()
    assert list(found.names()) == ["ouder", "school"]
    found.done()
    assert not problems


def test_a_problem_stands_at_its_field_or_else_at_the_start_of_the_fields() -> None:
    found, problems = fields("\na: 1\nb: 2")
    found.problem("hier", "b")
    found.problem("ergens", "c")
    assert problems == [ContentProblem("x.yaml", 3, "hier"), ContentProblem("x.yaml", 2, "ergens")]


def test_an_anchor_may_be_used_again_and_even_hold_itself() -> None:
    found, problems = fields("a: &bron {adres: x}\nb: *bron\nc: &c [*c]")
    again = found.fields("b")
    assert again is not None
    assert (again.text("adres"), problems) == ("x", [])
    assert found.texts("c") == ("",)
    assert problems == [ContentProblem("x.yaml", 3, 'in "c" moet elke regel tekst zijn van 1 tot 300 tekens')]


def test_without_a_node_there_is_nothing_more_to_report() -> None:
    problems: list[ContentProblem] = []
    assert mapping(File("x.yaml", problems), None, "dit") is None
    assert sequence(File("x.yaml", problems), None, "dit") == []
    assert not problems
