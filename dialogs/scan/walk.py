"""Walking a scan: every answer, step back, note and pause of someone who is in a run.

What is seen is always derived by `view`: a wish when it still makes sense, else the question to answer now, else the result.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from dialogs.here import Turn, and_then, keyboard, led_by, paragraphs, turn
from dialogs.language import Button, Effect, Extend, Finish, Keep, Note, Remind, Revise, Say, Settle, Show, Unremind
from dialogs.memory import Looking, Noting, Restarting, Resting, Reviewing, Scanning, Tallying, Wish
from dialogs.scan import result
from dialogs.scan.at import At, counts, department, enough_words, said, started
from dialogs.scan.moves import Answering, Move, move_button
from dialogs.scan.question import ask, explain, note_now, settled
from dialogs.scan.review import overview, tally
from knowledge.scan import SKIPPED, Question
from knowledge.standing import MANY

REMIND_AFTER = timedelta(days=7)
SAID_BACK_CHARACTERS_MOST = 80


# ── what is seen ──────────────────────────────────────────────────────────────────────────────────────────────


def view(at: At, wish: Wish | None) -> Say:
    """The page that belongs to the run and a wish."""
    match live(at, wish):
        case Noting(id) if question := at.standing.question(id):
            return _note_page(at, question)
        case Reviewing(theme):
            return overview(at, at.standing.set.theme(theme))
        case Tallying():
            return tally(at)
        case Restarting():
            return _restart_page(at)
    shown = on_screen(at, wish)
    return ask(at, shown) if shown else result.resting(at)


def live(at: At, wish: Wish | None) -> Wish | None:
    """The wish, or None when what it is about is gone."""
    match wish:
        case Looking(id) | Noting(id):
            return wish if at.standing.question(id) else None
        case Reviewing(theme):
            return wish if any(theme == known.id for known in at.standing.themes) else None
    return wish


def on_screen(at: At, wish: Wish | None) -> Question | None:
    """The question whose answers the person sees, None when they see something else."""
    match live(at, wish):
        case None:
            return at.next
        case Looking(id):
            return at.standing.question(id)
    return None


def seen(at: At, wish: Wish | None, lead: str = "", *effects: Effect) -> Turn:
    """Show what belongs to the run now; a question that is shown for the first time may be answered from now on."""
    wish = live(at, wish)
    if wish is None and at.complete and not at.run.done:
        return finish(at, lead, *effects)
    question = on_screen(at, wish)
    shows = (Show(at.run.id, question.id),) if question and not at.shown(question) else ()
    return turn(Scanning(at.run.id, wish), *effects, *shows, *led_by(lead, (view(at, wish),)))


def finish(at: At, lead: str, *effects: Effect) -> Turn:
    """The result of what is answered; with it a run that is answered whole is done."""
    done = (Finish(at.run.id),) if at.complete and not at.run.done else ()
    return turn(Scanning(at.run.id), *effects, *done, *led_by(lead, result.finished(at)))


def _note_page(at: At, question: Question) -> Say:
    buttons = [move_button(at.words.button_no_note(), "verder", at.run.id)]
    if at.note(question):
        buttons.append(move_button(at.words.button_drop_note(), "wis", at.run.id, question.id))
    return Say(paragraphs(at.words.note_ask(statement=question.text), note_now(at, question)), keyboard(*buttons))


def _restart_page(at: At) -> Say:
    sure = move_button(at.words.button_restart_sure(), "herbegin", at.run.id)
    text = at.words.restart_sure(department=department(at.run, at.here), date=started(at.run, at.here))
    return Say(text, keyboard(move_button(at.words.button_on(), "verder", at.run.id), sure))


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
    """The value that the press stands for, None when the question has no such answer (any more)."""
    if question.kind != "meer":
        return press.value if question.option(press.value) else None
    sign, id = press.value[:1], press.value[1:]
    if sign not in ("+", "-") or not question.option(id):
        return None
    chosen = set(at.standing.values.get(question.id, "").split(MANY))
    chosen = chosen | {id} if sign == "+" else chosen - {id}
    return MANY.join(option.id for option in question.options if option.id in chosen)


def keep(question: Question, value: str, topic: Scanning | None, at: At) -> Turn:
    """Keep a value and show what comes next."""
    wish = topic.wish if topic else None
    before = at.standing.values.get(question.id)
    if value == before:
        return _confirm_again(question, value, topic, at)
    after = at.with_answer(question, value)
    kept = _kept(question, value, at)
    if question.kind != "meer" or value == SKIPPED:
        return _go_on(question, wish, at, after, *kept)
    boxes = Revise(ask(after, question))
    if on_screen(at, wish) == question:
        return turn(Scanning(at.run.id, Looking(question.id)), *kept, boxes)
    return seen(after, wish, _understood(question, value, before, at, after), *kept, boxes)


def _kept(question: Question, value: str, at: At) -> tuple[Effect, ...]:
    """The answer as a row; it answers the reminder too, and a note under a former id comes along."""
    note = at.note(question) if at.renamed(question) else ""
    carried = (Note(at.run.id, question.id, note),) if note else ()
    return (Keep(at.run.id, question.id, value), *carried, Unremind(reminder(at)))


def _go_on(question: Question, wish: Wish | None, at: At, after: At, *effects: Effect) -> Turn:
    """After an answer: what was understood, then the next question, or the result when this was the last."""
    lead = _understood(question, after.standing.values[question.id], at.standing.values.get(question.id), at, after)
    settled_too = Settle(settled(after, question))
    if after.next is None and at.next is not None:
        return and_then(finish(after, lead, *effects), settled_too)
    return and_then(seen(after, _wish_after(question, wish, at, after), lead, *effects), settled_too)


def _wish_after(question: Question, wish: Wish | None, at: At, after: At) -> Wish | None:
    """What the person still wants to see: a question that follows on the one they went back to comes at once."""
    if isinstance(wish, Looking) and at.standing.question(wish.question) == question:
        asked = {known.id for known in at.standing.questions} | after.standing.values.keys()
        return next((Looking(new.id) for new in after.standing.questions if new.id not in asked), None)
    return wish if isinstance(wish, Looking | Reviewing) else None


def _confirm_again(question: Question, value: str, topic: Scanning | None, at: At) -> Turn:
    """Pressed again: on the latest answer a word is enough, on an older one the current question comes back."""
    lead = at.words.kept_already(answer=said(question, value, at.phrases, SAID_BACK_CHARACTERS_MOST))
    wish = live(at, topic.wish) if topic else None
    ticking = question.kind == "meer" and on_screen(at, wish) == question
    if topic and (ticking or (wish is None and question == at.standing.last_said)):
        return turn(topic, Say(lead))
    return seen(at, None if isinstance(wish, Looking) else wish, lead)


def _understood(question: Question, value: str, before: str | None, at: At, after: At) -> str:
    """`Genoteerd: deels.` and, with the last answer of a theme, its one line."""
    in_words = said(question, value, at.phrases, SAID_BACK_CHARACTERS_MOST)
    number = after.standing.number(question)
    line = at.words.kept(answer=in_words) if before is None else at.words.corrected(number=number, answer=in_words)
    theme = at.standing.set.theme(question.theme)
    if not after.standing.theme_done(theme) or at.standing.theme_done(theme):
        return line
    enough, total = counts(after.standing, theme)
    if not total:
        return paragraphs(line, at.words.theme_done(theme=theme.title))
    count = at.words.count(enough=enough, total=total, steps=enough_words(at, theme))
    return paragraphs(line, at.words.theme_done_count(theme=theme.title, count=count))


# ── other moves ───────────────────────────────────────────────────────────────────────────────────────────────


def move(asked: Move, topic: Scanning | None, at: At) -> Turn | None:
    """Whatever a button or a word asks that is not an answer; None for a verb that we don't have."""
    act = MOVES.get(asked.verb)
    return act(asked, topic, at) if act else None


