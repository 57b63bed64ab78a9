"""`lobgids check`: whether settings, content, database and mail server are in order, and what wants an editor's eye."""

from __future__ import annotations

import sys

from bot import app, content
from bot.clock import now
from bot.settings import Settings
from knowledge import Knowledge
from knowledge.review import ADDED, review, unsure

MAIL_SECONDS = 15.0
"""How long it waits for the mail server."""
MATRIX_LIMIT = (
    "vraag de beheerder van de homeserver om een ratelimit-override voor {user} (ratelimit_override, docs/matrix.md); "
    "zonder die staat Synapse één antwoord per vijf seconden toe, voor iedereen samen"
)


async def check(found: Settings, known: Knowledge) -> bool:
    """Tell what was found; False when the mail server is not in order.

    Args:
        known: Read from the files, the places too.

    Raises:
        StorageTrouble: The database is not in order.
    """
    async with app.opened(found, known) as everything:
        added = everything.knowledge
        answers = f"{len(known.entries)} vragen en antwoorden ({unsure(known, now().date())} met de raad om ze na te vragen)"
        more = f", {len(added.live)} toegevoegd door de redactie" if added.live else ""
        print(f"in orde: {answers}{more}, {len(known.question_sets)} vragenlijsten, database {found.data}")
        if found.matrix_user:
            print(f"let op: {MATRIX_LIMIT.format(user=found.matrix_user)}")
        well = await _check_mail(found.smtp_url) if found.smtp_url else True
        for remark in review(content.of(found.knowledge), added, now().date()):
            print(f"{remark.file if remark.file == ADDED else f'{remark.file}:{remark.line}'}: let op: {remark.what}")
        for one in added.left_out:
            print(f"toevoeging {one.number}: let op: {one.what}")
        return well


async def _check_mail(url: str) -> bool:
    from bot.mail import Mail, MailTrouble  # noqa: PLC0415 (loads what talks with mail servers)
    from bot.smtp_url import read_smtp_url  # noqa: PLC0415 (as above)

    server = read_smtp_url(url)
    try:
        await Mail(server, patience_seconds=MAIL_SECONDS).check()
    except MailTrouble as trouble:
        print(trouble, file=sys.stderr)
        return False
    print(f"in orde: mailserver {server.host}:{server.port}, van {server.sender}")
    return True
