"""How good an order of documents is, given what people judged: nDCG."""

import math
from collections.abc import Callable, Mapping, Sequence

Gain = Callable[[int], float]


def linear_gain(grade: int) -> float:
    """A document is worth its grade."""
    return float(max(grade, 0))


def exponential_gain(grade: int) -> float:
    """The best documents are worth much more than good ones: 1, 3, 7, 15."""
    return float(2 ** max(grade, 0) - 1)


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], *, gain: Gain, depth: int = 10) -> float:
    """Normalized discounted cumulative gain of the first documents, 0 to 1.

    Args:
        ranked: Ids of the documents found, best first, each once.
        grades: What was judged of documents, 0 for of no use; those not judged are of no use too.
        gain: What a grade is worth.
        depth: How many documents are looked at.

    Returns:
        The gain in this order divided by that in the best possible one; 0 if nothing is of use.
    """
    best = _discounted(sorted((gain(grade) for grade in grades.values()), reverse=True)[:depth])
    found = _discounted([gain(grades.get(document, 0)) for document in ranked[:depth]])
    return found / best if best else 0.0


def _discounted(gains: Sequence[float]) -> float:
    """The document at place n, counted from 1, counts by 1 / log2(n + 1)."""
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))
