"""Misread words: which words of a collection are taken for misreadings, and what they cost."""

from collections import Counter
from functools import cache
from string import ascii_lowercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold
from index.engine import IndexPage
from index.limits import Limits
from index.match import PageWords, find
from index.memory_engine import MemoryEngine
from index.misread import VariantKind, allowed, weight
from index.misread_costs import IMPOSSIBLE, known_confusions
from index.misread_words import MAX_LETTERS, MAX_SHIFT, ReadWords
from index.parse import parse
from index.query import Misread
from index.tolerant import exactly, tolerant
from index.word_list import WordList


def engine_of(*texts):
    engine = MemoryEngine()
    with engine.writer(revision=1) as writer:
        for number, text in enumerate(texts, 1):
            writer.add(IndexPage("d", number, text))
    return engine


def read_as(typed, *texts):
    """The misreadings that a query searched for, with their kinds."""
    expansions = engine_of(*texts).search(parse(typed).query).expansions
    variants = [v for one in expansions for v in one.variants if v.is_searched]
    return {variant.text: variant.kind.value for variant in variants}


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("flores", "f1ores"),
        ("flores", "fl0res"),
        ("flores", "fiores"),
        ("morning", "rnorning"),
        ("morning", "moming"),
        ("clerk", "derk"),
        ("window", "vvindovv"),
        ("complaint", "complairit"),
        ("harbor", "liarbor"),
        ("station", "5tation"),
        ("badge", "8adge"),
        ("garcía", "qarcía"),
    ],
)
def test_confusions(word, read):
    """What OCR confuses is found among the words of the collection."""
    assert read_as(f"~{word}", f"a {read} b") == {fold(read): "confusion"}


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("complaint", "complaints"),
        ("2017", "2011"),
        ("20170412", "20170413"),
        ("at", "al"),
        ("ice", "icy"),
        ("harassment", "assessment"),
        ("flores", "garcia"),
        ("flores", "flores"),
    ],
)
def test_words_of_their_own(word, other):
    """Forms of the word, other numbers, and words little alike are no misreadings."""
    assert read_as(f"~{word}", f"{word} here", f"a {other} b") == {}


def test_words_of_many_pages_are_words_of_their_own():
    """A word is no misreading if it is on more pages than misreading accounts for."""
    assert read_as("~zorvik", "zorvik", "zorvlk") == {"zorvlk": "confusion"}
    assert read_as("~zorvik", "zorvik", *["zorvlk"] * 9) == {}
    assert read_as("~zorvik", "zorvik", *["z0rvik"] * 9) == {"z0rvik": "confusion"}


def test_english_words_are_no_misreadings():
    """What is an English word stands for itself, however rare it is in the collection."""
    assert read_as("~farce", "farce", "force") == {}
    assert read_as("~farce", "farce", "forcc") == {}
    assert read_as("~force", "farce", "forcc") == {"forcc": "confusion"}


def test_what_is_nearer_to_another_word_is_a_misreading_of_that():
    """A word is not taken for a misreading if a word of several pages leads to it more likely."""
    assert read_as("~ostrelkin", "ostrelkin", "ostrelk0n") == {"ostrelk0n": "confusion"}
    assert read_as("~ostrelkin", "ostrelkin", "ostrelk0n", *["ostrelkon"] * 3) == {}
    assert read_as("~ostrelkon", "ostrelk0n", *["ostrelkin"] * 3, *["ostrelkon"] * 3) == {
        "ostrelk0n": "confusion"
    }


def test_words_beside_others_may_be_read_worse():
    """In a phrase and near another word a misreading may be less likely than alone."""
    text = "zeixin of garcia, zeixin garcia"
    assert read_as("~zelkin", text) == {}
    assert read_as('"~zelkin ~garcia"', text) == {"zeixin": "confusion"}
    assert read_as("~zelkin w/3 ~garcia", text) == {"zeixin": "confusion"}


