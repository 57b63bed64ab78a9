"""The results that a school may come to be in, each with the sentences that matter."""

from __future__ import annotations

import pytest

from bot.pictures import draw
from knowledge.scan import SKIPPED, Question
from tests.results.filled import NAMES, PARTS, answered, asked, beside, filled, on_step
from tests.results.reading import paragraphs, read

KEEP_MOST = 3
LOWEST, MIDDLE, HIGHEST = 0, 2, 3
BYTES_MOST = 150_000
CLOSE = "Uw thema's liggen dicht bij elkaar."
EVERY_PART = pytest.mark.parametrize(("sector", "level"), PARTS, ids=NAMES)


def section(text: str, *openings: str) -> str:
    """The paragraph that begins with one of these; "" when there is none."""
    return next(("\n".join(lines) for lines in paragraphs(text) if lines[0].startswith(openings)), "")


def law(text: str) -> str:
    return section(text, "Dit vraagt de wet.", "Deze punten vraagt de wet.")


def discuss(text: str) -> str:
    return section(text, "Praat hier eerst over", "Praat eerst over")


def ranking(text: str) -> str:
    return section(text, "Alle stappen meegeteld", CLOSE)


def circle(text: str) -> str:
    """The sentence on how planning, doing, looking back and adjusting hang together."""
    return next((lines[0] for lines in paragraphs(text) if lines[0].startswith(("Plannen", "Uitvoeren", "Terugkijken", "Bijstellen"))), "")


def by_theme(sector: str, level: str, **heights: int) -> str:
    """The result with one step in each theme, the rest "weet ik niet"."""

    def choose(question: Question) -> str:
        return on_step(question, heights[question.theme]) if question.theme in heights else beside(question)

    return read(answered(sector, level, choose))[0]


# ── all the same ──────────────────────────────────────────────────────────────────────────────────────────────


@EVERY_PART
def test_all_answered_with_the_highest_step(sector: str, level: str) -> None:
    text, drawing = read(answered(sector, level, lambda question: on_step(question, HIGHEST)))
    assert law(text) == discuss(text) == ""
    assert section(text, "Deze punten staan er. Zo houdt u ze vast:").count("\n• ") == KEEP_MOST
    assert section(text, "Hier kunt u verder").count("https://") > 0
    assert ranking(text) == CLOSE
    assert circle(text) == "Plannen maken, uitvoeren, terugkijken en bijstellen: daarvan is bij u veel op orde."
    assert all(row.count.startswith(f"{len(row.cells)} van {len(row.cells)} ") for row in drawing.rows)
    assert "Een vraag voor uw team: Wat willen wij dat" in text


@EVERY_PART
def test_all_answered_with_the_lowest_step(sector: str, level: str) -> None:
    text, drawing = read(answered(sector, level, lambda question: on_step(question, LOWEST)))
    assert bool(law(text)) == (sector != "havo-vwo")
    assert ranking(text) == CLOSE
    assert circle(text) == "Plannen maken, uitvoeren, terugkijken en bijstellen: daar is bij u nog veel te winnen."
    assert discuss(text).startswith("Praat eerst over deze punten:\n1. ")
    assert discuss(text).count("\n") == 6
    assert "3. " in discuss(text)
    assert section(text, "Hier kunt u verder").count("https://") in (2, 3)
    assert all(row.count.startswith("0 van ") for row in drawing.rows)


@EVERY_PART
def test_all_answered_with_the_third_of_four_steps(sector: str, level: str) -> None:
    at = answered(sector, level, lambda question: on_step(question, MIDDLE))
    text, _ = read(at)
    assert law(text) == ""
    assert circle(text).endswith(": daarvan is bij u veel op orde.")
    points = [question for question in at.standing.questions if f". {question.text} (nu: grotendeels)\n" in discuss(text)]
    assert len(points) == 3
    assert all(question.advice and question.advice.middle in discuss(text) for question in points)


@EVERY_PART
def test_all_answered_with_i_do_not_know(sector: str, level: str) -> None:
    text, drawing = read(answered(sector, level, beside))
    assert "U hebt nog niets ingevuld waarmee wij iets over de thema's kunnen zeggen." in text
    assert ranking(text) == circle(text) == discuss(text) == ""
    assert all(line.endswith("(nu: weet ik niet)") for line in law(text).split("\n")[1:])
    assert {cell.sign for row in drawing.rows for cell in row.cells} == {"?"}


