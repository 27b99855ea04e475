from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engine import IndexPage
from index.errors import QueryTooLongError
from index.facts import FactKind
from index.fields import FIELD_NAMES
from index.joining import Wanted
from index.match import find
from index.parse import WarningCode, parse
from index.query import (
    And,
    DateRange,
    Everything,
    FactIs,
    Fuzzy,
    Identifier,
    IdentifierPrefix,
    Mentioned,
    Near,
    Not,
    Nothing,
    NumberField,
    NumberRange,
    Or,
    Phrase,
    Prefix,
    SourceIs,
    Stem,
    Term,
    TextField,
    Wildcard,
)
from index.show import show
from ingest.records import PageSource

A, B, C = Term("a"), Term("b"), Term("c")


TITLE = TextField.TITLE


def _no_identifiers():
    several = [("2019", "2020"), ("2019", "04"), ("06", "2017"), ("10", "30", "2015")]
    return And((Term("2019"), *(phrase(*words) for words in several)))


def _other_numbers():
    ends = [("60", "year", "old"), ("3", "4", "5")]
    amount = phrase("1", "234", "567")
    return And((amount, Term("1990s"), Term("401260th"), *(phrase(*words) for words in ends)))


def _near_in(field, *words):
    return Near(tuple(Term(word, field) for word in words), 2, field)


def _in_title(kind, *parts):
    return kind(parts, TITLE)


