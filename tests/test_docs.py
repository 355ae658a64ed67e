"""The documentation keeps up with the program: commands, options, links, and the words of the output."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from musnad import model, pack
from musnad.archive import finding, showing
from musnad.knowledge.asking import Answer
from musnad.knowledge.gazetteer import Spot
from musnad.knowledge.spellings import LOOKUP
from musnad.readings import check
from musnad.readings.lemmas import LemmaSettings
from musnad.readings.morphology import ProcliticSettings
from musnad.stores import open_store
from musnad.views import account, archive_commands, called, cli, judging_commands, lookup, serving_command, showing_commands
from tests.views.web.site import demo_archive

ROOT = Path(__file__).parents[1]
GROUPS = {"pack": cli.pack_app, "places": lookup.places_app, "knowledge": lookup.knowledge_app}
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "reports" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
OUTPUT = (ROOT / "docs" / "reference" / "output.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


def test_reports_page_names_every_report_and_its_address() -> None:
    page = (ROOT / "reports" / "README.md").read_text(encoding="utf-8")
    lines = [line for path in sorted((ROOT / "reports").glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    reports = [json.loads(line) for line in lines]
    assert [report["doc_id"] for report in reports if f"`{report['doc_id']}`" not in page] == []
    assert [report["doc_id"] for report in reports if report.get("url", "") not in page] == []
    assert [report["doc_id"] for report in reports if report.get("url", "") not in report["text"].partition("\n")[0]] == []


def test_readme_shows_what_the_demo_prints() -> None:
    shown = (ROOT / "README.md").read_text(encoding="utf-8").partition("`make demo` prints")[2].split("```")[1].strip().splitlines()
    with open_store(str(demo_archive())) as store:
        told = showing.incident(store, finding.find(store, "demo-alalam-2020-10-26#e1").id)
    printed = [line.plain.translate({0x2068: None, 0x2069: None}) for line in account.render(told, 80, called.names())]
    assert [line for line in shown if line not in printed] == []


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = {name for name in cli.app if not name.startswith("-")} - set(GROUPS)
    commands |= {f"{group} {name}" for group, app in GROUPS.items() for name in app if not name.startswith("-")}
    assert sorted(name for name in commands if f"`musnad {name}" not in readme) == []


@pytest.mark.parametrize(
    "module", [archive_commands, showing_commands, judging_commands, serving_command], ids=lambda module: module.__name__
)
def test_commands_page_names_every_command_and_option(module: ModuleType) -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    commands = [made for name, made in vars(module).items() if name in cli.app and inspect.isfunction(made)]
    options = {
        f"--{option.name.replace('_', '-')}"
        for made in commands
        for option in inspect.signature(made).parameters.values()
        if option.kind is option.KEYWORD_ONLY
    }
    assert commands
    assert [made.__name__ for made in commands if f"`musnad {made.__name__}" not in page] == []
    assert sorted(option for option in options if f"`{option}" not in page) == []


def test_knowledge_page_names_every_table_and_column() -> None:
    page = (ROOT / "docs" / "reference" / "knowledge.md").read_text(encoding="utf-8")
    tables = [path for folder in (LOOKUP.parent, LOOKUP) for path in folder.glob("*.tsv")]
    words = {word for path in tables for word in (path.name, *path.read_text(encoding="utf-8").partition("\n")[0].split("\t"))}
    words |= {*Answer.__struct_encode_fields__, *Spot.__struct_encode_fields__}
    assert sorted(word for word in words if f"`{word}`" not in page) == []


@pytest.mark.parametrize("words", [model.EventType, model.Field, model.SourceKind, model.Who, model.Qualifier, model.Stance])
def test_reference_names_every_word_of_the_output(words: object) -> None:
    assert [word for word in get_args(words) if f"`{word}`" not in OUTPUT] == []


@pytest.mark.parametrize(
    "struct", [model.Reading, model.Event, model.Claim, model.Place, model.Link, model.Toll, model.Party, model.Weapon, model.Values]
)
def test_reference_names_every_key_of_the_output(struct: type[model.Struct]) -> None:
    assert [key for key in struct.__struct_encode_fields__ if f"`{key}`" not in OUTPUT] == []


PACKS = (ROOT / "docs" / "reference" / "packs.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", pack.available())
def test_packs_page_names_every_sense(code: str) -> None:
    loaded = pack.load(code)
    senses = {entry.sense for entry in loaded.entries} | {rule.makes for rule in loaded.rules if rule.makes}
    assert sorted(sense for sense in senses if f"`{sense}`" not in PACKS) == []


@pytest.mark.parametrize("code", pack.available())
def test_packs_page_names_every_feature(code: str) -> None:
    loaded = pack.load(code)
    endings = [ending for endings in loaded.inflections.values() for ending in endings]
    features = {name for item in (*loaded.entries, *endings) for name, _ in item.features}
    assert sorted(name for name in features if f"`{name}" not in PACKS) == []


def test_packs_page_names_every_key_column_topic_capture_and_setting() -> None:
    words = {*pack.LEXICON_COLUMNS, *pack.INFLECTION_COLUMNS, "text", "why", "example", "counter", "topic", "define"}
    words |= set(pack._Settings.__struct_fields__) | (set(pack.Rule.__struct_fields__) - {"where", "examples", "counters"})
    words |= (
        set(ProcliticSettings.__struct_fields__)
        | set(LemmaSettings.__struct_fields__)
        | set(check.CAPTURES)
        | {name for names in check.CAPTURES.values() for name in names}
    )
    words |= (
        {name for names in check.SETTINGS.values() for name in names}
        | check.MADE_BY_THE_ENGINE
        | check.MADE_OF_KNOWLEDGE
        | check.ATTRIBUTES
    )
    assert sorted(word for word in words if f"`{word}`" not in PACKS and f"`[{word}]`" not in PACKS) == []
