"""What people say when they ask nothing: thanks, goodbye, "bent u een mens?". Known by rule, answered kindly and shortly."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from knowledge.dutch import fold
from knowledge.problems import ContentProblem
from knowledge.reading import Content, Fields, listed

REPLY_CHARACTERS_MOST = 250


class Remark(Struct, frozen=True, kw_only=True):
    """One thing that people say.

    Args:
        said: Whole messages, as people type them.
        reply: What we say to adults.
        pupil: The same to pupils; "" when the reply will do.
    """

    id: str
    said: tuple[str, ...]
    reply: str
    pupil: str = ""


class SmallTalk(Struct, frozen=True, dict=True):
    """All remarks."""

    remarks: tuple[Remark, ...] = ()

    def heard(self, text: str) -> Remark | None:
        """The remark that a text is as a whole, whatever its capitals and signs; None when it is something else."""
        return self._by_words.get(fold(text))

    @cached_property
    def _by_words(self) -> dict[str, Remark]:
        return {fold(said): remark for remark in self.remarks for said in remark.said}


def read_small_talk(content: Content, problems: list[ContentProblem]) -> SmallTalk:
    """The remarks of one file; none when there is no such file."""
    found = [(fields, _remark(fields)) for fields in listed(content, problems, each="een praatje", whole="een bestand met praatjes")]
    _only_once(found)
    return SmallTalk(tuple(remark for _, remark in found))


def _remark(fields: Fields) -> Remark:
    remark = Remark(
        id=fields.id(),
        said=fields.texts("zegt", longest=100),
        reply=fields.text("antwoord", longest=REPLY_CHARACTERS_MOST),
        pupil=fields.text("leerling", required=False, longest=REPLY_CHARACTERS_MOST),
    )
    fields.done()
    return remark


def _only_once(found: Iterable[tuple[Fields, Remark]]) -> None:
    ids: set[str] = set()
    seen: dict[str, str] = {}
    for fields, remark in found:
        if remark.id and remark.id in ids:
            fields.problem(f'praatje "{remark.id}" bestaat al', "id")
        ids.add(remark.id)
        for bare in (said for said in remark.said if said and not fold(said)):
            fields.problem(f'"{bare}" heeft geen letters of cijfers', "zegt")
        for said in filter(None, map(fold, remark.said)):
            if said in seen:
                fields.problem(f'"{said}" staat al bij praatje "{seen[said]}"', "zegt")
            seen[said] = remark.id
