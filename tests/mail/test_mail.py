"""One letter: sent, refused, or for later; and never unencrypted, to somebody else, or with a header that somebody typed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.clock import AMSTERDAM
from bot.mail import SUBJECT_MOST, Letter, Mail, MailTrouble, written
from bot.smtp_url import read_smtp_url
from bot.voice import Refused, TryLater
from knowledge.dutch import clean
from tests.mail.server import PASSWORD, USER, At, Certified, PostOffice, anything, mail, post_office

LETTER = Letter(
    id="a1b2c3",
    to="reus@voorbeeld.invalid",
    reply_to="decaan@school.invalid",
    subject="Vraag over LOB – vmbo, regio Zuid-Holland",
    text="Hoe maken wij een PTA?\n.\nDe decaan €1 ě\n" + "Een lange regel. " * 80,
    written_at=datetime(2026, 3, 29, 3, 30, tzinfo=AMSTERDAM),
)


@pytest.fixture(scope="module")
def certified() -> Certified:
    return Certified()


@pytest.fixture
async def office(certified: Certified) -> AsyncIterator[PostOffice]:
    async with post_office(certified) as office:
        yield office


# ── sent ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("scheme", "from_the_start"), [("smtps", True), ("smtp+starttls", False)])
async def test_a_letter_arrives_as_it_was_written(certified: Certified, scheme: str, from_the_start: bool) -> None:
    async with post_office(certified, from_the_start=from_the_start) as office:
        await mail(scheme, office.port, certified).send(LETTER)
    (letter,), (raw,) = office.letters, office.raw
    assert office.envelopes == [(USER, ["reus@voorbeeld.invalid"])]
    assert (office.encrypted, office.tried) == (True, [(USER, PASSWORD)])
    assert letter.get_content().replace("\r\n", "\n") == LETTER.text.strip() + "\n"
    told = {name: str(value) for name, value in letter.items()}
    assert told == {
        "From": f"LOB-gids <{USER}>",
        "To": "reus@voorbeeld.invalid",
        "Reply-To": "decaan@school.invalid",
        "Subject": LETTER.subject,
        "Date": "Sun, 29 Mar 2026 03:30:00 +0200",
        "Message-ID": "<a1b2c3@school.invalid>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 78


async def test_a_second_try_is_recognisable(certified: Certified, office: PostOffice) -> None:
    for _ in range(2):
        await mail("smtp+starttls", office.port, certified).send(LETTER)
    assert office.raw[0] == office.raw[1]


async def test_a_server_of_ones_own_needs_no_certificate_or_login() -> None:
    async with post_office(None) as office:
        own = read_smtp_url(f"smtp://127.0.0.1:{office.port}?from={USER}")
        assert (own.encrypted, own.user) == ("not", "")
        await Mail(own).send(LETTER)
    assert (len(office.letters), office.tried, office.encrypted) == (1, [], False)


@pytest.mark.parametrize("how", ["cuts", "sleeps", "says"])
async def test_what_the_server_has_is_sent_however_it_parts(certified: Certified, office: PostOffice, how: str) -> None:
    if how == "says":
        office.says["QUIT"] = "500 what?"
    else:
        getattr(office, how).add("QUIT")
    await mail("smtp+starttls", office.port, certified).send(LETTER)
    assert len(office.letters) == 1


# ── refused, or later ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("where", ["RCPT", "DATA"])
@pytest.mark.parametrize(
    ("says", "kind"), [("550 no", Refused), ("552 full", Refused), ("450 greylisted", TryLater), ("421 busy", TryLater)]
)
async def test_the_servers_word_decides(
    certified: Certified, office: PostOffice, where: At, says: str, kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    office.says[where] = f"{says} reus@voorbeeld.invalid"
    with pytest.raises(kind), caplog.at_level(logging.DEBUG):
        await mail("smtp+starttls", office.port, certified).send(LETTER)
    assert office.letters == []
    (told,) = [record.getMessage() for record in caplog.records if record.name == "lobgids"]
    assert says[:3] in told
    assert "voorbeeld" not in told


@pytest.mark.parametrize("says", ["530 log in first", "550 not your address", "451 busy"])
async def test_that_we_may_not_send_is_ours_to_mend_and_loses_no_letter(certified: Certified, office: PostOffice, says: str) -> None:
    office.says["MAIL"] = says
    with pytest.raises(TryLater):
        await mail("smtp+starttls", office.port, certified).send(LETTER)


@pytest.mark.parametrize("where", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("how", ["cuts", "sleeps"])
async def test_a_broken_or_endless_talk_is_for_later(certified: Certified, office: PostOffice, where: At, how: str) -> None:
    getattr(office, how).add(where)
    with pytest.raises(TryLater):
        await mail("smtp+starttls", office.port, certified).send(LETTER)


async def test_a_wrong_password_is_for_later(certified: Certified, office: PostOffice) -> None:
    with pytest.raises(TryLater):
        await mail("smtp+starttls", office.port, certified, login="gids%40school.invalid:mis").send(LETTER)
    assert office.letters == []


async def test_a_server_that_is_gone_is_for_later(certified: Certified) -> None:
    async with post_office(certified) as office:
        pass
    with pytest.raises(TryLater):
        await mail("smtp+starttls", office.port, certified).send(LETTER)


async def test_a_letter_is_given_up_by_who_ends_the_guide(certified: Certified, office: PostOffice) -> None:
    office.sleeps.add("DATA")
    sending = asyncio.create_task(mail("smtp+starttls", office.port, certified).send(LETTER))
    await office.arrived.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending


async def hangs_up(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Says nothing at all."""


