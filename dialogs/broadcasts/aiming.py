"""Who gets it: subscribers, chosen by what is known of them, with how many they are now beside each choice."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from dialogs.announcing import Announcing
from dialogs.broadcast import Aim, Broadcast, Group, Target, reached
from dialogs.broadcasts.words import at, back_row, counted, how_many, press, reach, says
from dialogs.here import Here, Turn, channel_name, paragraphs
from dialogs.language import Button, Say

KINDS = {"r": "roles", "s": "sectors", "p": "provinces", "g": "regions", "k": "channels"}
"""What can be chosen, by the letter that stands in a button."""


def respond(verb: str, more: tuple[str, ...], one: Broadcast, here: Here) -> Turn | None:
    """A choice in a draft, or a page of choices; None for what is none."""
    match verb, more:
        case "wie", ():
            return _shown("wie", one, here)
        case "soort", (kind,) if kind in KINDS:
            return _shown(f"soort:{kind}", one, here)
        case (("wel" | "niet"), (kind, value)) if kind in KINDS:
            return _chosen(kind, value, one, here, on=verb == "wel")
        case (("wel" | "niet"), ("laatste",)):
            return _aimed(replace(one.target, not_last=verb == "niet"), "wie", one, here)
        case "wel", ("iedereen",):
            return _aimed(Target(), "wie", one, here)
    return None


def view(page: str, one: Broadcast, here: Here) -> Say:
    """Who gets it now, or what there is to choose of one kind."""
    kind = page.partition(":")[2]
    return _kind(kind, one, here) if kind in KINDS else _whole(one, here)


def described(target: Target, here: Here) -> str:
    """Who gets it, in words."""
    wanted = (
        _listed(says(here).kind_roles(), "r", target.roles, here),
        _listed(says(here).kind_sectors(), "s", target.sectors, here),
        _listed(says(here).kind_where(), "", (*target.provinces, *(_name("g", id, here) for id in target.regions)), here),
        _listed(says(here).kind_channels(), "k", target.channels, here),
        says(here).without_last() if target.not_last else "",
    )
    return "\n".join(filter(None, wanted)) or says(here).everybody()


def per_channel(target: Target, here: Here) -> str:
    """`Via Matrix 112, Telegram 300.`"""
    found: dict[str, int] = {}
    for group in _groups(target, here):
        found[group.channel] = found.get(group.channel, 0) + group.people
    told = ", ".join(says(here).on_channel(channel=_name("k", name, here), count=counted(n)) for name, n in sorted(found.items()))
    return says(here).via(channels=told) if told else ""


def _groups(target: Target, here: Here) -> list[Group]:
    contacts = here.knowledge.contacts
    return [group for group in here.facts.shared.audience.groups if reached(target, group, contacts)]


def _listed(kind: str, letter: str, values: tuple[str, ...], here: Here) -> str:
    names = here.knowledge.phrases.words.either.join(_name(letter, value, here) for value in values)
    return says(here).chosen(kind=kind, names=names) if values else ""


def _shown(page: str, one: Broadcast, here: Here) -> Turn | None:
    return at(Announcing(one.id, page), view(page, one, here))


def _chosen(kind: str, value: str, one: Broadcast, here: Here, *, on: bool) -> Turn | None:
    """One more or one less; said twice it is the same."""
    before: tuple[str, ...] = getattr(one.target, KINDS[kind])
    if on and value not in _values(kind, here):
        return None
    after = tuple(sorted({*before, value} if on else {*before} - {value}))
    return _aimed(replace(one.target, **{KINDS[kind]: after}), f"soort:{kind}", one, here)


def _aimed(target: Target, page: str, one: Broadcast, here: Here) -> Turn | None:
    aimed = replace(one, target=target)
    return at(Announcing(one.id, page), view(page, aimed, here), Aim(aimed))


# ── the pages ─────────────────────────────────────────────────────────────────────────────────────────────────


def _whole(one: Broadcast, here: Here) -> Say:
    count = reach(one.target, here)
    channels = per_channel(one.target, here)
    text = paragraphs(
        says(here).who(number=one.id), described(one.target, here), says(here).that_are(n=count, people=how_many(count, here))
    )
    last = ("wel", says(here).button_also_last()) if one.target.not_last else ("niet", says(here).button_not_last())
    titles = (says(here).button_roles(), says(here).button_sectors(), says(here).button_provinces())
    more = (says(here).button_regions(), says(here).button_channels())
    kinds = [Button(title, press("soort", one, kind)) for title, kind in zip((*titles, *more), KINDS, strict=True)]
    rows = (
        tuple(kinds[:2]),
        tuple(kinds[2:4]),
        (kinds[4], Button(last[1], press(last[0], one, "laatste"))),
        (Button(says(here).button_everybody(), press("wel", one, "iedereen")),),
        back_row(one, here),
    )
    return Say("\n".join(filter(None, (text, channels))), rows)


def _kind(kind: str, one: Broadcast, here: Here) -> Say:
    """Each choice with how many it would be alone, beside what else is chosen."""
    chosen: tuple[str, ...] = getattr(one.target, KINDS[kind])
    buttons = [_button(kind, value, one, here, on=value in chosen) for value in (*_values(kind, here), *_gone(chosen, kind, here))]
    unknown = sum(group.people for group in _groups(replace(one.target, **{KINDS[kind]: ()}), here) if not _of(kind, group, here))
    reaches = reach(one.target, here)
    count = says(here).that_are(n=reaches, people=how_many(reaches, here))
    told = says(here).unknown(n=unknown, count=counted(unknown)) if unknown else ""
    text = paragraphs(says(here).choose(), described(one.target, here), "\n".join(filter(None, (count, told))))
    return Say(text, (*((button,) for button in buttons), (Button(says(here).button_who(), press("wie", one)),), back_row(one, here)))


def _button(kind: str, value: str, one: Broadcast, here: Here, *, on: bool) -> Button:
    alone = reach(replace(one.target, **{KINDS[kind]: (value,)}), here)
    name = says(here).option(name=_name(kind, value, here), count=counted(alone))
    return Button(says(here).option_chosen(option=name) if on else name, press("niet" if on else "wel", one, kind, value))


def _values(kind: str, here: Here) -> tuple[str, ...]:
    """What there is to choose: what subscribers told."""
    told = {_of(kind, group, here) for group in _groups(Target(), here)}
    return tuple(sorted(told - {""}))


def _gone(chosen: Iterable[str], kind: str, here: Here) -> tuple[str, ...]:
    """What was chosen and nobody is any more, so that it can be taken away."""
    return tuple(value for value in chosen if value not in _values(kind, here))


def _of(kind: str, group: Group, here: Here) -> str:
    match kind:
        case "r":
            return group.role
        case "s":
            return group.sector
        case "p":
            return group.province
        case "k":
            return group.channel
    region = here.knowledge.contacts.region_of(group.municipality or None, group.province) if group.province else None
    return region.id if region else ""


def _name(kind: str, value: str, here: Here) -> str:
    """As people read it."""
    if kind == "s":
        sectors = (sector for one in here.knowledge.question_sets for sector in one.sectors)
        return next((sector.name for sector in sectors if sector.id == value), value)
    if kind == "g":
        region = here.knowledge.contacts.region(value)
        return says(here).region(name=region.name) if region else value
    if kind == "k":
        return channel_name(value, here)
    return value
