"""Question sets as they come out of their files; `tests/content/whole.yaml` holds every kind of question."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.problems import ContentProblem
from knowledge.scan import Advice, Cell, Condition, Help, Named, NextStep, Official, Option, Question, QuestionSet, Scale
from knowledge.scan_reading import read_question_sets
from knowledge.source import Source
from tests.content import small

FILE = small()["scan/10-whole.yaml"]
NO, PARTLY, YES = Option("nee", "Nee", ("niet",)), Option("deels", "Deels"), Option("ja", "Ja")
DONT_KNOW = Option("weet-niet", "Weet ik niet")


def read_all(files: dict[str, bytes]) -> tuple[QuestionSet, ...]:
    problems: list[ContentProblem] = []
    found = read_question_sets(files, problems)
    assert not problems
    return found


def read_one(data: bytes) -> QuestionSet:
    (found,) = read_all({"scan/x.yaml": data})
    return found


@pytest.fixture(scope="module", name="whole")
def fixture_whole() -> QuestionSet:
    return read_one(FILE)


def test_a_set_holds_what_its_file_says_of_it(whole: QuestionSet) -> None:
    assert (whole.id, whole.title, whole.version) == ("heel", "Hele scan", date(2026, 1, 1))
    assert (whole.introduction, whole.seconds_per_question) == ("Een scan waarin niets mis is.", 10)
    assert whole.official == Official("Een uitgever", date(2026, 1, 2))
    assert whole.sectors == (Named("heel", "Heel"), Named("half", "Half", ("een half",)))
    assert whole.levels == (Named("school", "Hele school"),)
    assert [(theme.id, theme.title, theme.conversation) for theme in whole.themes] == [
        ("visie", "Visie", "Wat nu?"),
        ("wie", "Wie", "Wie doet het?"),
    ]
    assert [theme.next_step for theme in whole.themes] == [
        NextStep(2, "Lees samen verder.", "https://www.expertisepuntlob.nl/lob-beleid"),
        None,
    ]
    assert whole.body.encode() == FILE


def test_a_statement_holds_everything_that_its_file_says(whole: QuestionSet) -> None:
    assert whole.questions[0] == Question(
        id="plan",
        theme="visie",
        kind="stelling",
        text="Wij hebben een plan.",
        options=(NO, PARTLY, YES, DONT_KNOW),
        scale=Scale((NO, PARTLY, YES), 1, (DONT_KNOW,)),
        help=Help("Een plan staat op papier.", (("nee", "Er is niets."), ("ja", "Er is een plan."))),
        condition=None,
        formerly=("werkplan",),
        sectors=("heel", "half"),
        levels=("school",),
        short=True,
        norms=(("heel", "wet"), ("half", "agenda")),
        sources=(("heel", Source("https://wetten.overheid.nl/BWBR0051614", "2026")), ("half", Source("http://www.lob4mbo.nl/faq"))),
        cell=Cell("plan", "team"),
        advice=Advice("Begin.", "Ga door.", "Vertel het."),
    )


def test_a_statement_may_have_a_scale_of_its_own(whole: QuestionSet) -> None:
    own = whole.questions[1]
    assert own.scale == Scale((Option("nooit", "Nooit"), Option("vaak", "Vaak")), 1)
    assert own.options == own.scale.options


def test_one_norm_source_and_cell_hold_for_all_sectors(whole: QuestionSet) -> None:
    own = whole.questions[1]
    assert own.norms == (("", "agenda"),)
    assert own.sources == (("", Source("https://www.expertisepuntlob.nl/lob-beleid")),)
    assert own.cell == Cell("do", "school")
    assert own.short is False


def test_questions_of_other_kinds_have_no_scale(whole: QuestionSet) -> None:
    one, many, own_words = whole.questions[2:]
    assert (one.kind, one.scale, [option.id for option in one.options]) == ("keuze", None, ["team", "decaan"])
    assert (many.kind, many.scale, [option.id for option in many.options]) == ("meer", None, ["mentor", "ouders"])
    assert (own_words.kind, own_words.scale, own_words.options) == ("open", None, ())
    assert one.condition == Condition("plan", ("deels", "ja"))
    assert many.help == Help("Kies wie er in dit schooljaar hielp.")


def test_a_norm_and_a_source_for_a_sector_go_before_those_for_all(whole: QuestionSet) -> None:
    by_sector, for_all, without = whole.questions[:3]
    assert [question.norm_in("half") for question in (by_sector, for_all, without)] == ["agenda", "agenda", "aanbevolen"]
    assert by_sector.norm_in("mbo") == "aanbevolen"
    assert [question.source_in("half") for question in (by_sector, for_all, without)] == [
        Source("http://www.lob4mbo.nl/faq"),
        Source("https://www.expertisepuntlob.nl/lob-beleid"),
        None,
    ]
    assert by_sector.source_in("mbo") is None


def test_what_is_there_is_found_by_its_id_and_else_nothing_is(whole: QuestionSet) -> None:
    assert whole.sector("half") == whole.sectors[1]
    assert whole.level("school") == whole.levels[0]
    assert whole.theme("wie") == whole.themes[1]
    assert whole.questions[0].option("ja") == YES
    assert (whole.sector("mbo"), whole.level("team"), whole.questions[0].option("vaak")) == (None, None, None)


def test_sets_are_the_same_when_their_files_are(whole: QuestionSet) -> None:
    other = read_one(FILE.replace(b"Hele scan", b"Andere scan"))
    assert (read_one(FILE), hash(read_one(FILE)), read_one(FILE).hash) == (whole, hash(whole), whole.hash)
    assert other != whole
    assert other.hash != whole.hash
    assert len(whole.hash) == 16


def test_sets_come_in_the_order_of_their_files() -> None:
    other = FILE.replace(b"id: heel", b"id: ander").replace(b"id: half", b"id: ander-half").replace(b"[heel, half]", b"[ander]")
    other = (
        other.replace(b"{heel: wet, half: agenda}", b"wet")
        .replace(b"          heel: {", b"          ander: {")
        .replace(b"          half: {", b"          ander-half: {")
    )
    assert [question_set.id for question_set in read_all({"scan/20.yaml": FILE, "scan/10.yaml": other})] == ["ander", "heel"]
