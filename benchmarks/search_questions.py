"""Queries chosen by how many pages hold their words; no word is named in the program."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import pairwise
from typing import NotRequired, TypedDict

from benchmarks.search_pages import DAYS, FIRST_DAY, Page

QUERIES = 5
"""Of each kind."""

LETTERS = 3
"""Of a word, as a beginning."""

LONG = 6
"""Letters of a word that is looked for with a wildcard, or with other spellings."""

SAMPLED_PAGES = 3_000
"""Pages on which pairs of words are counted."""


class Question(TypedDict):
    """What is asked; the first that is there of what, the rest how.

    Attributes:
        words: Looked for; by their stems, unless ``printed``, and as printed in a phrase.
        prefix: Words that begin so.
        pattern: Words of this pattern, a star for any letters.
        fuzzy: Words at most ``edits`` away from this one.
        misread: Words that may be this one misread.
        printed: Whether exactly these words are meant.
        joined: ``and``, ``or`` or ``phrase``.
        days: The first day and the last.
        release: Only from there.
        sort: ``newest``, by date, the latest first.
        offset: Hits to leave out before.
        all: Every hit, by document and number.
        facets: Counts of hits by release and by year too.
        grouped: The best 25 documents, of each up to three pages with their passages.
        csv: Every hit with its passages, as a file.
    """

    words: NotRequired[list[str]]
    prefix: NotRequired[str]
    pattern: NotRequired[str]
    fuzzy: NotRequired[str]
    misread: NotRequired[str]
    edits: NotRequired[int]
    printed: NotRequired[bool]
    joined: NotRequired[str]
    days: NotRequired[list[str]]
    release: NotRequired[str]
    sort: NotRequired[str]
    offset: NotRequired[int]
    all: NotRequired[bool]
    facets: NotRequired[bool]
    grouped: NotRequired[bool]
    csv: NotRequired[bool]


Questions = dict[str, list[Question]]


def choose(pages: Iterable[Page]) -> Questions:
    """Queries of each kind, by frequency alone."""
    frequency: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    releases: Counter[str] = Counter()
    for place, page in enumerate(pages):
        words = page.text.split()
        frequency.update(set(words))
        releases[page.release] += 1
        if place < SAMPLED_PAGES:
            pairs.update(set(pairwise(words)))
    plain = {w: n for w, n in frequency.items() if w.isascii() and w.isalpha() and len(w) > 1}
    count = releases.total()
    largest = releases.most_common(1)[0][0]
    return (
        _words(plain, count)
        | _phrases(pairs, plain)
        | _expanded(plain, count)
        | _other(plain, count, largest)
    )


def _words(plain: Mapping[str, int], count: int) -> Questions:
    very_common = _near(plain, count)
    common, other = _near(plain, count // 10), _near(plain, count // 7)
    both = [list(words) for words in zip(common, other, strict=True)]
    both_very = [list(words) for words in pairwise(very_common)]
    return {
        "rare word": [{"words": [word]} for word in _near(plain, 20)],
        "common word": [{"words": [word]} for word in common],
        "common word, exactly": [{"words": [word], "printed": True} for word in common],
        "very common word": [{"words": [word]} for word in very_common],
        "AND": [{"words": words, "joined": "and"} for words in both],
        "AND, very common": [{"words": words, "joined": "and"} for words in both_very],
        "OR": [{"words": words, "joined": "or"} for words in both],
    }


def _phrases(pairs: Counter[tuple[str, str]], plain: Mapping[str, int]) -> Questions:
    usual = [(pair, n) for pair, n in pairs.most_common(50_000) if set(pair) <= plain.keys()]
    rarer = sorted(usual, key=lambda entry: abs(entry[1] - 15))
    return {
        kind: [{"words": list(pair), "joined": "phrase"} for pair, _ in chosen[:QUERIES]]
        for kind, chosen in (("phrase", rarer), ("phrase, common words", usual))
    }


def _expanded(plain: Mapping[str, int], count: int) -> Questions:
    common = _near(plain, count // 10)
    long = {word: n for word, n in plain.items() if len(word) >= LONG}
    usual, seldom = _near(long, count // 20), _near(long, count // 200)
    return {
        "prefix of 3 letters": [{"prefix": word[:LETTERS]} for word in common],
        "prefix of 1 letter": [{"prefix": word[:1]} for word in common[:3]],
        "wildcard inside": [{"pattern": f"{word[:2]}*{word[-2:]}"} for word in usual],
        "wildcard first": [{"pattern": f"*{word[-4:]}"} for word in usual],
        "fuzzy, 1 edit": [{"fuzzy": word, "edits": 1} for word in seldom],
        "fuzzy, 2 edits": [{"fuzzy": word, "edits": 2} for word in seldom],
        "misread words too": [{"misread": word} for word in seldom],
    }


def _other(plain: Mapping[str, int], count: int, release: str) -> Questions:
    very_common, common = _near(plain, count), _near(plain, count // 10)
    days = [(FIRST_DAY + timedelta(days=n)).isoformat() for n in (DAYS // 3, DAYS // 2)]
    return {
        "word and filters": [
            {"words": [word], "days": days, "release": release} for word in common
        ],
        "newest first": [{"words": [word], "sort": "newest"} for word in common],
        "word and facets": [{"words": [word], "facets": True} for word in common],
        "100th page of hits": [{"words": [word], "offset": 2475} for word in very_common],
        "all hits": [{"words": [word], "all": True} for word in _near(plain, count // 7)],
        "25 documents, highlighted": [{"words": [word], "grouped": True} for word in common],
        "all hits to CSV": [{"words": [word], "csv": True} for word in common],
    }


def _near(plain: Mapping[str, int], target: int) -> list[str]:
    """The words held by nearest to so many pages."""
    return sorted(plain, key=lambda word: (abs(plain[word] - target), word))[:QUERIES]
