import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts import FactKind
from index.named_numbers import normal_form
from index.page_facts import facts_in

PRINTED = (
    "Incident|No.|#|:| |\n|-|/|.|,|(|)|I|l|O|IAD|badge|badges|and|star|Docket|plate|MA|Reg|tel|"
    "call|CR|cv|2017|1984|0412|19|003457|555|0142|617|4411|7|31|13|Jan|January|of|to|May|4XK|291|"
    "internal affairs|complaint #|\u00b2|\u0664\u0664"
)
PIECES = st.sampled_from(PRINTED.split("|"))


def found(text: str) -> list[tuple[str, str, str]]:
    return [(f.kind.value, text[f.start : f.end], f.value) for f in facts_in(text)]


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("on 1/2/17 at", "1/2/17", "2017-01-02"),
        ("on 01-02-2017.", "01-02-2017", "2017-01-02"),
        ("January 2, 2017", "January 2, 2017", "2017-01-02"),
        ("Jan. 2nd 2017", "Jan. 2nd 2017", "2017-01-02"),
        ("2 Jan 2017", "2 Jan 2017", "2017-01-02"),
        ("2nd of January, 2017", "2nd of January, 2017", "2017-01-02"),
        ("2017-01-02T10:15", "2017-01-02", "2017-01-02"),
        ("Monday January 2, 2017", "January 2, 2017", "2017-01-02"),
        ("02-JAN-17", "02-JAN-17", "2017-01-02"),
        ("born 3/4/35", "3/4/35", "1935-03-04"),
        ("February\n29, 2016", "February\n29, 2016", "2016-02-29"),
        ("in March 2017", "March 2017", "2017-03"),
        ("O1/02/2O17", "O1/02/2O17", "2017-01-02"),
    ],
)
def test_date(text, printed, value):
    """A date is found in each of the usual ways to write one."""
    assert found(text) == [("date", printed, value)]


@pytest.mark.parametrize(
    "text",
    [
        "13/02/2017 02/30/2017 00/12/2018 2017-13-01 Feb 29, 2017 June 31, 2019",
        "Monday January 2 and on May 17 officers",
        "section 4.1.12, version 1.2.17, IP 10.12.20.17, 1-02-03-2017",
        "10:15, 24/7, 3/4 mile, $1,204.50, 1/2/3, 20170102",
    ],
)
def test_no_date(text):
    """Days that no calendar has, dates without a year, and numbers of other things are none."""
    assert [fact for fact in found(text) if fact[0] == "date"] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("June 3-5, 2017", ["2017-06-03", "2017-06-05"]),
        ("Dec. 28 to Jan. 3, 2017", ["2016-12-28", "2017-01-03"]),
        ("5/30-5/31/17", ["2017-05-30", "2017-05-31"]),
        ("12/28 through 1/2/2017", ["2016-12-28", "2017-01-02"]),
        ("1/1/2017 - 1/3/2017", ["2017-01-01", "2017-01-03"]),
    ],
)
def test_range(text, values):
    """Both ends of a range are found, the first with the year of the last or the one before."""
    assert [value for _, _, value in found(text)] == values


@pytest.mark.parametrize(
    ("text", "kind", "printed", "value"),
    [
        ("Incident No. I19-2003457", "incident", "I19-2003457", "192003457"),
        ("CC# 192003457-01", "incident", "192003457-01", "192003457"),
        ("Case No.\n 18-061190", "incident", "18-061190", "18061190"),
        ("see I192003457,", "incident", "I192003457", "192003457"),
        ("IAD2019-0412", "affairs", "IAD2019-0412", "2019-0412"),
        ("I.A.D. 2019 0412", "affairs", "I.A.D. 2019 0412", "2019-0412"),
        ("IA 19-0412", "affairs", "IA 19-0412", "2019-0412"),
        ("internal affairs case 02091-C-71", "affairs", "02091-C-71", "02091-C-71"),
        ("Badge # T-4471.", "badge", "T-4471", "T4471"),
        ("Badge No.\n\n4411\n", "badge", "4411", "4411"),
        ("showed badge\n4411 to", "badge", "4411", "4411"),
        ("Docket No. 1984-CR-000388", "docket", "1984-CR-000388", "1984CR000388"),
        ("in 1:19-cv-10388-PBX now", "docket", "1:19-cv-10388-PBX", "19CV10388"),
        ("MA Reg 4XK 291", "plate", "4XK 291", "4XK291"),
        ("bearing plate 123 ABC left", "plate", "123 ABC", "123ABC"),
        ("(617) 555-0142", "phone", "(617) 555-0142", "617-555-0142"),
        ("call Ms. Orne, +1 617.555.0142", "phone", "+1 617.555.0142", "617-555-0142"),
        ("tel. 555-0142", "phone", "555-0142", "555-0142"),
    ],
)
def test_number(text, kind, printed, value):
    """A number is of the kind that the word before it, or its form, says."""
    assert found(text) == [(kind, printed, value)]


def test_list_of_numbers():
    """All numbers of a list are of the kind of its first."""
    listed = [("badge", "4411", "4411"), ("badge", "3087", "3087"), ("badge", "902", "902")]
    assert found("Badges 4411, 3087 and 902 were seen") == listed


def test_column():
    """Numbers of nine digits under a heading of a column are incidents, others are none."""
    rows = "COMPLAINT #  DATE  OFFICER\n192003457-00  PERSON\n192003458  OTHER"
    assert [value for _, _, value in found(rows)] == ["192003457", "192003458"]
    cells = "Complaint #\n\nDate\n\n192003457-00\n\nPERSON"
    assert [value for _, _, value in found(cells)] == ["192003457"]
    assert found("192003457-00  PERSON") == []


@pytest.mark.parametrize(
    "text",
    [
        "badge was covered, badge at 10:15, a badge in 3 minutes, his badge.\n\n14\n",
        "license number S12345678, VIN 1ZZBX41JXMN109186, serial no. BX4471920",
        "555-0142 and 5085550117 alone, 617 555 1204 990, 117-555-0142",
        "case 12, report of 2017, incident 4, Case No. 2017",
        "12 Quay Rd 20-560812, a 2000 TR 600, temp reg 20-8287, Tarn Inc 200433",
        "PLATE: NONE, tag along, registration of voters, star witness 12",
    ],
)
def test_no_number(text):
    """What no word names, or a word names otherwise, is no fact."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value", "misread"),
    [
        ("lAD2019-O412", "2019-0412", True),
        ("IAD2019-0412", "2019-0412", False),
        ("Badge 44l1", "4411", True),
        ("incident no. 1192003457", "192003457", True),
        ("(6I7) 555-O142", "617-555-0142", True),
        ("April 4, 2O19", "2019-04-04", True),
        ("plate SMP 447l", "SMP4471", True),
        ("1984CR0OO388", "1984CR000388", True),
    ],
)
def test_misread(text, value, misread):
    """A misread fact has the normal form of the one it was, and is marked as misread."""
    (fact,) = facts_in(text)
    assert (fact.value, fact.misread) == (value, misread)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_whatever_is_printed(text):
    """Facts come in order and apart; a normal form is one, and its own normal form."""
    facts = facts_in(text)
    assert all(one.end <= other.start for one, other in pairwise(facts))
    for fact in facts:
        assert 0 <= fact.start < fact.end <= len(text)
        if fact.kind is FactKind.DATE:
            assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?", fact.value, re.ASCII)
            assert date.fromisoformat(f"{fact.value}-01"[:10])
        else:
            assert normal_form(fact.kind, fact.value) == fact.value
