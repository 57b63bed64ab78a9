"""Who gets a broadcast, when, and what becomes of each: nobody twice, nobody who does not want it, nobody in the middle of something."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import stamp
from bot.storage.store import Store
from bot.voice import Gone, Refused, TryLater, Unsure
from dialogs import memory
from dialogs.broadcast import FIRST, Target
from dialogs.memory import Conversation, Scanning
from knowledge import Knowledge
from tests.broadcasts.town import TEXT, Square, Town, names
from tests.databases import Database

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


async def test_everybody_who_wants_it_gets_it_once(town: Town) -> None:
    await town.live(names(30))
    await town.live(["nee"], news="no")
    await town.live(["weetniet"], news=None)
    await town.live(["leerling"], audience="leerling")
    await town.write()
    await town.go_on()
    await town.go_on(SECOND)
    assert sorted(town.square.heard) == sorted(names(30))
    assert TEXT in town.square.said[0][1].text
    assert len({transaction_id for _, _, transaction_id in town.square.said}) == 30
    assert await town.statuses() == {"said": 30}
    assert await town.stands() == ("ended", "")


async def test_only_who_was_chosen_and_not_who_got_the_last_one(town: Town) -> None:
    await town.live(["een", "twee"])
    await town.live(["drie"], sector="mbo")
    await town.live(["ouder"], audience="ouder")
    await town.write(1, target=Target(roles=("school",), sectors=("vo",)))
    await town.go_on()
    assert town.square.heard == ["een", "twee"]
    await town.write(2, target=Target(not_last=True))
    await town.go_on()
    assert town.square.heard == ["een", "twee", "drie", "ouder"]


async def test_the_first_go_and_the_others_wait_for_a_word(town: Town) -> None:
    await town.live(names(FIRST + 5))
    await town.write(rest=False)
    await town.go_on()
    await town.go_on(MINUTE)
    assert len(town.square.heard) == FIRST
    assert await town.stands() == ("sending", "")
    await town.change("UPDATE broadcasts SET rest_at = ? WHERE id = 1", stamp(town.now + MINUTE))
    await town.go_on()
    assert len(town.square.said) == FIRST
    await town.go_on(MINUTE)
    assert sorted(town.square.heard) == sorted(names(FIRST + 5))
    assert await town.stands() == ("ended", "")


async def test_it_begins_in_its_time_and_not_before_a_second_agreed(town: Town) -> None:
    await town.live(names(2))
    await town.write()
    await town.change("UPDATE broadcasts SET starts_at = ?, wants_second = 1 WHERE id = 1", stamp(town.now + MINUTE))
    await town.go_on(MINUTE)
    assert await town.stands() == ("held", "")
    await town.change("UPDATE broadcasts SET wants_second = 0, starts_at = ? WHERE id = 1", stamp(town.now + MINUTE))
    await town.go_on(59 * SECOND)
    assert town.square.said == []
    await town.go_on(SECOND)
    assert len(town.square.said) == 2


async def test_nothing_leaves_at_night_unless_its_sender_chose_so(town: Town) -> None:
    await town.live(names(2))
    town.now = town.now.replace(hour=19, minute=30)
    await town.write()
    await town.go_on()
    await town.go_on(timedelta(hours=6))
    assert (town.square.said, await town.stands()) == ([], ("sending", ""))
    await town.go_on(timedelta(hours=7))
    assert len(town.square.said) == 2
    await town.write(2)
    await town.change("UPDATE broadcasts SET any_hour = 1 WHERE id = 2")
    await town.go_on(timedelta(hours=14))
    assert len(town.square.said) == 4


async def test_after_a_pause_or_a_stop_not_one_goes(town: Town) -> None:
    await town.live(names(10))
    await town.write()

    async def stop() -> None:
        if len(town.square.said) == 3:
            await town.change("UPDATE broadcasts SET status = 'paused' WHERE id = 1")

    town.square.at_each = stop
    await town.go_on()
    assert len(town.square.said) == 4  # the one that was being said
    await town.go_on(MINUTE)
    assert (len(town.square.said), await town.statuses()) == (4, {"said": 4, "queued": 6})
    town.square.at_each = None
    await town.change("UPDATE broadcasts SET status = 'cancelled' WHERE id = 1")
    await town.go_on(MINUTE)
    assert len(town.square.said) == 4


async def test_who_signs_off_in_the_middle_gets_nothing_any_more(town: Town) -> None:
    await town.live(names(6))
    await town.write()

    async def leave() -> None:
        await town.change("UPDATE persons SET news = 'no' WHERE key = ?", "proef:p4")
        await town.change("UPDATE persons SET reachable = 0 WHERE key = ?", "proef:p5")

    town.square.at_each = leave
    await town.go_on()
    assert town.square.heard == names(4)
    assert await town.statuses() == {"said": 4, "left": 2}
    assert await town.stands() == ("ended", "")


async def test_who_is_in_the_middle_of_a_scan_gets_it_after_it(town: Town) -> None:
    scanning = memory.write(Conversation(Scanning("r1")))
    await town.live(["af", "bezig", "stil"], state=scanning, heard_at=stamp(town.now))
    await town.live(["weg"], state=scanning)
    await town.live(["vrij"])
    await town.write()
    await town.go_on()
    assert town.square.heard == ["weg", "vrij"]
    await town.change("UPDATE persons SET state = ? WHERE key = 'proef:af'", memory.write(Conversation()))
    await town.go_on(5 * SECOND)
    assert town.square.heard == ["weg", "vrij", "af"]
    await town.change("UPDATE persons SET heard_at = ? WHERE key = 'proef:bezig'", stamp(town.now + 20 * MINUTE))
    await town.go_on(29 * MINUTE)
    assert town.square.heard == ["weg", "vrij", "af"]
    await town.go_on(MINUTE)
    assert sorted(town.square.heard) == ["af", "bezig", "stil", "vrij", "weg"]


async def test_a_new_process_lets_nobody_wait_longer(town: Town) -> None:
    await town.live(["bezig"], state=memory.write(Conversation(Scanning("r1"))), heard_at=stamp(town.now))
    await town.write()
    await town.go_on()
    town.restart()
    await town.go_on(29 * MINUTE)
    assert town.square.said == []
    await town.go_on(MINUTE)
    assert town.square.heard == ["bezig"]


async def test_what_became_of_each_is_known(town: Town, database: Database) -> None:
    await town.live(["goed", "weg", "zoniet", "later", "onzeker"])
    town.square.problems = {"weg": [Gone("")], "zoniet": [Refused("")], "later": [TryLater(3)], "onzeker": [Unsure(0)]}
    await town.write()
    await town.go_on()
    assert await town.statuses() == {"said": 1, "blocked": 1, "failed": 1, "queued": 1, "uncertain": 1}
    await town.go_on(2 * SECOND)
    assert town.square.heard == ["goed"]
    await town.go_on(SECOND)
    await town.go_on(MINUTE)
    assert town.square.heard == ["goed", "later"]
    assert await town.statuses() == {"said": 2, "blocked": 1, "failed": 1, "uncertain": 1}
    assert await database.rows("SELECT reachable FROM persons WHERE key = 'proef:weg'") == [(0,)]
    assert await database.rows("SELECT message_id FROM broadcast_recipients WHERE number = 1") == [("m1",)]


async def test_who_was_being_told_when_a_process_died_is_uncertain_and_not_told_again(town: Town) -> None:
    await town.live(names(5))
    await town.write()
    await town.go_on()
    await town.change("UPDATE broadcast_recipients SET status = 'sending' WHERE number <= 2")
    await town.change("UPDATE broadcasts SET status = 'sending', ended_at = NULL WHERE id = 1")
    town.restart()
    await town.queue.in_flight("proef", once=False)
    await town.go_on(SECOND)
    assert (len(town.square.said), await town.statuses()) == (5, {"said": 3, "uncertain": 2})


async def test_where_it_is_said_once_it_goes_again_under_its_transaction_id(store: Store, database: Database, knowledge: Knowledge) -> None:
    town = Town(store, database, knowledge, Square("matrix", once=True))
    await town.live(names(3), "matrix")
    town.square.problems = {"p1": [Unsure(0)]}
    await town.write()
    await town.go_on()
    await town.go_on(MINUTE)
    await town.change("UPDATE broadcast_recipients SET status = 'sending' WHERE number = 1")
    await town.change("UPDATE broadcasts SET status = 'sending', ended_at = NULL WHERE id = 1")
    await town.queue.in_flight("matrix", once=True)
    await town.go_on(MINUTE)
    assert town.square.heard == ["p0", "p2", "p1", "p0"]
    assert town.square.said[0][2] == town.square.said[3][2]
    assert await town.statuses() == {"said": 3}


async def test_whose_channel_nobody_runs_stays_queued_and_gets_it_later(store: Store, database: Database, knowledge: Knowledge) -> None:
    town = Town(store, database, knowledge)
    await town.live(["hier"])
    await town.live(["elders"], "matrix")
    await town.write()
    await town.go_on()
    assert await town.stands() == ("sending", "")
    await town.go_on(61 * MINUTE)
    assert (await town.statuses(), await town.stands()) == ({"said": 1, "queued": 1}, ("ended", ""))
    town.squares = (Square("matrix", once=True),)
    town.restart()
    await town.go_on(timedelta(hours=3))
    assert town.square.heard == ["elders"]
    assert await town.statuses() == {"said": 2}
