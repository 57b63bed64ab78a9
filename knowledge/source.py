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


def read_address(fields: Fields) -> str:
    """A web address from the field `adres`."""
    address = fields.text("adres", longest=400)
    if address and not address.startswith(("https://", "http://")):
        fields.problem(f'"{address}" is geen webadres (https://…)', "adres")
    return address


def source_of(fields: Fields, *, required: bool = False) -> Source | None:
    """The source in the field `bron`; None when there is none."""
    origin = fields.fields("bron", required=required)
    return read_source(origin) if origin else None


def read_source(fields: Fields) -> Source:
    """`{adres, datum}`; the date may be empty, the address may not."""
    source = Source(read_address(fields), fields.text("datum", required=False, longest=40, empty=True))
    fields.done()
    return source
