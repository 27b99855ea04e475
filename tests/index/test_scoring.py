import math

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


class WhooshRanking(BM25F):
    """Whoosh's, with the rarity that falls to nothing for words that most pages hold."""

    def idf(self, searcher, fieldname, text):
        holding = searcher.doc_frequency(fieldname, text)
        return math.log(1 + (len(TEXTS) - holding + 0.5) / (holding + 0.5))


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ('"ice"', Term("text", "ice")),
        ('"ice" "law"', And([Term("text", "ice"), Term("text", "law")])),
        ('"ice" OR "law"', Or([Term("text", "ice"), Term("text", "law")])),
    ],
)
def test_ranks_as_whoosh_does(typed, query):
    """On pages of exact length, none deleted and none titled, Whoosh's own BM25F scores alike."""
    schema = Schema(number=NUMERIC(stored=True), text=TEXT(analyzer=RegexTokenizer()))
    index = RamStorage().create_index(schema)
    with index.writer() as writer:
        for number, text in enumerate(TEXTS, 1):
            writer.add_document(number=number, text=text)
    engine = MemoryEngine()
    with engine.writer(revision=1) as pages:
        for number, text in enumerate(TEXTS, 1):
            pages.add(IndexPage("d", number, text))

    with index.searcher(weighting=WhooshRanking()) as searcher:
        theirs = {hit["number"]: hit.score for hit in searcher.search(query, limit=None)}
    ours = {hit.number: hit.score for hit in engine.search(parse(typed).query).hits}

    assert ours == pytest.approx(theirs)


def ranked(engine, typed):
    return [hit.number for hit in engine.search(parse(typed).query).hits]


def titled(*pages):
    engine = MemoryEngine()
    with engine.writer(revision=1) as writer:
        for number, (title, text) in enumerate(pages, 1):
            writer.add(IndexPage(f"d{number}", number, text, title=title))
    return engine


def test_form_that_was_typed_comes_first():
    """Of pages alike but for the form of the word, the one with the form typed comes first."""
    engine = titled(("", "a complaint"), ("", "a complaints"), ("", "a complaint"))
    assert ranked(engine, "complaints") == [2, 1, 3]
    assert ranked(engine, "complaint") == [1, 3, 2]


def test_title_that_holds_the_word_lifts_a_page():
    """Of pages that hold a word alike, those titled so come first, short titles before long."""
    engine = titled(
        ("Letter", "overtime pay"),
        ("Overtime and other pay", "overtime pay"),
        ("Overtime", "overtime pay"),
    )
    assert ranked(engine, "overtime") == [3, 2, 1]


def test_title_lifts_phrases_too():
    engine = titled(("Force, task", "the task force met"), ("Task force", "the task force met"))
    assert ranked(engine, '"task force"') == [2, 1]


def test_title_alone_makes_no_page_a_hit():
    """A document of 200 pages with the word in its title does not flood the list."""
    assert ranked(titled(("Overtime", "nothing here"), ("Letter", "overtime")), "overtime") == [2]


def test_word_of_every_page_still_ranks():
    """A word that all pages hold scores above 0, and higher where it stands more often."""
    engine = titled(("", "ice law"), ("", "ice ice"))
    assert ranked(engine, "ice") == [2, 1]
    assert all(hit.score > 0 for hit in engine.search(parse("ice").query).hits)


def test_rare_word_outweighs_words_of_most_pages():
    """Of any of the words, one that few pages hold moves a page more than several common ones."""
    common = [("", f"what is the state of page {n}") for n in "abcdefgh"]
    engine = titled(*common, ("", "marina budget"))
    assert ranked(engine, "what OR is OR the OR state OR of OR marina")[0] == 9
