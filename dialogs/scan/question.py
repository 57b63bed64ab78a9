"""A question as it is seen: what was understood, the statement, the numbered answers, then the progress."""

from __future__ import annotations

from functools import lru_cache

from dialogs.choice import are_numbers
from dialogs.here import SHORT_LABEL, keyboard, paragraphs
from dialogs.language import Button, Say
from dialogs.scan.at import At, said, short_title, uncapped
from dialogs.scan.moves import answer_press, move_button
from knowledge.scan import SKIPPED, Question
from knowledge.standing import MANY

BAR_STEPS = 8


def ask(at: At, question: Question) -> Say:
    """The question with all that can be answered and done."""
    answers = _answers(at, question)
    before, note = _said_before(at, question), note_now(at, question)
    text = paragraphs(before, note, question.text, _numbered(at, question), progress(at, question))
    return Say(text, _rows(question, answers, _moves(at, question)), key=_key(at, question))


def settled(at: At, question: Question) -> Say:
    """The question as it stands there once it is answered: what was chosen, and how to change it."""
    answer = said(question, at.standing.values[question.id], at.phrases)
    change = move_button(at.words.button_change(), "kijk", at.run.id, question.id)
    return Say(paragraphs(question.text, at.words.settled(answer=answer)), keyboard(change), key=_key(at, question))


def _key(at: At, question: Question) -> str:
    return f"vraag:{at.run.id}.{question.id}"


def _rows(question: Question, answers: tuple[Button, ...], moves: tuple[Button, ...]) -> tuple[tuple[Button, ...], ...]:
    """A scale of short steps stands in rows of its own, so that it is seen as one; anything else goes two by two."""
    alone = _alone(tuple([step.text for step in question.scale.steps])) if question.scale else 0
    return (*keyboard(*answers[:alone]), *keyboard(*answers[alone:], *moves))


@lru_cache(maxsize=256)
def _alone(steps: tuple[str, ...]) -> int:
    return len(steps) if all(len(step) <= SHORT_LABEL for step in steps) else 0


def _answers(at: At, question: Question) -> tuple[Button, ...]:
    if question.kind == "meer":
        chosen = at.standing.values.get(question.id, "").split(MANY)
        return tuple(_box(at, question, option.id, option.text, option.also, option.id in chosen) for option in question.options)
    return tuple(
        Button(option.text, answer_press(at.run.id, question, option.id), (option.id, *option.also)) for option in question.options
    )


def _box(at: At, question: Question, id: str, text: str, also: tuple[str, ...], chosen: bool) -> Button:
    words = at.words
    on, off = (words.box_chosen, words.box_free) if at.here.facts.aloud else (words.box_on, words.box_off)
    label = on(option=text) if chosen else off(option=text)
    return Button(label, answer_press(at.run.id, question, ("-" if chosen else "+") + id), (text, id, *also))


def _moves(at: At, question: Question) -> tuple[Button, ...]:
    """What can be done beside answering; who is choosing several answers goes on by saying that they are done."""
    words, run, id = at.words, at.run.id, question.id
    value = at.standing.values.get(id)
    several = question.kind == "meer"
    moves = (
        move_button(words.button_done(), "klaar", run, id) if several else None,
        move_button(words.button_help(), "toelichting", run, id) if question.help or question.sources else None,
        move_button(words.button_back(), "terug", run, id) if at.standing.before(question) else None,
        move_button(words.button_skip(), "over", run, id) if value is None else None,
        move_button(words.button_on(), "verder", run) if value is not None and (value == SKIPPED or not several) else None,
        move_button(words.button_pause(), "pauze", run),
    )
    return tuple([move for move in moves if move])


def _numbered(at: At, question: Question) -> str:
    """The answers with the numbers that stand for them; where they are numbers themselves, those do."""
    if question.kind == "open":
        return at.words.answer_open()
    listed = _listed(tuple(option.text for option in question.options))
    return at.words.answer_many(options=listed) if question.kind == "meer" else at.words.answer_one(options=listed)


@lru_cache(maxsize=256)
def _listed(labels: tuple[str, ...]) -> str:
    answers = [uncapped(label) for label in labels]
    numbered = answers if are_numbers(answers) else [f"{number} {answer}" for number, answer in enumerate(answers, 1)]
    return ", ".join(numbered)


def _said_before(at: At, question: Question) -> str:
    value = at.standing.values.get(question.id)
    if value is None:
        return at.words.options_changed() if at.standing.changed(question) else ""
    return at.words.answer_now(answer=said(question, value, at.phrases))


def note_now(at: At, question: Question) -> str:
    note = at.note(question)
    return at.words.note_now(note=note) if note else ""


def progress(at: At, question: Question) -> str:
    """`LOB-scan, eigen versie · vraag 7 van 12 · Visie en beleid` and a bar of what is behind, never full before the end."""
    number, total = at.standing.number(question), len(at.standing.questions)
    theme = at.standing.set.theme(question.theme).title
    filled = BAR_STEPS * (number - 1) // total
    line = at.words.progress(title=short_title(at), number=number, total=total, theme=theme)
    if at.here.facts.aloud:
        return line
    return f"{line} · {'▰' * filled}{'▱' * (BAR_STEPS - filled)}"


def explain(at: At, question: Question) -> str:
    """What the question means, what each step looks like, and where it comes from."""
    help = question.help
    steps = dict(help.steps) if help else {}
    lines = [f"{option.text}: {steps[option.id]}" for option in question.options if option.id in steps]
    sources = dict(question.sources)
    source = sources.get(at.run.sector) or sources.get("")
    link = at.words.source(address=source.address) if source else ""
    return paragraphs(help.text if help else "", "\n".join(lines), link)
