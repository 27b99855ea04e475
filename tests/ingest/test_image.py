"""Pictures of pages: frames, resolution, turning, depths, damage and size."""

import struct

import numpy as np
import pytest
from PIL import Image

from ingest.errors import DamagedFileError, DamagedPageError, PageTooLargeError
from ingest.image import ImageReader
from ingest.reader import ReadOptions
from ingest.records import Box, PageSource
from tests.ingest.drawn import STORY, CountingOcr, assert_boxes_on_ink, no_ocr, scanned, words_of

ALL_WORDS = " ".join(STORY).split()
WORD = ("word", Box(0.1, 0.1, 0.2, 0.12))


def read(path, number=1, engine_for=None, **options):
    reader = ImageReader(path, engine_for) if engine_for else ImageReader(path)
    try:
        return reader.read_page(number, ReadOptions(**options)), reader.render_page(number, 1700)
    finally:
        reader.close()


def test_frames(tmp_path):
    """Each frame of a TIFF is a page."""
    path = tmp_path / "a.tiff"
    frames = [scanned(STORY[:2]), scanned([]), scanned(STORY[2:4])]
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(200, 200))
    reader = ImageReader(path)

    pages = [reader.read_page(number, ReadOptions()) for number in (3, 1, 2)]
    reader.close()

    assert [page.text for page in pages] == ["\n".join(STORY[2:4]), "\n".join(STORY[:2]), ""]
    assert [page.source for page in pages] == ["ocr", "ocr", "blank"]
    assert (pages[0].width, pages[0].height) == (612, 792)


@pytest.mark.parametrize("orientation", [3, 6, 8])
@pytest.mark.parametrize("name", ["a.jpg", "a.tiff", "a.png"])
def test_exif_orientation(tmp_path, orientation, name):
    """A camera's turn is applied before reading and showing."""
    turn = {
        3: Image.Transpose.ROTATE_180,
        6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270,
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = scanned(STORY).transpose(turn[orientation])
    image.save(tmp_path / name, exif=exif, dpi=(200, 200))
    ocr = CountingOcr(WORD)

    page, shown = read(tmp_path / name, engine_for=ocr.factory())

    assert (page.width, page.height) == pytest.approx((612, 792), abs=0.1)
    assert ocr.sizes[0] == pytest.approx((8.5 * page.dpi, 11 * page.dpi), abs=1)
    assert np.asarray(shown.convert("L"))[200:500].mean() < 252
    assert np.asarray(shown.convert("L"))[1500:2000].mean() > 254


def test_boxes(tmp_path):
    """Boxes stand on the ink of the picture as displayed."""
    scanned(STORY).save(tmp_path / "a.png", dpi=(200, 200))

    page, shown = read(tmp_path / "a.png")

    assert words_of(page) == ALL_WORDS
    assert_boxes_on_ink(page, shown)


def changed_mode(mode):
    grey = scanned(STORY)
    if mode == "I;16":
        return Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    if mode == "transparent":  # black letters, the paper is not there at all
        black = Image.new("L", grey.size, 0)
        return Image.merge("LA", (black, grey.point(lambda level: 255 - level)))
    return grey.convert(mode)


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("1", "a.tiff"),
        ("1", "a.png"),
        ("I;16", "a.tiff"),
        ("I;16", "a.png"),
        ("CMYK", "a.tiff"),
        ("CMYK", "a.jpg"),
        ("RGBA", "a.png"),
        ("P", "a.png"),
        ("transparent", "a.png"),
    ],
)
def test_depths_and_colours(tmp_path, mode, name):
    """Every kind of pixel is black on white when it is read and shown."""
    changed_mode(mode).save(tmp_path / name, dpi=(200, 200))

    class Looking(CountingOcr):
        def read(self, image, *, dpi):
            self.seen = np.asarray(image)
            return super().read(image, dpi=dpi)

    ocr = Looking(WORD)
    _, shown = read(tmp_path / name, engine_for=ocr.factory())

    height, width = ocr.seen.shape
    reference = np.asarray(scanned(STORY).resize((width, height), Image.Resampling.BOX)).astype(int)
    assert np.abs(ocr.seen - reference).mean() < 2
    assert shown.mode == "RGB"
    assert np.asarray(shown).mean() == pytest.approx(reference.mean(), abs=2)


