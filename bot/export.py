"""`lobgids export`: what schools filled in, and what people asked without an answer, as a sheet for whoever may see it.

Scans: one row an answer, with the hash of the question set that it was given to, so that two rounds can be compared honestly. A person is a
keyed hash; notes are left out, for they are the person's own. Questions: one row for all that ask the same, without who asked.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from msgspec import Struct

from bot.clock import local
from bot.log import Log
from bot.storage.store import StoredQuestion, StoredScanAnswer
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


class Sheet(Struct, frozen=True):
    """A table: its name, its heading, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


def questions(asked: Sequence[StoredQuestion], knowledge: Knowledge) -> Sheet:
    """What got no answer or none that helped, alike ones together, the most asked first."""
    groups = gathered([question.text for question in asked], knowledge.phrases.words.empty)
    return Sheet("vragen", QUESTION_COLUMNS, [_group([asked[place] for place in places]) for places in groups])


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
    return Sheet("scans", COLUMNS, [_row(answer, known.get(answer.question_set), log) for answer in answers])


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


def objects(sheet: Sheet) -> bytes:
    """A list of JSON objects, by the names of the columns."""
    return json.dumps([dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows], ensure_ascii=False, indent=2).encode() + b"\n"


def commas(sheet: Sheet) -> bytes:
    """Comma-separated with a heading, as spreadsheets open it: UTF-8 with its mark, and no text taken for a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(sheet.columns)
    writer.writerows(tuple(_plain(value) for value in row) for row in sheet.rows)
    return file.getvalue().encode("utf-8-sig")


def _plain(value: str) -> str:
    """A leading `=`, `+`, `-` or `@` starts a formula in a spreadsheet (OWASP, CSV injection); the sign of a skip alone does not."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) and value != SKIPPED else value


def workbook(sheet: Sheet) -> bytes:
    """A workbook with one page; every value is text, so that nothing is taken for a formula."""
    import xlsxwriter  # noqa: PLC0415 (only for who asks for a workbook)

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        page.write_row(0, 0, sheet.columns, book.add_format({"bold": True}))
        for number, row in enumerate(sheet.rows, 1):
            for column, value in enumerate(row):
                page.write_string(number, column, value)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        page.autofit()
    return file.getvalue()
