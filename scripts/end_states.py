"""What became of every file in a data directory, by format: scripts/end_states.py DATA [FOLDER].

Prints a table by media type, then each file that is not wholly searchable with its reason. With
the FOLDER that was ingested, every file of it that the catalogue does not know is named, and the
exit code is then 1.
"""

import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from ingest.catalogue import Catalogue
from ingest.discover import FoundFile, discover
from ingest.paths import DataPaths, printable
from ingest.records import Document, DocumentState, PageSource

EVERYTHING = 10**9
COLUMNS = (
    "files",
    "inside others",
    "searchable",
    "partly",
    "to read",
    "name only",
    "pages",
    "text",
    "OCR",
)


def main() -> int:
    """Print the table and the list."""
    catalogue = Catalogue(DataPaths(Path(sys.argv[1]).absolute()).catalogue)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for document in catalogue.documents(limit=EVERYTHING):
        row = table[document.media_type]
        pages = Counter(page.source for page in catalogue.pages(document.id))
        row["files"] += 1
        row["inside others"] += catalogue.lineage(document.id).depth > 0
        row[_end_state(document, has_failures=bool(catalogue.failures_of(document.id)))] += 1
        row["pages"] += document.page_count or 0
        row["text"] += pages[PageSource.TEXT_LAYER]
        row["OCR"] += pages[PageSource.OCR] + pages[PageSource.MIXED]
    print(f"{'media type':<72}", *(f"{name:>14}" for name in COLUMNS))
    for kind, row in sorted(table.items()):
        print(f"{kind:<72}", *(f"{row[name]:>14,}" for name in COLUMNS))
    for failure in catalogue.failures():
        page = f", page {failure.page}" if failure.page else ""
        print(f"{failure.code}: {failure.path}{page}\n    {failure.reason}")
    return _unaccounted(catalogue) if len(sys.argv) > 2 else 0


def _end_state(document: Document, *, has_failures: bool) -> str:
    if document.state is DocumentState.READING:
        return "to read"
    if document.page_count is None:
        return "name only"
    return "partly" if has_failures else "searchable"


def _unaccounted(catalogue: Catalogue) -> int:
    known = set(catalogue.all_locations()) | {one.path for one in catalogue.failures()}
    found = [one for one in discover(Path(sys.argv[2]).absolute()) if isinstance(one, FoundFile)]
    missing = [printable(one.path) for one in found if printable(one.path) not in known]
    print(f"{len(found):,} files in the folder, {len(missing):,} of them unaccounted for.")
    print(*missing, sep="\n")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())
