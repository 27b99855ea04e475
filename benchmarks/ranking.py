"""Ranking: nDCG@10 of the product's search for any of the words, and of plain Whoosh.

Run with ``python -m benchmarks.ranking``; ``--help`` lists its options. Each collection is a folder
with ``corpus.jsonl`` (``_id``, ``title``, ``text``), ``queries.jsonl`` (``_id``, ``text``) and
``qrels.tsv`` (query, document, grade, with a line of headings). Its documents become documents of
one page in a catalogue, which is indexed and searched as any other.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import fmean

from whoosh import fields, qparser
from whoosh.analysis import StemmingAnalyzer
from whoosh.index import create_in

from app.ingesting import run_index
from app.search_request import SearchRequest
from app.searching import Searcher
from app.settings import Settings
from benchmarks.ranking_metric import exponential_gain, linear_gain, ndcg
from index.live import LiveEngine
from index.parse import Wanted
from ingest.catalogue import Catalogue
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.reader import FileFacts
from ingest.records import Page, PageSource, Release, SourceFile

FOLDER = Path("../shared/data/ranking")
DEPTH = 10

Ask = Callable[[str], Sequence[str]]
"""Ids of the first documents for a query, best first."""


@dataclass(frozen=True)
class Collection:
    """Documents, queries and what was judged of them."""

    name: str
    corpus: Sequence[Mapping[str, str]]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]

    def measured(self, ask: Ask) -> tuple[float, float]:
        """The mean nDCG@10 over the queries that were judged: linear gain, exponential gain."""
        found = {query: ask(self.queries[query]) for query in self.grades}
        linear, exponential = (
            fmean(
                ndcg(found[query], grades, gain=gain, depth=DEPTH)
                for query, grades in self.grades.items()
            )
            for gain in (linear_gain, exponential_gain)
        )
        return linear, exponential


def main() -> None:
    """Measure every collection that is there and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"of collections ({FOLDER})")
    folder = parser.parse_args().folder
    found = sorted(path.parent for path in folder.glob("*/qrels.tsv"))
    if not found:
        sys.stderr.write(f"Skipped: no collections in {folder}; name a folder with --folder.\n")
        return
    sys.stdout.write("| collection | documents | queries | gain | Blotter | plain Whoosh |\n")
    sys.stdout.write("|---|---|---|---|---|---|\n")
    for path in found:
        _print_rows(read(path))


def read(folder: Path) -> Collection:
    """Read a collection."""
    grades: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text().splitlines()[1:]:
        query, document, grade = line.split("\t")
        grades.setdefault(query, {})[document] = int(grade)
    queries = {str(query["_id"]): query["text"] for query in _records(folder / "queries.jsonl")}
    return Collection(folder.name, _records(folder / "corpus.jsonl"), queries, grades)


def _records(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def _print_rows(collection: Collection) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours = _through_the_product(collection, Path(folder) / "blotter")
        theirs = _plain_whoosh(collection, Path(folder) / "whoosh")
    about = f"{collection.name} | {len(collection.corpus):,} | {len(collection.grades)}"
    gains = ["linear", "exponential"] if ours[0] != ours[1] else ["either"]
    for gain, our, their in zip(gains, ours, theirs, strict=False):
        sys.stdout.write(f"| {about} | {gain} | {our:.4f} | {their:.4f} |\n")


def _through_the_product(collection: Collection, folder: Path) -> tuple[float, float]:
    folder.mkdir()
    settings = Settings(data=folder)
    with closing(CatalogueWriter(settings.paths.catalogue)) as writer:
        ids = _fill(writer, collection)
    run_index(settings)
    with closing(Catalogue(settings.paths.catalogue)) as catalogue:
        live = LiveEngine(settings.paths.indexes, settings.engine)
        try:
            searcher = Searcher(catalogue, live)
            return collection.measured(lambda q: [ids[one] for one in _asked(searcher, q)])
        finally:
            live.close()


def _fill(writer: CatalogueWriter, collection: Collection) -> dict[str, str]:
    """Put the documents into a catalogue; gives for each of its ids the collection's."""
    ids = {}
    writer.save_release(Release("r", collection.name))
    for record in collection.corpus:
        digest = sha256(f"{collection.name} {record['_id']}".encode()).hexdigest()
        file = SourceFile(f"/{record['_id']}.txt", digest, len(record["text"]), "text/plain", 1)
        writer.save_found(file, "r", ManifestEntry(record["title"]), None)
        writer.save_facts(digest[:12], FileFacts(1))
        page = Page(1, 0, 0, PageSource.TEXT_LAYER, record["text"], engine="plain text")
        writer.save_page(digest[:12], page)
        ids[digest[:12]] = record["_id"]
    return ids


def _asked(searcher: Searcher, query: str) -> list[str]:
    answer = searcher.search(SearchRequest(query, wanted=Wanted.ANY), limit=DEPTH)
    return [hit.document.id for hit in answer.hits]


def _plain_whoosh(collection: Collection, folder: Path) -> tuple[float, float]:
    """Whoosh's stemming analysis, title and text as one, any word, its own BM25F."""
    folder.mkdir()
    schema = fields.Schema(id=fields.STORED, text=fields.TEXT(analyzer=StemmingAnalyzer()))
    index = create_in(str(folder), schema)
    with index.writer() as writer:
        for record in collection.corpus:
            text = f"{record['title']} {record['text']}"
            writer.add_document(id=record["_id"], text=text)
    parser = qparser.QueryParser("text", schema, group=qparser.OrGroup)
    with index.searcher() as searcher:

        def ask(query: str) -> list[str]:
            # Punctuation would be wildcards and operators in Whoosh's language.
            words = re.sub(r"[^\w\s]", " ", query).lower()
            return [hit["id"] for hit in searcher.search(parser.parse(words), limit=DEPTH)]

        return collection.measured(ask)


if __name__ == "__main__":
    main()
