"""Content to test with: what is shipped, and `broken/`, one file for each way to be wrong."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

import knowledge

SHIPPED = Path(knowledge.__file__).parent / "content"
HERE = Path(__file__).parent
BROKEN = HERE / "broken"


def shipped() -> dict[str, bytes]:
    """Every file that comes with the guide, by its path in the content folder."""
    return dict(_shipped())


@cache
def _shipped() -> dict[str, bytes]:
    return {path.relative_to(SHIPPED).as_posix(): path.read_bytes() for path in sorted(SHIPPED.rglob("*.*"))}


OPTIONAL = ("help-mee.yaml", "kalender.yaml", "praatjes.yaml", "stappen.yaml", "woordenlijst.yaml", "phrases/leerling.yaml")
"""Files that content may lack."""


FEW = ("contact", "lob", "mentor", "open-dag", "pta", "regiocontacten")
"""Entries that broken content mentions, beside those that the first messages show."""


def small() -> dict[str, bytes]:
    """What is shipped and can't be missed, with few answers and one small question set in place of many, which is quicker to read."""
    rest = {path: data for path, data in _shipped().items() if not path.startswith(("scan/", "faq/")) and path not in OPTIONAL}
    return {**rest, "scan/10-whole.yaml": (HERE / "whole.yaml").read_bytes(), "faq/klein.yaml": _few_entries()}


@cache
def _few_entries() -> bytes:
    """The shipped entries that can't be missed, without what leads from them to the others."""
    shown = yaml.safe_load(_shipped()["settings.yaml"])["thuis"]
    wanted = {id for ids in shown.values() for id in ids} | set(FEW)
    files = (data for path, data in _shipped().items() if path.startswith("faq/"))
    entries = (entry for data in files for entry in yaml.load(data, Loader=yaml.CSafeLoader) if entry["id"] in wanted)
    kept = [{name: value for name, value in entry.items() if name != "verder"} for entry in entries]
    return json.dumps(kept, ensure_ascii=False, default=str).encode()


class Broken(NamedTuple):
    """A broken file: where it goes in content that is otherwise whole, and every problem that must be found, as an editor reads it."""

    path: str
    says: list[str]
    data: bytes


def read_broken(file: Path) -> Broken:
    """A file of `broken/`. Its first lines say what it is; they stay in place, so that line numbers can be checked by eye.

    `# path:` is the path it is given, `# says:` a problem. `# the rest: as shipped` adds the fields that the file does not mention,
    apart from those named by `# without:`.
    """
    text = file.read_text(encoding="utf-8")
    header = [line.removeprefix("# ").partition(": ") for line in text.splitlines() if line.startswith("# ")]
    said = {name: [value for key, _, value in header if key == name] for name in ("path", "says", "the rest", "without")}
    path = said["path"][0]
    rest = _rest(text, shipped()[path], said["without"]) if said["the rest"] else ""
    return Broken(path, said["says"], (text + rest).encode())


def _rest(text: str, whole: bytes, without: list[str]) -> str:
    """What `text` leaves out: of the group that it ends with, if its fields stand on lines of their own, and then the other fields."""
    ours, theirs = yaml.safe_load(text), yaml.safe_load(whole)
    group, fields = list(ours.items())[-1]
    inner = _lines(theirs.get(group, {}), [*fields, *without], "  ") if text.splitlines()[-1].startswith(" ") else ""
    return inner + _lines(theirs, [*ours, *without], "")


def _lines(fields: dict[str, object], without: list[str], indent: str) -> str:
    kept = {key: value for key, value in fields.items() if key not in without}
    return "".join(f"{indent}{key}: {json.dumps(value, ensure_ascii=False, default=str)}\n" for key, value in kept.items())
