"""What people ask about a message that many got: gathered under it for the editors, who answer once for all who asked and who ask later."""

from __future__ import annotations

from msgspec.structs import replace

from dialogs.announcing import Announcing, Wondering
from dialogs.broadcast import AnswerAll, AskAbout, Broadcast, Question, broadcast_of
from dialogs.broadcasts.words import at, how_many, last_row, may, named, news, opening, press, says
from dialogs.here import Here, Turn, menu_button, paragraphs, turn
from dialogs.language import Button, Effect, Pass, Remind, Revise, Say
from dialogs.memory import Home, Relaying, Scanning, Topic
from knowledge.working_time import may_speak, next_polite

ANSWER_CHARACTERS_MOST = 1_000
LISTED_MOST = 10
OPENING_CHARACTERS = 60
QUESTION_CHARACTERS_MOST = 1_000
QUESTIONS, ANSWER, ANSWER_SEEN = "vragen", "antwoord", "antwoordja"
REPLIED = "omroep:bij:"
"""How the key of a message begins that many got, for who replies to it."""


def replied_to(here: Here) -> Broadcast | None:
    """The message to many that this text replies to."""
    key = here.facts.shared.replied
    return here.facts.shared.broadcast(broadcast_of(key)) if key.startswith(REPLIED) else None


# ── who got it ────────────────────────────────────────────────────────────────────────────────────────────────


def wants_to_ask(one: Broadcast, topic: Topic, here: Here) -> Turn | None:
    """By its button: what was answered already, and room for a question."""
    wondering = _wondering(one, topic)
    return at(wondering, view(wondering, here))


def _wondering(one: Broadcast, topic: Topic) -> Wondering:
    """Who is in a scan or talks with somebody goes back there."""
    match topic:
        case Scanning(run):
            return Wondering(one.id, run=run)
        case Relaying(ticket):
            return Wondering(one.id, ticket=ticket)
        case Wondering(_, run, ticket):
            return Wondering(one.id, run, ticket)
    return Wondering(one.id)


def view(topic: Wondering, here: Here) -> Say | None:
    """What the person may type; None for what is gone."""
    one = here.facts.shared.broadcast(topic.broadcast)
    if one is None:
        return None
    answered = news(here).answered_before(text="\n\n".join(one.answers)) if one.answers else ""
    wanted = news(here).type_other_question() if answered else news(here).type_question()
    return Say(paragraphs(answered, wanted), ((menu_button(here),),))


def asked(text: str, one: Broadcast, topic: Topic, here: Here) -> Turn:
    """To the editors, or the answer that they gave already to who replies; then back to where the person was."""
    question = text[:QUESTION_CHARACTERS_MOST]
    if one.answers and not isinstance(topic, Wondering):
        wondering = _wondering(one, topic)
        page = view(wondering, here)
        return turn(wondering, AskAbout(one.id, question, answered=True), *((page,) if page else ()))
    thanks = Say(news(here).asked())
    told = _told(replace(one, questions=(*one.questions, Question(here.facts.shared.me, here.facts.turn, question))), here)
    return turn(_back(topic), AskAbout(one.id, question), *told, thanks)


def _back(topic: Topic) -> Topic:
    match topic:
        case Wondering(run=run) if run:
            return Scanning(run)
        case Wondering(ticket=ticket) if ticket:
            return Relaying(ticket, told=True)
        case Wondering():
            return Home()
    return topic


def _told(one: Broadcast, here: Here) -> tuple[Effect, ...]:
    """The editors see one message a broadcast, that counts; not in the night."""
    if not may_speak(here.facts.now):
        return (Remind(press("meld", one), next_polite(here.facts.now)),)
    return _to_editors(one, here)


def _to_editors(one: Broadcast, here: Here) -> tuple[Effect, ...]:
    """Where there are no editors the medewerkers are asked."""
    shared, waits = here.facts.shared, one.unanswered
    text = says(here).new_questions(n=len(waits), name=named(one, here), text=waits[-1].text)
    said = Say(text, ((Button(says(here).button_read(number=one.id), press("vragen", one)),),), key=press("gevraagd", one), lasting=True)
    return tuple(Pass(person, Revise(said)) for person in shared.editors or shared.desk(shared.me))


