"""Every limit: what just fits is taken, one more is told; and what nobody knows is told wherever it stands."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from knowledge import ContentError, check, read
from knowledge.reading import FILE_BYTES_MOST
from tests.content import small

FAQ, SCAN, PHRASES, WORDS = "faq/x.yaml", "scan/10-whole.yaml", "phrases/nl.yaml", "phrases/woorden.yaml"
SETTINGS, DISTRESS = "settings.yaml", "nood.yaml"
RELATED, TUNING = "zoeken/verwant.yaml", "zoeken/geleerd.yaml"
GLOSSARY, SMALL_TALK, CALENDAR, STEPS = "woordenlijst.yaml", "praatjes.yaml", "kalender.yaml", "stappen.yaml"
PARENTS, PUPIL = "help-mee.yaml", "phrases/leerling.yaml"
REGIONS, DAYS_OFF, SPOKEN, PARTS = "regios.yaml", "vrije-dagen.yaml", "plaatsen/namen.yaml", "plaatsen/streken.yaml"
CONTACTS = """
algemeen: {rol: Adres, kanaal: e-mail, email: algemeen@voorbeeld.invalid, toelichting: Dit is het algemene adres.}
regios:
  - id: oost
    naam: Oost
    provincies: [Gelderland]
    gemeenten: [Ede]
    vakantieregio: midden
    contacten:
      - id: reus
        rol: contactpersoon
        naam: De Reus
        email: reus@voorbeeld.invalid
        uren: {dinsdag: 9.00-12.00}
        afwezig: [{van: 2026-01-01, tot: 2026-01-02, vervanger: reus}]
        bevestigd_op: 2026-01-01
        bot_mag_mailen_sinds: 2026-01-01
"""
ENTRY = """
- id: nieuw
  vraag: Wat?
  ook: [wat nu]
  antwoord: Dit.
  kort: Dit.
  leerling: Dit.
  onderwerp: iets
  bron: {adres: "https://www.expertisepuntlob.nl/", datum: "2026"}
  ook_bron: [{adres: "https://www.slo.nl/", datum: "2026"}]
  controleer_bij: de school
  vertaling: [{taal: en, tekst: This., nagekeken_door: Iemand}]
  verder: [mentor]
"""
PERSON = ("regios", 0, "contacten", 0)
SOURCES = """bron: {adres: "https://www.expertisepuntlob.nl/", datum: "2026"}"""
OWN = {
    FAQ: ENTRY,
    REGIONS: CONTACTS,
    GLOSSARY: f"""
- woord: bol
  ook: [beroepsopleidende leerweg]
  betekenis: Leren op school, met stage.
  moeilijk: ja
  {SOURCES}
  stand: nu
  vraag: mentor
""",
    SMALL_TALK: """
- {id: dank, zegt: [dank u wel], antwoord: Graag gedaan., leerling: Graag gedaan.}
""",
    CALENDAR: f"""
- id: mbo-aanmelden
  wat: Aanmelden voor het mbo
  dag: 1
  maand: 5
  uitleg: Meld u op tijd aan.
  vooraf_dagen: 14
  {SOURCES}
  nagekeken_op: 2026-08-01
  stand: nu
  controleer_bij: de mbo-school
""",
    PARENTS: f"""
niveaus: [{{id: havo, naam: Havo, ook: [de havo], klassen: [1, 2]}}]
niveau_onbekend: Kijk op het rapport.
klas_onbekend: Kijk in de app.
brief: "Mijn kind zit in klas {{klas}} van {{niveau}}."
paginas:
  - niveau: [havo]
    klas: [1, 2]
    dit_jaar: Alles is nieuw.
    help_nu: Praat met elkaar.
    vragen: ["Wat was leuk?"]
    wel: [Luister.]
    niet: [Dring niet aan.]
    praat_met: De mentor.
    {SOURCES}
    ook_bron: [{{adres: "https://www.slo.nl/", datum: "2026"}}]
    nagekeken_op: 2026-08-01
    stand: nu
    controleer_bij: de school
""",
    STEPS: """
- stap: 1
  titel: Inventariseren
  wanneer: Wij beginnen.
  uitleg: Kijk samen wat er al is.
  instrumenten: [{naam: De scan, wat: Laat zien waar u staat., adres: "https://www.slo.nl/", stand: nu}]
""",
    PUPIL: """
