"""Phrases and words near each other that begin on one page and go on on the next."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import IndexPage
from index.lexer import MAX_DISTANCE
from index.match import find_on, occurrences
from index.matches import Found, Match, Onward
from index.memory_engine import MemoryEngine
from index.page_words import PageWords
from index.parse import parse
from index.query import Near, Phrase, Term, TextField
from index.reading_on import GAP, bases_of
from index.whoosh_engine import WhooshEngine

WORDS = ["a", "b", "force", "task"]


def read(*texts):
    """The first of some pages, each of which is followed by the next."""
    page = None
    for number, text in reversed([*enumerate(texts, 1)]):
        after = page
        page = PageWords(
            IndexPage("d", number, text, title="a b"), next_page=lambda after=after: after
        )
    return page


def marked(typed, *texts):
    """The texts marked on each page; nothing where the first page does not match."""
    found = find_on(parse(typed).query, read(*texts))
    if found is None:
        return None
    pages = {1: found.matches} | {one.page: one.matches for one in found.onward}
    return {
        number: [texts[number - 1][match.start : match.end] for match in matches]
        for number, matches in pages.items()
    }


@pytest.mark.parametrize(
    ("typed", "texts", "expected"),
    [
        ('"task force"', ["a task \n", "\n Force, b"], {1: ["task"], 2: ["Force"]}),
        ('"a task force b"', ["a task.", "force b"], {1: ["a task."], 2: ["force b"]}),
        ('"a b a"', ["b a b a", "b a b"], {1: ["a b a"], 2: ["b a"]}),
        ('"task force"', ["task", "", " \n", "force"], {1: ["task"], 4: ["force"]}),
        ('"a b c"', ["a", "b", "c"], {1: ["a"], 2: ["b"], 3: ["c"]}),
        ('"a b"', ["b", "a", "b"], None),
        ('"task force"', ["task a", "force"], None),
        ('"task force"', ["a", "task force"], None),
        ("force w/1 task", ["task a", "force b task"], {1: ["task"], 2: ["force"]}),
        ("force w/1 task", ["task", "a b force"], None),
        ("force w/1 task", ["b", "task force"], None),
        ("a w/1 b", ["a b", "a"], {1: ["a", "b"], 2: ["a"]}),
        ('"a b" w/1 c', ["c x a", "b"], {1: ["c", "a"], 2: ["b"]}),
        ('"ta* fo?ce"', ["tail task", "force"], {1: ["task"], 2: ["force"]}),
        ('"immigration law"', ["immi-\ngration", "law"], {1: ["immi-\ngration"], 2: ["law"]}),
        ('"task force" OR b', ["b task", "force b"], {1: ["b", "task"], 2: ["force"]}),
        ('b -"task force"', ["b task", "force"], None),
        ('title:"b a"', ["a", "b"], None),
        ("task force", ["task", "force"], None),
        ('"a b c"', ["x a b\nR-17", "HEAD\nc x\nR-18"], None),
        ('"a b c"', ["HEAD 1\nx a\n\nR-17", "Head 2\nb c\nR-18"], {1: ["a"], 2: ["b c"]}),
        ('"a b"', ["x\na\n- 3 -\n", "", "4\nb y\n z"], {1: ["a"], 3: ["b"]}),
        ('"a r 17 head 2 b"', ["HEAD 1\na\nR-17", "HEAD 2\nb\nR-18"], {1: ["a"], 2: ["b"]}),
        ('"17 head"', ["HEAD 1\na\nR-17", "HEAD 2\nb\nR-18"], {1: ["17"], 2: ["HEAD"]}),
        ('"a b c"~0', ["x\na b\nR-17", "y\nc\nR-18"], None),
        ('"a b" w/0 c', ["x\na\nR-17", "b c\nx\nR-18"], {1: ["a"], 2: ["b", "c"]}),
        ('"a b c"', ["h\na\nf", "h\nb\nf", "h\nc\nf"], {1: ["a"], 2: ["b"], 3: ["c"]}),
    ],
)
def test_marks_on_both_pages(typed, texts, expected):
    """What begins on a page is marked there and on the pages on which it goes on."""
    assert marked(typed, *texts) == expected


def test_what_runs_on_says_so():
    """Marks that belong to something that goes on on the next page are told from the others."""
    assert find_on(parse('"task force" OR task').query, read("task a task", "force")) == Found(
        (Match(0, 4, ("task",)), Match(7, 11, ("task force", "task"), runs_on=True)),
        (Onward(2, "force", (Match(0, 5, ("task force",)),)),),
    )


def test_a_window_that_closes_on_its_page_marks_nothing_beyond():
    """Where all the words are near each other on the page itself, the next page is not marked."""
    assert marked("a w/2 b", "x a b", "y") == {1: ["a", "b"]}
    assert marked("a w/0 b", "x a b", "b") == {1: ["a", "b"]}


def test_next_page_is_read_only_where_something_may_go_on():
    """Without a word of the phrase at the end of the page, the next page is never asked for."""
    asked = []
    page = IndexPage("d", 1, "task force " + "a b " * 20)
    words = PageWords(page, next_page=lambda: asked.append(1))
    for typed in ('"task force"', "task w/9 force", "a", "b*", 'title:"a b"', '"task force" a'):
        find_on(parse(typed).query, words)
    assert asked == []
    find_on(parse('"b task"').query, words)
    assert asked == [1]


part = st.sampled_from(WORDS).map(Term)
phrases = st.lists(part, min_size=2, max_size=4).map(lambda parts: Phrase(tuple(parts)))
leaves = phrases | st.builds(
    lambda parts, distance: Near(tuple(parts), distance),
    st.lists(part, min_size=2, max_size=3) | st.tuples(part, phrases),
    st.integers(0, 4),
)
lines = st.lists(st.lists(st.sampled_from([*WORDS, "7"]), min_size=1, max_size=2), max_size=5)
pages_of_lines = st.lists(
    lines.map(lambda found: "\n".join(map(" ".join, found))), min_size=1, max_size=6
)
cut_texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=5), min_size=1, max_size=6)


@given(cut_texts, leaves)
@settings(deadline=None)
def test_as_if_the_text_were_never_cut(pages, leaf):
    """However a text is cut into pages, what is found begins where it does in the whole text."""
    whole = PageWords(IndexPage("d", 1, " ".join(word for page in pages for word in page)))
    expected = [place.position for place in occurrences(leaf, whole)]
    words, found, before = read(*map(" ".join, pages)), [], 0
    while words is not None:
        found += [place.position + before for place in occurrences(leaf, words)]
        before += words.positions(TextField.TEXT)
        words = words.following()
    assert sorted(found) == sorted(expected)


@given(pages_of_lines, st.lists(leaves, min_size=1, max_size=4), st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_engines_agree_over_breaks(tmp_path_factory, pages, queries, missing):
    """Engines find the same, also over heads and feet and where a page is missing."""
    folder = tmp_path_factory.mktemp("breaks")
    documents = [
        [IndexPage(name, number, text) for number, text in enumerate(pages, 1)]
        for name in ("d1", "d2")
    ]
    documents[0] = [page for page in documents[0] if page.number != missing]
    engines = [
        MemoryEngine(),
        WhooshEngine.create(folder / "plain", "g"),
        WhooshEngine.create(folder / "arrays", "g", arrays_from=0),
    ]
    for engine in engines:
        with engine.writer(revision=1) as writer:
            for page in (page for document in documents for page in document):
                writer.add(page)
    for query in queries:
        oracle, *others = (engine.search(query) for engine in engines)
        assert others == [oracle, oracle]
    for engine in engines:
        engine.close()


@pytest.mark.parametrize("arrays_from", [0, 1_000_000])
def test_after_updates_and_merges(tmp_path, arrays_from):
    """Through writes that replace, shorten and remove documents, phrases run over breaks only."""
    engine = WhooshEngine.create(tmp_path / "g", "g", arrays_from=arrays_from)
    now = {}
    for revision in range(1, 31):
        document, count = f"d{revision % 7}", 1 + revision % 3
        now[document] = count
        with engine.writer(revision=revision) as writer:
            writer.delete_document(document)
            for number in range(1, count + 1):
                writer.add(IndexPage(document, number, f"begin x{number} end"))
    hits = {(hit.document_id, hit.number) for hit in engine.scan(parse('"end begin"').query)}
    near = {(hit.document_id, hit.number) for hit in engine.scan(parse("x1 w/2 x2").query)}
    assert hits == {(document, n) for document, count in now.items() for n in range(1, count)}
    assert near == {(document, 1) for document, count in now.items() if count > 1}
    engine.close()


def test_no_distance_reaches_over_a_gap():
    """Between texts that do not read on lies more than any query lets stand between."""
    assert MAX_DISTANCE < GAP


def test_bases():
    """Pages that follow each other have no gap between them, and blank ones take no place."""
    documents = np.array([0, 0, 0, 0, 1, 1], dtype=np.int64)
    numbers = np.array([1, 2, 3, 5, 6, 7], dtype=np.int64)
    extents = np.array([10, 0, 3, 4, 5, 6], dtype=np.int64)
    steps = np.diff(bases_of(TextField.TEXT, extents, documents, numbers)) - extents
    assert steps.tolist() == [0, 0, GAP, GAP, 0, GAP]
    own = np.diff(bases_of(TextField.TITLE, extents, documents, numbers)) - extents
    assert own.tolist() == [GAP] * 6


def test_titles_do_not_run_on():
    """Fields other than the text are each page's own."""
    first = read("a", "b")
    assert find_on(parse('title:"b a"').query, first) is None
    other = replace(first.page, title="b a")
    assert find_on(parse('title:"b a"').query, other) == Found((), ())
