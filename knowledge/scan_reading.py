"""`content/scan/*.yaml` → question sets, with every way in which a set can be wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import cast, get_args

import yaml

from knowledge.problems import ContentProblem, did_you_mean
from knowledge.reading import Fields, File, compose, mapping
from knowledge.scan import (
    PRESS_BYTES_MOST,
    RUN_CHARACTERS_MOST,
    Advice,
    Cell,
    Condition,
    Help,
    Kind,
    Named,
    NextStep,
    Norm,
    Official,
    Option,
    Phase,
    Question,
    QuestionSet,
    Scale,
    Theme,
)
from knowledge.source import Source, read_address, read_source

_LONGEST_PREFIX = len("scan:=+.") + RUN_CHARACTERS_MOST


def read_question_sets(
    files: Mapping[str, bytes], problems: list[ContentProblem], official: tuple[str, ...] | None = None
) -> tuple[QuestionSet, ...]:
    """Every set of the files, in the order of their paths; their ids and sector ids must be unique over all sets.

    Args:
        official: Beginnings of the addresses at which a law may be told; None for a set that was checked when it came.
    """
    sets: list[QuestionSet] = []
    seen: dict[str, str] = {}
    for path in sorted(files):
        file = File(path, problems)
        fields = mapping(file, compose(file, files[path]), "een vragenlijst")
        if fields is None:
            continue
        question_set = _question_set(fields, files[path], official)
        if question_set.id in (other.id for other in sets):
            fields.problem(f'vragenlijst "{question_set.id}" bestaat al', "id")
        for sector in question_set.sectors:
            if seen.setdefault(sector.id, path) != path:
                fields.problem(f'sector "{sector.id}" staat ook in {seen[sector.id]}', "sectoren")
        sets.append(question_set)
    return tuple(sets)


def _question_set(fields: Fields, data: bytes, official: tuple[str, ...] | None) -> QuestionSet:
    sectors = fields.list_of("sectoren", _named, least=1)
    levels = fields.list_of("niveaus", _named)
    scale = _scale(fields.fields("schaal"))
    known = _Known(frozenset(s.id for s in sectors), frozenset(level.id for level in levels), scale, official)
    found = QuestionSet(
        id=fields.id(),
        title=fields.text("titel", longest=100),
        version=fields.date("versie") or date.min,
        introduction=fields.text("inleiding", longest=600),
        official=_official(fields.fields("officieel", required=False)),
        seconds_per_question=fields.number("seconden_per_vraag", least=1, most=600),
        sectors=sectors,
        levels=levels,
        themes=fields.list_of("themas", known.theme, least=1),
        hash=hashlib.sha256(data).hexdigest()[:16],
        body=data.decode(errors="replace"),
    )
    _unique(fields, "sector", sectors, "sectoren")
    _unique(fields, "niveau", levels, "niveaus")
    fields.done()
    known.finish()
    return found


def _named(fields: Fields) -> Named:
    named = Named(fields.id(), fields.text("naam", longest=40), fields.texts("ook"))
    fields.done()
    return named


def _official(fields: Fields | None) -> Official | None:
    if fields is None:
        return None
    official = Official(fields.text("uitgever", longest=100), fields.date("toestemming_op") or date.min)
    fields.done()
    return official


def _option(fields: Fields) -> Option:
    option = Option(fields.id(longest=12), fields.text("tekst", longest=30), fields.texts("ook"))
    fields.done()
    return option


def _scale(fields: Fields | None) -> Scale | None:
    if fields is None:
        return None
    steps = fields.list_of("stappen", _option, least=2)
    if len(steps) > 7:
        fields.problem(f"een schaal heeft 2 tot 7 stappen, geen {len(steps)}", "stappen")
    beside = fields.list_of("buiten", _option)
    ids = [step.id for step in steps]
    enough = fields.one_of("vanaf", ids)
    _unique(fields, "antwoord", steps + beside, "stappen")
    fields.done()
    return Scale(steps, ids.index(enough) if enough in ids else 0, beside)


class _Known:
    """What a question may refer to while a set is read: sectors, levels, the set's scale and the questions before it."""

    def __init__(self, sectors: frozenset[str], levels: frozenset[str], scale: Scale | None, official: tuple[str, ...] | None) -> None:
        self.sectors = sectors
        self.levels = levels
        self.scale = scale
        self.official = official
        self.questions: dict[str, Question] = {}
        self.read: list[tuple[Question, Fields]] = []
        self.themes: set[str] = set()

    def theme(self, fields: Fields) -> Theme:
        id = fields.id()
        if id in self.themes:
            fields.problem(f'thema "{id}" bestaat al', "id")
        self.themes.add(id)
        theme = Theme(
            id=id,
            title=fields.text("titel", longest=60),
            conversation=fields.text("gespreksvraag", longest=300),
            questions=fields.list_of("vragen", lambda question: self.question(question, id), least=1),
            next_step=_next_step(fields.fields("vervolg", required=False)),
        )
        fields.done()
        return theme

    def question(self, fields: Fields, theme: str) -> Question:
        kind = cast(Kind, fields.one_of("soort", get_args(Kind), default="stelling"))
        scale = self._scale_of(fields, kind)
        options = scale.options if scale else self._options_of(fields, kind)
        question = Question(
            id=fields.id(),
            theme=theme,
            kind=kind,
            text=fields.text("stelling", longest=300),
            options=options,
            scale=scale,
            help=_help(fields.fields("toelichting", required=False), options),
            condition=self._condition(fields.fields("alleen_als", required=False)),
            formerly=fields.texts("eerder", longest=40),
            sectors=self._some(fields, "sector", self.sectors),
            levels=self._some(fields, "niveau", self.levels),
            short=fields.flag("kort"),
            norms=self._norms(fields),
            sources=self._sources(fields),
            cell=_cell(fields.fields("pdca", required=False)),
            advice=_advice(fields.fields("advies", required=False)),
        )
        fields.done()
        self._check(fields, question)
        self.questions[question.id] = question
        self.read.append((question, fields))
        return question

    def _scale_of(self, fields: Fields, kind: str) -> Scale | None:
        own = _scale(fields.fields("schaal", required=False))
        if kind != "stelling":
            if own is not None:
                fields.problem(f'een vraag van soort "{kind}" heeft geen schaal', "schaal")
            return None
        return own or self.scale

    def _options_of(self, fields: Fields, kind: str) -> tuple[Option, ...]:
        if kind not in ("keuze", "meer"):
            return ()
        options = fields.list_of("keuzes", _option, least=2)
        if len(options) > 20:
            fields.problem(f"hoogstens 20 keuzes, geen {len(options)}", "keuzes")
        _unique(fields, "antwoord", options, "keuzes")
        return options

    def _condition(self, fields: Fields | None) -> Condition | None:
        if fields is None:
            return None
        name = fields.text("vraag")
        values = fields.texts("is")
        asked = self.questions.get(name)
        if asked is None:
            fields.problem(f'"{name}" is geen vraag die hiervoor staat{did_you_mean(name, self.questions)}', "vraag")
        else:
            known = [option.id for option in asked.options]
            for value in values:
                if value not in known:
                    fields.problem(f'"{value}" is geen antwoord op "{name}"{did_you_mean(value, known)}', "is")
        if not values:
            fields.problem('veld "is" ontbreekt of is leeg', "is")
        fields.done()
        return Condition(name, values)

    def _some(self, fields: Fields, field: str, known: frozenset[str]) -> tuple[str, ...]:
        values = fields.texts(field)
        for value in values:
            if value not in known:
                fields.problem(f'veld "{field}" kan niet "{value}" zijn{did_you_mean(value, known)}', field)
        return values

    def _norms(self, fields: Fields) -> tuple[tuple[str, Norm], ...]:
        if not fields.has("norm"):
            return ()
        node = fields.node("norm")
        if isinstance(node, yaml.ScalarNode):
            return (("", cast(Norm, fields.one_of("norm", get_args(Norm)))),)
        inner = fields.fields("norm")
        if inner is None:
            return ()
        return tuple((self._sector(inner, name), cast(Norm, inner.one_of(name, get_args(Norm)))) for name in inner.names())

    def _sources(self, fields: Fields) -> tuple[tuple[str, Source], ...]:
        inner = fields.fields("bron", required=False)
        if inner is None:
            return ()
        if inner.has("adres"):
            return (("", read_source(inner)),)
        per_sector = ((name, inner.fields(name)) for name in inner.names())
        return tuple((self._sector(inner, name), read_source(source)) for name, source in per_sector if source is not None)

    def _sector(self, fields: Fields, name: str) -> str:
        if name not in self.sectors:
            fields.problem(f'onbekende sector "{name}"{did_you_mean(name, self.sectors)}', name)
        return name

    def _check(self, fields: Fields, question: Question) -> None:
        if question.id and question.id in self.questions:
            fields.problem(f'vraag "{question.id}" bestaat al', "id")
        for option in question.options:
            size = _LONGEST_PREFIX + len(question.id) + len(option.id)
            if size > PRESS_BYTES_MOST:
                too_long = size - PRESS_BYTES_MOST
                fields.problem(f'id "{question.id}" met antwoord "{option.id}" is {too_long} tekens te lang voor een knop', "id")

        if self.official is not None:
            self._check_law(fields, question, self.official)

    def _check_law(self, fields: Fields, question: Question, official: tuple[str, ...]) -> None:
        for sector in sorted(question.sectors or self.sectors):
            source = question.source_in(sector)
            if question.norm_in(sector) == "wet" and not (source and source.address.startswith(official)):
                fields.problem(f'norm "wet" kan niet voor sector "{sector}": de bron is geen officieel adres (settings.yaml)', "norm")

    def finish(self) -> None:
        """A former id must be gone and belong to one question only."""
        taken: dict[str, str] = {}
        for question, fields in self.read:
            for former in question.formerly:
                if former in self.questions:
                    fields.problem(f'eerder "{former}" is nog steeds een vraag', "eerder")
                if former in taken:
                    fields.problem(f'eerder "{former}" staat ook bij "{taken[former]}"', "eerder")
                taken[former] = question.id


