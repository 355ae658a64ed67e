from __future__ import annotations

from itertools import pairwise

from musnad.archive import showing
from musnad.incidents.accounts import Account
from musnad.stores import open_store
from musnad.views.web.pictures import tolls, transmission
from musnad.views.wording import NOBODY
from tests.views.web.site import demo_archive


def strike() -> Account:
    with open_store(str(demo_archive())) as store:
        row = next(row for row in store.incidents() if row.type == "air_strike")
        return showing.incident(store, row.id).account


def test_every_document_hangs_on_an_origin() -> None:
    picture = transmission.picture(strike(), NOBODY)
    documents = [box for box in picture.boxes if box.kind == "document"]
    assert {box.id for box in documents} | {copy for box in documents for copy in box.copies} == set(strike().documents)
    assert {box.x for box in documents} == {picture.width - transmission.WIDTH}
    assert all(box.x == 0 for box in picture.boxes if box.kind == "origin")


def test_boxes_of_a_column_do_not_touch() -> None:
    picture = transmission.picture(strike(), NOBODY)
    for x in {box.x for box in picture.boxes}:
        column = sorted(box.y for box in picture.boxes if box.x == x)
        assert all(below - above >= transmission.HEIGHT for above, below in pairwise(column))


def test_a_mirrored_picture_has_its_origins_on_the_right() -> None:
    picture = transmission.picture(strike(), NOBODY, mirrored=True)
    assert all(box.x == picture.width - transmission.WIDTH for box in picture.boxes if box.kind == "origin")


def test_a_line_joins_the_figures_of_the_origin_that_changed_its_own() -> None:
    killed = strike().field("killed")
    assert killed is not None
    picture = tolls.picture(killed)
    assert picture is not None
    assert len(picture.lines) == 1
    assert [point.origin for point in picture.points if point.superseded] == ["Syrian Observatory for Human Rights"]


def test_higher_figures_stand_higher_and_labels_do_not_touch() -> None:
    killed = strike().field("killed")
    assert killed is not None
    picture = tolls.picture(killed)
    assert picture is not None
    for x, _ in picture.days:
        labels = sorted(point.label_y for point in picture.points if point.x == x)
        assert all(below - above >= 14.9 for above, below in pairwise(labels))
