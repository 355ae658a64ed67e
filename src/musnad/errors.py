"""The errors that Musnad raises on purpose; anything else that escapes is a defect.

::

    MusnadError                 catch this to catch them all
    ├── InputError              something given from outside cannot be read: names the file, the line and what to do
    ├── PackError               a language pack has a mistake: names the file, the line or rule id, and the mend
    ├── KnowledgeError          a knowledge table has a mistake: names the file, the line and the mend
    ├── StoreError              an archive cannot be opened, read or written: names the file, and nothing was half-written
    └── SiteError               the site cannot be served as it is installed: names what is missing and the command that makes it

One bad document never raises through a run: it becomes an ``Issue`` (see ``model.Issue``). A bad pack or table stops the run
before it starts, because every reading after it would be wrong.
"""

from __future__ import annotations


class MusnadError(Exception):
    """Base of all expected errors. The message says what was found, where, and what to do."""


class InputError(MusnadError):
    """A file, line or record from outside cannot be read."""


class PackError(MusnadError):
    """A language pack cannot be used."""


class KnowledgeError(MusnadError):
    """A knowledge table cannot be used."""


class StoreError(MusnadError):
    """An archive cannot be opened, read or written."""


class SiteError(MusnadError):
    """The site cannot be served as it is installed."""
