"""`lobgids ask`: one line a question, whatever is asked and whatever lies in the folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge import Knowledge
from tests.command.lobgids import Lobgids

FIELDS = {"id", "decision", "entry", "candidates", "confidence", "mode", "ms"}
TALEN = Path(__file__).parents[1] / "search" / "talen.jsonl"
ENTRY = {"id": "fiets", "vraag": "Waar staat de fietsenstalling?", "antwoord": "Achter de school."}


def batch(lobgids: Lobgids, tmp_path: Path, lines: list[str], *options: str) -> list[dict[str, Any]]:
    file = tmp_path / "vragen.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    ended = lobgids.run("ask", "--batch", str(file), "--json", *options)
    assert ended.code == 0
    return ended.lines


def folder(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / "eigen" / "faq" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return tmp_path / "eigen"


@pytest.mark.parametrize("mode", ["lexical", "semantic"])
def test_a_question_gets_the_line_that_was_promised(lobgids: Lobgids, knowledge: Knowledge, mode: str) -> None:
    ended = lobgids.run("ask", "wat moet er in een loopbaandossier staan", "--json", "--mode", mode)
    assert (ended.code, ended.err) == (0, "")
    (line,) = ended.lines
    assert set(line) == FIELDS
    assert (line["id"], line["mode"], len(line["candidates"])) == (None, mode, 10)
    assert line["candidates"][0]["entry"] == "loopbaandossier"
    assert line["confidence"] == line["candidates"][0]["score"]
    assert line["entry"] == ("loopbaandossier" if line["decision"] == "answer" else None)
    assert all(knowledge.entry(one["entry"]) for one in line["candidates"])


def test_each_line_of_a_batch_gets_one_in_the_same_order(lobgids: Lobgids, tmp_path: Path) -> None:
    asked: list[dict[str, Any]] = [
        {"id": 7, "text": "wat is lob"},
        {"id": "b", "text": "recept voor appeltaart"},
        {"id": None, "text": ""},
        {"id": "d", "text": "dank u wel"},
        {"id": "e", "text": "mijn zoon wil niet meer leven"},
        {"id": "f", "text": "x" * 100_000},
        {"id": "\ud800", "text": "bsa \ud800\0"},
    ]
    lines = batch(lobgids, tmp_path, [json.dumps(one) for one in asked], "--mode", "lexical")
    assert [line["id"] for line in lines] == [one["id"] for one in asked]
    assert [line["decision"] for line in lines[:5]] == ["answer", "unknown", "unknown", "smalltalk", "distress"]
    assert lines[0]["entry"] == "lob"
    assert all(set(line) - {"second"} == FIELDS for line in lines)


def test_a_line_that_is_no_question_is_told_and_still_gets_its_line(lobgids: Lobgids, tmp_path: Path) -> None:
    file = tmp_path / "vragen.jsonl"
    file.write_text('{"id": 1}\n\nnee\n["x"]\n{"id": 2, "text": "wat is lob"}\n')
    ended = lobgids.run("ask", "--batch", str(file), "--json", "--mode", "lexical")
    assert [(line["id"], line["decision"]) for line in ended.lines] == [(1, "unknown"), (None, "unknown"), (None, "unknown"), (2, "answer")]
    assert [line.split(":")[0] for line in ended.err.splitlines()] == ["regel 1", "regel 3", "regel 4"]


@pytest.mark.parametrize(("name", "written"), [("x.yaml", json.dumps([ENTRY])), ("x.json", json.dumps([ENTRY], indent=2))])
def test_a_folder_with_only_faq_takes_the_place_of_our_entries(lobgids: Lobgids, tmp_path: Path, name: str, written: str) -> None:
    own = folder(tmp_path, name, written.encode())
    ended = lobgids.run("ask", "waar staat de fietsenstalling?", "--knowledge", str(own), "--json", "--mode", "lexical")
    assert (ended.code, ended.err) == (0, "")
    assert (ended.lines[0]["entry"], len(ended.lines[0]["candidates"])) == ("fiets", 1)


def test_what_is_wrong_in_the_folder_is_told_and_left_out(lobgids: Lobgids, tmp_path: Path) -> None:
    entries = [ENTRY, {**ENTRY, "id": "vreemd", "kleur": "rood", "verder": ["weg"]}, {"id": "half", "vraag": "Hoe?"}, "tekst"]
    own = folder(tmp_path, "x.yaml", json.dumps(entries).encode())
    (own / "faq" / "kapot.yaml").write_text("- [")
    ended = lobgids.run("ask", "fietsenstalling", "--knowledge", str(own), "--json", "--mode", "lexical")
    assert ended.code == 0
    assert {one["entry"] for one in ended.lines[0]["candidates"]} == {"fiets", "vreemd"}
    told = ended.err.splitlines()
    assert all(line.startswith("let op: faq/") for line in told)
    assert len(told) == 5


def test_an_empty_folder_knows_nothing(lobgids: Lobgids, tmp_path: Path) -> None:
    ended = lobgids.run("ask", "fietsenstalling", "--knowledge", str(tmp_path), "--json")
    assert ended.code == 0
    assert (ended.lines[0]["decision"], ended.lines[0]["candidates"]) == ("unknown", [])


def test_a_word_whose_meaning_is_asked_leads_to_the_entry_that_explains_it(lobgids: Lobgids) -> None:
    (line,) = lobgids.run("ask", "wat is een negatief bsa", "--json", "--mode", "lexical").lines
    (certain,) = lobgids.run("ask", "wat betekent dat, een bsa", "--json", "--mode", "lexical").lines
    assert {line["entry"], certain["candidates"][0]["entry"]} == {"bsa"}


def test_who_asks_breaks_a_tie(lobgids: Lobgids, tmp_path: Path) -> None:
    twins = [{**ENTRY, "id": name, "doelgroep": [name]} for name in ("school", "ouder")]
    own = folder(tmp_path, "x.yaml", json.dumps(twins).encode())
    for audience in ("ouder", "school"):
        options = ("--knowledge", str(own), "--json", "--mode", "lexical", "--audience", audience)
        (line,) = lobgids.run("ask", ENTRY["vraag"], *options).lines
        assert line["candidates"][0]["entry"] == audience


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Wat is LOB?", "(answer, 1.00, lexical)"),
        ("recept voor appeltaart", "(unknown,"),
        ("dank u wel", "(smalltalk,"),
        ("ik wil niet meer leven", "(distress,"),
        ("dossier", "(choose,"),
    ],
)
def test_a_person_reads_what_the_guide_would_say(lobgids: Lobgids, text: str, says: str) -> None:
    ended = lobgids.run("ask", text, "--mode", "lexical")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"> {text}\n")
    assert says in ended.out


def test_in_another_language_the_dutch_entry_is_offered(lobgids: Lobgids, tmp_path: Path) -> None:
    lines = TALEN.read_text(encoding="utf-8").splitlines()
    right = {one["id"]: set(one["entries"]) for one in map(json.loads, lines)}
    found = batch(lobgids, tmp_path, lines, "--mode", "semantic")
    offered = [line for line in found if right[line["id"]] & {one["entry"] for one in line["candidates"][:3]}]
    assert len(offered) >= 0.8 * len(found) > 15
    assert all(line["decision"] in ("choose", "answer") for line in found)


def test_the_setting_keeps_to_letters_and_words(lobgids: Lobgids) -> None:
    assert lobgids.run("ask", "lob", "--json", settings={"LOBGIDS_SEARCH": "lexical"}).lines[0]["mode"] == "lexical"
    ended = lobgids.run("ask", "lob", settings={"LOBGIDS_SEARCH": "lexicaal"})
    assert (ended.code, ended.err.strip()) == (2, 'LOBGIDS_SEARCH moet auto of lexical zijn, bedoelt u "lexical"?')


def test_a_question_and_a_file_or_neither_is_misuse(lobgids: Lobgids, tmp_path: Path) -> None:
    for arguments in (["ask"], ["ask", "lob", "--batch", "x"]):
        ended = lobgids.run(*arguments)
        assert (ended.code, ended.err.strip()) == (2, "Geef één vraag, of een bestand met vragen achter --batch.")
    ended = lobgids.run("ask", "--batch", str(tmp_path / "weg"))
    assert (ended.code, ended.err.strip()) == (2, f"Niet te lezen: {tmp_path / 'weg'}")


def test_nothing_is_said_to_a_database(lobgids: Lobgids) -> None:
    lobgids.run("ask", "wat is lob", "--mode", "lexical")
    assert not lobgids.folder.exists()


# ── calibrate ─────────────────────────────────────────────────────────────────────────────────────────────────


def labelled(tmp_path: Path) -> Path:
    entries = [("lob", "wat houdt lob in"), ("bsa", "te weinig punten gehaald"), ("tussenjaar", "een jaar ertussenuit")]
    lines = [{"id": f"{number}", "text": f"{text} {number}", "entries": [id]} for number in range(4) for id, text in entries]
    lines += [{"id": f"s{number}", "text": f"recept voor taart {number}", "entries": []} for number in range(12)]
    file = tmp_path / "gelabeld.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


def test_thresholds_are_learned_kept_and_used(lobgids: Lobgids, tmp_path: Path) -> None:
    ended = lobgids.run("calibrate", str(labelled(tmp_path)), settings={"LOBGIDS_SEARCH": "lexical"})
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[0].startswith("lexical: 24 vragen met een antwoord en 24 zonder;")
    kept = lobgids.folder / "geleerd.yaml"
    assert str(kept) in ended.out
    lexical = kept.read_text(encoding="utf-8").partition("semantic:")[0]
    kept.write_text(kept.read_text(encoding="utf-8").replace(lexical, lexical.replace("keuze: 0", "keuze: 1")), encoding="utf-8")
    assert lobgids.run("ask", "lob").code == 1
    kept.unlink()
    assert lobgids.run("ask", "lob", "--mode", "lexical").code == 0


def test_lines_that_teach_nothing_are_told(lobgids: Lobgids, tmp_path: Path) -> None:
    file = labelled(tmp_path)
    more = '\n\nnee\n{"text": 3, "entries": []}\n{"text": "x"}\n{"text": "x", "entries": ["bestaat-niet"]}\n'
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    ended = lobgids.run("calibrate", str(file), settings={"LOBGIDS_SEARCH": "lexical"})
    assert ended.code == 0
    assert [line.partition(": ")[2] for line in ended.err.splitlines()] == [*["geen gelabelde vraag"] * 3, "deze antwoorden zijn er niet"]


def test_too_little_teaches_nothing(lobgids: Lobgids, tmp_path: Path) -> None:
    file = tmp_path / "leeg.jsonl"
    file.write_text("")
    ended = lobgids.run("calibrate", str(file))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.strip() == "er zijn minstens tien vragen met een antwoord en tien zonder nodig; gevonden: 0 en 0"
    assert lobgids.run("calibrate", str(tmp_path / "weg")).code == 2
