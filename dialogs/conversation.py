"""Who gets an event: read this to know in what order we listen.

Distress comes before all else. Then come global words, then a press goes to whoever it names (also from an old message), then the
current topic, then the FAQ; what nobody understands is answered with what could be said instead.
"""

from __future__ import annotations

from typing import assert_never, cast

from msgspec.structs import replace

from dialogs import aloud, ask, pages, parents, privacy, refer, roles, start, steps
from dialogs.announcing import Inviting
from dialogs.broadcasts import hall as broadcasts
from dialogs.broadcasts import news
from dialogs.broadcasts.message import LINKED
from dialogs.choice import Unclear, asks, pick
from dialogs.figures import hall as figures
from dialogs.fitting import fitting
from dialogs.here import Here, Turn, led_by, paragraphs, turn, who_buttons
from dialogs.language import (
    TEXT_CHARACTERS_MOST,
    Attachment,
    Button,
    Command,
    Due,
    Edited,
    Effect,
    Event,
    Facts,
    Location,
    Press,
    Reachable,
    ReadAloud,
    Say,
    Search,
    Text,
    Unreachable,
    Unreadable,
    Withdrawn,
)
from dialogs.memory import (
    Conversation,
    Home,
    Reading,
    Referring,
    Scanning,
    Topic,
)
from dialogs.needs import own_words
from dialogs.questions import hall as questions
from dialogs.rights import Erase
from dialogs.scan import hall as scan
from dialogs.tickets import hall as tickets
from dialogs.tickets.parting import parting
from knowledge import Knowledge
from knowledge.dutch import clean, fold
from knowledge.search import Matches

I_AM = "ik ben "
ANSWER_WORDS_MOST = 2
"""In a scan, so few words that ask nothing are a slip in an answer ("helemaal" where yes or no is asked) before they are a question."""
LINKS: dict[str, Press | Command] = {
    "scan": Command("scan"),
    "ouder": Press("ik:ouder"),
    "school": Press("ik:school"),
    "leerling": Press("ik:leerling"),
    "contact": Command("contact"),
    "nieuws": Command("nieuws"),
}
"""What a link to the guide may say behind `start`."""


def respond(conversation: Conversation, event: Event, knowledge: Knowledge, facts: Facts) -> Turn | Search:
    """One step of the conversation: the same four values always give the same turn.

    Returns:
        What happens; or `Search` when only the FAQ can tell, and `facts.matches` must be filled before asking again.
    """
    here = Here(knowledge, facts)
    if knowledge.distress.heard(own_words(event)):
        return Turn(conversation, (Say(knowledge.distress.message, lasting=True),))
    heard = _hear(event, conversation.topic, here)
    if isinstance(heard, Search):
        return heard
    heard = news.invited_after_scan(heard, here)
    lost = (Say(here.phrases.general.lost()),) if facts.lost else ()
    heard = tickets.carried(conversation.topic, heard, here, pages.result(here))
    return Turn(heard.conversation, fitting((*lost, *_as_it_sounds(heard.effects, facts))))


def _as_it_sounds(effects: tuple[Effect, ...], facts: Facts) -> tuple[Effect, ...]:
    """For who has it read aloud, also from the turn on in which they ask for it."""
    told = next((effect.on for effect in effects if isinstance(effect, ReadAloud)), facts.aloud)
    return aloud.spoken(effects) if told else effects


def _came_back(event: Reachable, topic: Topic, here: Here) -> Turn:
    """Who never said anything made a room, and speaks first there."""
    if here.facts.turn == 1:
        return turn(topic)
    return scan.respond(topic, event, here) or pages.shown(topic, here, here.phrases.general.reachable_again())


def _of_tickets(topic: Topic, event: Event, here: Here) -> Turn | None:
    """What becomes of an event around what staff do, or questions for a person; who is done with these is home again."""
    if editing := questions.respond(topic, event, here):
        return editing
    many = broadcasts.respond(topic, event, here)
    if many and isinstance(many.conversation.topic, Scanning) and any(isinstance(effect, Say) for effect in many.effects):
        back = pages.shown(many.conversation.topic, here)
        return Turn(many.conversation, (*many.effects, *back.effects))
    heard = many or news.invited(topic, tickets.respond(topic, event, here, pages.result(here)), here)
    if heard and isinstance(heard.conversation.topic, Home) and heard.effects and isinstance(said := heard.effects[-1], Say):
        if said.lasting or said.buttons:
            return heard
        back = pages.shown(Home(), tickets.without_closed(heard, here), said.text)
        return Turn(back.conversation, (*heard.effects[:-1], *back.effects))
    return heard


