"""A message to many while it goes and after: the others, progress, pausing, the report, other words and taking it away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zlib import crc32

import pytest
from msgspec.structs import replace

from dialogs import memory
from dialogs.announcing import Announcing
from dialogs.broadcast import Link, LinkOutcome, WhyPaused
from dialogs.broadcasts.busy import busy
from dialogs.language import Command, Due, Press, Revise, Say, Settle, Text
from dialogs.memory import Home, Scanning
from knowledge import Knowledge
from tests.dialogs.laws import do
from tests.dialogs.many import (
    FIRST_GONE,
    LINKED,
    MIES,
    NEW,
    SENT,
    WIM,
    count,
    desk,
    draft,
    going,
    passed,
    said,
    topic,
)
from tests.talk import MONDAY, Talk

LINK, ELSEWHERE = "https://voorbeeld.invalid/lob", "https://elders.invalid/"

# ── while it goes ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_go_and_the_others_wait_for_a_word(knowledge: Knowledge) -> None:
    one = going(count("said", 5), count("sending", 2), count("queued", 193))
    talk = desk(knowledge, one)
    assert "Bericht 3 gaat nu naar de eerste 20." in said(talk, Due("omroep:stand:3"))
    assert talk.shared.broadcasts[0].told == "first"
    talk.shared = replace(talk.shared, broadcasts=(replace(one, told="first", counts=FIRST_GONE),))
    assert "Verstuur de rest: 180 mensen" in said(talk, Due("omroep:stand:3"))
    assert "Wanneer krijgt de rest het? Dat betekent: 180 mensen." in said(talk, Press("omroep:rest:3"))
    assert "Bericht 3 wordt verstuurd." in said(talk, Press("omroep:nu:3"))
    assert talk.shared.broadcasts[0].rest == MONDAY.astimezone(UTC)
    before = talk.shared
    said(talk, Press("omroep:nu:3"))
    assert talk.shared == before


def test_progress_takes_the_place_of_the_last_one_with_speed_and_time_left(knowledge: Knowledge) -> None:
    one = going(count("said", 80), count("queued", 120), rest=MONDAY, told="going", per_minute=60)
    talk = desk(knowledge, one)
    talk.do(Due("omroep:stand:3"))
    (revised,) = [effect for effect in talk.effects if isinstance(effect, Revise)]
    assert revised.say == Say("Bericht 3. Klaar: 80 van 200. 60 per minuut. Nog ongeveer 2 minuten.", key="omroep:3")
    for speed, left in ((120, "Nog geen minuut."), (1, "Nog ongeveer 2 uur."), (0, "Klaar: 80 van 200.")):
        talk = desk(knowledge, replace(one, per_minute=speed))
        assert talk.do(Due("omroep:stand:3"))[-1].text.endswith(left)
    aloud = desk(knowledge, one)
    aloud.aloud = True
    assert aloud.do(Due("omroep:stand:3")) == ()


def test_who_is_elsewhere_is_told_without_buttons(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*FIRST_GONE, told="first"), topic=Announcing(page="nieuw"))
    told = talk.do(Due("omroep:stand:3"))
    assert [say.buttons for say in told if say.lasting] == [()]
    assert "Typ /omroep" in told[-1].text
    assert next(type(effect) for effect in talk.effects) is Settle
    assert topic(talk) == Announcing(page="nieuw")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("morgen 9 uur", "dinsdag 3 maart om 9.00 uur"),
        ("vandaag 10.30", "vandaag om 10.30 uur"),
        ("over 2 uur", "vandaag om 11.00 uur"),
        ("ooit", "begrijpen wij niet"),
        ("vrijdag", "Hoe laat?"),
        ("vandaag 8 uur", "al voorbij"),
        ("29 maart om 2.30", "De klok gaat dan een uur vooruit."),
        ("1 september 9 uur", "binnen drie maanden"),
    ],
)
def test_the_others_at_a_time_that_is_typed(knowledge: Knowledge, typed: str, told: str) -> None:
    talk = desk(knowledge, going(*FIRST_GONE), topic=Announcing(3))
    assert "Wanneer? Typ" in said(talk, Press("omroep:tijd:3"))
    assert told in said(talk, Text(typed))
    assert talk.shared.broadcasts[0].rest is None


def test_a_time_is_agreed_to_and_may_be_another(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*FIRST_GONE), topic=Announcing(3, "tijd"))
    do(talk, Text("morgen 9 uur"))
    assert "De rest krijgt bericht 3 dinsdag 3 maart om 9.00 uur." in said(talk, Press("omroep:dan:3"))
    assert talk.shared.broadcasts[0].rest == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    do(talk, Press("omroep:tijd:3"))
    do(talk, Text("30 maart 9 uur"))
    do(talk, Press("omroep:dan:3"))
    assert talk.shared.broadcasts[0].rest == datetime(2026, 3, 30, 7, 0, tzinfo=UTC)


def test_a_time_outside_polite_hours_is_asked_about(knowledge: Knowledge) -> None:
    for press, rest, any_hour in (
        ("dan", None, False),
        ("werkdag", datetime(2026, 3, 9, 7, 0, tzinfo=UTC), False),
        ("tochdan", datetime(2026, 3, 7, 9, 0, tzinfo=UTC), True),
    ):
        talk = desk(knowledge, going(*FIRST_GONE), topic=Announcing(3, "tijd"))
        assert "buiten kantoortijd" in said(talk, Text("zaterdag 10 uur"))
        do(talk, Press(f"omroep:{press}:3"))
        assert (talk.shared.broadcasts[0].rest, talk.shared.broadcasts[0].any_hour) == (rest, any_hour)


def test_now_is_asked_about_in_the_evening(knowledge: Knowledge) -> None:
    for press, rest in (
        ("nu", None),
        ("werkdag", datetime(2026, 3, 3, 7, 0, tzinfo=UTC)),
        ("altijdnu", datetime(2026, 3, 2, 19, 0, tzinfo=UTC)),
    ):
        talk = desk(knowledge, going(*FIRST_GONE), topic=Announcing(3))
        talk.now = MONDAY.replace(hour=20)
        assert "buiten kantoortijd" in said(talk, Press("omroep:rest:3"))
        do(talk, Press(f"omroep:{press}:3"))
        assert talk.shared.broadcasts[0].rest == rest


def test_a_time_that_is_past_when_it_is_agreed_to_is_now(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*FIRST_GONE), topic=Announcing(3, "tijd", at=MONDAY.astimezone(UTC) - timedelta(minutes=1)))
    do(talk, Press("omroep:dan:3"))
    assert talk.shared.broadcasts[0].rest == MONDAY.astimezone(UTC)


def test_a_colleague_pauses_and_goes_on_and_ends_it_and_its_author_hears_that(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*FIRST_GONE, rest=MONDAY), me=WIM)
    for press, status, told in (
        ("pauzeer", "paused", "gepauzeerd"),
        ("verder", "sending", "wordt verstuurd"),
        ("breekaf", "cancelled", "afgebroken"),
    ):
        assert told in said(talk, Press(f"omroep:{press}:3"))
        assert (talk.shared.broadcasts[0].status, passed(talk)) == (status, [MIES])
        before = talk.shared
        said(talk, Press(f"omroep:{press}:3"))
        assert (talk.shared, passed(talk)) == (before, [])
    assert "Niet verstuurd 180" in talk.said[-1].text


def test_ones_own_pause_is_told_to_nobody(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*FIRST_GONE))
    do(talk, Press("omroep:pauzeer:3"))
    assert passed(talk) == []
    do(talk, Press("omroep:breekaf:3"))
    assert talk.shared.broadcasts[0].status == "cancelled"


@pytest.mark.parametrize(
    ("why", "told"), [("locked", "De database is bezig."), ("server", "antwoordt niet"), ("retry_after", "vraagt ons te wachten")]
)
@pytest.mark.parametrize("resumes", [None, MONDAY + timedelta(seconds=400)])
def test_what_paused_by_itself_says_why_and_when_it_goes_on(
    knowledge: Knowledge, why: WhyPaused, told: str, resumes: datetime | None
) -> None:
    one = going(*FIRST_GONE, status="paused", why_paused=why, resumes=resumes, rest=MONDAY, told="going")
    seen = said(desk(knowledge, one), Due("omroep:stand:3"))
    assert told in seen
    assert "vanzelf verder" in seen
    assert ("vandaag om 9.06 uur" in seen) is (resumes is not None)


def test_the_report_counts_all_and_each_channel(knowledge: Knowledge) -> None:
    counts = (
        *(count("said", 140), count("blocked", 6), count("uncertain", 4), count("said", 45, "matrix")),
        *(count("failed", 2, "matrix"), count("left", 3, "matrix")),
    )
    one = going(*counts, status="ended", told="going", rest=MONDAY)
    seen = said(desk(knowledge, one), Due("omroep:stand:3"))
    for line in ("Bezorgd 185", "Niet bereikbaar 6", "Mislukt 2", "Onzeker 4", "Afgemeld voor het wegging 3"):
        assert line in seen
    assert "Telegram: bezorgd 140, niet bereikbaar 6, onzeker 4" in seen
    assert "Matrix: bezorgd 45, mislukt 2, afgemeld voor het wegging 3" in seen
    assert "Wij sturen het niet nog eens." in seen
    assert "Verbeter" in seen


def test_a_few_people_get_it_all_at_once(knowledge: Knowledge) -> None:
    one = going(count("said", 3), count("queued", 2), total=5)
    assert "wordt verstuurd" in said(desk(knowledge, one), Due("omroep:stand:3"))
    assert "Verstuur de rest" not in said(desk(knowledge, one), Press("omroep:rest:3"))


def test_before_its_recipients_are_known_it_goes_to_the_first(knowledge: Knowledge) -> None:
    seen = said(desk(knowledge, going(snapshot=None)), Press("omroep:toon:3"))
    assert "eerste 20" in seen
    assert "Verbeter" not in seen


def test_every_state_has_its_words_in_the_list(knowledge: Knowledge) -> None:
    made = (
        draft(id=1),
        draft(id=2, status="held"),
        draft(id=3, status="held", wants_second=True),
        going(id=4),
        going(id=5, status="paused"),
        going(id=6, status="ended"),
        going(id=7, status="cancelled"),
        going(id=8, status="ended", withdrawn=MONDAY),
        draft("", id=9),
        draft("woord" * 20, id=10),
    )
    shown = said(desk(knowledge, *made[:8]), Command("omroep")) + said(desk(knowledge, *made[8:]), Command("omroep"))
    for words in (
        "concept",
        "wacht op versturen",
        "tweede medewerker",
        "wordt verstuurd",
        "gepauzeerd",
        ": verstuurd",
        "afgebroken",
        "teruggetrokken",
    ):
        assert words in shown
    assert "- bericht 9: concept" in shown


# ── mending ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_other_words_are_seen_before_they_take_the_place_of_the_old(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*SENT, status="ended"), me=WIM)
    assert "bij 195 mensen" in said(talk, Press("omroep:verbeter:3"))
    first, page = do(talk, Text(NEW))
    assert first.text == f"Verbeterd bericht:\n\n{NEW}"
    yes = page.buttons[0][0].press
    do(talk, Press("omroep:verbeter:3"))
    do(talk, Text(f"{NEW} Tot dan!"))
    assert "past niet meer" in said(talk, Press(yes))
    assert talk.shared.broadcasts[0].version == 0
    do(talk, Press("omroep:verbeter:3"))
    page = do(talk, Text(NEW))[-1]
    assert "in de plaats van de oude" in said(talk, Press(page.buttons[0][0].press))
    (one,) = talk.shared.broadcasts
    assert (one.text, one.version, one.correction, passed(talk)) == (NEW, 1, "", [MIES])


def test_other_words_are_checked_too(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*SENT, status="ended"), topic=Announcing(3, "verbeter"))
    seen = said(talk, Text("Beste [naam]"))
    assert "[naam]" in seen
    assert "Ja, verbeter" not in seen


def test_the_links_in_other_words_are_looked_at_before_they_take_the_place_of_the_old(knowledge: Knowledge) -> None:
    one = going(*SENT, status="ended", link="https://voorbeeld.invalid/oud", link_label="Kijk", links=(Link(ELSEWHERE, "ok"),))
    talk = desk(knowledge, one, topic=Announcing(3, "verbeter"))
    waits = do(talk, Text(f"{NEW} {LINKED}"))[-1]
    assert f"Deze link wordt nog bekeken: {LINK}" in waits.text
    assert waits.buttons[0][0].label == "Andere tekst"
    assert talk.shared.broadcasts[0].links == (Link(LINK),)
    yes = f"omroep:verbeterja:3:{crc32(f'{NEW} {LINKED}'.encode())}"
    assert "past niet meer" in said(talk, Press(yes))
    do(talk, Press("omroep:verbeter:3"))
    do(talk, Text(f"{NEW} {LINKED}"))
    wrong: dict[LinkOutcome, str] = {"missing": "Deze pagina bestaat niet", "silent": "Deze link antwoordt niet"}
    for outcome, told in wrong.items():
        looked(talk, outcome)
        seen = said(talk, Due("omroep:links:3"))
        assert told in seen
        assert "Bekijk de links opnieuw" in seen
        assert "verbeteren" not in seen
        assert talk.shared.broadcasts[0].version == 0
    assert "wordt nog bekeken" in said(talk, Press("omroep:linksopnieuw:3"))
    assert talk.shared.broadcasts[0].links == (Link(LINK),)
    looked(talk, "ok")
    fine = do(talk, Due("omroep:links:3"))[-1]
    assert fine.buttons[0][0].label == "Ja, verbeter"
    assert "links" not in str(fine.buttons)
    do(talk, Press(yes))
    assert talk.shared.broadcasts[0].version == 1
    assert talk.shared.broadcasts[0].text == f"{NEW} {LINKED}"


def test_a_link_that_lets_no_program_in_is_for_a_person_to_judge(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*SENT, status="ended"), topic=Announcing(3, "verbeter"))
    do(talk, Text(f"{NEW} {LINKED}"))
    looked(talk, "refused")
    page = do(talk, Due("omroep:links:3"))[-1]
    assert "laat ons niet binnen" in page.text
    assert page.buttons[0][0].label == "Dit klopt, toch verbeteren"
    do(talk, Press(page.buttons[0][0].press))
    assert talk.shared.broadcasts[0].version == 1


def test_who_looks_at_something_else_is_not_disturbed_by_links(knowledge: Knowledge) -> None:
    for page in ("", "verbeter", "trekterug"):
        talk = desk(knowledge, going(*SENT, status="ended", correction=f"{NEW} {LINKED}"), topic=Announcing(3, page))
        assert talk.do(Due("omroep:links:3")) == ()
    talk = desk(knowledge, going(*SENT, status="ended"), topic=Announcing(3))
    before = talk.shared
    assert "past niet meer" in said(talk, Press("omroep:linksopnieuw:3"))
    assert talk.shared == before


def looked(talk: Talk, outcome: LinkOutcome) -> None:
    """Somebody looked at the only link."""
    (one,) = talk.shared.broadcasts
    talk.shared = replace(talk.shared, broadcasts=(replace(one, links=(Link(LINK, outcome),)),))


def test_how_far_a_correction_or_a_withdrawal_is(knowledge: Knowledge) -> None:
    corrected = going(count("said", 100, version=1), count("said", 90), status="ended", told="ended", version=1, corrected=MONDAY)
    talk = desk(knowledge, corrected)
    assert "Verbeterd: 100 van 190." in said(talk, Due("omroep:stand:3"))
    assert "Verbeterd: 100 van 190." in said(talk, Press("omroep:toon:3"))
    more = (
        count("said", 60, version=2),
        count("said", 30, version=-2),
        count("said", 20, version=-1),
        count("said", 80),
        count("uncertain", 5),
    )
    again = going(*more, status="ended", told="ended", version=2, corrected=MONDAY)
    assert "Verbeterd: 60 van 195. Kan niet meer veranderd worden: 35." in said(desk(knowledge, again), Due("omroep:stand:3"))
    unknown = going(count("said", 10, removed=1), count("uncertain", 5), status="ended", told="ended", withdrawn=MONDAY)
    assert "Weggehaald: 10 van 15. Blijft staan: 5." in said(desk(knowledge, unknown), Press("omroep:toon:3"))
    withdrawn = going(count("said", 100, removed=1), count("said", 90, removed=2), status="ended", told="ended", withdrawn=MONDAY)
    seen = said(desk(knowledge, withdrawn), Press("omroep:toon:3"))
    assert "Weggehaald: 100 van 190. Blijft staan: 90." in seen
    assert "Verbeter" not in seen


@pytest.mark.parametrize(("status", "after"), [("ended", "ended"), ("sending", "cancelled")])
def test_it_is_taken_away_and_nothing_more_goes(knowledge: Knowledge, status: str, after: str) -> None:
    talk = desk(knowledge, going(*SENT, status=status), me=WIM)
    assert "tot 48 uur" in said(talk, Press("omroep:trekterug:3"))
    assert "Het wordt weggehaald." in said(talk, Press("omroep:trekterugja:3"))
    (one,) = talk.shared.broadcasts
    assert (one.status, one.withdrawn, passed(talk)) == (after, MONDAY, [MIES])
    before = talk.shared
    do(talk, Press("omroep:trekterugja:3"))
    assert talk.shared == before


def test_after_two_days_telegram_keeps_it(knowledge: Knowledge) -> None:
    old = going(*SENT, status="ended", snapshot=MONDAY - timedelta(hours=49))
    assert "kan het niet meer" in said(desk(knowledge, old), Press("omroep:trekterug:3"))
    elsewhere = replace(old, counts=(count("said", 5, "matrix"),))
    assert "Telegram" not in said(desk(knowledge, elsewhere), Press("omroep:trekterug:3"))


def test_nothing_is_mended_of_what_was_not_sent(knowledge: Knowledge) -> None:
    for one in (draft(), draft(status="held", total=5)):
        talk = desk(knowledge, one)
        for verb in ("verbeter", "verbeterja", "trekterug", "trekterugja"):
            do(talk, Press(f"omroep:{verb}:3"))
            assert talk.shared.broadcasts == (one,)
    talk = desk(knowledge, going(*SENT, withdrawn=MONDAY, status="ended"), topic=Announcing(3, "verbeter"))
    do(talk, Text(NEW))
    assert talk.shared.broadcasts[0].correction == ""


@pytest.mark.parametrize(
    ("state", "is_busy"),
    [
        (memory.write(memory.Conversation(Scanning("r1"))), True),
        (memory.write(memory.Conversation(Home())), False),
        ("geen toestand", False),
    ],
)
def test_who_fills_in_a_scan_is_left_alone_and_who_can_not_be_read_is_not(state: str, *, is_busy: bool) -> None:
    assert busy(state) == is_busy
