"""A letter from the yes of its asker until nothing is kept of it: on both kinds of database, over a real mail server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import stamp
from bot.log import Log
from bot.mail import Letter, Mail
from bot.postman import FIRST_PAUSE, PAUSE_MOST, Postman, next_pause
from bot.storage.store import Store
from bot.storage.troubles import Locked
from bot.turn import Turns
from dialogs.language import Press
from knowledge import Knowledge
from tests.databases import Database
from tests.letters.content import GENERAL, REUS, known
from tests.mail.server import At, Certified, PostOffice, at, post_office
from tests.talk import MONDAY
from tests.turn.desk import BOSS, presses, school, staff, texts
from tests.turn.person import Person

QUESTION, MINE = "Wie komt bij ons langs met zijn zevenmijlslaarzen?", "decaan@school.invalid"
DAY = timedelta(days=1)
KNOWN = known()
HOW = "SELECT status, tries, problem, recipient, reply_to, subject, text, content FROM letters"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return KNOWN


@pytest.fixture
async def turns(store: Store, knowledge: Knowledge) -> Turns:
    return Turns(store, knowledge, Log(b"key"), mails=True)


@pytest.fixture(scope="module")
def certified() -> Certified:
    return Certified()


@pytest.fixture
async def office(certified: Certified) -> AsyncIterator[PostOffice]:
    async with post_office(certified) as office:
        yield office


class Hand:
    """A postman whose clock the test sets."""

    def __init__(self, store: Store, mail: Mail) -> None:
        self.now = MONDAY
        self.postman = Postman(store, mail, lambda: DAY, lambda: self.now)

    async def goes_round(self, later: timedelta = timedelta(0)) -> None:
        self.now += later
        await self.postman.go_round()


@pytest.fixture
def hand(store: Store, office: PostOffice, certified: Certified) -> Hand:
    return Hand(store, Mail(at("smtp+starttls", office.port), certified.trusted, patience_seconds=5.0))


@pytest.fixture
async def boss(store: Store, turns: Turns) -> Person:
    return await staff(store, turns, "baas", BOSS)


@pytest.fixture
async def ede(store: Store, turns: Turns) -> Person:
    return await school(store, turns, "ede")


async def mailed(asker: Person) -> None:
    """They hand over a question by mail."""
    await asker.do(Press("door"))
    await asker.say(QUESTION)
    await asker.say(MINE)
    assert "Het antwoord komt per e-mail, niet hier." in texts(await asker.do(Press("door:ja")))


async def everything(database: Database) -> str:
    """Every row of every table in which a text can stand."""
    tables = (
        "persons",
        "outbox",
        "letters",
        "reminders",
        "tickets",
        "ticket_messages",
        "audit",
        "failed",
        "questions",
        "heard",
        "raw_states",
    )
    return "\n".join([str(await database.rows(f"SELECT * FROM {table}")) for table in tables])


# ── the whole way ─────────────────────────────────────────────────────────────────────────────────────────────


async def test_it_arrives_as_it_was_shown_and_nothing_of_the_address_stays(
    ede: Person, hand: Hand, office: PostOffice, database: Database
) -> None:
    await mailed(ede)
    shown = next(say.text for say in ede.ear.heard if say.text.startswith("Deze e-mail sturen wij"))
    await hand.goes_round()
    (letter,), (envelope,) = office.letters, office.envelopes
    assert (letter["To"], letter["Reply-To"], envelope[1], office.encrypted) == (REUS, MINE, [REUS], True)
    assert letter["Subject"] == "Vraag van een school: Ede (Gelderland)"
    assert letter.get_content().replace("\r\n", "\n").strip() in shown
    ((id,),) = await database.rows("SELECT id FROM letters")
    assert letter["Message-ID"].startswith(f"<{id}@")
    await hand.goes_round(DAY)
    assert len(office.letters) == 1
    assert "is per e-mail verstuurd" in texts(await ede.do(Press("brief:toon:6")))

    (asked,) = await ede.wait(7 * DAY)
    assert "Hebt u antwoord gekregen?" in asked.text
    assert MINE in await everything(database)
    assert "Uw e-mailadres is gewist." in texts(await ede.say("ja"))
    left = await everything(database)
    assert MINE not in left
    assert await database.rows(HOW) == [("sent", 1, None, None, None, None, None, None)]
    assert await ede.wait(60 * DAY) == ()


async def test_who_says_nothing_is_forgotten_all_the_same(ede: Person, hand: Hand, database: Database) -> None:
    await mailed(ede)
    await hand.goes_round()
    assert len(await ede.wait(7 * DAY)) == 1
    assert MINE in await everything(database)
    assert await ede.wait(14 * DAY) == ()
    assert MINE not in await everything(database)
    assert texts(await ede.press_of("brief:nee:6")).startswith("Die knop doet het niet meer.")


async def test_no_answer_is_told_to_the_desk(ede: Person, boss: Person, hand: Hand, database: Database) -> None:
    await mailed(ede)
    assert await boss.listen() == ()
    await hand.goes_round()
    await ede.wait(7 * DAY)
    said = texts(await ede.say("nee"))
    assert GENERAL in said
    assert QUESTION in said
    told = texts(await boss.listen())
    assert REUS in told
    assert QUESTION not in told
    assert MINE not in told + await everything(database)


async def test_who_takes_it_back_before_it_went_is_not_mailed_for(ede: Person, hand: Hand, office: PostOffice, database: Database) -> None:
    await mailed(ede)
    await ede.press("Antwoord niet meer nodig")
    await hand.goes_round(DAY)
    assert office.letters == []
    assert await database.rows(HOW) == [("withdrawn", 0, None, None, None, None, None, None)]


async def test_one_for_whom_nobody_comes_back_is_erased_too(ede: Person, store: Store, database: Database) -> None:
    await mailed(ede)
    await store.letters.tidy(stamp(MONDAY), stamp(MONDAY), stamp(MONDAY + DAY))
    assert MINE in await everything(database)
    await store.letters.tidy(stamp(MONDAY + DAY), stamp(MONDAY), stamp(MONDAY + DAY))
    assert await database.rows(HOW) == [("withdrawn", 0, "old", None, None, None, None, None)]
    await store.letters.tidy(stamp(MONDAY), stamp(MONDAY + 2 * DAY), stamp(MONDAY + DAY))
    assert await store.letters.counts() == {}


async def test_several_letters_are_kept_apart(ede: Person, store: Store, turns: Turns, hand: Hand, office: PostOffice) -> None:
    other = await school(store, turns, "apeldoorn", "plaats:Gelderland|Apeldoorn|Apeldoorn")
    await mailed(ede)
    await mailed(other)
    await hand.goes_round()
    assert len({letter["Message-ID"] for letter in office.letters}) == 2
    await other.do(Press("brief:weg:6"))
    assert "brief:ja:6" in presses(ede)
    assert "is per e-mail verstuurd" in texts(await ede.do(Press("brief:toon:6")))
    assert await store.letters.counts() == {"sent": 2}


# ── when it does not go ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("where", ["RCPT", "DATA"])
async def test_what_the_server_puts_off_goes_later_with_the_same_name(
    ede: Person, hand: Hand, office: PostOffice, database: Database, where: At
) -> None:
    await mailed(ede)
    office.says[where] = "450 greylisted"
    await hand.goes_round()
    assert not hand.postman.well
    await hand.goes_round(FIRST_PAUSE * 0.9)
    assert await database.rows("SELECT tries, problem FROM letters") == [(1, "later")]
    office.says.clear()
    await hand.goes_round(FIRST_PAUSE * 0.1)
    assert hand.postman.well
    assert len(office.letters) == 1
    assert await database.rows("SELECT status, tries, problem FROM letters") == [("sent", 2, None)]


async def test_what_is_refused_is_told_to_the_asker_and_to_staff_once(
    ede: Person, boss: Person, hand: Hand, office: PostOffice, database: Database
) -> None:
    await mailed(ede)
    office.says["RCPT"] = f"550 no such user {REUS}"
    await hand.goes_round()
    assert hand.postman.well
    said = texts(await ede.wait(timedelta(seconds=1)))
    assert f"U kunt zelf mailen naar {GENERAL}." in said
    assert QUESTION in said
    assert f"is geweigerd. Het adres is {REUS}." in texts(await boss.listen())
    assert await database.rows(HOW) == [("failed", 1, "refused", None, None, None, None, None)]
    assert MINE not in await everything(database)
    await hand.goes_round(DAY)
    assert await ede.wait(30 * DAY) == ()
    assert await boss.listen() == ()
    assert office.letters == []


async def test_staff_and_asker_hear_of_it_by_day(ede: Person, boss: Person, hand: Hand, office: PostOffice) -> None:
    await mailed(ede)
    office.says["RCPT"] = "550 no"
    hand.now = ede.now = MONDAY.replace(hour=23)
    await hand.goes_round()
    assert await ede.wait(timedelta(hours=8)) == ()
    assert "is niet verstuurd" in texts(await ede.wait(timedelta(hours=1)))
    assert "is geweigerd" in texts(await boss.listen())


async def test_a_wrong_password_is_tried_for_a_day_and_then_told(
    ede: Person, boss: Person, store: Store, office: PostOffice, certified: Certified, database: Database
) -> None:
    hand = Hand(store, Mail(at("smtp+starttls", office.port, "gids%40school.invalid:fout"), certified.trusted, patience_seconds=5.0))
    await mailed(ede)
    tries = 0
    while not await database.rows("SELECT 1 FROM letters WHERE status = 'failed'"):
        await hand.goes_round(PAUSE_MOST)
        tries += 1
        assert (tries < 30, hand.postman.well) == (True, False)
    assert timedelta(hours=20) <= hand.now - MONDAY <= timedelta(hours=52)
    assert office.letters == []
    assert f"U kunt zelf mailen naar {REUS}." in texts(await ede.wait(3 * DAY))
    assert "lobgids check" in texts(await boss.listen())


async def test_a_server_that_was_gone_and_is_back_gets_it(ede: Person, store: Store, certified: Certified, database: Database) -> None:
    async with post_office(certified) as first:
        port = first.port
    hand = Hand(store, Mail(at("smtp+starttls", port), certified.trusted, patience_seconds=5.0))
    await mailed(ede)
    await hand.goes_round()
    assert await database.rows("SELECT status, problem FROM letters") == [("waiting", "later")]
    async with post_office(certified, port=port) as back:
        await hand.goes_round(FIRST_PAUSE)
    assert len(back.letters) == 1
    assert hand.postman.well


async def test_what_was_cut_after_it_was_taken_goes_again_with_the_same_name(ede: Person, hand: Hand, office: PostOffice) -> None:
    await mailed(ede)
    office.cuts.add("DATA")
    await hand.goes_round()
    office.cuts.clear()
    await hand.goes_round(FIRST_PAUSE)
    assert len(office.raw) == 2
    assert office.raw[0] == office.raw[1]


async def test_what_could_not_be_marked_is_not_sent_again(
    ede: Person, hand: Hand, store: Store, office: PostOffice, monkeypatch: pytest.MonkeyPatch, database: Database
) -> None:
    await mailed(ede)

    async def away(_id: str, _at: str) -> None:
        raise Locked("held")

    with monkeypatch.context() as patch:
        patch.setattr(store.letters, "sent", away)
        for _ in range(3):
            with pytest.raises(Locked):
                await hand.goes_round()
    await hand.goes_round()
    assert len(office.letters) == 1
    assert await database.rows("SELECT status, tries FROM letters") == [("sent", 1)]


async def test_a_process_that_dies_while_it_gives_up_tries_once_more(
    ede: Person, boss: Person, hand: Hand, store: Store, office: PostOffice
) -> None:
    """As at a kill between the two writes of `Postbox.failed`: the reminder is there, and the row still waits."""
    await mailed(ede)
    await store.letters._committer.write(
        "INSERT INTO reminders (person, key, due_at) SELECT person, 'brief:mis:6', ? FROM letters", [(stamp(MONDAY),)]
    )
    assert await ede.wait(timedelta(seconds=1)) == ()
    office.says["RCPT"] = "550 no"
    await hand.goes_round(timedelta(seconds=30))
    assert "is niet verstuurd" in texts(await ede.wait(timedelta(minutes=2)))
    assert texts(await boss.listen()).count("is geweigerd") == 1


# ── who sends, and for how long ───────────────────────────────────────────────────────────────────────────────


async def test_one_process_at_a_time_is_the_postman(
    ede: Person, hand: Hand, database: Database, office: PostOffice, tmp_path: Path
) -> None:
    await mailed(ede)
    other = Hand(await database.store(), hand.postman._mail)  # type: ignore[arg-type]
    stop, ends = asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(hand.postman.run(tmp_path, stop))
    await asyncio.wait_for(office.arrived.wait(), 20)
    second = asyncio.create_task(other.postman.run(tmp_path, ends))
    await other.postman.once(tmp_path)
    stop.set()
    ends.set()
    await asyncio.wait_for(asyncio.gather(first, second), 20)
    assert len(office.letters) == 1


async def test_a_terminal_sends_when_nobody_else_does(ede: Person, hand: Hand, office: PostOffice, tmp_path: Path) -> None:
    await mailed(ede)
    await hand.postman.once(tmp_path)
    assert len(office.letters) == 1


async def test_a_server_that_says_nothing_holds_up_no_end(
    ede: Person, hand: Hand, office: PostOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.postman.END_SECONDS", 0.1)
    await mailed(ede)
    office.sleeps.add("DATA")
    stop = asyncio.Event()
    running = asyncio.create_task(hand.postman.run(tmp_path, stop))
    await asyncio.wait_for(office.arrived.wait(), 20)
    stop.set()
    await asyncio.wait_for(running, 20)


async def test_what_goes_wrong_in_a_round_ends_nothing(ede: Person, store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    await mailed(ede)
    stop = asyncio.Event()
    raised: list[Exception] = [ValueError(MINE), Locked("held")]

    class Broken:
        async def send(self, letter: Letter) -> None:
            assert letter.reply_to == MINE
            if not raised:
                stop.set()
                return
            raise raised.pop(0)

    with caplog.at_level(logging.INFO):
        await asyncio.wait_for(Postman(store, Broken(), lambda: DAY, lambda: MONDAY).run(tmp_path, stop), 20)
    assert "post failed error=ValueError" in caplog.text
    assert "post trouble=Locked" in caplog.text
    assert MINE not in caplog.text


def test_pauses_double_up_to_two_hours_and_end_after_the_time_that_is_set() -> None:
    pauses = [next_pause(tries, DAY) for tries in range(1, 40)]
    assert pauses[:4] == [FIRST_PAUSE * 2**number for number in range(4)]
    given = [pause for pause in pauses if pause]
    assert max(given) == PAUSE_MOST
    assert DAY - PAUSE_MOST < sum(given, timedelta(0)) <= DAY
    assert pauses[len(given) :] == [None] * (len(pauses) - len(given))


# ── for whom never, and what is never told ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("who", ["ouder", "leerling"])
async def test_for_parents_and_pupils_no_letter_is_written(ede: Person, database: Database, who: str) -> None:
    await ede.do(Press("door"))
    await ede.say(QUESTION)
    await ede.say(MINE)
    await ede.do(Press(f"ik:{who}"))
    for press in ("door", "door:ja", "contact"):
        await ede.do(Press(press))
    assert await database.rows("SELECT count(*) FROM letters") == [(0,)]


@asynccontextmanager
async def whole_way(ede: Person, hand: Hand, office: PostOffice) -> AsyncIterator[None]:
    """A letter that is put off, goes, and is closed; then one that is refused."""
    await mailed(ede)
    office.says["DATA"] = f"451 {REUS} busy"
    await hand.goes_round()
    office.says.clear()
    await hand.goes_round(PAUSE_MOST)
    await ede.press("Ik heb antwoord gekregen")
    await ede.do(Press("contact"))
    await mailed(ede)
    office.says["RCPT"] = f"550 {REUS} {MINE}"
    await hand.goes_round()
    yield


async def test_no_log_tells_an_address_or_a_text(ede: Person, hand: Hand, office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        async with whole_way(ede, hand, office):
            pass
    assert "mail sent" in caplog.text
    assert "letter not sent" in caplog.text
    others = ("mail.log", "aiosqlite")  # of the test's server, and one that the command keeps quiet
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name not in others)
    for secret in (MINE, REUS, QUESTION, "zevenmijlslaarzen", "school.invalid"):
        assert secret not in ours


async def test_the_question_stands_at_the_moment_that_it_was_written(ede: Person, hand: Hand, office: PostOffice) -> None:
    await mailed(ede)
    await hand.goes_round(3 * DAY)
    (letter,) = office.letters
    assert datetime.strptime(letter["Date"], "%a, %d %b %Y %H:%M:%S %z") == MONDAY
