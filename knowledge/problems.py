"""What can be wrong with content: where it stands and what it is, in the editor's language.

These sentences are Dutch and live here, not in `content/`: they must be sayable when `content/` itself is broken.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from rapidfuzz import fuzz, process


class ContentProblem(Struct, frozen=True, order=True):
    """One thing an editor has to mend.

    Args:
        file: Path inside the content folder, with forward slashes.
        line: Line in that file, counted from 1.
        what: What is wrong, in Dutch.
    """

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class ContentError(Exception):
    """The content can't be used; `problems` tells every reason at once, in the order of the files."""

    def __init__(self, problems: Iterable[ContentProblem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is probably a slip of, or None when none is near."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`, bedoelt u "…"?` when there is a near word, else nothing."""
    near = nearest(word, known)
    return f', bedoelt u "{near}"?' if near else ""
