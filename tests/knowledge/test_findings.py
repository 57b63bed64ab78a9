"""What the answers of a run say together."""

from __future__ import annotations

from fractions import Fraction

import pytest

from knowledge.findings import Circle, Ranking, advice, circle, law_open, ranking, share, statements, to_discuss, to_keep
from knowledge.scan import SKIPPED, Question
from knowledge.standing import Scope, Standing, stand
from tests.knowledge.sets import SCALE, STEPS, a_set, q, said, some

LAW = "https://wetten.overheid.nl/BWBR0051614"
VMBO, MBO = Scope("vmbo"), Scope("mbo")
NINE = a_set(**{theme: [q(f"{theme}-{number}") for number in (1, 2, 3)] for theme in ("visie", "werk", "wie")})


def ids(questions: tuple[Question, ...]) -> list[str]:
    return [question.id for question in questions]


def three_themes(visie: str, werk: str, wie: str) -> Standing:
    """Three answers in each theme, such as `"nee ja ja"`; `-` is a skip and `.` not answered."""
    given = {"visie": visie, "werk": werk, "wie": wie}
    return stand(
        NINE,
        VMBO,
        said(
            **{
                f"{theme}-{number}": answer
                for theme, answers in given.items()
                for number, answer in enumerate(answers.split(), 1)
                if answer != "."
            }
        ),
    )


# Statements and shares


def test_only_what_is_asked_here_and_has_a_scale_is_scored() -> None:
    mixed = a_set(visie=[q("een"), some("twee", "a", "b"), q("drie", sector=["mbo"]), q("vier", kort=True)])
    assert ids(statements(stand(mixed, Scope("vmbo", whole=True), {}))) == ["een", "vier"]
    assert ids(statements(stand(mixed, VMBO, {}))) == ["vier"]


@pytest.mark.parametrize(
    ("answer", "found"), [("nee", 0), ("deels", Fraction(1, 3)), ("meest", Fraction(2, 3)), ("ja", 1), ("onbekend", None), (SKIPPED, None)]
)
def test_a_share_says_how_high_the_step_is_on_its_scale(answer: str, found: Fraction | None) -> None:
    standing = stand(a_set(visie=[q("een")]), VMBO, said(een=answer))
    assert share(standing, standing.questions[0]) == found


def test_what_is_not_answered_or_has_no_scale_has_no_share() -> None:
    standing = stand(a_set(visie=[q("een"), some("twee", "a", "b")]), VMBO, said(twee="a"))
    assert [share(standing, question) for question in standing.questions] == [None, None]


# What the law asks

LEGAL = a_set(
    visie=[
        q("wet", norm="wet", bron={"adres": LAW}),
        q("vmbo", norm={"vmbo": "wet"}, bron={"vmbo": {"adres": LAW}}),
        q("agenda", norm="agenda"),
        q("los"),
    ]
)


@pytest.mark.parametrize(
    ("answer", "told"), [("nee", True), ("deels", True), ("onbekend", True), ("meest", False), ("ja", False), (None, False)]
)
def test_what_the_law_asks_is_told_when_it_is_answered_and_not_in_order(answer: str | None, told: bool) -> None:
    standing = stand(LEGAL, VMBO, said(agenda="nee", los="nee", **({"wet": answer} if answer else {})))
    assert ids(law_open(standing)) == (["wet"] if told else [])


def test_a_law_holds_in_its_own_sectors_only() -> None:
    assert ids(law_open(stand(LEGAL, VMBO, said(wet="nee", vmbo="nee")))) == ["wet", "vmbo"]
    assert ids(law_open(stand(LEGAL, MBO, said(wet="nee", vmbo="nee")))) == ["wet"]


# Which themes are ahead


def test_the_themes_with_the_highest_and_the_lowest_mean_are_named() -> None:
    found = ranking(three_themes("nee nee deels", "meest ja ja", "deels deels deels"))
    assert found == Ranking((NINE.theme("werk"),), (NINE.theme("visie"),))


def test_equal_themes_are_named_together() -> None:
    found = ranking(three_themes("nee deels meest", "ja ja ja", "meest deels nee"))
    assert found == Ranking((NINE.theme("werk"),), (NINE.theme("visie"), NINE.theme("wie")))


def test_themes_within_half_a_step_of_each_other_are_not_told_apart() -> None:
    assert ranking(three_themes("deels deels deels", "deels deels meest", "deels deels deels")) == Ranking()
    assert ranking(three_themes("deels deels deels", "deels meest meest", "deels deels deels")) != Ranking()


