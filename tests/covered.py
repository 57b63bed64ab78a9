"""`python -m tests.covered`: demands that the two pure rooms are covered whole."""

from __future__ import annotations

import io
import sys

from coverage import Coverage

WHOLE = ("knowledge", "dialogs")
"""Rooms in which every line and every branch is run by the tests."""


def main() -> int:
    coverage = Coverage()
    coverage.load()
    covered = {room: coverage.report(include=[f"{room}/*"], file=io.StringIO()) for room in WHOLE}
    for room, percent in covered.items():
        sys.stdout.write(f"{room}: {percent:.1f} % of lines and branches\n")
    lacking = [room for room in WHOLE if covered[room] < 100]
    if lacking:
        coverage.report(include=[f"{room}/*" for room in lacking], show_missing=True, skip_covered=True)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
