"""Every staff action in the hands of everybody who may not do it: it does nothing, writes nothing, and tells nobody anything.

`ACTIONS` is the table. Who adds a button, a command or another thing that staff or an asker can do adds a line: a name that stands in the
code (`ticket:neem`, `/open`), the event as it would come about question 1, which is Carla's, and who may do it after all. A verb that the
code knows and the table does not fails `test_every_verb_of_the_code_stands_in_the_table`; a new first word of presses joins `_PRESS`. Who
is tried is `PEOPLE`: a function makes one, and is all that a new kind of person needs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from msgspec import Struct

import dialogs
from bot.clock import stamp
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command, Edited, Event, Press, Text, Withdrawn
from dialogs.sharing import Role
from dialogs.unanswered import Wording
from tests.databases import Database
from tests.talk import MONDAY
from tests.turn.desk import BOSS, EDITOR, GELDERLAND, MINUTE, OVERIJSSEL, ZWOLLE, asked, school, staff, texts
from tests.turn.person import Person

SECRET = "paarse olifant"
"""In everything that is said in question 1."""
FIGURES = "Zo is niemand te herkennen"
"""Above all figures."""


class Action(Struct, frozen=True):
    """What someone tries.

    Args:
        verb: Its name in the code.
        may: Names of `PEOPLE` who may do it, or see what is in question 1 by it, and are not tried.
        about: The channel's id of the message that it is about.
    """

    verb: str
    event: Event
    may: frozenset[str] = frozenset()
    about: str = ""


def action(verb: str, event: Event, *may: str, about: str = "") -> Action:
    return Action(verb, event, frozenset(may), about)


ANSWERING = ("desk", "colleague", "other_region")
"""Who answers questions, and so may be absent themselves."""
PLANNING = {
    "nieuw": "",
    "goed": ":00000000",
    "wie": ":niemand",
    "blad": ":1",
    "vraag": ":1",
    "alles": ":terug",
    "dagen": "",
    "ander": "",
    "lot": ":1:terug",
    "plan": "",
}
OF_DRAFT = (
    *("bekijk", "klopt", "links", "mail", "wie", "tekst", "knop", "knopweg", "fotoweg", "gooiweg", "verstuur", "altijd"),
    *("soort:1:r", "wel:1:r:school", "niet:1:r:school"),
)
OF_GOING = (
    *("toon", "pauzeer", "verder", "breekaf", "rest", "tijd", "nu", "altijdnu", "werkdag", "dan", "tochdan", "terug"),
    *("verbeter", "verbeterja:2:1", "linksopnieuw", "trekterug", "trekterugja", "akkoord:2:1", "nietakkoord:2:1"),
)


def of_broadcasts(verbs: tuple[str, ...], id: int) -> tuple[Action, ...]:
    """Each with what stands behind it, or else the number of the broadcast."""
    return tuple(action(f"omroep:{one.split(':')[0]}", Press(f"omroep:{one}" + ("" if ":" in one else f":{id}")), "desk") for one in verbs)


ENTRY = "loopbaandossier"
OF_QUESTIONS = (
    *(
        "toon:{asked}",
        "los:{asked}",
        "weg:{asked}",
        "zonder:{asked}",
        "allemaal",
        "antwoord:{asked}",
        "bij:{short}:" + ENTRY,
        "bijja:1",
        "wegja:1",
    ),
    *("tekst", "zin", "wie", "kijk", "voor:ouder", "niet", "wijsaf", "stuur:1", "maak:1", "voorstel:90:1"),
    *("blad:1", "bewaard:1", "eigen:1", "ons:1", "wijzig:1", "intrekken:1", "trekin:1"),
    *("woorden:1", "woord:{words}", "erbij:{words}", "gooiweg:{words}"),
)
"""What nobody answered (one question, and a kept answer of a colleague), and what the editors added (one answer)."""
GROUPING = {"ja": ":{turn}:3", "nee": "", "zonder": ":5", "ook": ":5", "anders": ""}
ACTIONS = (
    # what nobody answered, and what the editors added to the answers
    action("/vragen", Command("vragen"), "editor"),
    action("vragen", Press("vragen"), "editor"),
    *(action(f"vragen:{one.split(':')[0]}", Press(f"vragen:{one}"), "editor") for one in OF_QUESTIONS),
    # messages to many: a draft, one that goes, and what is asked about it
    action("/omroep", Command("omroep"), "desk"),
    action("omroep", Press("omroep"), "desk"),
    action("omroep:nieuw", Press("omroep:nieuw"), "desk"),
    *of_broadcasts(OF_DRAFT, 1),
    *of_broadcasts(OF_GOING, 2),
    action("omroep:vragen", Press("omroep:vragen:2"), "desk", "editor"),
    action("omroep:antwoord", Press("omroep:antwoord:2"), "desk", "editor"),
    action("omroep:antwoordja", Press("omroep:antwoordja:2"), "desk", "editor"),
    # questions for a person: who holds it
    action("ticket:neem", Press("ticket:neem:1")),
    action("ticket:antwoord", Press("ticket:antwoord:1")),
    action("ticket:toon", Press("ticket:toon:1"), "colleague"),
    action("ticket:door", Press("ticket:door:1")),
    action("ticket:naar", Press("ticket:naar:1:")),
    action("ticket:naarja", Press("ticket:naarja:1:")),
    action("ticket:naarja", Press("ticket:naarja:1:overijssel")),
    action("ticket:sluit", Press("ticket:sluit:1")),
    action("ticket:terug", Press("ticket:terug:1:2")),
    action("ticket:terug", Press("ticket:terug:1:3")),
    action("ticket:bij", Press("ticket:bij:1:{draft}")),
    action("ticket:weg", Press("ticket:weg:{draft}")),
    action("/open", Command("open")),
    action("open", Press("open:1")),
    # questions for a person: who asked it
    action("ticket:verder", Press("ticket:verder:1"), "asker"),
    action("ticket:klaar", Press("ticket:klaar:1"), "asker"),
    action("ticket:ja", Press("ticket:ja:1"), "asker"),
    action("ticket:heropen", Press("ticket:heropen:1"), "asker"),
    # what was typed, by its author only
    action("edited", Edited(f"{SECRET} of niet"), about="c1"),
    action("edited", Edited(f"{SECRET} of niet"), about="e1"),
    action("withdrawn", Withdrawn(), about="c1"),
    action("withdrawn", Withdrawn(), about="e1"),
    # words on buttons
    action("typed", Text("Neem 1 aan")),
    action("typed", Text("Sluit 1")),
    action("typed", Text("Antwoord op 1")),
    action("typed", Text("Vraag 1"), "colleague"),
    # absences: of Carla, and a plan of one's own
    action("afwezig:in", Press("afwezig:in:1")),
    action("afwezig:inja", Press("afwezig:inja:1")),
    action("afwezig:wijzig", Press("afwezig:wijzig:1")),
    action("afwezig:ja", Press("afwezig:ja:1")),
    action("afwezig:nee", Press("afwezig:nee:1")),
    *(action(f"afwezig:{verb}", Press(f"afwezig:{verb}{more}"), *ANSWERING) for verb, more in PLANNING.items()),
    action("afwezig", Press("afwezig"), *ANSWERING),
    action("/afwezig", Command("afwezig"), *ANSWERING),
    action("/afwezig", Command("afwezig", "26 april – 10 mei"), *ANSWERING),
    # one answer to alike questions: 3 and 4 have Carla's, 5 and 6 wait for anyone of the region; the rest is a step on the way of who began
    action("groep:begin", Press("groep:begin:5"), "colleague"),
    action("groep:begin", Press("groep:begin:3")),
    action("groep:terug", Press("groep:terug:{batch}")),
    action("ticket:terug", Press("ticket:terug:3:1")),
    *(action(f"groep:{verb}", Press(f"groep:{verb}{more}")) for verb, more in GROUPING.items()),
    # drafts of answers
    action("concept", Press(f"concept:1:{ENTRY}")),
    action("concept:toon", Press(f"concept:toon:1:{ENTRY}")),
    action("concept:ja", Press(f"concept:ja:1:{ENTRY}")),
    action("concept:pas", Press(f"concept:pas:1:{ENTRY}")),
    # an answer for everyone: 1.2 was put before the editors, 1.3 is Carla's to propose
    action("stel:toon", Press("stel:toon:1:3")),
    action("stel:ja", Press("stel:ja:1:3")),
    action("stel:nee", Press("stel:nee:1:3")),
    action("stel:bewaar", Press("stel:bewaar:1:2"), "editor"),
    action("stel:wijs", Press("stel:wijs:1:2"), "editor"),
    action("typed", Text("Bewaar voorstel 1.2"), "editor"),
    # one's own digest
    action("dagoverzicht:aan", Press("dagoverzicht:aan"), *ANSWERING),
    action("dagoverzicht:uit", Press("dagoverzicht:uit"), *ANSWERING),
    # how one is called
    action("/naam", Command("naam", "Paars"), *ANSWERING),
    action("naam:weg", Press("naam:weg"), *ANSWERING),
    # how much the guide is used
    action("/cijfers", Command("cijfers"), "desk"),
    action("cijfers", Press("cijfers"), "desk"),
    action("cijfers:bewaard", Press("cijfers:bewaard"), "desk"),
    action("cijfers:bestand", Press("cijfers:bestand"), "desk"),
    action("typed", Text("Statistieken"), "desk"),
    # roles
    action("/rollen", Command("rollen"), "desk"),
    action("rollen", Press("rollen"), "desk"),
    action("rol:weg", Press("rol:weg:{carla}.contact.gelderland"), "desk"),
    action("rol:ja", Press("rol:ja:{carla}.contact.gelderland"), "desk"),
)

ELSEWHERE = {
    *("afwezig:ja", "afwezig:nee", *(f"afwezig:{verb}" for verb in PLANNING)),
    *(f"groep:{verb}" for verb in GROUPING),
    "omroep:antwoordja",
    *(
        f"vragen:{verb}"
        for verb in ("zonder", "allemaal", "bijja", "wegja", "tekst", "zin", "wie", "kijk", "voor", "niet", "wijsaf", "stuur", "maak")
    ),
}
"""What they do in the right hands and at the right moment is told there (`tests/turn/test_away.py`, `test_groups.py` …)."""
NOTHING_HERE = {"groep:begin:3"}
"""Answered, so that nobody can begin with it."""
NOT_STAFF = {
    "/mijngegevens": "about what is kept of oneself: tests/turn/test_forget.py",
    "/privacy": "about what is kept of oneself: tests/turn/test_forget.py",
    "/vergeet": "about what is kept of oneself: tests/turn/test_forget.py",
    "mijngegevens": "about what is kept of oneself: tests/turn/test_forget.py",
    "privacy": "about what is kept of oneself: tests/turn/test_forget.py",
    "vergeet": "about what is kept of oneself: tests/turn/test_forget.py",
    "vergeet:ja": "about what is kept of oneself: tests/turn/test_forget.py",
    "vergeet:nee": "about what is kept of oneself: tests/turn/test_forget.py",
    "vergeet:ook": "about what is kept of oneself: tests/turn/test_forget.py",
    "/nieuws": "whether one wants news oneself",
    "nieuws": "whether one wants news oneself",
    "/afmelden": "whether one wants news oneself",
    "nieuws:ja": "whether one wants news oneself",
    "nieuws:nee": "whether one wants news oneself",
    "omroep:af": "whether one wants news oneself",
    "omroep:vraag": "asks about what one got: tests/dialogs/test_broadcast_asked.py",
    "omroep:meld": "a reminder, not a button",
    "omroep:gevraagd": "the key of a message, not a button",
    "omroep:collega": "the key of a message, not a button",
    "omroep:verbeterd": "the key of a message, not a button",
    "afwezig:begin": "a reminder, not a button",
    "afwezig:over": "a reminder, not a button",
    "stel:afgewezen": "a state of a proposal, not a button",
    "stel:antwoord": "a state of a proposal, not a button",
    "stel:bewaard": "a state of a proposal, not a button",
    "stel:voorgesteld": "a state of a proposal, not a button",
    "afwezig:terug": "a part of `alles` and `lot`",
    "menu": "home",
    "/menu": "home",
    "/stop": "home",
    "/help": "what can be done here",
    "ik:ander": "who someone says to be",
    "faq": "an answer for everybody",
    "kind": "an answer for everybody",
    "scan": "one's own scan",
    "stap": "an answer for everybody",
    "contact": "whom a school can turn to",
    "ik": "who someone says to be",
    "/start": "a link; with a code it is /koppel",
    "/koppel": "gives a role to whoever has a code that works: tests/turn/test_roles.py",
    "door": "hands over one's own question",
    "door:ja": "hands over one's own question",
    "door:nee": "hands over nothing",
    "door:scan": "is about one's own question before it is sent",
    "door:zonder": "is about one's own question before it is sent",
    "door:anders": "is about one's own question before it is sent",
    "door:naam": "is about one's own question before it is sent",
    "door:anoniem": "is about one's own question before it is sent",
    "door:adres": "is about one's own question before it is sent",
    "brief:toon": "a letter of one's own, looked up among those only (`Shared.letters`): tests/turn/test_letters.py",
    "brief:ja": "the same",
    "brief:nee": "the same",
    "brief:weg": "the same",
}
"""Verbs in the same rooms that everybody may use, and why."""


# ── who tries ─────────────────────────────────────────────────────────────────────────────────────────────────


async def outsider(store: Store, turns: Turns) -> Person:
    return await school(store, turns, "buur", ZWOLLE)


async def parent(store: Store, turns: Turns) -> Person:
    person = Person(store, turns, "moeder")
    await person.do(Press("ik:ouder"))
    return person


async def other_region(store: Store, turns: Turns) -> Person:
    return await staff(store, turns, "omar", OVERIJSSEL)


async def editor(store: Store, turns: Turns) -> Person:
    return await staff(store, turns, "redactie", EDITOR)


async def desk(store: Store, turns: Turns) -> Person:
    """A medewerker does not answer for a region that has its contact."""
    return await staff(store, turns, "baas", BOSS)


async def colleague(store: Store, turns: Turns) -> Person:
    """A second contact of the region may look, and no more, as long as Carla holds it."""
    return await staff(store, turns, "cas", GELDERLAND)


async def revoked(store: Store, turns: Turns) -> Person:
    return await _revoked(store, turns, await staff(store, turns, "ex", GELDERLAND), "contact.gelderland")


async def revoked_desk(store: Store, turns: Turns) -> Person:
    return await _revoked(store, turns, await staff(store, turns, "oud", BOSS), "medewerker.")


async def _revoked(store: Store, turns: Turns, person: Person, role: str) -> Person:
    boss = await staff(store, turns, "de baas", BOSS)
    await boss.do(Command("rollen"))
    ids = [one.press.removeprefix("rol:weg:") for one in boss.last_shown if one.press.endswith(role)]
    await boss.do(Press(f"rol:ja:{ids[-2 if role == 'medewerker.' else -1]}"))
    assert texts(await person.listen()).startswith("U bent niet meer gekoppeld")
    return person


PEOPLE = (outsider, parent, other_region, editor, desk, colleague, revoked, revoked_desk)


# ── what they try ─────────────────────────────────────────────────────────────────────────────────────────────


class Scene(Struct, frozen=True):
    """Carla holds question 1, with an answer passed on and put before the editors, one on its way and a text that belongs nowhere.

    Questions 3 and 4 ask the same and have one answer of hers, on its way; 5 and 6 ask the same and are nobody's. A colleague far away was
    asked to stand in for her.
    """

    carla: Person
    asker: Person
    ids: dict[str, str]


@pytest.fixture
async def scene(store: Store, turns: Turns, database: Database) -> Scene:
    carla, asker = await staff(store, turns, "carla", GELDERLAND), await school(store, turns, "ede")
    await asked(asker, f"Vraag over een {SECRET}.")
    await asker.do(Text(f"Van school: {SECRET}."), message_id="e1")
    await carla.do(Press("ticket:neem:1"))
    await carla.do(Text(f"Een {SECRET}."), message_id="c1")
    await carla.wait(MINUTE)
    await carla.do(Text(f"Nog een {SECRET}."), message_id="c2")
    other = await school(store, turns, "arnhem")
    await asked(other, f"Ook een {SECRET}.")
    await carla.do(Press("ticket:neem:2"))
    await carla.do(Press("stel:toon:1:2"))
    assert texts(await carla.do(Press("stel:ja:1:2"))).startswith("Uw voorstel ligt bij de redactie")
    for question in (f"Welke school kocht een {SECRET} in Nijmegen?", f"Hoe duur is een {SECRET}?"):
        for name in ("wageningen", "tiel"):
            await asked(await school(store, turns, f"{name} {question}"), question)
    await carla.do(Press("groep:begin:3"))
    await carla.say(f"Bij de {SECRET}.")
    yes = next(button.press for button in carla.last_shown if button.press.startswith("groep:ja:"))
    assert texts(await carla.do(Press(yes))).startswith("Verstuurd aan 2 vragen")
    ((batch,),) = await database.rows("SELECT max(batch) FROM ticket_messages")
    far = await staff(store, turns, "ver weg", Role("contact", "zeeland"))
    await carla.do(Command("afwezig", "26 april – 10 mei"))
    await carla.do(Press(next(button.press for button in carla.last_shown if "Zeeland" in button.label)))
    assert texts(await carla.press("Ja, zo is het goed")).startswith("Genoteerd: u bent afwezig")
    await carla.do(Press("open:1"))
    await carla.do(Text(f"Nergens bij: {SECRET}."), message_id="c3")
    await _announced(database)
    await _unanswered(database)
    for person in (carla, asker, far):
        await person.listen()
    ((draft,),) = await database.rows("SELECT turn FROM ticket_drafts")
    ((id,),) = await database.rows("SELECT id FROM persons WHERE key = 'proef:carla'")
    ids = {
        "draft": str(draft),
        "carla": str(id),
        "batch": str(batch),
        "turn": yes.split(":")[2],
        "asked": ASKED,
        "short": ASKED[:12],
        "words": SAID.id,
    }
    return Scene(carla, asker, ids)


ASKED = "0123456789abcdef"
SAID = Wording(f"schrift voor een {SECRET}", ENTRY, 1)


async def _unanswered(database: Database) -> None:
    """A question that nobody answered and somebody waits for, an answer of a colleague that is kept, and one of the editors."""
    at = stamp(MONDAY)
    await database.change(
        "INSERT INTO questions (id, person, turn, text, unhelpful, nearest, audience, asked_at)"
        " SELECT ?, id, 1, ?, '', '', 'school', ? FROM persons WHERE key = 'proef:ede'",
        *(ASKED, f"Wie verzorgt een {SECRET}?", at),
    )
    await database.change("INSERT INTO tells (person, question, at) SELECT person, id, asked_at FROM questions WHERE id = ?", ASKED)
    await database.change(
        "INSERT INTO proposals (ticket, message, question, answer, state, proposed_at) VALUES (90, 1, ?, ?, 'bewaard', ?)",
        *(f"Hoe oud wordt een {SECRET}?", f"Een {SECRET} wordt oud.", at),
    )
    await database.change("INSERT INTO wordings (id, text, entry, day) VALUES ('w1', ?, ?, '2026-03-02')", SAID.text, SAID.entry)
    await database.change(
        "INSERT INTO live_entries (number, entry, kind, yaml, made_at) VALUES (1, 'eigen-olifant', 'antwoord', ?, ?)",
        *(f"- id: eigen-olifant\n  vraag: Wat eet een {SECRET}?\n  antwoord: Gras.\n", at),
    )


async def _announced(database: Database) -> None:
    """Two messages to many: a draft, and one that goes and is asked about."""
    at = stamp(MONDAY)
    for id, status, snapshot in ((1, "draft", None), (2, "sending", at)):
        await database.change(
            "INSERT INTO broadcasts (id, text, file, link_label, link, target, status, wants_second, made_at, any_hour, why_paused,"
            " version, snapshot_at, total, per_minute, told) VALUES (?, ?, '', '', '', '{}', ?, 0, ?, 0, '', 0, ?, 30, 0, '')",
            *(id, f"Nieuws over een {SECRET}.", status, at, snapshot),
        )
    await database.change(
        "INSERT INTO broadcast_questions (broadcast, person, turn, text, at) SELECT 2, id, 1, ?, ? FROM persons WHERE key = 'proef:ede'",
        *(f"Vraag over een {SECRET}.", at),
    )


OWN = {"persons", "heard", "outbox", "questions", "code_misses", "tallied", "tallies"}
"""Tables in which a turn may leave something of who took it; of what is said to others `_tried` looks for itself."""


async def _kept(database: Database) -> dict[str, list[str]]:
    """All that is written of what people share."""
    tables = (
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        if database.address
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    names = sorted({name for (name,) in await database.rows(tables)} - OWN)
    assert {"tickets", "ticket_messages", "ticket_drafts", "roles", "audit", "reminders"} <= set(names)
    kept = {name: sorted(repr(row) for row in await database.rows(f"SELECT * FROM {name}")) for name in names}
    return kept | {"called": sorted(repr(row) for row in await database.rows("SELECT id, called FROM persons WHERE called <> ''"))}


async def _tried(who: str, person: Person, scene: Scene, database: Database) -> None:
    """Everything that they may not do, one after another; what is written is looked at once, for that takes longer than all the rest."""
    before = await _kept(database)
    for one in ACTIONS:
        if who in one.may:
            continue
        event = Press(one.event.data.format(**scene.ids)) if isinstance(one.event, Press) else one.event
        said = await person.do(event, message_id=one.about)
        assert SECRET not in texts(said), (who, one)
        assert FIGURES not in texts(said), (who, one)
        assert not any(each.sheet for each in said), (who, one)
    assert await _kept(database) == before, who
    assert await scene.carla.listen() == (), who
    assert who == "asker" or await scene.asker.listen() == (), who


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who.__name__)
async def test_nobody_else_can_do_anything(
    who: Callable[[Store, Turns], Awaitable[Person]], scene: Scene, store: Store, turns: Turns, database: Database
) -> None:
    person = await who(store, turns)
    await scene.carla.listen()
    await scene.asker.listen()
    await _tried(who.__name__, person, scene, database)


async def test_the_asker_does_not_answer_their_own_question(scene: Scene, database: Database) -> None:
    await scene.asker.do(Press("menu"))
    tried = [one for one in ACTIONS if one.about != "e1" and "asker" not in one.may]
    before = await _kept(database)
    for one in tried:
        event = Press(one.event.data.format(**scene.ids)) if isinstance(one.event, Press) else one.event
        await scene.asker.do(event, message_id=one.about)
    assert await _kept(database) == before
    assert await scene.carla.listen() == ()


async def test_a_contact_does_not_answer_what_they_asked_themselves(scene: Scene, store: Store, turns: Turns, database: Database) -> None:
    """Also not where they are the only contact: it is the general desk's."""
    await scene.carla.do(Press("ik:school"))
    await scene.carla.do(Press("plaats:Gelderland|Ede|Ede"))
    boss = await staff(store, turns, "baas", BOSS)
    assert await asked(scene.carla, "Van mijzelf.") == 7
    assert "Nieuwe vraag: nummer 7." in texts(await boss.listen())
    before = await _kept(database)
    for verb in ("neem:7", "antwoord:7", "toon:7", "door:7", "naarja:7:", "sluit:7"):
        assert texts(await scene.carla.do(Press(f"ticket:{verb}"))).startswith("Die knop doet het niet meer."), verb
    assert await _kept(database) == before


