"""`lobgids calibrate`: learn from labelled questions when to answer, when to offer a choice, and when to say that we don't know.

What is learned lies in the data folder and goes before what is shipped; it is written as content, so that it can be shipped.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bot.ask import Asking
from bot.encoder import MODEL
from knowledge import Knowledge
from knowledge.search import Mode
from knowledge.search.index import Index
from knowledge.search.learning import Example, Outcome, learn
from knowledge.search.tuning import Tuning, write_tuning

HEAD = "# yaml-language-server: $schema=../../schemas/geleerd.schema.json\n"
HEAD += "# Wat het zoeken geleerd heeft van gelabelde vragen. Geschreven door: lobgids calibrate\n"
TOO_FEW = "er zijn minstens tien vragen met een antwoord en tien zonder nodig; gevonden: {ours} en {strange}"
LEAST = 10
EACH = 3
"""Of the wordings of the knowledge base itself one of so many is learned from."""


class Labelled(Struct, frozen=True):
    """A question, and the ids of the entries that answer it: none when it must be refused."""

    text: str
    entries: tuple[str, ...]


class TooFew(Exception):
    """There is too little to learn from; the text says how little."""


def read_labelled(lines: Iterable[str], known: Iterable[str]) -> list[Labelled]:
    """The questions of a file; what is not as it should be is told and left out.

    Args:
        known: The ids of the entries there are.
    """
    ids, found = set(known), []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        one = _labelled(line)
        if one is None or (one.entries and not ids.intersection(one.entries)):
            print(f"regel {number}: {'geen gelabelde vraag' if one is None else 'deze antwoorden zijn er niet'}", file=sys.stderr)
            continue
        found.append(Labelled(one.text, tuple(id for id in one.entries if id in ids)))
    return found


def calibrate(knowledge: Knowledge, labelled: Sequence[Labelled], folder: Path, *, points_too: bool, modes: Sequence[Mode]) -> str:
    """Learn for every mode that works here; what is known of another mode stays.

    Args:
        folder: Where vectors are kept.
        points_too: Learn also how much each kind of evidence counts.
        modes: For which modes.

    Returns:
        What was learned, as content.

    Raises:
        TooFew: There is too little to learn from.
    """
    ours = sum(bool(one.entries) for one in labelled)
    if min(ours, len(labelled) - ours) < LEAST:
        raise TooFew(TOO_FEW.format(ours=ours, strange=len(labelled) - ours))
    tunings = dict(knowledge.learned.tunings)
    ready = replace(tunings["semantic"], model=MODEL)
    begin: dict[Mode, Tuning] = {"lexical": tunings["lexical"], "semantic": ready}
    for mode in modes:
        before = begin[mode]
        examples = _examples(knowledge, labelled, folder, mode, before, wordings_too=points_too)
        if examples:
            tunings[mode], outcomes = learn(examples, before, points_too=points_too)
            print(_told(mode, tunings[mode], outcomes))
    return HEAD + write_tuning(tunings)


def _examples(
    knowledge: Knowledge, labelled: Sequence[Labelled], folder: Path, mode: Mode, before: Tuning, *, wordings_too: bool
) -> list[Example]:
    """The questions against all that is known, and against the same without other wordings: thresholds must hold for both."""
    bare = knowledge.with_entries(tuple(replace(entry, also=()) for entry in knowledge.entries))
    wordings = [Labelled(wording, (entry.id,)) for entry in knowledge.entries for wording in entry.also]
    found: list[Example] = []
    for known, asked in ((knowledge, labelled), (bare, [*labelled, *(wordings[::EACH] if wordings_too else ())] if wordings else [])):
        tuned = known.with_tunings({**known.learned.tunings, mode: before})
        asking = Asking(tuned, folder, mode)
        if mode == "semantic" and asking.encoder is None:
            return []
        found += [example for one in asked if (example := _example(one, asking))]
    return found


def _example(one: Labelled, asking: Asking) -> Example | None:
    """What is learned from one question; None when its meaning could not be encoded."""
    index: Index = asking.index
    vectors = asking.encoder.queries(index.to_encode(one.text)) if asking.encoder else None
    if asking.encoder and vectors is None:
        return None
    units = index.evidence(one.text, vectors)
    evidence = units[0].evidence if len(units) == 1 else (units[0].evidence + units[1].evidence) / 2
    places = {entry.id: place for place, entry in enumerate(index.entries)}
    return Example(evidence, units[0].known, index.wordings, tuple(places[id] for id in one.entries))


def _labelled(line: str) -> Labelled | None:
    try:
        fields = json.loads(line)
        text, entries = fields["text"], fields["entries"]
    except (ValueError, TypeError, KeyError):
        return None
    good = isinstance(text, str) and isinstance(entries, list) and all(isinstance(id, str) for id in entries)
    return Labelled(text, tuple(entries)) if good else None


def _told(mode: Mode, tuning: Tuning, outcomes: Sequence[Outcome]) -> str:
    when = tuning.thresholds
    ours = [one for one in outcomes if not one.strange]
    strange = [one for one in outcomes if one.strange]
    first = sum(one.right_at == 0 for one in ours) / len(ours)
    refused = sum(one.confidence < when.choose for one in strange) / len(strange)
    return (
        f"{mode}: {len(ours)} vragen met een antwoord en {len(strange)} zonder; {first:.0%} meteen goed, {refused:.0%} terecht geweigerd; "
        f"antwoord vanaf {when.answer:.2f}, keuze vanaf {when.choose:.2f}"
    )
