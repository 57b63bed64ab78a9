"""`lobgids stats`: how much the guide is used, the same as a medewerker reads in the chat."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any

import msgspec

from bot import app, figures
from bot.clock import AMSTERDAM, now
from bot.settings import Settings
from bot.storage.store import Store
from dialogs.figures.page import kept, told
from dialogs.figures.sheet import sheet
from dialogs.here import Here, paragraphs
from dialogs.language import Facts
from dialogs.recipes import Sheet
from knowledge import Knowledge
from knowledge.figures import Figures, Line, shown
from knowledge.settings import Settings as Rules


async def tell(found: Settings, known: Knowledge, *, json: bool) -> int:
    """Write it out; the exit code."""
    async with app.opened(found, known) as everything:
        seen = await counted(everything.store, now())
    sys.stdout.write((as_json(seen, known) if json else as_text(seen, known, now())) + "\n")
    return 0


async def counted(store: Store, at: datetime) -> Figures:
    """What may be shown at a moment."""
    return shown(figures.counts(await store.ledger.counted(figures.since(at))), at.astimezone(AMSTERDAM).date())


def as_text(found: Figures, known: Knowledge, at: datetime) -> str:
    """Both pages of the chat, one under the other."""
    here = _here(known, at)
    return paragraphs(told(found, here), kept(found, here))


def as_sheet(found: Figures, known: Knowledge, at: datetime) -> Sheet:
    return sheet(found, _here(known, at))


def as_json(found: Figures, known: Knowledge) -> str:
    """For programs; null is a number about fewer than five people."""
    values = {
        "dag": found.day.isoformat(),
        "mensen": [{"wie": one.role or None, "kanaal": one.channel, "aantal": one.people} for one in found.groups],
        "gebruik": {line.name: _line(line) for line in found.lines},
        "gewist": {line.name: _line(line) for line in found.erased},
        "wachttijd": found.wait or None,
        "opgeruimd": found.tidied.isoformat(timespec="seconds") if found.tidied else None,
        "bewaartermijnen_dagen": _terms(known.settings),
    }
    return msgspec.json.format(msgspec.json.encode(values), indent=2).decode()


def _line(line: Line) -> dict[str, Any]:
    months = [{"maanden": part.months, "aantal": part.number} for part in line.parts]
    return {"deze_maand": line.this, "vorige_maand": line.before, "laatste_12_maanden": line.year, "per_maand": months}


def _terms(rules: Rules) -> dict[str, int]:
    """By their names in `settings.yaml`."""
    return {
        "bewaar_dagen": rules.keep_days,
        "vraag_dagen": rules.link_days,
        "gesprek_dagen": rules.talk_days,
        "concept_dagen": rules.draft_days,
        "scan_dagen": rules.scan_days,
        "verslag_dagen": rules.audit_days,
        "inactief_dagen": rules.inactive_days,
    }


def _here(known: Knowledge, at: datetime) -> Here:
    return Here(known, Facts(at.astimezone(AMSTERDAM), ""))
