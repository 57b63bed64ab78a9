"""What someone in a run types that is no button: notes, a name for the department, open answers, several answers at once."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.choice import asks, called, is_answer, pick, picks
from dialogs.here import Turn, turn
from dialogs.language import Button, Label
from dialogs.memory import Looking, Noting, Resting, Scanning
from dialogs.scan.at import At
from dialogs.scan.moves import Answering, understand
from dialogs.scan.question import ask
from dialogs.scan.walk import keep, live, note, on_screen, rest_page, seen, view
from knowledge.dutch import clean, fold
from knowledge.scan import Question
from knowledge.standing import MANY

NOTE_CHARACTERS_MOST = 1_000
DEPARTMENT_CHARACTERS_MOST = 60
OPEN_CHARACTERS_MOST = 1_000


def hear(text: str, topic: Scanning, at: At) -> Turn | None:
    """What the text means here; None when it is for others to understand."""
    wish = live(at, topic.wish)
    question = on_screen(at, wish)
    noted = _after_prefix(text, at.phrases.words.note_prefixes)
    if noted is not None:
        return _note(noted, question or at.standing.last_said, at)
    name = _after_prefix(text, at.phrases.words.department_prefixes)
    if name is not None:
        return _name(name, topic, at)
    if isinstance(wish, Noting):
        chosen = pick(text, _buttons(topic, at))
        return None if isinstance(chosen, Button) else _note(text, at.standing.question(wish.question), at)
    if question is None or asks(text):
        return None
    if not at.shown(question):
        return seen(at, wish, at.words.question_changed())
    return hear_anyway(text, topic, at) or _several(text, question, topic, at)


def hear_at_rest(text: str, at: At) -> Turn | None:
    """Someone who put the scan aside may still name it, or write down what they thought of."""
    noted = _after_prefix(text, at.phrases.words.note_prefixes)
    if noted is not None:
        return _note(noted, at.standing.last_said, at)
    name = _after_prefix(text, at.phrases.words.department_prefixes)
    return _name(name, Resting(at.run.id), at) if name is not None else None


def hear_anyway(text: str, topic: Scanning, at: At) -> Turn | None:
    """An open question takes any words that are not the label of a button."""
    question = on_screen(at, topic.wish)
    if question is None or question.kind != "open" or not at.shown(question) or called(text, _buttons(topic, at)):
        return None
    return keep(question, clean(text, OPEN_CHARACTERS_MOST), topic, at)


def correct(text: str, topic: Scanning, at: At) -> Turn | None:
    """The person changed the text of their last message: where that was an answer, it corrects the answer."""
    question = at.standing.last_said
    if not text or question is None or at.standing.answers[question.id].turn != at.here.facts.turn - 1:
        return None
    if question.kind == "open":
        return keep(question, clean(text, OPEN_CHARACTERS_MOST), topic, at)
    if question.kind == "meer":
        return _several(text, question, topic, at, least=1)
    chosen = pick(text, _answers(question, at))
    press = understand(chosen.press) if isinstance(chosen, Button) else None
    return keep(question, press.value, topic, at) if isinstance(press, Answering) else None


def _buttons(topic: Scanning, at: At) -> list[Button]:
    return [button for row in view(at, topic.wish).buttons for button in row]


def _answers(question: Question, at: At) -> list[Button]:
    return [button for row in ask(at, question).buttons for button in row if is_answer(button)]


def _after_prefix(text: str, prefixes: Iterable[str]) -> str | None:
    """What follows `notitie:`; None when the text does not begin so."""
    head, colon, tail = text.partition(":")
    return tail.strip() if colon and fold(head) in prefixes else None


def _note(text: str, question: Question | None, at: At) -> Turn:
    if question is None or not at.shown(question):
        return seen(at, None, at.words.note_nowhere())
    cut = at.words.note_cut(number=at.standing.number(question), most=NOTE_CHARACTERS_MOST)
    return note(question, clean(text, NOTE_CHARACTERS_MOST), at, cut if len(text) > NOTE_CHARACTERS_MOST else "")


def _name(text: str, topic: Scanning | Resting, at: At) -> Turn:
    name = " ".join(clean(text, DEPARTMENT_CHARACTERS_MOST).split())
    lead = at.words.department_named(department=name) if name else at.words.department_unnamed()
    named, label = at.with_department(name), Label(at.run.id, name)
    if isinstance(topic, Resting):
        return turn(topic, label, rest_page(named, lead))
    return seen(named, topic.wish, lead, label)


def _several(text: str, question: Question, topic: Scanning, at: At, least: int = 2) -> Turn | None:
    """`1, 3 en 4` for a question with several answers: exactly those, whatever was chosen before."""
    if question.kind != "meer":
        return None
    answers = _answers(question, at)
    one = called(text, answers)
    meant = (one,) if one else picks(text, answers)
    chosen = [press.value[1:] for button in meant if isinstance(press := understand(button.press), Answering)]
    if len(chosen) < least:
        return None
    value = MANY.join(option.id for option in question.options if option.id in chosen)
    return keep(question, value, Scanning(topic.run, Looking(question.id)), at)