@EVERY_PART
def test_everything_skipped(sector: str, level: str) -> None:
    text, drawing = read(answered(sector, level, lambda _: SKIPPED))
    assert ranking(text) == circle(text) == discuss(text) == ""
    assert text.count(" overgeslagen)") == 5 + law(text).count("(nu: overgeslagen)")
    assert {cell.sign for row in drawing.rows for cell in row.cells} == {"–"}


# ── few answers ───────────────────────────────────────────────────────────────────────────────────────────────


@EVERY_PART
@pytest.mark.parametrize("height", range(4))
def test_three_answered_and_the_rest_skipped(sector: str, level: str, height: int) -> None:
    questions = asked(sector, level)
    values = dict.fromkeys((question.id for question in questions), SKIPPED)
    text, _ = read(filled(sector, level, values | {question.id: on_step(question, height) for question in questions[:3]}))
    assert ranking(text) == ""
    assert "U hebt nog niets ingevuld" not in text
    assert len(discuss(text).split("\n1. ")) == (1 if height == HIGHEST else 2)


@EVERY_PART
@pytest.mark.parametrize("height", range(4))
@pytest.mark.parametrize("theme", ["visie", "activiteiten", "begeleiding", "kwaliteit", "samenwerking"])
def test_one_theme_only(sector: str, level: str, height: int, theme: str) -> None:
    text = by_theme(sector, level, **{theme: height})
    assert ranking(text) == ""
    assert text.count(" keer weet ik niet)") == 4


def test_one_answer_only_is_spoken_of_in_the_singular() -> None:
    questions = asked("havo-vwo", "team")
    values = dict.fromkeys((question.id for question in questions), SKIPPED)
    text, _ = read(filled("havo-vwo", "team", values | {questions[0].id: "deels"}))
    assert discuss(text).startswith("Praat hier eerst over:\n1. Wij hebben opgeschreven wat wij onder LOB verstaan. (nu: deels)\n")
    assert section(text, "Hier kunt u verder:").count("https://") == 1


# ── themes beside each other ──────────────────────────────────────────────────────────────────────────────────


def test_all_themes_different() -> None:
    text = by_theme("havo-vwo", "team", visie=0, activiteiten=1, begeleiding=2, kwaliteit=1, samenwerking=3)
    assert ranking(text) == (
        "Alle stappen meegeteld is “Deskundigheid en samenwerking” uw sterkste thema. De meeste ruimte zit in “Visie en beleid”."
    )


def test_ties_are_named_together() -> None:
    text = by_theme("havo-vwo", "team", visie=3, activiteiten=1, begeleiding=3, kwaliteit=1, samenwerking=1)
    assert ranking(text) == (
        "Alle stappen meegeteld zijn “Visie en beleid” en “Begeleiding” uw sterkste thema's."
        " De meeste ruimte zit in “Activiteiten”, “Kwaliteit bewaken” en “Deskundigheid en samenwerking”."
    )


def raised(times: int) -> str:
    """The result of a team with "deels" everywhere, but a step more at the first statements of its plans."""
    more = {question.id for question in [q for q in asked("havo-vwo", "team") if q.theme == "visie"][:times]}
    return read(answered("havo-vwo", "team", lambda question: on_step(question, 2 if question.id in more else 1)))[0]


def test_close_together_is_less_than_half_a_step() -> None:
    assert ranking(raised(3)) == CLOSE  # three steps over seven statements
    assert ranking(raised(4)).startswith("Alle stappen meegeteld is “Visie en beleid” uw sterkste thema.")


def test_too_few_answers_in_one_theme_leave_none_ahead() -> None:
    at = answered("havo-vwo", "team", lambda question: on_step(question, 3 if question.theme == "visie" else 0))
    few = [question.id for question in at.standing.questions if question.theme == "kwaliteit"][2:]
    assert "uw sterkste thema" in ranking(read(at)[0])
    assert ranking(read(filled("havo-vwo", "team", at.standing.values | dict.fromkeys(few, "weet-niet")))[0]) == ""


