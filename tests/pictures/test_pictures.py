"""The picture: within the limits of channels, the same each time, readable by everyone, and never one thing over another."""

from __future__ import annotations

import time
from io import BytesIO
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image, ImageDraw

from bot import lettering, pictures
from bot.lettering import printable, wrap
from bot.pictures import HEIGHT_MOST, MARGIN, WIDTH, Block, Piece, Words, contrast, draw, look, luminance, plan, shade
from dialogs.recipes import Bar, Bars, Cell, Picture, Row
from knowledge import Knowledge
from tests.pictures.example import DRAWN, MIXED, SKIP, read_content, walked

BYTES_MOST = 150_000
SECONDS_MOST = 0.15
TELEGRAM_SUM_MOST, TELEGRAM_RATIO_MOST = 10_000, 20
LIGHTNESS_STEP_LEAST = 9.0
"""In L* (0 to 100), between neighbouring steps of a scale of 7; a just noticeable difference is about 1."""

BESIDE = (Cell(None, "?"), Cell(None, "–"), Cell(None, ""))
MEANINGS = ("Weet ik niet", "Overgeslagen", "Nog niet beantwoord")

# What is left of linear red, green and blue without one kind of cone (Machado, Oliveira and Fernandes, 2009, severity 1).
MISSING_CONES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def steps(count: int) -> tuple[Cell, ...]:
    return tuple(Cell(index / (count - 1), str(index + 1)) for index in range(count))


def legend(count: int) -> tuple[tuple[Cell, str], ...]:
    return (*((cell, f"Stap {cell.sign}") for cell in steps(count)), *zip(BESIDE, MEANINGS, strict=True))


def made(themes: int, tiles: int, scale: int = 4, title: str = "LOB-scan") -> Picture:
    kinds = (*steps(scale), *BESIDE)
    cells = tuple(kinds[index % len(kinds)] for index in range(tiles))
    rows = tuple(Row(f"Thema {number}", f"{number} van {tiles} op orde", cells) for number in range(1, themes + 1))
    return Picture(title, ("Techniek · 2 maart 2026 · ingevuld door één persoon",), rows, legend(scale), "")


LONG = "Loopbaanoriëntatiebegeleidingscoördinatorenoverleg" * 3


def bars(*shares: float | None, label: str = "Vragen beantwoord", value: str = "1.204") -> Bars:
    return Bars("Laatste 12 maanden", tuple(Bar(label, "<5" if share is None else value, share) for share in shares))


EXTREMES = {
    "numbers": Picture("Cijfers", ("23 november 2026",), (), (), "", (bars(1.0, 0.5, 0.0, None), bars(None, 0.001))),
    "many numbers": Picture("Cijfers", (), (), (), "", tuple(bars(*([0.7, None] * 12)) for _ in range(9))),
    "long numbers": Picture("Cijfers", (), (), (), "", (bars(1.0, 0.2, label="Loopbaan " * 30, value="9" * 80), bars())),
    "one tile": made(1, 1),
    "eight times forty": made(8, 40),
    "seven steps": made(8, 40, 7),
    "no themes": made(0, 0),
    "empty rows": made(5, 0),
    "more than fits": made(80, 40),
    "nothing at all": Picture("", (), (), (), ""),
    "long words": Picture(LONG, (LONG, " · ".join([LONG] * 3)), (Row(LONG, LONG, steps(7)),), ((Cell(None, LONG), LONG), *legend(7)), ""),
    "long sentences": Picture("Visie en beleid " * 40, ("afdeling " * 80,), (Row("thema " * 90, "van " * 90, steps(2)),), legend(2), ""),
    "strange letters": Picture(
        "🎓 中文 שלום\n\t\x00\ud800", ("👩‍🏫" * 60,), (Row("e\u0301\u202e…", "\u2011", (Cell(0.5, "🎉"),)),), (), ""
    ),
}


