"""The result as a picture: one tile a statement, grouped by theme; every number in it stands in the text too."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_letters

from dialogs.here import day
from dialogs.recipes import Cell, Picture, Row
from dialogs.scan.at import At, capped, counts, department, enough_words, filled_in, uncapped, whole_title
from knowledge.scan import SKIPPED, Question, Scale
from knowledge.standing import step


def picture(at: At) -> Picture:
    """One tile a statement, grouped by theme; each tile has its sign, so that colour is never the only carrier."""
    signs = _signs(at)
    rows = []
    for theme in at.standing.themes:
        statements = [question for question in at.standing.of_theme(theme) if question.scale]
        if statements:
            enough, total = counts(at.standing, theme)
            count = at.words.count(enough=enough, total=total, steps=enough_words(at, theme))
            rows.append(Row(theme.title, count, tuple(_cell(at, question, signs) for question in statements)))
    lines = (
        at.words.picture_about(department=department(at.run, at.here), date=filled_in(at)),
        version(at),
    )
    alt = at.words.picture_alt(counts="; ".join(f"{row.title}: {row.count}" for row in rows))
    return Picture(whole_title(at), lines, tuple(rows), _legend(at, signs), alt)


def version(at: At) -> str:
    return at.words.picture_version(version=day(at.standing.set.version, at.phrases))


def _share(index: int, scale: Scale) -> float:
    return index / (len(scale.steps) - 1)


def _signs(at: At) -> dict[float, str]:
    """The sign of each share of a scale: numbers for the longest scale of the set, letters for what others have between its steps."""
    scales = sorted((question.scale for question in at.standing.set.questions if question.scale), key=lambda scale: -len(scale.steps))
    signs = {_share(index, scale): str(index + 1) for scale in scales[:1] for index, _ in enumerate(scale.steps)}
    letters = iter(ascii_letters)
    for scale in scales[1:]:
        for index, _ in enumerate(scale.steps):
            if _share(index, scale) not in signs:
                signs[_share(index, scale)] = next(letters)
    return signs


def _cell(at: At, question: Question, signs: dict[float, str]) -> Cell:
    assert question.scale is not None
    value = at.standing.values.get(question.id)
    index = step(question, value)
    if index is not None:
        share = _share(index, question.scale)
        return Cell(share, signs[share])
    return Cell(None, "–" if value == SKIPPED else "?")


def _legend(at: At, signs: dict[float, str]) -> tuple[tuple[Cell, str], ...]:
    """What each sign says; steps at the same height of different scales share one ("Nog niet of nee")."""
    scales = [question.scale for question in at.standing.questions if question.scale]
    texts: dict[float, dict[str, None]] = {}
    for scale in scales:
        for index, option in enumerate(scale.steps):
            texts.setdefault(_share(index, scale), {})[option.text] = None
    told = [(Cell(share, signs[share]), _either(texts[share], at)) for share in sorted(texts)]
    beside = dict.fromkeys(option.text for scale in scales for option in scale.beside)
    unknown = [(Cell(None, "?"), _either(beside, at))] if beside else []
    return (*told, *unknown, (Cell(None, "–"), capped(at.words.skipped())))


def _either(texts: Iterable[str], at: At) -> str:
    first, *others = texts
    return at.phrases.words.either.join((first, *map(uncapped, others)))
