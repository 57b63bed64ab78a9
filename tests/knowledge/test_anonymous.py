"""An answer that others may read has nothing in it that says who someone is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge import Knowledge


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Beste Jan de Vries, mail p.jansen@school.nl of bel 06-12345678.", "Beste [naam], mail [e-mailadres] of bel [telefoon]."),
        ("Mijn leerling Fatima el Amrani (leerlingnummer 20231)", "Mijn leerling [naam] (leerlingnummer [nummer])"),
        ("Wij zitten in Alphen aan den Rijn, op 2401 AB.", "Wij zitten in [plaats], op [adres]."),
        ("Leerlingen uit zwolle en uit Den Haag mogen mee.", "Leerlingen uit [plaats] en uit [plaats] mogen mee."),
        ("vraag het mevrouw jansen of dhr. Bakker", "vraag het mevrouw [naam] of dhr. [naam]"),
        ("Stuur het naar J. Bakker. Zij helpt u.", "Stuur het naar [naam]. Zij helpt u."),
        ("Vraag het Kees van de school.", "Vraag het [naam] van de school."),
        ("Met vriendelijke groet,\nKim van Dijk", "Met vriendelijke groet,\n[naam]"),
        ("Het Marnix College (brin 12AB) en bsn 123456782", "Het [naam] (brin [nummer]) en bsn [nummer]"),
    ],
)
def test_what_says_who_someone_is_goes(knowledge: Knowledge, text: str, kept: str) -> None:
    assert knowledge.anonymous(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Een loopbaandossier is in het vmbo verplicht. Leg in het PTA vast wat erin staat.",
        "Het Expertisepunt LOB heeft een handreiking: https://www.expertisepuntlob.nl/tools/12345. Kijk ook bij DUO.",
        "Voor schooljaar 2026-2027 geldt klas 3 en 4, en 1 april.",
        "- [nummer] en [naam] waren er al",
        "",
    ],
)
def test_what_says_nothing_of_anyone_stays(knowledge: Knowledge, text: str) -> None:
    assert knowledge.anonymous(text) == text


@pytest.mark.parametrize("entry_number", range(0, 180, 7))
def test_our_own_answers_stay_as_they_are_but_for_places_and_people(knowledge: Knowledge, entry_number: int) -> None:
    answer = knowledge.entries[entry_number].answer
    assert "[naam]" not in knowledge.anonymous(answer)


@given(some.text(alphabet="AaBbé 1.,@\n'-ZwolleJan", max_size=120))
def test_any_text_can_be_made_so_and_keeps_its_spaces(knowledge: Knowledge, text: str) -> None:
    hidden = knowledge.anonymous(text)
    assert "Zwolle" not in hidden.split()
    assert "Jan" not in hidden.split()
