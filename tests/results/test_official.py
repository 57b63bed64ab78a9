"""A set of our own says everywhere that it is not the official one; the official text, given with permission, says it nowhere."""

from __future__ import annotations

import re

import pytest

from dialogs.fitting import UNITS_MOST, units
from dialogs.language import Say
from dialogs.recipes import Picture
from knowledge import Knowledge, read
from tests.results.filled import KNOWLEDGE, NAMES, PARTS
from tests.results.walking import everything_said
from tests.talk import shipped

OURS = re.compile(r"eigen versie|eigen woorden|niet de officiële|geen officiële", re.IGNORECASE)
TITLE = "titel: LOB-scan\n"
PERMITTED = "officieel: {uitgever: Expertisepunt LOB, toestemming_op: 2026-12-01}"
EVERY_PART = pytest.mark.parametrize(("sector", "level"), PARTS, ids=NAMES)


def permitted() -> Knowledge:
    """The shipped content with both sets as their publisher would give them."""
    files = shipped()
    for path in ("scan/10-vo.yaml", "scan/20-mbo.yaml"):
        text = files[path].decode()
        assert TITLE in text
        files[path] = text.replace(TITLE, f"{TITLE}{PERMITTED}\n").encode()
    return read(files)


def renamed() -> Knowledge:
    """The shipped content by a title and an opening that say nothing of whose it is."""
    files = shipped()
    for path in ("scan/10-vo.yaml", "scan/20-mbo.yaml"):
        lines = files[path].decode().split("\n")
        at = next(number for number, line in enumerate(lines) if line.startswith("inleiding:"))
        lines[at : at + 2] = ["inleiding: De scan is geen rapportcijfer."]
        files[path] = "\n".join(lines).replace(TITLE, "titel: Dé LOB-scan\n").encode()
    return read(files)


def words(said: list[Say]) -> list[str]:
    """Whatever a person can read or hear of these messages."""
    labels = [button.label for say in said for row in say.buttons for button in row]
    return [*(say.text for say in said), *labels, *(text for picture in pictures(said) for text in in_picture(picture))]


def pictures(said: list[Say]) -> list[Picture]:
    return [say.picture for say in said if say.picture]


def in_picture(picture: Picture) -> list[str]:
    rows = [text for row in picture.rows for text in (row.title, row.count)]
    return [picture.title, *picture.lines, *rows, *(meaning for _, meaning in picture.legend), picture.alt]


@EVERY_PART
@pytest.mark.parametrize("step", [0, 3])
def test_with_permission_nothing_calls_it_our_own(sector: str, level: str, step: int) -> None:
    said = list(everything_said(permitted(), sector, level, step))
    assert len(said) > 50
    assert len(pictures(said)) >= 4
    assert [text for text in words(said) if OURS.search(text)] == []
    assert "geen rapportcijfer" in "".join(say.text for say in said)


@EVERY_PART
@pytest.mark.parametrize("known", [KNOWLEDGE, renamed()], ids=["as shipped", "by another title"])
def test_without_it_the_opening_each_question_the_result_and_the_picture_say_so(sector: str, level: str, known: Knowledge) -> None:
    said = list(everything_said(known, sector, level, 1))
    opening = [say.text for say in said if "rapportcijfer" in say.text and "Uw resultaat" not in say.text]
    assert opening
    assert all("niet de officiële LOB-scan" in text for text in opening)
    questions = [say.text for say in said if re.search(r"vraag \d+ van \d+", say.text)]
    assert len(questions) > 40
    assert all("LOB-scan, eigen versie · vraag " in text for text in questions)
    results = [say.text for say in said if "Uw resultaat\n" in say.text]
    assert len(results) >= 3
    assert all(len(OURS.findall(text)) >= 4 for text in results)
    assert all("niet de officiële" in picture.title for picture in pictures(said))


@EVERY_PART
@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_every_message_of_a_walk_fits(sector: str, level: str, step: int) -> None:
    assert max(units(say.text) for say in everything_said(KNOWLEDGE, sector, level, step)) <= UNITS_MOST
