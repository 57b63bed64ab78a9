"""A result as a careful reader goes through it: what may never be wrong in its Dutch, its numbers and its order."""

from __future__ import annotations

import re

from dialogs.fitting import UNITS_MOST, units
from dialogs.here import day
from dialogs.recipes import Picture
from dialogs.scan.at import At
from knowledge.scan import SKIPPED, Question
from tests.results.filled import FILLED_IN, told

LEAD_UNITS_MOST = 300
"""What the answer before it may say in the same message."""
_ADDRESS = re.compile(r"https?://\S+")
_COUNT = re.compile(r"• (?P<theme>[^:]+): (?P<enough>\d+) van (?P<total>\d+) [a-z, ]+(?: \((?P<beside>[^()]+)\))?")
_POINT = re.compile(r"(?:•|\d\.) [A-Z].*[.?] \(nu: [a-z ]+\)")
_STEP = re.compile(r"• [A-Z].*\.")
_SENTENCES = re.compile(r"(?:[A-Z“].*[.?!:']|[A-Z].*: [a-z].*[.?!])")
_SMALL_AFTER_END = re.compile(r"[.?!] [a-zà-ü]")
_WRONG_NUMBER = re.compile(r"\b1 (?:vragen|punten|stellingen|minuten|antwoorden)\b|\b(?!1\b)\d+ (?:vraag|minuut|punt|stelling)\b")
_RANKING = re.compile(r"Alle stappen meegeteld (is|zijn) (.+) uw sterkste (thema|thema's)\. De meeste ruimte zit in (.+)\.")
_CIRCLE = re.compile(r"(.+) (staat|staan) er; (.+) (blijft|blijven) achter\.")
_GRADE = re.compile(r"\bcijfer \d|\d ?%|\d ?/ ?10\b|\d[.,]\d|\bgemiddeld", re.IGNORECASE)


def read(at: At) -> tuple[str, Picture]:
    """The result, after everything that holds for each was checked."""
    text, drawing = told(at)
    assert units(text) <= UNITS_MOST - LEAD_UNITS_MOST
    _well_written(text)
    _well_ordered(at, text)
    _counted(at, text, drawing)
    _numbers_agree(text)
    _says_what_it_is(at, text, drawing)
    return text, drawing


def paragraphs(text: str) -> list[list[str]]:
    return [paragraph.split("\n") for paragraph in text.split("\n\n")]


def _well_written(text: str) -> None:
    plain = _ADDRESS.sub("", text)
    assert not re.search(r"[{}]|None|\(\)", plain)
    assert not re.search(r"\S {2,}|[ \t]$| [.,;:!?)]|[.,;:!?]{2}", re.sub(r"^ +\n?", "", plain, flags=re.MULTILINE), re.MULTILINE)
    assert not _SMALL_AFTER_END.search(plain), _SMALL_AFTER_END.search(plain)
    assert not _GRADE.search(plain)
    assert not _WRONG_NUMBER.search(plain)
    for lines in paragraphs(text)[1:]:
        for line in lines:
            kinds = (_COUNT, _POINT, _STEP, _SENTENCES)
            assert line.startswith("  https://") or any(kind.fullmatch(line) for kind in kinds), line


def _well_ordered(at: At, text: str) -> None:
    """The head, then what the law asks, then all else."""
    second = paragraphs(text)[1]
    law = _law_open(at)
    assert any("vraagt de wet." in line for line in second) == bool(law)
    assert text.count("vraagt de wet.") == bool(law)
    if law:
        points = [line.removeprefix("• ").rpartition(" (nu: ")[0] for line in second if line.startswith("• ")]
        assert points == [question.text for question in law]


def _law_open(at: At) -> list[Question]:
    """By hand: what is norm "wet" here and was not answered with one of the steps that count."""
    sector = at.run.sector
    good = {"ja", "grotendeels", "helemaal"}
    return [question for question in _asked(at) if question.norm_in(sector) == "wet" and at.standing.values[question.id] not in good]


