"""An answer of one of the staff that the editors may keep for everyone: values only.

A proposal is named by the question and the message that it was made of (`12.3`), so that the same answer is proposed once.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from dialogs.ticket import NUMBER_DIGITS_MOST

State = Literal["voorgesteld", "bewaard", "afgewezen", "antwoord"]
Named = tuple[int, int]
"""The number of a question, and of the message in it that is the answer."""
NOTHING_NAMED: Named = (0, 0)
_NUMBERS = rf"([1-9][0-9]{{0,{NUMBER_DIGITS_MOST - 1}}})[:.]([1-9][0-9]{{0,{NUMBER_DIGITS_MOST - 1}}})"
_PRESSED = re.compile(rf"stel:[a-z]{{1,8}}:{_NUMBERS}")
_KEY = re.compile(rf"v:{_NUMBERS}")
_TYPED = re.compile(rf".{{1,40}}\b{_NUMBERS}(?: af)?\s*", re.IGNORECASE)


class Proposal(Struct, frozen=True):
    """What was put before the editors.

    Args:
        ticket, message: What it was made of; the question itself may be gone.
        question, answer: Without what says who someone is.
        state: `voorgesteld` until one of the editors decided; what is `bewaard` becomes an `antwoord` when they add it to the answers.
    """

    ticket: int
    message: int
    question: str
    answer: str
    state: State = "voorgesteld"

    @property
    def id(self) -> str:
        return f"{self.ticket}.{self.message}"

    @property
    def key(self) -> str:
        """Under which it stands in the chats of the editors, and comes back to who made it."""
        return f"v:{self.ticket}:{self.message}"


def named_in_press(data: str) -> Named:
    """The proposal that a button is about; `NOTHING_NAMED` for none."""
    return _named(_PRESSED.fullmatch(data))


def named_in_key(key: str) -> Named:
    """The proposal that a reminder is about; `NOTHING_NAMED` for none."""
    return _named(_KEY.fullmatch(key))


def named_in_text(text: str) -> Named:
    """The proposal that the typed label of a button may be about (`Bewaar voorstel 12.3`)."""
    return _named(_TYPED.fullmatch(text))


def _named(found: re.Match[str] | None) -> Named:
    return (int(found[1]), int(found[2])) if found else NOTHING_NAMED


# ── what becomes of it ────────────────────────────────────────────────────────────────────────────────────────


class Suggest(Struct, frozen=True):
    """Put it before the editors, after who made it saw exactly what and said yes."""

    proposal: Proposal


class Judge(Struct, frozen=True):
    """One of the editors decided."""

    proposal: Proposal
    state: State


OfProposal = Suggest | Judge
