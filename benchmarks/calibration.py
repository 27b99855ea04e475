"""What share of the words read with some confidence is right.

Run with ``python -m benchmarks.calibration FOLDER``, a folder of sheaves that ``benchmarks.ocr``
has kept (PDFs with their truths as JSON beside them). Nothing of the pages is printed.
"""

import argparse
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

import msgspec

from ingest.pdf import PdfReader
from ingest.reader import ReadOptions
from ingest.records import Page
from verify.word_error import words_of

BINS = 10


def main() -> None:
    """Print a row for each tenth of confidence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    judged = [one for folder in parser.parse_args().folders for one in _judged(folder)]
    sys.stdout.write(f"{len(judged)} words\n\n| confidence | words | right |\n|---|--:|--:|\n")
    tenth = sorted(
        (min(int(confidence * BINS), BINS - 1), is_right) for confidence, is_right in judged
    )
    for place, group in groupby(tenth, key=lambda one: one[0]):
        rights = [is_right for _, is_right in group]
        name = f"{place / BINS:.1f} to {(place + 1) / BINS:.1f}"
        sys.stdout.write(f"| {name} | {len(rights)} | {sum(rights) / len(rights):.0%} |\n")


def _judged(folder: Path) -> Iterator[tuple[float, bool]]:
    for truth in sorted(folder.glob("*.json")):
        texts = msgspec.json.decode(truth.read_bytes(), type=list[str])
        reader = PdfReader(truth.with_suffix(".pdf"))
        for number, text in enumerate(texts, 1):
            yield from judged_words(text, reader.read_page(number, ReadOptions()))
        reader.close()


def judged_words(true: str, page: Page) -> Iterator[tuple[float, bool]]:
    """The confidence of each word read, and whether it stands so in the truth, in its place.

    Words in another order than the truth's count as wrong; words without letters and digits are
    left out.
    """
    read: list[str] = []
    confidences: list[float] = []
    for word in page.words:
        parts = words_of(page.text[word.start : word.end])
        read += parts
        confidences += [word.confidence or 0.0] * len(parts)
    right = [False] * len(read)
    matcher = SequenceMatcher(None, words_of(true), read, autojunk=False)
    for block in matcher.get_matching_blocks():
        right[block.b : block.b + block.size] = [True] * block.size
    yield from zip(confidences, right, strict=True)


if __name__ == "__main__":
    main()