def _question(asked: Move, topic: Scanning | None, at: At) -> Question | None:
    """The question that a move is about: the one it names, when it was shown; else the one on the screen."""
    if not asked.part:
        return on_screen(at, topic.wish if topic else None)
    named = at.standing.question(asked.part)
    return named if named and at.shown(named) else None


def _looking(question: Question, at: At) -> Wish | None:
    """A wish to look at this question, unless it is the one to answer now anyway."""
    return None if question == at.next else Looking(question.id)


def resume(_asked: Move, topic: Scanning | None, at: At) -> Turn:
    """Go on; who comes from elsewhere hears what the scan is about and what was said last."""
    again = Unremind(reminder(at))
    if topic:
        return seen(at, None, "", again)
    lead = at.words.welcome_back(department=department(at.run, at.here), date=started(at.run, at.here))
    last = at.standing.last_said
    if last:
        in_words = said(last, at.standing.values[last.id], at.phrases, SAID_BACK_CHARACTERS_MOST)
        lead = paragraphs(lead, at.words.last_said(statement=last.text, answer=in_words))
    return seen(at, None, lead, again)


def go_on_whole(_asked: Move, _topic: Scanning | None, at: At) -> Turn:
    """After the short part: the other questions of the same run."""
    again = Unremind(reminder(at))
    if at.run.whole:
        return seen(at, None, "", again)
    whole = at.made_whole()
    return seen(whole, None, at.words.going_on(n=whole.standing.left), Extend(at.run.id), again)


def help_with(asked: Move, topic: Scanning | None, at: At) -> Turn:
    question = _question(asked, topic, at)
    if question is None:
        return seen(at, topic.wish if topic else None)
    return seen(at, _looking(question, at), explain(at, question) or at.words.no_help())


