"""The Dockerfile, carried out without Docker: its steps run in a virtual environment that is as empty as the image.

What is installed then runs from a folder of its own, so that whatever the package does not bring along would be missed.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import venv
from pathlib import Path

import pytest
from msgspec import Struct

from tests.command.lobgids import ROOT, Ended, Lobgids

AS_ROOT = "useradd"
"""What makes a user is for the image alone."""
PASSED_ON = ("HOME", "LANG", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
"""Of this environment, beside what pip is told: nothing that Python reads, so that no folder of ours is found by accident."""


class Step(Struct, frozen=True):
    """One instruction: its name in capitals, and the rest of the line."""

    name: str
    rest: str

    @property
    def words(self) -> list[str]:
        return shlex.split(self.rest)

    @property
    def command(self) -> list[str]:
        """What an instruction in the form of a list runs."""
        found: list[str] = json.loads(self.rest)
        return found


def steps() -> list[Step]:
    """The instructions of the Dockerfile, with lines that go on joined."""
    text = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    lines = [line.strip() for line in text.splitlines()]
    split = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    return [Step(name.upper(), rest) for name, rest in split]


def only(name: str) -> Step:
    (found,) = [step for step in steps() if step.name == name]
    return found


# ── what the image is ─────────────────────────────────────────────────────────────────────────────────────────


def test_it_begins_slim_and_with_a_version_that_the_package_allows() -> None:
    version = re.fullmatch(r"python:3\.(\d+)-slim(-\w+)?", only("FROM").rest)
    assert version
    assert int(version[1]) >= 11


def test_it_runs_as_somebody_who_is_not_root_and_was_made() -> None:
    user = only("USER").rest
    assert user not in ("root", "0")
    (made,) = [step.rest for step in steps() if step.name == "RUN" and AS_ROOT in step.rest]
    assert re.search(rf"useradd\b.* {user}\b", made)


def test_its_data_is_in_a_volume_that_this_user_owns() -> None:
    (folder,) = only("VOLUME").words
    assert environment()["LOBGIDS_DATA"] == folder
    (made,) = [step.rest for step in steps() if step.name == "RUN" and AS_ROOT in step.rest]
    assert re.search(rf"install -d -o {only('USER').rest} -m 0700 {folder}\b", made)


def test_it_runs_the_channels() -> None:
    assert only("CMD").command == ["lobgids", "run"]
    assert not [step for step in steps() if step.name in ("ENTRYPOINT", "EXPOSE")]


def test_it_installs_only_what_the_lock_file_names() -> None:
    pip = [step.rest for step in steps() if "pip install" in step.rest]
    assert [("--require-hashes" in line or "--no-deps" in line) for line in pip] == [True] * len(pip)
    assert not [line for line in pip if "-e" in shlex.split(line) or "--editable" in line or "://" in line]


def test_the_lock_file_has_a_hash_for_everything_and_names_no_index() -> None:
    lines = (ROOT / "requirements.lock.txt").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    wanted = [line for line in lines if line.strip() and not line.startswith("#")]
    assert len(wanted) > 5
    assert [line for line in wanted if "--hash=sha256:" not in line or "==" not in line] == []
    assert [line for line in wanted if re.search(r"://|--(extra-)?index-url|--find-links|^-", line)] == []


def test_everything_it_copies_is_let_through() -> None:
    """`.dockerignore` keeps all out but what it names."""
    first, *rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert first == "*"
    through = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    copied = {source for step in steps() if step.name == "COPY" for source in step.words[:-1]}
    assert copied
    assert copied <= through


# ── what it does ──────────────────────────────────────────────────────────────────────────────────────────────


def environment() -> dict[str, str]:
    """The variables that the image sets."""
    return dict(pair.split("=", 1) for step in steps() if step.name == "ENV" for pair in step.words)


class Image(Struct, frozen=True):
    """What the steps made: the folder of the programs, and one that is neither the checkout nor where it was built."""

    programs: Path
    elsewhere: Path

    def run(self, *command: str, given: bytes = b"", **settings: str) -> Ended:
        """Run a command as the image would, with its data in a folder of this test."""
        data = {"LOBGIDS_DATA": str(self.elsewhere / "data")}
        ran = subprocess.run(
            [self.programs / command[0], *command[1:]],
            input=given,
            capture_output=True,
            cwd=self.elsewhere,
            env={**outside(self.programs), **environment(), **data, **settings},
            check=False,
        )
        return Ended(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def outside(programs: Path) -> dict[str, str]:
    """An environment in which the only Python on the way is that of the image."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("PIP_") or name in PASSED_ON}
    return {**kept, "PATH": f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin"}


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    """Every step in its order; only the making of a user and the folder of the volume are left to Docker."""
    folder = tmp_path_factory.mktemp("image")
    venv.create(folder / "python", with_pip=True)
    made = Image(folder / "python/bin", folder / "elsewhere")
    made.elsewhere.mkdir()
    set_so_far: dict[str, str] = {}
    work = folder
    for step in steps():
        match step.name:
            case "WORKDIR":
                work = folder / step.rest.lstrip("/")
                work.mkdir(parents=True)
            case "ENV":
                set_so_far |= dict(pair.split("=", 1) for pair in step.words)
            case "COPY":
                copy(step, work)
            case "RUN" if AS_ROOT not in step.rest:
                run = subprocess.run(["/bin/sh", "-ec", step.rest], cwd=work, env={**outside(made.programs), **set_so_far}, check=False)
                assert run.returncode == 0, step.rest
    shutil.rmtree(work)  # nothing that is installed may lean on where it was built
    return made


def copy(step: Step, work: Path) -> None:
    *sources, target = step.words
    for source in sources:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, work / target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, work / target)


