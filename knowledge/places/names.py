"""Names of places, folded so that two ways to write one name are the same: case, accents, spaces, ij = y, Sint = st, a/d = aan den."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from knowledge.dutch import fold

CHARACTERS_MOST = 300
_SAINT = {"sint": "st"}
_AT_THE = {("aan", "den"), ("aan", "de"), ("aan", "het"), ("a", "d"), ("a", "den"), ("a", "de")}


class Word(Struct, frozen=True):
    """A word as it is compared, and whether it was written with a capital."""

    text: str
    capital: bool


def words(text: str) -> list[Word]:
    """The words of at most `CHARACTERS_MOST` characters of a text."""
    return [word for word, _ in words_as_written(text[:CHARACTERS_MOST].split())]


def words_as_written(written: Sequence[str]) -> list[tuple[Word, int]]:
    """The words of a text that was taken apart at its spaces, and in which part each begins."""
    apart: list[tuple[Word, int]] = []
    for at, part in enumerate(written):
        letter = next((letter for letter in part if letter.isalnum()), "")
        apart += [(Word(_SAINT.get(one, one).replace("ij", "y"), letter.isupper()), at) for one in fold(part).split()]
    return _with_rivers(apart)


def _with_rivers(apart: list[tuple[Word, int]]) -> list[tuple[Word, int]]:
    """`aan den`, `aan de`, `a/d` and `ad` as one word: Alphen aan den Rijn."""
    together: list[tuple[Word, int]] = []
    for word, at in apart:
        if together and (together[-1][0].text, word.text) in _AT_THE:
            together[-1] = (Word("ad", capital=False), together[-1][1])
        else:
            together.append((word, at))
    return together


def joined(text: str) -> str:
    """What a name is compared by: its words without the spaces between."""
    return "".join(word.text for word in words(text))


def spelt(said: Sequence[Word]) -> str:
    """Words with their spaces."""
    return " ".join(word.text for word in said)
