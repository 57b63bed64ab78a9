"""The guide's own sentences and the words it knows."""

from __future__ import annotations

import msgspec
import pytest

from knowledge.phrases import Phrase, Phrases
from knowledge.phrases_reading import read_phrases, read_pupil_phrases
from knowledge.problems import ContentProblem
from tests.content import shipped

WORDS = """
of: of
en: en
fasen: {plan: plannen, do: uitvoeren, check: terugkijken, act: bijstellen}
weggehaald: {email: "[e]", iban: "[i]", adres: "[a]", telefoon: "[t]", nummer: "[n]"}
maanden: [januari, februari, maart, april, mei, juni, juli, augustus, september, oktober, november, december]
weekdagen: [maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag]
notitie: [Notitie, aantekening]
afdeling: [Afdeling]
lege_woorden: [één, de]
opdrachten: {menu: [Naar het menu, hoofdmenu], stop: []}
"""


def phrases(file: bytes | None = None, words: bytes | None = WORDS.encode()) -> tuple[Phrases | None, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    content = file if file is not None else shipped()["phrases/nl.yaml"]
    return read_phrases(("nl.yaml", content), ("woorden.yaml", words), problems), problems


def test_a_phrase_says_what_is_filled_in() -> None:
    assert Phrase("Bron: {address}")(address="https://x.nl") == "Bron: https://x.nl"
    assert Phrase("Hallo.")() == "Hallo."


@pytest.mark.parametrize(("n", "said"), [(0, "nog 0 vragen"), (1, "nog 1 vraag"), (2, "nog 2 vragen")])
def test_a_phrase_of_two_forms_counts(n: int, said: str) -> None:
    assert Phrase("nog 1 vraag", "nog {n} vragen")(n=n) == said


def test_a_phrase_of_two_forms_says_the_first_where_nothing_is_counted() -> None:
    assert Phrase("de vraag", "de vragen")() == "de vraag"


def test_braces_can_be_said_by_doubling_them() -> None:
    assert Phrase("{{zo}} {what}")(what="dus") == "{zo} dus"
    assert Phrase("{{zo}}")() == "{zo}"


def test_what_is_filled_in_is_never_read_as_a_phrase() -> None:
    assert Phrase("Genoteerd: {answer}.")(answer="{answer} {0} {") == "Genoteerd: {answer} {0} {."


def test_every_shipped_phrase_can_be_said_with_what_it_names() -> None:
    found, problems = phrases()
    assert found is not None
    assert not problems
    assert found.ask.source(addresses="https://x.nl") == "Bron: https://x.nl"
    assert found.scan.rest_left(n=1) != found.scan.rest_left(n=2)


def test_a_trouble_is_told_by_the_name_of_its_class() -> None:
    class TooNew(Exception):
        pass

    found, _ = phrases()
    assert found is not None
    assert found.trouble.of(TooNew()) == found.trouble.toonew


def test_words_are_folded_where_they_are_compared_with_what_people_type() -> None:
    found, _ = phrases()
    assert found is not None
    words = found.words
    assert words.either == " of "
    assert (words.months[2], words.weekdays[6], words.school) == ("maart", "zondag", ())
    assert (words.note_prefixes, words.department_prefixes, words.empty) == (("notitie", "aantekening"), ("afdeling",), ("een", "de"))
    assert words.commands == (("menu", "menu"), ("naar het menu", "menu"), ("hoofdmenu", "menu"), ("stop", "stop"))


def test_when_one_file_is_unreadable_the_other_is_still_checked() -> None:
    wrong = WORDS.replace("[januari, ", "[").encode()
    found, problems = phrases(b"- geen zinnen", wrong)
    assert found is None
    assert [problem.file for problem in problems] == ["nl.yaml", "woorden.yaml"]
    found, problems = phrases(shipped()["phrases/nl.yaml"] + b"\npraatjes: {}\n", None)
    assert found is None
    assert [problem.file for problem in problems] == ["woorden.yaml", "nl.yaml"]


def pupil_phrases(file: str | None) -> tuple[Phrases, Phrases, list[ContentProblem]]:
    """The phrases, the same as pupils read them, and what is wrong with the latter."""
    found, _ = phrases()
    assert found is not None
    problems: list[ContentProblem] = []
    return found, read_pupil_phrases(("leerling.yaml", file.encode() if file is not None else None), found, problems), problems


def test_a_pupil_reads_what_the_file_says_and_for_the_rest_the_same_as_others() -> None:
    others, theirs, problems = pupil_phrases("start: {who_are_you: Wie ben je?}\nscan: {rest_left: {een: Nog een, meer: 'Nog {n}'}}")
    assert not problems
    assert theirs.start == msgspec.structs.replace(others.start, who_are_you=Phrase("Wie ben je?"))
    assert theirs.scan == msgspec.structs.replace(others.scan, rest_left=Phrase("Nog een", "Nog {n}"))
    assert (theirs.ask, theirs.words) == (others.ask, others.words)


@pytest.mark.parametrize("file", [None, "- geen zinnen", "start: []", "{}"])
def test_without_a_file_of_their_own_pupils_read_the_same_as_others(file: str | None) -> None:
    others, theirs, problems = pupil_phrases(file)
    assert theirs == others
    assert len(problems) == (file is not None and file != "{}")


def test_a_phrase_for_pupils_has_the_places_of_the_phrase_that_it_replaces() -> None:
    _, _, problems = pupil_phrases("general:\n  unclear: Bedoel je dat?\n")
    assert [str(problem) for problem in problems] == ['leerling.yaml:2: "unclear" mist het invulveld "{options}"']