@pytest.fixture(scope="module")
def content() -> Knowledge:
    return read_content()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def words(page: Block) -> list[Piece]:
    return [piece for piece in page.pieces if isinstance(piece.what, Words)]


def tiles(page: Block) -> list[Piece]:
    return [piece for piece in page.pieces if isinstance(piece.what, Cell)]


def lightness(light: float) -> float:
    """L* of a luminance."""
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


# ── limits ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("picture", EXTREMES.values(), ids=EXTREMES)
def test_it_fits_the_channels_whatever_is_in_it(picture: Picture) -> None:
    data = draw(picture)
    image = opened(data)
    assert image.format == "PNG"
    assert image.size == (WIDTH, plan(picture).height)
    assert image.height <= HEIGHT_MOST
    assert sum(image.size) <= TELEGRAM_SUM_MOST
    assert max(image.size) / min(image.size) <= TELEGRAM_RATIO_MOST
    assert len(data) <= BYTES_MOST


@pytest.mark.parametrize("sector", ["vmbo", "havo-vwo", "mbo"])
@pytest.mark.parametrize("answers", [(0,), (3,), (4,), (SKIP,), MIXED], ids=["lowest", "highest", "unknown", "skipped", "mixed"])
def test_a_scan_that_was_walked_is_portrait_and_small(content: Knowledge, sector: str, answers: tuple[int, ...]) -> None:
    data = draw(walked(content, sector, answers, department="Opleidingsteam Verpleegkunde en Maatschappelijke Zorg niv. 4"))
    image = opened(data)
    assert image.width < image.height <= 2 * image.width
    assert len(data) <= BYTES_MOST


def test_it_is_drawn_while_someone_waits(content: Knowledge) -> None:
    picture = walked(content, "mbo", MIXED)
    draw(picture)
    assert min(_seconds(picture) for _ in range(5)) <= SECONDS_MOST


def _seconds(picture: Picture) -> float:
    began = time.perf_counter()
    draw(picture)
    return time.perf_counter() - began


def test_the_same_recipe_gives_the_same_bytes() -> None:
    first = draw(made(5, 9))
    for cached in (lettering.font, lettering._plain, pictures._filled, pictures._edge):
        cached.cache_clear()
    assert draw(made(5, 9)) == first


def test_the_picture_in_the_docs_is_a_result() -> None:
    data = DRAWN.read_bytes()
    assert len(data) <= BYTES_MOST
    assert opened(data).width == WIDTH


# ── seen by everyone ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("count", range(2, 8))
def test_each_sign_can_be_read_on_its_tile_and_each_tile_seen_on_the_page(count: int) -> None:
    for cell in (*steps(count), *BESIDE):
        how = look(cell)
        assert contrast(how.ink, how.fill) >= 4.5
        assert min(contrast(how.edge, pictures.WHITE), contrast(how.edge, pictures.PANEL)) >= 3.0


@given(some.floats(0, 1))
def test_a_sign_can_be_read_on_any_share(share: float) -> None:
    how = look(Cell(share, "3"))
    assert contrast(how.ink, how.fill) >= 4.5


@pytest.mark.parametrize("style", [pictures.TITLE, pictures.ABOUT, pictures.THEME, pictures.COUNT, pictures.MEANING, pictures.VALUE])
def test_words_can_be_read_on_the_page(style: lettering.Style) -> None:
    assert min(contrast(style.ink, pictures.WHITE), contrast(style.ink, pictures.PANEL)) >= 4.5


@pytest.mark.parametrize("count", range(2, 8))
def test_steps_differ_in_lightness_alone(count: int) -> None:
    seen = [lightness(luminance(shade(index / (count - 1)))) for index in range(count)]
    assert min(lighter - darker for lighter, darker in pairwise(seen)) >= LIGHTNESS_STEP_LEAST


