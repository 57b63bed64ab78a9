"""What the editors added: an answer of a colleague that becomes one for everybody, changing and withdrawing, and words that people used."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dialogs.editing import Editing
from dialogs.language import Press, Text
from dialogs.proposal import Judge, Proposal
from dialogs.unanswered import DropWording, Wording
from knowledge import Knowledge
from knowledge.live import read_addition
from tests.dialogs.editors import (
    BOATS,
    DOGS,
    EDITORS,
    EVA,
    KEPT,
    button,
    closed,
    desk,
    live,
    put,
    said,
    taken_up,
    told,
    topic,
    written,
)
from tests.talk import Talk

# ── what a colleague answered ─────────────────────────────────────────────────────────────────────────────────


def test_a_kept_answer_becomes_one_for_everybody(knowledge: Knowledge) -> None:
    talk = desk(knowledge, kept=(KEPT,))
    seen = said(talk, Press("vragen:voorstel:12:3"))
    assert seen.startswith(f"{KEPT.answer}\n\n{EDITORS}")
    assert "“Mag een leerling twee keer meelopen?”" in seen
    said(talk, Text("Maak er een antwoord van"))
    (one,) = put(talk)
    assert one.proposal == (12, 3)
    assert talk.shared.kept == ()
    assert closed(talk) == []
    assert "Dit is intussen veranderd of ingetrokken." in said(talk, Press("vragen:voorstel:12:3"))
    talk.shared = replace(talk.shared, kept=())
    assert "Dit is intussen veranderd" in said(
        desk(knowledge, topic=Editing("kijk", proposal=(12, 3), answer="Ja.")), Press("vragen:maak:1")
    )


def test_a_kept_answer_that_is_not_wanted_after_all_is_kept_no_longer(knowledge: Knowledge) -> None:
    talk = desk(knowledge, kept=(KEPT,))
    said(talk, Press("vragen:voorstel:12:3"))
    assert said(talk, Text("Bewaar dit niet langer")).startswith("Dit antwoord is niet langer bewaard.\n\nEr zijn geen bewaarde antwoorden")
    assert talk.effects[0] == Judge(KEPT, "afgewezen")
    assert "Bewaar dit niet langer" not in written(desk(knowledge, *DOGS))


def test_what_went_from_a_kept_answer_must_be_written_without(knowledge: Knowledge) -> None:
    masked = replace(KEPT, answer="Vraag het aan [naam].")
    assert "er staat nog een woord tussen haken" in said(desk(knowledge, kept=(masked,)), Press("vragen:voorstel:12:3"))


def test_a_kept_answer_that_is_too_long_is_typed_anew(knowledge: Knowledge) -> None:
    long = Proposal(12, 3, "Mag het?", "Ja. " * 400, "bewaard")
    seen = said(desk(knowledge, kept=(long,)), Press("vragen:voorstel:12:3"))
    assert seen.startswith("Dat zijn 1600 tekens.")
    assert "Nu staat er:\nJa. Ja." in seen


# ── changed and withdrawn ─────────────────────────────────────────────────────────────────────────────────────

OWN = live(
    7,
    "- id: eigen-hond\n  vraag: Mag een hond mee?\n  ook: [mag mijn hond mee]\n  antwoord: Nee.\n  doelgroep: [ouder]\n"
    "  bron: {adres: redactie, datum: '2026-02-01'}\n  stand: nu\n",
)
MORE = live(8, "- id: eigen-hond\n  ook: [poedel meenemen]\n", "bewoording")
OTHER = live(9, "- id: loopbaandossier\n  ook: [lob schrift]\n", "bewoording")


def test_what_editors_added_is_listed_and_shown(knowledge: Knowledge) -> None:
    talk = desk(knowledge, live=(OWN, MORE, OTHER))
    taken_up(talk, knowledge)
    said(talk, Press("vragen"))
    seen = said(talk, Text("Toegevoegd door de redactie (3)"))
    assert "1. Andere woorden bij “Wat is een loopbaandossier?” (sinds 2 maart 2026)" in seen
    assert "3. Mag een hond mee?" in seen
    seen = said(talk, Text("3"))
    assert "Nee.\n\nBron: de redactie van LOB-gids, 1 februari 2026\n\nOok te vinden met:\n- mag mijn hond mee" in seen
    assert "Let op" not in seen
    seen = said(talk, Press("vragen:ons:9"))
    assert "Andere woorden bij “Wat is een loopbaandossier?”, sinds 2 maart 2026:\n- lob schrift" in seen
    assert "Wijzig dit antwoord" not in seen


def test_what_has_no_effect_says_so(knowledge: Knowledge) -> None:
    both = live(1, "- id: pta\n  vraag: Wat is een pta?\n  antwoord: Een lijst.\n")
    lost = live(2, "- id: weg\n  ook: [nergens bij]\n", "bewoording")
    talk = desk(knowledge, live=(both, lost))
    taken_up(talk, knowledge)
    assert 'Let op: dit doet nu niets. "pta" staat ook in de bestanden' in said(talk, Press("vragen:ons:1"))
    assert "Andere woorden bij “weg”" in said(talk, Press("vragen:ons:2"))
    assert "Wilt u deze woorden bij “nergens bij” weghalen?" in said(talk, Press("vragen:intrekken:2"))


def test_a_row_that_can_not_be_read_is_shown_and_withdrawn(knowledge: Knowledge) -> None:
    broken = replace(live(1, "- id: stuk\n  vraag: [\n"), entry="stuk")
    talk = desk(knowledge, live=(broken,))
    taken_up(talk, knowledge)
    assert "is niet te lezen" in said(talk, Press("vragen:ons:1"))
    said(talk, Press("vragen:trekin:1"))
    assert talk.shared.live == ()


def test_more_than_a_page_of_them_is_turned(knowledge: Knowledge) -> None:
    rows = tuple(live(number, f"- id: eigen-{number}\n  vraag: Vraag {number}?\n  antwoord: Ja.\n") for number in range(1, 10))
    talk = desk(knowledge, live=rows)
    assert "Bladzijde 1 van 2." in said(talk, Press("vragen:eigen:1"))
    assert "9. Vraag 1?" in said(talk, Text("Volgende bladzijde"))
    assert "Vraag 1?" in said(talk, Text("9"))


def test_a_changed_answer_takes_the_place_of_the_old_one(knowledge: Knowledge) -> None:
    talk = desk(knowledge, live=(OWN, MORE))
    taken_up(talk, knowledge)
    seen = said(talk, Press("vragen:wijzig:7"))
    assert "Voor: ouders" in seen
    assert "Hoort bij" not in seen
    said(talk, Text("Wijzig antwoord"))
    said(talk, Text("Ja, aan de lijn."))
    assert "Het antwoord is vervangen." in said(talk, Text("Vervang het antwoord"))
    (one,) = put(talk)
    entry = read_addition("antwoord", one.yaml).entry
    assert entry is not None
    assert (one.entry, entry.answer, entry.also, entry.audiences) == ("eigen-hond", "Ja, aan de lijn.", ("mag mijn hond mee",), ("ouder",))
    assert [row.number for row in talk.shared.live] == [8, 9]
    said(talk, Press("vragen:wijzig:9"))
    said(talk, Text("Toch niet"))
    assert topic(talk) == Editing("ons", live=9)


def test_who_reads_an_answer_that_is_withdrawn_asks_on_like_anybody(knowledge: Knowledge) -> None:
    files = knowledge
    talk = desk(knowledge, live=(OWN,))
    taken_up(talk, files)
    reader = Talk(talk.knowledge, audience="ouder")
    assert "Nee.\n\nBron" in said(reader, Text("mag mijn hond mee"))
    reader.knowledge = files
    assert said(reader, Text("mag mijn hond mee met xylofoonles")).startswith("Dat weet ik niet.")


def test_with_an_answer_go_the_words_that_were_added_to_it(knowledge: Knowledge) -> None:
    talk = desk(knowledge, live=(OWN, MORE, OTHER))
    taken_up(talk, knowledge)
    said(talk, Press("vragen:ons:7"))
    assert "Wilt u het antwoord op “Mag een hond mee?” intrekken?" in said(talk, Text("Trek in"))
    said(talk, Text("nee"))
    assert [one.number for one in talk.shared.live] == [7, 8, 9]
    said(talk, Press("vragen:intrekken:7"))
    assert said(talk, Text("ja")).startswith("Ingetrokken.\n\nDe redactie voegde dit toe:")
    assert [one.number for one in talk.shared.live] == [9]
    taken_up(talk, knowledge)
    assert talk.knowledge.entry("eigen-hond") is None
    said(talk, Press("vragen:trekin:9"))
    assert not talk.shared.live
    for verb in ("ons", "intrekken", "trekin", "wijzig"):
        assert said(talk, Press(f"vragen:{verb}:7")).startswith("Dit is intussen veranderd of ingetrokken.")
    assert "De redactie heeft nog niets toegevoegd." in said(talk, Press("vragen:eigen:1"))


def test_what_was_withdrawn_meanwhile_is_not_changed(knowledge: Knowledge) -> None:
    talk = desk(knowledge, live=(OWN,))
    said(talk, Press("vragen:wijzig:7"))
    talk.shared = replace(talk.shared, live=())
    assert "Dit is intussen veranderd of ingetrokken. Er is niets bewaard.\n\nU had dit getypt:\nNee." in said(talk, button(talk, "maak"))
    assert put(talk) == []
    looking = desk(knowledge, topic=Editing("ons", live=7))
    assert "Dit is intussen veranderd of ingetrokken." in said(looking, Text("herhaal"))


def test_an_editor_who_waits_is_told_too(knowledge: Knowledge) -> None:
    talk = desk(knowledge, replace(BOATS, waiting=(EVA,)))
    written(talk, BOATS, "Ja.")
    said(talk, button(talk, "stuur"))
    assert list(told(talk)) == [EVA]


@pytest.mark.parametrize("page", ["antwoord", "zin", "wie", "kijk", "bij"])
def test_what_is_about_nothing_shows_the_list(knowledge: Knowledge, page: str) -> None:
    talk = desk(knowledge, BOATS, topic=Editing(page, answer="Ja."))
    assert "Er is 1 vraag zonder antwoord." in said(talk, Text("herhaal"))
    assert "Er is 1 vraag zonder antwoord." in said(talk, Press("vragen:kijk"))


# ── words for which people chose an answer ────────────────────────────────────────────────────────────────────

WORDS = Wording("schrift met belevenissen", "loopbaandossier", 3)
HERS = Wording("het boekje van Fatima el Idrissi", "loopbaandossier", 1)
KNOWN_WORDS = Wording("wat is een loopbaandossier?", "loopbaandossier", 9)
LOST_WORDS = Wording("nergens bij", "weg", 9)


def test_words_for_which_people_chose_an_answer_are_added_to_it(knowledge: Knowledge) -> None:
    talk = desk(knowledge, wordings=(KNOWN_WORDS, LOST_WORDS, WORDS, HERS))
    said(talk, Press("vragen"))
    seen = said(talk, Text("Voorgestelde woorden (2)"))
    assert "1. “schrift met belevenissen” bij “Wat is een loopbaandossier?”\n2. “het boekje" in seen
    seen = said(talk, Text("1"))
    assert "Wie dit typte, koos daarna “Wat is een loopbaandossier?”. Dat gebeurde 3 keer." in seen
    assert "Dit komt erbij" not in seen
    assert "Wie het vanaf nu zo vraagt, krijgt het antwoord op “Wat is een loopbaandossier?”." in said(talk, Text("Zet erbij"))
    assert [read_addition(one.kind, one.yaml).also for one in put(talk)] == [("schrift met belevenissen",)]
    assert talk.effects[1] == DropWording(WORDS)
    taken_up(talk, knowledge)
    entry = talk.knowledge.entry("loopbaandossier")
    assert entry is not None
    assert entry.also[-1] == "schrift met belevenissen"


def test_words_are_added_without_who_they_are_about_or_thrown_away(knowledge: Knowledge) -> None:
    talk = desk(knowledge, wordings=(HERS,))
    assert "Dit komt erbij: het boekje van" in said(talk, Press(f"vragen:woord:{HERS.id}"))
    assert said(talk, Text("nee")).startswith("Deze woorden zijn weg uit de lijst.\n\nEr zijn geen voorgestelde woorden.")
    assert put(talk) == []
    assert not talk.shared.wordings
    for verb in ("woord", "erbij", "gooiweg"):
        assert "Dit is intussen veranderd of ingetrokken." in said(talk, Press(f"vragen:{verb}:{HERS.id}"))
    looking = desk(knowledge, topic=Editing("woord", wording=HERS.id))
    assert "Dit is intussen veranderd" in said(looking, Text("herhaal"))


def test_words_that_say_nothing_without_a_name_can_only_be_thrown_away(knowledge: Knowledge) -> None:
    name = Wording("Fatima", "loopbaandossier", 1)
    talk = desk(knowledge, wordings=(name,))
    assert "Zet erbij" not in said(talk, Press(f"vragen:woord:{name.id}"))
    assert "zijn weg uit de lijst" in said(talk, Press(f"vragen:erbij:{name.id}"))
    assert put(talk) == []


def test_words_that_lead_somewhere_now_say_so_and_pages_are_turned(knowledge: Knowledge) -> None:
    somewhere = Wording("mijn kind krijgt een voorlopig advies", "loopbaandossier", 1)
    many = tuple(Wording(f"woord nummer {number}", "loopbaandossier", 1) for number in range(9))
    talk = desk(knowledge, wordings=(Wording("wat is het pta nou", "loopbaandossier", 1), somewhere, *many))
    assert "Bladzijde 1 van 2." in said(talk, Press("vragen:woorden:1"))
    assert "Wie dit nu vraagt, krijgt dit antwoord: “Wat is het PTA" in said(talk, Text("1"))
    assert "Bladzijde 2 van 2." in said(talk, Press("vragen:woorden:2"))
    assert "Die knop past niet meer." in said(talk, Press("vragen:woorden:x"))