@pytest.mark.parametrize(
    ("stated", "size_in"),
    [(None, (8.5, 11)), ((72, 72), (8.5, 11)), ((1, 1), (8.5, 11)), ((100, 100), (17, 22))],
)
def test_resolution(tmp_path, stated, size_in):
    """A resolution that cannot be is replaced by that of letter paper."""
    options = {"dpi": stated} if stated else {}
    scanned(STORY, dpi=400 if stated == (72, 72) else 200).save(tmp_path / "a.png", **options)

    page, _ = read(tmp_path / "a.png", engine_for=CountingOcr(WORD).factory())

    assert (page.width / 72, page.height / 72) == pytest.approx(size_in, rel=0.01)


def test_fax(tmp_path):
    """A fax of 204 x 98 dpi is read with square pixels and shown in its true shape."""
    scanned(STORY, dpi=204).resize((1734, 1078)).save(tmp_path / "a.tiff", dpi=(204, 98))
    ocr = CountingOcr(WORD)

    page, shown = read(tmp_path / "a.tiff", engine_for=ocr.factory())

    assert (page.width, page.height) == pytest.approx((612, 792))
    assert ocr.sizes[0] == pytest.approx((8.5 * page.dpi, 11 * page.dpi), abs=1)
    assert shown.size == (1700, 2200)


def test_high_resolution(tmp_path):
    """A scan of 600 dpi is read at what its letters need."""
    scanned(STORY, dpi=600).save(tmp_path / "a.png", dpi=(600, 600))
    ocr = CountingOcr(WORD)

    page, _ = read(tmp_path / "a.png", engine_for=ocr.factory())

    assert page.dpi < 300
    assert ocr.sizes == [(round(8.5 * page.dpi), round(11 * page.dpi))]


def one_bit_tiff(path, width, height):
    """A TIFF whose header promises one bit for each of many pixels, and little behind it."""
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 1),
        (259, 3, 1, 4),  # CCITT group 4
        (262, 3, 1, 0),
        (273, 4, 1, 200),
        (277, 3, 1, 1),
        (278, 4, 1, height),
        (279, 4, 1, 100),
    ]
    directory = struct.pack("<H", len(entries))
    directory += b"".join(struct.pack("<HHII", *entry) for entry in entries)
    header = b"II*\x00" + struct.pack("<I", 8) + directory + struct.pack("<I", 0)
    path.write_bytes(header.ljust(200, b"\0") + b"\xff" * 100)


def test_too_many_pixels(tmp_path):
    """A picture of 900 million pixels is refused from its header alone."""
    one_bit_tiff(tmp_path / "a.tiff", 30_000, 30_000)
    reader = ImageReader(tmp_path / "a.tiff", no_ocr)

    assert reader.facts().page_count == 1
    with pytest.raises(PageTooLargeError, match=r"30,000 x 30,000 pixels.*BLOTTER_MAX_PIXELS"):
        reader.read_page(1, ReadOptions())
    with pytest.raises(PageTooLargeError):
        reader.render_page(1, 1000)
    reader.close()


def test_a_large_picture_within_the_limit(tmp_path):
    """Pillow's own, lower limit does not apply: 100 million pixels are read."""
    Image.new("1", (10_000, 10_000), 1).save(tmp_path / "a.tiff", compression="group4")

    page, _ = read(tmp_path / "a.tiff", engine_for=no_ocr)

    assert page.source is PageSource.BLANK


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_truncated(tmp_path, name):
    """A picture cut short fails as a page, with what to do."""
    scanned(STORY).save(tmp_path / name)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    reader = ImageReader(tmp_path / name, no_ocr)

    with pytest.raises(DamagedPageError, match="another copy"):
        reader.read_page(1, ReadOptions())
    reader.close()


def test_one_broken_frame(tmp_path):
    """One broken frame of a TIFF costs that page only."""
    path = tmp_path / "a.tiff"
    frames = [scanned(STORY[:1]), scanned(STORY[:2])]
    frames[0].save(path, save_all=True, append_images=frames[1:], compression="tiff_lzw")
    with Image.open(path) as image:
        offset, length = image.tag_v2[273][0], sum(image.tag_v2[279])
    content = bytearray(path.read_bytes())
    content[offset : offset + length] = b"\xff" * length
    path.write_bytes(content)
    reader = ImageReader(path, CountingOcr(WORD).factory())

    with pytest.raises(DamagedPageError, match="Page 1"):
        reader.read_page(1, ReadOptions())
    assert reader.read_page(2, ReadOptions()).text == "word"
    reader.close()


def test_not_a_picture(tmp_path):
    """A file that cannot be opened as a picture is damaged."""
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)

    with pytest.raises(DamagedFileError):
        ImageReader(tmp_path / "a.png")
