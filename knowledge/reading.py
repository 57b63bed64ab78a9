"""YAML files in, checked values out, with every problem at once and the line it stands on.

PyYAML's `compose` gives the nodes with their lines; a `Fields` reads one mapping of them field by field. A field that is missing
or wrong leaves a problem and a harmless stand-in value, so that reading goes on and an editor sees everything in one go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, TypeVar

import yaml

from knowledge.problems import ContentProblem, did_you_mean

T = TypeVar("T")

FILE_BYTES_MOST = 20_000_000
DEPTH_MOST = 100
YEARS = range(2000, 3000)
"""What is dated here lies in this century or not far beyond; so a day can always be counted on from, by a year or a month."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DECIMAL = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
_TRUE_FALSE = {"true": True, "ja": True, "false": False, "nee": False}
_KINDS = {yaml.MappingNode: "velden", yaml.SequenceNode: "lijst", yaml.ScalarNode: "tekst"}


class _NotTooDeep:
    """Goes before a loader, which composes by recursion and has no limit of its own: deep enough, and the whole process would be gone."""

    depth = 0

    def descend_resolver(self, _parent: yaml.Node | None, _index: object) -> None:
        self.depth += 1
        if self.depth > DEPTH_MOST:
            raise yaml.YAMLError

    def ascend_resolver(self) -> None:
        self.depth -= 1


_LOADER: type[Any] = type("_Loader", (_NotTooDeep, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), {})


class File:
    """One content file while it is read: its path and the list that its problems go to."""

    def __init__(self, path: str, problems: list[ContentProblem]) -> None:
        self.path = path
        self.problems = problems

    def problem(self, line: int, what: str) -> None:
        self.problems.append(ContentProblem(self.path, line, what))


def compose(file: File, data: bytes | None) -> yaml.Node | None:
    """The root node of a YAML file, or None when there is none; what is wrong goes to the file's problems."""
    if data is None:
        file.problem(1, "dit bestand ontbreekt")
        return None
    if len(data) > FILE_BYTES_MOST:
        file.problem(1, f"dit bestand is groter dan {FILE_BYTES_MOST:,} bytes".replace(",", "."))
        return None
    try:
        root: yaml.Node | None = yaml.compose(data.decode(), Loader=_LOADER)
    except UnicodeDecodeError as error:
        file.problem(data.count(b"\n", 0, error.start) + 1, "dit is geen UTF-8; bewaar het bestand als UTF-8")
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        file.problem(mark.line + 1 if mark else 1, f"geen geldige YAML ({error.problem})")
        return None
    except yaml.YAMLError:
        file.problem(1, "geen geldige YAML (een teken dat niet mag, of te diep genest)")
        return None
    if root is None:
        file.problem(1, "dit bestand is leeg")
    return root


def mapping(file: File, node: yaml.Node | None, what: str) -> Fields | None:
    """The node as fields, or None with a problem when it is something else."""
    if node is None:
        return None
    if not isinstance(node, yaml.MappingNode):
        file.problem(_line(node), f"{what} moet velden hebben, geen {_KINDS[type(node)]}")
        return None
    return Fields(file, node)


Content = tuple[str, bytes | None]
"""A file: its path, and what is in it; None when there is no such file."""


def opened(content: Content, problems: list[ContentProblem], what: str) -> Fields | None:
    """The fields of a file that may be missing; None when it is, or when it is not readable at all.

    Args:
        what: What the file is, as it stands in a problem: "een gids voor ouders".
    """
    path, data = content
    file = File(path, problems)
    return mapping(file, compose(file, data), what) if data is not None else None


def listed(content: Content, problems: list[ContentProblem], *, each: str, whole: str) -> list[Fields]:
    """The items of a file that is a list and may be missing; none when it is.

    Args:
        each, whole: What an item and the file are, as it stands in a problem: "een dag", "een kalender".
    """
    path, data = content
    file = File(path, problems)
    nodes = sequence(file, compose(file, data), whole) if data is not None else []
    return [fields for node in nodes if (fields := mapping(file, node, each)) is not None]


def sequence(file: File, node: yaml.Node | None, what: str) -> list[yaml.Node]:
    """The items of a list node; a problem and no items when it is something else."""
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        file.problem(_line(node), f"{what} moet een lijst zijn (elke regel begint met -)")
        return []
    return list(node.value)


