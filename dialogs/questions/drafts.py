"""What an editor is about to add: the entry as it would stand in a file, what must be mended in it, and what wants another look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from zlib import crc32

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dialogs.editing import Editing
from dialogs.here import Here
from dialogs.language import Effect
from dialogs.proposal import Judge
from dialogs.questions.groups import Group, chosen
from dialogs.questions.words import says
from dialogs.unanswered import DropWording, LiveEntry, PutLive, WithdrawLive
from knowledge.dutch import fold
from knowledge.faq import Audience, Entry
from knowledge.live import as_yaml, by_editors, new_id, problems_of, read_addition, remarks_of, taken_for, wordings_as_yaml

QUESTION_CHARACTERS_MOST = 200
ANSWER_CHARACTERS_MOST = 1_200
"""So that a state with a question, an answer and what was left out stays under its limit, whatever letters they are in."""
WORDINGS_MOST = 10
WORDING_CHARACTERS_MOST = 300
AUDIENCES: dict[str, tuple[Audience, ...]] = {"ouder": ("ouder",), "school": ("school",), "": ()}
"""Whom an answer may be for, as it is remembered."""
_SENTENCES = re.compile(r"(?<=[.!?:])\s+|\n+")
_EDGES = ".,;:!?()“”\"'"
_HIDDEN = re.compile(r"\[[^\[\]\s]{1,30}\]")
_encode = msgspec.json.Encoder().encode


class Findings(Struct, frozen=True):
    """What is not right with it.

    Args:
        mend: It can't become an answer for everybody with these.
        remarks: It may stay so.
    """

    mend: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def seal(topic: Editing, here: Here) -> str:
    """Tells what was seen from anything else: the words, whom it goes to, and which questions it answers."""
    group, entry = chosen(topic, here), here.knowledge.entry(topic.entry)
    people = tuple(group.waiting) if group else ()
    told = (entry.answer, *words_to_add(group, entry, here)) if group and entry else ()
    seen = (group.ids if group else (), people, told, topic.question, topic.answer, topic.audience, topic.proposal, topic.live)
    return str(crc32(_encode(seen)))


# ── words to be found by ──────────────────────────────────────────────────────────────────────────────────────


def findable(text: str, here: Here) -> str:
    """A wording without what says who somebody is."""
    return " ".join(_HIDDEN.sub(" ", here.knowledge.anonymous(text)).split())


def in_menu(text: str, here: Here) -> str:
    """A question of somebody as it may stand in a menu; what went from it still shows, so that an editor mends it."""
    line = " ".join(here.knowledge.anonymous(text).split())
    return f"{line[:1].upper()}{line[1:]}{'' if line[-1:] in ('.', '?', '!') else '?'}"


def _wordings(group: Group, known: Sequence[str], here: Here) -> tuple[str, ...]:
    """Those of the group that are not known, each once."""
    told, found = {fold(one) for one in known}, dict[str, str]()
    for text, _ in group.wordings:
        wording = findable(text, here)
        if len(wording) <= WORDING_CHARACTERS_MOST and fold(wording) not in ("", *told):
            found.setdefault(fold(wording), wording)
    return tuple(found.values())[:WORDINGS_MOST]


def words_to_add(group: Group, entry: Entry, here: Here) -> tuple[str, ...]:
    """By which an answer that there is would be found too."""
    return _wordings(group, entry.wordings, here)


def wider(entry: Entry, also: tuple[str, ...]) -> tuple[PutLive, ...]:
    return (PutLive(entry.id, "bewoording", wordings_as_yaml(entry.id, also)),) if also else ()


# ── an answer ─────────────────────────────────────────────────────────────────────────────────────────────────


def changing(topic: Editing, here: Here) -> LiveEntry | None:
    """The answer of the editors that is changed; None for a new one, and for what is gone."""
    return next((one for one in here.facts.shared.live if topic.live and one.number == topic.live and one.kind == "antwoord"), None)


def entry_of(topic: Editing, here: Here) -> Entry:
    """What it would be as an answer for everybody."""
    today: date = here.facts.now.date()
    old = changing(topic, here)
    before = read_addition("antwoord", old.yaml).entry if old else None
    group = chosen(topic, here)
    also = before.also if before else _wordings(group, (topic.question,), here) if group else ()
    taken = {one.id for one in here.knowledge.entries} | {one.entry for one in here.facts.shared.live}
    entry = before or Entry(id=old.entry if old else new_id(topic.question, taken), question="", also=(), answer="")
    return replace(
        entry,
        question=topic.question,
        answer=topic.answer,
        also=also,
        audiences=AUDIENCES[topic.audience],
        source=by_editors(today),
        checked_on=today,
        state="nu",
    )


def findings(topic: Editing, here: Here) -> Findings:
    """What `lobgids check` would say of it, and what only a person can judge."""
    written = as_yaml(entry_of(topic, here))
    hidden = (says(here).check_hidden(),) if _HIDDEN.search(f"{topic.question} {topic.answer}") else ()
    seem = _personal(f"{topic.question}\n{topic.answer}", here)
    person = (says(here).check_person(words=", ".join(seem)),) if seem else ()
    mend = (*problems_of("antwoord", written, here.knowledge), *hidden)
    return Findings(mend, (*person, *remarks_of("antwoord", written, here.knowledge)))


def _personal(text: str, here: Here) -> tuple[str, ...]:
    """The words that would go if it were somebody's own; not a lone first word of a sentence, which has its capital anyway."""
    found: dict[str, None] = {}
    for sentence in _SENTENCES.split(text):
        kept, words = set(here.knowledge.anonymous(sentence).split()), sentence.split()
        gone = [word not in kept for word in words]
        lone = gone[:1] == [True] and not any(gone[1:2]) and not any(map(str.isdigit, words[0]))
        for word in (one for at, one in enumerate(words) if gone[at] and (at or not lone)):
            found[word.strip(_EDGES)] = None
    return tuple(found)


def known_already(topic: Editing, here: Here) -> Entry | None:
    """The answer that somebody surely gets today who asks this; None for nothing, and for the one that is changed."""
    old = changing(topic, here)
    known = here.knowledge.entry(taken_for(topic.question, here.knowledge))
    return None if known is None or (old and known.id == old.entry) else known


def put(topic: Editing, here: Here) -> PutLive:
    entry = entry_of(topic, here)
    return PutLive(entry.id, "antwoord", as_yaml(entry), topic.proposal)


def after(here: Here, *effects: Effect) -> Here:
    """As it is when that is done; a new row has no number yet."""
    shared, now = here.facts.shared, here.facts.now
    live, kept, wordings = shared.live, shared.kept, shared.wordings
    for done in effects:
        if isinstance(done, PutLive):
            told = read_addition(done.kind, done.yaml)
            row = LiveEntry(0, done.entry, done.kind, done.yaml, told.question, told.answer, now)
            live = (*(one for one in live if done.kind == "bewoording" or (one.entry, one.kind) != (done.entry, "antwoord")), row)
            kept = tuple(one for one in kept if (one.ticket, one.message) != done.proposal)
        elif isinstance(done, WithdrawLive):
            live = tuple(one for one in live if one.number != done.number)
        elif isinstance(done, DropWording):
            wordings = tuple(one for one in wordings if one != done.wording)
        elif isinstance(done, Judge):
            kept = tuple(one for one in kept if one != done.proposal)
    return replace(here, facts=replace(here.facts, shared=replace(shared, live=live, kept=kept, wordings=wordings)))
