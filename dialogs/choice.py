"""Which of the buttons someone means by what they typed: a number, a label, another word for it, or a slip of the finger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from rapidfuzz.distance import OSA

from dialogs.language import Button
from knowledge.dutch import fold

ALIKE_LEAST = 0.75
SLIP_LEAST = 4
"""Characters; a shorter word is never a slip of another."""
WORDS_MOST = 8
_NUMBER = re.compile(r"(?:(?:optie|nummer|antwoord|keuze|nr) )?([1-9][0-9]?)")
_NUMBER_WORDS = {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7}
_ASKING = frozenset({"wat", "hoe", "wie", "waar", "wanneer", "waarom", "welke", "welk"})
_DENYING = frozenset({"niet", "geen", "nooit"})
_POLITE = frozenset({"ik", "ben", "wil", "graag", "liever", "doe", "kies", "maar", "dan", "een", "de", "het"})
_BETWEEN = _POLITE | {"en", "plus", "ook"}
_HOLDING = re.compile(r"scan:(?:begin:|[^:]*=).*")


class Unclear(Struct, frozen=True):
    """The text fits more than one button."""

    buttons: tuple[Button, ...]


def pick(text: str, buttons: Sequence[Button]) -> Button | Unclear | None:
    """The button that a text stands for, None when it stands for none of them.

    A whole label (or its other words) may be meant by any text that is nothing else, politely said or not; an answer to a question
    and a sector also by a text that holds it ("ja, grotendeels denk ik"), unless the text asks or denies something. A number is a
    place among the buttons, but not where labels are numbers themselves: there it can only be a label.
    """
    said = fold(text)
    if not said:
        return None
    if named := called(text, buttons):
        return named
    number = _number(said)
    if number is not None:
        counted = number <= len(buttons) and not are_numbers(button.label for button in buttons)
        return buttons[number - 1] if counted else None
    if asks(text):
        return None
    held = _held(said, [button for button in buttons if _HOLDING.fullmatch(button.press)])
    if held is not None:
        return held
    return _alike(said, buttons)


def called(text: str, buttons: Sequence[Button]) -> Button | None:
    """The button whose label, or another word for it, is all that the text says."""
    said = fold(text)
    exactly = (button for button in buttons if said and said in _names(button))
    plain = _plain(said)
    politely = (button for button in buttons if plain and (plain in _names(button) or plain in _plain_names(_names(button))))
    return next(exactly, None) or next(politely, None)


def picks(text: str, buttons: Sequence[Button]) -> tuple[Button, ...]:
    """The buttons that a list stands for ("1, 3 en 4", "zon en regen"); none of them when any part of it stands for none."""
    left, found = fold(text), []
    named = sorted(((name, button) for button in buttons for name in _names(button) if name), key=lambda pair: -len(pair[0]))
    for name, button in named:
        if _holds(left, name):
            left = f" {left} ".replace(f" {name} ", " ").strip()
            found.append(button)
    for word in left.split():
        meant = pick(word, buttons)
        if isinstance(meant, Button):
            found.append(meant)
        elif word not in _BETWEEN:
            return ()
    return tuple(button for button in buttons if button in found)


def asks(text: str) -> bool:
    """Whether a text asks something, rather than answers."""
    return "?" in text or fold(text).split(" ", 1)[0] in _ASKING


def is_answer(button: Button) -> bool:
    """Whether a button is an answer to a scan question: `=` stands for nothing else."""
    return "=" in button.press


def are_numbers(labels: Iterable[str]) -> bool:
    """Whether some of the labels are numbers themselves, so that numbering them would say two things at once."""
    return any(fold(label).isdecimal() for label in labels)


def _plain(said: str) -> str:
    """Without the words that only make it polite: `ik ben docent`, `doe maar vmbo`."""
    return " ".join(word for word in said.split() if word not in _POLITE)


def _number(said: str) -> int | None:
    if said in _NUMBER_WORDS:
        return _NUMBER_WORDS[said]
    match = _NUMBER.fullmatch(said)
    return int(match.group(1)) if match else None


def _names(button: Button) -> tuple[str, ...]:
    """What the button is called, folded: its label first."""
    return _folded((button.label, *button.also))


@lru_cache(maxsize=1024)
def _plain_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_plain, names))


@lru_cache(maxsize=1024)
def _folded(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same few labels come by with every text."""
    return tuple(fold(name) for name in names)


def _held(said: str, buttons: Sequence[Button]) -> Button | Unclear | None:
    """The button that a text names among other words; a label goes before other words ("ja, grotendeels" is *grotendeels*)."""
    if len(said.split()) > WORDS_MOST:
        return None
    found = _inside(said, {button: _names(button) for button in buttons})
    named = [button for button, name in found.items() if name == fold(button.label)]
    meant = named or list(found)
    if len(meant) > 1:
        return Unclear(tuple(meant))
    for button in meant:
        left = f" {said} ".replace(f" {found[button]} ", " ").split()
        return None if _DENYING.intersection(left) else button
    return None


def _inside(said: str, names: Mapping[Button, tuple[str, ...]]) -> dict[Button, str]:
    """The buttons with a name in the text, each with its label or else its longest; a name within another's does not count.

    So that "nee, helemaal niet" is not *helemaal*, and "nog niet" is not *niet*. A bare "niet" among other words names nothing: "niet
    duidelijk wat u bedoelt" is no answer.
    """
    found = {}
    for button, known in names.items():
        inside = [name for name in known if name and name not in _DENYING and _holds(said, name)]
        if inside:
            found[button] = known[0] if known[0] in inside else max(inside, key=len)
    return {b: name for b, name in found.items() if not any(name != other and _holds(other, name) for other in found.values())}


def _holds(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


def _alike(said: str, buttons: Sequence[Button]) -> Button | None:
    scored = sorted(
        ((max(_likeness(said, name) for name in _names(button)), -index, button) for index, button in enumerate(buttons)),
        reverse=True,
    )
    if not scored or scored[0][0] < ALIKE_LEAST or (len(scored) > 1 and scored[1][0] >= scored[0][0]):
        return None
    return scored[0][2]


def _likeness(said: str, name: str) -> float:
    """How alike two texts are, from 0 to 1.

    Short words are never slips of each other ("nee" is not "mee"), nor is a text that denies of one that does not, nor are two numbers
    ("1 april" is not "2 april").
    """
    if min(len(said), len(name)) < SLIP_LEAST or _numbers(said) != _numbers(name):
        return 0.0
    alike_in_denying = _DENYING.intersection(said.split()) == _DENYING.intersection(name.split())
    return OSA.normalized_similarity(said, name) if alike_in_denying else 0.0


def _numbers(text: str) -> list[str]:
    return [word for word in text.split() if word.isdecimal()]
