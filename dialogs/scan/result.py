"""What the school gets: the text first and complete, then the picture."""

from __future__ import annotations

from dialogs.here import keyboard, menu_button, paragraphs
from dialogs.language import Button, Say
from dialogs.recipes import Picture
from dialogs.scan.at import At, capped, department, enough_words, filled_in, said, whole_title
from dialogs.scan.moves import move_button
from dialogs.scan.picture import picture, version
from knowledge import findings
from knowledge.phrases import Phrase
from knowledge.scan import NextStep, Question
from knowledge.standing import Tally, tallies

NEXT_STEPS_MOST = 3


def finished(at: At) -> tuple[Say, ...]:
    """The result as it is said when the last answer of a part was given; without statements there is nothing to draw."""
    text, drawing = result_text(at), picture(at)
    if not drawing.rows:
        return (Say(paragraphs(text, what_now(at)), resting_buttons(at), lasting=True),)
    return (Say(text, lasting=True), _drawn(at, drawing))


def drawn(at: At) -> tuple[Say, ...]:
    """The picture alone; the whole result where there is nothing to draw."""
    return finished(at)[-1:]


def _drawn(at: At, drawing: Picture) -> Say:
    return Say(paragraphs(at.words.picture_caption(), what_now(at)), resting_buttons(at), drawing, lasting=True)


def resting(at: At) -> Say:
    """What someone sees who comes back to a part that is done."""
    return Say(paragraphs(at.words.part_done() if at.rest else at.words.all_done(), what_now(at)), resting_buttons(at))


def what_now(at: At) -> str:
    """`Nog 26 vragen, ± 8 minuten` after the short part; nothing at the end."""
    if not at.rest:
        return ""
    minutes = max(1, round(at.rest * at.standing.set.seconds_per_question / 60))
    return f"{at.words.rest_left(n=at.rest)}, {at.words.rest_minutes(n=minutes)}"


def resting_buttons(at: At) -> tuple[tuple[Button, ...], ...]:
    words, run = at.words, at.run.id
    overview = move_button(words.button_overview(), "lijst", run)
    result = move_button(words.button_result(), "uitslag", run)
    alone = move_button(words.button_picture(), "beeld", run)
    if at.rest:
        on = move_button(words.button_whole(n=at.rest), "geheel", run)
        return keyboard(on, overview, result, alone, *_to_step(at), move_button(words.button_pause(), "pauze", run))
    return keyboard(overview, result, alone, *_to_step(at), move_button(words.button_new(), "nieuw"), menu_button(at.here))


def _to_step(at: At) -> tuple[Button, ...]:
    """A button to the first step that this result leads to, where the content tells of it."""
    steps = _steps(at)
    first = at.here.knowledge.steps.step(str(steps[0].step)) if steps else None
    return (Button(at.phrases.steps.button_step(number=first.number, title=first.title), f"stap:{first.number}"),) if first else ()


def _steps(at: At) -> list[NextStep]:
    """Where to go on with the themes of what is to be done, or else of what is to be kept, in the order of the Loopbaanbox's steps."""
    points = findings.law_open(at.standing) + findings.to_discuss(at.standing) or findings.to_keep(at.standing)
    themes = dict.fromkeys(question.theme for question in points)
    found = {step.address: step for theme in themes if (step := at.standing.set.theme(theme).next_step)}
    return sorted(found.values(), key=lambda step: step.step)[:NEXT_STEPS_MOST]


def result_text(at: At) -> str:
    """Everything that the picture shows and what it means: what the law asks first, whatever the rest says."""
    law, discuss = findings.law_open(at.standing), findings.to_discuss(at.standing)
    found = (_law(at, law), _counts(at), _ranking(at), _circle(at), _discuss(at, discuss), _keep(at, findings.to_keep(at.standing)))
    return paragraphs(_head(at), *found, _conversation(at, law + discuss), _next_steps(at), _kind(at))


def _head(at: At) -> str:
    """What was filled in, about whom, when and by how many; and which version of the questions."""
    about = at.words.result_head(title=whole_title(at), department=department(at.run, at.here), date=filled_in(at))
    return f"{about}\n{version(at)}"


