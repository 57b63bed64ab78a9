"""Messages that fit: a text longer than a channel takes is said in several, broken where a reader would pause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from dialogs.language import Effect, Pass, Revise, Say

UNITS_MOST = 4096
"""UTF-16 units in one message (Telegram Bot API, sendMessage)."""


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def fitting(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """The same effects, every message short enough; the buttons go with the last part."""
    fitted: list[Effect] = []
    for effect in effects:
        if isinstance(effect, Pass):
            fitted.extend(Pass(effect.person, part) for part in fitting((effect.say,)) if isinstance(part, Say | Revise))
            continue
        say = effect.say if isinstance(effect, Revise) else effect
        if not isinstance(say, Say) or len(say.text) <= UNITS_MOST // 2 or units(say.text) <= UNITS_MOST:
            fitted.append(effect)
        else:
            fitted.extend(_parts(say))
    return tuple(fitted)


def _parts(say: Say) -> Iterator[Say]:
    *first, last = pieces(say.text)
    yield from (Say(text, lasting=say.lasting) for text in first)
    yield replace(say, text=last)


def pieces(text: str) -> Iterator[str]:
    """The text in parts of at most `UNITS_MOST`, broken at a blank line, else a line, else a word, else anywhere."""
    while units(text) > UNITS_MOST:
        window = _window(text)
        for gap in ("\n\n", "\n", " "):
            cut = window.rfind(gap, len(window) // 2)
            if cut > 0:
                break
        else:
            cut = len(window)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def _window(text: str) -> str:
    """As much from the start as fits; a character counts for one or two."""
    window = text[:UNITS_MOST]
    while (over := units(window) - UNITS_MOST) > 0:
        window = window[: -((over + 1) // 2)]
    return window
