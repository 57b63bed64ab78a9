"""What is remembered is read again by every later version, and nothing that is not ours ever is."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dialogs import memory
from dialogs.announcing import Announcing, Inviting, Wondering
from dialogs.counting import Counting
from dialogs.editing import Editing
from dialogs.memory import (
    STATE_BYTES_MOST,
    VERSION,
    Absent,
    Answering,
    Conversation,
    Defining,
    Drafting,
    Forgetting,
    Grouping,
    Handing,
    Helping,
    Home,
    Leaving,
    Looking,
    Mailed,
    Managing,
    Noting,
    Proposing,
    Reading,
    Referring,
    Relaying,
    Restarting,
    Resting,
    Reviewing,
    Scanning,
    Starting,
    Stepping,
    Tallying,
    Tending,
    Topic,
    UnknownState,
    Wavering,
    read,
    write,
)

GOLDEN = Path(__file__).parents[1] / "golden"
WRITTEN_BY_1: dict[str, Topic] = {
    "home": Home(),
    "home-asking": Home(asking=True),
    "starting": Starting(),
    "starting-new": Starting("team", new=True, page=1),
    "scanning": Scanning("a1b2c3"),
    "scanning-looking": Scanning("r1", Looking("visie-vastgelegd")),
    "scanning-noting": Scanning("r1", Noting("visie-vastgelegd")),
    "scanning-reviewing": Scanning("r1", Reviewing("visie")),
    "scanning-tallying": Scanning("r1", Tallying()),
    "scanning-restarting": Scanning("r1", Restarting()),
    "resting": Resting("r1"),
    "reading": Reading("loopbaandossier"),
    "reading-whole": Reading("loopbaandossier", whole=True),
    "reading-rated": Reading("loopbaandossier", asked="wat is dat", rated=True),
    "wavering-kept": Wavering(("pta",), asked="wat is dat", kept=7, unhelpful=True),
    "defining": Defining("bol"),
    "helping": Helping(),
    "helping-part": Helping("havo", 3, "hulp"),
    "stepping": Stepping("2"),
    "referring": Referring(),
    "handing": Handing("Wie helpt ons?", "r1", scan=True),
    "handing-mail": Handing("Wie helpt ons?", email="decaan@school.invalid", to="reus@voorbeeld.invalid"),
    "mailed": Mailed(7),
    "relaying": Relaying(12, told=True),
    "answering": Answering(12, 7),
    "tending": Tending(2, 12, forwarding=True, to="gelderland"),
    "grouping": Grouping((3, 5, 8), (5,), 7),
    "drafting": Drafting(12, "pta", 4_294_967_295),
    "proposing": Proposing(12, 3, 17),
    "leaving": Leaving(date(2026, 4, 26), date(2026, 5, 10), "7", ((12, "houd"),), ticket=12, page=2, instead=3),
    "absent": Absent(3),
    "counting": Counting("bewaard"),
    "forgetting": Forgetting(),
    "announcing": Announcing(3, "bekijk", 4_294_967_295),
    "announcing-moment": Announcing(3, "tijd", at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC)),
    "announcing-answer": Announcing(3, "antwoordja", typed="Ja, dat kan."),
    "editing": Editing(number=2),
    "editing-answer": Editing(
        "kijk", asked="1a2b3c4d5e6f7081", left=("8f7e6d5c4b3a2910",), question="Mag het?", answer="Ja.", audience="ouder"
    ),
    "editing-belongs": Editing("bij", asked="1a2b3c4d5e6f7081", entry="pta"),
    "editing-proposal": Editing("kijk", proposal=(12, 3), question="Mag het?", answer="Ja."),
    "editing-live": Editing("ons", live=7),
    "editing-wording": Editing("woord", wording="4294967295"),
    "wondering": Wondering(3, run="r1"),
    "inviting": Inviting(),
    "managing": Managing("3.contact.gelderland"),
    "referring-said": Referring(asking=True, said="zwole"),
    "wavering": Wavering(("pta", "lob")),
    "wavering-sure": Wavering(("pta",), sure=True),
}


@pytest.mark.parametrize("name", WRITTEN_BY_1)
def test_states_of_version_1_stay_readable(name: str, request: pytest.FixtureRequest) -> None:
    """Golden files are never written anew: `--update` only makes those that are not there yet."""
    path = GOLDEN / f"state-v1-{name}.json"
    if request.config.getoption("--update") and not path.exists():
        path.write_text(write(Conversation(WRITTEN_BY_1[name])) + "\n", encoding="utf-8")
    assert read(path.read_text(encoding="utf-8")) == Conversation(WRITTEN_BY_1[name])


def test_there_is_a_golden_file_of_every_kind_of_topic_and_wish() -> None:
    written = WRITTEN_BY_1.values()
    assert {type(topic) for topic in written} == set(get_args(Topic))
    assert {type(topic.wish) for topic in written if isinstance(topic, Scanning)} == {*get_args(memory.Wish), type(None)}


def test_every_golden_file_is_read() -> None:
    for path in GOLDEN.glob("state-*.json"):
        read(path.read_text(encoding="utf-8"))


def test_unknown_fields_are_ignored() -> None:
    state = '{"version": 1, "mood": "blij", "topic": {"type": "scanning", "run": "r1", "speed": 3, "wish": {"type": "tallying", "x": {}}}}'
    assert read(state) == Conversation(Scanning("r1", Tallying()))


@pytest.mark.parametrize(
    "state",
    [
        *("", "{}", "null", "[]", "1", "niet eens JSON", '{"version": "een"}', '{"version": 1.5}', '{"version": 0}', '{"version": -1}'),
        f'{{"version": {VERSION + 1}, "topic": {{"type": "home"}}}}',
        f'{{"version": {VERSION}, "topic": {{"type": "dancing"}}}}',
        f'{{"version": {VERSION}, "topic": {{"type": "scanning"}}}}',
        f'{{"version": {VERSION}, "topic": {{"type": "scanning", "run": 5}}}}',
        f'{{"version": {VERSION}, "topic": {{"type": "scanning", "run": "r1", "wish": {{"type": "flying"}}}}}}',
        "[" * 100_000,
        f'{{"version": {VERSION}, "x": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"version": 1}\ud800',
        "\x00",
    ],
)
def test_what_is_not_ours_is_not_read(state: str) -> None:
    with pytest.raises(UnknownState):
        read(state)


@given(some.text())
def test_garbage_never_ends_the_process(state: str) -> None:
    with pytest.raises(UnknownState):
        read(state)


def test_a_state_without_a_topic_is_home() -> None:
    assert read(f'{{"version": {VERSION}}}') == Conversation(Home())


def test_an_old_state_is_upgraded_step_by_step() -> None:
    """Proved with two versions before the first: -1 called a topic `stage`, 0 wrote the run as a number."""

    def stage_becomes_topic(values: dict[str, Any]) -> dict[str, Any]:
        return {"version": 0, "topic": values["stage"], "old": values}

    def run_becomes_text(values: dict[str, Any]) -> dict[str, Any]:
        return {**values, "version": 1, "topic": {**values["topic"], "run": f"r{values['topic']['run']}"}}

    upgrades = {-1: stage_becomes_topic, 0: run_becomes_text}
    old = json.dumps({"version": -1, "stage": {"type": "resting", "run": 7}})
    assert read(old, upgrades) == Conversation(Resting("r7"))
    with pytest.raises(UnknownState):
        read(old, {0: run_becomes_text})
    states: tuple[dict[str, Any], ...] = ({"topic": {"type": "dancing", "run": 7}}, {"topic": {}}, {"topic": 1}, {})
    for broken in states:
        with pytest.raises(UnknownState):
            read(json.dumps({"version": 0, **broken}), upgrades)


@pytest.mark.parametrize("topic", WRITTEN_BY_1.values(), ids=WRITTEN_BY_1)
def test_what_is_written_is_read(topic: Topic) -> None:
    state = write(Conversation(topic))
    assert read(state) == Conversation(topic)
    assert len(state.encode()) <= STATE_BYTES_MOST
