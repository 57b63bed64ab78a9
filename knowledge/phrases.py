"""Every sentence that the guide says of itself, by key, and the words that people say to it.

The groups below are the keys of `content/phrases/nl.yaml`; an annotation names the places in a phrase that are filled in. A key that
is missing or unknown, or a place that nobody fills, is found when the content is read.
"""

from __future__ import annotations

import functools
import string
from typing import Annotated, Any, get_args, get_type_hints

import yaml
from msgspec import Struct

from knowledge.dutch import fold
from knowledge.problems import ContentProblem, did_you_mean
from knowledge.reading import Fields, File, compose, mapping
from knowledge.scan import Phase

PHRASE_CHARACTERS_MOST = 1_500


class Phrase(Struct, frozen=True):
    """A sentence with places to fill in; `many` is said instead of `one` when `n` is given and is not 1."""

    one: str
    many: str = ""

    def __call__(self, **values: Any) -> str:
        text = self.many if self.many and values.get("n", 1) != 1 else self.one
        return text.format_map(values)


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


class StartPhrases(Struct, frozen=True, kw_only=True):
    """Said at home."""

    hello: Phrase
    stopped: Phrase
    help: Phrase
    who_are_you: Phrase
    home_school: Phrase
    home_parent: Phrase
    home_pupil: Phrase
    button_school: Phrase
    button_parent: Phrase
    button_pupil: Phrase
    button_scan: Phrase
    button_other: Phrase
    button_menu: Phrase


class AskPhrases(Struct, frozen=True, kw_only=True):
    """Said around an answer from the knowledge base."""

    source: Annotated[Phrase, "address"]
    check_first: Phrase
    past: Phrase
    did_you_mean: Phrase
    dont_know: Phrase
    ask_school: Phrase
    ask_parent: Phrase
    perhaps: Phrase


class ScanPhrases(Struct, frozen=True, kw_only=True):
    """Said in a scan."""

    title_own: Phrase
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
    strongest: Annotated[Phrase, "?n themes"]
    weakest: Annotated[Phrase, "?n themes"]
    circle_ahead: Annotated[Phrase, "phases"]
    circle_behind: Annotated[Phrase, "phases"]
    circle_there: Annotated[Phrase, "?n phases"]
    circle_lacks: Annotated[Phrase, "?n phases"]
    discuss: Annotated[Phrase, "?n statements"]
    discuss_line: Annotated[Phrase, "number statement answer advice"]
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


class TerminalPhrases(Struct, frozen=True, kw_only=True):
    """Said by the terminal itself."""

    prompt: Phrase
    goodbye: Phrase


