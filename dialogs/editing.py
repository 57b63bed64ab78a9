"""What a conversation remembers of an editor who looks at questions without an answer, and writes one (`dialogs/memory.py`)."""

from __future__ import annotations

from msgspec import Struct

from dialogs.proposal import NOTHING_NAMED, Named


class Editing(Struct, frozen=True, tag="editing", omit_defaults=True):
    """One of the editors looks at questions that nobody answered, or at the answers that the editors made.

    Args:
        page: What of it they look at, or are to type; "" for the list of questions.
        number: Of a list that has more pages, from 1.
        asked: The id of the question that they answer, with those that ask the same; "" for none.
        left: Ids of those among these that they left out.
        entry: The id of the entry to which they may add its wordings; "" for none.
        proposal: The kept answer of a colleague that they work on.
        wording: The id of the words that they may add to an answer; "" for none.
        live: The number of the answer of the editors that they look at or change; 0 for none.
        question: How it will stand in a menu.
        answer: What they typed.
        audience: For whom; "" for everybody.
    """

    page: str = ""
    number: int = 1
    asked: str = ""
    left: tuple[str, ...] = ()
    entry: str = ""
    proposal: Named = NOTHING_NAMED
    live: int = 0
    wording: str = ""
    question: str = ""
    answer: str = ""
    audience: str = ""
