"""What is packed comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import StoreError
from musnad.stores.packing import in_chunks, packed, packed_numbers, unpacked, unpacked_numbers


@given(st.one_of(st.binary(), st.binary(max_size=3).map(lambda part: part * 200)))
def test_bytes_come_back_and_are_never_longer(data: bytes) -> None:
    size, kept = packed(data)

    assert unpacked(size, kept) == data
    assert len(kept) <= len(data) == size


def test_what_was_changed_is_not_unpacked() -> None:
    size, kept = packed(b"a" * 100)

    assert unpacked(size, kept[:-1] + b"\x00") is None
    assert unpacked(size + 1, kept) is None


@given(st.lists(st.integers(0, 2**63 - 1)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert unpacked_numbers(packed_numbers(numbers)) == tuple(numbers)


@pytest.mark.parametrize("number", [-1, 2**63])
def test_numbers_that_are_too_large_are_refused(number: int) -> None:
    with pytest.raises(StoreError, match="0 to"):
        packed_numbers([1, number])


@given(st.lists(st.integers(0, 20)), st.integers(1, 5))
def test_chunks_hold_every_value_once(values: list[int], size: int) -> None:
    chunks = list(in_chunks(values, size))

    assert [value for chunk in chunks for value in chunk] == list(dict.fromkeys(values))
    assert all(1 <= len(chunk) <= size for chunk in chunks)
