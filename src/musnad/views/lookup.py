"""The commands ``musnad places`` and ``musnad knowledge``: asking who is who and where is what, and laying one's own tables over ours."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from musnad.views.console import complain, print_json, print_lines, width
from musnad.views.options import Countries, Country, Day, Format, Words

if TYPE_CHECKING:
    from musnad.knowledge.gazetteer import Hit

FOUND, NOTHING = 0, 1
MANY = "-"  # names from standard input, one a line

places_app = App(name="places", help="Where is what: find places, import your own.", result_action="return_value")
knowledge_app = App(name="knowledge", help="Who is who: find actors, sources, agreements; import your own.", result_action="return_value")


# -------------------------------------------------------------------------------------------------------------------- places


@places_app.command(name="build")
def build_places(*, missing: bool = False) -> int:
    """Make the index of places: those of our tables, and GeoNames' where its package is installed.

    Parameters
    ----------
    missing
        Only when there is none, or it was made of other tables or another package.
    """
    from musnad.knowledge import home, indexing

    if missing and indexing.is_current(home()):
        return FOUND
    built = indexing.build(home())
    for source, count in built.places.items():
        print(f"{source}: {count} places")
    if built.geonames is None:
        complain("GeoNames is not installed, so only our own places are known: pip install 'musnad[places]' adds it")
    return FOUND


@places_app.command(name="find")
def find_places(*name: Words, country: Country = None, limit: int = 5, format: Format = "table") -> int:
    """Find a place by its name, in any script and spelling.

    Parameters
    ----------
    name
        The words of one name; - reads names from standard input, one a line.
    country
        Only places of this country, by its two-letter code.
    limit
        How many places to show for a name.
    format
        table: for people. jsonl: one object a name, for machines.
    """
    from musnad.knowledge import home, indexing
    from musnad.knowledge.gazetteer import Gazetteer
    from musnad.views import answers

    indexing.ensure(home(), complain)
    missing = False
    with Gazetteer.open(home()) as gazetteer:
        for asked in _names(name):
            hits = gazetteer.find(asked, country=country, limit=limit)
            missing |= not hits
            if format == "jsonl":
                print_json({"name": asked, "found": [_flat(hit) for hit in hits]})
            elif hits:
                print_lines(answers.render_places([(hit, gazetteer.names(hit.place)) for hit in hits], width()))
            else:
                complain(f"no place is known as {asked!r}")
    return NOTHING if missing else FOUND


@places_app.command(name="import")
def import_places(
    file: Path,
    /,
    *,
    name: str | None = None,
    country: Countries = (),
    format: Literal["auto", "csv", "cod-ab", "geonames"] = "auto",
    alternate_names: Path | None = None,
    skip_bad: bool = False,
    replace: bool = False,
    dry_run: bool = False,
) -> int:
    """Lay a file of places over ours: all of it, or nothing when a line has a mistake.

    Parameters
    ----------
    file
        A CSV whose first line names its columns, an OCHA admin table (COD-AB), or a GeoNames dump.
    name
        What to call the import; else it is called as the file.
    country
        The country of rows that name none; of a GeoNames dump, the countries to take.
    format
        What the file is, where it cannot be told from its first line.
    alternate_names
        With a GeoNames dump: GeoNames' file of alternate names.
    skip_bad
        Leave out lines that have a mistake, and import the others.
    replace
        Put the file in place of an earlier import of the same name.
    dry_run
        Check everything and import nothing.
    """
    from musnad.knowledge import home, indexing, overlays
    from musnad.knowledge.placefiles import Given
    from musnad.views import answers

    indexing.ensure(home(), complain)
    given = Given(name or overlays.name_for(file), country, format, alternate_names)
    done = overlays.import_places(home(), file, given, skip_bad=skip_bad, dry_run=dry_run, replace=replace)
    for remark in (*map(str, done.skipped), *done.remarks):
        complain(remark)
    print_lines(answers.render_import(done, width(), dry_run=dry_run))
    return NOTHING if done.skipped else FOUND


@places_app.command(name="list")
def list_places() -> int:
    """List the imported files of places."""
    return _list("places")


@places_app.command(name="remove")
def remove_places(name: str, /) -> int:
    """Take an import of places out again.

    Parameters
    ----------
    name
        The import, as ``musnad places list`` names it.
    """
    return _remove(name)


# ----------------------------------------------------------------------------------------------------------------- knowledge


@knowledge_app.command(name="find")
def find_knowledge(*name: Words, on: Day = None, limit: int = 5, format: Format = "table") -> int:
    """Find an actor, a source, a weapon or an agreement by name, domain or handle, in any script and spelling.

    Parameters
    ----------
    name
        The words of one name; - reads names from standard input, one a line.
    on
        The day as of which to say whose side it is on; else every period is shown.
    limit
        How many entries to show for a name.
    format
        table: for people. jsonl: one object a name, for machines.
    """
    from musnad import knowledge
    from musnad.knowledge import asking
    from musnad.views import answers

    known = knowledge.load(knowledge.home())
    missing = False
    for asked in _names(name):
        found = asking.find(known, asked, on=date.fromisoformat(on) if on else None, limit=limit)
        missing |= not found
        if format == "jsonl":
            print_json({"name": asked, "found": found})
        elif found:
            print_lines(answers.render_answers(found, width()))
        else:
            complain(f"nobody and nothing is known as {asked!r}; places are found with: musnad places find")
    return NOTHING if missing else FOUND


@knowledge_app.command(name="import")
def import_knowledge(
    *files: Annotated[Path, Parameter(name="FILES", required=True)],
    name: str | None = None,
    replace: bool = False,
    dry_run: bool = False,
) -> int:
    """Lay tables of actors, affiliations, sources, weapons or agreements over ours: all of them, or nothing when a line has a mistake.

    Lists of places are imported with: musnad places import.

    Parameters
    ----------
    files
        Tables with the columns of ours, tabs between; those that belong together in one call.
    name
        What to call the import; else it is called as the first file.
    replace
        Put the files in place of an earlier import of the same name.
    dry_run
        Check everything and import nothing.
    """
    from musnad.knowledge import home, overlaid, overlays
    from musnad.views import answers

    label = name or overlays.name_for(files[0])
    lines = [line for file in files for line in overlaid.lines_of(file)]
    kept = [line for line in overlays.lines(home()) if line.overlay != label]
    overlaid.with_lines([*kept, *lines], home())
    done = overlays.import_lines(home(), label, files, lines, dry_run=dry_run, replace=replace)
    for remark in overlaid.contradictions(lines):
        complain(remark)
    print_lines(answers.render_import(overlays.Imported(done), width(), dry_run=dry_run))
    return FOUND


@knowledge_app.command(name="check")
def check_knowledge(folder: Path | None = None, /) -> int:
    """Check the tables further than loading does, and list the names that are missing in a language.

    Parameters
    ----------
    folder
        A folder of tables; else ours.
    """
    from musnad.knowledge import checking

    mistakes = 0
    for finding in checking.check(folder):
        if finding.level == "mistake":
            mistakes += 1
            complain(finding.message)
        else:
            print(finding.message)
    if not mistakes:
        print(checking.count(folder))
    print(f"{mistakes} mistakes")
    return NOTHING if mistakes else FOUND


@knowledge_app.command(name="list")
def list_knowledge() -> int:
    """List the imported tables."""
    return _list("knowledge")


@knowledge_app.command(name="remove")
def remove_knowledge(name: str, /) -> int:
    """Take imported tables out again.

    Parameters
    ----------
    name
        The import, as ``musnad knowledge list`` names it.
    """
    return _remove(name)


# -------------------------------------------------------------------------------------------------------------------- shared


def _list(kind: str) -> int:
    from musnad.knowledge import home, overlays
    from musnad.views import answers

    print_lines(answers.render_overlays([overlay for overlay in overlays.overlays(home()) if overlay.kind == kind], width()))
    return FOUND


def _remove(name: str) -> int:
    from musnad.knowledge import home, overlays

    removed = overlays.remove(home(), name)
    print(f"{removed.name} is taken out ({removed.count} {'places' if removed.kind == 'places' else 'lines'})")
    return FOUND


def _names(words: tuple[str, ...]) -> list[str]:
    if words != (MANY,):
        return [" ".join(words)]
    return [line.strip() for line in sys.stdin.buffer.read().decode("utf-8", "replace").splitlines() if line.strip()]


def _flat(hit: Hit) -> dict[str, object]:
    """A hit with its place in one object."""
    import msgspec

    return {**msgspec.structs.asdict(hit.place), "form": hit.form, "how": hit.how, "score": hit.score}
