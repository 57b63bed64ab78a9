"""What an encoder makes of an entry, joined to what a search compares: the meaning of a text against the meaning of each entry.

Three views of an entry: its wordings as a passage, and question and answer together both as a passage and as a query. The best wording
counts; the two of question and answer are added, so that they are one vector here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from knowledge.faq import Entry
from knowledge.search.related import Related

Matrix = NDArray[np.float32]
Role = Literal["query", "passage"]
ANSWER_CHARACTERS = 400
NEIGHBOURS, CROWD_MOST = 20, 500


class View(Struct, frozen=True):
    """A text to encode, and whether as something asked or something said."""

    role: Role
    text: str


class EntryViews(Struct, frozen=True):
    """The views of one entry."""

    wordings: tuple[View, ...]
    whole: tuple[View, ...]

    @property
    def all(self) -> tuple[View, ...]:
        return (*self.wordings, *self.whole)


def views(entry: Entry, related: Related) -> EntryViews:
    """What must be encoded for an entry."""
    whole = related.spelled_out(f"{entry.question} {entry.answer[:ANSWER_CHARACTERS]}")
    wordings = tuple(View("passage", related.spelled_out(wording)) for wording in entry.wordings)
    return EntryViews(wordings, (View("passage", whole), View("query", whole)))


class Meanings:
    """The meanings of all entries.

    Args:
        model: The id of the model that made the vectors.
        entries: The views of each entry.
        vectors: The vector of every view.
    """

    def __init__(self, model: str, entries: Sequence[EntryViews], vectors: Mapping[View, Matrix]) -> None:
        self.model = model
        self.whole = _unit(np.array([sum(_unit(vectors[view]) for view in entry.whole) for entry in entries], dtype=np.float32))
        self._wordings = np.array([_unit(vectors[view]) for entry in entries for view in entry.wordings], dtype=np.float32)
        counts = [len(entry.wordings) for entry in entries]
        self._starts = np.cumsum([0, *counts[:-1]])
        self.crowd = self._crowd()

    def likeness(self, asked: Matrix) -> tuple[Matrix, Matrix]:
        """Of each entry the cosine of its best wording, and that of its question with answer.

        Args:
            asked: One vector.
        """
        vector = _unit(asked.astype(np.float32))
        return np.maximum.reduceat(self._wordings @ vector, self._starts), self.whole @ vector

    def _crowd(self) -> Matrix:
        """How much each entry resembles the others that are nearest to it: one that resembles everything says little.

        Of a very large knowledge base a part stands for all.
        """
        count = len(self.whole)
        places = np.arange(0, count, max(1, count // CROWD_MOST))
        alike = self.whole @ self.whole[places].T
        alike[places, np.arange(len(places))] = -1.0
        nearest = min(NEIGHBOURS, len(places) - 1)
        if nearest < 1:
            return np.zeros(count, dtype=np.float32)
        found: Matrix = np.partition(alike, -nearest, axis=1)[:, -nearest:].mean(axis=1)
        return found


def _unit(vectors: Matrix) -> Matrix:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Matrix = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return found
