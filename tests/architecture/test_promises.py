"""Nothing is left for later without saying so in an issue, and no test is left out."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("knowledge", "dialogs", "bot", "tests")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".yaml", ".sql", ".md"))
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
LEFT_OUT = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)|unittest\.skip")


def found(what: re.Pattern[str], files: list[Path]) -> list[str]:
    """Where it stands, as `path:line`; this file names it itself."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if what.search(line)
    ]


def test_nothing_is_left_for_later() -> None:
    assert len(FILES) > 100
    assert found(LATER, FILES) == []


def test_no_test_is_left_out() -> None:
    assert found(LEFT_OUT, [path for path in FILES if path.suffix == ".py"]) == []
