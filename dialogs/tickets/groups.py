"""One answer to several open questions that ask the same: who gets it, exactly what is sent, and taking it back.

A group is only ever a proposal of ours: it is shown with its questions, each can be left out, and what is sent goes to those that stood in
the list under the very button that was pressed.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dialogs.choice import called, pick
from dialogs.here import Here, Turn, keyboard, menu_button, paragraphs, turn
from dialogs.language import Button, Effect, Event, Press, Remind, Say, Text, Unremind
from dialogs.memory import Answering, Grouping, Topic
from dialogs.ticket import NUMBER_DIGITS_MOST, Draft, DropDraft, KeepDraft, Message, TakeBack, Ticket, Write, key
from dialogs.tickets import alike, contact, messages, proposals
from dialogs.tickets.answers import HELD_FOR
from dialogs.tickets.messages import words

QUESTION_CHARACTERS_MOST = 120


# ── what happens ──────────────────────────────────────────────────────────────────────────────────────────────


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """The way to one answer for all, a yes or a no, and taking it back; None for all else."""
    match event:
        case Press(data) if data.startswith("groep:"):
            numbers = data.split(":")[2:]
            if all(one.isdecimal() and len(one) <= NUMBER_DIGITS_MOST for one in numbers):
                return _pressed(data.split(":")[1], [int(one) for one in numbers], topic, here)
        case Text(text) if isinstance(topic, Grouping):
            return _typed(text, topic, here)
    return None


def _pressed(verb: str, numbers: list[int], topic: Topic, here: Here) -> Turn | None:
    match verb, numbers, topic:
        case "begin", [id], _ if group := alike.group_of(id, here):
            return _shown(Grouping(tuple(one.id for one in group)), here)
        case "terug", [batch], _:
            return _taken_back(batch, topic, here)
        case "zonder", [id], Grouping() if id in topic.tickets:
            return _shown(replace(topic, left=tuple(sorted({*topic.left, id}))), here)
        case "ook", [id], Grouping() if id in topic.tickets:
            return _shown(replace(topic, left=tuple(one for one in topic.left if one != id)), here)
        case "anders", [], Grouping():
            return _shown(replace(topic, draft=0), here, *_dropped(topic, here))
        case "nee", [], Grouping():
            return contact.listed(1, here, *_dropped(topic, here), lead=words(here).not_sent())
        case "ja", [turn_typed, marked], Grouping() if draft := _draft(topic, here):
            same = turn_typed == topic.draft and _stands(topic, marked, here)
            return _sent(topic, draft, marked, here) if same else _shown(topic, here, lead=here.phrases.desk.look_again())
    return None


def view(topic: Grouping, here: Here) -> Say | None:
    """To whom it goes and exactly what; None for who may answer none of them (any more)."""
    found, draft = _found(topic, here), _draft(topic, here)
    if not found:
        return None
    says, ticked = here.phrases.desk, [one for one in found if one.id not in topic.left]
    left = [one.id for one in found if one.id in topic.left]
    whom = paragraphs(_listed(ticked, here), says.left_out(numbers=alike.numbers(left, here)) if left else "")
    no = Button(words(here).button_keep(), "groep:nee", here.phrases.words.no)
    if draft is None:
        return Say(paragraphs(says.type_one(n=len(ticked)), whom), ((no,), (menu_button(here),)))
    yes = Button(says.button_send(n=len(ticked)), f"groep:ja:{draft.turn}:{_marked(topic, ticked)}", here.phrases.words.yes)
    without = [Button(says.button_without(number=one.id), f"groep:zonder:{one.id}") for one in ticked]
    with_it = [Button(says.button_with(number=id), f"groep:ook:{id}") for id in left]
    other = Button(words(here).button_other_words(), "groep:anders")
    head = says.goes_to(n=len(ticked)) if ticked else says.goes_to_none()
    text = paragraphs(head, whom, says.your_answer(text=draft.text), says.sure() if ticked else "")
    rows = (*(((yes,),) if ticked else ()), *keyboard(*without, *with_it), (other,), (no,), (menu_button(here),))
    return Say(text, rows)


def _found(topic: Grouping, here: Here) -> list[Ticket]:
    """Those that the person may still answer."""
    return [one for one in here.facts.shared.for_me if one.id in topic.tickets and alike.available(one, here)]


def _listed(tickets: Sequence[Ticket], here: Here) -> str:
    return "\n".join(here.phrases.desk.line(name=messages.name(one, here), question=_short(one.question)) for one in tickets)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUESTION_CHARACTERS_MOST else line[:QUESTION_CHARACTERS_MOST].rstrip() + " …"


def _marked(topic: Grouping, ticked: Sequence[Ticket]) -> int:
    """Which of the group stand in the list, as bits, so that a button sends to those that stood above it and to no other."""
    return sum(1 << topic.tickets.index(one.id) for one in ticked)


def _meant(topic: Grouping, marked: int) -> set[int]:
    return {id for place, id in enumerate(topic.tickets) if marked >> place & 1}


def _stands(topic: Grouping, marked: int, here: Here) -> bool:
    """Whether the list above that button still is the choice: none of it left out since, and none put in that could be answered."""
    meant, chosen = _meant(topic, marked), set(topic.tickets) - set(topic.left)
    return bool(meant) and meant <= chosen and not any(one.id in chosen - meant for one in _found(topic, here))


def _shown(topic: Grouping, here: Here, *effects: Effect, lead: str = "") -> Turn:
    page = view(topic, here)
    if page is None:
        return contact.listed(1, here, *effects, *_dropped(topic, here), lead=here.phrases.desk.all_gone())
    return turn(topic, *effects, replace(page, text=paragraphs(lead, page.text)))


# ── the answer ────────────────────────────────────────────────────────────────────────────────────────────────


def _draft(topic: Grouping, here: Here) -> Draft | None:
    return next((one for one in here.facts.shared.drafts if topic.draft and one.turn == topic.draft), None)


def _dropped(topic: Grouping, here: Here) -> tuple[DropDraft, ...]:
    return (DropDraft(topic.draft),) if _draft(topic, here) else ()


def _typed(text: str, topic: Grouping, here: Here) -> Turn | None:
    """The answer, or another in its place, unless it names a button; nothing is sent yet."""
    page = view(topic, here)
    buttons = [one for row in page.buttons for one in row] if page else []
    if called(text, buttons) or text.strip().isdecimal() or (topic.draft and pick(text, buttons)):
        return None
    shared = here.facts.shared
    draft = Draft(here.facts.turn, text, shared.channel_id)
    kept = replace(here, facts=replace(here.facts, shared=replace(shared, drafts=(*shared.drafts, draft))))
    return _shown(replace(topic, draft=draft.turn), kept, *_dropped(topic, here), KeepDraft(text, shared.channel_id))


def _sent(topic: Grouping, draft: Draft, marked: int, here: Here) -> Turn:
    """To each as a message of its own, held for a minute; what a colleague took meanwhile is left out, and said so."""
    meant, says = _meant(topic, marked), here.phrases.desk
    to = [one for one in _found(topic, here) if one.id in meant]
    if not to:
        return contact.listed(1, here, *_dropped(topic, here), lead=says.all_gone())
    effects: list[Effect] = [DropDraft(draft.turn)]
    for one in to:
        message = Message(one.next_number, here.facts.shared.me, draft.text, draft.channel_id, batch=here.facts.turn)
        taken = () if here.facts.shared.holder(one) else contact.take(one, here)
        effects += [*taken, Write(one, message), Remind(key(one.id, message.number), here.facts.now + HELD_FOR)]
    left = sorted(meant - {one.id for one in to})
    skipped = says.skipped(numbers=alike.numbers(left, here)) if left else ""
    where = "\n".join(says.place(name=messages.name(one, here)) for one in to)
    text = paragraphs(f"{says.sent(n=len(to))}\n{where}", skipped, says.take_back())
    every = Button(says.button_back_all(), f"groep:terug:{here.facts.turn}")
    each = [Button(says.button_back(number=one.id), f"ticket:terug:{one.id}:{one.next_number}") for one in to]
    proposed = proposals.button(to[0].id, to[0].next_number, here)
    return turn(Answering(), *effects, Say(text, ((every,), *keyboard(*each), (proposed,)), lasting=True))


# ── taken back ────────────────────────────────────────────────────────────────────────────────────────────────


def back_buttons(here: Here) -> tuple[Button, ...]:
    """What was said to several and can be taken back, all at once or one by one; the last said first."""
    held = [(one, said) for one in here.facts.shared.held for said in one.messages if _may_go_back(said, here)]
    batches = sorted({said.batch for _, said in held}, reverse=True)
    says = here.phrases.desk
    every = (Button(says.button_back_all(), f"groep:terug:{batch}") for batch in batches)
    each = (Button(says.button_back(number=one.id), f"ticket:terug:{one.id}:{said.number}") for one, said in reversed(held))
    return (*every, *each)


def _may_go_back(said: Message, here: Here) -> bool:
    return bool(said.batch) and said.author == here.facts.shared.me and not said.passed and not said.withdrawn


def _taken_back(batch: int, topic: Topic, here: Here) -> Turn | None:
    me, says = here.facts.shared.me, here.phrases.desk
    said = [(one, it) for one in here.facts.shared.held for it in one.messages if batch and (it.batch, it.author) == (batch, me)]
    if not said:
        return None
    effects: list[Effect] = []
    for one, it in said:
        if _may_go_back(it, here):
            effects += [TakeBack(one, it.number), Unremind(key(one.id, it.number))]
    back = [one.id for one, it in said if not it.passed]
    late = [one.id for one, it in said if it.passed]
    text = says.all_back(numbers=alike.numbers(back, here)) if back else ""
    also = says.too_late(numbers=alike.numbers(late, here)) if late else ""
    return turn(topic, *effects, Say(paragraphs(text, also)))