def phrase(*words, field=TextField.TEXT):
    return Phrase(tuple(Term(word, field) for word in words), field)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Overtime", Stem("overtime")),
        ('"Overtime"', Term("overtime")),
        ("“Overtime”", Term("overtime")),
        ("it 2019 a4b Größe", And((Term("it"), Term("2019"), Term("a4b"), Stem("grosse")))),
        ("müller дело", And((Stem("muller"), Term("дело")))),
        ("title:memos", Stem("memos", TITLE)),
        ('title:"memos"', Term("memos", TITLE)),
        ("agency:police", Term("police", TextField.AGENCY)),
        ("agency:a w/2 police", _near_in(TextField.AGENCY, "a", "police")),
        ("officer w/10 complaint", Near((Stem("officer"), Stem("complaint")), 10)),
        ('officer w/10 "complaint"', Near((Stem("officer"), Term("complaint")), 10)),
        ('"officer complaint"~10', Near((Term("officer"), Term("complaint")), 10)),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a or b", And((A, Term("or"), B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("(a b) c", And((A, B, C))),
        ("(a)OR(b)", Or((A, B))),
        ("+a +b", And((A, B))),
        ("a -b", And((A, Not(B)))),
        ("a NOT b", And((A, Not(B)))),
        ("a OR -b", Or((A, And((Everything(), Not(B)))))),
        ("-a", And((Everything(), Not(A)))),
        ("NOT NOT a", A),
        ("-(a b)", And((Everything(), Not(And((A, B)))))),
        ('-"a b" c', And((Not(phrase("a", "b")), C))),
        ("a - b", And((A, B))),
        ("a -- b", And((A, B))),
        ("*", Everything()),
        ("* -a", And((Everything(), Not(A)))),
        ('"a b"', phrase("a", "b")),
        ("“a b”", phrase("a", "b")),
        ("„a b“", phrase("a", "b")),
        ("«a b»", phrase("a", "b")),
        ('"a OR -b"', phrase("a", "or", "b")),
        ('"a"', A),
        ("harass*", Prefix("harass")),
        ('"a harass* b"', Phrase((A, Prefix("harass"), B))),
        ("IAD2019-04*", Phrase((Term("iad2019"), Prefix("04")))),
        ("har*ss", Wildcard("har*ss")),
        ("*oat", Wildcard("*oat")),
        ("?OAT", Wildcard("?oat")),
        ("w?m?n*", Wildcard("w?m?n*")),
        ("w?m?", Wildcard("w?m?")),
        ("h**s**", Wildcard("h*s*")),
        ("harass**", Prefix("harass")),
        ("02091-*71", Phrase((Term("02091"), Wildcard("*71")))),
        ('title:"a ?oat"', _in_title(Phrase, Term("a", TITLE), Wildcard("?oat", TITLE))),
        ("Flores~", Fuzzy("flores", 1)),
        ("flores~2", Fuzzy("flores", 2)),
        ("flores~0", Term("flores")),
        ('"jose flores~1 a"', Phrase((Term("jose"), Fuzzy("flores", 1), A))),
        ("C-71~1", Phrase((C, Fuzzy("71", 1)))),
        ('"a b"~10', Near((A, B), 10)),
        ('"a b* c~2"~0', Near((A, Prefix("b"), Fuzzy("c", 2)), 0)),
        ('title:"a b"~3', Near((Term("a", TITLE), Term("b", TITLE)), 3, TITLE)),
        ("a w/10 b", Near((A, B), 10)),
        ("a W/10 b c", And((Near((A, B), 10), C))),
        ("-a w/3 b", And((Everything(), Not(Near((A, B), 3))))),
        ("a OR b w/3 c", Or((A, Near((B, C), 3)))),
        ("a w/3 b w/4 c", And((Near((A, B), 3), Near((B, C), 4)))),
        ('"a b" w/3 c*', Near((phrase("a", "b"), Prefix("c")), 3)),
        ("a w/3 (b OR c)", Or((Near((A, B), 3), Near((A, C), 3)))),
        ("title:a w/3 b", Near((Term("a", TITLE), Term("b", TITLE)), 3, TITLE)),
        ("title:a w/3 title:b", Near((Term("a", TITLE), Term("b", TITLE)), 3, TITLE)),
        ("w/o a", And((phrase("w", "o"), A))),
        ('"a w/10 b"', phrase("a", "w", "10", "b")),
        ("agency:boston", Term("boston", TextField.AGENCY)),
        ('type:"use of force"', phrase("use", "of", "force", field=TextField.TYPE)),
        ("source:OCR", SourceIs(PageSource.OCR)),
        ("source:text_layer", SourceIs(PageSource.TEXT_LAYER)),
        ("02091-C-71", Or((phrase("02091", "c", "71"), Identifier("02091-c-71")))),
        ("IAD2019-0412", Or((phrase("iad2019", "0412"), Identifier("iad2019-0412")))),
        ("C05769561", Or((Term("c05769561"), Identifier("c05769561")))),
        ("617-343-4500", Or((phrase("617", "343", "4500"), Identifier("617-343-4500")))),
        ('"(617) 343-4500"', Or((phrase("617", "343", "4500"), Identifier("617-343-4500")))),
        ('"IAD2019 0412"~3', Near((Term("iad2019"), Term("0412")), 3)),
        ("title:IAD2019-0412", phrase("iad2019", "0412", field=TITLE)),
        ("id:IAD2019-0412", Identifier("iad2019-0412")),
        ('ID:"I.A.D. 2019 0412"', Identifier("i-a-d-2019-0412")),
        ("id:lAD20|9-O4l2", Identifier("lad20|9-o4l2")),
        ("id:IAD2019*", IdentifierPrefix("iad2019")),
        ('id:"IAD 2019*"', IdentifierPrefix("iad-2019")),
        ("badge:T-4471", FactIs(FactKind.BADGE, "T4471")),
        ("affairs:iad2019-0412", FactIs(FactKind.AFFAIRS, "2019-0412")),
        ('phone:"(617) 555-0142"', FactIs(FactKind.PHONE, "617-555-0142")),
        ("mentions:2017", Mentioned(date(2017, 1, 1), date(2017, 12, 31))),
        ("mentions:[2017-06 TO *]", Mentioned(date(2017, 6, 1), None)),
        ("-id:IAD2019-0412", And((Everything(), Not(Identifier("iad2019-0412"))))),
        (
            "a OR IAD2019-0412 OR id:iad2019-0412",
            Or((A, phrase("iad2019", "0412"), Identifier("iad2019-0412"))),
        ),
        ("IAD2019-0412 w/3 a", Near((phrase("iad2019", "0412"), A), 3)),
        ("2019 2019-2020 2019-04 06-2017 10/30/2015", _no_identifiers()),
        ("1,234,567 1990s 401260th 60-year-old 3-4-5", _other_numbers()),
        ("full-time", phrase("full", "time")),
        ("O’Brien's", Stem("obrien")),
        ("10:30", phrase("10", "30")),
        ("http://a.b/c", phrase("http", "a", "b", "c")),
        ("Subject: a", And((Stem("subject"), A))),
        ("title:a", Term("a", TextField.TITLE)),
        ("Title:a*", Prefix("a", TextField.TITLE)),
        ("title:OR", Term("or", TextField.TITLE)),
        ('release:"a b"', phrase("a", "b", field=TextField.RELEASE)),
        ("-title:a b", And((Not(Term("a", TextField.TITLE)), B))),
        ("immi-\ngration", Or((phrase("immi", "gration"), Stem("immigration")))),
        ("a & b", And((A, B))),
    ],
)
def test_read_without_a_warning(typed, expected):
    """What follows the grammar is read as it says."""
    parsed = parse(typed)
    assert (expected, ()) == (parsed.query, parsed.warnings)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017-06-05", date(2017, 6, 5), date(2017, 6, 5)),
        (">2017-06", date(2017, 7, 1), None),
        (">=2017-06", date(2017, 6, 1), None),
        ("<2017", None, date(2016, 12, 31)),
        ("<=2017", None, date(2017, 12, 31)),
        (">= 2017", date(2017, 1, 1), None),
        ("[2017-01-01 TO *]", date(2017, 1, 1), None),
        ("[2016 TO 2017-06]", date(2016, 1, 1), date(2017, 6, 30)),
        ("[* TO *]", None, None),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_dates(value, first, last):
    """A day, a month or a year is taken whole, also as the end of a range."""
    assert (DateRange(first, last), ()) == (
        parse(f"date:{value}").query,
        parse(f"date:{value}").warnings,
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("page:2", NumberRange(NumberField.PAGE, 2, 2)),
        ("page:>2", NumberRange(NumberField.PAGE, 2, None, exclusive=True)),
        ("page:<=2", NumberRange(NumberField.PAGE, None, 2)),
        ("page:[2 TO 5]", NumberRange(NumberField.PAGE, 2, 5)),
        ("page:[2 TO *]", NumberRange(NumberField.PAGE, 2, None)),
        ("confidence:<0.7", NumberRange(NumberField.CONFIDENCE, None, 0.7, exclusive=True)),
        ("confidence:>= 0.7", NumberRange(NumberField.CONFIDENCE, 0.7, None)),
        ("confidence:[0.2 TO 0.5]", NumberRange(NumberField.CONFIDENCE, 0.2, 0.5)),
        ("confidence:[* TO *]", NumberRange(NumberField.CONFIDENCE, None, None)),
    ],
)
def test_numbers(typed, expected):
    """A number, a comparison or a range, whose ends are included."""
    assert (expected, ()) == (parse(typed).query, parse(typed).warnings)