class Fields:
    """One YAML mapping, read field by field; `done` reports the fields that nobody asked for."""

    def __init__(self, file: File, node: yaml.MappingNode) -> None:
        self.file = file
        self.line = _line(node)
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self._asked: set[str] = set()
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in self._nodes:
                file.problem(_line(key), f'veld "{name}" staat er twee keer')
            self._nodes[name] = value
            self._lines[name] = _line(key)

    def problem(self, what: str, field: str = "") -> None:
        """Note a problem at a field's line, or at the mapping's own when the field is not there."""
        self.file.problem(self.at(field), what)

    def plain(self, field: str) -> str:
        """What stands in a field without judging it; "" when it is no text."""
        node = self._nodes.get(field)
        return node.value.strip() if isinstance(node, yaml.ScalarNode) else ""

    def at(self, field: str) -> int:
        return self._lines.get(field, self.line)

    def has(self, field: str) -> bool:
        return field in self._nodes

    def names(self) -> Iterator[str]:
        """Every field name as written, for mappings whose names are data; they count as asked for."""
        self._asked.update(self._nodes)
        return iter(self._nodes)

    def node(self, field: str, *, required: bool = True) -> yaml.Node | None:
        self._asked.add(field)
        if field in self._nodes:
            return self._nodes[field]
        if required:
            self.problem(f'veld "{field}" ontbreekt')
        return None

    def text(self, field: str, *, required: bool = True, longest: int = 4000, empty: bool = False) -> str:
        """A text of at most `longest` characters; an absent one is the empty text."""
        node = self.node(field, required=required)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.problem(f'veld "{field}" moet tekst zijn, geen {_KINDS[type(node)]}', field)
            return ""
        text: str = node.value.strip()
        if not text and not empty:
            self.problem(f'veld "{field}" is leeg', field)
        if len(text) > longest:
            self.problem(f'veld "{field}" is {len(text)} tekens, hoogstens {longest} mag', field)
        return text

    def id(self, field: str = "id", *, longest: int = 40) -> str:
        """A name for machines: small letters, digits and hyphens, at most `longest` characters."""
        text = self.text(field, longest=longest)
        if text and not _ID.fullmatch(text):
            self.problem(f'"{text}" kan geen {field} zijn: gebruik kleine letters, cijfers en streepjes', field)
        return text

    def texts(self, field: str, *, longest: int = 300) -> tuple[str, ...]:
        """A list of texts; an absent field is an empty list, a single text a list of one."""
        node = self.node(field, required=False)
        if node is None:
            return ()
        nodes = [node] if isinstance(node, yaml.ScalarNode) else sequence(self.file, node, f'veld "{field}"')
        found = []
        for item in nodes:
            text = item.value.strip() if isinstance(item, yaml.ScalarNode) else ""
            if not text or len(text) > longest:
                self.file.problem(_line(item), f'in "{field}" moet elke regel tekst zijn van 1 tot {longest} tekens')
            found.append(text)
        return tuple(found)

    def lists_of_texts(self, field: str, *, longest: int = 300) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts."""
        found = []
        for node in sequence(self.file, self.node(field), f'veld "{field}"'):
            items = node.value if isinstance(node, yaml.SequenceNode) else [None]
            texts = tuple(item.value.strip() if isinstance(item, yaml.ScalarNode) else "" for item in items)
            if not texts or any(not text or len(text) > longest for text in texts):
                self.file.problem(_line(node), f'in "{field}" moet elke regel een lijst van teksten zijn van 1 tot {longest} tekens')
            found.append(texts)
        return tuple(found)

    def flag(self, field: str) -> bool:
        """True or false (ja or nee); absent is false."""
        text = self.text(field, required=False)
        if text and text not in _TRUE_FALSE:
            self.problem(f'veld "{field}" moet true of false zijn, niet "{text}"', field)
        return _TRUE_FALSE.get(text, False)

    def number(self, field: str, *, least: int, most: int) -> int:
        """A whole number between two bounds, both allowed."""
        text = self.text(field)
        found = int(text) if text.isdecimal() and len(text) <= len(str(most)) else None
        if text and (found is None or not least <= found <= most):
            self.problem(f'veld "{field}" moet een heel getal zijn van {least} tot {most}, niet "{text}"', field)
            return least
        return least if found is None else found

    def decimal(self, field: str, *, least: float, most: float) -> float:
        """A number, perhaps with a decimal point, between two bounds, both allowed."""
        text = self.text(field)
        found = float(text) if _DECIMAL.fullmatch(text) else None
        if text and (found is None or not least <= found <= most):
            self.problem(f'veld "{field}" moet een getal zijn van {least} tot {most}, niet "{text}"', field)
            return float(least)
        return float(least) if found is None else found

    def date(self, field: str, *, required: bool = True) -> date | None:
        """A day written as 2026-11-22, or None when absent or wrong."""
        text = self.text(field, required=required)
        try:
            found = date.fromisoformat(text) if text else None
        except ValueError:
            found = date.max
        if found and found.year not in YEARS:
            self.problem(f'veld "{field}" moet een datum zijn als 2026-11-22, niet "{text}"', field)
            return None
        return found

    def one_of(self, field: str, known: Collection[str], *, default: str = "") -> str:
        """One of the known words; with a default the field may be absent."""
        text = self.text(field, required=not default) or default
        if text and text not in known:
            self.problem(f'veld "{field}" kan niet "{text}" zijn{did_you_mean(text, known)}', field)
        return text

    def fields(self, field: str, *, required: bool = True) -> Fields | None:
        return mapping(self.file, self.node(field, required=required), f'veld "{field}"')

    def list_of(self, field: str, read: Callable[[Fields], T], *, least: int = 0) -> tuple[T, ...]:
        """Read each mapping of a list with `read`; a list shorter than `least` is a problem."""
        nodes = sequence(self.file, self.node(field, required=least > 0), f'veld "{field}"')
        if self.has(field) and len(nodes) < least:
            self.problem(f'veld "{field}" heeft er minstens {least} nodig', field)
        items = (mapping(self.file, node, f'elk van "{field}"') for node in nodes)
        return tuple(read(item) for item in items if item is not None)

    def done(self, known: Collection[str] = ()) -> None:
        """Report the fields that nobody asked for; `known` are others that could have been there."""
        for name in self._nodes:
            if name not in self._asked:
                self.problem(f'onbekend veld "{name}"{did_you_mean(name, self._asked.union(known))}', name)


def _line(node: yaml.Node) -> int:
    line: int = node.start_mark.line
    return line + 1
