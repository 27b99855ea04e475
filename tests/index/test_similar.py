"""Which words tell a page from others."""

import pytest

from index.engine import IndexPage
from index.memory_engine import MemoryEngine
from index.query import Nothing, Or, Stem
from index.show import show
from index.similar import MOST_WORDS, query_of, telling_words


def engine_of(*texts):
    engine = MemoryEngine()
    with engine.writer(revision=1) as writer:
        for number, text in enumerate(texts, 1):
            writer.add(IndexPage("d", number, text))
    return engine


def words(text, *others):
    return [each.word for each in telling_words(text, engine_of(text, *others))]


def test_rare_and_frequent_words_first():
    """A word of few pages comes before one of many, and one that stands oftener before others."""
    others = ["the marina", "the budget budget", "the the", "the"]
    assert words("the marina and budget budget", *others) == ["budget", "marina", "the"]


def test_words_of_one_page_are_left_out():
    """A word that no other page holds leads nowhere."""
    assert words("overtime zzyzx", "overtime") == ["overtime"]


def test_noise_is_left_out():
    """Numbers and single letters say nothing, nor do lines that lost their spaces."""
    text = f"1 2017 a x {'longline' * 6} iad2019 raid"
    assert sorted(words(text, text)) == ["iad2019", "raid"]


def test_one_form_of_each_word():
    """Of the forms of a word only the most telling one is taken."""
    assert words("complaints complaint", "complaints", "complaints complaint") == ["complaint"]


def test_no_more_than_some_words():
    text = " ".join(f"{a}{b}{c}" for a in "abcde" for b in "klmno" for c in "rstuv")
    assert len(words(text, text)) == MOST_WORDS


def test_how_many_pages_hold_a_word():
    """Each word comes with the number of its pages, the page itself counted."""
    (found,) = telling_words("raid", engine_of("raid", "raid raid", "law"))
    assert found.pages == 2


@pytest.mark.parametrize("text", ["", "unseen", "1 2 3"])
def test_page_without_telling_words(text):
    """A page that has no word to go by is like no other."""
    found = telling_words(text, engine_of("other words", "other words", text))
    assert (found, query_of(found)) == ((), Nothing())


def test_query_is_for_any_form_of_any_word():
    found = telling_words("raids law", engine_of("raids law", "raids", "raids", "law"))
    assert query_of(found) == Or((Stem("law"), Stem("raids")))
    assert show(query_of(found)) == "law OR raids"
