"""Drawing the result: a recipe in, a PNG out, and nothing else touched.

First every piece gets its measured place (`plan`), then the pieces are painted (`draw`), so that a test can see that nothing overlaps.
The letters come from a package and are set without the system's help, so the same recipe gives the same picture everywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from io import BytesIO
from itertools import pairwise

import font_source_sans_pro
from msgspec import Struct
from PIL import Image, ImageChops, ImageDraw, ImageFont

from dialogs.language import Cell, Picture, Row

# ── measures, in pixels of a picture that a phone shows some 400 points wide ──────────────────────────────────

WIDTH = 1080
HEIGHT_MOST = 8900
"""Telegram takes photos up to width + height = 10,000; themes beyond this get a `…` in their place and are left to the text."""
MARGIN = 56
INNER = WIDTH - 2 * MARGIN
TILE, TILE_GAP = 84, 14
TILES_A_LINE = (INNER + TILE_GAP) // (TILE + TILE_GAP)
LEGEND_TILE, LEGEND_PADDING = 60, 36
SMOOTH = 4
"""Tiles are drawn so many times larger and then made smaller, for smooth corners."""
COLOURS_MOST = 64
CHARACTERS_MOST = 400

# ── colours ───────────────────────────────────────────────────────────────────────────────────────────────────

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
INK, SOFT_INK = (20, 27, 45), (75, 85, 99)
PANEL = (243, 246, 250)
RAMP: tuple[Colour, ...] = ((231, 242, 254), (153, 197, 247), (86, 151, 221), (37, 106, 176), (13, 65, 115))
"""From low to high: one hue in equal steps of lightness (L* 95, 78, 61, 44, 27), so that grey and colour-blind eyes see them too."""
PALE_EDGE = (79, 129, 189)
UNKNOWN, UNKNOWN_EDGE = (226, 228, 232), (107, 114, 128)
OPEN_EDGE = (138, 145, 158)
SIGN_CONTRAST_LEAST, EDGE_CONTRAST_LEAST = 4.5, 3.0

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
SIGN_SHARES = (0.52, 0.4, 0.3, 0.2)
"""Sizes of a sign as a share of its tile: the first that fits is taken."""


class Look(Struct, frozen=True):
    """How a tile looks."""

    fill: Colour
    edge: Colour
    edge_width: int
    ink: Colour
    dashed: bool = False


# ── where everything stands ───────────────────────────────────────────────────────────────────────────────────


class Words(Struct, frozen=True):
    """One line of text, measured."""

    box: Box
    text: str
    style: Style


class Tile(Struct, frozen=True):
    """One statement, or one line of the legend."""

    box: Box
    cell: Cell


class Block(Struct, frozen=True):
    """Pieces that belong together, measured from their own corner."""

    height: int
    words: tuple[Words, ...] = ()
    tiles: tuple[Tile, ...] = ()
    panels: tuple[Box, ...] = ()

    def moved(self, left: int, top: int) -> Block:
        return Block(
            self.height,
            tuple(Words(_moved(words.box, left, top), words.text, words.style) for words in self.words),
            tuple(Tile(_moved(tile.box, left, top), tile.cell) for tile in self.tiles),
            tuple(_moved(box, left, top) for box in self.panels),
        )

    def over(self, other: Block) -> Block:
        """Both on the same place."""
        height = max(self.height, other.height)
        return Block(height, self.words + other.words, self.tiles + other.tiles, self.panels + other.panels)


def plan(picture: Picture) -> Block:
    """The whole picture, with its margins; it never gets higher than `HEIGHT_MOST`."""
    lines = _stacked([_paragraph(line, ABOUT, INNER, most=3) for line in picture.lines])
    head = _stacked([_paragraph(picture.title, TITLE, INNER, most=4), lines], gap=14)
    legend = _legend(picture.legend)
    room = HEIGHT_MOST - 2 * MARGIN - head.height - legend.height - 3 * MARGIN
    themes = _stacked(_fitting([_theme(row) for row in picture.rows], room, MARGIN), gap=MARGIN)
    page = _stacked([head, themes, legend], gap=MARGIN).moved(MARGIN, MARGIN)
    return Block(page.height + 2 * MARGIN, page.words, page.tiles, page.panels)


def _theme(row: Row) -> Block:
    said = _stacked([_paragraph(row.title, THEME, INNER, most=3), _paragraph(row.count, COUNT, INNER, most=2)])
    return _stacked([said, _tiles(row.cells)], gap=16)


def _tiles(cells: Sequence[Cell]) -> Block:
    step = TILE + TILE_GAP
    tiles = []
    for index, cell in enumerate(cells):
        line, place = divmod(index, TILES_A_LINE)
        tiles.append(Tile(_moved((0, 0, TILE, TILE), place * step, line * step), cell))
    return Block(tiles[-1].box[3] if tiles else 0, tiles=tuple(tiles))


def _legend(legend: Sequence[tuple[Cell, str]]) -> Block:
    """The steps on the left, from low to high; what is beside them on the right."""
    inner = INNER - 2 * LEGEND_PADDING
    steps = [told for told in legend if told[0].share is not None]
    beside = [told for told in legend if told[0].share is None]
    columns = [column for column in (steps, beside) if column]
    if not columns:
        return Block(0)
    width = (inner - LEGEND_PADDING * (len(columns) - 1)) // len(columns)
    block = Block(0)
    for index, column in enumerate(columns):
        told = _stacked([_meaning(cell, meaning, width) for cell, meaning in column], gap=14)
        block = block.over(told.moved(index * (width + LEGEND_PADDING), 0))
    height = block.height + 2 * LEGEND_PADDING
    return Block(height, panels=((0, 0, INNER, height),)).over(block.moved(LEGEND_PADDING, LEGEND_PADDING))


def _meaning(cell: Cell, meaning: str, width: int) -> Block:
    left = LEGEND_TILE + 20
    words = _paragraph(meaning, MEANING, width - left, most=3)
    height = max(LEGEND_TILE, words.height)
    tile = Tile(_moved((0, 0, LEGEND_TILE, LEGEND_TILE), 0, (height - LEGEND_TILE) // 2), cell)
    return Block(height, tiles=(tile,)).over(words.moved(left, (height - words.height) // 2))


def _paragraph(text: str, style: Style, width: int, most: int) -> Block:
    lines = wrap(text, style, width, most)
    words = [
        Words((0, index * style.height, round(_length(line, style)), (index + 1) * style.height), line, style)
        for index, line in enumerate(lines)
    ]
    return Block(len(lines) * style.height, tuple(words))


def _stacked(blocks: Iterable[Block], gap: int = 0) -> Block:
    """One under the other; empty ones take no gap."""
    page = Block(0)
    for block in blocks:
        if block.height:
            top = page.height + gap if page.height else 0
            moved = block.moved(0, top)
            page = Block(top + block.height, page.words + moved.words, page.tiles + moved.tiles, page.panels + moved.panels)
    return page


def _fitting(blocks: Iterable[Block], room: int, gap: int) -> list[Block]:
    """As many as there is room for, and a `…` for the rest."""
    taken: list[Block] = []
    for block in blocks:
        room -= block.height + gap
        if room < 0:
            return [*taken, _paragraph("…", THEME, INNER, most=1)]
        taken.append(block)
    return taken


def _moved(box: Box, left: int, top: int) -> Box:
    return box[0] + left, box[1] + top, box[2] + left, box[3] + top


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────


def wrap(text: str, style: Style, width: int, most: int) -> list[str]:
    """At most so many lines that fit the width; what is left out leaves a `…`."""
    lines: list[str] = []
    for word in printable(text).split():
        if lines and _length(f"{lines[-1]} {word}", style) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines += _broken(word, style, width)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _cut(lines[most - 1], style, width)]


def _broken(word: str, style: Style, width: int) -> list[str]:
    """A word in parts that fit, mostly itself."""
    parts = []
    while _length(word, style) > width:
        fits = next(size for size in range(len(word) - 1, 0, -1) if size == 1 or _length(f"{word[:size]}-", style) <= width)
        parts.append(f"{word[:fits]}-")
        word = word[fits:]
    return [*parts, word]


def _cut(line: str, style: Style, width: int) -> str:
    while line and _length(f"{line}…", style) > width:
        line = line[:-1]
    return f"{line.rstrip(' -')}…"


def printable(text: str) -> str:
    """Only what the letters have: other characters become their plain form or one `☐` for a row of them."""
    shown: list[str] = []
    for character in unicodedata.normalize("NFC", text)[:CHARACTERS_MOST]:
        plain = _plain(character)
        if plain != MISSING_SIGN or shown[-1:] != [MISSING_SIGN]:
            shown.append(plain)
    return " ".join("".join(shown).split())


@lru_cache(1024)
def _plain(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Cs"):
        return ""
    if _has_letter(character):
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if all(_has_letter(part) for part in plain) else MISSING_SIGN


def _has_letter(character: str) -> bool:
    """Whether the font draws something else than its sign for what it doesn't have."""
    font = _font(COUNT)
    return bytes(font.getmask(character)) != bytes(font.getmask("\ufffe"))