start: {who_are_you: "Wie ben je?"}
scan: {rest_left: {een: Nog een., meer: "Nog {n}."}}
""",
}
"""What content may lack, written here in full; an entry to refer to is shipped."""
QUESTION = ("themas", 0, "vragen", 0)
PAGE = ("paginas", 0)
LONGEST = [
    (FAQ, (0, "id"), 40),
    (FAQ, (0, "vraag"), 200),
    (FAQ, (0, "ook", 0), 300),
    (FAQ, (0, "antwoord"), 2000),
    (FAQ, (0, "kort"), 400),
    (FAQ, (0, "leerling"), 600),
    (PARENTS, (*PAGE, "controleer_bij"), 60),
    (FAQ, (0, "vertaling", 0, "taal"), 2),
    (FAQ, (0, "vertaling", 0, "tekst"), 2000),
    (FAQ, (0, "vertaling", 0, "nagekeken_door"), 80),
    (FAQ, (0, "onderwerp"), 60),
    (FAQ, (0, "controleer_bij"), 60),
    (FAQ, (0, "ook_bron", 0, "adres"), 400),
    (FAQ, (0, "bron", "adres"), 400),
    (FAQ, (0, "bron", "datum"), 40),
    (SCAN, ("id",), 40),
    (SCAN, ("titel",), 100),
    (SCAN, ("inleiding",), 600),
    (SCAN, ("officieel", "uitgever"), 100),
    (SCAN, ("sectoren", 1, "naam"), 40),
    (SCAN, ("niveaus", 0, "naam"), 40),
    (SCAN, ("schaal", "stappen", 1, "tekst"), 30),
    (SCAN, ("schaal", "buiten", 0, "id"), 12),
    (SCAN, ("themas", 0, "titel"), 60),
    (SCAN, ("themas", 0, "gespreksvraag"), 300),
    (SCAN, ("themas", 0, "vervolg", "tekst"), 200),
    (SCAN, (*QUESTION, "stelling"), 300),
    (SCAN, (*QUESTION, "eerder", 0), 40),
    (SCAN, (*QUESTION, "toelichting", "uitleg"), 600),
    (SCAN, (*QUESTION, "toelichting", "stappen", "nee"), 120),
    *((SCAN, (*QUESTION, "advies", part), 400) for part in ("laag", "midden", "hoog")),
    (PHRASES, ("terminal", "goodbye"), 1500),
    (WORDS, ("of",), 20),
    (DISTRESS, ("hulp", 0, "naam"), 60),
    (DISTRESS, ("hulp", 0, "adres"), 400),
    (DISTRESS, ("hulp", 0, "waarvoor"), 120),
    (DISTRESS, ("hulp", 0, "bron", "adres"), 400),
    (DISTRESS, ("hulp", 0, "bron", "datum"), 40),
    *((DISTRESS, ("signalen", language, 0), 80) for language in ("nl", "en", "tr")),
    (DISTRESS, ("toch_niet", 0), 80),
    (GLOSSARY, (0, "woord"), 40),
    (GLOSSARY, (0, "ook", 0), 80),
    (GLOSSARY, (0, "betekenis"), 300),
    (GLOSSARY, (0, "bron", "adres"), 400),
    (GLOSSARY, (0, "bron", "datum"), 40),
    (SMALL_TALK, (0, "id"), 40),
    (SMALL_TALK, (0, "zegt", 0), 100),
    (SMALL_TALK, (0, "antwoord"), 250),
    (SMALL_TALK, (0, "leerling"), 250),
    (CALENDAR, (0, "id"), 40),
    (CALENDAR, (0, "wat"), 40),
    (CALENDAR, (0, "uitleg"), 250),
    (CALENDAR, (0, "controleer_bij"), 60),
    (CALENDAR, (0, "bron", "adres"), 400),
    (CALENDAR, (0, "bron", "datum"), 40),
    (PARENTS, ("niveaus", 0, "naam"), 30),
    (PARENTS, ("niveaus", 0, "ook", 0), 40),
    (PARENTS, ("niveau_onbekend",), 400),
    (PARENTS, ("klas_onbekend",), 400),
    (PARENTS, ("brief",), 900),
    (PARENTS, (*PAGE, "dit_jaar"), 600),
    (PARENTS, (*PAGE, "help_nu"), 500),
    *((PARENTS, (*PAGE, part, 0), 120) for part in ("vragen", "wel", "niet")),
    (PARENTS, (*PAGE, "praat_met"), 300),
    (PARENTS, (*PAGE, "ook_bron", 0, "adres"), 400),
    (PARENTS, (*PAGE, "ook_bron", 0, "datum"), 40),
    (STEPS, (0, "titel"), 40),
    (STEPS, (0, "wanneer"), 60),
    (STEPS, (0, "uitleg"), 500),
    (STEPS, (0, "instrumenten", 0, "naam"), 60),
    (STEPS, (0, "instrumenten", 0, "wat"), 200),
    (STEPS, (0, "instrumenten", 0, "adres"), 400),
    (PUPIL, ("start", "who_are_you"), 1500),
    (REGIONS, ("algemeen", "rol"), 100),
    (REGIONS, ("algemeen", "toelichting"), 400),
    (REGIONS, ("regios", 0, "id"), 40),
    (REGIONS, ("regios", 0, "naam"), 60),
    (REGIONS, (*PERSON, "rol"), 100),
    (REGIONS, (*PERSON, "naam"), 60),
    (DAYS_OFF, ("feestdagen", "kerst"), 40),
    (SPOKEN, ("provincies", "Drenthe", 0), 60),
    (SPOKEN, ("bijnamen", "Noord-Holland", "Amsterdam", 0), 60),
    (SPOKEN, ("wijzers", 0), 40),
    (PARTS, (0, "naam"), 60),
]
NAMES_ARE_DATA = {
    (WORDS, ("bewaard",)),
    (WORDS, ("opdrachten",)),
    *((SPOKEN, ("bijnamen", province)) for province in ("Fryslân", "Groningen", "Limburg", "Noord-Brabant", "Noord-Holland", "Utrecht")),
    (SPOKEN, ("bijnamen", "Zuid-Holland")),
}


@cache
def written(path: str) -> Any:
    return yaml.safe_load(OWN.get(path) or small()[path])


def changed(path: str, place: tuple[Any, ...], value: object) -> dict[str, bytes]:
    """Whole content with one value changed."""
    root = holder = copy.deepcopy(written(path))
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    return {**small(), path: json.dumps(root, default=str).encode()}


def problems(files: dict[str, bytes]) -> list[str]:
    """What is wrong; the places, which are read later than the rest, only where something of them changed."""
    places = any(files[path] != small()[path] for path in (SPOKEN, PARTS))
    try:
        (check if places else read)(files)
    except ContentError as error:
        return [problem.what for problem in error.problems]
    return []


BEGINS = {"adres": "https://", "brief": "{klas} {niveau}"}
"""How a text that may not be just anything begins."""


def of_length(place: tuple[Any, ...], length: int) -> str:
    return BEGINS.get(place[-1], "").ljust(length, "x")


@pytest.mark.parametrize(("path", "place", "most"), LONGEST)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(path: str, place: tuple[Any, ...], most: int) -> None:
    assert problems(changed(path, place, of_length(place, most))) == []
    (told,) = problems(changed(path, place, of_length(place, most + 1)))
    assert str(most) in told


def mappings(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every mapping inside a value."""
    if isinstance(value, dict):
        yield place
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from mappings(inner, (*place, key))


