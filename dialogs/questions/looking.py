"""One question with those that ask the same: how it was asked, what comes near, and what can be done with it but writing."""

from __future__ import annotations

from msgspec.structs import replace

from dialogs.editing import Editing
from dialogs.here import Here, Turn, day, keyboard, led_by, paragraphs, turn
from dialogs.language import Button, Effect, Say
from dialogs.questions import listing, telling
from dialogs.questions.drafts import after, seal, wider, words_to_add
from dialogs.questions.groups import SHORT_ID, Group, answered_now, by_short_id, chosen, nearest
from dialogs.questions.words import label, last_row, press, says
from knowledge.dutch import fold
from knowledge.faq import Entry

GROUP, APART, BELONGS, ASIDE = "vraag", "los", "bij", "weg"
PAGES = frozenset({GROUP, APART, BELONGS, ASIDE})
WORDINGS_MOST = 8
LEFT_MOST = 60
"""So many questions can be left out, so that a state stays under its limit."""
OPENING_CHARACTERS = 100


# ── what happens ──────────────────────────────────────────────────────────────────────────────────────────────


def respond(verb: str, more: tuple[str, ...], topic: Editing, here: Here) -> Turn | None:
    """A button of one question; None for what is none. Of a question that is done with it says so."""
    match verb, more:
        case (("toon" | "los" | "weg"), (id,)):
            page = {"toon": GROUP, "los": APART, "weg": ASIDE}[verb]
            return shown(Editing(page, asked=id, left=topic.left if topic.asked == id else ()), here)
        case "zonder", (id,) if topic.asked:
            return shown(_apart(topic, _left(id, topic, here)), here)
        case "allemaal", () if topic.asked:
            return shown(_apart(topic, ()), here)
        case "bij", (short, entry) if here.knowledge.entry(entry):
            return _belongs(by_short_id(short, here), entry, topic, here)
        case "bijja", (sealed,) if topic.page == BELONGS:
            return _widened(sealed, topic, here)
        case "wegja", (sealed,) if topic.page == ASIDE:
            return _put_aside(sealed, topic, here)
    return None


def shown(topic: Editing, here: Here, lead: str = "") -> Turn | None:
    """A page of it, under what will be sent; the list where the question is done with."""
    page = view(topic, here)
    return turn(topic, *led_by(lead, (*_before(topic, here), page))) if page else gone(topic, here)


def gone(topic: Editing, here: Here) -> Turn | None:
    """A colleague was first."""
    return listing.shown(here, lead=_why_gone(topic, here))


def gone_page(topic: Editing, here: Here) -> Say:
    """The list in the place of a page about what is gone."""
    (page,) = led_by(_why_gone(topic, here), (listing.view(Editing(), here),))
    return page


def _why_gone(topic: Editing, here: Here) -> str:
    """What was typed is not lost."""
    typed = says(here).your_words(text=topic.answer) if topic.answer else ""
    return paragraphs(says(here).gone() if topic.asked else says(here).gone_own(), typed)


def _apart(topic: Editing, left: tuple[str, ...]) -> Editing:
    return Editing(APART, asked=topic.asked, left=left)


def _left(id: str, topic: Editing, here: Here) -> tuple[str, ...]:
    """All with the same wording; never everything."""
    group = chosen(topic, here)
    same = next((one for one in group.questions if one.id == id), None) if group else None
    if group is None or same is None or len(group.wordings) == 1:
        return topic.left
    left = {*topic.left, *(one.id for one in group.questions if fold(one.text) == fold(same.text))}
    return tuple(sorted(left)) if len(left) <= LEFT_MOST else topic.left


def _belongs(group: Group | None, entry: str, topic: Editing, here: Here) -> Turn | None:
    """Which of the group were left out stays so, and what was typed is kept in case it is a no."""
    if group is None:
        return gone(Editing(asked=topic.asked or "?", answer=topic.answer), here)
    before = topic if topic.asked in group.ids else Editing(asked=group.id)
    return shown(replace(before, page=BELONGS, entry=entry), here)