def test_parted_and_joined():
    """A word in two, and a word run into one that stands beside it elsewhere or anywhere."""
    assert read_as("~flores", "officer flo res") == {"flo res": "split"}
    assert read_as("~flores", "jose flores", "and joseflores") == {"joseflores": "joined"}
    assert read_as("~flores", "flores was", "floreswas") == {"floreswas": "joined"}
    assert read_as("~flores", "theflores") == {"theflores": "joined"}
    assert read_as("~flores", "flores", "joseflores") == {}
    assert read_as("~immigration", "immi-\ngration") == {}


def test_two_words_of_a_phrase_in_one():
    """Neighbours in a phrase are found joined; that is not what was typed."""
    engine = engine_of("task force met", "the taskforce met")
    result = engine.search(parse('"~task ~force met"').query)
    assert [hit.number for hit in result.hits] == [1, 2]
    (both,) = [one for one in result.expansions if one.variants and " " in one.leaf.token]
    assert [(v.text, v.kind) for v in both.variants] == [("taskforce", VariantKind.JOINED)]


def test_variants_are_told_with_the_word_and_its_forms():
    """An expansion names the word, its forms and its misreadings, with their pages."""
    result = engine_of("complaint", "complaints complaint", "cornplaint compla1nt").search(
        parse("~complaint").query
    )
    expansion = result.expansions[-1]
    assert [(v.text, v.kind.value, v.pages) for v in expansion.variants[:2]] == [
        ("complaint", "exact", 2),
        ("complaints", "stem", 1),
    ]
    assert {(v.text, v.pages) for v in expansion.variants[2:]} == {
        ("cornplaint", 1),
        ("compla1nt", 1),
    }
    assert [word for word, _ in expansion.words] == [v.text for v in expansion.variants[2:]]


def test_left_out_variants_are_named_but_not_searched():
    """A variant that is not wanted finds no page, and can still be taken in again."""
    query = tolerant(parse("flores").query, ("f1ores",))
    result = engine_of("f1ores", "fiores").search(query)
    assert [hit.number for hit in result.hits] == [2]
    assert [(v.text, v.left_out) for v in result.expansions[-1].variants] == [
        ("f1ores", True),
        ("fiores", False),
    ]


def test_exact_hits_come_first():
    """However good a page of variants is, it stands below every page with the word as typed."""
    long = "flores " + "and so on " * 50
    engine = engine_of("f1ores f1ores f1ores", long, "fiores")
    result = engine.search(parse("~flores").query)
    assert [hit.number for hit in result.hits] == [2, 1, 3]
    assert [hit.score > 0 for hit in result.hits] == [True, False, False]
    plain = engine.search(parse("flores").query)
    assert result.hits[:1] == plain.hits


def test_capped_variants():
    """Of more misreadings than the limit the likeliest are searched for, and it is told."""
    engine = engine_of("fl0res", "fl0rcs")
    expansion = engine.search(parse("~flores").query, limits=Limits(expansion=1)).expansions[-1]
    assert (expansion.words, expansion.capped) == ((("fl0res", 1),), True)
    assert [variant.text for variant in expansion.variants] == ["fl0res"]


def test_marks_say_what_is_a_variant():
    """Misreadings are marked as printed and told from words as typed."""
    page = IndexPage("d", 1, "Flores, F1ores and Flo res")
    words = {Misread("flores", stemmed=True): {"f1ores": 45, "flo res": 70}}
    matches = find(parse("~flores").query, PageWords(page, words))
    assert [(page.text[m.start : m.end], m.variant) for m in matches] == [
        ("Flores", False),
        ("F1ores", True),
        ("Flo res", True),
    ]


@pytest.mark.parametrize(
    ("typed", "misread"),
    [
        ("flores", "~flores"),
        ('"flores"', '"~flores"'),
        ("jose -flores", "~jose -flores"),
        ('"jose flores"', '"~jose ~flores"'),
        ('"jose flo* garcia"', '"~jose flo* ~garcia"'),
        ('"officer complaint"~10', '"~officer ~complaint"~10'),
        ('officer w/10 "a complaint"', '~officer w/10 "~a ~complaint"'),
        ("title:memo agency:boston", "~title:memo agency:boston"),
        ("har*ss flores~1 date:2017 page:2", "har*ss flores~1 date:2017 page:2"),
        ("a OR (b -c)", "~a OR (~b -c)"),
    ],
)
def test_tolerant(typed, misread):
    """Words are looked for misread wherever they stand, except where that would lose pages."""
    query = parse(typed).query
    misread = misread.replace("~title:", "title:~")
    assert tolerant(query) == parse(misread).query
    assert exactly(tolerant(query)) == query


