"""What ``blotter verify`` says of real scans, beside what is true of them.

Run with ``python -m benchmarks.verified FOLDER --keep FOLDER``: a folder of scans with ``.txt`` or
``.hocr`` beside them. Nothing of the pages is printed.
"""

import argparse
import sys
from contextlib import closing
from pathlib import Path

from app.ingesting import run_ingest
from app.settings import Settings
from app.verifying import Asked, run_verify
from benchmarks.ocr_pages import with_truth
from ingest.catalogue import Catalogue
from verify.estimate import Estimate
from verify.looks import mean
from verify.word_error import WordError, word_error


def main() -> None:
    """Print a table: real pages, and made ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="scans with their truths")
    parser.add_argument("--keep", type=Path, required=True, help="where the data directory is")
    parser.add_argument("--pages", type=int, default=24, help="to be made")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    truths = {path.name: text for path, text in with_truth(given.folder)}
    settings = Settings(data=given.keep / "data", page_timeout_s=900)
    run_ingest(settings, [path for path, _ in with_truth(given.folder)])
    error, confidence = _real(settings, truths)
    report = run_verify(settings, Asked(given.pages, given.seed))
    made = mean(look.confidence for look in report.looks)
    sys.stdout.write(
        "| | pages | word error | words found | confidence |\n|---|--:|--:|--:|--:|\n"
        f"| real | {len(truths)} | {error.rate:.1%} | {error.recall:.1%} | {confidence:.3f} |\n"
        f"| made | {given.pages} | {_cell(report.word_error)} | {_cell(report.words_found)} "
        f"| {made or 0:.3f} |\n"
    )


def _cell(share: Estimate | None) -> str:
    return "" if share is None else f"{share.share:.1%} ({share.low:.1%} to {share.high:.1%})"


def _real(settings: Settings, truths: dict[str, str]) -> tuple[WordError, float]:
    """What is wrong in the real pages, and their mean confidence."""
    error = WordError()
    confidences = []
    with closing(Catalogue(settings.paths.catalogue)) as catalogue:
        for document in catalogue.documents(limit=None):
            for page in catalogue.pages(document.id):
                error += word_error(truths[document.file_name], page.text)
                confidences.append(page.confidence)
    return error, mean(confidences) or 0.0


if __name__ == "__main__":
    main()