def due(one: Broadcast | None, topic: Topic, here: Here) -> Turn:
    """In the morning, what was asked in the night."""
    return turn(topic, *(_to_editors(one, here) if one and one.unanswered else ()))


# ── who answers ───────────────────────────────────────────────────────────────────────────────────────────────


def may_answer(here: Here) -> bool:
    return here.facts.shared.has("medewerker") or here.facts.shared.has("redactie")


def respond(verb: str, topic: Topic, one: Broadcast, here: Here) -> Turn | None:
    """A button of who answers; None for what is none."""
    match verb:
        case "vragen" | "antwoord":
            return at(Announcing(one.id, verb), page(Announcing(one.id, verb), one, here))
        case "antwoordja" if isinstance(topic, Announcing) and topic.broadcast == one.id and topic.typed and topic.page == ANSWER_SEEN:
            return _answered(topic.typed, one, here)
    return None


def page(topic: Announcing, one: Broadcast, here: Here) -> Say:
    """The questions, or the answer that is typed or was."""
    people = how_many(len({question.person for question in one.unanswered}), here)
    back = (Button(says(here).button_read(number=one.id), press("vragen", one)), menu_button(here))
    match topic.page:
        case "antwoord":
            return Say(says(here).type_answer(people=people, n=ANSWER_CHARACTERS_MOST), (back,))
        case "antwoordja":
            yes = Button(says(here).button_answer_yes(), press("antwoordja", one))
            change = Button(says(here).button_answer_again(), press("antwoord", one))
            return Say(says(here).answer_seen(people=people, text=topic.typed), ((yes, change), back))
    return _list(one, here)


def _list(one: Broadcast, here: Here) -> Say:
    """The last ones without an answer; of whom they are is not told."""
    waits = one.unanswered
    shown = waits[-LISTED_MOST:]
    lines = [says(here).question(number=number, text=question.text) for number, question in enumerate(shown, 1)]
    last = (says(here).last_questions(n=len(shown)),) if len(shown) < len(waits) else ()
    answers = says(here).answers(text="\n\n".join(one.answers)) if one.answers else ""
    text = says(here).questions(n=len(waits), name=named(one, here)) if waits else says(here).no_questions(name=named(one, here))
    answer = ((Button(says(here).button_answer(), press("antwoord", one)),),) if waits else ()
    ends = last_row(here) if may(here) else (menu_button(here),)
    return Say(paragraphs("\n".join((text, *last, *lines)), answers), (*answer, ends))


def typed(text: str, topic: Announcing, one: Broadcast, here: Here) -> Turn | None:
    """An answer, seen before it is sent."""
    if len(text) > ANSWER_CHARACTERS_MOST:
        return at(topic, page(topic, one, here), lead=says(here).answer_too_long(n=len(text), most=ANSWER_CHARACTERS_MOST))
    after = replace(topic, page=ANSWER_SEEN, typed=text)
    return at(after, page(after, one, here))


def _answered(text: str, one: Broadcast, here: Here) -> Turn | None:
    """To each who waits once, however often they asked."""
    people = dict.fromkeys(question.person for question in one.unanswered)
    told = (Pass(person, Say(here.knowledge.phrases.news.answer(name=_plainly(one), text=text), lasting=True)) for person in people)
    after = replace(one, questions=tuple(replace(each, answered=True) for each in one.questions), answers=(*one.answers, text))
    lead = says(here).answer_sent(people=how_many(len(people), here))
    return at(Announcing(one.id, QUESTIONS), _list(after, here), AnswerAll(one, text), *told, lead=lead)


def _plainly(one: Broadcast) -> str:
    """How it begins, for who got it and knows no numbers."""
    return opening(one.text, OPENING_CHARACTERS)
