"""Every way in which content can be wrong: each is found, where it stands, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import ContentError, check, read
from knowledge.places.table import FOLDER, ROWS_MOST
from knowledge.reading import DEPTH_MOST, FILE_BYTES_MOST
from tests.content import BROKEN, Broken, read_broken, small

ROOM = Path(__file__).parents[2] / "knowledge"
FILES = sorted(BROKEN.glob("*.yaml"))
NOT_YAML = "faq/x.yaml:1: geen geldige YAML (een teken dat niet mag, of te diep genest)"
BYTES = {
    "not-utf-8": Broken(
        "faq/x.yaml", ["faq/x.yaml:2: dit is geen UTF-8; bewaar het bestand als UTF-8"], b"- id: nieuw\n  vraag: caf\xe9?\n"
    ),
    "too-big": Broken("faq/x.yaml", ["faq/x.yaml:1: dit bestand is groter dan 20.000.000 bytes"], b"#" * (FILE_BYTES_MOST + 1)),
    "control-character": Broken("faq/x.yaml", [NOT_YAML], b"- id: \x07\n"),
    "nested-too-deep": Broken("faq/x.yaml", [NOT_YAML], b"[" * (DEPTH_MOST + 1) + b"]" * (DEPTH_MOST + 1)),
    "too-many-rows": Broken(
        "plaatsen/meerduidig.csv",
        [f"plaatsen/meerduidig.csv:{ROWS_MOST + 1}: dit bestand heeft meer dan 50.000 regels"],
        b"naam,gemeente,provincie\n" + b"Beek,Beek,Limburg\n" * ROWS_MOST,
    ),
    "table-not-utf-8": Broken(
        "plaatsen/meerduidig.csv",
        ["plaatsen/meerduidig.csv:2: dit is geen UTF-8; bewaar het bestand als UTF-8"],
        b"naam,gemeente,provincie\nEpe,Epe\xe9,Gelderland\n",
    ),
    "nested-endlessly": Broken("faq/x.yaml", [NOT_YAML], b"[" * 500_000),
}
CASES = {file.stem: read_broken(file) for file in FILES} | BYTES
MISSING = sorted(
    (
        *("nood.yaml", "phrases/nl.yaml", "phrases/woorden.yaml", "regios.yaml", "settings.yaml", "vrije-dagen.yaml"),
        *(path for path in small() if path.startswith(FOLDER)),
    )
)


def problems(files: dict[str, bytes]) -> list[str]:
    """Every problem; the places, which are read later than the rest, only where something of them changed."""
    whole = small()
    places = any(files.get(path) != data for path, data in whole.items() if path.startswith(FOLDER))
    with pytest.raises(ContentError) as found:
        (check if places else read)(files)
    assert str(found.value).splitlines() == [str(problem) for problem in found.value.problems]
    return [str(problem) for problem in found.value.problems]


@pytest.mark.parametrize("name", CASES)
def test_a_broken_file_is_told_in_full_and_nothing_else(name: str) -> None:
    case = CASES[name]
    assert problems({**small(), case.path: case.data}) == case.says


@pytest.mark.parametrize("path", MISSING)
def test_a_missing_file_is_one_problem(path: str) -> None:
    files = small()
    del files[path]
    assert problems(files) == [f"{path}:1: dit bestand ontbreekt"]


def test_several_broken_files_give_all_their_problems_in_the_order_of_the_files() -> None:
    one_for_each_path = {case.path: case for case in CASES.values()}
    assert len(one_for_each_path) >= 7
    found = problems({**small(), **{path: case.data for path, case in one_for_each_path.items()}})
    assert found == [said for path in sorted(one_for_each_path) for said in one_for_each_path[path].says]


def test_the_lines_of_one_file_are_in_the_order_of_the_numbers() -> None:
    late = b"\n" * 9 + b"- vraag: Wie?\n  antwoord: Wij.\n" + b"- id: nieuw\n"
    assert [line.split(":")[1] for line in problems({**small(), "faq/x.yaml": late})] == ["10", "12", "12"]


def test_all_broken_files_are_broken_in_different_ways() -> None:
    assert len({(case.path, tuple(case.says), case.data) for case in CASES.values()}) == len(CASES)
    assert all(case.says for case in CASES.values())


def test_there_is_a_broken_file_for_every_sentence_that_the_readers_can_say() -> None:
    said = [line.split(": ", 1)[1] for case in CASES.values() for line in case.says] + ["dit bestand ontbreekt"]
    sayable = {sentence for module in ROOM.rglob("*.py") for sentence in sentences(ast.parse(module.read_text(encoding="utf-8")))}
    assert len(sayable) > 40
    assert [sentence for sentence in sorted(sayable) if not any(re.fullmatch(sentence, line) for line in said)] == []


def sentences(module: ast.Module) -> Iterator[str]:
    """What is given to a `problem` or a `ContentProblem`, as patterns; field names are not sentences."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("problem", "ContentProblem", "ValueError")):
            yield from (text for argument in node.args for text in patterns(argument) if " " in text)


def patterns(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(str(text)):
            yield re.escape(text)
        case ast.JoinedStr(parts):
            yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*" for part in parts)
        case _:
            yield from (text for child in ast.iter_child_nodes(node) for text in patterns(child))
