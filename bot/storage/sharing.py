"""Loading what people share, inside the transaction and held until its end: roles, and the code that someone gave.

Most turns touch none of it, and then nothing is asked. A turn that does is `alone`: the committer decides no second one in the same group.
"""

from __future__ import annotations

from msgspec import Struct

from bot.storage.engine import Engine, Row

ROLES = "SELECT role, region FROM roles AS r WHERE person = ? ORDER BY role, region"
MEMBERS = (
    "SELECT r.person, p.channel, r.role, r.region, r.label, r.since FROM roles AS r JOIN persons AS p ON p.id = r.person"
    " ORDER BY r.since, r.person, r.role, r.region"
)
CODE = "SELECT role, region, label FROM codes AS c WHERE hash = ? AND used_at IS NULL AND expires_at > ?"
MISSES = "SELECT count(*) FROM code_misses WHERE person = ? AND at > ?"
MEMBERS_SEEN_BY = "medewerker"


class Sharing(Struct, frozen=True):
    """What one turn shares with others.

    Args:
        roles: (role, region) of the person.
        members: (person, channel, role, region, label, since) of everyone with a role; only for a medewerker.
        code: (role, region, label) of the code that was given; None for none that works.
        misses: How many codes that do not work this person gave since `Wanted.misses_since`.
    """

    roles: tuple[Row, ...] = ()
    members: tuple[Row, ...] = ()
    code: Row | None = None
    misses: int = 0


NOTHING_SHARED = Sharing()


class Wanted(Struct, frozen=True):
    """What a turn may look at beside what is always loaded.

    Args:
        runs: Ids of runs that are done.
        code: SHA-256 of a code that was given; "" for none.
        misses_since: UTC.
    """

    runs: frozenset[str] = frozenset()
    code: str = ""
    misses_since: str = ""


async def load(engine: Engine, person: int, wanted: Wanted, at: str) -> Sharing:
    """What a turn of someone with a role, or with a code, is decided on.

    Args:
        at: UTC.
    """
    roles = await engine.rows(ROLES + engine.holding("r"), (person,))
    members = await engine.rows(MEMBERS) if any(role == MEMBERS_SEEN_BY for role, _ in roles) else []
    if not wanted.code:
        return Sharing(tuple(roles), tuple(members))
    codes = await engine.rows(CODE + engine.holding("c"), (wanted.code, at))
    ((misses,),) = await engine.rows(MISSES, (person, wanted.misses_since))
    return Sharing(tuple(roles), tuple(members), codes[0] if codes else None, int(misses))
