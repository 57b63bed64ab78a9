"""Whatever is answered, the result is good Dutch with the right numbers; and no better answer makes a theme look worse."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from dialogs.scan.at import At
from dialogs.scan.picture import picture
from knowledge.findings import circle, law_open, ranking, to_discuss
from knowledge.scan import SKIPPED, Question
from knowledge.standing import tallies
from tests.results.filled import PARTS, asked, filled
from tests.results.reading import read

SCANS = some.tuples(some.sampled_from(PARTS), some.booleans())


@some.composite
def scans(draw: some.DrawFn) -> At:
    """Any answers, also where most are the same, unknown or skipped."""
    (sector, level), whole = draw(SCANS)
    usual = draw(some.sampled_from(["", "", "nog-niet", "helemaal", "weet-niet", SKIPPED]))
    values = {}
    for question in asked(sector, level, whole=whole):
        choices = [option.id for option in question.options] + [SKIPPED]
        likely = [usual] * 8 if usual in choices else []
        values[question.id] = draw(some.sampled_from([*choices, *likely]))
    return filled(sector, level, values, whole=whole, department=draw(some.sampled_from(["", "Team 3", "Zorg & Welzijn"])))


@settings(max_examples=300, deadline=None)
@given(scans())
def test_any_result_reads_well(at: At) -> None:
    read(at)


@settings(max_examples=300, deadline=None)
@given(scans(), some.data())
def test_no_higher_step_makes_a_theme_look_worse(before: At, data: some.DataObject) -> None:
    raisable = [question for question in before.standing.questions if _higher(question, before.standing.values[question.id])]
    if not raisable:
        return
    question = data.draw(some.sampled_from(raisable))
    value = data.draw(some.sampled_from(_higher(question, before.standing.values[question.id])))
    _looks_no_worse(before, before.with_answer(question, value), question)


def _higher(question: Question, value: str) -> list[str]:
    """The steps above the one that was chosen."""
    steps = [step.id for step in question.scale.steps] if question.scale else []
    return steps[steps.index(value) + 1 :] if value in steps else []


def _looks_no_worse(before: At, after: At, question: Question) -> None:
    theme = before.standing.set.theme(question.theme)
    for old, new in zip(tallies(before.standing), tallies(after.standing), strict=True):
        assert new.enough >= old.enough
        assert new == old or new.theme == theme
    for row, raised in zip(picture(before).rows, picture(after).rows, strict=True):
        for old_cell, new_cell in zip(row.cells, raised.cells, strict=True):
            assert old_cell == new_cell or (old_cell.share is not None and new_cell.share is not None and old_cell.share < new_cell.share)
    was, now = ranking(before.standing), ranking(after.standing)
    assert (was is None) == (now is None)
    if was and now:
        assert theme not in now.weakest or theme in was.weakest
        assert theme not in was.strongest or theme in now.strongest
    around, anew = circle(before.standing), circle(after.standing)
    assert set(around.ahead if around else ()) <= set(anew.ahead if anew else ())
    assert set(law_open(after.standing)) <= set(law_open(before.standing))


@settings(max_examples=100, deadline=None)
@given(scans(), some.data())
def test_an_answer_in_the_place_of_none_never_lowers_a_count(before: At, data: some.DataObject) -> None:
    unscored = [question for question in before.standing.questions if before.standing.values[question.id] in ("weet-niet", SKIPPED)]
    if not unscored:
        return
    question = data.draw(some.sampled_from(unscored))
    assert question.scale is not None
    after = before.with_answer(question, data.draw(some.sampled_from([step.id for step in question.scale.steps])))
    for old, new in zip(tallies(before.standing), tallies(after.standing), strict=True):
        assert new.enough >= old.enough
    assert set(law_open(after.standing)) <= set(law_open(before.standing))


@settings(max_examples=100, deadline=None)
@given(scans())
def test_what_is_unknown_or_wholly_there_is_not_among_the_points_to_discuss(at: At) -> None:
    found = to_discuss(at.standing)
    assert len(found) <= 3
    assert not {at.standing.values[question.id] for question in found} & {"helemaal", "ja", "weet-niet", SKIPPED}
