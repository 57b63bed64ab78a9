"""Walking a scan: every answer, step back, note and pause of someone who is in a run.

What is seen is always derived by `view`: a wish when it still makes sense, else the next open question, else the result.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from dialogs.here import Here, Turn, led_by, paragraphs, turn
from dialogs.language import Button, Effect, Extend, Finish, Keep, Remind, Revise, Say, Show, Unremind
from dialogs.memory import Looking, Noting, Resting, Reviewing, Scanning, Tallying, Wish
from dialogs.scan import result
from dialogs.scan.at import At, counts, department, enough_words, find, said, started
from dialogs.scan.moves import Answering, Move, move_button
from dialogs.scan.question import ask, explain
from dialogs.scan.review import overview, tally
from knowledge.scan import SKIPPED, Question
from knowledge.standing import MANY

REMIND_AFTER = timedelta(days=7)


# ── what is seen ──────────────────────────────────────────────────────────────────────────────────────────────


def view(at: At, wish: Wish | None) -> Say:
    """The page that belongs to the run and a wish; a wish about something that is gone lapses."""
    match wish:
        case Looking(id) if question := at.standing.question(id):
            return ask(at, question)
        case Noting(id) if question := at.standing.question(id):
            return _note_page(at, question)
        case Reviewing(theme_id) if theme := next((t for t in at.standing.themes if t.id == theme_id), None):
            return overview(at, theme)
        case Tallying():
            return tally(at)
        case _:
            question = at.standing.current
            return ask(at, question) if question else result.resting(at)


def _note_page(at: At, question: Question) -> Say:
    return Say(at.words.note_ask(statement=question.text), ((move_button(at.words.button_no_note(), "verder", at.run.id),),))


def seen(at: At, wish: Wish | None, lead: str = "", *effects: Effect) -> Turn:
    """Show what belongs to the run now; a question that is shown for the first time may be answered from now on."""
    question = on_screen(at, wish)
    shows = (Show(at.run.id, question.id),) if question and not at.shown(question) else ()
    return turn(Scanning(at.run.id, wish), *effects, *shows, *led_by(lead, (view(at, wish),)))


def on_screen(at: At, wish: Wish | None) -> Question | None:
    if isinstance(wish, Looking) and (question := at.standing.question(wish.question)):
        return question
    return at.standing.current if wish is None or isinstance(wish, Looking) else None


# ── answers ───────────────────────────────────────────────────────────────────────────────────────────────────


def answer(press: Answering, topic: Scanning | None, at: At) -> Turn:
    """Keep an answer, also one to an old question; the scan goes on where it was."""
    question = at.standing.question(press.question)
    wish = topic.wish if topic else None
    if question is None:
        return seen(at, wish, at.words.question_gone())
    if not at.shown(question):
        return seen(at, wish, at.words.not_shown_yet())
    value = _value(press, question, at)
    if value is None:
        return seen(at, Looking(question.id), at.words.option_gone())
    return keep(question, value, topic, at)


def _value(press: Answering, question: Question, at: At) -> str | None:
    if question.kind == "open":
        return None
    if question.kind != "meer":
        return press.value if question.option(press.value) else None
    sign, id = press.value[:1], press.value[1:]
    if sign not in "+-" or not question.option(id):
        return None
    chosen = set(at.standing.values.get(question.id, "").split(MANY)) - {SKIPPED}
    chosen = chosen | {id} if sign == "+" else chosen - {id}
    return MANY.join(option.id for option in question.options if option.id in chosen)


def keep(question: Question, value: str, topic: Scanning | None, at: At) -> Turn:
    """Keep a value and show what comes next."""
    wish = topic.wish if topic else None
    before = at.standing.values.get(question.id)
    if value == before and question.kind != "meer":
        return _confirm_again(question, value, topic, at)
    after = at.with_answer(question, value)
    kept: tuple[Effect, ...] = (Keep(at.run.id, question.id, value), Unremind(_reminder(at)))
    if question.kind == "meer" and value != SKIPPED:
        return turn(Scanning(at.run.id, Looking(question.id)), *kept, Revise(ask(after, question)))
    lead = _understood(question, value, before, at, after)
    wish = None if isinstance(wish, Looking) and after.standing.question(wish.question) == question else wish
    wish = None if isinstance(wish, Noting | Tallying) else wish
    if after.standing.current is None and at.standing.current is not None:
        return _finish(after, lead, *kept)
    return seen(after, wish, lead, *kept)


def _confirm_again(question: Question, value: str, topic: Scanning | None, at: At) -> Turn:
    """Pressed again: on the latest answer a word is enough, on an older one the current question comes back."""
    lead = at.words.kept_already(answer=said(question, value, at.phrases))
    if topic and topic.wish is None and question == at.standing.last_said:
        return turn(topic, Say(lead))
    wish = topic.wish if topic and not isinstance(topic.wish, Looking) else None
    return seen(at, wish, lead)


def _understood(question: Question, value: str, before: str | None, at: At, after: At) -> str:
    in_words = said(question, value, at.phrases)
    if question.kind == "open":
        in_words = in_words[:80] + ("…" if len(in_words) > 80 else "")
    if before is None:
        line = at.words.kept(answer=in_words)
    else:
        line = at.words.corrected(number=after.standing.number(question), answer=in_words)
    theme = at.standing.set.theme(question.theme)
    if not after.standing.theme_done(theme) or at.standing.theme_done(theme):
        return line
    enough, total = counts(after.standing, theme)
    if not total:
        return paragraphs(line, at.words.theme_done(theme=theme.title))
    count = at.words.count(enough=enough, total=total, steps=enough_words(theme, at.phrases))
    return paragraphs(line, at.words.theme_done_count(theme=theme.title, count=count))


def _finish(at: At, lead: str, *effects: Effect) -> Turn:
    done = (Finish(at.run.id),) if at.run.whole or not at.standing.rest else ()
    return turn(Scanning(at.run.id), *effects, *done, *led_by(lead, result.finished(at)))


# ── other moves ───────────────────────────────────────────────────────────────────────────────────────────────


def move(asked: Move, topic: Scanning | None, at: At) -> Turn | None:
    """Whatever a button or a word asks that is not an answer; None for a verb that we don't have."""
    act = MOVES.get(asked.verb)
    return act(asked, topic, at) if act else None


