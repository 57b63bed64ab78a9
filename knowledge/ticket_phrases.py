"""What is said of questions that are handed to a person: the group `ticket` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class TicketPhrases(Struct, frozen=True, kw_only=True):
    """Said to who asks, to who answers, and from one to the other."""

    # to who asks
    button_hand: Phrase
    which_question: Phrase
    cut: Annotated[Phrase, "most"]
    preview: Annotated[Phrase, "who"]
    content: Annotated[Phrase, "where question"]
    scan_along: Annotated[Phrase, "result"]
    preview_ends: Phrase
    button_send: Phrase
    button_with_scan: Phrase
    button_without_scan: Phrase
    button_other_words: Phrase
    button_with_name: Phrase
    button_without_name: Phrase
    which_name: Phrase
    name_unfit: Annotated[Phrase, "most"]
    content_by_name: Annotated[Phrase, "name where question"]
    preview_ends_by_name: Phrase
    button_keep: Phrase
    not_sent: Phrase
    too_many: Annotated[Phrase, "n"]
    sent: Annotated[Phrase, "number who"]
    goes_along: Phrase
    goes_on: Annotated[Phrase, "number"]
    only_files: Phrase
    file_too_large: Annotated[Phrase, "n"]
    file_not_passed: Annotated[Phrase, "number"]
    file_still_there: Annotated[Phrase, "number"]
    file_lacks: Phrase
    file: Annotated[Phrase, "name"]
    change_not_passed: Phrase
    is_open: Annotated[Phrase, "number who"]
    is_held: Annotated[Phrase, "number who"]
    is_closed: Annotated[Phrase, "number"]
    taken: Annotated[Phrase, "number who"]
    forwarded: Annotated[Phrase, "number who"]
    closed: Annotated[Phrase, "number"]
    from_staff: Annotated[Phrase, "number who text"]
    withdrawn: Phrase
    button_on: Annotated[Phrase, "number"]
    button_done: Annotated[Phrase, "number"]
    button_helped: Phrase
    button_reopen: Annotated[Phrase, "number"]
    thanks: Phrase
    reopened_by_you: Annotated[Phrase, "number"]

    # who answers
    contact: Annotated[Phrase, "region"]
    desk: Phrase
    by_name: Annotated[Phrase, "name role"]
    name_now: Annotated[Phrase, "who"]
    name_gone: Phrase
    button_name_gone: Phrase

    # to who answers
    named: Annotated[Phrase, "number where"]
    new: Annotated[Phrase, "number"]
    line_asker: Annotated[Phrase, "text"]
    line_staff: Annotated[Phrase, "text"]
    from_asker: Annotated[Phrase, "name text"]
    button_take: Annotated[Phrase, "number"]
    button_answer: Annotated[Phrase, "number"]
    button_forward: Annotated[Phrase, "number"]
    button_close: Annotated[Phrase, "number"]
    button_show: Annotated[Phrase, "number"]
    button_open: Phrase
    button_earlier: Phrase
    button_later: Phrase
    button_take_back: Phrase
    button_drop: Phrase
    button_forward_yes: Phrase
    button_forward_no: Phrase
    taken_by_you: Annotated[Phrase, "number"]
    taken_by_other: Annotated[Phrase, "number"]
    take_first: Annotated[Phrase, "number"]
    not_yours: Annotated[Phrase, "number"]
    type_answer: Annotated[Phrase, "name"]
    holds_several: Annotated[Phrase, "n"]
    belongs_where: Annotated[Phrase, "text"]
    which_number: Annotated[Phrase, "number"]
    dropped: Phrase
    sent_answer: Annotated[Phrase, "name"]
    taken_back: Annotated[Phrase, "number"]
    too_late: Phrase
    not_passed: Annotated[Phrase, "number"]
    changed: Annotated[Phrase, "name"]
    closed_by_you: Annotated[Phrase, "number"]
    closed_by_other: Annotated[Phrase, "number"]
    closed_by_asker: Annotated[Phrase, "name"]
    reopened: Annotated[Phrase, "name"]
    whereto: Annotated[Phrase, "number"]
    nowhere_to: Phrase
    forward_sure: Annotated[Phrase, "number who"]
    forwarded_by_you: Annotated[Phrase, "number who"]
    forwarded_by_other: Annotated[Phrase, "number"]
    forwarded_to_you: Annotated[Phrase, "number"]
    left_behind: Annotated[Phrase, "number"]
    none_open: Phrase
    open_head: Annotated[Phrase, "n"]
    open_page: Annotated[Phrase, "page pages"]
    already_open: Annotated[Phrase, "n"]
    open_line: Annotated[Phrase, "name since state"]
    since: Annotated[Phrase, "waited when"]
    answered: Phrase
    moment: Annotated[Phrase, "day time"]
    state_free: Phrase
    state_yours: Phrase
    state_colleague: Phrase
    one: Annotated[Phrase, "number state"]

    # where someone is
    where_handing: Phrase
    where_relaying: Annotated[Phrase, "number"]
    where_tending: Phrase
