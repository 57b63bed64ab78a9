"""Drawing the result: a recipe in, a PNG out, and nothing else touched.

First every piece gets its measured place (`plan`), then the pieces are painted (`draw`); so a test can see that nothing overlaps.
The letters come with the package, so the same recipe gives the same picture everywhere.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from io import BytesIO
from itertools import pairwise

import font_source_sans_pro
from msgspec import Struct
from PIL import Image, ImageChops, ImageDraw, ImageFont

from dialogs.language import Cell, Picture, Row

# ── measures, in pixels of a picture that a phone shows about 400 points wide ─────────────────────────────────

WIDTH = 1080
HEIGHT_MOST = 8900
"""Telegram takes photos up to width + height = 10,000; themes beyond this height are left to the text, with a `…` in their place."""
MARGIN = 56
TILE = 84
TILE_GAP = 14
TILES_A_ROW = (WIDTH - 2 * MARGIN + TILE_GAP) // (TILE + TILE_GAP)
LEGEND_TILE = 60
LEGEND_PADDING = 36
TEXT_CHARACTERS_MOST = 400
SMOOTH = 4
"""Tiles are drawn so many times larger and then made smaller, for smooth corners."""
COLOURS_MOST = 96

# ── colours ───────────────────────────────────────────────────────────────────────────────────────────────────

Colour = tuple[int, int, int]

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
INK, SOFT_INK = (20, 27, 45), (75, 85, 99)
PANEL = (243, 246, 250)
RAMP: tuple[Colour, ...] = ((231, 242, 254), (153, 197, 247), (86, 151, 221), (37, 106, 176), (13, 65, 115))
"""From low to high: one hue, with equal steps of lightness (L* 95, 78, 61, 44, 27), so that grey and colour-blind eyes see them too."""
PALE_EDGE = (79, 129, 189)
UNKNOWN, UNKNOWN_EDGE = (229, 231, 235), (107, 114, 128)
OPEN_EDGE = (138, 145, 158)
CONTRAST_LEAST = 4.5
EDGE_CONTRAST_LEAST = 3.0

SKIPPED_SIGN = "–"
MISSING_SIGN = "☐"
"""Stands for what the letters do not have, such as emoji."""


class Style(Struct, frozen=True):
    """How words look; `height` is from one line to the next."""

    weight: str
    size: int
    height: int
    ink: Colour = INK


TITLE = Style("Bold", 56, 66)
ABOUT = Style("", 34, 46, SOFT_INK)
THEME = Style("Semibold", 42, 52)
COUNT = Style("", 36, 46, SOFT_INK)
MEANING = Style("", 34, 42)
SIGNS = tuple(Style("Semibold", size, size) for size in (44, 34, 26, 20))
LEGEND_SIGNS = SIGNS[1:]


class Look(Struct, frozen=True):
    """How one kind of tile looks."""

    fill: Colour
    edge: Colour
    edge_width: int
    ink: Colour
    dashed: bool = False


class Words(Struct, frozen=True):
    """One line of text; `top` is the top of the line."""

    left: int
    top: int
    text: str
    style: Style

    @property
    def box(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.left + round(_length(self.text, self.style)), self.top + self.style.height


class Tile(Struct, frozen=True):
    """One statement."""

    left: int
    top: int
    size: int
    cell: Cell

    @property
    def box(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.left + self.size, self.top + self.size


class Plan(Struct, frozen=True):
    """Every piece in its place; `panel` is the box behind the legend."""

    height: int
    words: tuple[Words, ...]
    tiles: tuple[Tile, ...]
    panel: tuple[int, int, int, int] | None


def draw(picture: Picture) -> bytes:
    """The picture as a PNG, always the same for the same recipe."""
    drawn = plan(picture)
    image = Image.new("RGB", (WIDTH, drawn.height), WHITE)
    pen = ImageDraw.Draw(image)
    if drawn.panel:
        pen.rounded_rectangle(drawn.panel, 24, PANEL)
    for tile in drawn.tiles:
        signs = SIGNS if tile.size == TILE else LEGEND_SIGNS
        image.paste(*_tile(tile.cell, tile.size, signs, (tile.left, tile.top)))
    for words in drawn.words:
        pen.text((words.left, _baseline(words.top, words.style)), words.text, words.style.ink, _font(words.style), "ls")
    file = BytesIO()
    image.quantize(COLOURS_MOST, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


# ── where everything stands ───────────────────────────────────────────────────────────────────────────────────


def plan(picture: Picture) -> Plan:
    """Where everything stands."""
    legend = _legend(picture.legend)
    words = _head(picture)
    tiles: list[Tile] = []
    top = _bottom(words, MARGIN) + 20
    for row in picture.rows:
        theme = _theme(row, top)
        below = max(_bottom(theme.words, top), _bottom(theme.tiles, top))
        if below + legend.height + 2 * MARGIN + THEME.height > HEIGHT_MOST:
            words.append(Words(MARGIN, top, "…", THEME))
            top += THEME.height
            break
        ...
    return Plan(0, (), (), None)
