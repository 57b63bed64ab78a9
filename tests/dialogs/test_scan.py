"""Walking the shipped scan: answers, notes, pauses, reminders, beginning anew, and what is kept of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogs.language import Begin, Discard, Extend, Finish, Keep, Label, Note, Picture, Press, Remind, Say, Show, Unremind
from dialogs.memory import Home, Looking, Resting, Scanning, Starting, read
from knowledge import Knowledge
from knowledge import read as read_content
from knowledge.standing import Scope, stand
from tests.dialogs.sets import own, with_sets
from tests.talk import MONDAY, Talk, shipped


def begun(knowledge: Knowledge, sector: str = "vmbo", *answers: str) -> Talk:
    talk = Talk(knowledge, audience="school")
    talk.say("/scan")
    talk.do(Press(f"scan:begin:{sector}"))
    for answer in answers:
        talk.say(answer)
    return talk


def short_part(knowledge: Knowledge, sector: str = "vmbo") -> Talk:
    return begun(knowledge, sector, *["2"] * 12)


def whole(knowledge: Knowledge) -> Talk:
    """The tiny scan, all answered."""
    return begun(knowledge, "klein", "nee", "1", "ja")


@pytest.fixture(scope="module")
def tiny() -> Knowledge:
    return with_sets({"klein": own("klein")})


def values(talk: Talk, run: str = "r1") -> dict[str, str | None]:
    return {id: answer.value for id, answer in (talk.runs[run].answers or {}).items()}


def note(talk: Talk, question: str) -> str:
    return (talk.runs["r1"].answers or {})[question].note


def labels(talk: Talk) -> list[str]:
    return [button.label for row in talk.seen.buttons for button in row]


def text(talk: Talk) -> str:
    return talk.said[-1].text


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


def text_of(says: tuple[Say, ...]) -> str:
    return says[-1].text


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


# ── beginning anew ────────────────────────────────────────────────────────────────────────────────────────────


def test_beginning_anew_is_asked_first_and_puts_away(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "afdeling: Kader", "deels", "opnieuw beginnen")
    assert "Wilt u opnieuw beginnen" in text(talk)
    assert "r1" in talk.runs
    talk.press("Ja, begin opnieuw")
    assert talk.effects[:5] == (
        Discard("r1"),
        Unremind("scan:r1"),
        Begin("r2", "vo", "vmbo", "school"),
        Label("r2", "Kader"),
        Show("r2", "visie-vastgelegd"),
    )
    assert talk.open_question == "visie-vastgelegd"
    assert talk.do(Press("scan:r1.schoolplan=ja"))[-1].text.startswith("Die knop doet het niet meer.")


def test_a_button_to_begin_anew_of_a_scan_that_is_gone_does_nothing(knowledge: Knowledge) -> None:
    talk = begun(knowledge)
    assert text_of(talk.do(Press("scan:herbegin:r9"))).startswith("Die knop doet het niet meer.")
    assert list(talk.runs) == ["r1"]


# ── results ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_short_and_whole_are_one_run(knowledge: Knowledge) -> None:
    talk = short_part(knowledge)
    asked = list(values(talk))
    text_of_result, drawing = talk.said
    assert drawing.picture is not None
    assert (text_of_result.lasting, drawing.lasting) == (True, True)
    assert drawing.text == "Uw resultaat in beeld.\n\nNog 26 vragen, ± 8 minuten."
    assert not any(isinstance(effect, Finish) for effect in talk.effects)
    talk.press("Ga verder met 26 vragen")
    assert Extend("r1") in talk.effects
    while talk.seen.buttons and any("=" in button.press for button in talk.last_shown):
        assert talk.open_question not in asked
        asked.append(talk.open_question)
        talk.say("2")
    assert len(asked) == 38 == len(set(asked))
    assert Finish("r1") in talk.effects
    assert talk.said[-1].picture is not None
    talk.do(Press("scan:geheel:r1"))
    assert not any(isinstance(effect, Extend | Finish) for effect in talk.effects)
    assert text(talk).startswith("U hebt alle vragen beantwoord.")


@pytest.mark.parametrize("sector", ["vmbo", "havo-vwo", "mbo", "vmbo.team", "havo-vwo.team", "mbo.team"])
def test_every_shipped_scan_is_walked_whole(sector: str, knowledge: Knowledge) -> None:
    """All that is asked is asked once, each with progress that counts on by one, each theme with its one line."""
    talk = begun(knowledge, sector)
    run = talk.runs["r1"]
    question_set = knowledge.question_set(run.set)
    assert question_set is not None
    expected = [question.id for question in stand(question_set, Scope(run.sector, run.level, whole=True), {}).questions]
    asked, themes = [], 0
    for _ in expected:
        if "=" not in talk.last_shown[0].press:
            talk.do(Press(talk.last_shown[0].press))
        asked.append(talk.open_question)
        _, statement, answers, progress = ["", *text(talk).split("\n\n")][-4:]
        assert statement == talk.open_question_text
        assert answers.startswith("Antwoord: 1 ")
        assert f"vraag {len(asked)} van" in progress
        talk.do(Press(talk.last_shown[len(asked) % 3].press))
        themes += talk.said[0].text.count("Het thema ")
    assert asked == expected
    assert themes == 2 * len(question_set.themes)
    assert talk.runs["r1"].done


def test_a_done_scan_can_be_found_again_and_corrected(tiny: Knowledge) -> None:
    talk = whole(tiny)
    assert [type(effect) for effect in talk.effects if isinstance(effect, Keep | Finish)] == [Keep, Finish]
    assert talk.say("resultaat")[-1].picture is not None
    assert not any(isinstance(effect, Finish) for effect in talk.effects)
    talk.press("Mijn antwoorden")
    talk.press("Volgend thema")
    talk.say("1")
    talk.press("Nee")
    assert text(talk) == "Gewijzigd: vraag 2 is nu nee.\n\nU hebt alle vragen beantwoord."
    assert labels(talk) == ["Mijn antwoorden", "Resultaat", "Alleen het plaatje", "Nieuwe scan", "Menu"]
    (alone,) = talk.say("stuur het plaatje")
    assert alone.picture is not None
    assert "Uw resultaat in beeld" in alone.text
    talk.say("pauze")
    assert labels(talk) == ["Resultaat", "Mijn antwoorden", "Menu"]
    talk.say("stop")
    assert read(talk.state).topic == Home()
    assert labels(talk)[0] == "LOB-scan doen"
    assert talk.do(Press("scan:uitslag:r1"))[-1].picture is not None


def test_boxes_ticked_last_and_left_give_the_result_on_return() -> None:
    """Who ticks the last boxes and goes away has answered all; the result comes when they are back."""
    talk = begun(with_sets({"fietsen": own("fietsen")}), "fietsers", "nee", "1", "klaar", "niets")
    talk.press("Ga verder met 2 vragen")
    talk.say("meer")
    talk.press("☐ School")
    talk.say("stop")
    assert not talk.runs["r1"].done
    talk.say("verder")
    assert talk.said[-1].picture is not None
    assert talk.runs["r1"].done


def test_the_picture_has_letters_for_steps_between_those_of_the_longest_scale() -> None:
    scales = own("fietsen").decode()
    three = "        schaal: {stappen: [{id: a, tekst: Laag}, {id: b, tekst: Half}, {id: c, tekst: Hoog}], vanaf: c}\n"
    four = "        schaal: {stappen: [{id: a, tekst: A}, {id: b, tekst: B}, {id: c, tekst: C}, {id: d, tekst: D}], vanaf: d}\n"
    own_scale = scales[scales.index("        schaal:\n") : scales.index("        kort: true\n")]
    changed = scales.replace(own_scale, three)
    set_scale = changed[changed.index("schaal:\n") : changed.index("themas:")]
    changed = changed.replace(set_scale, four[8:]).replace("          stappen: {s1: Niets werkt., s7: Alles werkt.}\n", "")
    changed = changed.replace("is: [ja]", "is: [b, c]")
    talk = begun(with_sets({"fietsen": changed.encode()}), "fietsers", "half", "bakfiets", "C", "regen")
    talk.say("klaar")
    talk.say("D")
    talk.say("niets")
    drawing = talk.said[-1].picture
    assert isinstance(drawing, Picture)
    assert [(cell.sign, cell.share) for row in drawing.rows for cell in row.cells] == [("a", 0.5), ("3", 2 / 3), ("4", 1.0)]
    assert [(cell.sign, text) for cell, text in drawing.legend] == [
        ("1", "Laag of a"),
        ("2", "B"),
        ("a", "Half"),
        ("3", "C"),
        ("4", "Hoog of d"),
        ("–", "Overgeslagen"),
    ]


def test_the_picture_tells_what_was_unknown_and_skipped(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", "deels", "weet ik niet", "overslaan", *["helemaal"] * 5, "ja", *["nog niet"] * 3)
    drawing = talk.said[-1].picture
    assert drawing is not None
    assert "".join(cell.sign for row in drawing.rows for cell in row.cells) == "2?–444444111"
    assert [text for _, text in drawing.legend] == [
        *("Nog niet of nee", "Deels", "Grotendeels", "Helemaal of ja"),
        *("Weet ik niet", "Overgeslagen"),
    ]
    assert "Activiteiten: 2 van 3 grotendeels of helemaal (1 overgeslagen)" in talk.said[0].text
    assert "Visie en beleid: 0 van 2 grotendeels, helemaal of ja (1 keer weet ik niet)" in talk.said[0].text


def test_all_in_order_leaves_nothing_to_discuss(knowledge: Knowledge) -> None:
    talk = begun(knowledge, "vmbo", *["helemaal", "ja"], *["helemaal"] * 6, "ja", *["helemaal"] * 3)
    result = talk.said[0].text
    assert "Praat eerst over" not in result
    assert "Dit vraagt de wet" not in result
    assert "daarvan is bij u veel op orde" in result
    assert "Een vraag voor uw team: Wat willen wij dat leerlingen van onze LOB merken?" in result


def test_an_official_set_goes_by_its_own_title() -> None:
    files = shipped()
    files["scan/10-vo.yaml"] = files["scan/10-vo.yaml"].replace(
        b"seconden_per_vraag", b"officieel: {uitgever: Expertisepunt LOB, toestemming_op: 2026-10-01}\nseconden_per_vraag", 1
    )
    talk = begun(read_content(files))
    assert "LOB-scan · vraag 1 van 12" in text(talk)
