"""Learning from labelled questions: points for each kind of evidence, the confidence, and the thresholds; `lobgids calibrate` does it.

Nothing is left to chance: the same questions give the same numbers. The thresholds are chosen on questions that the points were not
learned from, each fifth of the entries in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from knowledge.search.tuning import Thresholds, Tuning

Numbers = NDArray[np.float64]
FOLDS = 5
STEPS, STEP = 400, 0.05
KEEP_SMALL = 1e-3
WRONG_MOST, STRANGE_ANSWERED_MOST, STRANGE_REFUSED_LEAST = 0.04, 0.03, 0.64
"""A little stricter than what we promise (0.08, 0.07, 0.58), because other questions than these will come."""
LEADS = (0.0, 0.15, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0)


class Example(Struct, frozen=True):
    """A labelled question.

    Args:
        evidence: A row of evidence for each entry.
        known: The share of the question that is known at all.
        wordings: The log of how many wordings an entry of its knowledge base has in the middle.
        right: The places of the entries that answer it; none for a question that must be refused.
    """

    evidence: Numbers
    known: float
    wordings: float
    right: tuple[int, ...]


class Outcome(Struct, frozen=True):
    """How a search did on one question: the confidence and lead of the first entry, and the place of the first right one (None: none)."""

    confidence: float
    lead: float
    right_at: int | None
    strange: bool


def learn(examples: Sequence[Example], before: Tuning, *, points_too: bool) -> tuple[Tuning, list[Outcome]]:
    """Learn from examples.

    Args:
        before: What is known until now; the points for the audience stay as they are.
        points_too: Whether the points are learned anew; if not, only the thresholds.

    Returns:
        What was learned from all examples, and the outcome of each while it was not learned from.
    """
    fold = _folds(examples)
    outcomes: dict[int, Outcome] = {}
    for one in range(FOLDS if points_too else 1):
        learned = _fitted([example for place, example in enumerate(examples) if fold[place] != one], before) if points_too else before
        for place, example in enumerate(examples):
            if fold[place] == one or not points_too:
                outcomes[place] = outcome(example, learned)
    tuning = _fitted(examples, before) if points_too else before
    ordered = [outcomes[place] for place in range(len(examples))]
    return replace(tuning, thresholds=thresholds(ordered)), ordered


def outcome(example: Example, tuning: Tuning) -> Outcome:
    """What a search with this tuning makes of an example."""
    points = example.evidence @ np.array(tuning.evidence)
    order = np.argsort(-points, kind="stable")
    places = {int(place): rank for rank, place in enumerate(order)}
    right_at = min((places[place] for place in example.right), default=None)
    lead = float(points[order[0]] - points[order[1]]) if len(order) > 1 else np.inf
    return Outcome(tuning.confidence(float(points[order[0]]), example.known, example.wordings), lead, right_at, not example.right)


def thresholds(outcomes: Sequence[Outcome]) -> Thresholds:
    """The thresholds that answer most questions rightly and yet answer few wrongly, and refuse most strange ones."""
    strange = sorted(one.confidence for one in outcomes if one.strange)
    choose = _quantile(strange, STRANGE_REFUSED_LEAST)
    best = (0.0, Thresholds(1.0, 0.0, choose))
    levels = sorted({round(one.confidence, 3) for one in outcomes if one.confidence >= choose})
    for answer, lead in product(levels, LEADS):
        worth = _worth(outcomes, answer, lead)
        if worth > best[0]:
            best = (worth, Thresholds(answer, lead, choose))
    return best[1]


def _worth(outcomes: Sequence[Outcome], answer: float, lead: float) -> float:
    """How many are answered rightly, each wrong one taking two away; -1 when too many are wrong."""
    answered = [one for one in outcomes if one.confidence >= answer and one.lead >= lead]
    ours = sum(not one.strange for one in outcomes) or 1
    strange = sum(one.strange for one in answered) / ((len(outcomes) - ours) or 1)
    right = sum(one.right_at == 0 for one in answered) / ours
    wrong = sum(not one.strange and one.right_at != 0 for one in answered) / ours
    return right - 2 * wrong if wrong <= WRONG_MOST and strange <= STRANGE_ANSWERED_MOST else -1.0


def _quantile(ordered: list[float], share: float) -> float:
    """Just above the value below which this share lies."""
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] + 0.0001, 4) if ordered else 0.0


def _folds(examples: Sequence[Example]) -> list[int]:
    """All questions of an entry are in one part, so that none is judged by what was learned from another wording of it."""
    entries = {place: number for number, place in enumerate(sorted({min(one.right) for one in examples if one.right}))}
    return [entries[min(one.right)] % FOLDS if one.right else place % FOLDS for place, one in enumerate(examples)]


def _fitted(examples: Sequence[Example], before: Tuning) -> Tuning:
    points = _points([one for one in examples if one.right])
    base, weight, known, wordings = _sureness(examples, points)
    return replace(before, evidence=tuple(points.tolist()), base=base, points=weight, known=known, wordings=wordings)


def _points(examples: Sequence[Example]) -> Numbers:
    """The points with which the right entries come first: a softmax over the entries of each question."""
    spread: Numbers = np.concatenate([one.evidence for one in examples]).std(axis=0) + 1e-9
    groups = [
        (np.stack([one.evidence for one in group]) / spread, np.stack([_wanted(one) for one in group])) for group in _of_one_size(examples)
    ]

    def slope(points: Numbers) -> Numbers:
        found: Numbers = KEEP_SMALL * points
        for rows, wanted in groups:
            raw = rows @ points
            share = np.exp(raw - raw.max(axis=1, keepdims=True))
            share /= share.sum(axis=1, keepdims=True)
            one: Numbers = np.einsum("nm,nmk->k", share - wanted, rows, optimize=True) / len(examples)
            found += one
        return found

    return _downhill(slope, len(spread)) / spread


def _of_one_size(examples: Sequence[Example]) -> list[list[Example]]:
    """The examples of each knowledge base: those with as many entries."""
    found: dict[int, list[Example]] = {}
    for one in examples:
        found.setdefault(len(one.evidence), []).append(one)
    return list(found.values())


def _wanted(example: Example) -> Numbers:
    found = np.zeros(len(example.evidence))
    found[list(example.right)] = 1 / len(example.right)
    return found


def _sureness(examples: Sequence[Example], points: Numbers) -> tuple[float, float, float, float]:
    """Base, weight of the points and of what is known, that tell our questions from strange ones; and what wordings take away."""
    top = np.array([[(one.evidence @ points).max(), one.known] for one in examples])
    ours = np.array([bool(one.right) for one in examples])
    middle, spread = top.mean(axis=0), top.std(axis=0) + 1e-9
    rows = np.concatenate([np.ones((len(top), 1)), (top - middle) / spread], axis=1)
    share_of = np.where(ours, 0.5 / max(ours.sum(), 1), 0.5 / max((~ours).sum(), 1))

    def slope(numbers: Numbers) -> Numbers:
        share = 1 / (1 + np.exp(-rows @ numbers))
        found: Numbers = rows.T @ ((share - ours) * share_of) + KEEP_SMALL * numbers
        return found

    base, *rest = _downhill(slope, 3)
    scaled = np.array(rest) / spread
    wordings = np.array([one.wordings for one in examples])
    by_chance = _slope(wordings[~ours], top[~ours] @ scaled)
    return float(base - scaled @ middle + by_chance * wordings.mean()), float(scaled[0]), float(scaled[1]), -by_chance


def _slope(across: Numbers, up: Numbers) -> float:
    """How much the one rises with the other; 0 when the other never changes."""
    spread = float(across.var()) if len(across) else 0.0
    return float(((across - across.mean()) * (up - up.mean())).mean()) / spread if spread > 1e-9 else 0.0


def _downhill(slope: Callable[[Numbers], Numbers], size: int) -> Numbers:
    """Adam, from zero."""
    at: Numbers = np.zeros(size)
    drift, swing = np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        now = slope(at)
        drift, swing = 0.9 * drift + 0.1 * now, 0.99 * swing + 0.01 * now**2
        at = at - STEP * (drift / (1 - 0.9**step)) / (np.sqrt(swing / (1 - 0.99**step)) + 1e-9)
    return at
