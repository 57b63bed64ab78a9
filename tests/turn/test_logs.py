"""The watch over the log itself: a word in it is found."""

from __future__ import annotations

import logging

import pytest

from dialogs.language import Text
from tests import logs
from tests.turn.person import Person


@pytest.mark.parametrize("line", ["wie helpt mijn zoon?", "Wilhelmina"])
async def test_a_text_or_a_name_in_a_line_is_found(person: Person, line: str) -> None:
    person.name = "Wilhelmina"
    watch = logs.watched("elders")
    watch.__enter__()
    await person.do(Text("wie helpt mijn zoon?"))
    logging.getLogger("elders").debug("heard %s", line)
    with pytest.raises(AssertionError, match=f"in the log: .*{line[:5]}"):
        watch.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (b'{"text": "wie helpt mijn zoon?"}\n', {"wie helpt mijn zoon?"}),
        (b"wie helpt mijn dochter?\nmenu\n", {"wie helpt mijn dochter?"}),
        (b'"een tekst tussen tekens"\n', {'"een tekst tussen tekens"'}),
        (b"docent\n\xff\n", set()),
    ],
)
def test_what_a_terminal_is_given_is_looked_for(given: bytes, found: set[str]) -> None:
    assert logs.told(given) == found
