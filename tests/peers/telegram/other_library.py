"""aiogram in an environment of its own, made once: nothing of it comes into the project."""

from __future__ import annotations

import hashlib
import subprocess
import venv
from pathlib import Path

_FOLDER = Path(__file__).parents[3] / ".venv-aiogram"
_LOCK = Path(__file__).with_name("aiogram.lock.txt")
_INSTALLED = _FOLDER / "installed"
PYTHON = _FOLDER / "bin" / "python"
VERSION = next(line.split("==")[1].split()[0] for line in _LOCK.read_text().splitlines() if line.startswith("aiogram=="))


def python() -> Path:
    """The environment's Python; it is made when it is not there as the lock file wants it, every file by its hash.

    Raises:
        subprocess.CalledProcessError: It can't be made.
    """
    wanted = hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if not _INSTALLED.exists() or _INSTALLED.read_text() != wanted:
        venv.create(_FOLDER, with_pip=True, clear=True)
        quiet = ("--quiet", "--disable-pip-version-check")
        subprocess.run([PYTHON, "-m", "pip", "install", *quiet, "--no-deps", "--require-hashes", "-r", _LOCK], check=True)
        _INSTALLED.write_text(wanted)
    return PYTHON
