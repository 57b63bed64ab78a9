"""`lobgids places import`: official files of place names, postcodes and schools, checked and kept as tables in the data folder.

A table is written whole beside its place and then renamed, so that a reader sees the old one or the new one and never half of one.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from bot import app, content
from bot.storage.troubles import ReadOnly
from knowledge.places.official import Imported, NotOfficial, read_official
from knowledge.places.table import IMPORTED, read_municipalities

WHAT = {
    "woonplaatsen": "woonplaatsen (CBS)",
    "geonames": "plaatsen en wijken (GeoNames, CC BY 4.0)",
    "postcodes": "reeksen postcodes (GeoNames, CC BY 4.0)",
    "scholen": "schoolvestigingen (DUO)",
}


class ImportProblem(Exception):
    """Nothing was imported; each line of the text says why, in Dutch."""


def import_files(paths: Sequence[Path], data: Path, own: Path | None = None) -> list[str]:
    """Import official files, all of them or none.

    Args:
        data: The data folder.
        own: A content folder of one's own; its municipalities are those that count.

    Returns:
        A line for each file: what it was, how many rows are kept and how many were left out.

    Raises:
        ImportProblem: With a line for each file that can't be used.
        StorageTrouble: The data folder can't be written.
    """
    municipalities = read_municipalities(content.of(own), [])
    problems: list[str] = []
    found: dict[str, Imported] = {}
    for path in paths:
        try:
            one = read_official(path.read_bytes(), municipalities)
        except OSError:
            problems.append(f"{path}: dit bestand is niet te lezen")
        except NotOfficial as error:
            problems.append(f"{path}: {error}")
        else:
            if one.kind in found:
                problems.append(f"{path}: er is al een bestand met {WHAT[one.kind]}")
            found[one.kind] = one
    if problems:
        raise ImportProblem("\n".join([*problems, "Er is niets veranderd."]))
    app.data_folder(data)
    for one in found.values():
        _write(data / content.IMPORTED / IMPORTED[one.kind], one.table)
    return [f"{WHAT[one.kind]}: {one.kept} overgenomen, {one.skipped} overgeslagen" for one in found.values()]


def _write(path: Path, table: bytes) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with draft.open("xb") as file:
            file.write(table)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise ReadOnly(str(error)) from error
    finally:
        draft.unlink(missing_ok=True)
