"""Tesseract within this process, through tesserocr; only this module knows that library.

The model stays loaded from page to page, and a picture goes in as bytes: no process, no file and no
model load a page. A library that crashes takes its process with it, which is why only reader
processes use it (see ``ingest.sandbox``).
"""

import importlib
import importlib.util
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from ingest.errors import OcrError, OcrMissingError, TimeLimitError
from ingest.ocr import OcrReading
from ingest.tesseract_data import SETTINGS, data_files, data_folders, engine_name, one_folder
from ingest.tesseract_table import layout_of

_MODULE = "tesserocr"
_AUTOMATIC_LAYOUT = 3
_SETTINGS = {"debug_file": "/dev/null", **SETTINGS}


def is_installed() -> bool:
    """Whether the library can be had at all."""
    return importlib.util.find_spec(_MODULE) is not None


class TesseractLibrary:
    """Reads in this process. One thread.

    Args:
        languages: Tesseract's names joined by ``+``.
        timeout_s: Seconds for recognising one picture; finding its lines comes before and is not
            bounded here.
        folders: With language data, in order of preference; None to look for them.

    Raises:
        OcrMissingError: The library is not installed, or there is no data for a language.
        OcrError: The data there is cannot be loaded.
    """

    def __init__(
        self, *, languages: str, timeout_s: float, folders: Sequence[Path] | None = None
    ) -> None:
        if not is_installed():
            raise OcrMissingError(
                "OCR is to be done by the library tesserocr, which is not installed. Install it "
                "with `pip install tesserocr`, or set BLOTTER_OCR to auto."
            )
        self._timeout_s = timeout_s
        files = data_files(languages, data_folders() if folders is None else folders)
        self._tesseract = _loaded(languages, files)
        self.name = engine_name(self._tesseract.Version(), languages)

    def read(self, image: Image.Image, *, dpi: int) -> OcrReading:
        """Read a picture; see ``OcrEngine.read``."""
        width, height = image.size
        self._tesseract.SetImageBytes(image.tobytes(), width, height, 1, width)
        try:
            self._tesseract.SetSourceResolution(dpi)
            self._recognise()
            table: str = self._tesseract.GetTSVText(0)
        except RuntimeError as error:
            raise self._failure(str(error)) from error
        finally:
            self._tesseract.Clear()
        return OcrReading(layout_of(table, width, height), self.name)

    def _recognise(self) -> None:
        begun = time.monotonic()
        if self._tesseract.Recognize(round(self._timeout_s * 1000)):
            return
        if time.monotonic() - begun >= self._timeout_s:
            raise TimeLimitError(
                f"Tesseract took longer than {self._timeout_s:g} seconds for the page and was "
                "stopped. Raise the limit for OCR and ingest again.",
                step="ocr",
            )
        raise self._failure("it says no more")

    def _failure(self, reason: str) -> OcrError:
        return OcrError(
            f"Tesseract failed on the page ({reason}). Ingest again; if it fails again, render "
            "the page to a picture in another program and ingest that."
        )


def _loaded(languages: str, files: Sequence[Path]) -> Any:
    tesserocr = importlib.import_module(_MODULE)
    try:
        with one_folder(files) as folder:
            return tesserocr.PyTessBaseAPI(
                path=str(folder), lang=languages, psm=_AUTOMATIC_LAYOUT, variables=_SETTINGS
            )
    except RuntimeError as error:
        raise OcrError(
            f"Tesseract cannot load {', '.join(map(str, files))} ({error}). Install the language "
            "data again."
        ) from error
