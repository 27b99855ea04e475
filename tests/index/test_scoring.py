import pytest
from whoosh.analysis import RegexTokenizer
from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import And, Or, Term
from whoosh.scoring import BM25F

from index.engine import IndexPage
from index.memory_engine import MemoryEngine
from index.parse import parse

TEXTS = ["ice raid", "ice ice law", "law", "raid " * 3 + "ice", "order of the law " * 5, "ice law"]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("ice", Term("text", "ice")),
        ("ice law", And([Term("text", "ice"), Term("text", "law")])),
        ("ice OR law", Or([Term("text", "ice"), Term("text", "law")])),
    ],
)
def test_ranks_as_whoosh_does(typed, query):
    """On pages of exact length and none deleted, scores are those of Whoosh's own BM25F."""
    schema = Schema(number=NUMERIC(stored=True), text=TEXT(analyzer=RegexTokenizer()))
    index = RamStorage().create_index(schema)
    with index.writer() as writer:
        for number, text in enumerate(TEXTS, 1):
            writer.add_document(number=number, text=text)
    engine = MemoryEngine()
    with engine.writer(revision=1) as pages:
        for number, text in enumerate(TEXTS, 1):
            pages.add(IndexPage("d", number, text))

    with index.searcher(weighting=BM25F()) as searcher:
        theirs = {hit["number"]: hit.score for hit in searcher.search(query, limit=None)}
    ours = {hit.number: hit.score for hit in engine.search(parse(typed).query).hits}

    assert ours == pytest.approx(theirs)
