"""In which language someone writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Knowledge, read
from knowledge.languages import Languages, read_languages
from knowledge.problems import ContentProblem
from tests.content import small

KNOWLEDGE = read(small())
OTHERS = [
    ("en", "How can I help my child choose a study?"),
    ("en", "what is the deadline for applying"),
    ("en", "Is a gap year a good idea?"),
    ("en", "my son does not know what he wants"),
    ("tr", "Çocuğuma meslek seçiminde nasıl yardım edebilirim?"),
    ("tr", "MBO için son başvuru tarihi ne zaman?"),
    ("tr", "oglum hangi okula gidebilir"),
    ("ar", "كيف أساعد طفلي في اختيار الدراسة؟"),
    ("ar", "ما هو mbo؟"),
    ("pl", "Jak mogę pomóc dziecku wybrać studia?"),
    ("pl", "kiedy trzeba się zapisać na mbo"),
    ("uk", "Як допомогти дитині обрати навчання?"),
    ("uk", "Що таке MBO?"),
]
DUTCH = [
    "",
    "?",
    "12",
    "bsa",
    "open dag",
    "hoe help ik mijn kind",
    "wat is de deadline",
    "is het hbo of de uni beter",
    "ik wil to do's doen",
    "help",
]


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_another_language_is_known(language: str, text: str) -> None:
    heard = KNOWLEDGE.languages.heard(text)
    assert heard
    assert heard.id == language


@pytest.mark.parametrize("text", DUTCH)
def test_dutch_is_no_other_language(text: str) -> None:
    assert KNOWLEDGE.languages.heard(text) is None


def test_no_shipped_wording_is_taken_for_another_language(knowledge: Knowledge) -> None:
    wordings = [wording for entry in knowledge.entries for wording in entry.wordings]
    assert [wording for wording in wordings if knowledge.languages.heard(wording)] == []


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_can_be_heard(text: str) -> None:
    KNOWLEDGE.languages.heard(text)


def test_a_sentence_is_in_its_own_language() -> None:
    for language in KNOWLEDGE.languages.others:
        heard = KNOWLEDGE.languages.heard(language.sentence)
        assert heard == language


def test_without_the_file_only_dutch_is_known() -> None:
    assert read_languages(("talen.yaml", None), []) == Languages()
    assert Languages().heard("what is the deadline") is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"- en", "een bestand met talen moet velden hebben, geen lijst"),
        (b"{nederlands: [de], talen: [{id: en, naam: E, letters: abc, zin: x}]}", '"letters" moet uit paren bestaan'),
        (b"{nederlands: [de], talen: [{id: en, naam: E}]}", 'veld "zin" ontbreekt'),
    ],
)
def test_what_is_wrong_is_told(data: bytes, says: str) -> None:
    problems: list[ContentProblem] = []
    read_languages(("talen.yaml", data), problems)
    assert len(problems) == 1
    assert problems[0].what.startswith(says)
