"""How a scan ends: beginning anew, and the results."""

from __future__ import annotations

import pytest

from dialogs.language import Begin, Discard, Extend, Finish, Keep, Label, Press, Show, Unremind
from dialogs.memory import Home, read
from dialogs.recipes import Picture
from knowledge import Knowledge
from knowledge import read as read_content
from knowledge.standing import Scope, stand
from tests.dialogs.scans import begun, labels, short_part, text, text_of, values, whole
from tests.dialogs.sets import own, with_sets
from tests.talk import shipped

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
    assert talk.said[-2].picture is not None
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
    assert talk.said[-2].picture is not None
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
