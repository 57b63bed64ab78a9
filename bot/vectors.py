"""Vectors of what we know, kept on disk by what they were made of: a changed entry is encoded alone.

One file a model, of records of the same length that are only added: a SHA-256 of role, text and model, and the vector in half precision.
A record that was cut off is ignored, and so is a file that can't be read or written: then everything is encoded anew.
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

_RECORD = np.dtype([("key", "V32"), ("vector", "<f2", (SIZE,))])
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
    path = folder / f"vectors-{hashlib.sha256(MODEL.encode()).hexdigest()[:8]}"
    kept = _read(path)
    lacking = [view for view in dict.fromkeys(wanted) if _key(view) not in kept]
    for start in range(0, len(lacking), AT_ONCE):
        part = lacking[start : start + AT_ONCE]
        made = None if encoder.stopped else encoder.encode(part)
        if made is None:
            return None
        fresh = {_key(view): vector.astype(np.float16) for view, vector in zip(part, made, strict=True)}
        _add(path, fresh)
        kept |= fresh
    return {view: kept[_key(view)].astype(np.float32) for view in wanted}


def _key(view: View) -> bytes:
    return hashlib.sha256(f"{view.role}: {view.text}\0{MODEL}".encode(errors="replace")).digest()


def _read(path: Path) -> dict[bytes, Matrix]:
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    records = np.frombuffer(data[: len(data) // _RECORD.itemsize * _RECORD.itemsize], dtype=_RECORD)
    return {bytes(record["key"]): record["vector"] for record in records if np.isfinite(record["vector"]).all()}


def _add(path: Path, fresh: dict[bytes, Matrix]) -> None:
    """In one write, so that two processes do not mix their records."""
    records = np.array([(key, vector) for key, vector in fresh.items()], dtype=_RECORD)
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("ab", buffering=0) as file:
            file.write(b"\0" * (-file.tell() % _RECORD.itemsize) + records.tobytes())
