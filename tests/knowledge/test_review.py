"""What an editor should look at although nothing is broken."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import read
from knowledge.review import ANSWER_CHARACTERS_MOST, SHORT_CHARACTERS_MOST, review, unsure
from tests.content import small

TODAY = date(2026, 11, 22)
CHECKED = {"soort": "regel", "stand": "nu"}
SETTINGS = {**yaml.safe_load(small()["settings.yaml"]), "thuis": {}, "contact_bij": []}
DAY = {"id": "mbo", "wat": "Aanmelden", "dag": 1, "maand": 4, "uitleg": "Meld u aan.", "vooraf_dagen": 14, "stand": "nu"}
PAGE = {"niveau": ["havo", "vwo"], "klas": [1, 2], "dit_jaar": "a", "help_nu": "b", "praat_met": "f", "stand": "nu"}
GUIDE = {
    "niveaus": [{"id": id, "naam": id, "klassen": [1, 2]} for id in ("havo", "vwo")],
    "niveau_onbekend": "a",
    "klas_onbekend": "b",
    "brief": "{klas} {niveau}",
}
EASY, LONG_WORDS = "De mentor helpt goed. ", "Loopbaanbegeleiding ondersteunt keuzeprocessen. "
SENTENCE_OF_23 = " ".join(["De mentor helpt uw kind en de school", "en ook de hele klas"] + ["met wat er is"] * 2 + ["dit jaar"])


def entry(id: str = "mentor", question: str = "Wie is de mentor?", **fields: object) -> dict[str, object]:
    return {"id": id, "vraag": question, "antwoord": EASY.strip(), "stand": "nu", **fields}


def files(*entries: dict[str, object], **others: object) -> dict[str, bytes]:
    """Content with these answers, and other files by their names."""
    kept = {path: data for path, data in small().items() if not path.startswith("faq/")}
    written = {
        "settings.yaml": SETTINGS,
        "faq/x.yaml": list(entries),
        **{f"{name.replace('_', '-')}.yaml": it for name, it in others.items()},
    }
    return {**kept, **{path: yaml.safe_dump(it, sort_keys=False).encode() for path, it in written.items()}}


def told(content: dict[str, bytes], today: date = TODAY) -> list[str]:
    return [str(remark) for remark in review(content, read(content), today)]


def test_there_is_nothing_to_say_of_a_short_plain_answer() -> None:
    assert told(files(entry(kort="De mentor helpt.", leerling="Je mentor helpt."))) == []


def test_an_answer_may_be_as_long_as_a_screen() -> None:
    long = (EASY * 99)[:ANSWER_CHARACTERS_MOST]
    assert told(files(entry(antwoord=long))) == []
    assert told(files(entry(antwoord=long + "n"))) == ['faq/x.yaml:1: "mentor": het antwoord is 601 tekens, liever hoogstens 600']


def test_a_short_answer_may_have_220_characters() -> None:
    fits = ("De mentor helpt. " * 99)[:SHORT_CHARACTERS_MOST]
    assert [remark for remark in told(files(entry(kort=fits))) if "tekens" in remark] == []
    assert 'faq/x.yaml:1: "mentor": kort is 221 tekens, liever hoogstens 220' in told(files(entry(kort=fits + "n")))


@pytest.mark.parametrize("end", [".", "?", "!"])
def test_a_short_answer_has_three_sentences_at_most(end: str) -> None:
    assert told(files(entry(kort=f"Vraag de mentor{end} " * 3))) == []
    assert told(files(entry(kort=f"Vraag de mentor{end} " * 4))) == ['faq/x.yaml:1: "mentor": kort heeft meer dan 3 zinnen']


@pytest.mark.parametrize(("field", "name", "ease"), [("antwoord", "het antwoord", 55), ("kort", "kort", 70), ("leerling", "leerling", 55)])
def test_a_text_of_long_words_reads_hard(field: str, name: str, ease: int) -> None:
    (remark,) = told(files(entry(**{field: LONG_WORDS})))
    assert remark == f'faq/x.yaml:1: "mentor": {name} leest moeilijk (0 van 100, liever {ease} of meer): neem kortere woorden'


@pytest.mark.parametrize(("field", "name", "most"), [("antwoord", "het antwoord", 22), ("kort", "kort", 20), ("leerling", "leerling", 22)])
def test_a_sentence_may_be_too_long(field: str, name: str, most: int) -> None:
    words = SENTENCE_OF_23.split()
    assert len(words) == 23
    assert told(files(entry(**{field: " ".join(words[:most])}))) == []
    (remark,) = told(files(entry(**{field: " ".join(words[: most + 1])})))
    assert remark == f'faq/x.yaml:1: "mentor": {name} heeft een zin van {most + 1} woorden, liever hoogstens {most}'


@pytest.mark.parametrize(
    ("checked", "remarks"),
    [
        (date(2026, 11, 22), []),
        (date(2025, 12, 22), []),
        (date(2025, 12, 21), ['"{}" moet binnen 30 dagen worden nagekeken']),
        (date(2025, 11, 22), ['"{}" moet binnen 30 dagen worden nagekeken']),
        (date(2025, 11, 21), ['"{}" is te lang niet nagekeken']),
    ],
)
def test_what_is_overdue_or_soon_will_be_is_told_wherever_it_stands(checked: date, remarks: list[str]) -> None:
    dated: dict[str, Any] = {"nagekeken_op": checked}
    content = files(entry(**CHECKED, **dated), kalender=[{**DAY, **dated}], help_mee={**GUIDE, "paginas": [{**PAGE, **dated}]})
    names = {"faq/x.yaml": "mentor", "help-mee.yaml": "havo/vwo klas 1/2", "kalender.yaml": "mbo"}
    assert told(content) == [f"{path}:1: {remark.format(name)}" for path, name in names.items() for remark in remarks]


def test_a_date_that_is_behind_us_is_told_from_the_day_after() -> None:
    dated = entry(soort="datum", tot=TODAY)
    assert told(files(dated)) == ['faq/x.yaml:1: "mentor" moet binnen 30 dagen worden nagekeken']
    assert told(files(dated), date(2026, 11, 23)) == ['faq/x.yaml:1: "mentor" gaat over een datum die voorbij is']


def test_a_fact_that_must_be_checked_is_no_remark_but_is_counted() -> None:
    content = files(
        entry(stand="controleren"),
        entry("decaan", "Wie helpt met een profiel?", soort="regel"),
        entry("open-dag", "Wanneer kunt u gaan kijken?", soort="datum", tot=date(2026, 1, 1)),
        entry("nu", "Mag alles?", **CHECKED, nagekeken_op=TODAY),
        entry("vroeger", "Wat gold er ooit?", stand="historisch"),
    )
    assert not [remark for remark in told(content) if '"mentor"' in remark]
    assert unsure(read(content), TODAY) == 3


def test_remarks_stand_at_the_line_of_their_entry_in_the_order_of_the_files() -> None:
    hard = {"antwoord": LONG_WORDS}
    first = b"\n\n" + yaml.safe_dump([entry("bol", "Werken naast school?", **hard)], sort_keys=False).encode()
    content = {**files(entry(), entry("decaan", "Wie helpt met een profiel?", **hard)), "faq/a.yaml": first}
    assert [remark.split(" het")[0] for remark in told(content)] == ['faq/a.yaml:3: "bol":', 'faq/x.yaml:5: "decaan":']


def test_an_entry_of_other_files_is_still_reviewed() -> None:
    knowledge = read(files(entry(antwoord=LONG_WORDS)))
    assert [(remark.file, remark.line) for remark in review({}, knowledge, TODAY)] == [("faq", 1)]


def test_two_entries_that_are_asked_for_alike_are_told_once() -> None:
    content = files(entry(ook=["rol van mentor"]), entry("decaan", "Wie is de mentor?", ook=["rol van mentor"]))
    assert told(content) == ['faq/x.yaml:1: "mentor" is niet te onderscheiden van "decaan": beide passen bij "wie is de mentor"']


def test_entries_that_are_asked_for_in_their_own_words_are_apart() -> None:
    assert told(files(entry(), entry("decaan", "Wie helpt met een profiel?"))) == []


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40)
DATES = st.dates(date(2000, 1, 1), date(2999, 12, 31))
ENTRIES = st.builds(
    entry,
    st.sampled_from(["een", "twee", "drie"]),
    TEXTS,
    antwoord=TEXTS,
    kort=TEXTS,
    soort=st.sampled_from(["uitleg", "regel", "datum", "cijfer"]),
    nagekeken_op=DATES,
    tot=DATES,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ENTRIES, max_size=3, unique_by=lambda found: str(found["id"])), DATES)
def test_all_that_can_be_read_can_be_reviewed(entries: list[dict[str, object]], today: date) -> None:
    content = files(*entries)
    knowledge = read(content)
    remarks = review(content, knowledge, today)
    assert list(remarks) == sorted(remarks)
    assert 0 <= unsure(knowledge, today) <= len(entries)
