"""Passages of a page's text that show best why it matches. No markup: marks are offsets."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from index.matches import Match

_WIDE = re.compile(r"\s\s+")  # white space that gets narrower when it becomes one space
_TERMS = attrgetter("terms")
_RUNS_ON = attrgetter("runs_on")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a page.

    Attributes:
        text: The passage, white space folded to single spaces.
        marks: Start and end of what is marked, as offsets in ``text``, sorted, not overlapping.
        variants: Those of ``marks`` that are printed otherwise than asked for, see ``Match``.
        start: Offset of the passage in the page's text.
        end: Offset past the passage in the page's text.
        cut_before: Whether the page's text has words before the passage.
        cut_after: Whether the page's text has words after it.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    variants: tuple[tuple[int, int], ...]
    start: int
    end: int
    cut_before: bool
    cut_after: bool


def snippets(
    text: str, matches: Sequence[Match], *, limit: int = 2, length: int = 240
) -> tuple[Snippet, ...]:
    """Choose the best passages: most distinct terms first, then most matches, then the earliest.

    Before all others goes what goes on on the next page, which is shown beside.

    Args:
        text: The page's text.
        matches: As ``match.find`` gives them; with none, the beginning of the text is shown.
        limit: Passages at most.
        length: Characters of the page's text a passage takes, about; a longer match is kept whole.

    Returns:
        In the order of the text, not overlapping; none if the text is blank.
    """
    spans = _best_spans(text, matches, limit, length) if matches else [_beginning(text, length)]
    return tuple(_snippet(text, start, end, matches) for start, end in sorted(spans) if start < end)


def passage(text: str, match: Match, *, length: int = 240) -> str:
    """The words around one match, white space folded, with an ellipsis where the text goes on.

    Args:
        text: The page's text.
        match: Of that text.
        length: Characters of the page's text, about; a longer match is kept whole.
    """
    start, end = _span_around(text, (match,), length, ())
    before = "" if text[:start].isspace() or not start else "… "
    after = "" if text[end:].isspace() or end == len(text) else " …"
    return before + " ".join(text[start:end].split()) + after


def _best_spans(
    text: str, matches: Sequence[Match], limit: int, length: int
) -> list[tuple[int, int]]:
    """Take the best group of matches, then the best of what lies outside its passage."""
    taken: list[tuple[int, int]] = []
    seen: set[str] = set()
    rest = list(matches)
    while rest and len(taken) < limit:
        group = max(_groups(rest, length, taken), key=lambda group: _worth(group, seen))
        span = _span_around(text, group, length, taken)
        taken.append(span)
        seen.update(term for match in group for term in match.terms)
        rest = [match for match in rest if match.end <= span[0] or match.start >= span[1]]
    return taken


def _groups(
    matches: Sequence[Match], length: int, taken: Sequence[tuple[int, int]]
) -> Iterator[Sequence[Match]]:
    """For each match, those that fit into one passage with it, short of passages taken."""
    starts = [match.start for match in matches]
    for index, match in enumerate(matches):
        limit = match.start + length
        for start, _ in taken:
            if match.end <= start < limit:
                limit = start
        past = bisect_right(starts, limit)
        while past > index + 1 and matches[past - 1].end > limit:
            past -= 1
        yield matches[index:past]


def _worth(group: Sequence[Match], seen: set[str]) -> tuple[bool, int, int, int, int]:
    """More new terms, more terms, more matches, closer together; equal ones: the first wins."""
    terms = set(chain.from_iterable(map(_TERMS, group)))
    close = group[0].start - group[-1].end
    return any(map(_RUNS_ON, group)), len(terms - seen), len(terms), len(group), close


def _span_around(
    text: str, group: Sequence[Match], length: int, taken: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The group with equal room on both sides, within the text and clear of other passages."""
    first, last = group[0].start, group[-1].end
    floor = max((end for _, end in taken if end <= first), default=0)
    ceiling = min((start for start, _ in taken if start >= last), default=len(text))
    room = max(length - (last - first), 0)
    start = max(first - room // 2, floor)
    end = min(start + max(length, last - start), ceiling)
    start = max(min(start, end - length), floor)
    return _cut_at_words(text, start, first), _cut_at_words_after(text, last, end)


def _cut_at_words(text: str, start: int, first: int) -> int:
    """The nearest beginning of a word at or after ``start``; ``first`` if there is none before."""
    if start and not text[start - 1].isspace():
        while start < first and not text[start].isspace():
            start += 1
    while start < first and text[start].isspace():
        start += 1
    return start


def _cut_at_words_after(text: str, last: int, end: int) -> int:
    """The nearest end of a word at or before ``end``; ``last`` if there is none after it."""
    if end < len(text) and not text[end].isspace():
        while end > last and not text[end - 1].isspace():
            end -= 1
    while end > last and text[end - 1].isspace():
        end -= 1
    return end


def _beginning(text: str, length: int) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    end = _cut_at_words_after(text, start, min(start + length, len(text)))
    return start, end if end > start else min(start + length, len(text))


def _snippet(text: str, start: int, end: int, matches: Sequence[Match]) -> Snippet:
    gaps = [gap.span() for gap in _WIDE.finditer(text, start, end)]
    inside = [match for match in matches if start <= match.start and match.end <= end]
    marks = [(_folded(one.start, start, gaps), _folded(one.end, start, gaps)) for one in inside]
    return Snippet(
        text=" ".join(text[start:end].split()),
        marks=tuple(marks),
        variants=tuple(mark for mark, match in zip(marks, inside, strict=True) if match.variant),
        start=start,
        end=end,
        cut_before=bool(text[:start].strip()),
        cut_after=bool(text[end:].strip()),
    )


def _folded(offset: int, start: int, gaps: Sequence[tuple[int, int]]) -> int:
    """Where an offset that is not inside white space lands when each gap becomes one space."""
    if not gaps:
        return offset - start
    before = gaps[: bisect_left(gaps, (offset, offset))]
    return offset - start - sum(past - first - 1 for first, past in before)
