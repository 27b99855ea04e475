"""What the tests of the index share: query trees, pages and a catalogue that is not there."""

import os
from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from hypothesis import strategies as st

from index.analysis import fold
from index.build import DocumentChange
from index.engine import IndexPage
from index.facets import Facet, Filters
from index.facts import FactKind
from index.fields import NAMED_FIELDS, STEMMED_FIELDS
from index.identifier_queries import asked_identifier, identifier_too
from index.joining import all_of, any_of
from index.page_facets import values_of
from index.query import (
    DateRange,
    Everything,
    FactIs,
    Fuzzy,
    Mentioned,
    Misread,
    Near,
    Not,
    NumberField,
    NumberRange,
    Phrase,
    Prefix,
    SourceIs,
    Stem,
    Term,
    TextField,
    Wildcard,
)
from index.stems import has_stem
from ingest.records import PageSource

# Few, so that pages and queries meet; some are operators or fields, which quoting must save.
WORDS = ["or", "and", "not", "date", "title", "a", "ice", "iced", "force", "task", "02091", "c"]
WORDS += ["forces", "forced", "tasks", "iad2019", "lad2019", "0412", "o412"]
# Facts, some of which are one or misread, and dates about ``DAYS``.
FACTS_PRINTED = ["badge 4411", "badge 44l1", "badge 902", "June 5, 2017", "6/5/17", "Dec. 2016"]
FACTS_ASKED = [
    *(
        FactIs(FactKind.BADGE, "4411"),
        FactIs(FactKind.BADGE, "902"),
        FactIs(FactKind.PLATE, "4XK291"),
    ),
    *(FactIs(FactKind.AFFAIRS, "2019-0412"), Mentioned(date(2016, 12, 1), date(2017, 6, 4))),
]
# What OCR may make of some of them; parts of one stand beside each other, and two as one.
WORDS += ["f0rce", "torce", "taskforce", "for", "ce", "iceforce", "forccs"]
SOURCES = [source for source in PageSource if source is not PageSource.FAILED]
CONFIDENCES = [0.0, 0.00001, 0.25, 0.7, 1.0]
RELEASES = ["r1", "r2", "r\u00e9 3"]
DAYS = [date(2016, 12, 31), date(2017, 1, 1), date(2017, 6, 5), date(2018, 2, 28)]


def _tree(words):
    fields = st.sampled_from([TextField.TEXT] * 4 + list(NAMED_FIELDS))
    word = fields.flatmap(lambda field: _word(words, field)).map(identifier_too)
    phrase = fields.flatmap(lambda field: _phrase(words, field)).map(identifier_too)
    identifier = st.lists(words, min_size=1, max_size=3).map(" ".join).map(asked_identifier)
    starred = words.map(lambda word: asked_identifier(f"{word}*"))
    near = fields.flatmap(lambda field: _near(words, field))
    ends = st.none() | st.sampled_from(DAYS)
    filters = st.one_of(
        st.builds(_dates, ends, ends),
        _numbers(NumberField.PAGE, st.integers(1, 4)),
        _numbers(NumberField.CONFIDENCE, st.sampled_from(CONFIDENCES)),
        st.builds(SourceIs, st.sampled_from(SOURCES)),
        st.just(Everything()),
    )
    asked = (identifier | starred).filter(bool)
    facts = st.one_of(
        st.sampled_from(FACTS_ASKED),
        st.builds(_dates, ends, ends).map(lambda days: Mentioned(days.first, days.last)),
    )
    leaf = st.one_of(word, word, phrase, near, filters, asked, facts)
    return st.recursive(leaf, _joined, max_leaves=8)


def _word(words, field):
    return st.one_of(
        words.map(lambda word: _plain(word, field)),
        words.map(lambda word: _misread(word, field)),
        _exact_word(words, field),
    )


def _plain(word, field):
    return Stem(word, field) if field in STEMMED_FIELDS and has_stem(word) else Term(word, field)


def _misread(word, field):
    return Misread(word, stemmed=field in STEMMED_FIELDS and has_stem(word), field=field)


def _exact_word(words, field):
    """What can stand in quotes."""
    return st.one_of(
        words.map(lambda word: Term(word, field)),
        words.map(lambda word: Misread(word, field=field)),
        words.map(lambda word: Prefix(word[:2], field)),
        st.builds(
            _pattern, words, words, st.sampled_from(["{}*{}", "?{}", "*{}", "{}?{}*", "*{}*"])
        ).map(lambda pattern: Wildcard(pattern, field)),
        words.flatmap(lambda word: st.sampled_from([1, 2]).map(lambda n: Fuzzy(word, n, field))),
    )


def _pattern(one, other, shape):
    return shape.format(one[:2], other[-1:])


def _phrase(words, field):
    parts = st.lists(_exact_word(words, field), min_size=2, max_size=4)
    return parts.map(lambda parts: Phrase(tuple(parts), field))


