"""One line for each turn, without a text, a name or a token: who did it is a keyed hash."""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections import Counter
from typing import TYPE_CHECKING

from dialogs.language import Event

if TYPE_CHECKING:
    from bot.storage.committer import Committed

_logger = logging.getLogger("lobgids")
_TOPIC = re.compile(r'"type":"([a-z]+)"')


class Log:
    """The canonical lines of this process.

    Args:
        key: The secret of the data folder, so that a hash says nothing outside it.

    Attributes:
        counts: How many turns there were since the start, by channel and what became of them.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.counts: Counter[tuple[str, str]] = Counter()

    def who(self, person: str) -> str:
        """A person as the log names them: the same within one data folder, meaningless elsewhere."""
        return hashlib.blake2b(person.encode(errors="replace"), key=self._key, digest_size=6).hexdigest()

    def reference(self, person: str) -> str:
        """The same as people read and type it: who asks for something by mail is found by it."""
        who = self.who(person)
        return "-".join(who[place : place + 4] for place in range(0, len(who), 4))

    def start(self) -> float:
        return time.perf_counter()

    def turn(self, channel: str, person: str, event: Event, done: Committed | None, started: float) -> None:
        """A turn was done; `done` is None when the event was heard before."""
        self.counts[channel, "done" if done else "repeated"] += 1
        if not _logger.isEnabledFor(logging.INFO):
            return
        milliseconds = (time.perf_counter() - started) * 1000
        kind = type(event).__name__.lower()
        if done is None:
            _logger.info("turn channel=%s person=%s event=%s repeated ms=%.1f", channel, self.who(person), kind, milliseconds)
            return
        before, after = _topic(done.loaded.state), _topic(done.writes.state)
        effects = ",".join(type(row).__name__ for row in done.writes.rows)
        line = "turn channel=%s person=%s event=%s topic=%s→%s effects=%s ms=%.1f"
        _logger.info(line, channel, self.who(person), kind, before, after, effects, milliseconds)

    def failure(self, channel: str, person: str, error: str, where: str) -> None:
        """A turn failed by our fault; `where` is code, never what was said."""
        self.counts[channel, "failed"] += 1
        _logger.error("failed channel=%s person=%s error=%s\n%s", channel, self.who(person), error, where)

    def encoder(self, state: str, problem: str) -> None:
        """Whether meanings are compared in a search, or only letters and words and why."""
        level = logging.INFO if state in ("ready", "absent") else logging.WARNING
        _logger.log(level, "encoder %s%s", state, f" problem={problem}" if problem else "")

    def content_kept(self, problems: list[str]) -> None:
        """A changed content folder can't be used; what was known stays in use."""
        _logger.error("content kept problems=%d\n%s", len(problems), "\n".join(problems))

    def content_taken_up(self, entries: int, question_sets: int) -> None:
        """A changed content folder is in use now."""
        _logger.info("content taken up entries=%d question_sets=%d", entries, question_sets)

    def added_taken_up(self, rows: int, left_out: list[str]) -> None:
        """What editors added at run time is in use now, apart from what has no effect; `check` and the editors' pages tell of that too."""
        _logger.info("additions taken up rows=%d left_out=%d%s", rows, len(left_out), "".join(f"\n{one}" for one in left_out))


def _topic(state: str) -> str:
    found = _TOPIC.search(state)
    return found[1] if found else "?"


def set_up(level: str) -> None:
    """Write lines of a level and up ("debug" to "error") to standard error."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