def test_the_package_is_installed_and_is_not_ours(image: Image) -> None:
    where = image.run("python", "-c", "import bot, dialogs, knowledge; print(bot.__file__, dialogs.__file__, knowledge.__file__)")
    assert where.err == ""
    assert [Path(path).is_relative_to(image.programs.parent / "lib") for path in where.out.split()] == [True] * 3
    assert "site-packages" in where.out


def test_every_module_and_data_file_of_the_rooms_is_installed(image: Image) -> None:
    (site,) = (image.programs.parent / "lib").glob("python*/site-packages")
    for room in ("bot", "dialogs", "knowledge"):
        files = [path for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".yaml", ".json", ".sql", ".typed")]
        ours = {path.relative_to(ROOT).as_posix() for path in files}
        assert ours <= {path.relative_to(site).as_posix() for path in (site / room).rglob("*")}


def test_what_is_installed_needs_nothing_that_is_not(image: Image) -> None:
    assert image.run("python", "-m", "pip", "check").code == 0


def test_all_is_well_with_what_came_along(image: Image) -> None:
    ended = image.run("lobgids", "check")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("in orde: ")


def test_without_a_channel_it_says_what_it_needs(image: Image) -> None:
    program, *arguments = only("CMD").command
    ended = image.run(program, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("lobgids run heeft een kanaal nodig")


def test_it_talks_as_it_does_here_also_with_pictures(image: Image, lobgids: Lobgids) -> None:
    lines = b"\n".join([b"/start", b"docent", b"/scan", b"vmbo", b"wat is een loopbaandossier?", *[b"1"] * 12])
    ended = image.run("lobgids", "chat", "--json", given=lines)
    assert (ended.code, ended.err) == (0, "")
    here = lobgids.run("chat", "--json", given=lines)
    assert [[said["text"] for said in turn] for turn in ended.turns] == [[said["text"] for said in turn] for turn in here.turns]
    (picture,) = [said["picture"] for said in ended.turns[-1] if said["picture"]]
    assert Path(picture).is_relative_to(image.elsewhere / "data")
    assert Path(picture).read_bytes().startswith(b"\x89PNG")


def test_every_migration_came_along(image: Image) -> None:
    assert image.run("lobgids", "check").code == 0
    database = image.elsewhere / "data/lobgids.db"
    newest = max(int(path.name.split("_")[0]) for path in (ROOT / "bot/storage/migrations/sqlite").glob("*.sql"))
    said = image.run("python", "-c", f"import sqlite3; print(sqlite3.connect({str(database)!r}).execute('PRAGMA user_version').fetchone())")
    assert said.out == f"({newest},)\n"
