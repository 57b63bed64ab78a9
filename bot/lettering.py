"""Words in a picture: the letters of a package, set without the system's help, and lines that fit."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache

import font_source_sans_pro
from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

CHARACTERS_MOST = 400
DOT = " · "
MISSING_SIGN = "☐"
"""Stands for what the letters do not have, such as emoji."""
Colour = tuple[int, int, int]
INK = (20, 27, 45)


class Style(Struct, frozen=True):
    """How words look.

    Args:
        weight: As the package of the letters calls it; "" is regular.
        height: From one line to the next.
    """

    weight: str
    size: int
    height: int
    ink: Colour = INK


PROBE = Style("", 36, 46)
"""In which it is looked whether the letters have a character."""


def wrap(text: str, style: Style, width: int, most: int) -> list[str]:
    """At most so many lines that fit the width; what is left out leaves a `…`."""
    lines: list[str] = []
    for word in printable(text).split():
        if lines and length(f"{lines[-1]} {word}", style) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines += _broken(word, style, width)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(lines[most - 1], style, width)]


def parts(line: str, style: Style, width: int) -> list[str]:
    """`Techniek · 2 maart 2026`, with its line broken at a dot rather than in a date."""
    lines: list[str] = []
    for part in line[:CHARACTERS_MOST].split(DOT):
        if lines and length(printable(f"{lines[-1]}{DOT}{part}"), style) <= width:
            lines[-1] = f"{lines[-1]}{DOT}{part}"
        else:
            lines.append(part)
    return lines


def _broken(word: str, style: Style, width: int) -> list[str]:
    """A word in parts that fit, mostly itself."""
    parts = []
    while length(word, style) > width:
        starts = [f"{word[:size]}-" for size in range(1, len(word))]
        size = bisect_right(starts, float(width), key=lambda start: length(start, style)) or 1
        parts.append(f"{word[:size]}-")
        word = word[size:]
    return [*parts, word]


def cut(line: str, style: Style, width: int) -> str:
    while line and length(f"{line}…", style) > width:
        line = line[:-1]
    return f"{line.rstrip(' -')}…"


def printable(text: str) -> str:
    """Only what the letters have: other characters become their plain form or one `☐` for a row of them."""
    shown: list[str] = []
    for character in unicodedata.normalize("NFC", text[:CHARACTERS_MOST]):
        plain = _plain(character)
        if plain and (plain != MISSING_SIGN or shown[-1:] != [MISSING_SIGN]):
            shown.append(plain)
    return " ".join("".join(shown).split())


@lru_cache(1024)
def _plain(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Me", "Mn"):
        return ""
    missing = _drawn("\ufffe")
    if _drawn(character) != missing:
        return character
    plain = "-" if unicodedata.category(character) == "Pd" else unicodedata.normalize("NFKC", character)
    return MISSING_SIGN if missing in map(_drawn, plain) else plain


def _drawn(character: str) -> bytes:
    image = Image.new("L", (2 * PROBE.size, 2 * PROBE.size))
    ImageDraw.Draw(image).text((0, 0), character, 255, font(PROBE))
    return image.tobytes()


@cache
def font(style: Style) -> ImageFont.FreeTypeFont:
    path = font_source_sans_pro.font_files_ttf[f"SourceSansPro{style.weight}"]
    return ImageFont.truetype(path, style.size, layout_engine=ImageFont.Layout.BASIC)


def length(text: str, style: Style) -> float:
    return font(style).getlength(text)
