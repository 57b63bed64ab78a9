"""The same people talk with a guide that compares meanings too, with the real model: what they read is written in `meanings/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.encoder import Encoder
from bot.search import in_any_language
from bot.vectors import with_meanings
from knowledge import Knowledge
from knowledge.faq import Audience
from knowledge.search import Matches
from knowledge.search.index import Index
from tests.scenario import parse, play
from tests.talk import Talk

HERE = Path(__file__).parent / "meanings"
FILES = sorted(HERE.glob("*.txt"))


@pytest.fixture(scope="module")
def model() -> Iterator[Encoder]:
    encoder = Encoder()
    yield encoder
    encoder.stop()


@pytest.fixture(scope="module")
def index(model: Encoder, knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Index:
    made = with_meanings(knowledge.index, model, tmp_path_factory.mktemp("vectors"))
    assert made, "the semantic extra is part of what tests need"
    return made


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_says_what_is_written(path: Path, model: Encoder, index: Index, knowledge: Knowledge, request: pytest.FixtureRequest) -> None:
    def find(text: str, audience: Audience | None) -> Matches:
        found = index.find(text, audience, vectors=model.queries(index.to_encode(text)))
        assert found.mode == "semantic"
        return in_any_language(knowledge, text, found)

    text = path.read_text(encoding="utf-8")
    played = play(parse(text), Talk(knowledge, find=find))
    if request.config.getoption("--update"):
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")
