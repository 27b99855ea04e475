"""The catalogue's pages as an index is given them."""

from collections.abc import Iterator, Sequence

from index.build import DocumentChange
from index.engine import IndexPage
from ingest.catalogue import Catalogue
from ingest.records import Document, Page, Release


def index_page(document: Document, page: Page, releases: Sequence[Release]) -> IndexPage:
    """One page with what can be searched of its document and its releases."""
    return IndexPage(
        document_id=document.id,
        number=page.number,
        text=page.text,
        title=document.title,
        release="\n".join(_release_words(release) for release in releases),
        date=document.date,
        agency="\n".join(release.agency for release in releases),
        type=document.type,
        source=page.source,
        confidence=page.confidence,
        releases=tuple(release.id for release in releases),
        redacted=None if page.redactions is None else page.redactions > 0,
    )


def _release_words(release: Release) -> str:
    return f"{release.id} {release.request_number} {release.title}"


class CataloguePages:
    """What a build needs, out of one snapshot of the catalogue; see ``index.build``."""

    def __init__(self, snapshot: Catalogue) -> None:
        self._catalogue = snapshot
        self._releases = {release.id: release for release in snapshot.releases()}

    def revision(self) -> int:
        """Rises with every change; 0 stands for an empty catalogue."""
        return self._catalogue.revision()

    def indexable_page_count(self) -> int:
        """Pages of all documents, failed ones left out."""
        return self._catalogue.indexable_page_count()

    def document_ids(self) -> tuple[str, ...]:
        """Ids of the documents that have pages to index."""
        return self._catalogue.indexable_documents()

    def changed_since(self, revision: int) -> Iterator[DocumentChange]:
        """Documents changed after this revision, each once, with all their pages."""
        for document in self._catalogue.documents_since(revision):
            yield DocumentChange(document.id, document.revision, self._pages(document))

    def _pages(self, document: Document) -> Iterator[IndexPage]:
        releases = [self._releases[release_id] for release_id in document.releases]
        for page in self._catalogue.indexable_pages(document.id):
            yield index_page(document, page, releases)
