"""Where something comes from."""

from __future__ import annotations

from msgspec import Struct

from knowledge.reading import Fields


class Source(Struct, frozen=True):
    """A web address, and the page's date in its own words ("" when it has none)."""

    address: str
    date: str = ""

    @property
    def site(self) -> str:
        """`expertisepuntlob.nl`, of any address there."""
        return self.address.partition("://")[2].partition("/")[0].removeprefix("www.")


EDITORS = "redactie"
"""In the place of an address: the editors wrote it themselves, on the day that is its date."""


def read_address(fields: Fields) -> str:
    """A web address from the field `adres`."""
    address = fields.text("adres", longest=400)
    if address and not address.startswith(("https://", "http://")):
        fields.problem(f'"{address}" is geen webadres (https://…)', "adres")
    return address


def source_or_editors(fields: Fields) -> Source | None:
    """The source of an answer: an address, or `{adres: redactie, datum: 2026-11-23}`; None when there is none."""
    origin = fields.fields("bron", required=False)
    if origin is None or origin.plain("adres") != EDITORS:
        return read_source(origin) if origin else None
    day = origin.date("datum")
    source = Source(origin.one_of("adres", (EDITORS,)), day.isoformat() if day else "")
    origin.done()
    return source


def source_of(fields: Fields, *, required: bool = False) -> Source | None:
    """The source in the field `bron`; None when there is none."""
    origin = fields.fields("bron", required=required)
    return read_source(origin) if origin else None


def read_source(fields: Fields) -> Source:
    """`{adres, datum}`; the date may be empty, the address may not."""
    source = Source(read_address(fields), fields.text("datum", required=False, longest=40, empty=True))
    fields.done()
    return source
