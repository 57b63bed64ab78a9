"""`python -m tests.places.bench [--write docs/places.md]`: how well places are found, as a page; it needs the reference tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.places.measure import SEEDS, Figures, figures
from tests.places.reference import REFERENCE, shipped_places, whole_places

HEAD = f"""\
# How well places are found

Made by `python -m tests.places.bench --write docs/places.md` (part of `make bench`), against reference tables of all 2,502 official
places of the Netherlands (CBS *Woonplaatsen in Nederland*; GeoNames, CC BY 4.0) that lie beside the project and are not part of it.

*Right* is found in the right province; *asked* is a choice, or the question which municipality or postcode it is; *wrong* is found in
another province, also when the guide still asks whether it is meant, which it does for every name that was not written exactly so.
Official names that are not in what is shipped are asked, or offered as a near name to be confirmed.
A typo is one letter gone, doubled, swapped or replaced, in names of four letters or more, averaged over {len(SEEDS)} fixed seeds.
"""
ROWS = """
| | as shipped | to reach | after importing the official list | to reach |
| --- | --- | --- | --- | --- |
"""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.places.bench", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page to a file too")
    asked = parser.parse_args(arguments)
    if not REFERENCE.is_dir():
        sys.stdout.write("No reference tables beside the project, so there is nothing to hold places against.\n")
        return 0
    text = page(figures(shipped_places(), only_known=True), figures(whole_places(), only_known=False))
    sys.stdout.write(text)
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")
    return 0


def page(ours: Figures, whole: Figures) -> str:
    """The figures as Markdown."""
    rows = [
        ("names asked", f"{ours.names.count:,}", "", f"{whole.names.count:,}", ""),
        ("known names: right", percent(ours.names.right), "≥ 92 %", percent(whole.names.right), "≥ 99 %"),
        ("known names: wrong", percent(ours.names.wrong), "0 %", percent(whole.names.wrong), "≤ 0.5 %"),
        ("names in more provinces: asked", percent(ours.ambiguous), "≥ 85 %", percent(whole.ambiguous), "≥ 95 %"),
        ("one typo: right", percent(ours.slips.right), "≥ 82 %", percent(whole.slips.right), "≥ 89 %"),
        ("one typo: asked", percent(ours.slips.asked), "", percent(whole.slips.asked), ""),
        ("one typo: wrong", percent(ours.slips.wrong), "≤ 2 %", percent(whole.slips.wrong), "≤ 0.5 %"),
        ("postcodes: right", percent(ours.postcodes.right), "100 %", percent(whole.postcodes.right), "100 %"),
        ("ordinary sentences: a place heard", percent(ours.free), "≤ 1 %", percent(whole.free), "≤ 1 %"),
        ("one search, p95", f"{ours.milliseconds:.2f} ms", "≤ 2 ms", f"{whole.milliseconds:.2f} ms", "≤ 2 ms"),
    ]
    return HEAD + ROWS + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def percent(share: float) -> str:
    return f"{share:.2%}".replace("%", " %")


if __name__ == "__main__":
    sys.exit(main())
