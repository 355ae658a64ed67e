"""The commands that fill an archive and look after it: ``add``, ``search``, ``sources``, ``verify``, ``reread``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from musnad.views.console import complain, print_json, print_lines, say, width
from musnad.views.opening import archive, progress
from musnad.views.options import DEFAULT_DB, Db, Format, Jobs, Language, Limit, Moment, Sentence, Whats

if TYPE_CHECKING:
    from musnad.archive.taking import Added
    from musnad.model import Problem
    from musnad.sources import Columns, Options
    from musnad.stores import Store

CLEAN, PROBLEMS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def add(
    *what: Whats,
    db: Db = DEFAULT_DB,
    publisher: str | None = None,
    published_at: Moment = None,
    lang: Language = None,
    mapping: Path | None = None,
    save_mapping: Path | None = None,
    follow_links: bool = False,
    dry_run: bool = False,
    jobs: Jobs = None,
) -> int:
    """Take documents into the archive, read them and link them; what is there already is not taken twice.

    Parameters
    ----------
    what
        Files, folders and addresses: texts, pages, PDF, JSON lines, tables, feeds and lists of feeds, web archives, exports of Telegram
        and X; - is standard input.
    db
        The archive; it is made when there is none.
    publisher
        Who published them, where they do not say.
    published_at
        The day or moment of publication, where they do not say.
    lang
        Their language, where they do not say; else it is told from the text.
    mapping
        A file that says which column of a table is what.
    save_mapping
        Write which columns are used to this file, to be mended and given as --mapping.
    follow_links
        Take the page of every entry of a feed, not the entry.
    dry_run
        Show what would be taken, and write nothing into the archive.
    jobs
        How many processes read and link where there is much to do; as many as the machine has cores, if not said. The result is the same.
    """
    options = _options(publisher, published_at, lang, mapping, follow_links=follow_links)
    if save_mapping is not None:
        _save_mapping(what, save_mapping, options.mapping)
    if dry_run:
        return _preview(what, options)
    with archive(db, make=True, link=False) as store:
        before = store.count()
        try:
            with progress() as on_progress:
                from musnad.archive import readers, taking

                added = taking.add(
                    store, what, options=options, on_problem=_complain, on_progress=on_progress, processes=jobs or readers.cores()
                )
        except KeyboardInterrupt:
            kept = store.count() - before
            complain(f"stopped; the documents taken in until then ({kept}) are kept in {db}, and the same call goes on from there")
            return INTERRUPTED
        say(_summary(store, added, db))
    return PROBLEMS if added.problems else CLEAN


def search(*text: Sentence, db: Db = DEFAULT_DB, limit: Limit = 20, format: Format = "table") -> int:
    """Find documents that have all the words; words between quotation marks stand together, a word that ends in * may go on.

    Parameters
    ----------
    text
        The words, in any script; letters that are written in several ways are found in each.
    limit
        How many documents to show.
    format
        table: for people. jsonl: one document a line, for machines.
    """
    from musnad.views import listing

    words = " ".join(text)
    with archive(db, link=False) as store:
        from musnad.archive import searching

        hits = list(searching.search(store, words, limit=limit))
        documents = [receipt.document for receipt in store.receipts(hit.document for hit in hits)]
    if not hits:
        complain(f"no document has all of these words: {words}")
        return PROBLEMS
    for hit, document in zip(hits, documents, strict=True):
        if format == "jsonl":
            print_json({"document": document.id, "publisher": document.publisher, "published_at": document.published_at, "found": hit})
        else:
            print_lines(listing.render_hit(hit, document, width()))
    return CLEAN


def sources(*, db: Db = DEFAULT_DB, limit: Limit = None, format: Format = "table") -> int:
    """List who says what is claimed, in how many incidents, how often alone, and how often others or they themselves said otherwise.

    Parameters
    ----------
    limit
        How many to show, those with most incidents first.
    format
        table: for people. jsonl: one source a line, for machines.
    """
    from musnad.views import listing

    with archive(db) as store:
        speakers = store.speakers(limit=limit)
    if format == "jsonl":
        for speaker in speakers:
            print_json(speaker)
    else:
        print_lines(listing.render_speakers(speakers, width()))
    return CLEAN


def verify(*, db: Db = DEFAULT_DB, head: str | None = None) -> int:
    """Compute every hash of the archive again, and say what was changed or is missing.

    Parameters
    ----------
    head
        The hash of a line that must be there, as verify printed it when that was the last.
    """
    with archive(db, link=False) as store:
        from musnad.stores import log

        problems = log.verify(store, head=head)
        if not problems:
            count, last = 0, ""
            for line in store.log():
                count, last = line.n, line.hash
    for problem in problems:
        complain(problem)
    if problems:
        say(f"{len(problems)} problems")
        return PROBLEMS
    say(f"{count} log lines, all sound" + (f"; the last has the hash {last}" if last else ""))
    return CLEAN


def reread(*, db: Db = DEFAULT_DB) -> int:
    """Read anew what an older reader, or one with other imported tables, read; older readings and all judgements are kept."""
    with archive(db, link=False) as store:
        from musnad.archive import linked, readers

        with progress() as on_progress:
            changed = linked.read_again(store, on_progress=on_progress)
            linked.catch_up(store, on_progress=on_progress, processes=readers.cores())
        say(f"{_count(changed, 'document')} read anew, {store.count() - changed} unchanged; {_count(store.count_incidents(), 'incident')}")
    return CLEAN


# ---------------------------------------------------------------------------------------------------------------------- adding


def _options(publisher: str | None, published_at: str | None, lang: str | None, mapping: Path | None, *, follow_links: bool) -> Options:
    from musnad.model import Defaults
    from musnad.sources import Options
    from musnad.sources import mapping as mappings

    defaults = Defaults(publisher=publisher, published_at=published_at or "", lang=lang)
    return Options(defaults=defaults, mapping=mappings.load(mapping) if mapping else None, follow_links=follow_links)


def _complain(problem: Problem) -> None:
    complain(str(problem))


def _summary(store: Store, added: Added, db: str) -> str:
    parts = [f"{_count(added.new, 'document')} taken in"]
    parts += [f"{added.copies} of them nearly the same as another"] if added.copies else []
    parts += [f"{added.unread} of them not read, as musnad show DOCUMENT tells"] if added.unread else []
    parts += [f"{added.known} already there"] if added.known else []
    parts += [_count(added.problems, "problem")] if added.problems else []
    return f"{', '.join(parts)}. {db}: {_count(store.count(), 'document')}, {_count(store.count_incidents(), 'incident')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _preview(whats: tuple[str, ...], options: Options) -> int:
    """Show what would be taken in."""
    from musnad.archive import taking
    from musnad.views import listing

    count, problems = 0, 0
    for taken in taking.preview(whats, options=options):
        if taken.problem is not None:
            problems += 1
            _complain(taken.problem)
            continue
        count += 1
        if count <= listing.FIRST:
            print_lines(listing.render_taken(taken, width()))
        elif count == listing.FIRST + 1:
            say("...")
    left = f", {_count(problems, 'problem')}" if problems else ""
    say(f"{_count(count, 'document')} would be taken in{left}. Nothing was written.")
    return PROBLEMS if problems else CLEAN


def _save_mapping(whats: tuple[str, ...], path: Path, given: Columns | None) -> None:
    """Write which columns of the first table are used. InputError when there is no table or the file is there already."""
    from musnad.errors import InputError
    from musnad.sources import mapping as mappings
    from musnad.sources import tables

    if path.exists():
        raise InputError(f"{path}: this file is there already; name a new one, or give this one as --mapping")
    columns = next((columns for what in whats if (columns := tables.columns_of(what))), None)
    if columns is None:
        raise InputError("none of these is a table, so there are no columns to save; name a CSV, TSV or XLSX file")
    mappings.save(given if given is not None else mappings.guess(columns), path)
    complain(f"wrote {path}; the columns are {', '.join(map(repr, columns))}")
