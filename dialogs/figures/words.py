"""How figures are called, and how a number is written: a place where there are too few people says so."""

from __future__ import annotations

from dialogs.here import Here, channel_name
from knowledge.figures import WAITS, WAITS_LONGER, Group
from knowledge.figures_phrases import FiguresPhrases
from knowledge.phrase import Phrase


def says(here: Here) -> FiguresPhrases:
    """The same for all staff, whoever else they said to be."""
    return here.knowledge.phrases.figures


def number(count: int | None, here: Here) -> str:
    """`1.204`, or that it is about fewer than five people."""
    return says(here).few() if count is None else f"{count:,}".replace(",", ".")


def role(name: str, here: Here) -> str:
    known = {"ouder": says(here).role_parent, "school": says(here).role_school, "leerling": says(here).role_pupil}
    return known.get(name, says(here).role_untold)()


def what(name: str, here: Here) -> str:
    """What is counted under a name."""
    words = says(here)
    if name == "gewist_termijn":
        return words.erased_silent(days=here.knowledge.settings.inactive_days)
    named: dict[str, Phrase] = {
        "vraag_beantwoord": words.answered,
        "vraag_keuze": words.offered,
        "vraag_geweigerd": words.refused,
        "scan_begonnen": words.begun,
        "scan_klaar": words.finished,
        "doorgegeven": words.handed,
        "bericht": words.reached,
        "gewist": words.erased,
    }
    return named[name]()


def wait(name: str, here: Here) -> str:
    """How soon a person answers mostly, as a sentence."""
    words = says(here)
    classes = (words.wait_half_day, words.wait_day, words.wait_three_days, words.wait_longer)
    named = dict(zip((*WAITS.values(), WAITS_LONGER), classes, strict=True))
    return named.get(name, words.wait_unknown)()


def channels(groups: tuple[Group, ...], here: Here) -> str:
    """`41 in Telegram, <5 in Matrix`."""
    told = (says(here).on_channel(number=number(one.people, here), channel=channel_name(one.channel, here)) for one in groups)
    return ", ".join(told)
