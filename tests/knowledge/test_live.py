"""What editors add at run time: rows of YAML over the files, in which nothing that is written there can break anything."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from knowledge import Knowledge, read
from knowledge.faq import Entry
from knowledge.live import (
    ID_CHARACTERS_MOST,
    Kind,
    LeftOut,
    Row,
    as_values,
    as_yaml,
    by_editors,
    laid_over,
    new_id,
    problems_of,
    read_addition,
    remarks_of,
    taken_for,
    wordings_as_yaml,
)
from knowledge.reading import _ID
from knowledge.source import Source
from tests.content import small

FILES = read(small())
DAY = date(2026, 11, 23)
OURS = FILES.entries[0]
ZWEMLES = Entry(
    id="eigen-zwemles",
    question="Krijgt een xylofoon zwemles?",
    also=("xylofoon zwemles",),
    answer="Nee. In het water maakt hij geen geluid.",
    audiences=("ouder",),
    source=by_editors(DAY),
    checked_on=DAY,
    state="nu",
)


def row(entry: Entry, number: int = 1) -> Row:
    return Row(number, entry.id, "antwoord", as_yaml(entry))


def wider(id: str, *also: str, number: int = 2) -> Row:
    return Row(number, id, "bewoording", wordings_as_yaml(id, also))


def left_out(known: Knowledge) -> list[tuple[int, str, str]]:
    return [(one.number, one.why, one.what) for one in known.left_out]


# ── writing and reading ───────────────────────────────────────────────────────────────────────────────────────


def test_it_is_written_as_an_editor_writes_it() -> None:
    assert as_yaml(ZWEMLES) == (
        "- id: eigen-zwemles\n"
        "  vraag: Krijgt een xylofoon zwemles?\n"
        "  ook:\n"
        "  - xylofoon zwemles\n"
        "  antwoord: Nee. In het water maakt hij geen geluid.\n"
        "  doelgroep:\n"
        "  - ouder\n"
        "  soort: uitleg\n"
        "  bron:\n"
        "    adres: redactie\n"
        "    datum: '2026-11-23'\n"
        "  nagekeken_op: 2026-11-23\n"
        "  stand: nu\n"
    )


def test_every_shipped_answer_comes_back_as_it_was() -> None:
    for entry in FILES.entries:
        found = read_addition("antwoord", as_yaml(replace(entry, translations=())))
        assert (found.entry, found.problems) == (replace(entry, translations=()), ())


def test_an_answer_that_says_everything_comes_back_as_it_was() -> None:
    whole = replace(
        ZWEMLES,
        short="Nee.",
        pupil="Nee, jij ook niet.",
        topic="muziek",
        sort="datum",
        source=Source("https://www.slo.nl/", "2026"),
        more_sources=(Source("https://duo.nl/"),),
        until=DAY,
        check_at="DUO",
        related=(OURS.id,),
    )
    assert read_addition("antwoord", as_yaml(whole)).entry == whole
    assert as_values(whole)["bron"] == {"adres": "https://www.slo.nl/", "datum": "2026"}


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=150).map(str.strip).filter(bool)


@given(TEXTS, st.lists(TEXTS, max_size=4), TEXTS)
def test_whatever_is_typed_comes_back_as_it_was(question: str, also: list[str], answer: str) -> None:
    entry = replace(ZWEMLES, question=question, also=tuple(also), answer=answer)
    assert read_addition("antwoord", as_yaml(entry)).entry == entry
    assert read_addition("bewoording", wordings_as_yaml("x", [question, *also])).also == (question, *also)


def test_what_an_addition_shows() -> None:
    answer, wording = read_addition("antwoord", as_yaml(ZWEMLES)), read_addition("bewoording", wordings_as_yaml("x", ["loten", "loting"]))
    assert (answer.id, answer.question, answer.answer) == (ZWEMLES.id, ZWEMLES.question, ZWEMLES.answer)
    assert (wording.id, wording.question, wording.answer, wording.also) == ("x", "loten", "", ("loten", "loting"))


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        ("antwoord", "", "dit bestand is leeg"),
        ("antwoord", "- {", "geen geldige YAML"),
        ("antwoord", "id: x", "een toevoeging moet een lijst zijn (elke regel begint met -)"),
        ("antwoord", "[]", "een toevoeging is één vraag"),
        ("antwoord", "- {id: x}\n- {id: y}", "een toevoeging is één vraag"),
        ("antwoord", "- tekst", "een toevoeging moet velden hebben, geen tekst"),
        ("antwoord", "- {id: x, vraag: Wat?}", 'veld "antwoord" ontbreekt'),
        ("antwoord", "- {id: x, vraag: W, antwoord: A, bron: {adres: redactie}}", 'veld "datum" ontbreekt'),
        ("antwoord", "- {id: x, vraag: W, antwoord: A, bron: {datum: '2026'}}", 'veld "adres" ontbreekt'),
        ("bewoording", "- {id: x}", "er staan geen andere woorden in"),
        ("bewoording", "- {id: x, ook: [a], vraag: W}", 'onbekend veld "vraag"'),
        ("bewoording", "- {id: X y, ook: [a]}", '"X y" kan geen id zijn'),
    ],
)
def test_what_is_wrong_with_it_is_told(kind: Kind, text: str, problem: str) -> None:
    (told,) = read_addition(kind, text).problems
    assert told.startswith(problem)


def test_who_wrote_it_and_when_is_its_source() -> None:
    assert by_editors(DAY) == Source("redactie", "2026-11-23")
    assert by_editors(DAY).site == ""


# ── over the files ────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_added_changes_nothing() -> None:
    assert laid_over(FILES, []) is FILES
    assert (FILES.live, FILES.left_out) == (frozenset(), ())


def test_an_answer_is_known_beside_those_of_the_files() -> None:
    known = laid_over(FILES, [row(ZWEMLES)])
    assert known.entries == (*FILES.entries, ZWEMLES)
    assert (known.live, known.left_out) == (frozenset({ZWEMLES.id}), ())
    assert known.index.find("xylofoon zwemles").candidates[0].entry == ZWEMLES.id
    assert FILES.entry(ZWEMLES.id) is None


def test_what_still_holds_is_taken_over_and_not_made_again() -> None:
    FILES.ready()
    known = laid_over(FILES, [row(ZWEMLES)])
    assert not known.is_ready
    known.ready(FILES)
    assert known.is_ready
    assert known.places is FILES.places
    assert [entry.id for entry in known.entries if not known.index.takes_from(FILES.index, entry)] == [ZWEMLES.id]
    other = read(small())
    other.ready(FILES)
    assert other.places is not FILES.places, "its tables may be others"


def test_the_last_answer_of_an_id_holds() -> None:
    known = laid_over(FILES, [row(ZWEMLES), row(replace(ZWEMLES, answer="Ja."), 2)])
    assert [entry.answer for entry in known.entries if entry.id == ZWEMLES.id] == ["Ja."]


def test_the_files_win_and_that_is_told() -> None:
    known = laid_over(FILES, [row(replace(ZWEMLES, id=OURS.id))])
    assert known.entries == FILES.entries
    assert known.live == frozenset()
    assert left_out(known) == [(1, "in files", f'"{OURS.id}" staat ook in de bestanden, en die gaan voor')]


def test_words_are_added_to_an_answer_of_the_files_and_to_one_that_was_added() -> None:
    known = laid_over(FILES, [row(ZWEMLES), wider(OURS.id, "toeter op de fiets"), wider(ZWEMLES.id, "zwemmen met muziek", number=3)])
    ours, zwemles = known.entry(OURS.id), known.entry(ZWEMLES.id)
    assert ours == replace(OURS, also=(*OURS.also, "toeter op de fiets"))
    assert zwemles == replace(ZWEMLES, also=(*ZWEMLES.also, "zwemmen met muziek"))
    assert (known.live, known.left_out) == (frozenset({ZWEMLES.id}), ())
    assert known.index.find("toeter op de fiets").candidates[0].entry == OURS.id


def test_words_that_are_there_already_add_nothing() -> None:
    known = laid_over(FILES, [wider(OURS.id, OURS.question.upper())])
    assert known.entries == FILES.entries
    assert left_out(known) == [(2, "in files", f'"{OURS.question.upper()}" staat al bij "{OURS.id}"')]


def test_words_for_an_answer_that_is_gone_are_told() -> None:
    known = laid_over(FILES, [wider(f"{OURS.id}-x", "toeter")])
    assert left_out(known) == [(2, "no entry", f'"{OURS.id}-x" bestaat niet (meer), bedoelt u "{OURS.id}"?')]


def test_what_cannot_be_read_any_more_is_told_in_the_order_of_the_rows_and_the_rest_is_known() -> None:
    broken = [
        Row(4, "a", "bewoording", "- {"),
        Row(3, "b", "antwoord", "- {id: b, vraag: Wat?, antword: Zo.}"),
        Row(1, "c", "antwoord", as_yaml(ZWEMLES)),
        Row(2, "d", "bewoording", wordings_as_yaml(OURS.id, ["toeter"])),
    ]
    known = laid_over(FILES, [*broken, row(ZWEMLES, 5)])
    assert known.live == {ZWEMLES.id}
    assert [(number, why) for number, why, _ in left_out(known)] == [(number, "unreadable") for number in (1, 2, 3, 4)]
    assert known.left_out[0] == LeftOut(1, "c", "unreadable", '"c" is niet te lezen: het heet "eigen-zwemles"')
    assert known.left_out[2].what.endswith('onbekend veld "antword", bedoelt u "antwoord"?; veld "antwoord" ontbreekt')


def test_what_follows_is_only_what_is_there() -> None:
    other = replace(ZWEMLES, id="eigen-fluit", related=())
    known = laid_over(FILES, [row(replace(ZWEMLES, related=(OURS.id, "eigen-fluit", "weg"))), row(other, 2)])
    zwemles = known.entry(ZWEMLES.id)
    assert zwemles
    assert zwemles.related == (OURS.id, "eigen-fluit")


ROWS = st.lists(
    st.builds(
        Row,
        number=st.integers(1, 9),
        entry=st.sampled_from([OURS.id, ZWEMLES.id, "", "weg"]),
        kind=st.sampled_from(["antwoord", "bewoording"]),
        yaml=st.one_of(
            st.text(max_size=40),
            st.builds(lambda text: as_yaml(replace(ZWEMLES, question=text, also=(text,), answer=text)), st.text(min_size=1, max_size=20)),
            st.builds(lambda one, text: wordings_as_yaml(one, [text]), st.sampled_from([OURS.id, ZWEMLES.id, "weg"]), st.text(max_size=9)),
        ),
    ),
    max_size=4,
)


@settings(deadline=None)
@given(ROWS)
def test_whatever_is_written_there_the_guide_goes_on(rows: list[Row]) -> None:
    known = laid_over(FILES, rows)
    assert {entry.id for entry in known.entries} == {entry.id for entry in FILES.entries} | known.live
    known.ready(FILES)
    assert known.index.find(OURS.question).candidates[0].entry == OURS.id


# ── before it is added ────────────────────────────────────────────────────────────────────────────────────────


def test_an_answer_that_is_right_has_no_problems() -> None:
    assert problems_of("antwoord", as_yaml(replace(ZWEMLES, related=(OURS.id,))), FILES) == ()
    assert remarks_of("antwoord", as_yaml(ZWEMLES), FILES) == ()


def test_an_id_of_the_files_is_taken_and_one_that_was_added_may_be_put_anew() -> None:
    assert problems_of("antwoord", as_yaml(replace(ZWEMLES, id=OURS.id)), FILES) == (f'vraag "{OURS.id}" bestaat al',)
    assert problems_of("antwoord", as_yaml(ZWEMLES), laid_over(FILES, [row(ZWEMLES)])) == ()


def test_what_is_not_there_cannot_be_named() -> None:
    assert problems_of("antwoord", as_yaml(replace(ZWEMLES, related=("weg",))), FILES) == ('verder "weg" bestaat niet',)
    assert problems_of("bewoording", wordings_as_yaml("weg", ["loten"]), FILES) == ('vraag "weg" bestaat niet',)
    assert problems_of("bewoording", wordings_as_yaml(OURS.id, ["loten"]), FILES) == ()


def test_what_cannot_be_read_is_a_problem_and_nothing_to_remark_on() -> None:
    for kind in ("antwoord", "bewoording"):
        assert problems_of(kind, "- tekst", FILES) == ("een toevoeging moet velden hebben, geen tekst",)
        assert remarks_of(kind, "- tekst", FILES) == ()


def test_what_is_long_hard_or_like_another_is_remarked() -> None:
    long = replace(ZWEMLES, question=OURS.question, answer="Onderwijsontwikkelingsorganisaties. " * 20)
    first, second, third = remarks_of("antwoord", as_yaml(long), FILES)
    assert first == f"het antwoord is {len(long.answer.strip())} tekens, liever hoogstens 600"
    assert second.startswith("het antwoord leest moeilijk")
    assert third == f'lijkt erg op "{OURS.question}"'
    other = FILES.entries[1]
    assert remarks_of("bewoording", wordings_as_yaml(OURS.id, [OURS.question, other.question]), FILES) == (
        f'lijkt erg op "{other.question}"',
    )


def test_what_these_words_are_answered_with_now() -> None:
    assert taken_for(OURS.question, FILES) == OURS.id
    assert taken_for("qqq zzz", FILES) == ""


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("question", "taken", "id"),
    [
        ("Hoeveel uur is de stage?", (), "eigen-hoeveel-uur-is-de-stage"),
        ("Hoeveel uur is de stage?", ("eigen-hoeveel-uur-is-de-stage",), "eigen-hoeveel-uur-is-de-stage-2"),
        ("Één vraag?", (), "eigen-een-vraag"),
        ("???", (), "eigen"),
        ("???", ("eigen", "eigen-2"), "eigen-3"),
        ("Loopbaanontwikkelingsgesprekkencyclusbeleid", (), "eigen"),
        (
            "Wat doen wij met de stages van klas 3 en 4?",
            ("eigen-wat-doen-wij-met-de-stages-van",),
            "eigen-wat-doen-wij-met-de-stages-van-2",
        ),
    ],
)
def test_a_name_is_made_of_the_questions_words(question: str, taken: tuple[str, ...], id: str) -> None:
    assert new_id(question, taken) == id


@given(st.text(max_size=120), st.integers(0, 12))
def test_a_name_is_always_fit_and_new(question: str, times: int) -> None:
    taken: list[str] = []
    for _ in range(times):
        taken.append(new_id(question, taken))
    assert len(set(taken)) == times
    assert all(_ID.fullmatch(id) and len(id) <= ID_CHARACTERS_MOST for id in taken)
