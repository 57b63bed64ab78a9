"""The scan by buttons alone, in every sector that the shipped content has and in content of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.scan import Named
from tests.command.lobgids import Lobgids, Message, Talk, labels
from tests.dialogs.sets import beside, own

QUESTION_SETS = beside().question_sets
SECTORS = [sector for question_set in QUESTION_SETS for sector in question_set.sectors]
CHOICES_MOST = 5
TURNS_MOST = 100


def id_of(sector: Named) -> str:
    return sector.id


def answers(talk: Talk) -> list[dict[str, str]]:
    """The buttons shown that are answers to a question."""
    return [button for button in talk.shown if "=" in button["press"]]


def asked(talk: Talk) -> str:
    """The id of the question that is shown."""
    return answers(talk)[0]["press"].partition(".")[2].partition("=")[0]


def begin(talk: Talk, sector: Named) -> None:
    """From /scan to the first question of a sector: one button of at most five, or first one that turns the page."""
    talk.send("/scan")
    while sector.name not in [button["label"] for button in talk.shown]:
        assert len(talk.shown) <= CHOICES_MOST
        assert talk.turns < 4
        talk.press("Andere schoolsoort")
    assert len(talk.shown) <= CHOICES_MOST
    talk.press(sector.name)
    assert answers(talk)


def answer_all(talk: Talk, choice: int) -> tuple[list[str], list[Message]]:
    """Answer until no more is asked: the questions in the order in which they were asked, and what the last answer gave."""
    found: list[str] = []
    said: list[Message] = []
    while shown := answers(talk):
        assert talk.turns < TURNS_MOST
        found.append(asked(talk))
        said = talk.send({"press": shown[min(choice, len(shown) - 1)]["press"]})
    return found, said


def go_on(talk: Talk) -> None:
    """The one button that says *verder*."""
    (label,) = [button["label"] for button in talk.shown if "verder" in button["label"].lower()]
    talk.press(label)


def check_result(said: list[Message]) -> None:
    """In one turn the complete text, and a picture with its words."""
    assert any("Uw resultaat" in message["text"] and "Per thema:" in message["text"] for message in said)
    (picture,) = [message for message in said if message["picture"]]
    assert Path(picture["picture"]).read_bytes().startswith(b"\x89PNG")
    assert picture["alt"].startswith("Per thema")


@pytest.mark.parametrize("choice", [0, 9], ids=["first answers", "last answers"])
@pytest.mark.parametrize("sector", SECTORS, ids=id_of)
def test_the_whole_scan_asks_everything_once_and_shows_its_result_twice(lobgids: Lobgids, sector: Named, choice: int) -> None:
    with lobgids.talk() as talk:
        begin(talk, sector)
        short, said = answer_all(talk, choice)
        check_result(said)
        go_on(talk)
        rest, said = answer_all(talk, choice)
        check_result(said)
        assert not any("verder" in button["label"].lower() for button in talk.shown)
    assert len(set(short + rest)) == len(short + rest)
    (known,) = [question_set.questions for question_set in QUESTION_SETS if question_set.sector(sector.id)]
    assert {question.id for question in known if question.short} & set(rest) == set()
    assert set(short) <= {question.id for question in known if question.short}
    assert len(short) == 12
    assert len(rest) > 12


def test_whoever_only_presses_first_buttons_comes_to_the_end(lobgids: Lobgids) -> None:
    results = 0
    with lobgids.talk() as talk:
        talk.send("/scan")
        while results < 2:
            assert talk.turns < TURNS_MOST
            results += any(message["picture"] for message in talk.press_first())
        assert not answers(talk)


def test_another_level_is_as_near(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        talk.send("/scan")
        (level,) = [button["label"] for button in talk.shown if button["label"].startswith("Liever: ")]
        talk.press(level)
        assert len(talk.shown) <= CHOICES_MOST
        talk.press_first()
        assert answers(talk)


def test_the_rest_comes_in_a_later_process_and_repeats_nothing(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        begin(talk, SECTORS[-1])
        short, _ = answer_all(talk, 1)
    with lobgids.talk() as talk:
        talk.send("/scan")
        assert talk.shown[0]["label"] == "Verder"
        talk.press_first()
        go_on(talk)
        rest, said = answer_all(talk, 1)
        check_result(said)
    assert rest
    assert set(short) & set(rest) == set()


def test_many_scans_at_rest_of_every_sector_are_five_choices_apart(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        for number, sector in enumerate((*SECTORS, *SECTORS)):
            talk.send({"command": "scan", "at": f"2026-03-{number + 1:02}T09:00:00"})
            if number:
                talk.press("Nieuwe scan")
            talk.press(sector.name)
            last = asked(talk)
            talk.press_first()
        after = asked(talk)
        (choice,) = talk.send("/scan")
        assert labels(choice)[0] == "Verder"
        assert len(labels(choice)) == len(set(labels(choice))) == CHOICES_MOST
        talk.press_first()
        assert asked(talk) == after != last


def test_a_quite_different_question_set_keeps_the_same_promises(lobgids: Lobgids, knowledge_folder: Path) -> None:
    (knowledge_folder / "scan").mkdir()
    (knowledge_folder / "scan/fietsen.yaml").write_bytes(own("fietsen"))
    with lobgids.talk(settings={"LOBGIDS_KNOWLEDGE": str(knowledge_folder)}) as talk:
        talk.send("/scan")
        assert len(talk.shown) <= CHOICES_MOST
        talk.press_first()
        seen: list[str] = []
        for line in ("ja", "bakfiets", "5", "1 en 2"):
            seen.append(asked(talk))
            talk.send(line)
        talk.press("Klaar")
        seen.append(asked(talk))
        talk.send("7")
        check_result(talk.send("De heuvel."))
        assert seen == ["heeft-fiets", "soort-fiets", "veilig", "weer", "regenpak"]
        go_on(talk)
        talk.send("Vroeger vertrekken.")
        assert asked(talk) == "hulp"
        talk.send("1")
        check_result(talk.press("Klaar"))


def test_there_is_more_than_one_set_and_sector() -> None:
    assert len(QUESTION_SETS) > 1
    assert len(SECTORS) >= 3
