"""The words, small talk, calendar, parents' guide and steps that are shipped: short, dated, and from pages that the facts name.

What must hold for any content (nothing twice, nothing unknown) is up to the readers, see `knowledge`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from knowledge import read
from knowledge.dutch import fold
from knowledge.parents import YearPage
from tests.content import shipped

FACTS = Path(__file__).parents[3] / "shared" / "domain"
KNOWLEDGE = read(shipped())
WORDS = KNOWLEDGE.glossary.words
TALK = KNOWLEDGE.small_talk.remarks
DAYS = KNOWLEDGE.calendar.days
GUIDE = KNOWLEDGE.parents
STEPS = KNOWLEDGE.steps.steps
TOOLS = [(step.number, tool) for step in STEPS for tool in step.instruments]


def doubles(items: Iterable[str]) -> list[str]:
    return [item for item, times in Counter(items).items() if times > 1]


def page_name(page: YearPage) -> str:
    return f"{'+'.join(page.levels)} {'+'.join(map(str, page.classes))}"


def test_there_are_words_small_talk_days_pages_and_tools_to_judge() -> None:
    assert min(len(found) for found in (WORDS, TALK, DAYS, GUIDE.pages, TOOLS)) >= 4


def test_a_meaning_that_stands_as_true_now_says_where_it_comes_from() -> None:
    assert [word.word for word in WORDS if word.state == "nu" and word.source is None] == []


def test_the_two_meanings_of_bbl_are_kept_apart() -> None:
    asked = [KNOWLEDGE.glossary.asked(text) for text in ("bbl", "mbo bbl", "vmbo bbl")]
    assert [word.word if word else None for word in asked] == ["bbl", "bbl", "bb"]


def test_small_talk_is_answered_shortly() -> None:
    assert [remark.id for remark in TALK if max(len(remark.reply), len(remark.pupil)) > 200] == []
    assert [remark.id for remark in TALK if not 8 <= len(remark.said) <= 25] == []


def test_small_talk_is_never_a_command() -> None:
    assert {fold(line) for remark in TALK for line in remark.said} & KNOWLEDGE.command_words.keys() == set()


def test_a_day_comes_from_somewhere_and_is_told_in_time() -> None:
    assert [day.id for day in DAYS if not (day.source and day.checked_on and day.check_at) or day.state == "historisch"] == []
    assert [day.id for day in DAYS if not 1 <= day.remind_days <= 60] == []


def test_no_two_levels_share_a_spelling() -> None:
    spellings = [{fold(spelling) for spelling in (level.id, level.name, *level.also)} for level in GUIDE.levels]
    assert doubles(spelling for own in spellings for spelling in own) == []


@pytest.mark.parametrize("page", GUIDE.pages, ids=page_name)
def test_a_page_of_the_guide_is_whole_and_short(page: YearPage) -> None:
    assert (len(page.this_year) <= 450, len(page.help_now) <= 350, len(page.talk_to) <= 200) == (True, True, True)
    assert (len(page.starters) in (3, 4), len(page.dos) in (2, 3), len(page.donts) in (2, 3)) == (True, True, True)
    assert [line for line in page.starters if len(line) > 100] == []
    assert [line for line in (*page.dos, *page.donts) if len(line) > 90] == []
    assert page.source is not None
    assert page.checked_on is not None
    assert page.state != "historisch"


def test_the_rest_of_the_guide_is_short() -> None:
    assert max(len(GUIDE.level_unknown), len(GUIDE.class_unknown)) <= 300
    assert len(GUIDE.letter.one) <= 700


def test_there_are_seven_steps_and_each_offers_something() -> None:
    assert len(STEPS) == 7
    assert [step.number for step in STEPS if len(step.explanation) > 350 or len(step.instruments) > 4] == []


def test_a_tool_is_offered_only_when_it_is_there_now() -> None:
    assert [(number, tool.name) for number, tool in TOOLS if tool.state != "nu" or len(tool.what) > 140] == []


def addresses() -> Iterator[str]:
    yield from (tool.address for _, tool in TOOLS)
    for found in (WORDS, DAYS, GUIDE.pages):
        yield from (item.source.address for item in found if item.source)
    yield from (source.address for page in GUIDE.pages for source in page.more_sources)


if FACTS.exists():

    def test_every_address_is_one_that_the_facts_name() -> None:
        text = "".join(file.read_text(encoding="utf-8") for file in (FACTS / "FEITEN.md", FACTS / "feiten.tsv"))
        known = {address.rstrip(".,;:") for address in re.findall(r"https?://[^\s,;|)\"]+", text)}
        assert sorted(set(addresses()) - known) == []
