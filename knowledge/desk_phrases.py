"""What is said to who answers questions, beside the questions themselves: the group `desk` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class DeskPhrases(Struct, frozen=True, kw_only=True):
    """Of questions that ask the same, of drafts, and of answers that are proposed to the editors."""

    # questions that ask the same
    alike: Annotated[Phrase, "n numbers"]
    number: Annotated[Phrase, "number"]
    button_all: Annotated[Phrase, "n numbers"]
    type_one: Annotated[Phrase, "n"]
    goes_to: Annotated[Phrase, "n"]
    line: Annotated[Phrase, "name question"]
    goes_to_none: Phrase
    left_out: Annotated[Phrase, "numbers"]
    your_answer: Annotated[Phrase, "text"]
    sure: Phrase
    button_send: Annotated[Phrase, "n"]
    button_without: Annotated[Phrase, "number"]
    button_with: Annotated[Phrase, "number"]
    look_again: Phrase
    all_gone: Phrase
    sent: Annotated[Phrase, "n"]
    place: Annotated[Phrase, "name"]
    take_back: Phrase
    skipped: Annotated[Phrase, "numbers"]
    button_back_all: Phrase
    button_back: Annotated[Phrase, "number"]
    all_back: Annotated[Phrase, "numbers"]
    too_late: Annotated[Phrase, "numbers"]

    # drafts
    drafts: Phrase
    button_draft: Annotated[Phrase, "title"]
    draft: Annotated[Phrase, "name"]
    button_send_draft: Phrase
    button_change_draft: Phrase
    draft_changed: Phrase
    copy_draft: Annotated[Phrase, "name"]

    # proposed answers
    button_propose: Phrase
    will_propose: Phrase
    proposal: Annotated[Phrase, "question answer"]
    still_known: Phrase
    button_propose_yes: Phrase
    button_propose_no: Phrase
    proposed: Phrase
    proposed_already: Phrase
    not_proposed: Phrase
    new_proposal: Annotated[Phrase, "id"]
    button_keep: Annotated[Phrase, "id"]
    button_reject: Annotated[Phrase, "id"]
    kept: Annotated[Phrase, "id"]
    rejected: Annotated[Phrase, "id"]
    kept_by_other: Annotated[Phrase, "id"]
    rejected_by_other: Annotated[Phrase, "id"]
    masked_name: Phrase
    masked_place: Phrase
