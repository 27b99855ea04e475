"""Holding, clearing and withdrawing documents: catalogue, files and index in one go."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from app.ingesting import run_index
from app.settings import Settings
from ingest.catalogue import Catalogue
from ingest.catalogue_decisions import Suspect
from ingest.catalogue_review import Review, remove_withdrawn
from ingest.lock import only_writer
from ingest.originals import forget_pictures
from ingest.records import Document, Standing


@dataclass(frozen=True, slots=True)
class Held:
    """A document that waits to be looked at.

    Attributes:
        document: Its id.
        title: As shown.
        file_name: As received.
        pages: Those for which it was held; none if it was held by hand.
    """

    document: str
    title: str
    file_name: str
    pages: tuple[Suspect, ...]


def held(settings: Settings) -> tuple[Held, ...]:
    """The documents that wait to be looked at, by title.

    Raises:
        DataDirectoryError: There is no catalogue, or it cannot be read.
    """
    with closing(Catalogue(settings.paths.catalogue)) as catalogue:
        return tuple(
            Held(one.id, one.title, one.file_name, catalogue.suspects(one.id))
            for one in catalogue.documents_standing(Standing.HELD)
        )


def decide(
    settings: Settings, ids: Sequence[str], standing: Standing, name: str, reason: str
) -> tuple[Document, ...]:
    """Change how documents stand; when it returns, no search and no page shows what may not be.

    Killed half way, the same command or the next ingest finishes it.

    Returns:
        The documents as they were before.

    Raises:
        UnknownPageError: There is no such document; nothing was done.
        WithdrawnError: One was withdrawn, which is for good; nothing was done.
        DataDirectoryError: The catalogue cannot be written.
        SearchError: The index cannot be written.
    """
    with (
        only_writer(settings.paths.write_lock),
        closing(Review(settings.paths.catalogue)) as review,
    ):
        decided = review.decide(ids, standing, name, reason)
        for document in decided:
            forget_pictures(settings.paths, document.sha256)
        remove_withdrawn(review, settings.paths)
    # An update only marks pages as deleted: their words would stay in its files and suggestions.
    run_index(settings, rebuild=not standing.is_shown)
    return decided
