"""Answers as each reader gets them: short first for parents, in other words for pupils, and with what must be said beside them today."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from dialogs.conversation import respond
from dialogs.here import Turn
from dialogs.language import Facts, Press, Say, Text
from dialogs.memory import Conversation, Defining, Reading, Scanning, read
from knowledge import Knowledge
from knowledge import read as read_content
from knowledge.faq import Audience, Entry, Translation
from knowledge.search import Candidate, Matches
from knowledge.source import Source
from tests.talk import AMSTERDAM, Talk, shipped

KNOWN = read_content(shipped())
ENTRY = Entry(
    id="nieuw",
    question="Wat is nieuw?",
    also=(),
    answer="Dit is nieuw, met een bsa.",
    short="Kort: nieuw.",
    pupil="Dit is nieuw voor jou.",
    source=Source("https://www.duo.nl/nieuw"),
    more_sources=(Source("https://duo.nl/oud"), Source("https://www.slo.nl/x")),
    checked_on=date(2026, 8, 1),
    state="nu",
    related=("decaan",),
)


def told(entry: Entry, audience: Audience | None = None, press: str = "faq:nieuw", now: datetime | None = None) -> Talk:
    talk = Talk(KNOWN.with_entries((*KNOWN.entries, entry)), audience=audience, now=now or datetime(2026, 11, 22, tzinfo=AMSTERDAM))
    talk.do(Press(press))
    return talk


def labels(talk: Talk) -> list[str]:
    return [button.label for row in talk.seen.buttons for button in row]


def test_a_parent_reads_it_shortly_and_gets_more_when_asked() -> None:
    talk = told(ENTRY, "ouder")
    assert talk.said[-1].text == "Kort: nieuw.\n\nBron: https://www.duo.nl/nieuw, slo.nl"
    assert labels(talk)[0] == "Meer"
    assert talk.press("Meer")[-1].text.startswith("Dit is nieuw, met een bsa.\n\nBron:")
    assert labels(talk)[:2] == ["Wat betekent BSA?", KNOWN.entry("decaan").question]  # type: ignore[union-attr]
    assert read(talk.state).topic == Reading("nieuw", whole=True)


def test_a_hard_word_is_explained_when_asked() -> None:
    talk = told(ENTRY, "ouder", "faq:meer:nieuw")
    assert talk.press("Wat betekent BSA?")[-1].text.startswith("BSA\nBsa is bindend studieadvies.")
    assert read(talk.state).topic == Defining("bsa")


@pytest.mark.parametrize(
    ("audience", "text"),
    [("school", "Dit is nieuw, met een bsa."), (None, "Dit is nieuw, met een bsa."), ("leerling", "Dit is nieuw voor jou.")],
)
def test_others_read_their_own(audience: Audience | None, text: str) -> None:
    talk = told(ENTRY, audience)
    assert talk.said[-1].text.startswith(f"{text}\n\nBron:")
    assert "Meer" not in labels(talk)
    assert ("Wat betekent BSA?" in labels(talk)) == (audience is None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"state": "controleren"}, "Dit kan veranderd zijn: controleer het bij duo.nl."),
        ({"state": "controleren", "check_at": "DUO"}, "Dit kan veranderd zijn: controleer het bij DUO."),
        ({"state": "controleren", "source": None, "more_sources": ()}, "Dit kan veranderd zijn: controleer het bij de bron."),
        ({"state": "historisch"}, "Dit gaat over vroeger."),
        ({"sort": "datum", "until": date(2026, 11, 21)}, "Deze datum is voorbij. Vraag de nieuwe bij duo.nl."),
        ({"sort": "datum", "until": date(2026, 11, 22)}, ""),
        ({"sort": "regel"}, ""),
        ({"sort": "regel", "checked_on": None}, "Dit kan veranderd zijn: controleer het bij duo.nl."),
        (
            {"sort": "cijfer", "checked_on": date(2025, 8, 1)},
            "Nagekeken in augustus 2025. Dit kan veranderd zijn: controleer het bij duo.nl.",
        ),
    ],
)
def test_how_sure_it_is_today_stands_under_it(changes: dict[str, object], said: str) -> None:
    text = told(replace(ENTRY, **changes)).said[-1].text
    _, *beside = text.split("\n\n")
    assert [line for line in beside if not line.startswith("Bron:")] == ([said] if said else [])


def test_a_rule_is_told_with_its_month_a_year_after_it_was_checked() -> None:
    rule = replace(ENTRY, sort="regel")
    assert "Nagekeken" not in told(rule, now=datetime(2027, 8, 1, 23, tzinfo=AMSTERDAM)).said[-1].text
    assert "Nagekeken in augustus 2026." in told(rule, now=datetime(2027, 8, 2, tzinfo=AMSTERDAM)).said[-1].text


@pytest.mark.parametrize("text", ["wat is bol?", "BOL", "wat betekent bol", "wat is een b.o.l.", "bol betekenis"])
def test_what_a_word_means_is_told_by_rule(text: str) -> None:
    talk = Talk(KNOWN, audience="ouder")
    talk.say(text)
    assert read(talk.state).topic in (Defining("bol"), Reading("bol-bbl"))


def test_a_word_that_has_an_answer_of_its_own_gets_that() -> None:
    talk = Talk(KNOWN, audience="school")
    talk.say("wat is een loopbaandossier?")
    assert read(talk.state).topic == Reading("loopbaandossier")


def test_a_word_that_is_gone_leads_home() -> None:
    talk = Talk(KNOWN, audience="ouder")
    talk.do(Press("woord:bsa"))
    files = shipped()
    del files["woordenlijst.yaml"]
    talk.knowledge = read_content(files)
    assert "bestaat niet meer" in talk.say("herhaal")[-1].text


def test_small_talk_is_answered_and_changes_nothing() -> None:
    talk = told(ENTRY, "ouder")
    before = talk.state
    assert talk.say("Dank u wel!")[-1].text.startswith("Graag gedaan")
    assert talk.state == before


def test_small_talk_in_a_scan_brings_the_question_back() -> None:
    talk = Talk(KNOWN, audience="school")
    talk.do(Press("scan:begin:vmbo"))
    question = talk.seen
    assert talk.say("bedankt")[-1] == question
    assert isinstance(read(talk.state).topic, Scanning)


def test_a_pupil_is_answered_in_their_own_words_and_gets_no_scan() -> None:
    talk = Talk(KNOWN, audience="leerling")
    for remark in KNOWN.small_talk.remarks:
        assert talk.say(remark.said[0])[-1].text == (remark.pupil or remark.reply)
    for words in ("/scan", "lob-scan"):
        assert talk.say(words)[-1].text.startswith("De LOB-scan is voor mensen die op een school werken.")


def test_a_second_question_is_offered_under_the_first_button() -> None:
    other = Matches("choose", (Candidate("mentor", 0.5),))
    reading = answered_with(Matches("answer", (Candidate("decaan", 0.9),), second=other))
    assert reading.text.endswith("U vroeg nog iets. Het antwoord daarop vindt u onder de eerste knop.")
    assert reading.buttons[0][0].press == "faq:mentor"
    unknown = answered_with(Matches("answer", (Candidate("decaan", 0.9),), second=Matches("unknown")))
    assert "U vroeg nog iets" not in unknown.text


def test_who_writes_in_another_language_reads_so_first() -> None:
    for decision in ("answer", "unknown"):
        said = answered_with(Matches(decision, (Candidate("decaan", 0.9),)), "what does the school counsellor do for my son")
        assert said.text.startswith("Our answers are in Dutch.")


def test_an_answer_that_is_gone_since_the_search_is_not_known() -> None:
    assert answered_with(Matches("answer", (Candidate("weg", 0.9),))).text.startswith("Dat weet ik niet.")


def answered_with(matches: Matches, text: str = "zomaar iets?", known: Knowledge = KNOWN) -> Say:
    turn = respond(
        Conversation(), Text(text), known, Facts(datetime(2026, 11, 22, tzinfo=AMSTERDAM), "r1", audience="ouder", matches=matches)
    )
    assert isinstance(turn, Turn)
    said = turn.effects[-1]
    assert isinstance(said, Say)
    return said


def test_a_translation_is_shown_to_who_asks_in_that_language_once_it_was_checked() -> None:
    english = "what does the school counsellor do for my son"
    for checked, begins in (("Iemand", "A counsellor helps."), ("", "Our answers are in Dutch.")):
        decaan = KNOWN.entry("decaan")
        assert decaan
        translated = replace(decaan, translations=(Translation("en", "A counsellor helps.", checked),))
        known = KNOWN.with_entries(tuple(translated if entry.id == "decaan" else entry for entry in KNOWN.entries))
        said = answered_with(Matches("answer", (Candidate("decaan", 0.9),)), english, known)
        assert said.text.startswith(begins)
        assert "Bron: " in said.text
