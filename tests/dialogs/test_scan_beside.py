"""What stands beside the answers of a scan: notes, corrected messages, names, pauses and reminders."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogs.language import Label, Note, Press, Remind, Unremind
from dialogs.memory import Resting, Scanning, read
from knowledge import Knowledge
from tests.dialogs.scans import begun, note, short_part, text, text_of, values, whole
from tests.talk import MONDAY, Talk

# ── notes ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_note_belongs_to_the_question_on_the_screen(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "notitie: eerst dit")
    assert Note("r1", "schoolplan", "eerst dit") in talk.effects
    talk.do(Press("scan:kijk:r1.visie-vastgelegd"))
    talk.say("opmerking: en dat")
    assert (note(talk, "visie-vastgelegd"), note(talk, "schoolplan")) == ("en dat", "eerst dit")


def test_a_note_is_kept_when_the_answer_changes(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "notitie: x", "nee")
    talk.do(Press("scan:r1.schoolplan=ja"))
    assert (values(talk)["schoolplan"], note(talk, "schoolplan")) == ("ja", "x")


def test_a_note_is_cut_at_a_thousand_characters(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", f"notitie: {'x' * 1_001}")
    assert text(talk).startswith("Uw notitie bij vraag 1 is bewaard, tot 1000 tekens.")
    assert note(talk, "visie-vastgelegd") == "x" * 1_000


@pytest.mark.parametrize("said", ["2", "wat is een decaan?", "👍", "deels", "docent"])
def test_who_is_writing_a_note_writes_a_note(said: str, knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "notitie")
    talk.say(said)
    assert note(talk, "visie-vastgelegd") == said


@pytest.mark.parametrize("said", ["1", "toch geen notitie", "verder", "overslaan", "menu"])
def test_who_is_writing_a_note_may_do_without(said: str, knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "notitie")
    talk.say(said)
    assert note(talk, "visie-vastgelegd") == ""


def test_a_note_can_be_taken_away(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "notitie: x", "notitie:")
    talk.press("Notitie weghalen")
    assert text(talk).startswith("Er staat nu geen notitie meer bij vraag 1.\n\nWij hebben opgeschreven")
    assert note(talk, "visie-vastgelegd") == ""


def test_a_note_after_the_result_belongs_to_the_last_answer(knowledge: Knowledge) -> None:
    talk = short_part(knowledge)
    talk.say("notitie: overleg met het mbo")
    assert note(talk, "overstap") == "overleg met het mbo"
    talk.say("notitie")
    assert "Uw notitie: overleg met het mbo" in text(talk)


def test_a_note_at_rest_belongs_to_the_last_answer(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "pauze", "notitie: gisteren bedacht")
    assert note(talk, "visie-vastgelegd") == "gisteren bedacht"


def test_a_note_to_nothing_is_refused(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "pauze", "notitie: x")
    assert text(talk).startswith("Er is nog geen vraag om een notitie bij te zetten.")
    talk.do(Press("scan:noteer:r1.nergens"))
    assert text(talk).startswith("Er is nog geen vraag om een notitie bij te zetten.")


# ── edits ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_edit_of_an_answer_corrects_it(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels")
    talk.edit("ik bedoel grotendeels")
    assert values(talk)["visie-vastgelegd"] == "grotendeels"
    assert talk.open_question == "schoolplan"


def test_an_edit_of_anything_else_is_said_anew(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "neeeee hoor zeg")
    talk.edit("nee")
    assert values(talk) == {"visie-vastgelegd": "deels", "schoolplan": "nee", "competenties-vmbo": None}
    talk.edit("wat is een decaan?")
    assert talk.said[0].text.startswith("De decaan is")
    assert talk.edit("deels of helemaal")[0].text.startswith("Bedoelt u “Deels” of “Helemaal”?")


def test_an_edit_before_any_answer_is_said_anew(knowledge: Knowledge) -> None:
    talk = begun(knowledge)
    talk.edit("deels")
    assert values(talk)["visie-vastgelegd"] == "deels"
    talk.say("pauze")
    talk.edit("verder")
    assert talk.open_question == "schoolplan"


# ── names, pauses, reminders ──────────────────────────────────────────────────────────────────────────────────


def test_a_department_is_named_and_unnamed(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "afdeling:  Kader\nen basis ")
    assert Label("r1", "Kader en basis") in talk.effects
    assert text(talk).startswith("Deze scan heet nu: Kader en basis.\n\nWij hebben")
    talk.say("pauze")
    talk.say("team: ")
    assert text(talk).startswith("Deze scan heeft nu geen eigen naam meer.\n\nDe scan ligt stil")
    assert talk.runs["r1"].department == ""
    talk.say(f"afdeling: {'x' * 100}")
    assert len(talk.runs["r1"].department) == 60
    assert talk.say("stop")[-1].buttons[0][0].label.startswith("Verder: scan xxx")


def test_a_name_in_an_overview_leaves_the_overview(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "tussenstand", "afdeling: Kader")
    assert text(talk).startswith("Deze scan heet nu: Kader.\n\nLOB-scan, eigen versie: 0 van 12")


def test_a_reminder_comes_once_at_the_same_time_of_day(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "pauze")
    talk.press("Herinner mij over een week")
    assert Remind("scan:r1", MONDAY + timedelta(days=7)) in talk.effects
    talk.wait(days=7)
    assert text_of(talk.remind("scan:r1")).startswith("U vroeg om een herinnering aan uw LOB-scan (Vmbo, begonnen op 2 maart 2026).")
    assert talk.reminders == {}
    assert not any(isinstance(effect, Remind) for effect in talk.effects)
    assert read(talk.state).topic == Resting("r1")


@pytest.mark.parametrize("press", ["scan:verder:r1", "scan:r1.schoolplan=ja", "scan:over:r1.schoolplan", "scan:herbegin:r1"])
def test_who_goes_on_needs_no_reminder(press: str, knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "pauze")
    talk.press("Herinner mij over een week")
    talk.do(Press(press))
    assert Unremind("scan:r1") in talk.effects
    assert talk.reminders == {}


def test_a_reminder_in_the_scan_itself_shows_the_question(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "pauze")
    talk.press("Herinner mij over een week")
    talk.do(Press("scan:toelichting:r1.schoolplan"))
    talk.wait(days=7)
    talk.remind("scan:r1")
    assert "Bij ons staat het LOB-beleid" in text(talk)
    assert talk.open_question == "schoolplan"


def test_a_reminder_in_another_scan_moves_nothing(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "pauze")
    talk.press("Herinner mij over een week")
    talk.do(Press("scan:nieuw"))
    talk.do(Press("scan:begin:mbo"))
    talk.wait(days=7)
    (said,) = talk.remind("scan:r1")
    assert said.text.endswith("Typ /scan om daarmee verder te gaan.")
    assert said.buttons == ()
    assert read(talk.state).topic == Scanning("r2")


def test_a_reminder_of_a_scan_that_is_done_says_so(tiny: Knowledge) -> None:
    talk = whole(tiny)
    talk.do(Press("scan:herinner:r1"))
    assert talk.reminders == {}
    talk.reminders["scan:r1"] = talk.now
    assert text_of(talk.remind("scan:r1")).startswith("U vroeg om een herinnering aan een LOB-scan. Die scan is al klaar")


def test_days_later_the_same_question_comes_with_what_was_said_last(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "nee", "stop")
    talk.wait(days=40)
    talk.say("/scan")
    talk.press("Verder")
    assert text(talk).startswith(
        "Wij gaan verder met de LOB-scan (Vmbo, begonnen op 2 maart 2026).\n\n"
        "Het laatst zei u: nee – Bij ons staat het LOB-beleid duidelijk in het schoolplan.\n\n"
        "Bij ons werken leerlingen aan alle vijf de loopbaancompetenties."
    )


def test_the_last_said_is_the_last_said_not_the_last_asked(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "nee")
    talk.do(Press("scan:r1.visie-vastgelegd=helemaal"))
    talk.say("stop")
    talk.say("verder")
    assert "Het laatst zei u: helemaal – Wij hebben opgeschreven" in text(talk)


@pytest.mark.parametrize("word", ["verder", "tussenstand", "mijn antwoorden", "resultaat", "opnieuw"])
def test_words_about_a_scan_are_heard_outside_of_it(word: str, knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "stop", "wat is lob?")
    talk.say(word)
    assert isinstance(read(talk.state).topic, Scanning)


@pytest.mark.parametrize("word", ["terug", "overslaan", "toelichting", "/overslaan"])
def test_words_in_a_scan_are_not_heard_outside_of_it(word: str, knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "stop")
    talk.say(word)
    assert not isinstance(read(talk.state).topic, Scanning)


def test_without_a_scan_there_is_nothing_to_go_on_with(knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    assert text_of(talk.say("/tussenstand")).startswith("Dat kan alleen als u met een scan bezig bent.")
