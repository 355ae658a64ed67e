"""Load one language pack: what a language says and how, as data.

A pack is a folder ``packs/<code>/``: ``pack.toml`` (name, direction, how its words come apart), ``lexicon/*.tsv`` (forms and
what they mean), ``inflection.tsv`` (endings that forms take), ``numbers.tsv``, ``dates.tsv`` and ``rules/*.toml``. ``packs/_all``
holds what every language shares. This module reads and checks the files; ``readings.grammar`` turns them into something that
reads. Every error names file, line or rule id, and the mend; with a mistake in a pack nothing is read at all.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from musnad import tsv
from musnad.errors import PackError

PACKS = Path(__file__).parent / "packs"
SHARED = "_all"
LEXICON_COLUMNS = ("form", "sense", "inflect", "features", "region", "source")
UNCHANGED = "-"  # stands for the class of a word that does not change
INFLECTION_COLUMNS = ("class", "prefix", "suffix", "features")
Topic = Literal["mention", "toll", "event", "role", "attribution", "discourse"]
TOPICS: tuple[str, ...] = ("mention", "toll", "event", "role", "attribution", "discourse")


class Struct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the pack's types."""


class Entry(Struct, frozen=True):
    """One form of the lexicon: what it means (``sense``, dotted from wide to narrow) and what more is known (``features``).

    ``inflect``: a class for each of its words, beginning with the first, ``-`` for a word that does not change; or empty.
    """

    form: str
    sense: str
    inflect: str
    features: tuple[tuple[str, str], ...]
    where: str


class Inflection(Struct, frozen=True):
    """One ending of an inflection class: ``prefix`` and ``suffix`` go round the stem, ``features`` are added to the entry's."""

    prefix: str
    suffix: str
    features: tuple[tuple[str, str], ...]


class Example(Struct, frozen=True):
    """A sentence that a rule must match, and the words that each capture must hold, named by substring."""

    text: str
    spans: dict[str, tuple[str, ...]]


class Counter(Struct, frozen=True):
    """A sentence that a rule must not match, and why."""

    text: str
    why: str


class Rule(Struct, frozen=True):
    """One rule: a pattern over senses (see ``readings.patterns``), what it makes of a match, and its examples."""

    id: str
    topic: Topic
    match: str
    makes: str = ""
    layer: int = 1
    set: dict[str, str] = {}
    examples: tuple[Example, ...] = ()
    counters: tuple[Counter, ...] = ()
    where: str = ""


