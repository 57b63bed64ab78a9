"""What people type stands for the button that they mean, and for none when it may be another."""

from __future__ import annotations

import pytest

from dialogs.choice import Unclear, called, pick, picks
from dialogs.language import Button

SCALE = (
    Button("Nog niet", "scan:r1.q=nog-niet", ("nog-niet", "nee", "helemaal niet")),
    Button("Deels", "scan:r1.q=deels", ("deels", "een beetje", "soms", "gedeeltelijk")),
    Button("Grotendeels", "scan:r1.q=grotendeels", ("grotendeels", "voor het grootste deel")),
    Button("Helemaal", "scan:r1.q=helemaal", ("helemaal", "ja")),
    Button("Weet ik niet", "scan:r1.q=weet-niet", ("weet-niet", "geen idee", "weet niet")),
    Button("Toelichting", "scan:toelichting:r1.q"),
    Button("Pauze", "scan:pauze:r1"),
)
NUMBERS = (
    Button("1", "scan:r1.q=a"),
    Button("2", "scan:r1.q=b"),
    Button("Niet van toepassing", "scan:r1.q=nvt"),
    Button("Terug", "scan:terug:r1"),
)
WEATHER = (
    Button("☐ Zon", "scan:r1.w=+zon", ("Zon",)),
    Button("☑ Wind en storm", "scan:r1.w=-wind", ("Wind en storm",)),
    Button("☐ Regen", "scan:r1.w=+regen"),
)


def label(text: str, buttons: tuple[Button, ...] = SCALE) -> str | tuple[str, ...] | None:
    match pick(text, buttons):
        case Button(found):
            return found
        case Unclear(several):
            return tuple(button.label for button in several)
    return None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2", "Deels"),
        ("antwoord 2", "Deels"),
        ("nr. 2", "Deels"),
        ("een", "Nog niet"),
        ("twee", "Deels"),
        ("6", "Toelichting"),
        ("deels", "Deels"),
        ("  DEELS!! ", "Deels"),
        ("dels", "Deels"),
        ("deels?", "Deels"),
        ("grotendeel", "Grotendeels"),
        ("helemal", "Helemaal"),
        ("ja", "Helemaal"),
        ("ja grotendeels", "Grotendeels"),
        ("ja, dat is bij ons deels zo", "Deels"),
        ("een beetje denk ik", "Deels"),
        ("deels, een beetje", "Deels"),
        ("deels, een beetje, ja", "Deels"),
        ("geen idee", "Weet ik niet"),
        ("ik weet het niet", "Weet ik niet"),
        ("dat weet ik niet zeker", "Weet ik niet"),
        ("nee", "Nog niet"),
        ("nee, nog niet", "Nog niet"),
        ("nee, helemaal niet", "Nog niet"),
        ("doe maar deels", "Deels"),
        ("pauze graag", "Pauze"),
        ("toelichtng", "Toelichting"),
    ],
)
def test_it_is_understood(text: str, meant: str) -> None:
    assert label(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("", "?!", "👍", "0", "8", "99", "123", "niet helemaal", "niet grotendeels", "niet gedeeltelijk", "niet voor het grootste deel"),
        *("nooit helemaal", "wat is deels", "hoe bedoelt u dat, helemaal?", "misschien", "mee", "ik"),
        "wij doen dat bij ons op school helemaal anders dan u denkt",
    ],
)
def test_it_is_not_taken_for_an_answer(text: str) -> None:
    assert label(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("nog niet helemaal", ("Nog niet", "Helemaal")),
        ("deels of grotendeels", ("Deels", "Grotendeels")),
        ("soms nee", ("Nog niet", "Deels")),
    ],
)
def test_two_answers_are_asked_back(text: str, meant: tuple[str, ...]) -> None:
    assert label(text) == meant


@pytest.mark.parametrize(("text", "meant"), [("2", "2"), ("twee", None), ("3", None), ("4", None), ("ik zeg 2", "2"), ("nvt", None)])
def test_numbers_are_labels_where_labels_are_numbers(text: str, meant: str | None) -> None:
    assert label(text, NUMBERS) == meant


def test_a_slip_that_fits_two_labels_is_none() -> None:
    assert label("straat", (Button("straatx", "a"), Button("straaty", "b"))) is None


def test_moves_are_not_found_inside_a_sentence() -> None:
    assert label("dat zoeken wij na de pauze uit") is None


def test_without_buttons_nothing_is_meant() -> None:
    assert pick("deels", ()) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [("ik ben iemand anders", True), ("iemand anders", True), ("Iemand anders!", True), ("ik ben iemand", False), ("ik ben", False)],
)
def test_a_label_may_be_said_politely(text: str, meant: bool) -> None:
    assert bool(called(text, (Button("👍", "duim"), Button("Ik ben iemand anders", "ik:ander")))) is meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1 en 3", ["☐ Zon", "☐ Regen"]),
        ("zon, regen", ["☐ Zon", "☐ Regen"]),
        ("1+2\n3", ["☐ Zon", "☑ Wind en storm", "☐ Regen"]),
        ("zon", ["☐ Zon"]),
        ("regn plus wind en storm graag", ["☑ Wind en storm", "☐ Regen"]),
        ("2, twee en wind en storm", ["☑ Wind en storm"]),
        ("geen zon", []),
        ("zon, hagel", []),
        ("", []),
    ],
)
def test_a_list_stands_for_several(text: str, meant: list[str]) -> None:
    assert [button.label for button in picks(text, WEATHER)] == meant