class TelegramPhrases(Struct, frozen=True, kw_only=True):
    """Said in Telegram before anyone says anything, and to those whom we do not talk with."""

    description: Phrase
    short_description: Phrase
    farewell: Phrase
    command_start: Phrase
    command_scan: Phrase
    command_overview: Phrase
    command_tally: Phrase
    command_stop: Phrase
    command_help: Phrase
    command_aloud: Phrase


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
        either: Between two choices, with its spaces: " of ".
        empty: Words that say nothing of what a question is about, folded.
        both: Between the last two of a list, with its spaces: " en ".
        phases: Plan, do, check and act in words, by those names.
        commands: What people type, folded, and the command that it stands for.
    """

    either: str
    both: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    school: tuple[str, ...]
    parent: tuple[str, ...]
    pupil: tuple[str, ...]
    other_sectors: tuple[str, ...]
    note_prefixes: tuple[str, ...]
    department_prefixes: tuple[str, ...]
    empty: tuple[str, ...]
    phases: dict[str, str]
    commands: tuple[tuple[str, str], ...]


class Phrases(Struct, frozen=True, kw_only=True):
    """All of it."""

    general: General
    start: StartPhrases
    ask: AskPhrases
    scan: ScanPhrases
    telegram: TelegramPhrases
    terminal: TerminalPhrases
    trouble: TroublePhrases
    words: Words


_GROUPS: dict[str, type[Struct]] = {
    "general": General,
    "start": StartPhrases,
    "ask": AskPhrases,
    "scan": ScanPhrases,
    "telegram": TelegramPhrases,
    "terminal": TerminalPhrases,
    "trouble": TroublePhrases,
}


def read_phrases(phrases: tuple[str, bytes | None], words: tuple[str, bytes | None], problems: list[ContentProblem]) -> Phrases | None:
    """The phrases of one file and the words of another, each as (path, content); None when either is not readable at all."""
    fields = mapping(file := File(phrases[0], problems), compose(file, phrases[1]), "een bestand met zinnen")
    word_fields = mapping(file := File(words[0], problems), compose(file, words[1]), "een bestand met woorden")
    groups = _groups(fields) if fields else None
    known_words = _words(word_fields) if word_fields else None
    return None if groups is None or known_words is None else Phrases(**groups, words=known_words)


def _groups(fields: Fields) -> dict[str, Any]:
    found = {name: _group(fields.fields(name), group) for name, group in _GROUPS.items()}
    fields.done()
    return found


def _group(fields: Fields | None, group: type[Struct]) -> Struct:
    places = _places(group)
    if fields is None:
        return group(**dict.fromkeys(places, Phrase("")))
    found = {key: _phrase(fields, key, named) for key, named in places.items()}
    fields.done()
    return group(**found)


@functools.cache
def _places(group: type[Struct]) -> dict[str, frozenset[str]]:
    """The places to fill in of each phrase of a group."""
    hints = get_type_hints(group, include_extras=True)
    return {key: frozenset(" ".join(getattr(hint, "__metadata__", ())).split()) for key, hint in hints.items()}


def _phrase(fields: Fields, key: str, named: frozenset[str]) -> Phrase:
    """One phrase. Among the names of its places, `?n` is a count that need not be told: it may choose the form only."""
    node = fields.node(key)
    places = frozenset(name.removeprefix("?") for name in named)
    needed = named & places
    if isinstance(node, yaml.MappingNode) and (both := fields.fields(key)):
        one = _checked(both, "een", both.text("een", longest=PHRASE_CHARACTERS_MOST), needed - {"n"}, places)
        many = _checked(both, "meer", both.text("meer", longest=PHRASE_CHARACTERS_MOST), needed, places)
        both.done()
        return Phrase(one, many)
    text = fields.text(key, longest=PHRASE_CHARACTERS_MOST) if node is not None else ""
    return Phrase(_checked(fields, key, text, needed, places) if node is not None else "")


def _checked(fields: Fields, key: str, text: str, needed: frozenset[str], places: frozenset[str]) -> str:
    """The text, when what stands between its braces is exactly what can be filled in."""
    found = _places_in(text)
    for wrong in sorted(found - places):
        fields.problem(f'"{key}" heeft een invulveld dat niet bestaat: "{wrong}"{did_you_mean(wrong, places)}', key)
    if not text or found - places:
        return ""
    for name in sorted(needed - found):
        fields.problem(f'"{key}" mist het invulveld "{{{name}}}"', key)
    return text


def _places_in(text: str) -> set[str]:
    """What stands between the braces, whole; only a brace when one of them stands alone."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return {"{"}
    return {name + (f"!{how}" if how else "") + (f":{width}" if width else "") for _, name, width, how in parts if name is not None}


def _words(fields: Fields) -> Words:
    months, weekdays = fields.texts("maanden"), fields.texts("weekdagen")
    for name, found, count in (("maanden", months, 12), ("weekdagen", weekdays, 7)):
        if len(found) != count:
            fields.problem(f'veld "{name}" heeft er {count} nodig, geen {len(found)}', name)
    words = Words(
        either=f" {fields.text('of', longest=20)} ",
        both=f" {fields.text('en', longest=20)} ",
        months=months,
        weekdays=weekdays,
        school=fields.texts("school"),
        parent=fields.texts("ouder"),
        pupil=fields.texts("leerling"),
        other_sectors=fields.texts("andere_sectoren"),
        note_prefixes=tuple(fold(word) for word in fields.texts("notitie")),
        department_prefixes=tuple(fold(word) for word in fields.texts("afdeling")),
        empty=tuple(fold(word) for word in fields.texts("lege_woorden")),
        phases=_phases(fields.fields("fasen")),
        commands=_commands(fields.fields("opdrachten")),
    )
    fields.done()
    return words


def _phases(fields: Fields | None) -> dict[str, str]:
    if fields is None:
        return {}
    found = {phase: fields.text(phase, longest=40) for phase in get_args(Phase)}
    fields.done()
    return found


def _commands(fields: Fields | None) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for name in fields.names() if fields else ():
        assert fields is not None
        for word in (name, *fields.texts(name)):
            if found.setdefault(fold(word), name) != name:
                fields.problem(f'"{word}" staat ook bij "{found[fold(word)]}"', name)
    return tuple(found.items())
