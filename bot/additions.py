"""What editors added to the answers at run time: read from the database, and written as a file for `faq/` (`lobgids export knowledge`)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.settings import Settings
from bot.storage.engine import DATABASE_FILE
from bot.storage.store import Store
from knowledge import Knowledge
from knowledge.live import Row, as_values, as_yaml, laid_over, read_addition

HEAD = """\
# yaml-language-server: $schema=../../schemas/faq.schema.json
# Wat de redactie toevoegde terwijl LOB-gids draaide. Zet dit bestand bij de andere in de map faq.
# Zodra LOB-gids het daar gelezen heeft, gaat het voor; trek dan de toevoeging zelf in met /vragen.
"""
WORDINGS = "\n# Andere woorden voor antwoorden die er al zijn. Zet ze daar bij ook:\n"
LEFT_OUT = "\n# Niet uitgeschreven, want het doet niet mee:\n"
NONE = "[]\n"


async def rows(store: Store) -> list[Row]:
    """What was added and not withdrawn."""
    return [Row(*row[:4]) for row in await store.live.rows()]


async def with_added(settings: Settings, files: Knowledge) -> Knowledge:
    """What a running guide knows, where there is a database; else what the files say.

    Raises:
        StorageTrouble: It can't be opened.
    """
    if not settings.database_url and not (settings.data / DATABASE_FILE).exists():
        return files
    store = await Store.open(settings.data, settings.database_url)
    try:
        return laid_over(files, await rows(store))
    finally:
        await store.close()


def as_file(added: Sequence[Row], knowledge: Knowledge) -> bytes:
    """The answers as they stand in a file of `faq/`; other wordings for those of the files, which have to go there, as comments.

    Args:
        knowledge: With what was added laid over it.
    """
    entries = [as_yaml(entry) for entry in knowledge.entries if entry.id in knowledge.live]
    wordings = "".join(_commented(f"{id}:", *also) for id, also in _wordings(added, knowledge))
    left_out = "".join(_commented(one.what) for one in knowledge.left_out)
    parts = (HEAD, *(entries or [NONE]), *([WORDINGS, wordings] if wordings else []), *([LEFT_OUT, left_out] if left_out else []))
    return "".join(parts).encode()


def as_objects(added: Sequence[Row], knowledge: Knowledge) -> bytes:
    """The same as one JSON object."""
    whole = {
        "antwoorden": [as_values(entry) for entry in knowledge.entries if entry.id in knowledge.live],
        "bewoordingen": [{"id": id, "ook": also} for id, also in _wordings(added, knowledge)],
        "weggelaten": [{"nummer": one.number, "id": one.entry, "waarom": one.what} for one in knowledge.left_out],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, default=str).encode() + b"\n"


def _wordings(added: Sequence[Row], knowledge: Knowledge) -> list[tuple[str, tuple[str, ...]]]:
    """What was added to answers of the files; what was added to an added answer stands with that."""
    left_out = {one.number for one in knowledge.left_out}
    used = [one for one in added if one.kind == "bewoording" and one.number not in left_out and one.entry not in knowledge.live]
    return [(one.entry, read_addition(one.kind, one.yaml).also) for one in used]


def _commented(first: str, *items: str) -> str:
    lines = (first, *(f"  - {json.dumps(item, ensure_ascii=False)}" for item in items))
    return "".join(f"# {' '.join(line.split())}\n" if number == 0 else f"# {line}\n" for number, line in enumerate(lines))
