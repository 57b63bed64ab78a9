"""Loading what people share, inside the transaction and held until its end: roles, a code that someone gave, questions for a person.

Most turns touch none of it, and then nothing is asked but who could answer. A turn that does is `alone`: the committer decides no second
one in the same group, and `FIRST` lets none in another process go on beside it.
"""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from bot.storage import broadcasting, counting, unanswered
from bot.storage.broadcasting import NO_BROADCASTS, Broadcasting
from bot.storage.counting import Counted, Since
from bot.storage.engine import Engine, Row, padded
from bot.storage.unanswered import NOTHING_UNANSWERED, Unanswered

FIRST = "SELECT value FROM counters AS c WHERE name = 'tickets'"
ROLES = "SELECT role, region FROM roles AS r WHERE person = ? ORDER BY role, region"
MEMBERS = (
    "SELECT r.person, p.channel, r.role, r.region, r.label, r.since FROM roles AS r JOIN persons AS p ON p.id = r.person"
    " ORDER BY r.since, r.person, r.role, r.region"
)
ANSWERING = (
    "SELECT r.person, r.region, r.since, p.called FROM roles AS r JOIN persons AS p ON p.id = r.person WHERE r.role <> 'redactie'"
    " ORDER BY r.since, r.person, r.region"
)
CODE = "SELECT role, region, label FROM codes AS c WHERE hash = ? AND used_at IS NULL AND expires_at > ?"
MISSES = "SELECT count(*) FROM code_misses WHERE person = ? AND at > ?"
TICKET = (
    "id, asker, region, place, municipality, province, question, scan, asked_at, waiting_since, holder, closed_at,"
    " offered_at, desk, taken_at, nudges, nudged_at, late_at, answered_at, told_at, asker_name FROM tickets"
)
ASKED = "SELECT " + TICKET + " WHERE asker = ? AND (closed_at IS NULL OR closed_at > ?)"
OPEN_HERE = "SELECT " + TICKET + " WHERE region = ? AND closed_at IS NULL"
OPEN = "SELECT " + TICKET + " WHERE closed_at IS NULL"
OPEN_HELD = "SELECT " + TICKET + " WHERE holder = ? AND closed_at IS NULL"
OPEN_INVITED = "SELECT " + TICKET + " JOIN ticket_invited AS i ON i.ticket = id WHERE i.person = ? AND closed_at IS NULL"
INVITED = "SELECT ticket, person FROM ticket_invited WHERE ticket IN ({marks}) ORDER BY ticket, person"
OVERVIEW = "SELECT 1 FROM overviews WHERE person = ?"
SAID_IN = (
    "SELECT ticket, number, author, text, message_id, passed_at, withdrawn_at, file, batch FROM ticket_messages"
    " WHERE ticket IN ({marks}) ORDER BY ticket, number"
)
ABSENCES = (
    "SELECT id, person, first_day, last_day, stand_in, desk, made_at, accepted_at, refused_at FROM absences"
    " WHERE cancelled_at IS NULL AND last_day >= ? ORDER BY id"
)
LAST_ABSENCE = "SELECT value FROM counters WHERE name = 'absences'"
FATES = "SELECT absence, ticket, fate FROM absence_tickets WHERE absence IN ({marks}) ORDER BY absence, ticket"
LETTERS = (
    "SELECT turn, region, recipient, content, made_at, status, problem, asked_at FROM letters"
    " WHERE person = ? AND closed_at IS NULL ORDER BY turn"
)
DRAFTS = "SELECT turn, text, message_id, file FROM ticket_drafts WHERE person = ? ORDER BY turn"
REPLIED = (
    "SELECT key FROM outbox WHERE person = ?1 AND REPLACE(' ' || message_id || ' ', ' ' || ?2 || ' ', '') <> ' ' || message_id || ' '"
    " ORDER BY turn DESC, part DESC LIMIT 1"
)
"""A message whose file stands by itself has two ids. By `LIKE` an id with `%` or `_`, which a client chooses, would mean others too."""
TO_BROADCAST = "omroep:bij:{number}"
"""The key of a message that many got; these are no rows of the outbox."""
NOT_FOUND = "?"
"""In the place of the key of a message that they reply to and that we do not know (any more)."""
PROPOSAL = "SELECT ticket, message, question, answer, state FROM proposals AS p WHERE ticket = ? AND message = ?"
EDITORS = "SELECT person FROM roles WHERE role = 'redactie' ORDER BY since, person"
MEMBERS_SEEN_BY = "medewerker"
SEE_BROADCASTS = frozenset({"medewerker", "redactie"})


