"""The English words Blotter knows, as they were listed (see ``english_words.LICENSE``)."""

from functools import cache
from importlib import resources


@cache
def english_words() -> tuple[str, ...]:
    """Some 40,000 words of three letters and more, without capitals and accents, in order."""
    return tuple(resources.files("ingest").joinpath("english_words.txt").read_text("utf-8").split())
