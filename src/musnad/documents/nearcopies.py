"""Near-copies: signatures that are nearly the same when texts are, so that a copied report is found among a million by its bands.

MinHash (Broder 1997) over runs of three folded words, by rensa, whose algorithm and seed are fixed: a signature may be stored. A text too
short for such runs is its own single run, so it is a copy only of a text that is equal when folded.
"""

from __future__ import annotations

import hashlib
import re
import struct

from musnad.text import fold

PERMUTATIONS = 64
ROWS = 4  # values in a band; 16 bands of 4 find nearly all pairs from a likeness of 0.7 on, and few below 0.4
_SEED = 1
_RUN = 3  # words
_SHORT = 12  # words; below it two reports of different events may share most runs
_WORD = re.compile(r"\w+")


def signature(text: str) -> tuple[int, ...]:
    """64 numbers below 2**32 that tell how alike texts are; the same for texts that are equal when folded."""
    from rensa import RMinHash  # here, not above: only taking in needs it

    words = _WORD.findall(fold(text).text)
    short = len(words) < _SHORT
    runs = [" ".join(words)] if short else [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(runs)
    return tuple(sketch.digest())


def bands(signature: tuple[int, ...]) -> tuple[int, ...]:
    """16 numbers below 2**63; texts that share one are worth comparing."""
    return tuple(_hashed(at, signature[at : at + ROWS]) for at in range(0, len(signature), ROWS))


def likeness(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    """How much two texts share, from 0 to 1: an estimate of the part of their runs of words that both have."""
    if len(first) != len(second) or not first:
        return 0.0
    return sum(one == other for one, other in zip(first, second, strict=True)) / len(first)


def _hashed(at: int, values: tuple[int, ...]) -> int:
    """A band as one number, other at each place of the signature."""
    packed = struct.pack(f"<{len(values) + 1}I", at, *values)
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "little") >> 1