def _near(words, field):
    """Of any number of exact words, or of two parts of which one is a phrase or a stem."""
    several = st.lists(_exact_word(words, field), min_size=2, max_size=4).map(tuple)
    part, phrase = _word(words, field), _phrase(words, field)
    pair = st.tuples(part, phrase) | st.tuples(phrase, part) | st.tuples(phrase, phrase)
    pair |= st.tuples(part, part)
    return st.builds(lambda parts, n: Near(parts, n, field), several | pair, st.integers(0, 5))


def _numbers(field, numbers):
    ends = st.tuples(numbers, numbers).map(sorted)
    closed = ends.map(lambda both: NumberRange(field, both[0], both[1]))
    opened = st.builds(
        lambda number, below, exclusive: NumberRange(
            field, None if below else number, number if below else None, exclusive
        ),
        numbers,
        st.booleans(),
        st.booleans(),
    )
    return closed | opened | st.just(NumberRange(field, None, None))


def _joined(trees):
    signed = st.one_of(trees, trees.map(Not))
    every = st.lists(signed, min_size=1, max_size=3).map(all_of)
    return every | st.lists(trees, min_size=1, max_size=3).map(any_of)


def _dates(first, last):
    if first and last and first > last:
        first, last = last, first
    return DateRange(first, last)


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_disks():
    """A killed process loses nothing that was not flushed, so only a power cut could tell."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        yield


@pytest.fixture(scope="session")
def trees():
    """Query trees as the parser makes them, of few words."""
    return _tree(st.sampled_from(WORDS))


@pytest.fixture(scope="session")
def odd_trees():
    """Query trees as the parser makes them, of any words."""
    return _tree(st.text(min_size=1).map(fold).filter(bool))


@pytest.fixture(scope="session")
def corpora():
    """Pages of a few documents whose words meet those of ``trees``."""
    gaps = st.sampled_from([" ", " ", " ", "-", "-\n", ". "])
    printed = st.sampled_from(WORDS + FACTS_PRINTED)
    text = st.lists(st.tuples(printed, gaps), max_size=12).map(
        lambda parts: "".join(word + gap for word, gap in parts)
    )
    page = st.builds(
        IndexPage,
        document_id=st.sampled_from(["d1", "d2", "d3"]),
        number=st.integers(1, 3),
        text=text,
        title=text,
        release=text,
        date=st.none() | st.sampled_from(DAYS),
        agency=text,
        type=text,
        source=st.sampled_from(SOURCES),
        confidence=st.none() | st.sampled_from(CONFIDENCES),
        releases=st.lists(st.sampled_from(RELEASES), max_size=2, unique=True).map(tuple),
        redacted=st.sampled_from([None, True, False]),
    )
    key = lambda page: (page.document_id, page.number)  # noqa: E731
    return st.lists(page, max_size=8, unique_by=key).map(lambda pages: sorted(pages, key=key))


@pytest.fixture(scope="session")
def filters(corpora):
    """Filters on values that pages of ``corpora`` have, and on some that none has."""
    of_pages = corpora.flatmap(lambda pages: st.lists(st.sampled_from(_values(pages)), max_size=5))
    documents = st.sampled_from([(), (), ("d1",), ("d2", "d3", "d9")])
    return st.builds(
        lambda values, named: Filters(frozenset(values), frozenset(named)), of_pages, documents
    )


def _values(pages):
    values = [(facet, v) for page in pages for facet in Facet for v in values_of(page, facet)]
    return [*values, (Facet.RELEASE, "none such"), (Facet.YEAR, "2017")]


class FakeCatalogue:
    """A catalogue in memory: documents by id, each with its revision and its texts."""

    def __init__(self, **documents: list[str]) -> None:
        self.now = 0
        self.documents: dict[str, tuple[int, list[str]]] = {}
        self.miscounted_by = 0
        for document_id, texts in documents.items():
            self.put(document_id, texts)

    def put(self, document_id: str, texts: list[str]) -> None:
        self.now += 1
        self.documents[document_id] = (self.now, texts)

    def revision(self) -> int:
        return self.now

    def indexable_page_count(self) -> int:
        return sum(len(texts) for _, texts in self.documents.values()) + self.miscounted_by

    def document_ids(self) -> Iterable[str]:
        return [document_id for document_id, (_, texts) in self.documents.items() if texts]

    def changed_since(self, revision: int) -> Iterator[DocumentChange]:
        for document_id, (changed, texts) in self.documents.items():
            if changed > revision:
                pages = [IndexPage(document_id, n, text) for n, text in enumerate(texts, 1)]
                yield DocumentChange(document_id, changed, pages)


@pytest.fixture
def catalogue():
    return FakeCatalogue(memo=["overtime was paid", "a task force"], letter=["no records"])
