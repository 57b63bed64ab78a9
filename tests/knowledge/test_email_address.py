"""E-mail addresses that people type."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.email_address import as_email, read_email


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("decaan@school.nl", "decaan@school.nl"),
        ("  Decaan@School.NL \n", "Decaan@school.nl"),
        ("Mijn adres is decaan@school.nl.", "decaan@school.nl"),
        ("Het is: j.de-wit+lob@mijn.school-noord.nl!", "j.de-wit+lob@mijn.school-noord.nl"),
        ("<mailto:decaan@school.nl>", "decaan@school.nl"),
        ("Jan Jansen <decaan@school.nl>", "decaan@school.nl"),
        ("“decaan@school.nl”", "decaan@school.nl"),
        ("decaan@school.nl, dus decaan@school.nl", "decaan@school.nl"),
        ("decaan@café.nl", "decaan@xn--caf-dma.nl"),
        ("a@b.c.d.example", "a@b.c.d.example"),
        ("o'neill@school.nl", "o'neill@school.nl"),
    ],
)
def test_the_one_address_in_a_text(text: str, address: str) -> None:
    assert read_email(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nee",
        "decaan at school.nl",
        "decaan@school",
        "@school.nl",
        "decaan@",
        "de caan@",
        "decaan@@school.nl",
        "a@b.nl@c.nl",
        ".decaan@school..nl",
        "a..b@school.nl",
        "dëcaan@school.nl",
        "decaan@-school.nl",
        "decaan@school_noord.nl",
        "decaan@127.0.0.1",
        "decaan@[127.0.0.1]",
        "decaan@school.nl of mentor@school.nl",
        "decaan@school.nl en iets@nergens",
        f"{'a' * 65}@school.nl",
        f"a@{'b' * 64}.nl",
        f"a@{'.'.join(['b' * 60] * 5)}.nl",
        f"a@{'.'.join(['é' * 40] * 6)}.nl",
    ],
)
def test_no_address_or_more_than_one_is_none(text: str) -> None:
    assert read_email(text) is None


@pytest.mark.parametrize(
    "text", ["decaan@school.nl\n", "decaan@school.nl\r\nBcc: x@y.nl", "<decaan@school.nl>", "a@b.nl,c@d.nl", "a@b\u200b.nl\x00"]
)
def test_as_an_address_a_text_is_nothing_else(text: str) -> None:
    assert as_email(text) is None


@given(st.text() | st.text(alphabet="ab@.<>é\r\n -_,\u3002", max_size=80))
def test_what_is_read_is_fit_for_a_header(text: str) -> None:
    found = read_email(text)
    if found is not None:
        assert re.fullmatch(r"[!-~]+@[a-z0-9-]+(\.[a-z0-9-]+)+", found)
        assert len(found) <= 254
        assert as_email(found) == read_email(found) == found


@given(st.emails())
def test_ordinary_addresses_are_read_as_they_are(address: str) -> None:
    before, _, domain = address.rpartition("@")
    if not before.startswith(tuple("'*_!?")) and as_email(address):
        assert read_email(f"Mail naar {address}, graag.") == f"{before}@{domain.lower()}"