def test_half_a_step_is_of_the_longest_scale() -> None:
    short = {**SCALE, "stappen": SCALE["stappen"][1:3]}
    standing = stand(
        a_set(visie=[q(f"v-{n}", schaal=short) for n in (1, 2, 3, 4)], werk=[q(f"w-{n}") for n in (1, 2, 3, 4)]),
        VMBO,
        said(
            **{f"v-{n}": "deels" for n in (1, 2, 3, 4)},
            **{f"w-{n}": answer for n, answer in enumerate(("nee", "nee", "deels", "deels"), 1)},
        ),
    )
    found = ranking(standing)
    assert found
    assert [theme.id for theme in found.strongest] == ["werk"]


def test_with_too_few_scored_answers_in_one_theme_none_is_called_ahead_or_behind() -> None:
    assert ranking(three_themes("nee nee .", "ja ja ja", "deels deels deels")) == Ranking(early=True)
    assert ranking(three_themes("ja ja ja", "nee nee .", "nee nee .")) == Ranking(early=True)


def test_a_theme_that_asks_too_little_for_ever_keeps_all_from_being_compared() -> None:
    two = a_set(visie=[q(f"v-{n}") for n in range(2)], werk=[q(f"w-{n}") for n in range(4)])
    answers = {f"v-{n}": "ja" for n in range(2)} | {f"w-{n}": "nee" for n in range(4)}
    assert ranking(stand(two, VMBO, said(**answers))) is None


def test_with_one_theme_there_is_nothing_to_compare() -> None:
    one = a_set(visie=[q(f"v-{n}") for n in range(3)], meer=[q("open", soort="open")])
    assert ranking(stand(one, VMBO, said(**{f"v-{n}": "ja" for n in range(3)}))) is None


def test_in_the_short_part_the_rest_may_still_bring_enough() -> None:
    short = a_set(
        visie=[q(f"v-{n}", kort=n < 2) for n in range(3)],
        werk=[q(f"w-{n}", kort=n < 2) for n in range(3)],
    )
    answers = {f"v-{n}": "ja" for n in range(2)} | {f"w-{n}": "nee" for n in range(2)}
    assert ranking(stand(short, Scope("vmbo", "school"), said(**answers))) == Ranking(early=True)


@pytest.mark.parametrize(
    ("why", "answers"),
    [
        ("nothing is answered", (". . .", ". . .", ". . .")),
        ("less than half is scored", ("ja ja ja", "nee - .", "- onbekend .")),
        ("nothing is on a scale", ("- - -", "onbekend - -", "- - -")),
    ],
)
def test_themes_are_not_compared_on_too_little(why: str, answers: tuple[str, str, str]) -> None:
    assert ranking(three_themes(*answers)) is None


def test_half_of_the_statements_is_enough_to_compare() -> None:
    eight = a_set(visie=[q(f"v-{n}") for n in range(6)], werk=[q(f"w-{n}") for n in range(6)])
    answers = {f"{theme}-{n}": value for theme, value in (("v", "ja"), ("w", "nee")) for n in range(3)}
    assert ranking(stand(eight, VMBO, said(**answers))) == Ranking((eight.themes[0],), (eight.themes[1],))


# How plan, do, check and act hang together


def phases(**answers: str) -> Circle | None:
    """Answers by phase, such as `plan="ja nee"`."""
    cells = {f"{phase}-{number}": (phase, answer) for phase, given in answers.items() for number, answer in enumerate(given.split())}
    question_set = a_set(visie=[q(id, pdca={"fase": phase, "niveau": "team"}) for id, (phase, _) in cells.items()] + [q("los")])
    return circle(stand(question_set, VMBO, said(los="nee", **{id: answer for id, (_, answer) in cells.items()})))


def test_a_phase_is_ahead_when_more_than_half_of_it_is_in_order() -> None:
    assert phases(plan="ja ja", do="ja nee ja", check="nee ja", act="nee deels") == Circle(("plan", "do"), ("check", "act"))


def test_a_phase_with_too_few_scored_answers_is_not_spoken_of() -> None:
    assert phases(plan="ja ja", do="ja nee ja", check="- nee", act="nee onbekend -") == Circle(("plan", "do"), ())


