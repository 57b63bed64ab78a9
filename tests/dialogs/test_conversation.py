"""Who gets an event: global words first, then who a press names, then the topic, then the FAQ, then an honest sentence."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dialogs.conversation import respond
from dialogs.here import Turn
from dialogs.language import (
    Attachment,
    Command,
    Due,
    Edited,
    Event,
    Facts,
    Got,
    Location,
    Press,
    Reachable,
    Say,
    Search,
    Text,
    Unreachable,
    Unreadable,
    Withdrawn,
    Wonder,
)
from dialogs.memory import Conversation, Home, Reading, Resting, Scanning, Starting, Wavering, read
from dialogs.needs import Needs, needs
from knowledge import Knowledge
from knowledge.search import Matches
from tests.talk import MONDAY, Talk

ANYTHING = (Text("x?"), Command("stop"), Location(1, 2), Edited("y?"), Withdrawn(), Attachment(), Unreadable(), Reachable(), Unreachable())


def teacher(knowledge: Knowledge) -> Talk:
    talk = Talk(knowledge)
    talk.say("/start")
    talk.say("docent")
    return talk


def in_a_scan(knowledge: Knowledge) -> Talk:
    talk = teacher(knowledge)
    talk.press("LOB-scan doen")
    talk.press("Vmbo")
    return talk


# ── what a turn needs to know ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("press", "run"),
    [
        ("scan:r1.visie=deels", {"r1"}),
        ("scan:r1.visie=+x", {"r1"}),
        ("scan:verder:a1b2c3", {"a1b2c3"}),
        ("scan:kijk:r1.visie", {"r1"}),
        ("scan", set()),
        ("scan:", set()),
        ("faq:lob", set()),
        ("menu", set()),
    ],
)
def test_a_press_needs_the_run_that_it_names(press: str, run: set[str]) -> None:
    assert needs(Conversation(), Press(press)).runs == run


def test_a_topic_and_a_reminder_need_their_runs() -> None:
    assert needs(Conversation(Scanning("r1")), Text("hoi")).runs == {"r1"}
    assert needs(Conversation(Resting("r2")), Due("scan:r3")).runs == {"r2", "r3"}
    assert needs(Conversation(Reading("lob")), Command("stop")) == Needs()


def test_only_a_text_that_nobody_understands_is_looked_up(knowledge: Knowledge) -> None:
    facts = Facts(MONDAY, "r1")
    assert respond(Conversation(), Text("waarom is er lob?"), knowledge, facts) == Search("waarom is er lob?")
    for event in (Text("/stop"), Text("1"), Text("docent"), Text(""), Press("menu"), *ANYTHING[1:3], *ANYTHING[4:]):
        assert isinstance(respond(Conversation(), event, knowledge, facts), Turn)
    found = respond(Conversation(), Text("zoiets"), knowledge, replace(facts, matches=Matches("unknown")))
    assert isinstance(found, Turn)
    assert found.conversation == Conversation(Wavering((), asked="zoiets", kept=1))
    got, kept, said = found.effects
    assert (got, kept) == (Got("geweigerd"), Wonder("zoiets", ()))
    assert isinstance(said, Say)
    assert said.text.startswith("Dat weet ik niet.\n\nVraag het aan de mentor of de decaan van de school.\n\nIk bewaar uw vraag")


# ── words that are heard everywhere ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["/stop", "!stop", "stop", "STOP!", "/Stop", "ik stop", "/stoppen", "! stop"])
def test_stop_goes_home(text: str, knowledge: Knowledge) -> None:
    talk = in_a_scan(knowledge)
    talk.say(text)
    assert read(talk.state).topic == Home()


@pytest.mark.parametrize("name", ["Mijn_antwoorden", "overzicht", "antwoorden", "OVERZICHT"])
def test_a_command_goes_by_all_its_names(name: str, knowledge: Knowledge) -> None:
    talk = in_a_scan(knowledge)
    assert talk.do(Command(name))[-1].text.startswith("Uw antwoorden bij Visie en beleid:")


def test_an_unknown_command_says_what_can_be_done(knowledge: Knowledge) -> None:
    talk = in_a_scan(knowledge)
    for event in (Command("dansen"), Text("/dansen"), Text("!dansen nu"), Command("")):
        assert talk.do(event)[-1].text.startswith("Die opdracht ken ik niet. U kunt altijd /menu of /stop gebruiken.\n\nWij hebben")


def test_a_slash_before_nothing_is_a_text(knowledge: Knowledge) -> None:
    talk = in_a_scan(knowledge)
    talk.say("/ 2")
    assert talk.open_question == "schoolplan"


def test_hello_is_said_once(knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    assert talk.do(Command("start"))[0].text.startswith("Hallo, ik ben LOB-gids.")
    assert talk.do(Command("start"))[0].text == "Wie bent u?"
    late = Talk(knowledge)
    late.say("wat is lob?")
    assert late.do(Command("start"))[0].text == "Wie bent u?"


def test_help_in_a_scan_stays_in_the_scan(knowledge: Knowledge) -> None:
    talk = in_a_scan(knowledge)
    assert "Dit kunt u altijd zeggen" in talk.say("help")[-1].text
    assert isinstance(read(talk.state).topic, Scanning)
    talk.say("stop")
    assert talk.say("help")[-1].text.startswith("Typ uw vraag in uw eigen woorden")


@pytest.mark.parametrize(
    ("word", "lead"),
    [
        ("herhaal", ""),
        ("waar ben ik", "U bent bezig met de LOB-scan (Vmbo, begonnen op 2 maart 2026)."),
        ("opties", "U kunt kiezen uit:\n1. Nog niet"),
    ],
)
def test_where_and_what_in_a_scan(word: str, lead: str, knowledge: Knowledge) -> None:
    talk = in_a_scan(knowledge)
    before = talk.seen
    (again,) = talk.say(word)
    assert again.text.startswith(lead)
    assert again.text.endswith(before.text)
    assert again.buttons == before.buttons


def test_where_one_is_elsewhere(knowledge: Knowledge) -> None:
    talk = teacher(knowledge)
    assert talk.say("waar ben ik")[0].text.startswith("U bent op het beginscherm.")
    talk.say("wat is lob?")
    assert talk.say("waar ben ik")[0].text.startswith("U stelde een vraag.")
    talk.say("/scan")
    assert talk.say("waar ben ik")[0].text.startswith("U begint aan een LOB-scan.")
    talk.press("Vmbo")
    talk.say("pauze")
    assert talk.say("waar ben ik")[0].text.startswith("De scan ligt stil bij vraag 1.")


def test_where_one_is_when_it_is_gone(knowledge: Knowledge) -> None:
    talk = in_a_scan(knowledge)
    talk.runs.clear()
    assert talk.say("waar ben ik")[0].text.startswith("Waar u mee bezig was, bestaat niet meer.")


# ── other events ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("event", "lead"),
    [
        (Attachment("voice"), "Ik kan alleen tekst lezen"),
        (Location(52.1, 5.1), "Dank u wel. Ik heb uw locatie nu niet nodig"),
        (Withdrawn(), "U hebt een bericht weggehaald."),
        (Reachable(), "Welkom terug."),
        (Unreadable(), "Uw laatste bericht was versleuteld, en ik kon het niet lezen."),
        (Text("\u200b\ufeff"), "Ik kreeg geen tekst die ik kan lezen."),
        (Text("👍"), "Ik kreeg geen tekst die ik kan lezen."),
        (Press("van iemand anders"), "Die knop doet het niet meer."),
        (Due("iets anders"), "Wij hebben opgeschreven"),
    ],
)
def test_what_happens_beside_the_scan_leaves_it_where_it_is(event: Event, lead: str, knowledge: Knowledge) -> None:
    talk = in_a_scan(knowledge)
    (said,) = talk.do(event)
    assert said.text.startswith(lead)
    assert said.text.endswith("vraag 1 van 12 · Visie en beleid · ▱▱▱▱▱▱▱▱")


def test_nothing_is_said_to_who_cannot_be_reached(knowledge: Knowledge) -> None:
    talk = in_a_scan(knowledge)
    before = talk.state
    assert talk.do(Unreachable()) == ()
    assert talk.state == before


def test_who_only_made_a_room_speaks_first(knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    assert talk.do(Reachable()) == ()
    assert talk.say("hoi")
    assert talk.do(Reachable())[0].text.startswith("Welkom terug.")


def test_what_was_remembered_can_be_lost(knowledge: Knowledge) -> None:
    talk = in_a_scan(knowledge)
    talk.press("Deels")
    talk.state = "?"
    lost, home = talk.say("herhaal")
    assert lost.text == "Ik ben even kwijt waar wij gebleven waren. Uw antwoorden zijn bewaard."
    assert home.buttons[0][0].label == "Verder: scan Vmbo"
    talk.say("verder")
    assert talk.open_question == "schoolplan"


# ── who someone is ────────────────────────────────────────────────────────────────────────────────────────────


def test_from_docent_to_the_first_question_is_two_taps(knowledge: Knowledge) -> None:
    talk = teacher(knowledge)
    first = talk.last_shown[0]
    talk.do(Press(first.press))
    assert first.label == "LOB-scan doen"
    talk.do(Press(talk.last_shown[0].press))
    assert talk.open_question == "visie-vastgelegd"


@pytest.mark.parametrize(("word", "who"), [("mentor", "school"), ("Ik ben moeder", "ouder"), ("scholier", "leerling"), ("3", "leerling")])
def test_people_say_who_they_are(word: str, who: str, knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    talk.say("/start")
    talk.say(word)
    assert talk.audience == who


def test_who_asks_again_is_asked_and_numbers_mean_that(knowledge: Knowledge) -> None:
    talk = teacher(knowledge)
    talk.press("Ik ben iemand anders")
    assert read(talk.state).topic == Home(asking=True)
    talk.say("2")
    assert talk.audience == "ouder"
    assert talk.do(Press("ik:koning"))[0].text.startswith("Die knop doet het niet meer.")
    assert talk.audience == "ouder"


# ── questions ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_answer_leads_on_to_others(knowledge: Knowledge) -> None:
    talk = teacher(knowledge)
    talk.say("wat is een loopbaandossier?")
    assert read(talk.state).topic == Reading("loopbaandossier")
    talk.say("1")
    assert read(talk.state).topic == Reading("doorstroomdossier")
    assert "Dit kan veranderd zijn:" in talk.said[0].text
    talk.press("Menu")
    assert read(talk.state).topic == Home()


def test_history_is_told_as_history(knowledge: Knowledge) -> None:
    old = tuple(replace(entry, state="historisch", source=None) if entry.id == "lob" else entry for entry in knowledge.entries)
    talk = Talk(knowledge.with_entries(old))
    (said,) = talk.do(Press("faq:lob"))
    assert said.text.endswith("\n\nDit gaat over vroeger.")
    assert "Bron:" not in said.text


def test_doubt_gives_a_choice(knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    (said,) = talk.say("loopbaan dossier mentor gesprek")
    assert said.text == "Ik weet niet zeker wat u bedoelt. Gaat uw vraag hierover?"
    topic = read(talk.state).topic
    assert isinstance(topic, Wavering)
    assert topic.sure
    talk.say("1")
    assert isinstance(read(talk.state).topic, Reading)


@pytest.mark.parametrize(("audience", "whom"), [("school", "info@expertisepuntlob.nl"), ("ouder", "de mentor"), (None, "de mentor")])
def test_what_is_not_known_is_said_with_whom_to_ask(audience: str | None, whom: str, knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    if audience:
        talk.do(Press(f"ik:{audience}"))
    (said,) = talk.say("hoe laat vertrekt de trein naar Goes?")
    assert said.text.startswith("Dat weet ik niet.\n\nVraag het aan ")
    assert whom in said.text


def test_a_question_in_the_middle_brings_the_scan_back(knowledge: Knowledge) -> None:
    talk = in_a_scan(knowledge)
    before = talk.seen
    for event in (Text("wat is een doorstroomdossier?"), Press("faq:doorstroomdossier")):
        answer, again = talk.do(event)
        assert answer.text.startswith("Een doorstroomdossier hoort bij de overstap")
        assert again == before
    doubt, again = talk.say("hoe laat vertrekt de trein naar Goes?")
    assert doubt.text.startswith("Dat weet ik niet.")
    assert again == before
    (said,) = talk.say("wij doen dat met z'n allen op vrijdag")
    assert said.text.startswith("Dat begreep ik niet als antwoord.")


def test_someone_who_begins_and_then_asks_is_answered(knowledge: Knowledge) -> None:
    talk = teacher(knowledge)
    talk.say("/scan")
    talk.say("wat is een decaan?")
    assert read(talk.state).topic == Reading("decaan")
    talk.say("/scan")
    assert read(talk.state).topic == Starting()


# ── links ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("link", "says"), [("scan", "Voor welke afdeling"), ("SCAN", "Voor welke afdeling"), ("ouder", "andere ouders")])
def test_a_link_to_the_guide_says_what_for(link: str, says: str, knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    first = talk.do(Command("start", link))[0]
    assert first.text.startswith("Hallo, ik ben LOB-gids")
    assert says in first.text
    assert first.buttons
    again = talk.do(Command("start", link))[0]
    assert "Hallo, ik ben LOB-gids" not in again.text
    assert says in again.text


def test_a_link_of_a_parent_tells_who_they_are(knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    talk.do(Command("start", "ouder"))
    assert talk.audience == "ouder"


@pytest.mark.parametrize("link", ["team_XY", "zomaar", "ik:ouder", "scan:begin:vmbo"])
def test_a_link_that_we_do_not_know_says_so_and_leads_home(link: str, knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    (said,) = talk.do(Command("start", link))
    assert "Deze link ken ik niet" in said.text
    assert said.buttons
