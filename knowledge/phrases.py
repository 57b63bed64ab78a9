"""Every sentence that the guide says of itself, by key, and the words that people say to it.

The groups below are the keys of `content/phrases/nl.yaml`; an annotation names the places in a phrase that are filled in. A key that
is missing or unknown, or a place that nobody fills, is found when the content is read (`phrases_reading`).
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from knowledge.absence_phrases import AbsencePhrases
from knowledge.broadcast_phrases import BroadcastPhrases
from knowledge.channel_phrases import MatrixPhrases, TelegramPhrases, TerminalPhrases
from knowledge.contact_phrases import ContactPhrases
from knowledge.desk_phrases import DeskPhrases
from knowledge.editing_phrases import EditingPhrases
from knowledge.figures_phrases import FiguresPhrases
from knowledge.letter_phrases import LetterPhrases
from knowledge.news_phrases import NewsPhrases
from knowledge.period_words import PeriodWords
from knowledge.phrase import Phrase
from knowledge.privacy_phrases import PrivacyPhrases
from knowledge.staff_phrases import StaffPhrases
from knowledge.start_phrases import StartPhrases
from knowledge.ticket_phrases import TicketPhrases
from knowledge.waiting_phrases import WaitingPhrases

__all__ = ["GROUPS", "Phrase", "Phrases", "Words"]


class General(Struct, frozen=True, kw_only=True):
    """Said anywhere."""

    empty: Phrase
    old_button: Phrase
    unknown_command: Phrase
    not_now: Phrase
    unclear: Annotated[Phrase, "options"]
    options: Annotated[Phrase, "options"]
    where_home: Phrase
    where_answer: Phrase
    location: Phrase
    attachment: Phrase
    withdrawn: Phrase
    reachable_again: Phrase
    gone: Phrase
    lost: Phrase
    our_fault: Phrase
    unknown_link: Phrase
    aloud: Phrase
    aloud_no_more: Phrase
    behind: Phrase


class AskPhrases(Struct, frozen=True, kw_only=True):
    """Said around an answer from the knowledge base."""

    source: Annotated[Phrase, "addresses"]
    editors: Annotated[Phrase, "day"]
    overdue: Annotated[Phrase, "month year whom"]
    unsure: Annotated[Phrase, "whom"]
    passed: Annotated[Phrase, "whom"]
    the_source: Phrase
    past: Phrase
    button_more: Phrase
    button_meaning: Annotated[Phrase, "word"]
    meaning: Annotated[Phrase, "word meaning"]
    button_helpful: Phrase
    button_unhelpful: Phrase
    thanks: Phrase
    sorry: Phrase
    second: Phrase
    kept: Phrase
    button_tell: Phrase
    button_drop: Phrase
    will_tell: Phrase
    dropped: Phrase
    did_you_mean: Phrase
    dont_know: Phrase
    ask_school: Phrase
    ask_parent: Phrase
    perhaps: Phrase


class ParentPhrases(Struct, frozen=True, kw_only=True):
    """Said in the guide for parents."""

    which_level: Phrase
    which_class: Annotated[Phrase, "level"]
    button_unknown: Phrase
    button_class: Annotated[Phrase, "year"]
    this_year: Annotated[Phrase, "level year"]
    help: Phrase
    starters: Phrase
    starter: Annotated[Phrase, "question"]
    dos: Phrase
    donts: Phrase
    point: Annotated[Phrase, "point"]
    dates: Phrase
    no_dates: Phrase
    date: Annotated[Phrase, "date what explanation"]
    school: Phrase
    letter: Phrase
    agenda: Phrase
    agenda_name: Phrase
    will_remind: Annotated[Phrase, "date day"]
    wont_remind: Phrase
    reminder: Annotated[Phrase, "date what explanation"]
    day_gone: Phrase
    where: Annotated[Phrase, "level year"]
    where_starting: Phrase
    button_year: Phrase
    button_help: Phrase
    button_dates: Phrase
    button_school: Phrase
    button_letter: Phrase
    button_other_class: Phrase
    button_remind: Annotated[Phrase, "day"]
    button_dont_remind: Phrase
    button_agenda: Phrase


class StepPhrases(Struct, frozen=True, kw_only=True):
    """Said about the steps that a school can take and what helps in each."""

    which: Phrase
    step: Annotated[Phrase, "number title explanation"]
    instrument: Annotated[Phrase, "name what address"]
    instrument_unsure: Annotated[Phrase, "name what address"]
    where: Phrase
    button_step: Annotated[Phrase, "?number title"]
    button_next: Annotated[Phrase, "number title"]
    button_all: Phrase


class ScanPhrases(Struct, frozen=True, kw_only=True):
    """Said in a scan."""

    title_own: Annotated[Phrase, "title"]
    title_own_whole: Annotated[Phrase, "title"]
    opening_own: Annotated[Phrase, "introduction"]
    which_sector: Phrase
    about_level: Annotated[Phrase, "level"]
    no_list: Phrase
    at_rest: Annotated[Phrase, "department date"]
    at_rest_others: Phrase
    where: Annotated[Phrase, "department date"]
    where_starting: Phrase
    run_name: Annotated[Phrase, "department date"]
    date_time: Annotated[Phrase, "date time"]
    progress: Annotated[Phrase, "title number total theme"]
    answer_one: Annotated[Phrase, "options"]
    answer_many: Annotated[Phrase, "options"]
    answer_open: Phrase
    answer_now: Annotated[Phrase, "answer"]
    note_now: Annotated[Phrase, "note"]
    box_on: Annotated[Phrase, "option"]
    box_off: Annotated[Phrase, "option"]
    box_chosen: Annotated[Phrase, "option"]
    box_free: Annotated[Phrase, "option"]
    settled: Annotated[Phrase, "answer"]
    kept: Annotated[Phrase, "answer"]
    kept_already: Annotated[Phrase, "answer"]
    corrected: Annotated[Phrase, "number answer"]
    theme_done: Annotated[Phrase, "theme"]
    theme_done_count: Annotated[Phrase, "theme count"]
    count: Annotated[Phrase, "enough total steps"]
    in_order: Phrase
    skipped: Phrase
    none_of_these: Phrase
    not_yet: Phrase
    not_understood: Phrase
    help: Phrase
    question_gone: Phrase
    question_changed: Phrase
    not_shown_yet: Phrase
    option_gone: Phrase
    options_changed: Phrase
    no_help: Phrase
    source: Annotated[Phrase, "address"]
    first_already: Phrase
    note_ask: Annotated[Phrase, "statement"]
    note_kept: Annotated[Phrase, "number"]
    note_cut: Annotated[Phrase, "number most"]
    note_gone: Annotated[Phrase, "number"]
    note_nowhere: Phrase
    department_named: Annotated[Phrase, "department"]
    department_unnamed: Phrase
    department_how: Phrase
    welcome_back: Annotated[Phrase, "department date"]
    last_said: Annotated[Phrase, "statement answer"]
    paused: Phrase
    paused_at: Annotated[Phrase, "number"]
    will_remind: Annotated[Phrase, "weekday time"]
    reminder: Annotated[Phrase, "department date"]
    reminder_how: Phrase
    reminder_late: Phrase
    tally: Annotated[Phrase, "title answered total"]
    tally_theme: Annotated[Phrase, "theme count"]
    tally_done: Phrase
    tally_untouched: Annotated[Phrase, "theme count"]
    tally_open: Annotated[Phrase, "n"]
    overview: Annotated[Phrase, "theme"]
    overview_line: Annotated[Phrase, "statement answer"]
    overview_note: Annotated[Phrase, "note"]
    overview_how: Phrase
    part_done: Phrase
    all_done: Phrase
    rest_left: Annotated[Phrase, "n"]
    rest_minutes: Annotated[Phrase, "n"]
    going_on: Annotated[Phrase, "n"]
    restart_sure: Annotated[Phrase, "department date"]
    restarted: Phrase
    result_head: Annotated[Phrase, "title department date"]
    result_counts: Annotated[Phrase, "counts"]
    result_theme: Annotated[Phrase, "theme count"]
    result_unknown: Annotated[Phrase, "n"]
    result_skipped: Annotated[Phrase, "n"]
    result_kind: Phrase
    result_kind_official: Phrase
    law: Annotated[Phrase, "?n statements"]
    law_line: Annotated[Phrase, "statement answer advice"]
    nothing_scored: Phrase
    themes_close: Phrase
    themes_later: Phrase
    strongest: Annotated[Phrase, "?n themes"]
    weakest: Annotated[Phrase, "?n themes"]
    circle_ahead: Annotated[Phrase, "phases"]
    circle_behind: Annotated[Phrase, "phases"]
    circle_there: Annotated[Phrase, "?n phases"]
    circle_lacks: Annotated[Phrase, "?n phases"]
    discuss: Annotated[Phrase, "?n statements"]
    discuss_line: Annotated[Phrase, "number statement answer advice"]
    keep: Annotated[Phrase, "statements ?n"]
    keep_line: Annotated[Phrase, "statement answer advice"]
    next_steps: Annotated[Phrase, "?n steps"]
    next_step: Annotated[Phrase, "text address"]
    conversation: Annotated[Phrase, "question"]
    picture_caption: Phrase
    picture_about: Annotated[Phrase, "department date"]
    picture_version: Annotated[Phrase, "version"]
    picture_alt: Annotated[Phrase, "counts"]
    button_resume: Annotated[Phrase, "department"]
    button_on: Phrase
    button_new: Phrase
    button_level: Annotated[Phrase, "level"]
    button_other_sector: Phrase
    button_help: Phrase
    button_back: Phrase
    button_skip: Phrase
    button_change: Phrase
    button_pause: Phrase
    button_done: Phrase
    button_no_note: Phrase
    button_drop_note: Phrase
    button_overview: Phrase
    button_tally: Phrase
    button_result: Phrase
    button_picture: Phrase
    button_whole: Annotated[Phrase, "n"]
    button_remind: Phrase
    button_restart: Phrase
    button_restart_sure: Phrase
    button_theme_before: Phrase
    button_theme_after: Phrase


class TroublePhrases(Struct, frozen=True, kw_only=True):
    """Said to whoever runs the guide when its database does not do it (`bot/storage/troubles.py`, by the name of the class)."""

    locked: Phrase
    readonly: Phrase
    full: Phrase
    toonew: Phrase
    damaged: Phrase
    away: Phrase

    def of(self, trouble: Exception) -> Phrase:
        """The sentence for a trouble, found by the name of its class."""
        found: Phrase = getattr(self, type(trouble).__name__.lower())
        return found


class Words(Struct, frozen=True, kw_only=True):
    """Words to speak with and to be spoken to (`content/phrases/woorden.yaml`).

    Args:
        contact: Words of who looks for somebody to turn to, folded.
        either: Between two choices, with its spaces: " of ".
        empty: Words that say nothing of what a question is about, folded.
        fillers: More of these, for questions that are held against each other.
        frames: How people ask what a word means, folded.
        articles: What may stand before a word, folded.
        remind: What a wish for a reminder begins with, folded.
        classes: "eerste", "tweede" and so on, folded.
        child: Words around the level and class of a child, folded: "mijn zoon zit in".
        both: Between the last two of a list, with its spaces: " en ".
        phases: Plan, do, check and act in words, by those names.
        masks: What stands in the place of an address or a number in a question that is kept, by kind.
        commands: What people type, folded, and the command that it stands for.
        period: How people say from when to when.
    """

    either: str
    both: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    school: tuple[str, ...]
    parent: tuple[str, ...]
    pupil: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    contact: tuple[str, ...]
    other_sectors: tuple[str, ...]
    note_prefixes: tuple[str, ...]
    department_prefixes: tuple[str, ...]
    empty: tuple[str, ...]
    fillers: tuple[str, ...]
    frames: tuple[str, ...]
    articles: tuple[str, ...]
    child: tuple[str, ...]
    remind: tuple[str, ...]
    classes: tuple[str, ...]
    phases: dict[str, str]
    masks: dict[str, str]
    commands: tuple[tuple[str, str], ...]
    kept: dict[str, str]
    period: PeriodWords


class Phrases(Struct, frozen=True, kw_only=True):
    """All of it."""

    general: General
    start: StartPhrases
    ask: AskPhrases
    parents: ParentPhrases
    steps: StepPhrases
    scan: ScanPhrases
    contact: ContactPhrases
    staff: StaffPhrases
    ticket: TicketPhrases
    letter: LetterPhrases
    desk: DeskPhrases
    editing: EditingPhrases
    waiting: WaitingPhrases
    absence: AbsencePhrases
    privacy: PrivacyPhrases
    figures: FiguresPhrases
    news: NewsPhrases
    broadcast: BroadcastPhrases
    telegram: TelegramPhrases
    matrix: MatrixPhrases
    terminal: TerminalPhrases
    trouble: TroublePhrases
    words: Words


GROUPS: dict[str, type[Struct]] = {
    "general": General,
    "start": StartPhrases,
    "ask": AskPhrases,
    "parents": ParentPhrases,
    "steps": StepPhrases,
    "scan": ScanPhrases,
    "contact": ContactPhrases,
    "staff": StaffPhrases,
    "ticket": TicketPhrases,
    "letter": LetterPhrases,
    "desk": DeskPhrases,
    "editing": EditingPhrases,
    "waiting": WaitingPhrases,
    "absence": AbsencePhrases,
    "privacy": PrivacyPhrases,
    "figures": FiguresPhrases,
    "news": NewsPhrases,
    "broadcast": BroadcastPhrases,
    "telegram": TelegramPhrases,
    "matrix": MatrixPhrases,
    "terminal": TerminalPhrases,
    "trouble": TroublePhrases,
}
"""Each group of phrases by its name in the file."""
