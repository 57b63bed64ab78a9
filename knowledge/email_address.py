"""E-mail addresses: whether a text is one, and which one somebody typed.

Narrower than the standards allow on purpose: letters and signs as people have them before the @, a domain with a dot behind it. Quoted
names, comments and addresses of numbers are real but nobody's; what is let through here goes into a mail's headers. Whether anybody has
the address is not asked: that would tell other servers who writes to us.
"""

from __future__ import annotations

import re

import idna

from knowledge.dutch import clean

ADDRESS_MOST = 254
"""RFC 5321, 4.5.3.1.3: a path is at most 256 octets, with its two brackets."""
BEFORE_MOST = 64
"""RFC 5321, 4.5.3.1.1."""
TEXT_MOST = 1_000
_BEFORE = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII | re.IGNORECASE)
_APART = re.compile(r"[\s<>,;:\"“”„()\[\]]+")
_AROUND = ".!?'‘’*_"


def as_email(text: str) -> str | None:
    """The address that this text is and nothing else, its domain in small ASCII letters; None when it is none."""
    before, _, domain = text.rpartition("@")
    if len(text) > ADDRESS_MOST or len(before) > BEFORE_MOST or not _BEFORE.fullmatch(before):
        return None
    try:
        plain = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return None
    address = f"{before}@{plain}"
    return address if len(address) <= ADDRESS_MOST and "." in plain and not plain.rpartition(".")[2].isdecimal() else None


def read_email(text: str) -> str | None:
    """The one address in what somebody typed, also in a sentence; None when there is none, more than one, or one that can't be."""
    typed = (piece.strip(_AROUND) for piece in _APART.split(clean(text, TEXT_MOST)) if "@" in piece)
    found = {as_email(piece) for piece in typed}
    return found.pop() if len(found) == 1 else None
