"""The laws, on random walks through the shipped content and through sets of our own, and on every state of a tiny one."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dialogs import memory
from dialogs.announcing import Inviting
from dialogs.language import Attachment, Command, Due, Edited, Event, Location, Press, Reachable, Text, Unreachable, Unreadable, Withdrawn
from dialogs.memory import Home, Referring, Resting, Scanning, Starting, Stepping, Wavering
from dialogs.scan.hall import ABOUT_A_RUN, IN_A_RUN
from dialogs.scan.walk import MOVES
from knowledge import Knowledge, read
from tests.dialogs.laws import do, is_pure, leads_home, twice_is_once, twin, values
from tests.dialogs.sets import beside, only, own, with_sets
from tests.talk import Talk, shipped

NASTY = (
    *("", " ", "\n\n\n", "\x00\x07\x1b[31m", "\u202eomgekeerd\u202c", "\u200b\u200f\ufeff", "\ud800", "e\u0301e\u0301", "Ⅷ ½ ١٢"),
    *("👩\u200d👩\u200d👧\u200d👦" * 60, "<b>vet</b><script>", "*_`[x](y)~>#+-=|{}.!", "&lt;&amp;", "%s %(x)d {answer} {0}"),
    *("'; DROP TABLE answers; --", "\\", "../../etc/passwd", "/", "!", "/ 3", "//stop", "/stop@LobgidsBot", "/STOP", "!Stop!"),
    *("/scan:verder:r1", "scan:r1.visie=deels", "r1", "ik:school", "menu", "docent", "ik ben moeder", "scholier"),
    *("1", "2", "5", "9", "10", "99", "0", "-1", "1.5", "1e9", "1, 2 en 3", "een en twee", "eerste", "+", "-", ",", "="),
    *("ja", "nee", "niet", "geen", "niet helemaal", "ja grotendeels", "geen idee", "weet ik niet", "deels of helemaal", "zon en regen"),
    *("notitie:", "notitie: alleen in klas 2", "notitie: " + "lang " * 400, "afdeling:", "afdeling: Noord\nen Zuid", "team: \u202e"),
    *("wat is een loopbaandossier?", "wat doet een decaan", "hoe laat is het?", "mijn kind weet het niet", "praktijkonderwijs"),
    *("herinner mij aan 1 april", "herinner mij", "mijn zoon zit in 3 havo", "4 vwo", "havo 9", "wat betekent bol?", "bsa", "dank u wel!"),
    *("ik wil dood", "notitie: ik wil dood", "/ik wil dood", "afdeling: mijn vader slaat mij", "ik schrik me dood"),
    *("vmbo", "havo", "fietsers", "klein", "x" * 5_000, "🎓" * 5_000, "woord " * 3_000, "\n" * 9_000, "a\r\nb\rc"),
)
WORDS = (
    *("hallo", "menu", "stop", "hulp", "herhaal", "waar ben ik", "opties", "lob-scan", "hoe ver ben ik", "mijn antwoorden", "resultaat"),
    *("opnieuw beginnen", "begin opnieuw", "pauze", "terug", "sla over", "leg uit", "verder", "notitie", "klaar", "Toch geen notitie"),
)
COMMANDS = (
    *IN_A_RUN,
    *ABOUT_A_RUN,
    "start",
    "menu",
    "stop",
    "help",
    "herhaal",
    "waar",
    "opties",
    "scan",
    "dansen",
    "",
    "Mijn_antwoorden",
    "kind",
    "data",
    "stappen",
    "omroep",
    "vragen",
    "nieuws",
    "afmelden",
)
VERBS = (*MOVES, "nieuw", "anders", "begin", "herbegin", "dansen")
RUNS = ("r1", "r2", "r9", "vmbo", "klein", "")
QUESTIONS = ("visie-vastgelegd", "schoolplan", "overstap", "heeft-fiets", "weer", "waarom-niet", "a", "b", "c", "een", "nergens", "")
VALUES = ("deels", "ja", "nee", "s3", "+zon", "-zon", "+x", "-x", "x", "", "-", "+", "+-", ",", "weet-niet")
ODD = (
    *(
        "omroep",
        "omroep:nieuw",
        "omroep:af:1",
        "omroep:vraag:1",
        "omroep:toon:1",
        "omroep:",
        "omroep:x:0",
        "vragen",
        "vragen:toon:1",
        "vragen:",
        "nieuws",
        "nieuws:ja",
        "nieuws:nee",
    ),
    *("naar:scan", "naar:", "naar:nergens"),
    *(
        "",
        "scan:",
        "scan:...",
        "faq:",
        "faq:decaan",
        "faq:meer:decaan",
        "faq:meer:",
        "ik:",
        "ik:koning",
        "ik:ander",
        "ik:ouder",
        "ik:leerling",
    ),
    *(
        "kind",
        "kind:",
        "kind:havo",
        "kind:havo.3",
        "kind:havo.9",
        "kind:havo.3.data",
        "kind:vwo.6.agenda",
        "kind:havo.3.dansen",
        "kind:x.1.hulp",
    ),
    *(
        "kind:...",
        "kind:..onbekend",
        "kind:havo..onbekend",
        "kind:havo.Ⅷ",
        "dag:mbo-aanmelden",
        "dag:niet:mbo-aanmelden",
        "dag:",
        "dag:niet:",
    ),
    *("stap", "stap:", "stap:1", "stap:7", "stap:x", "woord:bol", "woord:", "woord:nergens", "dag:x"),
)

Step = tuple[str, int] | Event

typed = some.one_of(some.sampled_from(NASTY), some.sampled_from(WORDS), some.text(max_size=40))
moved = some.builds("scan:{}:{}.{}".format, some.sampled_from(VERBS), some.sampled_from(RUNS), some.sampled_from(QUESTIONS))
answered = some.builds("scan:{}.{}={}".format, some.sampled_from(RUNS), some.sampled_from(QUESTIONS), some.sampled_from(VALUES))
invented = some.one_of(moved, moved.map(lambda press: press.rstrip(".")), answered, some.sampled_from(ODD), some.text(max_size=70))
happened = some.one_of(
    typed.map(Text),
    invented.map(Press),
    some.one_of(some.sampled_from(COMMANDS), some.text(max_size=9)).map(Command),
    some.sampled_from(["scan:r1", "scan:r2", "scan:", "anders", "dag:mbo-aanmelden", "dag:"]).map(Due),
    typed.map(Edited),
    some.sampled_from([Location(52.1, 5.1), Attachment("photo"), Withdrawn(), Unreadable(), Reachable(), Unreachable()]),
)
pressed = some.integers(0, 40).map(lambda index: ("press", index))
step: some.SearchStrategy[Step] = some.one_of(pressed, pressed, pressed, some.integers(0, 200).map(lambda index: ("old", index)), happened)
walks = some.lists(step, min_size=5, max_size=50)

OVER: dict[str, tuple[Callable[[], Knowledge], str]] = {
    "shipped": (lambda: read(shipped()), "vmbo"),
    "shipped, of a team": (lambda: read(shipped()), "mbo.team"),
    "another": (lambda: only("fietsen"), "fietsers"),
    "beside": (lambda: beside("fietsen", "klein"), "klein"),
}


class Walk:
    """A talk, and every button that was ever shown in it."""

    def __init__(self, knowledge: Knowledge, *presses: str) -> None:
        self.talk = Talk(knowledge)
        self.shown: list[str] = []
        for press in presses:
            self.do(Press(press))

    def event(self, step: Step) -> Event:
        """What the person does: a button that they see, one that they saw before, or anything else."""
        match step:
            case ("press", index) if self.talk.last_shown:
                return Press(self.talk.last_shown[index % len(self.talk.last_shown)].press)
            case ("old", index) if self.shown:
                return Press(self.shown[index % len(self.shown)])
            case (_, index):
                return Text(str(index))
            case _:
                return step

    def do(self, event: Event, *, same_content: bool = True) -> None:
        do(self.talk, event, same_content=same_content)
        self.shown += [button.press for say in self.talk.said for row in say.buttons for button in row]


def walk(examples: int) -> settings:
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=quiet)


@pytest.fixture(scope="module", params=OVER)
def content(request: pytest.FixtureRequest) -> tuple[Knowledge, str]:
    """What is walked through, and the sector to begin with."""
    make, sector = OVER[request.param]
    return make(), sector


@walk(150)
@given(steps=walks, begun=some.booleans())
def test_the_laws_hold_on_every_walk(content: tuple[Knowledge, str], steps: list[Step], begun: bool) -> None:
    knowledge, sector = content
    walk = Walk(knowledge, *(["ik:school", f"scan:begin:{sector}"] if begun else []))
    for step in steps:
        walk.do(walk.event(step))
    leads_home(walk.talk)


@walk(60)
@given(steps=walks, last=step)
def test_a_step_is_pure_and_a_press_counts_once(content: tuple[Knowledge, str], steps: list[Step], last: Step) -> None:
    knowledge, sector = content
    walk = Walk(knowledge, f"scan:begin:{sector}")
    for step in steps:
        walk.do(walk.event(step))
    event = walk.event(last)
    is_pure(walk.talk, event)
    if isinstance(event, Press):
        twice_is_once(walk.talk, event)


# ── content that changes on the way ───────────────────────────────────────────────────────────────────────────


def swaps(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        return text

    return change


CHANGES: dict[str, Callable[[str], str]] = {
    "as it was": swaps(),
    "renamed": swaps(("- id: weer", "- id: lucht\n        eerder: [weer]"), ("vraag: weer", "vraag: lucht")),
    "a scale that shrinks": swaps(('    - {id: s1, tekst: "1", ook: [helemaal oneens]}\n', ""), ("s1: Niets werkt., ", "")),
    "without a condition": swaps(("        alleen_als: {vraag: heeft-fiets, is: [ja]}\n", "")),
    "a choice that shrinks": swaps(("          - {id: regen, tekst: Regen}\n", ""), ("[regen, sneeuw]", "[sneeuw]")),
    "closed questions": swaps(("        soort: open\n", "")),
    "without a theme": lambda text: text[: text.index("  - id: later")],
    "another set": swaps(("id: fietsen", "id: lopen")),
    "without a short part": swaps(("        kort: true\n", "")),
}


@pytest.fixture(scope="module")
def changing() -> list[Knowledge]:
    whole = own("fietsen").decode()
    return [with_sets({"fietsen": change(whole).encode()}) for change in CHANGES.values()]


@walk(300)
@given(steps=some.lists(some.tuples(step, some.none() | some.integers(0, len(CHANGES) - 1)), max_size=40))
def test_the_laws_hold_while_the_content_changes(changing: list[Knowledge], steps: list[tuple[Step, int | None]]) -> None:
    walk = Walk(changing[0], "scan:begin:fietsers")
    for step, change in steps:
        event = walk.event(step)
        if change is not None:
            walk.talk.knowledge = changing[change]
        walk.do(event, same_content=False)
    leads_home(walk.talk)


# ── texts that nobody expects ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_every_nasty_text_is_met_in_every_place(text: str, knowledge: Knowledge) -> None:
    for talk in _places(knowledge):
        for event in (Text(text), Edited(text), Press(text), Command(text), Due(text)):
            do(twin(talk), event)


def _places(knowledge: Knowledge) -> Iterator[Talk]:
    """Somewhere in each topic and with each wish."""
    talk = Talk(knowledge)
    for event in (
        *(Command("start"), Press("ik:school"), Press("ik:ander"), Press("scan"), Press("scan:anders"), Press("scan:begin:vmbo")),
        *(Press("scan:r1.visie-vastgelegd=deels"), Press("scan:kijk:r1.visie-vastgelegd"), Press("scan:lijst:r1")),
        *(Text("notitie"), Text("tussenstand"), Text("opnieuw"), Press("scan:pauze:r1"), Press("scan"), Text("wat is een decaan?")),
        *(Text("asdf"), Text("menu")),
    ):
        do(talk, event)
        yield talk


HUGE = {"letters": "a" * 10_000_000, "emoji": "🎓" * 2_500_000, "unseen": "\u202e" * 10_000_000, "note": "notitie: " + "x" * 10_000_000}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_ten_megabytes_are_nothing_special(text: str, knowledge: Knowledge) -> None:
    talk = Talk(knowledge)
    do(talk, Press("scan:begin:vmbo"))
    do(talk, Text(text))
    do(talk, Edited(text))
    assert len(repr(values(talk))) < 3_000


# ── every state of a tiny scan ────────────────────────────────────────────────────────────────────────────────

SAID_ANYWHERE = ("terug", "notitie", "1")
INVENTED = (
    *(f"scan:r1.{answer}" for answer in ("a=ja", "a=nee", "b=+x", "c=ja")),
    *(f"scan:{move}" for move in ("geheel:r1", "klaar:r1.b", "kijk:r1.a", "stand:r1", "lijst:r1", "uitslag:r1")),
)


@pytest.fixture(scope="module")
def tiny() -> Knowledge:
    """The tiny scan, and nothing to ask about."""
    return only("klein").with_entries(())


def test_every_state_of_a_tiny_scan(tiny: Knowledge) -> None:
    """In each state everything that can be done keeps the laws; a second run is begun, but not walked."""
    talk = Talk(tiny, audience="school")
    do(talk, Press("scan:begin:klein"))
    seen, waiting = {_state(talk)}, deque([talk])
    while waiting:
        here = waiting.popleft()
        for event in _possible(here):
            there = twin(here)
            do(there, event)
            if there.begun == 1 and (state := _state(there)) not in seen:
                seen.add(state)
                waiting.append(there)
    topics = {type(memory.read(state[0]).topic) for state in seen}
    assert topics == {Home, Starting, Scanning, Resting, Wavering, Stepping, Referring, Inviting}
    assert {state[1:3] for state in seen} == {(False, False), (True, False), (True, True)}
    assert len({state[3] for state in seen}) > 50


def _possible(talk: Talk) -> Iterator[Event]:
    yield from (Press(press) for press in sorted({button.press for button in talk.last_shown}.union(INVENTED)))
    yield from (Text(text) for text in SAID_ANYWHERE)


_KEPT_IN = re.compile(r',"kept":[0-9]+')
"""In which turn a question was kept makes no difference to what can be done with it."""


def _state(talk: Talk) -> tuple[str, bool, bool, tuple[tuple[str, str | None], ...]]:
    """All that the next turn depends on, but for which answer was the last."""
    run = talk.runs["r1"]
    answers = tuple(sorted((id, answer.value) for id, answer in (run.answers or {}).items()))
    return _KEPT_IN.sub("", talk.state), run.whole, run.done, answers
