from hypothesis import given
from hypothesis import strategies as st

from index.parse import parse
from index.query import And, Everything, Near, Not, Nothing, Or, Stem, Term, TextField
from index.show import show


@given(data=st.data())
def test_shown_trees_parse_back(data, trees, odd_trees):
    """The text of a tree is read as that tree, whatever its words, and without a warning."""
    tree = data.draw(trees | odd_trees)
    parsed = parse(show(tree))
    assert (tree, ()) == (parsed.query, parsed.warnings)


def test_negatives_are_shown_as_typed():
    """The pages that negatives are taken from are not shown."""
    assert show(And((Everything(), Not(Term("a")), Not(Term("b"))))) == "-a -b"


def test_brackets_only_where_needed():
    """AND binds tighter than OR, so only an OR inside an AND has brackets."""
    a, b, c = Term("a"), Term("b"), Term("c")
    assert show(Or((And((a, b)), c))) == "a b OR c"
    assert show(And((Or((a, b)), c))) == "(a OR b) c"


def test_exact_words_are_in_quotes():
    """A word that would stand for its other forms without quotes is shown in them."""
    forms, exact = Stem("complaint"), Term("complaint")
    assert show(And((forms, exact, Term("02091"), Term("no")))) == 'complaint "complaint" 02091 no'
    assert show(Term("police", TextField.AGENCY)) == "agency:police"
    assert show(Near((forms, exact), 3)) == 'complaint w/3 "complaint"'
    assert show(Near((exact, exact), 3)) == '"complaint complaint"~3'


def test_nothing_is_empty():
    """A query for nothing is shown as nothing."""
    assert show(Nothing()) == ""