def _hear(event: Event, topic: Topic, here: Here) -> Turn | Search:
    general = here.phrases.general
    match event:
        case Text(text):
            return _text(text, topic, here)
        case Edited(text, of_file):
            changed = Edited(clean(text, TEXT_CHARACTERS_MOST), of_file)
            aside = pages.shown(topic, here, general.attachment()) if of_file else scan.respond(topic, changed, here)
            return _of_tickets(topic, changed, here) or aside or _text(text, topic, here)
        case Press():
            return _named(event, topic, here) or pages.shown(topic, here, general.old_button())
        case Command():
            return _commanded(event, topic, here)
        case Due():
            return _named(event, topic, here) or pages.shown(topic, here)
        case Unreachable():
            return turn(topic)
        case Erase():
            return privacy.erased(parting(here))
        case Reachable():
            return _came_back(event, topic, here)
        case Location() | Attachment() | Unreadable() | Withdrawn():
            return _of_tickets(topic, event, here) or _wordless(event, topic, here)
        case _:
            assert_never(event)


def _wordless(event: Location | Attachment | Unreadable | Withdrawn, topic: Topic, here: Here) -> Turn:
    """What is no text, and goes to nobody else."""
    general = here.phrases.general
    match event:
        case Location():
            placed = None if isinstance(topic, Scanning) else refer.respond(topic, event, here)
            return placed or pages.shown(topic, here, general.location())
        case Attachment():
            return pages.shown(topic, here, general.attachment())
        case Unreadable():
            return pages.shown(topic, here, here.phrases.matrix.unreadable())
        case Withdrawn():
            return pages.shown(topic, here, general.withdrawn())
        case _:
            assert_never(event)


def _text(text: str, topic: Topic, here: Here) -> Turn | Search:
    said = clean(text, TEXT_CHARACTERS_MOST)
    if coded := tickets.with_roles(roles.respond(topic, Text(said), here), here):
        return coded
    if said[:1] in ("/", "!") and (typed := _typed_command(said)):
        return _commanded(typed, topic, here)
    if said and (handed := _of_tickets(topic, Text(said), here)):
        return handed
    word = here.knowledge.command_words.get(fold(said))
    meant = _named(Command(word), topic, here) if word else None
    heard = meant or (scan.respond(topic, Text(said), here) if said else None)
    if not heard and not fold(said):
        return pages.shown(topic, here, here.phrases.general.empty())
    return (
        heard
        or _chosen(said, topic, here)
        or _placed(said, topic, here)
        or _told_who(said, topic, here)
        or _known_by_rule(said, topic, here)
        or _asked(said, topic, here)
    )


def _typed_command(said: str) -> Command | None:
    """`/stop` and `!stop` (Matrix clients keep unknown slash commands to themselves) are the command; `/ 3` is not one."""
    name, _, argument = said[1:].partition(" ")
    return Command(name, argument.strip()) if fold(name) else None


def _commanded(command: Command, topic: Topic, here: Here) -> Turn:
    """A command; one that has no meaning where the person is says so, and so does one that nobody knows."""
    known, general = _known(command, here), here.phrases.general
    lead = general.not_now() if known.name in (*scan.IN_A_RUN, *scan.ABOUT_A_RUN) else general.unknown_command()
    return _named(known, topic, here) or pages.shown(topic, here, lead)


def _known(command: Command, here: Here) -> Command:
    """The command by the name that we know it by: `/Mijn_antwoorden` is what *mijn antwoorden* is when it is typed."""
    name = fold(command.name)
    return Command(here.knowledge.command_words.get(name, name), command.argument)


def _named(event: Press | Command | Due, topic: Topic, here: Here) -> Turn | None:
    """What a word or a button means that names its own meaning, wherever the person is."""
    match event:
        case Command("herhaal"):
            return pages.shown(topic, here)
        case Command("waar"):
            return pages.shown(topic, here, pages.where(topic, here))
        case Command("opties"):
            return pages.shown(topic, here, pages.options(topic, here))
        case Command("start", argument) if argument and not roles.code_in(event):
            return _linked(argument, topic, here)
        case Command("voorlezen" | "voorlezen_uit" as name):
            return _read_aloud(topic, here, on=name == "voorlezen")
        case Command("help") if isinstance(topic, Scanning):
            return pages.shown(topic, here, here.phrases.scan.help())
        case Press(data) if data.startswith(("faq:", "woord:", "helpt:", "helptniet:", "vraag:")):
            return _aside(news.invited(topic, ask.respond(topic, event, here), here), topic, here)
        case Press(data) | Due(data) if data.startswith("dag:"):
            return _aside(parents.respond(topic, event, here), topic, here)
        case Due(data) if data.startswith("brief:"):
            return _aside(_of_tickets(topic, event, here), topic, here)
        case Command("scan") | Press("scan") if here.facts.audience == "leerling":
            return pages.shown(Home(), here, here.phrases.start.scan_for_schools())
        case Press(data) if data.startswith("scan:"):
            return scan.respond(topic, event, here)
        case Press(data) if data.startswith(LINKED):
            return _linked(data.removeprefix(LINKED), topic, here)
    return (
        privacy.respond(topic, event, here, parting)
        or tickets.with_roles(roles.respond(topic, event, here), here)
        or figures.respond(topic, event, here)
        or _of_tickets(topic, event, here)
        or start.respond(topic, event, here, pages.home_buttons(here))
        or parents.respond(topic, event, here)
        or steps.respond(topic, event, here)
        or refer.respond(topic, event, here)
        or scan.respond(Scanning(topic.run) if isinstance(topic, Inviting) and topic.run else topic, event, here)
    )


