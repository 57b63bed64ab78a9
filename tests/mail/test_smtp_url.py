"""`LOBGIDS_SMTP_URL`: what it means, what is wrong with it, and what `lobgids check` says of the server."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.smtp_url import NO_SENDER, NOT_ENCRYPTED, WRONG, SmtpServer, SmtpUrlError, read_smtp_url
from tests.command.lobgids import Ended, Lobgids
from tests.mail.server import IN_URL, PASSWORD, USER, Certified, post_office


@pytest.fixture
def lobgids(tmp_path: Path) -> Lobgids:
    return Lobgids(tmp_path / "data")


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (f"smtps://{IN_URL}@post.invalid", ("post.invalid", 465, "from the start", USER, PASSWORD, USER)),
        (f"smtps://{IN_URL}@post.invalid:4650/", ("post.invalid", 4650, "from the start", USER, PASSWORD, USER)),
        ("SMTP+STARTTLS://gids:x@post.invalid?from=a@b.nl", ("post.invalid", 587, "by STARTTLS", "gids", "x", "a@b.nl")),
        ("smtps://post.invalid?from=gids%2Blob@B.nl", ("post.invalid", 465, "from the start", "", "", "gids+lob@b.nl")),
        ("smtp://127.0.0.1?from=a@b.nl", ("127.0.0.1", 25, "not", "", "", "a@b.nl")),
        ("smtp://[::1]:2525?from=a@b.nl", ("::1", 2525, "not", "", "", "a@b.nl")),
    ],
)
def test_what_an_address_means(url: str, server: tuple[str, int, str, str, str, str]) -> None:
    found = read_smtp_url(url)
    assert (found.host, found.port, found.encrypted, found.user, found.password, found.sender) == server
    assert isinstance(found, SmtpServer)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("post.invalid", WRONG),
        ("https://post.invalid?from=a@b.nl", WRONG),
        ("smtps://?from=a@b.nl", WRONG),
        ("smtps://post.invalid:veel?from=a@b.nl", WRONG),
        ("smtps://post.invalid:70000?from=a@b.nl", WRONG),
        ("smtps://gids@post.invalid?from=a@b.nl", WRONG),
        ("smtps://:geheim@post.invalid?from=a@b.nl", WRONG),
        ("smtps://gids:ge/heim@post.invalid?from=a@b.nl", WRONG),
        ("smtps://gids:ge#heim@post.invalid?from=a@b.nl", WRONG),
        ("smtps://gids:ge?heim@post.invalid", WRONG),
        ("smtps://[post?from=a@b.nl", WRONG),
        ("smtps://post.invalid?from=a@b.nl&tls=no", WRONG),
        ("smtp://post.invalid?from=a@b.nl", NOT_ENCRYPTED),
        ("smtp://127.0.0.1.post.invalid?from=a@b.nl", NOT_ENCRYPTED),
        ("smtps://gids:geheim@post.invalid", NO_SENDER),
        ("smtps://gids:geheim@post.invalid?from=", NO_SENDER),
        ("smtps://gids:geheim@post.invalid?from=a@b.nl%0d%0aBcc:x@y.nl", NO_SENDER),
        ("smtps://post.invalid", NO_SENDER),
    ],
)
def test_what_is_wrong_with_an_address_is_said_without_it(url: str, says: str) -> None:
    with pytest.raises(SmtpUrlError) as found:
        read_smtp_url(url)
    assert str(found.value) == says


def test_a_wrong_address_stops_every_command_and_stays_secret(lobgids: Lobgids) -> None:
    ended = lobgids.run("check", settings={"LOBGIDS_SMTP_URL": "smtp://gids:geheim@post.invalid"})
    assert ended == Ended(2, "", f"{NOT_ENCRYPTED}\n")


async def test_check_says_whether_the_mail_server_lets_us_in(lobgids: Lobgids, tmp_path: Path) -> None:
    certified = Certified()
    (tmp_path / "gezag.pem").write_bytes(certified.authority.cert_pem.bytes())

    async def checked(url: str, trusted: Path = tmp_path / "gezag.pem") -> Ended:
        (tmp_path / "smtp").write_text(url)
        settings = {"LOBGIDS_SMTP_URL_FILE": str(tmp_path / "smtp"), "SSL_CERT_FILE": str(trusted)}
        return await asyncio.to_thread(lobgids.run, "check", settings=settings)

    async with post_office(certified) as office:
        where = f"127.0.0.1:{office.port}"
        well = await checked(f"smtp+starttls://{IN_URL}@{where}")
        wrong = await checked(f"smtp+starttls://gids%40school.invalid:geheim@{where}")
        strange = await checked(f"smtp+starttls://{IN_URL}@{where}", tmp_path / "nobody.pem")
    assert (well.code, well.err, well.out.splitlines()[1:]) == (0, "", [f"in orde: mailserver {where}, van {USER}"])
    assert (wrong.code, wrong.out.count("\n")) == (1, 1)
    assert wrong.err == f"De mailserver {where} neemt gebruiker en wachtwoord niet aan. Kijk LOBGIDS_SMTP_URL na.\n"
    assert strange.code == 1
    assert strange.err.startswith(f"De mailserver {where} heeft geen certificaat dat wij vertrouwen (")
    assert office.letters == []
