"""What is said about what we keep of people: the group `privacy` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class PrivacyPhrases(Struct, frozen=True, kw_only=True):
    """Said about what is kept, and when it is taken along or erased."""

    kept: Phrase
    keeps_talk: Annotated[Phrase, "days"]
    keeps_messages: Annotated[Phrase, "days"]
    keeps_scan: Annotated[Phrase, "days"]
    keeps_questions: Annotated[Phrase, "days"]
    keeps_counts: Phrase
    keeps_tickets: Annotated[Phrase, "days"]
    keeps_place: Annotated[Phrase, "place"]
    keeps_news: Phrase
    keeps_mail: Phrase
    keeps_staff: Annotated[Phrase, "days"]
    not_shared: Phrase
    in_telegram: Phrase
    in_matrix: Phrase
    rights: Phrase
    responsible: Annotated[Phrase, "organisation contact email"]
    trial: Phrase
    reference: Annotated[Phrase, "reference"]
    authority: Phrase
    taken: Phrase
    taken_for_programs: Phrase
    file: Phrase
    file_title: Phrase
    file_lead: Phrase
    button_take: Phrase
    button_erase: Phrase
    erase: Phrase
    erase_open: Annotated[Phrase, "?n"]
    erase_held: Annotated[Phrase, "?n"]
    erase_role: Phrase
    erase_last: Phrase
    erase_recall: Phrase
    erase_leaves: Phrase
    button_yes: Phrase
    button_yes_recall: Phrase
    button_no: Phrase
    not_erased: Phrase
    erased: Annotated[Phrase, "day"]
    begins_anew: Phrase
    leaves: Phrase
    back_ups: Annotated[Phrase, "days day"]
    back_ups_unknown: Phrase
    recalled: Phrase
    asker_gone: Annotated[Phrase, "number"]
    where: Phrase
