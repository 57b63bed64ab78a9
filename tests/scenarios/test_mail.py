"""The scenarios of a school whose contact has no chat: with nobody who may be mailed, and over a real mail server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from bot.mail import Mail
from dialogs.language import Button, Say
from knowledge import Knowledge
from tests.databases import Database
from tests.letters.content import known
from tests.mail.server import Certified, PostOffice, at, post_office
from tests.together import Did, Heard, parse, play
from tests.turn.company import Really
from tests.turn.test_letters import Hand

POST = Path(__file__).parent / "post"
MAILBOX = "post"
"""Who sees what arrived by mail."""


class ByMail:
    """The people of a scenario, and where their letters arrive."""

    def __init__(self, real: Really, hand: Hand, office: PostOffice) -> None:
        self._real = real
        self._hand = hand
        self._office = office

    async def enter(self, name: str, what: str) -> None:
        await self._real.enter(name, what)

    async def do(self, deeds: Mapping[str, Did]) -> None:
        await self._real.do(deeds)

    async def until(self, at: datetime) -> None:
        self._hand.now = at
        await self._real.until(at)

    async def heard(self) -> dict[str, list[Heard]]:
        """And what came in the mailbox."""
        before = len(self._office.letters)
        await self._hand.goes_round()
        heads = ("To", "Reply-To", "Subject")
        new = self._office.letters[before:]
        written = ["\n".join([*(f"{head}: {one[head]}" for head in heads), "", one.get_content().strip()]) for one in new]
        return {**await self._real.heard(), MAILBOX: [Heard(Say(text.replace("\r\n", "\n"))) for text in written]}

    def shown(self, name: str) -> Sequence[Button]:
        return self._real.shown(name)


async def test_as_shipped_the_school_gets_the_address_and_its_question_to_copy(
    knowledge: Knowledge, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database = await Database.create("sqlite", tmp_path)
    try:
        path = POST / "zonder-post.txt"
        played = await play(parse(path.read_text(encoding="utf-8")), Really(database, knowledge, mails=True))
    finally:
        await database.close()
    _says(path, played, request)


async def test_who_may_be_mailed_is_and_the_school_is_asked_once_whether_that_helped(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database, certified, path = await Database.create("sqlite", tmp_path), Certified(), POST / "met-post.txt"
    try:
        async with post_office(certified) as office:
            hand = Hand(await database.store(), Mail(at("smtp+starttls", office.port), certified.trusted, patience_seconds=5.0))
            company = ByMail(Really(database, known(), mails=True), hand, office)
            played = await play(parse(path.read_text(encoding="utf-8")), company)
        assert len(office.letters) == 1
    finally:
        await database.close()
    _says(path, played, request)


def _says(path: Path, played: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        path.write_text(played, encoding="utf-8")
    else:
        assert played == path.read_text(encoding="utf-8")