def _widened(sealed: str, topic: Editing, here: Here) -> Turn | None:
    """The wordings lead to that answer from now on, and who waits gets it."""
    group, entry = chosen(topic, here), here.knowledge.entry(topic.entry)
    if group is None or entry is None:
        return gone(topic, here)
    if sealed != seal(topic, here):
        return shown(topic, here, says(here).look_again())
    put = wider(entry, words_to_add(group, entry, here))
    told = telling.closing(group, "beantwoord", telling.of_entry(entry, here), here)
    lead = paragraphs(telling.done(group, here), says(here).widened(title=entry.question))
    return listing.shown(after(telling.closed(group, here), *put), *told, *put, lead=lead)


def _put_aside(sealed: str, topic: Editing, here: Here) -> Turn | None:
    group = chosen(topic, here)
    if group is None:
        return gone(topic, here)
    if sealed != seal(topic, here):
        return shown(topic, here, says(here).look_again())
    effects: list[Effect] = []
    for part in _by_whom_they_ask(group):
        effects += telling.closing(part, "weggelegd", telling.refusal(part, here), here)
    lead = paragraphs(says(here).put_aside(), telling.done(group, here) if group.waiting else "")
    return listing.shown(telling.closed(group, here), *effects, lead=lead)


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _before(topic: Editing, here: Here) -> tuple[Say, ...]:
    """What will be sent, exactly."""
    group, entry = chosen(topic, here), here.knowledge.entry(topic.entry)
    if topic.page == BELONGS and group and entry:
        return (telling.sample(group, "beantwoord", telling.of_entry(entry, here), here),)
    if topic.page == ASIDE and group:
        told = [part for part in _by_whom_they_ask(group) if part.waiting]
        return tuple(telling.sample(part, "weggelegd", telling.refusal(part, here), here) for part in told)
    return ()


def _by_whom_they_ask(group: Group) -> tuple[Group, ...]:
    """Schools are told another address than parents."""
    schools = tuple(one for one in group.questions if one.audience == "school")
    others = tuple(one for one in group.questions if one.audience != "school")
    return tuple(Group(some) for some in (others, schools) if some)


def view(topic: Editing, here: Here) -> Say | None:
    """What somebody looks at of a question; None when it is done with."""
    group = chosen(topic, here)
    entry = here.knowledge.entry(topic.entry)
    if group is None or (topic.page == BELONGS and entry is None):
        return None
    match topic.page:
        case "los":
            return _which(topic, group, here)
        case "bij" if entry:
            return _whether_it_belongs(topic, group, entry, here)
        case "weg":
            return _whether_aside(topic, group, here)
    return _group(topic, group, here)


def _group(topic: Editing, group: Group, here: Here) -> Say:
    near = nearest(group, here)
    now = answered_now(group, here)
    text = paragraphs(
        says(here).quoted(text=group.text),
        "\n".join(filter(None, (_how_often(group, here), _by(group, here), _waiting(group, here), _left_out(topic, here)))),
        _others(group, here),
        "\n".join(says(here).unhelpful(title=entry.question) for id in group.unhelpful if (entry := here.knowledge.entry(id))),
        says(here).answered_now(title=now.question) if now else "",
        "\n".join((says(here).near(), *(_near(entry, here) for entry in near))) if near else "",
    )
    belongs = (Button(label(says(here).button_belongs(title=one.question)), press("bij", group.id[:SHORT_ID], one.id)) for one in near)
    apart = ((Button(says(here).button_apart(), press("los", topic.asked)),),) if len(group.wordings) > 1 or topic.left else ()
    rows = (
        (Button(says(here).button_answer(), press("antwoord", topic.asked)),),
        *((one,) for one in belongs),
        *apart,
        (Button(says(here).button_aside(), press("weg", topic.asked)),),
        last_row(here),
    )
    return Say(text, rows)


def _how_often(group: Group, here: Here) -> str:
    days, times = sorted(one.day for one in group.questions), len(group.questions)
    first, last = (day(one, here.knowledge.phrases) for one in (days[0], days[-1]))
    return says(here).asked_on(n=times, day=first) if first == last else says(here).asked_between(n=times, first=first, last=last)


