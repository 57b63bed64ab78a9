"""Questions that nobody answered yet, and what the editors add at run time: values only.

A question is open until one of the editors closed it, and as long as somebody waits for its answer who was not told.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from zlib import crc32

from msgspec import Struct

from dialogs.proposal import NOTHING_NAMED, Named
from knowledge.live import Kind

Outcome = Literal["beantwoord", "weggelegd"]


class Asked(Struct, frozen=True):
    """One question without an answer, or of which the answer did not help; its text is masked already.

    Args:
        audience: Who asked it; "" when they did not say.
        day: Local.
        unhelpful: The id of the answer that did not help; "" for none.
        nearest: Ids of entries that may be what they mean, as it was then.
        waiting: Who wants to be told, by the numbers of their accounts, in the order in which they said so.
    """

    id: str
    text: str
    audience: str
    day: date
    unhelpful: str = ""
    nearest: tuple[str, ...] = ()
    waiting: tuple[int, ...] = ()


class Untold(Struct, frozen=True):
    """Somebody who waits for an answer that is given already, and is told of it when we may write.

    Args:
        id: Of the question.
        person: The number of their account.
        day: On which it was asked; local.
        answer: What they are told.
    """

    id: str
    person: int
    day: date
    text: str
    answer: str


class Wording(Struct, frozen=True):
    """Words of people who then chose this entry from what was offered: perhaps a wording for it. Nobody's, and masked already.

    Args:
        entry: Its id.
        times: How often.
    """

    text: str
    entry: str
    times: int

    @property
    def id(self) -> str:
        """Tells it from all others on a button."""
        return str(crc32(f"{self.entry} {self.text}".encode()))


class LiveEntry(Struct, frozen=True):
    """What the editors added and did not withdraw.

    Args:
        number: Of the row.
        entry: The id of the entry that it is, or adds wordings to.
        yaml: One item of a list, as it would stand in a file of `faq/`.
        question: How it is asked; of wordings the first.
        answer: "" for wordings, and for what can't be read any more.
        since: Local time.
    """

    number: int
    entry: str
    kind: Kind
    yaml: str
    question: str
    answer: str
    since: datetime


# ── what becomes of it ────────────────────────────────────────────────────────────────────────────────────────


class CloseQuestions(Struct, frozen=True):
    """These questions are done with, and whoever waited for them in `Asked.waiting` waits no more: it tells them in the same turn.

    Args:
        answer: What they are told later; "" when they are told in this turn.
    """

    ids: tuple[str, ...]
    outcome: Outcome
    answer: str = ""


class ToldAnswer(Struct, frozen=True):
    """Whoever waited for the answers to these questions in `Untold` is told of them in this turn."""

    ids: tuple[str, ...]


class DropWording(Struct, frozen=True):
    """The editors are done with these words, however often they were said."""

    wording: Wording


class PutLive(Struct, frozen=True):
    """From now on this is known, in every process; an answer takes the place of the one that was added under the same id before.

    Args:
        proposal: The proposed answer that it was made of; it is no longer kept.
    """

    entry: str
    kind: Kind
    yaml: str
    proposal: Named = NOTHING_NAMED


class WithdrawLive(Struct, frozen=True):
    """From now on this is known no more; its row stays."""

    number: int


OfUnanswered = CloseQuestions | ToldAnswer | DropWording | PutLive | WithdrawLive
