"""Filters and facets as addresses carry them."""

from typing import Annotated

from fastapi import Depends, Query
from pydantic import BeforeValidator, StringConstraints

from app.urls import Parameters
from index.facets import BANDS, NO_CONFIDENCE, UNKNOWN, Facet, Filters
from index.fields import SOURCES

DOCUMENT = "document"
"""The parameter that narrows an answer to some documents."""

Named = Annotated[str, StringConstraints(min_length=1)]
Year = Annotated[str, StringConstraints(pattern=rf"^(\d{{4}}|{UNKNOWN})$")]


def _one_of(values: tuple[str, ...]) -> StringConstraints:
    """A value of a closed list; another is refused, lest a typo be taken for "none found"."""
    return StringConstraints(pattern=f"^({'|'.join(values)})$".replace(".", r"\."))


Source = Annotated[str, _one_of(tuple(source.value for source in SOURCES))]
Band = Annotated[str, _one_of((NO_CONFIDENCE, *BANDS))]
Redacted = Annotated[str, _one_of(("yes", "no", UNKNOWN))]


def filters(  # noqa: PLR0913, PLR0917 - one argument a facet, each a parameter of its own name
    release: Annotated[tuple[Named, ...], Query(description="Id of a release.")] = (),
    agency: Annotated[tuple[Named, ...], Query(description="An agency, in full.")] = (),
    kind: Annotated[tuple[Named, ...], Query(alias="type", description="Kind of record.")] = (),
    year: Annotated[
        tuple[Year, ...], Query(description="Year of the document's date, or `unknown`.")
    ] = (),
    source: Annotated[
        tuple[Source, ...], Query(description="Where the text came from, as in `text_source`.")
    ] = (),
    confidence: Annotated[
        tuple[Band, ...], Query(description=f"`{'`, `'.join((NO_CONFIDENCE, *BANDS))}`.")
    ] = (),
    redacted: Annotated[tuple[Redacted, ...], Query(description="`yes`, `no` or `unknown`.")] = (),
    document: Annotated[tuple[Named, ...], Query(description="Id of a document.")] = (),
) -> Filters:
    """What to narrow an answer to: values of one facet widen it, facets narrow it."""
    chosen = {
        Facet.RELEASE: release,
        Facet.AGENCY: agency,
        Facet.TYPE: kind,
        Facet.YEAR: year,
        Facet.SOURCE: source,
        Facet.CONFIDENCE: confidence,
        Facet.REDACTED: redacted,
    }
    values = frozenset((facet, value) for facet, values in chosen.items() for value in values)
    return Filters(values, frozenset(document))


FiltersBy = Annotated[Filters, Depends(filters)]


def _parted(values: object) -> object:
    """Names given several times, or parted by commas, or both."""
    if isinstance(values, str):
        return values.split(",")
    return [name for value in values for name in value.split(",")]  # type: ignore[attr-defined]


FacetsBy = Annotated[
    tuple[Facet, ...],
    BeforeValidator(_parted),
    Query(description=f"Facets to count pages by, parted by commas: `{'`, `'.join(Facet)}`."),
]


def as_parameters(of: Filters) -> Parameters:
    """Filters as an address carries them, always in the same order."""
    named = of.by_facet.items()
    values = [(facet.value, value) for facet, values in named for value in sorted(values)]
    return (*values, *((DOCUMENT, document) for document in sorted(of.documents)))
