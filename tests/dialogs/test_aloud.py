"""Messages that can be read aloud: nothing to see, nothing that changes after it was said."""

from __future__ import annotations

import pytest

from dialogs.language import Revise, Settle
from knowledge import Knowledge
from tests.dialogs.sets import only
from tests.talk import Talk


@pytest.fixture
def aloud(knowledge: Knowledge) -> Talk:
    talk = Talk(knowledge, audience="school")
    talk.say("voorlezen")
    return talk


def test_it_stays_until_it_is_taken_back(aloud: Talk) -> None:
    assert aloud.aloud
    aloud.say("/stop")
    assert aloud.aloud
    (said,) = aloud.say("voorlezen uit")
    assert said.text.startswith("Mijn berichten zien er weer gewoon uit.")
    assert not aloud.aloud


def test_a_question_is_confirmation_statement_numbered_answers_and_progress_in_words(aloud: Talk) -> None:
    aloud.say("/scan")
    aloud.press("Vmbo")
    (said,) = aloud.say("2")
    kept, statement, answers, progress = said.text.split("\n\n")
    assert kept == "Genoteerd: deels."
    assert statement.endswith(".")
    assert answers.startswith("Antwoord: 1 nee, 2 ja")
    assert progress == "LOB-scan, eigen versie · vraag 2 van 12 · Visie en beleid"


def test_in_the_middle_of_a_scan_the_question_comes_back_as_it_now_sounds(knowledge: Knowledge) -> None:
    talk = Talk(knowledge, audience="school")
    talk.say("/scan")
    talk.press("Vmbo")
    assert "▱" in talk.seen.text
    (said,) = talk.say("/voorlezen")
    assert "▱" not in said.text
    assert talk.open_question_text in said.text


def test_what_was_said_is_not_changed(aloud: Talk) -> None:
    aloud.say("/scan")
    aloud.press("Vmbo")
    aloud.say("2")
    assert not [effect for effect in aloud.effects if isinstance(effect, Settle | Revise)]


def test_without_it_an_answered_question_shows_what_was_chosen(knowledge: Knowledge) -> None:
    talk = Talk(knowledge, audience="school")
    talk.say("/scan")
    talk.press("Vmbo")
    question, key = talk.open_question_text, talk.seen.key
    talk.say("2")
    (settled,) = [effect.say for effect in talk.effects if isinstance(effect, Settle)]
    assert (settled.text, settled.key) == (f"{question}\n\nUw antwoord: deels", key)
    ((change,),) = settled.buttons
    assert change.label == "Wijzig"


def test_what_is_chosen_of_several_is_said_in_words_and_said_anew() -> None:
    talk = Talk(only("fietsen"), aloud=True)
    for text in ("/scan", "fietsers", "nee"):
        talk.say(text)
    labels = [button.label for button in talk.last_shown]
    assert labels[:2] == ["Zon (niet gekozen)", "Regen (niet gekozen)"]
    (said,) = talk.press("Zon (niet gekozen)")
    assert said.buttons[0][0].label == "Zon (gekozen)"
    assert not [effect for effect in talk.effects if isinstance(effect, Revise)]
