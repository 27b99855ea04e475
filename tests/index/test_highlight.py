from index.engine import IndexPage
from index.highlight import boxes_of, highlight
from index.parse import parse
from ingest.records import Box, Word

TEXT = "the task force\nmet immi-\ngration"
# the line each word stands on, from the top
LINES = {"the": 0, "task": 0, "force": 0, "met": 1, "immi-": 1, "gration": 2}


def words():
    for word, line in LINES.items():
        start = TEXT.index(word)
        left = start % 15 / 20
        top = line / 10
        yield Word(start, start + len(word), Box(left, top, left + 0.04, top + 0.05))


WORDS = tuple(words())
BOXES = dict(zip(LINES, [word.box for word in WORDS], strict=True))


def boxes(typed):
    marks = highlight(parse(typed).query, IndexPage("d", 1, TEXT, "Memo"), WORDS)
    return [found.boxes for found in marks.marked]


def test_a_word_has_its_box():
    """A match of one word has the box of that word."""
    assert boxes("met") == [(BOXES["met"],)]


def test_neighbours_on_a_line_share_a_box():
    """The words of a phrase on one line have one box round them."""
    assert boxes('"task force"') == [(BOXES["task"].joined(BOXES["force"]),)]


def test_a_match_over_two_lines_has_two_boxes():
    """What goes on in the next line has a box in each."""
    assert boxes("immigration") == [(BOXES["immi-"], BOXES["gration"])]
    assert boxes('"force met"') == [(BOXES["force"], BOXES["met"])]


def test_lines_that_overlap_a_little_stay_two():
    """Boxes of neighbouring lines that touch, as on a skewed scan, are not one line."""
    first = Word(0, 1, Box(0.1, 0.10, 0.2, 0.16))
    second = Word(2, 3, Box(0.3, 0.15, 0.4, 0.20))
    assert len(boxes_of(0, 3, (first, second))) == 2


def test_no_image_no_boxes():
    """Where there are no words with boxes the match still has its offsets."""
    marks = highlight(parse("met").query, IndexPage("d", 1, TEXT), ())
    assert [(mark.match.start, mark.boxes) for mark in marks.marked] == [(15, ())]


def test_a_page_that_matches_by_its_title():
    """A page may match with nothing to mark, which is not the same as not to match."""
    by_title = highlight(parse("title:memo").query, IndexPage("d", 1, TEXT, "Memo"), WORDS)
    by_nothing = highlight(parse("zebra").query, IndexPage("d", 1, TEXT, "Memo"), WORDS)
    assert (by_title.page_matches, by_title.matches) == (True, ())
    assert (by_nothing.page_matches, by_nothing.matches) == (False, ())
