"""Which organisation runs the guide, and what the law wants it to tell about what it keeps: `content/organisatie.yaml`."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

from knowledge.email_address import as_email
from knowledge.problems import ContentProblem
from knowledge.reading import Content, Fields, opened

Purpose = Literal["gesprek", "scan", "contact", "medewerkers", "verbeteren", "nieuws"]
"""What the guide keeps things of people for."""
NAME_CHARACTERS_MOST = 120
TEXT_CHARACTERS_MOST = 300
BACKUP_DAYS_MOST = 3650


class Processor(Struct, frozen=True):
    """Somebody who keeps or passes on what people say, for the organisation."""

    name: str
    does: str
    where: str


class Organisation(Struct, frozen=True):
    """Who is responsible (the controller, AVG article 4).

    Args:
        privacy_contact: Who answers for it: a role or an office.
        email: Where requests about personal data go.
        bases: The legal basis (AVG article 6) of each purpose.
        hosting: Where the guide and its database run.
        backup_days: After how many days a back-up is gone.
    """

    name: str
    privacy_contact: str
    email: str
    bases: dict[Purpose, str]
    processors: tuple[Processor, ...]
    hosting: str
    backup_days: int


class Responsible(Struct, frozen=True):
    """What the file tells.

    Args:
        trial: The guide is being tried, and says so.
        organisation: None as long as it is not filled in.
    """

    trial: bool = True
    organisation: Organisation | None = None

    @property
    def name(self) -> str:
        """Of the organisation that the guide speaks for; "" while it is being tried."""
        return "" if self.trial or not self.organisation else self.organisation.name


def read_organisation(content: Content, problems: list[ContentProblem]) -> Responsible:
    """What one file tells; a trial without an organisation when there is no such file."""
    fields = opened(content, problems, "een bestand over de organisatie")
    if fields is None:
        return Responsible()
    trial = fields.flag("proefopstelling")
    organisation = _organisation(fields.fields("organisatie", required=False))
    if not trial and not fields.has("organisatie"):
        fields.problem('vul "organisatie" in, of zet "proefopstelling" op ja', "proefopstelling")
    fields.done()
    return Responsible(trial, organisation)


def _organisation(fields: Fields | None) -> Organisation | None:
    if fields is None:
        return None
    organisation = Organisation(
        name=fields.text("naam", longest=NAME_CHARACTERS_MOST),
        privacy_contact=fields.text("privacycontact", longest=NAME_CHARACTERS_MOST),
        email=_email(fields),
        bases=_bases(fields.fields("grondslagen")),
        processors=fields.list_of("verwerkers", _processor),
        hosting=fields.text("hosting", longest=TEXT_CHARACTERS_MOST),
        backup_days=fields.number("back_up_dagen", least=1, most=BACKUP_DAYS_MOST),
    )
    fields.done()
    return organisation


def _email(fields: Fields) -> str:
    text = fields.text("privacy_email", longest=NAME_CHARACTERS_MOST)
    if text and not as_email(text):
        fields.problem(f'veld "privacy_email" is geen e-mailadres: "{text}"', "privacy_email")
    return text


def _bases(fields: Fields | None) -> dict[Purpose, str]:
    """One for each purpose: what is kept without a basis may not be kept."""
    if fields is None:
        return {}
    purposes: tuple[Purpose, ...] = get_args(Purpose)
    bases: dict[Purpose, str] = {purpose: fields.text(purpose, longest=TEXT_CHARACTERS_MOST) for purpose in purposes}
    fields.done()
    return bases


def _processor(fields: Fields) -> Processor:
    processor = Processor(
        name=fields.text("naam", longest=NAME_CHARACTERS_MOST),
        does=fields.text("doet", longest=TEXT_CHARACTERS_MOST),
        where=fields.text("waar", longest=TEXT_CHARACTERS_MOST),
    )
    fields.done()
    return processor
