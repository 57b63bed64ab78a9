"""What someone in a run types that is no button: notes, a name for the department, open answers, several answers at once."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.choice import asks, is_answer, picks
from dialogs.here import Turn
from dialogs.language import Label, Note
from dialogs.memory import Looking, Noting, Scanning
from dialogs.scan.at import At
from dialogs.scan.moves import Answering, understand
from dialogs.scan.question import ask
from dialogs.scan.walk import keep, on_screen, seen
from knowledge.dutch import clean, fold
from knowledge.scan import Question
from knowledge.standing import MANY

NOTE_CHARACTERS_MOST = 1_000
DEPARTMENT_CHARACTERS_MOST = 60
OPEN_CHARACTERS_MOST = 1_000


def hear(text: str, topic: Scanning, at: At) -> Turn | None:
    """What the text means here; None when it is for others to understand."""
    question = on_screen(at, topic.wish)
    note = _after_prefix(text, at.phrases.words.note_prefixes)
    if note is not None:
        return _note(note, question or at.standing.last_said, at)
    name = _after_prefix(text, at.phrases.words.department_prefixes)
    if name is not None:
        return _name(name, topic, at)
    if isinstance(topic.wish, Noting) and (noted := at.standing.question(topic.wish.question)):
        return _note(text, noted, at)
    if question is None or asks(text):
        return None
    return hear_anyway(text, topic, at) or _several(text, question, topic, at)


def hear_anyway(text: str, topic: Scanning, at: At) -> Turn | None:
    """An open question takes any words that nobody else understood."""
    question = on_screen(at, topic.wish)
    if question is None or question.kind != "open":
        return None
    return keep(question, clean(text, OPEN_CHARACTERS_MOST), topic, at)


def correct(text: str, topic: Scanning, at: At) -> Turn | None:
    """The person changed the text of their last message: it corrects the last answer, when it can be one."""
    question = at.standing.last_said
    if question is None:
        return None
    if question.kind == "open":
        return keep(question, clean(text, OPEN_CHARACTERS_MOST), topic, at)
    return _several(text, question, topic, at)


def _after_prefix(text: str, prefixes: Iterable[str]) -> str | None:
    """What follows `notitie:`; None when the text does not begin so."""
    head, colon, tail = text.partition(":")
    return tail.strip() if colon and fold(head) in prefixes else None


def _note(text: str, question: Question | None, at: At) -> Turn:
    if question is None:
        return seen(at, None, at.words.note_nowhere())
    note = clean(text, NOTE_CHARACTERS_MOST)
    number = at.standing.number(question)
    lead = at.words.note_kept(number=number) if note else at.words.note_gone(number=number)
    if len(text.strip()) > NOTE_CHARACTERS_MOST:
        lead = at.words.note_cut(number=number, most=NOTE_CHARACTERS_MOST)
    return seen(at, None, lead, Note(at.run.id, question.id, note))


def _name(text: str, topic: Scanning, at: At) -> Turn:
    name = " ".join(clean(text, DEPARTMENT_CHARACTERS_MOST).split())
    lead = at.words.department_named(department=name) if name else at.words.department_unnamed()
    return seen(at, topic.wish, lead, Label(at.run.id, name))


def _several(text: str, question: Question, topic: Scanning, at: At) -> Turn | None:
    """`1, 3 en 4` for a question with several answers; one for any other."""
    answers = [button for row in ask(at, question).buttons for button in row if is_answer(button)]
    chosen = [press for button in picks(text, answers) if isinstance(press := understand(button.press), Answering)]
    if not chosen:
        return None
    if question.kind != "meer":
        return keep(question, chosen[0].value, topic, at) if len(chosen) == 1 else None
    wanted = {press.value[1:] for press in chosen}
    value = MANY.join(option.id for option in question.options if option.id in wanted)
    return keep(question, value, Scanning(topic.run, Looking(question.id)), at)
