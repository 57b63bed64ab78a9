"""How it will look to who gets it, what is not right with it yet, and whom it reaches in truth."""

from __future__ import annotations

from msgspec.structs import replace

from dialogs.announcing import Announcing
from dialogs.broadcast import Broadcast, Look, Target
from dialogs.broadcasts import aiming
from dialogs.broadcasts.checks import Finding, findings
from dialogs.broadcasts.message import message
from dialogs.broadcasts.words import back_row, counted, how_many, press, reach, says, seal
from dialogs.here import Here, Turn, led_by, paragraphs, turn
from dialogs.language import Button, Effect, Say


def respond(verb: str, topic: Announcing, one: Broadcast, here: Here) -> Turn | None:
    """Seen as it will be; a doubt that is set aside; the links once more; its words for an e-mail. None for what is none of these."""
    match verb:
        case "bekijk":
            return seen(Announcing(one.id, "bekijk", topic.seen), one, here)
        case "klopt":
            return _shown(Announcing(one.id, "bekijk", seal(one)), one, here)
        case "links":
            return _shown(Announcing(one.id, "bekijk", topic.seen), _unlooked(one), here, Look(one))
        case "mail":
            return _shown(Announcing(one.id, "bekijk", topic.seen), one, here, Say(_mail(one, here)))
    return None


def seen(topic: Announcing, one: Broadcast, here: Here, lead: str = "") -> Turn:
    """The message itself, exactly as it is sent, and then what to say of it."""
    return turn(topic, message(one, here.knowledge), *led_by(lead, (view(topic, one, here),)))


def _shown(topic: Announcing, one: Broadcast, here: Here, *effects: Effect) -> Turn:
    return turn(topic, *effects, view(topic, one, here))


def _unlooked(one: Broadcast) -> Broadcast:
    return replace(one, links=tuple(replace(link, outcome="") for link in one.links))


def open_doubts(topic: Announcing, one: Broadcast, here: Here) -> tuple[Finding, ...]:
    """What is in the way of sending: all that stops it, and the doubts that nobody set aside since it is as it is."""
    aside = topic.seen == seal(one)
    return tuple(one for one in findings(one, here) if one.weight == "stop" or not aside)


def view(topic: Announcing, one: Broadcast, here: Here) -> Say:
    """Under the message: what differs, what is not right, whom it reaches, and the way on."""
    left = open_doubts(topic, one, here)
    text = paragraphs(says(here).preview(number=one.id), _differences(one, here), _found(left, here), truth(one, here))
    count = how_many(reach(one.target, here), here)
    send = (Button(says(here).button_send(people=count), press("verstuur", one)),) if not left else ()
    fine = (Button(says(here).button_right(), press("klopt", one)),) if left and all(one.weight == "doubt" for one in left) else ()
    links = (Button(says(here).button_links(), press("links", one)),) if any(link.outcome not in ("", "ok") for link in one.links) else ()
    change = Button(says(here).button_text(), press("tekst", one))
    rows = (
        send,
        fine,
        links,
        (change, Button(says(here).button_who(), press("wie", one))),
        (Button(says(here).button_mail(), press("mail", one)),),
    )
    return Say(text, (*filter(None, rows), back_row(one, here)))


def _found(left: tuple[Finding, ...], here: Here) -> str:
    lines = [says(here).finding(text=one.text) for one in left]
    return "\n".join((says(here).findings(), *lines)) if left else says(here).no_findings()


def _differences(one: Broadcast, here: Here) -> str:
    """Of each channel that it goes to."""
    channels = {group.channel for group in here.facts.shared.audience.groups} if not one.target.channels else set(one.target.channels)
    photo = one.file is not None
    told = {
        "telegram": says(here).in_telegram_photo() if photo else says(here).in_telegram(),
        "matrix": says(here).in_matrix_photo() if photo else says(here).in_matrix(),
    }
    return "\n".join(told[channel] for channel in sorted(channels) if channel in told)


def truth(one: Broadcast, here: Here) -> str:
    """How many people, that these are no schools, and that the rest is not reached."""
    count, audience = reach(one.target, here), here.facts.shared.audience
    subscribed = reach(Target(), here)
    others_count = audience.others + sum(group.people for group in audience.groups) - subscribed
    per_channel = aiming.per_channel(one.target, here)
    rest = says(here).not_chosen(n=subscribed - count, count=counted(subscribed - count)) if subscribed > count else ""
    others = says(here).not_subscribed(n=others_count, count=counted(others_count)) if others_count else ""
    reached = says(here).reaches(n=count, people=how_many(count, here))
    return "\n".join(filter(None, (reached, per_channel, rest, others, says(here).rest_by_mail())))


def _mail(one: Broadcast, here: Here) -> str:
    """Ready to be put in a mail: the words, and where to find the guide."""
    link = f"{one.link_label}: {one.link}" if one.link.startswith("https://") else ""
    return paragraphs(one.text, link, says(here).mail_ends())
