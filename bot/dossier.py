"""The file with all that is kept of a person: for people as a page, for programs as JSON."""

from __future__ import annotations

from html import escape
from typing import Any

import msgspec

from bot.storage.dossier import Kept
from dialogs.rights import Dossier
from knowledge import Knowledge

_PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:48em;margin:2em auto;padding:0 1em}}dl{{border-top:1px solid #999;padding-top:.5em}}
dt{{font-weight:bold}}dd{{margin:0 0 .5em;white-space:pre-wrap;overflow-wrap:anywhere}}</style></head>
<body><h1>{title}</h1><p>{lead}</p>
{sections}
</body></html>
"""


def make(recipe: Dossier, kept: Kept, knowledge: Knowledge) -> bytes:
    """The file that a recipe asks for."""
    if recipe.form == "json":
        return msgspec.json.format(msgspec.json.encode(kept), indent=2)
    words = knowledge.phrases.words.kept
    sections = [_section(words.get(table, table), rows, words) for table, rows in kept.items() if rows]
    says = knowledge.phrases.privacy
    page = _PAGE.format(title=escape(says.file_title()), lead=escape(says.file_lead()), sections="\n".join(sections))
    return page.encode(errors="replace")


def _section(title: str, rows: list[dict[str, Any]], words: dict[str, str]) -> str:
    return f"<h2>{escape(title)}</h2>\n" + "\n".join(_row(row, words) for row in rows)


def _row(row: dict[str, Any], words: dict[str, str]) -> str:
    """Without what is not filled in; the page is for people, and the other file has everything."""
    told = ((name, value) for name, value in row.items() if value not in (None, ""))
    return "<dl>" + "".join(f"<dt>{escape(words.get(name, name))}</dt><dd>{escape(str(value))}</dd>" for name, value in told) + "</dl>"
