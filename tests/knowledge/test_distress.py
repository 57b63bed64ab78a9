"""Who is heard in distress, and who is let be.

The sentences are our own (`tests/content/distress.tsv`), in sets by when they were written: `held-out` before there were signals, `build`
before and with them, `fresh`, `last` and `later` after, to measure. When they were first heard, in distress and ordinary:
held-out 41 of 41 and 42 of 42 (by the same author, with the signals in mind already: that says little), fresh 17 of 39 and 42 of 45,
last 13 of 25 and 26 of 26, later 12 of 20 and 14 of 14. Each time the list grew, so that now all are right and they only guard;
who wants to know how good it is writes new ones.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from typing import NamedTuple

import pytest
import yaml

from knowledge import read
from knowledge.distress import CHARACTERS_HEARD_MOST, LANGUAGES, Distress, plain, read_distress
from knowledge.problems import ContentProblem
from knowledge.source import Source
from tests.content import HERE, shipped, small

PATH = "nood.yaml"
EACH_LEAST = 60


class Sentence(NamedTuple):
    says: str
    set: str
    language: str
    sentence: str


with (HERE / "distress.tsv").open(encoding="utf-8", newline="") as file:
    SENTENCES = [Sentence(*row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
DISTRESS = read(small()).distress
WRITTEN = yaml.safe_load(shipped()[PATH])
ORDINARY = [one for one in SENTENCES if one.says == "no"]


def of(file: str) -> Distress:
    problems: list[ContentProblem] = []
    found = read_distress((PATH, file.encode()), problems)
    assert found
    assert not problems, problems
    return found


SMALL = """
nagekeken_op: 2026-11-22
bericht: Bel 112 of 0800-0113.
hulp:
  - naam: Hulplijn
    nummer: [112, 0800-0113]
    adres: https://www.113.nl/
    waarvoor: nood
    bron: {adres: "https://www.113.nl/", datum: ""}