async def _right(one: Action, scene: Scene, store: Store, turns: Turns) -> Person:
    if "editor" in one.may:
        return await editor(store, turns)
    return scene.asker if "asker" in one.may else await desk(store, turns) if "desk" in one.may else scene.carla


PRESSES = [one for one in ACTIONS if isinstance(one.event, Press) and one.verb not in ELSEWHERE and one.event.data not in NOTHING_HERE]


@pytest.mark.parametrize("one", PRESSES, ids=lambda one: one.event.data)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_in_the_right_hands_it_does_something(one: Action, scene: Scene, store: Store, turns: Turns) -> None:
    """So that the table tries buttons that there are."""
    right = await _right(one, scene, store, turns)
    await other_region(store, turns)
    assert isinstance(one.event, Press)
    if one.verb in ("ticket:ja", "ticket:heropen"):
        await right.do(Press("ticket:klaar:1"))
    said = await right.do(Press(one.event.data.format(**scene.ids)))
    assert said
    assert not texts(said).startswith("Die knop doet het niet meer.")


# ── the table is whole ────────────────────────────────────────────────────────────────────────────────────────

_PRESS = re.compile(
    r"((?:ticket|rol|door|afwezig|dagoverzicht|groep|concept|stel|naam|brief|omroep|nieuws|vragen|cijfers):[a-z]+|[a-z]+)(?::.*)?"
)
OF_STAFF = {"broadcasts": "omroep", "questions": "vragen"}
"""Rooms in which all is about what staff do, and the first word of the presses there."""
ROOMS = sorted(
    path
    for path in Path(dialogs.__file__).parent.rglob("*.py")
    if path.parent.name in OF_STAFF or "facts.shared" in path.read_text(encoding="utf-8")
)
"""Whatever looks at what people share can be about what only some may do."""
ABOUT = {"absences": "afwezig", "leaving": "afwezig", "groups": "groep", "ready": "concept", "proposals": "stel", "mailing": "brief"}
"""The first word of the presses that a module of tickets takes apart; `ticket` in all others."""


