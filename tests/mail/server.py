"""A real SMTP server (aiosmtpd) that keeps what it takes, and answers or breaks down as it is told."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Literal

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.mail import Mail
from bot.smtp_url import SmtpServer, read_smtp_url

USER, PASSWORD = "gids@school.invalid", "p@ss/w#rd?%"
IN_URL = "gids%40school.invalid:p%40ss%2Fw%23rd%3F%25"
At = Literal["MAIL", "RCPT", "DATA", "QUIT"]
Speak = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class PostOffice:
    """What it was sent, and what it does at each command.

    Attributes:
        says: A line to answer with instead, such as "550 no such user".
        cuts: The commands at which it breaks the connection: after having taken the letter, at DATA.
        sleeps: The commands at which it says nothing more.
        tried: Users and passwords that it was told.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.envelopes: list[tuple[str | None, list[str]]] = []
        self.raw: list[bytes] = []
        self.says: dict[At, str] = {}
        self.cuts: set[At] = set()
        self.sleeps: set[At] = set()
        self.tried: list[tuple[str, str]] = []
        self.port = 0
        self.encrypted = False
        self.arrived = asyncio.Event()
        self.parting = asyncio.Event()

    async def handle_MAIL(self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return await self._does("MAIL", server)

    async def handle_RCPT(self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        envelope.rcpt_tos.append(address)
        return await self._does("RCPT", server)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        if "DATA" not in self.says:
            letter = message_from_bytes(content, policy=default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
            self.raw.append(content)
            self.arrived.set()
            self.envelopes.append((envelope.mail_from, list(map(str, envelope.rcpt_tos))))
            self.encrypted = session.ssl is not None or _transport(server).get_extra_info("sslcontext") is not None
        return await self._does("DATA", server)

    async def handle_QUIT(self, server: SMTP, _session: Session, _envelope: Envelope) -> str:
        self.parting.set()
        return await self._does("QUIT", server)

    async def _does(self, at: At, server: SMTP) -> str:
        if at in self.sleeps:
            await asyncio.Event().wait()
        if at in self.cuts:
            _transport(server).abort()
        return self.says.get(at, "221 Bye" if at == "QUIT" else "250 OK")

    def lets_in(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, told: object) -> AuthResult:
        assert isinstance(told, LoginPassword)
        self.tried.append((told.login.decode(), told.password.decode()))
        return AuthResult(success=self.tried[-1] == (USER, PASSWORD), handled=False)


def _transport(server: SMTP) -> asyncio.WriteTransport:
    assert isinstance(server.transport, asyncio.WriteTransport)
    return server.transport


class Certified:
    """A certificate for 127.0.0.1, and who trusts it."""

    def __init__(self, name: str = "127.0.0.1") -> None:
        self.authority = trustme.CA()
        self.theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(name).configure_cert(self.theirs)
        self.trusted = ssl.create_default_context()
        self.authority.configure_trust(self.trusted)


@asynccontextmanager
async def post_office(certified: Certified | None, *, from_the_start: bool = False, port: int = 0) -> AsyncIterator[PostOffice]:
    """An open post office: encrypted from the start, by STARTTLS, or not at all without a certificate; on any port when none is named."""
    office, loop = PostOffice(), asyncio.get_running_loop()
    theirs = certified.theirs if certified else None

    def made() -> SMTP:
        if theirs is None or from_the_start:
            return SMTP(
                office,
                loop=loop,
                hostname="post",
                authenticator=office.lets_in,
                auth_require_tls=False,
                enable_SMTPUTF8=False,
            )
        return SMTP(
            office,
            loop=loop,
            hostname="post",
            authenticator=office.lets_in,
            auth_required=True,
            tls_context=theirs,
            require_starttls=True,
            enable_SMTPUTF8=False,
        )

    server = await loop.create_server(made, "127.0.0.1", port, ssl=theirs if from_the_start else None)
    office.port = server.sockets[0].getsockname()[1]
    yield office
    server.close()


@asynccontextmanager
async def anything(speak: Speak) -> AsyncIterator[int]:
    """The port of something that answers as it likes."""

    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await speak(reader, writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answered, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


def at(scheme: str, port: int, login: str = IN_URL) -> SmtpServer:
    return read_smtp_url(f"{scheme}://{login}@127.0.0.1:{port}")


def mail(scheme: str, port: int, certified: Certified, login: str = IN_URL) -> Mail:
    """Mail that waits a second and no longer."""
    return Mail(at(scheme, port, login), certified.trusted, patience_seconds=1.0)
