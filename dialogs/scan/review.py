"""Looking back: how far someone is, and all answers, any of which can be changed."""

from __future__ import annotations

from dialogs.here import keyboard, paragraphs
from dialogs.language import Button, Say
from dialogs.scan.at import At, counts, enough_words, said, short_title, shorten
from dialogs.scan.moves import move_button
from knowledge.scan import Question, Theme

STATEMENT_CHARACTERS_MOST = 110
ANSWER_CHARACTERS_MOST = 80
NOTE_CHARACTERS_MOST = 60


def tally(at: At) -> Say:
    """What is filled in and what is not, theme by theme."""
    lines = [_theme_line(at, theme) for theme in at.standing.themes]
    answered = len(at.standing.questions) - at.standing.left
    head = at.words.tally(title=short_title(at), answered=answered, total=len(at.standing.questions))
    return Say(paragraphs(head, "\n".join(lines)), keyboard(*_ways_on(at), _overview_button(at)))


def _theme_line(at: At, theme: Theme) -> str:
    enough, total = counts(at.standing, theme)
    questions = at.standing.of_theme(theme)
    open_count = sum(question.id not in at.standing.values for question in questions)
    if open_count == len(questions):
        return at.words.tally_untouched(theme=theme.title, count=len(questions))
    count = at.words.count(enough=enough, total=total, steps=enough_words(at, theme)) if total else ""
    left = at.words.tally_open(n=open_count) if open_count else ""
    stand = ", ".join(part for part in (count, left) if part)
    return at.words.tally_theme(theme=theme.title, count=stand or at.words.tally_done())


def overview(at: At, theme: Theme) -> Say:
    """The answers of one theme, a button for each, and the way to the other themes."""
    questions = at.standing.of_theme(theme)
    lines = [f"{number}. {_answer_line(at, question)}" for number, question in enumerate(questions, 1)]
    head = at.words.overview(theme=theme.title)
    seen = [question for question in questions if at.shown(question)]
    changes = [
        Button(str(number), f"scan:kijk:{at.run.id}.{question.id}") for number, question in enumerate(questions, 1) if question in seen
    ]
    tail = at.words.overview_how() if changes else ""
    rows = (*keyboard(*changes), *keyboard(*_other_themes(at, theme), *_ways_on(at)))
    return Say(paragraphs(head, "\n".join(lines), tail), rows)


def _answer_line(at: At, question: Question) -> str:
    value = at.standing.values.get(question.id)
    answer = said(question, value, at.phrases, ANSWER_CHARACTERS_MOST) if value is not None else at.words.not_yet()
    stored = at.standing.answers.get(question.id)
    note = at.words.overview_note(note=shorten(stored.note, NOTE_CHARACTERS_MOST)) if stored and stored.note else ""
    line = at.words.overview_line(statement=shorten(question.text, STATEMENT_CHARACTERS_MOST), answer=answer)
    return f"{line} {note}".strip()


def _other_themes(at: At, theme: Theme) -> tuple[Button, ...]:
    themes = at.standing.themes
    index = themes.index(theme)
    around = [(at.words.button_theme_before(), index - 1), (at.words.button_theme_after(), index + 1)]
    return tuple(move_button(label, "lijst", at.run.id, themes[i].id) for label, i in around if 0 <= i < len(themes))


def _ways_on(at: At) -> tuple[Button, ...]:
    """Back to what is open, or to the result when nothing is."""
    if at.next:
        return (move_button(at.words.button_on(), "verder", at.run.id),)
    return (move_button(at.words.button_result(), "uitslag", at.run.id),)


def _overview_button(at: At) -> Button:
    return move_button(at.words.button_overview(), "lijst", at.run.id)