class Sharing(Struct, frozen=True):
    """What one turn shares with others.

    Args:
        roles: (role, region) of the person.
        answering: (person, region, since, called) of everyone whom a question can be handed to, as it is once the turn has its turn.
        members: (person, channel, role, region, label, since) of everyone with a role; only for a medewerker.
        code: (role, region, label) of the code that was given; None for none that works.
        misses: How many codes that do not work this person gave since `Wanted.misses_since`.
        last_ticket: The last number that was given to a question.
        tickets: The person's own and those open for them to answer, as `TICKET` reads them, by number.
        said: What was said in each of these, by its number: the other columns of `SAID_IN`.
        drafts: (turn, text, message_id, file) of what they typed and that has no place yet.
        replied: The key of the message that they reply to; `NOT_FOUND` when we do not know it.
        proposals: (ticket, message, question, answer, state) of the one that the turn is about, if it is there.
        editors: (person,) of the editors, in a turn that is about a proposal.
        message_id: The channel's id of the message that the event is about.
        last_absence: The last number that was given to an absence.
        absences: Those since `Wanted.away_since` as `ABSENCES` reads them, by number.
        fates: (ticket, fate) by the number of an absence.
        letters: The person's own that are not closed, as `LETTERS` reads them.
        invited: (person,) of who else may answer each of these questions, by its number.
        overview: Whether they get a list of the open questions on each working day.
        broadcasting: Messages to many.
        counted: What is counted of all people together, for a medewerker who looks at it.
        unanswered: What nobody answered, and what the editors added.
    """

    roles: tuple[Row, ...] = ()
    answering: tuple[Row, ...] = ()
    members: tuple[Row, ...] = ()
    code: Row | None = None
    misses: int = 0
    last_ticket: int = 0
    tickets: tuple[Row, ...] = ()
    said: dict[int, list[Row]] = {}
    drafts: tuple[Row, ...] = ()
    proposals: tuple[Row, ...] = ()
    editors: tuple[Row, ...] = ()
    replied: str = ""
    message_id: str = ""
    last_absence: int = 0
    absences: tuple[Row, ...] = ()
    fates: dict[int, list[Row]] = {}
    letters: tuple[Row, ...] = ()
    invited: dict[int, list[Row]] = {}
    overview: bool = False
    broadcasting: Broadcasting = NO_BROADCASTS
    counted: Counted | None = None
    unanswered: Unanswered = NOTHING_UNANSWERED


NOTHING_SHARED = Sharing()


class Wanted(Struct, frozen=True):
    """What a turn may look at beside what is always loaded.

    Args:
        runs: Ids of runs that are done.
        code: SHA-256 of a code that was given; "" for none.
        misses_since: UTC.
        hands: Whether a question may be handed over in it.
        proposal: Question and message of a proposed answer that it may be about; (0, 0) for none.
        closed_since: UTC; what was closed before is of no more concern.
        replies_to: The channel's id of the message that the event replies to; "" for none.
        message_id: The channel's id of the message that the event is about; "" for none.
        away_since: A day, as `2026-11-23`; absences that ended before are of no more concern.
        broadcast: The number of the message to many that it is about; 0 for none.
        broadcasts: Whether the last of these are looked at.
        audience: Whether it matters whom one reaches.
        replied_to: The number of the message to many that the event replies to; 0 for none.
        counted: Since when is counted, where it is looked at; None where it is not.
        questions: Whether what nobody answered is looked at.
    """

    runs: frozenset[str] = frozenset()
    code: str = ""
    misses_since: str = ""
    hands: bool = False
    proposal: tuple[int, int] = (0, 0)
    closed_since: str = ""
    replies_to: str = ""
    message_id: str = ""
    away_since: str = ""
    broadcast: int = 0
    broadcasts: bool = False
    audience: bool = False
    replied_to: int = 0
    counted: Since | None = None
    questions: bool = False

    @property
    def shares(self) -> bool:
        """Whether it touches what others see, whoever's turn it is."""
        return bool(self.code) or self.hands or any(self.proposal) or bool(self.broadcast)


