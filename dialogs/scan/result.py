"""What the school gets: the text first and complete, then the picture."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_letters

from dialogs.here import day, keyboard, paragraphs
from dialogs.language import Button, Cell, Picture, Row, Say
from dialogs.scan.at import At, counts, department, enough_words, said, uncapped
from dialogs.scan.moves import move_button
from knowledge.scan import SKIPPED, Question, Scale
from knowledge.standing import Tally, step, tallies, to_discuss


def finished(at: At) -> tuple[Say, ...]:
    """The result as it is said when the last answer of a part was given; without statements there is nothing to draw."""
    text, drawing = result_text(at), picture(at)
    if not drawing.rows:
        return (Say(paragraphs(text, what_now(at)), resting_buttons(at), lasting=True),)
    return (
        Say(text, lasting=True),
        Say(paragraphs(at.words.picture_caption(), what_now(at)), resting_buttons(at), drawing, lasting=True),
    )


def resting(at: At) -> Say:
    """What someone sees who comes back to a part that is done."""
    return Say(paragraphs(at.words.part_done() if at.rest else at.words.all_done(), what_now(at)), resting_buttons(at))


def what_now(at: At) -> str:
    """`Nog 26 vragen, ± 8 minuten` after the short part; nothing at the end."""
    if not at.rest:
        return ""
    minutes = max(1, round(at.rest * at.standing.set.seconds_per_question / 60))
    return f"{at.words.rest_left(n=at.rest)}, {at.words.rest_minutes(n=minutes)}"


def resting_buttons(at: At) -> tuple[tuple[Button, ...], ...]:
    words, run = at.words, at.run.id
    overview = move_button(words.button_overview(), "lijst", run)
    result = move_button(words.button_result(), "uitslag", run)
    if at.rest:
        on = move_button(words.button_whole(n=at.rest), "geheel", run)
        return keyboard(on, overview, result, move_button(words.button_pause(), "pauze", run))
    return keyboard(overview, result, move_button(words.button_new(), "nieuw"), Button(at.phrases.start.button_menu(), "menu"))


def result_text(at: At) -> str:
    """Everything the picture shows, and what to talk about first."""
    head = at.words.result_head(
        title=at.standing.set.title, department=department(at.run, at.here), date=day(at.here.facts.now, at.phrases)
    )
    themes = "\n".join(_theme_line(at, tally) for tally in tallies(at.standing))
    counted = at.words.result_counts(counts=themes) if themes else ""
    return paragraphs(head, counted, _discuss(at), _conversation(at), at.words.result_kind())


def _theme_line(at: At, tally: Tally) -> str:
    beside = [
        at.words.result_unknown(n=tally.unknown) if tally.unknown else "",
        at.words.result_skipped(n=tally.skipped) if tally.skipped else "",
    ]
    count = at.words.count(enough=tally.enough, total=tally.asked, steps=enough_words(tally.theme, at.phrases))
    line = at.words.result_theme(theme=tally.theme.title, count=count)
    extra = ", ".join(part for part in beside if part)
    return f"{line} ({extra})" if extra else line


def _discuss(at: At) -> str:
    questions = to_discuss(at.standing)
    if not questions:
        return ""
    lines = [
        at.words.discuss_line(number=number, statement=question.text, answer=_answer(at, question))
        for number, question in enumerate(questions, 1)
    ]
    return at.words.discuss(statements="\n".join(lines))


def _answer(at: At, question: Question) -> str:
    return said(question, at.standing.values[question.id], at.phrases)


def _conversation(at: At) -> str:
    """The conversation question of the theme that the first statement to discuss belongs to."""
    first = to_discuss(at.standing, most=1)
    return at.words.conversation(question=at.standing.set.theme(first[0].theme).conversation) if first else ""


def picture(at: At) -> Picture:
    """One tile a statement, grouped by theme; each tile has its sign, so that colour is never the only carrier."""
    signs = _signs(at)
    rows = []
    for theme in at.standing.themes:
        statements = [question for question in at.standing.of_theme(theme) if question.scale]
        if statements:
            enough, total = counts(at.standing, theme)
            count = at.words.count(enough=enough, total=total, steps=enough_words(theme, at.phrases))
            rows.append(Row(theme.title, count, tuple(_cell(at, question, signs) for question in statements)))
    lines = (
        at.words.picture_about(department=department(at.run, at.here), date=day(at.here.facts.now, at.phrases)),
        at.words.picture_version(version=day(at.standing.set.version, at.phrases)),
    )
    alt = at.words.picture_alt(counts="; ".join(f"{row.title}: {row.count}" for row in rows))
    return Picture(at.standing.set.title, lines, tuple(rows), _legend(at, signs), alt)


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
    return (*told, *unknown, (Cell(None, "–"), at.words.skipped()))


def _either(texts: Iterable[str], at: At) -> str:
    first, *others = texts
    return at.phrases.words.either.join((first, *map(uncapped, others)))
