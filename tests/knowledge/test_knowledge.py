"""A whole content folder in, one `Knowledge` out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge import ContentError, ContentProblem, Knowledge, read
from knowledge.faq import Audience
from tests.content import SHIPPED, shipped, small

README = SHIPPED.parent / "README.md"


def test_what_is_shipped_is_whole() -> None:
    knowledge = read(shipped())
    assert {question_set.id for question_set in knowledge.question_sets} == {"vo", "mbo"}
    assert knowledge.entries


def test_entries_and_question_sets_are_found_by_their_ids() -> None:
    knowledge = read(small())
    entry, question_set = knowledge.entries[0], knowledge.question_sets[0]
    assert (knowledge.entry(entry.id), knowledge.question_set(question_set.id)) == (entry, question_set)
    assert (knowledge.entry("weg"), knowledge.question_set("weg")) == (None, None)


def test_a_command_is_known_by_its_name_and_its_other_words() -> None:
    words = read(small()).command_words
    assert (words["menu"], words["hoofdmenu"], words["ik stop"]) == ("menu", "menu", "stop")


def test_the_index_is_made_once() -> None:
    knowledge = read(small())
    assert knowledge.index is knowledge.index


def test_other_answers_take_the_place_of_all_answers_and_of_nothing_else() -> None:
    knowledge = read(shipped())
    one = knowledge.entries[1]
    found = knowledge.with_entries((one,))
    assert (found.entries, found.entry(one.id), found.entry(knowledge.entries[0].id)) == ((one,), one, None)
    assert {candidate.entry for candidate in found.index.find(one.question).candidates} == {one.id}
    kept = ("question_sets", "phrases", "settings", "distress", "glossary", "small_talk", "calendar", "parents", "steps", "command_words")
    assert [name for name in kept if getattr(found, name) != getattr(knowledge, name)] == []
    assert found.phrases_for("leerling") == knowledge.phrases_for("leerling")


@pytest.mark.parametrize(("audience", "said"), [("leerling", "Wie ben je?"), ("ouder", "Wie bent u?"), (None, "Wie bent u?")])
def test_a_pupil_reads_other_phrases_than_others(audience: Audience | None, said: str) -> None:
    files = {**small(), "phrases/leerling.yaml": b"start: {who_are_you: Wie ben je?}"}
    files["phrases/nl.yaml"] = re.sub(rb"who_are_you: .*", b"who_are_you: Wie bent u?", files["phrases/nl.yaml"])
    assert read(files).phrases_for(audience).start.who_are_you() == said


WORDS = b"""
- {woord: bol, betekenis: "Leren op school, met stage.", vraag: verder}
- {woord: bbl, ook: [beroepsbegeleidende leerweg], betekenis: Werken en leren.}
- {woord: bpv, betekenis: Stage.}
- {woord: pta, betekenis: Een plan.}
"""
ENTRIES = b"""
- {id: verder, vraag: Hoe kies ik een opleiding?, antwoord: Zo., ook: [wat is bol, wat is bpv?]}
- {id: bol, vraag: Wat is bol?, antwoord: Zo.}
- {id: bbl, vraag: Wat is de beroepsbegeleidende leerweg?, antwoord: Zo.}
- {id: nog-eens-bbl, vraag: Wat is bbl?, antwoord: Zo., ook: [bpv]}
"""


@pytest.mark.parametrize(
    ("word", "defining", "about"), [("bol", "bol", "verder"), ("bbl", "bbl", "bbl"), ("bpv", None, "verder"), ("pta", None, None)]
)
def test_a_word_is_told_more_of_by_the_entry_it_names_or_the_first_that_is_asked_for_by_it(
    word: str, defining: str | None, about: str | None
) -> None:
    kept = {path: data for path, data in small().items() if not path.startswith("faq/")}
    thuis = re.sub(rb"(?ms)^thuis:.*?^(?=\S)", b"thuis: {}\n", kept["settings.yaml"])
    thuis = re.sub(rb"(?m)^contact_bij:.*$", b"contact_bij: []", thuis)
    knowledge = read({**kept, "settings.yaml": thuis, "faq/x.yaml": ENTRIES, "woordenlijst.yaml": WORDS})
    asked = knowledge.glossary.word(word)
    assert asked is not None
    found = [knowledge.entry_defining(asked), knowledge.entry_about(asked)]
    assert [entry.id if entry else None for entry in found] == [defining, about]


def test_the_order_in_which_files_are_given_makes_no_difference() -> None:
    files = small()
    one, other = read(files), read(dict(reversed(files.items())))
    assert (one.entries, one.question_sets, one.phrases, one.settings) == (
        other.entries,
        other.question_sets,
        other.phrases,
        other.settings,
    )


def test_content_needs_no_entries_and_no_scans() -> None:
    files = {path: data for path, data in small().items() if not path.startswith(("faq/", "scan/"))}
    files["settings.yaml"] = b"{thuis: {}, bewaar_dagen: 30, vraag_dagen: 30, gesprek_dagen: 180, concept_dagen: 14, bestand_mb: 10}"
    knowledge = read(files)
    assert (knowledge.entries, knowledge.question_sets, knowledge.index.find("lob").decision) == ((), (), "unknown")


def test_nothing_at_all_misses_every_file_that_must_be_there() -> None:
    with pytest.raises(ContentError) as found:
        read({})
    missing = (
        *("nood.yaml", "phrases/nl.yaml", "phrases/woorden.yaml", "plaatsen/gemeenten.csv", "regios.yaml", "settings.yaml"),
        *("vrije-dagen.yaml", "zoeken/geleerd.yaml", "zoeken/verwant.yaml"),
    )
    assert found.value.problems == tuple(ContentProblem(path, 1, "dit bestand ontbreekt") for path in missing)


def test_the_entry_in_the_guide_for_editors_can_be_read() -> None:
    example = next(block for block in yaml_blocks(README) if block.startswith("- id:"))
    related = example[example.index("[doorstroomdossier]") :]
    files = {**shipped(), "faq/zz.yaml": example.replace("id: loopbaandossier", "id: voorbeeld", 1).encode()}
    assert related
    entry = read(files).entry("voorbeeld")
    assert entry is not None
    assert entry.related == ("doorstroomdossier",)


def yaml_blocks(file: Path) -> list[str]:
    return [block.split("```")[0] for block in file.read_text(encoding="utf-8").split("```yaml\n")[1:]]


def test_places_are_read_when_they_are_wanted_and_once(knowledge: Knowledge) -> None:
    assert knowledge.places.find("Amersfoort").province == "Utrecht"
    assert knowledge.places is knowledge.places


def test_a_row_that_cannot_be_used_takes_no_other_names_away() -> None:
    known = read(
        shipped(), {"woonplaatsen.csv": b"naam,gemeente,provincie,inwoners,breedte,lengte,ook\nhalf\nSprookjesdorp,Tiel,Gelderland,,,,\n"}
    )
    assert known.places.find("Sprookjesdorp").municipality == "Tiel"
    assert known.places.find("Amersfoort").municipality == "Amersfoort"


def test_what_was_made_ready_is_not_made_again() -> None:
    known = read(small())
    known.ready()
    made = known.index
    known.ready()
    assert known.index is made
