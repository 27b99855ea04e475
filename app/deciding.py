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


def kept_elsewhere(settings: Settings, withdrawn: Sequence[Document]) -> tuple[str, ...]:
    """Where bytes of withdrawn documents still are, as full sentences with what to do.

    In what they came in, whose original is given to nobody any more; and in what came out of them.

    Raises:
        DataDirectoryError: The catalogue cannot be read.
    """
    with closing(Catalogue(settings.paths.catalogue)) as catalogue:
        above = {(one.id, holder) for one in withdrawn for holder in catalogue.holders(one.id)}
        below = {one.id: catalogue.member_count(one.id) for one in withdrawn}
        named = catalogue.documents_by_id([holder for _, holder in above])
    inside = [
        f"The bytes of {one} are still in {named[holder].file_name} ({holder}), whose original is "
        f"given to nobody now. `blotter withdraw {holder}` removes that too."
        for one, holder in sorted(above)
    ]
    return tuple(inside) + tuple(
        f"{count:,} files that came in {one} are documents of their own and stay. Withdraw those "
        "too that are not to be seen."
        for one, count in below.items()
        if count
    )
