"""What a medewerker reads of figures: short, the same in text, picture and sheet, and never about fewer than five people."""

from __future__ import annotations

from datetime import datetime

import pytest
from msgspec.structs import replace

from dialogs.conversation import respond
from dialogs.counting import Counting
from dialogs.figures.page import kept, told
from dialogs.figures.picture import picture
from dialogs.figures.sheet import sheet
from dialogs.figures.words import wait
from dialogs.here import Here, Turn
from dialogs.language import Command, Due, Facts, Press, Say, Text
from dialogs.memory import Conversation, Home
from dialogs.needs import needs
from dialogs.sharing import NOTHING, Role
from knowledge import Knowledge, read
from knowledge.figures import COUNTED, ERASED, WAITS, WAITS_LONGER, Counts, Crowd, Figures, Tally, shown
from tests.talk import AMSTERDAM, shipped

NOW = datetime(2026, 11, 23, 12, tzinfo=AMSTERDAM)
PHONE_CHARACTERS = 1_024
"""So much stands under a picture in Telegram; more would come as a message of its own."""
FEW = tuple(Tally(month, "doorgegeven", 4, 3, 3) for month in ("2026-07", "2026-09"))
MUCH = Counts(
    tuple(Crowd(role, channel, 12_345) for role in ("ouder", "school", "leerling", "") for channel in ("telegram", "matrix")),
    (*FEW, *(Tally(month, name, 99_999, 9_999, 9_999) for month in ("2026-10", "2026-11") for name in (*COUNTED, *ERASED))),
    NOW,
)


def here(knowledge: Knowledge, counts: Counts | None = None, *roles: str, aloud: bool = False) -> Here:
    shared = replace(NOTHING, roles=tuple(Role(name) for name in roles), counts=counts)  # type: ignore[arg-type]
    return Here(knowledge, Facts(NOW, "", turn=5, shared=shared, aloud=aloud))


def figures(counts: Counts = MUCH) -> Figures:
    return shown(counts, NOW.date())


def test_the_page_fits_under_its_picture(knowledge: Knowledge) -> None:
    page = told(figures(), here(knowledge))
    assert len(page) <= PHONE_CHARACTERS
    assert "Ouders: 12.345 in Matrix, 12.345 in Telegram" in page
    assert "Vragen beantwoord: 99.999, 99.999, 199.998" in page


def test_picture_and_sheet_have_the_numbers_of_the_page(knowledge: Knowledge) -> None:
    page, drawn, table = told(figures(), here(knowledge)), picture(figures(), here(knowledge)), sheet(figures(), here(knowledge))
    for part in drawn.bars:
        for bar in part.bars:
            assert bar.value in page
            assert f"{bar.label}: {bar.value}" in drawn.alt
    plain = page.replace(".", "")
    assert all(row[-1] in plain for row in table.rows if row[0] != "gewist" and row[-1] and "samen" not in row[3])


def test_months_that_are_known_together_stand_together(knowledge: Knowledge) -> None:
    rows = [row[3:] for row in sheet(figures(Counts(tallies=FEW)), here(knowledge)).rows if row[1] == "Vragen aan een mens doorgegeven"]
    assert rows == [("2026-07, 2026-09 samen", "8"), ("2026-10", "<5"), ("2026-11", "<5"), ("laatste 12 maanden", "8")]


def test_without_anybody_there_is_nothing_to_compare(knowledge: Knowledge) -> None:
    empty = figures(Counts())
    assert "Nog niemand." in told(empty, here(knowledge))
    assert [one.title for one in picture(empty, here(knowledge)).bars] == ["Laatste 12 maanden"]
    assert all(bar.share is None for one in picture(empty, here(knowledge)).bars for bar in one.bars)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (WAITS[4], "binnen een halve werkdag"),
        (WAITS[9], "binnen een werkdag"),
        (WAITS[27], "binnen drie werkdagen"),
        (WAITS_LONGER, "pas na meer dan drie werkdagen"),
    ],
)
def test_a_wait_is_told_as_people_say_it(knowledge: Knowledge, name: str, says: str) -> None:
    assert wait(name, here(knowledge)).endswith(f"{says}.")


def test_an_unknown_wait_is_said_to_be_so(knowledge: Knowledge) -> None:
    assert wait("", here(knowledge)) == "Hoe snel een mens antwoordt, is nog niet te zeggen."


def test_what_is_erased_when_tells_the_terms_of_the_settings() -> None:
    content = shipped()
    rules = content["settings.yaml"].replace(b"bewaar_dagen: 30", b"bewaar_dagen: 17").replace(b"scan_dagen: 1095", b"scan_dagen: 333")
    page = kept(figures(), here(read({**content, "settings.yaml": rules})))
    assert "na 17 dagen" in page
    assert "333 dagen na het laatste antwoord" in page
    assert "op 23 november 2026 om 12.00 uur" in page


@pytest.mark.parametrize("roles", [(), ("contact",), ("redactie",)])
@pytest.mark.parametrize("event", [Press("cijfers"), Press("cijfers:bewaard"), Press("cijfers:bestand"), Command("cijfers")])
def test_who_may_not_is_told_nothing_even_when_it_was_loaded(knowledge: Knowledge, roles: tuple[str, ...], event: Press | Command) -> None:
    turn = respond(Conversation(Counting()), event, knowledge, here(knowledge, MUCH, *roles).facts)
    assert isinstance(turn, Turn)
    assert not isinstance(turn.conversation.topic, Counting)
    assert all("12.345" not in one.text and one.sheet is None for one in turn.effects if isinstance(one, Say))


def test_who_listens_gets_no_picture(knowledge: Knowledge) -> None:
    for aloud in (False, True):
        turn = respond(Conversation(), Press("cijfers"), knowledge, here(knowledge, MUCH, "medewerker", aloud=aloud).facts)
        assert isinstance(turn, Turn)
        assert [isinstance(one, Say) and one.picture is None for one in turn.effects] == [aloud]


@pytest.mark.parametrize(
    "event", [Press("cijfers"), Press("cijfers:bestand"), Command("cijfers"), Text("Statistieken"), Text("alle cijfers")]
)
def test_they_are_loaded_for_who_asks(event: Press | Command | Text) -> None:
    assert needs(Conversation(), event).counts


def test_they_are_loaded_for_who_is_there_and_for_nobody_else() -> None:
    assert needs(Conversation(Counting()), Text("herhaal")).counts
    for event in (Text("hallo"), Press("menu"), Command("menu"), Due("scan:x")):
        assert not needs(Conversation(Home()), event).counts


def test_from_figures_the_menu_leads_home(knowledge: Knowledge) -> None:
    turn = respond(Conversation(Counting()), Command("menu"), knowledge, here(knowledge, MUCH, "medewerker").facts)
    assert isinstance(turn, Turn)
    assert turn.conversation.topic == Home()
