"""The content changes while someone is in a scan: whatever changes, the scan goes on and nothing that was said is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dialogs.language import Keep, Note, Press, Show
from dialogs.memory import Home, Resting, Scanning, read
from knowledge import Knowledge
from tests.dialogs.sets import own, with_sets
from tests.talk import Talk

WEEK = """\
id: week
titel: De week
versie: 2026-02-01
inleiding: Vier vragen.
seconden_per_vraag: 10
sectoren:
  - {id: week, naam: Week}
schaal:
  stappen:
    - {id: nooit, tekst: Nooit}
    - {id: soms, tekst: Soms}
    - {id: vaak, tekst: Vaak}
    - {id: altijd, tekst: Altijd}
  vanaf: vaak
themas:
  - id: begin
    titel: Begin
    gespreksvraag: Hoe begint de week?
    vragen:
      - {id: ma, stelling: Maandag.}
      - {id: di, stelling: Dinsdag.}
  - id: eind
    titel: Eind
    gespreksvraag: Hoe eindigt de week?
    vragen:
      - {id: wo, stelling: Woensdag.}
      - {id: do, stelling: Donderdag.}
"""
TUESDAY = "      - {id: di, stelling: Dinsdag.}\n"
WEDNESDAY = "      - {id: wo, stelling: Woensdag.}\n"


def week(change: Callable[[str], str] = str) -> Knowledge:
    changed = change(WEEK)
    assert change is str or changed != WEEK
    return with_sets({"week": changed.encode()})


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def at_wednesday() -> Talk:
    """Monday was never, Tuesday often with a note, and Wednesday is on the screen."""
    talk = Talk(week())
    talk.say("/scan")
    talk.press("Week")
    talk.press("Nooit")
    talk.say("notitie: met de bus")
    talk.press("Vaak")
    assert talk.open_question == "wo"
    return talk


def value(talk: Talk, question: str) -> str | None:
    return (talk.runs["r1"].answers or {})[question].value


def kept(talk: Talk) -> list[tuple[str, str]]:
    return [(effect.question, effect.value) for effect in talk.effects if isinstance(effect, Keep)]


def progress(talk: Talk) -> str:
    return talk.seen.text.rsplit("\n\n", 1)[-1].split(" · ")[1]


# ── reworded ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_reworded() -> None:
    talk = at_wednesday()
    talk.knowledge = week(swap("Woensdag.", "Hoe was uw woensdag?"))
    assert "Hoe was uw woensdag?" in talk.say("herhaal")[-1].text
    talk.say("soms")
    assert value(talk, "wo") == "soms"


def test_an_answer_is_reworded() -> None:
    talk = at_wednesday()
    talk.knowledge = week(swap("tekst: Vaak", "tekst: Meestal"))
    assert "2. meestal – Dinsdag. (notitie: met de bus)" in talk.do(Press("scan:lijst:r1.begin"))[-1].text
    talk.say("verder")
    talk.say("meestal")
    assert value(talk, "wo") == "vaak"


# ── added ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_added_before_the_question_on_the_screen() -> None:
    """What is on the screen is answered first, whatever came before it in the meantime."""
    talk = at_wednesday()
    talk.knowledge = week(swap(TUESDAY, TUESDAY + "      - {id: extra, stelling: Dinsdagnacht.}\n"))
    talk.say("2")
    assert kept(talk) == [("wo", "soms")]
    assert talk.open_question == "extra"
    assert progress(talk) == "vraag 3 van 5"
    talk.say("1")
    assert talk.open_question == "do"


def test_added_after_it() -> None:
    talk = at_wednesday()
    talk.knowledge = week(lambda text: text + "      - {id: vr, stelling: Vrijdag.}\n")
    assert progress(talk) == "vraag 3 van 5"
    talk.say("2")
    talk.say("2")
    assert talk.open_question == "vr"


def test_added_to_a_scan_that_was_done() -> None:
    talk = at_wednesday()
    talk.say("2")
    talk.say("2")
    assert talk.runs["r1"].done
    talk.knowledge = week(lambda text: text + "      - {id: vr, stelling: Vrijdag.}\n")
    assert talk.press("Resultaat")[-1].text.startswith("De week, eigen versie: 4 van 5 vragen beantwoord.")
    talk.press("Verder")
    assert talk.open_question == "vr"
    assert talk.say("2")[-1].picture is not None


# ── removed ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_question_on_the_screen_is_removed() -> None:
    talk = at_wednesday()
    talk.knowledge = week(swap(WEDNESDAY, ""))
    said = talk.say("2")
    assert said[-1].text.startswith("De vragen zijn intussen veranderd.")
    assert kept(talk) == []
    assert Show("r1", "do") in talk.effects
    assert talk.do(Press("scan:r1.wo=soms"))[-1].text.startswith("Die vraag stellen wij niet meer.")
    talk.say("2")
    assert kept(talk) == [("do", "soms")]


def test_the_question_on_the_screen_is_removed_and_its_button_pressed() -> None:
    talk = at_wednesday()
    talk.knowledge = week(swap(WEDNESDAY, ""))
    said = talk.press("Soms")
    assert said[-1].text.startswith("Die vraag stellen wij niet meer. Wat u er eerder op zei, is bewaard.\n\nDonderdag.")
    talk.press("Soms")
    assert value(talk, "do") == "soms"


@pytest.mark.parametrize("text", ["overslaan", "notitie: x", "notitie"])
def test_what_is_said_to_a_question_that_nobody_saw_is_not_kept(text: str) -> None:
    talk = at_wednesday()
    talk.knowledge = week(swap(WEDNESDAY, ""))
    talk.say(text)
    assert not any(isinstance(effect, Keep | Note) and effect.question == "do" for effect in talk.effects)
    assert talk.open_question == "do"


def test_an_open_question_that_nobody_saw_takes_no_answer() -> None:
    talk = at_wednesday()
    talk.knowledge = week(lambda text: text.replace(WEDNESDAY, "").replace("Donderdag.}", "Donderdag., soort: open}"))
    assert talk.say("iets dat niemand kent?")[-1].text.endswith("vraag 3 van 3 · Eind · ▰▰▰▰▰▱▱▱")
    assert kept(talk) == []
    talk.say("nu wel")
    assert kept(talk) == [("do", "nu wel")]


def test_an_answered_question_is_removed_and_comes_back() -> None:
    talk = at_wednesday()
    talk.knowledge = week(swap(TUESDAY, ""))
    assert progress(talk) == "vraag 2 van 3"
    talk.say("2")
    talk.knowledge = week()
    assert progress(talk) == "vraag 4 van 4"
    assert "2. vaak – Dinsdag. (notitie: met de bus)" in talk.do(Press("scan:lijst:r1.begin"))[-1].text


def test_all_that_was_left_is_removed() -> None:
    """Nothing is left to answer: whatever the person does next, the result comes, once."""
    talk = at_wednesday()
    talk.knowledge = week(lambda text: text[: text.index("  - id: eind")])
    text, drawing = talk.say("herhaal")
    assert text.text.startswith("Uw resultaat\nDe week")
    assert drawing.picture is not None
    assert talk.runs["r1"].done
    assert talk.say("herhaal")[-1].text.startswith("U hebt alle vragen beantwoord.")


def test_the_theme_that_is_looked_at_is_removed() -> None:
    talk = at_wednesday()
    talk.do(Press("scan:lijst:r1.eind"))
    talk.knowledge = week(lambda text: text[: text.index("  - id: eind")] + "      - {id: za, stelling: Zaterdag.}\n")
    assert talk.open_question_text == "Zaterdag."
    talk.say("herhaal")
    talk.say("2")
    assert kept(talk) == [("za", "soms")]


@pytest.mark.parametrize("wish", ["noteer", "kijk"])
def test_a_wish_lapses_with_its_question(wish: str) -> None:
    talk = at_wednesday()
    talk.do(Press(f"scan:{wish}:r1.di"))
    talk.knowledge = week(swap(TUESDAY, ""))
    assert talk.open_question_text == "Woensdag."
    talk.say("soms")
    assert kept(talk) == [("wo", "soms")]
    assert read(talk.state).topic == Scanning("r1")


# ── reordered ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_reordered() -> None:
    talk = at_wednesday()
    thursday = "      - {id: do, stelling: Donderdag.}\n"
    talk.knowledge = week(lambda text: text.replace(thursday, "").replace(WEDNESDAY, thursday + WEDNESDAY))
    assert progress(talk) == "vraag 4 van 4"
    talk.say("2")
    assert kept(talk) == [("wo", "soms")]
    assert talk.open_question == "do"
    assert progress(talk) == "vraag 3 van 4"
    talk.say("terug")
    assert talk.open_question == "di"


def test_moved_to_another_theme() -> None:
    talk = at_wednesday()
    talk.knowledge = week(lambda text: text.replace(TUESDAY, "").replace(WEDNESDAY, WEDNESDAY + TUESDAY))
    assert talk.say("tussenstand")[-1].text.splitlines()[2:] == [
        "• Begin: 0 van 1 vaak of altijd",
        "• Eind: 1 van 3 vaak of altijd, 2 vragen nog open",
    ]


# ── a scale that shrinks ──────────────────────────────────────────────────────────────────────────────────────


def test_a_scale_shrinks_under_an_answer() -> None:
    """What is on the screen comes first; then the question of which the answer is gone is asked again, and says why."""
    talk = at_wednesday()
    shrunk = swap("    - {id: nooit, tekst: Nooit}\n", "")
    talk.knowledge = week(shrunk)
    said = talk.say("soms")
    assert kept(talk) == [("wo", "soms")]
    assert "De antwoorden bij deze vraag zijn veranderd. Wat past nu het best?\n\nMaandag." in said[-1].text
    assert talk.do(Press("scan:r1.ma=nooit"))[-1].text.startswith("Dat antwoord is er niet meer bij deze vraag. Kies opnieuw.")
    talk.say("1")
    assert value(talk, "ma") == "soms"
    assert talk.open_question == "do"


def test_a_scale_shrinks_under_a_done_scan() -> None:
    talk = at_wednesday()
    talk.say("soms")
    talk.say("soms")
    talk.knowledge = week(swap("    - {id: nooit, tekst: Nooit}\n", ""))
    assert talk.say("resultaat")[-1].text.startswith("De week, eigen versie: 3 van 4 vragen beantwoord.")
    assert "Maandag." in talk.press("Verder")[-1].text


def test_a_choice_shrinks() -> None:
    talk = Talk(with_sets({"fietsen": own("fietsen")}))
    talk.say("/scan")
    talk.press("Fietsers")
    talk.say("nee")
    talk.say("1, 2 en 3")
    talk.knowledge = with_sets({"fietsen": own("fietsen").replace(b"          - {id: wind, tekst: Wind en storm}\n", b"")})
    assert "Uw antwoord is nu: zon, regen." in talk.say("herhaal")[-1].text
    talk.press("☐ Sneeuw")
    assert value(talk, "weer") == "zon,regen,sneeuw"


def test_a_statement_becomes_an_open_question() -> None:
    talk = at_wednesday()
    talk.knowledge = week(swap("stelling: Woensdag.", "stelling: Woensdag., soort: open"))
    assert talk.press("Soms")[-1].text.startswith("Dat antwoord is er niet meer bij deze vraag.")
    talk.say("soms wel, soms niet")
    assert value(talk, "wo") == "soms wel, soms niet"


# ── renamed ───────────────────────────────────────────────────────────────────────────────────────────────────

RENAMED = swap("{id: di, stelling: Dinsdag.}", "{id: dag-2, eerder: [di], stelling: Dinsdag.}")


def test_renamed_after_it_was_answered() -> None:
    talk = at_wednesday()
    talk.knowledge = week(RENAMED)
    assert progress(talk) == "vraag 3 van 4"
    assert "2. vaak – Dinsdag. (notitie: met de bus)" in talk.do(Press("scan:lijst:r1.begin"))[-1].text


def test_renamed_and_then_corrected_by_its_old_button() -> None:
    talk = at_wednesday()
    talk.knowledge = week(RENAMED)
    assert talk.do(Press("scan:r1.di=altijd"))[-1].text.startswith("Gewijzigd: vraag 2 is nu altijd.")
    assert kept(talk) == [("dag-2", "altijd")]
    assert Note("r1", "dag-2", "met de bus") in talk.effects
    assert "2. altijd – Dinsdag. (notitie: met de bus)" in talk.do(Press("scan:lijst:r1.begin"))[-1].text


def test_renamed_and_then_noted() -> None:
    talk = at_wednesday()
    talk.knowledge = week(RENAMED)
    talk.do(Press("scan:noteer:r1.di"))
    talk.say("toch met de fiets")
    assert kept(talk) == [("dag-2", "vaak")]
    assert "2. vaak – Dinsdag. (notitie: toch met de fiets)" in talk.do(Press("scan:lijst:r1.begin"))[-1].text


def test_renamed_while_it_is_on_the_screen() -> None:
    talk = at_wednesday()
    talk.knowledge = week(swap("{id: wo,", "{id: dag-3, eerder: [wo],"))
    talk.press("Soms")
    assert kept(talk) == [("dag-3", "soms")]
    assert talk.open_question == "do"


def test_renamed_while_several_are_chosen() -> None:
    talk = Talk(with_sets({"fietsen": own("fietsen")}))
    talk.say("/scan")
    talk.press("Fietsers")
    talk.say("nee")
    talk.press("☐ Zon")
    renamed = own("fietsen").replace(b"- id: weer", b"- id: lucht\n        eerder: [weer]").replace(b"vraag: weer", b"vraag: lucht")
    talk.knowledge = with_sets({"fietsen": renamed})
    assert talk.press("Klaar")[-1].text.startswith("Genoteerd: zon.\n\nWat houdt u tegen")
    assert "Mijn" not in talk.say("terug")[-1].text
    talk.press("☐ Regen")
    assert value(talk, "lucht") == "zon,regen"
    assert value(talk, "weer") == "zon"


# ── a condition ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_condition_is_added_that_is_met() -> None:
    talk = at_wednesday()
    talk.knowledge = week(swap("stelling: Woensdag.", "stelling: Woensdag., alleen_als: {vraag: ma, is: [nooit]}"))
    talk.say("2")
    assert kept(talk) == [("wo", "soms")]


def test_a_condition_is_added_that_is_not_met() -> None:
    talk = at_wednesday()
    talk.knowledge = week(swap("stelling: Woensdag.", "stelling: Woensdag., alleen_als: {vraag: ma, is: [altijd]}"))
    assert talk.press("Soms")[-1].text.startswith("Die vraag stellen wij niet meer.")
    assert progress(talk) == "vraag 3 van 3"
    talk.do(Press("scan:r1.ma=altijd"))
    talk.say("2")
    assert kept(talk) == [("wo", "soms")]
    assert talk.open_question == "do"


# ── the set, or all of it ─────────────────────────────────────────────────────────────────────────────────────


def without_week() -> Knowledge:
    return with_sets({"fietsen": own("fietsen")})


@pytest.mark.parametrize("text", ["2", "herhaal", "wo", "tussenstand", "pauze", "verder", "mijn antwoorden"])
def test_the_set_is_removed_whole(text: str) -> None:
    talk = at_wednesday()
    talk.knowledge = without_week()
    said = talk.say(text)
    assert "Waar u mee bezig was, bestaat niet meer. Wat u hebt gezegd, is bewaard." in said[-1].text
    assert read(talk.state).topic == Home()
    assert kept(talk) == []
    assert not any("week" in button.label.casefold() for button in talk.last_shown)


def test_the_set_is_removed_whole_and_a_question_asked() -> None:
    talk = at_wednesday()
    talk.knowledge = without_week()
    answer, gone = talk.say("wat is een decaan?")
    assert answer.text.startswith("De decaan is op school")
    assert gone.text.startswith("Waar u mee bezig was, bestaat niet meer.")


def test_the_set_is_removed_whole_while_it_rests_and_comes_back() -> None:
    talk = at_wednesday()
    talk.say("pauze")
    talk.press("Herinner mij over een week")
    talk.knowledge = without_week()
    talk.wait(days=7)
    assert talk.remind("scan:r1")[-1].text.startswith(
        "U vroeg om een herinnering aan een LOB-scan. Die scan is al klaar of bestaat niet meer."
    )
    assert read(talk.state).topic == Resting("r1")
    assert "Waar u mee bezig was, bestaat niet meer." in talk.say("2")[-1].text
    assert talk.do(Press("scan:r1.wo=soms"))[-1].text.startswith("Die knop doet het niet meer.")
    talk.knowledge = week()
    talk.say("verder")
    assert talk.open_question == "wo"


def test_the_sector_of_a_run_is_removed() -> None:
    """The questions that hold everywhere go on; the run keeps its name as it was stored."""
    talk = at_wednesday()
    talk.knowledge = week(swap("{id: week, naam: Week}", "{id: weekend, naam: Weekend}"))
    talk.say("2")
    assert kept(talk) == [("wo", "soms")]
    talk.say("stop")
    assert talk.last_shown[0].label == "Verder: scan week"


def test_nothing_is_left_for_the_sector_of_a_run() -> None:
    talk = at_wednesday()
    free = swap("{id: week, naam: Week}", "{id: week, naam: Week}\n  - {id: vrij, naam: Vrij}")
    talk.knowledge = week(lambda text: free(text).replace("stelling:", "sector: [vrij], stelling:"))
    assert talk.say("2")[-1].text.startswith("Waar u mee bezig was, bestaat niet meer.")
    assert kept(talk) == []
    assert not any("Verder" in button.label for button in talk.last_shown)


def test_the_level_of_a_run_is_removed() -> None:
    levels = "niveaus:\n  - {id: een, naam: Een}\n  - {id: twee, naam: Twee}\nschaal:"
    talk = Talk(week(swap("schaal:", levels)))
    talk.say("/scan")
    talk.press("Liever: twee")
    talk.press("Week")
    talk.knowledge = week()
    talk.say("2")
    assert kept(talk) == [("ma", "soms")]


def test_an_entry_that_was_read_is_removed() -> None:
    talk = Talk(week())
    talk.say("wat is een decaan?")
    entry = talk.knowledge.entry("decaan")
    talk.knowledge = talk.knowledge.with_entries(tuple(other for other in talk.knowledge.entries if other != entry))
    assert "bestaat niet meer" in talk.say("herhaal")[-1].text
    assert talk.do(Press("faq:decaan"))[-1].text.startswith("Die knop doet het niet meer.")
