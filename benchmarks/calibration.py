"""What share of the words read with some confidence is right, before and after the map.

Run with ``python -m benchmarks.calibration FOLDER``, a folder of sheaves that ``benchmarks.ocr``
has kept (PDFs with their truths as JSON beside them). Nothing of the pages is printed.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import msgspec

from benchmarks.isotonic import Judged, calibration_error
from ingest.confidence import ConfidenceMap, shipped
from ingest.pdf import PdfReader
from ingest.reader import ReadOptions
from ingest.records import Page
from verify.word_error import words_of

BINS = 10
_RAW = ReadOptions(raw_confidence=True)


def main() -> None:
    """Print a row for each tenth of confidence, and the calibration error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    before = [
        word for folder in parser.parse_args().folders for _, page in judged_pages(folder)
        for word in page
    ]  # fmt: skip
    after = mapped(before, shipped())
    sys.stdout.write(
        f"{len(before)} words\n\n| confidence | words before | right | words after | right |\n"
        "|---|--:|--:|--:|--:|\n"
    )
    for tenth in range(BINS):
        name = f"{tenth / BINS:.1f} to {(tenth + 1) / BINS:.1f}"
        sys.stdout.write(f"| {name} | {_cell(before, tenth)} | {_cell(after, tenth)} |\n")
    sys.stdout.write(
        f"| calibration error | | {calibration_error(before):.3f} "
        f"| | {calibration_error(after):.3f} |\n"
    )


def _cell(words: Sequence[Judged], tenth: int) -> str:
    here = [w.is_right for w in words if min(int(w.confidence * BINS), BINS - 1) == tenth]
    return f"{len(here)} | {sum(here) / len(here):.0%}" if here else "0 | "


def mapped(words: Sequence[Judged], by: ConfidenceMap) -> list[Judged]:
    """The same words with the shares that a map gives for their confidences."""
    return [replace(word, confidence=by.share(word.text, word.confidence)) for word in words]


def judged_pages(folder: Path) -> Iterator[tuple[str, list[Judged]]]:
    """Name and judged words of every page of a folder's sheaves, by Tesseract's own confidence."""
    for truth in sorted(folder.glob("*.json")):
        texts = msgspec.json.decode(truth.read_bytes(), type=list[str])
        reader = PdfReader(truth.with_suffix(".pdf"))
        for number, text in enumerate(texts, 1):
            yield f"{truth.stem} {number}", judged_words(text, reader.read_page(number, _RAW))
        reader.close()


def judged_words(true: str, page: Page) -> list[Judged]:
    """The words of a page, each with whether it stands so in the truth.

    In its place, or else among those true words that are not read in theirs: columns can be read
    in more than one order. Words without letters and digits are left out.
    """
    words = [
        (page.text[word.start : word.end], word.confidence)
        for word in page.words
        if word.confidence is not None and words_of(page.text[word.start : word.end])
    ]
    # A word as printed may be several to compare, as ``2019-0412``; all of them have to be right.
    parts = [(part, number) for number, (text, _) in enumerate(words) for part in words_of(text)]
    right = _right(words_of(true), [part for part, _ in parts])
    wrong = {number for (_, number), is_right in zip(parts, right, strict=True) if not is_right}
    return [
        Judged(text, confidence, number not in wrong)
        for number, (text, confidence) in enumerate(words)
    ]


def _right(true: list[str], read: list[str]) -> list[bool]:
    right = [False] * len(read)
    left = Counter(true)
    matcher = SequenceMatcher(None, true, read, autojunk=False)
    for block in matcher.get_matching_blocks():
        right[block.b : block.b + block.size] = [True] * block.size
        left.subtract(true[block.a : block.a + block.size])
    for place, word in enumerate(read):
        if not right[place] and left[word] > 0:
            right[place] = True
            left[word] -= 1
    return right


if __name__ == "__main__":
    main()
