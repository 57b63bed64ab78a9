"""The command `lobgids`. Exit codes: 0 all is well, 1 something is wrong with content or database, 2 it was asked for wrongly.

A command that Ctrl-C ends gives 130, as shells expect; a conversation in a terminal is meant to end so and gives 0.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import get_args

from bot import additions, app, chat, content, export, log, settings, sheets, stats
from bot.clock import local, now, stamp
from bot.ear import CannotStart
from bot.settings import Settings, SettingsError
from bot.storage.troubles import StorageTrouble
from dialogs.sharing import Role, StaffRole
from knowledge import TUNING, ContentError, Knowledge
from knowledge.problems import ContentProblem, did_you_mean
from knowledge.search import Mode

OK, WRONG, MISUSED, INTERRUPTED = 0, 1, 2, 130
NO_CHANNEL = (
    "lobgids run heeft een kanaal nodig, en de omgeving noemt er geen. Zet LOBGIDS_TELEGRAM_TOKEN (of LOBGIDS_TELEGRAM_TOKEN_FILE), "
    "of voor Matrix LOBGIDS_MATRIX_HOMESERVER, LOBGIDS_MATRIX_USER en LOBGIDS_MATRIX_PASSWORD. "
    "Zonder kanaal kunt u praten in de terminal: lobgids chat."
)
ONE_OR_BATCH = "lobgids contact heeft een tekst nodig, of --batch met een bestand; niet allebei."
FORMATS = {"csv": sheets.commas, "xlsx": sheets.workbook, "json": sheets.objects}
WRITTEN_OUT = "wat scholen invulden (scans), vragen zonder antwoord (questions), de cijfers (stats), wat de redactie toevoegde (knowledge)"
FORMATS_ADDED = {"yaml": additions.as_file, "json": additions.as_objects}
NO_FORMAT = "{what} bestaat niet als {format}, wel als {formats}."
REGION_OF_CONTACT = "Een contact heeft een regio nodig (--region), en alleen een contact heeft er een."
NO_REGION = 'Regio "{region}" bestaat niet{near}.'
LABEL_CHARACTERS_MOST = 60
NO_NAME = "De naam achter --person bevat tekens die niet te lezen zijn."
NO_QUESTION = "Geef één vraag, of een bestand met vragen achter --batch."
NOT_READABLE = "Niet te lezen: {path}"
NOT_WRITABLE = "Niet te schrijven: {path}"
NOT_USABLE = "Niet te lezen of niet te schrijven: {path}"
NO_FILE = "Het bestand achter {option} is niet te schrijven: {path}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments; None takes those of the process."""
    _mind_letters()
    for name in ("aiosqlite", "httpx", "httpcore", "aiohttp"):
        logging.getLogger(name).setLevel(logging.WARNING)  # below that they write down what people said, or the token
    for name in ("telegram", "nio", "peewee"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # it writes down whole answers of the server; what they mean we say ourselves
    asked = _parser().parse_args(arguments)
    try:
        found = settings.read(os.environ, asked.data)
        code = int(asked.run(asked, found))
        sys.stdout.flush()  # a reader who went away is met here, not when Python ends
        return code
    except SettingsError as error:
        return _say(str(error), MISUSED)
    except ContentError as error:
        return _say(str(error), WRONG)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG


def _mind_letters() -> None:
    """A byte that is no letter, or a letter that the terminal lacks, ends no conversation."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lobgids", description="Gids voor loopbaanoriëntatie en -begeleiding (LOB).")
    commands = parser.add_subparsers(required=True, metavar="OPDRACHT")

    def command(name: str, run: object, help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        added.add_argument("--data", type=Path, metavar="MAP", help="map voor database en sleutels (gaat voor LOBGIDS_DATA)")
        added.set_defaults(run=run)
        return added

    talk = command("chat", _chat, "praat met de gids in deze terminal; er is niets in te stellen")
    talk.add_argument("--person", default="ik", metavar="NAAM", help="wiens gesprek het is (anders: ik)")
    talk.add_argument("--json", action="store_true", help="regels en berichten als JSON, voor programma's")
    talk.add_argument("--record", type=Path, metavar="BESTAND", help="schrijf het gesprek op als scenario")
    running = command("run", _run, "de kanalen die de omgeving noemt, tot SIGTERM")
    running.add_argument("--replace-webhook", action="store_true", help="haal een webhook weg die bij Telegram nog ingesteld staat")
    running.add_argument(
        "--new-matrix-identity",
        action="store_true",
        help="maak in Matrix een nieuwe eigen ondertekening, als de sleutels van de oude weg zijn",
    )
    command("check", _check, "controleer instellingen, inhoud en database")
    out = command("export", _export, f"schrijf uit {WRITTEN_OUT}")
    out.add_argument("what", choices=["scans", "questions", "stats", "knowledge"], metavar="scans|questions|stats|knowledge")
    formats = [*FORMATS, "yaml"]
    out.add_argument("--format", choices=formats, metavar="|".join(formats), help="soort bestand (anders: csv, en yaml bij knowledge)")
    out.add_argument("--output", type=Path, metavar="BESTAND", help="waarheen (anders: standaarduitvoer)")
    how_much = "hoeveel de gids wordt gebruikt; getallen over minder dan vijf mensen staan er niet in"
    command("stats", _stats, how_much).add_argument("--json", action="store_true", help="als JSON, voor programma's")
    one = command("ask", _ask, "wat de gids van een vraag maakt, of van een bestand vol vragen")
    one.add_argument("question", nargs="?", metavar="VRAAG")
    one.add_argument("--batch", type=Path, metavar="BESTAND", help='een bestand met op elke regel {"id": …, "text": "…"}')
    one.add_argument("--knowledge", type=Path, metavar="MAP", help="een map met faq/, in plaats van onze eigen vragen en antwoorden")
    one.add_argument("--audience", choices=["ouder", "school"], help="wie het vraagt")
    one.add_argument("--mode", choices=["auto", "lexical", "semantic"], default="auto", help="waarop gezocht wordt (anders: auto)")
    one.add_argument("--json", action="store_true", help="een regel JSON per vraag, voor programma's")
    learn = command("calibrate", _calibrate, "leer van gelabelde vragen vanaf wanneer de gids antwoordt, een keuze geeft of het niet weet")
    learn.add_argument("labelled", type=Path, metavar="BESTAND", help='op elke regel {"id": …, "text": "…", "entries": ["id", …]}')
    learn.add_argument("--knowledge", type=Path, metavar="MAP", help="een map met faq/, in plaats van onze eigen vragen en antwoorden")
    learn.add_argument("--points", action="store_true", help="leer ook hoe zwaar elke aanwijzing telt")
    who = command("contact", _contact, "bij wie een school terechtkan: van plaats of postcode naar regio en contact")
    who.add_argument("text", nargs="?", metavar="TEKST", help="een plaats, postcode, gemeente, streek of school")
    who.add_argument("--batch", type=Path, metavar="BESTAND", help='veel vragen ineens: per regel {"id": …, "text": …}')
    who.add_argument("--json", action="store_true", help="antwoord als JSON, een regel per vraag")
    table = command("places", _places, "neem officiële plaatsnamen, postcodes of scholen over (CBS, GeoNames, DUO)")
    table.add_argument("what", choices=["import"], metavar="import")
    table.add_argument("files", nargs="+", type=Path, metavar="BESTAND", help="wat het is, ziet LOB-gids zelf")
    join = command("invite", _invite, "maak een code waarmee een account een rol krijgt: medewerker, redactie of contact")
    join.add_argument("--role", required=True, choices=get_args(StaffRole), metavar="medewerker|redactie|contact")
    join.add_argument("--region", metavar="ID", help="de regio van een contact, zoals die in regios.yaml heet")
    join.add_argument("--label", default="", metavar="TEKST", help="waaraan medewerkers dit account herkennen")
    keep = command(
        "backup",
        partial(_backup, restores=False),
        "bewaar wat niet opnieuw te maken is in één bestand, versleuteld met LOBGIDS_BACKUP_KEY",
    )
    keep.add_argument("file", type=Path, metavar="BESTAND")
    back = command("restore", partial(_backup, restores=True), "zet een back-up terug in een map waarin nog geen database staat")
    back.add_argument("file", type=Path, metavar="BESTAND")
    gone = command("forget", _forget, "wis alles wat van iemand bewaard is, zoals die persoon met /vergeet zelf kan")
    gone.add_argument("person", metavar="PERSOON", help="kanaal:naam (telegram:123), het nummer dat /privacy noemt, of een naam van chat")
    command("replay", _replay, "doe beurten opnieuw die door een fout van ons misgingen")
    return parser


def _chat(asked: argparse.Namespace, found: Settings) -> int:
    log.set_up("error" if found.log == "info" else found.log)
    if asked.person.encode(errors="replace").decode() != asked.person:
        return _say(NO_NAME, MISUSED)
    if asked.record and not _writable(asked.record):
        return _say(NO_FILE.format(option="--record", path=asked.record), MISUSED)
    if asked.json and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    known = _known(found)
    return _with_database(chat_in_terminal(asked, found, known), known)


async def chat_in_terminal(asked: argparse.Namespace, found: Settings, known: Knowledge) -> int:
    async with app.opened(found, known) as everything:
        await chat.talk(everything, asked.person, json=asked.json, record=asked.record)
    return OK


def _run(asked: argparse.Namespace, found: Settings) -> int:
    log.set_up(found.log)
    if not any((found.telegram_token, found.matrix_homeserver, found.matrix_user, found.matrix_password, found.matrix_token)):
        return _say(NO_CHANNEL, MISUSED)
    known = _known(found)
    try:
        return _with_database(run_channels(asked, found, known), known)
    except CannotStart as error:
        return _say(str(error), error.code)


async def run_channels(asked: argparse.Namespace, found: Settings, known: Knowledge) -> int:
    from bot.run import run  # noqa: PLC0415 (loads what talks with Telegram: a fifth of a second that a terminal need not wait)

    await run(found, known, replace_webhook=asked.replace_webhook, new_identity=asked.new_matrix_identity)
    return OK


def _check(asked: argparse.Namespace, found: Settings) -> int:  # noqa: ARG001
    from bot.check import check  # noqa: PLC0415 (no other command needs it)

    known = _known(found, content.check)

    async def checked() -> int:
        return OK if await check(found, known) else WRONG

    return _with_database(checked(), known)


def _ask(asked: argparse.Namespace, found: Settings) -> int:
    from bot import ask  # noqa: PLC0415 (it brings numpy)

    if (asked.question is None) == (asked.batch is None):
        return _say(NO_QUESTION, MISUSED)
    try:
        lines = _lines(asked.batch) if asked.batch else None
        known = ask.known_with(_known(found), asked.knowledge) if asked.knowledge else _with_added(found)
    except OSError as error:
        return _say(NOT_READABLE.format(path=error.filename), MISUSED)
    mode: ask.Wish = "lexical" if (asked.mode, found.search) == ("auto", "lexical") else asked.mode
    asking = ask.Asking(known, found.data, mode)
    for question in ask.questions(lines) if lines is not None else [ask.Question(None, asked.question)]:
        answered = asking.answer(question.text, asked.audience)
        print(ask.as_json(question.id, answered) if asked.json else ask.as_text(question, answered, known), flush=True)
    return OK


def _calibrate(asked: argparse.Namespace, found: Settings) -> int:
    from bot import ask, calibrate  # noqa: PLC0415 (they bring numpy)

    try:
        lines = _lines(asked.labelled)
        known = ask.known_with(_known(found), asked.knowledge) if asked.knowledge else _known(found)
    except OSError as error:
        return _say(NOT_READABLE.format(path=error.filename), MISUSED)
    modes: tuple[Mode, ...] = ("lexical",) if found.search == "lexical" else ("lexical", "semantic")
    labelled = calibrate.read_labelled(lines, (entry.id for entry in known.entries))
    try:
        learned = calibrate.calibrate(known, labelled, found.data, points_too=asked.points, modes=modes)
    except calibrate.TooFew as error:
        return _say(str(error), MISUSED)
    path = found.data / content.LEARNED
    try:
        app.data_folder(found.data)
        path.write_text(learned, encoding="utf-8")
    except (OSError, StorageTrouble):
        return _say(NOT_WRITABLE.format(path=path), WRONG)
    print(f"bewaard in {path}; om het mee te leveren: knowledge/content/{TUNING}")
    return OK


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()


def _export(asked: argparse.Namespace, found: Settings) -> int:
    log.set_up("error" if found.log == "info" else found.log)
    if asked.output and not _writable(asked.output):
        return _say(NO_FILE.format(option="--output", path=asked.output), MISUSED)
    formats = list(FORMATS_ADDED if asked.what == "knowledge" else FORMATS)
    asked.format = asked.format or formats[0]
    if asked.format not in formats:
        return _say(NO_FORMAT.format(what=asked.what, format=asked.format, formats=" of ".join(formats)), MISUSED)
    known = _known(found)
    return _with_database(write_export(asked, found, known), known)


async def write_export(asked: argparse.Namespace, found: Settings, known: Knowledge) -> int:
    async with app.opened(found, known) as everything:
        if asked.what == "knowledge":
            data = FORMATS_ADDED[asked.format](await additions.rows(everything.store), everything.knowledge)
        else:
            data = FORMATS[asked.format](await export.sheet_of(asked.what, everything))
    if asked.output:
        asked.output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
    return OK


def _stats(asked: argparse.Namespace, found: Settings) -> int:
    known = _known(found)
    return _with_database(stats.tell(found, known, json=asked.json), known)


def _contact(asked: argparse.Namespace, found: Settings) -> int:
    from bot.places import asking  # noqa: PLC0415 (what finds places is slow to load, and chat begins without it)

    if (asked.text is None) == (asked.batch is None):
        return _say(ONE_OR_BATCH, MISUSED)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        asking.say(asking.answer(asked, _known(found), local(stamp(now())).date()))
    except asking.BatchError as error:
        return _say(str(error), MISUSED)
    return OK


def _places(asked: argparse.Namespace, found: Settings) -> int:
    from bot.places import importing  # noqa: PLC0415 (as above)

    known = _known(found)
    try:
        print("\n".join(importing.import_files(asked.files, found.data, found.knowledge)))
    except importing.ImportProblem as problem:
        return _say(str(problem), WRONG)
    except StorageTrouble as trouble:
        return _say(known.phrases.trouble.of(trouble)(), WRONG)
    return OK


def _invite(asked: argparse.Namespace, found: Settings) -> int:
    known = _known(found)
    regions = [region.id for region in known.contacts.regions]
    if (asked.role == "contact") != bool(asked.region):
        return _say(REGION_OF_CONTACT, MISUSED)
    if asked.region and asked.region not in regions:
        return _say(NO_REGION.format(region=asked.region, near=did_you_mean(asked.region, regions)), MISUSED)
    return _with_database(keep_invitation(asked, found, known), known)


async def keep_invitation(asked: argparse.Namespace, found: Settings, known: Knowledge) -> int:
    from bot.invite import invite, told  # noqa: PLC0415 (no other command needs it)

    made = invite(Role(asked.role, asked.region or ""), asked.label[:LABEL_CHARACTERS_MOST], now())
    async with app.opened(found, known) as everything:
        await everything.store.keep_code(made.kept)
        handle = await everything.store.handle("telegram")
    print(told(made, handle))
    return OK


def _replay(asked: argparse.Namespace, found: Settings) -> int:  # noqa: ARG001
    from bot.replay import replay_all  # noqa: PLC0415 (no other command needs it)

    log.set_up(found.log)
    known = _known(found)
    return _with_database(replay_all(found, known), known)


def _forget(asked: argparse.Namespace, found: Settings) -> int:
    from bot import forget  # noqa: PLC0415 (no other command needs it)

    known = _known(found)
    return _with_database(forget.told(asked.person, found, known), known)


def _backup(asked: argparse.Namespace, found: Settings, *, restores: bool) -> int:
    from bot import backup  # noqa: PLC0415 (it loads what encrypts)

    try:
        print((backup.restored if restores else backup.kept)(found, asked.file))
    except backup.BackupError as error:
        return _say(str(error), WRONG)
    except OSError:
        return _say(NOT_USABLE.format(path=asked.file), WRONG)
    except StorageTrouble as trouble:
        return _say(_known(found).phrases.trouble.of(trouble)(), WRONG)
    return OK


def _known(found: Settings, load: Callable[[Path | None, Path | None], Knowledge] = content.load) -> Knowledge:
    try:
        return load(found.knowledge, found.data)
    except OSError as error:
        file = os.path.relpath(error.filename, found.knowledge or os.curdir)
        raise ContentError([ContentProblem(file, 1, "dit bestand is niet te lezen")]) from error


def _with_added(found: Settings) -> Knowledge:
    """With what editors added, as the guide knows it; a database in trouble is told, and what the files say remains."""
    known = _known(found)
    try:
        return asyncio.run(additions.with_added(found, known))
    except StorageTrouble as trouble:
        _say(known.phrases.trouble.of(trouble)(), WRONG)
        return known


def _writable(path: Path) -> bool:
    try:
        path.open("a").close()
    except OSError:
        return False
    return True


def _with_database(work: object, known: Knowledge) -> int:
    try:
        return asyncio.run(work)  # type: ignore[arg-type]
    except StorageTrouble as trouble:
        return _say(known.phrases.trouble.of(trouble)(), WRONG)


def _say(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
