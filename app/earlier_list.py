"""A hit list that was exported before, read again to be compared with what is found now."""

import csv
import io
import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from pydantic import ValidationError
from python_calamine import CalamineError, load_workbook

from app.list_errors import InvalidListError
from app.list_files import Format, unsafe
from app.list_manifest import ListManifest

Fields = Mapping[str, Any]
"""A row by the names of its columns; of CSV every value is text."""

NEEDED: Final = ("sha256", "page", "start", "end", "matched_words")
"""What tells a hit from another."""
_SHEET: Final = "Hits"


class EarlierList:
    """A list that can be gone through more than once.

    Args:
        opened: Opens the file, in bytes.
        kind: Of the file.
    """

    def __init__(self, opened: Callable[[], BinaryIO], kind: Format) -> None:
        self._opened = opened
        self._kind = kind

    def rows(self) -> Iterator[Fields]:
        """The rows, from the first.

        Raises:
            InvalidListError: The file is no hit list; it says where.
        """
        with self._opened() as file:
            match self._kind:
                case Format.CSV:
                    found = _csv_rows(file)
                case Format.JSONL:
                    found = _json_rows(file)
                case Format.XLSX:
                    found = _sheet_rows(file)
            try:
                yield from _checked(found)
            except (csv.Error, ValueError, RecursionError) as error:  # Unicode's and JSON's too
                raise InvalidListError(f"The earlier list cannot be read: {error}.") from error


def manifest_of(text: bytes) -> ListManifest:
    """A manifest out of its file.

    Raises:
        InvalidListError: It is none.
    """
    try:
        return ListManifest.model_validate_json(text)
    except ValidationError as error:
        raise no_manifest("This", "hit list", error) from error


def no_manifest(file: str, what: str, error: ValidationError) -> InvalidListError:
    """What is said of a file that is no manifest of a list or a report, as was claimed."""
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"])) or "the file"
    return InvalidListError(
        f"{file} is no manifest of a {what} ({where}: {first['msg']}). It is written beside a "
        f"{what} and ends in .manifest.json."
    )


def list_beside(path: Path, manifest: ListManifest) -> EarlierList:
    """The list that stands beside its manifest.

    Raises:
        InvalidListError: It is not there, or of no kind that can be read.
    """
    file = path.parent / Path(manifest.list.file).name
    if not file.is_file():
        raise InvalidListError(f"The list {file.name} is not beside its manifest {path.name}.")
    if manifest.list.format not in list(Format):
        raise InvalidListError(f"A list of the kind {manifest.list.format!r} cannot be read.")
    return EarlierList(lambda: file.open("rb"), Format(manifest.list.format))


def _csv_rows(file: BinaryIO) -> Iterator[Fields]:
    csv.field_size_limit(sys.maxsize)  # a word without spaces can be as long as its page
    with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
        rows = csv.DictReader(text, strict=True)
        _check("The heading", rows.fieldnames or ())
        for row in rows:
            yield {name: unsafe(value or "") for name, value in row.items() if name is not None}


def _json_rows(file: BinaryIO) -> Iterator[Fields]:
    with io.TextIOWrapper(file, encoding="utf-8") as text:
        for line in text:
            if line.strip():
                yield json.loads(line)


def _sheet_rows(file: BinaryIO) -> Iterator[Fields]:
    try:
        book = load_workbook(io.BytesIO(file.read()))
    except CalamineError as error:
        raise InvalidListError(f"The spreadsheet cannot be read: {error}.") from error
    for name in book.sheet_names:
        if name.partition(" ")[0] == _SHEET:
            rows = iter(book.get_sheet_by_name(name).iter_rows())
            heading = [str(one) for one in next(rows, ())]
            for row in rows:
                yield dict(zip(heading, map(_whole, row), strict=False))


def _whole(value: Any) -> Any:
    """Spreadsheets have no whole numbers."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _checked(rows: Iterable[Fields]) -> Iterator[Fields]:
    for number, row in enumerate(rows, 1):
        _check(f"Row {number}", row if isinstance(row, dict) else ())
        yield row


def _check(what: str, names: Collection[str]) -> None:
    if lacking := [name for name in NEEDED if name not in names]:
        raise InvalidListError(
            f"{what} of the earlier list lacks {', '.join(lacking)}. Give a list as Blotter "
            "exported it."
        )
