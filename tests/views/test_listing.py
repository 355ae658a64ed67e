"""Lists for people, as wide as the terminal and no wider."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from musnad.stores.base import IncidentRow
from musnad.views.listing import render_incidents

ROW = IncidentRow(
    id="abcdefghij",
    keys=("a#e1",),
    first_day=737_000,
    last_day=737_000,
    type="arrest_abduction",
    lat=None,
    lon=None,
    place="Jabal al-Duwayla",
    region="Idlib governorate",
    parties=("syrian_transitional_government", "us_coalition"),
    contested=True,
    origins=12,
    documents=20,
    killed=None,
    data=b"",
)


@pytest.mark.parametrize("width", [80, 120])
def test_incidents_fit_the_terminal_and_nothing_of_them_is_cut(width: int) -> None:
    lines = [line.plain for line in render_incidents([ROW], width)]

    assert max(map(cell_len, lines)) <= width
    assert lines[1].split() == ["abcdefghij", "2018-11-02", "arrest", "abduction", "—", "12", "disputed"]
    where_and_by = " ".join(line.strip() for line in lines[2:])
    assert where_and_by == "Jabal al-Duwayla, Idlib governorate · Syrian transitional government, US-led coalition"
