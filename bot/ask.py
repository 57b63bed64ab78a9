"""`lobgids ask`: what the guide makes of a question, or of a file full of them, without a conversation and without a database."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from bot import content
from bot.encoder import Encoder
from bot.search import in_any_language, tuned
from knowledge import Knowledge
from knowledge.faq import Audience, read_entries
from knowledge.problems import ContentProblem
from knowledge.search import Candidate, Decision, Matches
from knowledge.search.index import Index

Wish = Literal["auto", "lexical", "semantic"]
NO_EXTRA = "semantisch zoeken kan hier niet ({problem}); er wordt gezocht op letters en woorden"
NO_TUNING = "voor dit model is niets geleerd (lobgids calibrate); er wordt gezocht op letters en woorden"
NO_LINE = 'regel {number}: geen JSON met een tekst in "text"'


class Question(Struct, frozen=True):
    """One question; its id is whatever the line had."""

    id: Any
    text: str


class Answered(Struct, frozen=True):
    """What the guide would do: say one of the two things that need no search, or what was found."""

    decision: Literal[Decision, "smalltalk", "distress"]
    matches: Matches
    milliseconds: float


class Asking:
    """Answers questions with what is known.

    Args:
        folder: Where vectors are kept.
        wish: What to compare by; letters and words always do when meanings can't.
    """

    def __init__(self, knowledge: Knowledge, folder: Path, wish: Wish, encoder: Encoder | None = None) -> None:
        self._knowledge = knowledge
        self._index = knowledge.index
        self._encoder = None if wish == "lexical" else encoder or Encoder()
        if self._encoder:
            self._prepare(self._encoder, folder, insisting=wish == "semantic")

    @property
    def index(self) -> Index:
        return self._index

    @property
    def encoder(self) -> Encoder | None:
        """None when only letters and words are compared."""
        return self._encoder

    def answer(self, text: str, audience: Audience | None = None) -> Answered:
        """What the guide makes of a text: distress goes before all else, then small talk, then what is known."""
        started = time.perf_counter()
        known = self._knowledge
        matches = self._matches(text, audience)
        decision: Literal[Decision, "smalltalk", "distress"] = matches.decision
        if known.distress.heard(text):
            decision = "distress"
        elif known.small_talk.heard(text):
            decision = "smalltalk"
        return Answered(decision, matches, (time.perf_counter() - started) * 1000)

    def _matches(self, text: str, audience: Audience | None) -> Matches:
        vectors = self._encoder.queries(self._index.to_encode(text)) if self._encoder else None
        found = self._index.find(text, audience, vectors=vectors)
        found = in_any_language(self._knowledge, text, found)
        word = self._knowledge.glossary.asked(text)
        entry = self._knowledge.entry_defining(word) if word else None
        return _led_by(entry.id, found) if entry else found

    def _prepare(self, encoder: Encoder, folder: Path, *, insisting: bool) -> None:
        from bot.vectors import with_meanings  # noqa: PLC0415 (it brings numpy)

        made = with_meanings(self._index, encoder, folder) if tuned(self._knowledge) else None
        if made:
            self._index = made
            return
        self._encoder = None
        if insisting or encoder.health.state == "failing":
            problem = NO_EXTRA.format(problem=encoder.health.problem) if encoder.health.problem else NO_TUNING
            print(problem, file=sys.stderr)


def _led_by(id: str, found: Matches) -> Matches:
    """The same with an entry in front that is certainly meant: the one that explains the word whose meaning is asked."""
    rest = tuple(one for one in found.candidates if one.entry != id)
    candidates = (Candidate(id, 1.0), *rest)[: max(len(found.candidates), 1)]
    return replace(found, decision="answer", candidates=candidates, confidence=1.0)


def known_with(knowledge: Knowledge, folder: Path) -> Knowledge:
    """What is known with the entries of another folder, of which only `faq/` is read; what is wrong there is told, and left out."""
    problems: list[ContentProblem] = []
    files = content.files(folder / "faq", (".yaml", ".yml", ".json")) if (folder / "faq").is_dir() else {}
    entries = read_entries({f"faq/{path}": data for path, data in files.items()}, problems)
    for problem in sorted(set(problems)):
        print(f"let op: {problem}", file=sys.stderr)
    return knowledge.with_entries(tuple(entry for entry in entries if entry.id and entry.question and entry.answer))


def questions(file: Iterable[str]) -> Iterator[Question]:
    """The questions of a file, one a line; a line that holds none is told, and asked as nothing."""
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        fields = found if isinstance(found, dict) else {}
        text = fields.get("text")
        if not isinstance(text, str):
            print(NO_LINE.format(number=number), file=sys.stderr)
        yield Question(fields.get("id"), text if isinstance(text, str) else "")


def as_json(id: Any, answered: Answered) -> str:
    """One line for a program."""
    found = answered.matches
    line = {
        "id": id,
        "decision": answered.decision,
        "entry": found.candidates[0].entry if answered.decision == "answer" else None,
        "candidates": [{"entry": one.entry, "score": one.score} for one in found.candidates],
        "confidence": found.confidence,
        "mode": found.mode,
        "ms": round(answered.milliseconds, 2),
    }
    if found.second:
        line["second"] = [one.entry for one in found.second.candidates[:3]]
    return json.dumps(line)


def as_text(question: Question, answered: Answered, knowledge: Knowledge) -> str:
    """The same for a person."""
    ask, found = knowledge.phrases.ask, answered.matches
    entries = [entry for one in found.candidates[:3] if (entry := knowledge.entry(one.entry))]
    match answered.decision:
        case "distress":
            said = knowledge.distress.message
        case "smalltalk":
            remark = knowledge.small_talk.heard(question.text)
            said = remark.reply if remark else ""
        case "answer":
            said = f"{entries[0].question}\n{entries[0].answer}"
        case "choose":
            said = "\n".join([ask.did_you_mean(), *(f"- {entry.question}" for entry in entries)])
        case _:
            said = ask.dont_know()
    return f"> {question.text}\n{said}\n({answered.decision}, {found.confidence:.2f}, {found.mode})\n"
