"""What is said to the editors around questions without an answer, and to who waited for one: the group `editing` of `nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class EditingPhrases(Struct, frozen=True, kw_only=True):
    """Said to the editors, but for what the asker reads."""

    button: Phrase
    button_all: Phrase
    where: Phrase
    help: Phrase
    out_of_date: Phrase
    people: Annotated[Phrase, "n"]
    at_today: Annotated[Phrase, "clock"]
    at_day: Annotated[Phrase, "day clock"]

    # the list of questions
    list: Annotated[Phrase, "?n"]
    last_of: Annotated[Phrase, "n"]
    in_order: Phrase
    none: Phrase
    item: Annotated[Phrase, "number text told"]
    item_times: Annotated[Phrase, "n"]
    item_waiting: Annotated[Phrase, "?n"]
    item_unhelpful: Phrase
    page: Annotated[Phrase, "page pages"]
    button_before: Phrase
    button_after: Phrase
    button_kept: Annotated[Phrase, "n"]
    button_live: Annotated[Phrase, "n"]
    button_wordings: Annotated[Phrase, "n"]

    # one question and those that ask the same
    quoted: Annotated[Phrase, "text"]
    asked_on: Annotated[Phrase, "n day"]
    asked_between: Annotated[Phrase, "n first last"]
    by: Annotated[Phrase, "who"]
    by_one: Annotated[Phrase, "who n"]
    parent: Phrase
    school: Phrase
    unknown: Phrase
    waiting: Annotated[Phrase, "?n"]
    nobody_waits: Phrase
    also: Phrase
    line: Annotated[Phrase, "text"]
    line_numbered: Annotated[Phrase, "number text"]
    line_times: Annotated[Phrase, "text n"]
    and_more: Annotated[Phrase, "n"]
    unhelpful: Annotated[Phrase, "title"]
    near: Phrase
    near_line: Annotated[Phrase, "title opening"]
    answered_now: Annotated[Phrase, "title"]
    gone: Phrase
    gone_own: Phrase
    your_words: Annotated[Phrase, "text"]
    button_answer: Phrase
    button_belongs: Annotated[Phrase, "title"]
    button_apart: Phrase
    button_aside: Phrase

    # which of them ask something else
    apart: Phrase
    left_out: Annotated[Phrase, "?n"]
    button_without: Annotated[Phrase, "number"]
    button_with_all: Phrase
    button_done: Phrase

    # an answer that there is already
    belongs: Annotated[Phrase, "text title"]
    belongs_wordings: Phrase
    belongs_known: Phrase
    tells: Annotated[Phrase, "?n"]
    tells_later: Annotated[Phrase, "moment"]
    tells_nobody: Phrase
    button_yes: Phrase

    # putting it aside
    aside: Annotated[Phrase, "text"]
    aside_waiting: Annotated[Phrase, "?n"]
    button_aside_yes: Phrase
    put_aside: Phrase

    # writing
    type_answer: Annotated[Phrase, "most"]
    answer_now: Annotated[Phrase, "text"]
    type_question: Annotated[Phrase, "text most"]
    too_long: Annotated[Phrase, "n most"]
    which_audience: Phrase
    button_for: Annotated[Phrase, "who"]
    parents: Phrase
    schools: Phrase
    everybody: Phrase
    preview: Phrase
    in_menu: Annotated[Phrase, "text"]
    for_whom: Annotated[Phrase, "who"]
    wordings: Phrase
    mend: Phrase
    remarks: Phrase
    finding: Annotated[Phrase, "text"]
    no_findings: Phrase
    check_person: Annotated[Phrase, "words"]
    check_hidden: Phrase
    button_send: Annotated[Phrase, "?n"]
    button_send_and_make: Phrase
    button_make: Phrase
    button_change: Phrase
    button_other_answer: Phrase
    button_other_question: Phrase
    button_audience: Annotated[Phrase, "who"]
    button_not: Phrase
    look_again: Phrase

    # what became of it
    sent: Annotated[Phrase, "?n"]
    sent_later: Annotated[Phrase, "?n moment"]
    made: Phrase
    changed: Phrase
    widened: Annotated[Phrase, "title"]
    closed: Phrase

    # the answers of the editors
    live: Phrase
    live_none: Phrase
    live_item: Annotated[Phrase, "number title day"]
    live_wording: Annotated[Phrase, "title"]
    live_answer: Annotated[Phrase, "title day"]
    live_words: Annotated[Phrase, "title day"]
    left: Annotated[Phrase, "what"]
    button_live_change: Phrase
    button_withdraw: Phrase
    withdraw: Annotated[Phrase, "title"]
    withdraw_words: Annotated[Phrase, "title"]
    button_withdraw_yes: Phrase
    withdrawn: Phrase

    # answers of colleagues that were kept
    kept: Annotated[Phrase, "?n"]
    kept_none: Phrase
    kept_item: Annotated[Phrase, "number text"]
    button_reject: Phrase
    rejected: Phrase

    # words for which people chose an answer
    wordings_list: Phrase
    wordings_none: Phrase
    wordings_item: Annotated[Phrase, "number text title"]
    wording: Annotated[Phrase, "text title n"]
    wording_adds: Annotated[Phrase, "text"]
    button_wording_yes: Phrase
    button_wording_no: Phrase
    wording_dropped: Phrase

    # what the asker reads
    you_asked: Annotated[Phrase, "day text"]
    no_answer: Phrase
    ask_again: Phrase
