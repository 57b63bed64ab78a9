"""The guide for parents: a page for each level and class."""

from __future__ import annotations

from datetime import date

from knowledge.parents import ChildLevel, ParentGuide, YearPage, read_parent_guide
from knowledge.phrases import Phrase
from knowledge.problems import ContentProblem
from knowledge.source import Source

WHOLE = """
niveaus:
  - {id: vmbo, naam: Vmbo, ook: [mavo], klassen: [1, 2]}
  - {id: havo, naam: Havo, klassen: 1}
niveau_onbekend: Kijk op het rapport.
klas_onbekend: Kijk in de app.
brief: "Mijn kind zit in klas {klas} van {niveau}."
paginas:
  - niveau: [vmbo, havo]
    klas: [1]
    dit_jaar: Alles is nieuw.
    help_nu: Praat met elkaar.
    vragen: [Wat was leuk?]
    wel: [Luister.]
    niet: [Dring niet aan.]
    praat_met: De mentor.
    data: [mbo]
    bron: {adres: "https://www.slo.nl/", datum: "2026"}
    ook_bron: [{adres: "https://www.expertisepuntlob.nl/"}]
    nagekeken_op: 2026-08-01
    stand: nu
  - {niveau: vmbo, klas: 2, dit_jaar: a, help_nu: b, vragen: [c], wel: [d], niet: [e], praat_met: f}
"""


def guide(text: str | None) -> tuple[ParentGuide, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    return read_parent_guide(("help-mee.yaml", text.encode() if text is not None else None), {"mbo"}, problems), problems


def test_a_guide_holds_everything_that_its_file_says() -> None:
    found, problems = guide(WHOLE)
    assert not problems
    assert found.levels == (ChildLevel("vmbo", "Vmbo", ("mavo",), (1, 2)), ChildLevel("havo", "Havo", (), (1,)))
    assert (found.level_unknown, found.class_unknown) == ("Kijk op het rapport.", "Kijk in de app.")
    assert found.letter == Phrase("Mijn kind zit in klas {klas} van {niveau}.")
    assert found.pages[0] == YearPage(
        levels=("vmbo", "havo"),
        classes=(1,),
        this_year="Alles is nieuw.",
        help_now="Praat met elkaar.",
        starters=("Wat was leuk?",),
        dos=("Luister.",),
        donts=("Dring niet aan.",),
        talk_to="De mentor.",
        dates=("mbo",),
        source=Source("https://www.slo.nl/", "2026"),
        more_sources=(Source("https://www.expertisepuntlob.nl/"),),
        checked_on=date(2026, 8, 1),
        state="nu",
    )


def test_a_page_may_leave_out_its_days_and_where_it_comes_from() -> None:
    page = guide(WHOLE)[0].pages[1]
    assert (page.dates, page.source, page.more_sources, page.checked_on, page.state) == ((), None, (), None, "controleren")


def test_a_page_is_found_by_level_and_class() -> None:
    found, _ = guide(WHOLE)
    both, second = found.pages
    assert (found.page("vmbo", 1), found.page("havo", 1), found.page("vmbo", 2)) == (both, both, second)
    assert (found.page("havo", 2), found.page("vwo", 1)) == (None, None)


def test_a_level_is_found_by_its_id() -> None:
    found, _ = guide(WHOLE)
    assert found.level("havo") == found.levels[1]
    assert found.level("mavo") is None


def test_what_a_page_tells_must_be_checked_each_year() -> None:
    page = guide(WHOLE)[0].pages[0]
    assert (page.holds(date(2027, 8, 1)), page.holds(date(2027, 8, 2))) == ("now", "overdue")


def test_no_file_is_an_empty_guide() -> None:
    assert guide(None) == (ParentGuide(), [])


def test_what_is_no_guide_is_told_and_empty() -> None:
    found, problems = guide("- vmbo")
    assert found == ParentGuide()
    assert [problem.what for problem in problems] == ["een gids voor ouders moet velden hebben, geen lijst"]


def test_a_page_for_a_level_that_is_not_there_is_one_problem() -> None:
    _, problems = guide(WHOLE.replace("niveau: vmbo, klas: 2", "niveau: [vmbo, vwo], klas: 2"))
    assert [problem.what for problem in problems] == ['niveau "vwo" bestaat niet']
