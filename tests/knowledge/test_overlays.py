"""Imports: whole or not at all, listed, removed, and what they contradict."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from musnad.errors import InputError
from musnad.knowledge import overlays
from musnad.knowledge.gazetteer import Gazetteer
from musnad.knowledge.home import overlays_file
from musnad.knowledge.overlays import Imported, import_places
from musnad.knowledge.placefiles import Given
from tests.knowledge.places import index, written

HEADER = "id,name_en,name_ar,lat,lon,country,governorate"
SARMIN = "1,Sarmin,سرمين,35.903,36.726,SY,Idlib"
KAFR_TAKHARIM = "2,Kafr Takharim,كفر تخاريم,36.1169,36.5148,SY,Idlib"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return index(tmp_path / "data")


def take(home: Path, path: Path, name: str = "mine", **options: bool) -> Imported:
    return import_places(home, path, Given(name), **options)


def found(home: Path, name: str) -> list[tuple[str, str]]:
    with Gazetteer.open(home) as places:
        return [(hit.place.source, hit.place.id) for hit in places.find(name, approximate=False)]


def test_imported_places_are_found_before_ours_and_ours_are_kept(home: Path, tmp_path: Path) -> None:
    done = take(home, written(tmp_path / "p.csv", HEADER, SARMIN, KAFR_TAKHARIM))

    assert (done.overlay.name, done.overlay.kind, done.overlay.count, done.skipped, done.remarks) == ("mine", "places", 2, (), ())
    assert found(home, "سرمين") == [("mine", "1")]
    assert found(home, "كفر تخاريم") == [("mine", "2"), ("musnad", "kafr_takharim")]


def test_imports_are_listed_and_removed(home: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "p.csv", HEADER, SARMIN)
    take(home, path, "b")
    take(home, path, "a")

    assert [(overlay.name, overlay.file, overlay.count) for overlay in overlays.overlays(home)] == [
        ("a", str(path), 1),
        ("b", str(path), 1),
    ]
    assert overlays.remove(home, "a").name == "a"
    assert [overlay.name for overlay in overlays.overlays(home)] == ["b"]
    assert found(home, "سرمين") == [("b", "1")]
    with pytest.raises(InputError, match="nothing was imported as 'a'; imports: b"):
        overlays.remove(home, "a")


def test_name_that_is_taken_is_refused_unless_it_is_to_be_replaced(home: Path, tmp_path: Path) -> None:
    take(home, written(tmp_path / "p.csv", HEADER, SARMIN))
    other = written(tmp_path / "q.csv", HEADER, KAFR_TAKHARIM)

    with pytest.raises(InputError, match="imported as 'mine' already: give another --name, or --replace it"):
        take(home, other)
    take(home, other, replace=True)
    assert found(home, "سرمين") == []
    assert found(home, "كفر تخاريم")[0] == ("mine", "2")


@pytest.mark.parametrize("name", ["", "Mine", "a b", "musnad", "geonames", "../x", "a--b"])
def test_name_that_is_none_is_refused(home: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="is no name for an import"):
        take(home, written(tmp_path / "p.csv", HEADER, SARMIN), name)


def test_file_with_a_mistake_leaves_nothing(home: Path, tmp_path: Path) -> None:
    lines = [f"{at},Place {at},,95,36.7,SY," for at in range(30)]

    with pytest.raises(InputError) as told:
        take(home, written(tmp_path / "p.csv", HEADER, SARMIN.replace("1,", "x,", 1), *lines))

    messages = str(told.value).split("\n")
    assert len(messages) == 22
    assert messages[0].startswith(f"{tmp_path / 'p.csv'}:3: the latitude 95 is over 90")
    assert messages[-2:] == ["... and 10 more", "Nothing was imported: mend the 30 lines, or leave them out with --skip-bad"]
    assert overlays.overlays(home) == []
    assert found(home, "سرمين") == []


def test_file_that_replaces_and_has_a_mistake_leaves_the_one_before(home: Path, tmp_path: Path) -> None:
    take(home, written(tmp_path / "p.csv", HEADER, SARMIN))

    with pytest.raises(InputError):
        take(home, written(tmp_path / "q.csv", HEADER, KAFR_TAKHARIM, "3,X,,95,1,SY,"), replace=True)
    assert found(home, "سرمين") == [("mine", "1")]


def test_lines_with_a_mistake_can_be_left_out(home: Path, tmp_path: Path) -> None:
    done = take(home, written(tmp_path / "p.csv", HEADER, SARMIN, "3,X,,95,1,SY,"), skip_bad=True)

    assert (done.overlay.count, [mistake.line for mistake in done.skipped]) == (1, [3])
    assert found(home, "سرمين") == [("mine", "1")]


def test_dry_run_says_what_would_be_and_keeps_nothing(home: Path, tmp_path: Path) -> None:
    done = take(home, written(tmp_path / "p.csv", HEADER, SARMIN), dry_run=True)

    assert done.overlay.count == 1
    assert overlays.overlays(home) == []


def test_file_without_a_place_is_refused(home: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no places in it"):
        take(home, written(tmp_path / "p.csv", HEADER))


def test_point_far_from_where_we_have_the_place_is_told_and_taken(home: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "p.csv", HEADER, "2,Kafr Takharim,,35.6,36.7,SY,Idlib")

    done = take(home, path)

    far = "'Kafr Takharim' lies 60 km from kafr_takharim of our tables: both are kept, yours is used"
    assert done.remarks == (f"{path}:2: {far}",)
    assert found(home, "Kafr Takharim") == [("mine", "2"), ("musnad", "kafr_takharim")]


def test_place_of_the_same_name_in_another_region_or_of_another_kind_contradicts_nothing(home: Path, tmp_path: Path) -> None:
    path = written(
        tmp_path / "p.csv", f"{HEADER},precision", "1,Kafr Takharim,,34.9,36.7,SY,Homs,town", "2,Al-Bab,,36.9,38.2,SY,Aleppo,district"
    )

    assert take(home, path).remarks == ()


def test_exchanged_coordinates_inside_the_country_are_seen_by_where_we_have_the_place(home: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"p\.csv:2: 'كفر تخاريم' lies at 36\.1169, 36\.5148: latitude and longitude are exchanged"):
        take(home, written(tmp_path / "p.csv", "name_ar,lat,lon,country", "كفر تخاريم,36.5148,36.1169,SY"))


def test_word_for_a_precision_that_no_table_has_is_told_once(home: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "p.csv", "name,lat,lon,accuracy", "A place,35.9,36.7,somewhere", "B place,35.8,36.7,somewhere")

    assert take(home, path).remarks == (f"{path}: precision 'somewhere' (2 times) is in no table: taken as unknown",)


KILLED = """
import sys
from pathlib import Path
from musnad.knowledge.overlays import import_places
from musnad.knowledge.placefiles import Given
import_places(Path(sys.argv[1]), Path(sys.argv[2]), Given(sys.argv[3]), replace=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_import_that_is_killed_leaves_nothing_half_written(home: Path, tmp_path: Path) -> None:
    take(home, written(tmp_path / "p.csv", HEADER, SARMIN))
    many = (f"{at},Place {at},موضع {at},35.{at % 1000:03},36.7,SY,Idlib" for at in range(60_000))
    large = written(tmp_path / "large.csv", HEADER, *many)
    before = overlays_file(home).stat().st_size

    run = subprocess.Popen([sys.executable, "-c", KILLED, str(home), str(large), "mine"], env=os.environ)
    journal = Path(f"{overlays_file(home)}-journal")
    until = time.monotonic() + 60
    while run.poll() is None and not (journal.is_file() and overlays_file(home).stat().st_size > before) and time.monotonic() < until:
        time.sleep(0.005)
    half_written = journal.is_file() and overlays_file(home).stat().st_size > before
    run.kill()
    run.wait()

    assert (run.returncode, half_written) == (-signal.SIGKILL, True)
    assert [(overlay.name, overlay.count) for overlay in overlays.overlays(home)] == [("mine", 1)]
    assert found(home, "سرمين") == [("mine", "1")]
    assert found(home, "Place 7") == []


def test_import_that_is_interrupted_leaves_nothing(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(overlays, "_note", interrupted)
    with pytest.raises(KeyboardInterrupt):
        take(home, written(tmp_path / "p.csv", HEADER, SARMIN))
    assert overlays.overlays(home) == []
    assert found(home, "سرمين") == []


def test_two_imports_at_once_wait_for_each_other(home: Path, tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{name}.csv", HEADER, SARMIN) for name in "abc"]
    runs = [subprocess.Popen([sys.executable, "-c", KILLED, str(home), str(path), path.stem]) for path in paths]

    assert [run.wait() for run in runs] == [0, 0, 0]
    assert [overlay.name for overlay in overlays.overlays(home)] == ["a", "b", "c"]


def test_home_that_cannot_be_written_is_told(home: Path, tmp_path: Path) -> None:
    overlays_file(home).write_bytes(b"no database" * 200)

    with pytest.raises(InputError, match=r"overlays\.sqlite: cannot be used"):
        overlays.overlays(home)


def test_what_an_import_was_is_recorded(home: Path, tmp_path: Path) -> None:
    overlay = take(home, written(tmp_path / "p.csv", HEADER, SARMIN)).overlay

    assert len(overlay.sha256) == 64
    assert overlay.added.endswith("Z")
    assert overlays.overlays(home) == [overlay]
    assert msgspec.json.decode(msgspec.json.encode(overlay), type=overlays.Overlay) == overlay
