"""Everything a data directory holds, in a form that two of them can be compared by."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from index.engine import Engine
from index.engines import open_engine
from index.errors import SearchError
from index.generations import Generations
from index.parse import parse
from index.query import Everything, Query
from ingest import tables
from ingest.paths import DataPaths

VOLATILE: Mapping[str, frozenset[str]] = {
    "documents": frozenset({"added", "revision"}),
    "pages": frozenset({"seconds"}),
    "failures": frozenset({"id", "at"}),
    "decisions": frozenset({"id", "at"}),
}
"""Columns that say when something was done, or how often something was."""

WORDS_ASKED = 60
ENGINE = "whoosh"
_EXPECTED = re.compile(
    r"catalogue\.sqlite(-wal|-shm)?|(write|index)\.lock|originals/(?P<two>\w\w)/(?P=two)\w{62}"
    rf"|index/{ENGINE}/(CURRENT|LOCK)"
)

Rows = dict[str, list[str]]


def contents(data: Path) -> Rows:
    """Every row of every table, every page of the index, and the originals; in a fixed order."""
    return _rows(data) | _indexed(data) | {"originals": _originals(data)}


def differences(expected: Rows, found: Rows) -> list[str]:
    """How one differs from the other, a line each."""
    said = []
    for name in sorted(expected.keys() | found.keys()):
        before, now = expected.get(name, []), found.get(name, [])
        if before != now:
            lacking = [row for row in before if row not in now]
            beyond = [row for row in now if row not in before]
            example = (lacking + beyond or ["the same rows, some of them twice"])[0][:200]
            said.append(f"{name}: {len(lacking)} lacking, {len(beyond)} beyond: {example}")
    return said


def leftovers(data: Path) -> list[str]:
    """Files that a run which ended well leaves nowhere."""
    return sorted(_strange(data, data) + _unused(data))


def _rows(data: Path) -> Rows:
    with _catalogue(data) as connection:
        return {
            table.name: sorted(
                repr(tuple(row)) for row in connection.execute(sa.select(*_lasting(table)))
            )
            for table in tables.metadata.sorted_tables
            if table is not tables.meta
        }


@contextmanager
def _catalogue(data: Path) -> Iterator[sa.Connection]:
    """Not by our own classes, which give nothing of what may not be shown."""
    address = sa.URL.create("sqlite", database=str(DataPaths(data).catalogue))
    database = sa.create_engine(address)
    try:
        with database.connect() as connection:
            yield connection
    finally:
        database.dispose()


def _lasting(table: sa.Table) -> list[sa.Column]:
    volatile = VOLATILE.get(table.name, frozenset())
    return [column for column in table.columns if column.name not in volatile]


def _indexed(data: Path) -> Rows:
    """The pages of the index, and those that hold some words of the catalogue."""
    try:
        folder = Generations(DataPaths(data).indexes, ENGINE).current()
        with closing(open_engine(ENGINE, folder)) as engine:
            asked = {word: parse(word).query for word in _words(data)}
            return {"index": _found(engine, Everything())} | {
                f"pages with {word}": _found(engine, query) for word, query in asked.items()
            }
    except SearchError as error:
        return {"index": [str(error)]}


def _found(engine: Engine, query: Query) -> list[str]:
    return sorted(f"{hit.document_id}/{hit.number}" for hit in engine.scan(query))


def _words(data: Path) -> list[str]:
    """Some words, the same ones for the same texts."""
    with _catalogue(data) as connection:
        texts = connection.scalars(sa.select(tables.pages.c.text)).all()
    words = sorted({word.lower() for text in texts for word in re.findall(r"[A-Za-z]{4,12}", text)})
    return words[:: max(1, len(words) // WORDS_ASKED)]


def _originals(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "originals").glob("??/*"))


def _strange(folder: Path, data: Path) -> list[str]:
    """Files with names that nothing which ended well has."""
    try:
        in_use: Path | None = Generations(DataPaths(data).indexes, ENGINE).current()
    except SearchError:
        in_use = None
    return [
        str(path.relative_to(data))
        for path in folder.rglob("*")
        if path.is_file()
        and in_use not in path.parents
        and not _EXPECTED.fullmatch(path.relative_to(data).as_posix())
    ]


def _unused(data: Path) -> list[str]:
    """Files of the generation in use that belong to no segment of its latest commit."""
    try:
        folder = Generations(DataPaths(data).indexes, ENGINE).current()
    except SearchError:
        return []
    tables_of_contents = sorted(folder.glob("_MAIN_*.toc"))
    whole = tables_of_contents[-1].read_bytes() if tables_of_contents else b""
    found = [str(path.relative_to(data)) for path in tables_of_contents[:-1]]
    for path in (*folder.glob("MAIN_*"), *folder.glob("arrays/*.arrays*")):
        segment = re.sub(r"^MAIN_", "", path.name).split(".")[0]
        if not path.name.endswith("WRITELOCK") and segment.encode() not in whole:
            found.append(str(path.relative_to(data)))
    return found
