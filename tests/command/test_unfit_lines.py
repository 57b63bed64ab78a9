"""Lines that nobody would send: none is silent, none is our fault, none ends the conversation or loses its place."""

from __future__ import annotations

import json

import pytest

from knowledge import Knowledge
from tests.command.lobgids import Line, Lobgids, Talk, texts

MEGABYTES = 10_000_000
UNFIT: dict[str, Line] = {
    "nothing": b"\n",
    "blanks": b"   \t \xc2\xa0\n",
    "NUL": b"\x00\n",
    "NUL inside": b"ja\x00nee\n",
    "control characters": b"\x1b[2J\x07\x08\x7f\n",
    "no UTF-8": b"\xff\xfe\xc3\x28\xed\xa0\x80\n",
    "only a return": b"\r\r\n",
    "right to left": "\u202evmbo\u2066\u200f\u200d\ufeff",
    "emoji flood": "👩🏽‍🏫" * 5_000,
    "accents without end": "e" + "\u0301" * 50_000,
    "HTML and Markdown": "<b>*_[x](y)_*</b> && `rm` {0} %s",
    "a slash": "/",
    "two slashes": "//",
    "a long command": "/onzin " + "x" * 5_000,
    "a long number": "9" * 5_000,
    "10 MB without a blank": "x" * MEGABYTES,
    "10 MB of questions": "ë? " * (MEGABYTES // 4),
    "10 MB of UTF-8 cut in two": b"\xc3" * MEGABYTES + b"\n",
    "text of many lines": {"text": "een\ntwee\r\n\n\n> drie\n-- \n"},
    "text of 10 MB": {"text": "vraag " * (MEGABYTES // 6)},
    "no press": {"press": ""},
    "a press of NUL": {"press": "\x00"},
    "a press of 10 MB": {"press": "scan:" * (MEGABYTES // 5)},
    "a press of nowhere": {"press": "scan:begin:nergens"},
    "a press with too much": {"press": "scan:begin:vmbo:school:en:nog:meer"},
    "an answer in no run": {"press": "scan:zzzzzz.visie-vastgelegd=deels"},
    "an answer without a run": {"press": "scan:.=" * 5},
    "a move in no run": {"press": "scan:verder:zzzzzz"},
    "a verb that is none": {"press": "scan:vernietig:zzzzzz.x"},
    "an entry that is none": {"press": "faq:bestaat-niet"},
    "an audience that is none": {"press": "ik:niemand"},
    "a press of nobody": {"press": "👾:👾=👾"},
    "no command": {"command": ""},
    "a command of a slash": {"command": "/ "},
    "a command of NUL": {"command": "\x00 \x00"},
    "a command of 10 MB": {"command": "x" * MEGABYTES},
    "words with a command of 10 MB": {"command": "scan " + "x" * MEGABYTES},
    "no edit": {"edit": ""},
    "an edit of 10 MB": {"edit": "x" * MEGABYTES},
    "nowhere on earth": {"location": [1e308, -1e308]},
    "infinitely far": b'{"location":[1e999,-1e999]}\n',
    "no id": {"text": "hallo", "id": ""},
    "an id of NUL": {"text": "hallo", "id": "\x00"},
    "an id of 1 MB": {"text": "hallo", "id": "x" * 1_000_000},
    "an id of 5,000 digits": b'{"text":"hallo","id":%s}\n' % (b"9" * 5_000),
    "long ago": {"text": "hallo", "at": "1900-01-01"},
    "far away": {"text": "herinner mij over een week", "at": "8999-12-31T23:59:59-14:00"},
    "too far away": {"text": "hallo", "at": "9999-12-31T23:59:59-14:00"},
    "two objects": '{"text":"hallo"} {"text":"hallo"}',
    "the same key twice": '{"text":"hallo","text":"/start"}',
    "two events": {"text": "hallo", "press": "menu", "command": "scan"},
}


def to_a_question(talk: Talk) -> str:
    """The run in which a question is open."""
    talk.send("/scan")
    talk.press("Vmbo")
    return talk.shown[0]["press"].partition(".")[0].removeprefix("scan:")


@pytest.mark.parametrize("scanning", [False, True], ids=["at home", "in a scan"])
def test_no_line_is_silent_or_ends_the_conversation(lobgids: Lobgids, knowledge: Knowledge, scanning: bool) -> None:
    our_fault = knowledge.phrases.general.our_fault()
    with lobgids.talk() as talk:
        run = to_a_question(talk) if scanning else ""
        for name, line in UNFIT.items():
            said = talk.send(line)
            assert said, name
            for message in said:
                assert message["text"].strip(), name
                assert our_fault not in message["text"], name
                assert len(message["text"].encode("utf-16-le")) <= 2 * 4096, name
        if scanning:
            assert "vraag 1 van" in talk.send({"press": f"scan:verder:{run}"})[-1]["text"]
    assert lobgids.run("replay").out.startswith("0 opnieuw gedaan")  # nothing failed


def test_a_note_may_hold_anything_and_is_kept(lobgids: Lobgids) -> None:
    with lobgids.talk() as talk:
        to_a_question(talk)
        for text in ("<b>*_&</b>", "👩🏽‍🏫" * 100, "\u202eomgekeerd", "x" * 5_000, '"; DROP TABLE answers; --'):
            assert "notitie" in "\n".join(texts(talk.send(f"notitie: {text}")))
        assert "DROP TABLE" in "\n".join(texts(talk.send("mijn antwoorden"))) or "DROP TABLE" in "\n".join(texts(talk.send("herhaal")))


def test_hundreds_of_lines_at_once_are_as_many_turns(lobgids: Lobgids) -> None:
    lines = [json.dumps({"text": "herhaal", "id": f"e{number}"}).encode() + b"\n" for number in range(300)]
    assert [len(said) for said in lobgids.chat(*lines)] == [1] * 300