def test_a_phase_of_one_statement_is_spoken_of_unless_more_may_follow() -> None:
    assert phases(plan="ja ja", act="nee") == Circle(("plan",), ("act",))
    fields = [q(f"{phase}-{n}", pdca={"fase": phase, "niveau": "team"}, kort=n < 2) for phase in ("plan", "do") for n in (0, 1, 2)]
    one = q("act-0", pdca={"fase": "act", "niveau": "team"}, kort=True)
    given = said(**{question["id"]: "ja" for question in (*fields, one)})
    longer = a_set(visie=[*fields, one])
    assert circle(stand(longer, VMBO, given)) == Circle(("plan", "do"), ())
    assert circle(stand(longer, Scope("vmbo", whole=True), given)) == Circle(("plan", "do", "act"), ())


def test_one_phase_alone_is_no_circle() -> None:
    assert phases(plan="ja nee ja", do="nee -") is None
    assert phases(plan="-") is None


# What to talk about

TALK = a_set(
    visie=[q("raad", norm="aanbevolen"), q("los"), q("agenda", norm="agenda"), q("mbo", norm={"mbo": "wet"}, bron={"mbo": {"adres": LAW}})],
    werk=[q("wet", norm="wet", bron={"adres": LAW}), q("laatste", norm="agenda"), some("meer", "nee", "ja")],
)


def discussed(**answers: str) -> list[str]:
    return ids(to_discuss(stand(TALK, VMBO, said(**answers))))


def test_what_is_not_in_order_goes_first_then_the_firmest_norm_then_the_lowest_step_then_the_order_of_the_set() -> None:
    assert discussed(agenda="meest", raad="deels") == ["raad", "agenda"]
    assert discussed(raad="nee", agenda="deels") == ["agenda", "raad"]
    assert discussed(raad="deels", los="nee") == ["los", "raad"]
    assert discussed(los="nee", raad="nee", mbo="nee") == ["raad", "los", "mbo"]


def test_what_the_law_asks_is_talked_about_apart_until_it_is_in_order() -> None:
    assert discussed(wet="nee", raad="nee") == ["raad"]
    assert discussed(wet="meest", agenda="meest") == ["wet", "agenda"]


def test_what_is_wholly_there_unknown_skipped_or_without_a_scale_needs_no_talk() -> None:
    assert discussed(raad="ja", los="onbekend", agenda=SKIPPED, wet="ja", meer="nee") == []


def test_no_more_than_three_are_talked_about() -> None:
    assert discussed(raad="nee", los="nee", agenda="nee", laatste="nee") == ["agenda", "laatste", "raad"]


# Advice


@pytest.mark.parametrize(
    ("answer", "told"), [*zip(STEPS, ("laag", "laag", "midden", "hoog"), strict=True), ("onbekend", ""), (SKIPPED, "")]
)
def test_advice_follows_the_step(answer: str, told: str) -> None:
    question_set = a_set(visie=[q("een", advies={"laag": "laag", "midden": "midden", "hoog": "hoog"})])
    assert advice(stand(question_set, VMBO, said(een=answer)), question_set.questions[0]) == told


@pytest.mark.parametrize(("answer", "told"), [("nee", "laag midden"), ("ja", "hoog"), ("onbekend", "")])
def test_the_lower_of_two_steps_gets_the_advice_for_low_and_middle(answer: str, told: str) -> None:
    scale = {**SCALE, "stappen": [SCALE["stappen"][0], SCALE["stappen"][-1]], "vanaf": "ja"}
    question_set = a_set(visie=[q("een", schaal=scale, advies={"laag": "laag", "midden": "midden", "hoog": "hoog"})])
    assert advice(stand(question_set, VMBO, said(een=answer)), question_set.questions[0]) == told


def kept(answers: str, **norms: str) -> list[str]:
    advised = {"laag": "laag", "midden": "midden", "hoog": "hoog"}
    given = answers.split()
    names = [f"v-{n}" for n in range(len(given))]
    question_set = a_set(visie=[q(name, advies=advised, norm=norms.get(name.replace("-", "_"), "aanbevolen")) for name in names])
    return [question.id for question in to_keep(stand(question_set, VMBO, said(**dict(zip(names, given, strict=True)))))]


def test_what_is_wholly_there_is_kept_one_beside_what_is_to_be_discussed_else_three() -> None:
    assert kept("ja ja ja ja") == ["v-0", "v-1", "v-2"]
    assert kept("ja ja ja deels") == ["v-0"]
    assert kept("ja ja ja meest", v_2="agenda") == ["v-2"]
    assert kept("deels nee") == kept("onbekend -") == []


def test_without_advice_in_the_set_there_is_none() -> None:
    question_set = a_set(visie=[q("een")])
    assert advice(stand(question_set, VMBO, said(een="nee")), question_set.questions[0]) == ""
