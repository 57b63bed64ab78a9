"""Messages fit, whatever is in them, and nothing of them is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from dialogs.fitting import UNITS_MOST, fitting, pieces, units
from dialogs.language import Button, Keep, Revise, Say

BUTTONS = ((Button("Verder", "scan:verder:r1"),),)
WORDS = some.lists(some.text(alphabet="ab🎓é", min_size=1, max_size=900), max_size=30)


@given(WORDS, some.sampled_from([" ", "\n", "\n\n"]))
def test_pieces_are_short_and_whole(words: list[str], gap: str) -> None:
    text = gap.join(words)
    parts = list(pieces(text))
    assert all(0 < units(part) <= UNITS_MOST for part in parts) or parts == [""]
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_it_breaks_where_a_reader_pauses() -> None:
    text = "\n\n".join(["a" * 1_500, "b" * 1_500, "c" * 1_500])
    assert list(pieces(text)) == [f"{'a' * 1_500}\n\n{'b' * 1_500}", "c" * 1_500]
    assert [len(part) for part in pieces("🎓" * 5_000)] == [2_048, 2_048, 904]


def test_buttons_go_with_the_last_part() -> None:
    long, kept = Say("woord " * 1_000, BUTTONS, key="k", lasting=True), Keep("r1", "q", "v")
    first, last, answer = fitting((long, kept))
    assert answer == kept
    assert isinstance(first, Say)
    assert isinstance(last, Say)
    assert (first.buttons, first.lasting, last.buttons, last.key) == ((), True, BUTTONS, "k")


def test_what_fits_stays_as_it_is() -> None:
    short = (Say("kort", BUTTONS), Revise(Say("🎓" * 2_048)), Say("a" * 4_096))
    assert fitting(short) == short


def test_a_revision_that_is_too_long_is_said_anew() -> None:
    first, last = fitting((Revise(Say("woord " * 1_000, BUTTONS, key="k")),))
    assert isinstance(first, Say)
    assert isinstance(last, Say)
