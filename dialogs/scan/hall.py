"""The way into the scan from anywhere: a button that names it, a command, a typed word, a reminder that comes back."""

from __future__ import annotations

from dialogs.here import Here, Turn, led_by, turn
from dialogs.language import Button, Command, Due, Edited, Event, Press, Say, Text
from dialogs.memory import Resting, Scanning, Starting, Topic
from dialogs.scan import begin, result, walk
from dialogs.scan.at import At, department, find, started
from dialogs.scan.hear import correct, hear, hear_anyway, hear_at_rest
from dialogs.scan.moves import Answering, Move, move_button, understand

IN_A_RUN = {
    "terug": "terug",
    "overslaan": "over",
    "toelichting": "toelichting",
    "notitie": "noteer",
    "pauze": "pauze",
}
"""What someone may say while they are in a run, and the move that it stands for."""

ABOUT_A_RUN = {
    "verder": "verder",
    "tussenstand": "stand",
    "overzicht": "lijst",
    "resultaat": "uitslag",
    "plaatje": "beeld",
    "opnieuw": "opnieuw",
}
"""What may be said from anywhere: outside of a run it is about the one that was put aside last."""

ScanTopic = Starting | Scanning | Resting


def view(topic: ScanTopic, here: Here) -> Say | None:
    """What the person is looking at; None when what it was about is gone."""
    if isinstance(topic, Starting):
        return begin.view(topic, here)
    at = find(topic.run, here)
    if at is None:
        return None
    return walk.view(at, topic.wish) if isinstance(topic, Scanning) else walk.rest_page(at)


def result_of(run: str, here: Here) -> str:
    """The result of a run in words; "" when it has none yet, or the run is gone."""
    at = find(run, here)
    return result.result_text(at) if at and at.next is None else ""


def where(topic: ScanTopic, here: Here) -> str:
    """Where the person is, in a sentence before the page that they see; a page that says so itself needs none."""
    if isinstance(topic, Starting):
        return here.phrases.scan.where_starting()
    at = find(topic.run, here)
    if at is None or isinstance(topic, Resting):
        return ""
    return at.words.where(department=department(at.run, here), date=started(at.run, here))


def shown(topic: ScanTopic, here: Here, lead: str = "") -> Turn | None:
    """The same page again, opening with `lead`; None when what it was about is gone."""
    if isinstance(topic, Scanning):
        at = find(topic.run, here)
        return walk.seen(at, topic.wish, lead) if at else None
    page = view(topic, here)
    return turn(topic, *led_by(lead, (page,))) if page else None


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """What the scan makes of an event; None when it is not for the scan."""
    match event:
        case Command("scan") | Press("scan"):
            return turn(Starting(), begin.view(Starting(), here))
        case Press(data) if data.startswith("scan:"):
            return press(data, topic, here)
        case Command(name):
            return _command(name, topic, here)
        case Due(key) if key.startswith("scan:"):
            return due(key.removeprefix("scan:"), topic, here)
        case Text(text) | Edited(text) if isinstance(topic, Scanning | Resting) and (at := find(topic.run, here)):
            return _words(event, text, topic, at)
    return None


def _words(event: Event, text: str, topic: Scanning | Resting, at: At) -> Turn | None:
    if isinstance(topic, Resting):
        return hear_at_rest(text, at)
    return correct(text, topic, at) if isinstance(event, Edited) else hear(text, topic, at)


def last_resort(topic: Topic, text: str, here: Here) -> Turn | None:
    """What the scan makes of a text that nobody else understood."""
    at = find(topic.run, here) if isinstance(topic, Scanning) else None
    return hear_anyway(text, topic, at) if at and isinstance(topic, Scanning) else None


def _command(name: str, topic: Topic, here: Here) -> Turn | None:
    if isinstance(topic, Scanning | Resting):
        verb = IN_A_RUN.get(name) or ABOUT_A_RUN.get(name)
        return _move(Move(verb, topic.run), topic, here) if verb else None
    aside = begin.at_rest(here)
    return _move(Move(ABOUT_A_RUN[name], aside[0].id), topic, here) if aside and name in ABOUT_A_RUN else None


def press(data: str, topic: Topic, here: Here) -> Turn | None:
    """A button of any scan, also an old one; None when it means nothing (any more)."""
    match understand(data):
        case Answering() as answering if at := find(answering.run, here):
            return walk.answer(answering, _in(topic, at), at)
        case Move("nieuw") as asked:
            return begin.new(asked, here)
        case Move("anders"):
            return begin.other_sector(topic if isinstance(topic, Starting) else Starting(new=True), here)
        case Move("begin") as asked:
            return _begin(asked, topic, here)
        case Move("herbegin") as asked if at := find(asked.about, here):
            return begin.again(at)
        case Move() as asked:
            return _move(asked, topic, here)
    return None


def _begin(asked: Move, topic: Topic, here: Here) -> Turn | None:
    """The button of a sector; an old one, pressed in the middle of something, never begins a run beside those that there are."""
    at = find(topic.run, here) if isinstance(topic, Scanning) else None
    if at and at.run.sector == asked.about and not at.standing.values:
        return walk.seen(at, None)
    if begin.at_rest(here) and not isinstance(topic, Starting):
        return turn(Starting(), begin.view(Starting(), here))
    return begin.begin(asked, here)


def _move(asked: Move, topic: Topic, here: Here) -> Turn | None:
    at = find(asked.about, here)
    return walk.move(asked, _in(topic, at), at) if at else None


def _in(topic: Topic, at: At) -> Scanning | None:
    """The topic when it is this very run."""
    return topic if isinstance(topic, Scanning) and topic.run == at.run.id else None


def due(run_id: str, topic: Topic, here: Here) -> Turn:
    """The reminder that someone asked for; in the middle of another scan it is said and nothing else moves."""
    at = find(run_id, here)
    if at is None or at.complete:
        return turn(topic, Say(here.phrases.scan.reminder_late()))
    lead = at.words.reminder(department=department(at.run, here), date=started(at.run, here))
    if inside := _in(topic, at):
        return walk.seen(at, inside.wish, lead)
    if isinstance(topic, Scanning):
        return turn(topic, Say(f"{lead} {at.words.reminder_how()}"))
    return turn(Resting(run_id), walk.rest_page(at, lead))


def home_buttons(here: Here) -> tuple[Button, ...]:
    """What home offers of the scan: going on with the last one at rest."""
    words = here.phrases.scan
    aside = begin.at_rest(here)[:1]
    return tuple(
        move_button(words.button_resume(department=department(run, here)), "verder", run.id, also=(words.button_on(),)) for run in aside
    )
