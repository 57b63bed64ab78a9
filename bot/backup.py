"""`lobgids backup` and `lobgids restore`: all that can't be made again, in one encrypted file.

The file is a tar archive in the age format (https://age-encryption.org/v1), with `LOBGIDS_BACKUP_KEY` as its passphrase, so that it can
also be opened without us: `age -d FILE | tar tz`. Of Matrix only the signing seeds go along: the crypto store belongs to one device, and
must not be put back beside a device that went on. A restored guide makes a new device, signed with the seeds. The sync token goes too: what
was said since the back-up comes again, and who said it encrypted is asked to say it again.

Beside the file stands who was erased (`erased.json`), as known at the latest back-up there: when an older one is restored, they are erased
from it too.
"""

from __future__ import annotations

import asyncio
import io
import os
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyrage

from bot import erased
from bot.app import KEY_FILE, data_folder
from bot.clock import now, stamp
from bot.content import IMPORTED, LEARNED
from bot.private import write_private
from bot.settings import Settings
from bot.storage import snapshot
from bot.storage.engine import DATABASE_FILE
from bot.storage.erasing import Erasure
from bot.storage.troubles import ReadOnly, StorageTrouble

KEPT = (KEY_FILE, "matrix-signing.json", "matrix-since", LEARNED, IMPORTED)
"""What goes along of a data folder beside the database: files, and a folder of files."""
KEY_CHARACTERS_LEAST = 20
NO_KEY = (
    "LOBGIDS_BACKUP_KEY ontbreekt of is te kort: de back-up wordt daarmee versleuteld. Neem een lange willekeurige tekst van ten minste "
    f"{KEY_CHARACTERS_LEAST} tekens, bijvoorbeeld van openssl rand -base64 32, en bewaar die op een andere plek dan de back-up."
)
OCCUPIED = "In {folder} staat al een database. Zet die map eerst opzij, of geef met --data een andere."
WRONG_KEY = "Dit bestand is niet te openen: het is geen back-up van LOB-gids, het is beschadigd, of LOBGIDS_BACKUP_KEY is een andere."
NOTHING = "In {folder} staat niets om te bewaren."
NOT_USABLE = "De database in deze back-up is niet te gebruiken ({why}). Er is niets teruggezet."
ON_POSTGRES = "let op: de database staat op PostgreSQL en zit hier niet bij; gebruik daarvoor pg_dump en pg_restore."


class BackupError(Exception):
    """It can't be done; the text says why, and what to do."""


def kept(found: Settings, file: Path) -> str:
    """Write a back-up, and what to tell of it; raises as `backup` does."""
    size = backup(found.data, file, found.backup_key, database=found.database_url is None)
    told = f"bewaard in {file} ({size:,} bytes)".replace(",", ".")
    return f"{told}\n{ON_POSTGRES}" if found.database_url else told


def restored(found: Settings, file: Path) -> str:
    """Put a back-up back, and what to tell of it; raises as `restore` does."""
    told = f"teruggezet in {found.data}: {', '.join(restore(found.data, file, found.backup_key))}"
    return f"{told}\n{ON_POSTGRES}" if found.database_url else told


def backup(folder: Path, file: Path, key: str | None, *, database: bool) -> int:
    """Write a back-up of a data folder; the bytes of it. A file of that name is replaced, once the new one is whole.

    Args:
        key: The passphrase; None when there is none.
        database: Whether the folder holds the database.

    Raises:
        BackupError: There is nothing to back up, or no key.
        StorageTrouble: The database can't be read.
        OSError: The file can't be written.
    """
    passphrase = _passphrase(key)
    archive = io.BytesIO()
    place = folder if folder.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="backup-", dir=place) as draft, tarfile.open(fileobj=archive, mode="w:gz") as tar:
        if database and (folder / DATABASE_FILE).exists():
            snapshot.take(folder, Path(draft) / DATABASE_FILE)
            tar.add(Path(draft) / DATABASE_FILE, DATABASE_FILE)
        for name in KEPT:
            if (folder / name).exists():
                tar.add(folder / name, name)
        if not tar.getnames():
            raise BackupError(NOTHING.format(folder=folder))
    erased.write(file.parent, erased.read(folder))
    sealed = pyrage.passphrase.encrypt(archive.getvalue(), passphrase)
    write_private(file, sealed)
    return len(sealed)


def restore(folder: Path, file: Path, key: str | None) -> list[str]:
    """Put a back-up in a data folder without a database, all of it or nothing; the names of what was put there.

    Raises:
        BackupError: There is a database already, or this is no back-up of ours with this key.
        StorageTrouble: The folder can't be made.
        OSError: The file can't be read, or the folder not written.
    """
    if (folder / DATABASE_FILE).exists():
        raise BackupError(OCCUPIED.format(folder=folder))
    passphrase = _passphrase(key)
    try:
        archive = pyrage.passphrase.decrypt(file.read_bytes(), passphrase)
    except pyrage.DecryptError as error:
        raise BackupError(WRONG_KEY) from error
    data_folder(folder)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=folder) as draft:
        gone = erased.read(folder, file.parent)
        _unpack(archive, Path(draft), gone)
        erased.write(folder, gone)
        return _put(Path(draft), folder)


def _passphrase(key: str | None) -> str:
    if key is None or len(key) < KEY_CHARACTERS_LEAST:
        raise BackupError(NO_KEY)
    return key


def _unpack(archive: bytes, draft: Path, gone: Sequence[Erasure]) -> None:
    """Only what we put in it, and in its place; the database is made ready, without who was erased since."""
    try:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            for member in tar:
                if member.name.split("/")[0] in (DATABASE_FILE, *KEPT):
                    _unpack_one(tar, member, draft)
    except tarfile.TarError as error:
        raise BackupError(WRONG_KEY) from error
    if (draft / DATABASE_FILE).exists():
        try:
            secret = (draft / KEY_FILE).read_bytes() if (draft / KEY_FILE).exists() else b""
            asyncio.run(snapshot.make_ready(draft, secret, gone, stamp(now())))
        except StorageTrouble as error:
            raise BackupError(NOT_USABLE.format(why=type(error).__name__)) from error


def _unpack_one(tar: tarfile.TarFile, member: tarfile.TarInfo, draft: Path) -> None:
    """A file or a folder inside the draft, which nobody else can read; `extractall` with a filter came only with Python 3.11.4."""
    path = draft / member.name
    if ".." in path.parts:
        raise tarfile.TarError("outside")
    if member.isdir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    elif file := tar.extractfile(member) if member.isfile() else None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, file.read())
    else:
        raise tarfile.TarError("no file")


def _put(draft: Path, folder: Path) -> list[str]:
    """The database last: whoever is cut off before that can begin again."""
    found = [name for name in (*KEPT, DATABASE_FILE) if (draft / name).exists()]
    try:
        for name in found:
            if (draft / name).is_dir() and (folder / name).exists():
                (folder / name).rename(draft / f"{name}.before")
            os.replace(draft / name, folder / name)
    except OSError as error:
        raise ReadOnly(str(error)) from error
    return found
