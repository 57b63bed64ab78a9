"""What is said to those who work with the guide: the group `staff` of `content/phrases/nl.yaml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.phrase import Phrase


class StaffPhrases(Struct, frozen=True, kw_only=True):
    """Said about roles and codes."""

    joined: Annotated[Phrase, "role"]
    no_code: Phrase
    too_often: Phrase
    medewerker: Phrase
    redactie: Phrase
    contact: Annotated[Phrase, "region"]
    button_roles: Phrase
    members: Phrase
    member: Annotated[Phrase, "number who"]
    described: Annotated[Phrase, "role channel day"]
    in_telegram: Phrase
    in_matrix: Phrase
    in_terminal: Phrase
    labelled: Annotated[Phrase, "who label"]
    button_member: Annotated[Phrase, "number"]
    revoke: Annotated[Phrase, "who"]
    button_revoke: Phrase
    button_keep: Phrase
    revoked: Phrase
    last: Phrase
    you_were_revoked: Annotated[Phrase, "role"]
    where: Phrase
