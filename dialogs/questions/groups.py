"""Questions without an answer that ask the same, as the editors see them together: most asked first."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from msgspec import Struct

from dialogs.editing import Editing
from dialogs.here import Here
from dialogs.unanswered import Asked
from knowledge.alike import gathered
from knowledge.dutch import fold
from knowledge.faq import Entry

NEAR_MOST = 3
NEAR_LEAST = 0.5
"""The confidence from which an entry comes nearer than what was near when it was asked."""
TOLD = frozenset({"ouder", "school"})
"""Who asks, as far as it is told; nothing is kept of pupils."""
SHORT_ID = 12
"""So many characters of a question's id tell it from others where the whole would not fit on a button."""


class Group(Struct, frozen=True):
    """Questions that ask the same, the oldest first; of one at least."""

    questions: tuple[Asked, ...]

    @property
    def id(self) -> str:
        """By which it is found again: its first question."""
        return self.questions[0].id

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.questions)

    @property
    def text(self) -> str:
        """The wording that most used, of these the first."""
        return self.wordings[0][0]

    @property
    def wordings(self) -> tuple[tuple[str, int], ...]:
        """Each wording once, and how often: the most used first, of these the first."""
        times = Counter(fold(one.text) for one in self.questions)
        first = {fold(one.text): one.text for one in reversed(self.questions)}
        order = sorted(dict.fromkeys(fold(one.text) for one in self.questions), key=lambda said: -times[said])
        return tuple((first[said], times[said]) for said in order)

    @property
    def waiting(self) -> dict[int, Asked]:
        """Who wants to be told, with what they asked last."""
        return {person: one for one in self.questions for person in one.waiting}

    @property
    def unhelpful(self) -> tuple[str, ...]:
        """Ids of the answers that did not help."""
        return tuple(dict.fromkeys(one.unhelpful for one in self.questions if one.unhelpful))

    @property
    def audiences(self) -> tuple[tuple[str, int], ...]:
        """Who asked, "" for who did not say, and how often."""
        told = Counter(one.audience if one.audience in TOLD else "" for one in self.questions)
        return tuple(sorted(told.items(), key=lambda pair: -pair[1]))

    def without(self, left: tuple[str, ...]) -> Group | None:
        """Those that were not left out; None when that is none."""
        kept = tuple(one for one in self.questions if one.id not in left)
        return Group(kept) if kept else None


def groups(here: Here) -> tuple[Group, ...]:
    """All of them."""
    asked = here.facts.shared.asked
    places = _gathered(tuple(one.text for one in asked), here.knowledge.phrases.words.empty)
    return tuple(Group(tuple(asked[place] for place in group)) for group in places)


@lru_cache(maxsize=2)
def _gathered(texts: tuple[str, ...], empty: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """A turn asks for it several times, and so does who turns pages."""
    return tuple(map(tuple, gathered(texts, empty)))


def whole(id: str, here: Here) -> Group | None:
    """The group in which a question is; None when somebody is done with it."""
    return next((group for group in groups(here) if id in group.ids), None)


def by_short_id(short: str, here: Here) -> Group | None:
    return next((whole(one.id, here) for one in here.facts.shared.asked if one.id[:SHORT_ID] == short), None)


def chosen(topic: Editing, here: Here) -> Group | None:
    """What somebody is about to answer: without what they left out."""
    group = whole(topic.asked, here) if topic.asked else None
    return group.without(topic.left) if group else None


def nearest(group: Group, here: Here) -> tuple[Entry, ...]:
    """What is near today, by letters and words alone, as that is a pure step; then what was when it was asked, perhaps by its meaning."""
    found = here.knowledge.index.find(group.text, most=NEAR_MOST).candidates
    today = [one.entry for one in found if one.score >= NEAR_LEAST]
    then = [id for one in group.questions for id in (one.unhelpful, *one.nearest)]
    known = (here.knowledge.entry(id) for id in dict.fromkeys((*today, *then, *(one.entry for one in found if one.score > 0))))
    return tuple(entry for entry in known if entry)[:NEAR_MOST]


def answered_now(group: Group, here: Here) -> Entry | None:
    """What somebody who asks it today is surely given; None for nothing."""
    found = here.knowledge.index.find(group.text, most=1)
    return here.knowledge.entry(found.candidates[0].entry) if found.decision == "answer" else None
