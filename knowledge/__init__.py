"""What we know: content in, checked immutable values out. Imports nothing of ours, and does no I/O.

`read` takes the content as `{path: bytes}` and gives a `Knowledge`, or a `ContentError` with every problem at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from knowledge.anonymous import Hidden, anonymous
from knowledge.contacts import Contacts
from knowledge.contacts_reading import read_contacts
from knowledge.dates import Calendar, read_calendar
from knowledge.distress import Distress, read_distress
from knowledge.dutch import fold
from knowledge.faq import Audience, Entry, read_entries
from knowledge.glossary import Glossary, Word, read_glossary
from knowledge.holidays import read_days_off
from knowledge.languages import Languages, read_languages
from knowledge.organisation import Responsible, read_organisation
from knowledge.parents import ParentGuide, read_parent_guide
from knowledge.phrases import Phrases
from knowledge.phrases_reading import read_phrases, read_pupil_phrases
from knowledge.places import table
from knowledge.problems import ContentError, ContentProblem, did_you_mean
from knowledge.scan import QuestionSet
from knowledge.scan_reading import read_question_sets
from knowledge.search import Mode
from knowledge.search.learned import Learned, read_learned
from knowledge.search.tuning import Tuning
from knowledge.settings import Settings, read_settings
from knowledge.small_talk import SmallTalk, read_small_talk
from knowledge.steps import Steps, read_steps

if TYPE_CHECKING:
    from knowledge.live import LeftOut
    from knowledge.places.find import Places
    from knowledge.search.index import Index

__all__ = ["ContentError", "ContentProblem", "Knowledge", "check", "read"]

PHRASES = "phrases/nl.yaml"
PUPIL_PHRASES = "phrases/leerling.yaml"
WORDS = "phrases/woorden.yaml"
SETTINGS = "settings.yaml"
GLOSSARY = "woordenlijst.yaml"
SMALL_TALK = "praatjes.yaml"
CALENDAR = "kalender.yaml"
PARENTS = "help-mee.yaml"
STEPS = "stappen.yaml"
DISTRESS = "nood.yaml"
LANGUAGES = "talen.yaml"
RELATED, TUNING = "zoeken/verwant.yaml", "zoeken/geleerd.yaml"
REGIONS = "regios.yaml"
DAYS_OFF = "vrije-dagen.yaml"
ORGANISATION = "organisatie.yaml"
SINGLES = (
    *(PHRASES, PUPIL_PHRASES, WORDS, SETTINGS, GLOSSARY, SMALL_TALK, CALENDAR, PARENTS, STEPS, DISTRESS, LANGUAGES, RELATED, TUNING),
    *(REGIONS, DAYS_OFF, ORGANISATION, *table.FILES),
)


class Beside(Struct, frozen=True, kw_only=True):
    """What is known beside answers and question sets; only the signals of distress and whom schools can turn to may not lack.

    Args:
        place_files: The tables of places, as content and as imported, which are read when somebody first asks for a place.
    """

    distress: Distress
    pupil_phrases: Phrases
    glossary: Glossary
    small_talk: SmallTalk
    calendar: Calendar
    parents: ParentGuide
    steps: Steps
    languages: Languages
    learned: Learned
    contacts: Contacts
    responsible: Responsible
    place_files: tuple[Mapping[str, bytes], Mapping[str, bytes]] = ({}, {})


class Knowledge:
    """All content as values; it never changes, a newer one takes its place whole."""

    def __init__(
        self, entries: tuple[Entry, ...], question_sets: tuple[QuestionSet, ...], phrases: Phrases, settings: Settings, beside: Beside
    ) -> None:
        self.entries = entries
        self.question_sets = question_sets
        self.phrases = phrases
        self.settings = settings
        self.distress = beside.distress
        self.glossary = beside.glossary
        self.small_talk = beside.small_talk
        self.calendar = beside.calendar
        self.parents = beside.parents
        self.steps = beside.steps
        self.languages = beside.languages
        self.learned = beside.learned
        self.contacts = beside.contacts
        self.responsible = beside.responsible
        self.command_words = dict(phrases.words.commands)
        self.live: frozenset[str] = frozenset()
        self.left_out: tuple[LeftOut, ...] = ()
        self._beside = beside
        self._entries = {entry.id: entry for entry in entries}
        self._question_sets = {question_set.id: question_set for question_set in question_sets}

    @cached_property
    def index(self) -> Index:
        return self._index(None)

    @property
    def is_ready(self) -> bool:
        """Whether what is otherwise made when it is first wanted was made."""
        return "index" in self.__dict__

    def ready(self, before: Knowledge | None = None) -> None:
        """Make now what is otherwise made when it is first wanted, so that no turn waits for it.

        Args:
            before: Older knowledge, of whose index what still holds is taken over; its places too, when they were read from the same files.
        """
        if before and before._beside.place_files is self._beside.place_files and "places" in before.__dict__:
            self.__dict__["places"] = before.places
        _ = self._defining, self._about, self.places
        if not self.is_ready:
            self.__dict__["index"] = self._index(before.__dict__.get("index") if before else None)

    def _index(self, before: Index | None) -> Index:
        from knowledge.search.index import Index  # noqa: PLC0415 (it brings numpy, which a start without a question does not need)

        return Index(self.entries, self.learned.tunings, self.learned.related.more(self.glossary.expansions), before)

    def with_entries(self, entries: tuple[Entry, ...]) -> Knowledge:
        """The same with other answers."""
        return Knowledge(entries, self.question_sets, self.phrases, self.settings, self._beside)

    def with_live(self, entries: tuple[Entry, ...], live: frozenset[str], left_out: tuple[LeftOut, ...]) -> Knowledge:
        """The same with other answers, of which some were added at run time (`knowledge.live`).

        Args:
            live: The ids of those that were.
            left_out: The rows that have no effect.
        """
        made = self.with_entries(entries)
        made.live, made.left_out = live, left_out
        return made

    def with_tunings(self, tunings: Mapping[Mode, Tuning]) -> Knowledge:
        """The same with other points and thresholds for the search."""
        beside = replace(self._beside, learned=Learned(self.learned.related, tunings))
        return Knowledge(self.entries, self.question_sets, self.phrases, self.settings, beside)

    def phrases_for(self, audience: Audience | None) -> Phrases:
        """How we speak to them: pupils are called "je"."""
        return self._beside.pupil_phrases if audience == "leerling" else self.phrases

    @cached_property
    def places(self) -> Places:
        """All places; read when somebody first asks for one, which takes longer than the whole rest of the content.

        A row that can't be used is passed over; `check` tells of it.
        """
        from knowledge.places.reading import PlaceFiles  # noqa: PLC0415 (slow to load, and most conversations never ask)

        return PlaceFiles(*self._beside.place_files).read([])

    def asking_the_same(self, questions: Sequence[str]) -> list[list[int]]:
        """The places of questions of people that are the same question, so that one answer will do; a question alone is no group."""
        from knowledge.same_question import SameQuestions  # noqa: PLC0415 (few turns want it)
        from knowledge.search.words import stemmer  # noqa: PLC0415

        words = self.phrases.words
        return SameQuestions((*words.empty, *words.fillers), stemmer()).grouped(questions)

    def anonymous(self, text: str) -> str:
        """A text of one of the staff without what says who someone is."""
        says = self.phrases
        hidden = Hidden(says.words.masks, says.desk.masked_name(), says.desk.masked_place())
        return anonymous(text, hidden, self._nobody, self.places.heard)

    @cached_property
    def _nobody(self) -> frozenset[str]:
        """Every word of the answers and the glossary: with a capital it is no name."""
        texts = [text for one in self.entries for text in (*one.wordings, one.answer, one.short, one.pupil)]
        told = [text for word in self.glossary.words for text in (word.word, *word.also, word.meaning)]
        words = self.phrases.words
        return frozenset(word for text in (*texts, *told, *words.empty, *words.fillers, *words.months) for word in fold(text).split())

    def entry(self, id: str) -> Entry | None:
        return self._entries.get(id)

    def entry_defining(self, word: Word) -> Entry | None:
        """The answer whose question is what this word means."""
        return self.entry(self._defining.get(word.id, ""))

    def entry_about(self, word: Word) -> Entry | None:
        """The answer that tells more of a word: the one it names, or one that can be asked for by it."""
        return self.entry(word.entry or self._defining.get(word.id) or self._about.get(word.id, ""))

    @cached_property
    def _defining(self) -> dict[str, str]:
        return self._asked_as((entry.question, entry.id) for entry in self.entries)

    @cached_property
    def _about(self) -> dict[str, str]:
        return self._asked_as((wording, entry.id) for entry in self.entries for wording in entry.also)

    def _asked_as(self, wordings: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Entry ids by the id of the word whose meaning a wording asks; the first one of each."""
        about: dict[str, str] = {}
        for wording, id in wordings:
            if word := self.glossary.asked(wording):
                about.setdefault(word.id, id)
        return about

    def question_set(self, id: str) -> QuestionSet | None:
        return self._question_sets.get(id)


