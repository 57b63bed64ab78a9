"""An answer that may help others too: put before the editors without what says who someone is, after its author saw it so and said yes."""

from __future__ import annotations

from typing import assert_never
from zlib import crc32

from dialogs.choice import called
from dialogs.here import Here, Turn, menu_button, paragraphs, turn
from dialogs.language import Button, Due, Effect, Event, Pass, Press, Remind, Revise, Say, Text
from dialogs.memory import Answering, Proposing, Topic
from dialogs.proposal import Judge, Named, Proposal, State, Suggest, named_in_key, named_in_press
from dialogs.ticket import Message, Ticket
from knowledge.working_time import may_speak, next_polite

PRESS = "stel"
LENGTH_MOST = 2_000
"""Characters of the question, and of the answer, that are put before the editors."""


def button(ticket: int, message: int, here: Here) -> Button:
    """Under an answer, for who gave it."""
    return Button(here.phrases.desk.button_propose(), f"{PRESS}:toon:{ticket}:{message}")


def buttons(here: Here) -> tuple[Button, ...]:
    """Every answer of theirs that may be proposed, the last of each question first."""
    found = ((ticket, one) for ticket in here.facts.shared.held for one in reversed(ticket.messages))
    return tuple(button(ticket.id, one.number, here) for ticket, one in found if _is_theirs(one, here))


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """A proposal by its buttons; None for all else, and in the hands of who gave no such answer or is no editor (any more)."""
    proposal = here.facts.shared.proposal
    match event:
        case Press(data) if any(named := named_in_press(data)):
            verb = data.split(":")[1]
            return _judged(verb, topic, here) if verb in ("bewaar", "wijs") else _of_author(verb, named, topic, here)
        case Due(key) if any(named_in_key(key)):
            return _due(proposal, topic, here)
        case Text(text) if proposal and here.facts.shared.has("redactie"):
            typed = called(text, _judge_buttons(proposal, here))
            return respond(topic, Press(typed.press), here) if typed else None
    return None


# ── who gave the answer ───────────────────────────────────────────────────────────────────────────────────────


def view(topic: Proposing, here: Here) -> Say | None:
    """Exactly what the editors would get; None when the answer is no longer theirs to propose."""
    proposal = _made((topic.ticket, topic.message), here)
    if proposal is None or here.facts.shared.proposal:
        return None
    return _page(proposal, here)


def _page(proposal: Proposal, here: Here) -> Say:
    says, yes_no, id = here.phrases.desk, here.phrases.words, f"{proposal.ticket}:{proposal.message}"
    yes = Button(says.button_propose_yes(), f"{PRESS}:ja:{id}", yes_no.yes)
    no = Button(says.button_propose_no(), f"{PRESS}:nee:{id}", yes_no.no)
    text = paragraphs(says.will_propose(), _told(proposal, here), says.still_known())
    return Say(text, ((yes, no), (menu_button(here),)))


def _of_author(verb: str, named: Named, topic: Topic, here: Here) -> Turn | None:
    says, made = here.phrases.desk, _made(named, here)
    if made is None:
        return None
    if here.facts.shared.proposal:
        return turn(Answering(), Say(says.proposed_already()))
    looking = Proposing(*named, crc32(_told(made, here).encode()))
    match verb:
        case "nee":
            return turn(Answering(), Say(says.not_proposed()))
        case "ja" if topic == looking:
            return turn(Answering(), Suggest(made), *_put_before_editors(made, here), Say(says.proposed()))
        case "ja" | "toon":
            return turn(looking, _page(made, here))
    return None


def _made(named: Named, here: Here) -> Proposal | None:
    """The proposal that their answer would be."""
    ticket = next((one for one in here.facts.shared.held if one.id == named[0]), None)
    message = ticket.message(named[1]) if ticket else None
    return _of(ticket, message, here) if ticket and message and _is_theirs(message, here) else None


def _is_theirs(message: Message, here: Here) -> bool:
    return message.author == here.facts.shared.me and not message.withdrawn


def _of(ticket: Ticket, message: Message, here: Here) -> Proposal:
    question, answer = (here.knowledge.anonymous(text[:LENGTH_MOST]) for text in (ticket.question, message.text))
    return Proposal(ticket.id, message.number, question, answer)


def _told(proposal: Proposal, here: Here) -> str:
    return here.phrases.desk.proposal(question=proposal.question, answer=proposal.answer)


# ── the editors ───────────────────────────────────────────────────────────────────────────────────────────────


def _put_before_editors(proposal: Proposal, here: Here) -> tuple[Effect, ...]:
    """In polite hours; at night in the morning, by a reminder of who proposed it."""
    now = here.facts.now
    if not may_speak(now):
        return (Remind(proposal.key, next_polite(now)),)
    return tuple(_to_editor(person, proposal, here) for person in here.facts.shared.editors)


def _due(proposal: Proposal | None, topic: Topic, here: Here) -> Turn:
    """It is morning: what none of the editors decided meanwhile is put before them."""
    waits = proposal and proposal.state == "voorgesteld"
    return turn(topic, *(_put_before_editors(proposal, here) if proposal and waits else ()))


def _judge_buttons(proposal: Proposal, here: Here) -> tuple[Button, ...]:
    says, id = here.phrases.desk, f"{proposal.ticket}:{proposal.message}"
    keep = Button(says.button_keep(id=proposal.id), f"{PRESS}:bewaar:{id}")
    return (keep, Button(says.button_reject(id=proposal.id), f"{PRESS}:wijs:{id}"))


def _to_editor(person: int, proposal: Proposal, here: Here) -> Effect:
    text = paragraphs(here.phrases.desk.new_proposal(id=proposal.id), _told(proposal, here))
    said = Say(text, (_judge_buttons(proposal, here),), key=proposal.key, lasting=True)
    return said if person == here.facts.shared.me else Pass(person, said)


def _judged(verb: str, topic: Topic, here: Here) -> Turn | None:
    """The first of the editors decides; the others see it where the proposal stands."""
    shared, proposal = here.facts.shared, here.facts.shared.proposal
    if proposal is None or not shared.has("redactie"):
        return None
    if proposal.state != "voorgesteld":
        return turn(topic, Say(_outcome(proposal.state, proposal, here, mine=True)))
    state: State = "bewaard" if verb == "bewaar" else "afgewezen"
    seen = Revise(Say(_outcome(state, proposal, here, mine=False), key=proposal.key, lasting=True))
    others = (Pass(person, seen) for person in shared.editors if person != shared.me)
    return turn(topic, Judge(proposal, state), *others, Say(_outcome(state, proposal, here, mine=True)))


def _outcome(state: State, proposal: Proposal, here: Here, *, mine: bool) -> str:
    says = here.phrases.desk
    match state:
        case "bewaard" | "antwoord":
            return says.kept(id=proposal.id) if mine else says.kept_by_other(id=proposal.id)
        case "afgewezen" | "voorgesteld":
            return says.rejected(id=proposal.id) if mine else says.rejected_by_other(id=proposal.id)
        case _:
            assert_never(state)
