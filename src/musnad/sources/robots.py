"""What a site's robots.txt lets Musnad fetch: RFC 9309, the longest matching rule decides.

The standard library's parser takes the first matching rule and knows no ``*`` inside a path, so it allows what sites forbid.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

AGENT = "musnad"
_MOST_LINES = 5000


@dataclass(frozen=True, kw_only=True)
class Robots:
    """The rules for us: paths, with whether they are allowed, and the seconds to wait between fetches."""

    rules: tuple[tuple[bool, str], ...] = ()
    pause_seconds: float = 0.0

    def allow(self, path: str) -> bool:
        """Whether a path (with its query) may be fetched; the longest rule decides, of equals the one that allows."""
        found = [(len(rule), allowed) for allowed, rule in self.rules if _matches(rule, unquote(path))]
        return max(found)[1] if found else True


NOTHING_ALLOWED = Robots(rules=((False, "/"),))


def parse(text: str) -> Robots:
    """The rules for Musnad in a robots.txt: of the groups that name it, else of those for everyone."""
    groups: dict[str, list[tuple[str, str]]] = {}
    current: list[str] = []
    named = False  # whether the line before named an agent
    for line in text.splitlines()[:_MOST_LINES]:
        key, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        if key.casefold() == "user-agent":
            current = [*(current if named else []), value.casefold()]
            named = True
            groups.setdefault(current[-1], [])
        elif key:
            named = False
            for agent in current:
                groups[agent].append((key.casefold(), value))
    lines = groups.get(AGENT, groups.get("*", []))
    rules = tuple((key == "allow", unquote(value)) for key, value in lines if key in ("allow", "disallow") and value)
    return Robots(rules=rules, pause_seconds=max((_seconds(value) for key, value in lines if key == "crawl-delay"), default=0.0))


def _seconds(value: str) -> float:
    """A number of seconds up to half a minute, or 0 for what is none."""
    try:
        return min(max(float(value), 0.0), 30.0)
    except ValueError:
        return 0.0


def _matches(rule: str, path: str) -> bool:
    """Whether a path begins as a rule says: ``*`` is anything, ``$`` at the end is the end. No backtracking: each part is found once."""
    closed = rule.endswith("$")
    first, *parts = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = parts.pop() if closed and parts else ""
    for part in parts:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if closed and "*" not in rule:
        return at == len(path)
    return not closed or (path.endswith(last) and len(path) - len(last) >= at)
