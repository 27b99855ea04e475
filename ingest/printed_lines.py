"""Lines as they are printed: the cells of a row on one line, and empty lines only where gaps are.

A reader of text layers finds a table's cells one by one, each as a block of its own. Shown so, each
would stand on a line of its own with an empty line after it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ingest.layout import Block, Layout, Line

_LEVEL = 0.5
"""Share of the lower line's height that two pieces of one printed line have in common."""
_GAP, _WIDER = 0.7, 1.5
"""A gap above so many line heights parts two blocks, if it is also so many times wider than the
page's gaps mostly are: in a double-spaced table each row would stand alone."""
_FEWEST_GAPS = 3
_CELL_LINES = 2
"""Blocks of so many lines beside each other are cells of a form; of more, columns of text."""


def as_printed(layout: Layout) -> Layout:
    """The same words, those that stand on one line brought together.

    Only blocks of a single line that follow each other are brought together: columns of text stay
    apart. The order of the rest does not change.
    """
    blocks = [block for row in _rows(layout.blocks) for block in row]
    widest = _widest_gap(blocks)
    joined: list[list[Line]] = []
    for number, block in enumerate(blocks):
        if number and _goes_on(blocks[number - 1], block, widest):
            joined[-1] += block
        else:
            joined.append(list(block))
    return Layout(tuple(map(tuple, joined)))


def _widest_gap(blocks: Sequence[Block]) -> float:
    """The gap, in line heights, up to which lines of a page belong together."""
    pairs = [(one[-1], next_[0]) for one, next_ in pairwise(blocks)]
    # The lines within a form's cells stand close; their gaps say nothing of those between rows.
    pairs += [pair for block in blocks if len(block) > _CELL_LINES for pair in pairwise(block)]
    gaps = [gap for pair in pairs if (gap := _gap(*pair)) >= -_LEVEL]
    return max(_GAP, _WIDER * median(gaps)) if len(gaps) >= _FEWEST_GAPS else _GAP


def _rows(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks, those of one printed line as one."""
    row: list[Line] = []
    left = right = 0.0
    for block in blocks:
        line = block[0]
        first, last = line[0].box.left, line[-1].box.right
        if len(block) > 1:
            yield [*_one_line(row), block]
            row = []
        elif row and _is_level(row[0], line) and (first >= right or last <= left):
            row.append(line)
            left, right = min(left, first), max(right, last)
        else:
            yield _one_line(row)
            row, left, right = [line], first, last
    yield _one_line(row)


def _one_line(row: Sequence[Line]) -> list[Block]:
    in_order = sorted(row, key=lambda line: line[0].box.left)
    return [(tuple(word for line in in_order for word in line),)] if row else []


def _is_level(one: Line, other: Line) -> bool:
    common = min(_bottom(one), _bottom(other)) - max(_top(one), _top(other))
    return common > _LEVEL * min(_height(one), _height(other))


def _goes_on(above: Block, block: Block, widest: float) -> bool:
    gap = _gap(above[-1], block[0])
    if gap >= -_LEVEL:
        return gap <= widest
    are_cells = max(len(above), len(block)) <= _CELL_LINES
    return are_cells and _top(block[0]) < _bottom(above[-1]) and _bottom(block[-1]) > _top(above[0])


def _gap(above: Line, line: Line) -> float:
    """From the foot of a line to the head of the next, in heights of the lower; below 0 upward."""
    return (_top(line) - _bottom(above)) / max(min(_height(above), _height(line)), 1e-6)


def _top(line: Line) -> float:
    return min(word.box.top for word in line)


def _bottom(line: Line) -> float:
    return max(word.box.bottom for word in line)


def _height(line: Line) -> float:
    return _bottom(line) - _top(line)
