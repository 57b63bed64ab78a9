"""`LOBGIDS_SMTP_URL`: which mail server, how to speak with it, and whose address the mail is from.

Encrypted always, except to this machine itself, where tests and a mail server of one's own may listen.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct

from knowledge.email_address import as_email

Encrypted = Literal["from the start", "by STARTTLS", "not"]
SCHEMES: dict[str, tuple[Encrypted, int]] = {
    "smtps": ("from the start", 465),
    "smtp+starttls": ("by STARTTLS", 587),
    "smtp": ("not", 25),
}
HERE = ("127.0.0.1", "::1", "localhost")
WRONG = (
    "LOBGIDS_SMTP_URL moet eruitzien als smtps://gebruiker:wachtwoord@server:465 of smtp+starttls://gebruiker:wachtwoord@server:587. "
    "Schrijf in het wachtwoord een @ als %40, een / als %2F, een # als %23, een ? als %3F en een % als %25."
)
NOT_ENCRYPTED = "LOBGIDS_SMTP_URL met smtp:// is niet versleuteld; dat mag alleen naar 127.0.0.1. Neem smtps:// of smtp+starttls://."
NO_SENDER = "LOBGIDS_SMTP_URL zegt niet van wie de e-mail komt. Zet het adres achteraan, zoals ?from=gids@voorbeeld.nl."


class SmtpUrlError(ValueError):
    """The address can't be used; the text says what to mend, and nothing of what stands in it."""


class SmtpServer(Struct, frozen=True, kw_only=True):
    """Where mail goes out.

    Args:
        user: "" when the server wants no one to log in.
        sender: The address that mail is from: the user, or what stands behind `?from=`.
    """

    host: str
    port: int
    encrypted: Encrypted
    user: str
    password: str
    sender: str


def read_smtp_url(url: str) -> SmtpServer:
    """The server that an address means.

    Raises:
        SmtpUrlError: It means none, or is not encrypted, or has no sender.
    """
    try:
        parts = urlsplit(url)
        encrypted, usual_port = SCHEMES[parts.scheme]
        host, port = parts.hostname or "", parts.port or usual_port
    except (ValueError, KeyError):
        raise SmtpUrlError(WRONG) from None
    asked = parse_qs(parts.query, keep_blank_values=True)
    if not host or parts.path not in ("", "/") or parts.fragment or asked.keys() - {"from"} or bool(parts.username) != bool(parts.password):
        raise SmtpUrlError(WRONG)
    if encrypted == "not" and host not in HERE:
        raise SmtpUrlError(NOT_ENCRYPTED)
    user = unquote(parts.username or "")
    sender = as_email(asked["from"][-1] if "from" in asked else user)
    if sender is None:
        raise SmtpUrlError(NO_SENDER)
    return SmtpServer(host=host, port=port, encrypted=encrypted, user=user, password=unquote(parts.password or ""), sender=sender)