@pytest.mark.parametrize(
    ("typed", "read_as", "codes"),
    [
        ("", "", ["empty-query"]),
        (" \n", "", ["empty-query"]),
        ("&", "", ["no-words"]),
        ("OR", "", ["lone-operator", "no-words"]),
        ('"a b', '"a b"', ["unclosed-quote"]),
        ("a AND", "a", ["lone-operator"]),
        ("OR a", "a", ["lone-operator"]),
        ("a OR OR b", "a OR b", ["lone-operator"]),
        ("a NOT", "a", ["lone-operator"]),
        ("(a b", "a b", ["unclosed-bracket"]),
        ("a) b", "a b", ["stray-bracket"]),
        ("a:) b", "a b", ["stray-bracket"]),
        ("()", "", ["no-words"]),
        ("a-*b-*,c", '"a *b c"', ["star-dropped"]),
        ('"a * b"', '"a b"', ["star-dropped"]),
        ("a~5*b", '"a 5*b"', ["tilde-dropped"]),
        ("paid?", "paid", ["question-mark-dropped"]),
        ('"was it paid?"', '"was it paid"', ["question-mark-dropped"]),
        ("~flores", "~flores", []),
        ("~~flores", "flores", ["tilde-dropped"]),
        ("~flores~1", "flores~1", ["tilde-dropped"]),
        ("~flo*", "flo*", ["tilde-dropped"]),
        ('"~jose ~flores"', '"~jose ~flores"', []),
        ('"~flores"', '"~flores"', []),
        ("-title:~flores?", "-title:~flores", ["question-mark-dropped"]),
        ("a~b", '"a b"', ["tilde-dropped"]),
        ("flores~3", "flores~2", ["distance-limited"]),
        ("flores~1996", "flores~2", ["distance-limited"]),
        ('"flores"~5', '"flores"', ["lone-operator"]),
        ("a w/5", "a", ["lone-operator"]),
        ("w/5 a", "a", ["lone-operator"]),
        ("a w/5 -b", "a -b", ["lone-operator"]),
        ("a w/5 OR b", "a OR b", ["lone-operator"]),
        ("a w/5 & b", "a b", ["not-near"]),
        ("(a b) w/5 c", "a b c", ["not-near"]),
        ("a w/5 title:c", "a title:c", ["not-near"]),
        ("a w/5 date:2017 w/2 b", "a date:[2017-01-01 TO 2017-12-31] b", ["not-near", "not-near"]),
        ("agent:boston", "agent boston", ["unknown-field"]),
        ('-agent:"a b" c', '-(agent "a b") c', ["unknown-field"]),
        ("page:two", "page two", ["bad-number"]),
        ("page:1.5", 'page "1 5"', ["bad-number"]),
        ("page:[5 TO 2]", "page:[2 TO 5]", ["reversed-range"]),
        ("confidence:<70", "confidence 70", ["bad-number"]),
        ("source:fax", "source fax", ["bad-source"]),
        ("id:overtime", "id overtime", ["bad-identifier"]),
        ("id:71", "id 71", ["bad-identifier"]),
        ("id:2*", "id 2*", ["bad-identifier"]),
        ("id:IAD?019-0412", 'id "iad?019 0412"', ["bad-identifier"]),
        ("(a OR id:IAD2019-0412) w/3 b", "(a OR id:iad2019-0412) b", ["not-near"]),
        ("title:(a b)", "title a b", ["field-without-value"]),
        ("date:soon", "date soon", ["bad-date"]),
        ("date:2017-13", 'date "2017 13"', ["bad-date"]),
        ("date:>9999", "date 9999", ["bad-date"]),
        ("date:[2017 TO", "date 2017 to", ["bad-date"]),
        ("date:[2018 TO 2017]", "date:[2017-01-01 TO 2018-12-31]", ["reversed-range"]),
    ],
)
def test_repaired_with_a_warning(typed, read_as, codes):
    """What does not follow the grammar is repaired, and the repair is told."""
    parsed = parse(typed)
    assert (read_as, codes) == (show(parsed.query), [w.code.value for w in parsed.warnings])


