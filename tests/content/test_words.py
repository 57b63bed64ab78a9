"""The words, small talk, calendar, parents' guide and steps that are shipped: each within its limits, and nothing twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.dutch import fold
from tests.content import shipped

FACTS = Path(__file__).parents[3] / "shared" / "domain"
STANDS = {"nu", "controleren", "historisch"}
LEAP_YEAR = 2024  # a calendar may name the 29th of February


def content(name: str) -> Any:
    return yaml.safe_load(shipped()[name])


WORDS: list[dict[str, Any]] = content("woordenlijst.yaml")
TALK: list[dict[str, Any]] = content("praatjes.yaml")
CALENDAR: list[dict[str, Any]] = content("kalender.yaml")
STEPS: list[dict[str, Any]] = content("stappen.yaml")
GUIDE: dict[str, Any] = content("help-mee.yaml")
PAGES: list[dict[str, Any]] = GUIDE["paginas"]
TOOLS = [(step["stap"], tool) for step in STEPS for tool in step["instrumenten"]]
ENTRIES = {fields["id"]: fields for path in shipped() if path.startswith("faq/") for fields in content(path)}
COMMANDS = {fold(word) for name, words in content("phrases/woorden.yaml")["opdrachten"].items() for word in (name, *words)}

FIELDS = {
    "woordenlijst.yaml": ({"woord", "ook", "betekenis", "stand"}, {"bron", "vraag", "moeilijk"}),
    "praatjes.yaml": ({"id", "zegt", "antwoord"}, {"leerling"}),
    "kalender.yaml": (
        {"id", "wat", "dag", "maand", "uitleg", "vooraf_dagen", "bron", "nagekeken_op", "stand", "controleer_bij"},
        set(),
    ),
    "stappen.yaml": ({"stap", "titel", "wanneer", "uitleg", "instrumenten"}, set()),
}
PAGE = {"niveau", "klas", "dit_jaar", "help_nu", "vragen", "wel", "niet", "praat_met", "data", "bron", "ook_bron", "nagekeken_op", "stand"}
PAGE_TEXTS = {"dit_jaar": 450, "help_nu": 350, "praat_met": 200}
PAGE_LISTS = {"vragen": (3, 4, 100), "wel": (2, 3, 90), "niet": (2, 3, 90)}


def doubles(items: Iterable[str]) -> list[str]:
    return [item for item, times in Counter(items).items() if times > 1]


def page_name(page: dict[str, Any]) -> str:
    return f"{'+'.join(page['niveau'])} {'+'.join(map(str, page['klas']))}"


@pytest.mark.parametrize("name", FIELDS)
def test_every_item_has_the_fields_of_its_kind_and_no_others(name: str) -> None:
    required, optional = FIELDS[name]
    assert content(name)
    assert [item for item in content(name) if not required <= item.keys() <= required | optional] == []


def test_a_meaning_is_short_and_says_where_it_comes_from_or_that_it_must_be_checked() -> None:
    assert [word["woord"] for word in WORDS if not 0 < len(word["betekenis"]) <= 300] == []
    assert [word["woord"] for word in WORDS if word["stand"] not in STANDS] == []
    assert [word["woord"] for word in WORDS if word["stand"] == "nu" and "bron" not in word] == []


def test_no_two_words_share_a_spelling() -> None:
    assert doubles(fold(spelling) for word in WORDS for spelling in (word["woord"], *word["ook"])) == []


def test_a_word_refers_only_to_an_entry_that_exists() -> None:
    assert [word["woord"] for word in WORDS if "vraag" in word and word["vraag"] not in ENTRIES] == []


def test_the_two_meanings_of_bbl_are_kept_apart() -> None:
    owners = {fold(spelling): word["woord"] for word in WORDS for spelling in (word["woord"], *word["ook"])}
    assert (owners["bbl"], owners["mbo bbl"], owners["vmbo bbl"]) == ("bbl", "bbl", "bb")


def test_small_talk_is_answered_shortly() -> None:
    assert [talk["id"] for talk in TALK if len(talk["antwoord"]) > 200 or len(talk.get("leerling", "")) > 200] == []
    assert [talk["id"] for talk in TALK if not 8 <= len(talk["zegt"]) <= 25] == []


def test_small_talk_is_text_said_in_one_place_only_and_is_never_a_command() -> None:
    said = [line for talk in TALK for line in talk["zegt"]]
    assert [line for line in said if not isinstance(line, str)] == []
    assert doubles(map(fold, said)) == []
    assert {fold(line) for line in said} & COMMANDS == set()
    assert doubles(talk["id"] for talk in TALK) == []


def test_a_pupil_is_never_called_u() -> None:
    formal = re.compile(r"\b(u|uw)\b", re.IGNORECASE)
    assert [talk["id"] for talk in TALK if formal.search(talk.get("leerling", talk["antwoord"]))] == []


def test_the_calendar_holds_real_days_with_a_short_text() -> None:
    assert [day["id"] for day in CALENDAR if len(day["wat"]) > 40 or len(day["uitleg"]) > 250] == []
    assert [date(LEAP_YEAR, day["maand"], day["dag"]) for day in CALENDAR]
    assert [day["id"] for day in CALENDAR if not 1 <= day["vooraf_dagen"] <= 60 or day["stand"] not in {"nu", "controleren"}] == []
    assert doubles(day["id"] for day in CALENDAR) == []


def test_the_guide_has_each_level_and_class_exactly_once() -> None:
    there = [(level["id"], number) for level in GUIDE["niveaus"] for number in level["klassen"]]
    written = [(level, number) for page in PAGES for level in page["niveau"] for number in page["klas"]]
    assert sorted(written) == sorted(there)


def test_no_two_levels_share_a_spelling() -> None:
    spellings = [{fold(spelling) for spelling in (level["id"], level["naam"], *level["ook"])} for level in GUIDE["niveaus"]]
    assert doubles(spelling for own in spellings for spelling in own) == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_a_page_of_the_guide_is_whole_and_short(page: dict[str, Any]) -> None:
    assert page.keys() == PAGE
    assert [key for key, most in PAGE_TEXTS.items() if not 0 < len(page[key]) <= most] == []
    assert [key for key, (least, most, _) in PAGE_LISTS.items() if not least <= len(page[key]) <= most] == []
    assert [line for key, (_, _, longest) in PAGE_LISTS.items() for line in page[key] if len(line) > longest] == []
    assert set(page["data"]) <= {day["id"] for day in CALENDAR}
    assert page["stand"] in {"nu", "controleren"}
    assert isinstance(page["nagekeken_op"], date)


def test_the_rest_of_the_guide_is_short_and_the_letter_has_its_places() -> None:
    assert max(len(GUIDE["niveau_onbekend"]), len(GUIDE["klas_onbekend"])) <= 300
    assert len(GUIDE["brief"]) <= 700
    assert sorted(re.findall(r"\{(\w*)\}", GUIDE["brief"])) == ["klas", "niveau"]


def test_there_are_seven_steps_in_order_and_each_offers_something() -> None:
    assert [step["stap"] for step in STEPS] == [1, 2, 3, 4, 5, 6, 7]
    assert [step["stap"] for step in STEPS if len(step["wanneer"]) > 60 or len(step["uitleg"]) > 350] == []
    assert [step["stap"] for step in STEPS if not 1 <= len(step["instrumenten"]) <= 4] == []


def test_a_tool_is_offered_only_when_it_is_there_now() -> None:
    assert [(number, tool["naam"]) for number, tool in TOOLS if tool["stand"] != "nu" or len(tool["wat"]) > 140] == []


def addresses() -> Iterator[str]:
    yield from (tool["adres"] for _, tool in TOOLS)
    for item in (*WORDS, *CALENDAR, *PAGES):
        yield from (source["adres"] for source in [item.get("bron"), *item.get("ook_bron", [])] if source)


if FACTS.exists():

    def test_every_address_is_one_that_the_facts_name() -> None:
        text = "".join(file.read_text(encoding="utf-8") for file in (FACTS / "FEITEN.md", FACTS / "feiten.tsv"))
        known = {address.rstrip(".,;:") for address in re.findall(r"https?://[^\s,;|)\"]+", text)}
        assert sorted(set(addresses()) - known) == []
