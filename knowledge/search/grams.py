"""The letters of a text: pieces of three to five within a word, each as a number.

A folded text knows 37 signs (a space, ten digits, 26 letters), so a piece is a number in base 37 and needs no table.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Shares = NDArray[np.float32]
LENGTHS = (3, 4, 5)
_BASE = 37
_CODES = np.zeros(256, dtype=np.int32)
for _number, _sign in enumerate(b"0123456789abcdefghijklmnopqrstuvwxyz", start=1):
    _CODES[_sign] = _number


def grams(folded: str) -> tuple[Ids, Shares]:
    """Every piece of a folded text, with how often it occurs (1 + log): a space stands at the begin and end of each word."""
    codes = _CODES[np.frombuffer(f" {folded} ".encode(), dtype=np.uint8)]
    space = codes == 0
    found = [_pieces(codes, space, length) for length in LENGTHS if len(codes) >= length]
    ids, times = np.unique(np.concatenate(found) if found else np.zeros(0, dtype=np.int32), return_counts=True)
    return ids, (1 + np.log(times)).astype(np.float32)


def _pieces(codes: Ids, space: NDArray[np.bool_], length: int) -> Ids:
    count = len(codes) - length + 1
    number = np.full(count, length, dtype=np.int32)
    broken = np.zeros(count, dtype=np.bool_)
    for place in range(length):
        number = number * _BASE + codes[place : place + count]
        if 0 < place < length - 1:
            broken |= space[place : place + count]
    return number[~broken]
