"""Messages for who has them read aloud: nothing changes after it was said."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from dialogs.language import Effect, Revise, Say, Settle


def spoken(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """The same effects without changes to what was said: what changed is said anew, and what only marks a message is left out.

    Each message says of itself that it is read aloud, for channels that have more than text for a question.
    """
    kept = (effect.say if isinstance(effect, Revise) else effect for effect in effects if not isinstance(effect, Settle))
    return tuple(replace(effect, aloud=True) if isinstance(effect, Say) else effect for effect in kept)