@cache
def _font(style: Style) -> ImageFont.FreeTypeFont:
    path = font_source_sans_pro.font_files_ttf[f"SourceSansPro{style.weight}"]
    return ImageFont.truetype(path, style.size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _cap_height(style: Style) -> float:
    return -_font(style).getbbox("H", anchor="ls")[1]


def _length(text: str, style: Style) -> float:
    return _font(style).getlength(text)


# ── tiles ─────────────────────────────────────────────────────────────────────────────────────────────────────


def look(cell: Cell) -> Look:
    """The steps are filled, light to dark; beside them: grey for a sign, dashed for skipped, thin and empty for no answer."""
    if cell.share is not None:
        fill = shade(cell.share)
        return Look(fill, fill if contrast(fill, WHITE) >= EDGE_CONTRAST_LEAST else PALE_EDGE, 3, ink_on(fill))
    match cell.sign:
        case "":
            return Look(WHITE, OPEN_EDGE, 2, INK)
        case sign if sign == SKIPPED_SIGN:
            return Look(WHITE, UNKNOWN_EDGE, 4, INK, dashed=True)
        case _:
            return Look(UNKNOWN, UNKNOWN_EDGE, 4, INK)


def shade(share: float) -> Colour:
    """The fill for a share of the scale."""
    place = min(max(share, 0.0), 1.0) * (len(RAMP) - 1)
    index = min(int(place), len(RAMP) - 2)
    part = place - index
    red, green, blue = (round(low + (high - low) * part) for low, high in zip(RAMP[index], RAMP[index + 1], strict=True))
    return red, green, blue


def ink_on(fill: Colour) -> Colour:
    """The first ink that can be read on it; black or white always can."""
    return next(ink for ink in (INK, WHITE, BLACK) if contrast(ink, fill) >= SIGN_CONTRAST_LEAST)


def contrast(one: Colour, other: Colour) -> float:
    """From 1 to 21, as WCAG 2 counts it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    """From 0 to 1, as WCAG 2 counts it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ── painting ──────────────────────────────────────────────────────────────────────────────────────────────────


def draw(picture: Picture) -> bytes:
    """The picture as a PNG."""
    page = plan(picture)
    image = Image.new("RGB", (WIDTH, page.height), WHITE)
    pen = ImageDraw.Draw(image)
    for panel in page.panels:
        pen.rounded_rectangle(panel, 24, PANEL)
    for tile in page.tiles:
        _paint_tile(image, pen, tile)
    for words in page.words:
        middle = (words.box[1] + words.box[3]) / 2
        _write(pen, (words.box[0], middle), words.text, words.style, "ls")
    file = BytesIO()
    image.quantize(COLOURS_MOST, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _paint_tile(image: Image.Image, pen: ImageDraw.ImageDraw, tile: Tile) -> None:
    left, top, right, bottom = tile.box
    size, how = right - left, look(tile.cell)
    image.paste(how.fill, (left, top), _filled(size))
    image.paste(how.edge, (left, top), _edge(size, how.edge_width, how.dashed))
    sign, style = _sign(tile.cell.sign, size, how.ink)
    _write(pen, ((left + right) / 2, (top + bottom) / 2), sign, style, "ms")


def _sign(text: str, size: int, ink: Colour) -> tuple[str, Style]:
    """The sign in the largest letters that fit; too long for the smallest, it is cut."""
    sign, width = printable(text), size * 0.8
    styles = [Style("Semibold", round(size * share), size, ink) for share in SIGN_SHARES]
    style = next((style for style in styles if _length(sign, style) <= width), None)
    return (sign, style) if style else (_cut(sign, styles[-1], width), styles[-1])


def _write(pen: ImageDraw.ImageDraw, place: tuple[float, float], text: str, style: Style, anchor: str) -> None:
    """Write with the capitals around this height."""
    pen.text((place[0], round(place[1] + _cap_height(style) / 2)), text, style.ink, _font(style), anchor)


@cache
def _filled(size: int) -> Image.Image:
    return _rounded(size, 0).resize((size, size), Image.Resampling.BOX)


@cache
def _edge(size: int, width: int, dashed: bool) -> Image.Image:
    edge = ImageChops.subtract(_rounded(size, 0), _rounded(size, width))
    if dashed:
        pen, large = ImageDraw.Draw(edge), size * SMOOTH
        stripes = [round(large * part / 13) for part in range(14)]
        for start, end in list(pairwise(stripes))[2:-2:2]:
            pen.rectangle((start, 0, end, large), 0)
            pen.rectangle((0, start, large, end), 0)
    return edge.resize((size, size), Image.Resampling.BOX)


def _rounded(size: int, inset: int) -> Image.Image:
    large, edge = size * SMOOTH, inset * SMOOTH
    mask = Image.new("L", (large, large), 0)
    ImageDraw.Draw(mask).rounded_rectangle((edge, edge, large - 1 - edge, large - 1 - edge), large // 6 - edge, 255)
    return mask
