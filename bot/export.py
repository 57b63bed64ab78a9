"""`lobgids export`: what schools filled in, what people asked without an answer, and figures, as a sheet for whoever may see it.

Scans: one row an answer, with the hash of the question set that it was given to, so that two rounds can be compared honestly. A person is a
keyed hash; notes are left out, for they are the person's own. Questions: one row for all that ask the same, without who asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import stats
from bot.app import App
from bot.clock import local, now
from bot.log import Log
from bot.storage.store import StoredQuestion, StoredScanAnswer
from dialogs.recipes import Sheet
from knowledge import Knowledge
from knowledge.alike import gathered
from knowledge.problems import ContentProblem
from knowledge.scan import SKIPPED, QuestionSet
from knowledge.scan_reading import read_question_sets
from knowledge.standing import MANY

COLUMNS = (
    "scan",
    "vragenlijst",
    "versie",
    "vragenlijst_hash",
    "sector",
    "niveau",
    "afdeling",
    "begonnen",
    "klaar",
    "thema",
    "vraag",
    "stelling",
    "antwoord",
    "antwoord_tekst",
    "beantwoord",
)
QUESTION_COLUMNS = ("aantal", "vraag", "ook_gevraagd", "doelgroep", "hielp_niet", "dichtbij", "eerst", "laatst", "wil_bericht")
TEXTS_MOST = 10
"""Other wordings shown of one question."""


async def sheet_of(what: str, everything: App) -> Sheet:
    """The sheet by its name: `scans`, `questions` or `stats`."""
    store, known = everything.store, everything.knowledge
    match what:
        case "questions":
            return questions(await store.questions(), known)
        case "stats":
            return stats.as_sheet(await stats.counted(store, now()), known, now())
        case _:
            return scans(await store.scan_answers(), await store.question_sets(), everything.log)


def questions(asked: Sequence[StoredQuestion], knowledge: Knowledge) -> Sheet:
    """What got no answer or none that helped, alike ones together, the most asked first."""
    groups = gathered([question.text for question in asked], knowledge.phrases.words.empty)
    return Sheet("vragen", QUESTION_COLUMNS, tuple(_group([asked[place] for place in places]) for places in groups))


def _group(asked: Sequence[StoredQuestion]) -> tuple[str, ...]:
    first, *others = dict.fromkeys(question.text for question in asked)
    return (
        str(len(asked)),
        first,
        " | ".join(others[:TEXTS_MOST]),
        " ".join(sorted({question.audience for question in asked if question.audience})),
        " ".join(dict.fromkeys(question.unhelpful for question in asked if question.unhelpful)),
        " ".join(dict.fromkeys(" ".join(question.nearest for question in asked).split())),
        _moment(asked[0].asked_at)[:10],
        _moment(asked[-1].asked_at)[:10],
        str(sum(question.waiting for question in asked)),
    )


def scans(answers: Iterable[StoredScanAnswer], sets: Sequence[tuple[str, str]], log: Log) -> Sheet:
    """The rows of the sheet.

    Args:
        sets: Every question set in use, as (hash, body).
        log: Names persons by their hash.
    """
    known = {hash: _read(body) for hash, body in sets}
    return Sheet("scans", COLUMNS, tuple(_row(answer, known.get(answer.question_set), log) for answer in answers))


def _read(body: str) -> QuestionSet | None:
    """A stored set with today's reader; None when it can't read that old a file, so that the ids stand alone."""
    problems: list[ContentProblem] = []
    found = read_question_sets({"scan/stored.yaml": body.encode()}, problems)
    return found[0] if found and not problems else None


def _row(answer: StoredScanAnswer, question_set: QuestionSet | None, log: Log) -> tuple[str, ...]:
    question = next((q for q in question_set.questions if q.id == answer.question), None) if question_set else None
    texts = {option.id: option.text for option in question.options} if question else {}
    text = "" if answer.value == SKIPPED else ", ".join(texts.get(part, part) for part in answer.value.split(MANY))
    return (
        log.who(f"{answer.person}:{answer.run}"),
        question_set.id if question_set else "",
        str(question_set.version) if question_set else "",
        answer.question_set,
        answer.sector,
        answer.level,
        answer.department,
        _moment(answer.started_at),
        _moment(answer.done_at),
        question_set.theme(question.theme).title if question_set and question else "",
        answer.question,
        question.text if question else "",
        answer.value,
        text,
        _moment(answer.at),
    )


def _moment(stamped: str | None) -> str:
    """A time as a sheet reads it, in Dutch local time."""
    return local(stamped).strftime("%Y-%m-%d %H:%M") if stamped else ""
