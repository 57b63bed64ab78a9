"""Small knowledge bases, points that are easy to reckon with, and an encoder that knows only words."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from bot.encoder import SIZE
from knowledge.faq import Audience, Entry
from knowledge.search import Mode
from knowledge.search.index import Index
from knowledge.search.related import Related
from knowledge.search.tuning import Thresholds, Tuning
from knowledge.search.views import Matrix, Meanings, View, views

if TYPE_CHECKING:
    from collections.abc import Mapping

THRESHOLDS = Thresholds(answer=0.7, lead=0.2, choose=0.3)
TUNINGS: Mapping[Mode, Tuning] = {
    "lexical": Tuning("", (4.0, 4.0, 4.0, 0.5), 0.5, -4.0, 0.6, 1.0, 0.0, THRESHOLDS),
    "semantic": Tuning("woorden", (1.0, 1.0, 1.0, 0.2, 4.0, 8.0, -1.0), 0.5, -4.0, 0.6, 1.0, 0.0, THRESHOLDS),
}
RELATED = Related((("inschrijven", "aanmelden"), ("numerus fixus", "loting")), {"bsa": ("bindend studieadvies",)})
ENTRIES = (
    ("bol-bbl", "Wat is het verschil tussen bol en bbl?", "Bij bol gaat u vooral naar school. Bij bbl werkt u bij een bedrijf."),
    ("aanmelden", "Hoe meldt u zich aan voor het mbo?", "Aanmelden kan op de website van de school."),
    ("tussenjaar", "Is een tussenjaar een goed idee?", "Met een plan wel. Zonder plan wordt het vaak niets."),
    ("bsa", "Wat is een bindend studieadvies?", "Wie te weinig punten haalt, moet stoppen."),
    ("fixus", "Wat is een numerus fixus?", "Er is een vast aantal plaatsen voor studenten."),
    ("dossier", "Wat is een loopbaandossier?", "Daarin legt een leerling vast wat hij of zij leert."),
)


def entry(id: str, question: str, answer: str = "x", also: tuple[str, ...] = (), audiences: tuple[Audience, ...] = ()) -> Entry:
    return Entry(id=id, question=question, also=also, answer=answer, audiences=audiences)


def index(*entries: Entry, related: Related = RELATED) -> Index:
    """An index of these entries; without any, of a few about choosing a school."""
    return Index(entries or tuple(entry(*one) for one in ENTRIES), TUNINGS, related)


def vector(text: str) -> Matrix:
    """A vector of words: texts that share words are alike."""
    found = np.full(SIZE, 0.01, dtype=np.float32)
    for word in text.lower().split():
        found[int(hashlib.sha256(word.strip("?.,()").encode(errors="replace")).hexdigest(), 16) % SIZE] += 1
    return found


def with_meanings(made: Index) -> Index:
    wanted = [views(one, made.related) for one in made.entries]
    return made.with_meanings(Meanings("woorden", wanted, {view: vector(view.text) for one in wanted for view in one.all}))


def vectors(made: Index, text: str) -> Matrix:
    """What an encoder gives for a text that is searched for."""
    return np.array([vector(part) for part in made.to_encode(text)])


class WordModel:
    """Stands in for the model of the extra."""

    def __init__(self) -> None:
        self.encoded: list[View] = []

    def encode(self, texts: str, is_query: bool = False) -> np.ndarray:
        self.encoded.append(View("query" if is_query else "passage", texts))
        return vector(texts)