def read(files: Mapping[str, bytes], imported: Mapping[str, bytes] | None = None) -> Knowledge:
    """Read a whole content folder, apart from the places, which `Knowledge.places` reads when they are wanted.

    Args:
        files: Every file of the folder, by its path in it with forward slashes.
        imported: Tables of places that an operator imported, by their file names.

    Raises:
        ContentError: With all problems of all files.
    """
    problems = [ContentProblem(path, 1, f"dit bestand hoort hier niet{did_you_mean(path, SINGLES)}") for path in files if not _known(path)]
    entries = read_entries(_under(files, "faq/"), problems)
    ids = {entry.id for entry in entries}
    phrases = read_phrases((PHRASES, files.get(PHRASES)), (WORDS, files.get(WORDS)), problems)
    settings = read_settings((SETTINGS, files.get(SETTINGS)), ids, problems)
    question_sets = read_question_sets(_under(files, "scan/"), problems, settings.official if settings else None)
    beside = _beside(files, phrases, ids, problems)
    if problems or phrases is None or settings is None or beside is None:
        raise ContentError(problems)
    beside = replace(beside, place_files=(_under(files, table.FOLDER), imported or {}))
    return Knowledge(entries, question_sets, phrases, settings, beside)


def check(files: Mapping[str, bytes], imported: Mapping[str, bytes] | None = None) -> Knowledge:
    """Read everything at once, the places too.

    Raises:
        ContentError: With all problems, also those that `read` leaves until somebody asks for a place.
    """
    from knowledge.places.reading import PlaceFiles  # noqa: PLC0415 (as above)

    problems: list[ContentProblem] = []
    PlaceFiles(files, imported or {}).read(problems)
    try:
        known = read(files, imported)
    except ContentError as error:
        raise ContentError((*error.problems, *problems)) from error
    if problems:
        raise ContentError(problems)
    return known


