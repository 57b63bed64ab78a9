"""Which of the buttons someone means by what they typed: a number, a label, another word for it, or a slip of the finger."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from rapidfuzz.distance import OSA

from dialogs.language import Button
from knowledge.dutch import fold

ALIKE_LEAST = 0.75
WORDS_MOST = 8
_NUMBER = re.compile(r"(?:(?:optie|nummer|antwoord|keuze|nr) )?([1-9][0-9]?)")
_NUMBER_WORDS = {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7}
_ASKING = frozenset({"wat", "hoe", "wie", "waar", "wanneer", "waarom", "welke", "welk"})
_DENYING = frozenset({"niet", "geen", "nooit"})


class Unclear(Struct, frozen=True):
    """The text fits more than one button."""

    buttons: tuple[Button, ...]


def pick(text: str, buttons: Sequence[Button]) -> Button | Unclear | None:
    """The button that a text stands for, None when it stands for none of them.

    A whole label (or its other words) may be meant by any text that is nothing else; an answer to a question also by a text that
    holds it ("ja, grotendeels denk ik"), unless the text asks or denies something.
    """
    said = fold(text)
    if not said:
        return None
    for button in buttons:
        if said in _names(button):
            return button
    number = _number(said)
    if number is not None:
        return buttons[number - 1] if number <= len(buttons) else None
    if asks(text):
        return None
    held = _held(said, [button for button in buttons if is_answer(button)])
    if held is not None:
        return held
    return _alike(said, buttons)


def picks(text: str, buttons: Sequence[Button]) -> tuple[Button, ...]:
    """The buttons that a list stands for ("1, 3 en 4"); empty when any part of it stands for none."""
    parts = [part for part in re.split(r"[,;\n+&]| en ", text.casefold()) if part.strip()]
    found = [pick(part, buttons) for part in parts]
    return tuple(button for button in found if isinstance(button, Button)) if all(isinstance(b, Button) for b in found) else ()


def asks(text: str) -> bool:
    """Whether a text asks something, rather than answers."""
    return "?" in text or fold(text).split(" ", 1)[0] in _ASKING


def is_answer(button: Button) -> bool:
    """Whether a button is an answer to a scan question: `=` stands for nothing else."""
    return "=" in button.press


def _number(said: str) -> int | None:
    if said in _NUMBER_WORDS:
        return _NUMBER_WORDS[said]
    match = _NUMBER.fullmatch(said)
    return int(match.group(1)) if match else None


def _names(button: Button) -> list[str]:
    return [fold(name) for name in (button.label, *button.also)]


def _held(said: str, buttons: Sequence[Button]) -> Button | Unclear | None:
    """The button whose label stands in the text, or else the one whose other words do ("ja, grotendeels" is *grotendeels*)."""
    if len(said.split()) > WORDS_MOST:
        return None
    by_label = _inside(said, {button: [fold(button.label)] for button in buttons})
    found = by_label or _inside(said, {button: [fold(name) for name in button.also] for button in buttons})
    if len(found) > 1:
        return Unclear(tuple(found))
    for button, name in found.items():
        left = said.replace(name, " ").split()
        return None if _DENYING & set(left) else button
    return None


def _inside(said: str, names: Mapping[Button, list[str]]) -> dict[Button, str]:
    """The buttons with a name in the text, each with its longest; a name inside another's ("niet" in "nog niet") does not count."""
    found = {}
    for button, known in names.items():
        inside = [name for name in known if name and f" {name} " in f" {said} "]
        if inside:
            found[button] = max(inside, key=len)
    return {b: name for b, name in found.items() if not any(name != other and name in other for other in found.values())}


def _alike(said: str, buttons: Sequence[Button]) -> Button | None:
    scored = sorted(
        ((max(_likeness(said, name) for name in _names(button)), -index, button) for index, button in enumerate(buttons)),
        reverse=True,
    )
    if not scored or scored[0][0] < ALIKE_LEAST or (len(scored) > 1 and scored[1][0] >= scored[0][0]):
        return None
    return scored[0][2]


def _likeness(said: str, name: str) -> float:
    """How alike two texts are, from 0 to 1; short words are never slips of each other ("nee" is not "mee")."""
    return OSA.normalized_similarity(said, name) if min(len(said), len(name)) >= 4 else 0.0
