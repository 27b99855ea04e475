"""The engines that are compared, each behind the same four methods."""

import shutil
import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import tantivy
from whoosh import fields, qparser, query, sorting
from whoosh.analysis import RegexTokenizer
from whoosh.index import create_in, open_dir

from benchmarks.search_pages import Page, Question
from index.engine import IndexPage, Sort
from index.query import And, DateRange, Or, Phrase, Prefix, Query, Term
from index.whoosh_engine import WhooshEngine

LIMIT = 25
Hits = list[tuple[str, int]]


class Candidate(Protocol):
    """An engine under test; made with the folder of an index that is there or to be built."""

    def __init__(self, folder: Path) -> None: ...

    def build(self, pages: Iterable[Page]) -> None:
        """Make the index."""

    def open(self) -> None:
        """Be ready to search."""

    def ask(self, question: Question) -> tuple[int, Hits]:
        """All pages that match, and those on the stretch asked for. From several threads."""

    def replace(self, pages: list[Page]) -> None:
        """Take a document out and in again; searches see it on return."""


def _bounds(question: Question) -> tuple[date, date] | None:
    days = question.get("days")
    return tuple(map(date.fromisoformat, days)) if days else None


class Blotter:
    """This program's engine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.revision = 1

    def build(self, pages: Iterable[Page]) -> None:
        """See ``Candidate``."""
        engine = WhooshEngine.create(self.folder, "bench")
        with engine.writer(revision=1) as writer:
            for page in pages:
                writer.add(IndexPage(page.document, page.number, page.text, date=page.day))
        engine.close()

    def open(self) -> None:
        """See ``Candidate``."""
        self.engine = WhooshEngine(self.folder)

    def ask(self, question: Question) -> tuple[int, Hits]:
        """See ``Candidate``."""
        tree = _tree(question)
        if question.get("all"):
            hits = [(hit.document_id, hit.number) for hit in self.engine.scan(tree)]
            return len(hits), hits
        sort = Sort.NEWEST if "sort" in question else Sort.RELEVANCE
        offset = question.get("offset", 0)
        found = self.engine.search(tree, offset=offset, limit=LIMIT, sort=sort)
        return found.total, [(hit.document_id, hit.number) for hit in found.hits]

    def replace(self, pages: list[Page]) -> None:
        """See ``Candidate``."""
        self.revision += 1
        with self.engine.writer(revision=self.revision) as writer:
            writer.delete_document(pages[0].document)
            for page in pages:
                writer.add(IndexPage(page.document, page.number, page.text, date=page.day))
        self.engine.info()


def _tree(question: Question) -> Query:
    if "stem" in question:
        return Prefix(question["stem"])
    terms = tuple(map(Term, question["words"]))
    joined = {"and": And, "or": Or, "phrase": Phrase}.get(question.get("joined"))
    tree = joined(terms) if joined else terms[0]
    bounds = _bounds(question)
    return And((tree, DateRange(*bounds))) if bounds else tree


class PlainWhoosh:
    """Whoosh with its own analysis, searcher and BM25F."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, pages: Iterable[Page]) -> None:
        """See ``Candidate``."""
        self.folder.mkdir()
        schema = fields.Schema(
            text=fields.TEXT(analyzer=RegexTokenizer(r"\S+")),
            document=fields.ID(stored=True),
            number=fields.STORED,
            day=fields.NUMERIC(sortable=True),
        )
        writer = create_in(self.folder, schema).writer(limitmb=256, compound=False)
        for page in pages:
            writer.add_document(**_as_fields(page))
        writer.commit()

    def open(self) -> None:
        """See ``Candidate``."""
        self.index = open_dir(self.folder)
        self.parser = qparser.QueryParser("text", self.index.schema)

    def ask(self, question: Question) -> tuple[int, Hits]:
        """See ``Candidate``."""
        offset = question.get("offset", 0)
        limit = None if question.get("all") else offset + LIMIT
        by_day = sorting.FieldFacet("day", reverse=True) if "sort" in question else None
        with self.index.searcher() as searcher:  # one for each thread: shared, it gives wrong hits
            found = searcher.search(_whoosh_query(question), limit=limit, sortedby=by_day)
            return len(found), [(hit["document"], hit["number"]) for hit in found[offset:]]

    def replace(self, pages: list[Page]) -> None:
        """See ``Candidate``."""
        writer = self.index.writer(compound=False)
        writer.delete_by_term("document", pages[0].document)
        for page in pages:
            writer.add_document(**_as_fields(page))
        writer.commit()


def _as_fields(page: Page) -> dict[str, Any]:
    return {
        "text": page.text,
        "document": page.document,
        "number": page.number,
        "day": page.day.toordinal(),
    }


def _whoosh_query(question: Question) -> Any:
    if "stem" in question:
        return query.Prefix("text", question["stem"])
    terms = [query.Term("text", word) for word in question["words"]]
    joined = {
        "and": lambda: query.And(terms),
        "or": lambda: query.Or(terms),
        "phrase": lambda: query.Phrase("text", question["words"]),
    }.get(question.get("joined"))
    tree = joined() if joined else terms[0]
    if bounds := _bounds(question):
        first, last = (day.toordinal() for day in bounds)
        tree = query.And([tree, query.NumericRange("day", first, last)])
    return tree


