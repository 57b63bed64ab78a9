"""How people say from when to when: the words of `periode` in `content/phrases/woorden.yaml`, for `knowledge/away.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from msgspec import Struct

from knowledge.dutch import fold
from knowledge.reading import Fields

PeriodWord = Literal["vandaag", "morgen", "overmorgen", "deze_week", "volgende_week", "vanaf", "tot_en_met", "maart", "zonder_betekenis"]
WORDS_MOST = 4
"""So many words a phrase for one of these can have."""


class PeriodWords(Struct, frozen=True):
    """What each phrase of at most four words, folded, stands for."""

    meanings: Mapping[str, PeriodWord] = {}


def read_period_words(fields: Fields | None) -> PeriodWords:
    """The phrases for each meaning; none where there are no fields."""
    if fields is None:
        return PeriodWords()
    found: dict[str, PeriodWord] = {}
    for meaning in get_args(PeriodWord):
        for said in (fold(text) for text in fields.texts(meaning, longest=30)):
            if len(said.split()) > WORDS_MOST:
                fields.problem(f'"{said}" heeft meer dan {WORDS_MOST} woorden', meaning)
            if found.setdefault(said, meaning) != meaning:
                fields.problem(f'"{said}" staat ook bij "{found[said]}"', meaning)
    fields.done()
    return PeriodWords(found)
