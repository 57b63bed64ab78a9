"""What is said on one channel only: the groups `telegram`, `matrix` and `terminal` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class TelegramPhrases(Struct, frozen=True, kw_only=True):
    """Said in Telegram before anyone says anything, and to those whom we do not talk with."""

    description: Annotated[Phrase, "program"]
    short_description: Phrase
    short_description_trial: Phrase
    farewell: Phrase
    command_start: Phrase
    command_scan: Phrase
    command_overview: Phrase
    command_tally: Phrase
    command_steps: Phrase
    command_child: Phrase
    command_dates: Phrase
    command_contact: Phrase
    command_roles: Phrase
    command_open: Phrase
    command_daily: Phrase
    command_name: Phrase
    command_away: Phrase
    command_broadcast: Phrase
    command_figures: Phrase
    command_questions: Phrase
    command_stop: Phrase
    command_help: Phrase
    command_aloud: Phrase
    command_privacy: Phrase


class MatrixPhrases(Struct, frozen=True, kw_only=True):
    """Said in Matrix only: our name there, and what is about its rooms and keys."""

    name: Phrase
    farewell: Phrase
    unreadable: Phrase
    choose: Phrase


class TerminalPhrases(Struct, frozen=True, kw_only=True):
    """Said by the terminal itself."""

    prompt: Phrase
    goodbye: Phrase
