"""Where someone can go on: after a result, and when there is no list of questions for their school."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dialogs.language import Command
from knowledge.standing import Scope, stand
from tests.results.filled import KNOWLEDGE, NAMES, PARTS
from tests.talk import Talk

FACTS = Path(__file__).parents[3] / "shared" / "domain" / "FEITEN.md"
OTHERS = ["praktijkonderwijs", "pro", "vso", "hbo", "speciaal onderwijs"]


def addresses(text: str) -> list[str]:
    return [address.rstrip(".,;:)") for address in re.findall(r"https?://[^\s|\"]+", text)]


# ── no list yet ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("words", [*OTHERS, "[Andere schoolsoort]"])
def test_another_kind_of_school_hears_that_there_is_no_list_and_what_there_is(words: str) -> None:
    talk = Talk(KNOWLEDGE)
    talk.do(Command("scan"))
    (said,) = talk.press(words[1:-1]) if words.startswith("[") else talk.say(words)
    assert said.text.startswith("Voor praktijkonderwijs, vso, hbo en andere schoolsoorten hebben wij nog geen vragenlijst.")
    assert "Stel mij gerust een vraag over LOB" in said.text
    assert "info@expertisepuntlob.nl" in said.text
    assert "Wet van school naar duurzaam werk" in said.text
    assert [button.label for row in said.buttons for button in row][:3] == ["Vmbo", "Havo/vwo", "Mbo"]
    assert talk.runs == {}


@pytest.mark.parametrize("words", OTHERS)
def test_they_can_ask_something_there_and_then(words: str) -> None:
    talk = Talk(KNOWLEDGE)
    talk.do(Command("scan"))
    talk.say(words)
    said = talk.say("wat is een loopbaandossier?")
    assert "loopbaandossier" in said[0].text
    assert "Bron: https://" in said[0].text


# ── next steps ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("sector", "level"), PARTS, ids=NAMES)
def test_every_statement_says_all_that_the_result_needs(sector: str, level: str) -> None:
    found = next(known for known in KNOWLEDGE.question_sets if known.sector(sector))
    for question in stand(found, Scope(sector, level, whole=True), {}).questions:
        assert question.scale is not None, question.id
        assert question.help is not None, question.id
        assert [id for id, _ in question.help.steps] == [step.id for step in question.scale.steps], question.id
        assert question.scale.beside[0].id == "weet-niet", question.id
        assert question.source_in(sector) is not None, question.id
        assert {"", sector} & dict(question.norms).keys(), question.id
        assert question.cell is not None, question.id
        assert question.advice is not None, question.id
        assert all((question.advice.low, question.advice.middle, question.advice.high)), question.id


def test_every_theme_of_every_set_has_a_conversation_question_and_a_next_step() -> None:
    themes = [theme for found in KNOWLEDGE.question_sets for theme in found.themes]
    assert len(themes) == 10
    assert all(theme.conversation.endswith("?") and theme.next_step for theme in themes)


if FACTS.exists():

    def test_every_next_step_is_a_page_that_the_facts_call_current() -> None:
        lines = [line for line in FACTS.read_text(encoding="utf-8").splitlines() if "[NU" in line]
        current = {address for line in lines for address in addresses(line)}
        steps = [theme.next_step.address for found in KNOWLEDGE.question_sets for theme in found.themes if theme.next_step]
        assert sorted(set(steps) - current) == []

    def test_what_is_told_to_schools_without_a_list_comes_from_the_facts() -> None:
        facts = FACTS.read_text(encoding="utf-8")
        said = KNOWLEDGE.phrases.scan.no_list()
        assert addresses(said)
        assert all(address in facts for address in addresses(said))
        assert "info@expertisepuntlob.nl" in facts
