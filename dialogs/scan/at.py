"""A run in its turn: the standing derived from what was said, and the words that the pages of the scan share."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from dialogs.choice import are_numbers
from dialogs.here import Here, day
from dialogs.language import Run
from knowledge.phrases import Phrases, ScanPhrases
from knowledge.scan import SKIPPED, Question, QuestionSet, Theme
from knowledge.standing import MANY, Answer, Scope, Standing, answered, in_order, stand

ENOUGH_STEPS_MOST = 3


class At(Struct, frozen=True, dict=True):
    """A run, where it stands, and the turn's surroundings."""

    run: Run
    standing: Standing
    here: Here

    @property
    def phrases(self) -> Phrases:
        return self.here.phrases

    @property
    def words(self) -> ScanPhrases:
        return self.here.phrases.scan

    @cached_property
    def next(self) -> Question | None:
        """The question to answer now: one that was shown and left open goes before what came in between since."""
        standing = self.standing
        open = [standing.question(id) for id in standing.answers.keys() - standing.values.keys()]
        seen = [question for question in open if question and not standing.changed(question)]
        return min(seen, key=standing.number) if seen else standing.current

    @property
    def complete(self) -> bool:
        """Whether all is answered, not only the short part."""
        return self.next is None and not self.rest

    @property
    def rest(self) -> int:
        """How many questions follow when the person goes on after the short part; 0 once they did."""
        return 0 if self.run.whole else self.standing.rest

    def with_answer(self, question: Question, value: str | None) -> At:
        """The same run once this answer is given, or taken away (None)."""
        note = self.standing.answers.get(question.id, Answer()).note
        return self._with(question, Answer(value, note, self.here.facts.turn))

    def with_note(self, question: Question, note: str) -> At:
        """The same run once this note is written."""
        return self._with(question, replace(self.standing.answers.get(question.id, Answer()), note=note))

    def with_department(self, name: str) -> At:
        """The same run under this name."""
        return At(replace(self.run, department=name), self.standing, self.here)

    def _with(self, question: Question, answer: Answer) -> At:
        answers = {**(self.run.answers or {}), question.id: answer}
        for former in question.formerly:
            answers.pop(former, None)
        return At(replace(self.run, answers=answers, changed=self.here.facts.now), answered(self.standing, question, answer), self.here)

    def made_whole(self) -> At:
        """The same run once the person chose to go on after the short part."""
        return at_run(replace(self.run, whole=True), self.here, self.standing)

    def shown(self, question: Question) -> bool:
        """Whether the person saw this question; only then an answer to it is kept."""
        return question.id in self.standing.answers

    def renamed(self, question: Question) -> bool:
        """Whether what was said to this question still stands under a former id."""
        return self.shown(question) and question.id not in (self.run.answers or {})

    def note(self, question: Question) -> str:
        return self.standing.answers.get(question.id, Answer()).note


def find(run_id: str, here: Here) -> At | None:
    """The run with this id, None when the person has none, or when its question set is gone or asks nothing of it any more."""
    run = here.facts.run(run_id)
    question_set = here.knowledge.question_set(run.set) if run else None
    if run is None or question_set is None or run.answers is None:
        return None
    standing = stand(question_set, Scope(run.sector, run.level, run.whole), run.answers)
    return At(run, standing, here) if standing.questions else None


def at_run(run: Run, here: Here, like: Standing) -> At:
    return At(run, stand(like.set, Scope(run.sector, run.level, run.whole), run.answers or {}), here)


def short_title(at: At) -> str:
    """What the scan calls itself beside each question: our own version, unless the official text was given with permission."""
    title = at.standing.set.title
    return title if at.standing.set.official else at.words.title_own(title=title)


def whole_title(at: At) -> str:
    """What the scan calls itself above a result; whatever a set's own title is, only `officieel` takes away that it is ours."""
    title = at.standing.set.title
    return title if at.standing.set.official else at.words.title_own_whole(title=title)


def opening(question_set: QuestionSet, here: Here) -> str:
    """What is said before the first question, by the same rule."""
    introduction = question_set.introduction
    return introduction if question_set.official else here.phrases.scan.opening_own(introduction=introduction)


def department(run: Run, here: Here) -> str:
    """What the run is about: the person's own word for it, or its sector; and the level when it isn't the first."""
    question_set = here.knowledge.question_set(run.set)
    sector = question_set.sector(run.sector) if question_set else None
    name = run.department or (sector.name if sector else run.sector)
    levels = question_set.levels if question_set else ()
    level = next((level.name for level in levels[1:] if level.id == run.level), "")
    return f"{name}, {level.lower()}" if level else name


def started(run: Run, here: Here) -> str:
    return day(run.started, here.phrases)


def filled_in(at: At) -> str:
    """The day of the last answer, which a result keeps however late it is asked for again."""
    return day(at.run.changed, at.phrases)


def said(question: Question, value: str, phrases: Phrases, most: int = 0) -> str:
    """An answer in words, as they stand on its button; the person's own words between quotes, at most `most` characters of them."""
    if value == SKIPPED:
        return phrases.scan.skipped()
    if question.kind == "open":
        return f"“{shorten(value, most) if most else value}”"
    chosen = [uncapped(option.text) for option in question.options if option.id in value.split(MANY)]
    return ", ".join(chosen) if chosen else phrases.scan.none_of_these()


def shorten(text: str, longest: int) -> str:
    """On one line, with an ellipsis where it was longer."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= longest else one_line[: longest - 1].rstrip() + "…"


def capped(text: str) -> str:
    """`nog niet` as it begins a sentence."""
    return text[:1].upper() + text[1:]


def uncapped(text: str) -> str:
    """`Nog niet` as it stands in a sentence; `MR` stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def enough_words(at: At, theme: Theme) -> str:
    """`grotendeels, helemaal of ja`: the steps that count, of each scale in the theme; other words where that says little."""
    scales = sorted({question.scale for question in at.standing.of_theme(theme) if question.scale}, key=lambda scale: -len(scale.steps))
    steps = list(dict.fromkeys(uncapped(step.text) for scale in scales for step in scale.steps[scale.enough :]))
    if not 1 < len(steps) <= ENOUGH_STEPS_MOST or are_numbers(steps):
        return at.words.in_order()
    return at.phrases.words.either.join((", ".join(steps[:-1]), steps[-1]))


def counts(standing: Standing, theme: Theme) -> tuple[int, int]:
    """How many statements of the theme are in order, and how many there are."""
    statements = [question for question in standing.of_theme(theme) if question.scale]
    return sum(in_order(question, standing.values.get(question.id)) for question in statements), len(statements)
