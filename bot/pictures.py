"""Drawing the result: a recipe in, a PNG out, and nothing else touched.

First every piece gets its measured place (`plan`), then the pieces are painted (`draw`), so that a test can see that nothing overlaps.
The letters come from a package and are set without the system's help, so the same recipe gives the same picture everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise

from msgspec import Struct
from PIL import Image, ImageChops, ImageDraw

from bot.lettering import INK, Colour, Style, cut, font, length, parts, printable, wrap
from dialogs.recipes import Bars, Cell, Picture, Row

# ── measures, in pixels of a picture that a phone shows some 400 points wide ──────────────────────────────────

WIDTH = 1080
HEIGHT_MOST = 5000
"""Themes beyond this get a `…` in their place and are left to the text; Telegram takes photos up to width + height = 10,000."""
MARGIN, THEME_GAP = 56, 46
INNER = WIDTH - 2 * MARGIN
TILE, SMALL_TILE, TILE_GAP = 84, 60, 14
LEGEND_PADDING = 36
CROWDED = 20
"""With more tiles in a theme than this, all tiles are small."""
BAR, BAR_LEAST, BAR_GAP = 36, 10, 18
"""How high the bar of a number is, how long it is at least, and what is free below it."""
SMOOTH = 4
"""Tiles are drawn so many times larger and then made smaller, for smooth corners."""
Box = tuple[int, int, int, int]

# ── colours ───────────────────────────────────────────────────────────────────────────────────────────────────

WHITE, PANEL = (255, 255, 255), (243, 246, 250)
SOFT_INK, BLACK = (75, 85, 99), (0, 0, 0)
RAMP: tuple[Colour, ...] = ((231, 242, 254), (153, 197, 247), (86, 151, 221), (37, 106, 176), (13, 65, 115))
"""From low to high: one hue in equal steps of lightness (L* 95, 78, 61, 44, 27), so that grey and colour-blind eyes see them too."""
PALE_EDGE, OPEN_EDGE, BESIDE_EDGE, BESIDE = (79, 129, 189), (130, 137, 150), (107, 114, 128), (226, 228, 232)
BAR_FILL = RAMP[3]
BLENDS = 8
"""So many shades from a letter to what it stands on; more are not seen, fewer are ragged."""
SIGN_CONTRAST_LEAST, EDGE_CONTRAST_LEAST = 4.5, 3.0

SKIPPED_SIGN = "–"


TITLE = Style("Bold", 56, 66)
ABOUT = Style("", 34, 46, SOFT_INK)
THEME = Style("Semibold", 42, 52)
COUNT = Style("", 36, 46, SOFT_INK)
MEANING = Style("", 34, 42)
VALUE = Style("Semibold", 36, 42)
SIGN_SHARES = (0.52, 0.4, 0.3, 0.2)
"""Sizes of a sign as a share of its tile: the first that fits is taken."""


class Look(Struct, frozen=True):
    """How a tile looks."""

    fill: Colour
    edge: Colour
    edge_width: int
    ink: Colour
    dashed: bool = False


class Words(Struct, frozen=True):
    """One line of text."""

    text: str
    style: Style


class Bar(Struct, frozen=True):
    """A number as a length; one that is not told is a small dashed square."""

    told: bool


class Piece(Struct, frozen=True):
    """Something in its measured place: words, a tile, the bar of a number, or the quiet ground of the legend (None)."""

    box: Box
    what: Words | Cell | Bar | None = None

    def moved(self, left: int, top: int) -> Piece:
        box = self.box
        return Piece((box[0] + left, box[1] + top, box[2] + left, box[3] + top), self.what)


class Block(Struct, frozen=True):
    """Pieces that belong together, measured from their own corner."""

    height: int = 0
    pieces: tuple[Piece, ...] = ()

    def moved(self, left: int, top: int) -> Block:
        return Block(self.height, tuple(piece.moved(left, top) for piece in self.pieces))


# ── where everything stands ───────────────────────────────────────────────────────────────────────────────────


def plan(picture: Picture) -> Block:
    """The whole picture, with its margins; themes that do not fit in `HEIGHT_MOST` are left out."""
    lines = _stacked([_paragraph(part, ABOUT, INNER, most=3) for line in picture.lines for part in parts(line, ABOUT, INNER)])
    head = _stacked([_paragraph(picture.title, TITLE, INNER, most=4), lines], gap=14)
    legend = _legend(picture.legend)
    room = HEIGHT_MOST - 5 * MARGIN - head.height - legend.height
    size = SMALL_TILE if any(len(row.cells) > CROWDED for row in picture.rows) else TILE
    told = [*(_theme(row, size) for row in picture.rows), *(_numbers(one) for one in picture.bars)]
    themes = _stacked(_fitting(told, room, THEME_GAP), gap=THEME_GAP)
    page = _stacked([head, themes, legend], gap=THEME_GAP).moved(MARGIN, MARGIN)
    return Block(page.height + 2 * MARGIN, page.pieces)


def _theme(row: Row, size: int) -> Block:
    said = _stacked([_paragraph(row.title, THEME, INNER, most=3), _paragraph(row.count, COUNT, INNER, most=2)])
    return _stacked([said, _tiles(row.cells, size)], gap=16)


def _numbers(bars: Bars) -> Block:
    """Numbers under each other: in words, and below these as a length."""
    title = _paragraph(bars.title, THEME, INNER, most=2)
    return _stacked([title, *(_number(one.label, one.value, one.share) for one in bars.bars)], gap=BAR_GAP)


def _number(label: str, value: str, share: float | None) -> Block:
    said = _paragraph(value, VALUE, INNER // 3, most=1)
    width = max((piece.box[2] for piece in said.pieces), default=0)
    named = _paragraph(label, MEANING, INNER - width - LEGEND_PADDING, most=2)
    long = BAR if share is None else max(BAR_LEAST, round(INNER * share))
    bar = Piece((0, 0, long, BAR), Bar(share is not None)).moved(0, named.height + 2)
    return Block(named.height + BAR + 2, (*named.pieces, *said.moved(INNER - width, 0).pieces, bar))


def _tiles(cells: Sequence[Cell], size: int) -> Block:
    step = size + TILE_GAP
    a_line = (INNER + TILE_GAP) // step
    tiles = [Piece((0, 0, size, size), cell) for cell in cells]
    placed = tuple(tile.moved(index % a_line * step, index // a_line * step) for index, tile in enumerate(tiles))
    return Block(placed[-1].box[3] if placed else 0, placed)


def _legend(legend: Sequence[tuple[Cell, str]]) -> Block:
    """The steps on the left, from low to high; what is beside them on the right."""
    steps = [told for told in legend if told[0].share is not None]
    others = [told for told in legend if told[0].share is None]
    columns = [column for column in (steps, others) if column]
    if not columns:
        return Block()
    step = (INNER - LEGEND_PADDING) // len(columns)
    blocks = [_stacked([_meaning(*told, step - LEGEND_PADDING) for told in column], gap=14) for column in columns]
    height = max(block.height for block in blocks) + 2 * LEGEND_PADDING
    placed = [block.moved(LEGEND_PADDING + index * step, LEGEND_PADDING) for index, block in enumerate(blocks)]
    return Block(height, (Piece((0, 0, INNER, height)), *(piece for block in placed for piece in block.pieces)))


def _meaning(cell: Cell, meaning: str, width: int) -> Block:
    left = SMALL_TILE + 20
    words = _paragraph(meaning, MEANING, width - left, most=3)
    height = max(SMALL_TILE, words.height)
    tile = Piece((0, 0, SMALL_TILE, SMALL_TILE), cell).moved(0, (height - SMALL_TILE) // 2)
    return Block(height, (tile, *words.moved(left, (height - words.height) // 2).pieces))


def _paragraph(text: str, style: Style, width: int, most: int) -> Block:
    lines = wrap(text, style, width, most)
    pieces = [Piece((0, 0, round(length(line, style)), style.height), Words(line, style)) for line in lines]
    return Block(len(lines) * style.height, tuple(piece.moved(0, index * style.height) for index, piece in enumerate(pieces)))


def _stacked(blocks: Iterable[Block], gap: int = 0) -> Block:
    """One under the other; empty ones take no gap."""
    page = Block()
    for block in blocks:
        if block.height:
            top = page.height + gap if page.height else 0
            page = Block(top + block.height, page.pieces + block.moved(0, top).pieces)
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


# ── tiles ─────────────────────────────────────────────────────────────────────────────────────────────────────


def look(cell: Cell) -> Look:
    """The steps are filled, light to dark; beside them: grey for a sign, dashed for skipped, thin and empty for no answer."""
    if cell.share is not None:
        fill = shade(cell.share)
        return Look(fill, fill if contrast(fill, PANEL) >= EDGE_CONTRAST_LEAST else PALE_EDGE, 3, ink_on(fill))
    beside = {"": Look(WHITE, OPEN_EDGE, 2, INK), SKIPPED_SIGN: Look(WHITE, BESIDE_EDGE, 4, INK, dashed=True)}
    return beside.get(cell.sign, Look(BESIDE, BESIDE_EDGE, 7, INK))


def shade(share: float) -> Colour:
    """The fill for a share of the scale."""
    place = min(max(share, 0.0), 1.0) * (len(RAMP) - 1)
    index = min(int(place), len(RAMP) - 2)
    return _between(RAMP[index], RAMP[index + 1], place - index)


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
    for piece in page.pieces:
        _paint(image, pen, piece)
    file = BytesIO()
    image.quantize(palette=_palette(page), dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _palette(page: Block) -> Image.Image:
    """The colours of the page, and what lies between them at the borders of letters and tiles: a third of the bytes of full colour."""
    looks = [look(cell) for cell in dict.fromkeys(piece.what for piece in page.pieces) if isinstance(cell, Cell)]
    borders: list[tuple[Colour, Colour]] = [(WHITE, INK), (WHITE, SOFT_INK), (PANEL, INK), (WHITE, BAR_FILL), (WHITE, BESIDE_EDGE)]
    borders += [(how.fill, how.ink) for how in looks] + [(WHITE, how.edge) for how in looks] + [(PANEL, how.edge) for how in looks]
    whole = dict.fromkeys(colour for border in borders for colour in border)
    blends = dict.fromkeys(_between(*border, part / BLENDS) for border in borders for part in range(1, BLENDS))
    colours = [*whole, *(blend for blend in blends if not any(_near(blend, colour) for colour in whole))][:256]
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in colours for part in colour])
    return image


def _near(one: Colour, other: Colour) -> bool:
    """Whether Pillow, which looks colours up in steps of 4, could take one for the other."""
    return all(abs(this - that) < 12 for this, that in zip(one, other, strict=True))


def _between(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(start + (end - start) * part) for start, end in zip(one, other, strict=True))
    return red, green, blue


def _paint(image: Image.Image, pen: ImageDraw.ImageDraw, piece: Piece) -> None:
    left, top, right, bottom = piece.box
    match piece.what:
        case None:
            pen.rounded_rectangle(piece.box, 24, PANEL)
        case Words(text, style):
            _write(pen, (left, (top + bottom) / 2), text, style, "ls")
        case Bar(told=True):
            pen.rectangle((left, top, right - 1, bottom - 1), BAR_FILL)
        case Bar():
            image.paste(BESIDE_EDGE, (left, top), _edge(right - left, 4, True))
        case Cell(_, sign) as cell:
            size, how = right - left, look(cell)
            image.paste(how.fill, (left, top), _filled(size))
            image.paste(how.edge, (left, top), _edge(size, how.edge_width, how.dashed))
            _write(pen, ((left + right) / 2, (top + bottom) / 2), *_sign(sign, size, how.ink), "ms")


def _sign(text: str, size: int, ink: Colour) -> tuple[str, Style]:
    """The sign in the largest letters that fit; too long for the smallest, it is cut."""
    sign, width = printable(text), round(size * 0.8)
    styles = [Style("Semibold", round(size * share), size, ink) for share in SIGN_SHARES]
    style = next((style for style in styles if length(sign, style) <= width), None)
    return (sign, style) if style else (cut(sign, styles[-1], width), styles[-1])


def _write(pen: ImageDraw.ImageDraw, place: tuple[float, float], text: str, style: Style, anchor: str) -> None:
    """Write with the capitals around this height."""
    capital = -font(style).getbbox("H", anchor="ls")[1]
    pen.text((place[0], round(place[1] + capital / 2)), text, style.ink, font(style), anchor)


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
