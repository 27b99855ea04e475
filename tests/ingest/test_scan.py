"""Scans: blank or faint, askew, on their side, with black bars, pale."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ingest.bars import find_bars
from ingest.blank import is_blank
from ingest.layout import Layout
from ingest.orientation import clockwise
from ingest.preprocess import prepare
from ingest.reader import ReadOptions
from ingest.records import Box, Page, PageSource
from ingest.scan import read_scan
from ingest.shades import shade_at, without_single_pixels
from ingest.skew import skew_of
from ingest.tesseract import tesseract_engine
from tests.ingest.drawn import FONT, STORY, CountingOcr, assert_boxes_on_ink, scanned

ALL_WORDS = " ".join(STORY).split()
LONG_STORY = STORY * 3


def noisy(image, spread, seed=1):
    noise = np.random.default_rng(seed).normal(0, spread, (image.height, image.width))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))


def read(image, dpi=200, engine_for=tesseract_engine):
    return read_scan(image, dpi, ReadOptions(), engine_for)


def as_page(layout: Layout) -> Page:
    text, words = layout.composed()
    return Page(1, 612, 792, PageSource.OCR, text, words)


def share_read(scan, words=ALL_WORDS):
    read_words = [word.text for word in scan.layout.words()]
    return sum(word in read_words for word in words) / len(words)


@pytest.mark.parametrize(
    "image",
    [
        scanned([]),
        scanned([], paper=200),
        noisy(scanned([], paper=230), 8),
        Image.linear_gradient("L").resize((1700, 2200)).point(lambda level: 215 + level // 8),
    ],
    ids=["white", "grey", "noisy", "shaded"],
)
def test_blank(image):
    """An empty sheet is blank, be it white, grey, noisy or shaded."""
    assert is_blank(image)


@pytest.mark.parametrize(
    "image",
    [
        scanned(STORY, paper=245, ink=225),
        noisy(scanned(STORY, paper=220, ink=190), 4),
        scanned(["17"], points=10),
        scanned(STORY * 5, dpi=300).filter(ImageFilter.GaussianBlur(5)),
    ],
    ids=["faint", "faint and noisy", "page number", "blurred"],
)
def test_not_blank(image):
    """Faint or blurred writing, or a page number alone, is not blank."""
    assert not is_blank(image)


def specked(count, size, seed=3):
    sheet = scanned([], paper=240)
    draw = ImageDraw.Draw(sheet)
    places = np.random.default_rng(seed).integers(100, 1500, (count, 2))
    for x, y in places.tolist():
        draw.ellipse((x, y, x + size, y + size), fill=90)
    return sheet


def test_dust_is_not_ink():
    """A scanned empty sheet with dust on it is blank once OCR has found nothing."""
    scan = read(specked(60, 5), engine_for=CountingOcr().factory())

    assert (scan.source, scan.confidence) == (PageSource.BLANK, None)


def test_a_stroke_is_not_dust():
    """A sheet with nothing but a thin stroke on it is not blank: it may be a signature."""
    sheet = specked(20, 5)
    ImageDraw.Draw(sheet).line((400, 900, 700, 860), fill=120, width=3)

    scan = read(sheet, engine_for=CountingOcr().factory())

    assert (scan.source, scan.confidence) == (PageSource.OCR, 0.0)


def test_a_faint_page_is_read():
    """Writing twenty grey levels below its paper is read, and the repair is noted."""
    scan = read(scanned(STORY, paper=245, ink=225))

    assert share_read(scan) > 0.95
    assert "Shades of the paper were evened out for reading." in scan.notes


def test_a_shaded_page_is_read():
    """Writing under a deep shadow is read."""
    shadow = np.linspace(1.0, 0.25, 1700)[None, :]
    image = Image.fromarray((np.asarray(scanned(STORY, ink=60)) * shadow).astype(np.uint8))

    assert share_read(read(image)) > 0.95


@pytest.mark.parametrize("degrees", [-4.0, -1.5, 0.6, 3.0])
def test_skew_is_measured(degrees):
    """The angle of lines laid askew is found to a fifth of a degree."""
    image = scanned(LONG_STORY).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)

    assert skew_of(image) == pytest.approx(-degrees, abs=0.2)


def test_no_skew_where_there_is_none():
    """Level lines, an empty page, noise and a photograph are left as they are."""
    blobs = Image.effect_noise((1700, 2200), 100).filter(ImageFilter.GaussianBlur(20))

    assert skew_of(scanned(LONG_STORY)) == 0
    assert skew_of(scanned([])) == 0
    assert skew_of(noisy(scanned([], paper=128), 60)) == 0
    assert skew_of(blobs) == 0


@pytest.mark.parametrize("degrees", [3.0, -2.0])
def test_a_skewed_scan(degrees):
    """A page laid askew is read, and its boxes stand on the ink where it is displayed."""
    image = scanned(LONG_STORY).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)

    scan = read(image)

    assert share_read(scan) > 0.98
    assert f"turned by {-degrees:+.1f}°"[:12] in scan.notes[0]
    assert_boxes_on_ink(as_page(scan.layout), image)


@pytest.mark.parametrize("degrees", [90, 180, 270])  # 90: Tesseract reads it by itself
def test_a_turned_scan(degrees):
    """A page on its side or head is read, and its boxes stand on the ink where it is displayed."""
    image = clockwise(scanned(LONG_STORY), degrees)

    scan = read(image)

    assert share_read(scan) > 0.98
    assert degrees == 90 or scan.notes[-1].endswith(f"by {360 - degrees}° clockwise.")
    assert_boxes_on_ink(as_page(scan.layout), image)


def test_an_upright_page_is_read_once():
    """A page that reads well is not tried on its side."""
    ocr = CountingOcr(*(("plausible", word.box) for word in read(scanned(STORY)).layout.words()))

    read(scanned(STORY), engine_for=ocr.factory())

    assert ocr.asked == 1


def test_black_bars():
    """Redaction bars are found; letters, rules and white writing on black are left alone."""
    image = scanned(STORY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((400, 1000, 900, 1040), fill=0)
    draw.rectangle((200, 1200, 1500, 1204), fill=0)
    draw.rectangle((200, 1400, 1500, 1460), fill=0)
    for column in range(210, 1490, 40):
        draw.rectangle((column, 1410, column + 20, 1450), fill=255)

    (bar,) = find_bars(image, 200)

    assert bar == pytest.approx((400, 1000, 901, 1041), abs=8)
    assert find_bars(image, 31) is None  # a poster made small: these may be its letters


def test_bars_on_a_faded_page():
    """A bar is black by the ink of its own page; a tilt does not hide it."""
    image = scanned(STORY, ink=110, paper=210)
    ImageDraw.Draw(image).rectangle((400, 1000, 600, 1026), fill=110)
    faded = noisy(image.rotate(0.7, fillcolor=210), 8)

    assert len(find_bars(faded, 200)) == 1


def test_heading_of_a_scanned_form():
    """A black heading with white letters at one end is no bar, nor is any part of it."""
    image = scanned(STORY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((200, 1400, 1500, 1460), fill=0)
    for column in range(210, 500, 40):
        draw.rectangle((column, 1412, column + 12, 1448), fill=255)

    assert find_bars(image, 200) == []


def test_words_beside_bars():
    """Words that touch a redaction bar are read; the picture given is not changed."""
    image = scanned(STORY)
    draw = ImageDraw.Draw(image)
    for row in range(len(STORY)):
        top = 200 + round(row * 14 * 1.5 / 72 * 200)
        draw.rectangle((1000, top - 4, 1400, top + 44), fill=0)
    before = image.tobytes()
    visible = [word for line in STORY for word in line[: len(line) // 2].split()[:-1]]

    scan = read(image)

    assert share_read(scan, visible) > 0.95
    assert scan.notes[0].startswith("Black bars were painted over")
    assert image.tobytes() == before


def test_a_clean_page_is_not_touched():
    """A clean page in grey is read as it is."""
    image = scanned(STORY, dpi=140).filter(ImageFilter.GaussianBlur(0.6))

    prepared = prepare(image, 140)

    assert prepared.notes == ()
    assert prepared.image is image


def test_a_grey_band_is_read():
    """Headings on grey bands are read beside text on white paper, and the page is noted."""
    image = scanned(STORY, points=10)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(STORY):
        top = 900 + row * 80
        draw.rectangle([150, top, 1500, top + 38], fill=178)
        font = ImageFont.truetype(str(FONT), 28)
        draw.text((200, top + 3), line, fill=60, font=font)
    scan = read(image)

    text = scan.layout.composed()[0]
    assert sum(text.count(line) for line in STORY) >= 2 * len(STORY) - 2
    assert "Shades of the paper were evened out for reading." in scan.notes


def test_a_dusty_page_is_read():
    """Words among thousands of specks are read; a clean page with full stops is not dusty."""
    shades = np.array(scanned(STORY, points=11, dpi=300))
    chance = np.random.default_rng(5)
    ys, xs = chance.integers(0, 3290, 9000), chance.integers(0, 2540, 9000)
    for down in range(2):
        for right in range(2):
            shades[ys + down, xs + right] = 0
    scan = read(Image.fromarray(shades), 300)

    assert share_read(scan) > 0.9
    assert "Specks were softened for reading." in scan.notes
    assert prepare(scanned([". : ; i j ." * 5] * 40, points=11, dpi=300), 300).notes == ()


def worn(image):
    """The page in two colours, half a pixel lost on each side of every stroke."""
    pale = Image.blend(image, image.filter(ImageFilter.MaxFilter(3)), 0.6)
    return pale.point(lambda shade: 255 if shade > 120 else 0)


def test_worn_strokes_are_thickened():
    """Letters in two colours that have fallen apart are read, boxes on their ink; others stay."""
    fresh = scanned(LONG_STORY, points=10, dpi=300)
    scan = read(worn(fresh), 300)

    assert share_read(scan) > 0.9
    assert "Worn strokes were thickened for reading." in scan.notes
    assert_boxes_on_ink(as_page(scan.layout), fresh)
    whole = fresh.point(lambda shade: 255 * (shade > 128))
    assert prepare(whole, 300).notes == ()


def test_a_blurred_page_is_read():
    """Writing out of focus is read, boxes on its ink; a page in focus is not sharpened."""
    fresh = noisy(scanned(LONG_STORY, points=10, dpi=300), 3)
    scan = read(fresh.filter(ImageFilter.GaussianBlur(3.5)), 300)

    assert share_read(scan) > 0.9
    assert "Blurred letters were sharpened for reading." in scan.notes
    assert_boxes_on_ink(as_page(scan.layout), fresh)
    assert prepare(fresh, 300).notes == ()


def test_two_colours_are_kept_larger():
    """A page in two colours is read at a finer resolution than the same page in grey."""
    grey = scanned(LONG_STORY, points=10, dpi=300).filter(ImageFilter.GaussianBlur(1))
    sharp = grey.point(lambda shade: 255 * (shade > 128))

    assert prepare(sharp, 300).dpi > 1.1 * prepare(grey, 300).dpi


def test_shades_are_counted():
    """Counting finds the shades, and the middle ones of nine pixels, that sorting finds."""
    grey = np.random.default_rng(7).integers(0, 256, (41, 60)).astype(np.uint8)

    assert shade_at(grey, 0.5) == int(np.percentile(grey, 50, method="inverted_cdf"))
    assert shade_at(grey, 0.01) == int(np.percentile(grey, 1, method="inverted_cdf"))
    filtered = Image.fromarray(grey).filter(ImageFilter.MedianFilter(3))
    assert np.array_equal(without_single_pixels(grey), np.asarray(filtered))


def test_letters_are_brought_to_one_height():
    """Small print is read at a finer resolution than large, and none at more than it has."""
    small, usual, large = (
        prepare(scanned(STORY * 3, dpi=300, points=points), 300) for points in (7, 9, 12)
    )

    assert 300 > small.dpi > usual.dpi > large.dpi >= 140
    assert small.image.size == (round(8.5 * small.dpi), round(11 * small.dpi))
    assert small.dpi * 7 == pytest.approx(large.dpi * 12, rel=0.2)


class Improving(CountingOcr):
    """Reads small letters doubtfully, and more in large ones."""

    def __init__(self) -> None:
        super().__init__(("doubtful", Box(0.1, 0.1, 0.2, 0.12)), confidence=0.5)
        self._larger = CountingOcr(
            ("something", Box(0.1, 0.1, 0.2, 0.12)),
            ("more", Box(0.3, 0.1, 0.4, 0.12)),
            confidence=0.8,
        )

    def read(self, image, *, dpi):
        first = self.asked == 0 or dpi <= self.dpis[0]
        reading = super().read(image, dpi=dpi)
        return reading if first else self._larger.read(image, dpi=dpi)


def test_a_very_poor_page_is_read_again():
    """A page that reads poorly is read with larger letters; the better reading is kept."""
    ocr = Improving()
    scan = read(scanned(STORY), engine_for=ocr.factory())

    assert scan.layout.composed()[0] == "something more"
    assert scan.dpi == pytest.approx(1.35 * ocr.dpis[0], abs=1)
    assert any("softer letters" in note for note in scan.notes)


def test_a_second_reading_that_is_no_better(tmp_path):
    """Of two readings as good the first is kept."""
    ocr = CountingOcr(("doubtful", Box(0.1, 0.1, 0.2, 0.12)), confidence=0.5)
    scan = read(scanned(STORY), engine_for=ocr.factory())

    assert scan.dpi == ocr.dpis[0] < ocr.dpis[-1]
    assert not any("softer letters" in note for note in scan.notes)
