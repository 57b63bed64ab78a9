"""How an editor answers a question: what they see before they say yes, who is told, what is known afterwards, and two at once."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec.structs import replace

from dialogs.editing import Editing
from dialogs.language import Due, Edited, Press, Remind, Text
from dialogs.questions.drafts import ANSWER_CHARACTERS_MOST
from dialogs.unanswered import Asked, Untold
from knowledge import Knowledge
from knowledge.live import read_addition
from tests.dialogs.editors import (
    ANSWER,
    BOATS,
    DAY,
    DOGS,
    EDITORS,
    FATHER,
    KEPT,
    MOTHER,
    SCHOOL,
    button,
    closed,
    desk,
    editing,
    put,
    said,
    taken_up,
    told,
    topic,
    written,
)
from tests.talk import MONDAY, Talk

NIGHT = MONDAY.replace(hour=22)
KNOWN = Asked("k" * 16, "hoe ziet een loopbaandossier eruit", "ouder", DAY, waiting=(MOTHER,))


# ── seen before it is sent ────────────────────────────────────────────────────────────────────────────────────


def test_what_they_see_is_what_the_first_who_waits_will_read(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    seen = written(talk)
    assert seen.startswith(
        "U vroeg op 3 februari 2026: “mag mijn hond mee naar de open dag”\n\nNee. Alleen hulphonden mogen mee.\n\n" + EDITORS
    )
    assert "Zo heet de vraag in het menu: “Mag mijn hond mee naar de open dag?”" in seen
    assert "Voor: iedereen\nOok te vinden met:\n- mag de hond mee naar de open dag?" in seen
    said(talk, button(talk, "stuur"))
    assert told(talk)[MOTHER] == seen.split("\n[]\n")[0]


def test_where_nobody_waits_the_answer_itself_is_seen(knowledge: Knowledge) -> None:
    talk = desk(knowledge, BOATS)
    seen = written(talk, BOATS, "Ja, op het water.")
    assert seen.startswith(f"Ja, op het water.\n\n{EDITORS}\n[]")
    assert "Voor: ouders" in seen
    assert "Stuur aan" not in seen
    said(talk, Text("Maak er een antwoord van"))
    assert told(talk) == {}
    assert read_addition("antwoord", put(talk)[0].yaml).entry is not None


def test_answer_question_and_readers_are_changed_before_it_goes(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    written(talk)
    assert "Nu staat er:\nNee. Alleen hulphonden" in said(talk, Text("Wijzig antwoord"))
    assert "Nee. Alleen hulphonden" in said(talk, Text("Toch niet"))
    said(talk, Text("Wijzig antwoord"))
    assert "Ja, aan de lijn.\n\nBron" in said(talk, Text("Ja, aan de lijn."))
    assert "Zo staat de vraag nu in het menu:\nMag mijn hond mee naar de open dag?" in said(talk, Text("Wijzig vraag"))
    assert "“Mogen huisdieren mee?”" in said(talk, Text("Mogen huisdieren\nmee?"))
    said(talk, Text("Voor wie: iedereen"))
    assert "Voor: scholen" in said(talk, Text("Voor scholen"))
    said(talk, button(talk, "maak"))
    entry = read_addition("antwoord", put(talk)[0].yaml).entry
    assert entry is not None
    assert (entry.question, entry.answer, entry.audiences) == ("Mogen huisdieren mee?", "Ja, aan de lijn.", ("school",))
    assert entry.also == ("mag mijn hond mee naar de open dag", "mag de hond mee naar de open dag?")
    assert (entry.checked_on, entry.state, entry.id) == (date(2026, 3, 2), "nu", "eigen-mogen-huisdieren-mee")
    assert set(told(talk)) == {MOTHER, SCHOOL}


def test_a_question_can_be_called_something_before_there_is_an_answer(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    said(talk, Press("vragen:antwoord:" + DOGS[0].id))
    said(talk, Press("vragen:zin"))
    assert "“Mag een hond mee?”\n\nTyp het antwoord" in said(talk, Text("Mag een hond mee?"))


def test_other_words_under_what_they_see_take_the_place_of_the_answer(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    written(talk)
    assert "Honden mogen niet mee, alleen hulphonden." in said(talk, Text("Honden mogen niet mee, alleen hulphonden."))
    assert "Wie mag dit antwoord vinden?" in said(talk, Text("6"))


def test_what_is_too_long_is_said_so(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    assert "Dat zijn 1201 tekens. Het mogen er hoogstens 1200 zijn." in written(talk, answer="a" * 1_201)
    said(talk, Press("vragen:zin"))
    assert "Dat zijn 201 tekens. Het mogen er hoogstens 200 zijn." in said(talk, Text("a" * 201))


def test_the_largest_answer_is_remembered(knowledge: Knowledge) -> None:
    asked = tuple(Asked(f"{number:016}", "leren jullie ook zeilen", "", DAY) for number in range(60))
    talk = desk(knowledge, *asked, Asked("z" * 16, "leren jullie ook zeilen nou", "", DAY))
    said(talk, Press("vragen:los:" + asked[0].id))
    said(talk, Press("vragen:zonder:" + asked[0].id))
    assert len(editing(talk).left) == 60
    said(talk, Press("vragen:antwoord:" + asked[0].id))
    said(talk, Press("vragen:zin"))
    said(talk, Text("🎓" * 200))
    said(talk, Text("🎓" * ANSWER_CHARACTERS_MOST))
    assert len(editing(talk).answer) == ANSWER_CHARACTERS_MOST


def test_an_edited_message_changes_nothing(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    written(talk)
    before = topic(talk)
    talk.do(Edited("Ja."))
    assert (closed(talk), put(talk)) == ([], [])
    assert before != Editing()


# ── what is not right with it ─────────────────────────────────────────────────────────────────────────────────


def test_what_is_too_hard_is_remarked_and_may_stay(knowledge: Knowledge) -> None:
    hard = (
        "Overeenkomstig de toelatingsvoorwaarden van onderwijsinstellingen zijn gezelschapsdieren, onverminderd de uitzonderingsbepalingen"
        " betreffende geleidehonden, gedurende voorlichtingsbijeenkomsten uitgesloten van toegankelijkheid."
    )
    talk = desk(knowledge, *DOGS)
    seen = written(talk, answer=hard)
    assert "Kijk hier nog naar. Het mag zo blijven:" in seen
    assert "leest moeilijk" in seen
    said(talk, button(talk, "maak"))
    assert len(put(talk)) == 1


def test_who_may_be_recognised_is_asked_about(knowledge: Knowledge) -> None:
    seen = written(desk(knowledge, *DOGS), answer="Vraag het aan mevrouw Jansen in Ede, 0318 123456.")
    assert "is hier iemand te herkennen? Dit lijkt op een naam, plaats, adres of nummer: Jansen, Ede, 0318, 123456" in seen


def test_a_name_in_the_question_must_go_before_everybody_finds_it(knowledge: Knowledge) -> None:
    named = Asked("n" * 16, "Mag Fatima el Idrissi zeilen leren?", "ouder", DAY, waiting=(MOTHER,))
    talk = desk(knowledge, named)
    seen = written(talk, named, "Ja hoor.")
    assert "“Mag [naam] zeilen leren?”" in seen
    assert "Dit moet eerst anders:\n- er staat nog een woord tussen haken, zoals [naam]. Schrijf het zonder." in seen
    assert [one.label for one in talk.last_shown[:1]] == ["Stuur aan 1 mens"]
    forged = button(talk, "stuur").data.replace("stuur", "maak")
    assert "Er is intussen iets veranderd. Er is niets verstuurd." in said(talk, Press(forged))
    said(talk, Text("Wijzig vraag"))
    said(talk, Text("Mag mijn kind leren zeilen?"))
    said(talk, button(talk, "maak"))
    entry = read_addition("antwoord", put(talk)[0].yaml).entry
    assert entry is not None
    assert entry.also == ("Mag zeilen leren?",)
    assert "Fatima" in told(talk)[MOTHER]


def test_what_can_not_be_read_back_is_not_kept_for_everybody(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS, topic=Editing("kijk", asked=DOGS[0].id, answer="Nee."))
    seen = said(talk, Press("vragen:kijk"))
    assert "Dit moet eerst anders:" in seen
    assert not [one for one in talk.last_shown if one.press.startswith("vragen:maak")]


def test_where_there_is_an_answer_already_the_question_can_be_put_with_it(knowledge: Knowledge) -> None:
    talk = desk(knowledge, KNOWN)
    seen = written(talk, KNOWN, "Vraag het de mentor.")
    assert "Hoort bij: Wat is een loopbaandossier?" in seen
    said(talk, Text("Hoort bij: Wat is een loopbaandossier?"))
    assert editing(talk).answer == "Vraag het de mentor."
    assert "Vraag het de mentor." in said(talk, Text("Toch niet"))


# ── sent ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_goes_to_who_waits_only_and_is_known_to_nobody_else(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS, BOATS)
    written(talk)
    assert said(talk, button(talk, "stuur")).startswith("Verstuurd aan 2 mensen.\n\nEr is 1 vraag zonder antwoord.")
    assert set(told(talk)) == {MOTHER, SCHOOL}
    assert put(talk) == []
    assert [(one.ids, one.outcome, one.answer) for one in closed(talk)] == [(tuple(one.id for one in DOGS), "beantwoord", "")]
    assert topic(talk) == Editing()


def test_each_is_told_once_in_the_words_of_what_they_asked_last(knowledge: Knowledge) -> None:
    again = Asked("d4" * 8, "mag mijn hond ook mee naar de open dag", "ouder", date(2026, 2, 27), waiting=(MOTHER, FATHER))
    talk = desk(knowledge, *DOGS, again)
    written(talk)
    said(talk, button(talk, "maak"))
    assert sorted(told(talk)) == [MOTHER, FATHER, SCHOOL]
    assert told(talk)[MOTHER].startswith("U vroeg op 27 februari 2026: “mag mijn hond ook mee")


def test_an_answer_for_everybody_is_given_at_once(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    written(talk)
    assert "krijgt uw antwoord meteen" in said(talk, button(talk, "maak"))
    taken_up(talk, knowledge)
    asker = Talk(talk.knowledge, audience="ouder")
    assert f"{ANSWER}\n\n{EDITORS}" in said(asker, Text("mag mijn hond mee naar de open dag?"))


def test_a_button_of_before_a_change_sends_nothing(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    written(talk)
    before = button(talk, "maak")
    talk.shared = replace(talk.shared, asked=(*DOGS, replace(DOGS[0], id="n" * 16, waiting=(FATHER,))))
    assert "Er is intussen iets veranderd. Er is niets verstuurd. Kijk nog eens." in said(talk, before)
    assert (closed(talk), put(talk)) == ([], [])
    said(talk, button(talk, "maak"))
    assert sorted(told(talk)) == [MOTHER, FATHER, SCHOOL]


def test_of_two_editors_the_first_has_it_and_the_other_keeps_their_words(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS, BOATS)
    written(talk)
    talk.shared = replace(talk.shared, asked=(BOATS,))
    for event in (button(talk, "maak"), Press("vragen:tekst"), Press("vragen:kijk")):
        seen = said(replace_state(talk), event)
        assert seen.startswith("Deze vraag is intussen beantwoord of weggelegd. Er is niets verstuurd.\n\nU had dit getypt:\n" + ANSWER)
    seen = said(talk, Text("Nee, nooit, geen hond."))
    assert "Deze vraag is intussen beantwoord" in seen
    for press in ("toon", "antwoord", "weg", "los"):
        assert "Deze vraag is intussen beantwoord" in said(talk, Press(f"vragen:{press}:{DOGS[0].id}"))
    assert "Deze vraag is intussen beantwoord" in said(talk, Press(f"vragen:bij:{DOGS[0].id[:12]}:pta"))


def replace_state(talk: Talk) -> Talk:
    """Another who stands where this one does."""
    return Talk(talk.knowledge, state=talk.state, shared=talk.shared, last_shown=talk.last_shown)


def test_a_second_press_sends_nothing_again(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    written(talk)
    yes = button(talk, "maak")
    said(talk, yes)
    assert "Die knop past niet meer." in said(talk, yes)
    assert (closed(talk), put(talk), told(talk)) == ([], [], {})


def test_who_comes_back_to_the_same_question_finds_what_they_typed(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    written(talk)
    assert f"Nu staat er:\n{ANSWER}" in said(talk, Press("vragen:antwoord:" + DOGS[0].id))


def test_what_they_do_not_want_after_all_is_gone(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS, kept=(KEPT,))
    written(talk)
    said(talk, Text("Toch niet"))
    assert topic(talk) == Editing("vraag", asked=DOGS[0].id)
    said(talk, Press("vragen:voorstel:12:3"))
    assert "1 antwoord van een collega is bewaard." in said(talk, Text("Toch niet"))


# ── an answer that there is ───────────────────────────────────────────────────────────────────────────────────


def test_wordings_are_added_to_an_answer_and_who_waits_gets_it(knowledge: Knowledge) -> None:
    other = replace(KNOWN, id="o" * 16, text="hoe ziet zo'n loopbaandossier eruit", audience="school", waiting=(SCHOOL,))
    talk = desk(knowledge, KNOWN, other)
    said(talk, Press("vragen:toon:" + KNOWN.id))
    seen = said(talk, Text("Hoort bij: Wat is een loopbaandossier?"))
    assert seen.startswith(
        "U vroeg op 3 februari 2026: “hoe ziet een loopbaandossier eruit”\n\nIn een loopbaandossier houden leerlingen bij"
    )
    assert "Dan vindt LOB-gids dat antwoord ook met deze woorden:\n- hoe ziet een loopbaandossier eruit\n- hoe ziet zo'n" in seen
    assert "2 mensen krijgen het bericht hierboven." in seen
    assert "Wie het vanaf nu zo vraagt, krijgt het antwoord op “Wat is een loopbaandossier?”." in said(talk, Text("ja"))
    assert sorted(told(talk)) == [MOTHER, SCHOOL]
    assert [(one.entry, one.kind) for one in put(talk)] == [("loopbaandossier", "bewoording")]
    taken_up(talk, knowledge)
    entry = talk.knowledge.entry("loopbaandossier")
    assert entry is not None
    assert entry.also[-2:] == ("hoe ziet een loopbaandossier eruit", "hoe ziet zo'n loopbaandossier eruit")


def test_words_that_lead_there_already_are_not_added_again(knowledge: Knowledge) -> None:
    known = Asked("k" * 16, "Wat is een loopbaandossier", "ouder", DAY)
    talk = desk(knowledge, known)
    seen = said(talk, Press(f"vragen:bij:{known.id[:12]}:loopbaandossier"))
    assert "LOB-gids vindt dat antwoord al met deze woorden." in seen
    assert "Niemand krijgt bericht." in seen
    assert "De vraag is uit de lijst." in said(talk, Text("ja"))
    assert put(talk) == []
    assert len(closed(talk)) == 1


def test_a_yes_to_something_else_is_none(knowledge: Knowledge) -> None:
    talk = desk(knowledge, KNOWN)
    said(talk, Press(f"vragen:bij:{KNOWN.id[:12]}:loopbaandossier"))
    assert "Er is intussen iets veranderd." in said(talk, Press("vragen:bijja:1"))
    yes = button(talk, "bijja")
    talk.knowledge = knowledge.with_entries(())
    assert "Deze vraag is intussen beantwoord" in said(talk, yes)
    assert closed(talk) == []
    assert "Die knop past niet meer." in said(talk, Press(f"vragen:bij:{KNOWN.id[:12]}:loopbaandossier"))


def test_very_long_words_are_not_added(knowledge: Knowledge) -> None:
    story = Asked("s" * 16, "loopbaandossier " + "en dan nog iets anders " * 14, "ouder", DAY)
    assert "vindt dat antwoord al" in said(desk(knowledge, story), Press(f"vragen:bij:{story.id[:12]}:loopbaandossier"))


# ── put aside ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_waits_for_what_is_put_aside_hears_whom_to_ask(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    said(talk, Press("vragen:toon:" + DOGS[0].id))
    seen = said(talk, Text("Leg weg"))
    assert "Daar hebben wij helaas geen antwoord op.\n\nVraag het aan de mentor of de decaan van de school." in seen
    assert "2 mensen willen bericht, en lezen dan wat hierboven staat." in seen
    assert "De vraag is weggelegd.\n\nVerstuurd aan 2 mensen." in said(talk, Text("Ja, leg weg"))
    assert "de mentor of de decaan" in told(talk)[MOTHER]
    assert "info@expertisepuntlob.nl" in told(talk)[SCHOOL]
    assert {one.outcome for one in closed(talk)} == {"weggelegd"}
    assert talk.shared.asked == ()


def test_it_is_put_aside_as_it_was_seen(knowledge: Knowledge) -> None:
    talk = desk(knowledge, BOATS)
    assert "Niemand krijgt bericht." in said(talk, Press("vragen:weg:" + BOATS.id))
    assert "Er is intussen iets veranderd." in said(talk, Press("vragen:wegja:1"))
    yes = button(talk, "wegja")
    assert "leren jullie ook zeilen" in said(talk, Text("nee"))
    said(talk, Press("vragen:weg:" + BOATS.id))
    assert said(talk, yes).startswith("De vraag is weggelegd.\n\nEr zijn geen vragen")
    talk = desk(knowledge, topic=Editing("weg", asked=BOATS.id))
    assert "Deze vraag is intussen beantwoord" in said(talk, yes)


# ── at night ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_at_night_who_waits_is_told_in_the_morning_and_once(knowledge: Knowledge) -> None:
    again = Asked("d4" * 8, "mag mijn hond mee naar de open dag", "ouder", date(2026, 2, 27), waiting=(MOTHER,))
    talk = desk(knowledge, *DOGS, again)
    talk.now = NIGHT
    assert "Dat gaat op dinsdag 3 maart om 8.00 uur weg." in written(talk)
    assert said(talk, button(talk, "maak")).startswith("2 mensen krijgen het op dinsdag 3 maart om 8.00 uur.")
    assert told(talk) == {}
    assert [one for one in talk.effects if isinstance(one, Remind)] == [Remind("vragen:meld", datetime(2026, 3, 3, 7, 0, tzinfo=UTC))]
    assert talk.do(Due("vragen:meld")) == ()
    assert talk.reminders.keys() == {"vragen:meld"}
    talk.now = datetime(2026, 3, 3, 8, 0, tzinfo=MONDAY.tzinfo)
    assert talk.do(Due("vragen:meld")) == ()
    assert sorted(told(talk)) == [MOTHER, SCHOOL]
    assert told(talk)[MOTHER].startswith(f"U vroeg op 27 februari 2026: “mag mijn hond mee naar de open dag”\n\n{ANSWER}\n\n{EDITORS}")
    assert talk.shared.untold == ()
    assert talk.do(Due("vragen:meld")) == ()
    assert told(talk) == {}


def test_before_eight_it_is_told_today(knowledge: Knowledge) -> None:
    talk = desk(knowledge, KNOWN)
    talk.now = MONDAY.replace(hour=6)
    said(talk, Press(f"vragen:bij:{KNOWN.id[:12]}:loopbaandossier"))
    assert "1 mens krijgt het vandaag om 8.00 uur." in said(talk, Text("ja"))


def test_what_a_colleague_left_untold_goes_when_somebody_looks(knowledge: Knowledge) -> None:
    talk = desk(knowledge, untold=(Untold("u" * 16, MOTHER, DAY, "mag het", "Ja."),))
    said(talk, Press("vragen"))
    assert told(talk) == {MOTHER: "U vroeg op 3 februari 2026: “mag het”\n\nJa."}
    assert talk.shared.untold == ()


def test_who_is_no_editor_any_more_tells_nobody_in_the_morning(knowledge: Knowledge) -> None:
    talk = desk(knowledge, untold=(Untold("u" * 16, MOTHER, DAY, "mag het", "Ja."),), roles=())
    assert talk.do(Due("vragen:meld")) == ()
    assert told(talk) == {}
