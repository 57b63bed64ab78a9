"""The peer's environment: made once, beside ours, so that nothing of it comes into the project."""

from __future__ import annotations

import json
import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.speed.content import for_peer
from tests.speed.measured import Measured

VERSION = "22.8"
_FOLDER = Path(".bench/ptb")
_PYTHON = _FOLDER / "bin" / "python"
_SCRIPT = Path(__file__).with_name("peer_ptb.py")


def ready() -> bool:
    """Make the environment when it is not there; False when that can't be done (no network)."""
    if _installed():
        return True
    venv.create(_FOLDER, with_pip=True, clear=True)
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run(
        [_PYTHON, "-m", "pip", "install", *quiet, f"python-telegram-bot[webhooks,rate-limiter]=={VERSION}"],
        check=False,
        stderr=subprocess.DEVNULL,
    )
    return _installed()


def _installed() -> bool:
    if not _PYTHON.exists():
        return False
    asked = f"import telegram, tornado, aiolimiter; raise SystemExit(telegram.__version__ != {VERSION!r})"
    return subprocess.run([_PYTHON, "-c", asked], check=False, stderr=subprocess.DEVNULL).returncode == 0


def measure(options: Sequence[str]) -> Measured:
    """One measurement in a process of its own."""
    done = subprocess.run([_PYTHON, _SCRIPT, *options], input=json.dumps(for_peer()).encode(), capture_output=True, check=True)
    return msgspec.json.decode(done.stdout, type=Measured)
