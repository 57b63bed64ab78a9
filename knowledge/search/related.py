"""Words that mean nearly the same, so that `inschrijven` finds `aanmelden`: groups of words, and short forms with what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from knowledge.dutch import fold
from knowledge.problems import ContentProblem
from knowledge.reading import File, compose, mapping

WORDS_MOST = 4
"""Of how many words one expression of a group may consist."""
EXPANSIONS_MOST = 3


class Related(Struct, frozen=True):
    """What editors say of words.

    Args:
        groups: Expressions that mean nearly the same.
        expansions: What a short form stands for, by its folded word; this is added to what the encoder reads.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    expansions: Mapping[str, tuple[str, ...]] = {}

    def spelled_out(self, text: str) -> str:
        """The text with what its short forms stand for behind it: `wat is bsa (bindend studieadvies)`."""
        found = [meaning for word in dict.fromkeys(fold(text).split()) for meaning in self.expansions.get(word, ())[:1]]
        return f"{text} ({', '.join(found[:EXPANSIONS_MOST])})" if found else text

    def more(self, glossary: Mapping[str, Iterable[str]]) -> Related:
        """The same with the words of a glossary, each with its other forms, as groups."""
        groups = {frozenset(map(fold, group)): group for group in (*self.groups, *((word, *forms) for word, forms in glossary.items()))}
        return Related(tuple(groups.values()), self.expansions)


def read_related(content: tuple[str, bytes | None], problems: list[ContentProblem]) -> Related:
    """Related words of one file, given as (path, content): `afkortingen: {kort: [voluit]}` and `groepen: [[woord, woord]]`."""
    file = File(content[0], problems)
    fields = mapping(file, compose(file, content[1]), "een bestand met verwante woorden")
    if fields is None:
        return Related()
    short = fields.fields("afkortingen")
    forms = {name: short.texts(name, longest=80) for name in short.names()} if short else {}
    groups = fields.lists_of_texts("groepen", longest=60)
    fields.done()
    return Related(groups, {fold(word): meanings for word, meanings in forms.items()}).more(forms)
