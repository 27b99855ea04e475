"""Filters and facets as addresses take them."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Query
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from index.facets import BANDS, NO_CONFIDENCE, UNKNOWN, Facet, Filters
from index.facts import FactKind
from index.fields import SOURCES
from index.named_numbers import asked_number

Named = Annotated[str, StringConstraints(min_length=1)]
Year = Annotated[str, StringConstraints(pattern=rf"^(\d{{4}}|{UNKNOWN})$")]


def _one_of(values: tuple[str, ...]) -> StringConstraints:
    """A value of a closed list; another is refused, lest a typo be taken for "none found"."""
    return StringConstraints(pattern=f"^({'|'.join(values)})$".replace(".", r"\."))


YearAndMonth = Annotated[str, StringConstraints(pattern=rf"^(\d{{4}}-\d{{2}}|{UNKNOWN})$")]


Source = Annotated[str, _one_of(tuple(source.value for source in SOURCES))]
Band = Annotated[str, _one_of((NO_CONFIDENCE, *BANDS))]
Redacted = Annotated[str, _one_of(("yes", "no", UNKNOWN))]


WrittenYear = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]


def _in_normal_form(kind: FactKind) -> AfterValidator:
    """Numbers however they are written; what is no such number is refused."""

    def normal(typed: str) -> str:
        if not (number := asked_number(kind, typed)):
            raise ValueError(f"{typed!r} is no {kind} number")
        return number

    return AfterValidator(normal)


Incident = Annotated[str, _in_normal_form(FactKind.INCIDENT)]
Affairs = Annotated[str, _in_normal_form(FactKind.AFFAIRS)]
Badge = Annotated[str, _in_normal_form(FactKind.BADGE)]
Docket = Annotated[str, _in_normal_form(FactKind.DOCKET)]
Plate = Annotated[str, _in_normal_form(FactKind.PLATE)]
Phone = Annotated[str, _in_normal_form(FactKind.PHONE)]
Values = frozenset[tuple[Facet, str]]


def named_facts(  # noqa: PLR0913, PLR0917 - one argument a facet, each a parameter of its own name
    incident: Annotated[tuple[Incident, ...], Query(description="Number of an incident.")] = (),
    affairs: Annotated[tuple[Affairs, ...], Query(description="Internal affairs number.")] = (),
    badge: Annotated[tuple[Badge, ...], Query(description="Number of a badge.")] = (),
    docket: Annotated[tuple[Docket, ...], Query(description="Docket of a court.")] = (),
    plate: Annotated[tuple[Plate, ...], Query(description="Number plate.")] = (),
    phone: Annotated[tuple[Phone, ...], Query(description="Telephone number.")] = (),
    mentions: Annotated[
        tuple[WrittenYear, ...], Query(description="Year of a date written in the text.")
    ] = (),
    mentions_month: Annotated[
        tuple[Month, ...], Query(description="Month of a date written in the text: `2017-03`.")
    ] = (),
) -> Values:
    """What facts in their text to narrow pages to."""
    return _values(
        {
            Facet.INCIDENT: incident,
            Facet.AFFAIRS: affairs,
            Facet.BADGE: badge,
            Facet.DOCKET: docket,
            Facet.PLATE: plate,
            Facet.PHONE: phone,
            Facet.MENTIONS: mentions,
            Facet.MENTIONS_MONTH: mentions_month,
        }
    )


def _values(chosen: Mapping[Facet, tuple[str, ...]]) -> Values:
    return frozenset((facet, value) for facet, values in chosen.items() for value in values)


def filters(  # noqa: PLR0913, PLR0917 - one argument a facet, each a parameter of its own name
    facts: Annotated[Values, Depends(named_facts)],
    release: Annotated[tuple[Named, ...], Query(description="Id of a release.")] = (),
    agency: Annotated[tuple[Named, ...], Query(description="An agency, in full.")] = (),
    kind: Annotated[tuple[Named, ...], Query(alias="type", description="Kind of record.")] = (),
    year: Annotated[
        tuple[Year, ...], Query(description="Year of the document's date, or `unknown`.")
    ] = (),
    month: Annotated[
        tuple[YearAndMonth, ...],
        Query(description="Month of the document's date, as `2017-03`, or `unknown`."),
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
        Facet.MONTH: month,
        Facet.SOURCE: source,
        Facet.CONFIDENCE: confidence,
        Facet.REDACTED: redacted,
    }
    return Filters(_values(chosen) | facts, frozenset(document))


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
