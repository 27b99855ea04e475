import dataclasses
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from benchmarks.born_digital import DPI, Original
from benchmarks.degrade import GRADES, Grade, degrade
from benchmarks.scanned import Collection
from ingest.pdf import PdfReader
from ingest.reader import ReadOptions
from ingest.records import Box, Page, PageSource, Word

every_grade = pytest.mark.parametrize("grade", GRADES, ids=lambda grade: f"grade {grade.number}")


def drawn_page() -> Image.Image:
    """A white page of 4 by 3 inches with black blocks where words would be."""
    page = Image.new("L", (4 * DPI, 3 * DPI), 255)
    ink = ImageDraw.Draw(page)
    for row in range(10):
        for column in range(6):
            left, top = 60 + column * 185, 50 + row * 80
            ink.rectangle((left, top, left + 120, top + 30), fill=0)
    return page


@every_grade
def test_the_same_page_is_damaged_in_the_same_way(grade: Grade, tmp_path: Path):
    """The same page, grade and seed give the same bytes, another seed gives others."""
    files = []
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        degrade(drawn_page(), DPI, grade, seed).save(tmp_path / name)
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1] != files[2]


@every_grade
def test_a_scan_has_the_size_of_its_page(grade: Grade, tmp_path: Path):
    """In inches a scan is as large as its page, be its pixels ever so few."""
    scan = degrade(drawn_page(), DPI, grade, 1)
    assert scan.image.size == (4 * grade.dpi, 3 * grade.dpi)
    scan.save(tmp_path / "scan.pdf")
    reader = PdfReader(tmp_path / "scan.pdf")
    page = reader.render_page(1, 400)
    reader.close()
    assert page.size == (400, 300)


@every_grade
def test_faxes_have_two_colours_and_other_scans_shades(grade: Grade):
    """A grade with a threshold leaves black and white alone."""
    shades = np.unique(np.asarray(degrade(drawn_page(), DPI, grade, 1).image))
    assert (len(shades) == 2) is (grade.threshold is not None)


def test_a_page_is_left_as_it_was():
    """Damage is done to a copy."""
    page = drawn_page()
    degrade(page, DPI, GRADES[-1], 1)
    assert page == drawn_page()


def test_every_grade_is_worse_than_the_one_before():
    """Grades are numbered by how much of the page they lose."""
    assert [grade.number for grade in GRADES] == [1, 2, 3, 4, 5]
    assert [grade.dpi for grade in GRADES] == sorted((g.dpi for g in GRADES), reverse=True)
    assert [grade.skew for grade in GRADES] == sorted(grade.skew for grade in GRADES)


@pytest.mark.parametrize("place", range(4))
def test_boxes_of_words_follow_the_skew(place: int):
    """Where a page is turned, the boxes of its words are moved to where the words stand then."""
    grade = dataclasses.replace(GRADES[2], skew=6.0, noise=0.0, patches=0.0)
    page = Image.new("L", (4 * DPI, 3 * DPI), 255)
    ImageDraw.Draw(page).rectangle((1_000, 750, 1_119, 780), fill=0)
    box = Box(1_000 / 1_200, 750 / 900, 1_120 / 1_200, 781 / 900)
    original = Page(1, 288, 216, PageSource.TEXT_LAYER, "block", (Word(0, 5, box),))
    collection = Collection(Path(), (Original("", original),) * 4)
    scan = degrade(page, DPI, grade, place)
    ink = np.argwhere(np.asarray(scan.image) < 145)
    top, left = ink.mean(axis=0)
    (moved,) = collection.placed_words(place, grade)
    assert left / scan.image.width == pytest.approx(
        (moved.box.left + moved.box.right) / 2, abs=0.005
    )
    assert top / scan.image.height == pytest.approx(
        (moved.box.top + moved.box.bottom) / 2, abs=0.005
    )


def test_a_scan_holds_no_text(tmp_path: Path):
    """The file is a picture and nothing else: without OCR there is no word to find."""
    degrade(Image.new("L", (4 * DPI, 3 * DPI), 255), DPI, GRADES[0], 1).save(tmp_path / "scan.pdf")
    reader = PdfReader(tmp_path / "scan.pdf")
    page = reader.read_page(1, ReadOptions())
    reader.close()
    assert page.source is PageSource.BLANK
