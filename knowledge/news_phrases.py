"""What is said to who gets news, and to who may want it: the group `news` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class NewsPhrases(Struct, frozen=True, kw_only=True):
    """Said to anybody but staff at work."""

    # a broadcast itself
    corrected: Phrase
    linked: Annotated[Phrase, "label url"]
    button_ask: Phrase
    button_leave: Phrase
