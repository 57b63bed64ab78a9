"""Codes that give a role, and a medewerker who sees and revokes; in anybody else's hands none of it does anything."""

from __future__ import annotations

import pytest

from dialogs.language import Command, Event, Pass, Press, Say, Text
from dialogs.memory import Home, Managing, read
from dialogs.roles import MISSES_MOST, code_in
from dialogs.sharing import Code, Join, Member, Miss, Revoke, Role, Shared
from knowledge import Knowledge
from tests.talk import MONDAY, Talk

CODE = "7KQF2MXW9RTD"
BOSS, EDITOR, GELDERLAND = Role("medewerker"), Role("redactie"), Role("contact", "gelderland")
ANNA = Member(1, "telegram", BOSS, "Anna", MONDAY)
BERT = Member(2, "matrix", BOSS, "", MONDAY)
CARLA = Member(3, "telegram", GELDERLAND, "Carla", MONDAY)


def boss(knowledge: Knowledge, *members: Member) -> Talk:
    return Talk(knowledge, audience="school", shared=Shared((BOSS,), members or (ANNA, BERT, CARLA)))


# ── a code, in whatever way it is given ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "event",
    [
        Command("start", "koppel_7KQF2MXW9RTD"),
        Command("koppel", "7kqf-2mxw-9rtd"),
        Text("koppel 7KQF-2MXW-9RTD"),
        Text("Koppel: 7kqf 2mxw 9rtd"),
        Text(" koppel_7KQF2MXW9RTD "),
    ],
)
def test_a_code_is_heard_however_it_is_given(event: Event) -> None:
    assert code_in(event) == CODE


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    assert code_in(Text("koppel o1IL-aaaa-bbbb")) == "0111AAAABBBB"


@pytest.mark.parametrize("event", [Text("koppel"), Text("hoe koppel ik dit aan school?"), Command("start", "scan"), Press("koppel_1")])
def test_anything_else_is_no_code(event: Event) -> None:
    assert code_in(event) == ""


@pytest.mark.parametrize(
    ("role", "words"), [(BOSS, "medewerker"), (EDITOR, "redactie"), (GELDERLAND, "contactpersoon voor Gelderland")], ids=str
)
def test_a_good_code_gives_its_role(knowledge: Knowledge, role: Role, words: str) -> None:
    talk = Talk(knowledge, shared=Shared(code=Code(role, "Carla")))
    (said,) = talk.say("koppel 7KQF-2MXW-9RTD")
    assert said.text == f"Dit account is nu gekoppeld als {words}."
    assert Join(CODE, role, "Carla") in talk.effects


def test_a_region_that_is_gone_is_called_by_its_id(knowledge: Knowledge) -> None:
    talk = Talk(knowledge, shared=Shared(code=Code(Role("contact", "atlantis"))))
    assert talk.say("koppel 7KQF-2MXW-9RTD")[0].text.endswith("contactpersoon voor atlantis.")


def test_a_code_that_does_not_work_says_so_and_is_counted(knowledge: Knowledge) -> None:
    talk = Talk(knowledge, shared=Shared(code=Code(None, tries=MISSES_MOST - 1)))
    (said,) = talk.do(Command("start", "koppel_AAAABBBBCCCC"))
    assert said.text.startswith("Deze code werkt niet.")
    assert Miss() in talk.effects


def test_who_tries_too_often_is_not_looked_at_even_with_a_good_code(knowledge: Knowledge) -> None:
    talk = Talk(knowledge, shared=Shared(code=Code(BOSS, tries=MISSES_MOST)))
    (said,) = talk.say("koppel 7KQF-2MXW-9RTD")
    assert said.text.startswith("U hebt te vaak een code getypt")
    assert not any(isinstance(effect, Join | Miss) for effect in talk.effects)


# ── who has which role ────────────────────────────────────────────────────────────────────────────────────────


