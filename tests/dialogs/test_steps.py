"""What a school can do next: each step with what helps, and the way there from a result."""

from __future__ import annotations

from dialogs.language import Command, Press
from dialogs.memory import Home, Stepping, read
from knowledge import STEPS
from knowledge import read as read_content
from tests.talk import Talk, shipped

KNOWN = read_content(shipped())


def school() -> Talk:
    return Talk(KNOWN, audience="school")


def test_home_leads_to_the_steps_and_each_to_the_next() -> None:
    talk = school()
    talk.say("/menu")
    talk.press("Aan de slag, stap voor stap")
    assert [button.press for row in talk.seen.buttons for button in row] == [f"stap:{number}" for number in range(1, 8)] + ["menu"]
    talk.press(KNOWN.steps.steps[0].when)
    for step in KNOWN.steps.steps[1:]:
        talk.press(f"Stap {step.number}: {step.title}")
        assert talk.said[-1].text.startswith(f"Stap {step.number}: {step.title}\n")
    assert [button.label for row in talk.seen.buttons for button in row] == ["Alle stappen", "Menu"]


def test_a_step_shows_what_helps_with_its_address_and_what_is_history_only_in_words() -> None:
    talk = school()
    for step in KNOWN.steps.steps:
        text = talk.do(Press(f"stap:{step.number}"))[-1].text
        for instrument in step.instruments:
            assert (instrument.address in text) == (instrument.state != "historisch")


def test_what_could_not_be_checked_says_so() -> None:
    files = shipped()
    files[STEPS] = files[STEPS].replace(b"stand: nu", b"stand: controleren", 1)
    talk = Talk(read_content(files), audience="school")
    assert talk.do(Press("stap:1"))[-1].text.count("Het is niet zeker of deze pagina er nog is.") == 1


def test_the_result_of_a_scan_leads_to_the_step_of_its_first_advice() -> None:
    talk = school()
    talk.do(Press("scan:begin:vmbo"))
    while any("=" in button.press for button in talk.last_shown):
        talk.do(Press(next(button.press for button in talk.last_shown if "=" in button.press)))
    (label,) = [button.label for button in talk.last_shown if button.press.startswith("stap:")]
    assert label.startswith("Aan de slag: ")
    talk.press(label)
    assert isinstance(read(talk.state).topic, Stepping)


def test_without_steps_nothing_leads_there() -> None:
    files = shipped()
    del files[STEPS]
    talk = Talk(read_content(files), audience="school")
    talk.say("/menu")
    assert not [button for button in talk.last_shown if button.press.startswith("stap")]
    assert talk.do(Command("stappen"))[-1].text.startswith("Die opdracht ken ik niet.")
    talk.do(Press("scan:begin:vmbo"))
    while any("=" in button.press for button in talk.last_shown):
        talk.do(Press(next(button.press for button in talk.last_shown if "=" in button.press)))
    assert not [button for button in talk.last_shown if button.press.startswith("stap")]


def test_a_step_that_is_gone_leads_home() -> None:
    talk = school()
    talk.do(Press("stap:7"))
    files = shipped()
    del files[STEPS]
    talk.knowledge = read_content(files)
    assert "bestaat niet meer" in talk.say("herhaal")[-1].text
    assert read(talk.state).topic == Home()
