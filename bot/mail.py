"""Mail: one letter over SMTP, encrypted; and whether the mail server takes what we would send.

A letter may go twice when the connection breaks between the server's taking it and its telling so. Both have the same Message-ID, so that
mail programs show one.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
import time
from collections.abc import Iterator
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime

import aiosmtplib
from msgspec import Struct

from bot.smtp_url import SmtpServer
from bot.voice import Refused, TryLater
from knowledge.dutch import clean
from knowledge.email_address import as_email

FROM = "LOB-gids"
SUBJECT_MOST, TEXT_MOST = 120, 20_000
"""Characters."""
PATIENCE_SECONDS = 60.0
"""For a whole letter, however slowly a server answers."""
PARTING_SECONDS = 2.0
UNREACHABLE = "De mailserver {host}:{port} is niet te bereiken ({why}). Kijk LOBGIDS_SMTP_URL na."
NOT_ITS_CERTIFICATE = "De mailserver {host}:{port} heeft geen certificaat dat wij vertrouwen ({why}). Er is niets naartoe gestuurd."
NOT_ENCRYPTED = (
    "De mailserver {host}:{port} kan niet versleuteld of laat niet inloggen. Kijk LOBGIDS_SMTP_URL na: smtps:// of smtp+starttls://?"
)
NOT_LET_IN = "De mailserver {host}:{port} neemt gebruiker en wachtwoord niet aan. Kijk LOBGIDS_SMTP_URL na."
_logger = logging.getLogger("lobgids")


class MailTrouble(Exception):
    """The mail server can't be used as it is set; the text says what to mend."""


class Letter(Struct, frozen=True, kw_only=True):
    """A letter.

    Args:
        id: Letters and digits by chance, the same at each try; it becomes the Message-ID.
        reply_to: Where an answer goes: to who asked, not to us.
        written_at: With its time zone.
    """

    id: str
    to: str
    reply_to: str
    subject: str
    text: str
    written_at: datetime


class Mail:
    """Sends letters.

    Args:
        trusted: Whose certificates are trusted; None for those of the machine.
        patience_seconds: How long a letter may take altogether.
    """

    def __init__(self, server: SmtpServer, trusted: ssl.SSLContext | None = None, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._server = server
        self._trusted = trusted or ssl.create_default_context()
        self._patience_seconds = patience_seconds

    async def send(self, letter: Letter) -> None:
        """Send a letter; when this returns the mail server has it.

        Raises:
            TryLater: The server can't be reached, does not let us in, or says so itself; what is set may have to be mended first.
            Refused: The server refuses the address or the letter for good, or the letter can't be sent to anybody.
        """
        message, begun = written(letter, self._server.sender), time.monotonic()
        try:
            await self._talk(message)
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _by_code("recipient", error.recipients[0].code) from None
        except aiosmtplib.SMTPDataError as error:
            raise _by_code("letter", error.code) from None
        except (aiosmtplib.SMTPException, OSError) as error:  # a TimeoutError too
            raise _later(type(error).__name__, getattr(error, "code", 0)) from None
        _logger.info("mail sent ms=%d", (time.monotonic() - begun) * 1000)

    async def check(self) -> None:
        """Connect and log in, and send nothing.

        Raises:
            MailTrouble: That can't be done.
        """
        try:
            await self._talk(None)
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailTrouble(self._told(error)) from None

    async def _talk(self, message: EmailMessage | None) -> None:
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            local_hostname=server.sender.rpartition("@")[2],  # our own name would be asked of the network, and told
            timeout=self._patience_seconds,
            use_tls=server.encrypted == "from the start",
            start_tls=server.encrypted == "by STARTTLS",
            tls_context=None if server.encrypted == "not" else self._trusted,
        )
        try:
            async with asyncio.timeout(self._patience_seconds):
                await client.connect()
                if message:
                    await client.send_message(message, sender=server.sender, recipients=[message["To"].addresses[0].addr_spec])
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):  # it has the letter, whatever comes of parting
                async with asyncio.timeout(PARTING_SECONDS):
                    await client.quit()
        finally:
            client.close()

    def _told(self, error: Exception) -> str:
        host, port = self._server.host, self._server.port
        for one in _causes(error):
            if isinstance(one, ssl.SSLCertVerificationError):
                return NOT_ITS_CERTIFICATE.format(host=host, port=port, why=one.verify_message)
        if isinstance(error, aiosmtplib.SMTPAuthenticationError):
            return NOT_LET_IN.format(host=host, port=port)
        lacks = type(error) in (aiosmtplib.SMTPNotSupported, aiosmtplib.SMTPException)  # the library's for no STARTTLS, and for no login
        if lacks or any(isinstance(one, ssl.SSLError) for one in _causes(error)):
            return NOT_ENCRYPTED.format(host=host, port=port)
        return UNREACHABLE.format(host=host, port=port, why=type(error).__name__)


def written(letter: Letter, sender: str) -> EmailMessage:
    """The letter as a message.

    Raises:
        Refused: One of its addresses is none, or its id is not of letters and digits.
    """
    to, reply_to = as_email(letter.to), as_email(letter.reply_to)
    if to is None or reply_to is None or not (letter.id.isascii() and letter.id.isalnum()):
        raise Refused("address")
    message = EmailMessage(policy=WIRE)
    message["From"] = Address(FROM, addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    message["Reply-To"] = Address(addr_spec=reply_to)
    message["Subject"] = " ".join(clean(letter.subject, SUBJECT_MOST).split())
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine is to answer
    message.set_content(clean(letter.text, TEXT_MOST) + "\n", cte="quoted-printable")
    return message


def _by_code(what: str, code: int) -> TryLater | Refused:
    """Codes from 500 on are for good (RFC 5321, 4.2.1)."""
    if code < 500:
        return _later(what, code)
    _logger.warning("mail refused what=%s code=%d", what, code)
    return Refused(what, code)


def _later(what: str, code: int) -> TryLater:
    """Without the server's own words, in which addresses may stand."""
    _logger.warning("mail later what=%s code=%d", what, code)
    return TryLater(0)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came of."""
    cause: BaseException | None = error
    while cause:
        yield cause
        cause = cause.__cause__ or cause.__context__
