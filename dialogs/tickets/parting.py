"""When somebody has everything erased: who waits for them hears it, and what they took goes back."""

from __future__ import annotations

from dialogs.here import Here
from dialogs.language import Effect
from dialogs.tickets import contact, messages


def parting(here: Here) -> tuple[Effect, ...]:
    """What others are told: of the person's own open questions, and of those that they answered."""
    return (*_asked(here), *contact.gone(frozenset((here.facts.shared.me, role.region) for role in here.facts.shared.roles), here))


def _asked(here: Here) -> tuple[Effect, ...]:
    """The question itself goes out of their chats; who took it is told anew, for that stands far up by now."""
    shared = here.facts.shared
    told: list[Effect] = []
    for ticket in shared.mine:
        if ticket.closed is None:
            gone = here.knowledge.phrases.privacy.asker_gone(number=ticket.id)
            told += messages.to_all(shared.told(ticket), messages.changed(ticket, gone))
            told += messages.to_all((held,), messages.about(ticket, gone)) if (held := shared.holder(ticket)) else ()
    return tuple(told)