def test_home_leads_a_medewerker_to_the_list(knowledge: Knowledge) -> None:
    talk = boss(knowledge)
    talk.say("/menu")
    (said,) = talk.press("Wie heeft welke rol")
    assert said.text.splitlines() == [
        "Deze accounts zijn gekoppeld:",
        "1. medewerker, via Telegram, sinds 2 maart 2026 (Anna)",
        "2. medewerker, via Matrix, sinds 2 maart 2026",
        "3. contactpersoon voor Gelderland, via Telegram, sinds 2 maart 2026 (Carla)",
    ]


def test_a_role_is_revoked_after_a_yes_and_who_had_it_is_told(knowledge: Knowledge) -> None:
    talk = boss(knowledge)
    talk.say("/rollen")
    (asked,) = talk.press("Koppeling 3 intrekken")
    assert asked.text.startswith("Wilt u deze koppeling intrekken? contactpersoon voor Gelderland")
    (said,) = talk.say("ja")
    assert Revoke(CARLA) in talk.effects
    (told,) = [effect for effect in talk.effects if isinstance(effect, Pass)]
    assert told.person == CARLA.person
    assert isinstance(told.say, Say)
    assert told.say.text.startswith("U bent niet meer gekoppeld als contactpersoon voor Gelderland.")
    assert said.text.startswith("De koppeling is ingetrokken.")
    assert "Carla" not in said.text


def test_a_no_leaves_everything(knowledge: Knowledge) -> None:
    talk = boss(knowledge)
    talk.do(Press("rol:weg:3.contact.gelderland"))
    talk.say("nee")
    assert not any(isinstance(effect, Revoke) for effect in talk.effects)
    assert read(talk.state).topic == Managing()


def test_the_last_medewerker_stays(knowledge: Knowledge) -> None:
    talk = boss(knowledge, ANNA, CARLA)
    (said,) = talk.do(Press("rol:ja:1.medewerker."))
    assert said.text.startswith("Dit is de enige medewerker.")
    assert not any(isinstance(effect, Revoke) for effect in talk.effects)


def test_where_am_i_says_what_is_looked_at(knowledge: Knowledge) -> None:
    talk = boss(knowledge)
    talk.say("/rollen")
    assert talk.say("waar ben ik")[0].text.startswith("U kijkt wie welke rol heeft.")


def test_who_is_gone_meanwhile_can_not_be_revoked(knowledge: Knowledge) -> None:
    talk = boss(knowledge)
    talk.do(Press("rol:weg:3.contact.gelderland"))
    talk.shared = Shared((BOSS,), (ANNA, BERT))
    assert talk.seen.text.startswith("Deze accounts zijn gekoppeld:")
    for press in ("rol:weg:3.contact.gelderland", "rol:ja:3.contact.gelderland", "rol:ja:", "rol:weg:x"):
        (said,) = talk.do(Press(press))
        assert said.text.startswith("Die knop doet het niet meer.")
        assert not any(isinstance(effect, Revoke | Pass) for effect in talk.effects)


# ── in anybody else's hands ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("roles", [(), (EDITOR,), (GELDERLAND,)], ids=["an outsider", "redactie", "a contact"])
@pytest.mark.parametrize(
    "event", [Command("rollen"), Press("rollen"), Press("rol:weg:3.contact.gelderland"), Press("rol:ja:1.medewerker.")]
)
def test_nobody_else_can_do_it(knowledge: Knowledge, roles: tuple[Role, ...], event: Event) -> None:
    talk = Talk(knowledge, audience="school", shared=Shared(roles))
    (said,) = talk.do(event)
    assert not any(isinstance(effect, Revoke | Pass) for effect in talk.effects)
    assert read(talk.state).topic == Home()
    assert "gekoppeld" not in said.text
    assert "rollen" not in {button.press for row in said.buttons for button in row}


def test_who_was_a_medewerker_until_now_is_sent_home(knowledge: Knowledge) -> None:
    talk = boss(knowledge)
    talk.do(Press("rol:weg:3.contact.gelderland"))
    talk.shared = Shared()
    assert "Carla" not in talk.seen.text
    talk.say("ja")
    assert not any(isinstance(effect, Revoke) for effect in talk.effects)
