"""What every engine must do; the memory engine is the oracle the others are compared with."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import IndexPage, PageHit, Sort
from index.errors import IndexLockedError
from index.facets import Facet, FacetCounts, Filters
from index.fields import SCHEMA_VERSION
from index.highlight import highlight
from index.limits import Limits
from index.match import find
from index.memory_engine import MemoryEngine
from index.parse import parse
from index.query import Everything, Fuzzy, Prefix, Stem, TextField, Wildcard
from index.whoosh_engine import WhooshEngine
from ingest.records import PageSource

PAGES = [
    IndexPage("memo", 1, "The task force met. Overtime was paid.", "Café memo", "R1 17-04"),
    IndexPage("memo", 2, "No force was used by the officers' task.", "Café memo", "R1 17-04"),
    IndexPage("report", 1, "Officer O’Brien: case 02091-C-71, IAD2019-0412.", "Report", "R2"),
    IndexPage(
        "report", 10, "Federal immi-\ngration law; a full-\ntime task force.", "Report", "R2"
    ),
    IndexPage("report", 2, "harassment, harassed: a harassing complaint", "Report", "R2"),
    IndexPage("letter", 1, "", "Letter", "R1 17-04"),
]
DATES = {"memo": date(2017, 6, 5), "report": date(2018, 1, 1), "letter": None}
RELEASES = {"memo": ("r1",), "report": ("r1", "r2"), "letter": ()}
REDACTED = {("memo", 1): True, ("memo", 2): False, ("report", 10): True}
AGENCIES = {"memo": "Boston Police\nState Police", "report": "Sheriff", "letter": ""}
READ = {
    ("memo", 1): (PageSource.OCR, 0.7),
    ("memo", 2): (PageSource.OCR, 0.25),
    ("report", 1): (PageSource.MIXED, 1.0),
    ("letter", 1): (PageSource.BLANK, None),
}


def dated(page):
    source, confidence = READ.get((page.document_id, page.number), (PageSource.TEXT_LAYER, None))
    return replace(
        page,
        date=DATES[page.document_id],
        agency=AGENCIES[page.document_id],
        type=page.document_id,
        source=source,
        confidence=confidence,
        releases=RELEASES[page.document_id],
        redacted=REDACTED.get((page.document_id, page.number)),
    )


def write(engine, pages, *, revision=1, without=()):
    with engine.writer(revision=revision) as writer:
        for document_id in without:
            writer.delete_document(document_id)
        for page in pages:
            writer.add(page)
    return engine


@pytest.fixture(params=["memory", "whoosh", "arrays"])
def empty(request, tmp_path):
    made = MemoryEngine("g1")
    if request.param != "memory":
        least = 0 if request.param == "arrays" else 1_000_000
        made = WhooshEngine.create(tmp_path / "index", "g1", arrays_from=least)
    yield made
    made.close()


@pytest.fixture
def engine(empty):
    return write(empty, map(dated, PAGES))


def found(engine, typed):
    return {f"{hit.document_id}/{hit.number}" for hit in engine.scan(parse(typed).query)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("overtime", "memo/1"),
        ("OVERTIME", "memo/1"),
        ("task force", "memo/1 memo/2 report/10"),
        ('"task force"', "memo/1 report/10"),
        ('"force task"', ""),
        ('"the task force met"', "memo/1"),
        ("overtime OR harassed", "memo/1 report/2"),
        ("task -overtime", "memo/2 report/10"),
        ('task -"task force"', "memo/2"),
        ("-task", "report/1 report/2 letter/1"),
        ("-(task OR case)", "report/2 letter/1"),
        ("overtime OR -force", "memo/1 report/1 report/2 letter/1"),
        ("*", "memo/1 memo/2 report/1 report/2 report/10 letter/1"),
        ("harass*", "report/2"),
        ("zebra*", ""),
        ('"a harass* complaint"', "report/2"),
        ('"ta* fo*"', "memo/1 report/10"),
        ("IAD2019-04*", "report/1"),
        ("obrien", "report/1"),
        ("o'brien's", "report/1"),
        ("officer", "memo/2 report/1"),
        ('"officer"', "report/1"),
        ('"officers"', "memo/2"),
        ("complaints", "report/2"),
        ('"complaints"', ""),
        ("harass", "report/2"),
        ("tasks forces", "memo/1 memo/2 report/10"),
        ('"tasks force"', ""),
        ("tasks-force", ""),
        ("tasks w/0 forced", "memo/1 report/10"),
        ('"tasks forced"~0', ""),
        ('tasks w/0 "forced"', ""),
        ('officer w/3 "task force"', ""),
        ('"task force" w/4 overtimes', "memo/1"),
        ("title:memos", "memo/1 memo/2"),
        ('title:"memos"', ""),
        ("type:memos", ""),
        ("-harassing", "memo/1 memo/2 report/1 report/10 letter/1"),
        ("page:2 -complaints", "memo/2"),
        ("02091-C-71", "report/1"),
        ("02091", "report/1"),
        ("C-71", "report/1"),
        ("c", "report/1"),
        ("02091-71", ""),
        ("id:02091-C-71", "report/1"),
        ("id:O2O9l-c-7I", "report/1"),
        ("id:02091C", "report/1"),
        ("id:IAD2019-0412", "report/1"),
        ('id:"I.A.D. 2019 0412"', "report/1"),
        ("id:IADZ0I9*", "report/1"),
        ("id:2019-0412", "report/1"),
        ("IAD2019-0412", "report/1"),
        ("lAD2019-O412", "report/1"),
        ('"iad2019 0412"', "report/1"),
        ("IAD2019-0412 -harassed", "report/1"),
        ("-IAD2019-0412", "memo/1 memo/2 report/2 report/10 letter/1"),
        ("IAD2019-0412 w/9 officer", "report/1"),
        ("id:IAD2019-0413", ""),
        ("id:99999*", ""),
        ("immigration", "report/10"),
        ("immi", "report/10"),
        ('"federal immigration law"', "report/10"),
        ('"immi gration law"', "report/10"),
        ('"full-time task force"', "report/10"),
        ('"fulltime task"', "report/10"),
        ('"immi law"', ""),
        ("immi-\ngration", "report/10"),
        ("title:café", "memo/1 memo/2"),
        ("title:CAFE", "memo/1 memo/2"),
        ('title:"cafe memo" overtime', "memo/1"),
        ("title:let*", "letter/1"),
        ("-title:report", "memo/1 memo/2 letter/1"),
        ("café", ""),
        ("release:17-04", "memo/1 memo/2 letter/1"),
        ("release:r2 task", "report/10"),
        ("date:2017", "memo/1 memo/2"),
        ("date:2017-06-05", "memo/1 memo/2"),
        ("date:>2017-06", "report/1 report/2 report/10"),
        ("date:<2018", "memo/1 memo/2"),
        ("date:[2017-06-05 TO 2018-01-01]", "memo/1 memo/2 report/1 report/2 report/10"),
        ("date:[* TO *]", "memo/1 memo/2 report/1 report/2 report/10"),
        ("-date:2017", "report/1 report/2 report/10 letter/1"),
        ("date:2017 -overtime", "memo/2"),
        ("*sment", "report/2"),
        ("h?rass?d", "report/2"),
        ("har*ss", ""),
        ("f*e", "memo/1 memo/2 report/10"),
        ('"?ask *orce"', "memo/1 report/10"),
        ("IAD2019-0?12", "report/1"),
        ("title:*caf?", "memo/1 memo/2"),
        ("ovretime~", "memo/1"),
        ("ovrtime~1", "memo/1"),
        ("overtimes~1", "memo/1"),
        ("pvertime~1", "memo/1"),
        ("pvertim~1", ""),
        ("pvertim~2", "memo/1"),
        ('"tusk~1 farce~1"', "memo/1 report/10"),
        ("title:repart~", "report/1 report/2 report/10"),
        ("~overt1me", "memo/1"),
        ("~0vertirne", "memo/1"),
        ("~2091", ""),
        ('"~0vertlme ~was ~paid"', "memo/1"),
        ('"~over ~time ~was"', "memo/1"),
        ("~1mm1gration", "report/10"),
        ("~0vertime w/2 ~pa1d", "memo/1"),
        ("title:~1etter", "letter/1"),
        ("agency:~sherlff", ""),
        ("task -~0vertime", "memo/2 report/10"),
        ('"force task"~0', "memo/1 report/10"),
        ('"force task"~4', "memo/1 report/10"),
        ('"force task"~5', "memo/1 memo/2 report/10"),
        ("force w/5 task -overtime", "memo/2 report/10"),
        ('"task force" w/2 overtime', "memo/1"),
        ('"task force" w/0 overtime', ""),
        ("(overtime OR law) w/5 force", "memo/1 report/10"),
        ("over* w/1 paid~1", "memo/1"),
        ('"the the"~9', ""),
        ('"was was"~2', ""),
        ('"was was"~3', "memo/1"),
        ('"was paid no force"', "memo/1"),
        ('"was paid no f*"', "memo/1"),
        ('paid w/0 "no force was"', "memo/1"),
        ('"task case"~9', ""),
        ('-"paid no force" overtime', ""),
        ('title:"memo cafe"', ""),
        ('"paid was overtime"~0', "memo/1"),
        ('"paid task was"~1', ""),
        ('"paid task was"~3', "memo/1"),
        ('"law a"~0', "report/10"),
        ("immigration w/0 law", "report/10"),
        ("title:memo w/0 cafe", "memo/1 memo/2"),
        ("-force w/5 task", "report/1 report/2 letter/1"),
        ("agency:police", "memo/1 memo/2"),
        ('agency:"boston police"', "memo/1 memo/2"),
        ("agency:sheriffs~", "report/1 report/2 report/10"),
        ("type:memo", "memo/1 memo/2"),
        ("page:2", "memo/2 report/2"),
        ("page:[2 TO 10]", "memo/2 report/2 report/10"),
        ("page:>2", "report/10"),
        ("page:<2 type:memo", "memo/1"),
        ("confidence:<0.7", "memo/2"),
        ("confidence:<=0.7", "memo/1 memo/2"),
        ("confidence:[0.5 TO 1]", "memo/1 report/1"),
        ("confidence:[* TO *]", "memo/1 memo/2 report/1"),
        ("-confidence:>0.5", "memo/2 report/2 report/10 letter/1"),
        ("source:ocr", "memo/1 memo/2"),
        ("source:blank OR source:mixed", "letter/1 report/1"),
        ("", ""),
        ("&", ""),
    ],
)
def test_pages_found(engine, typed, expected):
    """A query finds the pages it names, and its total says how many."""
    assert set(expected.split()) == found(engine, typed)
    assert len(expected.split()) == engine.search(parse(typed).query).total


def test_scan_goes_by_document_then_number(engine):
    """Every hit comes by document id, then page number as a number."""
    assert [
        PageHit("letter", 1, 0.0),
        PageHit("memo", 1, 0.0),
        PageHit("memo", 2, 0.0),
        PageHit("report", 1, 0.0),
        PageHit("report", 2, 0.0),
        PageHit("report", 10, 0.0),
    ] == list(engine.scan(Everything()))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (("letter", 1), ["memo/1", "memo/2", "report/1", "report/2", "report/10"]),
        (("memo", 7), ["report/1", "report/2", "report/10"]),
        (("minutes", 1), ["report/1", "report/2", "report/10"]),
        (("report", 10), []),
    ],
)
def test_scan_goes_on_after_a_page(engine, after, expected):
    """A scan begins after any page, one that is there or not, and still counts every hit."""
    scan = engine.scan(Everything(), after=after)
    assert scan.total == 6
    assert [f"{hit.document_id}/{hit.number}" for hit in scan] == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.DATE, "memo/1 memo/2 report/1 report/2 report/10 letter/1"),
        (Sort.NEWEST, "report/1 report/2 report/10 memo/1 memo/2 letter/1"),
        (Sort.TITLE, "memo/1 memo/2 letter/1 report/1 report/2 report/10"),
        (Sort.CONFIDENCE, "memo/2 memo/1 report/1 letter/1 report/2 report/10"),
        (Sort.SUREST, "report/1 memo/1 memo/2 letter/1 report/2 report/10"),
        (Sort.RELEVANCE, "letter/1 memo/1 memo/2 report/1 report/2 report/10"),
    ],
)
def test_orders(engine, sort, expected):
    """Each order, pages without what it goes by last, ties by document id, then number."""
    hits = engine.search(Everything(), sort=sort).hits
    assert expected.split() == [f"{hit.document_id}/{hit.number}" for hit in hits]


@pytest.mark.parametrize(
    ("typed", "chosen", "expected"),
    [
        ("*", "release=r2", "report/1 report/2 report/10"),
        ("*", "release=r1", "memo/1 memo/2 report/1 report/2 report/10"),
        ("*", "release=unknown", "letter/1"),
        ("*", "agency=Boston Police", "memo/1 memo/2"),
        ("*", "agency=State Police&agency=unknown", "memo/1 memo/2 letter/1"),
        ("*", "type=letter&type=memo", "letter/1 memo/1 memo/2"),
        ("*", "year=2017", "memo/1 memo/2"),
        ("*", "year=unknown", "letter/1"),
        ("*", "month=unknown&month=2017-06", "letter/1 memo/1 memo/2"),
        ("*", "source=ocr&source=blank", "memo/1 memo/2 letter/1"),
        ("*", "confidence=0.7-0.85", "memo/1"),
        ("*", "confidence=0-0.5&confidence=0.85-1", "memo/2 report/1"),
        ("*", "confidence=none", "report/2 report/10 letter/1"),
        ("*", "redacted=yes", "memo/1 report/10"),
        ("*", "redacted=no", "memo/2"),
        ("*", "redacted=unknown&type=report", "report/1 report/2"),
        ("*", "release=r3", ""),
        ("*", "release=r1&release=r3&year=2018", "report/1 report/2 report/10"),
        ("task", "release=r2", "report/10"),
        ("task -overtime", "release=r1", "memo/2 report/10"),
        ("f* OR ovretime~", "source=ocr", "memo/1 memo/2"),
        ("-zebra", "redacted=yes&year=2018", "report/10"),
        ("task", "type=letter", ""),
    ],
)
def test_filters(engine, typed, chosen, expected):
    """Values of one facet widen an answer, facets narrow it, and neither touches a score."""
    filters = chosen_by(chosen)
    query, wanted = parse(typed).query, set(expected.split())
    scores = {(h.document_id, h.number): h.score for h in engine.search(query).hits}

    result = engine.search(query, filters=filters)

    assert wanted == {f"{hit.document_id}/{hit.number}" for hit in result.hits}
    assert wanted == {f"{h.document_id}/{h.number}" for h in engine.scan(query, filters=filters)}
    assert result.total == len(wanted)
    assert all(hit.score == scores[hit.document_id, hit.number] for hit in result.hits)


def chosen_by(text):
    pairs = [pair.split("=") for pair in text.split("&") if pair]
    return Filters(frozenset((Facet(name), value) for name, value in pairs))


def test_filter_on_a_document(engine):
    """An answer can be narrowed to some documents, and its facets count their pages alone."""
    filters = Filters(documents=frozenset({"report", "unknown"}))
    result = engine.search(parse("task OR case").query, filters=filters, facets=[Facet.YEAR])
    assert {("report", 1), ("report", 10)} == {(h.document_id, h.number) for h in result.hits}
    assert (FacetCounts(Facet.YEAR, (("2018", 2),)),) == result.facets


@pytest.mark.parametrize(
    ("chosen", "facet", "expected"),
    [
        ("", Facet.RELEASE, [("r1", 5), ("r2", 3), ("unknown", 1)]),
        (
            "",
            Facet.AGENCY,
            [("Sheriff", 3), ("Boston Police", 2), ("State Police", 2), ("unknown", 1)],
        ),
        ("", Facet.TYPE, [("report", 3), ("memo", 2), ("letter", 1)]),
        ("", Facet.YEAR, [("2018", 3), ("2017", 2), ("unknown", 1)]),
        ("", Facet.SOURCE, [("ocr", 2), ("text_layer", 2), ("blank", 1), ("mixed", 1)]),
        ("", Facet.CONFIDENCE, [("none", 3), ("0-0.5", 1), ("0.7-0.85", 1), ("0.85-1", 1)]),
        ("", Facet.REDACTED, [("unknown", 3), ("yes", 2), ("no", 1)]),
        ("year=2017", Facet.YEAR, [("2018", 3), ("2017", 2), ("unknown", 1)]),
        ("year=2017", Facet.TYPE, [("memo", 2)]),
        ("year=2017&redacted=yes", Facet.YEAR, [("2017", 1), ("2018", 1)]),
        ("year=2017", Facet.MONTH, [("2017-06", 2)]),
        ("month=2017-03", Facet.MONTH, [("2018-01", 3), ("2017-06", 2), ("unknown", 1)]),
        ("month=unknown", Facet.TYPE, [("letter", 1)]),
        ("year=2017&redacted=yes", Facet.REDACTED, [("no", 1), ("yes", 1)]),
        ("type=none such", Facet.YEAR, []),
    ],
)
def test_facets(engine, chosen, facet, expected):
    """A facet counts pages by value under the filters on the others, the commonest first."""
    result = engine.search(Everything(), limit=1, filters=chosen_by(chosen), facets=[facet])
    (counts,) = result.facets
    assert counts.facet is facet
    assert list(counts.values) == expected


def test_facets_in_the_order_asked(engine):
    """Facets come as they are asked for, over all matching pages, and none unasked."""
    result = engine.search(parse("task").query, limit=0, facets=[Facet.TYPE, Facet.RELEASE])
    assert [counts.values for counts in result.facets] == [
        (("memo", 2), ("report", 1)),
        (("r1", 3), ("r2", 1)),
    ]
    assert engine.search(parse("task").query).facets == ()


def test_deleted_pages_are_no_longer_counted(engine):
    """Facets and groups know nothing of pages that were removed."""
    write(engine, [], revision=2, without=["memo"])
    result = engine.search_documents(Everything(), facets=[Facet.YEAR])
    assert (result.total, result.documents) == (4, 2)
    assert result.facets[0].values == (("2018", 3), ("unknown", 1))


FACT_PAGES = [
    IndexPage("a", 1, "Badge 4411 and badge 902. On 1/2/2017, and March 2017; IAD2019-0412."),
    IndexPage("a", 2, "badge 44l1, badge # 4411, plate 4XK 291; 2 Jan. 2017, May 5, 2018"),
    IndexPage("b", 1, "tel. 617-555-0142, Incident No. I192003457, docket no. 19-CV-0388"),
    IndexPage("b", 2, "incident 192003457 of Dec. 31, 2016 to Jan. 2, 2017; case 4411"),
    IndexPage("c", 1, "Nothing to see on the 5th."),
]


@pytest.fixture
def of_facts(empty):
    return write(empty, FACT_PAGES)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("badge:4411", "a/1 a/2"),
        ("badge:44l1", "a/1 a/2"),
        ("badge:902", "a/1"),
        ("badge:90", ""),
        ("affairs:IAD2019-0412", "a/1"),
        ("affairs:19-0412", "a/1"),
        ("plate:4xk291", "a/2"),
        ('phone:"(617) 555-0142"', "b/1"),
        ("incident:I19-2003457", "b/1 b/2"),
        ("docket:19cv0388", "b/1"),
        ("mentions:2017", "a/1 a/2 b/2"),
        ("mentions:2017-01", "a/1 a/2 b/2"),
        ("mentions:2017-01-02", "a/1 a/2 b/2"),
        ("mentions:2017-01-03", ""),
        ("mentions:2017-03", "a/1"),
        ("mentions:2017-03-31", ""),
        ("mentions:[2017-03-01 TO 2017-03-30]", ""),
        ("mentions:[2017-02-28 TO 2018-05-04]", "a/1"),
        ("mentions:<2017", "b/2"),
        ("mentions:>2017", "a/2"),
        ("mentions:[* TO *]", "a/1 a/2 b/2"),
        ("-mentions:2017 -badge:902", "b/1 c/1"),
        ("badge:4411 mentions:2018", "a/2"),
        ("incident:192003457 OR plate:4XK291", "a/2 b/1 b/2"),
    ],
)
def test_facts_found(of_facts, typed, expected):
    """A fact is asked for by its kind, however it is typed or printed."""
    assert set(expected.split()) == found(of_facts, typed)
    assert len(expected.split()) == of_facts.search(parse(typed).query).total


@pytest.mark.parametrize(
    ("chosen", "facet", "expected"),
    [
        ("", Facet.BADGE, [("4411", 2), ("902", 1)]),
        ("", Facet.INCIDENT, [("192003457", 2)]),
        ("", Facet.PLATE, [("4XK291", 1)]),
        ("", Facet.MENTIONS, [("2017", 3), ("2016", 1), ("2018", 1)]),
        (
            "",
            Facet.MENTIONS_MONTH,
            [("2017-01", 3), ("2016-12", 1), ("2017-03", 1), ("2018-05", 1)],
        ),
        ("badge=902", Facet.BADGE, [("4411", 2), ("902", 1)]),
        ("badge=902", Facet.MENTIONS, [("2017", 1)]),
        ("mentions=2016&mentions=2018", Facet.BADGE, [("4411", 1)]),
        ("badge=none", Facet.INCIDENT, []),
        ("badge=4411&type=unknown", Facet.TYPE, [("unknown", 2)]),
        ("mentions_month=2017-03", Facet.AFFAIRS, [("2019-0412", 1)]),
    ],
)
def test_facets_of_facts(of_facts, chosen, facet, expected):
    """Facts are counted by page and narrowed to like what else is known of pages."""
    filters = chosen_by(chosen)
    (counts,) = of_facts.search(Everything(), filters=filters, facets=[facet]).facets
    assert counts == FacetCounts(facet, tuple(expected))


def test_facet_that_is_cut(empty):
    """Of more values than are named the commonest are, and the others counted."""
    pages = [IndexPage("d", n, f"badge {1000 + n}, badge {1100 + n % 3}") for n in range(1, 151)]
    (counts,) = write(empty, pages).search(Everything(), facets=[Facet.BADGE]).facets
    assert counts.values[:4] == (("1100", 51), ("1101", 51), ("1102", 51), ("1001", 1))
    assert (len(counts.values), counts.left_out) == (100, 50)


def test_facts_of_several_commits(of_facts):
    """Facts of pages added later are counted with the others, those of removed pages not."""
    later = IndexPage("d", 1, "badge 4411, badge 77, badge 0777")
    write(of_facts, [later], revision=2, without=["b"])
    facets = [Facet.BADGE, Facet.INCIDENT]
    badges, incidents = of_facts.search(Everything(), facets=facets).facets
    assert badges.values == (("4411", 3), ("0777", 1), ("77", 1), ("902", 1))
    assert incidents.values == ()


def test_marks_of_facts():
    """Every fact that is asked for is marked, one that is misread as a variant."""
    query = parse("badge:4411 mentions:2017").query
    text = FACT_PAGES[1].text
    marks = find(query, FACT_PAGES[1])
    assert [(text[mark.start : mark.end], mark.variant) for mark in marks] == [
        ("44l1", True),
        ("4411", False),
        ("2 Jan. 2017", False),
    ]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.DATE, [("memo", [1, 2]), ("report", [1, 2]), ("letter", [1])]),
        (Sort.NEWEST, [("report", [1, 2]), ("memo", [1, 2]), ("letter", [1])]),
        (Sort.TITLE, [("memo", [1, 2]), ("letter", [1]), ("report", [1, 2])]),
        (Sort.CONFIDENCE, [("memo", [2, 1]), ("report", [1, 2]), ("letter", [1])]),
        (Sort.SUREST, [("report", [1, 2]), ("memo", [1, 2]), ("letter", [1])]),
        (Sort.RELEVANCE, [("letter", [1]), ("memo", [1, 2]), ("report", [1, 2])]),
    ],
)
def test_documents(engine, sort, expected):
    """Documents come in the order of their best pages, each with its best and how many match."""
    result = engine.search_documents(Everything(), sort=sort, pages_each=2)
    assert (result.total, result.documents) == (6, 3)
    assert expected == [
        (group.document_id, [hit.number for hit in group.hits]) for group in result.groups
    ]
    assert {group.document_id: group.pages for group in result.groups} == {
        "memo": 2,
        "report": 3,
        "letter": 1,
    }


def test_documents_by_relevance(empty):
    """The document with the best page is first, however many lesser pages another has."""
    texts = {"many": ["zebra and so on and on"] * 4, "best": ["nothing", "zebra zebra zebra"]}
    pages = [IndexPage(d, n, text) for d, each in texts.items() for n, text in enumerate(each, 1)]
    engine = write(empty, pages)

    result = engine.search_documents(parse("zebra").query)

    assert [(group.document_id, group.pages, len(group.hits)) for group in result.groups] == [
        ("best", 1, 1),
        ("many", 4, 3),
    ]
    flat = {(h.document_id, h.number): h.score for h in engine.search(parse("zebra").query).hits}
    for group in result.groups:
        assert all(hit.score == flat[hit.document_id, hit.number] for hit in group.hits)


def test_documents_in_stretches(empty):
    """Stretches of documents that all tie join to the whole, and past the end there are none."""
    engine = write(empty, [IndexPage(f"d{n % 7}", n, "same words") for n in range(1, 60)])
    query = parse("same").query

    whole = engine.search_documents(query, limit=100)
    parts = [
        group
        for at in range(0, 8, 2)
        for group in engine.search_documents(query, offset=at, limit=2).groups
    ]

    assert list(whole.groups) == parts
    assert [f"d{n}" for n in range(7)] == [group.document_id for group in parts]
    past = engine.search_documents(query, offset=7)
    assert (past.total, past.documents, past.groups) == (59, 7, ())
    assert engine.search_documents(query, limit=0).groups == ()
    assert engine.search_documents(parse("zebra").query).documents == 0


def test_more_and_closer_is_better(empty):
    """A page that holds a word more often, or among fewer others, stands above."""
    texts = ["overtime paid", "overtime overtime", "overtime " + "and so on " * 20, "nothing"]
    engine = write(empty, [IndexPage("d", n, text) for n, text in enumerate(texts, 1)])

    result = engine.search(parse("overtime").query)

    assert [hit.number for hit in result.hits] == [2, 1, 3]
    assert sorted((hit.score for hit in result.hits), reverse=True) == [
        h.score for h in result.hits
    ]


def test_rare_words_weigh_more(empty):
    """Of two words either of which will do, the rare one counts more."""
    texts = ["common"] * 8 + ["rare"]
    engine = write(empty, [IndexPage("d", n, text) for n, text in enumerate(texts, 1)])
    assert engine.search(parse("common OR rare").query).hits[0].number == 9


def test_paging_is_stable_among_ties(empty):
    """Stretches of an answer whose pages all score alike join to the whole, in order."""
    engine = write(empty, [IndexPage(f"d{n % 7}", n, "same words") for n in range(1, 60)])
    query = parse("same").query

    whole = engine.search(query, limit=100).hits
    parts = [hit for at in range(0, 63, 7) for hit in engine.search(query, offset=at, limit=7).hits]

    assert list(whole) == parts
    assert sorted((hit.document_id, hit.number) for hit in whole) == [
        (hit.document_id, hit.number) for hit in whole
    ]


def test_paging_past_the_end(engine):
    """Past the last hit there are none, and the total stays."""
    result = engine.search(parse("task").query, offset=3, limit=10)
    assert (result.total, result.hits) == (3, ())
    assert len(engine.search(parse("task").query, offset=2, limit=10).hits) == 1


def test_terms(engine):
    """Words that begin so, the commonest first, ties in alphabetical order."""
    assert tuple(entry for entry in engine.terms("F", limit=4) if entry[0] != "federal") == (
        ("force", 3),
        ("full", 1),
        ("fulltime", 1),
    )
    assert engine.terms("tas") == (("task", 3),)
    assert engine.terms("zebra") == ()


def test_terms_do_not_count_deleted_pages(engine):
    """A word of removed pages is counted no more, or not there at all."""
    write(engine, [], revision=2, without=["memo"])
    assert engine.terms("forc") == (("force", 1),)
    assert engine.terms("overtime") == ()


def test_terms_of_facts(of_facts):
    """Facts that begin so are named as the index keeps them, deleted pages not counted."""
    assert of_facts.terms("badge:4", field=TextField.FACT) == (("badge:4411", 2),)
    assert of_facts.terms("month:2017", limit=1, field=TextField.FACT) == (("month:2017-01", 3),)
    assert of_facts.terms("plate:4X", field=TextField.FACT) == (("plate:4XK291", 1),)
    assert of_facts.terms("badge:4") == ()
    write(of_facts, [], revision=2, without=["b"])
    assert of_facts.terms("month:2017", limit=1, field=TextField.FACT) == (("month:2017-01", 2),)


def test_pages_with_words(engine):
    """Each word comes with the pages that hold it in just this form; deleted ones do not count."""
    words = ["force", "task", "officers", "officer", "zebra"]
    assert engine.pages_with(words) == dict(zip(words, (3, 3, 1, 1, 0), strict=True))
    write(engine, [], revision=2, without=["memo"])
    assert engine.pages_with(words) == dict(zip(words, (1, 1, 0, 1, 0), strict=True))


def test_info(engine):
    """An index says what it holds, and has a name for exactly that."""
    info = engine.info()
    assert (
        info.pages,
        info.revision,
        info.generation,
        info.schema_version,
    ) == (6, 1, "g1", SCHEMA_VERSION)
    assert f"{info.engine}-{SCHEMA_VERSION}-g1-r1" == info.version


def test_empty_index(empty):
    """An index without pages answers every query with none."""
    assert (empty.info().pages, empty.info().revision) == (0, 0)
    for typed in ("a", '"a b"', "a*", "-a", "date:2017", "title:a", '"a* b"', "~abcdef"):
        assert empty.search(parse(typed).query).total == 0
    assert list(empty.scan(Everything())) == []
    assert empty.terms("a") == ()


def test_writer_that_raises_leaves_the_old_content(engine):
    """Nothing of a failed write is there, and the next writer works."""
    with pytest.raises(ZeroDivisionError):
        write(engine, _failing(), revision=2, without=["memo"])

    assert {"memo/1"} == found(engine, "overtime")
    assert engine.info().revision == 1
    write(engine, [IndexPage("new", 1, "overtime")], revision=3)
    assert {"memo/1", "new/1"} == found(engine, "overtime")


def _failing():
    yield IndexPage("new", 1, "overtime")
    raise ZeroDivisionError


@pytest.mark.parametrize("page", [IndexPage("", 1, "zebra"), IndexPage("d", 0, "zebra")])
def test_refused_page_leaves_no_words(engine, page):
    """A page that cannot be indexed fails the whole write and leaves no word behind."""
    with pytest.raises(ValueError), engine.writer(revision=2) as writer:
        writer.add(page)
    assert engine.terms("zebra") == ()
    assert engine.info().pages == 6


def test_delete_and_add_again(engine):
    """A document deleted and added in one write has its new pages only."""
    write(engine, [IndexPage("memo", 1, "revised")], revision=2, without=["memo", "unknown"])

    assert {"memo/1"} == found(engine, "revised")
    assert set() == found(engine, "overtime")
    assert {"report/10"} == found(engine, '"task force"')
    assert (engine.info().pages, engine.info().revision) == (5, 2)


def test_everything_can_be_deleted(engine):
    """An index all of whose pages were deleted is empty, and can be filled again."""
    write(engine, [], revision=2, without=["memo", "report", "letter"])
    assert engine.search(Everything()).total == 0
    write(engine, [IndexPage("memo", 1, "again")], revision=3)
    assert {"memo/1"} == found(engine, "*")


def test_second_writer_is_refused(engine):
    """While one writer is open another is refused, in other threads too; afterwards it is not."""
    with engine.writer(revision=2):
        with pytest.raises(IndexLockedError), engine.writer(revision=3):
            pass
        with ThreadPoolExecutor(1) as other, pytest.raises(IndexLockedError):
            other.submit(lambda: write(engine, [])).result()
    assert engine.info().revision == 2
    write(engine, [], revision=3)


def test_scan_keeps_to_its_beginning(engine):
    """A scan that has begun goes on with the pages there were."""
    hits = engine.scan(parse("task").query)
    first = next(hits)
    write(engine, [], revision=2, without=["memo", "report"])
    assert [(hit.document_id, hit.number) for hit in (first, *hits)] == [
        ("memo", 1),
        ("memo", 2),
        ("report", 10),
    ]


def test_many_small_writes(empty):
    """Pages stay findable, once each, through many small writes that replace some of them."""
    texts = {}
    for revision in range(1, 41):
        document_id = f"d{revision % 9}"
        texts[document_id] = f"page word{revision}"
        write(
            empty,
            [IndexPage(document_id, 1, texts[document_id], title=texts[document_id])],
            revision=revision,
            without=[document_id],
        )

    assert 9 == empty.search(parse("page").query).total == empty.info().pages
    for document_id, text in texts.items():
        assert {f"{document_id}/1"} == found(empty, f'"{text}" title:"{text}"')
    assert set() == found(empty, "word2")


def test_searches_from_many_threads_while_writing(empty):
    """Eight threads that search during writes see each commit whole, and every hit is right."""
    engine = write(empty, _numbered(1))
    done = threading.Event()
    rounds = count()

    def search():
        while not done.is_set():
            next(rounds)
            hits = [(h.document_id, h.number) for h in engine.scan(parse('"even page"').query)]
            assert [("d", n) for n in range(2, 41, 2)] == hits
            result = engine.search(parse("gen*").query, limit=50)
            assert 40 == result.total == len(result.hits)
            assert 40 in {engine.search(parse(f"gen{n}").query).total for n in range(1, 9)}

    with ThreadPoolExecutor(8) as threads:
        searches = [threads.submit(search) for _ in range(8)]
        for generation in range(2, 9):
            write(engine, _numbered(generation), revision=generation, without=["d"])
        done.set()
        for searched in searches:
            searched.result()
    assert next(rounds) > 8


def _numbered(generation):
    for number in range(1, 41):
        kind = "odd" if number % 2 else "even"
        yield IndexPage("d", number, f"{kind} page gen{generation}")


def test_every_text_hit_has_highlights(engine):
    """Whatever page an engine finds by its text, the highlights find the words on it."""
    pages = {(page.document_id, page.number): dated(page) for page in PAGES}
    simple = ("task", '"ta* force"', "harass*", "C-71", "immigration", "officer OR law")
    for typed in (*simple, "h*ed", "?aw", "ovretime~", "force w/5 task", '"law time a"~3'):
        query = parse(typed).query
        for hit in engine.scan(query):
            marks = highlight(query, pages[hit.document_id, hit.number], ())
            assert marks.page_matches
            assert marks.marked, typed


def test_expansions(engine):
    """An answer says what each prefix, wildcard and fuzzy word stood for, commonest first."""
    result = engine.search(parse('"f* ?orce" -zebra~1').query)
    assert [
        (Prefix("f"), (("force", 3), ("federal", 1), ("full", 1), ("fulltime", 1)), False),
        (Wildcard("?orce"), (("force", 3),), False),
        (Fuzzy("zebra", 1), (), False),
    ] == [(one.leaf, one.words, one.capped) for one in result.expansions]
    assert engine.scan(parse("ha*g").query).expansions[0].words == (("harassing", 1),)


def test_identifiers(empty):
    """However an identifier is printed it is found, the exact words first, a prefix by all."""
    texts = ["IAD2019-0412 closed", "see I.A.D. 2019 0412", "see lAD2019-O412", "IAD2019-0413"]
    engine = write(empty, [IndexPage("d", n, text) for n, text in enumerate(texts, 1)])
    for typed in ("IAD2019-0412", "id:iad2019-0412", 'id:"I.A.D. 2019/0412"', "2019-0412"):
        assert found(engine, typed) == {"d/1", "d/2", "d/3"}, typed
    for typed, first in (("IAD2019-0412", 1), ("lAD2019-O412", 3)):
        hits = engine.search(parse(typed).query).hits
        assert (hits[0].number, len(hits)) == (first, 3)
        assert hits[0].score > hits[1].score
    result = engine.search(parse("id:IAD20*").query)
    assert result.total == 4
    assert ("1ad20190412", 3) in result.expansions[0].words


def test_forms(engine):
    """An answer says what words each plain word stood for, commonest first, and never caps them."""
    for limits in (Limits(), Limits(expansion=1)):
        result = engine.search(parse("harass -tasks w/0 forces").query, limits=limits)
        assert [
            (
                Stem("harass"),
                (("harassed", 1), ("harassing", 1), ("harassment", 1)),
                False,
            ),
            (Stem("tasks"), (("task", 3),), False),
            (Stem("forces"), (("force", 3),), False),
        ] == [(one.leaf, one.words, one.capped) for one in result.expansions]


def test_forms_do_not_count_deleted_pages(engine):
    """Words that are left on removed pages only are not among the forms."""
    write(engine, [], revision=2, without=["memo"])
    result = engine.search(parse("officers overtime").query)
    assert [one.words for one in result.expansions] == [(("officer", 1),), ()]


def test_forms_count_together(empty):
    """A page scores for all forms of a word but the one typed as for one word that is so often."""
    texts = ["complaint", "complaint complaints complained", "complain complains complained"]
    texts += ["the complaint of the complaints", "nothing"]
    same = ["x", "x x y", "y y y", "the x of the x", "nothing"]
    engine = write(empty, [IndexPage("d", n, text) for n, text in enumerate(texts, 1)])
    result = engine.search(parse("complainted").query)
    write(engine, [IndexPage("d", n, text) for n, text in enumerate(same, 1)], without=["d"])
    assert result.hits == engine.search(parse("x").query).hits


def test_expansions_are_capped(engine):
    """Of more words than the limit the commonest are searched for, and it is told."""
    limits = Limits(expansion=1)
    for typed in ("f*", "*o*", "fotce~2"):
        result = engine.search(parse(typed).query, limits=limits)
        (expansion,) = result.expansions
        assert (result.total, expansion.words) == (3, (("force", 3),))
        assert expansion.capped == (typed != "fotce~2")
    assert len(list(engine.scan(parse("f*").query, limits=limits))) == 3


def test_expansions_do_not_count_deleted_pages(engine):
    """Words of removed pages are neither counted nor taken for the commonest."""
    write(engine, [], revision=2, without=["memo"])
    (expansion,) = engine.search(parse("o*").query).expansions
    assert (("o'brien".replace("'", ""), 1), ("officer", 1)) == expansion.words
    (expansion,) = engine.search(parse("*a*").query, limits=Limits(expansion=2)).expansions
    assert (expansion.words, expansion.capped) == ((("a", 2), ("case", 1)), True)


@pytest.mark.parametrize(
    "typed",
    ["task", "-task", "task -force", "-(task -zebra*)", "*a*", "-*a*", "~force", "-~torce"],
)
def test_no_time(engine, typed):
    """A query without time gives only pages that match, and says that others may be missing."""
    query = parse(typed).query
    whole = {(hit.document_id, hit.number) for hit in engine.scan(query)}
    result = engine.search(query, limits=Limits(seconds=0.0))
    assert result.partial
    assert {(hit.document_id, hit.number) for hit in result.hits} <= whole
    assert engine.scan(query, limits=Limits(seconds=0.0)).partial
    assert not engine.search(query, limits=Limits(seconds=60.0)).partial


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("overtime task", {}),
        ("overtme", {"overtme": ["overtime"]}),
        ("ovretmie -tosk", {"ovretmie": ["overtime"], "tosk": ["task"]}),
        ("officer complaynts", {"complaynts": ["complaint"]}),
        ("complaints harassments", {}),
        ('"complaints"', {"complaints": ["complaint"]}),
        ('"tsk force"', {"tsk": ["task"]}),
        ("tsk w/5 firce", {"tsk": ["task"], "firce": ["force"]}),
        ('~ovretmie "~tsk ~force"', {"ovretmie": ["overtime"], "tsk": ["task"]}),
        ("pvertime", {"pvertime": ["overtime"]}),
        ("pvertmie", {"pvertmie": []}),
        ("zebra", {"zebra": []}),
        ("02091 02092", {"02092": []}),
        ("title:memo title:mems", {"mems": ["memo"]}),
        ("agency:bostan", {"bostan": ["boston"]}),
        ("zebra* qqq~1 page:2", {}),
    ],
)
def test_missing_words(engine, typed, expected):
    """Each word that stands nowhere is named in its order, with the words spelt most like it."""
    missing = engine.missing(parse(typed).query)
    assert list(expected) == [one.word.token for one in missing]
    assert list(expected.values()) == [[word for word, _ in one.nearest] for one in missing]


def test_likelier_words_come_first(empty):
    """A single edit weighs as much as twenty pages; of words alike the commoner comes first."""
    texts = ["flores"] * 2 + ["floras"] * 3 + ["force"] * 30 + ["flows"] * 50 + ["florist"] * 45
    engine = write(empty, [IndexPage("d", n, text) for n, text in enumerate(texts, 1)])
    (missing,) = engine.missing(parse("florse").query)
    assert missing.nearest == (("flows", 50), ("florist", 45), ("flores", 2))


def test_missing_words_of_deleted_pages(engine):
    """What stood on removed pages only is missing, and is not named as meant."""
    write(engine, [], revision=2, without=["memo"])
    found = {one.word.token: one.nearest for one in engine.missing(parse("overtime tasc").query)}
    assert found == {"overtime": (), "tasc": (("task", 1),)}


def test_missing_words_without_time(engine):
    """Without time no word is looked for."""
    assert engine.missing(parse("zebra").query, limits=Limits(seconds=0.0)) == ()


def test_huge_words_and_odd_characters(empty):
    """A page of anything at all can be indexed and found."""
    odd = "x" * 70_000 + " \x00 \ud800 nul\x00nul 🚓 emoji"
    engine = write(empty, [IndexPage("d", 1, odd)])
    assert {"d/1"} == found(engine, "emoji -zebra")
    assert {"d/1"} == found(engine, "xxx*")


@given(data=st.data())
@settings(max_examples=50)
def test_engines_agree(data, trees, corpora, filters, tmp_path_factory):
    """On any pages and queries, written in one go or in two, every engine gives one answer."""
    before, after = data.draw(corpora), data.draw(corpora)
    folder = tmp_path_factory.mktemp("agree")
    engines = [
        MemoryEngine(),
        WhooshEngine.create(folder / "plain", "g"),
        WhooshEngine.create(folder / "arrays", "g", arrays_from=0),
    ]
    for engine in engines:
        write(engine, before)
        write(engine, after, revision=2, without=["d1", "d2", "d3"])
    for query in data.draw(st.lists(trees, min_size=1, max_size=6)):
        limits = Limits(expansion=data.draw(st.sampled_from([1, 2, 1_000])))
        for sort in Sort:
            oracle, *others = (engine.search(query, sort=sort, limits=limits) for engine in engines)
            assert others == [oracle, oracle]
        oracle, *others = (list(engine.scan(query)) for engine in engines)
        assert others == [oracle, oracle]
        sort, offset = data.draw(st.sampled_from(Sort)), data.draw(st.integers(0, 3))
        _agree_when_narrowed(engines, query, data.draw(filters), sort, offset)
        oracle, *others = (engine.missing(query) for engine in engines)
        assert others == [oracle, oracle]
    for engine in engines:
        engine.close()


def _agree_when_narrowed(engines, query, filters, sort, offset):
    for after in (None, ("d2", 1), ("d2x", 0)):
        asked = {"filters": filters, "after": after}
        oracle, *others = (list(engine.scan(query, **asked)) for engine in engines)
        assert others == [oracle, oracle]
    asked = {"sort": sort, "filters": filters, "facets": list(Facet), "offset": offset}
    oracle, *others = (engine.search(query, limit=2, **asked) for engine in engines)
    assert others == [oracle, oracle]
    oracle, *others = (
        engine.search_documents(query, limit=1, pages_each=2, **asked) for engine in engines
    )
    assert others == [oracle, oracle]
