"""Looking something up in what we know, outside any transaction: with meanings when they are there, and always with letters and words."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.encoder import MODEL, Encoder, Health
from bot.log import Log
from knowledge import Knowledge
from knowledge.faq import Audience
from knowledge.search import Matches

if TYPE_CHECKING:
    from knowledge.search.index import Index


def in_any_language(knowledge: Knowledge, text: str, found: Matches) -> Matches:
    """What was found, offered where it would be refused only because the text is in another language."""
    foreign = found.mode == "semantic" and found.decision == "unknown" and knowledge.languages.heard(text)
    return replace(found, decision="choose") if foreign else found


def tuned(knowledge: Knowledge) -> bool:
    """Whether points and thresholds were learned for the model that we compare meanings with."""
    tuning = knowledge.learned.tunings.get("semantic")
    return tuning is not None and tuning.model == MODEL


class Lookup:
    """The search of a running guide.

    Args:
        encoder: None compares letters and words only.
        folder: Where vectors are kept; it may be None only without an encoder.
        log: Where it is said, once, that meanings are compared, or why not.
    """

    def __init__(self, encoder: Encoder | None = None, folder: Path | None = None, log: Log | None = None) -> None:
        self._encoder = encoder
        self._folder = folder
        self._log = log
        self._said: Health | None = None
        self._of: Knowledge | None = None
        self._made: tuple[Knowledge, Index] | None = None
        self._making: Future[object] | None = None

    @property
    def health(self) -> Health:
        """How the encoder is; it is absent where there is none."""
        return self._encoder.health if self._encoder else Health("absent", "", 0)

    def stop(self) -> None:
        if self._encoder:
            self._encoder.stop()

    def prepare(self, knowledge: Knowledge) -> None:
        """Begin to encode what is known, in the encoder's thread; until that is done, letters and words must do."""
        if self._encoder is None or self._encoder.stopped or self._of is knowledge or not tuned(knowledge):
            return
        self._of = knowledge
        self._making = self._encoder.run(lambda: self._make(knowledge))

    async def prepared(self) -> None:
        """Wait until what was begun is done."""
        if self._making:
            await asyncio.wait([asyncio.wrap_future(self._making)])

    async def find(self, knowledge: Knowledge, text: str, audience: Audience | None) -> Matches:
        """What is known about a text.

        Args:
            audience: Who asks; None when that is not known.
        """
        self.prepare(knowledge)
        of, index = self._made or (None, None)
        if index is None or of is not knowledge or self._encoder is None:
            return await asyncio.to_thread(lambda: knowledge.index.find(text, audience))
        vectors = await self._encoder.asked(await asyncio.to_thread(index.to_encode, text))
        self._say()
        found = await asyncio.to_thread(lambda: index.find(text, audience, vectors=vectors))
        return in_any_language(knowledge, text, found)

    def _say(self) -> None:
        """Write down how the encoder is, when that is something else than was written last."""
        health = self.health
        if self._log and (self._said is None or (health.state, health.problem) != (self._said.state, self._said.problem)):
            self._said = health
            self._log.encoder(health.state, health.problem)

    def _make(self, knowledge: Knowledge) -> None:
        from bot.vectors import with_meanings  # noqa: PLC0415 (it brings numpy)

        assert self._encoder is not None
        assert self._folder is not None
        try:
            made = with_meanings(knowledge.index, self._encoder, self._folder)
        except Exception as error:  # a fault of ours, or a full disk: letters and words must do
            made = None
            self._encoder.failed(error)
        if made:
            self._made = knowledge, made
        self._say()
