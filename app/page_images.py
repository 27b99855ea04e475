"""Pictures of pages: rendered in a sandbox when first asked for, then kept in the cache."""

import threading
from pathlib import Path

from app.cache_files import put_in_place
from ingest.errors import BusyError, RenderError
from ingest.messages import RenderPage
from ingest.paths import DataPaths
from ingest.records import Document, Page
from ingest.sandbox import SandboxPool

# A few widths only, so that the cache stays small and a stranger cannot fill it.
WIDTHS = (200, 800, 1200, 1700)
RENDER_TIMEOUT_S = 15.0
LOCKS = 64


class PageImages:
    """Renders and keeps page pictures. Safe between threads."""

    def __init__(self, paths: DataPaths, sandboxes: SandboxPool) -> None:
        self._paths = paths
        self._sandboxes = sandboxes
        # Two readers of one page wait for the same render; a fixed number of locks is shared
        # by all pages, so that the list does not grow with the corpus.
        self._locks = tuple(threading.Lock() for _ in range(LOCKS))

    def picture(self, document: Document, page: Page, width_px: int) -> Path:
        """The WebP file of a page, at the nearest width offered that is not smaller.

        Raises:
            RenderError: The page has no picture, or its original is gone.
            IngestError: The reader failed on it.
        """
        if not page.has_image:
            raise RenderError(
                f"Page {page.number} has no picture: the file is plain text or could not be "
                "read. Its text is shown instead."
            )
        width = next((w for w in WIDTHS if w >= width_px), WIDTHS[-1])
        target = self._paths.page_image(document.sha256, page.number, width)
        if not target.exists():
            lock = self._locks[hash(target) % LOCKS]
            if not lock.acquire(timeout=RENDER_TIMEOUT_S):
                raise BusyError("This picture is still being made. Try again in a few seconds.")
            try:
                if not target.exists():
                    self._render(document, page, width, target)
            finally:
                lock.release()
        return target

    def _render(self, document: Document, page: Page, width: int, target: Path) -> None:
        original = self._paths.original(document.sha256)
        if not original.exists():
            raise RenderError(
                f"The original of {document.file_name} is missing from the data directory. "
                "Ingest its folder again to bring it back."
            )
        with put_in_place(target) as part:
            request = RenderPage(
                str(original), document.media_type, page.number, width, str(part), page.withheld
            )
            self._sandboxes.render_page(request, timeout_s=RENDER_TIMEOUT_S)