def _law(at: At, questions: tuple[Question, ...]) -> str:
    """What the law asks of this sector and is not there yet, or not known."""
    if not questions:
        return ""
    lines = [_point(at.words.law_line, question, at) for question in questions]
    return at.words.law(n=len(questions), statements="\n".join(lines))


def _counts(at: At) -> str:
    themes = [_theme_line(at, tally) for tally in tallies(at.standing)]
    return at.words.result_counts(counts="\n".join(themes)) if themes else ""


def _theme_line(at: At, tally: Tally) -> str:
    beside = [
        at.words.result_unknown(n=tally.unknown) if tally.unknown else "",
        at.words.result_skipped(n=tally.skipped) if tally.skipped else "",
    ]
    count = at.words.count(enough=tally.enough, total=tally.asked, steps=enough_words(at, tally.theme))
    line = at.words.result_theme(theme=tally.theme.title, count=count)
    extra = ", ".join(part for part in beside if part)
    return f"{line} ({extra})" if extra else line


def _ranking(at: At) -> str:
    """Which themes are ahead and which behind, where that can be said; that nothing is known yet, where nothing is scored."""
    if not any(tally.scored for tally in tallies(at.standing)):
        return at.words.nothing_scored()
    found = findings.ranking(at.standing)
    if found is None:
        return ""
    if not found.strongest:
        return at.words.themes_later() if found.early else at.words.themes_close()
    strongest, weakest = (_listed([f"“{theme.title}”" for theme in themes], at) for themes in (found.strongest, found.weakest))
    ahead = at.words.strongest(n=len(found.strongest), themes=strongest)
    return f"{ahead} {at.words.weakest(n=len(found.weakest), themes=weakest)}"


def _circle(at: At) -> str:
    """One sentence on how planning, doing, looking back and adjusting hang together."""
    found = findings.circle(at.standing)
    if found is None:
        return ""
    ahead, behind = ([at.phrases.words.phases[phase] for phase in phases] for phases in (found.ahead, found.behind))
    if not behind:
        return at.words.circle_ahead(phases=capped(_listed(ahead, at)))
    if not ahead:
        return at.words.circle_behind(phases=capped(_listed(behind, at)))
    there = at.words.circle_there(n=len(ahead), phases=capped(_listed(ahead, at)))
    return f"{there}; " + at.words.circle_lacks(n=len(behind), phases=_listed(behind, at))


def _discuss(at: At, questions: tuple[Question, ...]) -> str:
    """The statements to talk about first, each with what can be done next."""
    if not questions:
        return ""
    lines = [_point(at.words.discuss_line, question, at, number) for number, question in enumerate(questions, 1)]
    return at.words.discuss(n=len(questions), statements="\n".join(lines))


def _keep(at: At, questions: tuple[Question, ...]) -> str:
    """What is wholly there, and how it stays so."""
    if not questions:
        return ""
    lines = [_point(at.words.keep_line, question, at) for question in questions]
    return at.words.keep(n=len(questions), statements="\n".join(lines))


def _point(phrase: Phrase, question: Question, at: At, number: int = 0) -> str:
    """A statement, what was answered, and what can be done next where the set says so."""
    answer = said(question, at.standing.values[question.id], at.phrases)
    advice = findings.advice(at.standing, question)
    return phrase(number=number, statement=question.text, answer=answer, advice=advice).rstrip()


def _conversation(at: At, points: tuple[Question, ...]) -> str:
    """The conversation question of the theme that the first point belongs to, or of the first theme when there is no point."""
    themes = [at.standing.set.theme(points[0].theme)] if points else list(at.standing.themes)
    return at.words.conversation(question=themes[0].conversation) if themes else ""


def _next_steps(at: At) -> str:
    """Where to go on, each with a page that helps."""
    steps = _steps(at)
    lines = [at.words.next_step(text=step.text, address=step.address) for step in steps]
    return at.words.next_steps(n=len(lines), steps="\n".join(lines)) if lines else ""


def _kind(at: At) -> str:
    """What this is: a start for a conversation; and unless the official text was given, our own version."""
    return at.words.result_kind_official() if at.standing.set.official else at.words.result_kind()


def _listed(names: list[str], at: At) -> str:
    """`a, b en c`."""
    *first, last = names
    return at.phrases.words.both.join((", ".join(first), last)) if first else last
