"""`lobgids run` as a real process, against the strict server."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from tests.command.lobgids import COMMAND, environment
from tests.peers.telegram.server import TOKEN, BotApi

ROOT = Path(__file__).parents[3]


class Run:
    """One process of the command on one data folder."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process = process
        self._log = log

    @classmethod
    async def begin(cls, folder: Path, settings: dict[str, str], *arguments: str, inside: str = "") -> Run:
        """Start it; its log goes to a file beside the data.

        Args:
            inside: Python that the process runs before the command.
        """
        command = (sys.executable, "-c", f"{inside}\nimport sys\nfrom bot.__main__ import main\nsys.exit(main())") if inside else COMMAND
        folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 (a test has nothing else to do)
        log = folder / "log"
        with log.open("ab") as lines:
            process = await asyncio.create_subprocess_exec(
                *command,
                "run",
                "--data",
                str(folder / "data"),
                *arguments,
                env=environment(settings),
                stdout=lines,
                stderr=lines,
                cwd=ROOT,
            )
        return cls(process, log)

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    async def kill(self) -> None:
        """kill -9."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def end(self, number: signal.Signals = signal.SIGTERM, seconds: float = 15.0) -> int:
        """Ask it to end; its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), seconds)


def settings(api: BotApi, **more: str) -> dict[str, str]:
    """The environment for a bot of this server."""
    return {"LOBGIDS_TELEGRAM_TOKEN": TOKEN, "LOBGIDS_TELEGRAM_API_URL": api.root, **more}
