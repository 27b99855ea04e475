"""tantivy, the Rust library, through its Python package."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.peer import LIMIT, PASSAGE, Found, Hit, Texts, as_csv, bounds, grouped
from benchmarks.search_pages import Page
from benchmarks.search_questions import Question

GROUPING = 250
"""Hits looked at for grouping, and ten times as many while they are of too few documents."""

FACETS = {
    "release": {"terms": {"field": "release"}},
    "year": {"terms": {"field": "year", "size": 100}},
}


class Tantivy:
    """Words twice, as printed and stemmed; expanded words rank nothing in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, pages: Iterable[Page]) -> None:
        """See ``Candidate``."""
        self.folder.mkdir()
        self._open()
        writer = self.index.writer(128_000_000, num_threads=1)
        for page in pages:
            writer.add_document(tantivy.Document(**_as_fields(page)))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """See ``Candidate``."""
        self._open()
        self.texts = Texts(self.folder)

    def _open(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="spaces")
        builder.add_text_field("stems", tokenizer_name="stemmed")
        builder.add_text_field("document", stored=True, tokenizer_name="raw")
        builder.add_integer_field("number", stored=True, fast=True)
        builder.add_integer_field("day", indexed=True, fast=True)
        builder.add_text_field("release", fast=True, tokenizer_name="raw")
        builder.add_integer_field("year", indexed=True, fast=True)
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema, path=str(self.folder))
        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
        self.index.register_tokenizer("spaces", spaces.build())
        stemmed = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
        self.stemmer = stemmed.filter(tantivy.Filter.stemmer("english")).build()
        self.index.register_tokenizer("stemmed", self.stemmer)

    def offers(self, question: Question) -> bool:
        """See ``Candidate``."""
        return "misread" not in question

    def ask(self, question: Question) -> Found:
        """See ``Candidate``."""
        searcher, query = self.index.searcher(), self._query(question)
        if "grouped" in question:
            return self._grouped(searcher, query)
        options: dict[str, Any] = {"order_by_field": "day"} if "sort" in question else {}
        is_all = "all" in question or "csv" in question
        limit = max(searcher.num_docs, 1) if is_all else LIMIT
        offset = question.get("offset", 0)
        found: Any = searcher.search(query, limit=limit, offset=offset, **options)
        if "facets" in question:
            searcher.aggregate(query, FACETS)
        hits = _hits(searcher, found)
        if "csv" in question:
            as_csv(hits, self._highlighter(searcher, query))
        return found.count, hits

    def _grouped(self, searcher: Any, query: Any) -> Found:
        limit = GROUPING
        while True:
            found = searcher.search(query, limit=limit)
            hits = grouped(_hits(searcher, found))
            if len({document for document, _ in hits}) == LIMIT or found.count <= limit:
                break
            limit *= 10
        list(self._highlighter(searcher, query)(hits))
        return found.count, hits

    def _highlighter(self, searcher: Any, query: Any) -> Any:
        generator = tantivy.SnippetGenerator.create(searcher, query, self.schema, "stems")
        generator.set_max_num_chars(PASSAGE)

        def passages(hits: Iterable[Hit]) -> Iterator[str]:
            for hit in hits:
                document = tantivy.Document(stems=self.texts.of(hit))
                yield generator.snippet_from_doc(document).to_html()

        return passages

    def _query(self, question: Question) -> Any:
        make, schema = tantivy.Query, self.schema
        if "prefix" in question:
            return make.regex_query(schema, "text", f"{question['prefix']}.*")
        if "pattern" in question:
            pattern = ".*".join(map(re.escape, question["pattern"].split("*")))
            return make.regex_query(schema, "text", pattern)
        if "fuzzy" in question:
            edits = question["edits"]
            return make.fuzzy_term_query(schema, "text", question["fuzzy"], distance=edits)
        if question.get("joined") == "phrase":
            return make.phrase_query(schema, "text", [*question["words"]])
        occur = tantivy.Occur.Should if question.get("joined") == "or" else tantivy.Occur.Must
        clauses = [(occur, self._word(word, question)) for word in question["words"]]
        clauses += [(tantivy.Occur.Must, wanted) for wanted in self._filters(question)]
        return make.boolean_query(clauses) if len(clauses) > 1 else clauses[0][1]

    def _word(self, word: str, question: Question) -> Any:
        if "printed" in question:
            return tantivy.Query.term_query(self.schema, "text", word)
        return tantivy.Query.term_query(self.schema, "stems", self.stemmer.analyze(word)[0])

    def _filters(self, question: Question) -> Iterator[Any]:
        if days := bounds(question):
            first, last = (day.toordinal() for day in days)
            kind = tantivy.FieldType.Integer
            yield tantivy.Query.range_query(self.schema, "day", kind, first, last)
        if "release" in question:
            yield tantivy.Query.term_query(self.schema, "release", question["release"])

    def replace(self, pages: list[Page]) -> None:
        """See ``Candidate``."""
        writer = self.index.writer(15_000_000, num_threads=1)
        writer.delete_documents_by_term("document", pages[0].document)
        for page in pages:
            writer.add_document(tantivy.Document(**_as_fields(page)))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()


def _hits(searcher: Any, found: Any) -> list[Hit]:
    documents = (searcher.doc(address) for _, address in found.hits)
    return [(page["document"][0], page["number"][0]) for page in documents]


def _as_fields(page: Page) -> dict[str, Any]:
    return {
        "text": page.text,
        "stems": page.text,
        "document": page.document,
        "number": page.number,
        "day": page.day.toordinal(),
        "release": page.release,
        "year": page.day.year,
    }
