"""Walking the shipped scan: how it begins, answers, and looking back and around."""

from __future__ import annotations

import pytest

from dialogs.language import Begin, Press, Show
from dialogs.memory import Looking, Scanning, Starting, read
from knowledge import Knowledge
from tests.dialogs.scans import begun, labels, short_part, text, text_of, values
from tests.dialogs.sets import own, with_sets
from tests.talk import Talk

# ── beginning ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_run_begins_with_its_first_question_shown(knowledge: Knowledge) -> None:
    talk = begun(knowledge)
    assert talk.effects[:2] == (Begin("r1", "vo", "vmbo", "school"), Show("r1", "visie-vastgelegd"))
    assert [say.text.splitlines()[0][:21] for say in talk.said] == ["Deze scan is van LOB-", "Wij hebben opgeschrev"]


def test_a_sector_pressed_twice_begins_once(knowledge: Knowledge) -> None:
    talk = begun(knowledge)
    talk.do(Press("scan:begin:vmbo"))
    assert list(talk.runs) == ["r1"]
    assert talk.open_question == "visie-vastgelegd"
    talk.say("2")
    talk.do(Press("scan:begin:vmbo"))
    assert read(talk.state).topic == Starting()
    assert list(talk.runs) == ["r1"]


def test_an_old_sector_button_begins_where_nothing_is_at_rest(knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    talk.do(Press("scan:begin:mbo.team"))
    assert (talk.runs["r1"].sector, talk.runs["r1"].level) == ("mbo", "team")


@pytest.mark.parametrize("press", ["scan:begin:hbo", "scan:begin", "scan:begin:vmbo:school"])
def test_a_sector_that_is_not_there_begins_nothing(press: str, knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    assert text_of(talk.do(Press(press))).startswith("Die knop doet het niet meer.")
    assert talk.runs == {}


def test_an_unknown_level_is_the_first(knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    talk.do(Press("scan:begin:vmbo.sportteam"))
    assert talk.runs["r1"].level == "school"
    talk.do(Press("scan:nieuw:sportteam"))
    assert read(talk.state).topic == Starting(new=True)


def test_a_scan_begins_with_at_most_five_choices_and_the_first_leads_on(knowledge: Knowledge) -> None:
    talk = Talk(knowledge, audience="school")
    for day, sector in enumerate(["vmbo", "havo-vwo", "mbo", "vmbo.team", "mbo.team", "havo-vwo.team"]):
        talk.say("/scan")
        assert 2 <= len(labels(talk)) <= 5
        assert labels(talk)[0] == ("Verder" if day else "Vmbo")
        talk.do(Press("scan:nieuw"))
        assert len(labels(talk)) <= 5
        talk.do(Press(f"scan:begin:{sector}"))
        talk.say("2")
        talk.wait(days=1)
    assert len(talk.runs) == 6
    talk.say("/scan")
    talk.press("Verder")
    assert talk.open_question == "team-werkplan"


# ── answering ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_pressed_again_it_is_only_confirmed(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels")
    said = talk.do(Press("scan:r1.visie-vastgelegd=deels"))
    assert [(say.text, say.buttons) for say in said] == [("Dat stond er al: deels.", ())]
    assert talk.effects == said
    assert talk.open_question == "schoolplan"


def test_pressed_again_on_an_older_message_the_question_of_now_comes_back(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "nee")
    talk.do(Press("scan:r1.visie-vastgelegd=deels"))
    assert text(talk).startswith("Dat stond er al: deels.\n\nBij ons werken leerlingen")


def test_pressed_again_from_elsewhere_the_scan_goes_on(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "stop")
    talk.do(Press("scan:r1.visie-vastgelegd=deels"))
    assert text(talk).startswith("Dat stond er al: deels.\n\nBij ons staat het LOB-beleid")


def test_an_old_button_corrects_and_leaves_an_overview_open(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "nee", "mijn antwoorden")
    talk.do(Press("scan:r1.schoolplan=ja"))
    assert text(talk).startswith("Gewijzigd: vraag 2 is nu ja.\n\nUw antwoorden bij Activiteiten")
    talk.do(Press("scan:r1.schoolplan=ja"))
    assert text(talk).startswith("Dat stond er al: ja.\n\nUw antwoorden bij Activiteiten")


@pytest.mark.parametrize("word", ["notitie", "tussenstand", "opnieuw"])
def test_an_old_button_ends_what_one_was_about_to_do(word: str, knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", word)
    talk.do(Press("scan:r1.visie-vastgelegd=helemaal"))
    assert text(talk).startswith("Gewijzigd: vraag 1 is nu helemaal.\n\nBij ons staat het LOB-beleid")


def test_an_old_button_leaves_the_question_that_one_looks_at(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "nee", "terug")
    talk.do(Press("scan:r1.visie-vastgelegd=helemaal"))
    assert text(talk).startswith("Gewijzigd: vraag 1 is nu helemaal.\n\nUw antwoord is nu: nee.")
    assert talk.open_question == "schoolplan"


def test_who_comes_back_before_the_first_answer_hears_of_none(knowledge: Knowledge) -> None:
    talk = begun(knowledge)
    talk.say("/menu")
    assert "Het laatst zei u" not in text_of(talk.do(Press("scan:verder:r1")))
    assert talk.open_question == "visie-vastgelegd"


def test_only_what_was_shown_is_answered(knowledge: Knowledge) -> None:
    talk = begun(knowledge)
    for press in (
        "scan:r1.overstap=deels",
        "scan:over:r1.overstap",
        "scan:klaar:r1.overstap",
        "scan:kijk:r1.overstap",
        "scan:wis:r1.overstap",
    ):
        talk.do(Press(press))
        assert "overstap" not in values(talk)
        assert talk.open_question == "visie-vastgelegd"


def test_a_skip_is_an_answer_but_never_in_the_place_of_one(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels")
    talk.do(Press("scan:over:r1.visie-vastgelegd"))
    assert values(talk)["visie-vastgelegd"] == "deels"
    talk.press("Overslaan")
    assert values(talk)["schoolplan"] == "-"
    assert talk.do(Press("scan:over:r1.schoolplan"))[-1].text == "Dat stond er al: overgeslagen."


def test_the_bar_is_never_full_before_the_end(knowledge: Knowledge) -> None:
    talk = begun(knowledge)
    for _ in range(12):
        assert text(talk).endswith("▱")
        talk.say("2")


# ── looking back and around ───────────────────────────────────────────────────────────────────────────────────


def test_back_from_a_page_that_is_no_question_leads_to_the_question(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "tussenstand")
    talk.say("terug")
    assert talk.open_question == "schoolplan"


def test_back_from_the_result_is_the_last_question(knowledge: Knowledge) -> None:
    talk = short_part(knowledge)
    talk.say("terug")
    assert talk.open_question == "overstap"
    assert read(talk.state).topic == Scanning("r1", Looking("overstap"))


def test_explained_without_a_question_on_the_screen_the_page_comes_back(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "tussenstand")
    talk.say("toelichting")
    assert text(talk).startswith("LOB-scan, eigen versie: 0 van 12")


def test_an_old_explanation_shows_its_question(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels")
    talk.do(Press("scan:toelichting:r1.visie-vastgelegd"))
    assert talk.open_question == "visie-vastgelegd"
    talk.press("Verder")
    assert talk.open_question == "schoolplan"


def test_numbers_in_the_overview_are_those_of_its_lines(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", *["2"] * 4, "mijn antwoorden")
    assert labels(talk) == ["1", "2", "3", "Vorig thema", "Volgend thema", "Verder"]
    talk.say("9")
    assert text(talk).startswith("Dat begreep ik niet")
    talk.say("2")
    assert talk.open_question == "samenhang"


def test_the_tally_tells_what_is_done_of_a_theme_without_statements() -> None:
    talk = begun(with_sets({"fietsen": own("fietsen")}), "fietsers", "nee", "1, 2", "klaar", "3", "niets", "geheel")
    talk.press("Ga verder met 2 vragen")
    talk.say("meer")
    assert talk.say("tussenstand")[-1].text.endswith("• De fiets: 0 van 1 op orde\n• De weg: 0 van 1 op orde\n• Later: 1 vraag nog open")
    talk.say("verder")
    talk.press("☐ School")
    assert talk.say("tussenstand")[-1].text.endswith("• Later: klaar")
