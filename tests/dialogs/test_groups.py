"""One answer to several, drafts and proposals as pure turns: what someone looked at is gone, and buttons that mean nothing."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dialogs.language import Press, Text
from dialogs.memory import Answering, Drafting, Grouping, Home, Proposing, Tending, read
from dialogs.proposal import NOTHING_NAMED, Named, named_in_press, named_in_text
from dialogs.ticket import Draft, DropDraft, Message, Write
from knowledge import Knowledge
from tests.dialogs.test_tickets import CARLA, CAS, HELD, OPEN, carla

SAME = (replace(OPEN, id=3, asker=11), replace(OPEN, id=5, asker=12), replace(OPEN, id=8, asker=13))
TYPED = Draft(7, "Dat is gratis.")


def test_when_all_of_a_group_are_gone_its_page_is_the_list(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Grouping((3, 5)), *(replace(one, holder=CAS) for one in SAME))
    assert talk.say("herhaal")[0].text.startswith("Open vragen: 3.")


@pytest.mark.parametrize("press", ["groep:zonder:3", "groep:anders", "groep:ja:7:3"])
def test_a_button_of_a_group_that_is_gone_drops_what_was_typed(knowledge: Knowledge, press: str) -> None:
    taken = tuple(replace(one, holder=CAS) for one in SAME)
    talk = carla(knowledge, Grouping((3, 5), draft=7), *taken, drafts=(TYPED,))
    (said,) = talk.do(Press(press))
    assert said.text.startswith("Deze vragen zijn intussen gesloten of van een collega. Er is niets verstuurd.")
    assert [one.turn for one in talk.effects if isinstance(one, DropDraft)]
    assert not any(isinstance(one, Write) for one in talk.effects)
    assert isinstance(read(talk.state).topic, Tending)


@pytest.mark.parametrize("press", ["groep:ja:7:0", "groep:ja:7:9", "groep:ja:8:3"])
def test_a_yes_that_names_none_or_others_sends_nothing(knowledge: Knowledge, press: str) -> None:
    talk = carla(knowledge, Grouping((3, 5), draft=7), *SAME, drafts=(TYPED,))
    assert talk.do(Press(press))[0].text.startswith("De keuze is intussen anders.")
    assert not any(isinstance(one, Write) for one in talk.effects)


@pytest.mark.parametrize("press", ["groep:begin:x", "groep:ja:7:99999999999999999999", "groep:terug:"])
def test_a_button_that_is_none_of_ours_changes_nothing(knowledge: Knowledge, press: str) -> None:
    talk = carla(knowledge, Grouping((3, 5), draft=7), *SAME, drafts=(TYPED,))
    assert talk.do(Press(press))
    assert not any(isinstance(one, Write | DropDraft) for one in talk.effects)


def test_a_text_where_nothing_is_left_to_answer_is_not_taken(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Grouping((3, 5)), *(replace(one, holder=CAS) for one in SAME))
    assert "Er is niets verstuurd." in talk.do(Text("Dat is gratis."))[0].text


def test_a_long_question_is_shortened_in_the_list(knowledge: Knowledge) -> None:
    long = tuple(replace(one, question="Wat kost dat? " * 20) for one in SAME)
    assert " …\n" in carla(knowledge, Grouping((3, 5, 8)), *long).seen.text


def test_a_draft_of_a_question_that_is_gone_is_the_page_of_the_list(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Drafting(12, "loopbaandossier", 1))
    assert talk.say("herhaal")[0].text.startswith("Er zijn geen open vragen voor u.")


def test_a_proposal_of_who_holds_nothing_any_more_is_the_list(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Proposing(12, 1, 1), OPEN)
    assert talk.say("herhaal")[0].text.startswith("Open vragen: 1.")


def test_after_taking_back_all_the_person_is_where_they_were(knowledge: Knowledge) -> None:
    said = replace(HELD, messages=(Message(1, CARLA, "Dat mag.", batch=4),))
    talk = carla(knowledge, Home(), said)
    assert talk.do(Press("groep:terug:4"))[0].text.startswith("Teruggenomen bij vraag 12.")
    for batch in (0, 5):
        assert talk.do(Press(f"groep:terug:{batch}"))[0].text.startswith("Die knop doet het niet meer.")


def test_who_types_beside_a_proposal_answers_its_question(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Proposing(12, 1, 1), replace(HELD, messages=(Message(1, CARLA, "Dat mag."),)))
    talk.do(Text("En nog iets."))
    assert [one.message.text for one in talk.effects if isinstance(one, Write)] == ["En nog iets."]
    assert isinstance(read(talk.state).topic, Answering)


@pytest.mark.parametrize(
    ("named", "found"),
    [
        (named_in_press("stel:bewaar:12:3"), (12, 3)),
        (named_in_press("stel:bewaar:0:3"), NOTHING_NAMED),
        (named_in_press("stel:bewaar:12"), NOTHING_NAMED),
        (named_in_press("stel:bewaar:1234567890:3"), NOTHING_NAMED),
        (named_in_text("Wijs voorstel 12.3 af"), (12, 3)),
        (named_in_text("Wijs voorstel 12 af"), NOTHING_NAMED),
    ],
)
def test_a_proposal_is_named_by_question_and_message(named: Named, found: Named) -> None:
    assert named == found
