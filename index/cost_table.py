"""The cheapest ways to read printed words as others: many words against a few, at once.

The many come in order, and what begins alike is worked out once: letter by letter, each beginning
is compared with every beginning of the few words that is about as long. Beginnings that no end
makes cheap enough are left behind, with all words that begin so.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.misread_costs import IMPOSSIBLE, LETTERS, Confusions, Costs, known_confusions

Codes = NDArray[np.uint32]
"""Letters as numbers."""

Rows = NDArray[np.int64]

OTHER: Final = len(LETTERS)
"""The class of every letter that no confusion is known of."""

_NONE: Final = OTHER + 1
_COUNT: Final = _NONE + 1
_NO_LETTER: Final = 2**32 - 1


@dataclass(frozen=True, eq=False)
class Reading:
    """What it costs to make one of many words of one of few, by the classes of letters.

    Attributes:
        change: A letter of the few, a letter of the many.
        passed: A letter of the few that the many lack.
        extra: A letter of the many that the few lack.
        two: Two letters of the few, one of the many.
        parted: A letter of the few, two of the many.
    """

    change: Costs
    passed: Costs
    extra: Costs
    two: Costs
    parted: Costs


@cache
def reading(*, few_printed: bool) -> Reading:
    """The costs where the few words are printed and the many read, or the other way round."""
    known = known_confusions()
    change = _impossible(2)
    letters = [[known.of_one(one, other) for other in LETTERS] for one in LETTERS]
    change[:_NONE, :_NONE] = known.changed
    change[:OTHER, :OTHER] = letters
    dropped, added = _impossible(1), _impossible(1)
    dropped[:_NONE] = [*map(known.of_drop, LETTERS), known.dropped]
    added[:_NONE] = known.of_addition
    merged, parted = _pairs(known)
    if few_printed:
        return Reading(change, dropped, added, merged, parted)
    return Reading(
        change.T.copy(), added, dropped, parted.transpose(1, 2, 0), merged.transpose(2, 0, 1)
    )


def _pairs(known: Confusions) -> tuple[Costs, Costs]:
    """By classes: two printed letters and the one read; a printed letter and the two read."""
    merged, parted = _impossible(3), _impossible(3)
    for pair, reads in known.merged.items():
        for read, cost in reads:
            merged[_class(pair[0]), _class(pair[1]), _class(read)] = cost
    for letter, pairs in known.parted.items():
        for pair, cost in pairs:
            parted[_class(letter), _class(pair[0]), _class(pair[1])] = cost
    return merged, parted


def _impossible(dimensions: int) -> Costs:
    return np.full((_COUNT,) * dimensions, IMPOSSIBLE, dtype=np.int32)


def classes(codes: Codes) -> NDArray[np.uint8]:
    """For each letter its place in ``LETTERS``; ``OTHER`` for any other."""
    return _CLASSES[np.minimum(codes, len(_CLASSES) - 1)]


@dataclass(frozen=True, eq=False)
class Many:
    """Words that begin where ``starts`` says in ``letters``; any, in the order of their letters."""

    letters: Codes
    starts: Rows
    lengths: Rows


class Few:
    """Some words, each with what it may cost at most.

    Args:
        words: The codes of their letters.
        most: For each.
        shift: Letters by which a word of the many may be longer or shorter.
        costs: What it costs.
    """

    def __init__(self, words: list[Codes], most: Costs, shift: int, costs: Reading) -> None:
        self.lengths = np.array([len(word) for word in words], dtype=np.int64)
        self.most, self.shift = most, shift
        rows = int(self.lengths.max(initial=0)) + 3 * shift + 2
        self.codes = np.full((rows, len(words)), _NO_LETTER, dtype=np.uint32)
        self.classes = np.full((rows, len(words)), _NONE, dtype=np.int64)
        for at, word in enumerate(words):
            self.codes[shift + 1 : shift + 1 + len(word), at] = word
            self.classes[shift + 1 : shift + 1 + len(word), at] = classes(word)
        self.has_others = bool((self.classes == OTHER).any())
        self._table(costs)

    def _table(self, costs: Reading) -> None:
        """For every letter of each word, a row a place, what it and the one before may become."""
        flat = len(self.classes), -1
        self.change = costs.change[self.classes].reshape(flat)
        self.passed = costs.passed[self.classes]
        self.extra = costs.extra
        before = np.full_like(self.classes, _NONE)
        before[1:] = self.classes[:-1]
        two = costs.two[before, self.classes]
        self.two = two.reshape(flat)
        merges: NDArray[np.bool_] = np.logical_or.reduce(two < IMPOSSIBLE, axis=(1, 2))
        self.merges = merges.tolist()
        self.parted = costs.parted.reshape(_COUNT, -1)
        self.may_part = np.logical_or.reduce(self.parted < IMPOSSIBLE, axis=0)
        self.least_parted = self.parted.min()

    def before(self) -> "_Beginnings":
        """The beginning of the many without any letter, for each word."""
        line = np.full((2 * self.shift + 1, len(self.lengths)), IMPOSSIBLE, dtype=np.int32)
        line[self.shift] = 0
        for row in range(self.shift + 1, 2 * self.shift + 1):
            line[row] = line[row - 1] + self.passed[row]
        each = np.arange(len(self.lengths))
        nothing, free = np.full_like(each, _NONE), np.zeros(len(each), dtype=np.int32)
        return _Beginnings(each, line, np.full_like(line, IMPOSSIBLE), nothing, free, free)


@dataclass(frozen=True, eq=False)
class _Beginnings:
    """Beginnings of many words, each against one of the few.

    Attributes:
        owner: Which of the few.
        line: A column each: the costs of making it of the few's beginnings that are up to
            ``shift`` letters shorter, to as much longer.
        above: The same without its last letter.
        last: The class of its last letter.
        least: Of ``line``, for each.
        least_above: Of ``above``, for each.
    """

    owner: Rows
    line: Costs
    above: Costs
    last: Rows
    least: Costs
    least_above: Costs


def within(few: Few, each: Rows, many: Many, places: Rows) -> tuple[Rows, Costs]:
    """The pairs that cost something and at most what they may, in any order, and their costs.

    Args:
        few: The few words.
        each: For each pair which of the few; ascending.
        many: The many words.
        places: For each pair where the word stands among the many; ascending for each of the few.
    """
    found = [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32))]
    at = few.before()
    live, node, depth = np.arange(len(each)), each, 0
    starts, lengths = many.starts[places], many.lengths[places]
    while len(live):
        codes = many.letters.take(starts + depth, mode="clip")
        depth += 1
        begins = np.ones(len(live), dtype=np.bool_)
        begins[1:] = (node[1:] != node[:-1]) | (codes[1:] != codes[:-1])
        firsts = np.flatnonzero(begins)
        at = _longer(few, at, node[firsts], codes[firsts], depth)
        node = np.cumsum(begins) - 1
        ended = np.flatnonzero(lengths == depth)
        kept, costs = _ended(few, at, node[ended], depth)
        found.append((live[ended[kept]], costs))
        goes_on = _hopeful(few, at)[node] & (lengths > depth)
        live, node, starts, lengths = (one[goes_on] for one in (live, node, starts, lengths))
    return np.concatenate([p for p, _ in found]), np.concatenate([c for _, c in found])


def _longer(few: Few, at: _Beginnings, parents: Rows, codes: Codes, depth: int) -> _Beginnings:
    """Beginnings with a letter more, given which they go on from."""
    owner, letters = at.owner.take(parents), classes(codes).astype(np.int64)
    above = at.line.take(parents, axis=1)
    band = slice(depth, depth + 2 * few.shift + 1)
    own = owner * _COUNT + letters
    changed = few.change[band].take(own, axis=1)
    if few.has_others:
        np.copyto(changed, 0, where=few.codes[band].take(owner, axis=1) == codes)
    line = above + changed
    np.minimum(line[:-1], above[1:] + few.extra.take(letters), out=line[:-1])
    _two_as_one(few, depth, own, above, line)
    twos = at.last.take(parents) * _COUNT + letters
    if len(some := np.flatnonzero(few.may_part.take(twos))):
        printed = few.classes[band][:-1].take(owner[some], axis=1)
        parted = few.parted.take(printed * _COUNT**2 + twos[some])
        parted += at.above[1:].take(parents[some], axis=1)
        line[:-1, some] = np.minimum(line[:-1].take(some, axis=1), parted)
    passed = few.passed[band].take(owner, axis=1)
    for row in range(1, len(line)):
        np.minimum(line[row], line[row - 1] + passed[row], out=line[row])
    return _Beginnings(owner, line, above, letters, line.min(axis=0), at.least.take(parents))


def _two_as_one(few: Few, depth: int, own: Rows, above: Costs, line: Costs) -> None:
    """Take two letters of the few as one of the many where that is cheaper."""
    for row in range(1, len(line)):
        if few.merges[depth + row]:
            costs = above[row - 1] + few.two[depth + row].take(own)
            np.minimum(line[row], costs, out=line[row])


def _ended(few: Few, at: _Beginnings, nodes: Rows, depth: int) -> tuple[NDArray[np.bool_], Costs]:
    """Which of some beginnings are words that may be taken, and their costs."""
    owner = at.owner[nodes]
    rows = few.lengths[owner] - depth + few.shift
    is_near = (rows >= 0) & (rows <= 2 * few.shift)
    costs = at.line[np.where(is_near, rows, 0), nodes]
    kept: NDArray[np.bool_] = is_near & (costs <= few.most[owner]) & (costs > 0)
    return kept, costs[kept]


def _hopeful(few: Few, at: _Beginnings) -> NDArray[np.bool_]:
    """Which beginnings are not yet too dear."""
    least = np.minimum(at.least, at.least_above + few.least_parted)
    hopeful: NDArray[np.bool_] = np.less_equal(least, few.most.take(at.owner))
    return hopeful


def _class(letter: str) -> int:
    return int(_CLASSES[ord(letter)])


def _class_table() -> NDArray[np.uint8]:
    table = np.full(128, OTHER, dtype=np.uint8)
    for place, letter in enumerate(LETTERS):
        table[ord(letter)] = place
    return table


_CLASSES: Final = _class_table()
