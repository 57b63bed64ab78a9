"""Which open questions ask the same, as who may answer them sees it beside these questions; `groups.py` gives them one answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dialogs.here import Here
from dialogs.language import Button
from dialogs.ticket import Ticket
from dialogs.tickets import messages

GROUP_MOST = 20
"""Questions that get one answer; the others are a group afterwards."""
SHOWN_MOST = 3
"""Groups in the list of open questions."""


def groups(here: Here) -> list[tuple[Ticket, ...]]:
    """The open questions that nobody answered yet and that ask the same, of at least two people; the first asked first."""
    open_ones = [one for one in here.facts.shared.for_me if available(one, here) and one.waiting and not _answered(one)]
    found = here.knowledge.asking_the_same([one.question for one in open_ones]) if len(open_ones) > 1 else []
    together = (tuple(open_ones[place] for place in places[:GROUP_MOST]) for places in found)
    return [group for group in together if _people(group) > 1]


def lines(here: Here) -> str:
    """What the list of open questions tells of them."""
    return "\n".join(_told(group, here) for group in groups(here)[:SHOWN_MOST])


def buttons(here: Here) -> tuple[Button, ...]:
    return tuple(_button(group, here) for group in groups(here)[:SHOWN_MOST])


def beside(ticket: Ticket, here: Here) -> tuple[str, tuple[Button, ...]]:
    """What one question's page tells of those that ask the same, and the button for all; nothing when it stands alone."""
    group = group_of(ticket.id, here)
    return (_told(group, here), (_button(group, here),)) if group else ("", ())


def group_of(id: int, here: Here) -> tuple[Ticket, ...]:
    return next((group for group in groups(here) if any(one.id == id for one in group)), ())


def _people(group: Sequence[Ticket]) -> int:
    return len({one.asker for one in group})


def available(ticket: Ticket, here: Here) -> bool:
    return here.facts.shared.holder(ticket) in (0, here.facts.shared.me)


def _answered(ticket: Ticket) -> bool:
    return any(one.author != ticket.asker and not one.withdrawn for one in ticket.messages)


def _told(group: Sequence[Ticket], here: Here) -> str:
    return here.phrases.desk.alike(n=_people(group), numbers=numbers([one.id for one in group], here))


def _button(group: Sequence[Ticket], here: Here) -> Button:
    label = here.phrases.desk.button_all(n=len(group), numbers=numbers([one.id for one in group], here))
    return Button(messages.button_text(label), f"groep:begin:{group[0].id}")


def numbers(ids: Iterable[int], here: Here) -> str:
    """`vraag 3, vraag 5 en vraag 8`."""
    named = [here.phrases.desk.number(number=id) for id in ids]
    return here.phrases.words.both.join(filter(None, (", ".join(named[:-1]), named[-1])))
