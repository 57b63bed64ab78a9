"""What people type where the bot asked for a place, and what it means."""

from __future__ import annotations

import pytest

from knowledge.places.candidate import Candidate
from knowledge.places.find import UNKNOWN, Places

FOUND = {
    # names
    "amersfoort": ("Amersfoort", "Amersfoort", "Utrecht"),
    "AMERSFOORT!": ("Amersfoort", "Amersfoort", "Utrecht"),
    "Leeuwarden": ("Leeuwarden", "Leeuwarden", "Fryslân"),
    "Best": ("Best", "Best", "Noord-Brabant"),
    "een": ("Een", None, "Drenthe"),
    "vianen ut": ("Vianen", "Vijfheerenlanden", "Utrecht"),
    "leerdam": ("Leerdam", None, "Utrecht"),
    # ways to write
    "Alphen a/d Rijn": ("Alphen aan den Rijn", "Alphen aan den Rijn", "Zuid-Holland"),
    "alphen aan de rijn": ("Alphen aan den Rijn", "Alphen aan den Rijn", "Zuid-Holland"),
    "wyk by duurstede": ("Wijk bij Duurstede", "Wijk bij Duurstede", "Utrecht"),
    "St. Oedenrode": ("Sint-Oedenrode", None, "Noord-Brabant"),
    "denbosch": ("'s-Hertogenbosch", "'s-Hertogenbosch", "Noord-Brabant"),
    "hertogenbosch": ("'s-Hertogenbosch", "'s-Hertogenbosch", "Noord-Brabant"),
    "sudwest fryslan": (None, "Súdwest-Fryslân", "Fryslân"),
    # nicknames, Frisian and old names
    "Den Bosch": ("'s-Hertogenbosch", "'s-Hertogenbosch", "Noord-Brabant"),
    "020": ("Amsterdam", "Amsterdam", "Noord-Holland"),
    "Mokum": ("Amsterdam", "Amsterdam", "Noord-Holland"),
    "Ljouwert": ("Leeuwarden", "Leeuwarden", "Fryslân"),
    "Zwaagwesteinde": ("De Westereen", None, "Fryslân"),
    # with a province or municipality beside it
    "Bergen in Limburg": ("Bergen", "Bergen", "Limburg"),
    "bergen, noord holland": ("Bergen", "Bergen", "Noord-Holland"),
    "Hengelo Gld": ("Hengelo", "Bronckhorst", "Gelderland"),
    "Hengelo (Bronckhorst)": ("Hengelo", "Bronckhorst", "Gelderland"),
    "Bergen L": ("Bergen", "Bergen", "Limburg"),
    "Beek (L)": ("Beek", "Beek", "Limburg"),
    "Beek gemeente Montferland": ("Beek", "Montferland", "Gelderland"),
    "Nes op Ameland": ("Nes", "Ameland", "Fryslân"),
    # in a sentence
    "ik woon in amersfoort": ("Amersfoort", "Amersfoort", "Utrecht"),
    "ik woon in 3811 ab amersfoort": ("Amersfoort", "Amersfoort", "Utrecht"),
    "mijn school staat in Ede": ("Ede", "Ede", "Gelderland"),
    "wij wonen in een dorp bij Zwolle": ("Zwolle", "Zwolle", "Overijssel"),
    "sinds 2019 in Amersfoort": ("Amersfoort", "Amersfoort", "Utrecht"),
    "ik ben best ver van zwolle": ("Zwolle", "Zwolle", "Overijssel"),
    # postcodes
    "3811": (None, None, "Utrecht"),
    "3811AB": (None, None, "Utrecht"),
    "3811 ab": (None, None, "Utrecht"),
    "mijn postcode is 3811ab.": (None, None, "Utrecht"),
    "4121": (None, None, "Utrecht"),
    # municipalities, regions and provinces
    "gemeente Het Hogeland": (None, "Het Hogeland", "Groningen"),
    "gemeente Utrecht": ("Utrecht", "Utrecht", "Utrecht"),
    "de Achterhoek": (None, None, "Gelderland"),
    "het Westland": (None, "Westland", "Zuid-Holland"),
    "'t Gooi": (None, None, "Noord-Holland"),
    "brabant": (None, None, "Noord-Brabant"),
    "friesland": (None, None, "Fryslân"),
    "provincie Utrecht": (None, None, "Utrecht"),
    "provincie Zeeland": (None, None, "Zeeland"),
    "Gld": (None, None, "Gelderland"),
    "Utrecht": ("Utrecht", "Utrecht", "Utrecht"),
}
CONFIRMED = {
    "Amersfort": ("Amersfoort", "Amersfoort", "Utrecht"),
    "amersfort utrecht": ("Amersfoort", "Amersfoort", "Utrecht"),
    "Bergen op Zoon": ("Bergen op Zoom", "Bergen op Zoom", "Noord-Brabant"),
    "wij zijn een school in de buurt van leewuarden": ("Leeuwarden", "Leeuwarden", "Fryslân"),
    "La Haye": ("'s-Gravenhage", "'s-Gravenhage", "Zuid-Holland"),
    "Utrecht Overvecht-Noord 2": ("Utrecht", "Utrecht", "Utrecht"),
    "Gelderlant": (None, None, "Gelderland"),
}
CHOICES = {
    "Bergen": {"Noord-Holland", "Limburg"},
    "gemeente Bergen": {"Noord-Holland", "Limburg"},
    "Rijswijk": {"Zuid-Holland", "Noord-Brabant", "Gelderland"},
    "Zeeland": {"Zeeland", "Noord-Brabant"},
    "Gelderse Vallei": {"Gelderland", "Utrecht"},
    "randstad": {"Flevoland", "Noord-Holland", "Utrecht", "Zuid-Holland"},
    "Leeuwarden of Zwolle": {"Fryslân", "Overijssel"},
    "3811 ab rotterdam": {"Utrecht", "Zuid-Holland"},
}
UNKNOWNS = ["", "?", "xyzzy", "weet ik niet", "1299", "0612345678", "12", "ik", "😀", "a" * 500]


