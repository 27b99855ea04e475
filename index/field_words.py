"""What each field of a page holds: the words of its text, or the identifiers among them."""

from index.analysis import Token, tokens
from index.engine import IndexPage
from index.fields import WORD_FIELDS
from index.identifiers import identifiers
from index.query import TextField


def field_words(page: IndexPage, field: TextField) -> list[Token]:
    """The words of one field, by their positions; identifiers have those of the text's words."""
    if field is TextField.ID:
        return identifiers(page.text, tokens(page.text))
    return tokens(getattr(page, field))


def all_words(page: IndexPage) -> dict[TextField, list[Token]]:
    """The words of every field, in the order of ``index.fields.WORD_FIELDS``."""
    text = tokens(page.text)
    known = {TextField.TEXT: text, TextField.ID: identifiers(page.text, text)}
    return {
        field: known[field] if field in known else field_words(page, field) for field in WORD_FIELDS
    }
