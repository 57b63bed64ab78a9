"""Learning points, confidence and thresholds from labelled questions."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.search.learning import Example, Outcome, learn, outcome, thresholds
from knowledge.search.tuning import EVIDENCE
from tests.search.small import TUNINGS

BEFORE = TUNINGS["lexical"]
KINDS = len(EVIDENCE["lexical"])


def example(right: int | None, strength: float, entries: int = 6, wordings: float = 0.0) -> Example:
    """The first kind of evidence tells the right entry, the second a wrong one, the others nothing."""
    evidence = np.full((entries, KINDS), 0.1)
    evidence[:, 2] = np.arange(entries) / 100
    if right is not None:
        evidence[right, 0] = strength
        evidence[(right + 1) % entries, 1] = strength
    return Example(evidence, 0.9 if right is not None else 0.2, wordings, () if right is None else (right,))


EXAMPLES = [example(number % 6, 0.5 + number / 100) for number in range(40)]
EXAMPLES += [example(None, 0, wordings=number % 2) for number in range(40)]


def test_evidence_that_tells_the_right_entry_gets_points_and_other_evidence_does_not() -> None:
    tuning, outcomes = learn(EXAMPLES, BEFORE, points_too=True)
    assert tuning.evidence[0] > 1 > tuning.evidence[1]
    assert all(one.right_at == 0 for one in outcomes if not one.strange)
    assert tuning.audience == BEFORE.audience


def test_the_same_examples_teach_the_same() -> None:
    assert learn(EXAMPLES, BEFORE, points_too=True) == learn(EXAMPLES, BEFORE, points_too=True)


def test_examples_of_two_knowledge_bases_are_learned_from_together() -> None:
    more = [*EXAMPLES, *(example(number % 4, 0.8, entries=4, wordings=1.5) for number in range(20))]
    assert learn(more, BEFORE, points_too=True)[0].evidence[0] > 1


def test_without_points_only_the_thresholds_change() -> None:
    tuning, outcomes = learn(EXAMPLES, BEFORE, points_too=False)
    assert (tuning.evidence, tuning.base, tuning.points) == (BEFORE.evidence, BEFORE.base, BEFORE.points)
    assert outcomes == [outcome(one, BEFORE) for one in EXAMPLES]


def test_strange_questions_that_look_better_where_there_are_more_wordings_make_wordings_count_against() -> None:
    examples = [example(number % 6, 0.9) for number in range(20)]
    for number in range(20):
        one = example(None, 0, wordings=float(number % 2))
        one.evidence[0, 0] += 0.3 * (number % 2)
        examples.append(one)
    assert learn(examples, BEFORE, points_too=True)[0].wordings < 0


def test_an_example_of_one_entry_is_far_ahead() -> None:
    assert outcome(example(0, 1.0, entries=1), BEFORE).lead == np.inf


def outcomes(*confidences: float, right_at: int | None = 0, strange: bool = False) -> list[Outcome]:
    return [Outcome(one, 1.0, None if strange else right_at, strange) for one in confidences]


def test_the_thresholds_refuse_most_strange_questions_and_answer_most_of_ours() -> None:
    found = thresholds([*outcomes(0.8, 0.85, 0.9, 0.95), *outcomes(*np.arange(0.1, 0.5, 0.02).tolist(), strange=True)])
    assert 0.3 < found.choose < 0.5 < found.answer <= 0.8


def test_what_is_often_wrong_is_offered_and_not_answered() -> None:
    found = thresholds([*outcomes(*[0.9] * 10, right_at=1), *outcomes(*[0.95] * 10), *outcomes(*[0.1] * 10, strange=True)])
    assert found.answer == pytest.approx(0.95)


def test_where_no_threshold_is_good_enough_nothing_is_answered() -> None:
    assert thresholds([*outcomes(0.9, 0.9, right_at=1), *outcomes(0.1, strange=True)]).answer == 1.0


def test_without_strange_questions_everything_may_be_offered() -> None:
    assert thresholds(outcomes(0.5, 0.6)).choose == 0.0


def test_with_only_strange_questions_nothing_is_answered() -> None:
    assert thresholds(outcomes(0.5, 0.6, strange=True)).answer == 1.0
