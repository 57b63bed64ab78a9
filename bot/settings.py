"""Settings from the environment: `LOBGIDS_…`, each secret also as `LOBGIDS_…_FILE`.

The sentences are Dutch and stand here: they tell an operator why the guide can't start, before there is any content to speak with.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import platformdirs
from msgspec import Struct

from bot.smtp_url import SmtpUrlError, read_smtp_url
from knowledge.problems import did_you_mean

PREFIX = "LOBGIDS_"
SECRETS = frozenset(
    {"DATABASE_URL", "TELEGRAM_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "MATRIX_PASSWORD", "MATRIX_TOKEN", "SMTP_URL", "BACKUP_KEY"}
)
SEARCHES = ("auto", "lexical")
LOG_LEVELS = ("debug", "info", "warning", "error")


class SettingsError(Exception):
    """The environment can't be used; each line says what to mend."""


class Settings(Struct, frozen=True, kw_only=True):
    """What the environment says; an absent setting is None unless it has a default.

    Args:
        data: Folder for the database, caches and keys.
        database_url: A PostgreSQL address; None keeps everything in `data`.
        knowledge: A content folder; None for the one that comes with the package.
        telegram_per_second: Messages a second over all chats; None for what Telegram allows, 0 for no limit.
        log: The least serious lines that are written: debug, info, warning or error.
        search: `lexical` never compares meanings, also where the extra for it is installed; `auto` does when it can.
        smtp_url: The mail server, as `read_smtp_url` reads it; None sends no mail.
        http: `host:port` for health, metrics and webhook; None opens no port.
    """

    data: Path
    database_url: str | None = None
    knowledge: Path | None = None
    telegram_token: str | None = None
    telegram_api_url: str | None = None
    telegram_webhook_url: str | None = None
    telegram_webhook_secret: str | None = None
    telegram_per_second: str | None = None
    matrix_homeserver: str | None = None
    matrix_user: str | None = None
    matrix_password: str | None = None
    matrix_token: str | None = None
    smtp_url: str | None = None
    log: str = "info"
    search: str = "auto"
    http: str | None = None
    backup_key: str | None = None


NAMES = tuple(name.upper() for name in Settings.__struct_fields__)


def read(environment: Mapping[str, str], data: Path | None = None) -> Settings:
    """The settings of an environment.

    Args:
        data: The folder that a command was given; it goes before `LOBGIDS_DATA`.

    Raises:
        SettingsError: With a line for everything that is wrong.
    """
    problems: list[str] = []
    values: dict[str, str] = {}
    for variable in sorted(name for name in environment if name.startswith(PREFIX)):
        _read_one(variable, environment[variable], values, problems)
    log = values.get("log", "info").lower()
    if log not in LOG_LEVELS:
        problems.append(f"{PREFIX}LOG moet {', '.join(LOG_LEVELS)} zijn{did_you_mean(log, LOG_LEVELS)}")
    search = values.get("search", "auto").lower()
    if search not in SEARCHES:
        problems.append(f"{PREFIX}SEARCH moet {' of '.join(SEARCHES)} zijn{did_you_mean(search, SEARCHES)}")
    own = Path(values["knowledge"]) if "knowledge" in values else None
    if own and not own.is_dir():
        problems.append(f"{PREFIX}KNOWLEDGE noemt een map die er niet is")
    if "smtp_url" in values and not any("SMTP_URL" in problem for problem in problems):
        _check_mail(values["smtp_url"], problems)
    if problems:
        raise SettingsError("\n".join(problems))
    folder = data or (Path(values["data"]) if "data" in values else platformdirs.user_data_path("lobgids", appauthor=False))
    rest = {name: value for name, value in values.items() if name not in ("data", "knowledge", "log", "search")}
    return Settings(data=folder.expanduser(), knowledge=own, log=log, search=search, **rest)


def _read_one(variable: str, value: str, values: dict[str, str], problems: list[str]) -> None:
    name = variable.removeprefix(PREFIX)
    from_file = name.removesuffix("_FILE") if name.endswith("_FILE") else ""
    if from_file in SECRETS:
        secret = _secret(variable, value, problems)
        if values.setdefault(from_file.lower(), secret) != secret:
            problems.append(f"{PREFIX}{from_file} en {variable} zijn allebei gezet; kies er een")
    elif name in NAMES:
        if value:
            values[name.lower()] = value
    else:
        known = [PREFIX + known for known in (*NAMES, *(f"{secret}_FILE" for secret in SECRETS))]
        problems.append(f"onbekende instelling {variable}{did_you_mean(variable.upper(), known)}")


def _check_mail(url: str, problems: list[str]) -> None:
    try:
        read_smtp_url(url)
    except SmtpUrlError as error:
        problems.append(str(error))


def _secret(variable: str, path: str, problems: list[str]) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        problems.append(f"{variable} noemt een bestand dat niet te lezen is")
        return ""
