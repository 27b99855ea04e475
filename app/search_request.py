"""What one search asks for, read once and handed to every part that answers or links to it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from app.filter_values import as_parameters
from app.misreading import AS_TYPED, Misreading
from app.urls import Parameters
from index.engine import Sort
from index.facets import NO_FILTERS, Facet, Filters
from index.parse import ParsedQuery, Wanted, parse
from index.query import Query


class Group(StrEnum):
    """What an answer lists."""

    PAGE = "page"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked of a search, besides which stretch of the answer.

    Attributes:
        q: The query as typed.
        sort: The order.
        filters: What the answer is narrowed to.
        facets: Those to count pages by.
        group: What to list; None for what the address lists by itself.
        wanted: Whether pages need all of the words, or any.
        misreading: Which misread words are to be found too.
        highlights: Whether to say of every hit where its matches stand.
    """

    q: str = ""
    sort: Sort = Sort.RELEVANCE
    filters: Filters = NO_FILTERS
    facets: tuple[Facet, ...] = ()
    group: Group | None = None
    wanted: Wanted = Wanted.ALL
    misreading: Misreading = AS_TYPED
    highlights: bool = False

    def of(self, q: str) -> Self:
        """The same for another query."""
        return replace(self, q=q)

    def narrowed_to(self, filters: Filters) -> Self:
        """The same with other filters."""
        return replace(self, filters=filters)

    def listed_by(self, group: Group | None) -> Self:
        """The same with another kind of list."""
        return replace(self, group=group)

    def counting(self, facets: tuple[Facet, ...]) -> Self:
        """The same with other facets counted."""
        return replace(self, facets=facets)

    def in_document(self, document_id: str) -> Self:
        """The same for the pages of one document, one by one."""
        narrowed = replace(self.filters, documents=frozenset({document_id}))
        return replace(self, filters=narrowed, group=Group.PAGE)

    def parsed(self) -> ParsedQuery:
        """The query as it is understood.

        Raises:
            InvalidQueryError: The query breaks a limit.
        """
        return parse(self.q, self.wanted)

    @property
    def query(self) -> Query:
        """What is to be searched for, misread words too; raises what ``parsed`` raises."""
        return self.searched(self.parsed())

    def searched(self, parsed: ParsedQuery) -> Query:
        """The same where the query was parsed already."""
        return self.misreading.applied(parsed.query)

    @property
    def reading(self) -> Parameters:
        """How ``q`` is to be read, as the address of a page with its words marked carries it."""
        wanted = () if self.wanted is Wanted.ALL else (("match", self.wanted.value),)
        return (*wanted, *self.misreading.parameters)

    def finding(self, misreading: Misreading) -> Self:
        """The same with other misread words."""
        return replace(self, misreading=misreading)

    @property
    def narrowing(self) -> Parameters:
        """What decides which pages match, besides ``q``, as an address carries it."""
        return (*self.reading, *as_parameters(self.filters))

    @property
    def kept(self) -> Parameters:
        """What another query typed into the box keeps of this one: filters, order and list.

        Not the document it is narrowed to, nor what says how the words themselves are read.
        """
        filters = replace(self.filters, documents=frozenset())
        return type(self)(sort=self.sort, filters=filters, group=self.group).parameters

    @property
    def parameters(self) -> Parameters:
        """Everything but ``q`` as an address carries it; what is usual is left out."""
        order = () if self.sort is Sort.RELEVANCE else (("sort", self.sort.value),)
        group = () if self.group is None else (("group", self.group.value),)
        facets = (("facet", ",".join(self.facets)),) if self.facets else ()
        highlights = (("highlights", "true"),) if self.highlights else ()
        return (*self.narrowing, *order, *group, *facets, *highlights)
