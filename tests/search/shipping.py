"""Writes the vectors of what is shipped into the package, those that are there already taken over: `make vectors`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot import content, vectors
from bot.encoder import Encoder
from knowledge.search.views import views


def main() -> None:
    index = content.load().index
    wanted = {vectors.key(view) for entry in index.entries for view in views(entry, index.related).all}
    with tempfile.TemporaryDirectory() as folder:
        made = vectors.with_meanings(index, Encoder(), Path(folder))
        assert made, "the extra is not installed"
        files = [vectors.SHIPPED, *Path(folder).glob("vectors-*")]
        records = {record["key"].tobytes(): record for file in files if file.exists() for record in vectors.records(file.read_bytes())}
    vectors.SHIPPED.write_bytes(b"".join(records[key].tobytes() for key in sorted(wanted)))


if __name__ == "__main__":
    main()