class Fts5:
    """SQLite's full-text index; the total is a second query."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, pages: Iterable[Page]) -> None:
        """See ``Candidate``."""
        self.folder.mkdir()
        base = self._connect()
        base.execute(
            "CREATE VIRTUAL TABLE words USING fts5(text, tokenize=\"unicode61 tokenchars '-.'\")"
        )
        base.execute("CREATE TABLE pages (id INTEGER PRIMARY KEY, document, number, day)")
        base.execute("CREATE INDEX of_document ON pages (document)")
        with base:
            self._insert(base, pages)
            base.execute("INSERT INTO words(words) VALUES ('optimize')")
        base.close()

    def _insert(self, base: sqlite3.Connection, pages: Iterable[Page]) -> None:
        for page in pages:
            row = (page.document, page.number, page.day.toordinal())
            cursor = base.execute("INSERT INTO pages(document, number, day) VALUES (?, ?, ?)", row)
            base.execute(
                "INSERT INTO words(rowid, text) VALUES (?, ?)", (cursor.lastrowid, page.text)
            )

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "pages.sqlite", check_same_thread=False)

    def open(self) -> None:
        """See ``Candidate``."""
        self.base = self._connect()

    def ask(self, question: Question) -> tuple[int, Hits]:
        """See ``Candidate``."""
        where, values = "words MATCH ?", [_match(question)]
        if bounds := _bounds(question):
            where += " AND day BETWEEN ? AND ?"
            values += [day.toordinal() for day in bounds]
        tables = "words JOIN pages ON pages.id = words.rowid"
        counted = tables if bounds else "words"
        order = "day DESC" if "sort" in question else "rank"
        if question.get("all"):
            order = "document, number"
        limit = -1 if question.get("all") else LIMIT
        total = self.base.execute(f"SELECT count(*) FROM {counted} WHERE {where}", values)  # noqa: S608 - constants
        hits = self.base.execute(
            f"SELECT document, number FROM {tables} WHERE {where} ORDER BY {order} "  # noqa: S608
            f"LIMIT {limit} OFFSET {question.get('offset', 0)}",
            values,
        )
        return total.fetchone()[0], hits.fetchall()

    def replace(self, pages: list[Page]) -> None:
        """See ``Candidate``."""
        document = (pages[0].document,)
        of_document = "(SELECT id FROM pages WHERE document = ?)"
        with self.base:
            self.base.execute(f"DELETE FROM words WHERE rowid IN {of_document}", document)  # noqa: S608
            self.base.execute("DELETE FROM pages WHERE document = ?", document)
            self._insert(self.base, pages)


def _match(question: Question) -> str:
    if "stem" in question:
        return f'"{question["stem"]}"*'
    words = question["words"]
    if question.get("joined") == "phrase":
        return f'"{" ".join(words)}"'
    return f" {question.get('joined', 'and').upper()} ".join(f'"{word}"' for word in words)


class Tantivy:
    """The Rust library, through its Python package; stems rank nothing in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, pages: Iterable[Page]) -> None:
        """See ``Candidate``."""
        self.folder.mkdir()
        self.open()
        writer = self.index.writer(128_000_000, num_threads=1)
        for page in pages:
            writer.add_document(tantivy.Document(**_as_fields(page)))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """See ``Candidate``."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="spaces")
        builder.add_text_field("document", stored=True, tokenizer_name="raw")
        builder.add_integer_field("number", stored=True, fast=True)
        builder.add_integer_field("day", indexed=True, fast=True)
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema, path=str(self.folder))
        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self.index.register_tokenizer("spaces", spaces)

    def ask(self, question: Question) -> tuple[int, Hits]:
        """See ``Candidate``."""
        searcher = self.index.searcher()
        options = {"order_by_field": "day"} if "sort" in question else {}
        limit = max(searcher.num_docs, 1) if question.get("all") else LIMIT
        offset = question.get("offset", 0)
        found = searcher.search(self._query(question), limit=limit, offset=offset, **options)
        documents = (searcher.doc(address) for _, address in found.hits)
        return found.count, [(page["document"][0], page["number"][0]) for page in documents]

    def _query(self, question: Question) -> Any:
        make, schema = tantivy.Query, self.schema
        if "stem" in question:
            return make.regex_query(schema, "text", f"{question['stem']}.*")
        if question.get("joined") == "phrase":
            return make.phrase_query(schema, "text", question["words"])
        occur = tantivy.Occur.Should if question.get("joined") == "or" else tantivy.Occur.Must
        clauses = [(occur, make.term_query(schema, "text", word)) for word in question["words"]]
        if bounds := _bounds(question):
            first, last = (day.toordinal() for day in bounds)
            kind = tantivy.FieldType.Integer
            clauses.append((occur, make.range_query(schema, "day", kind, first, last)))
        return make.boolean_query(clauses) if len(clauses) > 1 else clauses[0][1]

    def replace(self, pages: list[Page]) -> None:
        """See ``Candidate``."""
        writer = self.index.writer(15_000_000, num_threads=1)
        writer.delete_documents("document", pages[0].document)
        for page in pages:
            writer.add_document(tantivy.Document(**_as_fields(page)))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()


CANDIDATES: dict[str, type[Candidate]] = {
    "blotter": Blotter,
    "tantivy": Tantivy,
    "fts5": Fts5,
    "whoosh": PlainWhoosh,
}


def build(name: str, folder: Path, pages: Iterable[Page]) -> None:
    """Make an index beside and put it in place whole, so that it can be kept for another run."""
    beside = folder.with_suffix(".part")
    shutil.rmtree(beside, ignore_errors=True)
    CANDIDATES[name](beside).build(pages)
    beside.rename(folder)
