"""Learn what share of words is right for each confidence of Tesseract: ingest/confidence_map.json.

Run with ``python scripts/learn_confidence.py --made FOLDER... --real FOLDER... > FILE``: folders
of sheaves that ``benchmarks.ocr`` keeps (PDFs of scans with their truths as JSON beside them).
Made and real pages count for half each. Nothing of the pages enters the file, only the curves.
"""

import argparse
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from benchmarks.calibration import judged_pages
from benchmarks.isotonic import Judged, fitted_curve
from ingest.confidence import Kind, shipped

MADE = (
    "Isotonic regression of right words on Tesseract's confidence, by scripts/learn_confidence.py. "
    "Points of confidence and share right."
)


def main() -> None:
    """Print the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--made", type=Path, nargs="+", required=True)
    parser.add_argument("--real", type=Path, nargs="*", default=[])
    parser.add_argument(
        "--version", type=int, help="of the map; one more than the last if not given"
    )
    given = parser.parse_args()
    made, real = (_words(folders) for folders in (given.made, given.real))
    share = len(made) / len(real) if real else 1.0
    words = [*made, *(replace(word, weight=share) for word in real)]
    curves = {}
    for kind in Kind:
        curve = fitted_curve([word for word in words if Kind.of(word.text) is kind])
        curves[kind.value] = [list(p) for p in zip(curve.confidences, curve.shares, strict=True)]
    version = given.version or shipped().version + 1
    about = f"{MADE} {len(made)} words of made pages, {len(real)} of real ones."
    print(json.dumps({"made": about, "version": version, "curves": curves}, indent=1))


def _words(folders: Iterable[Path]) -> list[Judged]:
    return [word for folder in folders for _, page in judged_pages(folder) for word in page]


if __name__ == "__main__":
    main()
