"""Route of the feeds: what was added lately that a query finds, for news readers."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from app import urls
from app.answers import Answer, HitGroup
from app.context import Context, ContextHere, base_url
from app.freshness import keep_if
from app.parameters import NarrowedBy, QueryText, only_known
from app.search_request import Group, SearchRequest
from app.web import templates
from ingest.records import Release

MEDIA_TYPE: Final = "application/atom+xml"
api = APIRouter(prefix=urls.API, tags=["search"], dependencies=[Depends(only_known)])


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a feed.

    Attributes:
        id: The same in every answer to the query.
        title: The document's.
        added: When it was taken in, RFC 3339.
        agencies: Of its releases.
        releases: It came with.
        address: Of the best page, with the words marked.
        content: HTML.
    """

    id: str
    title: str
    added: str
    agencies: tuple[str, ...]
    releases: tuple[Release, ...]
    address: str
    content: str


@dataclass(frozen=True, slots=True)
class Feed:
    """An Atom feed (RFC 4287).

    Attributes:
        id: The same for the same query and filters.
        q: As typed.
        subtitle: How the query was read, how much was searched.
        updated: When the newest entry was taken in, RFC 3339.
        here: The feed's own address.
        results: Of the result page.
        entries: Newest first.
    """

    id: str
    q: str
    subtitle: str
    updated: str
    here: str
    results: str
    entries: tuple[Entry, ...]


@api.get(
    "/feed",
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPE: {}}, "description": "An Atom feed."}},
)
def feed(
    here: ContextHere,
    http: Request,
    q: QueryText,
    narrowed: NarrowedBy,
    limit: Annotated[int, Query(ge=1, le=200, description="Documents wanted at most.")] = 50,
) -> Response:
    """The documents a query finds that were taken in last, newest first, as an Atom feed."""
    request = narrowed.of(q)
    base = base_url(here, http)
    answer = _newest(here, request, limit)
    xml = templates().get_template("feed.xml").render(feed=_feed(answer, request, base))
    response = Response(xml, media_type=MEDIA_TYPE)
    keep_if(answer.is_whole, response)
    return response


def _newest(here: Context, request: SearchRequest, limit: int) -> Answer:
    """The newest documents that match, each with its best pages, in no order."""
    found = here.engines.current().scan(
        request.query, limits=here.settings.limits, filters=request.filters
    )
    ids = sorted({hit.document_id for hit in found})
    newest = here.catalogue.newest_of(ids, limit=limit)
    filters = replace(request.filters, documents=frozenset(newest or ("none",)))
    asked = request.narrowed_to(filters).listed_by(Group.DOCUMENT)
    answer = here.searcher.search(asked, limit=limit)
    return replace(answer, partial=answer.partial or found.partial)


def _feed(answer: Answer, request: SearchRequest, base: str) -> Feed:
    by_age = sorted(
        answer.groups, key=lambda group: (group.document.added, group.document.id), reverse=True
    )
    entries = tuple(_entry(group, request, base) for group in by_age)
    results = base + urls.search(request.q, request.parameters)
    coverage = answer.coverage
    subtitle = (
        f"Read as {answer.read_as}. Searched {coverage.searched - answer.pages_not_indexed:,} of "
        f"{coverage.pages:,} pages"
        + ("; the time ran out, so documents may be missing." if answer.partial else ".")
    )
    return Feed(
        id=_name("feed", request),
        q=request.q,
        subtitle=subtitle,
        updated=entries[0].added if entries else _written(dt.datetime(1970, 1, 1, tzinfo=dt.UTC)),
        here=base + urls.feed(request.q, request.narrowing),
        results=results,
        entries=entries,
    )


def _entry(group: HitGroup, request: SearchRequest, base: str) -> Entry:
    document, best = group.document, group.hits[0].page.number
    content = (
        templates()
        .get_template("feed_entry.html")
        .render(group=group, q=request.q, reading=request.reading, base=base)
    )
    return Entry(
        id=_name(document.sha256, request),
        title=document.title,
        added=_written(document.added),
        agencies=tuple(dict.fromkeys(one.agency for one in group.releases if one.agency)),
        releases=group.releases,
        address=base + urls.page(document.id, best, request.q, request.reading),
        content=content,
    )


def _name(what: str, request: SearchRequest) -> str:
    """A name that stays, wherever the service stands: the same document is new in two feeds."""
    asked = urls.feed(request.q, request.narrowing)
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{what} {asked}").urn


def _written(moment: dt.datetime) -> str:
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC).isoformat(timespec="seconds")
