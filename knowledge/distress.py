"""Who is in distress: the signals in what someone says, and the one message that answers them (`content/nood.yaml`).

A signal is written in plain words, so that who reviews it can read it: `zelfmoord*` is any word that begins so, and in
`ik wil ... dood` a few words may stand between. Innocent phrases are taken out of a text before it is listened to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from knowledge.dutch import clean, fold
from knowledge.problems import ContentProblem
from knowledge.reading import Fields, File, compose, mapping
from knowledge.source import Source, read_address, read_source

LANGUAGES = ("nl", "en", "tr")
CHARACTERS_HEARD_MOST = 20_000
"""More than any channel lets through: who pours out their heart may say it at the end."""
WORDS_BETWEEN_MOST = 4
_ALONE = str.maketrans({"'": "", "’": "", "‘": ""})
_SENTENCE_END = re.compile(r"(?<!\.)[.!?]\s")
_BETWEEN = f"(?: [0-9a-z]++){{0,{WORDS_BETWEEN_MOST}}}?"
_CUT = "-"
"""Stands where a sentence ends or an innocent phrase was: no signal reaches across."""


class HelpLine(Struct, frozen=True):
    """Who can help.

    Args:
        numbers: Telephone numbers as they are written in the message.
        address: The organisation's own site.
        purpose: What one calls them for.
    """

    name: str
    numbers: tuple[str, ...]
    address: str
    purpose: str
    source: Source | None


class Distress(Struct, frozen=True):
    """The reviewed list of signals and what is said to them.

    Args:
        checked_on: The day on which someone last looked whether the numbers are right.
        message: Said whole and unchanged, whatever the signal was.
        signals: Any of them, as a pattern over text made plain.
        innocent: What sounds like a signal and is none, likewise.
    """

    checked_on: date | None
    message: str
    help_lines: tuple[HelpLine, ...]
    signals: re.Pattern[str]
    innocent: re.Pattern[str]

    def heard(self, text: str) -> bool:
        """Whether there is a signal of distress in what someone says.

        Args:
            text: As it came in; of a text longer than `CHARACTERS_HEARD_MOST` only the beginning is heard.
        """
        return self.signals.search(self.innocent.sub(_CUT, plain(text))) is not None


def plain(text: str) -> str:
    """Folded words with a space on either side and a dash between sentences; `don't` and `dont`, `ı` and `i` are the same."""
    heard = clean(text, CHARACTERS_HEARD_MOST).translate(_ALONE)
    return f" {f' {_CUT} '.join(fold(sentence) for sentence in _SENTENCE_END.split(heard))} "


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────


def read_distress(content: tuple[str, bytes | None], problems: list[ContentProblem]) -> Distress | None:
    """The signals and the message of one file, given as (path, content); None when it is not readable at all."""
    fields = mapping(file := File(content[0], problems), compose(file, content[1]), "een bestand met signalen van nood")
    if fields is None:
        return None
    distress = Distress(
        checked_on=fields.date("nagekeken_op"),
        message=fields.text("bericht", longest=1500),
        help_lines=fields.list_of("hulp", _help_line, least=1),
        signals=_any(_signals(fields.fields("signalen"))),
        innocent=_any(_patterns(fields, "toch_niet")),
    )
    for line in distress.help_lines:
        for number in line.numbers:
            if not re.search(rf"(?<![0-9-]){re.escape(number)}(?![0-9-])", distress.message):
                fields.problem(f'het nummer "{number}" van "{line.name}" staat niet in het bericht', "bericht")
    fields.done()
    return distress


def _help_line(fields: Fields) -> HelpLine:
    source = fields.fields("bron")
    numbers = fields.texts("nummer", longest=20)
    if not numbers:
        fields.problem('veld "nummer" ontbreekt of is leeg', "nummer")
    line = HelpLine(
        name=fields.text("naam", longest=60),
        numbers=numbers,
        address=read_address(fields),
        purpose=fields.text("waarvoor", longest=120),
        source=read_source(source) if source else None,
    )
    fields.done()
    return line


def _signals(fields: Fields | None) -> list[str]:
    """The signals of every language; each language must have some."""
    if fields is None:
        return []
    found = []
    for language in LANGUAGES:
        patterns = _patterns(fields, language)
        if not patterns:
            fields.problem(f'er zijn geen signalen in de taal "{language}"', language)
        found += patterns
    fields.done()
    return found


def _patterns(fields: Fields, field: str) -> list[str]:
    patterns = []
    for line in fields.texts(field, longest=80):
        pattern = _pattern(line)
        if line and pattern is None:
            fields.problem(f'"{line}" begint en eindigt niet met een woord, of heeft een * die niet achter een woord staat', field)
        elif pattern:
            patterns.append(pattern)
    return patterns


def _pattern(line: str) -> str | None:
    """`wil ... niet meer lev*` as a regular expression over plain text; None when it can't be one."""
    parts = line.replace("...", " ... ").split()
    if not parts or "..." in (parts[0], parts[-1]):
        return None
    pattern = ""
    for part in parts:
        word = plain(part.removesuffix("*")).strip()
        if part == "...":
            pattern += _BETWEEN
        elif not word or "*" in part[:-1]:
            return None
        else:
            pattern += f" {word}" + ("[0-9a-z]*+" if part.endswith("*") else "")
    return pattern.removeprefix(" ")


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    """Any of the patterns, each of whole words after a space; without patterns nothing.

    They are gathered by their first letter, so that most words are passed over without trying them all.
    """
    by_letter: dict[str, list[str]] = {}
    for pattern in patterns:
        by_letter.setdefault(pattern[0], []).append(pattern[1:])
    letters = "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    return re.compile(f"(?<= )(?:{letters or '(?!)'})(?= )")