def _help(fields: Fields | None, options: tuple[Option, ...]) -> Help | None:
    if fields is None:
        return None
    text = fields.text("uitleg", longest=600)
    known = [option.id for option in options]
    steps = []
    inner = fields.fields("stappen", required=False)
    for name in inner.names() if inner else ():
        assert inner is not None
        if name not in known:
            inner.problem(f'"{name}" is geen antwoord op deze vraag{did_you_mean(name, known)}', name)
        steps.append((name, inner.text(name, longest=120)))
    fields.done()
    return Help(text, tuple(steps))


def _next_step(fields: Fields | None) -> NextStep | None:
    if fields is None:
        return None
    found = NextStep(fields.number("stap", least=1, most=7), fields.text("tekst", longest=200), read_address(fields))
    fields.done()
    return found


def _cell(fields: Fields | None) -> Cell | None:
    if fields is None:
        return None
    phase = cast(Phase, fields.one_of("fase", get_args(Phase)))
    level = fields.one_of("niveau", ("school", "team"))
    fields.done()
    return Cell(phase, "team" if level == "team" else "school")


def _advice(fields: Fields | None) -> Advice | None:
    if fields is None:
        return None
    advice = Advice(fields.text("laag", longest=400), fields.text("midden", longest=400), fields.text("hoog", longest=400))
    fields.done()
    return advice


def _unique(fields: Fields, what: str, found: tuple[Named, ...] | tuple[Option, ...], field: str) -> None:
    ids = [one.id for one in found if one.id]
    for id in dict.fromkeys(ids):
        if ids.count(id) > 1:
            fields.problem(f'{what} "{id}" staat er twee keer', field)
