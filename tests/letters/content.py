"""The shipped content with contacts who may be mailed. The persons are from fairy tales, and the addresses do not exist."""

from __future__ import annotations

from knowledge import REGIONS, Knowledge, read
from tests.talk import shipped

GENERAL, REUS = "algemeen@voorbeeld.invalid", "reus@voorbeeld.invalid"
SINCE = "bot_mag_mailen_sinds: 2026-01-01"


def regions(general: str = "", gelderland: str = SINCE) -> bytes:
    """`regios.yaml` with one contact, and what more stands at them and at the general address, as YAML in one line."""
    more = f", {general}" if general else ""
    contact = f", {gelderland}" if gelderland else ""
    return f"""
algemeen: {{rol: "Voorbeeldpunt, algemeen adres", email: {GENERAL}{more}}}
regios:
  - id: gelderland
    naam: Gelderland
    provincies: [Gelderland]
    contacten: [{{id: reus, rol: regiocontactpersoon, email: {REUS}, bevestigd_op: 2026-01-01{contact}}}]
  - {{id: overijssel, naam: Overijssel, provincies: [Overijssel]}}
""".encode()


def known(general: str = "", gelderland: str = SINCE) -> Knowledge:
    return read({**shipped(), REGIONS: regions(general, gelderland)})
