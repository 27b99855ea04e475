"""``python -m sample FOLDER``: write the sample release into a folder."""

import argparse
import sys
from pathlib import Path
from urllib.parse import urlencode

from sample import DEMO_QUERIES, generate

_EXAMPLES = """examples:
  python -m sample data/sample
  python -m sample /tmp/other --seed 7
"""


def main() -> int:
    """Write the release, say what was written, and give the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m sample",
        description="Write a release of invented police records, every page marked SAMPLE.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folder", type=Path, nargs="?", default=Path("sample-release"), help="folder to write into"
    )
    parser.add_argument(
        "--queries", metavar="URL", help="show queries to try on a service at URL, write nothing"
    )
    parser.add_argument(
        "--seed", type=int, default=2019, help="same seed, same bytes (default 2019)"
    )
    options = parser.parse_args()
    if options.queries:
        _show_queries(options.queries.rstrip("/"))
        return 0
    release = generate(options.folder, seed=options.seed)
    pages = sum(document.pages for document in release.documents)
    sys.stdout.write(
        f"Wrote {len(release.documents)} documents, {pages} readable pages, to {release.folder}.\n"
    )
    return 0


def _show_queries(address: str) -> None:
    sys.stdout.write("Queries to try:\n")
    for query, shows in DEMO_QUERIES:
        sys.stdout.write(
            f"  {query}\n    {shows}\n    {address}/search?{urlencode({'q': query})}\n"
        )


if __name__ == "__main__":
    sys.exit(main())
