"""What was read of made pages, and what searches for their words gave."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from app.misreading import AS_TYPED, EVERYWHERE
from app.search_request import SearchRequest
from app.searching import Searcher
from app.settings import Settings
from app.surveying import measured
from index.errors import SearchError
from index.live import LiveEngine
from ingest.catalogue import Catalogue
from ingest.look import Look
from ingest.report import NoProgress
from verify.asking import Kind, Outcome, Question, TruePages, Way
from verify.making import PREFIX, MadePage
from verify.report import ReadPage

_PDF = "application/pdf"


def judged(
    settings: Settings, made: Sequence[MadePage], asked: Sequence[Question]
) -> list[ReadPage]:
    """Each made page with what became of it.

    Args:
        settings: Of the data directory that holds the made pages, read and indexed.
        made: The pages.
        asked: What to search for.

    Raises:
        SearchError: The index cannot be read.
    """
    looks = measured(settings, [(page.path, _PDF, 1) for page in made], NoProgress())
    with _opened(settings) as (catalogue, searcher):
        places = {
            document.id: int(Path(document.file_name).stem.removeprefix(PREFIX))
            for document in catalogue.documents(limit=None)
        }
        read = {
            place: catalogue.page(document, page.number, with_words=True)
            for document, place in places.items()
            for page in catalogue.indexable_pages(document)
        }
        truth = TruePages(made)
        outcomes = [_outcome(one, searcher, truth, places) for one in asked]
    return [
        ReadPage(
            page,
            look if isinstance(look, Look) else None,
            read.get(page.place),
            tuple(one for one in outcomes if one.question.page == page.place),
        )
        for page, look in zip(made, looks, strict=True)
    ]


def false_in(settings: Settings, asked: Sequence[Question]) -> dict[Way, float]:
    """Pages of a collection that searches for what it does not hold find, a search.

    Args:
        settings: Of the collection.
        asked: Planted words and identifiers are taken of these.

    Returns:
        Empty if the collection has no index that can be searched.
    """
    planted = [one for one in asked if one.kind is not Kind.OWN]
    found: dict[Way, list[int]] = {}
    try:
        with _opened(settings) as (_, searcher):
            for one in planted:
                found.setdefault(one.way, []).append(searcher.count(_request(one)))
    except SearchError:
        return {}
    return {way: sum(counts) / len(counts) for way, counts in found.items()}


@contextmanager
def _opened(settings: Settings) -> Iterator[tuple[Catalogue, Searcher]]:
    live = LiveEngine(settings.paths.indexes, settings.engine)
    with closing(Catalogue(settings.paths.catalogue)) as catalogue, closing(live):
        yield catalogue, Searcher(catalogue, live, settings.limits)


def _request(question: Question) -> SearchRequest:
    misreading = EVERYWHERE if question.way is Way.MISREAD else AS_TYPED
    return SearchRequest(question.typed, misreading=misreading)


def _outcome(
    question: Question, searcher: Searcher, truth: TruePages, places: dict[str, int]
) -> Outcome:
    answer = searcher.search(_request(question), limit=len(places))
    found = {places[hit.document.id] for hit in answer.hits}
    false = found - truth.holding(question)
    return Outcome(question, question.page in found, len(false))
