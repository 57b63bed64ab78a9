"""What the search leans on beside the entries: words that mean the same, and what was learned from labelled questions."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from knowledge.problems import ContentProblem
from knowledge.search.matches import Mode
from knowledge.search.related import Related, read_related
from knowledge.search.tuning import Tuning, read_tuning


class Learned(Struct, frozen=True):
    """Content of the search.

    Args:
        tunings: What was learned, for each mode; without one for a mode nothing can be searched for in it.
    """

    related: Related = Related()
    tunings: Mapping[Mode, Tuning] = {}


def read_learned(related: tuple[str, bytes | None], tuning: tuple[str, bytes | None], problems: list[ContentProblem]) -> Learned:
    """The content of two files, each given as (path, content)."""
    return Learned(read_related(related, problems), read_tuning(tuning, problems))