def test_less_than_half_answered_leaves_none_ahead() -> None:
    questions = asked("mbo", "school")
    scored = [q.id for theme in ("visie", "activiteiten", "begeleiding", "kwaliteit", "samenwerking") for q in of(theme, questions)[:3]]
    values = {q.id: on_step(q, 3 if q.theme == "visie" else 0) if q.id in scored else beside(q) for q in questions}
    assert len(scored) * 2 < len(questions)
    assert ranking(read(filled("mbo", "school", values))[0]) == ""


def of(theme: str, questions: tuple[Question, ...]) -> list[Question]:
    return [question for question in questions if question.theme == theme]


def test_planning_and_doing_ahead_of_looking_back_and_adjusting() -> None:
    ahead = ("plan", "do")
    at = answered("vmbo", "school", lambda q: on_step(q, HIGHEST if q.cell and q.cell.phase in ahead else LOWEST))
    assert circle(read(at)[0]) == "Plannen maken en uitvoeren staan er; terugkijken en bijstellen blijven achter."


def test_one_phase_behind() -> None:
    at = answered("mbo", "team", lambda q: on_step(q, LOWEST if q.cell and q.cell.phase == "act" else HIGHEST))
    assert circle(read(at)[0]) == "Plannen maken, uitvoeren en terugkijken staan er; bijstellen blijft achter."


# ── the law ───────────────────────────────────────────────────────────────────────────────────────────────────

BY_LAW = {
    "vmbo": ["competenties-vmbo", "dossier-vmbo", "pta-vmbo"],
    "havo-vwo": [],
    "mbo": ["competenties", "elke-opleiding", "extra-tijdens", "extra-na"],
}


@EVERY_PART
@pytest.mark.parametrize("whole", [False, True], ids=["short", "whole"])
def test_what_the_law_asks_comes_first_however_good_the_rest_is(sector: str, level: str, whole: bool) -> None:
    at = answered(sector, level, lambda q: on_step(q, LOWEST if q.id in BY_LAW[sector] else HIGHEST), whole=whole)
    text, _ = read(at)
    named = [question.id for question in at.standing.questions if f"• {question.text} (nu: " in law(text)]
    assert named == BY_LAW[sector]
    for question in (question for question in at.standing.questions if question.id in named):
        assert question.advice
        assert question.advice.low in law(text)
        assert f". {question.text} (nu: " not in discuss(text)


@pytest.mark.parametrize("value", ["weet-niet", SKIPPED])
def test_what_the_law_asks_and_nobody_knows_is_not_called_missing(value: str) -> None:
    at = answered("vmbo", "school", lambda q: value if q.id == "pta-vmbo" else on_step(q, HIGHEST))
    answer = "overgeslagen" if value == SKIPPED else "weet ik niet"
    assert law(read(at)[0]) == (
        f"Dit vraagt de wet. Bij u staat het er nog niet helemaal, of het is niet bekend:\n• Bij ons staat LOB in het PTA. (nu: {answer})"
    )


@pytest.mark.parametrize("height", [MIDDLE, HIGHEST])
def test_what_the_law_asks_and_is_there_is_not_named(height: int) -> None:
    at = answered("mbo", "school", lambda q: on_step(q, height if q.id in BY_LAW["mbo"] else LOWEST))
    assert law(read(at)[0]) == ""


# ── the short part, and the picture ───────────────────────────────────────────────────────────────────────────


@EVERY_PART
@pytest.mark.parametrize("height", range(4))
def test_the_short_part_alone_compares_no_themes(sector: str, level: str, height: int) -> None:
    text, drawing = read(answered(sector, level, lambda question: on_step(question, height), whole=False))
    assert ranking(text) == ""
    assert section(text, "Welk thema het sterkst is, is nu nog niet te zeggen.")
    assert [len(row.cells) for row in drawing.rows] == [2, 3, 3, 2, 2]


@pytest.mark.parametrize(("sector", "level"), [("vmbo", "school"), ("mbo", "team")])
@pytest.mark.parametrize("height", [LOWEST, MIDDLE, HIGHEST, None])
def test_its_picture_is_small_enough_to_send(sector: str, level: str, height: int | None) -> None:
    at = answered(sector, level, lambda question: beside(question) if height is None else on_step(question, height))
    assert len(draw(read(at)[1])) <= BYTES_MOST
