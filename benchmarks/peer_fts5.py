"""SQLite's full-text index, with its own snippets; the total is a second query."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks.peer import LIMIT, Found, Hit, as_csv, bounds, grouped
from benchmarks.search_pages import Page
from benchmarks.search_questions import Question

TABLES = {
    "words": "unicode61 tokenchars '-.'",
    "stems": "porter unicode61 tokenchars '-.'",
}
PASSAGE_WORDS = 40


class Fts5:
    """Words twice, as printed and stemmed, over one table of texts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, pages: Iterable[Page]) -> None:
        """See ``Candidate``."""
        self.folder.mkdir()
        base = self._connect()
        for name, tokenizer in TABLES.items():
            content = "content='texts', content_rowid='id'"
            base.execute(
                f'CREATE VIRTUAL TABLE {name} USING fts5(text, {content}, tokenize="{tokenizer}")'
            )
        base.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text)")
        base.execute("CREATE TABLE pages (id INTEGER PRIMARY KEY, document, number, day, release)")
        base.execute("CREATE INDEX of_document ON pages (document)")
        with base:
            self._insert(base, pages)
            for name in TABLES:
                base.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")  # noqa: S608 - constants
        base.close()

    def _insert(self, base: sqlite3.Connection, pages: Iterable[Page]) -> None:
        for page in pages:
            row = (page.document, page.number, page.day.toordinal(), page.release)
            cursor = base.execute(
                "INSERT INTO pages(document, number, day, release) VALUES (?, ?, ?, ?)", row
            )
            for table in ("texts(id", "words(rowid", "stems(rowid"):
                base.execute(
                    f"INSERT INTO {table}, text) VALUES (?, ?)",  # noqa: S608 - constants
                    (cursor.lastrowid, page.text),
                )

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "pages.sqlite", check_same_thread=False)

    def open(self) -> None:
        """See ``Candidate``."""
        self.base = self._connect()

    def offers(self, question: Question) -> bool:
        """See ``Candidate``."""
        return not question.keys() & {"pattern", "fuzzy", "misread"}

    def ask(self, question: Question) -> Found:
        """See ``Candidate``."""
        table = _table(question)
        where, values = _where(question, table)
        joined = f"{table} JOIN pages ON pages.id = {table}.rowid"
        counted = joined if "days" in question else table
        total = self.base.execute(f"SELECT count(*) FROM {counted} WHERE {where}", values)  # noqa: S608 - constants
        found = total.fetchone()[0]
        if "facets" in question:
            self._facets(joined, where, values)
        return found, self._stretch(question, f"FROM {joined} WHERE {where}", values)

    def _stretch(self, question: Question, what: str, values: list[str | int]) -> list[Hit]:
        is_all = "all" in question or "csv" in question
        order = "day DESC" if "sort" in question else "document, number" if is_all else "rank"
        limit = -1 if is_all or "grouped" in question else LIMIT
        hits: list[Hit] = self.base.execute(
            f"SELECT document, number {what} ORDER BY {order} "
            f"LIMIT {limit} OFFSET {question.get('offset', 0)}",
            values,
        ).fetchall()
        if "grouped" in question:
            hits = grouped(hits)
            self._passages(question, what, values, hits)
        if "csv" in question:
            passages = self._passages(question, what, values, None)
            as_csv(hits, lambda _: iter(passages))
        return hits

    def _passages(
        self, question: Question, what: str, values: list[str | int], hits: list[Hit] | None
    ) -> list[str]:
        """Passages of some hits, or of all in their order."""
        table = _table(question)
        passage = f"snippet({table}, 0, '<b>', '</b>', '…', {PASSAGE_WORDS})"
        if hits is None:
            found = self.base.execute(
                f"SELECT {passage} {what} ORDER BY document, number",
                values,
            )
            return [text for (text,) in found]
        among = (
            f"SELECT {passage} {what} AND {table}.rowid IN "  # noqa: S608 - constants
            "(SELECT id FROM pages WHERE document = ? AND number = ?)"
        )
        return [self.base.execute(among, (*values, *hit)).fetchone()[0] for hit in hits]

    def _facets(self, joined: str, where: str, values: list[str | int]) -> None:
        for what in ("release", "strftime('%Y', day - 1721425 - 0.5)"):
            self.base.execute(
                f"SELECT {what}, count(*) FROM {joined} WHERE {where} GROUP BY 1",  # noqa: S608 - constants
                values,
            ).fetchall()

    def replace(self, pages: list[Page]) -> None:
        """See ``Candidate``."""
        document = (pages[0].document,)
        old = "SELECT id, text FROM texts WHERE id IN (SELECT id FROM pages WHERE document = ?)"
        with self.base:
            for row in self.base.execute(old, document).fetchall():
                for name in TABLES:
                    self.base.execute(
                        f"INSERT INTO {name}({name}, rowid, text) VALUES ('delete', ?, ?)",  # noqa: S608 - constants
                        row,
                    )
                self.base.execute("DELETE FROM texts WHERE id = ?", row[:1])
            self.base.execute("DELETE FROM pages WHERE document = ?", document)
            self._insert(self.base, pages)


def _table(question: Question) -> str:
    as_printed = "printed" in question or "prefix" in question
    return "words" if as_printed or question.get("joined") == "phrase" else "stems"


def _where(question: Question, table: str) -> tuple[str, list[str | int]]:
    where = f"{table} MATCH ?"
    values: list[str | int] = [_match(question)]
    if days := bounds(question):
        where += " AND day BETWEEN ? AND ?"
        values += [day.toordinal() for day in days]
    if "release" in question:
        where += " AND release = ?"
        values.append(question["release"])
    return where, values


def _match(question: Question) -> str:
    if "prefix" in question:
        return f'"{question["prefix"]}"*'
    words = question["words"]
    if question.get("joined") == "phrase":
        return f'"{" ".join(words)}"'
    return f" {question.get('joined', 'and').upper()} ".join(f'"{word}"' for word in words)
