"""What is left to do about who had everything erased: when their receipt is told, each day, and when an old database is put back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.storage import dossier, erasing
from bot.storage.committer import Committer, Decide, Writes
from bot.storage.dossier import Kept
from bot.storage.engine import Engine
from bot.storage.erasing import Erasing, Erasure
from bot.storage.loading import Key
from bot.storage.rows import Written
from bot.storage.sharing import Wanted
from bot.storage.tally_rows import Tallied


class Erasures:
    """Telling what is kept of somebody, and erasing it, beside the turn in which they say so.

    Args:
        secret: Of the data folder.
    """

    def __init__(self, engine: Engine, committer: Committer, secret: bytes) -> None:
        self._engine = engine
        self._committer = committer
        self._secret = secret

    async def all(self) -> list[Erasure]:
        """Every erasure that a back-up could undo, the oldest first."""
        return [Erasure(*row) for row in await self._engine.read(erasing.ERASURES)]

    async def kept(self, person: int) -> Kept:
        """All that is kept of a person, by the number of their account."""
        return await dossier.read(self._engine, person)

    async def keys(self) -> list[str]:
        """Channel and name of everyone of whom anything is kept."""
        return [key for (key,) in await self._engine.read(erasing.KEYS, ("", "~"))]

    async def knows(self, key: str) -> bool:
        """Whether anything is kept of a person."""
        return bool(await self._engine.read(erasing.KNOWN, (key,)))

    async def mark(self) -> tuple[str, int]:
        """Something that is another when somebody was erased since, or was told so."""
        ((newest,),) = await self._engine.read(erasing.NEWEST)
        ((waiting,),) = await self._engine.read(erasing.WAIT_TO_BE_TOLD)
        return str(newest), int(waiting)

    async def gone(self, channel: str, names: Iterable[str]) -> list[tuple[str, str]]:
        """Who of these on a channel was erased and told so and did not come back, and when (UTC)."""
        known = {key for (key,) in await self._engine.read(erasing.KEYS, (f"{channel}:", f"{channel};"))}
        erasures = await self.all()
        unknown = [name for name in names if f"{channel}:{name}" not in known]
        found = ((name, [one.at for one in erasures if one.is_of(f"{channel}:{name}", self._secret)]) for name in unknown)
        return [(name, max(moments)) for name, moments in found if moments]

    async def told(self, persons: Iterable[int]) -> None:
        """These were told that everything is gone: now the last of it goes, unless they came back meanwhile."""
        await self._committer.write(erasing.TOLD, [(person,) for person in sorted(set(persons))])
        self._committer.scrub()

    async def again(self, erasures: Sequence[Erasure], at: str) -> int:
        """Erase whom an older database knows again; how many these were. Who came back after they were erased is not meant.

        Args:
            at: UTC.
        """
        if not erasures:
            return 0
        everyone = await self._engine.read(erasing.EVERYONE, (max(one.at for one in erasures),))
        meant = [key for key, since in everyone if any(since <= one.at and one.is_of(key, self._secret) for one in erasures)]
        for person in meant:
            await self._erase(person, at)
        await self._committer.write(erasing.KEEP_ERASURE, [(one.salt, one.hash, one.at) for one in erasures])
        return len(meant)

    async def inactive(self, before: str, at: str, counted: Tallied) -> int:
        """Erase who was not heard since a UTC time, as if they had asked for it; how many, of at most so many a time.

        Who has a role stays: that is for their colleagues to decide.

        Args:
            counted: What is counted of each.
        """
        silent = [key for (key,) in await self._engine.read(erasing.SILENT, (before,))]
        for person in silent:
            await self._erase(person, at, counted)
        return len(silent)

    async def _erase(self, person: str, at: str, *rows: Written) -> None:
        channel, _, name = person.partition(":")
        await self._committer.turn(Key(person, channel, name, None, at, None, _nothing), _erasing(rows))

    async def tidy_years(self, scans: str, audit: str) -> None:
        """Forget scans whose last answer came before a UTC time, and who got or lost a role before another."""
        await self._committer.write(erasing.FORGET_SCANS, [(scans,)])
        await self._committer.write(erasing.FORGET_AUDIT, [(audit,)])

    async def tidy(self, events: str, erasures: str, never_told: str) -> None:
        """Forget what is not needed any more: what is older than these UTC times."""
        await self._committer.write(erasing.FORGET_EVENTS, [(events,)])
        await self._committer.write(erasing.FORGET_ERASURES, [(erasures,)])
        await self._committer.write(erasing.NEVER_TOLD, [(never_told,)])


def _erasing(rows: tuple[Written, ...]) -> Decide:
    return lambda loaded: Writes(loaded.state, rows, erasing=Erasing(recalls=False, first_state=""))


def _nothing(state: str) -> Wanted:  # noqa: ARG001 (whoever is erased again talks with nobody)
    return Wanted(hands=True)
