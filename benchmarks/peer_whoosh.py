"""Whoosh with its own analysis, searcher and highlighter, ranked by its BM25F."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh import fields, highlight, query, sorting
from whoosh.analysis import RegexTokenizer, StemFilter
from whoosh.index import create_in, open_dir

from benchmarks.peer import LIMIT, PAGES_EACH, PASSAGE, Found, Hit, Texts, as_csv, bounds
from benchmarks.search_pages import Page
from benchmarks.search_questions import Question


class PlainWhoosh:
    """Words twice, as printed and stemmed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, pages: Iterable[Page]) -> None:
        """See ``Candidate``."""
        self.folder.mkdir()
        schema = fields.Schema(
            text=fields.TEXT(analyzer=_printed()),
            stems=fields.TEXT(analyzer=_stemmed()),
            document=fields.ID(stored=True, sortable=True),
            number=fields.STORED,
            day=fields.NUMERIC(sortable=True),
            release=fields.ID(sortable=True),
            year=fields.NUMERIC(sortable=True),
        )
        writer = create_in(str(self.folder), schema).writer(limitmb=256, compound=False)
        for page in pages:
            writer.add_document(**_as_fields(page))
        writer.commit()

    def open(self) -> None:
        """See ``Candidate``."""
        self.index = open_dir(str(self.folder))
        self.texts = Texts(self.folder)
        self.analyzer = _stemmed()

    def offers(self, question: Question) -> bool:
        """See ``Candidate``."""
        return "misread" not in question

    def ask(self, question: Question) -> Found:
        """See ``Candidate``."""
        offset = question.get("offset", 0)
        is_all = "all" in question or "csv" in question
        options: dict[str, Any] = {}
        if "sort" in question:
            options["sortedby"] = sorting.FieldFacet("day", reverse=True)
        if "facets" in question:
            options["groupedby"] = ["release", "year"]
        if "grouped" in question:
            options |= {"collapse": "document", "collapse_limit": PAGES_EACH}
        tree = self._query(question)
        with self.index.searcher() as searcher:  # one for each thread: shared, it gives wrong hits
            limit = None if is_all else offset + LIMIT
            found = searcher.search(tree, limit=limit, **options)
            hits = [(hit["document"], hit["number"]) for hit in found[offset:]]
            if "grouped" in question:
                list(self._passages(tree, hits))
            if "csv" in question:
                as_csv(hits, lambda hits: self._passages(tree, hits))
            return len(found), hits

    def _passages(self, tree: Any, hits: Iterable[Hit]) -> Iterator[str]:
        terms = frozenset(word for _, word in tree.terms())
        fragmenter = highlight.ContextFragmenter(maxchars=PASSAGE)
        for hit in hits:
            yield highlight.highlight(
                self.texts.of(hit),
                terms,
                self.analyzer,
                fragmenter,
                highlight.HtmlFormatter(),
                top=2,
            )

    def _query(self, question: Question) -> Any:
        if "prefix" in question:
            return query.Prefix("text", question["prefix"])
        if "pattern" in question:
            return query.Wildcard("text", question["pattern"])
        if "fuzzy" in question:
            edits = question["edits"]
            return query.FuzzyTerm("text", question["fuzzy"], maxdist=edits, prefixlength=0)
        if question.get("joined") == "phrase":
            return query.Phrase("text", question["words"])
        terms = [self._word(word, question) for word in question["words"]]
        joined = query.Or(terms) if question.get("joined") == "or" else query.And(terms)
        wanted: Any = query.And([joined, *_filters(question)])
        return wanted.normalize()

    def _word(self, word: str, question: Question) -> Any:
        if "printed" in question:
            return query.Term("text", word)
        (stem,) = (token.text for token in self.analyzer(word))
        return query.Term("stems", stem)

    def replace(self, pages: list[Page]) -> None:
        """See ``Candidate``."""
        writer = self.index.writer(compound=False)
        writer.delete_by_term("document", pages[0].document)
        for page in pages:
            writer.add_document(**_as_fields(page))
        writer.commit()


def _printed() -> Any:
    return RegexTokenizer(r"\S+")


def _stemmed() -> Any:
    stems: Any = StemFilter  # untyped
    return _printed() | stems()


def _filters(question: Question) -> Iterator[Any]:
    if days := bounds(question):
        first, last = (day.toordinal() for day in days)
        yield query.NumericRange("day", first, last)
    if "release" in question:
        yield query.Term("release", question["release"])


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
