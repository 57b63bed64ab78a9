"""Whom a school can turn to: the place in all the ways in which people say it, and never a parent to a region."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.language import Command, Locate, Location, Press
from dialogs.memory import Home, Referring, Scanning, read
from dialogs.refer import PRESS_BYTES_MOST, SAID_CHARACTERS_MOST
from knowledge import REGIONS, Knowledge, check
from knowledge import read as read_content
from knowledge.places.candidate import Candidate
from knowledge.places.table import PROVINCES
from tests.talk import Talk, shipped

EXAMPLE = Path(__file__).parents[2] / "docs" / "regios-voorbeeld.yaml"
KNOWN = read_content(shipped())
ZWOLLE = Candidate("Zwolle", "Zwolle", "Overijssel")
GENERAL = "info@expertisepuntlob.nl"


@pytest.fixture(scope="module")
def with_persons() -> Knowledge:
    return check({**shipped(), REGIONS: EXAMPLE.read_bytes()})


def school(knowledge: Knowledge = KNOWN, where: Candidate | None = None) -> Talk:
    return Talk(knowledge, audience="school", where=where)


def asked() -> Talk:
    talk = school()
    talk.say("/contact")
    return talk


def labels(talk: Talk) -> list[str]:
    return [button.label for button in talk.last_shown]


# ── the place, as people say it ───────────────────────────────────────────────────────────────────────────────


def test_home_asks_a_school_for_its_place_once_and_remembers_it() -> None:
    talk = school()
    talk.say("/menu")
    talk.press("Contact in uw regio")
    assert talk.seen.text == "In welke plaats staat uw school? Typ de plaats of de postcode."
    (said,) = talk.say("wij zitten in Zwolle")
    assert talk.where == ZWOLLE
    assert "Zwolle (Overijssel)" in said.text
    assert "Regio: Overijssel" in said.text
    assert GENERAL in said.text
    talk.say("/menu")
    assert talk.say("/contact")[0].text == said.text


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("3811 ab", Candidate(None, None, "Utrecht")),
        ("3811", Candidate(None, None, "Utrecht")),
        ("ik ben docent op een school in Den Bosch", Candidate("'s-Hertogenbosch", "'s-Hertogenbosch", "Noord-Brabant")),
        ("de Achterhoek", Candidate(None, None, "Gelderland")),
        ("Drenthe", Candidate(None, None, "Drenthe")),
        ("Ljouwert", Candidate("Leeuwarden", "Leeuwarden", "Fryslân")),
    ],
)
def test_whatever_way_it_is_said(typed: str, where: Candidate) -> None:
    talk = asked()
    talk.say(typed)
    if talk.where is None:
        talk.say("ja")
    assert talk.where == where


def test_a_slip_is_asked_back() -> None:
    talk = asked()
    (said,) = talk.say("zwole")
    assert said.text == "Bedoelt u Zwolle (Overijssel)?"
    assert talk.where is None
    talk.say("klopt")
    assert talk.where == ZWOLLE


def test_who_means_another_place_says_so() -> None:
    talk = asked()
    talk.say("zwole")
    (said,) = talk.say("nee")
    assert said.text.startswith("In welke plaats")
    assert talk.where is None


def test_a_name_that_several_places_have_is_asked_with_municipality_and_province() -> None:
    talk = asked()
    (said,) = talk.say("bergen")
    assert said.text == "Dat kan op meer dan één plek zijn. Welke bedoelt u?"
    assert labels(talk)[:2] == ["Bergen (gemeente Bergen, Noord-Holland)", "Bergen (gemeente Bergen, Limburg)"]
    talk.say("2")
    assert talk.where == Candidate("Bergen", "Bergen", "Limburg")


def test_what_is_no_place_leads_to_the_provinces() -> None:
    talk = asked()
    (said,) = talk.say("xyzzy")
    assert said.text.startswith("Die plaats ken ik niet.")
    assert labels(talk) == [*PROVINCES, "Menu"]
    talk.say("3")
    assert talk.where == Candidate(None, None, PROVINCES[2])
    assert "de provincie Fryslân" in talk.said[-1].text


def test_a_shared_location_is_a_place_to_be_confirmed_and_the_point_is_not_kept() -> None:
    talk = school()
    (said,) = talk.do(Location(52.51, 6.09))
    assert said.text == "Bedoelt u Zwolle (Overijssel)?"
    assert "52" not in talk.state
    talk.say("ja")
    assert talk.where == ZWOLLE


def test_a_location_far_from_here_is_no_place() -> None:
    talk = school()
    (said,) = talk.do(Location(48.85, 2.35))
    assert said.text.startswith("Op die plek ken ik geen plaats in Nederland.")
    assert read(talk.state).topic == Referring(asking=True)


@pytest.mark.parametrize("audience", ["ouder", "leerling", None])
def test_a_location_of_anyone_else_is_not_used(audience: str) -> None:
    talk = Talk(KNOWN, audience=audience)  # type: ignore[arg-type]
    (said,) = talk.do(Location(52.51, 6.09))
    assert "locatie nu niet nodig" in said.text


def test_a_location_in_the_middle_of_a_scan_leaves_it_there() -> None:
    talk = school()
    talk.do(Press("scan:begin:vmbo"))
    (said,) = talk.do(Location(52.51, 6.09))
    assert "locatie nu niet nodig" in said.text
    assert isinstance(read(talk.state).topic, Scanning)


def test_the_place_can_be_changed() -> None:
    talk = school(where=ZWOLLE)
    talk.say("/contact")
    talk.press("Een andere plaats")
    talk.say("Ede")
    assert talk.where == Candidate("Ede", "Ede", "Gelderland")
    talk.say("of in Assen")
    assert talk.where == Candidate("Assen", "Assen", "Drenthe")


def test_a_question_in_between_is_answered() -> None:
    talk = asked()
    assert "loopbaanoriëntatie" in talk.say("wat is lob?")[0].text
    assert talk.where is None


def test_small_talk_is_no_place() -> None:
    talk = asked()
    assert talk.say("dank u wel")[0].text != talk.say("xyzzy")[0].text
    assert talk.where is None


def test_where_am_i_says_what_is_going_on() -> None:
    assert asked().say("waar ben ik")[0].text.startswith("U zoekt met wie uw school contact kan opnemen.")


def test_a_long_text_is_kept_short() -> None:
    talk = asked()
    talk.say("qqqq " * 500)
    topic = read(talk.state).topic
    assert isinstance(topic, Referring)
    assert len(topic.said) <= SAID_CHARACTERS_MOST


# ── asking for it in one sentence ─────────────────────────────────────────────────────────────────────────────


def test_who_asks_for_a_contact_and_names_a_place_gets_it_at_once() -> None:
    talk = school()
    assert "Regio: Overijssel" in talk.say("wie is onze contactpersoon in Zwolle?")[0].text
    assert talk.where == ZWOLLE


def test_a_question_that_names_a_place_is_a_question() -> None:
    talk = school()
    talk.say("welke decanenkringen zijn er in Zwolle")
    assert talk.where is None


def test_in_a_scan_a_place_is_no_wish_for_a_contact() -> None:
    talk = school()
    talk.do(Press("scan:begin:vmbo"))
    talk.say("contact in Zwolle")
    assert talk.where is None
    assert isinstance(read(talk.state).topic, Scanning)


def test_who_we_do_not_know_says_first_who_they_are() -> None:
    talk = Talk(KNOWN)
    (said,) = talk.say("wie is de contactpersoon in Zwolle")
    assert said.text == "Bij wie u terechtkunt, hangt af van wie u bent. Wie bent u?"
    assert talk.where is None
    talk.press("Ik werk op een school")
    assert talk.audience == "school"
    assert talk.where == ZWOLLE


def test_who_we_do_not_know_may_name_the_place_later() -> None:
    talk = Talk(KNOWN)
    talk.say("/contact")
    talk.say("1")
    assert talk.seen.text.startswith("In welke plaats")


# ── parents and pupils have their own school ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("audience", "words"), [("ouder", "van de school van uw kind"), ("leerling", "Praat met je mentor")])
def test_nobody_else_is_sent_to_a_region(audience: str, words: str) -> None:
    talk = Talk(KNOWN, audience=audience, where=ZWOLLE)  # type: ignore[arg-type]
    for said in (talk.do(Command("contact")), talk.do(Press("contact")), talk.say("contactpersoon")):
        assert words in said[0].text
        assert GENERAL not in said[0].text
    assert words in talk.say("wie is de contactpersoon in Ede?")[0].text
    for typed in ("contact in Zwolle", "Zwolle"):
        assert "Regio:" not in talk.say(typed)[-1].text
    assert talk.do(Press("plaats:Overijssel|Zwolle|Zwolle"))[0].text.startswith("Die knop doet het niet meer.")


def test_a_parent_who_says_so_after_naming_a_place_is_told_of_their_own_school() -> None:
    talk = Talk(KNOWN)
    talk.say("contact in Zwolle")
    talk.press("Ik ben ouder")
    assert talk.audience == "ouder"
    assert talk.where is None
    assert "van de school van uw kind" in talk.said[-1].text


def test_a_parent_without_a_guide_per_class_still_gets_home() -> None:
    files = shipped()
    del files["help-mee.yaml"]
    talk = Talk(read_content(files), audience="ouder")
    talk.say("/contact")
    assert labels(talk) == ["Menu"]


# ── other pages lead here ─────────────────────────────────────────────────────────────────────────────────────


def test_what_we_do_not_know_and_what_is_asked_of_contacts_lead_here() -> None:
    talk = school()
    talk.say("wat kost een fietsenstalling?")
    assert "Contact in uw regio" in labels(talk)
    talk.do(Press("faq:regiocontacten"))
    talk.press("Contact in uw regio")
    assert isinstance(read(talk.state).topic, Referring)


def test_a_parent_is_not_led_here() -> None:
    talk = Talk(KNOWN, audience="ouder")
    talk.say("wat kost een fietsenstalling?")
    assert "Contact in uw regio" not in labels(talk)
    talk.do(Press("faq:contact"))
    assert "Contact in uw regio" not in labels(talk)


def test_a_link_leads_here() -> None:
    assert "In welke plaats" in school().do(Command("start", "contact"))[0].text


# ── buttons ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "press",
    [
        *("plaats:", "plaats:Nergens||", "plaats:Limburg|Bergen|Zwolle", "plaats:Limburg|Zwolle|Bergen", "plaats:Overijssel|Bergen|"),
        *("contact:", "contact:burgemeester", "plaats:||||", "plaatsen"),
    ],
)
def test_a_button_of_no_place_does_nothing(press: str) -> None:
    talk = school()
    talk.do(Press(press))
    assert talk.where is None
    assert not any(isinstance(effect, Locate) for effect in talk.effects)
    assert isinstance(read(talk.state).topic, Home)


def test_every_place_fits_on_a_button_and_comes_back_from_it() -> None:
    talk = asked()
    for name in ("Hengelo", "Beek", "Nuenen, Gerwen en Nederwetten", "Westerhaar-Vriezenveensewijk", "Hoorn", "Zoetermeer"):
        talk.say("/contact")
        talk.do(Press("plaats"))
        talk.say(name)
        for button in talk.last_shown:
            assert len(button.press.encode()) <= PRESS_BYTES_MOST
            if button.press.startswith("plaats:"):
                before = talk.where
                talk.do(Press(button.press))
                assert talk.where
                assert talk.where.province in button.press
                assert talk.where != before or before.province in button.press


# ── persons, who are away and whose places are municipalities ─────────────────────────────────────────────────


def test_a_person_is_told_with_hours_and_what_to_mention(with_persons: Knowledge) -> None:
    talk = school(with_persons)
    talk.say("/contact")
    (said,) = talk.say("Tiel")
    contact = with_persons.contacts.region_of("Tiel", "Gelderland").contacts[0]  # type: ignore[union-attr]
    assert contact.role in said.text
    assert contact.email in said.text
    assert "Meestal bereikbaar op" in said.text
    assert "Noem geen namen van leerlingen." in said.text


def test_where_municipalities_have_their_own_contact_the_municipality_is_asked() -> None:
    """Spijk lies in two municipalities of Gelderland, of which one has a contact of its own here."""
    regions = EXAMPLE.read_bytes().replace(b"[Tiel, ", b"[Zevenaar, ")
    talk = school(check({**shipped(), REGIONS: regions}))
    talk.say("/contact")
    talk.say("Spijk, Gelderland")
    assert labels(talk)[:2] == ["Spijk (gemeente West Betuwe, Gelderland)", "Spijk (gemeente Zevenaar, Gelderland)"]
    assert "Regio: Rivieren" in talk.say("2")[0].text
    assert talk.where == Candidate("Spijk", "Zevenaar", "Gelderland")


def test_where_all_of_them_have_one_contact_it_need_not_be_asked(with_persons: Knowledge) -> None:
    talk = school(with_persons)
    talk.say("/contact")
    talk.say("Spijk, Gelderland")
    assert talk.where == Candidate("Spijk", None, "Gelderland")
