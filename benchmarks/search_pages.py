"""Pages to measure searches on, and queries chosen from them by how many pages hold their words."""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from index.analysis import tokens

QUERIES = 5
"""Of each kind."""

FIRST_DAY = date(2000, 1, 1)
DAYS = 7_000
LETTERS = 3
"""Of a word, as a stem."""

SAMPLED_PAGES = 3_000
"""Pages on which pairs of words are counted."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as every engine is given it; ``text`` is its words with a space between."""

    document: str
    number: int
    text: str
    day: date


Question = dict[str, str | int | list[str]]
"""``words`` or a ``stem``; how words are ``joined``; ``days``, ``sort``, ``offset``, ``all``."""


def read_pages(path: Path, count: int) -> Iterator[Page]:
    """So many pages; when the file has fewer, they come again as other documents."""
    done = turn = 0
    while done < count:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield _page(json.loads(line), turn)
                done += 1
                if done == count:
                    return
        turn += 1


def _page(record: dict[str, str | int], turn: int) -> Page:
    document = f"{record['document']}~{turn}"
    words = " ".join(token for token, *_ in tokens(str(record["text"])))
    day = FIRST_DAY + timedelta(days=zlib.crc32(document.encode()) % DAYS)
    return Page(document, int(record["page"]), words, day)


def choose(pages: Iterable[Page], count: int) -> dict[str, list[Question]]:
    """Queries of each kind, by frequency alone; no word is named in the program."""
    frequency: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for place, page in enumerate(pages):
        words = page.text.split()
        frequency.update(set(words))
        if place < SAMPLED_PAGES:
            pairs.update(set(pairwise(words)))
    plain = {w: n for w, n in frequency.items() if w.isascii() and w.isalpha() and len(w) > 1}
    return _questions(plain, _plain_pairs(pairs, plain), count)


def _plain_pairs(
    pairs: Counter[tuple[str, str]], plain: dict[str, int]
) -> list[tuple[tuple[str, str], int]]:
    return [(pair, n) for pair, n in pairs.most_common(50_000) if set(pair) <= plain.keys()]


def _questions(
    plain: dict[str, int], pairs: list[tuple[tuple[str, str], int]], count: int
) -> dict[str, list[Question]]:
    very_common = _near(plain, count)
    common, other = _near(plain, count // 10), _near(plain, count // 7)
    both = [list(words) for words in zip(common, other, strict=True)]
    both_very = [list(words) for words in pairwise(very_common)]
    usual = [list(pair) for pair, _ in pairs[:QUERIES]]
    rarer = sorted(pairs, key=lambda entry: abs(entry[1] - 15))
    days = [(FIRST_DAY + timedelta(days=n)).isoformat() for n in (DAYS // 3, DAYS // 2)]
    return {
        "rare word": [{"words": [word]} for word in _near(plain, 20)],
        "common word": [{"words": [word]} for word in common],
        "very common word": [{"words": [word]} for word in very_common],
        "AND": [{"words": words, "joined": "and"} for words in both],
        "AND, very common": [{"words": words, "joined": "and"} for words in both_very],
        "OR": [{"words": words, "joined": "or"} for words in both],
        "phrase": [{"words": list(p), "joined": "phrase"} for p, _ in rarer[:QUERIES]],
        "phrase, common words": [{"words": words, "joined": "phrase"} for words in usual],
        "stem of 3 letters": [{"stem": word[:LETTERS]} for word in common],
        "stem of 1 letter": [{"stem": word[:1]} for word in common[:3]],
        "word and dates": [{"words": [word], "days": days} for word in common],
        "newest first": [{"words": [word], "sort": "newest"} for word in common],
        "100th page of hits": [{"words": [word], "offset": 2475} for word in very_common],
        "all hits": [{"words": [word], "all": 1} for word in other],
    }


def _near(plain: dict[str, int], target: int) -> list[str]:
    """The words held by nearest to so many pages."""
    return sorted(plain, key=lambda word: (abs(plain[word] - target), word))[:QUERIES]