class Pack(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One language as data. ``tables`` maps a table's file name to the files that exist, shared ones first."""

    language: str
    name: str
    direction: Literal["ltr", "rtl"]
    strategy: str
    settings: dict[str, Any]
    entries: tuple[Entry, ...]
    inflections: dict[str, tuple[Inflection, ...]]
    rules: tuple[Rule, ...]
    defines: dict[str, str]
    tables: dict[str, tuple[Path, ...]]


class _Settings(msgspec.Struct, forbid_unknown_fields=True):
    """What ``pack.toml`` may say."""

    language: str
    name: str
    direction: Literal["ltr", "rtl"]
    words: str = "whole"
    proclitic: dict[str, Any] = {}
    lemma: dict[str, Any] = {}
    endings: dict[str, Any] = {}
    abbreviations: list[str] = []
    vowelled: dict[str, Literal["sg", "du", "pl"]] = {}
    set_off: dict[str, list[str]] = {}
    articles: list[str] = []
    heads: Literal["first", "last"] = "first"
    names: str = ""
    carries_on: bool = False


def available(root: Path = PACKS) -> tuple[str, ...]:
    """Codes of the languages that have a pack, sorted."""
    return tuple(sorted(path.parent.name for path in root.glob("*/pack.toml") if path.parent.name != SHARED))


@functools.cache
def load(language: str, root: Path = PACKS) -> Pack:
    """The pack of ``language``, read and checked once per process.

    Raises PackError when there is none or when a file of it has a mistake.
    """
    folder = root / language
    if language == SHARED or not (folder / "pack.toml").is_file():
        raise PackError(f"no pack for language {language!r}; there are packs for {', '.join(available(root)) or 'none'}")
    settings = _settings(folder / "pack.toml")
    if settings.language != language:
        raise PackError(f"{folder / 'pack.toml'}: language is {settings.language!r}; write {language!r}, as the folder says")
    folders = [path for path in (root / SHARED, folder) if path.is_dir()]
    inflections = _inflections(folder / "inflection.tsv")
    if settings.names and settings.names not in inflections:
        raise PackError(f"{folder / 'pack.toml'}: names = {settings.names!r} is no class of inflection.tsv; add it there or correct it")
    entries = tuple(entry for path in folders for file in sorted((path / "lexicon").glob("*.tsv")) for entry in _entries(file, inflections))
    defines: dict[str, str] = {}
    rules: list[Rule] = []
    for path in folders:
        for file in sorted((path / "rules").glob("*.toml")):
            rules.extend(_rules(file, language, defines))
    _check_ids(rules)
    names = ("numbers.tsv", "dates.tsv")
    tables = {name: tuple(path / name for path in folders if (path / name).is_file()) for name in names}
    return Pack(
        language=language,
        name=settings.name,
        direction=settings.direction,
        strategy=settings.words,
        settings={
            "proclitic": settings.proclitic,
            "lemma": settings.lemma,
            "endings": settings.endings,
            "abbreviations": settings.abbreviations,
            "vowelled": settings.vowelled,
            "set_off": settings.set_off,
            "articles": settings.articles,
            "heads": settings.heads,
            "names": settings.names,
            "carries_on": settings.carries_on,
        },
        entries=entries,
        inflections=inflections,
        rules=tuple(rules),
        defines=defines,
        tables=tables,
    )


def features(text: str, where: str) -> tuple[tuple[str, str], ...]:
    """``"num=pl;who=children"`` as pairs. A feature without ``=`` stands for ``=yes``."""
    pairs = []
    for part in filter(None, text.split(";")):
        key, sign, value = part.partition("=")
        if not key or (sign and not value):
            raise PackError(f"{where}: feature {part!r} cannot be read; write key=value, several separated by ';'")
        pairs.append((key, value or "yes"))
    return tuple(pairs)


def _settings(path: Path) -> _Settings:
    try:
        return msgspec.convert(_toml(path), _Settings)
    except msgspec.ValidationError as found:
        raise PackError(f"{path}: {found}; see docs/reference/packs.md for what it may say") from found


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as found:
        raise PackError(f"{path}: not readable as TOML: {found}; mend the line named") from found


def _inflections(path: Path) -> dict[str, tuple[Inflection, ...]]:
    found: dict[str, list[Inflection]] = {}
    if not path.is_file():
        return {}
    for number, (name, prefix, suffix, more) in tsv.rows(path, INFLECTION_COLUMNS, PackError):
        found.setdefault(name, []).append(Inflection(prefix=prefix, suffix=suffix, features=features(more, f"{path}:{number}")))
    return {name: tuple(endings) for name, endings in found.items()}


def _entries(path: Path, inflections: dict[str, tuple[Inflection, ...]]) -> Iterator[Entry]:
    seen: dict[tuple[str, ...], int] = {}
    for number, (form, sense, inflect, more, _region, source) in tsv.rows(path, LEXICON_COLUMNS, PackError):
        where = f"{path}:{number}"
        if not form or not sense or not source:
            raise PackError(f"{where}: form, sense and source must not be empty; say where {form!r} was seen")
        for name in inflect.split():
            if name not in inflections and name != UNCHANGED:
                raise PackError(f"{where}: inflection class {name!r} is not in inflection.tsv; known: {', '.join(sorted(inflections))}")
        if len(inflect.split()) > len(form.split()):
            raise PackError(f"{where}: {inflect!r} has more classes than {form!r} has words; give one for each word, or fewer")
        key = (form, sense, inflect, more)
        if key in seen:
            raise PackError(f"{where}: {form!r} as {sense} stands on line {seen[key]} too; remove one")
        seen[key] = number
        yield Entry(form=form, sense=sense, inflect=inflect, features=features(more, where), where=where)


def _rules(path: Path, language: str, defines: dict[str, str]) -> Iterator[Rule]:
    data = _toml(path)
    topic = data.get("topic")
    if topic not in TOPICS:
        raise PackError(f"{path}: topic is {topic!r}; write one of {', '.join(TOPICS)}")
    unknown = set(data) - {"topic", "define", "rule"}
    if unknown:
        raise PackError(f"{path}: unknown keys {sorted(unknown)}; a rule file has topic, [define] and [[rule]]")
    for name, pattern in _table(data.get("define", {}), f"{path}: [define]").items():
        if not isinstance(pattern, str):
            raise PackError(f"{path}: <{name}> is defined as {pattern!r}; write a pattern between quotation marks")
        if name in defines:
            raise PackError(f"{path}: <{name}> is defined twice in the pack; give one of them another name")
        defines[name] = pattern
    for raw in _tables(data.get("rule", []), f"{path}: [[rule]]"):
        yield _rule(raw, topic, f"{path}: rule {raw.get('id', '(no id)')}", language)


def _rule(raw: dict[str, Any], topic: Topic, where: str, language: str) -> Rule:
    fields = dict(raw)
    examples = tuple(_example(item, where) for item in _tables(fields.pop("example", []), f"{where}: [[rule.example]]"))
    counters = _tables(fields.pop("counter", []), f"{where}: [[rule.counter]]")
    try:
        rule = msgspec.convert({**fields, "topic": topic, "where": where, "counters": counters}, Rule)
    except msgspec.ValidationError as found:
        raise PackError(f"{where}: {found}; a rule has id, match, and may have makes, layer, set, example, counter") from found
    if not rule.id.startswith((f"{language}.", "all.")) or rule.id.count(".") < 2:
        raise PackError(f"{where}: id {rule.id!r} must read {language}.topic.idea")
    if not examples or not rule.counters:
        raise PackError(f"{where}: every rule needs at least one [[rule.example]] and one [[rule.counter]] with its reason")
    return msgspec.structs.replace(rule, examples=examples)


def _example(item: dict[str, Any], where: str) -> Example:
    text, spans = item.get("text"), {}
    if not isinstance(text, str) or not text:
        raise PackError(f"{where}: an example has no text; write text = and a sentence")
    for name, given in item.items():
        words = given if isinstance(given, list) else [given]
        for word in words if name != "text" else ():
            if not isinstance(word, str) or not word or word not in text:
                raise PackError(f"{where}: the example's {name} {word!r} does not occur in its text; copy it from there")
        if name != "text":
            spans[name] = tuple(words)
    return Example(text=text, spans=spans)


def _table(found: object, where: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise PackError(f"{where} is {found!r}; write key = value lines under it")
    return found


def _tables(found: object, where: str) -> list[dict[str, Any]]:
    """What stands under double brackets: a table for each time it is written."""
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise PackError(f"{where} must be written with two brackets, before each one")
    return found


def _check_ids(rules: list[Rule]) -> None:
    seen: dict[str, str] = {}
    for rule in rules:
        if rule.id in seen:
            raise PackError(f"{rule.where}: the id stands in {seen[rule.id]} too; ids are unique and never reused")
        seen[rule.id] = rule.where
