"""Draw a box round every word read on pages: ``python scripts/boxed.py TARGET FILE:PAGE ...``.

Red boxes are doubtful words (confidence under 0.6), green ones the others.
"""

import sys
from pathlib import Path

from PIL import ImageDraw

from ingest.formats import open_reader
from ingest.media_types import media_type
from ingest.reader import ReadOptions

WIDTH_PX = 1200
SURE = 0.6


def main() -> None:
    """Write a PNG for each page and say on standard output how it was read."""
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for place, wanted in enumerate(sys.argv[2:], 1):
        name, _, number = wanted.rpartition(":")
        boxed(Path(name), int(number), target / f"{place:02d}.png")


def boxed(file: Path, number: int, target: Path) -> None:
    """Read one page and draw its words' boxes on the picture people see."""
    reader = open_reader(file, media_type(file))
    try:
        page = reader.read_page(number, ReadOptions())
        image = reader.render_page(number, WIDTH_PX)
    finally:
        reader.close()
    draw = ImageDraw.Draw(image)
    for word in page.words:
        box, sure = word.box, word.confidence is None or word.confidence >= SURE
        edges = (box.left, box.top, box.right, box.bottom)
        sides = (image.width, image.height, image.width, image.height)
        corners = [edge * side for edge, side in zip(edges, sides, strict=True)]
        draw.rectangle(corners, outline=(0, 140, 0) if sure else (220, 0, 0), width=2)
    image.save(target)
    confidence = "" if page.confidence is None else f" confidence {page.confidence:.2f}"
    sys.stdout.write(
        f"{target.name}: {page.source} {page.engine} {page.dpi or ''} dpi{confidence}, "
        f"{len(page.words)} words, {page.seconds:.2f} s; {' '.join(page.notes)}\n"
    )


if __name__ == "__main__":
    main()
