"""Which entry someone asks for: evidence of every kind added up to points, points to a confidence, and that to a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from knowledge.dutch import fold
from knowledge.faq import Audience, Entry
from knowledge.search.asked import Asked, asked
from knowledge.search.lexical import Folded, Lexical, folded
from knowledge.search.matches import CANDIDATES_MOST, Candidate, Decision, Matches, Mode
from knowledge.search.related import Related
from knowledge.search.tuning import Tuning
from knowledge.search.views import Matrix, Meanings

Points = NDArray[np.float64]
EXACT_POINTS = 1000.0
"""For a text that is letter for letter a wording of an entry."""


class Unit(Struct, frozen=True):
    """Evidence of one text: a row for each entry, and the share of the text that is known."""

    evidence: Points
    known: float


class Index:
    """All entries of a knowledge base, made once for it.

    Args:
        tunings: What was learned, for each mode.
        before: An older index, of which entries that did not change are taken over.
    """

    def __init__(
        self, entries: Sequence[Entry], tunings: Mapping[Mode, Tuning], related: Related | None = None, before: Index | None = None
    ) -> None:
        self.entries = tuple(entries)
        self.tunings = dict(tunings)
        self.related = related or Related()
        self.meanings: Meanings | None = None
        old = before._folded if before else {}
        self._folded: dict[Entry, Folded] = {entry: old.get(entry) or folded(entry) for entry in self.entries}
        self._lexical = Lexical([self._folded[entry] for entry in self.entries], self.related) if self.entries else None
        self._exact: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            for words in filter(None, self._folded[entry].wordings):
                self._exact.setdefault(" ".join(words), []).append(place)
        wordings = sum(len(one.wordings) for one in self._folded.values())
        self.wordings = log(max(wordings, 1) / max(len(self._folded), 1))
        """The log of how many wordings an entry has on average."""
        self._audiences = {name: self._for(name) for name in ("ouder", "school", "leerling")}

    def with_meanings(self, meanings: Meanings) -> Index:
        """The same index that can compare meanings too."""
        other = object.__new__(Index)
        other.__dict__.update(self.__dict__)
        other.meanings = meanings
        return other

    def takes_from(self, before: Index, entry: Entry) -> bool:
        """Whether an entry was not folded again, but taken over from an older index."""
        return self._folded[entry] is before._folded.get(entry)

    def to_encode(self, text: str) -> tuple[str, ...]:
        """The texts of which `find` wants the vectors, in this order: the whole, and the sentences or questions that count."""
        return tuple(self.related.spelled_out(part) for part in self._parts(asked(text)))

    def find(self, text: str, audience: Audience | None = None, most: int = CANDIDATES_MOST, vectors: Matrix | None = None) -> Matches:
        """The entries that a text may ask for, best first.

        Args:
            audience: Entries for others count a little less; None when it is not known who asks.
            most: How many candidates at most.
            vectors: A row for each text of `to_encode`; None compares letters and words only.
        """
        what = asked(text)
        plain = fold(what.text)
        if self._lexical is None or not any(sign.isalnum() for sign in what.text):
            nothing = np.zeros(len(self.entries))
            return Matches("unknown", tuple(Candidate(self.entries[place].id, 0.0) for place in _best(nothing, most)))
        mode: Mode = "semantic" if vectors is not None and self.meanings else "lexical"
        parts = self._parts(what)
        units = [self._unit(part, None if mode == "lexical" else vectors[row]) for row, part in enumerate(parts)]  # type: ignore[index]
        tuning = self.tunings[mode]
        points = [unit.evidence @ np.array(tuning.evidence) + self._fits(audience, tuning) for unit in units]
        first = points[0] if len(points) == 1 else (points[0] + points[1]) / 2
        for place in self._exact.get(plain, ()):
            first[place] += EXACT_POINTS
        found = self._matches(first, units[0].known, mode, most)
        if len(what.questions) < 2:
            return found
        other = self._matches((points[0] + points[2]) / 2, units[2].known, mode, most)
        same = other.candidates[:1] and other.candidates[0].entry == found.candidates[0].entry
        return found if same or other.decision == "unknown" else _and(found, other)

    def evidence(self, text: str, vectors: Matrix | None = None) -> list[Unit]:
        """What learning looks at: the evidence of each text of `to_encode`."""
        parts = self._parts(asked(text))
        return [self._unit(part, None if vectors is None else vectors[row]) for row, part in enumerate(parts)]

    def _parts(self, what: Asked) -> tuple[str, ...]:
        if what.questions:
            return (what.text, *what.questions)
        if not what.sentences:
            return (what.text,)
        return (what.text, max(what.sentences, key=self._tells))

    def _tells(self, sentence: str) -> float:
        """How much a sentence says of what any entry is about; twice as much when it is a question."""
        assert self._lexical is not None
        return self._lexical.tells(sentence) * (2 if sentence.endswith("?") else 1)

    def _unit(self, text: str, vector: Matrix | None) -> Unit:
        assert self._lexical is not None
        found, known = self._lexical.evidence(text)
        if vector is not None and self.meanings:
            wording, whole = self.meanings.likeness(vector)
            found += [one.astype(np.float64) for one in (wording, whole, self.meanings.crowd)]
        return Unit(np.stack(found, axis=1), known)

    def _for(self, audience: str) -> Points:
        """1 for an entry for this audience, -1 for one that is only for others, 0 for one for everyone."""
        return np.array([0.0 if not one.audiences else 1.0 if audience in one.audiences else -1.0 for one in self.entries])

    def _fits(self, audience: Audience | None, tuning: Tuning) -> Points | float:
        return tuning.audience * self._audiences[audience] if audience else 0.0

    def _matches(self, points: Points, known: float, mode: Mode, most: int) -> Matches:
        tuning = self.tunings[mode]
        best = _best(points, max(most, 2))
        scores = [round(tuning.confidence(float(points[place]), known, self.wordings), 4) for place in best]
        lead = float(points[best[0]] - points[best[1]]) if len(best) > 1 else EXACT_POINTS
        candidates = tuple(Candidate(self.entries[place].id, score) for place, score in zip(best, scores, strict=True))
        return Matches(_decide(scores[0], lead, tuning), candidates[:most], scores[0], mode)


def _best(points: Points, most: int) -> list[int]:
    """The places of the most points, the most first; of the same points the first entry."""
    found: list[int] = np.argsort(-points, kind="stable")[:most].tolist()
    return found


def _decide(confidence: float, lead: float, tuning: Tuning) -> Decision:
    when = tuning.thresholds
    if confidence >= when.answer and lead >= when.lead:
        return "answer"
    return "choose" if confidence >= when.choose else "unknown"


def _and(first: Matches, second: Matches) -> Matches:
    return Matches(first.decision, first.candidates, first.confidence, first.mode, second)
