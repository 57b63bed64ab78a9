"""What is said about figures, to medewerkers: the group `figures` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class FiguresPhrases(Struct, frozen=True, kw_only=True):
    """Said about what is counted, and about what is erased when."""

    title: Annotated[Phrase, "day"]
    hidden: Annotated[Phrase, "few"]
    few: Phrase
    people: Annotated[Phrase, "days"]
    nobody: Phrase
    role: Annotated[Phrase, "role channels"]
    on_channel: Annotated[Phrase, "number channel"]
    periods: Phrase
    line: Annotated[Phrase, "what this before year"]
    few_line: Annotated[Phrase, "what few"]
    role_parent: Phrase
    role_school: Phrase
    role_pupil: Phrase
    role_untold: Phrase
    answered: Phrase
    offered: Phrase
    refused: Phrase
    begun: Phrase
    finished: Phrase
    handed: Phrase
    reached: Phrase
    erased: Phrase
    erased_silent: Annotated[Phrase, "days"]
    wait_half_day: Phrase
    wait_day: Phrase
    wait_three_days: Phrase
    wait_longer: Phrase
    wait_unknown: Phrase
    kept: Phrase
    keeps_messages: Annotated[Phrase, "days"]
    keeps_questions: Annotated[Phrase, "days"]
    keeps_talks: Annotated[Phrase, "days"]
    keeps_drafts: Annotated[Phrase, "days"]
    keeps_scans: Annotated[Phrase, "days"]
    keeps_audit: Annotated[Phrase, "days"]
    keeps_silent: Annotated[Phrase, "days"]
    tidied: Annotated[Phrase, "day clock"]
    never_tidied: Phrase
    kept_erased: Phrase
    year: Phrase
    now: Annotated[Phrase, "days"]
    together: Annotated[Phrase, "months"]
    picture_title: Phrase
    picture_people: Annotated[Phrase, "days"]
    picture_year: Phrase
    picture_bar: Annotated[Phrase, "role channel"]
    picture_alt: Annotated[Phrase, "figures"]
    picture_told: Annotated[Phrase, "what number"]
    column_subject: Phrase
    column_what: Phrase
    column_where: Phrase
    column_when: Phrase
    column_number: Phrase
    subject_people: Phrase
    subject_use: Phrase
    subject_erased: Phrase
    subject_wait: Phrase
    file: Phrase
    file_sent: Phrase
    button: Phrase
    button_kept: Phrase
    button_file: Phrase
    button_figures: Phrase
    help: Phrase
    where: Phrase
