"""A message to many before it is looked at: its words, who gets it, and what is checked."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dialogs import memory
from dialogs.announcing import Announcing
from dialogs.broadcast import Link, Target
from dialogs.broadcasts.checks import MATRIX_BYTES_MOST, too_large_for_matrix
from dialogs.conversation import LINKS
from dialogs.files import File
from dialogs.language import Attachment, Command, Due, Press, Say, Text
from dialogs.memory import Home
from knowledge import Knowledge
from tests.dialogs.laws import do
from tests.dialogs.many import (
    FINE,
    FIRST_GONE,
    LINKED,
    PHOTO,
    desk,
    draft,
    going,
    passed,
    said,
    topic,
)
from tests.talk import Talk

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