def test_warning_says_where_and_what_to_do():
    """A warning has its place in the query and names what could be typed instead."""
    (warning,) = parse("a agent:b").warnings

    assert (warning.code, warning.position) == (WarningCode.UNKNOWN_FIELD, 2)
    for name in FIELD_NAMES:
        assert f"{name}:" in warning.message


def test_nothing_is_searched_for_when_nothing_was_typed():
    """An empty query means no page, not every page."""
    assert Nothing() == parse("").query


@pytest.mark.parametrize(
    ("typed", "position"), [("a" * 4097, 4096), ("a " * 501, 1000), ("(" * 65 + "a", 64)]
)
def test_limits(typed, position):
    """A query past a limit is refused with the place and what to do."""
    with pytest.raises(QueryTooLongError, match=r"[Ll]eave|[Ss]horten") as refused:
        parse(typed)
    assert position == refused.value.position


def test_at_the_limits():
    """A query of exactly the longest length, most words and deepest brackets is read."""
    assert len(parse("a " * 500).query.clauses) == 500
    assert parse("(" * 64 + "a" + ")" * 64).query == A
    assert Stem("a" * 4096) == parse("a" * 4096).query


typed_text = st.text(
    st.sampled_from('aB1 \n\t"“»()-+*?~/w:<>[]’&\u00ad') | st.characters(), max_size=80
)
pieces = st.sampled_from(
    [
        *("id:", "IAD2019", "-0412", "0412", "|", "complaints", '"complaints"'),
        *("OR", "AND", "NOT", "w/3", "title:", "date:", "page:", "confidence:", "source:", "ocr"),
        *"-()?*~ ",
        *('"', "a", "a*b", "?a", "a~1", '"a b"~5', "2017", "<0.5", "[1 TO 2]", " ", " "),
    ]
)


