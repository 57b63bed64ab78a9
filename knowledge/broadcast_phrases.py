"""What is said of a message to many to who makes and sends it: the group `broadcast` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class BroadcastPhrases(Struct, frozen=True, kw_only=True):
    """Said to medewerkers, and to the editors of what is asked about one."""

    button: Phrase
    button_all: Phrase
    button_back: Phrase
    button_new: Phrase
    button_show: Annotated[Phrase, "number"]
    where: Phrase
    out_of_date: Phrase
    named: Annotated[Phrase, "number opening"]
    named_shortly: Annotated[Phrase, "number"]
    people: Annotated[Phrase, "?n count"]
    at_today: Annotated[Phrase, "clock"]
    at_day: Annotated[Phrase, "day clock"]

    # the list
    list: Phrase
    none: Phrase
    item: Annotated[Phrase, "name state"]
    state_draft: Phrase
    state_held: Phrase
    state_second: Phrase
    state_sending: Phrase
    state_paused: Phrase
    state_ended: Phrase
    state_cancelled: Phrase
    state_withdrawn: Phrase

    # writing
    type_text: Phrase
    type_button: Annotated[Phrase, "inside"]
    button_unclear: Annotated[Phrase, "n"]
    only_photo: Phrase
    photo_too_large: Annotated[Phrase, "n"]
    draft: Annotated[Phrase, "number opening"]
    has_photo: Phrase
    no_photo: Phrase
    has_button: Annotated[Phrase, "label link"]
    no_button: Phrase
    button_preview: Phrase
    button_who: Phrase
    button_text: Phrase
    button_link: Phrase
    button_no_link: Phrase
    button_no_photo: Phrase
    button_drop: Phrase
    dropped: Annotated[Phrase, "number"]

    # who gets it
    who: Annotated[Phrase, "number"]
    everybody: Phrase
    chosen: Annotated[Phrase, "kind names"]
    kind_roles: Phrase
    kind_sectors: Phrase
    kind_where: Phrase
    kind_channels: Phrase
    without_last: Phrase
    that_are: Annotated[Phrase, "?n people"]
    on_channel: Annotated[Phrase, "channel count"]
    via: Annotated[Phrase, "channels"]
    button_roles: Phrase
    button_sectors: Phrase
    button_provinces: Phrase
    button_regions: Phrase
    button_channels: Phrase
    button_not_last: Phrase
    button_also_last: Phrase
    button_everybody: Phrase
    choose: Phrase
    unknown: Annotated[Phrase, "?n count"]
    option: Annotated[Phrase, "name count"]
    option_chosen: Annotated[Phrase, "option"]
    region: Annotated[Phrase, "name"]

    # looking and checking
    preview: Annotated[Phrase, "number"]
    in_telegram: Phrase
    in_telegram_photo: Phrase
    in_matrix: Phrase
    in_matrix_photo: Phrase
    findings: Phrase
    finding: Annotated[Phrase, "text"]
    no_findings: Phrase
    check_nobody: Phrase
    check_no_second: Annotated[Phrase, "most"]
    check_long: Annotated[Phrase, "n most"]
    check_caption: Annotated[Phrase, "most n"]
    check_matrix: Phrase
    check_blank: Annotated[Phrase, "what"]
    check_no_such_day: Annotated[Phrase, "day"]
    check_weekday: Annotated[Phrase, "written day weekday"]
    check_past: Annotated[Phrase, "written day"]
    check_link_waits: Annotated[Phrase, "url"]
    check_link_missing: Annotated[Phrase, "url"]
    check_link_silent: Annotated[Phrase, "url"]
    check_link_refused: Annotated[Phrase, "url"]
    check_again: Annotated[Phrase, "number day"]
    reaches: Annotated[Phrase, "?n people"]
    not_chosen: Annotated[Phrase, "?n count"]
    not_subscribed: Annotated[Phrase, "?n count"]
    rest_by_mail: Phrase
    button_send: Annotated[Phrase, "people"]
    button_right: Phrase
    button_links: Phrase
    button_mail: Phrase
    mail_ends: Phrase
    not_yet: Phrase

    # confirming
    sure: Annotated[Phrase, "number people count"]
    no_number: Phrase
    other_number: Annotated[Phrase, "typed people"]
    wants_second: Annotated[Phrase, "most"]
    soon: Phrase
    later: Annotated[Phrase, "moment"]
    first_ones: Annotated[Phrase, "n"]
    button_any_hour: Phrase
    held: Annotated[Phrase, "number people"]
    goes_soon: Phrase
    button_take_back: Phrase
    taken_back: Annotated[Phrase, "number"]
    too_late: Annotated[Phrase, "number"]
    waits_for_second: Annotated[Phrase, "number people"]
    please_agree: Annotated[Phrase, "name people"]
    button_agree: Annotated[Phrase, "number"]
    button_refuse: Annotated[Phrase, "number"]
    is_another: Phrase
    not_yourself: Phrase
    refused: Annotated[Phrase, "number"]
    colleague_sends: Annotated[Phrase, "name people"]
    colleague_agreed: Annotated[Phrase, "name"]
    colleague_refused: Annotated[Phrase, "name"]
    colleague_took_back: Annotated[Phrase, "name"]

    # sending
    first_go: Annotated[Phrase, "number n"]
    first_went: Annotated[Phrase, "n number people"]
    rest_planned: Annotated[Phrase, "number moment"]
    going: Annotated[Phrase, "number"]
    paused: Annotated[Phrase, "number"]
    paused_itself: Annotated[Phrase, "number"]
    why_locked: Phrase
    why_server: Phrase
    why_retry_after: Phrase
    resumes: Annotated[Phrase, "moment"]
    resumes_itself: Phrase
    progress: Annotated[Phrase, "done total"]
    progress_of: Annotated[Phrase, "number progress"]
    rate: Annotated[Phrase, "?n count"]
    minute_left: Phrase
    minutes_left: Annotated[Phrase, "n"]
    hours_left: Annotated[Phrase, "n"]
    go_there: Phrase
    button_rest: Annotated[Phrase, "people"]
    button_pause: Phrase
    button_resume: Phrase
    button_cancel: Phrase
    colleague_rest: Annotated[Phrase, "name"]
    colleague_paused: Annotated[Phrase, "name"]
    colleague_resumed: Annotated[Phrase, "name"]
    colleague_cancelled: Annotated[Phrase, "name"]

    # when the others
    rest_when: Annotated[Phrase, "people"]
    not_polite: Phrase
    button_now: Phrase
    button_morning: Annotated[Phrase, "moment"]
    button_still_now: Phrase
    button_other_time: Phrase
    type_moment: Phrase
    rest_then: Annotated[Phrase, "people moment"]
    button_then: Phrase
    button_still_then: Phrase
    moment_unclear: Phrase
    moment_no_time: Phrase
    moment_no_such_time: Phrase
    moment_past: Phrase
    moment_too_far: Phrase

    # what became of it
    ended: Annotated[Phrase, "number"]
    cancelled: Annotated[Phrase, "number"]
    withdrawn: Annotated[Phrase, "number"]
    delivered: Annotated[Phrase, "count"]
    blocked: Annotated[Phrase, "count"]
    failed: Annotated[Phrase, "count"]
    uncertain: Annotated[Phrase, "count"]
    left: Annotated[Phrase, "count"]
    not_sent: Annotated[Phrase, "count"]
    on_this_channel: Annotated[Phrase, "channel outcomes"]
    uncertain_means: Phrase

    # correcting and withdrawing
    button_correct: Phrase
    button_withdraw: Phrase
    type_correction: Annotated[Phrase, "people"]
    correction: Annotated[Phrase, "number"]
    button_correct_yes: Phrase
    button_correct_right: Phrase
    correcting: Annotated[Phrase, "people"]
    corrected_at: Annotated[Phrase, "done total"]
    corrected_not: Annotated[Phrase, "stays"]
    withdraw: Annotated[Phrase, "number people"]
    telegram_too_old: Phrase
    telegram_soon: Phrase
    already_read: Phrase
    button_withdraw_yes: Phrase
    withdrawing: Phrase
    taken_away: Annotated[Phrase, "gone total stays"]
    colleague_corrected: Annotated[Phrase, "name"]
    colleague_withdrew: Annotated[Phrase, "name"]

    # questions about one
    button_questions: Annotated[Phrase, "n"]
    new_questions: Annotated[Phrase, "name text n"]
    button_read: Annotated[Phrase, "number"]
    questions: Annotated[Phrase, "name n"]
    last_questions: Annotated[Phrase, "n"]
    no_questions: Annotated[Phrase, "name"]
    question: Annotated[Phrase, "number text"]
    answers: Annotated[Phrase, "text"]
    button_answer: Phrase
    type_answer: Annotated[Phrase, "people n"]
    answer_too_long: Annotated[Phrase, "n most"]
    answer_seen: Annotated[Phrase, "people text"]
    button_answer_yes: Phrase
    button_answer_again: Phrase
    answer_sent: Annotated[Phrase, "people"]
