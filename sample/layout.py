"""Sheets of paper drawn from the top down, and the words they were drawn with."""

import io
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sample import story
from sample.records import ItemKind, KnownItem

if TYPE_CHECKING:
    from collections.abc import Callable

LETTER = (612.0, 792.0)
LANDSCAPE = (792.0, 612.0)
MARGIN = 54.0
_BAR = "\u2588"
_BAR_WIDTH = 0.54  # of the size of type: the mean width of a letter it hides
_ROW_TOLERANCE = 3.0  # points between baselines that a reader takes as one row


@dataclass(frozen=True, slots=True)
class Face:
    """The two fonts a sheet is set in."""

    regular: str
    bold: str


FACES = {
    "helvetica": Face("Helvetica", "Helvetica-Bold"),
    "times": Face("Times-Roman", "Times-Bold"),
    "courier": Face("Courier", "Courier-Bold"),
    # Embedded, as office software does with names the standard fonts may lack.
    "vera": Face("Vera", "VeraBd"),
}


@dataclass(frozen=True, slots=True)
class Setup:
    """How the sheets of one paper are set.

    Attributes:
        face: Key of ``FACES``.
        size: Width and height in points as the page is displayed.
        turned: Draw on a page lying on its side, to be displayed with /Rotate 90.
        leading: Distance of lines in paragraphs, in sizes of type.
        first_stamp: Number printed at the foot of the first page.
        password: The user password; empty for a paper that is not locked.
        bare: Leave off the SAMPLE mark and the number, as on a stamp laid over a page.
    """

    face: str = "helvetica"
    size: tuple[float, float] = LETTER
    turned: bool = False
    leading: float = 1.32
    first_stamp: int = 1
    password: str = ""
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished paper.

    Attributes:
        pdf: The bytes of the born-digital PDF.
        page_texts: The words of each page, one line a row of type.
        page_bars: The redactions on each page.
        known: The known items, each on the first page that holds it.
    """

    pdf: bytes
    page_texts: tuple[str, ...]
    page_bars: tuple[int, ...]
    known: tuple[KnownItem, ...]


def bar_over(text: str) -> str:
    """Give the bar that stands where the text would have stood."""
    return _BAR * max(5, len(text))


def flat(text: str) -> str:
    """Give the text with every run of white space as one space."""
    return " ".join(text.split())


@cache
def _register_faces() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    pdfmetrics.registerFont(TTFont("VeraBd", "VeraBd.ttf"))


def _runs(text: str) -> list[str]:
    return [run for run in re.split(f"({_BAR}+)", text) if run]


def width_of(text: str, font: str, size: float) -> float:
    """Give the width in points of a text, bars included."""
    return sum(
        len(run) * size * _BAR_WIDTH
        if run.startswith(_BAR)
        else float(pdfmetrics.stringWidth(run, font, size))
        for run in _runs(text)
    )


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines no wider than the width in points."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, font, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class Sheet:
    """The pages of one paper; ``y`` runs down from the top edge, in points.

    Attributes:
        y: Where the next thing is drawn.
        number: Number of the current page, from 1.
        width: Width of the page as displayed.
        height: Height of the page as displayed.
        face: The fonts in use.
        pen: The canvas, for lines and shapes; its origin is bottom-left.
        running: Called at the top of each page after the first, to draw a heading.
    """

    def __init__(self, setup: Setup) -> None:
        """Open a paper at its first page."""
        _register_faces()
        self.setup = setup
        self.width, self.height = setup.size
        self.face = FACES[setup.face]
        self.number = 0
        self.y = 0.0
        self.running: Callable[[], None] | None = None
        self._buffer = io.BytesIO()
        self.pen = self._canvas()
        self._pieces: list[list[tuple[float, float, str]]] = []
        self._bars: list[int] = []
        self._known: list[tuple[str, ItemKind]] = []
        self._open_page()

    @property
    def right(self) -> float:
        """The right margin."""
        return self.width - MARGIN

    @property
    def measure(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    def mark_as_known(self, kind: ItemKind, *texts: str) -> None:
        """Remember texts of this paper that a search must find."""
        self._known.extend((text, kind) for text in texts)

    def text(
        self, x: float, text: str, *, size: float = 10.5, bold: bool = False, align: str = "left"
    ) -> None:
        """Write one line with its baseline at ``y``; ``x`` is its left, right or middle."""
        font = self.face.bold if bold else self.face.regular
        width = width_of(text, font, size)
        left = x - {"left": 0.0, "right": width, "center": width / 2}[align]
        said = flat(text.replace(_BAR, " "))
        if said:
            self._pieces[-1].append((self.y, left, said))
        for run in _runs(text):
            if run.startswith(_BAR):
                self._bar(left, len(run) * size * _BAR_WIDTH, size)
            else:
                self.pen.setFont(font, size)
                self.pen.drawString(left, self.height - self.y, run)
            left += width_of(run, font, size)

    def paragraph(
        self,
        text: str,
        *,
        size: float = 10.5,
        indent: float = 0.0,
        bold: bool = False,
        flows: bool = False,
    ) -> None:
        """Write a text between the margins, whole on one page unless it flows, with space below."""
        font = self.face.bold if bold else self.face.regular
        lines = wrap(text, font, size, self.measure - indent)
        leading = size * self.setup.leading
        self.make_room((1 if flows else len(lines)) * leading)
        for line in lines:
            self.make_room(leading)
            self.y += leading
            self.text(MARGIN + indent, line, size=size, bold=bold)
        self.y += size * (self.setup.leading - 0.57)

    def heading(self, text: str, *, size: float = 11.5) -> None:
        """Write a bold line that does not stand alone at the foot of a page."""
        self.make_room(size * 6)
        self.y += size * 1.5
        self.text(MARGIN, text, size=size, bold=True)
        self.y += size * 0.5

    def rule(self, *, thickness: float = 0.8) -> None:
        """Draw a line between the margins at ``y``."""
        self.pen.setLineWidth(thickness)
        self.pen.line(MARGIN, self.height - self.y, self.right, self.height - self.y)

    def box(self, x: float, width: float, height: float, *, grey: float | None = None) -> None:
        """Draw a box whose top is at ``y``, filled with a grey from 0 to 1 if given."""
        if grey is not None:
            self.pen.setFillGray(grey)
        self.pen.setLineWidth(0.7)
        fill = int(grey is not None)
        self.pen.rect(x, self.height - self.y - height, width, height, stroke=1, fill=fill)
        self.pen.setFillGray(0)

    def make_room(self, height: float) -> bool:
        """Begin a new page, and say so, if the height does not fit on this one."""
        if self.y + height <= self.height - MARGIN - 14:
            return False
        self.new_page()
        return True

    def new_page(self) -> None:
        """Close the page and open the next."""
        self.pen.showPage()
        self._open_page()
        if self.running is not None:
            self.running()

    def finish(self) -> Drawn:
        """Close the paper.

        Raises:
            LookupError: A text marked as known is on no page.
        """
        self.pen.showPage()
        self.pen.save()
        texts = tuple(_rows(pieces) for pieces in self._pieces)
        known = tuple(_locate(text, kind, texts) for text, kind in dict.fromkeys(self._known))
        pdf, bars = self._buffer.getvalue(), tuple(self._bars)
        return Drawn(pdf=pdf, page_texts=texts, page_bars=bars, known=known)

    def _canvas(self) -> Canvas:
        setup = self.setup
        # 128-bit RC4 takes its salt from the file id; AES would draw a random one,
        # and the same seed would no longer mean the same bytes.
        lock = StandardEncryption(setup.password, strength=128) if setup.password else None
        # reportlab itself swaps width and height of a page it is told to rotate.
        # invariant: no clock and no random file id.
        return Canvas(
            self._buffer, pagesize=setup.size, invariant=1, pageCompression=1, encrypt=lock
        )

    def _open_page(self) -> None:
        self.number += 1
        self._pieces.append([])
        self._bars.append(0)
        if self.setup.turned:
            self.pen.setPageRotation(90)
            # The displayed (u, v) stands at (height - v, u) of the lying page.
            self.pen.transform(0, 1, -1, 0, self.height, 0)
        if not self.setup.bare:
            self._mark_page()
        self.y = MARGIN

    def _mark_page(self) -> None:
        """Draw the mark that says the page is invented, and the release's page number."""
        self.y = 30.0
        self.text(self.width / 2, story.MARK, size=9, align="center")
        self.y = self.height - 26.0
        stamp = f"SAMPLE-{self.setup.first_stamp + self.number - 1:06d}"
        self.text(self.right, stamp, size=9, bold=True, align="right")

    def _bar(self, left: float, width: float, size: float) -> None:
        self._bars[-1] += 1
        self.pen.setFillGray(0)
        bottom = self.height - self.y - size * 0.22
        self.pen.rect(left, bottom, width, size * 1.02, stroke=0, fill=1)


def _rows(pieces: list[tuple[float, float, str]]) -> str:
    """Join pieces of type as a reader does: row by row, left to right."""
    rows: list[list[tuple[float, float, str]]] = []
    for piece in sorted(pieces):
        if rows and piece[0] - rows[-1][0][0] <= _ROW_TOLERANCE:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return "\n".join(
        " ".join(said for _, _, said in sorted(row, key=lambda p: p[1])) for row in rows
    )


def _locate(text: str, kind: ItemKind, page_texts: tuple[str, ...]) -> KnownItem:
    for number, page_text in enumerate(page_texts, start=1):
        if text in flat(page_text):
            return KnownItem(page=number, text=text, kind=kind)
    msg = f"Known text {text!r} is on no page; take it out of the list or draw it."
    raise LookupError(msg)
