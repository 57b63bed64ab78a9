"""Messages for who has them read aloud: nothing changes after it was said."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.language import Effect, Revise, Settle


def spoken(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """The same effects without changes to what was said: what changed is said anew, and what only marks a message is left out."""
    return tuple(effect.say if isinstance(effect, Revise) else effect for effect in effects if not isinstance(effect, Settle))
