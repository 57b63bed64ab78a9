"""What is seen of a message to many before it goes, the number that is typed, and the second who must agree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from dialogs.announcing import Announcing
from dialogs.broadcast import Audience, Broadcast, Group, Link, Target
from dialogs.broadcasts.message import message
from dialogs.language import Pass, Press, Say, Text
from knowledge import Knowledge
from tests.dialogs.laws import do
from tests.dialogs.many import (
    FINE,
    MIES,
    PHOTO,
    RED,
    SUBSCRIBERS,
    WIM,
    count,
    desk,
    draft,
    going,
    member,
    passed,
    reader,
    said,
)
from tests.talk import MONDAY, Talk

# ── looking ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_preview_is_what_is_sent_and_says_what_differs_and_whom_it_reaches(knowledge: Knowledge) -> None:
    one = draft(link_label="Doe de scan", link="scan")
    talk = desk(knowledge, one, topic=Announcing(3))
    first, page = do(talk, Press("omroep:bekijk:3"))
    assert first == message(one, knowledge)
    assert "Telegram: de knoppen" in page.text
    assert "Matrix: de knoppen" in page.text
    assert "Dit gaat naar 200 mensen. Dat zijn mensen, geen scholen" in page.text
    assert "Via Matrix 50, Telegram 150." in page.text
    assert "1.718 mensen kennen de gids" in page.text
    only = replace(one, file=PHOTO, target=Target(channels=("matrix",)))
    talk = desk(knowledge, only, topic=Announcing(3))
    assert "los bericht" in said(talk, Press("omroep:bekijk:3"))
    assert "150 anderen die zich aanmeldden, koos u niet." in talk.said[-1].text
    assert "Telegram:" not in talk.said[-1].text


def test_on_another_channel_nothing_differs_that_we_know_of(knowledge: Knowledge) -> None:
    only = (Group("console", "school", "", "", "", got_last=False, people=1),)
    talk = desk(knowledge, draft(), topic=Announcing(3), audience=Audience(only))
    seen = said(talk, Press("omroep:bekijk:3"))
    assert "Telegram:" not in seen
    assert "Dit gaat naar 1 mens." in seen
    assert "kennen de gids" not in seen


def test_the_text_for_a_mail_has_the_words_and_the_address(knowledge: Knowledge) -> None:
    one = draft(link_label="Meld u aan", link="https://voorbeeld.invalid/x", links=(Link("https://voorbeeld.invalid/x", "ok"),))
    talk = desk(knowledge, one, topic=Announcing(3))
    mail = do(talk, Press("omroep:mail:3"))[0].text
    assert FINE in mail
    assert "Meld u aan: https://voorbeeld.invalid/x" in mail
    assert "Meld u aan: https://voorbeeld.invalid/x" in message(one, knowledge).text
    plain = do(desk(knowledge, draft(), topic=Announcing(3)), Press("omroep:mail:3"))[0].text
    assert "https" not in plain


def test_in_a_sample_of_ones_own_nobody_is_unsubscribed(knowledge: Knowledge) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(3, "bekijk"))
    assert "Dit is een voorbeeld." in said(talk, Press("omroep:af:3"))
    assert "Dit is een voorbeeld." in said(talk, Press("omroep:vraag:3"))
    assert "Die knop doet het niet meer." in said(reader(knowledge, draft()), Press("omroep:vraag:3"))
    assert talk.news == ""


# ── confirming ────────────────────────────────────────────────────────────────────────────────────────────────


def at_the_number(knowledge: Knowledge, one: Broadcast, **more: Any) -> Talk:
    talk = desk(knowledge, one, topic=Announcing(3, "bekijk"), **more)
    talk.now = more.pop("now", MONDAY)
    return talk


def confirmed(knowledge: Knowledge, one: Broadcast | None = None) -> Talk:
    talk = at_the_number(knowledge, one or draft())
    do(talk, Press("omroep:verstuur:3"))
    do(talk, Text("200"))
    return talk


def test_only_the_number_of_now_confirms(knowledge: Knowledge) -> None:
    talk = at_the_number(knowledge, draft())
    assert "Typ dat aantal om te bevestigen: 200" in said(talk, Press("omroep:verstuur:3"))
    assert "in cijfers" in said(talk, Text("ja hoor"))
    assert "U typte 199." in said(talk, Text("199"))
    more = (*SUBSCRIBERS, Group("matrix", "school", "", "", "", got_last=False, people=1))
    talk.shared = replace(talk.shared, audience=Audience(more))
    assert "U typte 200. Nu zijn het 201 mensen." in said(talk, Text("200"))
    talk.shared = replace(talk.shared, audience=Audience(SUBSCRIBERS))
    assert "Bevestigd: bericht 3 gaat naar 200 mensen." in said(talk, Text("200 mensen"))
    (held,) = talk.shared.broadcasts
    assert (held.status, held.total, held.wants_second, held.author) == ("held", 200, False, MIES)
    assert held.starts == MONDAY.astimezone(UTC) + timedelta(seconds=60)
    assert passed(talk) == [WIM]
    assert "Eerst krijgen 20 mensen het." in talk.said[0].text


def test_a_check_that_fails_meanwhile_stops_the_number_too(knowledge: Knowledge) -> None:
    talk = at_the_number(knowledge, draft())
    do(talk, Press("omroep:verstuur:3"))
    talk.shared = replace(talk.shared, broadcasts=(draft("Beste [naam]"),))
    assert "Dit kan nog niet verstuurd worden." in said(talk, Text("200"))
    assert talk.shared.broadcasts[0].status == "draft"


def test_outside_polite_hours_it_waits_unless_its_sender_chooses(knowledge: Knowledge) -> None:
    evening = MONDAY.replace(hour=20)
    talk = at_the_number(knowledge, draft())
    talk.now = evening
    assert "dinsdag 3 maart om 8.00 uur" in said(talk, Press("omroep:verstuur:3"))
    assert "Niet wachten, nu versturen" in [button.label for button in talk.last_shown]
    do(talk, Text("200"))
    assert talk.shared.broadcasts[0].starts == datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
    talk = at_the_number(knowledge, draft())
    talk.now = evening
    assert "60 seconden" in said(talk, Press("omroep:altijd:3"))
    do(talk, Text("200"))
    (held,) = talk.shared.broadcasts
    assert (held.starts, held.any_hour) == (evening.astimezone(UTC) + timedelta(seconds=60), True)


def test_it_is_taken_back_before_it_goes_and_not_after(knowledge: Knowledge) -> None:
    talk = confirmed(knowledge)
    assert "Niemand heeft het gekregen." in said(talk, Press("omroep:terug:3"))
    assert (talk.shared.broadcasts[0].status, passed(talk)) == ("draft", [WIM])
    talk = desk(knowledge, going(count("queued", 200)), topic=Announcing(3))
    assert "kan niet meer" in said(talk, Press("omroep:terug:3"))
    assert talk.shared.broadcasts[0].status == "sending"


def test_what_is_held_till_the_morning_says_when(knowledge: Knowledge) -> None:
    one = draft(status="held", total=200, starts=datetime(2026, 3, 3, 7, 0, tzinfo=UTC))
    assert "dinsdag 3 maart om 8.00 uur" in said(desk(knowledge, one, topic=Announcing(3)), Press("omroep:toon:3"))
    assert "60 seconden" in said(desk(knowledge, replace(one, starts=None), topic=Announcing(3)), Press("omroep:toon:3"))


# ── four eyes ─────────────────────────────────────────────────────────────────────────────────────────────────

MANY = (*SUBSCRIBERS, Group("telegram", "school", "havo-vwo", "Utrecht", "Utrecht", got_last=False, people=1_430))


def many(knowledge: Knowledge, **more: Any) -> Talk:
    return desk(knowledge, draft(), topic=Announcing(3, "bekijk"), audience=Audience(MANY), **more)


def to_agree(knowledge: Knowledge) -> tuple[Talk, str]:
    """What the second medewerker sees, and the button with which they agree."""
    talk = many(knowledge)
    assert "Dat zijn er meer dan 200." in said(talk, Press("omroep:verstuur:3"))
    assert "wacht op akkoord" in said(talk, Text("1.630"))
    told = [effect.say for effect in talk.effects if isinstance(effect, Pass) and isinstance(effect.say, Say)]
    assert told[0] == message(draft(), knowledge)
    press = told[1].buttons[0][0].press
    second = desk(knowledge, *talk.shared.broadcasts, me=WIM, audience=Audience(MANY))
    return second, press


def test_above_a_number_a_second_medewerker_agrees_to_exactly_this(knowledge: Knowledge) -> None:
    talk, press = to_agree(knowledge)
    assert talk.shared.broadcasts[0].starts is None
    assert "Akkoord met 3" in said(talk, Press("omroep:toon:3"))
    changed = replace(talk.shared.broadcasts[0], text="Iets anders.")
    other = desk(knowledge, changed, me=WIM)
    assert "intussen veranderd" in said(other, Press(press))
    assert other.shared.broadcasts[0].wants_second
    assert "Bevestigd: bericht 3 gaat naar 1.630 mensen." in said(talk, Press(press))
    (held,) = talk.shared.broadcasts
    assert (held.wants_second, held.second, held.starts) == (False, WIM, MONDAY.astimezone(UTC) + timedelta(seconds=60))
    assert passed(talk) == [MIES]
    assert "wacht niet meer op akkoord" in said(talk, Press(press))


def test_nobody_agrees_with_themselves(knowledge: Knowledge) -> None:
    talk, press = to_agree(knowledge)
    own = desk(knowledge, *talk.shared.broadcasts, audience=Audience(MANY))
    assert "Akkoord met 3" not in said(own, Press("omroep:toon:3"))
    assert "Een ander dan wie het verstuurt" in said(own, Press(press))
    assert own.shared.broadcasts[0].wants_second


def test_without_an_agreement_it_is_a_draft_again(knowledge: Knowledge) -> None:
    talk, press = to_agree(knowledge)
    assert "U gaf geen akkoord." in said(talk, Press(press.replace("akkoord", "nietakkoord")))
    assert talk.shared.broadcasts[0].status == "draft"
    assert passed(talk) == [MIES]


def test_what_is_held_knows_for_what(knowledge: Knowledge) -> None:
    assert draft(status="held").stage(MONDAY) == "held"
    assert draft(status="held", wants_second=True).stage(MONDAY) == "second"
    talk = desk(knowledge, draft(status="held", total=5, starts=MONDAY), topic=Announcing(3))
    assert "past niet meer" in said(talk, Press("omroep:nu:3"))


def test_without_a_second_medewerker_it_can_not_be_sent(knowledge: Knowledge) -> None:
    talk = many(knowledge, members=(member(MIES, "medewerker"), member(RED, "redactie")))
    assert "Nodig eerst iemand uit." in said(talk, Press("omroep:bekijk:3"))
