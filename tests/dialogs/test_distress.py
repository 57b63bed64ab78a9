"""Distress comes first, wherever someone is: one fixed message, nothing kept, and they stay where they are."""

from __future__ import annotations

import pytest

from dialogs.language import Command, Edited, Event, Press, Say, Text
from knowledge import Knowledge
from tests.dialogs.laws import do
from tests.talk import Talk

WAYS = {
    "home": (),
    "asked who": (Press("ik:ander"),),
    "starting": (Press("scan"),),
    "in the scan": (Press("scan:begin:vmbo"),),
    "back": (Press("scan:begin:vmbo"), Press("scan:r1.visie-vastgelegd=deels"), Press("scan:kijk:r1.visie-vastgelegd")),
    "in a note": (Press("scan:begin:vmbo"), Text("notitie")),
    "tally": (Press("scan:begin:vmbo"), Text("tussenstand")),
    "overview": (Press("scan:begin:vmbo"), Press("scan:r1.visie-vastgelegd=deels"), Text("mijn antwoorden")),
    "about to restart": (Press("scan:begin:vmbo"), Press("scan:r1.visie-vastgelegd=deels"), Text("opnieuw")),
    "at rest": (Press("scan:begin:vmbo"), Press("scan:pauze:r1")),
    "reading": (Text("wat is een decaan?"),),
    "asked what was meant": (Text("asdf"),),
}
SAID: tuple[Event, ...] = (
    Text("ik wil niet meer leven"),
    Text("notitie: mijn vader slaat mij"),
    Text("afdeling: ik wil dood"),
    Text("/ik wil dood"),
    Text("menu, maar ik denk aan zelfmoord"),
    Edited("ik word thuis geslagen"),
    Command("help", "ik wil dood"),
    Command("zelfmoord"),
    Text("school " * 1_500 + "ik wil dood"),
)


@pytest.mark.parametrize("event", SAID, ids=lambda event: repr(event)[:50])
@pytest.mark.parametrize("way", WAYS)
def test_one_message_is_said_and_nothing_else_happens(way: str, event: Event, knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    for before in WAYS[way]:
        talk.do(before)
    state, runs, seen = talk.state, dict(talk.runs), talk.seen
    do(talk, event)
    assert talk.effects == (Say(knowledge.distress.message, lasting=True),)
    assert (talk.state, talk.runs, talk.seen) == (state, runs, seen)


def test_the_message_is_said_also_when_the_conversation_was_lost(knowledge: Knowledge) -> None:
    talk = Talk(knowledge, state="onleesbaar")
    assert [say.text for say in talk.say("ik wil dood")] == [knowledge.distress.message]


@pytest.mark.parametrize("text", ["ik schrik me dood van de kosten", "wat is een loopbaandossier?", "menu", ""])
def test_who_says_something_else_is_answered_as_before(text: str, knowledge: Knowledge) -> None:
    assert knowledge.distress.message not in [say.text for say in Talk(knowledge).say(text)]


def test_a_button_says_nothing_in_the_persons_own_words(knowledge: Knowledge) -> None:
    assert knowledge.distress.message not in [say.text for say in Talk(knowledge).do(Press("ik wil dood"))]