def _linked(argument: str, topic: Topic, here: Here) -> Turn | None:
    """Who comes by a link that says what for: `?start=scan`, `?start=ouder`."""
    general = here.phrases.general
    hello = start.hello(here) if here.facts.turn == 1 else ""
    named = LINKS.get(fold(argument))
    linked = _named(named, topic, here) if named else None
    if linked:
        return _led(linked, hello)
    home = _named(Command("menu"), topic, here)
    return _led(home, paragraphs(hello, general.unknown_link())) if home else None


def _led(said: Turn, lead: str) -> Turn:
    """The same turn, its first message opening with `lead`."""
    first = next(index for index, effect in enumerate(said.effects) if isinstance(effect, Say))
    (led,) = led_by(lead, (cast(Say, said.effects[first]),))
    return Turn(said.conversation, (*said.effects[:first], led, *said.effects[first + 1 :]))


def _read_aloud(topic: Topic, here: Here, *, on: bool) -> Turn:
    """From now on so, or no longer; where the person is comes back as it now sounds."""
    general = here.phrases.general
    back = pages.shown(topic, replace(here, facts=replace(here.facts, aloud=on)), general.aloud() if on else general.aloud_no_more())
    return Turn(back.conversation, (ReadAloud(on), *back.effects))


def _chosen(said: str, topic: Topic, here: Here) -> Turn | None:
    """A typed number or label stands for the button that it names; where the page is gone, for none."""
    page = pages.page(topic, here)
    buttons = [button for row in page.buttons for button in row] if page else []
    match pick(said, buttons):
        case Button(press=data):
            return _named(Press(data), topic, here)
        case Unclear(several):
            labels = here.phrases.words.either.join(f"“{button.label}”" for button in several)
            return pages.shown(topic, here, here.phrases.general.unclear(options=labels))
    return None


def _placed(said: str, topic: Topic, here: Here) -> Turn | None:
    """A place, for who asks whom they can turn to: there `ik ben van een school in Ede` tells where, not who."""
    about_it = isinstance(topic, Referring) and not here.knowledge.small_talk.heard(said)
    return refer.respond(topic, Text(said), here) if about_it else None


def _told_who(said: str, topic: Topic, here: Here) -> Turn | None:
    """`Ik ben docent op een mavo`, said outside of a scan, also by who said otherwise before; the first such word counts."""
    if isinstance(topic, Scanning) or not fold(said).startswith(I_AM):
        return None
    told = (button for word in fold(said).split() for button in who_buttons(here) if word in map(fold, button.also))
    meant = next(told, None)
    return _named(Press(meant.press), topic, here) if meant else None


def _known_by_rule(said: str, topic: Topic, here: Here) -> Turn | None:
    """What needs no search: small talk, the class of a child, and what a word means."""
    if remark := ask.remarked(said, here):
        return _aside(turn(topic, Say(remark)), topic, here)
    meant = _aside(ask.meant(said, here), topic, here)
    if isinstance(topic, Scanning):
        return meant
    child = parents.respond(topic, Text(said), here) if here.facts.audience != "school" else None
    return child or refer.respond(topic, Text(said), here) or meant


def _asked(said: str, topic: Topic, here: Here) -> Turn | Search:
    """A question for the FAQ; in the middle of a scan the answer comes, and then the scan's question again.

    To an open question of the scan anything may be said that is not clearly asked of us; and who reads an answer that was withdrawn
    meanwhile asks the next question like anybody.
    """
    matches = Matches("unknown") if fold(said).isdecimal() else here.facts.matches
    if matches is None:
        return Search(said)
    if matches.decision != "answer" and (kept := scan.last_resort(topic, said, here) or refer.last_resort(topic, said, here)):
        return kept
    gone = pages.page(topic, here) is None and not (isinstance(topic, Reading) and len(fold(said).split()) > ANSWER_WORDS_MOST)
    no_question = matches.decision == "unknown" or (matches.decision == "choose" and len(fold(said).split()) <= ANSWER_WORDS_MOST)
    if no_question and not asks(said) and (gone or isinstance(topic, Scanning)):
        return pages.shown(topic, here, "" if gone else here.phrases.scan.not_understood())
    answer = ask.answered(said, matches, here)
    return _aside(answer, topic, here) or answer


def _aside(answer: Turn | None, topic: Topic, here: Here) -> Turn | None:
    """An answer said beside what is going on: who is in a scan stays there and sees its question again; None when there is none."""
    if answer is None or not isinstance(topic, Scanning) or not any(isinstance(effect, Say) for effect in answer.effects):
        return answer
    back = pages.shown(topic, here)
    return Turn(back.conversation, (*answer.effects, *back.effects))
