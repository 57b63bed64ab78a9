"""What editors see of questions without an answer: the list, one question with those that ask the same, and who may look."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.editing import Editing
from dialogs.language import Command, Event, Location, Press, Text
from dialogs.memory import Home
from dialogs.proposal import Proposal
from dialogs.sharing import StaffRole
from dialogs.unanswered import Asked
from knowledge import Knowledge
from tests.dialogs.editors import BOATS, DAY, DOGS, KEPT, closed, desk, editing, live, put, said, topic
from tests.dialogs.laws import do

THINGS = (
    *("zeilen", "koken", "boksen", "lassen", "programmeren", "toneel", "judo", "fotografie", "paardrijden", "vissen", "wiskunde", "zingen"),
    *("metselen", "knippen", "dansen", "bloemen", "muziek", "robots", "schilderen", "timmeren", "voetbal", "bakken", "vliegen", "imkeren"),
    *("drummen", "yoga"),
)
MANY = tuple(Asked(f"{number:016}", f"{word} {number * 7919}", "", DAY) for number, word in enumerate(THINGS, 1))
"""Twenty-six that ask something else."""
ELSEWHERE = (
    Asked("e1" * 8, "wat kost een studie op het mbo", "ouder", DAY),
    Asked("e2" * 8, "wat kost een studie op het hbo", "ouder", DAY),
    Asked("e3" * 8, "wat kost een studie op het mbo niet", "ouder", DAY),
)


# ── the list ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_most_asked_stands_first_with_who_waits(knowledge: Knowledge) -> None:
    talk = desk(knowledge, BOATS, *DOGS)
    seen = said(talk, Command("vragen"))
    assert "Er zijn 4 vragen zonder antwoord." in seen
    assert "1. “mag mijn hond mee naar de open dag” (3 keer gevraagd, 2 mensen willen bericht)\n2. “leren jullie ook zeilen”\n" in seen
    assert "3 keer gevraagd, van 3 februari 2026 tot en met 2 maart 2026." in said(talk, Text("1"))
    assert "leren jullie ook zeilen" in said(talk, Press("vragen:toon:" + BOATS.id))


def test_home_leads_there_and_help_tells_of_it(knowledge: Knowledge) -> None:
    talk = desk(knowledge, BOATS)
    assert "Met /vragen ziet u welke vragen nog geen antwoord hebben." in said(talk, Text("/help"))
    assert "Er is 1 vraag zonder antwoord." in said(talk, Text("Vragen zonder antwoord"))
    assert "U bent bij de vragen zonder antwoord." in said(talk, Command("waar"))


def test_without_questions_it_says_so(knowledge: Knowledge) -> None:
    assert said(desk(knowledge), Text("vragen")) == "Er zijn geen vragen zonder antwoord.\n['Menu']"


def test_more_than_a_page_is_turned_and_numbers_mean_what_they_stand_at(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *MANY)
    assert "Bladzijde 1 van 4." in said(talk, Press("vragen"))
    second = said(talk, Text("volgende bladzijde"))
    assert "9. “paardrijden 71271”" in second
    assert "Vorige bladzijde" in second
    assert "“vissen 79190”" in said(talk, Text("10"))
    assert "Bladzijde 4 van 4." in said(talk, Press("vragen:blad:99"))
    assert "Volgende bladzijde" not in said(talk, Press("vragen:blad:4"))


def test_of_very_many_the_last_are_shown(knowledge: Knowledge) -> None:
    asked = tuple(Asked(f"{number:016}", "leren jullie ook zeilen", "", DAY) for number in range(500))
    assert "Dit zijn de laatste 500 vragen zonder antwoord." in said(desk(knowledge, *asked), Press("vragen"))


def test_a_long_question_is_cut_in_the_list_only(knowledge: Knowledge) -> None:
    text = "mijn kind wil graag leren zeilen en " + "heel " * 60 + "ver varen"
    talk = desk(knowledge, Asked("l" * 16, text, "", DAY))
    assert "ver varen" not in said(talk, Press("vragen"))
    assert "ver varen" in said(talk, Text("1"))


def test_kinds_of_school_numbers_and_denials_are_other_questions(knowledge: Knowledge) -> None:
    seen = said(desk(knowledge, *ELSEWHERE), Press("vragen"))
    assert [line[:2] for line in seen.splitlines() if line[1:2] == "."] == ["1.", "2.", "3."]


# ── one of them ───────────────────────────────────────────────────────────────────────────────────────────────


def test_one_tells_all_that_is_known_of_it(knowledge: Knowledge) -> None:
    unhelped = Asked("u" * 16, "mag mijn hond mee naar de open dag", "", DAY, unhelpful="loopbaandossier", nearest=("pta", "weg"))
    seen = said(desk(knowledge, *DOGS, unhelped), Press("vragen:toon:" + DOGS[1].id))
    assert "Door: niet gezegd (2), ouder (1), school (1)." in seen
    assert "2 mensen willen bericht" in seen
    assert "Ook zo gevraagd:\n- “mag de hond mee naar de open dag?”" in seen
    assert "Dit antwoord hielp niet: “Wat is een loopbaandossier?”." in seen
    assert "Deze antwoorden komen het dichtst in de buurt:" in seen
    assert seen.count("Hoort bij: ") == 3


def test_one_that_was_asked_once_is_told_shortly(knowledge: Knowledge) -> None:
    seen = said(desk(knowledge, BOATS), Press("vragen:toon:" + BOATS.id))
    assert "1 keer gevraagd, op 3 februari 2026." in seen
    assert "Niemand wacht op bericht." in seen
    assert "Niet alles is dezelfde vraag" not in seen


def test_what_is_known_by_now_is_told(knowledge: Knowledge) -> None:
    known = Asked("k" * 16, "wat is een loopbaandossier", "", DAY)
    assert "Wie dit nu vraagt, krijgt dit antwoord: “Wat is een loopbaandossier?”." in said(
        desk(knowledge, known), Press("vragen:toon:" + known.id)
    )


def test_where_nothing_is_known_nothing_comes_near(knowledge: Knowledge) -> None:
    seen = said(desk(knowledge.with_entries(()), BOATS), Press("vragen:toon:" + BOATS.id))
    assert "in de buurt" not in seen
    assert "Hoort bij" not in seen


def test_of_many_wordings_the_most_said_are_shown(knowledge: Knowledge) -> None:
    words = ("aan", "bij", "de", "een", "het", "met", "op", "uit", "van", "voor", "zo")
    asked = tuple(Asked(f"{number:016}", f"zeilen leren {word}", "", DAY) for number, word in enumerate(words))
    again = Asked("f" * 16, "zeilen leren het", "", date(2026, 2, 9))
    other = Asked("g" * 16, "zeilen leren voor", "", date(2026, 2, 9))
    seen = said(desk(knowledge, *asked, again, other), Press("vragen:toon:" + again.id))
    assert "“zeilen leren het”\n\n13 keer" in seen
    assert "- “zeilen leren voor” (2 keer)" in seen
    assert "- en nog 2" in seen


# ── which of them ask something else ──────────────────────────────────────────────────────────────────────────


def test_what_asks_something_else_is_left_out_and_stays_in_the_list(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS, BOATS)
    said(talk, Press("vragen:toon:" + DOGS[0].id))
    seen = said(talk, Text("Niet alles is dezelfde vraag"))
    assert "1. “mag mijn hond mee naar de open dag” (2 keer)\n2. “mag de hond mee naar de open dag?”" in seen
    assert "1 vraag doet niet mee." in said(talk, Text("Zonder 2"))
    assert editing(talk).left == (DOGS[1].id,)
    seen = said(talk, Text("Klaar"))
    assert "1 vraag doet niet mee." in seen
    assert "2 keer gevraagd" in seen
    said(talk, Text("Geef antwoord"))
    said(talk, Text("Nee."))
    said(talk, Press(next(one.press for one in talk.last_shown if one.press.startswith("vragen:stuur:"))))
    assert [one.ids for one in closed(talk)] == [(DOGS[0].id, DOGS[2].id)]
    assert [one.id for one in talk.shared.asked] == [DOGS[1].id, BOATS.id]


def test_all_of_them_can_come_back_and_one_always_stays(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS)
    said(talk, Press("vragen:los:" + DOGS[0].id))
    said(talk, Text("Zonder 1"))
    assert editing(talk).left == (DOGS[0].id, DOGS[2].id)
    assert "Zonder" not in said(talk, Press("vragen:zonder:" + DOGS[1].id)).replace("Zonder uw", "")
    assert editing(talk).left == (DOGS[0].id, DOGS[2].id)
    said(talk, Press("vragen:zonder:" + BOATS.id))
    said(talk, Text("Neem alles weer mee"))
    assert editing(talk).left == ()


def test_no_more_is_left_out_than_can_be_remembered(knowledge: Knowledge) -> None:
    asked = tuple(Asked(f"{number:016}", "leren jullie ook zeilen", "", DAY) for number in range(61))
    talk = desk(knowledge, *asked, Asked("z" * 16, "leren jullie ook zeilen nou", "", DAY))
    said(talk, Press("vragen:los:" + asked[0].id))
    said(talk, Press("vragen:zonder:" + asked[0].id))
    assert editing(talk).left == ()


# ── who may look ──────────────────────────────────────────────────────────────────────────────────────────────

PLACES = (
    Editing(),
    Editing("vraag", asked=DOGS[0].id),
    Editing("antwoord", asked=DOGS[0].id, question="Mag mijn hond mee?"),
    Editing("kijk", asked=DOGS[0].id, question="Mag mijn hond mee?", answer="Nee."),
    Editing("eigen"),
    Editing("ons", live=1),
    Editing("bewaard"),
)
PRESSES = (
    *("vragen", "vragen:blad:1", "vragen:bewaard:1", "vragen:eigen:1", "vragen:ons:1", "vragen:trekin:1", "vragen:intrekken:1"),
    *("vragen:wijzig:1", "vragen:voorstel:12:3", *(f"vragen:{verb}:{DOGS[0].id}" for verb in ("toon", "los", "weg", "antwoord", "zonder"))),
    *("vragen:maak:1", "vragen:stuur:1", "vragen:bijja:1", "vragen:wegja:1", f"vragen:bij:{DOGS[0].id[:12]}:pta"),
)


@pytest.mark.parametrize("role", ["medewerker", "contact", ""])
@pytest.mark.parametrize("place", PLACES, ids=repr)
def test_who_is_no_editor_any_more_sees_and_does_nothing(knowledge: Knowledge, place: Editing, role: StaffRole | str) -> None:
    own = live(1, "- id: eigen-zwemmen\n  vraag: Mag ik zwemmen met mijn hond?\n  antwoord: Nee, geen hond.\n")
    roles: tuple[StaffRole, ...] = (role,) if role else ()  # type: ignore[assignment]
    typed: tuple[Event, ...] = (Command("waar"), Command("herhaal"), Text("1"), Text("Nee."), Command("vragen"))
    for event in (*typed, *map(Press, PRESSES)):
        talk = desk(knowledge, *DOGS, topic=place, roles=roles, live=(own,), kept=(KEPT,))
        before = talk.shared
        assert "hond" not in said(talk, event)
        assert talk.shared == before
        assert not closed(talk)
        assert not put(talk)


def test_what_they_look_at_may_be_gone(knowledge: Knowledge) -> None:
    for place in PLACES[1:4]:
        talk = desk(knowledge, BOATS, topic=place)
        assert "hond" not in said(talk, Command("waar"))
    seen = said(desk(knowledge, topic=Editing("kijk", live=1, question="Mag het?", answer="Nee.")), Command("herhaal"))
    assert "Dit is intussen veranderd of ingetrokken. Er is niets bewaard.\n\nU had dit getypt:\nNee." in seen


@pytest.mark.parametrize(
    "data",
    ["vragen:dansen:1", "vragen:maak:1", "vragen:niet", "vragen:kijk", f"vragen:blad:{'9' * 10}", "vragen:eigen:x", "vragen:voorstel:x:1"],
)
def test_a_button_of_before_shows_the_list(knowledge: Knowledge, data: str) -> None:
    talk = desk(knowledge, *DOGS)
    assert said(talk, Press(data)).startswith("Die knop past niet meer. Zo staat het nu.\n\nEr zijn 3 vragen")
    assert topic(talk) == Editing()


def test_a_press_that_only_begins_so_is_none_of_theirs(knowledge: Knowledge) -> None:
    assert "Die knop doet het niet meer." in said(desk(knowledge, *DOGS), Press("vragen:12:hond"))


def test_a_word_of_everywhere_leads_away(knowledge: Knowledge) -> None:
    talk = desk(knowledge, *DOGS, topic=PLACES[2])
    said(talk, Text("menu"))
    assert topic(talk) == Home()
    talk = desk(knowledge, *DOGS, topic=PLACES[2])
    assert "Er zijn 3 vragen" in said(talk, Text("Alle vragen"))


# ── what colleagues answered ──────────────────────────────────────────────────────────────────────────────────


def test_kept_answers_are_a_list_of_their_own(knowledge: Knowledge) -> None:
    kept = tuple(Proposal(number, 1, f"Vraag {number}?", "Ja.", "bewaard") for number in range(1, 10))
    talk = desk(knowledge, kept=kept)
    said(talk, Press("vragen"))
    seen = said(talk, Text("Bewaarde antwoorden van collega's (9)"))
    assert "9 antwoorden van collega's zijn bewaard." in seen
    assert "8. Vraag 8?" in seen
    assert "9. Vraag 9?" in said(talk, Text("Volgende bladzijde"))
    assert "Er zijn geen bewaarde antwoorden van collega's." in said(desk(knowledge), Press("vragen:bewaard:1"))


def test_silence_after_an_event_of_nobody(knowledge: Knowledge) -> None:
    """A place shared while an answer is to be typed."""
    assert do(desk(knowledge, *DOGS, topic=PLACES[2]), Location(52.0, 5.0))
