"""What the addresses take: paging, sorting, and a refusal of what they do not know."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.errors import UnknownParameterError
from app.filters import FacetsBy, FiltersBy
from app.links import Links
from app.misreading import Misreading
from app.search_request import Group, SearchRequest
from index.engine import Sort
from index.parse import Wanted
from ingest.catalogue_holdings import DocumentOrder

PER_PAGE = 25
MAX_PER_PAGE = 1000
MOST_LEFT_OUT = 500
TILES = 48
MAX_TILES = 240


class Paging:
    """A stretch of a list.

    Attributes:
        page: Counts from 1.
        per_page: 1 to 1,000.
    """

    def __init__(
        self,
        page: Annotated[int, Query(ge=1, le=10_000_000, description="Counts from 1.")] = 1,
        per_page: Annotated[
            int, Query(ge=1, le=MAX_PER_PAGE, description="Results a page, up to 1,000.")
        ] = PER_PAGE,
    ) -> None:
        self.page = page
        self.per_page = per_page

    @property
    def offset(self) -> int:
        """Results before this stretch."""
        return (self.page - 1) * self.per_page

    def last_page(self, total: int) -> int:
        """The number of the last stretch; 1 of an empty list."""
        return max(1, -(-total // self.per_page))

    def next_page(self, total: int) -> int | None:
        """The page after this one; None on the last."""
        return self.page + 1 if self.offset + self.per_page < total else None

    def links(self, total: int, at: Callable[[int], str]) -> Links:
        """The addresses of the next and the previous stretch, as every list of the API gives them.

        Args:
            total: Results in all.
            at: Gives the address of a page.
        """
        following, before = self.next_page(total), self.previous_page(total)
        return Links(at(following) if following else None, at(before) if before else None)

    def previous_page(self, total: int) -> int | None:
        """The page before this one, or the last there is; None on the first."""
        return min(self.page - 1, self.last_page(total)) if self.page > 1 else None


class PagesPaging(Paging):
    """A stretch of the pages of a document in a list: a thousand, unless fewer are asked for."""

    def __init__(
        self,
        page: Annotated[int, Query(ge=1, le=10_000_000, description="Counts from 1.")] = 1,
        per_page: Annotated[
            int, Query(ge=1, le=MAX_PER_PAGE, description="Of the document's pages, up to 1,000.")
        ] = MAX_PER_PAGE,
    ) -> None:
        super().__init__(page, per_page)


class TilesPaging(Paging):
    """A stretch of the pages of a document as small pictures."""

    def __init__(
        self,
        page: Annotated[int, Query(ge=1, le=10_000_000)] = 1,
        per_page: Annotated[int, Query(ge=1, le=MAX_TILES)] = TILES,
    ) -> None:
        super().__init__(page, per_page)


QueryText = Annotated[str, Query(description='Words, "phrases", OR, -not, prefix*, field:value.')]
SortBy = Annotated[
    Sort,
    Query(
        description="`relevance`, `date`, `-date` (newest first), `title`, `confidence` (worst "
        "first) or `-confidence`."
    ),
]
GroupBy = Annotated[
    Group | None, Query(description="What to list: each `page`, or each `document` with its best.")
]
CursorAt = Annotated[
    str | None,
    Query(
        max_length=1000,
        description="Where to go on in the list of every hit: `*` to begin, then as `next` has it. "
        "Not with `sort`, `group` or `page`.",
    ),
]
HighlightsBy = Annotated[
    bool,
    Query(description="Also say where the matches stand in each page's text and on its picture."),
]
PagingBy = Annotated[Paging, Depends()]
PagesPagingBy = Annotated[PagesPaging, Depends()]
TilesPagingBy = Annotated[TilesPaging, Depends()]
OrderBy = Annotated[
    DocumentOrder,
    Query(
        alias="sort",
        description="`title`, `date`, `-date` (newest first), `pages` or `-pages` (longest first).",
    ),
]
ReleaseId = Annotated[str | None, Query(description="Id of a release.")]


def misreading(
    misread: Annotated[  # noqa: FBT002 - an address names it
        bool, Query(description="Also match words as OCR misread them, below exact hits.")
    ] = False,
    without: Annotated[
        list[str] | None,
        Query(
            max_length=MOST_LEFT_OUT,
            description="A variant not to be matched, as `variants` names it; may be repeated.",
        ),
    ] = None,
) -> Misreading:
    """What an address says of misread words."""
    return Misreading(misread, tuple(without or ()))


MisreadingBy = Annotated[Misreading, Depends(misreading)]


def reading(
    misreading: MisreadingBy,
    match: Annotated[
        Wanted,
        Query(description="Whether pages need `all` of the words beside each other, or `any`."),
    ] = Wanted.ALL,
) -> SearchRequest:
    """How a query is to be read."""
    return SearchRequest(wanted=match, misreading=misreading)


ReadAs = Annotated[SearchRequest, Depends(reading)]


def narrowed(reading: ReadAs, filters: FiltersBy) -> SearchRequest:
    """What decides, besides the query, which pages match: the same for every way of asking."""
    return reading.narrowed_to(filters)


NarrowedBy = Annotated[SearchRequest, Depends(narrowed)]


def asked(
    narrowing: NarrowedBy,
    sort: SortBy = Sort.RELEVANCE,
    facet: FacetsBy = (),
    group: GroupBy = None,
    highlights: HighlightsBy = False,  # noqa: FBT002 - an address names it
) -> SearchRequest:
    """What is asked of a list of hits, besides the query."""
    return replace(narrowing, sort=sort, facets=facet, group=group, highlights=highlights)


AskedBy = Annotated[SearchRequest, Depends(asked)]


def _query_parameters(dependant: Dependant) -> list[str]:
    """Names of the query parameters of a route and of what it depends on."""
    own = [field.alias for field in dependant.query_params]
    return own + [name for one in dependant.dependencies for name in _query_parameters(one)]


def only_known(request: Request) -> None:
    """Refuse parameters the address does not take, so that a typo is not taken for an answer.

    Raises:
        UnknownParameterError: It names the valid ones.
    """
    route = request.scope["route"]
    assert isinstance(route, APIRoute)  # noqa: S101 - only put on such routes
    known = _query_parameters(route.dependant)
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        valid = ", ".join(known) or "none"
        raise UnknownParameterError(
            f"This address takes no parameter {', '.join(map(repr, unknown))}. Valid ones: {valid}."
        )
