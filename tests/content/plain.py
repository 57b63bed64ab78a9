"""YAML as a plug-in sees it: of the core schema of YAML 1.2, in which a day is a text and `ja` is one too (PyYAML speaks 1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

_MEANT: list[tuple[re.Pattern[str], Any]] = [
    (re.compile(r"(?:~|null|Null|NULL)?"), lambda _: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
]


def documents(data: bytes) -> Iterator[Any]:
    """Each document of a file; none of a file that holds only remarks.

    Raises:
        yaml.YAMLError: When it is no YAML, which every plug-in says by itself.
    """
    return (plain(node) for node in yaml.compose_all(data.decode(), Loader=yaml.SafeLoader))


def plain(node: yaml.Node) -> Any:
    """The value of a node; a key that is no text is called "?"."""
    if isinstance(node, yaml.MappingNode):
        return {key.value if isinstance(key, yaml.ScalarNode) else "?": plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    quoted = isinstance(node, yaml.ScalarNode) and node.style
    meant = [] if quoted else [meaning(node.value) for form, meaning in _MEANT if form.fullmatch(node.value)]
    return meant[0] if meant else node.value
