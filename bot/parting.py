"""What a channel itself keeps of who had everything erased: it goes once their receipt is said, also when nothing ran meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Collection

from bot.channel import Channel
from bot.storage.store import Store
from bot.voice import TryLater

_logger = logging.getLogger("lobgids")


class Parting:
    """Looks for people whom a channel still knows and we do not.

    Args:
        channels: Those of this process.
    """

    def __init__(self, store: Store, channels: Collection[Channel]) -> None:
        self._store = store
        self._channels = channels
        self._seen: tuple[str, int] | None = None

    async def look(self) -> None:
        """Let the channels forget whoever was erased since the last look; whom they can't forget now, at the next.

        Raises:
            StorageTrouble: The database does not do it now.
        """
        seen = await self._store.erasures.mark()
        if seen == self._seen:
            return
        done = [await self._forgotten(channel) for channel in self._channels]
        self._seen = seen if all(done) else None

    async def _forgotten(self, channel: Channel) -> bool:
        people = channel.people()
        if not people:
            return True
        for person, at in await self._store.erasures.gone(channel.name, people):
            try:
                await channel.forget(person, at)
            except TryLater:
                return False
            except Exception as error:  # a fault of ours, or a server that does not want it: it keeps nobody else from it
                _logger.error("not forgotten channel=%s error=%s", channel.name, type(error).__name__)
        return True
