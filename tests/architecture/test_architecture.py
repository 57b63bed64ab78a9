"""The house is as its documents say: the diagram, the conversation in the README, sizes and docstrings."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.diagram import ARCHITECTURE, BEGIN, END, draw
from tests.architecture.readme import README, SCENARIO, shown

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for room in ("knowledge", "dialogs", "bot") for path in (ROOT / room).rglob("*.py"))
LINES_MOST = 400


def test_the_state_diagram_is_the_one_that_the_code_draws() -> None:
    drawn = ARCHITECTURE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert drawn == draw(), "python -m tests.architecture.diagram --write"


def test_the_conversation_in_the_readme_is_a_scenario() -> None:
    assert shown(SCENARIO.read_text(encoding="utf-8")) in README.read_text(encoding="utf-8"), "python -m tests.architecture.readme"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_can_be_read_in_one_sitting(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert text.count("\n") <= LINES_MOST


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 40


def test_only_who_talks_in_matrix_loads_what_encrypts() -> None:
    """Half a second and thirty megabytes that a guide on Telegram does without."""
    loaded = "import sys, bot.run; print([name for name in ('nio', 'vodozemac') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=ROOT).stdout == "[]\n"
