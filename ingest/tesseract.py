"""Which Tesseract reads, in this process or in one of its own, and in which languages."""

import os
from functools import lru_cache

from ingest.by_page import ByPageEngine
from ingest.errors import OcrMissingError
from ingest.languages import can_be_told
from ingest.ocr import OcrEngine
from ingest.reader import OcrWay, ReadOptions
from ingest.tesseract_data import data_files, data_folders
from ingest.tesseract_library import TesseractLibrary, is_installed
from ingest.tesseract_program import TesseractProgram, find_installation


def tesseract_engine(options: ReadOptions) -> OcrEngine:
    """The engine for these options, made once for each set of them.

    Raises:
        OcrMissingError: No Tesseract is installed, or no data for a language.
        OcrError: Its data cannot be loaded.
    """
    missing: OcrMissingError | None = None
    for way in _ways(options):
        try:
            return _engine(way, options.tesseract, options.languages, options.ocr_timeout_s)
        except OcrMissingError as error:
            missing = missing or error
    assert missing is not None  # noqa: S101 - there is always a way to try
    raise missing


def _ways(options: ReadOptions) -> tuple[OcrWay, ...]:
    """The ways to be tried, the best first."""
    if options.ocr is not OcrWay.AUTO:
        return (options.ocr,)
    if options.tesseract or not is_installed():
        return (OcrWay.PROGRAM,)
    if (
        options.second_reader
    ):  # what killed a reader may have been the library; a program dies alone
        return OcrWay.PROGRAM, OcrWay.LIBRARY
    return OcrWay.LIBRARY, OcrWay.PROGRAM


@lru_cache(maxsize=8)
def _engine(way: OcrWay, executable: str, languages: str, timeout_s: float) -> OcrEngine:
    names = languages.split("+")
    if not can_be_told(names):
        return _fixed(way, executable, languages, timeout_s)
    engine = ByPageEngine(names, lambda joined: _fixed(way, executable, joined, timeout_s))
    # What is missing is said before the first page, not at the first that needs it.
    if way is OcrWay.LIBRARY:
        data_files(languages, data_folders())  # loading it would take memory most readers need not
    else:
        _fixed(way, executable, languages, timeout_s)
    return engine


@lru_cache(maxsize=8)
def _fixed(way: OcrWay, executable: str, languages: str, timeout_s: float) -> OcrEngine:
    # One thread a process: with OpenMP's default, readers on every core hinder each other
    # (measured 0.07 against 1.0 pages a second). Set before the library is loaded, which looks
    # once; pytesseract passes our environment on.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    if way is OcrWay.LIBRARY:
        return TesseractLibrary(languages=languages, timeout_s=timeout_s)
    return TesseractProgram(find_installation(executable), languages=languages, timeout_s=timeout_s)
