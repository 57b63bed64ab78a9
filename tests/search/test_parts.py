"""The parts that a search is made of: a text taken apart, pieces of words, postings, words, kinds of question."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dutch import fold
from knowledge.search import CHARACTERS_MOST
from knowledge.search.asked import PARTS_MOST, asked
from knowledge.search.grams import grams
from knowledge.search.postings import Postings, Row
from knowledge.search.question_kind import kinds
from knowledge.search.related import Related
from knowledge.search.words import MENDED_MOST, MENDED_SHARE, PART_SHARE, Words

# ── a text taken apart ────────────────────────────────────────────────────────────────────────────────────────


def test_a_short_question_is_one_text() -> None:
    assert (asked("Wat is LOB?").sentences, asked("Wat is LOB?").questions) == ((), ())


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Wat is bbl? Hoe meld ik mij aan?", ("Wat is bbl?", "Hoe meld ik mij aan?")),
        ("wat is bbl en hoe meld ik mij aan", ("wat is bbl", "hoe meld ik mij aan")),
        ("Wat is bbl? Ik ben benieuwd.", ()),
        ("bol en bbl", ()),
        ("vertel over bbl en hoe dat gaat", ()),
        ("Mijn kind twijfelt. Is dat erg? Wat kan ik doen? En wanneer?", ("Is dat erg?", "Wat kan ik doen?")),
    ],
)
def test_two_questions_are_told_apart(text: str, questions: tuple[str, ...]) -> None:
    assert asked(text).questions == questions


def test_a_story_has_sentences_and_not_too_many() -> None:
    story = "Dit is een zin over school. " * 12
    assert len(asked(story).sentences) == PARTS_MOST
    assert asked("Dit is kort. Echt waar.").sentences == ()


@given(st.text(st.characters(exclude_categories=()), max_size=2000))
def test_any_text_can_be_taken_apart(text: str) -> None:
    what = asked(text)
    assert len(what.text) <= CHARACTERS_MOST
    what.text.encode()
    assert len(what.questions) in (0, 2)


# ── pieces of words ───────────────────────────────────────────────────────────────────────────────────────────


def test_pieces_stay_within_a_word_with_a_space_on_either_side() -> None:
    ids, times = grams("mbo mbo")
    assert len(ids) == len({" mb", "mbo", "bo ", " mbo", "mbo ", " mbo "})
    assert np.allclose(times, 1 + np.log(2))


def test_different_pieces_have_different_numbers() -> None:
    assert len(set(grams("abc")[0]) & set(grams("abd")[0])) == len(
        {
            " ab",
        }
    )
    assert set(grams("a1")[0]).isdisjoint(grams("1a")[0])


@given(st.text(max_size=50))
def test_any_folded_text_has_pieces_or_none(text: str) -> None:
    ids, times = grams(fold(text))
    assert len(ids) == len(times) == len(set(ids.tolist()))


# ── postings ──────────────────────────────────────────────────────────────────────────────────────────────────


def row(**shares: float) -> Row:
    return np.array([ord(name) for name in shares], dtype=np.int64), np.array(list(shares.values()))


def test_the_same_row_is_wholly_alike_and_another_not_at_all() -> None:
    postings = Postings([row(a=1, b=2), row(c=1)])
    assert postings.likeness(row(a=1, b=2)).tolist() == pytest.approx([1, 0])
    assert postings.likeness(row(d=1)).tolist() == [0, 0]


def test_what_no_row_has_makes_a_text_less_alike() -> None:
    postings = Postings([row(a=1), row(b=1)])
    assert postings.likeness(row(a=1, z=1))[0] < postings.likeness(row(a=1))[0]


def test_what_few_rows_have_counts_more() -> None:
    postings = Postings([row(a=1, b=1), row(a=1), row(a=1, c=1)])
    often, seldom, never = postings.rarities(row(a=1, b=1, z=1)[0])
    assert often < seldom < never


def test_no_rows_are_like_nothing() -> None:
    assert Postings([]).likeness(row(a=1)).tolist() == []


def test_of_very_many_postings_the_rarest_features_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.search.postings.POSTINGS_MOST", 3)
    postings = Postings([row(a=1, b=1), row(a=1), row(a=1)])
    assert postings.products(*row(a=1, b=1))[1:].tolist() == [0, 0]
    assert postings.products(*row(b=1))[0] > 0


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────

RELATED = Related((("inschrijven", "aanmelden"), ("numerus fixus", "loting"), ("", "aanmelden")))
SPOKEN = [
    "aanmelden",
    "loopbaan",
    "dossier",
    "loopbaandossier",
    "studiekeuze",
    "keuze",
    "studies",
    "numerus",
    "fixus",
    "mbo",
    "2024",
    "school",
]
WORDS = Words(SPOKEN, RELATED)


def test_forms_of_a_word_have_one_stem() -> None:
    assert set(WORDS.terms(["studies"])) & set(WORDS.asked(["studie"]))


def test_a_compound_has_its_parts_when_they_are_known() -> None:
    found = WORDS.terms(["loopbaandossier"])
    assert [found[part] for part in ("loopban", "dossier") if part in found] == [PART_SHARE] * 2
    assert len(WORDS.asked(["schoolkeuze"])) == 3
    assert len(WORDS.asked(["xqzwkeuze"])) == 1


def test_two_words_may_be_one_compound() -> None:
    assert "loopbaandossier" in WORDS.asked(["loopbaan", "dossier"])


def test_a_slip_is_mended_and_counts_a_little_less() -> None:
    found = WORDS.asked(["aanmelde", "dosseir"])
    assert MENDED_SHARE in found.values()
    assert "dossier" in found


def test_not_more_slips_are_mended_than_one_makes() -> None:
    slips = ["doseir", "schol", "numeruss", "loopban", "keuzze", "studis", "aanmeldn", "fixxus", "dosier"]
    assert sum(share == MENDED_SHARE for share in WORDS.asked(slips).values()) <= MENDED_MOST


def test_what_is_like_no_word_stays_as_it_is() -> None:
    assert WORDS.asked(["xqzwplok"]) == {"xqzwplok": 1.0}


def test_a_group_is_shared_by_its_expressions_also_of_two_words() -> None:
    (group,) = set(WORDS.asked(["inschrijven"])) & set(WORDS.terms(["aanmelden"]))
    assert group == "#0"
    assert set(WORDS.asked(["loting"])) & set(WORDS.terms(["numerus", "fixus"])) == {"#1"}


def test_a_part_of_a_compound_brings_its_group() -> None:
    assert "#0" in Words(["school", "aanmelden", "schoolaanmelden"], RELATED).terms(["schoolaanmelden"])


def test_without_words_nothing_is_known() -> None:
    assert Words([], Related()).asked(["mbo"]) == {"mbo": 1.0}


# ── kinds of question ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wanneer moet je kiezen?", "voor welke datum moet dat"),
        ("Wat kost een studie?", "hoe duur is studeren"),
        ("Waarom is er een check?", "wat is het nut van de check"),
        ("Mag dat?", "kan dat"),
        ("Wat is LOB?", "betekenis lob"),
    ],
)
def test_questions_of_one_kind(one: str, other: str) -> None:
    assert kinds(one) & kinds(other)


def test_questions_of_other_kinds_and_of_none() -> None:
    assert not kinds("Wanneer moet je kiezen?") & kinds("Waarom moet je kiezen?")
    assert kinds("bol bbl") == 0
