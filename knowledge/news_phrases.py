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

    # subscribing and leaving
    invitation: Phrase
    button_yes: Phrase
    button_no: Phrase
    welcome: Phrase
    no_news: Phrase
    you_get_it: Phrase
    left: Phrase
    sample: Phrase
    who: Phrase
    not_for_pupils: Phrase

    # a question about one
    type_question: Phrase
    type_other_question: Phrase
    answered_before: Annotated[Phrase, "text"]
    asked: Phrase
    answer: Annotated[Phrase, "name text"]
    where: Phrase
