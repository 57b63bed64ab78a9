"""The JSON Schemas that an editor's plug-in reads: which file has which, and those of the phrases, which are written from the code.

`python -m tests.content.schemas --write` writes the two for phrases; a test demands that they are what the code says.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import knowledge
from knowledge.phrases import GROUPS as PHRASE_GROUPS
from knowledge.phrases_reading import PHRASE_CHARACTERS_MOST, places_of

FOLDER = Path(knowledge.__file__).parent / "schemas"
DRAFT = "http://json-schema.org/draft-07/schema#"
KINDS = {
    "phrases/nl.yaml": "phrases",
    "phrases/leerling.yaml": "phrases-leerling",
    "phrases/woorden.yaml": "woorden",
    "settings.yaml": "settings",
    "organisatie.yaml": "organisatie",
    "woordenlijst.yaml": "woordenlijst",
    "praatjes.yaml": "praatjes",
    "kalender.yaml": "kalender",
    "help-mee.yaml": "help-mee",
    "stappen.yaml": "stappen",
    "nood.yaml": "nood",
    "talen.yaml": "talen",
    "regios.yaml": "regios",
    "vrije-dagen.yaml": "vrije-dagen",
    "plaatsen/namen.yaml": "namen",
    "plaatsen/streken.yaml": "streken",
    "zoeken/verwant.yaml": "verwant",
    "zoeken/geleerd.yaml": "geleerd",
}
GROUPS = {
    "general": "Wat LOB-gids overal kan zeggen.",
    "start": "Wat LOB-gids op het beginscherm zegt.",
    "ask": "Wat LOB-gids rond een antwoord zegt.",
    "parents": "Wat LOB-gids zegt in Help mee, voor ouders.",
    "steps": "Wat LOB-gids zegt over de stappen voor scholen.",
    "scan": "Wat LOB-gids in de scan zegt.",
    "contact": "Wat LOB-gids zegt over plaatsen en contactpersonen.",
    "staff": "Wat wordt gezegd tegen wie met LOB-gids werkt.",
    "ticket": "Wat wordt gezegd rond een vraag die aan een mens is doorgestuurd.",
    "letter": "Wat wordt gezegd rond een vraag die per e-mail gaat, en wat er in die e-mail staat.",
    "desk": "Wat wordt gezegd tegen wie vragen beantwoordt: gelijke vragen, concepten en voorstellen aan de redactie.",
    "editing": "Wat de redactie leest bij vragen zonder antwoord (/vragen), en wat iemand leest die op antwoord wachtte.",
    "waiting": "Wat wordt gezegd over het wachten op antwoord, en als iemand niet antwoordt.",
    "absence": "Wat er gezegd wordt als een contactpersoon of medewerker afwezig is, en tegen wie waarneemt.",
    "figures": "Wat medewerkers lezen bij de cijfers, en over wat wanneer gewist wordt.",
    "privacy": "Wat LOB-gids zegt over wat hij van mensen bewaart, en bij het meenemen of wissen daarvan.",
    "news": "Wat iemand leest die nieuws krijgt van LOB-gids, of dat kan krijgen.",
    "broadcast": "Wat een medewerker leest bij een bericht aan velen (/omroep).",
    "telegram": "Wat LOB-gids in Telegram zegt voordat iemand iets vraagt, en wat een groep te lezen krijgt.",
    "matrix": "Wat LOB-gids in Matrix zegt: zijn naam daar, en wat over kamers en versleuteling gaat.",
    "terminal": "Wat LOB-gids in het venster van de computer zegt.",
    "trouble": "Wat LOB-gids zegt als de database het niet doet, aan wie LOB-gids beheert.",
}
"""What an editor reads about each group of phrases; a new group needs a line here."""


def kind_of(path: str) -> str | None:
    """The name of the schema of a content file; None when it has none."""
    folder, slash, _ = path.partition("/")
    return folder if slash and folder in ("faq", "scan") else KINDS.get(path)


@cache
def schema(kind: str) -> Any:
    """A schema as it is shipped."""
    return json.loads((FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8"))


def first_line(path: str) -> str:
    """What a content file begins with, so that the plug-in finds its schema."""
    up = "../" * (path.count("/") + 1)
    return f"# yaml-language-server: $schema={up}schemas/{kind_of(path)}.schema.json"


def phrases(*, pupil: bool) -> dict[str, Any]:
    """The schema of `phrases/nl.yaml`, or of what pupils read instead, in which nothing is required."""
    groups = {name: _group(name, places_of(group), required=not pupil) for name, group in PHRASE_GROUPS.items()}
    title = "Zinnen voor leerlingen (content/phrases/leerling.yaml)" if pupil else "Zinnen (content/phrases/nl.yaml)"
    what = 'Alleen de zinnen die voor leerlingen anders zijn, met "je".' if pupil else "Alles wat LOB-gids zelf zegt."
    return {"$schema": DRAFT, "title": title, **_fields(what, groups, required=not pupil)}


def _group(name: str, places: dict[str, frozenset[str]], *, required: bool) -> dict[str, Any]:
    return _fields(GROUPS[name], {key: _phrase(named) for key, named in places.items()}, required=required)


def _fields(description: str, properties: dict[str, Any], *, required: bool = True) -> dict[str, Any]:
    needed = {"required": list(properties)} if required else {}
    return {"description": description, "type": "object", **needed, "additionalProperties": False, "properties": properties}


def _phrase(named: frozenset[str]) -> dict[str, Any]:
    """One phrase: a text, or two of them where something is counted."""
    places = frozenset(name.removeprefix("?") for name in named)
    needed = named & places
    one = _text(needed, places)
    if "n" not in places:
        return one
    first, more = _text(needed - {"n"}, places), _text(needed, places)
    forms = _fields("", {"een": _described("De zin bij 1.", first), "meer": _described("De zin bij elk ander getal.", more)})
    either = {**forms, **one, "type": ["string", "object"]}
    return _described("Mag ook {een: …, meer: …}: gekozen naar {n}.", either)


def _text(needed: frozenset[str], places: frozenset[str]) -> dict[str, Any]:
    listed = ", ".join(f"{{{name}}}" for name in sorted(places))
    optional = ", ".join(f"{{{name}}}" for name in sorted(places - needed))
    said = f"LOB-gids vult in: {listed}." if places else "LOB-gids vult hier niets in."
    return {
        "description": said + (f" Weg mag: {optional}." if optional else ""),
        "type": "string",
        "minLength": 1,
        "maxLength": PHRASE_CHARACTERS_MOST,
        "pattern": pattern(needed, places),
        "patternErrorMessage": f"Tussen {{ }} hoort hier: {listed}. Niets anders." if places else "Tussen { } mag hier niets staan.",
    }


def _described(description: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {**fields, "description": f"{description} {fields['description']}"}


def pattern(needed: frozenset[str], places: frozenset[str]) -> str:
    """What a text with places to fill in looks like: every one that is needed, none that is unknown, and no brace alone."""
    known = "|".join(sorted(places))
    part = r"(?:[^{}]|\{\{|\}\}" + (rf"|\{{(?:{known})\}}" if known else "") + ")*"
    return "^" + "".join(rf"(?={part}\{{{name}\}})" for name in sorted(needed)) + part + "$"


def written() -> dict[str, str]:
    """The text of each schema that is written from the code, by its kind."""
    made = {"phrases": phrases(pupil=False), "phrases-leerling": phrases(pupil=True)}
    return {kind: _laid_out(value, levels=4) + "\n" for kind, value in made.items()}


def _laid_out(value: Any, *, levels: int, indent: str = "") -> str:
    """JSON with a line for each field of so many levels; what is deeper stands on the line of its field."""
    if not levels or not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    inner = indent + "  "
    lines = [f"{inner}{json.dumps(key)}: {_laid_out(field, levels=levels - 1, indent=inner)}" for key, field in value.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def main() -> None:
    for kind, text in written().items():
        (FOLDER / f"{kind}.schema.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main() if "--write" in sys.argv else sys.stdout.writelines(written().values())
