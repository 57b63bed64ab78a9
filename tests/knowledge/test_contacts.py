"""From a municipality and province to a region and a contact, and what there is to know of them today."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge import ContentError, Knowledge, check, read
from knowledge.contacts import NOBODY, Note, Referral
from knowledge.places.candidate import Candidate
from knowledge.places.table import PROVINCES
from knowledge.referring import told, usual_days, weekday_and_day, where
from tests.content import small

EXAMPLE = Path(__file__).parents[2] / "docs" / "regios-voorbeeld.yaml"
TUESDAY = date(2026, 11, 24)


def with_regions(text: str, days_off: str | None = None) -> Knowledge:
    more = {"vrije-dagen.yaml": days_off.encode()} if days_off else {}
    return read({**small(), "regios.yaml": text.encode(), **more})


@pytest.fixture(scope="module")
def example() -> Knowledge:
    """The example that shows how to fill in persons; it is whole and right."""
    return check({**small(), "regios.yaml": EXAMPLE.read_bytes()})


def refer(known: Knowledge, municipality: str | None, province: str, today: date = TUESDAY) -> Referral:
    return known.contacts.contact_for(municipality, province, today)


def kinds(referral: Referral) -> list[str]:
    return [note.kind for note in referral.notes]


# ── what is shipped ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("province", PROVINCES)
def test_every_province_is_a_region_on_the_general_address(knowledge: Knowledge, province: str) -> None:
    referral = refer(knowledge, None, province)
    assert referral.region
    assert (referral.region.name, referral.contact) == (province, knowledge.contacts.general)
    assert (referral.contact.email, referral.contact.name) == ("info@expertisepuntlob.nl", None)
    assert kinds(referral) == ["general"]
    assert "algemene adres" in referral.contact.explanation
    assert "verdeelt de regio's misschien anders" in referral.contact.explanation


def test_no_person_is_shipped(knowledge: Knowledge) -> None:
    assert [region.contacts for region in knowledge.contacts.regions] == [()] * 12
    assert knowledge.contacts.general.may_mail_since is None
    assert b"voorbeeld" not in b"".join(data for path, data in small().items() if path == "regios.yaml")


def test_where_no_content_was_read_there_is_nobody() -> None:
    assert NOBODY.contact_for("Ede", "Gelderland", TUESDAY).contact.email == ""


# ── regions ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("municipality", "province", "region"),
    [
        ("Assen", "Drenthe", "noord"),
        (None, "Fryslân", "noord"),
        ("Tiel", "Gelderland", "rivieren"),
        ("Ede", "Gelderland", "overig"),
        (None, "Gelderland", "overig"),
        ("Bergen", "Limburg", "rivieren"),
        ("Bergen", "Noord-Holland", "overig"),
    ],
)
def test_a_municipality_goes_before_its_province(example: Knowledge, municipality: str | None, province: str, region: str) -> None:
    found = example.contacts.region_of(municipality, province)
    assert found == example.contacts.region(region)
    assert found


def test_a_region_that_is_not_there_is_none(example: Knowledge) -> None:
    assert example.contacts.region("zuid") is None


def test_a_place_in_no_region_goes_to_the_general_address() -> None:
    known = with_regions("algemeen: {rol: Adres, email: x@voorbeeld.invalid}\nregios: []\n")
    referral = refer(known, "Ede", "Gelderland")
    assert (referral.region, referral.contact.email, kinds(referral)) == (None, "x@voorbeeld.invalid", ["general"])
    assert not told(referral, "x@voorbeeld.invalid", known.phrases).startswith("Regio")


# ── today ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_someone_who_is_there_is_named_and_nothing_else_is_said(example: Knowledge) -> None:
    referral = refer(example, "Assen", "Drenthe")
    assert (referral.contact.name, referral.notes) == ("Roodkapje van het Bos", ())


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 30), "Roodkapje van het Bos"),
        (date(2026, 12, 1), "Gelaarsde Kat"),
        (date(2026, 12, 14), "Gelaarsde Kat"),
        (date(2026, 12, 15), "Roodkapje van het Bos"),
    ],
)
def test_a_stand_in_stands_in_from_the_first_to_the_last_day(example: Knowledge, day: date, name: str) -> None:
    referral = refer(example, None, "Drenthe", day)
    absent = Note("absent", who="Roodkapje van het Bos", until=date(2026, 12, 14))
    assert referral.contact.name == name
    assert (absent in referral.notes) == (name == "Gelaarsde Kat")


AWAY = """
algemeen: {{rol: Adres, email: x@voorbeeld.invalid}}
regios:
  - id: een
    naam: Een
    provincies: [Utrecht]
    contacten:
      - {{id: a, rol: Eerste, email: a@voorbeeld.invalid, afwezig: [{{van: 2026-11-01, tot: 2026-11-30{first}}}]}}
      - {{id: b, rol: Tweede, email: b@voorbeeld.invalid, afwezig: [{{van: 2026-11-01, tot: 2026-11-30{second}}}]}}
