"""Entries of the knowledge base as they come out of their files."""

from __future__ import annotations

from datetime import date

from knowledge.faq import Entry, Translation, read_entries
from knowledge.problems import ContentProblem
from knowledge.source import Source

WHOLE = """
- id: loopbaandossier
  vraag: Wat is een loopbaandossier?
  ook: [lob-dossier]
  antwoord: Daarin staat wat een leerling ontdekt.
  kort: Dat is van uw kind.
  leerling: Dat is van jou.
  doelgroep: [ouder, school]
  onderwerp: begrippen
  soort: regel
  bron: {adres: "https://www.expertisepuntlob.nl/sectoren/vmbo", datum: "2026"}
  ook_bron: [{adres: "https://www.slo.nl/", datum: ""}]
  nagekeken_op: 2026-08-01
  tot: 2027-04-01
  controleer_bij: de school
  stand: nu
  verder: [mentor]
  vertaling: [{taal: en, tekst: In it is what a pupil discovers., nagekeken_door: Iemand}, {taal: tr, tekst: Not yet read.}]
- {id: mentor, vraag: Wat doet de mentor?, antwoord: De mentor luistert.}
"""


def entries(**files: str) -> tuple[tuple[Entry, ...], list[ContentProblem]]:
    problems: list[ContentProblem] = []
    return read_entries({f"faq/{name}.yaml": text.encode() for name, text in files.items()}, problems), problems


def test_an_entry_holds_everything_that_its_file_says() -> None:
    (found, _), problems = entries(x=WHOLE)
    assert not problems
    assert found == Entry(
        id="loopbaandossier",
        question="Wat is een loopbaandossier?",
        also=("lob-dossier",),
        answer="Daarin staat wat een leerling ontdekt.",
        short="Dat is van uw kind.",
        pupil="Dat is van jou.",
        audiences=("ouder", "school"),
        topic="begrippen",
        sort="regel",
        source=Source("https://www.expertisepuntlob.nl/sectoren/vmbo", "2026"),
        more_sources=(Source("https://www.slo.nl/"),),
        checked_on=date(2026, 8, 1),
        until=date(2027, 4, 1),
        check_at="de school",
        state="nu",
        related=("mentor",),
        translations=(Translation("en", "In it is what a pupil discovers.", "Iemand"), Translation("tr", "Not yet read.")),
    )
    assert [found.translation(language) for language in ("en", "tr", "pl")] == ["In it is what a pupil discovers.", "", ""]


def test_an_entry_needs_no_more_than_an_id_a_question_and_an_answer() -> None:
    (_, found), _ = entries(x=WHOLE)
    assert found == Entry(id="mentor", question="Wat doet de mentor?", also=(), answer="De mentor luistert.")
    assert (found.sort, found.state, found.source, found.audiences) == ("uitleg", "controleren", None, ())


def test_entries_come_in_the_order_of_their_files() -> None:
    one, two, three = (f"- {{id: {id}, vraag: Wat?, antwoord: Dit.}}" for id in ("een", "twee", "drie"))
    found, problems = entries(b=two, c=three, a=one)
    assert [entry.id for entry in found] == ["een", "twee", "drie"]
    assert not problems


def test_an_entry_may_refer_to_one_in_a_later_file() -> None:
    one = "- {id: een, vraag: Wat?, antwoord: Dit., verder: [twee]}"
    assert not entries(a=one, b="- {id: twee, vraag: Wat?, antwoord: Dit.}")[1]


def test_no_files_are_no_entries() -> None:
    assert entries() == ((), [])
