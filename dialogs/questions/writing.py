"""Writing an answer: its words and its question, seen as people will read it, and then sent to who waits, kept for everybody, or both."""

from __future__ import annotations

from msgspec.structs import replace

from dialogs.choice import pick
from dialogs.editing import Editing
from dialogs.here import Here, Turn, led_by, paragraphs, turn
from dialogs.language import Button, Effect, Say
from dialogs.proposal import NOTHING_NAMED, Judge, Named
from dialogs.questions import listing, looking, own, telling
from dialogs.questions.drafts import (
    ANSWER_CHARACTERS_MOST,
    AUDIENCES,
    QUESTION_CHARACTERS_MOST,
    Findings,
    after,
    changing,
    entry_of,
    findings,
    in_menu,
    known_already,
    put,
    seal,
)
from dialogs.questions.groups import SHORT_ID, Group, chosen, whole
from dialogs.questions.words import DIGITS_MOST, at, label, last_row, press, says
from knowledge.live import read_addition

ANSWER, QUESTION, WHO, SEEN = "antwoord", "zin", "wie", "kijk"
PAGES = frozenset({ANSWER, QUESTION, WHO, SEEN})


# ── what it is about ──────────────────────────────────────────────────────────────────────────────────────────


def begin(verb: str, more: tuple[str, ...], topic: Editing, here: Here) -> Turn | None:
    """The way to an answer: of a question, of what a colleague answered, or of one that the editors gave before."""
    match verb, more:
        case "antwoord", (id,):
            group = whole(id, here)
            return _typing(_of_group(id, group, topic, here), here) if group else looking.gone(Editing(asked=id), here)
        case "voorstel", (ticket, message) if _are_numbers(ticket, message):
            return _of_proposal((int(ticket), int(message)), here)
        case "wijzig", (number,) if row := own.found(number, here):
            entry = read_addition(row.kind, row.yaml).entry
            whom = next((name for name, who in AUDIENCES.items() if entry and who == entry.audiences), "")
            return seen(Editing(SEEN, live=row.number, question=row.question, answer=row.answer, audience=whom), here)
    return None


def _are_numbers(*texts: str) -> bool:
    return all(text.isdecimal() and len(text) <= DIGITS_MOST for text in texts)


def _of_group(id: str, group: Group, topic: Editing, here: Here) -> Editing:
    """What was typed for the same question before stays."""
    if topic.asked == id and topic.answer:
        return replace(topic, page=ANSWER)
    left = topic.left if topic.asked == id else ()
    asking = group.without(left) or group
    who = {one.audience for one in asking.questions}
    audience = who.pop() if len(who) == 1 else ""
    question = in_menu(asking.text, here)[:QUESTION_CHARACTERS_MOST]
    return Editing(ANSWER, asked=id, left=left, question=question, audience=audience if audience in AUDIENCES else "")


def _of_proposal(named: Named, here: Here) -> Turn | None:
    one = listing.proposal(named, here)
    if one is None:
        return looking.gone(Editing(), here)
    draft = Editing(SEEN, proposal=named, question=in_menu(one.question, here)[:QUESTION_CHARACTERS_MOST])
    if len(one.answer) > ANSWER_CHARACTERS_MOST:
        return _typing(replace(draft, page=ANSWER), here, says(here).too_long(n=len(one.answer), most=ANSWER_CHARACTERS_MOST))
    return seen(replace(draft, answer=one.answer), here)


def there(topic: Editing, here: Here) -> bool:
    """Whether what it is about is still to be answered or changed."""
    if topic.asked:
        return chosen(topic, here) is not None
    if topic.proposal != NOTHING_NAMED:
        return listing.proposal(topic.proposal, here) is not None
    return changing(topic, here) is not None


# ── buttons and words ─────────────────────────────────────────────────────────────────────────────────────────


def respond(verb: str, more: tuple[str, ...], topic: Editing, here: Here) -> Turn | None:
    """A button of what is being written; None for what is none."""
    if topic.page not in (*PAGES, looking.BELONGS):
        return None
    if not there(topic, here):
        return looking.gone(topic, here)
    match verb, more:
        case "tekst", ():
            return _typing(replace(topic, page=ANSWER), here)
        case (("zin" | "wie"), ()):
            return at(replace(topic, page=verb), view(replace(topic, page=verb), here))
        case "kijk", () if topic.answer:
            return seen(replace(topic, page=SEEN), here)
        case "voor", (whom,) if whom in AUDIENCES and topic.answer:
            return seen(replace(topic, page=SEEN, audience=whom), here)
        case "niet", ():
            return _back(topic, here)
        case "wijsaf", () if one := listing.proposal(topic.proposal, here):
            left = after(here, Judge(one, "afgewezen"))
            return at(Editing(listing.KEPT), listing.kept(Editing(), left), Judge(one, "afgewezen"), lead=says(here).rejected())
        case (("stuur" | "maak"), (sealed,)) if topic.page == SEEN:
            return _done(sealed, topic, here, makes=verb == "maak")
    return None


def _typing(topic: Editing, here: Here, lead: str = "") -> Turn | None:
    return at(topic, view(topic, here), lead=lead)


def _back(topic: Editing, here: Here) -> Turn | None:
    """To what it was about; what was typed is gone."""
    if topic.asked:
        return looking.shown(Editing(looking.GROUP, asked=topic.asked, left=topic.left), here)
    if topic.live:
        return own.shown(topic.live, here)
    return at(Editing(listing.KEPT), listing.kept(Editing(), here))


