"""What the search reads of its own: related words, and what was learned."""

from __future__ import annotations

import pytest

from knowledge import Knowledge
from knowledge.problems import ContentProblem
from knowledge.search.learned import read_learned
from knowledge.search.related import Related, read_related
from knowledge.search.tuning import read_tuning, write_tuning
from tests.search.small import TUNINGS

GOOD = b"""
afkortingen: {BSA: [bindend studieadvies, advies]}
groepen:
  - [kosten, prijs]
"""


def test_related_words_are_groups_and_short_forms() -> None:
    problems: list[ContentProblem] = []
    found = read_related(("verwant.yaml", GOOD), problems)
    assert not problems
    assert found.expansions == {"bsa": ("bindend studieadvies", "advies")}
    assert set(found.groups) == {("kosten", "prijs"), ("BSA", "bindend studieadvies", "advies")}
    assert found.spelled_out("een BSA?") == "een BSA? (bindend studieadvies)"
    assert found.spelled_out("een prijs") == "een prijs"


def test_a_glossary_adds_groups_and_the_same_group_is_there_once() -> None:
    found = Related((("a", "b"),)).more({"b": ["a"], "c": ["d"]})
    assert len(found.groups) == 2
    assert found.expansions == {}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"afkortingen: {}\ngroepen: [kosten]", 'in "groepen" moet elke regel een lijst van teksten zijn van 1 tot 60 tekens'),
        (b"afkortingen: {}\ngroepen: [[]]", 'in "groepen" moet elke regel een lijst van teksten zijn van 1 tot 60 tekens'),
        (b"afkortingen: {}\ngroepen: [[a, [b]]]", 'in "groepen" moet elke regel een lijst van teksten zijn van 1 tot 60 tekens'),
        (b"groepen: []", 'veld "afkortingen" ontbreekt'),
        (b"- a", "een bestand met verwante woorden moet velden hebben, geen lijst"),
    ],
)
def test_related_words_that_are_wrong_are_told(data: bytes, says: str) -> None:
    problems: list[ContentProblem] = []
    read_related(("verwant.yaml", data), problems)
    assert [problem.what for problem in problems] == [says]


def test_what_was_learned_is_read_as_it_was_written() -> None:
    problems: list[ContentProblem] = []
    found = read_tuning(("geleerd.yaml", write_tuning(dict(TUNINGS)).encode()), problems)
    assert not problems
    assert found == TUNINGS


def test_one_mode_may_be_written_alone_but_both_are_needed() -> None:
    problems: list[ContentProblem] = []
    read_tuning(("geleerd.yaml", write_tuning({"lexical": TUNINGS["lexical"]}).encode()), problems)
    assert [problem.what for problem in problems] == ['veld "semantic" ontbreekt']


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("keuze: 0.3000", "keuze: 0.8000", '"keuze" mag niet hoger zijn dan "antwoord"'),
        ("antwoord: 0.7000", "antwoord: 1.7", 'veld "antwoord" moet een getal zijn van 0 tot 1, niet "1.7"'),
        ("letters: 4.0000", "letters: veel", 'veld "letters" moet een getal zijn van -100 tot 100, niet "veel"'),
        ("letters: 4.0000, ", "", 'veld "letters" ontbreekt'),
        ('model: ""', 'modol: ""', 'onbekend veld "modol", bedoelt u "model"?'),
        ("drempels: {antwoord: 0.7000, voorsprong: 0.2000, keuze: 0.3000}", "", 'veld "drempels" ontbreekt'),
    ],
)
def test_what_was_learned_is_checked(before: str, after: str, says: str) -> None:
    problems: list[ContentProblem] = []
    written = write_tuning(dict(TUNINGS)).replace(before, after, 1)
    read_tuning(("geleerd.yaml", written.encode()), problems)
    assert [problem.what for problem in problems] == [says]


def test_a_file_that_is_no_mapping_teaches_nothing() -> None:
    problems: list[ContentProblem] = []
    found = read_learned(("verwant.yaml", GOOD), ("geleerd.yaml", b"[]"), problems)
    assert (found.tunings, len(problems)) == ({}, 1)


def test_what_is_shipped_has_both_modes(knowledge: Knowledge) -> None:
    tunings = knowledge.learned.tunings
    assert set(tunings) == {"lexical", "semantic"}
    assert all(0 < one.thresholds.choose < one.thresholds.answer < 1 for one in tunings.values())