@pytest.mark.parametrize("cones", MISSING_CONES.values(), ids=MISSING_CONES)
def test_steps_differ_for_colour_blind_eyes(cones: tuple[tuple[float, float, float], ...]) -> None:
    seen = [lightness(_luminance_without(shade(index / 6), cones)) for index in range(7)]
    assert min(lighter - darker for lighter, darker in pairwise(seen)) >= LIGHTNESS_STEP_LEAST


def _luminance_without(colour: tuple[int, int, int], cones: tuple[tuple[float, float, float], ...]) -> float:
    linear = [luminance((part, part, part)) for part in colour]
    red, green, blue = (min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0), 1) for row in cones)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_what_is_beside_the_steps_differs_in_shape() -> None:
    shapes = [(how.dashed, how.edge_width) for how in map(look, (*steps(7), *BESIDE))]
    assert len(set(shapes)) == len(BESIDE) + 1


@pytest.mark.parametrize("count", range(2, 8))
def test_every_tile_shows_its_fill_and_its_sign(count: int) -> None:
    picture = made(3, 12, count)
    image = opened(draw(picture)).convert("RGB")
    for tile in tiles(plan(picture)):
        assert isinstance(tile.what, Cell)
        left, top, right, bottom = tile.box
        how = look(tile.what)
        assert image.getpixel((left + 11, (top + bottom) // 2)) == how.fill
        inside = image.crop((left + 10, top + 10, right - 10, bottom - 10)).getcolors()
        assert inside is not None
        assert (how.ink in {colour for _, colour in inside}) == bool(tile.what.sign)


# ── in its place ──────────────────────────────────────────────────────────────────────────────────────────────


def assert_in_place(page: Block) -> None:
    """Everything within the margins, and nothing over anything else but the ground of the legend."""
    shown = [*words(page), *tiles(page)]
    for piece in shown:
        left, top, right, bottom = piece.box
        assert MARGIN <= left <= right <= WIDTH - MARGIN
        assert MARGIN <= top < bottom <= page.height - MARGIN
    for one, other in combinations(shown, 2):
        assert not _overlap(one, other), (one, other)


def _overlap(one: Piece, other: Piece) -> bool:
    left, top, right, bottom = one.box
    return left < other.box[2] and other.box[0] < right and top < other.box[3] and other.box[1] < bottom


@pytest.mark.parametrize("picture", EXTREMES.values(), ids=EXTREMES)
def test_nothing_overlaps(picture: Picture) -> None:
    assert_in_place(plan(picture))


TEXTS = some.text(max_size=80)
CELLS = some.builds(Cell, some.none() | some.floats(0, 1), some.text(max_size=6))
ROWS = some.builds(Row, TEXTS, TEXTS, some.lists(CELLS, max_size=25).map(tuple))
RECIPES = some.builds(
    Picture,
    TEXTS,
    some.lists(TEXTS, max_size=3).map(tuple),
    some.lists(ROWS, max_size=4).map(tuple),
    some.lists(some.tuples(CELLS, TEXTS), max_size=8).map(tuple),
    some.just(""),
)


@settings(max_examples=60, deadline=None)
@given(RECIPES)
def test_any_recipe_can_be_drawn(picture: Picture) -> None:
    assert_in_place(plan(picture))
    assert opened(draw(picture)).size == (WIDTH, plan(picture).height)


@pytest.mark.parametrize("name", ["eight times forty", "long words", "long sentences", "strange letters"])
def test_no_ink_falls_outside_the_place_of_its_piece(name: str) -> None:
    picture = EXTREMES[name]
    image = opened(draw(picture)).convert("RGB")
    pen = ImageDraw.Draw(image)
    for piece in plan(picture).pieces:
        left, top, right, bottom = piece.box
        pen.rectangle((left - 3, top, right + 3, bottom), pictures.WHITE)
    assert image.getcolors() == [(image.width * image.height, pictures.WHITE)]


def test_every_tile_and_every_word_of_the_recipe_is_there() -> None:
    picture = made(8, 40)
    page = plan(picture)
    drawn = [tile.what for tile in tiles(page)]
    assert drawn == [cell for row in picture.rows for cell in row.cells] + [cell for cell, _ in picture.legend]
    said = " ".join(piece.what.text for piece in words(page) if isinstance(piece.what, Words))
    for text in (picture.title, *picture.lines, *(f"{row.title} {row.count}" for row in picture.rows), *MEANINGS):
        assert text in said


def test_themes_that_do_not_fit_leave_a_mark_and_the_legend_stays() -> None:
    said = [piece.what.text for piece in words(plan(EXTREMES["more than fits"])) if isinstance(piece.what, Words)]
    assert "…" in said
    assert said[-1] == MEANINGS[-1]


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Coördinatie, één punt … en ‘zo’", "Coördinatie, één punt … en ‘zo’"),
        ("e\u0301e\u0301n", "één"),
        ("🎓 Bovenbouw 👩‍🏫👨🏽‍🏫", "☐ Bovenbouw ☐"),
        ("havo\u2011top", "havo-top"),
        ("𝐓𝐞𝐚𝐦 ①", "Team 1"),
        ("een\u00a0\n twee\u00ad\u200d\x07", "een twee"),
    ],
)
def test_what_the_letters_do_not_have_is_replaced(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_line_breaks_at_its_dots_rather_than_in_a_date() -> None:
    department = "Team bovenbouw Beroepsgericht & Techniek (basis/kader), Noord"
    picture = Picture("LOB-scan", (f"{department} · 2 maart 2026 · ingevuld door één persoon",), (), (), "")
    said = [piece.what.text for piece in words(plan(picture)) if isinstance(piece.what, Words)]
    assert said == ["LOB-scan", department, "2 maart 2026 · ingevuld door één persoon"]


def test_a_word_too_long_for_its_line_is_broken_with_a_hyphen() -> None:
    lines = wrap(LONG, pictures.TITLE, 900, most=9)
    assert "".join(line.removesuffix("-") for line in lines) == LONG
    assert all(line.endswith("-") for line in lines[:-1])


def test_what_does_not_fit_leaves_a_mark() -> None:
    lines = wrap("visie " * 60, pictures.TITLE, 900, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────────────────


def lengths(page: Block) -> list[Piece]:
    return [piece for piece in page.pieces if isinstance(piece.what, pictures.Bar)]


def test_a_number_is_as_long_as_its_share_and_never_too_short_to_see() -> None:
    page = plan(Picture("", (), (), (), "", (bars(1.0, 0.5, 0.0, None),)))
    wide = [piece.box[2] - piece.box[0] for piece in lengths(page)]
    assert wide == [pictures.INNER, pictures.INNER // 2, pictures.BAR_LEAST, pictures.BAR]


def test_a_number_that_is_not_told_looks_otherwise_in_grey_too() -> None:
    page = plan(Picture("", (), (), (), "", (bars(1.0, None),)))
    told, hidden = (piece.box for piece in lengths(page))
    image = opened(draw(Picture("", (), (), (), "", (bars(1.0, None),)))).convert("L")
    middle = image.getpixel(((hidden[0] + hidden[2]) // 2, (hidden[1] + hidden[3]) // 2))
    filled = image.getpixel(((told[0] + told[2]) // 2, (told[1] + told[3]) // 2))
    assert (middle, isinstance(filled, int) and filled < 128) == (255, True)
    assert contrast(pictures.BAR_FILL, pictures.WHITE) >= 3.0


def test_each_number_stands_beside_its_words() -> None:
    page = plan(Picture("", (), (), (), "", (bars(0.3, None),)))
    said = [(piece.what.text, piece.box[2] == WIDTH - MARGIN) for piece in words(page) if isinstance(piece.what, Words)]
    number = ("Vragen beantwoord", False)
    assert said == [("Laatste 12 maanden", False), number, ("1.204", True), number, ("<5", True)]