"""


@pytest.mark.parametrize(
    ("first", "second", "absent"),
    [("", "", ["Eerste"]), (", vervanger: algemeen", "", ["Eerste"]), (", vervanger: b", ", vervanger: a", ["Eerste", "Tweede"])],
)
def test_when_everybody_is_away_it_is_the_general_address(first: str, second: str, absent: list[str]) -> None:
    referral = refer(with_regions(AWAY.format(first=first, second=second)), None, "Utrecht")
    assert referral.contact.email == "x@voorbeeld.invalid"
    assert kinds(referral) == ["absent"] * len(absent) + ["general"]
    assert [note.who for note in referral.notes if note.kind == "absent"] == absent


@pytest.mark.parametrize(("days", "sure"), [(0, True), (365, True), (366, False)])
def test_who_was_not_confirmed_for_a_year_is_said_to_be_so(example: Knowledge, days: int, sure: bool) -> None:
    referral = refer(example, "Tiel", "Gelderland", date(2026, 8, 15) + timedelta(days=days))
    assert ("unconfirmed" in kinds(referral)) == referral.unconfirmed == (not sure)


def test_who_was_never_confirmed_is_said_to_be_so() -> None:
    text = "algemeen: {rol: Adres, email: x@voorbeeld.invalid}\nregios:\n  - id: een\n    naam: Een\n    provincies: [Utrecht]\n"
    known = with_regions(text + "    contacten: [{id: a, rol: Eerste, email: a@voorbeeld.invalid}]\n")
    referral = refer(known, None, "Utrecht")
    assert kinds(referral) == ["unconfirmed"]
    said = told(referral, known.contacts.general.email, known.phrases)
    assert "x@voorbeeld.invalid" in said
    assert "Meestal" not in said


def test_a_day_without_hours_is_said_to_be_so(example: Knowledge) -> None:
    assert kinds(refer(example, None, "Drenthe", TUESDAY + timedelta(days=1))) == ["not_today"]


def test_a_public_holiday_is_named(example: Knowledge) -> None:
    referral = refer(example, None, "Drenthe", date(2026, 12, 25))
    assert referral.notes == (Note("holiday", holiday="Eerste Kerstdag"),)
    assert "Eerste Kerstdag" in told(referral, "", example.phrases)


def test_a_school_holiday_counts_in_its_own_region_only() -> None:
    shipped = small()["vrije-dagen.yaml"].decode()
    days = shipped.replace("schoolvakanties: []", "schoolvakanties: [{naam: Proef, van: 2026-11-23, tot: 2026-11-27, regios: [noord]}]")
    known = with_regions(EXAMPLE.read_text(encoding="utf-8"), days)
    inside = refer(known, None, "Drenthe")
    assert inside.notes == (Note("school_holiday", holiday="Proef", until=date(2026, 11, 27)),)
    assert "tot en met 27 november 2026" in told(inside, "", known.phrases)
    assert kinds(refer(known, None, "Utrecht")) == ["general"]
    assert kinds(refer(known, None, "Drenthe", date(2026, 11, 28))) == ["not_today"]


def test_nobody_is_mailed_of_whom_it_does_not_say_so(example: Knowledge) -> None:
    people = [contact for region in example.contacts.regions for contact in region.contacts]
    assert len(people) == 2
    assert [contact.may_be_mailed(TUESDAY) for contact in (*people, example.contacts.general)] == [False] * 3


@pytest.mark.parametrize(("day", "may"), [(date(2026, 11, 30), False), (date(2026, 12, 1), True), (date(2036, 12, 1), True)])
def test_who_may_be_mailed_may_be_so_from_that_day_on(day: date, may: bool) -> None:
    email = "        email: kat@voorbeeld.invalid\n"
    known = with_regions(EXAMPLE.read_text(encoding="utf-8").replace(email, f"{email}        bot_mag_mailen_sinds: 2026-12-01\n"))
    assert refer(known, "Tiel", "Gelderland").contact.may_be_mailed(day) == may


# ── in words ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_person_is_told_with_hours_and_what_to_mention(example: Knowledge) -> None:
    referral = refer(example, "Assen", "Drenthe", date(2026, 11, 25))
    assert told(referral, "", example.phrases).splitlines()[:5] == [
        "Regio: Noord",
        "Roodkapje van het Bos, regiocontactpersoon",
        "E-mail: roodkapje@voorbeeld.invalid",
        "Meestal bereikbaar op dinsdag (9.00–12.00 uur) of donderdag (13.00–17.00 uur).",
        "Vandaag is geen gewone werkdag hiervoor. U krijgt misschien later antwoord.",
    ]


def test_an_absence_is_told_with_its_last_day(example: Knowledge) -> None:
    said = told(refer(example, None, "Drenthe", date(2026, 12, 2)), "", example.phrases)
    assert "Roodkapje van het Bos is afwezig tot en met 14 december 2026." in said
    assert usual_days(refer(example, None, "Drenthe", date(2026, 12, 2)).contact, example.phrases) == "woensdag (9.00–16.30 uur)"


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (Candidate("Hengelo", "Bronckhorst", "Gelderland"), "Hengelo (gemeente Bronckhorst, Gelderland)"),
        (Candidate("Bergen", "Bergen", "Limburg"), "Bergen (Limburg)"),
        (Candidate("Een", None, "Drenthe"), "Een (Drenthe)"),
        (Candidate(None, "Westland", "Zuid-Holland"), "gemeente Westland (Zuid-Holland)"),
        (Candidate(None, None, "Utrecht"), "de provincie Utrecht"),
    ],
)
def test_a_place_on_a_button_has_its_municipality_and_province(knowledge: Knowledge, one: Candidate, said: str) -> None:
    assert where(one, knowledge.phrases) == said


def test_a_day_that_is_near_has_its_weekday(knowledge: Knowledge) -> None:
    assert weekday_and_day(date(2026, 5, 5), knowledge.phrases.words) == "dinsdag 5 mei"


def test_the_readers_speak_of_every_problem_at_once() -> None:
    with pytest.raises(ContentError) as found:
        check({**small(), "regios.yaml": b"regios: [{id: A}]\n", "plaatsen/streken.yaml": b"- {}\n"})
    assert [problem.file for problem in found.value.problems] == ["plaatsen/streken.yaml"] * 2 + ["regios.yaml"] * 3
