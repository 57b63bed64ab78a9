"""An answer that may be shown to others than who asked: without names, places, addresses and numbers that say who someone is.

What is not certain goes too: a word with a capital that we do not know is taken for a name. Who proposes the text sees it first, for a name
without a capital cannot be told from any other word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct

from knowledge.dutch import fold
from knowledge.masking import masked

_LINK = re.compile(r"(https?://[^\s<>\"]+)")
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b|\b[1-9]\d{3}[a-z]{2}\b")
_NUMBER = re.compile(r"(?<![\w/.,-])(?:\d{5,}|\d\d[A-Z]{2})(?!\w)")
"""Shorter numbers are years, classes and amounts; two digits with two capitals are the code of a school."""
_INITIAL = re.compile(r"\W*[A-Z]\.(?:[A-Z]\.)*")
_PIECES = re.compile(r"(\s+)")
_EDGES = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_SENTENCE_ENDS = re.compile(r"[.!?:]\W*$")
_BEFORE_NAMES = frozenset(
    {"mevrouw", "meneer", "mevr", "mw", "dhr", "heer", "juf", "juffrouw", "meester", "heet", "genaamd", "groet", "groeten"}
)
_IN_NAMES = frozenset({"de", "den", "der", "van", "ten", "ter", "te", "het", "el", "al", "von"})
_MARKED = re.compile(r"\[[^\]\s]+\]")


class Hidden(Struct, frozen=True):
    """What stands in the place of what goes.

    Args:
        masks: By kind, as `masked` wants them.
        name, place: For a name of somebody, and of a place.
    """

    masks: Mapping[str, str]
    name: str
    place: str


def anonymous(text: str, hidden: Hidden, known: Collection[str], places: Callable[[Sequence[str]], Collection[int]]) -> str:
    """The text without what says who someone is; links stay as they are.

    Args:
        known: Folded words that are nobody's name.
        places: Which of the words of a text, one after another, are names of places.
    """
    parts = _LINK.split(text)
    return "".join(part if at % 2 else _plain(part, hidden, known, places) for at, part in enumerate(parts))


def _plain(text: str, hidden: Hidden, known: Collection[str], places: Callable[[Sequence[str]], Collection[int]]) -> str:
    text = masked(text, hidden.masks)
    text = _NUMBER.sub(hidden.masks["nummer"], _POSTCODE.sub(hidden.masks["adres"], text))
    pieces = _PIECES.split(text)
    written = pieces[::2]
    located = places(written)
    marks = [hidden.place if at in located else "" for at in range(len(written))]
    for at, word in enumerate(written):
        if not marks[at] and _is_name(word, written[at - 1] if at else "", known):
            marks[at] = hidden.name
    _join_names(written, marks, hidden.name)
    return _put(pieces, marks)


def _is_name(word: str, before: str, known: Collection[str]) -> bool:
    """An unknown word with a capital, an initial, or what is said behind a title."""
    bare = _EDGES.sub(r"\2", word)
    if not bare[:1].isalpha() or _MARKED.search(word):
        return False
    said = fold(bare).split()
    told = all(part in known for part in said)
    if fold(before) in _BEFORE_NAMES and not (before[-1:] in "." and len(fold(before)) > 4):
        return bare[0].isupper() or not (told or bare in _IN_NAMES)
    return bool(_INITIAL.fullmatch(word)) or (bare[0].isupper() and not told)


def _join_names(written: Sequence[str], marks: list[str], name: str) -> None:
    """What stands within a name belongs to it: `Jan de Vries`."""
    at = 0
    while at < len(marks):
        if marks[at] == name:
            end = at + 1
            while end < len(marks) and (marks[end] == name or written[end] in _IN_NAMES) and not _ends(written[end - 1]):
                end += 1
            while marks[end - 1] != name:
                end -= 1
            marks[at:end] = [name] * (end - at)
            at = end
        at += 1


def _ends(word: str) -> bool:
    return bool(_SENTENCE_ENDS.search(word)) and not _INITIAL.fullmatch(word)


def _put(pieces: Sequence[str], marks: Sequence[str]) -> str:
    """The text with marks; one for what goes together."""
    out: list[str] = []
    for at, mark in enumerate(marks):
        space = pieces[2 * at - 1] if at else ""
        before, _, after = _EDGES.fullmatch(pieces[2 * at]).groups() if mark else ("", "", "")  # type: ignore[union-attr]
        after = "" if mark and not _ends(pieces[2 * at]) and after == "." else after
        if mark and at and marks[at - 1] == mark and out and out[-1].endswith(mark) and not before:
            out[-1] += after
            continue
        out.append(space + (before + mark + after if mark else pieces[2 * at]))
    return "".join(out)