def _asked(at: At) -> list[Question]:
    """In the order of the set, as themes show them."""
    return [question for theme in at.standing.themes for question in at.standing.of_theme(theme)]


def _counted(at: At, text: str, drawing: Picture) -> None:
    """Each number of the picture stands in the text; what is unknown or skipped is counted apart."""
    values = at.standing.values
    lines = [found for line in text.split("\n") if (found := _COUNT.fullmatch(line))]
    assert len(lines) == len(drawing.rows) == len(at.standing.themes)
    for theme, row, line in zip(at.standing.themes, drawing.rows, lines, strict=True):
        given = [values[question.id] for question in at.standing.of_theme(theme)]
        assert line[0].startswith(f"• {row.title}: {row.count}")
        assert int(line["enough"]) == sum(value in ("ja", "grotendeels", "helemaal") for value in given)
        assert int(line["enough"]) == sum(cell.share is not None and cell.share > 0.5 for cell in row.cells)
        assert int(line["total"]) == len(given) == len(row.cells)
        unknown, skipped = given.count("weet-niet"), given.count(SKIPPED)
        parts = [f"{unknown} keer weet ik niet"] * bool(unknown) + [f"{skipped} overgeslagen"] * bool(skipped)
        assert (line["beside"] or "") == ", ".join(parts)
        assert [cell.sign for cell in row.cells].count("?") == unknown
        assert [cell.sign for cell in row.cells].count("–") == skipped
    numbers = set(re.findall(r"\d+", text))
    assert set(re.findall(r"\d+", " ".join((drawing.title, *drawing.lines, *(row.count for row in drawing.rows))))) <= numbers
    assert all(f"{row.title}: {row.count}" in drawing.alt for row in drawing.rows)


def _numbers_agree(text: str) -> None:
    """One or several: the verb and the heading follow what is named."""
    for lines in paragraphs(text):
        first = lines[0]
        points = sum(line.startswith(("• ", "1. ", "2. ", "3. ")) for line in lines)
        for one, many in (
            ("Dit vraagt de wet.", "Deze punten vraagt de wet."),
            ("Praat hier eerst over:", "Praat eerst over deze punten:"),
            ("Dit staat er.", "Deze punten staan er."),
            ("Hier kunt u verder:", "Hier kunt u verder, in deze volgorde:"),
        ):
            assert not first.startswith(one) or points == 1
            assert not first.startswith(many) or points > 1
        if found := _RANKING.fullmatch(first):
            several = found[2].count("“") > 1
            assert (found[1], found[3]) == (("zijn", "thema's") if several else ("is", "thema"))
            assert not set(re.findall("“[^”]+”", found[2])) & set(re.findall("“[^”]+”", found[4]))
        if found := _CIRCLE.fullmatch(first):
            assert found[2] == ("staan" if " en " in found[1] else "staat")
            assert found[4] == ("blijven" if " en " in found[3] else "blijft")


def _says_what_it_is(at: At, text: str, drawing: Picture) -> None:
    """Title, department, the day of the last answer, one person, version and kind, in words and in the picture."""
    sector, when = at.standing.set.sector(at.run.sector), day(FILLED_IN, at.phrases)
    about = at.run.department or (sector.name if sector else "")
    about = f"{about}, mijn team" if at.run.level == "team" else about
    title, version = f"{at.standing.set.title}, eigen versie van LOB-gids (niet de officiële)", day(at.standing.set.version, at.phrases)
    first = paragraphs(text)[0]
    assert (first[0], first[1], len(first)) == ("Uw resultaat", title, 4)
    assert first[2] == f"{about}, {when}, ingevuld door één persoon"
    assert first[3] == drawing.lines[1] == f"Versie van de vragen: {version}"
    assert drawing.lines[0] == f"{about} · {when} · ingevuld door één persoon"
    assert drawing.title == title
    assert paragraphs(text)[-1][0].startswith("Dit is onze eigen versie, niet de officiële LOB-scan.")
    assert "geen rapportcijfer" in text
    assert text.count("Een vraag voor uw team: ") == 1