async def load(engine: Engine, person: int, wanted: Wanted, at: str) -> Sharing:
    """What a turn is decided on of someone who is staff, has asked something of a person or is about to, or gives a code.

    Args:
        at: UTC.
    """
    ((last,),) = await engine.rows(FIRST + engine.holding("c"))
    answering = tuple(await engine.rows(ANSWERING))
    roles = await engine.rows(ROLES + engine.holding("r"), (person,))
    boss = any(role == MEMBERS_SEEN_BY for role, _ in roles)
    members = await engine.rows(MEMBERS) if boss else []
    code, misses = await _code(engine, person, wanted, at) if wanted.code else (None, 0)
    replied = await engine.rows(REPLIED, (person, wanted.replies_to)) if wanted.replies_to else []
    ((last_absence,),) = await engine.rows(LAST_ABSENCE)
    absences = await engine.rows(ABSENCES, (wanted.away_since,))
    instead_of = _instead_of(person, absences)
    regions = {region for one, region, *_ in answering if one in instead_of} | ({code[1]} if code and code[0] != "redactie" else set())
    able = code is not None or any(one == person for one, *_ in answering)
    tickets = await _tickets(engine, person, wanted, regions if able else set(), instead_of)
    said = await _by_first(engine, SAID_IN, [row[0] for row in tickets])
    drafts = await engine.rows(DRAFTS, (person,)) if roles else []
    key = replied[0][0] if replied else NOT_FOUND if wanted.replies_to else ""
    key = TO_BROADCAST.format(number=wanted.replied_to) if wanted.replied_to else key
    many = await _broadcasts(engine, {role for role, _ in roles}, wanted)
    proposals = await engine.rows(PROPOSAL + engine.holding("p"), wanted.proposal) if any(wanted.proposal) else []
    editors = await engine.rows(EDITORS) if any(wanted.proposal) or wanted.broadcast else []
    return Sharing(
        roles=tuple(roles),
        answering=answering,
        members=tuple(members),
        code=code,
        misses=misses,
        last_ticket=int(last),
        tickets=tickets,
        said=said,
        drafts=tuple(drafts),
        proposals=tuple(proposals),
        editors=tuple(editors),
        replied=key,
        message_id=wanted.message_id,
        last_absence=int(last_absence),
        absences=tuple(absences),
        letters=tuple(await engine.rows(LETTERS, (person,))),
        fates=await _by_first(engine, FATES, [row[0] for row in absences]),
        invited=await _by_first(engine, INVITED, [row[0] for row in tickets]),
        overview=bool(await engine.rows(OVERVIEW, (person,))) if roles else False,
        broadcasting=many,
        counted=await counting.load(engine, wanted.counted) if boss and wanted.counted else None,
        unanswered=await unanswered.load(engine, {role for role, _ in roles}) if wanted.questions else NOTHING_UNANSWERED,
    )


async def _broadcasts(engine: Engine, roles: set[str], wanted: Wanted) -> Broadcasting:
    """Medewerkers see all of them, editors too, for what is asked about them; others only the one that they got."""
    if not wanted.broadcast and not wanted.broadcasts:
        return NO_BROADCASTS
    return await broadcasting.load(engine, wanted.broadcast, staff=bool(roles & SEE_BROADCASTS), groups=wanted.audience)


async def _code(engine: Engine, person: int, wanted: Wanted, at: str) -> tuple[Row | None, int]:
    codes = await engine.rows(CODE + engine.holding("c"), (wanted.code, at))
    ((misses,),) = await engine.rows(MISSES, (person, wanted.misses_since))
    return codes[0] if codes else None, int(misses)


def _instead_of(person: int, absences: list[Row]) -> frozenset[int]:
    """The person, and whom they may have to answer for: who asked them to stand in, and for whom these stand in."""
    found, before = {person}, 0
    while len(found) > before:
        before = len(found)
        found |= {away for _, away, _, _, stand_in, *_ in absences if stand_in in found}
    return frozenset(found)


async def _tickets(engine: Engine, person: int, wanted: Wanted, regions: set[str], instead_of: frozenset[int]) -> tuple[Row, ...]:
    """The desk may have to answer for a region whose contact is gone, and so sees all that is open.

    Args:
        regions: For which they may have to answer, "" for the desk; empty for who answers nothing.
    """
    found = await engine.rows(ASKED, (person, wanted.closed_since))
    if not regions:
        return tuple(found)
    if "" in regions:
        found += await engine.rows(OPEN)
    else:
        for region in sorted(regions):
            found += await engine.rows(OPEN_HERE, (region,))
        for one in sorted(instead_of - {person}):
            found += await engine.rows(OPEN_HELD, (one,))
        found += await engine.rows(OPEN_INVITED, (person,))
    return tuple(sorted({row[0]: row for row in found}.values()))


async def _by_first(engine: Engine, sql: str, numbers: list[int]) -> dict[int, list[Row]]:
    """What a statement reads of these numbers, by the number: the rest of each row."""
    found: dict[int, list[Row]] = defaultdict(list)
    if numbers:
        asked = padded(numbers)
        for number, *row in await engine.rows(sql.format(marks=", ".join(["?"] * len(asked))), asked):
            found[number].append(tuple(row))
    return found
