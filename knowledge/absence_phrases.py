"""What is said of absences and of who stands in: the group `absence` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class AbsencePhrases(Struct, frozen=True, kw_only=True):
    """Said to who will be away, to who is asked to stand in, and to who waits for an answer."""

    button: Phrase
    button_menu_not: Phrase

    # days
    when: Phrase
    unclear: Phrase
    no_such_day: Phrase
    no_end: Phrase
    backwards: Phrase
    past: Phrase
    too_far: Phrase
    overlaps: Annotated[Phrase, "period"]
    one_day: Annotated[Phrase, "day"]
    days: Annotated[Phrase, "first last"]
    year: Annotated[Phrase, "day year"]

    # who stands in
    who: Annotated[Phrase, "period"]
    who_explained: Phrase
    some_are_away: Phrase
    colleague: Annotated[Phrase, "role day"]
    colleague_alike: Annotated[Phrase, "who number"]
    colleague_labelled: Annotated[Phrase, "who label"]
    button_desk: Phrase
    button_nobody: Phrase
    button_earlier: Phrase
    button_later: Phrase

    # what that means
    plan: Annotated[Phrase, "period"]
    plan_stand_in: Annotated[Phrase, "who"]
    plan_asked_now: Phrase
    plan_asked_later: Annotated[Phrase, "when"]
    plan_agreed: Phrase
    plan_desk: Phrase
    plan_nobody: Phrase
    plan_standing_in: Annotated[Phrase, "who period"]
    moves_now: Phrase
    moves_later: Annotated[Phrase, "when"]
    moves_never: Phrase
    line: Annotated[Phrase, "name fate"]
    later_ones: Annotated[Phrase, "fate"]
    late: Annotated[Phrase, "when"]
    late_stays: Phrase
    none_held: Phrase
    fate_stand_in: Phrase
    fate_desk: Phrase
    fate_back: Phrase
    fate_keep: Phrase
    which_fate: Annotated[Phrase, "name fate"]
    button_stand_in: Phrase
    button_to_desk: Phrase
    button_back: Phrase
    button_keep: Phrase
    button_all: Annotated[Phrase, "fate"]
    button_other_days: Phrase
    button_other_person: Phrase
    button_yes: Phrase
    button_to_plan: Phrase
    plan_changed: Phrase
    called_off: Phrase
    agreed: Annotated[Phrase, "period"]
    moment: Annotated[Phrase, "day time"]

    # as it stands
    none: Phrase
    list: Phrase
    item: Annotated[Phrase, "number period state"]
    standing_in: Annotated[Phrase, "who period"]
    state_asked: Annotated[Phrase, "who"]
    state_accepted: Annotated[Phrase, "who"]
    state_refused: Phrase
    state_gone: Phrase
    state_desk: Phrase
    state_nobody: Phrase
    button_withdraw: Annotated[Phrase, "number"]
    button_change: Annotated[Phrase, "number"]
    button_another: Phrase
    withdraw_sure: Annotated[Phrase, "period"]
    button_withdraw_yes: Phrase
    button_withdraw_no: Phrase
    withdrawn: Annotated[Phrase, "period"]
    has_begun: Annotated[Phrase, "period"]
    divided: Phrase
    still_asked: Phrase
    back: Annotated[Phrase, "n"]
    back_none: Phrase

    # to who stands in, and back
    invited: Annotated[Phrase, "who period"]
    button_accept: Phrase
    button_decline: Phrase
    accepted_by_you: Annotated[Phrase, "who period"]
    declined_by_you: Annotated[Phrase, "who period"]
    accepted: Annotated[Phrase, "who period"]
    declined: Annotated[Phrase, "who period"]
    button_choose: Phrase
    not_needed: Annotated[Phrase, "who period"]
    entrusted: Annotated[Phrase, "number"]
    returned: Annotated[Phrase, "number"]
    back_to_region: Annotated[Phrase, "number"]

    # to who waits for an answer
    told_stand_in: Annotated[Phrase, "number who"]
    told_region: Annotated[Phrase, "number who"]

    where: Phrase
