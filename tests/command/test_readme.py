"""What README.md says of the command is what the command says of itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command.lobgids import ROOT, Lobgids

README = (ROOT / "README.md").read_text(encoding="utf-8")
IN_README = {name: line for line in README.splitlines() for name in re.findall(r"^lobgids ([a-z]+)\b", line)}
"""The lines of the list of commands, by the name of each."""


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names under `lobgids --help`."""
    ended = Lobgids(tmp_path_factory.mktemp("data")).run("--help")
    assert (ended.code, ended.err) == (0, "")
    return re.findall(r"^    ([a-z]+)\s", ended.out, re.MULTILINE)


def test_every_command_is_named_and_no_other(offered: list[str]) -> None:
    assert len(offered) >= 4
    assert set(IN_README) == set(offered)


def test_the_options_of_chat_are_those_it_takes(lobgids: Lobgids) -> None:
    taken = set(re.findall(r"--[a-z]+", lobgids.run("chat", "--help").out)) - {"--help"}
    assert set(re.findall(r"--[a-z]+", IN_README["chat"])) == taken


def test_every_command_explains_itself_and_takes_a_data_folder(lobgids: Lobgids, offered: list[str], tmp_path: Path) -> None:
    for name in offered:
        ended = lobgids.run(name, "--help")
        assert (ended.code, ended.err) == (0, "")
        assert f"usage: lobgids {name} " in ended.out
        assert "--data MAP" in ended.out
    assert list(tmp_path.iterdir()) == []  # asking for help opens nothing
