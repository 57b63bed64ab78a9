"""`lobgids places import`: official files, taken over whole or not at all, and still there after a restart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.command.lobgids import COMMAND, ROOT, Lobgids

OFFICIAL = ROOT / "tests" / "places" / "official"
CBS, GEONAMES, POSTCODES, DUO = (str(OFFICIAL / name) for name in ("cbs.csv", "geonames.txt", "postcodes.txt", "duo.csv"))


def tables(lobgids: Lobgids) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((lobgids.folder / "plaatsen").glob("*"))}


def test_each_file_is_recognised_and_reported(lobgids: Lobgids) -> None:
    ended = lobgids.run("places", "import", CBS, GEONAMES, POSTCODES, DUO)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "woonplaatsen (CBS): 5 overgenomen, 1 overgeslagen",
        "plaatsen en wijken (GeoNames, CC BY 4.0): 3 overgenomen, 2 overgeslagen",
        "reeksen postcodes (GeoNames, CC BY 4.0): 4 overgenomen, 2 overgeslagen",
        "schoolvestigingen (DUO): 5 overgenomen, 1 overgeslagen",
    ]
    assert list(tables(lobgids)) == ["geonames.csv", "postcodes.csv", "scholen.csv", "woonplaatsen.csv"]
    assert (lobgids.folder.stat().st_mode & 0o777, (lobgids.folder / "plaatsen").stat().st_mode & 0o777) == (0o700, 0o700)


def test_what_was_imported_is_known_to_the_next_process(lobgids: Lobgids) -> None:
    (before,) = lobgids.run("contact", "Sprookjesdorp", "--json").lines
    assert before["decision"] == "unknown"
    assert lobgids.run("places", "import", CBS).code == 0
    (line,) = lobgids.run("contact", "Sprookjesdorp", "--json").lines
    assert (line["place"], line["municipality"], line["region"]) == ("Sprookjesdorp", "Tiel", "gelderland")
    assert lobgids.run("check").code == 0


def test_a_second_import_takes_the_place_of_the_first_and_leaves_other_kinds(lobgids: Lobgids, tmp_path: Path) -> None:
    lobgids.run("places", "import", CBS, DUO)
    first = tables(lobgids)
    newer = tmp_path / "nieuw.csv"
    newer.write_text("Woonplaatsen;Naam_2;Naam_4\nElfendorp;Ede;Gelderland\n", encoding="utf-8")
    assert lobgids.run("places", "import", str(newer)).code == 0
    assert tables(lobgids)["scholen.csv"] == first["scholen.csv"]
    assert tables(lobgids)["woonplaatsen.csv"].decode().splitlines()[1:] == ["Elfendorp,Ede,Gelderland,,,,"]


@pytest.mark.parametrize("bad", [str(ROOT / "README.md"), "er-is-niets.csv", CBS])
def test_one_bad_file_and_nothing_is_changed(lobgids: Lobgids, bad: str) -> None:
    lobgids.run("places", "import", DUO)
    before = tables(lobgids)
    ended = lobgids.run("places", "import", CBS, bad)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(f"{bad}: ")
    assert ended.err.endswith("Er is niets veranderd.\n")
    assert tables(lobgids) == before


def test_a_folder_that_cannot_be_written_is_said_to_be_so(lobgids: Lobgids) -> None:
    lobgids.run("places", "import", CBS)
    os.chmod(lobgids.folder / "plaatsen", 0o500)
    try:
        ended = lobgids.run("places", "import", DUO, powerless=True)
    finally:
        os.chmod(lobgids.folder / "plaatsen", 0o700)
    assert (ended.code, ended.out) == (1, "")
    assert "Traceback" not in ended.err
    assert list(tables(lobgids)) == ["woonplaatsen.csv"]


def test_killed_before_the_table_has_its_name_the_old_one_stays(lobgids: Lobgids) -> None:
    lobgids.run("places", "import", CBS)
    before = tables(lobgids)
    killed = "import os; os.fsync = lambda _: os._exit(9); from bot.__main__ import main; main()"
    ended = Lobgids(lobgids.folder, (COMMAND[0].replace("lobgids", "python"), "-c", killed)).run("places", "import", CBS)
    assert ended.code == 9
    assert {name: data for name, data in tables(lobgids).items() if name in before} == before
    assert lobgids.run("check").code == 0


def test_a_damaged_table_is_told_by_check_and_the_rest_is_used(lobgids: Lobgids) -> None:
    lobgids.run("places", "import", CBS)
    path = lobgids.folder / "plaatsen" / "woonplaatsen.csv"
    path.write_text(path.read_text(encoding="utf-8") + "half\n", encoding="utf-8")
    ended = lobgids.run("check")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "import/woonplaatsen.csv:7: deze regel heeft 1 velden, geen 7\n"
    (line,) = lobgids.run("contact", "Sprookjesdorp", "--json").lines
    assert line["decision"] == "found"
