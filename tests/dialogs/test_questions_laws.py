"""What holds on every walk of an editor: the laws of all, nobody told twice of the same, nothing put or closed twice, and home is near."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from dialogs.language import Command, Due, Event, Pass, Press, Text
from dialogs.unanswered import Asked, CloseQuestions, PutLive, Wording
from knowledge import Knowledge
from knowledge.live import problems_of
from tests.dialogs.editors import BOATS, DAY, DOGS, KEPT, MOTHER, desk, live
from tests.dialogs.laws import do, is_pure, leads_home, twin
from tests.dialogs.test_laws import NASTY
from tests.talk import Talk

OWN = live(1, "- id: eigen-hond\n  vraag: Mag een hond mee?\n  antwoord: Nee.\n")
MORE = live(2, "- id: eigen-hond\n  ook: [poedel meenemen]\n", "bewoording")
NAMED = Asked("n" * 16, "Mag Fatima el Idrissi zeilen leren?", "school", DAY, unhelpful="pta", nearest=("lob",), waiting=(MOTHER,))
SAID = Wording("schrift met belevenissen", "loopbaandossier", 3)
WORDS = (
    *("ja", "nee", "1", "2", "9", "Klaar", "Toch niet", "Geef antwoord", "Zonder 1", "vragen", "menu", "Dat kan. Vraag het aan de mentor."),
    *("Mag dat?", "Vraag het Piet Jansen [naam].", "a" * 1_300),
)
VERBS = (
    *("toon", "los", "weg", "zonder", "antwoord", "wijzig", "ons", "intrekken", "trekin", "eigen", "bewaard", "blad", "stuur", "maak"),
    *(
        "bijja",
        "wegja",
        "tekst",
        "zin",
        "wie",
        "voor",
        "kijk",
        "niet",
        "wijsaf",
        "allemaal",
        "woorden",
        "woord",
        "erbij",
        "gooiweg",
        "voorstel",
        "bij",
        "dansen",
    ),
)
WHAT = (
    "",
    ":1",
    ":2",
    ":99",
    f":{DOGS[0].id}",
    f":{BOATS.id}",
    f":{NAMED.id}",
    ":12:3",
    f":{DOGS[1].id[:12]}:pta",
    ":ouder",
    ":",
    ":Ⅷ",
    "::::",
)

ON_THE_WAY = ("toon", "antwoord", "bij", "bijja", "weg", "wegja", "stuur", "maak", "maak", "ons", "wijzig", "trekin", "woorden", "erbij")
ANSWERED = Text("Dat kan. Vraag het aan de mentor.")
STEPS = 40
WALKS = 120


def _step(chance: Random) -> int | str | Event:
    """A number is the place of a button that is shown, a word the verb of one that is, or else of the first question's."""
    match chance.randrange(12):
        case 0:
            return Text(chance.choice((*WORDS, *NASTY)))
        case 1:
            return Press(f"vragen:{chance.choice(VERBS)}{chance.choice(WHAT)}")
        case 2:
            return chance.choice((Due("vragen:meld"), Command("vragen")))
        case 3 | 4:
            return chance.randrange(30)
        case 5 | 6:
            return ANSWERED
    return chance.choice(ON_THE_WAY)


def _event(talk: Talk, step: int | str | Event) -> Event:
    shown = [one.press for one in talk.last_shown]
    match step:
        case int():
            return Press(shown[step % len(shown)] if shown else "vragen")
        case str():
            return Press(next((one for one in shown if one.startswith(f"vragen:{step}:")), f"vragen:{step}:{DOGS[0].id}"))
    return step


@pytest.mark.parametrize("number", range(WALKS))
def test_the_laws_hold_on_every_walk_of_an_editor(knowledge: Knowledge, number: int) -> None:
    chance, night = Random(number), number % 3 == 0
    talk = desk(knowledge, *DOGS, BOATS, NAMED, live=(OWN, MORE), kept=(KEPT,), wordings=(SAID,))
    talk.now += timedelta(hours=13 if night else 0)
    told: Counter[tuple[int, str]] = Counter()
    closed: Counter[str] = Counter()
    for _ in range(STEPS):
        event = _event(talk, _step(chance))
        if isinstance(event, Due):
            talk.do(event)
            continue
        is_pure(twin(talk), event)
        do(talk, event)
        for effect in talk.effects:
            match effect:
                case Pass(person, say):
                    told[(person, repr(say))] += 1
                case CloseQuestions(ids):
                    closed.update(ids)
                case PutLive(_, kind, yaml):
                    assert problems_of(kind, yaml, knowledge) == ()
                    assert "[naam]" not in yaml
    assert all(times == 1 for times in (*told.values(), *closed.values()))
    assert not night or not told
    leads_home(talk)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_every_nasty_text_is_met_while_it_is_written(text: str, knowledge: Knowledge) -> None:
    for page in ("antwoord", "zin", "tekst"):
        talk = desk(knowledge, *DOGS)
        do(talk, Press("vragen:antwoord:" + DOGS[0].id))
        do(talk, Press(f"vragen:{page}"))
        do(talk, Text(text))
        do(talk, Text(text))
        do(talk, Press("vragen:kijk"))
