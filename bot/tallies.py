"""What of a turn is counted: from what becomes of an event to rows of nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.clock import local
from bot.storage.loading import Loaded
from bot.storage.tally_rows import Tallied
from dialogs.language import Begin, Effect, Finish, Got
from dialogs.letter import Post
from dialogs.rights import Forget
from dialogs.ticket import Hand, PassOn
from knowledge.figures import ANSWERED, month_of, months_up_to, wait_within
from knowledge.working_time import EVERYBODY

HOUR = timedelta(hours=1)
BY_TERM = "gewist_termijn"


def rows(effects: Iterable[Effect], loaded: Loaded) -> tuple[Tallied, ...]:
    """What is counted of a turn. What staff do for themselves, to try it, is not; what they do for others is."""
    at = loaded.key.at
    me = 0 if loaded.sharing.roles else loaded.person
    return tuple(tallied(name, person, at) for effect in effects for name, person in _of(effect, me, at))


def tallied(name: str, person: int, at: str) -> Tallied:
    """That something happened to somebody (0 for nobody that is counted twice) at a UTC time."""
    day = local(at).date()
    return Tallied(name, person, month_of(day), months_up_to(day)[0])


def _of(effect: Effect, me: int, at: str) -> tuple[tuple[str, int], ...]:
    match effect:
        case Got(outcome) if me:
            return ((f"vraag_{outcome}", me),)
        case Begin() if me:
            return (("scan_begonnen", me),)
        case Finish() if me:
            return (("scan_klaar", me),)
        case Hand() | Post() if me:
            return (("doorgegeven", me),)
        case PassOn(ticket, _) if ticket.answered is None:
            waited = EVERYBODY.waited(ticket.asked, local(at)) / HOUR
            return ((ANSWERED, ticket.asker), (wait_within(waited), ticket.asker))
        case Forget():
            return (("gewist", 0),)
    return ()