def what(found: object) -> tuple[str | None, str | None, str | None]:
    return (getattr(found, "place", None), getattr(found, "municipality", None), getattr(found, "province", None))


@pytest.mark.parametrize("text", FOUND)
def test_what_is_certain_is_found_without_asking(places: Places, text: str) -> None:
    found = places.find(text)
    assert (found.decision, what(found), found.confirm) == ("found", FOUND[text], False)


@pytest.mark.parametrize("text", CONFIRMED)
def test_what_was_not_written_as_the_name_is_confirmed(places: Places, text: str) -> None:
    found = places.find(text)
    assert (found.decision, what(found), found.confirm) == ("found", CONFIRMED[text], True)


@pytest.mark.parametrize("text", CHOICES)
def test_what_lies_in_more_provinces_is_asked(places: Places, text: str) -> None:
    found = places.find(text)
    assert (found.decision, what(found)) == ("choose", (None, None, None))
    assert {one.province for one in found.candidates} == CHOICES[text]


@pytest.mark.parametrize("text", UNKNOWNS)
def test_what_is_no_place_is_unknown(places: Places, text: str) -> None:
    assert places.find(text) == UNKNOWN


def test_the_biggest_is_offered_first(places: Places) -> None:
    first, *others = places.find("Hengelo").candidates
    assert first == Candidate("Hengelo", "Hengelo", "Overijssel")
    assert others == [Candidate("Hengelo", "Bronckhorst", "Gelderland")]


def test_a_name_that_a_province_has_twice_is_found_with_its_municipalities(places: Places) -> None:
    found = places.find("Beek Gelderland")
    assert (found.decision, what(found)) == ("found", ("Beek", None, "Gelderland"))
    assert {one.municipality for one in found.candidates} == {"Berg en Dal", "Montferland"}


@pytest.mark.parametrize("text", ["De Wilp", "Oost-Souburg", "Nederhorst den Berg"])
def test_the_end_of_a_name_that_we_do_not_know_is_not_taken_for_it(places: Places, text: str) -> None:
    assert places.find(text).confirm


def test_a_slip_of_a_name_that_lies_in_more_provinces_is_asked(places: Places) -> None:
    found = places.find("Rijswyck")
    assert (found.decision, found.confirm) == ("choose", True)


def test_a_typed_name_in_another_province_than_the_one_beside_it_is_a_choice(places: Places) -> None:
    assert places.find("Amersfoort in Limburg").decision == "choose"


@pytest.mark.parametrize("text", ["Amersfrt Limburg", "Zaanwyckerhof Limburg"])
def test_words_beside_a_province_that_are_no_place_there_leave_the_province(places: Places, text: str) -> None:
    found = places.find(text)
    assert what(found) == (None, None, "Limburg")


# ── where someone is ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_shared_location_is_the_nearest_place_to_be_confirmed(places: Places) -> None:
    found = places.nearest(52.156, 5.389)
    assert (found.decision, what(found), found.confirm) == ("found", ("Amersfoort", "Amersfoort", "Utrecht"), True)


@pytest.mark.parametrize("point", [(48.85, 2.35), (54.5, 4.0), (0.0, 0.0), (float("nan"), 5.0), (52.0, float("inf")), (91.0, 5.0)])
def test_a_location_with_no_place_near_is_unknown(places: Places, point: tuple[float, float]) -> None:
    assert places.nearest(*point) == UNKNOWN


# ── in any sentence ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("ik werk op een school in Best", "Noord-Brabant"),
        ("wie helpt mij in amersfoort?", "Utrecht"),
        ("wie helpt mij in amersfort?", "Utrecht"),
        ("contactpersoon voor de Achterhoek", "Gelderland"),
        ("contactpersoon Limburg", "Limburg"),
        ("ons adres: 3811 AB", "Utrecht"),
        ("ik zoek iemand in Ede", "Gelderland"),
        ("bij ons in kesteren is er geen decaan", "Gelderland"),
    ],
)
def test_a_place_in_a_sentence_is_heard(places: Places, text: str, province: str) -> None:
    assert places.find(text, strict=True).province == province


@pytest.mark.parametrize(
    "text",
    [
        "wat is het best voor mijn kind",
        "mijn kind zit in een dip",
        "kost dat veel geld",
        "kan ik op meer scholen kijken",
        "in 2026 VO en mbo",
        "wat is er in 3811",
        "er is een buren app op school",
        "bel 020 1234567",
        "waar zit het college",
        "in de lente kiezen wij",
        "ik zit in xyzzyplaats",
        "het lob is van o tot z",
        "",
    ],
)
def test_an_ordinary_sentence_names_no_place(places: Places, text: str) -> None:
    assert places.find(text, strict=True) == UNKNOWN
