"""Content for these tests: the shipped one with question sets of our own beside or in the place of those that it has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from knowledge import Knowledge, read
from tests.talk import shipped

CONTENT = Path(__file__).parent / "content"


def own(name: str) -> bytes:
    return (CONTENT / f"{name}.yaml").read_bytes()


def with_sets(sets: Mapping[str, bytes]) -> Knowledge:
    """The shipped content with these question sets and no others."""
    others = {path: data for path, data in shipped().items() if not path.startswith("scan/")}
    return read({**others, **{f"scan/{name}.yaml": data for name, data in sets.items()}})


@cache
def only(name: str) -> Knowledge:
    """The shipped content with this question set of ours and no other."""
    return with_sets({name: own(name)})


@cache
def beside(*names: str) -> Knowledge:
    """The shipped content with these question sets of ours after its own."""
    return read({**shipped(), **{f"scan/90-{name}.yaml": own(name) for name in names}})
