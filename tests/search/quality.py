"""How well questions find their entries: ours in both modes against what bots usually do, each question judged by what it did not teach."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz

from bot import content
from bot.ask import Asking
from bot.calibrate import EACH
from knowledge import Knowledge
from knowledge.search import Mode
from knowledge.search.learning import Example, Outcome, learn, thresholds
from knowledge.search.tuning import Thresholds

LABELLED = Path(__file__).with_name("labelled.jsonl")
DRAWS = 1000


class Asked(Struct, frozen=True):
    """A question of a set, the ids of the entries that answer it, and what kind of question it is."""

    text: str
    entries: tuple[str, ...]
    kind: str


class Set(Struct, frozen=True):
    """Questions, and what is known when they are asked."""

    name: str
    knowledge: Knowledge
    asked: Sequence[Asked]


def sets() -> list[Set]:
    """The labelled questions with all that is shipped and with one wording an entry; and other people's wordings with one an entry."""
    known = content.load()
    bare = known.with_entries(tuple(replace(entry, also=()) for entry in known.entries))
    labelled = [_asked(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    wordings = [Asked(wording, (entry.id,), "bewoording") for entry in known.entries for wording in entry.also]
    strange = [one for one in labelled if not one.entries]
    return [
        Set("our labelled questions, all that is shipped", known, labelled),
        Set("our labelled questions, one wording an entry", bare, labelled),
        Set("the shipped wordings, one other wording an entry", bare, [*(one for n, one in enumerate(wordings) if n % EACH), *strange]),
    ]


def _asked(line: str) -> Asked:
    fields = json.loads(line)
    return Asked(fields["text"], tuple(fields["entries"]), fields["id"].rpartition("-")[0])


def naive(one: Set, scorer: Callable[[str, str], float]) -> tuple[list[Outcome], Thresholds]:
    """What `extractOne` over all wordings does, with thresholds as good as ours."""
    wordings = [(place, wording) for place, entry in enumerate(one.knowledge.entries) for wording in entry.wordings]
    places = {entry.id: place for place, entry in enumerate(one.knowledge.entries)}
    outcomes = []
    for asked in one.asked:
        scores = np.zeros(len(places))
        for place, wording in wordings:
            scores[place] = max(scores[place], scorer(asked.text.lower(), wording.lower()) / 100)
        order = np.argsort(-scores, kind="stable").tolist()
        right_at = min((order.index(places[id]) for id in asked.entries), default=None)
        outcomes.append(Outcome(float(scores[order[0]]), float(scores[order[0]] - scores[order[1]]), right_at, not asked.entries))
    return outcomes, thresholds(outcomes)


NAIVE: dict[str, Callable[[str, str], float]] = {"rapidfuzz WRatio": fuzz.WRatio, "rapidfuzz token_set_ratio": fuzz.token_set_ratio}


def ours(every: Sequence[Set], mode: Mode, folder: Path) -> list[tuple[list[Outcome], Thresholds]]:
    """Of each set the outcomes, each of a question while no wording of its entries was learned from, with the shipped thresholds."""
    examples = [_examples(one, mode, folder) for one in every]
    before = every[0].knowledge.learned.tunings[mode]
    outcomes = learn([example for some in examples for example in some], before, points_too=True)[1]
    found = []
    for some in examples:
        found.append((outcomes[: len(some)], before.thresholds))
        outcomes = outcomes[len(some) :]
    return found


def _examples(one: Set, mode: Mode, folder: Path) -> list[Example]:
    asking = Asking(one.knowledge, folder, mode)
    assert mode == "lexical" or asking.encoder, "the extra is not installed"
    places = {entry.id: place for place, entry in enumerate(one.knowledge.entries)}
    found = []
    for asked in one.asked:
        vectors = asking.encoder.queries(asking.index.to_encode(asked.text)) if asking.encoder else None
        units = asking.index.evidence(asked.text, vectors)
        evidence = units[0].evidence if len(units) == 1 else (units[0].evidence + units[1].evidence) / 2
        found.append(Example(evidence, units[0].known, asking.index.wordings, tuple(places[id] for id in asked.entries)))
    return found


def figures(outcomes: Sequence[Outcome], when: Thresholds) -> dict[str, float]:
    """All figures of one system on one set."""
    mine = [one for one in outcomes if not one.strange]
    strange = [one for one in outcomes if one.strange]
    places = [one.right_at if one.right_at is not None else 10**6 for one in mine]
    inside, outside = np.array([one.confidence for one in mine]), np.array([one.confidence for one in strange])
    return {
        "right first": _share([place == 0 for place in places]),
        "in three": _share([place < 3 for place in places]),
        "MRR": float(np.mean([1 / (1 + place) for place in places])),
        "AUROC": float(np.mean((inside[:, None] > outside) + 0.5 * (inside[:, None] == outside))),
        "helped": _share([_helped(one, when) for one in mine]),
        "directly wrong": _share([_answers(one, when) and one.right_at != 0 for one in mine]),
        "strange answered": _share([_answers(one, when) for one in strange]),
        "strange refused": _share([not _answers(one, when) and one.confidence < when.choose for one in strange]),
    }


def intervals(outcomes: Sequence[Outcome], when: Thresholds) -> dict[str, tuple[float, float]]:
    """Of each figure what 95 of 100 draws of as many questions, with return, give."""
    chance = np.random.default_rng(1)
    mine = [one for one in outcomes if not one.strange]
    strange = [one for one in outcomes if one.strange]
    draws = []
    for _ in range(DRAWS):
        some = [mine[place] for place in chance.integers(len(mine), size=len(mine))]
        others = [strange[place] for place in chance.integers(len(strange), size=len(strange))]
        draws.append(figures([*some, *others], when))
    return {name: tuple(np.quantile([draw[name] for draw in draws], (0.025, 0.975)).tolist()) for name in draws[0]}


def by_kind(one: Set, outcomes: Sequence[Outcome], when: Thresholds) -> dict[str, tuple[int, float, float]]:
    """Of each kind of question of ours: how many, right first, helped; of strange ones how many are refused, in the place of both."""
    found = {}
    for kind in dict.fromkeys(asked.kind for asked in one.asked):
        some = [outcome for asked, outcome in zip(one.asked, outcomes, strict=True) if asked.kind == kind]
        if some[0].strange:
            refused = _share([not _answers(outcome, when) and outcome.confidence < when.choose for outcome in some])
            found[kind] = (len(some), refused, refused)
        else:
            first = _share([outcome.right_at == 0 for outcome in some])
            found[kind] = (len(some), first, _share([_helped(outcome, when) for outcome in some]))
    return found


def _answers(one: Outcome, when: Thresholds) -> bool:
    return one.confidence >= when.answer and one.lead >= when.lead


def _helped(one: Outcome, when: Thresholds) -> bool:
    """The right answer, or the right entry in the menu of three."""
    if _answers(one, when):
        return one.right_at == 0
    return one.confidence >= when.choose and one.right_at is not None and one.right_at < 3


def _share(true: Sequence[bool]) -> float:
    return sum(true) / len(true) if true else 0.0