def test_a_field_that_nobody_knows_is_told_wherever_it_stands() -> None:
    places = [
        (path, place) for path in (SCAN, PHRASES, WORDS, SETTINGS, DISTRESS, DAYS_OFF, SPOKEN, *OWN) for place in mappings(written(path))
    ]
    places.append((PARTS, (0,)))
    assert len(places) > 50
    silent = [
        (path, place) for path, place in places if not any("zomaar" in told for told in problems(changed(path, (*place, "zomaar"), "x")))
    ]
    assert set(silent) == NAMES_ARE_DATA


def named(what: str, count: int) -> list[dict[str, str]]:
    return [{"id": f"{what}-{number}", "tekst": f"{what} {number}"} for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("path", "place", "just", "too_much"),
    [
        (SCAN, ("themas", 0, "vragen", 1, "schaal"), *({"stappen": named("stap", count), "vanaf": "stap-2"} for count in (7, 8))),
        (SCAN, ("themas", 0, "vragen", 1, "schaal"), *({"stappen": named("stap", count), "vanaf": "stap-1"} for count in (2, 1))),
        (SCAN, ("themas", 1, "vragen", 1, "keuzes"), named("keuze", 20), named("keuze", 21)),
        (SCAN, ("themas", 1, "vragen", 1, "keuzes"), named("keuze", 2), named("keuze", 1)),
        (SCAN, ("themas", 1, "vragen", 0, "id"), "x" * 40, "x" * 41),
        (SCAN, ("themas", 0, "vragen", 1, "schaal", "stappen", 0, "id"), "x" * 12, "x" * 13),
        (SCAN, ("themas", 0, "vervolg", "stap"), 1, 0),
        (SCAN, ("themas", 0, "vervolg", "stap"), 7, 8),
        (SCAN, ("seconden_per_vraag",), 1, 0),
        (SCAN, ("seconden_per_vraag",), 600, 601),
        (SETTINGS, ("thuis", "school"), ["lob", "pta", "mentor", "decaan"], ["lob", "pta", "mentor", "decaan", "contact"]),
        (TUNING, ("lexical", "drempels"), *({"antwoord": 0.6, "voorsprong": 0, "keuze": choose} for choose in (0.6, 0.61))),
        (TUNING, ("lexical", "drempels", "antwoord"), 1, 1.01),
        (TUNING, ("semantic", "punten", "doelgroep"), -100, -101),
        (RELATED, ("groepen", 0, 0), "x" * 60, "x" * 61),
        (SETTINGS, ("bewaar_dagen",), 2, 1),
        (SETTINGS, ("bewaar_dagen",), 3650, 3651),
        (REGIONS, (*PERSON, "email"), f"x@{'x' * 60}.{'x' * 29}.invalid", f"x@{'x' * 60}.{'x' * 30}.invalid"),
        (REGIONS, (*PERSON, "uren", "dinsdag"), "00:00 - 23:59", "00:00 - 24:00"),
        (REGIONS, (*PERSON, "afwezig", 0, "tot"), "2026-01-01", "2025-12-31"),
        (REGIONS, (*PERSON, "bot_mag_mailen_sinds"), "2999-12-31", "ja"),
        (SETTINGS, ("vraag_dagen",), 1, 0),
        (SETTINGS, ("vraag_dagen",), 365, 366),
        (SETTINGS, ("gesprek_dagen",), 8, 7),
        (SETTINGS, ("gesprek_dagen",), 3650, 3651),
        (SETTINGS, ("concept_dagen",), 1, 0),
        (SETTINGS, ("concept_dagen",), 365, 366),
        (SETTINGS, ("bestand_mb",), 20, 21),
        (FAQ, (0, "nagekeken_op"), "2999-12-31", "3000-01-01"),
        (FAQ, (0, "nagekeken_op"), "2000-01-01", "1999-12-31"),
        (CALENDAR, (0, "dag"), 31, 32),
        (CALENDAR, (0, "dag"), 1, 0),
        (CALENDAR, (0, "maand"), 12, 13),
        (CALENDAR, (0, "maand"), 1, 0),
        (CALENDAR, (0, "vooraf_dagen"), 99, 100),
        (CALENDAR, (0, "vooraf_dagen"), 0, "-1"),
        (PARENTS, (*PAGE, "klas"), [1, 2], [1, 2, 7]),
        (PARENTS, ("niveaus", 0, "klassen"), [2, 1], [1, 2, 0]),
    ],
)
def test_what_is_just_allowed_is_taken_and_one_more_is_told(path: str, place: tuple[Any, ...], just: object, too_much: object) -> None:
    assert problems(changed(path, place, just)) == []
    assert len(problems(changed(path, place, too_much))) == 1