def _verbs(path: Path) -> set[str]:
    """Every press that a module makes or knows, and every command."""
    found: set[str] = set()
    about = ABOUT.get(path.stem, "ticket")
    of_tickets = path.parent.name == "tickets"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="Button"), args=[_, press, *_]):
                found |= _of_press(press, about)
            case ast.Call(func=ast.Name(id="press" | "numbered" | "turning"), args=[named, *_]) if path.parent.name in OF_STAFF:
                found |= {f"{OF_STAFF[path.parent.name]}:{verb}" for verb in _constants(named)}
            case ast.Call(func=ast.Name(id="_button"), args=[ast.Constant(value=str(verb)), *_]):
                found.add(f"{about}:{verb}")
            case ast.Compare(left=ast.Name(id="verb"), comparators=[among]) if of_tickets:
                found |= {f"{about}:{verb}" for verb in _constants(among)}
            case ast.MatchClass(cls=ast.Name(id="Command"), patterns=[first, *_]):
                found |= {f"/{name}" for name in _constants(first)}
            case ast.MatchClass(cls=ast.Name(id="Press"), patterns=[first, *_]):
                found |= _constants(first)
            case ast.match_case(pattern=ast.MatchValue() | ast.MatchOr() | ast.MatchSequence() as pattern) if of_tickets:
                found |= {f"{about}:{name}" for name in _constants(pattern) if name.isalpha() and not _has_class(pattern)}
    return found


def _has_class(node: ast.AST) -> bool:
    return any(isinstance(one, ast.MatchClass) for one in ast.walk(node))


def _of_press(node: ast.expr, about: str) -> set[str]:
    """The name of a press that is written out; what is put in it is a dot, but for the first word that a module calls `PRESS`."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    named = _PRESS.fullmatch("".join(_part(one, about) for one in parts))
    return {named[1]} - {"ticket"} if named else set()


def _part(node: ast.expr, about: str) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=ast.Name(id="PRESS")):
            return about
    return "."


def _constants(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_verb_of_the_code_stands_in_the_table() -> None:
    known = {one.verb for one in ACTIONS} | NOT_STAFF.keys()
    in_code = {path.name: _verbs(path) - known for path in ROOMS}
    assert {name: verbs for name, verbs in in_code.items() if verbs} == {}


def test_the_table_knows_nothing_that_the_code_does_not() -> None:
    in_code = set().union(*map(_verbs, ROOMS)) | {"edited", "withdrawn", "typed"}
    assert ({one.verb for one in ACTIONS} | NOT_STAFF.keys()) - in_code == {"/koppel"}
