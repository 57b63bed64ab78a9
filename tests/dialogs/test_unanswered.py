"""What was not answered, or not well: kept for the editors without addresses, taken back when wanted, and never of a pupil."""

from __future__ import annotations

from dialogs.conversation import respond
from dialogs.here import Turn
from dialogs.language import Facts, Got, Press, Propose, Rate, Say, Tell, Text, Unwonder, Wonder
from dialogs.memory import Conversation, Reading, Scanning, Wavering, read
from knowledge import read as read_content
from knowledge.search import Candidate, Matches
from tests.talk import MONDAY, Talk, shipped

KNOWN = read_content(shipped())
STRANGE = "xylofoon zwemles 06-12345678?"
KEPT = "xylofoon zwemles [telefoon]?"


def parent() -> Talk:
    return Talk(KNOWN, audience="ouder")


def effects(talk: Talk) -> list[object]:
    return [effect for effect in talk.effects if not isinstance(effect, Say)]


def labels(talk: Talk) -> list[str]:
    return [button.label for row in talk.seen.buttons for button in row]


def test_a_question_without_an_answer_is_kept_and_that_is_said() -> None:
    talk = parent()
    talk.say(STRANGE)
    got, kept = effects(talk)
    assert got == Got("geweigerd")
    assert isinstance(kept, Wonder)
    assert (kept.text, kept.unhelpful) == (KEPT, "")
    assert "Ik bewaar uw vraag voor de redactie, zonder adressen en nummers. Noem geen namen van leerlingen." in talk.said[-1].text
    assert labels(talk)[-3:] == ["Laat mij weten als er een antwoord is", "Bewaar mijn vraag niet", "Menu"]


def test_who_wants_to_be_told_says_so_once() -> None:
    talk = parent()
    talk.say(STRANGE)
    turn = talk.turns
    talk.press("Laat mij weten als er een antwoord is")
    assert effects(talk) == [Tell(turn)]
    assert talk.said[-1].text.startswith("Goed. U krijgt een bericht")
    assert "Bewaar mijn vraag niet" not in labels(talk)
    talk.do(Press(f"vraag:weg:{turn}"))
    assert effects(talk) == [Unwonder(turn)]
    assert talk.said[-1].text == "Goed. Uw vraag is weg."


def test_a_question_can_be_taken_back() -> None:
    talk = parent()
    talk.say(STRANGE)
    turn = talk.turns
    talk.press("Bewaar mijn vraag niet")
    assert effects(talk) == [Unwonder(turn)]
    assert talk.said[-1].text.startswith("Goed. Uw vraag is weg.")


def test_nothing_of_a_pupil_is_kept() -> None:
    talk = Talk(KNOWN, audience="leerling")
    talk.say(STRANGE)
    assert effects(talk) == []
    assert "bewaar" not in talk.said[-1].text
    assert not [label for label in labels(talk) if "vraag" in label.lower() and "niet" in label]
    talk.do(Press("faq:open-dag"))
    assert "Dit helpt" not in labels(talk)


def test_an_answer_is_said_to_help_once() -> None:
    talk = parent()
    talk.news = "asked"
    talk.say("hoe werkt de profielkeuze")
    before = talk.seen
    assert talk.press("Dit helpt")[-1].text == "Fijn, dank u wel."
    assert effects(talk) == [Rate("profielkeuze", helpful=True)]
    assert talk.seen == before
    talk.do(Press("helpt:profielkeuze"))
    assert effects(talk) == []


def test_an_answer_from_an_old_message_can_be_rated_too() -> None:
    talk = parent()
    talk.news = "asked"
    talk.do(Press("helpt:decaan"))
    assert effects(talk) == [Rate("decaan", helpful=True)]
    assert not isinstance(read(talk.state).topic, Reading)


def test_what_did_not_help_is_kept_with_the_question() -> None:
    talk = parent()
    talk.say("hoe werkt de profielkeuze bel 0612345678")
    if isinstance(read(talk.state).topic, Wavering):
        talk.press("Hoe werkt de profielkeuze?")
    talk.press("Dit helpt niet")
    rate, kept = effects(talk)
    assert rate == Rate("profielkeuze", helpful=False)
    assert isinstance(kept, Wonder)
    assert (kept.unhelpful, "0612345678" in kept.text) == ("profielkeuze", False)
    assert talk.said[-1].text.startswith("Jammer dat dit niet helpt.")
    assert "Laat mij weten als er een antwoord is" in labels(talk)


def test_what_was_opened_by_a_button_leaves_no_question_to_keep() -> None:
    talk = parent()
    talk.do(Press("faq:profielkeuze"))
    talk.press("Dit helpt niet")
    assert effects(talk) == [Rate("profielkeuze", helpful=False)]
    assert "Ik bewaar" not in talk.said[-1].text


def test_a_choice_from_the_menu_is_a_wording_for_the_editors() -> None:
    talk = parent()
    talk.state = talk.state.replace('"home"', '"wavering","entries":["decaan"],"sure":true,"asked":"wie is die meneer"', 1)
    talk.do(Press("faq:decaan"))
    assert effects(talk) == [Propose("wie is die meneer", "decaan")]
    assert read(talk.state).topic == Reading("decaan", asked="wie is die meneer")
    talk.do(Press("faq:meer:decaan"))
    assert effects(talk) == []
    talk.do(Press("faq:mentor"))
    assert effects(talk) == []


def test_buttons_of_nothing_do_nothing() -> None:
    talk = parent()
    for press in ("helpt:nergens", "helptniet:", "vraag:", "vraag:weten:x", "vraag:weten:" + "9" * 20, "vraag:dansen:1"):
        assert talk.do(Press(press))[-1].text.startswith("Die knop doet het niet meer."), press


def test_in_a_scan_a_question_without_an_answer_brings_the_scan_back() -> None:
    talk = Talk(KNOWN, audience="school")
    talk.do(Press("scan:begin:vmbo"))
    question = talk.seen
    talk.say("Waar koop ik een xylofoon?")
    assert isinstance(read(talk.state).topic, Scanning)
    assert talk.said[-1] == question


def test_a_teacher_is_offered_what_is_for_schools_and_the_best_one_whoever_it_is_for() -> None:
    near = Matches(
        "unknown", tuple(Candidate(id, 0.5) for id in ("weet-niet-wat-ik-wil", "kind-weet-het-niet", "lob-scan", "lob-visie", "weg"))
    )
    facts = Facts(MONDAY, "r1", audience="school", matches=near)
    turn = respond(Conversation(), Text("zomaar iets?"), KNOWN, facts)
    assert isinstance(turn, Turn)
    assert isinstance(turn.conversation.topic, Wavering)
    for_schools = [id for id in turn.conversation.topic.entries if "school" in (entry.audiences if (entry := KNOWN.entry(id)) else ())]
    assert turn.conversation.topic.entries == ("weet-niet-wat-ik-wil", *for_schools)
    assert for_schools


def test_words_of_a_slip_in_a_scan_are_no_question_and_a_question_is() -> None:
    for text, told in (
        ("helemaal", "Dat begreep ik niet als antwoord."),
        ("helemaal niet duidelijk wat dit betekent voor ons", "Ik weet niet zeker"),
    ):
        talk = Talk(KNOWN, audience="school", find=lambda *_: Matches("choose", (Candidate("lob-scan", 0.5),)))
        talk.do(Press("scan:begin:vmbo"))
        talk.say("deels")
        assert talk.say(text)[0].text.startswith(told)
