"""Writing a message to many: its words, a picture, a button; and the list of all of them."""

from __future__ import annotations

from msgspec.structs import replace

from dialogs.announcing import Announcing
from dialogs.broadcast import Broadcast, Draw, Drop, Redraw
from dialogs.broadcasts import aiming
from dialogs.broadcasts.words import at, back_row, how_many, last_row, may, named, opening, press, reach, says
from dialogs.files import MEGABYTE, File
from dialogs.here import Here, Turn, menu_button, paragraphs, turn
from dialogs.language import Attachment, Button, Event, Say, Text
from dialogs.memory import Topic

LISTED_MOST = 8
LABEL_CHARACTERS_MOST = 30
OPENING_CHARACTERS_MOST = 160
PHOTOS = frozenset({"photo", "m.image"})
"""What the channels call a picture."""
INSIDE = ("scan", "contact", "ouder", "school", "nieuws")
"""What a button in it may lead to inside the guide: the words of its links (`dialogs.conversation.LINKS`)."""
_WEB = "https://"


def button(here: Here) -> tuple[Button, ...]:
    """The way here from home, for who may go."""
    return (Button(says(here).button(), "omroep"),) if may(here) else ()


def listed(here: Here, lead: str = "") -> Turn | None:
    """All of them."""
    return at(Announcing(), list_of(here), lead=lead)


def list_of(here: Here) -> Say:
    """The last ones, with how it stands."""
    shown = here.facts.shared.broadcasts[:LISTED_MOST]
    lines = [says(here).item(name=named(one, here), state=state(one, here)) for one in shown]
    text = "\n".join((says(here).list(), *lines)) if shown else says(here).none()
    rows = tuple((Button(says(here).button_show(number=one.id), press("toon", one)),) for one in shown)
    return Say(text, ((Button(says(here).button_new(), "omroep:nieuw"),), *rows, (menu_button(here),)))


def state(one: Broadcast, here: Here) -> str:
    """How it stands, in a few words."""
    if one.withdrawn:
        return says(here).state_withdrawn()
    match one.status:
        case "draft":
            return says(here).state_draft()
        case "held":
            return says(here).state_second() if one.wants_second else says(here).state_held()
        case "sending":
            return says(here).state_sending()
        case "paused":
            return says(here).state_paused()
        case "cancelled":
            return says(here).state_cancelled()
    return says(here).state_ended()


def view(page: str, one: Broadcast | None, here: Here) -> Say | None:
    """A draft, or what is to be typed of it."""
    cancel = (back_row(one, here) if one else last_row(here),)
    match page:
        case "nieuw" | "tekst":
            return Say(says(here).type_text(), cancel)
        case "knop":
            return Say(says(here).type_button(inside=", ".join(INSIDE)), cancel)
    return _whole(one, here) if one else None


def _whole(one: Broadcast, here: Here) -> Say:
    count = reach(one.target, here)
    linked = says(here).has_button(label=one.link_label, link=one.link) if one.link else says(here).no_button()
    photo = says(here).has_photo() if one.file else says(here).no_photo()
    lines = (says(here).draft(number=one.id, opening=opening(one.text, OPENING_CHARACTERS_MOST)), "", photo, linked)
    text = paragraphs("\n".join(lines), aiming.described(one.target, here), says(here).that_are(n=count, people=how_many(count, here)))
    link = Button(says(here).button_no_link(), press("knopweg", one)) if one.link else Button(says(here).button_link(), press("knop", one))
    photos = (Button(says(here).button_no_photo(), press("fotoweg", one)),) if one.file else ()
    rows = (
        (Button(says(here).button_preview(), press("bekijk", one)),),
        (Button(says(here).button_who(), press("wie", one)), Button(says(here).button_text(), press("tekst", one))),
        (link, *photos),
        (Button(says(here).button_drop(), press("gooiweg", one)),),
        last_row(here),
    )
    return Say(text, rows)


# ── what is done ──────────────────────────────────────────────────────────────────────────────────────────────


def respond(verb: str, one: Broadcast, here: Here) -> Turn | None:
    """A button of a draft; None for what is none."""
    match verb:
        case "tekst" | "knop":
            return at(Announcing(one.id, verb), view(verb, one, here))
        case "knopweg":
            return _redrawn(replace(one, link="", link_label=""), here)
        case "fotoweg":
            return _redrawn(replace(one, file=None), here)
        case "gooiweg":
            left = tuple(other for other in here.facts.shared.broadcasts if other.id != one.id)
            after = replace(here, facts=replace(here.facts, shared=replace(here.facts.shared, broadcasts=left)))
            return at(Announcing(), list_of(after), Drop(one), lead=says(here).dropped(number=one.id))
    return None


def typed(topic: Announcing, event: Event, one: Broadcast | None, here: Here) -> Turn | None:
    """The words of a new one or of a draft, a picture, or a button for it."""
    match topic.page, event:
        case "nieuw", Text(text):
            return _drawn(text, None, here)
        case "nieuw", Attachment(caption=caption, file=file):
            return _refused(topic, event, here) or _drawn(caption, file, here)
        case "tekst", Text(text) if one:
            return _redrawn(replace(one, text=text), here)
        case _, Attachment(caption=caption, file=file) if one:
            return _refused(topic, event, here) or _redrawn(replace(one, text=caption or one.text, file=file), here)
        case "knop", Text(text) if one:
            return _linked(text, topic, one, here)
    return None


def _refused(topic: Topic, event: Event, here: Here) -> Turn | None:
    """Only a picture can go along, and none that is too large."""
    file = event.file if isinstance(event, Attachment) else None
    if file is None or file.kind not in PHOTOS:
        return turn(topic, Say(says(here).only_photo()))
    most = here.knowledge.settings.file_megabytes
    return turn(topic, Say(says(here).photo_too_large(n=most))) if file.size_bytes > most * MEGABYTE else None


def _drawn(text: str, file: File | None, here: Here) -> Turn | None:
    shared = here.facts.shared
    one = Broadcast(id=shared.next_broadcast, author=shared.me, text=text, file=file, made=here.facts.now)
    return at(Announcing(one.id), _whole(one, here), Draw(one))


def _redrawn(one: Broadcast, here: Here, lead: str = "") -> Turn | None:
    return at(Announcing(one.id), _whole(one, here), Redraw(one), lead=lead)


def _linked(text: str, topic: Announcing, one: Broadcast, here: Here) -> Turn | None:
    """`Doe de scan: scan`, `Meld u aan: https://…`; the last colon before the address parts them."""
    label, found, link = _parted(text)
    if not found or not label or len(label) > LABEL_CHARACTERS_MOST:
        return at(topic, view("knop", one, here), lead=says(here).button_unclear(n=LABEL_CHARACTERS_MOST))
    return _redrawn(replace(one, link_label=label, link=link), here)


def _parted(text: str) -> tuple[str, bool, str]:
    """The label, whether the link is one that we know, and the link."""
    label, _, link = (part.strip() for part in text.partition(_WEB))
    if link and not any(map(str.isspace, link)):
        return label.rstrip(" :"), True, f"{_WEB}{link}"
    label, _, link = (part.strip() for part in text.rpartition(":"))
    return label, link.lower() in INSIDE, link.lower()
