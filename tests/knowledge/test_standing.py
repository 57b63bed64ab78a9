"""Where a scan stands, derived anew each time from what was said and today's questions."""

from __future__ import annotations

import pytest

from knowledge.scan import SKIPPED, QuestionSet
from knowledge.standing import Answer, Scope, Standing, stand, valid
from tests.knowledge.sets import SCALE, a_set, q, said, some

SHORT, WHOLE = Scope("vmbo"), Scope("vmbo", whole=True)
MIXED = a_set(visie=[q("een"), q("twee", kort=True)], werk=[q("drie", kort=True), q("vier")])


def ids(standing: Standing) -> list[str]:
    return [question.id for question in standing.questions]


# What is asked


def test_the_short_part_comes_first_and_the_rest_only_for_who_wants_it() -> None:
    assert (ids(stand(MIXED, SHORT, {})), stand(MIXED, SHORT, {}).rest) == (["twee", "drie"], 2)
    assert (ids(stand(MIXED, WHOLE, {})), stand(MIXED, WHOLE, {}).rest) == (["twee", "drie", "een", "vier"], 2)


@pytest.mark.parametrize("scope", [SHORT, WHOLE])
def test_without_a_short_part_everything_is_asked_at_once(scope: Scope) -> None:
    standing = stand(a_set(visie=[q("een"), q("twee")]), scope, {})
    assert (ids(standing), standing.rest) == (["een", "twee"], 0)


def test_a_question_is_asked_in_its_own_sectors_only() -> None:
    some_sectors = a_set(visie=[q("een", sector=["vmbo"]), q("twee", sector=["mbo"]), q("drie", sector=["vmbo", "mbo"]), q("vier")])
    assert ids(stand(some_sectors, Scope("vmbo"), {})) == ["een", "drie", "vier"]
    assert ids(stand(some_sectors, Scope("mbo"), {})) == ["twee", "drie", "vier"]


def test_a_question_is_asked_on_its_own_level_only_and_on_all_while_the_level_is_unknown() -> None:
    levels = a_set(visie=[q("een", niveau=["school"]), q("twee", niveau=["team"]), q("drie")])
    assert ids(stand(levels, Scope("vmbo", "school"), {})) == ["een", "drie"]
    assert ids(stand(levels, Scope("vmbo", "team"), {})) == ["twee", "drie"]
    assert ids(stand(levels, Scope("vmbo"), {})) == ["een", "twee", "drie"]


@pytest.mark.parametrize(
    ("answer", "asked"), [("ja", True), ("meest", True), ("nee", False), ("onbekend", False), (SKIPPED, False), (None, False)]
)
def test_a_question_on_a_condition_is_asked_only_after_one_of_its_answers(answer: str | None, asked: bool) -> None:
    conditional = a_set(visie=[q("een"), q("twee", alleen_als={"vraag": "een", "is": ["meest", "ja"]})])
    assert ids(stand(conditional, SHORT, {"een": Answer(answer)})) == ["een", *(["twee"] if asked else [])]


@pytest.mark.parametrize(("answer", "asked"), [("mentor", True), ("ouders,mentor", True), ("ouders", False), ("", False)])
def test_after_several_answers_one_of_them_is_enough_for_a_condition(answer: str, asked: bool) -> None:
    conditional = a_set(visie=[some("een", "mentor", "ouders"), q("twee", alleen_als={"vraag": "een", "is": ["mentor"]})])
    assert ids(stand(conditional, SHORT, said(een=answer))) == ["een", *(["twee"] if asked else [])]


def test_what_hangs_on_a_question_that_is_no_longer_asked_is_not_asked_either() -> None:
    yes = {"is": ["ja"]}
    chain = a_set(visie=[q("een"), q("twee", alleen_als={"vraag": "een", **yes}), q("drie", alleen_als={"vraag": "twee", **yes})])
    assert ids(stand(chain, SHORT, said(een="ja", twee="ja", drie="ja"))) == ["een", "twee", "drie"]
    standing = stand(chain, SHORT, said(een="nee", twee="ja", drie="ja"))
    assert (ids(standing), standing.values, set(standing.answers)) == (["een"], {"een": "nee"}, {"een", "twee", "drie"})


