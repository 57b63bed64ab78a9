"""What we keep of somebody: what it is and for how long, taking it along, and having it erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from dialogs.here import Here, Turn, day, keyboard, menu_button, paragraphs, turn
from dialogs.language import Button, Command, Effect, Event, Press, Say
from dialogs.memory import Forgetting, Home, Topic
from dialogs.rights import Dossier, Forget
from knowledge.privacy_phrases import PrivacyPhrases

RECALLING = "telegram"
"""Where we can take back what we said lately."""
LEAVING = "matrix"
"""Where we leave the room of who is erased: as long as we are in it, its keys and its name are with us."""


def respond(topic: Topic, event: Event, here: Here, parting: Callable[[Here], tuple[Effect, ...]]) -> Turn | None:
    """The three commands, and yes or no to erasing; None for all else.

    Args:
        parting: Gives what others are told when this person goes.
    """
    match event:
        case Command("privacy") | Press("privacy"):
            return turn(Home(), Say(_told(here), keyboard(_take(here), _erase(here), menu_button(here))))
        case Command("mijngegevens") | Press("mijngegevens"):
            return _taken(topic, here)
        case Press("vergeet:ja") if isinstance(topic, Forgetting):
            return _forgotten(here, parting(here), recalls=False)
        case Press("vergeet:ook") if isinstance(topic, Forgetting):
            return _forgotten(here, parting(here), recalls=here.facts.channel == RECALLING)
        case Press("vergeet:nee"):
            return turn(Home(), Say(_words(here).not_erased(), keyboard(menu_button(here))))
        case Command("vergeet") | Press("vergeet" | "vergeet:ja" | "vergeet:ook"):
            return turn(Forgetting(), view(here))
    return None


def erased(parting: tuple[Effect, ...]) -> Turn:
    """At the word of whoever runs the guide, who tells them so too."""
    return turn(Home(), Forget(), *parting)


def view(here: Here) -> Say:
    """What will be erased and what stays, and whether they want that."""
    says, words = _words(here), here.phrases.words
    recalls, leaves = here.facts.channel == RECALLING, here.facts.channel == LEAVING
    also = (Button(says.button_yes_recall(), "vergeet:ook"),) if recalls else ()
    yes = Button(says.button_yes(), "vergeet:ja", words.yes)
    no = Button(says.button_no(), "vergeet:nee", words.no)
    text = paragraphs(says.erase(), *_with_others(here), says.erase_recall() if recalls else "", says.erase_leaves() if leaves else "")
    return Say(text, ((yes,), *((one,) for one in also), (no,)))


def where(here: Here) -> str:
    """Where the person is, in a sentence before the page that they see."""
    return _words(here).where()


def _words(here: Here) -> PrivacyPhrases:
    return here.phrases.privacy


def _take(here: Here) -> Button:
    return Button(_words(here).button_take(), "mijngegevens")


def _erase(here: Here) -> Button:
    return Button(_words(here).button_erase(), "vergeet")


def _with_others(here: Here) -> tuple[str, ...]:
    """What it means for the others whom they talk with, and for what they may do."""
    says, shared = _words(here), here.facts.shared
    asked = sum(one.closed is None for one in shared.mine)
    held = len(shared.held)
    colleagues = [one for one in shared.members if one.role.name == "medewerker"]
    last = shared.has("medewerker") and len(colleagues) == 1
    return (
        says.erase_open(n=asked) if asked else "",
        says.erase_held(n=held) if held else "",
        says.erase_role() if shared.roles else "",
        says.erase_last() if last else "",
    )


def _forgotten(here: Here, parting: tuple[Effect, ...], *, recalls: bool) -> Turn:
    """The receipt; nothing of this turn stays but that, and only until it is said."""
    says, today = _words(here), here.facts.now.date()
    organisation = here.knowledge.responsible.organisation
    gone = today + timedelta(days=organisation.backup_days) if organisation else today
    backups = says.back_ups(days=organisation.backup_days, day=day(gone, here.phrases)) if organisation else says.back_ups_unknown()
    after = says.leaves() if here.facts.channel == LEAVING else says.begins_anew()
    receipt = paragraphs(says.erased(day=day(today, here.phrases)), backups, says.recalled() if recalls else "", after)
    return turn(Home(), Forget(recalls), *parting, Say(receipt, lasting=True))


def _taken(topic: Topic, here: Here) -> Turn:
    """Two files; who was in the middle of something stays there."""
    says = _words(here)
    whole = Say(says.taken(), dossier=Dossier(says.file(), "html"), lasting=True)
    return turn(topic, whole, Say(says.taken_for_programs(), dossier=Dossier(says.file(), "json"), lasting=True))


def _told(here: Here) -> str:
    says, facts, settings = _words(here), here.facts, here.knowledge.settings
    pupil = facts.audience == "leerling"
    own = (
        says.keeps_scan(days=settings.scan_days),
        says.keeps_questions(days=settings.link_days),
        says.keeps_counts(),
        says.keeps_tickets(days=settings.talk_days),
        says.keeps_place(place=facts.where.place or facts.where.province) if facts.where else "",
        says.keeps_mail() if facts.mails else "",
        says.keeps_staff(days=settings.audit_days) if facts.shared.roles else "",
    )
    lines = (
        says.kept(),
        says.keeps_talk(days=settings.inactive_days),
        says.keeps_messages(days=settings.keep_days),
        *(() if pupil else own),
        says.keeps_news() if facts.news == "yes" else "",
    )
    network = {"telegram": says.in_telegram(), "matrix": says.in_matrix()}.get(facts.channel, "")
    return paragraphs("\n".join(filter(None, lines)), says.not_shared(), network, says.rights(), _responsible(here), says.authority())


def _responsible(here: Here) -> str:
    """Who answers for it, and under which number a request by mail is found."""
    says, organisation = _words(here), here.knowledge.responsible.organisation
    reference = says.reference(reference=here.facts.reference)
    if organisation is None:
        return paragraphs(says.trial(), reference)
    named = says.responsible(organisation=organisation.name, contact=organisation.privacy_contact, email=organisation.email)
    return paragraphs(named, reference)
