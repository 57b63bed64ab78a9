"""Vectors of what we know, kept on disk by what they were made of: a changed entry is encoded alone.

One file a model, of records of the same length that are only added: a SHA-256 of role, text and model, and the vector in 8 bits a number.
A record that was cut off is ignored, and so is a file that can't be read or written: then everything is encoded anew. The vectors of what
is shipped come along with the package (`make vectors`), so that a first start need not make them.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.encoder import MODEL, SIZE, Encoder
from knowledge.search.index import Index
from knowledge.search.views import Matrix, Meanings, View, views

_RECORD = np.dtype([("key", "V32"), ("step", "<f4"), ("steps", "i1", (SIZE,))])
SHIPPED = Path(__file__).with_name("vectors.bin")
STEPS_MOST = 127
AT_ONCE = 16
"""So many are encoded before they are kept."""


def with_meanings(index: Index, encoder: Encoder, folder: Path) -> Index | None:
    """The index with the meaning of every entry; None when the encoder fails or is stopped.

    Args:
        folder: Where vectors are kept.
    """
    wanted = [views(entry, index.related) for entry in index.entries]
    found = _all([view for one in wanted for view in one.all], encoder, folder)
    return index.with_meanings(Meanings(MODEL, wanted, found)) if found and wanted else None


def _all(wanted: Sequence[View], encoder: Encoder, folder: Path) -> dict[View, Matrix] | None:
    path = folder / f"vectors-{hashlib.sha256(MODEL.encode()).hexdigest()[:8]}.bin"
    kept = read(SHIPPED) | read(path)
    lacking = [view for view in dict.fromkeys(wanted) if key(view) not in kept]
    for start in range(0, len(lacking), AT_ONCE):
        part = lacking[start : start + AT_ONCE]
        made = None if encoder.stopped else encoder.encode(part)
        if made is None:
            return None
        fresh = np.array([(key(view), *_in_steps(vector)) for view, vector in zip(part, made, strict=True)], dtype=_RECORD)
        _add(path, fresh)
        kept |= _vectors(fresh)
    return {view: kept[key(view)] for view in wanted}


def key(view: View) -> bytes:
    """By what a vector is kept."""
    return hashlib.sha256(f"{view.role}: {view.text}\0{MODEL}".encode(errors="replace")).digest()


def read(path: Path) -> dict[bytes, Matrix]:
    """The vectors of a file by their keys; none when it can't be read."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    return _vectors(records(data))


def records(data: bytes) -> np.ndarray:
    """The whole records of a file."""
    return np.frombuffer(data[: len(data) // _RECORD.itemsize * _RECORD.itemsize], dtype=_RECORD)


def _vectors(found: np.ndarray) -> dict[bytes, Matrix]:
    vectors = found["steps"].astype(np.float32) * found["step"][:, None]
    sound: list[bool] = np.all(np.isfinite(vectors), axis=1).tolist()
    return {bytes(one): vector for one, vector, good in zip(found["key"], vectors, sound, strict=True) if good}


def _in_steps(vector: Matrix) -> tuple[float, Matrix]:
    step = max(float(np.abs(vector).max()) / STEPS_MOST, 1e-9)
    return step, np.round(vector / step)


def _add(path: Path, fresh: np.ndarray) -> None:
    """In one write, so that two processes do not mix their records."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("ab", buffering=0) as file:
            file.write(b"\0" * (-file.tell() % _RECORD.itemsize) + fresh.tobytes())