def _by(group: Group, here: Here) -> str:
    names = {"ouder": says(here).parent(), "school": says(here).school()}
    who = [says(here).by_one(who=names.get(one, says(here).unknown()), n=times) for one, times in group.audiences]
    return says(here).by(who=", ".join(who))


def _waiting(group: Group, here: Here) -> str:
    return says(here).waiting(n=len(group.waiting)) if group.waiting else says(here).nobody_waits()


def _left_out(topic: Editing, here: Here) -> str:
    return says(here).left_out(n=len(topic.left)) if topic.left else ""


def _others(group: Group, here: Here) -> str:
    """The other wordings, those that were said most."""
    others = group.wordings[1:]
    lines = [says(here).line(text=_counted(text, times, here)) for text, times in others[:WORDINGS_MOST]]
    more = (says(here).and_more(n=len(others) - WORDINGS_MOST),) if len(others) > WORDINGS_MOST else ()
    return "\n".join((says(here).also(), *lines, *more)) if others else ""


def _counted(text: str, times: int, here: Here) -> str:
    line = says(here).quoted(text=" ".join(text.split()))
    return says(here).line_times(text=line, n=times) if times > 1 else line


def _near(entry: Entry, here: Here) -> str:
    short = " ".join((entry.short or entry.answer).split())
    opening = short if len(short) <= OPENING_CHARACTERS else short[:OPENING_CHARACTERS].rpartition(" ")[0] + " …"
    return says(here).near_line(title=entry.question, opening=opening)


def _which(topic: Editing, group: Group, here: Here) -> Say:
    """Each wording with its number, to be left out."""
    shown = group.wordings[:WORDINGS_MOST]
    first = {text: next(one.id for one in group.questions if one.text == text) for text, _ in shown}
    lines = [says(here).line_numbered(number=at, text=_counted(text, times, here)) for at, (text, times) in enumerate(shown, 1)]
    without = [Button(says(here).button_without(number=at), press("zonder", first[text])) for at, (text, _) in enumerate(shown, 1)]
    again = ((Button(says(here).button_with_all(), press("allemaal")),),) if topic.left else ()
    ready = (Button(says(here).button_done(), press("toon", topic.asked)),)
    text = paragraphs(says(here).apart(), "\n".join(lines), _left_out(topic, here))
    return Say(text, (*(keyboard(*without) if len(shown) > 1 else ()), *again, ready, last_row(here)))


def _whether_it_belongs(topic: Editing, group: Group, entry: Entry, here: Here) -> Say:
    also = words_to_add(group, entry, here)
    wordings = "\n".join((says(here).belongs_wordings(), *(says(here).line(text=one) for one in also)))
    people = len(group.waiting)
    told = " ".join(filter(None, (says(here).tells(n=people), telling.when(here)))) if people else says(here).tells_nobody()
    text = paragraphs(says(here).belongs(text=group.text, title=entry.question), wordings if also else says(here).belongs_known(), told)
    yes = Button(says(here).button_yes(), press("bijja", seal(topic, here)), here.knowledge.phrases.words.yes)
    return Say(text, ((yes, _no(topic, here)), last_row(here)))


def _whether_aside(topic: Editing, group: Group, here: Here) -> Say:
    people = len(group.waiting)
    told = " ".join(filter(None, (says(here).aside_waiting(n=people), telling.when(here)))) if people else says(here).tells_nobody()
    yes = Button(says(here).button_aside_yes(), press("wegja", seal(topic, here)), here.knowledge.phrases.words.yes)
    return Say(paragraphs(says(here).aside(text=group.text), told), ((yes, _no(topic, here)), last_row(here)))


def _no(topic: Editing, here: Here) -> Button:
    """Back to what was typed, or else to the question."""
    back = press("kijk") if topic.answer else press("toon", topic.asked)
    return Button(says(here).button_not(), back, here.knowledge.phrases.words.no)
