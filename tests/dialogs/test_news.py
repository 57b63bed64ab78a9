"""Who wants news: asked once and after something helped, never of pupils, never in a scan; and leaving, at once and anywhere."""

from __future__ import annotations

from typing import Any

import pytest

from dialogs import memory
from dialogs.announcing import Inviting
from dialogs.broadcast import Broadcast, News, Subscribe
from dialogs.language import Command, Press, Text
from dialogs.memory import Home, Relaying, Scanning, Topic
from dialogs.sharing import Shared
from dialogs.ticket import Ticket
from knowledge import Knowledge
from knowledge.faq import Audience
from knowledge.places.candidate import Candidate
from tests.dialogs.laws import do
from tests.talk import MONDAY, Talk

INVITED = "Wilt u hier soms een bericht krijgen over LOB"
CLOSED = Ticket(id=12, asker=1, region="", where=Candidate("Ede", "Ede", "Gelderland"), question="Wat?", asked=MONDAY, closed=MONDAY)


def talk(knowledge: Knowledge, audience: Audience | None = "school", news: News = "", **more: Any) -> Talk:
    return replace_in(Talk(knowledge, audience=audience), news=news, **more)


def replace_in(one: Talk, **more: Any) -> Talk:
    for name, value in more.items():
        setattr(one, name, value)
    return one


def topic(one: Talk) -> Topic:
    return memory.read(one.state).topic


def said(one: Talk, event: Any) -> str:
    return "\n".join(say.text for say in do(one, event))


@pytest.mark.parametrize("audience", ["school", "ouder"])
def test_who_was_helped_is_asked_once(knowledge: Knowledge, audience: Audience) -> None:
    one = talk(knowledge, audience)
    do(one, Press("faq:loopbaandossier"))
    assert INVITED in said(one, Press("helpt:loopbaandossier"))
    assert one.news == "asked"
    assert "aangemeld voor berichten over LOB" in said(one, Text("ja"))
    assert (one.news, topic(one)) == ("yes", Home())
    do(one, Press("faq:decaan"))
    assert INVITED not in said(one, Press("helpt:decaan"))


@pytest.mark.parametrize("news", ["asked", "no", "yes"])
def test_who_was_asked_is_not_asked_again(knowledge: Knowledge, news: News) -> None:
    one = talk(knowledge, news=news)
    do(one, Press("faq:loopbaandossier"))
    assert INVITED not in said(one, Press("helpt:loopbaandossier"))
    assert one.news == news


@pytest.mark.parametrize("audience", [None, "leerling"])
def test_nobody_else_is_asked(knowledge: Knowledge, audience: Audience | None) -> None:
    one = talk(knowledge, audience)
    do(one, Press("faq:loopbaandossier"))
    assert INVITED not in said(one, Press("helpt:loopbaandossier"))
    assert one.news == ""


def test_what_did_not_help_is_no_moment_to_ask(knowledge: Knowledge) -> None:
    one = talk(knowledge)
    do(one, Press("faq:loopbaandossier"))
    assert INVITED not in said(one, Press("helptniet:loopbaandossier"))


def test_nobody_is_asked_in_a_scan(knowledge: Knowledge) -> None:
    one = talk(knowledge)
    do(one, Press("scan"))
    do(one, Press(one.last_shown[0].press))
    run = topic(one)
    assert isinstance(run, Scanning)
    assert INVITED not in said(one, Press("helpt:loopbaandossier"))
    assert (topic(one), one.news) == (run, "")


def finished(one: Talk, sector: str = "vmbo") -> str:
    """All that is said at the end of a scan of a kind of school."""
    do(one, Press("scan"))
    do(one, Press("scan:nieuw"))
    seen = said(one, Press(f"scan:begin:{sector}"))
    while more := [button.press for button in one.last_shown if "=" in button.press or ":geheel:" in button.press]:
        assert INVITED not in seen, "not before it is answered whole"
        seen = said(one, Press(more[0]))
    return seen


def test_the_result_of_a_scan_asks_once_and_comes_back_after_the_answer(knowledge: Knowledge) -> None:
    one = talk(knowledge)
    seen = finished(one)
    assert seen.index("Uw resultaat") < seen.index(INVITED)
    assert seen.count(INVITED) == 1
    assert (one.news, [button.label for button in one.last_shown][:2]) == ("asked", ["Ja, graag", "Nee, liever niet"])
    run = next(iter(one.runs))
    assert topic(one) == Inviting(run)
    assert "aangemeld voor berichten over LOB" in said(one, Text("1"))
    assert (one.news, topic(one)) == ("yes", Scanning(run))
    assert not any("nieuws" in button.press for button in one.last_shown)
    assert INVITED not in finished(one, "mbo")