signalen: {nl: [zelfmoord*, ik wil ... dood], en: [don't want to live], tr: [kendimi asacağım]}
"""


def problems(file: str) -> list[str]:
    found: list[ContentProblem] = []
    read_distress((PATH, file.encode()), found)
    return [problem.what for problem in found]


# ── sentences ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("one", SENTENCES, ids=lambda one: one.sentence)
def test_distress_is_heard_and_ordinary_talk_is_let_be(one: Sentence) -> None:
    assert DISTRESS.heard(one.sentence) == (one.says == "yes")


def test_there_are_enough_sentences_of_each_kind_in_each_language() -> None:
    assert len({one.sentence for one in SENTENCES}) == len(SENTENCES)
    kinds = Counter(one.says for one in SENTENCES)
    assert kinds.keys() == {"yes", "no"}
    assert min(kinds.values()) >= EACH_LEAST
    assert {(one.says, one.language) for one in SENTENCES} == {(says, language) for says in ("yes", "no") for language in LANGUAGES}
    assert {one.set for one in SENTENCES} == {"build", "held-out", "fresh", "last", "later"}


@pytest.mark.parametrize("one", [one for one in SENTENCES if one.says == "yes"], ids=lambda one: one.sentence)
def test_a_signal_is_heard_in_the_middle_of_a_long_story(one: Sentence) -> None:
    school = "Mijn zoon zit in 4 havo en moet een profiel kiezen. " * 5
    assert DISTRESS.heard(f"{school}{one.sentence}. {school}")


def test_nothing_that_the_guide_knows_or_says_itself_sounds_like_distress() -> None:
    others = [yaml.safe_load(data) for path, data in shipped().items() if path != PATH]
    said = [text for file in others for text in texts(file)]
    assert len(said) > 1000
    assert [text for text in said if DISTRESS.heard(text)] == []


def texts(value: object) -> list[str]:
    match value:
        case str(text):
            return [text]
        case dict():
            return [text for inner in value.values() for text in texts(inner)]
        case list():
            return [text for inner in value for text in texts(inner)]
    return []


# ── the reviewed list ─────────────────────────────────────────────────────────────────────────────────────────


def spoken(line: str) -> str:
    """A signal as someone would say it."""
    return " ".join(line.replace("...", " ").replace("*", "").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_signal_is_heard_by_itself_and_no_innocent_phrase_hides_it(language: str) -> None:
    signals = WRITTEN["signalen"][language]
    assert len(signals) == len(set(signals)) > 40
    assert [signal for signal in signals if not DISTRESS.heard(spoken(signal))] == []


@pytest.mark.parametrize("phrase", WRITTEN["toch_niet"])
def test_without_an_innocent_phrase_an_ordinary_sentence_would_sound_like_distress(phrase: str) -> None:
    without = {**WRITTEN, "toch_niet": [other for other in WRITTEN["toch_niet"] if other != phrase]}
    distress = of(yaml.safe_dump(without, allow_unicode=True))
    assert any(distress.heard(one.sentence) for one in ORDINARY)


def test_the_message_names_every_number_and_says_that_a_program_answers() -> None:
    numbers = {number for line in DISTRESS.help_lines for number in line.numbers}
    assert numbers == {"112", "113", "0800-0113", "0800-2000", "0800-0432"}
    assert set(re.findall(r"0800-\d+|\b11\d\b(?!\.nl)", DISTRESS.message)) == numbers
    assert {"Veilig Thuis", "Kindertelefoon"} <= {line.name for line in DISTRESS.help_lines}
    assert "computerprogramma" in DISTRESS.message
    assert DISTRESS.checked_on
    assert all(line.source and line.source.address.startswith("https://") for line in DISTRESS.help_lines)


def test_the_message_is_for_young_and_old() -> None:
    assert not {"u", "uw", "je", "jij", "jou", "jouw"} & set(re.findall(r"\w+", DISTRESS.message.casefold()))
    assert len(DISTRESS.message) < 700


# ── reading and listening ─────────────────────────────────────────────────────────────────────────────────────


def test_a_file_is_read_whole() -> None:
    found = of(SMALL)
    assert (found.checked_on, found.message) == (date(2026, 11, 22), "Bel 112 of 0800-0113.")
    (line,) = found.help_lines
    assert (line.name, line.numbers, line.purpose) == ("Hulplijn", ("112", "0800-0113"), "nood")
    assert (line.address, line.source) == ("https://www.113.nl/", Source("https://www.113.nl/"))


@pytest.mark.parametrize(("length", "told"), [(1500, 0), (1501, 1)])
def test_a_message_has_at_most_1500_characters(length: int, told: int) -> None:
    assert len(problems(SMALL.replace("Bel", "Bel " + "x" * (length - 22)))) == told


@pytest.mark.parametrize(("length", "told"), [(20, 0), (21, 1)])
def test_a_number_has_at_most_20_characters(length: int, told: int) -> None:
    assert len(problems(SMALL.replace("0800-0113", "0800-0113".ljust(length, "0")))) == told


@pytest.mark.parametrize(
    "message", ["Bel 1122 of 0800-0113.", "Bel 5112 of 0800-0113.", "Bel 0800-112 of 0800-0113.", "Bel 112-0 of 0800-0113."]
)
def test_a_number_inside_another_is_not_that_number(message: str) -> None:
    assert problems(SMALL.replace("Bel 112 of 0800-0113.", message)) == ['het nummer "112" van "Hulplijn" staat niet in het bericht']


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("zelfmoord", True),
        ("Zelfmoordgedachten!", True),
        ("halfzelfmoord", False),
        ("ik wil dood", True),
        ("ik wil een twee drie vier dood", True),
        ("ik wil een twee drie vier vijf dood", False),
        ("ik wil doodmoe", False),
        ("Ik wil naar de havo. Dood gewoon.", False),
        ("ik wil... dood", True),
        ("ik\nwil\tDÓÓD", True),
        ("ik wil do\u200bod", True),
        ("I don’t want to live", True),
        ("i dont want to live", True),
        ("KENDİMİ ASACAĞIM", True),
        ("kendimi asacagim", True),
        ("", False),
        ("?!", False),
        ("\ud800 zelfmoord", True),
    ],
)
def test_how_a_signal_is_matched(text: str, heard: bool) -> None:
    assert of(SMALL).heard(text) == heard


def test_an_innocent_phrase_hides_itself_and_nothing_else() -> None:
    distress = of(SMALL + "toch_niet: [dood en begraven]\n")
    assert not distress.heard("ik wil weten of het dood en begraven is")
    assert distress.heard("is het dood en begraven, of niet? ik wil dood")


def test_what_is_said_late_is_heard_up_to_the_limit() -> None:
    distress, before = of(SMALL), "woord " * (CHARACTERS_HEARD_MOST // 6 - 2)
    assert distress.heard(f"{before}zelfmoord")
    assert not distress.heard(f"{before}en nog een paar woorden zelfmoord")


def test_plain_text_is_small_letters_between_spaces() -> None:
    assert plain("Zo'n  dag! Ik, 's avonds… Iğdır?") == " zon dag - ik s avonds igdir "