def step_back(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """The question before the one that the move names or that is on the screen; at the first one a word that it is the first."""
    question = _question(asked, topic, at)
    if question is None and at.next:
        return seen(at, None)
    before = at.standing.before(question)
    if before is None:
        return seen(at, _looking(question, at) if question else None, at.words.first_already())
    return seen(at, _looking(before, at))


def skip(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """A skip is an answer, but never in the place of one."""
    question = _question(asked, topic, at)
    if question is None or not at.shown(question):
        return seen(at, topic.wish if topic else None)
    if at.standing.values.get(question.id, SKIPPED) != SKIPPED:
        return seen(at, None)
    return keep(question, SKIPPED, topic, at)


def done_choosing(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """All answers of a question with several are chosen; none of them is an answer too."""
    question = _question(asked, topic, at)
    wish = topic.wish if topic else None
    if question is None or question.kind != "meer":
        return seen(at, wish)
    value = at.standing.values.get(question.id, SKIPPED)
    if value != SKIPPED and on_screen(at, wish) != question:
        return _confirm_again(question, value, topic, at)
    chosen = "" if value == SKIPPED else value
    kept = _kept(question, chosen, at) if value == SKIPPED else ()
    return _go_on(question, wish, at.with_answer(question, None), at.with_answer(question, chosen), *kept)


def look_at(asked: Move, topic: Scanning | None, at: At) -> Turn:
    question = _question(asked, topic, at)
    return seen(at, Looking(question.id) if question else None)


def start_note(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """A note to the question on the screen, or else to what was said last."""
    question = _question(asked, topic, at) or (None if asked.part else at.standing.last_said)
    if question is None or not at.shown(question):
        return seen(at, None, at.words.note_nowhere())
    return seen(at, Noting(question.id))


def drop_note(asked: Move, topic: Scanning | None, at: At) -> Turn:
    question = _question(asked, topic, at)
    return note(question, "", at) if question else seen(at, None)


def note(question: Question, text: str, at: At, lead: str = "") -> Turn:
    """Keep a note to a question that was shown, "" for none; a value under a former id comes along."""
    number = at.standing.number(question)
    lead = lead or (at.words.note_kept(number=number) if text else at.words.note_gone(number=number))
    value = at.standing.answers[question.id].value if at.renamed(question) else None
    carried = (Keep(at.run.id, question.id, value),) if value is not None else ()
    return seen(at.with_note(question, text), None, lead, *carried, Note(at.run.id, question.id, text))


def show_tally(_asked: Move, _topic: Scanning | None, at: At) -> Turn:
    return seen(at, Tallying())


def show_overview(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """The answers of the theme that is named, or that the person is in, or else of the first."""
    question = on_screen(at, topic.wish if topic else None)
    themes = [theme.id for theme in at.standing.themes]
    wanted = (asked.part, question.theme if question else "", *themes)
    return seen(at, Reviewing(next(theme for theme in wanted if theme in themes)))


def show_result(_asked: Move, _topic: Scanning | None, at: At) -> Turn:
    """The result again, as complete as it can be now; how far it is while questions are open."""
    return seen(at, Tallying()) if at.next else finish(at, "")


def show_picture(_asked: Move, _topic: Scanning | None, at: At) -> Turn:
    """The picture alone; how far it is while questions are open."""
    return seen(at, Tallying()) if at.next else turn(Scanning(at.run.id), *result.drawn(at))


def sure_to_restart(_asked: Move, _topic: Scanning | None, at: At) -> Turn:
    return seen(at, Restarting())


def pause(_asked: Move, _topic: Scanning | None, at: At) -> Turn:
    return turn(Resting(at.run.id), rest_page(at))


def rest_page(at: At, lead: str = "") -> Say:
    """What someone sees who put the scan aside."""
    words, run = at.words, at.run.id
    menu = Button(at.phrases.start.button_menu(), "menu")
    if at.complete:
        looking_back = (move_button(words.button_result(), "uitslag", run), move_button(words.button_overview(), "lijst", run))
        return Say(paragraphs(lead, words.all_done()), keyboard(*looking_back, menu))
    where = words.paused_at(number=at.standing.number(at.next)) if at.next else words.paused()
    naming = "" if at.run.department or lead else words.department_how()
    buttons = (
        move_button(words.button_on(), "verder", run),
        move_button(words.button_remind(), "herinner", run),
        move_button(words.button_tally(), "stand", run),
        move_button(words.button_restart(), "opnieuw", run),
        menu,
    )
    return Say(paragraphs(lead, where, naming), keyboard(*buttons))


def remind(asked: Move, topic: Scanning | None, at: At) -> Turn:
    """Once, a week from now at the same time of day; a scan that is all answered needs none."""
    if at.complete:
        return pause(asked, topic, at)
    when = at.here.facts.now + REMIND_AFTER
    weekday = at.phrases.words.weekdays[when.weekday()]
    lead = at.words.will_remind(weekday=weekday, time=f"{when:%H:%M}")
    return turn(Resting(at.run.id), Remind(reminder(at), when), rest_page(at, lead))


def reminder(at: At) -> str:
    """The key under which a reminder of this run comes back."""
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
    "wis": drop_note,
    "stand": show_tally,
    "lijst": show_overview,
    "uitslag": show_result,
    "beeld": show_picture,
    "opnieuw": sure_to_restart,
    "pauze": pause,
    "herinner": remind,
}
