"""What the tests of the dialogues stand on."""

from __future__ import annotations

import pytest

from knowledge import Knowledge
from tests.dialogs.sets import own, with_sets


@pytest.fixture(scope="module")
def tiny() -> Knowledge:
    return with_sets({"klein": own("klein")})
