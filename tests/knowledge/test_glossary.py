"""The words, and how people ask for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.glossary import Glossary, Word, read_glossary, spellings
from knowledge.problems import ContentProblem
from knowledge.source import Source

WHOLE = """
- woord: LOB-coördinator
  ook: [lob coordinator, lobcoördinator]
  betekenis: Regelt het LOB-programma.
  moeilijk: ja
  bron: {adres: "https://raamwerklob.nl/", datum: ""}
  stand: nu
  vraag: decaan
- {woord: bol, betekenis: "Leren op school, met stage."}
"""
BBL = Word(word="bbl", also=("BBL", "beroepsbegeleidende leerweg"), meaning="Werken en leren.", hard=True)
DECAAN = Word(word="decaan", also=("dekaan",), meaning="Weet veel over studies.", hard=True)
LOB = Word(word="LOB", also=("loopbaanoriëntatie",), meaning="Leren kiezen.")
FRAMES = ("wat is", "wat is de betekenis van", "betekent", "wat betekent")
GLOSSARY = Glossary((BBL, DECAAN, LOB), FRAMES, ("de", "een"))


def words(text: str | None) -> tuple[tuple[Word, ...], list[ContentProblem]]:
    problems: list[ContentProblem] = []
    return read_glossary(("woordenlijst.yaml", text.encode() if text is not None else None), {"decaan"}, problems), problems


def test_a_word_holds_everything_that_its_file_says() -> None:
    found, problems = words(WHOLE)
    assert not problems
    assert found[0] == Word(
        word="LOB-coördinator",
        also=("lob coordinator", "lobcoördinator"),
        meaning="Regelt het LOB-programma.",
        hard=True,
        source=Source("https://raamwerklob.nl/"),
        state="nu",
        entry="decaan",
    )
    assert found[1] == Word(word="bol", meaning="Leren op school, met stage.", state="controleren")


def test_no_file_is_no_words() -> None:
    assert words(None) == ((), [])


def test_a_word_is_found_by_its_id_which_is_the_word_folded() -> None:
    (coordinator, _), _ = words(WHOLE)
    assert coordinator.id == "lob-coordinator"
    assert Glossary((coordinator,)).word("lob-coordinator") == coordinator
    assert Glossary((coordinator,)).word("LOB-coördinator") is None


def test_spellings_that_fold_to_the_same_count_once() -> None:
    assert spellings(BBL) == ("bbl", "beroepsbegeleidende leerweg")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Wat is BBL?", BBL),
        ("bbl", BBL),
        ("een BBL", BBL),
        ("wat is de dekaan", DECAAN),
        ("decaan, wat is dat", None),
        ("Wat is de betekenis van LOB?", LOB),
        ("wat is de betekenis van de decaan?", DECAAN),
        ("loopbaanoriëntatie betekent", LOB),
        ("LOB, wat betekent?", LOB),
        ("wat is de", None),
        ("wat is", None),
        ("wat is een twee bbl", None),
        ("hoe lang duurt bbl", None),
        ("twee bbl", None),
        ("", None),
    ],
)
def test_a_word_is_asked_for_with_what_people_say_around_it(text: str, word: Word | None) -> None:
    assert GLOSSARY.asked(text) is word


@given(st.text() | st.lists(st.sampled_from([*FRAMES, "de", "bbl", "?"])).map(" ".join), st.sampled_from([GLOSSARY, Glossary()]))
def test_whatever_is_asked_is_a_word_or_none(text: str, glossary: Glossary) -> None:
    found = glossary.asked(text)
    assert found is None or found in glossary.words


def test_the_hard_words_of_a_text_come_in_its_order() -> None:
    assert GLOSSARY.hard_words("Vraag de decaan naar LOB en bbl.") == (DECAAN, BBL)
    assert GLOSSARY.hard_words("BBL? Vraag de decaan.") == (BBL, DECAAN)
    assert GLOSSARY.hard_words("De decanen weten meer.") == ()


def test_hard_words_that_stand_elsewhere_too_are_left_out() -> None:
    assert GLOSSARY.hard_words("Vraag de decaan naar bbl.", besides="Wat doet een decaan?") == (BBL,)


def test_each_spelling_stands_for_the_others_of_its_word() -> None:
    assert GLOSSARY.expansions == {
        "bbl": ("beroepsbegeleidende leerweg",),
        "beroepsbegeleidende leerweg": ("bbl",),
        "decaan": ("dekaan",),
        "dekaan": ("decaan",),
        "lob": ("loopbaanorientatie",),
        "loopbaanorientatie": ("lob",),
    }
