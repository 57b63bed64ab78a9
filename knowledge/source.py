"""Where something comes from."""

from __future__ import annotations

from msgspec import Struct

from knowledge.reading import Fields


class Source(Struct, frozen=True):
    """A web address, and the page's date in its own words ("" when it has none)."""

    address: str
    date: str = ""


def read_source(fields: Fields) -> Source:
    """`{adres, datum}`; the date may be empty, the address may not."""
    address = fields.text("adres", longest=400)
    if address and not address.startswith(("https://", "http://")):
        fields.problem(f'"{address}" is geen webadres (https://…)', "adres")
    source = Source(address, fields.text("datum", required=False, longest=40, empty=True))
    fields.done()
    return source
