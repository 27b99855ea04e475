"""Facets: the values pages have, and the filters made of them."""

from datetime import date

import pytest

from index.engine import IndexPage
from index.facets import Facet, Filters, band_of
from index.page_facets import facets_of


@pytest.mark.parametrize(
    ("confidence", "band"),
    [
        (None, "none"),
        (0.0, "0-0.5"),
        (0.4999, "0-0.5"),
        (0.5, "0.5-0.7"),
        (0.7, "0.7-0.85"),
        (0.85, "0.85-1"),
        (1.0, "0.85-1"),
    ],
)
def test_bands(confidence, band):
    """Each band of confidence holds its lower end, and the last its upper one too."""
    assert band_of(confidence) == band


def test_values_of_a_page():
    """A page has the values of all its releases and agencies, each once, evened out."""
    page = IndexPage(
        "d", 1, "", releases=("r1", "r2"), agency="Harbor  Police\n\nHarbor Police \nCity"
    )
    values = facets_of(page)
    assert values[Facet.RELEASE] == ("r1", "r2")
    assert values[Facet.AGENCY] == ("Harbor Police", "City")


def test_every_page_has_a_value_of_every_facet():
    """What is not known of a page is a value too, so that it can be asked for."""
    values = facets_of(IndexPage("d", 1, "", type=" \n"))
    assert values == {
        Facet.RELEASE: ("unknown",),
        Facet.AGENCY: ("unknown",),
        Facet.TYPE: ("unknown",),
        Facet.YEAR: ("unknown",),
        Facet.MONTH: ("unknown",),
        Facet.SOURCE: ("text_layer",),
        Facet.CONFIDENCE: ("none",),
        Facet.REDACTED: ("unknown",),
    }


def test_old_years_have_four_digits():
    """Years are written as the query language writes them."""
    assert facets_of(IndexPage("d", 1, "", date=date(987, 1, 1)))[Facet.YEAR] == ("0987",)
    assert facets_of(IndexPage("d", 1, "", date=date(987, 1, 1)))[Facet.MONTH] == ("0987-01",)


def test_toggling():
    """A value is added where it is not named, and taken away where it is."""
    one = Filters().toggled(Facet.YEAR, "2017")
    assert one.by_facet == {Facet.YEAR: {"2017"}}
    both = one.toggled(Facet.YEAR, "2018").toggled(Facet.TYPE, "memo")
    assert list(both.by_facet) == [Facet.TYPE, Facet.YEAR]
    assert one.toggled(Facet.YEAR, "2017") == Filters()
    assert not Filters()
    assert one
