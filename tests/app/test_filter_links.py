"""Links that narrow an answer are the addresses that the request itself would have."""

from hypothesis import given
from hypothesis import strategies as st

from app import urls
from app.filter_links import Addresses
from app.misreading import EVERYWHERE
from app.search_request import Group, SearchRequest
from index.engine import Sort
from index.facets import Facet, Filters
from index.parse import Wanted

values = st.tuples(st.sampled_from(Facet), st.sampled_from(["2017", "a&b=c", "é ?", "unknown"]))
requests = st.builds(
    SearchRequest,
    q=st.sampled_from(["harbor", "a&b"]),
    sort=st.sampled_from(Sort),
    filters=st.builds(
        Filters, st.frozensets(values, max_size=4), st.frozensets(st.sampled_from("ab"))
    ),
    group=st.sampled_from([None, *Group]),
    wanted=st.sampled_from(Wanted),
    misreading=st.sampled_from([SearchRequest().misreading, EVERYWHERE]),
)


@given(requests, values, st.sampled_from([None, 50]))
def test_toggled(request, toggled, per_page):
    """A value more or less gives the address of the request with it or without it."""
    asked = request.narrowed_to(request.filters.toggled(*toggled))
    expected = urls.search(asked.q, asked.parameters, per_page=per_page)
    assert Addresses(request, per_page).toggled(*toggled) == expected