async def sends_away(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"554 no mail today\r\n")
    await writer.drain()


async def talks_rubbish(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x00\xff\xfe rubbish\r\n" * 100)
    await writer.drain()


async def talks_on_and_on(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Each line comes in time, and the last never."""
    while True:
        writer.write(b"220-wait\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("speak", [hangs_up, sends_away, talks_rubbish, talks_on_and_on])
@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
async def test_what_is_no_mail_server_is_for_later(certified: Certified, scheme: str, speak: object) -> None:
    async with anything(speak) as port:  # type: ignore[arg-type]
        with pytest.raises(TryLater):
            await mail(scheme, port, certified).send(LETTER)


# ── encrypted, or not at all ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
async def test_a_server_that_does_not_encrypt_hears_nothing(certified: Certified, scheme: str) -> None:
    """Also not when somebody between us and it left its offer of STARTTLS out."""
    async with post_office(None) as office:
        with pytest.raises(TryLater):
            await mail(scheme, office.port, certified).send(LETTER)
    assert (office.letters, office.tried) == ([], [])


@pytest.mark.parametrize(("scheme", "from_the_start"), [("smtps", True), ("smtp+starttls", False)])
@pytest.mark.parametrize("wrong", ["of nobody we trust", "of somebody else"])
async def test_a_wrong_certificate_hears_nothing(certified: Certified, scheme: str, from_the_start: bool, wrong: str) -> None:
    theirs = Certified("elders.invalid" if wrong == "of somebody else" else "127.0.0.1")
    async with post_office(theirs, from_the_start=from_the_start) as office:
        asks = mail(scheme, office.port, theirs if wrong == "of somebody else" else certified)
        with pytest.raises(TryLater):
            await asks.send(LETTER)
        with pytest.raises(MailTrouble, match="geen certificaat dat wij vertrouwen"):
            await asks.check()
    assert (office.letters, office.tried) == ([], [])


# ── what people type ──────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = [
    "",
    "niemand",
    "a@b.nl\r\nBcc: c@d.nl",
    "a@b.nl\n",
    "a@b.nl, c@d.nl",
    "a@b.nl> SIZE=1\r\nRCPT TO:<c@d.nl",
    "Reus <reus@voorbeeld.invalid>",
    '"\r\nBcc: c@d.nl"@b.nl',
    "\udce9@b.nl",
    "a@b.nl\x00",
]


@pytest.mark.parametrize("field", ["to", "reply_to"])
@pytest.mark.parametrize("address", HOSTILE)
def test_what_is_no_address_gets_no_letter(field: str, address: str) -> None:
    with pytest.raises(Refused):
        written(replace(LETTER, **{field: address}), USER)


@pytest.mark.parametrize("id", ["", "a b", "a>\r\nBcc: c@d.nl", "é"])
def test_an_id_is_of_letters_and_digits(id: str) -> None:
    with pytest.raises(Refused):
        written(replace(LETTER, id=id), USER)


@given(
    st.text(max_size=200) | st.sampled_from(["x\r\nBcc: c@d.nl", "\r\n\r\nx", "=?utf-8?q?x?=", "é" * 200, "\udce9", "a" * 300]), st.text()
)
def test_whatever_is_asked_is_one_letter_to_one_person(subject: str, text: str) -> None:
    message = message_from_bytes(bytes(written(replace(LETTER, subject=subject, text=text), USER)), policy=default)
    assert sorted(message.keys()) == sorted(written(LETTER, USER).keys())
    assert (message["To"], message["Reply-To"], message["Bcc"]) == (LETTER.to, LETTER.reply_to, None)
    assert len(message["Subject"]) <= SUBJECT_MOST
    assert not message.is_multipart()
    assert message.get_content().replace("\r\n", "\n") == clean(text, 20_000) + "\n"


# ── check ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_checking_logs_in_and_sends_nothing(certified: Certified, office: PostOffice) -> None:
    await mail("smtp+starttls", office.port, certified).check()
    assert (office.tried, office.letters, office.envelopes) == ([(USER, PASSWORD)], [], [])


async def test_checking_says_what_to_mend(certified: Certified, office: PostOffice) -> None:
    with pytest.raises(MailTrouble, match="neemt gebruiker en wachtwoord niet aan"):
        await mail("smtp+starttls", office.port, certified, login="gids%40school.invalid:mis").check()
    with pytest.raises(MailTrouble, match="kan niet versleuteld of laat niet inloggen"):
        await mail("smtps", office.port, certified).check()
    async with post_office(None) as plain:
        with pytest.raises(MailTrouble, match="kan niet versleuteld of laat niet inloggen"):
            await mail("smtp+starttls", plain.port, certified).check()
    with pytest.raises(MailTrouble, match=f"127.0.0.1:{plain.port} is niet te bereiken"):
        await mail("smtp+starttls", plain.port, certified).check()
    async with anything(talks_on_and_on) as port:
        with pytest.raises(MailTrouble, match="niet te bereiken"):
            await mail("smtp+starttls", port, certified).check()
