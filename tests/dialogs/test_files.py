"""Pictures and files in a question, as pure turns: which go along, to which question, and what is said of the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from dialogs.files import ENDING_CHARACTERS_MOST, NAME_CHARACTERS_MOST, File, clean_name
from dialogs.language import Attachment, Due, Edited, Event, Press, Revise, Say, Withdrawn
from dialogs.memory import Answering, Home, Relaying, Scanning, Tending, Topic
from dialogs.ticket import Answerer, Draft, KeepDraft, Message, Ticket, Write, key, message_of
from dialogs.tickets.files import NOT_PASSED, STILL_THERE, trouble_key
from knowledge import Knowledge
from tests.dialogs.test_tickets import ASKER, CARLA, CAS, HELD, OPEN, asker, carla, passed

PHOTO = File("telegram", "f1", "photo", "foto.jpg", 1000)
SECOND = replace(HELD, id=13)
ALBUM = tuple(replace(PHOTO, id=f"a{number}", album="7") for number in range(3))


def sent(caption: str = "", file: File | None = PHOTO) -> Attachment:
    return Attachment("photo", caption, file)


def with_file(ticket: Ticket, author: int, **more: object) -> Ticket:
    """The same, with a picture in it that was passed on."""
    message = replace(Message(1, author, "Ons lokaal", "m1", passed=True, file=PHOTO), **more)
    return replace(ticket, messages=(message,))


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\plan.pdf", "plan.pdf"),
        ("plan\u202efdp.exe", "planfdp.exe"),
        ("\x00\n\ud800 ..", "bestand"),
        ("", "bestand"),
        ("..", "bestand"),
        ('a<b>:"c|d?*.txt', "a_b___c_d__.txt"),
        ("x" * 300 + ".pdf", "x" * 76 + ".pdf"),
        ("x" * 300, "x" * 80),
        ("x" * 70 + "." + "y" * 100, "x" * 70 + "." + "y" * 9),
        ("cafe\u0301.txt", "café.txt"),
    ],
)
def test_a_name_is_one_that_can_be_shown_and_saved(name: str, shown: str) -> None:
    assert clean_name(name, "bestand") == shown


@given(some.text(max_size=400))
def test_no_name_leads_anywhere(name: str) -> None:
    shown = clean_name(name, "bestand")
    assert 0 < len(shown) <= NAME_CHARACTERS_MOST
    assert not set(shown) & set('/\\<>:"|?*')
    assert shown.isprintable() or " " in shown or any(one.isspace() for one in shown)
    assert shown not in (".", "..")
    assert ENDING_CHARACTERS_MOST < NAME_CHARACTERS_MOST
    shown.encode()


# ── which go along ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_askers_picture_goes_to_whoever_answers(knowledge: Knowledge) -> None:
    for ticket, told in (OPEN, [CARLA, CAS]), (HELD, [CARLA]):
        talk = asker(knowledge, Relaying(12, told=True), ticket)
        talk.do(sent("Ons lokaal"))
        assert [one.person for one in passed(talk)] == told
        assert all(one.say.file == PHOTO and one.say.text.endswith("Ons lokaal") for one in passed(talk) if isinstance(one.say, Say))
        (write,) = [effect for effect in talk.effects if isinstance(effect, Write)]
        assert write.message == Message(1, ASKER, "Ons lokaal", passed=True, file=PHOTO)


def test_an_answer_with_a_file_is_held_as_every_answer(knowledge: Knowledge) -> None:
    for topic in (Answering(12), Answering(), Tending(ticket=12)):
        talk = carla(knowledge, topic, HELD)
        (said,) = talk.do(sent())
        assert said.text.startswith("Verstuurd aan vraag 12")
        assert passed(talk) == []
    told = carla(knowledge, Answering(), with_file(HELD, CARLA, passed=False))
    told.do(Due(key(12, 1)))
    (one,) = passed(told)
    assert isinstance(one.say, Say)
    assert (one.person, one.say.file) == (ASKER, PHOTO)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (Attachment("sticker"), "alleen tekst, foto's en bestanden"),
        (sent("met woorden", replace(PHOTO, size_bytes=10_000_001)), "ook de tekst erbij niet. Een foto of bestand mag hoogstens 10 MB"),
    ],
)
def test_what_can_not_go_along_is_said_with_why(knowledge: Knowledge, event: Event, why: str) -> None:
    for talk in (
        asker(knowledge, Relaying(12), HELD),
        carla(knowledge, Answering(12), HELD),
        carla(knowledge, Home(), HELD, replied=key(12, 0)),
    ):
        (said,) = talk.do(event)
        assert why in said.text
        assert talk.effects == (said,)


def test_of_ten_megabytes_it_goes_and_outside_of_a_question_it_goes_nowhere(knowledge: Knowledge) -> None:
    whole = asker(knowledge, Relaying(12), HELD)
    whole.do(sent(file=replace(PHOTO, size_bytes=10_000_000)))
    assert passed(whole)
    for topic in (Home(), Scanning("r1")):
        talk = carla(knowledge, topic, HELD)
        assert knowledge.phrases.general.attachment() in talk.do(sent())[0].text
        assert passed(talk) == []


def test_words_of_distress_under_a_picture_are_passed_to_nobody(knowledge: Knowledge) -> None:
    talk = asker(knowledge, Relaying(12), HELD)
    (said,) = talk.do(sent("ik wil dood"))
    assert "113" in said.text
    assert talk.effects == (said,)


def test_a_number_under_a_picture_is_no_choice(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Answering(12), HELD)
    talk.do(sent("1"))
    assert [effect.message.text for effect in talk.effects if isinstance(effect, Write)] == ["1"]


# ── to which question ─────────────────────────────────────────────────────────────────────────────────────────


def test_it_goes_where_it_replies_to(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Home(), HELD, SECOND, replied=key(13, 0))
    assert talk.do(sent())[0].text.startswith("Verstuurd aan vraag 13")


def test_with_several_questions_it_is_kept_and_asked_once_for_an_album(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Answering(), HELD, SECOND)
    (said,) = talk.do(sent("", ALBUM[0]))
    assert said.text == "Bij welke vraag hoort dit?\n\n(Bestand: foto.jpg)"
    assert [effect for effect in talk.effects if isinstance(effect, KeepDraft)] == [KeepDraft("", "", ALBUM[0])]
    more = carla(knowledge, Answering(draft=1), HELD, SECOND, drafts=(Draft(1, "", "", ALBUM[0]),))
    assert more.do(sent("", ALBUM[1])) == ()
    assert more.effects == (KeepDraft("", "", ALBUM[1]),)


@pytest.mark.parametrize("last", [Draft(9, "los"), Draft(9, "", "", PHOTO)])
def test_an_album_is_placed_or_dropped_whole_and_what_else_was_kept_is_asked_next(knowledge: Knowledge, last: Draft) -> None:
    kept = (*(Draft(number, "", f"m{number}", one) for number, one in enumerate(ALBUM, 1)), last)
    talk = carla(knowledge, Answering(draft=1), HELD, SECOND, drafts=kept)
    asked = talk.do(Press("ticket:bij:13:1"))[-1]
    written = [effect.message for effect in talk.effects if isinstance(effect, Write)]
    assert [(one.number, one.file, one.channel_id) for one in written] == [(n, one, f"m{n}") for n, one in enumerate(ALBUM, 1)]
    assert asked.text.startswith("Bij welke vraag hoort dit?")
    gone = carla(knowledge, Answering(draft=1), HELD, SECOND, drafts=kept)
    assert [one.text for one in gone.do(Press("ticket:weg:1"))] == ["Dit is niet verstuurd.", asked.text]
    assert not [effect for effect in gone.effects if isinstance(effect, Write)]


def test_the_rest_of_an_album_goes_where_its_first_went(knowledge: Knowledge) -> None:
    album = with_file(SECOND, CARLA, file=ALBUM[0])
    talk = carla(knowledge, Answering(), HELD, album)
    assert talk.do(sent("", ALBUM[1]))[0].text.startswith("Verstuurd aan vraag 13")
    assert carla(knowledge, Answering(), HELD, album).do(sent())[0].text.startswith("Bij welke vraag hoort dit?")


def test_who_is_asked_later_gets_what_was_sent_before(knowledge: Knowledge) -> None:
    messages = (
        Message(1, ASKER, "", passed=True, file=PHOTO),
        Message(2, ASKER, "", passed=True, withdrawn=True, file=PHOTO),
        Message(3, CARLA, "", passed=True, file=PHOTO),
        Message(4, ASKER, "Woorden", passed=True),
    )
    desk = (Answerer(CARLA, "gelderland"), Answerer(CAS, ""))
    talk = carla(knowledge, Tending(), replace(HELD, messages=messages), answering=desk)
    talk.do(Press("ticket:naarja:12:"))
    told = [one.say for one in passed(talk) if one.person == CAS and isinstance(one.say, Say)]
    assert [one.file for one in told] == [None, PHOTO]
    assert "School: (Bestand: foto.jpg)" in told[0].text
    assert "School: (Dit bericht is teruggenomen.)" not in told[0].text


# ── changed and taken back ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("topic", [Relaying(12, told=True), Home()])
def test_the_asker_changes_what_stands_with_it_or_takes_it_back(knowledge: Knowledge, topic: Topic) -> None:
    for event, words, file, gone in (
        (Edited("Nieuw", of_file=True), "Nieuw", PHOTO, False),
        (Edited("", of_file=True), "(Bestand: foto.jpg)", PHOTO, False),
        (Withdrawn(), "(Dit bericht is teruggenomen.)", None, True),
    ):
        talk = asker(knowledge, topic, with_file(HELD, ASKER))
        talk.shared = replace(talk.shared, channel_id="m1")
        talk.do(event)
        (one,) = passed(talk)
        assert isinstance(one.say, Revise)
        assert (one.say.say.file, one.say.say.without_file) == (file, gone)
        assert one.say.say.text.endswith(words)


def test_who_answers_takes_a_file_back(knowledge: Knowledge) -> None:
    talk = carla(knowledge, Answering(), with_file(HELD, CARLA), channel_id="m1")
    talk.do(Withdrawn())
    (one,) = passed(talk)
    assert isinstance(one.say, Revise)
    assert one.say.say.without_file


def test_changed_words_of_what_went_nowhere_are_no_question(knowledge: Knowledge) -> None:
    talk = asker(knowledge, Home())
    assert knowledge.phrases.general.attachment() in talk.do(Edited("wat is een decaan?", of_file=True))[0].text


# ── what became of it ─────────────────────────────────────────────────────────────────────────────────────────


def test_its_author_is_told_what_became_of_it(knowledge: Knowledge) -> None:
    for trouble, words in (NOT_PASSED, "kon een foto of bestand niet mee"), (STILL_THERE, "is daar niet meer weg te halen"):
        for talk in asker(knowledge, Relaying(12), HELD), carla(knowledge, Answering(), HELD), asker(knowledge, Home()):
            (said,) = talk.do(Due(trouble_key(12, 3, trouble)))
            assert words in said.text
            assert "vraag 12" in said.text


def test_a_key_names_a_message() -> None:
    assert message_of(key(12, 3)) == (12, 3)
    for other in ("", "t:12:stand", "t:12:c3", trouble_key(12, 3, NOT_PASSED), "scan:r1"):
        assert message_of(other) is None
