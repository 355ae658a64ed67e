"""HTML to plain text, whatever the HTML is: for fragments (feed entries, posts), and where an article cannot be told from its page.

The parser builds no tree, so a million tags, nested or not, cost a second and no recursion.
"""

from __future__ import annotations

import re

# Elements that begin a new line, and elements whose inside is not for reading.
_BLOCKS = (
    "address article aside blockquote br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table tbody td tfoot th thead tr ul"
)
_SILENT = "head iframe noscript object script style svg template title"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def strip(html: str) -> str:
    """The words of ``html``, a line for each block, without scripts and styles; "" when it has none."""
    from lxml import etree  # here, not above: only taking in pages needs it

    words = _Words()
    parser = etree.HTMLParser(target=words, recover=True)
    try:
        # A NUL would end the text for the parser; a declared encoding is no longer that of a string.
        etree.fromstring("<body>" + _DECLARATION.sub("", html, count=1).replace("\0", ""), parser)
    except etree.XMLSyntaxError:  # nothing that even a browser would show
        return ""
    return words.text()


class _Words:
    """A target for the parser: collects what stands between tags."""

    def __init__(self) -> None:
        self._blocks, self._hidden = frozenset(_BLOCKS.split()), frozenset(_SILENT.split())
        self._parts: list[str] = []
        self._silent = 0

    def start(self, tag: str, _attributes: object) -> None:
        """A tag opens."""
        self._silent += tag in self._hidden
        if tag in self._blocks:
            self._parts.append("\n")

    def end(self, tag: str) -> None:
        """A tag closes, in its text or because another makes it."""
        self._silent -= tag in self._hidden and self._silent > 0
        if tag in self._blocks:
            self._parts.append("\n")

    def data(self, words: str) -> None:
        """Words between tags; line breaks of the source are no breaks of the text."""
        if not self._silent:
            self._parts.append(" ".join(words.splitlines()) if "\n" in words else words)

    def close(self) -> None:
        """The end of the HTML."""

    def text(self) -> str:
        """All lines that have words."""
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line)
