"""A quite different question set walks without a line of code: seven steps, two, several, choices, open questions, conditions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dialogs.language import Keep, Press, Revise, Say
from dialogs.memory import Scanning, Starting, read
from knowledge import Knowledge
from tests.dialogs.sets import beside, only, own, with_sets
from tests.talk import Talk


def begun(knowledge: Knowledge, sector: str = "fietsers") -> Talk:
    talk = Talk(knowledge)
    talk.say("/scan")
    talk.do(Press(f"scan:begin:{sector}"))
    return talk


def at_weather() -> Talk:
    """Someone without a bike, at the question with several answers."""
    talk = begun(only("fietsen"))
    talk.say("nee")
    return talk


def progress(says: tuple[Say, ...]) -> tuple[int, int]:
    """The number and the total that the last message tells."""
    found = re.search(r"vraag (\d+) van (\d+)", says[-1].text)
    assert found
    return int(found[1]), int(found[2])


def values(talk: Talk, run: str = "r1") -> dict[str, str]:
    return {id: answer.value for id, answer in (talk.runs[run].answers or {}).items() if answer.value is not None}


def labels(talk: Talk) -> list[list[str]]:
    return [[button.label for button in row] for row in talk.seen.buttons]


@pytest.mark.parametrize("content", [lambda: only("fietsen"), lambda: beside("fietsen")], ids=["alone", "beside the shipped ones"])
def test_it_is_walked_whole(content: Callable[[], Knowledge]) -> None:
    talk = begun(content())
    assert progress(talk.said) == (1, 3)
    assert progress(talk.say("ja")) == (2, 5)
    assert progress(talk.say("e-bike")) == (3, 5)
    assert progress(talk.press("6")) == (4, 5)
    assert progress(talk.press("☐ Regen")) == (4, 6)
    assert isinstance(talk.effects[-1], Revise)
    talk.say("1")
    assert progress(talk.press("Klaar")) == (5, 6)
    assert progress(talk.say("helemaal eens")) == (6, 6)
    text, drawing = talk.say("Niets, ik vind het leuk!")
    assert text.text == (
        "Genoteerd: “Niets, ik vind het leuk!”.\n\n"
        "Het thema De weg is klaar: 1 van 1 op orde.\n\n"
        "Uw resultaat\nFietsen naar school\nFietsers, 2 maart 2026, ingevuld door één persoon\nVersie van de vragen: 31 januari 2026\n\n"
        "Per thema:\n• De fiets: 2 van 2 op orde\n• De weg: 1 van 1 op orde\n\n"
        "Praat hier eerst over:\n1. Mijn fiets is veilig genoeg voor de weg. (nu: 6)\n\n"
        "Een vraag voor uw team: Wat maakt een fiets veilig?\n\n"
        "Dit is een begin van een gesprek, geen rapportcijfer voor de school."
    )
    assert drawing.picture is not None
    assert [(cell.share, cell.sign) for row in drawing.picture.rows for cell in row.cells] == [(1.0, "7"), (5 / 6, "6"), (1.0, "7")]
    steps = [("1", "Nee of 1"), *((str(n), str(n)) for n in range(2, 7)), ("7", "Ja of 7")]
    assert [(cell.sign, text) for cell, text in drawing.picture.legend] == [*steps, ("?", "Niet van toepassing"), ("–", "Overgeslagen")]
    assert drawing.text == "Uw resultaat in beeld.\n\nNog 2 vragen, ± 1 minuut."
    talk.press("Ga verder met 2 vragen")
    assert progress(talk.said) == (7, 8)
    talk.say("Meer fietsen")
    assert progress(talk.said) == (8, 8)
    done = talk.press("Klaar")
    assert done[0].text.startswith("Genoteerd: geen van deze.\n\nHet thema Later is klaar.\n\nUw resultaat")
    assert talk.runs["r1"].done
    assert values(talk) == {
        "heeft-fiets": "ja",
        "soort-fiets": "elektrisch",
        "veilig": "s6",
        "weer": "zon,regen",
        "regenpak": "s7",
        "waarom-niet": "Niets, ik vind het leuk!",
        "plannen": "Meer fietsen",
        "hulp": "",
    }


# ── keyboards ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_seven_short_steps_stand_in_one_row() -> None:
    talk = begun(only("fietsen"))
    talk.say("ja")
    talk.say("bakfiets")
    assert labels(talk)[:2] == [["1", "2", "3", "4", "5", "6", "7"], ["Niet van toepassing", "Toelichting"]]
    assert "Antwoord: 1, 2, 3, 4, 5, 6, 7, niet van toepassing." in talk.said[-1].text


def test_a_number_is_the_label_where_labels_are_numbers() -> None:
    talk = begun(only("fietsen"))
    talk.say("ja")
    talk.say("1")
    assert "Dat begreep ik niet" in talk.say("8")[-1].text
    talk.say("7")
    assert values(talk)["veilig"] == "s7"


def test_the_explanation_tells_of_the_steps_that_have_one() -> None:
    talk = begun(only("fietsen"))
    talk.say("ja")
    talk.say("1")
    explained = talk.press("Toelichting")[-1].text
    assert explained.startswith(
        "Denk aan remmen en licht.\n\n1: Niets werkt.\n7: Alles werkt.\n\nBron: https://www.rijksoverheid.nl/onderwerpen/fiets\n\n"
    )


def test_without_explanation_it_says_so() -> None:
    talk = begun(only("fietsen"))
    assert ["Overslaan", "Pauze"] in labels(talk)
    assert talk.say("toelichting")[-1].text.startswith("Bij deze vraag is geen toelichting.")


# ── several answers ───────────────────────────────────────────────────────────────────────────────────────────


def test_boxes_are_ticked_in_the_same_message() -> None:
    talk = at_weather()
    first = talk.said[-1]
    talk.press("☐ Zon")
    (revised,) = [effect for effect in talk.effects if isinstance(effect, Revise)]
    assert revised.say.key == first.key == "vraag:r1.weer"
    assert labels(talk)[0] == ["☑ Zon", "☐ Regen"]
    assert "Uw antwoord is nu: zon." in revised.say.text
    talk.press("☑ Zon")
    assert values(talk)["weer"] == ""
    assert "Uw antwoord is nu: geen van deze." in talk.said[-1].text


def test_the_same_box_twice_keeps_one_value() -> None:
    talk = at_weather()
    talk.do(Press("scan:r1.weer=+zon"))
    said = talk.do(Press("scan:r1.weer=+zon"))
    assert [say.text for say in said] == ["Dat stond er al: zon."]
    assert not any(isinstance(effect, Keep) for effect in talk.effects)
    assert talk.open_question == "weer"


def test_a_list_says_exactly_which() -> None:
    talk = at_weather()
    talk.say("2")
    talk.say("1, 3 en 4")
    assert values(talk)["weer"] == "zon,wind,sneeuw"
    talk.say("zon en wind en storm")
    assert values(talk)["weer"] == "zon,wind"
    talk.say("Wind en storm")
    assert values(talk)["weer"] == "zon"


def test_an_edit_says_exactly_which_too() -> None:
    talk = at_weather()
    talk.say("1 en 2")
    talk.edit("4")
    assert values(talk)["weer"] == "sneeuw"


def test_who_is_done_twice_hears_that_it_stood_there() -> None:
    talk = at_weather()
    talk.press("☐ Zon")
    talk.press("Klaar")
    assert talk.open_question_text == "Wat houdt u tegen om te fietsen?"
    said = talk.do(Press("scan:klaar:r1.weer"))
    assert [say.text for say in said] == ["Dat stond er al: zon."]
    talk.say("Niets")
    talk.press("Ga verder met 2 vragen")
    said = talk.do(Press("scan:klaar:r1.weer"))
    assert said[-1].text.startswith("Dat stond er al: zon.\n\nWat wilt u anders doen?")


def test_a_skipped_choice_can_still_be_made() -> None:
    talk = at_weather()
    talk.press("Overslaan")
    assert values(talk)["weer"] == "-"
    talk.press("Terug")
    assert ["Klaar", "Terug"] in labels(talk)
    talk.press("☐ Sneeuw")
    assert values(talk)["weer"] == "sneeuw"
    assert "Ik heb een goed regenpak." in talk.press("Klaar")[-1].text


def test_a_box_in_an_old_message_corrects_and_the_scan_stays_where_it_was() -> None:
    talk = at_weather()
    talk.press("☐ Zon")
    talk.press("Klaar")
    boxes, question = talk.do(Press("scan:r1.weer=+wind"))
    assert boxes.key == "vraag:r1.weer"
    assert question.text.startswith("Gewijzigd: vraag 2 is nu zon, wind en storm.\n\nWat houdt u tegen om te fietsen?")
    talk.say("de wind")
    assert values(talk)["waarom-niet"] == "de wind"


@pytest.mark.parametrize("press", ["scan:r1.weer=zon", "scan:r1.weer=+hagel", "scan:r1.weer=", "scan:r1.weer=--", "scan:r1.weer=,zon"])
def test_a_box_that_is_not_there_asks_again(press: str) -> None:
    talk = at_weather()
    assert talk.do(Press(press))[-1].text.startswith("Dat antwoord is er niet meer bij deze vraag. Kies opnieuw.")
    assert "weer" not in values(talk)


def test_done_is_only_for_questions_with_several_answers() -> None:
    talk = begun(only("fietsen"))
    assert talk.do(Press("scan:klaar:r1.heeft-fiets"))[-1].text.startswith("Ik heb een eigen fiets.")
    assert values(talk) == {}


# ── open questions ────────────────────────────────────────────────────────────────────────────────────────────


def at_open_question() -> Talk:
    talk = at_weather()
    talk.press("Klaar")
    assert talk.open_question_text == "Wat houdt u tegen om te fietsen?"
    return talk


@pytest.mark.parametrize(
    "said", ["12", "De regen, en de wind.", "👍", "نعم", "<b>vet</b> & *ster*", "Verder weg wonen", "Hoe ik woon: te ver weg"]
)
def test_an_open_question_takes_what_people_say(said: str) -> None:
    talk = at_open_question()
    talk.say(said)
    assert values(talk)["waarom-niet"] == said


def test_a_long_answer_is_cut_and_said_back_short() -> None:
    talk = at_open_question()
    said = talk.say("x" * 5_000)
    assert len(values(talk)["waarom-niet"]) == 1_000
    assert said[0].text.startswith(f"Genoteerd: “{'x' * 79}…”.\n\n")


def test_a_question_that_we_know_is_answered_and_the_open_question_comes_back() -> None:
    talk = at_open_question()
    answer, question = talk.say("Wat is een decaan?")
    assert answer.text.startswith("De decaan is op school")
    assert "Typ uw antwoord in uw eigen woorden." in question.text
    assert "waarom-niet" not in values(talk)


@pytest.mark.parametrize("word", ["overslaan", "Pauze", "terug", "toelichting", "menu", "/stop"])
def test_words_for_moves_are_no_answers(word: str) -> None:
    talk = at_open_question()
    talk.say(word)
    assert values(talk).get("waarom-niet") in (None, "-")


def test_an_open_answer_is_never_given_by_a_button() -> None:
    talk = at_open_question()
    assert talk.do(Press("scan:r1.waarom-niet=regen"))[-1].text.startswith("Dat antwoord is er niet meer")


def test_an_edit_corrects_an_open_answer() -> None:
    talk = at_open_question()
    talk.say("de regn")
    talk.edit("de regen")
    assert values(talk)["waarom-niet"] == "de regen"
    talk.edit("\u200b")
    assert values(talk)["waarom-niet"] == "de regen"


# ── conditions ────────────────────────────────────────────────────────────────────────────────────────────────


def test_progress_stays_right_when_questions_come_and_go() -> None:
    talk = begun(only("fietsen"))
    assert progress(talk.say("ja")) == (2, 5)
    assert progress(talk.do(Press("scan:r1.heeft-fiets=nee"))) == (2, 3)
    assert progress(talk.do(Press("scan:r1.heeft-fiets=ja"))) == (2, 5)


def test_a_question_that_falls_away_keeps_its_answer() -> None:
    talk = begun(only("fietsen"))
    talk.say("ja")
    talk.say("bakfiets")
    assert progress(talk.do(Press("scan:r1.heeft-fiets=nee"))) == (2, 3)
    assert talk.do(Press("scan:r1.soort-fiets=gewoon"))[-1].text.startswith("Die vraag stellen wij niet meer.")
    assert progress(talk.do(Press("scan:r1.heeft-fiets=ja"))) == (3, 5)
    assert values(talk)["soort-fiets"] == "bak"


def test_what_follows_on_a_corrected_answer_comes_at_once() -> None:
    talk = at_open_question()
    talk.say("terug")
    talk.say("terug")
    assert talk.open_question == "heeft-fiets"
    assert talk.press("Ja")[-1].text.startswith("Gewijzigd: vraag 1 is nu ja.\n\nWat voor fiets is dat?")
    talk.press("Bakfiets")
    assert talk.open_question_text == "Wat houdt u tegen om te fietsen?"
    talk.say("niets")
    assert talk.open_question_text == "Mijn fiets is veilig genoeg voor de weg."
    assert talk.press("4")[1].picture is not None


def test_what_follows_on_a_choice_of_several_comes_at_once_too() -> None:
    talk = at_open_question()
    talk.say("terug")
    talk.press("☐ Regen")
    assert "Ik heb een goed regenpak." in talk.press("Klaar")[-1].text


def test_an_old_button_that_opens_questions_leaves_the_one_on_the_screen() -> None:
    talk = at_open_question()
    assert talk.do(Press("scan:r1.heeft-fiets=ja"))[-1].text.startswith("Gewijzigd: vraag 1 is nu ja.\n\nWat houdt u tegen")


# ── sectors, levels, results ──────────────────────────────────────────────────────────────────────────────────


def test_more_sectors_than_fit_are_on_the_next_page() -> None:
    talk = Talk(beside("fietsen", "klein"))
    talk.say("/scan")
    assert labels(talk) == [["Vmbo", "Havo/vwo"], ["Mbo", "Liever: mijn team"], ["Andere schoolsoort"]]
    talk.press("Andere schoolsoort")
    assert labels(talk) == [["Fietsers", "Klein"], ["Liever: mijn team", "Andere schoolsoort"]]
    said = talk.press("Andere schoolsoort")
    assert said[-1].text.startswith("Voor praktijkonderwijs, vso, hbo")
    assert labels(talk)[0] == ["Vmbo", "Havo/vwo"]
    talk.press("Andere schoolsoort")
    talk.say("2")
    assert talk.runs["r1"].sector == "klein"
    assert isinstance(read(talk.state).topic, Scanning)


def test_one_level_is_no_choice() -> None:
    talk = Talk(only("klein"))
    talk.say("/scan")
    assert labels(talk) == [["Klein", "Andere schoolsoort"]]
    assert "De vragen gaan nu over: enig niveau." in talk.seen.text
    talk.press("Klein")
    assert talk.runs["r1"].level == "enige"


def test_three_levels_are_offered_in_turn() -> None:
    levels = b"  - {id: enige, naam: Enig niveau}\n"
    talk = Talk(with_sets({"klein": own("klein").replace(levels, levels + b"  - {id: twee, naam: Twee}\n  - {id: drie, naam: Drie}\n")}))
    talk.say("/scan")
    for level in ("twee", "drie", "enig niveau"):
        talk.press(f"Liever: {level}")
        assert f"De vragen gaan nu over: {level}." in talk.seen.text
    talk.press("Liever: twee")
    talk.press("Klein")
    assert talk.runs["r1"].level == "twee"
    talk.say("stop")
    assert labels(talk)[0][0] == "Verder: scan Klein, twee"


def test_without_question_sets_there_is_nothing_to_choose() -> None:
    talk = Talk(with_sets({}))
    talk.say("/scan")
    assert labels(talk) == [["Andere schoolsoort"]]
    talk.press("Andere schoolsoort")
    assert read(talk.state).topic == Starting(new=True)


def test_without_statements_there_is_a_result_but_nothing_to_draw() -> None:
    whole = own("klein").decode()
    cut = whole.index("  - id: een")
    only_open = "  - {id: een, titel: Een, gespreksvraag: Waarom?, vragen: [{id: a, stelling: Vraag A., soort: open}]}\n"
    talk = begun(with_sets({"klein": (whole[:cut] + only_open).encode()}), "klein")
    (result,) = talk.say("mijn antwoord")
    assert result.picture is None
    assert "Uw resultaat" in result.text
    assert "Per thema" not in result.text
    assert talk.runs["r1"].done


def test_a_scan_of_which_nothing_is_asked_does_not_begin() -> None:
    other = own("klein").decode().replace("{id: klein, naam: Klein}", "{id: klein, naam: Klein}\n  - {id: leeg, naam: Leeg}")
    for question in ("{id: a,", "{id: c,"):
        other = other.replace(question, f"{question} sector: [klein],")
    other = other.replace("      - id: b\n", "      - id: b\n        sector: [klein]\n")
    talk = Talk(with_sets({"klein": other.encode()}))
    talk.say("/scan")
    assert talk.press("Leeg")[-1].text.startswith("Die knop doet het niet meer.")
    assert talk.runs == {}


def test_the_scale_of_a_short_part_tells_minutes_from_the_set() -> None:
    talk = begun(only("klein"), "klein")
    talk.say("nee")
    assert talk.said[-1].text.endswith("Nog 1 vraag, ± 10 minuten.")
    assert labels(talk)[0] == ["Ga verder met 1 vraag", "Mijn antwoorden"]
    assert talk.say("1")[-1].text.startswith("Wij gaan verder met de laatste vraag.\n\nVraag C.")
