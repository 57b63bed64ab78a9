"""The state diagram, drawn from what the code does: every topic that a walk reaches, and what leads from one to another.

`python -m tests.architecture.diagram --write` puts it into ARCHITECTURE.md; a test demands that it is there and right.
"""

from __future__ import annotations

import copy
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot import content
from dialogs import memory
from dialogs.language import Command, Due, Event, Press, Text
from dialogs.memory import Scanning
from dialogs.scan.hall import ABOUT_A_RUN, IN_A_RUN
from knowledge import Knowledge, read
from tests.talk import Talk

ARCHITECTURE = Path(__file__).parents[2] / "ARCHITECTURE.md"
BEGIN, END = "<!-- diagram: drawn from the code -->\n", "<!-- end of diagram -->\n"
SET = b"""
id: klein
titel: Kleine scan
versie: 2026-01-01
inleiding: Een kleine scan.
seconden_per_vraag: 10
sectoren: [{id: klein, naam: Klein}]
schaal: {stappen: [{id: nee, tekst: Nee}, {id: ja, tekst: Ja}], vanaf: ja}
themas:
  - id: thema
    titel: Thema
    gespreksvraag: Wat nu?
    vragen:
      - {id: een, stelling: Een., kort: true, toelichting: {uitleg: Een.}}
      - {id: twee, stelling: Twee.}
"""
COMMANDS = ("menu", "stop", "start", "scan", "help", "herhaal", *IN_A_RUN, *ABOUT_A_RUN)
TEXTS = ("wat is een loopbaandossier?", "dossier", "zzz qqq xxx", "notitie: x", "een notitie")
ANYWHERE_LEAST = 6
"""A move that leads to one place from at least so many topics is drawn once, from anywhere."""


def small() -> Knowledge:
    """The shipped content with one small scan in the place of its own."""
    files = {path: data for path, data in content.files(Path("knowledge/content")).items() if not path.startswith("scan/")}
    return read({**files, "scan/klein.yaml": SET})


def edges() -> dict[tuple[str, str], set[str]]:
    """Every move that a walk over all states of the small scan makes: (from, to) and what led there."""
    first = Talk(small())
    waiting, seen = [first], {_key(first)}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    while waiting:
        talk = waiting.pop()
        for event in _events(talk):
            after = copy.deepcopy(talk, {id(talk.knowledge): talk.knowledge})
            after.do(event)
            found[_topic(talk), _topic(after)].add(_label(event, talk))
            if _key(after) not in seen and len(after.runs) < 2:
                seen.add(_key(after))
                waiting.append(after)
    return found


def _key(talk: Talk) -> str:
    """What tells two states of the walk apart: the topic, and how far each run is."""
    runs = [(run.whole, run.done, sorted((id, a.value is not None) for id, a in (run.answers or {}).items())) for run in talk.runs.values()]
    return f"{_topic(talk)} {runs}"


def _events(talk: Talk) -> Iterator[Event]:
    yield from (Command(name) for name in COMMANDS)
    yield from (Text(text) for text in TEXTS)
    yield from (Press(button.press) for row in talk.seen.buttons for button in row if not button.press.startswith("ik:"))
    yield from (Due(f"scan:{run}") for run in talk.runs)
    for run in talk.runs:
        yield from (Press(f"scan:kijk:{run}.een"), Press(f"scan:{run}.een=ja"))


def _topic(talk: Talk) -> str:
    topic = memory.read(talk.state).topic
    name = type(topic).__name__
    wish = topic.wish if isinstance(topic, Scanning) else None
    return f"{name}_{type(wish).__name__}" if wish else name


def _label(event: Event, talk: Talk) -> str:
    match event:
        case Command(name):
            return f"/{name}"
        case Due():
            return "reminder"
        case Text():
            return "text"
        case Press(data):
            return _press(data)
    return type(event).__name__.lower()


def _press(data: str) -> str:
    if "=" in data:
        return "answer"
    dialogue, _, rest = data.partition(":")
    return rest.split(":")[0] if dialogue == "scan" and rest else {"faq": "question"}.get(dialogue, data)


def draw() -> str:
    """The diagram in Mermaid."""
    found = edges()
    topics = sorted({topic for pair in found for topic in pair})
    anywhere = {
        (label, to)
        for (_, to), labels in found.items()
        for label in labels
        if sum(label in found.get((start, to), ()) for start in topics) >= min(ANYWHERE_LEAST, len(topics))
    }
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> Home", '    state "from anywhere" as Anywhere']
    for to in topics:
        leading = sorted(label for label, place in anywhere if place == to)
        if leading:
            lines.append(f"    Anywhere --> {to}: {', '.join(leading)}")
    for (start, to), labels in sorted(found.items()):
        own = sorted(label for label in labels if (label, to) not in anywhere)
        if own and start != to:
            lines.append(f"    {start} --> {to}: {', '.join(own)}")
    return "\n".join([*lines, "```", ""])


def main() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    ARCHITECTURE.write_text(before + BEGIN + draw() + END + after, encoding="utf-8")


if __name__ == "__main__":
    main() if "--write" in sys.argv else sys.stdout.write(draw())
