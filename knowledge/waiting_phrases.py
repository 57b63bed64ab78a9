"""What is said while a question for a person waits: the group `waiting` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class WaitingPhrases(Struct, frozen=True, kw_only=True):
    """How long, until when, and what is done about it."""

    # how long, in working time
    no_hour: Phrase
    hours: Annotated[Phrase, "n"]
    days: Annotated[Phrase, "n"]

    # when an answer can be expected
    usual_days: Annotated[Phrase, "days"]
    working_days: Phrase
    earliest: Annotated[Phrase, "day"]

    # who is asked
    stand_in: Annotated[Phrase, "region"]

    # to who asks
    also_asked: Annotated[Phrase, "number who"]
    asked_again: Annotated[Phrase, "number who"]
    desk_knows: Annotated[Phrase, "number"]
    closed_by_itself: Annotated[Phrase, "number n"]

    # to who answers
    not_taken: Annotated[Phrase, "number"]
    free_again: Annotated[Phrase, "number"]
    take_please: Annotated[Phrase, "name waited"]
    answer_please: Annotated[Phrase, "name waited"]
    holder_silent: Annotated[Phrase, "number who waited"]
    button_take_over: Annotated[Phrase, "number"]
    closed_silent: Annotated[Phrase, "number"]

    # a list on each working day
    button_overview: Phrase
    button_no_overview: Phrase
    overview_on: Phrase
    overview_off: Phrase
    overview: Annotated[Phrase, "n"]