def typed(text: str, topic: Editing, here: Here) -> Turn | None:
    """An answer, or how the question is called; None for what names a button."""
    page = view(topic, here)
    if page is None:
        return looking.gone(topic, here)
    if topic.page == SEEN and pick(text, [one for row in page.buttons for one in row]):
        return None
    most = QUESTION_CHARACTERS_MOST if topic.page == QUESTION else ANSWER_CHARACTERS_MOST
    if len(text) > most:
        return _typing(topic, here, says(here).too_long(n=len(text), most=most))
    if topic.page == QUESTION:
        called = replace(topic, question=" ".join(text.split()), page=SEEN if topic.answer else ANSWER)
        return seen(called, here) if topic.answer else _typing(called, here)
    return seen(replace(topic, answer=text, page=SEEN), here)


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────


def view(topic: Editing, here: Here) -> Say | None:
    """What is to be typed or chosen, or what to say of what was typed; None when it is about nothing any more."""
    if not there(topic, here):
        return None
    no = (Button(says(here).button_not(), press("kijk" if topic.answer else "niet")),)
    match topic.page:
        case "antwoord":
            return Say(_what_to_type(topic, here), (no, last_row(here)))
        case "zin":
            return Say(says(here).type_question(text=topic.question, most=QUESTION_CHARACTERS_MOST), (no, last_row(here)))
        case "wie":
            whom = [Button(says(here).button_for(who=_who(one, here)), press("voor", one)) for one in AUDIENCES]
            return Say(says(here).which_audience(), (*((one,) for one in whom), no, last_row(here)))
    return _page(topic, here)


def _what_to_type(topic: Editing, here: Here) -> str:
    one = listing.proposal(topic.proposal, here)
    now = topic.answer or (one.answer if one else "")
    return paragraphs(
        says(here).quoted(text=topic.question),
        says(here).answer_now(text=now) if now else "",
        says(here).type_answer(most=ANSWER_CHARACTERS_MOST),
    )


def _who(audience: str, here: Here) -> str:
    names = {"ouder": says(here).parents(), "school": says(here).schools()}
    return names.get(audience, says(here).everybody())


def seen(topic: Editing, here: Here, lead: str = "") -> Turn | None:
    """The message itself, exactly as it is sent, and then what to say of it."""
    body = telling.of_editors(topic.answer, here)
    message = telling.sample(chosen(topic, here), "beantwoord", body, here)
    page = view(topic, here)
    return turn(topic, message, *led_by(lead, (page,))) if page else looking.gone(topic, here)


def _page(topic: Editing, here: Here) -> Say:
    found, entry = findings(topic, here), entry_of(topic, here)
    group = chosen(topic, here)
    also = "\n".join((says(here).wordings(), *(says(here).line(text=one) for one in entry.also))) if entry.also else ""
    told = (says(here).in_menu(text=topic.question), says(here).for_whom(who=_who(topic.audience, here)), also)
    goes = " ".join(filter(None, (says(here).tells(n=len(group.waiting)), telling.when(here)))) if group and group.waiting else ""
    text = paragraphs(says(here).preview(), "\n".join(filter(None, told)), _found(found, here), goes)
    rows = (
        *_ends(topic, group, found, here),
        *_belongs(topic, group, here),
        (Button(says(here).button_other_answer(), press("tekst")), Button(says(here).button_other_question(), press("zin"))),
        (Button(says(here).button_audience(who=_who(topic.audience, here)), press("wie")),),
        *(((Button(says(here).button_reject(), press("wijsaf")),),) if topic.proposal != NOTHING_NAMED else ()),
        (Button(says(here).button_not(), press("niet")),),
        last_row(here),
    )
    return Say(text, rows)


def _found(found: Findings, here: Here) -> str:
    """What must be mended, and what may stay."""
    lines = [
        "\n".join((head, *(says(here).finding(text=one) for one in some)))
        for head, some in ((says(here).mend(), found.mend), (says(here).remarks(), found.remarks))
        if some
    ]
    return paragraphs(*lines) or says(here).no_findings()


def _ends(topic: Editing, group: Group | None, found: Findings, here: Here) -> tuple[tuple[Button, ...], ...]:
    """To who waits, for everybody, or both; what must be mended is not kept for everybody."""
    sealed, people = seal(topic, here), len(group.waiting) if group else 0
    both = says(here).button_send_and_make() if people else says(here).button_make()
    make = Button(says(here).button_change() if topic.live else both, press("maak", sealed))
    send = Button(says(here).button_send(n=people), press("stuur", sealed))
    return tuple((one,) for one in (*(() if found.mend else (make,)), *((send,) if people else ())))


def _belongs(topic: Editing, group: Group | None, here: Here) -> tuple[tuple[Button, ...], ...]:
    """Where there is such an answer already."""
    known = known_already(topic, here) if group else None
    if group is None or known is None:
        return ()
    return ((Button(label(says(here).button_belongs(title=known.question)), press("bij", group.id[:SHORT_ID], known.id)),),)


# ── what becomes of it ────────────────────────────────────────────────────────────────────────────────────────


def _done(sealed: str, topic: Editing, here: Here, *, makes: bool) -> Turn | None:
    """Exactly what was seen, to exactly those whom it was said to go to."""
    group = chosen(topic, here)
    if sealed != seal(topic, here) or (makes and findings(topic, here).mend) or not (makes or group):
        return seen(topic, here, says(here).look_again())
    effects: tuple[Effect, ...] = (put(topic, here),) if makes else ()
    closed = here
    if group:
        effects = (*effects, *telling.closing(group, "beantwoord", telling.of_editors(topic.answer, here), here))
        closed = telling.closed(group, here)
    made = (says(here).changed() if topic.live else says(here).made()) if makes else ""
    lead = paragraphs(telling.done(group, here) if group else "", made)
    return listing.shown(after(closed, *effects), *effects, lead=lead)
