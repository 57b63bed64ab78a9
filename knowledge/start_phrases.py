"""What is said at home: the group `start` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class StartPhrases(Struct, frozen=True, kw_only=True):
    """Said at home."""

    hello: Annotated[Phrase, "program"]
    program: Phrase
    program_of: Annotated[Phrase, "organisation"]
    stopped: Phrase
    help: Phrase
    who_are_you: Phrase
    home_staff: Phrase
    home_school: Phrase
    home_parent: Phrase
    home_pupil: Phrase
    button_school: Phrase
    button_parent: Phrase
    button_pupil: Phrase
    button_scan: Phrase
    button_child: Phrase
    button_steps: Phrase
    button_other: Phrase
    button_menu: Phrase
    scan_for_schools: Phrase
