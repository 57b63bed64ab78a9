"""The command in a process of its own that need not load Python and our modules anew: it is forked from one that has.

Everything else is as when a shell starts it: its own standard streams, environment and exit code. It halves what a test costs.
"""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext

SECONDS_MOST = 120.0
LOADED = ("bot.__main__", "bot.channels.console", "bot.check", "bot.export", "bot.ask", __name__)


def run(arguments: Sequence[str], given: bytes, environment: Mapping[str, str]) -> tuple[int, bytes, bytes]:
    """Run `lobgids` to the end: its exit code, and what it wrote to both streams.

    Args:
        given: All of its standard input.

    Raises:
        TimeoutError: It did not end; it was killed.
    """
    reading, writing = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        streams = [Connection(reading), Connection(os.dup(out.fileno())), Connection(os.dup(err.fileno()))]
        process = _server().Process(target=_begin, args=(streams, tuple(arguments), dict(environment), os.getcwd()))
        process.start()
        for stream in streams:
            stream.close()
        feeding = threading.Thread(target=_feed, args=(writing, given))
        feeding.start()
        process.join(SECONDS_MOST)
        ended = process.exitcode
        if ended is None:
            process.kill()
            process.join()
        feeding.join()
        if ended is None:
            raise TimeoutError(f"{arguments} did not end")
        out.seek(0)
        err.seek(0)
        return ended, out.read(), err.read()


@functools.cache
def _server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    return context


def _feed(writing: int, given: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), open(writing, "wb", buffering=0) as stream:
        while given:
            given = given[stream.write(given) :]


def _begin(streams: Sequence[Connection], arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
        stream.close()
    sys.stdin = open(0, encoding="utf-8", errors="strict", closefd=False)  # noqa: SIM115 (open to the end)
    sys.stdout = open(1, "w", encoding="utf-8", errors="strict", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    sys.argv = ["lobgids", *arguments]
    from bot.__main__ import main  # noqa: PLC0415 (the process that asks for it does not need it)

    sys.exit(main())
