"""What the environment and the arguments say, and what `check` and `run` say about it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from bot.settings import NAMES, SECRETS
from tests.command.lobgids import COMMAND, Ended, Lobgids, environment
from tests.content import BROKEN, read_broken
from tests.talk import shipped


def set_to(**settings: str | Path) -> dict[str, str]:
    """Settings by their names without `LOBGIDS_`."""
    return {f"LOBGIDS_{name}": str(value) for name, value in settings.items()}


# ── check ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_is_well_in_one_line(lobgids: Lobgids) -> None:
    ended = lobgids.run("check")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("in orde: ")
    assert ended.out.endswith(f" {lobgids.folder}\n")
    assert ended.out.count("\n") == 1


def test_every_problem_of_every_file_is_told_at_once(lobgids: Lobgids, knowledge_folder: Path) -> None:
    says: dict[str, list[str]] = {}
    for file in sorted(BROKEN.glob("*.yaml")):
        broken = read_broken(file)
        if broken.path not in says:
            (knowledge_folder / broken.path).parent.mkdir(parents=True, exist_ok=True)
            (knowledge_folder / broken.path).write_bytes(broken.data)
            says[broken.path] = broken.says
    assert len(says) > 3
    ended = lobgids.run("check", settings=set_to(KNOWLEDGE=knowledge_folder))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.splitlines() == [line for path in sorted(says) for line in says[path]]


@pytest.mark.parametrize("command", ["chat", "replay"])
def test_no_command_works_with_broken_content(lobgids: Lobgids, knowledge_folder: Path, command: str) -> None:
    (knowledge_folder / "faq/nieuw.yaml").write_text("- id: nieuw\n  vraag: Wat?\n  antword: Dat.\n")
    ended = lobgids.run(command, given=b"/start\n", settings=set_to(KNOWLEDGE=knowledge_folder))
    assert (ended.code, ended.out) == (1, "")
    assert 'faq/nieuw.yaml:3: onbekend veld "antword", bedoelt u "antwoord"?' in ended.err.splitlines()


def test_a_file_of_the_content_that_cannot_be_read_is_a_problem_too(lobgids: Lobgids, knowledge_folder: Path) -> None:
    (knowledge_folder / "faq/.#open.yaml").symlink_to("iemand@elders")  # as an editor leaves beside a file that is open in it
    ended = lobgids.run("check", settings=set_to(KNOWLEDGE=knowledge_folder))
    assert ended == Ended(1, "", "faq/.#open.yaml:1: dit bestand is niet te lezen\n")


def test_a_content_folder_of_ones_own_speaks_for_itself(lobgids: Lobgids, knowledge_folder: Path) -> None:
    changed = shipped()["phrases/nl.yaml"].decode().replace("Wie bent u?", "Wie is daar?")
    (knowledge_folder / "phrases/nl.yaml").write_text(changed, encoding="utf-8")
    assert " 0 vragenlijsten" in lobgids.run("check", settings=set_to(KNOWLEDGE=knowledge_folder)).out
    ((said,),) = lobgids.chat("/start", settings=set_to(KNOWLEDGE=knowledge_folder))
    assert said["text"].endswith("Wie is daar?")


# ── run, and what is asked for wrongly ────────────────────────────────────────────────────────────────────────


def test_run_without_a_channel_says_so(lobgids: Lobgids) -> None:
    ended = lobgids.run("run")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("lobgids run heeft een kanaal nodig")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [(), ("praat",), ("chat", "--onzin")])
def test_wrong_arguments_are_two(lobgids: Lobgids, arguments: tuple[str, ...]) -> None:
    ended = lobgids.run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "usage: lobgids" in ended.err


def test_a_name_of_bytes_that_are_no_letters_is_refused(lobgids: Lobgids) -> None:
    ended = lobgids.run("chat", "--person", os.fsdecode(b"\xff"), given=b"/start\n")
    assert ended == Ended(2, "", "De naam achter --person bevat tekens die niet te lezen zijn.\n")


def test_a_recording_that_cannot_be_written_is_told_before_anything_is_said(lobgids: Lobgids, tmp_path: Path) -> None:
    ended = lobgids.run("chat", "--record", str(tmp_path / "nergens/x.txt"), given=b"/start\n")
    assert ended == Ended(2, "", f"Het bestand achter --record is niet te schrijven: {tmp_path}/nergens/x.txt\n")


def test_letters_that_a_terminal_lacks_end_nothing(lobgids: Lobgids) -> None:
    """JSON is UTF-8 wherever it goes."""
    poor = {"PYTHONIOENCODING": "ascii"}
    assert lobgids.run("--help", settings=poor).code == 0
    assert lobgids.run("chat", given=b"/scan\nvmbo\n", settings=poor).code == 0
    assert lobgids.chat("/start", person="een-ander", settings=poor) == lobgids.chat("/start", person="derde")


# ── settings ──────────────────────────────────────────────────────────────────────────────────────────────────

NEAREST = {
    "LOBGIDS_KNOWLEGDE": "LOBGIDS_KNOWLEDGE",
    "LOBGIDS_TELEGRAM_TOKN": "LOBGIDS_TELEGRAM_TOKEN",
    "LOBGIDS_MATRIX_TOKEN_FIEL": "LOBGIDS_MATRIX_TOKEN_FILE",
    "LOBGIDS_data": "LOBGIDS_DATA",
}


def test_an_unknown_setting_names_the_nearest(lobgids: Lobgids) -> None:
    ended = lobgids.run("check", settings=dict.fromkeys(NEAREST, "x"))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [f'onbekende instelling {name}, bedoelt u "{NEAREST[name]}"?' for name in sorted(NEAREST)]


def test_every_setting_of_the_contract_is_known(lobgids: Lobgids) -> None:
    telegram = ("TELEGRAM_TOKEN", "TELEGRAM_API_URL", "TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET")
    matrix = ("MATRIX_HOMESERVER", "MATRIX_USER", "MATRIX_PASSWORD", "MATRIX_TOKEN")
    names = {"DATA", "DATABASE_URL", "KNOWLEDGE", *telegram, *matrix, "SMTP_URL", "LOG", "HTTP", "BACKUP_KEY"}
    assert names <= set(NAMES)
    empty = set_to(**dict.fromkeys(names - {"DATA"}, ""))
    assert lobgids.run("check", settings=empty).code == 0  # set to nothing is not set


def test_check_names_what_to_ask_of_the_homeserver(lobgids: Lobgids) -> None:
    ended = lobgids.run("check", settings=set_to(MATRIX_USER="@gids:school.example"))
    assert ended.code == 0
    assert "ratelimit-override voor @gids:school.example" in ended.out


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_opened(lobgids: Lobgids, tmp_path: Path) -> None:
    wrong = set_to(LOG="infoo", ONZIN="x", KNOWLEDGE=tmp_path / "nergens", MATRIX_TOKEN_FILE=tmp_path / "nergens")
    ended = lobgids.run("check", settings=wrong)
    assert (ended.code, ended.out) == (2, "")
    unknown, *others = sorted(ended.err.splitlines(), key=lambda line: not line.startswith("onbekend"))
    assert unknown.startswith("onbekende instelling LOBGIDS_ONZIN")
    assert sorted(others) == [
        "LOBGIDS_KNOWLEDGE noemt een map die er niet is",
        'LOBGIDS_LOG moet debug, info, warning, error zijn, bedoelt u "info"?',
        "LOBGIDS_MATRIX_TOKEN_FILE noemt een bestand dat niet te lezen is",
    ]
    assert not lobgids.folder.exists()


@pytest.mark.parametrize("level", ["debug", "INFO", "warning", "error"])
def test_the_log_holds_no_words_names_or_secrets(lobgids: Lobgids, level: str) -> None:
    told = set_to(LOG=level, TELEGRAM_TOKEN="123:sesam", BACKUP_KEY="sesam")
    lines = b'/start\n{"text":"geheimpje","id":"a"}\n{"text":"geheimpje","id":"a"}\n/scan\nvmbo\nnotitie: geheimpje\n'
    ended = lobgids.run("chat", "--json", "--person", "Jansen", given=lines, settings=told)
    assert (ended.code, len(ended.turns)) == (0, 6)
    assert ended.err.count("turn channel=console") == (6 if level == "debug" else 0)  # `chat` keeps to itself what it does
    assert [word for word in ("geheimpje", "sesam", "Jansen", "Hallo", "vmbo") if word in ended.err] == []


def test_a_secret_may_stand_in_a_file(lobgids: Lobgids, tmp_path: Path) -> None:
    """Told by what it does: the address of a database that is not there."""
    (tmp_path / "geheim").write_text("postgresql://127.0.0.1:1/nergens\n")
    ended = lobgids.run("check", settings=set_to(DATABASE_URL_FILE=tmp_path / "geheim"))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("De database is niet te bereiken")
    assert ended == lobgids.run("check", settings=set_to(DATABASE_URL="postgresql://127.0.0.1:1/nergens"))


def test_a_secret_twice_is_a_choice_to_make(lobgids: Lobgids, tmp_path: Path) -> None:
    (tmp_path / "geheim").write_text("ene")
    files = {f"{secret}_FILE": str(tmp_path / "geheim") for secret in SECRETS}
    ended = lobgids.run("check", settings=set_to(**dict.fromkeys(SECRETS, "andere"), **files))
    assert (ended.code, ended.out) == (2, "")
    told = {f"LOBGIDS_{secret} en LOBGIDS_{secret}_FILE zijn allebei gezet; kies er een" for secret in SECRETS}
    assert set(ended.err.splitlines()) == told
    assert len(told) >= 7


def test_a_secret_that_cannot_be_read(lobgids: Lobgids, tmp_path: Path) -> None:
    """Not there, a folder, no text, or not for us."""
    (tmp_path / "map").mkdir()
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    (tmp_path / "dicht").write_text("sesam")
    (tmp_path / "dicht").chmod(0)
    files = {"BACKUP_KEY_FILE": "nergens", "MATRIX_TOKEN_FILE": "map", "SMTP_URL_FILE": "bytes", "TELEGRAM_TOKEN_FILE": "dicht"}
    ended = lobgids.run("check", settings=set_to(**{name: tmp_path / file for name, file in files.items()}), powerless=True)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [f"LOBGIDS_{name} noemt een bestand dat niet te lezen is" for name in sorted(files)]


def test_only_secrets_may_stand_in_a_file(lobgids: Lobgids) -> None:
    ended = lobgids.run("check", settings=set_to(LOG_FILE="x"))
    assert ended.code == 2
    assert "onbekende instelling LOBGIDS_LOG_FILE" in ended.err


# ── the data folder ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_argument_goes_before_the_setting(lobgids: Lobgids, tmp_path: Path) -> None:
    assert lobgids.run("check", "--data", str(tmp_path / "argument")).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["argument"]
    assert lobgids.run("check").code == 0
    assert (lobgids.folder / "lobgids.db").exists()


def test_without_either_it_is_where_the_platform_keeps_what_a_user_has(tmp_path: Path) -> None:
    at_home = environment({"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "share")})
    out = subprocess.run([*COMMAND, "check"], env=at_home, capture_output=True, check=True, text=True).stdout
    folder = Path(out.strip().partition("database ")[2])
    assert folder.is_relative_to(tmp_path)
    assert (folder / "lobgids.db").exists()


def test_the_folder_and_all_in_it_are_for_their_owner_only_also_without_a_umask(tmp_path: Path) -> None:
    folder = tmp_path / "new/data"
    process = subprocess.Popen(
        [*COMMAND, "chat", "--json", "--data", str(folder)],
        env=environment({}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        umask=0,
    )
    lines = [b"/scan", b"vmbo", *[b"1"] * 12]
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"\n".join(lines) + b"\n")
    process.stdin.flush()
    while process.stdout.readline() != b'{"turn":%d}\n' % len(lines):
        assert process.poll() is None
    paths = [folder, *folder.rglob("*")]  # while it runs, so that the files beside the database are there
    modes = {path.relative_to(folder).as_posix(): f"{path.stat().st_mode & 0o777:o}" for path in paths}
    process.communicate()
    (picture,) = [name for name in modes if name.endswith(".png")]
    assert {name for name, mode in modes.items() if mode == "700"} == {".", "pictures"}
    assert {name for name, mode in modes.items() if mode == "600"} == modes.keys() - {".", "pictures"}
    assert {"lobgids.db", "lobgids.db-wal", "lobgids.db-shm", "key", picture} < modes.keys()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_was_there_keeps_its_own_rights(lobgids: Lobgids) -> None:
    lobgids.folder.mkdir(mode=0o750)
    before = lobgids.folder.stat().st_mode
    assert lobgids.run("check").code == 0
    assert lobgids.folder.stat().st_mode == before


def test_two_folders_are_two_worlds(tmp_path: Path) -> None:
    one, other = Lobgids(tmp_path / "a"), Lobgids(tmp_path / "b")
    assert one.chat("/start") == other.chat("/start")
    assert one.chat("/start") == other.chat("/start")
    keys = {(folder / "key").read_bytes() for folder in (one.folder, other.folder)}
    assert [len(key) for key in keys] == [32, 32]