@given(data=st.data())
def test_switching_on_loses_no_page(data, trees, corpora):
    """Whatever a query finds it finds with misread words too, first and with the same scores."""
    pages, query = data.draw(corpora), data.draw(trees)
    engine = MemoryEngine()
    with engine.writer(revision=1) as writer:
        for page in pages:
            writer.add(page)
    plain = engine.search(exactly(query), limit=50).hits
    every = engine.search(tolerant(exactly(query)), limit=50).hits
    assert every[: len(plain)] == plain
    assert all(hit.score < 0 for hit in every[len(plain) :])


LETTERS = "rnmcl1dvwii0oeaé"


def slow_cost(word, read):  # noqa: C901 - the definition, in one piece
    """The definition, without tables: the cheapest of all ways to read the word so."""
    known = known_confusions()
    added = dict(zip(ascii_lowercase + digits, known.of_addition.tolist(), strict=False))

    @cache
    def rest(at, on):
        if abs(at - on) > MAX_SHIFT:
            return IMPOSSIBLE
        if at == len(word) and on == len(read):
            return 0
        ways = [IMPOSSIBLE]
        if at < len(word):
            ways.append(known.of_drop(word[at]) + rest(at + 1, on))
        if on < len(read):
            ways.append(added.get(read[on], known.added) + rest(at, on + 1))
        if at < len(word) and on < len(read):
            same = word[at] == read[on]
            ways.append((0 if same else known.of_one(word[at], read[on])) + rest(at + 1, on + 1))
            for pair, cost in known.parted.get(word[at], []):
                if read[on : on + 2] == pair:
                    ways.append(cost + rest(at + 1, on + 2))
            for letter, cost in known.merged.get(word[at : at + 2], []):
                if read[on] == letter:
                    ways.append(cost + rest(at + 2, on + 1))
        return min(ways)

    return rest(0, 0)


@given(
    st.text(LETTERS, min_size=1, max_size=9),
    st.lists(st.text(LETTERS, min_size=1, max_size=11), unique=True, max_size=20),
    st.integers(40, 300),
)
def test_costs_are_those_of_the_cheapest_way(word, reads, most):
    """Compared all at once, words cost what the definition says, as far as letters are shared."""
    _, places, costs = ReadWords.of(WordList.of(reads)).alike([word], [most])
    found = dict(zip(places.tolist(), costs.tolist(), strict=True))
    for place, cost in found.items():
        assert cost == slow_cost(word, reads[place]) <= most
    for place in set(range(len(reads))) - set(found):
        few_differ = len(set(word) ^ set(reads[place])) <= 3
        assert not few_differ or not 0 < slow_cost(word, reads[place]) <= most


@given(st.lists(st.text(min_size=1).map(fold).filter(bool), unique=True), st.text().map(fold))
def test_any_words_can_be_compared(words, word):
    """Words of any letters and lengths can be compared, and none is a misreading of itself."""
    table = ReadWords.of(WordList.of(words))
    if word:
        assert word not in {words[place] for place in table.alike([word], [300])[1]}
        found = {words[place] for _, place in table.joined([word])}
        longer = (w for w in words if len(word) + 1 < len(w) <= len(word) + MAX_LETTERS)
        assert found == {w for w in longer if w.startswith(word) or w.endswith(word)}


def test_weights_fall_with_costs_and_are_whole():
    """The likelier a misreading, the more it counts; never as much as the word itself."""
    weights = [weight(cost) for cost in (0, 30, 60, 120, 240, 100_000)]
    assert weights[0] == 100
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] >= 1
    assert Counter(map(type, weights)) == {int: 6}


def test_longer_words_may_be_read_worse():
    """The cost allowed grows with the letters; words of two letters have no variants."""
    costs = [allowed("x" * letters) for letters in range(1, 60)]
    assert costs[:2] == [0, 0]
    assert costs == sorted(costs)