def _beside(files: Mapping[str, bytes], phrases: Phrases | None, ids: set[str], problems: list[ContentProblem]) -> Beside | None:
    """What is known beside answers and question sets; None when something that may not lack is not readable."""
    distress = read_distress((DISTRESS, files.get(DISTRESS)), problems)
    words = read_glossary((GLOSSARY, files.get(GLOSSARY)), ids, problems)
    small_talk = read_small_talk((SMALL_TALK, files.get(SMALL_TALK)), problems)
    calendar = read_calendar((CALENDAR, files.get(CALENDAR)), problems)
    parents = read_parent_guide((PARENTS, files.get(PARENTS)), {day.id for day in calendar.days}, problems)
    steps = read_steps((STEPS, files.get(STEPS)), problems)
    learned = read_learned((RELATED, files.get(RELATED)), (TUNING, files.get(TUNING)), problems)
    contacts = _contacts(files, problems)
    if phrases is None or distress is None or contacts is None:
        return None
    return Beside(
        distress=distress,
        pupil_phrases=read_pupil_phrases((PUPIL_PHRASES, files.get(PUPIL_PHRASES)), phrases, problems),
        glossary=Glossary(words, phrases.words.frames, phrases.words.articles),
        small_talk=small_talk,
        calendar=calendar,
        parents=parents,
        steps=steps,
        languages=read_languages((LANGUAGES, files.get(LANGUAGES)), problems),
        learned=learned,
        contacts=contacts,
        responsible=read_organisation((ORGANISATION, files.get(ORGANISATION)), problems),
    )


def _contacts(files: Mapping[str, bytes], problems: list[ContentProblem]) -> Contacts | None:
    days_off = read_days_off(DAYS_OFF, files.get(DAYS_OFF), problems)
    return read_contacts((REGIONS, files.get(REGIONS)), table.read_municipalities(files, problems), days_off, problems)


def _under(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith(folder)}


def _known(path: str) -> bool:
    return path in SINGLES or path.startswith(("faq/", "scan/"))
