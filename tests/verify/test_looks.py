"""Wear that gives a page a look, looks put together, and shares estimated from them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.measuring import look_at
from ingest.pdf import PdfReader
from ingest.scan_picture import ScanPicture
from tests.verify.sheets import page_of, sheet_of
from tests.verify.test_writing import LEVEL
from verify.estimate import Counts, estimated, wilson
from verify.faces import Face, Type
from verify.fitting import distance, fitted, made_scan
from verify.looks import SeenPage, grouped, shared_out
from verify.twin import pattern_of
from verify.wear import Wear, as_kept, paper_dpi, save_scan, worn


def scanned(wear: Wear):
    clean = sheet_of().picture(paper_dpi(wear.dpi))
    scan = worn(clean.image, clean.dpi, wear, np.random.default_rng(1))
    kept = as_kept(scan, wear)
    return look_at(ScanPicture(kept, wear.dpi, wear.dpi, scan.mode == "1", wear.quality))


PLAIN = Wear(200, ink=20, paper=240, noise=2, blur=0.8, quality=85)


@pytest.mark.parametrize(
    ("changed", "measure"),
    [
        ({"noise": 9}, "noise"),
        ({"blur": 3}, "soft_in"),
        ({"spread": 0.006}, "stroke_in"),
        ({"patches": 12}, "shading"),
        ({"specks": 1e-3}, "specks"),
        ({"ink": 0}, "contrast"),
        ({"paper": 252}, "paper"),
    ],
)
def test_each_kind_of_wear_shows_in_its_measure(changed, measure):
    """More of a damage gives more of what measures it."""
    assert getattr(scanned(replace(PLAIN, **changed)), measure) > getattr(scanned(PLAIN), measure)


@pytest.mark.parametrize(
    "wear",
    [
        Wear(150, blur=1.6, ink=70, paper=215, noise=6, quality=50),
        Wear(200, blur=0.8, spread=0.004, noise=25, specks=3e-4, threshold=128, quality=None),
    ],
    ids=["grey", "black and white"],
)
def test_wear_is_found_that_gives_a_page_the_look_asked_for(wear):
    """Another page comes within a small difference of a worn one in most measures."""
    asked = scanned(wear)
    sheet = sheet_of(Face.SANS)
    found = fitted(sheet, asked, seed=3)
    kept = as_kept(made_scan(sheet, found, seed=3), found)
    got = look_at(ScanPicture(kept, found.dpi, found.dpi, asked.is_two_colours, found.quality))

    assert found.dpi == wear.dpi
    assert distance(asked, got) < 0.8
    assert distance(asked, got) < distance(asked, scanned(Wear(wear.dpi)))


def test_a_scan_in_a_file_is_measured_as_it_was_made(tmp_path):
    """Resolution, JPEG quality and size come out of the PDF again."""
    save_scan(made_scan(sheet_of(), PLAIN, 1), PLAIN, tmp_path / "scan.pdf")
    reader = PdfReader(tmp_path / "scan.pdf")
    look = reader.look(1, 10_000_000)
    reader.close()

    assert (round(look.dpi), look.quality, look.is_two_colours) == (200, 85, False)
    assert look.width_in == pytest.approx(330 / 72, abs=0.02)


def seen(dpi: float, face: Face = Face.SERIF) -> SeenPage:
    pattern = replace(pattern_of(page_of(sheet_of()), LEVEL), type=Type(face, 10, 0.1))
    return SeenPage(page_of(sheet_of()), replace(LEVEL, dpi=dpi), pattern)


def test_pages_are_grouped_by_look_and_stray_ones_join_the_nearest():
    """Two looks of many pages stay two; a single page of a third goes to the one most like it."""
    pages = [*(seen(300) for _ in range(20)), *(seen(200, Face.TYPEWRITER) for _ in range(9))]
    groups = grouped([*pages, seen(300, Face.TYPEWRITER)])

    assert [len(group.pages) for group in groups] in ([21, 9], [20, 10])
    assert groups[0].name.startswith("print, grey, 250 dpi")
    assert groups[1].name.startswith("typewriter, grey, 170-250 dpi")


@given(st.lists(st.integers(1, 40), min_size=1, max_size=5), st.integers(1, 60))
def test_pages_to_make_are_shared_out(sizes, pages):
    """Every look gets one at least, and together they are no more than asked for if that goes."""
    page = seen(300)
    groups = [replace(grouped([page])[0], pages=(page,) * size) for size in sizes]
    shares = shared_out(groups, pages)

    assert min(shares) >= 1
    assert sum(shares) <= max(pages, len(sizes)) + len(sizes)


@given(st.integers(0, 60), st.integers(1, 60))
def test_wilsons_interval_holds_the_share(found, asked):
    """It lies within 0 and 1, holds the share, and never has no width."""
    found = min(found, asked)
    low, high = wilson(found, asked)

    assert 0 <= low <= found / asked <= high <= 1
    assert high > low


def test_looks_count_as_often_as_the_collection_has_them():
    """A look of nine pages in ten weighs nine times what the other does."""
    looks = [Counts(90, ((9, 10), (10, 10))), Counts(10, ((5, 10),))]
    found = estimated(looks, seed=1)

    assert found is not None
    assert found.share == pytest.approx(0.9 * 0.95 + 0.1 * 0.5)
    assert found.low < found.share < found.high
    assert estimated([Counts(3, ((0, 0),))], seed=1) is None


def test_no_error_on_few_pages_proves_little():
    """All of twelve words found leaves room for one in four to be missed."""
    found = estimated([Counts(5, ((6, 6), (6, 6)))], seed=1)

    assert found is not None
    assert found.share == 1
    assert found.low < 0.8