@given(typed_text | st.lists(pieces, max_size=30).map("".join))
def test_anything_can_be_typed(typed):
    """Any text is read; what it was read as reads as the same again, with warnings in place."""
    parsed = parse(typed)

    assert parsed.query == parse(show(parsed.query)).query
    assert all(0 <= warning.position <= len(typed) for warning in parsed.warnings)
    assert all(warning.message.endswith(".") for warning in parsed.warnings)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("a b c", "a OR b OR c"),
        ("a", "a"),
        ("a -b c", "(a OR c) -b"),
        ("-a -b", "-a -b"),
        ("+a b c", "(b OR c) a"),
        ("+a +b", "a b"),
        ("a b AND c", "a OR (b c)"),
        ("a +b AND c d", "(a OR d) b c"),
        ("a b OR c", "a OR b OR c"),
        ("a (b c)", "a OR b OR c"),
        ("a (b AND c)", "a OR (b c)"),
        ("+(a b) c", "c (a OR b)"),
        ("drive-by shooting", "drive OR by OR shooting"),
        ("+drive-by shooting", 'shooting "drive by"'),
        ("-drive-by shooting", 'shooting -"drive by"'),
        ("drive-by AND shooting a", '("drive by" shooting) OR a'),
        ('"drive-by" shooting', '"drive by" OR shooting'),
        ("IAD-2017-04 shooting", "IAD-2017-04 OR shooting"),
        ('"a b" c', '"a b" OR c'),
        ("-(a b) c", "c -(a b)"),
        ("a w/3 b c", "a w/3 b OR c"),
        ("a b date:2017", "(a OR b) date:[2017-01-01 TO 2017-12-31]"),
        ("(source:ocr OR page:2) a b", "(a OR b) (source:ocr OR page:[2 TO 2])"),
        ("title:memo a b", "(a OR b) title:memo"),
        ("re:a b", "re OR a OR b"),
        ("", ""),
    ],
)
def test_any_of_the_words(typed, read_as):
    """Of any words, those that stand beside each other need not all be there; the rest must."""
    assert parse(read_as).query == parse(typed, Wanted.ANY).query


@given(typed_text | st.lists(pieces, max_size=30).map("".join))
def test_any_of_the_words_can_be_typed_too(typed):
    """What any of the words was read as means the same when it is typed for all of them."""
    parsed = parse(typed, Wanted.ANY)
    assert parsed.query == parse(show(parsed.query)).query


@given(
    st.lists(pieces | st.sampled_from(["+", "AND", "b", "c"]), max_size=12).map(" ".join),
    st.lists(st.sampled_from("abc"), max_size=4).map(" ".join),
)
def test_any_of_the_words_finds_no_less(typed, text):
    """A page that holds all of the words is among those that hold any of them."""
    page = IndexPage("d", 1, text)
    if find(parse(typed).query, page) is not None:
        assert find(parse(typed, Wanted.ANY).query, page) is not None
