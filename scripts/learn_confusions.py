"""Learn what OCR confuses from pairs of words, and write ``index/confusions.json``.

Run with ``python -m scripts.learn_confusions PAIRS``. A line of PAIRS is a word as printed, a tab,
the word as read, a tab, how often; ``python -m benchmarks.misread_pairs`` makes such a file. Each
pair is aligned by the costs known so far, the confusions on the cheapest way are counted, and the
counts make the costs of the next round. The costs there were count as some occurrences too, so
that what the pairs do not show is kept. Letters are kept and no words.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from index.misread_costs import LETTERS

TARGET = Path(__file__).parent.parent / "index" / "confusions.json"

ROUNDS = 4
BELIEF = 40
"""Occurrences that the costs from before count for."""
FEWEST = 2.5
"""A confusion seen less often is no confusion of its own."""
NEW_PAIR = 170
"""What a pair of letters read as one, or one as a pair, costs before it is known."""
MOST_A_LETTER = 75
"""Words that cost more for each of their letters are not the same word."""

Step = tuple[str, str]
"""What is printed and what is read: nothing, a letter or two."""


class Costs:
    """The costs of steps in one round."""

    def __init__(self, known: dict[str, int], changed: int, dropped: int, added: int) -> None:
        self.known, self.changed, self.dropped, self.added = known, changed, dropped, added

    def of(self, printed: str, read: str) -> int:
        """What a step costs."""
        if printed == read:
            return 0
        if known := self.known.get(f"{printed}>{read}"):
            return known
        if not read:
            return self.dropped
        if not printed:
            return self.added
        return self.changed if len(printed) == len(read) == 1 else NEW_PAIR


def cheapest(printed: str, read: str, costs: Costs) -> tuple[int, tuple[Step, ...]]:
    """The cost of the cheapest way from one word to the other, and its steps."""

    @cache
    def rest(at: int, on: int) -> tuple[int, tuple[Step, ...]]:
        if at == len(printed) and on == len(read):
            return 0, ()
        ways = []
        for step in _steps(printed, read, at, on):
            cost, steps = rest(at + len(step[0]), on + len(step[1]))
            ways.append((cost + costs.of(*step), (step, *steps)))
        return min(ways)

    return rest(0, 0)


def _steps(printed: str, read: str, at: int, on: int) -> Iterator[Step]:
    for letters, others in ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2)):
        if at + letters <= len(printed) and on + others <= len(read):
            yield printed[at : at + letters], read[on : on + others]


def learnt(pairs: Counter[Step], costs: Costs) -> Costs:
    """The costs of the next round."""
    steps: Counter[Step] = Counter()
    letters: Counter[str] = Counter()
    for (printed, read), count in pairs.items():
        cost, way = cheapest(printed, read, costs)
        if cost <= MOST_A_LETTER * len(printed):
            steps.update({step: count * n for step, n in Counter(way).items()})
            letters.update({part: count * n for part, n in _parts(printed).items()})
            letters[""] += count * (len(printed) + 1)
    known = {
        f"{printed}>{read}": _cost(steps[printed, read], letters[printed], costs.of(printed, read))
        for printed, read in _wanted(steps, costs)
    }
    rare = Counter({step: n for step, n in steps.items() if f"{step[0]}>{step[1]}" not in known})
    return Costs(known, *_usual(rare, letters, costs))


def _wanted(steps: Counter[Step], costs: Costs) -> Iterator[Step]:
    for printed, read in {*steps, *(_step(name) for name in costs.known)}:
        seen = steps[printed, read] >= FEWEST or f"{printed}>{read}" in costs.known
        numbers = printed.isdigit() and (read.isdigit() or not read)
        if printed != read and seen and not numbers:
            yield printed, read


def _step(name: str) -> Step:
    printed, _, read = name.partition(">")
    return printed, read


def _usual(rare: Counter[Step], letters: Counter[str], costs: Costs) -> tuple[int, int, int]:
    """The costs of a change, a drop and an addition that is not known by its letters."""
    every = sum(letters[letter] for letter in LETTERS)
    changes = sum(n for (p, r), n in rare.items() if len(p) == len(r) == 1 and p != r)
    drops = sum(n for (_, r), n in rare.items() if not r)
    additions = sum(n for (p, _), n in rare.items() if not p)
    return (
        _cost(changes / 25, every, costs.changed),
        _cost(drops, every, costs.dropped),
        _cost(additions / 36, letters[""], costs.added),
    )


def _cost(count: float, of: float, before: int) -> int:
    chance = (count + BELIEF * 2 ** (-before / 10)) / (of + BELIEF)
    return max(1, round(-10 * math.log2(chance)))


def _parts(word: str) -> Counter[str]:
    """The letters of a word and its pairs of neighbours."""
    return Counter(word) + Counter(word[at : at + 2] for at in range(len(word) - 1))


def read_pairs(path: Path) -> Counter[Step]:
    """The pairs of a file that are one word each, of letters that confusions are known of."""
    pairs: Counter[Step] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        printed, read, count = line.split("\t")
        if {*printed, *read} <= {*LETTERS} and not printed.isdigit() and len(printed) > 1:
            pairs[printed, read] += int(count)
    return pairs


def main() -> None:
    """Write the costs that the pairs teach."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    arguments = parser.parse_args()
    before = json.loads(TARGET.read_text(encoding="utf-8"))
    costs = Costs(before["costs"], before["changed"], before["dropped"], before["added"])
    pairs = read_pairs(arguments.pairs)
    for _ in range(ROUNDS):
        costs = learnt(pairs, costs)
    written = {
        "made": before["made"],
        "changed": costs.changed,
        "dropped": costs.dropped,
        "added": costs.added,
        "costs": dict(sorted(costs.known.items())),
    }
    arguments.out.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
