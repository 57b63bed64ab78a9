"""What is shipped keeps its promises to whoever reads it; the facts that it was written from lie beside the repository, or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
import yaml

from knowledge import read
from knowledge.dutch import fold
from knowledge.faq import Entry
from knowledge.review import review
from knowledge.scan import Question, QuestionSet
from knowledge.source import Source
from knowledge.standing import Scope, stand
from tests.content import shipped

ANSWER_CHARACTERS_MOST = 600
NOT_FOR_PUPILS = {"home_school", "home_staff", "home_parent", "ask_school", "button_school", "button_parent"}
SHORT_CHARACTERS_MOST = 220
SHORT_SENTENCES_MOST = 3
OTHER_WORDINGS_LEAST = 5
OLD_UNTIL = 2021
"""What was written up to this year must be checked before it counts as true now; so must what bears no date."""
SHORT_PART = range(10, 15)
OF_EACH_THEME = 2
OFFICIAL = {"wetten.overheid.nl", "zoek.officielebekendmakingen.nl", "www.rijksoverheid.nl", "www.expertisepuntlob.nl"}
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FIGURE = re.compile(r"\d ?%|\d procent|€ ?\d|\d euro|\d{1,3}(?:\.\d{3})+|\b\d{3,}\b")
NUMBER_OF_SOMETHING = re.compile(r"\bkst-\d+-\d+|\b0\d{1,3}[- ]?\d{4,8}\b")
"""Digits that count nothing: a document of parliament, a telephone."""
MENTIONED = re.compile(r"[\w.+-]+@[\w.-]+\w|\bhttps?://[^\s,;)]*[\w/]|\b(?:[\w-]+\.)+(?:nl|com|eu|org)\b")
OF_EVERYONE = {"info@expertisepuntlob.nl"}
"""Addresses that stay right when people come and go."""
LAST_LOOK = date(2026, 11, 22)
FACTS = Path(__file__).parents[3] / "shared" / "domain"

KNOWLEDGE = read(shipped())
STATEMENTS = [(found, question) for found in KNOWLEDGE.question_sets for question in found.questions if question.kind == "stelling"]
PARTS = [(found, sector.id, level.id) for found in KNOWLEDGE.question_sets for sector in found.sectors for level in found.levels]


def by_sector(found: QuestionSet, question: Question) -> dict[str, Source | None]:
    """The source of a statement in each sector where it is asked."""
    return {sector: question.source_in(sector) for sector in question.sectors or [sector.id for sector in found.sectors]}


def lacking(holds: Callable[[QuestionSet, Question], bool]) -> list[str]:
    """The statements for which something does not hold, by set and id."""
    return [f"{found.id}: {question.id}" for found, question in STATEMENTS if not holds(found, question)]


def test_there_are_statements_to_judge() -> None:
    assert {found.id for found, _ in STATEMENTS} == {"vo", "mbo"}
    assert len(STATEMENTS) >= 60


def test_a_statement_says_for_each_of_its_answers_how_it_is_recognised() -> None:
    def recognised(_: QuestionSet, question: Question) -> bool:
        lines = question.help.steps if question.help else ()
        return question.scale is not None and [id for id, _ in lines] == [option.id for option in question.scale.steps]

    assert lacking(recognised) == []


def test_a_statement_has_a_source_and_a_norm_in_each_of_its_sectors() -> None:
    assert lacking(lambda found, question: None not in by_sector(found, question).values()) == []
    assert (
        lacking(lambda found, question: "" in dict(question.norms) or dict(question.norms).keys() >= by_sector(found, question).keys())
        == []
    )


def test_a_statement_has_advice_and_a_place_in_the_matrix() -> None:
    assert lacking(lambda _, question: question.advice is not None and question.cell is not None) == []


def test_the_law_is_named_only_with_an_official_source() -> None:
    def official(found: QuestionSet, question: Question) -> bool:
        by_law = [source for sector, source in by_sector(found, question).items() if question.norm_in(sector) == "wet"]
        return all(source and urlsplit(source.address).hostname in OFFICIAL for source in by_law)

    assert lacking(official) == []
    assert any(norm == "wet" for _, question in STATEMENTS for _, norm in question.norms)


@pytest.mark.parametrize(("found", "sector", "level"), PARTS, ids=lambda value: getattr(value, "id", value))
def test_the_short_part_touches_every_theme_and_stays_short(found: QuestionSet, sector: str, level: str) -> None:
    short = stand(found, Scope(sector, level), {})
    assert all(question.short and question.kind == "stelling" for question in short.questions)
    assert len(short.questions) in SHORT_PART
    themes = Counter(question.theme for question in short.questions)
    assert {theme.id: themes[theme.id] >= OF_EACH_THEME for theme in found.themes} == {theme.id: True for theme in found.themes}


@pytest.mark.parametrize("found", KNOWLEDGE.question_sets, ids=lambda found: found.id)
def test_a_set_of_our_own_is_not_called_official(found: QuestionSet) -> None:
    assert found.official is None


def test_pupils_are_called_je() -> None:
    """In all that can be said to them; the scan and the guides for parents and schools are not for pupils."""
    theirs = KNOWLEDGE.phrases_for("leerling")
    said = {
        f"{group}.{key}": phrase.one + phrase.many
        for group in ("general", "start", "ask")
        for key, phrase in msgspec.structs.asdict(getattr(theirs, group)).items()
        if key not in NOT_FOR_PUPILS
    }
    assert len(said) > 30
    assert [key for key, text in said.items() if re.search(r"\b(?:[Uu]|[Uu]w)\b", text)] == []


def test_what_a_pupil_reads_says_je() -> None:
    answers = {entry.id: entry.pupil or entry.answer for entry in KNOWLEDGE.entries if "leerling" in entry.audiences}
    remarks = {remark.id: remark.pupil or remark.reply for remark in KNOWLEDGE.small_talk.remarks}
    assert [id for id, text in {**answers, **remarks}.items() if re.search(r"\b(?:[Uu]|[Uu]w)\b", text)] == []


def test_an_answer_fits_on_the_screen_of_a_telephone() -> None:
    assert [entry.id for entry in KNOWLEDGE.entries if len(entry.answer) > ANSWER_CHARACTERS_MOST] == []


def test_an_entry_for_parents_has_an_answer_of_a_few_sentences() -> None:
    assert [entry.id for entry in KNOWLEDGE.entries if "ouder" in entry.audiences and not entry.short] == []
    assert [entry.id for entry in KNOWLEDGE.entries if len(re.findall(r"[.?!](?: |$)", entry.short)) > SHORT_SENTENCES_MOST] == []
    assert [entry.id for entry in KNOWLEDGE.entries if len(entry.short) > SHORT_CHARACTERS_MOST] == []


def test_an_entry_can_be_asked_for_in_five_other_ways_at_least() -> None:
    assert [entry.id for entry in KNOWLEDGE.entries if len({*map(fold, entry.also)} - {fold(entry.question)}) < OTHER_WORDINGS_LEAST] == []


def test_what_a_reader_may_want_next_is_something_else() -> None:
    assert [entry.id for entry in KNOWLEDGE.entries if entry.id in entry.related or not entry.related] == []


def latest_year(entry: Entry) -> int:
    """The latest year in the dates of its sources; 0 when there is none."""
    dates = " ".join(source.date for source in (entry.source, *entry.more_sources) if source)
    return max(map(int, YEAR.findall(dates)), default=0)


def test_what_may_change_and_was_written_long_ago_or_who_knows_when_does_not_stand_as_true_now() -> None:
    changing = [entry for entry in KNOWLEDGE.entries if entry.sort != "uitleg" and entry.state == "nu"]
    assert changing
    assert [entry.id for entry in changing if latest_year(entry) <= OLD_UNTIL] == []


def sentences(entry: Entry) -> Iterator[str]:
    for text in (entry.answer, entry.short, entry.pupil):
        yield from re.split(r"(?<=[.?!])\s+", text)


def figures(sentence: str) -> bool:
    """Whether there is a figure in a sentence, and no year that it was of."""
    return not YEAR.search(sentence) and FIGURE.search(NUMBER_OF_SOMETHING.sub("", sentence)) is not None


def test_a_figure_is_told_with_its_year() -> None:
    assert [(entry.id, sentence) for entry in KNOWLEDGE.entries for sentence in sentences(entry) if figures(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("Dat is 35 procent.", True),
        ("Dat was 35% in 2020.", False),
        ("Het kost € 50.", True),
        ("Er zijn 950.000 leerlingen.", True),
        ("Er zijn 660 punten.", True),
        ("Bel 0800-0432 of lees kst-31524-301.", False),
        ("Kies er hoogstens 2, uiterlijk 15 januari, op Studiekeuze123.", False),
    ],
)
def test_a_figure_is_a_share_an_amount_or_a_large_count(sentence: str, alone: bool) -> None:
    assert figures(sentence) == alone


def mentioned() -> set[str]:
    """Every address that an answer tells people to go to or write to."""
    return {address for entry in KNOWLEDGE.entries for sentence in sentences(entry) for address in MENTIONED.findall(sentence)}


def test_no_answer_sends_people_to_the_mailbox_of_one_person() -> None:
    assert {address for address in mentioned() if "@" in address} == OF_EVERYONE


def test_an_editor_has_nothing_to_look_at_on_the_day_of_the_last_look() -> None:
    remarks = review(shipped(), KNOWLEDGE, LAST_LOOK)
    assert [str(remark) for remark in remarks if "niet te onderscheiden" not in remark.what] == []


def test_every_entry_names_its_source_and_says_itself_how_it_stands_and_when_that_was_checked() -> None:
    written = [fields for path, data in shipped().items() if path.startswith("faq/") for fields in yaml.safe_load(data)]
    assert len(written) == len(KNOWLEDGE.entries)
    assert [fields["id"] for fields in written if not (fields.get("bron") and fields.get("stand") and fields.get("nagekeken_op"))] == []


def test_no_two_entries_are_asked_for_with_the_same_words() -> None:
    wordings = Counter(wording.casefold() for entry in KNOWLEDGE.entries for wording in entry.wordings)
    assert [wording for wording, times in wordings.items() if times > 1] == []


def test_every_theme_says_where_to_go_on() -> None:
    assert [theme.id for found in KNOWLEDGE.question_sets for theme in found.themes if theme.next_step is None] == []


def addresses() -> Iterator[str]:
    yield from (theme.next_step.address for found in KNOWLEDGE.question_sets for theme in found.themes if theme.next_step)
    for _, question in STATEMENTS:
        yield from (source.address for _, source in question.sources)
    yield from (entry.source.address for entry in KNOWLEDGE.entries if entry.source)


def offered() -> set[str]:
    """Every page that the guide sends people to."""
    tools = {tool.address for step in KNOWLEDGE.steps.steps for tool in step.instruments}
    return tools | {theme.next_step.address for found in KNOWLEDGE.question_sets for theme in found.themes if theme.next_step}


if FACTS.exists():

    def current() -> str:
        """The facts that still hold."""
        lines = (FACTS / "FEITEN.md").read_text(encoding="utf-8").splitlines()
        rows = [row.split("\t") for row in (FACTS / "feiten.tsv").read_text(encoding="utf-8").splitlines()]
        return "\n".join([line for line in lines if "[NU" in line] + [row[4] for row in rows if row[6] == "nu"])

    def test_people_are_sent_only_to_where_the_facts_say_that_it_is_now() -> None:
        text = current()
        assert sorted(address for address in offered() | mentioned() if address not in text) == []

    def test_who_led_the_project_then_is_named_nowhere() -> None:
        pages = "".join(file.read_text(encoding="utf-8") for file in FACTS.glob("0*.txt"))
        people = re.findall(r"([A-Z]\w+ (?:[a-z]+ )*[A-Z]\w+), projectleider", pages)
        assert people
        words = {*people, *(person.split()[0] for person in people), *(person.split()[-1] for person in people)}
        told = (data for path, data in shipped().items() if not path.startswith("plaatsen/"))  # where a village may be called so
        text = b"\n".join(told).decode()
        assert [word for word in sorted(words) if re.search(rf"\b{word}\b", text)] == []

    def test_every_source_is_one_that_the_facts_were_read_from() -> None:
        text = "".join(file.read_text(encoding="utf-8") for file in (FACTS / "FEITEN.md", FACTS / "feiten.tsv"))
        known = {address.rstrip(".,;:") for address in re.findall(r"https?://[^\s,;|)\"]+", text)}
        assert sorted(set(addresses()) - known) == []
