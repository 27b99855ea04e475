"""What each field of a page holds: the words of its text, or identifiers and facts in it."""

from bisect import bisect_left
from collections.abc import Sequence

from index.analysis import Token, tokens
from index.engine import IndexPage
from index.fact_words import words_of
from index.fields import WORD_FIELDS
from index.identifiers import identifiers
from index.page_facts import facts_in
from index.query import TextField


def field_words(page: IndexPage, field: TextField) -> list[Token]:
    """The words of one field, by their positions; identifiers and facts have the text's."""
    if field is TextField.ID:
        return identifiers(page.text, tokens(page.text))
    if field is TextField.FACT:
        return _facts(page.text, tokens(page.text))
    return tokens(getattr(page, field))


def all_words(page: IndexPage) -> dict[TextField, list[Token]]:
    """The words of every field, in the order of ``index.fields.WORD_FIELDS``."""
    text = tokens(page.text)
    known = {
        TextField.TEXT: text,
        TextField.ID: identifiers(page.text, text),
        TextField.FACT: _facts(page.text, text),
    }
    return {
        field: known[field] if field in known else field_words(page, field) for field in WORD_FIELDS
    }


def _facts(text: str, words: Sequence[Token]) -> list[Token]:
    """The words of the text's facts, each at the position of the word that it begins with."""
    starts = [word.start for word in words if word.width == 1]
    found = []
    for fact in facts_in(text):
        position = max(bisect_left(starts, fact.start + 1) - 1, 0)
        found += [Token(word, fact.start, fact.end, position, 1) for word in words_of(fact)]
    return found
