"""What was learned from labelled questions: how much each kind of evidence counts, and when to answer, to offer or to say no.

It is content, `zoeken/geleerd.yaml`, and `lobgids calibrate` writes it: nothing of it stands in the code.
"""

from __future__ import annotations

from math import exp

from msgspec import Struct

from knowledge.problems import ContentProblem
from knowledge.reading import Fields, File, compose, mapping
from knowledge.search.matches import Mode

LEXICAL_EVIDENCE = ("letters", "woorden", "vraagwoorden", "soort")
SEMANTIC_EVIDENCE = (*LEXICAL_EVIDENCE, "bewoording", "geheel", "gedrang")
EVIDENCE: dict[Mode, tuple[str, ...]] = {"lexical": LEXICAL_EVIDENCE, "semantic": SEMANTIC_EVIDENCE}


class Thresholds(Struct, frozen=True):
    """When a search answers and when it offers a choice.

    Args:
        answer: From which confidence (0 to 1) the first entry is answered.
        lead: And how far it must be ahead of the second one, in points.
        choose: From which confidence the best entries are offered.
    """

    answer: float
    lead: float
    choose: float


class Tuning(Struct, frozen=True):
    """What was learned for one mode.

    Args:
        model: The id of the encoder's model that it was learned with; "" without one.
        evidence: Points for each kind of evidence, in the order of `EVIDENCE`.
        audience: Points for an entry that is for whoever asks, and as many less for one that is not.
        base, points, known, wordings: Confidence is the logistic of base + points × the entry's points + known × the share of the text
            that is known + wordings × the log of how many wordings an entry has: more of them resemble a strange question by chance.
    """

    model: str
    evidence: tuple[float, ...]
    audience: float
    base: float
    points: float
    known: float
    wordings: float
    thresholds: Thresholds

    def confidence(self, points: float, known: float, wordings: float) -> float:
        """How likely it is that an entry with so many points answers the question.

        Args:
            known: The share of the text that is known at all.
            wordings: The log of how many wordings the entries have in the middle.
        """
        return logistic(self.base + self.points * points + self.known * known + self.wordings * wordings)


def logistic(number: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, number))))


def read_tuning(content: tuple[str, bytes | None], problems: list[ContentProblem]) -> dict[Mode, Tuning]:
    """What was learned for each mode, from one file given as (path, content)."""
    file = File(content[0], problems)
    fields = mapping(file, compose(file, content[1]), "een bestand met wat het zoeken geleerd heeft")
    if fields is None:
        return {}
    found: dict[Mode, Tuning] = {}
    for mode, kinds in EVIDENCE.items():
        part = fields.fields(mode)
        if part is not None:
            found[mode] = _tuning(part, kinds)
    fields.done()
    return found


def write_tuning(tunings: dict[Mode, Tuning]) -> str:
    """As `read_tuning` reads it."""
    return "".join(_written(mode, tunings[mode]) for mode in EVIDENCE if mode in tunings)


def _tuning(fields: Fields, kinds: tuple[str, ...]) -> Tuning:
    evidence, sure, when = fields.fields("punten"), fields.fields("zekerheid"), fields.fields("drempels")
    found = Tuning(
        fields.text("model", required=False, empty=True, longest=80),
        tuple(_points(evidence, name) for name in kinds),
        _points(evidence, "doelgroep"),
        _points(sure, "basis"),
        _points(sure, "punten"),
        _points(sure, "bekend"),
        _points(sure, "bewoordingen"),
        _thresholds(when),
    )
    for part in (evidence, sure, when, fields):
        if part is not None:
            part.done()
    return found


def _thresholds(fields: Fields | None) -> Thresholds:
    if fields is None:
        return Thresholds(1.0, 0.0, 1.0)
    answer, choose = (fields.decimal(name, least=0, most=1) for name in ("antwoord", "keuze"))
    if 0 < answer < choose:
        fields.problem('"keuze" mag niet hoger zijn dan "antwoord"', "keuze")
    return Thresholds(answer, fields.decimal("voorsprong", least=0, most=100), choose)


def _points(fields: Fields | None, name: str) -> float:
    return fields.decimal(name, least=-100, most=100) if fields else 0.0


def _written(mode: Mode, tuning: Tuning) -> str:
    names = (*EVIDENCE[mode], "doelgroep")
    values = zip(names, (*tuning.evidence, tuning.audience), strict=True)
    points = ", ".join(f"{name}: {value:.4f}" for name, value in values)
    when = tuning.thresholds
    return (
        f'{mode}:\n  model: "{tuning.model}"\n  punten: {{{points}}}\n'
        f"  zekerheid: {{basis: {tuning.base:.4f}, punten: {tuning.points:.4f},"
        f" bekend: {tuning.known:.4f}, bewoordingen: {tuning.wordings:.4f}}}\n"
        f"  drempels: {{antwoord: {when.answer:.4f}, voorsprong: {when.lead:.4f}, keuze: {when.choose:.4f}}}\n"
    )