def _question(asked: Move, topic: Scanning | None, at: At) -> Question | None:
    """The question that a move is about: the one it names, else the one on the screen."""
    named = at.standing.question(asked.part)
    return named or (None if asked.part else on_screen(at, topic.wish if topic else None))


def resume(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """Go on; who comes from elsewhere hears what the scan is about and what was said last."""
    again = Unremind(_reminder(at))
    if topic and topic.run == at.run.id:
        return seen(at, None, "", again)
    lead = at.words.welcome_back(department=department(at.run, at.here), date=started(at.run, at.here))
    last = at.standing.last_said
    if last:
        answer = said(last, at.standing.values[last.id], at.phrases)
        lead = paragraphs(lead, at.words.last_said(statement=last.text, answer=answer[:200]))
    return seen(at, None, lead, again)


def go_on_whole(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """After the short part: the other questions of the same run."""
    whole = at.made_whole()
    extend = () if at.run.whole else (Extend(at.run.id),)
    return seen(whole, None, at.words.going_on(n=whole.standing.left) if extend else "", *extend, Unremind(_reminder(at)))


def help_with(asked: Move, topic: Scanning | None, at: At) -> Turn:
    question = _question(asked, topic, at)
    wish = topic.wish if topic else None
    if question is None:
        return seen(at, wish)
    return seen(at, _keep_looking(question, at, wish), explain(at, question) or at.words.no_help())


def _keep_looking(question: Question, at: At, wish: Wish | None) -> Wish | None:
    """A wish to look at this question, unless it is the one that comes next anyway."""
    return None if question == at.standing.current else Looking(question.id)


def step_back(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """The question before the one that the move names or that is on the screen; at the first one a word that it is the first."""
    question = _question(asked, topic, at)
    before = at.standing.before(question)
    if before is None:
        return seen(at, _keep_looking(question, at, None) if question else None, at.words.first_already())
    return seen(at, _keep_looking(before, at, None))


def skip(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """A skip is an answer, but never in the place of one; a question that was not shown can't be skipped."""
    question = _question(asked, topic, at)
    wish = topic.wish if topic else None
    if question is None or not at.shown(question):
        return seen(at, wish)
    if at.standing.values.get(question.id, SKIPPED) != SKIPPED:
        return seen(at, None)
    return keep(question, SKIPPED, topic, at)


def done_choosing(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """All answers of a question with several are chosen; none of them is an answer too."""
    question = _question(asked, topic, at)
    if question is None or question.kind != "meer" or not at.shown(question):
        return seen(at, None)
    value = at.standing.values.get(question.id)
    effects: tuple[Effect, ...] = ()
    if value is None or value == SKIPPED:
        value, effects = "", (Keep(at.run.id, question.id, ""), Unremind(_reminder(at)))
    after = at.with_answer(question, value)
    lead = _understood(question, value, None, _without(at, question), after)
    if after.standing.current is None:
        return _finish(after, lead, *effects)
    return seen(after, None, lead, *effects)


def _without(at: At, question: Question) -> At:
    """The run as if this question were not answered yet, so that its theme counts as ending with it."""
    values = {id: value for id, value in at.standing.values.items() if id != question.id}
    return At(at.run, replace(at.standing, values=values), at.here)


def look_at(asked: Move, topic: Scanning | None, at: At) -> Turn:
    question = _question(asked, topic, at)
    return seen(at, Looking(question.id) if question and at.shown(question) else None)


def start_note(asked: Move, topic: Scanning | None, at: At) -> Turn:
    question = _question(asked, topic, at) or at.standing.last_said
    return seen(at, Noting(question.id) if question and at.shown(question) else None)


def show_tally(asked: Move, topic: Scanning | None, at: At) -> Turn:
    return seen(at, Tallying())


def show_overview(asked: Move, topic: Scanning | None, at: At) -> Turn:
    question = on_screen(at, topic.wish if topic else None)
    return seen(at, Reviewing(asked.part or (question.theme if question else at.standing.themes[0].id)))


def show_result(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """The result again, as complete as it can be now; the page after it belongs to a finished part or to the next question."""
    if at.standing.current is None:
        return turn(Scanning(at.run.id), *result.finished(at))
    return seen(at, Tallying())


def pause(asked: Move, topic: Scanning | None, at: At) -> Turn:
    return turn(Resting(at.run.id), rest_page(at))


def rest_page(at: At, lead: str = "") -> Say:
    """What someone sees who put the scan aside."""
    words, run = at.words, at.run.id
    question = at.standing.current
    where = words.paused_at(number=at.standing.number(question)) if question else words.paused()
    buttons = (
        (move_button(words.button_on(), "verder", run), move_button(words.button_remind(), "herinner", run)),
        (Button(at.phrases.start.button_menu(), "menu"),),
    )
    return Say(paragraphs(lead, where), buttons)


def remind(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """Once, a week from now at the same time of day."""
    when = at.here.facts.now + REMIND_AFTER
    asked_for = Remind(_reminder(at), when)
    weekday = at.phrases.words.weekdays[when.weekday()]
    return turn(Resting(at.run.id), asked_for, rest_page(at, at.words.will_remind(weekday=weekday, time=f"{when:%H:%M}")))


def _reminder(at: At) -> str:
    return f"scan:{at.run.id}"


MOVES: dict[str, Callable[[Move, Scanning | None, At], Turn]] = {
    "verder": resume,
    "geheel": go_on_whole,
    "toelichting": help_with,
    "terug": step_back,
    "over": skip,
    "klaar": done_choosing,
    "kijk": look_at,
    "noteer": start_note,
    "stand": show_tally,
    "lijst": show_overview,
    "uitslag": show_result,
    "pauze": pause,
    "herinner": remind,
}
