"""What the readers ask of each mapping of a file, noted while they read it: the truth that the schemas are held against."""

from __future__ import annotations

import functools
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
import yaml

from knowledge.reading import Fields, File

WAYS = ("names", "node", "text", "id", "texts", "flag", "number", "decimal", "lists_of_texts", "date", "one_of", "fields", "list_of")
"""The methods of `Fields` that ask for something."""


class Ask(NamedTuple):
    """One question to a mapping: by which method, for which field ("" for the names of all), and within which limits."""

    how: str
    field: str
    limits: dict[str, Any]


Place = tuple[str, int, int]
"""Where a mapping begins: path, line and column."""
Asked = dict[Place, list[Ask]]


def place(path: str, node: yaml.Node) -> Place:
    return path, node.start_mark.line, node.start_mark.column


@contextmanager
def recording() -> Iterator[Asked]:
    """While this lasts, everything that is asked of any mapping is noted; what one method asks through another only once."""
    asked: Asked = defaultdict(list)
    places: dict[int, tuple[Fields, Place]] = {}  # with the fields themselves, so that no other gets the same number
    busy: set[int] = set()
    begin = Fields.__init__

    def noted_begin(self: Fields, file: File, node: yaml.MappingNode) -> None:
        places[id(self)] = (self, place(file.path, node))
        begin(self, file, node)

    def noted(how: str, method: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(method)

        @functools.wraps(method)
        def ask(self: Fields, *args: Any, **named: Any) -> Any:
            if id(self) in busy:
                return method(self, *args, **named)
            given = signature.bind(self, *args, **named)
            given.apply_defaults()
            limits = {name: value for name, value in given.arguments.items() if name not in ("self", "field", "read")}
            asked[places[id(self)][1]].append(Ask(how, given.arguments.get("field", ""), limits))
            busy.add(id(self))
            try:
                return method(self, *args, **named)
            finally:
                busy.discard(id(self))

        return ask

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fields, "__init__", noted_begin)
        for how in WAYS:
            patch.setattr(Fields, how, noted(how, getattr(Fields, how)))
        yield asked
