"""`lobgids invite`: a code on the output that works in a conversation, and mistakes that are named."""

from __future__ import annotations

import re

import pytest

from tests.command.lobgids import Lobgids


def test_a_code_from_the_command_works_in_the_chat(lobgids: Lobgids) -> None:
    made = lobgids.run("invite", "--role", "contact", "--region", "gelderland")
    assert (made.code, made.err) == (0, "")
    code = re.search(r"koppel (\S+)", made.out)
    assert code
    assert "contactpersoon voor Gelderland" in lobgids.chat(f"koppel {code[1]}")[-1][0]["text"]
    assert "Deze code werkt niet." in lobgids.chat(f"koppel {code[1]}")[-1][0]["text"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--role", "contact"), "Een contact heeft een regio nodig"),
        (("--role", "medewerker", "--region", "gelderland"), "alleen een contact heeft er een"),
        (("--role", "contact", "--region", "gelderlant"), 'Regio "gelderlant" bestaat niet, bedoelt u "gelderland"?'),
        (("--role", "baas"), "medewerker"),
        ((), "--role"),
    ],
)
def test_a_mistake_is_named(lobgids: Lobgids, given: tuple[str, ...], says: str) -> None:
    ended = lobgids.run("invite", *given)
    assert ended.code == 2
    assert says in ended.err
    assert "Traceback" not in ended.err
