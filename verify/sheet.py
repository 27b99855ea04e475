"""A sheet of words, each in its place, drawn as a clean picture."""

import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2

from ingest.pdf_rendering import MOST_PIXELS, Render, render_grey
from verify.faces import Face

_pdfium = threading.Lock()
"""PDFium is not made for several threads at once."""
_ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


@dataclass(frozen=True, slots=True)
class Setting:
    """One word on a sheet.

    Attributes:
        text: What is written.
        left: Where it begins, in points from the left edge.
        base: The line it stands on, in points from the top edge.
        size: Of type, in points.
        break_before: What parts it from the word before in the text of the sheet.
    """

    text: str
    left: float
    base: float
    size: float
    break_before: str = " "


@dataclass(frozen=True, slots=True)
class Sheet:
    """Words on a page.

    Attributes:
        width: Of the page, in points.
        height: As ``width``.
        face: All words are written in it.
        words: In reading order.
    """

    width: float
    height: float
    face: Face
    words: tuple[Setting, ...]

    @property
    def text(self) -> str:
        """What stands on it, words parted as on the page."""
        parts = (part for word in self.words for part in (word.break_before, word.text))
        return "".join(parts).strip()

    def picture(self, dpi: int) -> Render:
        """The sheet in grey, black on white; at fewer dpi where the page is very large."""
        data = self._pdf()
        with _pdfium:
            document = pypdfium2.PdfDocument(data)
            try:
                return render_grey(document[0], dpi, MOST_PIXELS)
            finally:
                document.close()

    def _pdf(self) -> bytes:
        with pikepdf.new() as pdf:
            page = pdf.add_blank_page(page_size=(self.width, self.height))
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name(f"/{self.face.value}"),
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.Contents = pdf.make_stream(b"\n".join(self._drawn()))
            file = io.BytesIO()
            pdf.save(file)
        return file.getvalue()

    def _drawn(self) -> Iterator[bytes]:
        yield b"BT"
        for word in self.words:
            place = f"1 0 0 1 {word.left:.2f} {self.height - word.base:.2f} Tm"
            shown = word.text.translate(_ESCAPED).encode("cp1252", "replace")
            yield f"/F {word.size:.2f} Tf {place} (".encode() + shown + b") Tj"
        yield b"ET"
