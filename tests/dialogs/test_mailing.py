"""A question that goes to a contact by mail, as pure turns: to whom, exactly what, and what is asked and erased afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from dialogs.fitting import UNITS_MOST, units
from dialogs.language import Command, Due, Event, Pass, Press, Remind, Say, Text, Unremind
from dialogs.letter import AskWhether, CloseLetter, Letter, Post, letter_of
from dialogs.memory import Answering, Conversation, Handing, Home, Mailed, Referring, Relaying, Scanning, Topic, read, write
from dialogs.sharing import Role, Shared
from dialogs.ticket import Answerer, Hand, Ticket
from knowledge import Knowledge
from knowledge.places.candidate import Candidate
from tests.dialogs.laws import do
from tests.dialogs.test_tickets import BOTH, EDE, HELD
from tests.letters.content import GENERAL, REUS, SINCE, known
from tests.talk import AMSTERDAM, MONDAY, Talk

ASKER, BOSS = 1, 9
QUESTION, MINE = "Wie komt bij ons langs?", "decaan@school.invalid"
DESK = (Answerer(BOSS, ""),)
KNOWN = known()
ZWOLLE = Candidate("Zwolle", "Zwolle", "Overijssel")
LETTER = Letter(turn=7, region="gelderland", to=REUS, content="Van: school", made=MONDAY, status="sent")
READY = Handing(QUESTION, email=MINE, to=REUS)


def talk_at(topic: Topic, *letters: Letter, knowledge: Knowledge = KNOWN, **more: object) -> Talk:
    shared = replace(Shared(me=ASKER, letters=letters), **more)
    return Talk(knowledge, state=write(Conversation(topic)), audience="school", where=EDE, shared=shared, mails=True)


def topic_of(talk: Talk) -> Topic:
    return read(talk.state).topic


def passed(talk: Talk) -> list[Pass]:
    return [effect for effect in talk.effects if isinstance(effect, Pass)]


def posted(talk: Talk) -> list[Post]:
    return [effect for effect in talk.effects if isinstance(effect, Post)]


def texts(said: tuple[Say, ...]) -> str:
    return "\n----\n".join(one.text for one in said)


# ── which way it goes ─────────────────────────────────────────────────────────────────────────────────────────

LINKED = (Answerer(2, "gelderland"),)
WAYS = [
    (known(), (), "mail"),
    (known(), DESK, "mail"),
    (known(), LINKED + DESK, "chat"),
    (known(), (Answerer(ASKER, "gelderland"),), "mail"),
    (known(gelderland=""), DESK, "desk"),
    (known(gelderland=""), (), "nobody"),
    (known(gelderland="bot_mag_mailen_sinds: 2026-03-03"), (), "nobody"),
    (known(gelderland="bot_mag_mailen_sinds: 2026-03-02"), (), "mail"),
    (known(gelderland=SINCE + ", afwezig: [{van: 2026-03-01, tot: 2026-03-09}]"), (), "nobody"),
]


@pytest.mark.parametrize(("knowledge", "answering", "way"), WAYS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_linked_contact_goes_before_mail_and_mail_before_the_desk(
    knowledge: Knowledge, answering: tuple[Answerer, ...], way: str
) -> None:
    talk = talk_at(Handing(QUESTION), knowledge=knowledge, answering=answering)
    ways = {"mail": "Naar welk e-mailadres mag het antwoord?", "chat": "de contactpersoon voor Gelderland:", "desk": "een medewerker:"}
    if way == "nobody":
        assert "door" not in [button.press for button in talk_at(Referring(), knowledge=knowledge, answering=answering).seen.buttons[0]]
        assert topic_of(talk) == Handing(QUESTION)
        assert talk.say("herhaal")
        assert topic_of(talk) == Home()
    else:
        assert ways[way] in talk.seen.text


@pytest.mark.parametrize(("answering", "mails"), [((), True), (DESK, False)])
def test_the_general_address_is_mailed_only_where_no_medewerker_can_answer(answering: tuple[Answerer, ...], mails: bool) -> None:
    talk = talk_at(Handing(QUESTION), knowledge=known(general=SINCE), answering=answering)
    talk.where = ZWOLLE
    assert ("Naar welk e-mailadres" in talk.seen.text) == mails
    if mails:
        do(talk, Text(MINE))
        assert f"aan Voorbeeldpunt, algemeen adres: {GENERAL}" in talk.seen.text


def test_without_a_mail_server_nothing_is_mailed() -> None:
    talk = talk_at(Referring())
    assert "door" in [button.press for row in talk.seen.buttons for button in row]
    talk.mails = False
    assert "door" not in [button.press for row in talk.seen.buttons for button in row]


@pytest.mark.parametrize("audience", ["ouder", "leerling"])
def test_parents_and_pupils_are_never_mailed_for(audience: str) -> None:
    for topic in (Home(), Referring(question=QUESTION), Handing(QUESTION), READY):
        for event in (Press("door"), Press("door:ja"), Text(MINE), Text("ja"), Press("contact")):
            talk = talk_at(topic)
            talk.audience = audience  # type: ignore[assignment]
            talk.do(event)
            assert posted(talk) == []
            assert "mail" not in talk.seen.text.lower()


def test_as_shipped_nobody_may_be_mailed(knowledge: Knowledge) -> None:
    contacts = knowledge.contacts
    everyone = [contacts.general, *(one for region in contacts.regions for one in region.contacts)]
    assert [one.id for one in everyone if one.may_mail_since] == []
    assert not talk_at(Handing(QUESTION), knowledge=knowledge).seen.text.startswith("Uw vraag kan per e-mail")


# ── nothing without a yes under what is sent ──────────────────────────────────────────────────────────────────


def test_the_address_is_asked_and_then_everything_is_shown_that_is_sent() -> None:
    talk = talk_at(Referring(question=QUESTION))
    (asked,) = do(talk, Press("door"))
    assert asked.text.startswith("Uw vraag kan per e-mail naar de contactpersoon voor Gelderland.")
    assert "Dit adres gebruiken wij alleen voor het antwoord." in asked.text
    (shown,) = do(talk, Text(f"dat is {MINE.upper()} hoor"))
    assert posted(talk) == []
    assert shown.text.startswith(f"Deze e-mail sturen wij aan de contactpersoon voor Gelderland: {REUS}")
    assert "Het antwoord komt per e-mail, niet hier." in shown.text
    (said,) = talk.do(Press("door:ja"))
    (post,) = posted(talk)
    assert (post.to, post.reply_to, post.region) == (REUS, "DECAAN@school.invalid", "gelderland")
    assert f"Onderwerp: {post.subject}\nAntwoord naar: {post.reply_to}\n\n{post.text}\n\n" in shown.text
    assert post.content == f"Van: school, Ede (Gelderland)\nVraag: {QUESTION}"
    assert post.content in post.text
    assert "Het antwoord komt per e-mail, niet hier." in said.text
    assert post.reply_to not in said.text
    assert topic_of(talk) == Mailed(talk.turns)
    assert not any(isinstance(effect, Hand | Pass) for effect in talk.effects)


@pytest.mark.parametrize("event", [Text("1"), Text("ja"), Text("Ja, stuur door"), Press("door:ja")], ids=repr)
def test_a_yes_in_any_way_is_one(event: Event) -> None:
    talk = talk_at(READY)
    talk.do(event)
    assert len(posted(talk)) == 1


@pytest.mark.parametrize(
    "event", [*map(Text, ("nee", "2", "3", MINE, "x@y.nl", "hm")), Press("door"), Press("door:anders"), Command("menu")], ids=repr
)
def test_all_else_is_none(event: Event) -> None:
    talk = talk_at(READY)
    do(talk, event)
    assert posted(talk) == []


def test_what_is_no_address_is_asked_again_and_not_kept() -> None:
    talk = talk_at(Handing(QUESTION))
    for text in ("decaan apenstaart school", "een@twee.nl of drie@vier.nl", "1234567890 5"):
        (said,) = do(talk, Text(text))
        assert said.text.startswith("Hier lezen wij geen e-mailadres in.")
        assert topic_of(talk) == Handing(QUESTION)
    do(talk, Text("Niet sturen"))
    assert topic_of(talk) == Home()


def test_the_address_can_be_changed_and_the_question_too() -> None:
    talk = talk_at(READY)
    do(talk, Text("ander@school.invalid"))
    assert topic_of(talk) == Handing(QUESTION, email="ander@school.invalid", to=REUS)
    do(talk, Text("Toch iets anders."))
    assert topic_of(talk) == Handing("Toch iets anders.", email="ander@school.invalid", to=REUS)
    do(talk, Press("door:adres"))
    assert topic_of(talk) == Handing("Toch iets anders.")
    do(talk, Text(MINE))
    do(talk, Press("door:anders"))
    assert topic_of(talk) == Handing("", email=MINE)
    do(talk, Text(QUESTION))
    assert topic_of(talk) == READY


def test_an_address_in_another_question_is_part_of_it() -> None:
    talk = talk_at(READY)
    do(talk, Text("Mag ik mailen naar x@y.nl over de scan?"))
    assert topic_of(talk) == replace(READY, question="Mag ik mailen naar x@y.nl over de scan?")


OTHERS = [
    ({"to": "vorige@voorbeeld.invalid"}, (), "Deze e-mail sturen wij"),
    ({"email": "", "to": ""}, (), "Uw vraag kan per e-mail"),
    ({}, LINKED, "Dit sturen wij aan de contactpersoon voor Gelderland:"),
]


@pytest.mark.parametrize(("before", "answering", "says"), OTHERS)
def test_what_would_go_another_way_than_they_saw_is_shown_first(before: dict[str, str], answering: tuple[Answerer, ...], says: str) -> None:
    talk = talk_at(replace(READY, **before), answering=answering)
    (said,) = do(talk, Press("door:ja"))
    assert said.text.startswith(says)
    assert not any(isinstance(effect, Post | Hand) for effect in talk.effects)
    if not before:
        assert topic_of(talk) == Handing(QUESTION)


def test_the_result_of_a_scan_goes_along_only_when_they_choose_so() -> None:
    from dialogs.here import Here  # noqa: PLC0415 (only this test makes a page by hand)
    from dialogs.tickets import handing  # noqa: PLC0415

    talk = talk_at(READY)
    page = handing.view(replace(READY, run="r1"), Here(KNOWN, talk.here.facts), lambda _: "Beleid: 3 van 4")
    assert page
    assert "Beleid" not in page.text
    assert "door:scan" in [button.press for row in page.buttons for button in row]
    page = handing.view(replace(READY, run="r1", scan=True), Here(KNOWN, talk.here.facts), lambda _: "Beleid: 3 van 4")
    assert page
    assert "Beleid: 3 van 4" in page.text
    assert "door:zonder" in [button.press for row in page.buttons for button in row]


def test_the_longest_question_is_shown_whole() -> None:
    talk = talk_at(replace(READY, question="🎓" * 1_500))
    said = do(talk, Text("herhaal"))
    assert sum(one.text.count("🎓") for one in said) == 1_500
    assert all(units(one.text) <= UNITS_MOST for one in said)


def test_distress_is_answered_and_goes_nowhere() -> None:
    for topic in (Handing(QUESTION), READY):
        talk = talk_at(topic)
        (said,) = do(talk, Text("ik wil dood"))
        assert talk.effects == (said,)


def test_no_more_than_three_are_open() -> None:
    letters = [replace(LETTER, turn=number) for number in (1, 2, 3)]
    assert texts(do(talk_at(Home(), *letters), Press("door"))).startswith("U hebt al 3 vragen openstaan.")


# ── when it is on its way ─────────────────────────────────────────────────────────────────────────────────────

PAGES = [
    (replace(LETTER, status="waiting"), "De e-mail is nog niet weg"),
    (LETTER, "is per e-mail verstuurd aan de contactpersoon voor Gelderland"),
    (replace(LETTER, asked=MONDAY), "Hebt u antwoord gekregen?"),
]


@pytest.mark.parametrize(("letter", "says"), PAGES)
def test_home_leads_to_how_it_stands(letter: Letter, says: str) -> None:
    talk = talk_at(Home(), letter)
    do(talk, Text("menu"))
    (said,) = do(talk, Text("Mijn e-mail van 2 maart 2026"))
    assert says in said.text
    assert topic_of(talk) == Mailed(7)
    assert "U bekijkt een vraag die per e-mail gaat." in do(talk, Text("waar ben ik"))[0].text
    assert ("Ik heb geen antwoord" in [button.label for button in talk.last_shown]) == bool(letter.asked)


@pytest.mark.parametrize("verb", ["ja", "weg"])
def test_the_asker_closes_it_and_it_is_erased(verb: str) -> None:
    talk = talk_at(Mailed(7), LETTER)
    (said,) = talk.do(Press(f"brief:{verb}:7"))
    assert {CloseLetter(7), Unremind("brief:7")} <= set(talk.effects)
    assert "Uw e-mailadres is gewist." in said.text


@pytest.mark.parametrize("press", ["brief:ja:8", "brief:nee:7", "brief:dans:7", "brief:ja", "brief:ja:x", "brief:ja:7:8"])
def test_a_button_of_no_open_letter_does_nothing(press: str) -> None:
    talk = talk_at(Home(), LETTER)
    (said,) = do(talk, Press(press))
    assert said.text.startswith("Die knop doet het niet meer.")
    assert not any(isinstance(effect, CloseLetter) for effect in talk.effects)


def test_a_closed_letter_is_gone() -> None:
    talk = talk_at(Mailed(7))
    do(talk, Text("herhaal"))
    assert topic_of(talk) == Home()


def reminded(talk: Talk) -> dict[str, datetime]:
    return {effect.key: effect.at for effect in talk.effects if isinstance(effect, Remind)}


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        (MONDAY, datetime(2026, 3, 9, 9, 0, tzinfo=AMSTERDAM)),
        (datetime(2026, 3, 6, 22, 0, tzinfo=AMSTERDAM), datetime(2026, 3, 13, 17, 0, tzinfo=AMSTERDAM)),
        (datetime(2026, 4, 3, 9, 0, tzinfo=AMSTERDAM), datetime(2026, 4, 13, 9, 0, tzinfo=AMSTERDAM)),
    ],
    ids=["a week later", "on a Friday night", "over Easter and the change of the clock"],
)
def test_five_working_days_later_we_ask(now: datetime, asked: datetime) -> None:
    talk = talk_at(READY)
    talk.now = now
    talk.do(Press("door:ja"))
    assert reminded(talk) == {f"brief:{talk.turns}": asked}


def test_we_ask_once_and_erase_two_weeks_later() -> None:
    talk = talk_at(Home(), LETTER)
    (said,) = talk.do(Due("brief:7"))
    assert said.text == "Op 2 maart 2026 vroeg u iets per e-mail aan de contactpersoon voor Gelderland. Hebt u antwoord gekregen?"
    assert AskWhether(7) in talk.effects
    assert reminded(talk) == {"brief:7": MONDAY + timedelta(days=14)}
    assert said.lasting
    talk = talk_at(Home(), replace(LETTER, asked=MONDAY))
    assert talk.do(Due("brief:7")) == ()
    assert CloseLetter(7) in talk.effects


def test_a_no_tells_the_desk_without_the_question_and_the_asker_whom_to_mail() -> None:
    talk = talk_at(Mailed(7), replace(LETTER, asked=MONDAY), answering=(*DESK, *BOTH, Answerer(ASKER, "")))
    first, second, third = talk.say("nee")
    assert GENERAL in first.text
    assert "Een medewerker hoort van ons" in first.text
    assert "Uw e-mailadres is gewist." in third.text
    assert second.text == LETTER.content
    assert [one.person for one in passed(talk)] == [BOSS]
    assert REUS in str(passed(talk))
    assert LETTER.content not in str(passed(talk))
    assert CloseLetter(7) in talk.effects


def test_without_a_desk_a_no_still_gives_the_address() -> None:
    talk = talk_at(Mailed(7), replace(LETTER, asked=MONDAY))
    said = talk.do(Press("brief:nee:7"))
    assert GENERAL in said[0].text
    assert "medewerker" not in said[0].text


@pytest.mark.parametrize(("refused", "to", "staff"), [(True, GENERAL, "is geweigerd"), (False, REUS, "kon niet weg")])
def test_what_never_went_is_told_once_to_the_asker_and_to_staff(refused: bool, to: str, staff: str) -> None:
    talk = talk_at(Home(), replace(LETTER, status="failed", refused=refused), answering=DESK)
    first, second, third = do(talk, Due("brief:mis:7"))
    assert "Uw e-mailadres is gewist." in third.text
    assert f"U kunt zelf mailen naar {to}." in first.text
    assert "is niet verstuurd" in first.text
    assert second.text == LETTER.content
    (told,) = passed(talk)
    assert isinstance(told.say, Say)
    assert staff in told.say.text
    assert REUS in told.say.text
    assert {CloseLetter(7), Unremind("brief:7")} <= set(talk.effects)
    assert talk.do(Due("brief:mis:7")) == ()


def test_a_reminder_that_comes_before_its_row_comes_again_and_one_of_a_letter_that_went_says_nothing() -> None:
    talk = talk_at(Home(), replace(LETTER, status="waiting"))
    assert talk.do(Due("brief:mis:7")) == ()
    assert reminded(talk) == {"brief:mis:7": MONDAY + timedelta(minutes=1)}
    assert talk.do(Due("brief:7")) == ()
    assert reminded(talk) == {"brief:7": MONDAY + timedelta(days=1)}
    talk = talk_at(Home(), LETTER)
    assert talk.do(Due("brief:mis:7")) == ()
    assert talk.effects == ()


# ── beside what is going on ───────────────────────────────────────────────────────────────────────────────────


def test_who_makes_a_question_ready_stays_there() -> None:
    talk = talk_at(Handing("Nog iets?"), LETTER)
    asked, again = do(talk, Due("brief:7"))
    assert "Hebt u antwoord gekregen?" in asked.text
    assert "Naar welk e-mailadres" in again.text
    assert topic_of(talk) == Handing("Nog iets?")
    talk = talk_at(Handing("Nog iets?"), replace(LETTER, asked=MONDAY))
    assert talk.do(Due("brief:7")) == ()


@pytest.mark.parametrize("topic", [Relaying(12), Answering(12)])
def test_who_writes_to_somebody_else_stays_there_and_can_answer_by_a_whole_label(topic: Topic) -> None:
    ticket: Ticket = replace(HELD, asker=ASKER) if isinstance(topic, Relaying) else replace(HELD, asker=5, holder=ASKER)
    able = (*BOTH, Answerer(ASKER, "gelderland"))
    talk = talk_at(topic, LETTER, tickets=(ticket,), answering=able, roles=(Role("contact", "gelderland"),))
    (said,) = talk.do(Due("brief:7"))
    assert "Hebt u antwoord gekregen?" in said.text
    assert topic_of(talk) == topic
    talk.say("ja")
    assert not any(isinstance(effect, CloseLetter) for effect in talk.effects)
    talk.say("Ik heb antwoord gekregen")
    assert CloseLetter(7) in talk.effects


def test_who_is_in_a_scan_sees_its_question_again() -> None:
    talk = talk_at(Home(), LETTER)
    talk.say("/scan")
    talk.do(Press(talk.last_shown[0].press))
    assert isinstance(topic_of(talk), Scanning)
    first, *_, again = do(talk, Due("brief:7"))
    assert "Hebt u antwoord gekregen?" in first.text
    assert any("=" in button.press for row in again.buttons for button in row)
    assert isinstance(topic_of(talk), Scanning)
    talk.shared = replace(talk.shared, letters=(replace(LETTER, asked=MONDAY),))
    assert talk.do(Due("brief:7")) == ()


def test_a_letters_number_is_read_from_what_names_it() -> None:
    named = {"brief:7": 7, "brief:mis:7": 7, "brief:ja:12": 12, "t:7:1": 0, "brief:x": 0, "brief:1234567890": 0, "brief:7:8": 0}
    assert {key: letter_of(key) for key in named} == named


# ── a text to copy, where nobody can be handed it ─────────────────────────────────────────────────────────────


def unanswered(knowledge: Knowledge, where: Candidate | None = EDE) -> Talk:
    talk = Talk(knowledge, audience="school", where=where)
    talk.say("Waar koop ik een paarse olifant met vleugels?")
    return talk


def test_a_question_without_an_answer_comes_along_as_a_text_to_copy(knowledge: Knowledge) -> None:
    page, lead, text = do(unanswered(knowledge), Press("contact"))
    assert "info@expertisepuntlob.nl" in page.text
    assert lead.text == "Wilt u dit vragen? Kopieer dan de tekst hieronder en mail die naar info@expertisepuntlob.nl."
    assert text.text == "Van: school, Ede (Gelderland)\nVraag: Waar koop ik een paarse olifant met vleugels?"


def test_it_comes_when_the_place_is_known_and_again_when_they_ask(knowledge: Knowledge) -> None:
    talk = unanswered(knowledge, None)
    assert len(do(talk, Press("contact"))) == 1
    *_, text = do(talk, Text("Zwolle"))
    assert text.text.startswith("Van: school, Zwolle (Overijssel)\nVraag: Waar koop")
    assert do(talk, Text("herhaal"))[-1].text == text.text
    assert len(do(talk, Press("plaats"))) == 1


def test_who_said_only_now_that_they_are_of_a_school_gets_it_too(knowledge: Knowledge) -> None:
    talk = unanswered(knowledge)
    talk.audience = None
    assert len(do(talk, Press("contact"))) == 1
    assert do(talk, Press("contact:school"))[-1].text.startswith("Van: school, Ede")


def test_parents_get_none_and_who_can_hand_it_over_neither(knowledge: Knowledge) -> None:
    talk = unanswered(knowledge)
    talk.audience = "ouder"
    assert len(do(talk, Press("contact"))) == 1
    talk = unanswered(knowledge)
    talk.shared = Shared(me=ASKER, answering=DESK)
    assert len(do(talk, Press("contact"))) == 1
    assert len(do(Talk(knowledge, audience="school", where=EDE), Press("contact"))) == 1