def test_what_hangs_on_a_question_of_another_sector_is_not_asked() -> None:
    conditional = a_set(visie=[q("een", sector=["mbo"]), q("twee", alleen_als={"vraag": "een", "is": ["ja"]}), q("drie")])
    assert ids(stand(conditional, SHORT, said(een="ja"))) == ["drie"]


# What was said, when the questions have changed since


def test_an_answer_goes_along_to_the_new_id_of_its_question() -> None:
    standing = stand(a_set(visie=[q("nieuw", eerder=["oud", "ouder"])]), SHORT, said(oud="deels"))
    assert (standing.values, standing.answers) == ({"nieuw": "deels"}, {"nieuw": Answer("deels", turn=1)})
    for id in ("nieuw", "oud", "ouder"):
        assert standing.question(id) == standing.questions[0]


def test_what_was_said_under_the_new_id_goes_before_what_was_said_under_the_old() -> None:
    renamed = a_set(visie=[q("nieuw", eerder=["oud"])])
    assert stand(renamed, SHORT, said(oud="deels", nieuw="ja")).values == {"nieuw": "ja"}
    assert stand(renamed, SHORT, said(oud="deels", nieuw=SKIPPED)).values == {"nieuw": SKIPPED}


def test_a_question_that_was_only_shown_under_its_new_id_keeps_its_old_answer() -> None:
    renamed = a_set(visie=[q("nieuw", eerder=["oud"])])
    assert stand(renamed, SHORT, {"nieuw": Answer(), "oud": Answer("ja")}).values == {"nieuw": "ja"}
    assert stand(renamed, SHORT, {"nieuw": Answer(note="kijk"), "oud": Answer()}).answers == {"nieuw": Answer(note="kijk")}


def test_an_answer_to_a_question_that_has_gone_counts_no_more() -> None:
    standing = stand(a_set(visie=[q("een")]), SHORT, said(weg="ja", een="ja"))
    assert (standing.values, set(standing.answers), standing.question("weg")) == ({"een": "ja"}, {"een"}, None)


def test_a_step_that_has_gone_from_the_scale_is_asked_again() -> None:
    shrunk = {**SCALE, "stappen": [{"id": "nee", "tekst": "Nee"}, {"id": "ja", "tekst": "Ja"}], "vanaf": "ja"}
    standing = stand(a_set(visie=[q("een", schaal=shrunk), q("twee", schaal=shrunk)]), SHORT, said(een="meest", twee="ja"))
    one, two = standing.questions
    assert (standing.values, standing.current) == ({"twee": "ja"}, one)
    assert standing.changed(one)
    assert not standing.changed(two)
    assert standing.answers["een"].value == "meest"


@pytest.mark.parametrize(
    ("kept", "before", "now"),
    [
        ("some stay", "mentor,weg,ouders", "mentor,ouders"),
        ("all stay", "ouders", "ouders"),
        ("none stays", "weg", None),
        ("none was chosen", "", ""),
        ("skipped", SKIPPED, SKIPPED),
        ("only shown", None, None),
    ],
)
def test_of_several_answers_those_that_are_still_on_offer_stay(kept: str, before: str | None, now: str | None) -> None:
    standing = stand(a_set(visie=[some("een", "mentor", "ouders")]), SHORT, {"een": Answer(before)})
    assert standing.values.get("een") == now
    assert standing.changed(standing.questions[0]) == (kept == "none stays")


def test_own_words_hold_whatever_they_are() -> None:
    standing = stand(a_set(visie=[q("een", soort="open")]), SHORT, said(een="mentor, en nog iets"))
    assert standing.values == {"een": "mentor, en nog iets"}