@pytest.mark.parametrize(("question", "option", "fits"), [(38, 12, True), (39, 12, False), (40, 10, True), (40, 11, False)])
def test_a_button_carries_64_bytes_and_no_more(question: int, option: int, fits: bool) -> None:
    files = changed(
        SCAN,
        ("themas", 0, "vragen", 1),
        {
            "id": "q" * question,
            "stelling": "Wij.",
            "schaal": {"stappen": [*named("s", 2), {"id": "o" * option, "tekst": "O"}], "vanaf": "s-2"},
        },
    )
    assert (problems(files) == []) == fits


def test_a_file_may_be_as_big_as_its_limit() -> None:
    assert problems({**small(), FAQ: ENTRY.encode().ljust(FILE_BYTES_MOST, b"\n")}) == []


@pytest.mark.parametrize(("length", "fits"), [(12, True), (13, False)])
def test_a_level_has_a_name_for_machines_that_fits_on_a_button(length: int, fits: bool) -> None:
    id = "h" * length
    files = {**small(), PARENTS: OWN[PARENTS].replace("id: havo", f"id: {id}").replace("niveau: [havo]", f"niveau: [{id}]").encode()}
    assert (problems(files) == []) == fits


@pytest.mark.parametrize(("count", "fits"), [(9, True), (10, False)])
def test_a_school_takes_nine_steps_at_most(count: int, fits: bool) -> None:
    steps = [{**written(STEPS)[0], "stap": number} for number in range(1, count + 1)]
    assert (problems({**small(), STEPS: json.dumps(steps).encode()}) == []) == fits
