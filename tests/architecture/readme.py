"""The conversation that the README shows: a scenario that runs as a test. `python -m tests.architecture.readme` puts it there."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
SCENARIO = ROOT / "tests" / "scenarios" / "readme.txt"
BEGIN, END = "<!-- conversation: from tests/scenarios/readme.txt -->\n", "<!-- end of conversation -->\n"


def shown(scenario: str) -> str:
    """The scenario as the README has it, without its remarks and clock."""
    lines = [line for line in scenario.splitlines() if not line.startswith(("#", "@"))]
    return "```\n" + "\n".join(lines) + "\n```\n"


def main() -> None:
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(before + BEGIN + shown(SCENARIO.read_text(encoding="utf-8")) + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