def test_one_answer_to_a_choice_holds_while_it_is_on_offer() -> None:
    choices = [{"id": id, "tekst": id} for id in ("mentor", "decaan")]
    choice = a_set(visie=[q("een", soort="keuze", keuzes=choices)]).questions[0]
    assert (valid(choice, "mentor"), valid(choice, "mentor,decaan"), valid(choice, ""), valid(choice, None)) == ("mentor", None, None, None)


def test_answers_in_the_rest_count_only_when_the_rest_is_asked() -> None:
    everything = said(een="ja", twee="ja", drie="ja", vier="ja")
    assert set(stand(MIXED, SHORT, everything).values) == {"twee", "drie"}
    assert set(stand(MIXED, SHORT, everything).answers) == {"een", "twee", "drie", "vier"}
    assert set(stand(MIXED, WHOLE, everything).values) == {"een", "twee", "drie", "vier"}


# Where one is


def walk(question_set: QuestionSet, scope: Scope) -> list[str]:
    """The ids in the order in which they become current, each answered with yes."""
    answers: dict[str, Answer] = {}
    while (current := stand(question_set, scope, answers).current) is not None:
        answers[current.id] = Answer("ja", turn=len(answers) + 1)
    return list(answers)


def test_the_questions_become_current_one_after_the_other_until_none_is_left() -> None:
    assert walk(MIXED, WHOLE) == ["twee", "drie", "een", "vier"]
    assert [stand(MIXED, WHOLE, said(**dict.fromkeys(walk(MIXED, WHOLE)[:done], "ja"))).left for done in range(5)] == [4, 3, 2, 1, 0]


def test_a_skipped_question_is_not_current_again() -> None:
    standing = stand(MIXED, SHORT, said(twee=SKIPPED))
    assert standing.current
    assert (standing.current.id, standing.left) == ("drie", 1)


def test_the_last_said_is_the_answer_of_the_latest_turn_also_after_a_correction() -> None:
    answers = {"twee": Answer("ja", turn=9), "drie": Answer("nee", turn=3), "vier": Answer("ja", turn=20)}
    assert stand(MIXED, SHORT, answers).last_said == stand(MIXED, SHORT, {}).questions[0]
    assert stand(MIXED, SHORT, {}).last_said is None
    assert stand(MIXED, SHORT, {"twee": Answer(note="nog niets")}).last_said is None


def test_questions_are_numbered_in_the_order_of_asking() -> None:
    standing = stand(MIXED, WHOLE, {})
    assert [standing.number(question) for question in standing.questions] == [1, 2, 3, 4]


def test_before_each_question_stands_the_one_asked_before_it() -> None:
    standing = stand(MIXED, WHOLE, {})
    assert [before.id if (before := standing.before(question)) else None for question in (*standing.questions, None)] == [
        None,
        "twee",
        "drie",
        "een",
        "vier",
    ]


def test_only_what_is_asked_in_this_run_is_found() -> None:
    assert stand(MIXED, WHOLE, {}).question("een")
    assert stand(MIXED, SHORT, {}).question("een") is None


def test_a_theme_has_its_questions_of_this_run_in_the_order_of_the_set() -> None:
    visie, werk = MIXED.themes
    assert [question.id for question in stand(MIXED, SHORT, {}).of_theme(visie)] == ["twee"]
    assert [question.id for question in stand(MIXED, WHOLE, {}).of_theme(visie)] == ["een", "twee"]
    assert stand(MIXED, SHORT, {}).themes == (visie, werk)


def test_a_theme_without_questions_in_this_run_is_none_of_its_themes() -> None:
    uneven = a_set(visie=[q("een", kort=True)], werk=[q("twee")])
    visie, werk = uneven.themes
    standing = stand(uneven, SHORT, {})
    assert (standing.themes, standing.of_theme(werk)) == ((visie,), ())


def test_a_theme_is_done_when_each_of_its_questions_is_answered_or_skipped() -> None:
    visie, werk = MIXED.themes
    standing = stand(MIXED, WHOLE, said(een="ja", twee=SKIPPED, drie="nee"))
    assert (standing.theme_done(visie), standing.theme_done(werk)) == (True, False)
