"""An event loop whose clock runs as fast as there is nothing to do, so that an hour of waiting takes no time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class _Impatient(selectors.DefaultSelector):
    """Does not wait; it says how long it would have."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> Any:
        found = super().select(0)
        if not found and timeout:
            self.passed += timeout
        return found


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.clock = _Impatient()
        super().__init__(self.clock)

    def time(self) -> float:
        return 1000.0 + self.clock.passed


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it to its end on a clock of its own."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)
