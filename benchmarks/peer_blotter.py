"""This program: its catalogue, its index, and its searcher where passages are wanted."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.hit_list import HitLists
from app.ingesting import run_index
from app.list_files import Format, ListFile
from app.search_request import Group, SearchRequest
from app.searching import Searcher
from app.settings import Settings
from benchmarks.peer import LIMIT, Found, bounds
from benchmarks.search_pages import Page
from benchmarks.search_questions import Question
from index.engine import IndexPage, Sort
from index.facets import NO_FILTERS, Facet, Filters
from index.live import LiveEngine
from index.query import And, DateRange, Fuzzy, Or, Phrase, Prefix, Query, Stem, Term, Wildcard
from index.show import show
from index.tolerant import tolerant
from ingest import tables
from ingest.catalogue import Catalogue
from ingest.records import DocumentState, PageSource

AT_ONCE = 5_000
"""Rows written together."""


class Blotter:
    """The program as it is installed; most kinds are asked of its engine, without passages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(data=folder)

    def build(self, pages: Iterable[Page]) -> None:
        """See ``Candidate``."""
        if not self.settings.paths.catalogue.exists():
            self.folder.mkdir()
            _fill(self.settings.paths.catalogue, pages)
        run_index(self.settings)

    def open(self) -> None:
        """See ``Candidate``."""
        self.live = LiveEngine(self.settings.paths.indexes, self.settings.engine)
        self.engine = self.live.current()
        self.revision = self.engine.info().revision

    @property
    def searcher(self) -> Searcher:
        """What the service answers with; opened when it is first needed."""
        if not hasattr(self, "_searcher"):
            self._catalogue = Catalogue(self.settings.paths.catalogue)
            self._searcher = Searcher(self._catalogue, self.live)
        return self._searcher

    def offers(self, question: Question) -> bool:  # noqa: ARG002 - it knows them all
        """See ``Candidate``."""
        return True

    def ask(self, question: Question) -> Found:
        """See ``Candidate``."""
        tree, filters = _tree(question), _filters(question)
        if "csv" in question:
            return self._as_csv(tree)
        if "grouped" in question:
            return self._grouped(tree)
        if "all" in question:
            hits = [(hit.document_id, hit.number) for hit in self.engine.scan(tree)]
            return len(hits), hits
        found = self.engine.search(
            tree,
            offset=question.get("offset", 0),
            limit=LIMIT,
            sort=Sort.NEWEST if "sort" in question else Sort.RELEVANCE,
            filters=filters,
            facets=(Facet.RELEASE, Facet.YEAR) if "facets" in question else (),
        )
        return found.total, [(hit.document_id, hit.number) for hit in found.hits]

    def _grouped(self, tree: Query) -> Found:
        request = SearchRequest(show(tree), group=Group.DOCUMENT)
        answer = self.searcher.search(request, limit=LIMIT)
        hits = (hit for group in answer.groups for hit in group.hits)
        return answer.total, [(hit.document.id, hit.page.number) for hit in hits]

    def _as_csv(self, tree: Query) -> Found:
        request = SearchRequest(show(tree))
        searcher = self.searcher
        found = HitLists(self._catalogue, self.live, searcher).of(request, "http://localhost")
        for _ in ListFile(Format.CSV).pieces(found.rows):
            pass
        return found.total, []

    def replace(self, pages: list[Page]) -> None:
        """See ``Candidate``."""
        self.revision += 1
        with self.engine.writer(revision=self.revision) as writer:
            writer.delete_document(pages[0].document)
            for page in pages:
                writer.add(IndexPage(page.document, page.number, page.text, date=page.day))
        self.engine.info()


def _tree(question: Question) -> Query:
    if "misread" in question:
        return tolerant(Stem(question["misread"]))
    if "prefix" in question:
        return Prefix(question["prefix"])
    if "pattern" in question:
        return Wildcard(question["pattern"])
    if "fuzzy" in question:
        return Fuzzy(question["fuzzy"], question["edits"])
    as_printed = "printed" in question or question.get("joined") == "phrase"
    terms = tuple(Term(word) if as_printed else Stem(word) for word in question["words"])
    kinds: dict[str, type[And | Or | Phrase]] = {"and": And, "or": Or, "phrase": Phrase}
    joined = kinds.get(question.get("joined", ""))
    tree: Query = joined(terms) if joined else terms[0]
    filters: list[Query] = []
    if days := bounds(question):
        filters.append(DateRange(*days))
    return And((tree, *filters)) if filters else tree


def _filters(question: Question) -> Filters:
    if "release" not in question:
        return NO_FILTERS
    return Filters(frozenset({(Facet.RELEASE, question["release"])}))


def _fill(path: Path, pages: Iterable[Page]) -> None:
    """Make a catalogue at once that an ingest would make page by page."""
    database = tables.open_database(path, create=True)
    releases: set[str] = set()
    with database.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        rows: dict[sa.Table, list[dict[str, Any]]] = {
            tables.documents: [],
            tables.locations: [],
            tables.pages: [],
        }
        for revision, (_, held) in enumerate(groupby(pages, attrgetter("document")), 1):
            document = list(held)
            releases.add(document[0].release)
            rows[tables.documents].append(_document(document, revision))
            rows[tables.locations].append(_location(document[0]))
            rows[tables.pages] += map(_page, document)
            if len(rows[tables.pages]) > AT_ONCE:
                _write(connection, rows)
        _write(connection, rows)
        connection.execute(tables.releases.insert(), [_release(name) for name in sorted(releases)])
        newest = tables.meta.update().where(tables.meta.c.key == "revision")
        connection.execute(newest.values(value=revision))
    database.dispose()


def _write(connection: sa.Connection, rows: dict[sa.Table, list[dict[str, Any]]]) -> None:
    for table, values in rows.items():
        connection.execute(table.insert(), values)
        values.clear()


def _document(pages: list[Page], revision: int) -> dict[str, Any]:
    name = f"{pages[0].document}.txt"
    return {
        "id": pages[0].document,
        "sha256": hashlib.sha256(name.encode()).hexdigest(),
        "media_type": "text/plain",
        "size_bytes": sum(len(page.text) for page in pages),
        "file_name": name,
        "manifest_date": pages[0].day,
        "title": name,
        "date": pages[0].day,
        "date_source": "manifest",
        "page_count": len(pages),
        "state": DocumentState.DONE.value,
        "revision": revision,
        "added": datetime.now(UTC).replace(tzinfo=None),
    }


def _location(page: Page) -> dict[str, Any]:
    return {
        "path": f"/pages/{page.document}.txt",
        "document_id": page.document,
        "release_id": page.release,
        "is_current": True,
        "size_bytes": len(page.text),
        "modified_ns": 0,
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "document_id": page.document,
        "number": page.number,
        "source": PageSource.TEXT_LAYER.value,
        "width": 0,
        "height": 0,
        "rotation": 0,
        "engine": "plain text",
        "seconds": 0,
        "notes": [],
        "text": page.text,
    }


def _release(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": name,
        "request_number": "",
        "agency": "",
        "requester": "",
        "source_url": "",
    }
