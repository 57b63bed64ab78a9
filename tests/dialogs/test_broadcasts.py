"""A message to many as pure turns: what is checked, what must be typed, who must agree, and what can be done while it goes and after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from dialogs import memory
from dialogs.announcing import Announcing, Wondering
from dialogs.broadcast import Audience, Broadcast, Count, Group, Link, LinkOutcome, Outcome, Question, Target, WhyPaused
from dialogs.broadcasts.checks import MATRIX_BYTES_MOST, too_large_for_matrix
from dialogs.broadcasts.message import message
from dialogs.conversation import LINKS
from dialogs.files import File
from dialogs.language import Attachment, Command, Due, Event, Pass, Press, Remind, Revise, Say, Settle, Text
from dialogs.memory import Home, Relaying, Scanning, Topic
from dialogs.sharing import Member, Role, Shared, StaffRole
from dialogs.ticket import Answerer
from knowledge import Knowledge
from tests.dialogs.laws import do
from tests.talk import MONDAY, Talk

MIES, WIM, RED = 1, 2, 3
SUBSCRIBERS = (
    Group("telegram", "school", "vmbo", "Gelderland", "Ede", got_last=False, people=120),
    Group("telegram", "ouder", "", "Gelderland", "Ede", got_last=True, people=30),
    Group("matrix", "school", "mbo", "Overijssel", "Zwolle", got_last=True, people=40),
    Group("matrix", "school", "", "", "", got_last=False, people=10),
    Group("telegram", "leerling", "", "Gelderland", "Ede", got_last=False, people=500),
)
EVERYBODY = 200
PHOTO = File("telegram", "f1", "photo", "foto.jpg", 1_000)
FINE = "Op dinsdag 10 maart 2026 is er een bijeenkomst over LOB."


def member(person: int, role: StaffRole) -> Member:
    return Member(person, "telegram", Role(role), "", MONDAY)


def desk(
    knowledge: Knowledge, *broadcasts: Broadcast, topic: Topic | None = None, roles: tuple[StaffRole, ...] = ("medewerker",), **more: Any
) -> Talk:
    """A medewerker, with a colleague and an editor."""
    members = (member(MIES, "medewerker"), member(WIM, "medewerker"), member(RED, "redactie"))
    shared = Shared(
        tuple(Role(role) for role in roles),
        members=members,
        me=MIES,
        answering=(Answerer(MIES, ""), Answerer(WIM, "")),
        editors=(RED,),
        broadcasts=broadcasts,
        next_broadcast=max((one.id for one in broadcasts), default=0) + 1,
        audience=Audience(SUBSCRIBERS, 1_218),
    )
    state = memory.write(memory.Conversation(topic or Home()))
    return Talk(knowledge, state=state, audience="school", shared=replace(shared, **more))


def draft(text: str = FINE, **more: Any) -> Broadcast:
    return Broadcast(**{"id": 3, "author": MIES, "text": text, "made": MONDAY, **more})


def going(*counts: Count, **more: Any) -> Broadcast:
    """On its way to 200 people."""
    known = {"status": "sending", "total": EVERYBODY, "confirmed": MONDAY, "starts": MONDAY, "snapshot": MONDAY, "counts": counts}
    return draft(**{**known, **more})


def count(outcome: Outcome, people: int, channel: str = "telegram", **more: int) -> Count:
    return Count(channel, outcome, people, **more)


def said(talk: Talk, event: Event) -> str:
    """All that they read, with the buttons, in the words of the page."""
    return "\n".join(f"{say.text}\n{[button.label for row in say.buttons for button in row]}" for say in do(talk, event))


def topic(talk: Talk) -> Topic:
    return memory.read(talk.state).topic


def passed(talk: Talk) -> list[int]:
    return [effect.person for effect in talk.effects if isinstance(effect, Pass)]


# ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_becomes_a_draft_that_nobody_gets(knowledge: Knowledge) -> None:
    talk = desk(knowledge)
    assert "Er zijn nog geen berichten." in said(talk, Command("omroep"))
    assert "Typ de tekst" in said(talk, Press("omroep:nieuw"))
    assert "Bericht 1 is een concept." in said(talk, Text(FINE))
    assert talk.shared.broadcasts[0].text == FINE
    assert passed(talk) == []
    assert "concept" in said(talk, Command("omroep"))


def test_a_picture_goes_along_with_its_words(knowledge: Knowledge) -> None:
    talk = desk(knowledge, topic=Announcing(page="nieuw"))
    assert "Foto: ja" in said(talk, Attachment("photo", FINE, PHOTO))
    assert (talk.shared.broadcasts[0].text, talk.shared.broadcasts[0].file) == (FINE, PHOTO)
    assert "Foto: nee" in said(talk, Press("omroep:fotoweg:1"))
    said(talk, Press("omroep:tekst:1"))
    assert "Foto: ja" in said(talk, Attachment("photo", "", PHOTO))
    assert talk.shared.broadcasts[0].text == FINE


@pytest.mark.parametrize(
    "file", [None, replace(PHOTO, kind="document"), replace(PHOTO, size_bytes=99_000_000)], ids=["none", "kind", "size"]
)
@pytest.mark.parametrize("page", ["nieuw", "tekst"])
def test_only_a_picture_of_some_size_goes_along(knowledge: Knowledge, file: File | None, page: str) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(page=page) if page == "nieuw" else Announcing(3, page))
    assert "foto" in said(talk, Attachment("photo", FINE, file)).lower()
    assert [one.file for one in talk.shared.broadcasts] == [None]


@pytest.mark.parametrize(
    ("typed", "label", "link"),
    [
        ("Doe de scan: scan", "Doe de scan", "scan"),
        ("Meld u aan: https://voorbeeld.invalid/x", "Meld u aan", "https://voorbeeld.invalid/x"),
        ("Meld u aan https://voorbeeld.invalid/x", "Meld u aan", "https://voorbeeld.invalid/x"),
        ("Doe: mee: SCAN", "Doe: mee", "scan"),
    ],
)
def test_a_button_is_a_label_and_where_it_leads(knowledge: Knowledge, typed: str, label: str, link: str) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(3))
    assert "Typ wat er op de knop staat" in said(talk, Press("omroep:knop:3"))
    assert f"Knop: {label}" in said(talk, Text(typed))
    (one,) = talk.shared.broadcasts
    assert (one.link_label, one.link) == (label, link)
    assert "Knop: nee" in said(talk, Press("omroep:knopweg:3"))


@pytest.mark.parametrize("typed", ["scan", "Doe: nergens", "x" * 31 + ": scan", ": scan", "https://voorbeeld.invalid/", "A: https://x y"])
def test_what_is_no_button_is_asked_again(knowledge: Knowledge, typed: str) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(3, "knop"))
    assert "geen knop die wij kennen" in said(talk, Text(typed))
    assert talk.shared.broadcasts[0].link == ""


def test_a_button_leads_only_where_a_link_to_the_guide_can(knowledge: Knowledge) -> None:
    from dialogs.broadcasts.drafting import INSIDE  # noqa: PLC0415

    assert set(INSIDE) <= set(LINKS)
    for link in INSIDE:
        assert do(Talk(knowledge, audience="school"), Press(f"naar:{link}"))


def test_a_draft_is_thrown_away(knowledge: Knowledge) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(3))
    assert "Concept 3 is weg." in said(talk, Press("omroep:gooiweg:3"))
    assert talk.shared.broadcasts == ()


def test_a_word_that_means_the_same_everywhere_is_no_text(knowledge: Knowledge) -> None:
    talk = desk(knowledge, topic=Announcing(page="nieuw"))
    do(talk, Text("menu"))
    assert topic(talk) == Home()
    assert talk.shared.broadcasts == ()


def test_other_words_take_the_place_of_those_of_a_draft(knowledge: Knowledge) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(3))
    do(talk, Press("omroep:tekst:3"))
    assert "Bericht 3 is een concept." in said(talk, Text("Iets anders."))
    assert talk.shared.broadcasts[0].text == "Iets anders."


def test_what_was_to_be_typed_of_what_it_is_no_more_changes_nothing(knowledge: Knowledge) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(3, "verbeter"))
    do(talk, Text("zzz qqq xxx"))
    assert talk.shared.broadcasts == (draft(),)
    talk = desk(knowledge, going(*FIRST_GONE), topic=Announcing(3))
    do(talk, Attachment("photo", FINE, PHOTO))
    assert talk.shared.broadcasts == (going(*FIRST_GONE),)


def test_a_label_of_the_page_is_its_button(knowledge: Knowledge) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(3, "tekst"))
    do(talk, Text("terug naar dit bericht"))
    assert topic(talk) == Announcing(3)
    assert talk.shared.broadcasts[0].text == FINE


def test_what_is_typed_on_a_page_without_a_question_is_no_text(knowledge: Knowledge) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(3))
    do(talk, Text("zzz qqq xxx"))
    assert talk.shared.broadcasts[0].text == FINE


# ── who gets it ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("target", "people"),
    [
        (Target(), 200),
        (Target(roles=("ouder",)), 30),
        (Target(sectors=("vmbo", "mbo")), 160),
        (Target(provinces=("Gelderland",)), 150),
        (Target(regions=("overijssel",)), 40),
        (Target(provinces=("Gelderland",), regions=("overijssel",)), 190),
        (Target(channels=("matrix",)), 50),
        (Target(not_last=True), 130),
        (Target(roles=("school",), provinces=("Gelderland",), channels=("telegram",), not_last=True), 120),
        (Target(roles=("leerling",)), 0),
    ],
    ids=repr,
)
def test_the_count_is_of_who_gets_it_and_never_of_pupils(knowledge: Knowledge, target: Target, people: int) -> None:
    talk = desk(knowledge, draft(target=target), topic=Announcing(3))
    assert f"Dat zijn nu {people} mensen." in said(talk, Press("omroep:wie:3"))


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        ("r", "school", "roles"),
        ("s", "vmbo", "sectors"),
        ("p", "Gelderland", "provinces"),
        ("g", "gelderland", "regions"),
        ("k", "matrix", "channels"),
    ],
)
def test_each_choice_is_made_and_taken_back_and_twice_is_once(knowledge: Knowledge, kind: str, value: str, field: str) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(3))
    assert "Kies een of meer." in said(talk, Press(f"omroep:soort:3:{kind}"))
    for _ in range(2):
        assert "(gekozen)" in said(talk, Press(f"omroep:wel:3:{kind}:{value}"))
        assert getattr(talk.shared.broadcasts[0].target, field) == (value,)
    for _ in range(2):
        assert "(gekozen)" not in said(talk, Press(f"omroep:niet:3:{kind}:{value}"))
        assert talk.shared.broadcasts[0].target == Target()


def test_of_how_many_something_is_not_known_is_told(knowledge: Knowledge) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(3))
    assert "Van 40 mensen weten wij dit niet." in said(talk, Press("omroep:soort:3:s"))


def test_what_nobody_is_any_more_can_be_taken_away_but_not_chosen(knowledge: Knowledge) -> None:
    talk = desk(knowledge, draft(target=Target(sectors=("pro",), regions=("weg",))), topic=Announcing(3))
    assert "pro: 0 (gekozen)" in said(talk, Press("omroep:soort:3:s"))
    assert "weg: 0 (gekozen)" in said(talk, Press("omroep:soort:3:g"))
    before = talk.shared
    do(talk, Press("omroep:wel:3:s:havo"))
    assert talk.shared == before
    do(talk, Press("omroep:niet:3:s:pro"))
    assert talk.shared.broadcasts[0].target == Target(regions=("weg",))


def test_not_who_got_the_last_one_and_everybody(knowledge: Knowledge) -> None:
    talk = desk(knowledge, draft(), topic=Announcing(3))
    assert "Niet voor wie het vorige bericht kreeg" in said(talk, Press("omroep:niet:3:laatste"))
    assert "130 mensen" in said(talk, Press("omroep:wie:3"))
    assert "200 mensen" in said(talk, Press("omroep:wel:3:laatste"))
    do(talk, Press("omroep:wel:3:k:matrix"))
    assert "iedereen die zich heeft aangemeld" in said(talk, Press("omroep:wel:3:iedereen"))


# ── checks ────────────────────────────────────────────────────────────────────────────────────────────────────

LINKED = "Kijk op https://voorbeeld.invalid/lob."
STOPPED = {
    "blank": (draft("Beste [naam], kom kijken."), "[naam]"),
    "blank-x": (draft(f"Het is in zaal {'X' * 3}."), "X" * 3),
    "blank-braces": (draft("Beste {naam}, kom kijken."), "{naam}"),
    "weekday": (draft("Kom op woensdag 10 maart 2026."), "10 maart 2026 is een dinsdag"),
    "no-such-day": (draft("Kom op 30 februari 2027."), "Deze dag bestaat niet"),
    "link-waits": (draft(LINKED, links=(Link("https://voorbeeld.invalid/lob"),)), "wordt nog bekeken"),
    "link-missing": (draft(LINKED, links=(Link("https://voorbeeld.invalid/lob", "missing"),)), "bestaat niet"),
    "link-silent": (draft(LINKED, links=(Link("https://voorbeeld.invalid/lob", "silent"),)), "antwoordt niet"),
    "long": (draft("a" * 4_000), "In Telegram passen er 4096"),
    "units": (draft("😀" * 2_049), "4098 tekens"),
    "caption": (draft("a" * 1_025, file=PHOTO), "Bij een foto passen in Telegram 1024"),
    "nobody": (draft(target=Target(sectors=("pro",))), "Niemand krijgt dit."),
}
DOUBTED = {
    "past": (draft("Kom op maandag 23 februari 2026."), "is al voorbij"),
    "link-refused": (draft(LINKED, links=(Link("https://voorbeeld.invalid/lob", "refused"),)), "laat ons niet binnen"),
}
PASSING = {
    "plain": draft(),
    "brackets": draft("Zie hoofdstuk 3 (LOB in de klas)."),
    "days": draft("Kom op dinsdag 10 of wo 11 maart, van 9-12 uur. In 2025 waren er 3-4 scholen."),
    "today": draft("Vandaag, maandag 2 maart 2026."),
    "link": draft(LINKED, links=(Link("https://voorbeeld.invalid/lob", "ok"),)),
    "almost-long": draft("a" * 3_999),
    "caption-fits": draft("a" * 1_024, file=PHOTO),
    "units-fit": draft("😀" * 2_000),
}


@pytest.mark.parametrize("name", STOPPED)
def test_what_is_not_right_is_told_and_stops_it(knowledge: Knowledge, name: str) -> None:
    one, told = STOPPED[name]
    talk = desk(knowledge, one, topic=Announcing(3))
    seen = said(talk, Press("omroep:bekijk:3"))
    assert "dit klopt nog niet" in seen
    assert told in seen
    assert "Verstuur aan" not in seen
    assert "toch versturen" not in seen
    for press in ("omroep:klopt:3", "omroep:verstuur:3", "omroep:altijd:3"):
        do(talk, Press(press))
        do(talk, Text("200"))
        assert talk.shared.broadcasts[0].status == "draft"


@pytest.mark.parametrize("name", DOUBTED)
def test_a_doubt_is_set_aside_by_who_looked_until_something_changes(knowledge: Knowledge, name: str) -> None:
    one, told = DOUBTED[name]
    talk = desk(knowledge, one, topic=Announcing(3))
    assert told in said(talk, Press("omroep:bekijk:3"))
    assert "Dit kan nog niet verstuurd worden." in said(talk, Press("omroep:verstuur:3"))
    assert "Verstuur aan 200 mensen" in said(talk, Press("omroep:klopt:3"))
    do(talk, Press("omroep:verstuur:3"))
    changed = replace(talk.shared.broadcasts[0], text=f"{one.text} Tot dan.")
    talk.shared = replace(talk.shared, broadcasts=(changed,))
    do(talk, Text("200"))
    assert talk.shared.broadcasts[0].status == "draft"


@pytest.mark.parametrize("name", PASSING)
def test_what_is_right_may_go(knowledge: Knowledge, name: str) -> None:
    talk = desk(knowledge, PASSING[name], topic=Announcing(3))
    seen = said(talk, Press("omroep:bekijk:3"))
    assert "Controle: niets gevonden." in seen
    assert "Verstuur aan 200 mensen" in seen


def test_nearly_the_same_as_an_earlier_one_is_a_doubt(knowledge: Knowledge) -> None:
    earlier = going(id=2, text=FINE.removeprefix("Op "), status="ended")
    talk = desk(knowledge, draft(), earlier, topic=Announcing(3))
    assert "Dit lijkt erg op bericht 2 van 2 maart 2026." in said(talk, Press("omroep:bekijk:3"))
    other = replace(earlier, text="De gids heeft een nieuwe scan voor het mbo.")
    talk = desk(knowledge, draft(), other, topic=Announcing(3))
    assert "niets gevonden" in said(talk, Press("omroep:bekijk:3"))


def test_a_matrix_event_takes_no_more_than_it_can() -> None:
    assert not too_large_for_matrix(Say("a" * MATRIX_BYTES_MOST))
    assert too_large_for_matrix(Say("é" * (MATRIX_BYTES_MOST // 2 + 1)))


def test_too_long_for_matrix_is_told(knowledge: Knowledge) -> None:
    talk = desk(knowledge, draft("é" * MATRIX_BYTES_MOST), topic=Announcing(3))
    assert "te lang voor Matrix" in said(talk, Press("omroep:bekijk:3"))


def test_links_are_looked_at_anew_and_the_page_follows(knowledge: Knowledge) -> None:
    one = draft(LINKED, links=(Link("https://voorbeeld.invalid/lob", "silent"),))
    talk = desk(knowledge, one, topic=Announcing(3, "bekijk"))
    assert "wordt nog bekeken" in said(talk, Press("omroep:links:3"))
    answered = replace(one, links=(Link("https://voorbeeld.invalid/lob", "ok"),))
    talk.shared = replace(talk.shared, broadcasts=(answered,))
    assert "Verstuur aan 200 mensen" in said(talk, Due("omroep:links:3"))
    talk.state = memory.write(memory.Conversation(Announcing(3)))
    assert talk.do(Due("omroep:links:3")) == ()


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


# ── while it goes ─────────────────────────────────────────────────────────────────────────────────────────────

FIRST_GONE = (count("said", 18), count("blocked", 2), count("queued", 130), count("queued", 50, "matrix"))


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

SENT = (count("said", 190), count("uncertain", 5), count("blocked", 5))
NEW = "Op dinsdag 10 maart 2026 om 15 uur is er een bijeenkomst."


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
    assert "Kijk zelf of de links werken." in said(talk, Text("Zie https://voorbeeld.invalid/lob"))


def test_how_far_a_correction_or_a_withdrawal_is(knowledge: Knowledge) -> None:
    corrected = going(count("said", 100, version=1), count("said", 90), status="ended", told="ended", version=1, corrected=MONDAY)
    talk = desk(knowledge, corrected)
    assert "Verbeterd: 100 van 190." in said(talk, Due("omroep:stand:3"))
    assert "Verbeterd: 100 van 190." in said(talk, Press("omroep:toon:3"))
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


# ── what people ask ───────────────────────────────────────────────────────────────────────────────────────────


def reader(knowledge: Knowledge, one: Broadcast, topic: Topic | None = None, **more: Any) -> Talk:
    """Somebody who got it."""
    shared = Shared(me=9, answering=(Answerer(MIES, ""), Answerer(WIM, "")), editors=(RED,), broadcasts=(one,))
    state = memory.write(memory.Conversation(topic or Home()))
    return Talk(knowledge, state=state, audience="school", news="yes", shared=replace(shared, **more))


def test_a_question_goes_to_the_editors_as_one_message_that_counts(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT, questions=(Question(8, 1, "Hoe laat?"),)))
    assert "Typ uw vraag over dit bericht." in said(talk, Press("omroep:vraag:3"))
    assert "doorgegeven aan de redactie" in said(talk, Text("Is er koffie?"))
    (told,) = [effect for effect in talk.effects if isinstance(effect, Pass)]
    assert told.person == RED
    assert isinstance(told.say, Revise)
    assert "2 vragen zonder antwoord" in told.say.say.text
    assert "Is er koffie?" in told.say.say.text
    assert topic(talk) == Home()


def test_without_editors_the_medewerkers_are_asked(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT), replied="omroep:bij:3", editors=())
    said(talk, Text("Is er koffie?"))
    assert passed(talk) == [MIES, WIM]


def test_what_they_would_ask_about_may_be_gone(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT), topic=Wondering(99))
    do(talk, Command("waar"))
    do(talk, Text("Is er koffie?"))
    assert passed(talk) == []


def test_in_the_night_the_editors_are_told_in_the_morning(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT), replied="omroep:bij:3")
    talk.now = MONDAY.replace(hour=22)
    do(talk, Text("Is er koffie?"))
    assert passed(talk) == []
    assert [effect for effect in talk.effects if isinstance(effect, Remind)] == [
        Remind("omroep:meld:3", datetime(2026, 3, 3, 7, 0, tzinfo=UTC))
    ]
    talk.now = MONDAY.replace(day=3)
    talk.do(Due("omroep:meld:3"))
    assert passed(talk) == [RED]
    talk.shared = replace(talk.shared, broadcasts=())
    assert talk.do(Due("omroep:meld:3")) == ()
    assert passed(talk) == []


def test_who_is_in_a_scan_or_talks_with_somebody_goes_back_there(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT))
    for press in ("ik:school", "scan"):
        do(talk, Press(press))
    do(talk, Press(talk.last_shown[0].press))
    run = topic(talk)
    assert isinstance(run, Scanning)
    do(talk, Press("omroep:vraag:3"))
    do(talk, Press("omroep:vraag:3"))
    do(talk, Text("Is er koffie?"))
    assert topic(talk) == run
    assert talk.last_shown

    talk = reader(knowledge, going(*SENT), topic=Relaying(7))
    talk.do(Press("omroep:vraag:3"))
    assert topic(talk) == Wondering(3, ticket=7)
    talk.do(Text("Is er koffie?"))
    assert topic(talk) == Relaying(7, told=True)


def test_an_answer_that_is_there_is_told_first(knowledge: Knowledge) -> None:
    one = going(*SENT, answers=("Ja, er is koffie.",))
    talk = reader(knowledge, one, replied="omroep:bij:3")
    assert "Ja, er is koffie." in said(talk, Text("Is er koffie?"))
    assert passed(talk) == []
    talk.shared = replace(talk.shared, replied="")
    said(talk, Text("En thee?"))
    assert passed(talk) == [RED]
    assert "Ja, er is koffie." in said(reader(knowledge, one), Press("omroep:vraag:3"))


def test_a_reply_that_is_a_word_of_everywhere_is_that(knowledge: Knowledge) -> None:
    talk = reader(knowledge, going(*SENT), replied="omroep:bij:3")
    assert "U bent afgemeld" in said(talk, Text("afmelden"))
    assert talk.shared.broadcasts[0].questions == ()


@pytest.mark.parametrize("role", ["medewerker", "redactie"])
def test_one_answer_is_for_all_who_asked(knowledge: Knowledge, role: StaffRole) -> None:
    asked = tuple(Question(person, turn, f"Vraag {person}.{turn}?") for person in range(20, 32) for turn in (1, 2))
    talk = desk(knowledge, going(*SENT, questions=asked), roles=(role,))
    seen = said(talk, Press("omroep:vragen:3"))
    assert "zijn 24 vragen zonder antwoord" in seen
    assert "Dit zijn de laatste 10." in seen
    assert "voor 12 mensen" in said(talk, Press("omroep:antwoord:3"))
    assert "Dat zijn 1001 tekens." in said(talk, Text("a" * 1_001))
    assert "Dit gaat naar 12 mensen" in said(talk, Text("Ja, dat kan."))
    assert "Verstuurd aan 12 mensen." in said(talk, Press("omroep:antwoordja:3"))
    assert passed(talk) == list(range(20, 32))
    assert talk.shared.broadcasts[0].answers == ("Ja, dat kan.",)
    before = talk.shared
    said(talk, Press("omroep:antwoordja:3"))
    assert (talk.shared, passed(talk)) == (before, [])


def test_editors_do_nothing_else_with_it(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*FIRST_GONE), roles=("redactie",))
    before = talk.shared
    for verb in ("toon", "pauzeer", "breekaf", "rest", "nu", "verbeter", "trekterugja"):
        assert "Die knop doet het niet meer." in said(talk, Press(f"omroep:{verb}:3"))
    assert talk.shared == before


# ── who may ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_is_no_medewerker_any_more_sees_nothing(knowledge: Knowledge) -> None:
    for where in (Announcing(), Announcing(3), Announcing(3, "vragen")):
        talk = desk(knowledge, draft(), topic=where, roles=("contact",))
        assert FINE not in said(talk, Command("waar"))
        assert FINE not in said(talk, Text(NEW))
        assert talk.do(Due("omroep:stand:3")) == ()
    gone = desk(knowledge, topic=Announcing(3))
    assert FINE not in said(gone, Command("waar"))


def test_where_they_are_is_told(knowledge: Knowledge) -> None:
    assert "U bent bij de berichten aan velen." in said(desk(knowledge, draft(), topic=Announcing(3)), Command("waar"))


def test_a_button_that_is_out_of_date_shows_how_it_stands(knowledge: Knowledge) -> None:
    talk = desk(knowledge, going(*FIRST_GONE))
    assert "Die knop past niet meer." in said(talk, Press("omroep:verstuur:3"))
    assert talk.shared.broadcasts[0].status == "sending"
    assert "Die knop doet het niet meer." in said(desk(knowledge), Press("omroep:toon:3"))
    assert "Die knop doet het niet meer." in said(desk(knowledge), Press("omroep:vraag:3"))


@pytest.mark.parametrize("outcome", ["ok", "missing", "silent", "refused"])
def test_each_outcome_of_a_link_has_its_words(knowledge: Knowledge, outcome: LinkOutcome) -> None:
    one = draft(LINKED, links=(Link("https://voorbeeld.invalid/lob", outcome),))
    seen = said(desk(knowledge, one, topic=Announcing(3)), Press("omroep:bekijk:3"))
    assert ("Bekijk de links opnieuw" in seen) is (outcome != "ok")