def test_who_says_no_at_the_end_of_a_scan_is_back_there_and_never_asked_again(knowledge: Knowledge) -> None:
    one = talk(knowledge)
    finished(one)
    assert "U krijgt geen berichten over LOB." in said(one, Text("nee"))
    assert isinstance(topic(one), Scanning)
    assert INVITED not in said(one, Command("resultaat"))
    assert INVITED not in finished(one, "mbo")


def test_who_ignores_the_question_can_do_anything_with_the_result(knowledge: Knowledge) -> None:
    one = talk(knowledge)
    finished(one)
    assert "Uw resultaat" in said(one, Command("resultaat"))
    assert isinstance(topic(one), Scanning)
    assert one.news == "asked"


@pytest.mark.parametrize(("audience", "news"), [(None, ""), ("school", "asked"), ("school", "no"), ("school", "yes")])
def test_nobody_else_is_asked_at_the_end_of_a_scan(knowledge: Knowledge, audience: Audience | None, news: News) -> None:
    one = talk(knowledge, audience, news)
    assert INVITED not in finished(one)
    assert (one.news, type(topic(one))) == (news, Scanning)


def test_help_tells_of_it_but_not_to_pupils(knowledge: Knowledge) -> None:
    assert "Typ dan nieuws." in said(talk(knowledge), Command("help"))
    assert "nieuws" not in said(talk(knowledge, "leerling"), Command("help"))


def test_who_was_helped_by_a_person_is_asked_too(knowledge: Knowledge) -> None:
    one = talk(knowledge, shared=Shared(me=1, tickets=(CLOSED,)), state=memory.write(memory.Conversation(Relaying(12))))
    seen = said(one, Press("ticket:ja:12"))
    assert "geholpen" in seen
    assert INVITED in seen


def test_who_asks_for_it_is_told_how_it_stands(knowledge: Knowledge) -> None:
    one = talk(knowledge)
    assert INVITED in said(one, Text("nieuws"))
    assert [effect.news for effect in one.effects if isinstance(effect, Subscribe)] == ["asked"]
    assert INVITED in said(one, Command("waar"))
    assert "bij de berichten over LOB" in one.said[0].text
    assert "U krijgt geen berichten" in said(one, Text("nee"))
    assert one.news == "no"
    assert INVITED in said(one, Press("nieuws"))
    assert "aangemeld" in said(one, Press("nieuws:ja"))
    assert "U bent aangemeld" in said(one, Text("aanmelden"))
    assert "U bent afgemeld" in said(one, Press("nieuws:nee"))
    assert one.news == "no"


def test_a_link_leads_there(knowledge: Knowledge) -> None:
    assert INVITED in said(talk(knowledge), Command("start", "nieuws"))


@pytest.mark.parametrize(("audience", "told"), [(None, "Wie bent u?"), ("leerling", "alleen voor scholen en ouders")])
def test_only_schools_and_parents_get_it(knowledge: Knowledge, audience: Audience | None, told: str) -> None:
    one = talk(knowledge, audience)
    assert told in said(one, Text("nieuws"))
    assert told in said(one, Press("nieuws:ja"))
    assert one.news == ""


@pytest.mark.parametrize("event", [Text("afmelden"), Text("/afmelden"), Command("afmelden"), Press("omroep:af:3"), Press("omroep:af:999")])
def test_leaving_works_at_once_anywhere(knowledge: Knowledge, event: Any) -> None:
    one = talk(knowledge, news="yes")
    assert "U bent afgemeld" in said(one, event)
    assert one.news == "no"
    in_scan = talk(knowledge, news="yes")
    do(in_scan, Press("scan"))
    do(in_scan, Press(in_scan.last_shown[0].press))
    run = topic(in_scan)
    assert "U bent afgemeld" in said(in_scan, event)
    assert (in_scan.news, topic(in_scan)) == ("no", run)
    assert in_scan.last_shown


def test_who_got_no_news_is_not_told_to_have_left(knowledge: Knowledge) -> None:
    one = talk(knowledge)
    assert "U krijgt geen berichten over LOB." in said(one, Command("afmelden"))
    assert one.news == "no"


def test_also_a_medewerker_leaves_what_was_really_sent(knowledge: Knowledge) -> None:
    from dialogs.sharing import Role  # noqa: PLC0415

    sent = Broadcast(id=3, author=1, text="Hallo", made=MONDAY, status="sending", snapshot=MONDAY)
    one = talk(knowledge, news="yes", shared=Shared((Role("medewerker"),), me=1, broadcasts=(sent,)))
    assert "U bent afgemeld" in said(one, Press("omroep:af:3"))
    assert one.news == "no"


def test_it_may_be_asked_wherever_home_is_and_leads_on(knowledge: Knowledge) -> None:
    one = talk(knowledge, state=memory.write(memory.Conversation(Inviting())))
    do(one, Text("wat is een loopbaandossier?"))
    assert not any(isinstance(effect, Subscribe) for effect in one.effects)
    assert not isinstance(topic(one), Inviting)
