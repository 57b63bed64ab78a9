"""What is said of questions that go to a contact by mail, and what stands in the mail: the group `letter` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class LetterPhrases(Struct, frozen=True, kw_only=True):
    """Said to who asks, to who reads the mail, and to the medewerkers."""

    # before it is sent
    which_address: Annotated[Phrase, "who"]
    no_address: Phrase
    preview: Annotated[Phrase, "who to subject reply_to text"]
    button_address: Phrase

    # the mail itself
    subject: Annotated[Phrase, "where"]
    text: Annotated[Phrase, "content reply_to"]

    # to who asks
    sent: Annotated[Phrase, "who"]
    is_waiting: Annotated[Phrase, "day who"]
    is_sent: Annotated[Phrase, "day who"]
    answered: Annotated[Phrase, "day who"]
    button_show: Annotated[Phrase, "day"]
    button_yes: Phrase
    button_no: Phrase
    button_drop: Phrase
    thanks: Phrase
    dropped: Phrase
    no_answer: Annotated[Phrase, "email"]
    desk_knows: Phrase
    not_sent: Annotated[Phrase, "day who"]
    mail_yourself: Annotated[Phrase, "email"]
    erased: Phrase
    to_copy: Annotated[Phrase, "email"]

    # to the medewerkers
    staff_refused: Annotated[Phrase, "day who to"]
    staff_late: Annotated[Phrase, "day who to"]
    staff_no_answer: Annotated[Phrase, "day who to"]

    # where someone is
    where: Phrase
