"""Pages as pictures: drawn from a PDF, and bound again as PDF, TIFF, PNG or JPEG."""

import io
from collections.abc import Iterator, Mapping

import pikepdf
import pypdfium2
from PIL import Image

_JPEG_QUALITY = 62  # what office scanners use; smaller files, faint ringing
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_SIZES = 273, 278, 279  # TIFF 6.0, section 8


def render_pages(pdf: bytes, numbers: tuple[int, ...], *, dpi: int) -> Iterator[Image.Image]:
    """Draw pages, numbered from 1, in grey as they are displayed."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number in numbers:
            bitmap = document[number - 1].render(scale=dpi / 72, grayscale=True)
            yield bitmap.to_pil().convert("L")


def bind_pages(pdf: bytes, pictures: Mapping[int, Image.Image], blank: Image.Image | None) -> bytes:
    """Put pictures in the place of pages.

    Args:
        pdf: The born-digital paper.
        pictures: What takes the place of a page, by page number from 1.
        blank: A picture to follow the last page, or None.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, picture in pictures.items():
            _fill(document, document.pages[number - 1], picture)
        if blank is not None:
            _, _, width, height = (int(edge) for edge in document.pages[0].mediabox)
            document.add_blank_page(page_size=(width, height))
            _fill(document, document.pages[-1], blank)
        return _bytes_of(document)


def stamp_pages(pdf: bytes, overlay: bytes, numbers: frozenset[int]) -> bytes:
    """Lay the first page of another PDF over pages, as real text on top."""
    with pikepdf.open(io.BytesIO(pdf)) as document, pikepdf.open(io.BytesIO(overlay)) as stamp:
        for number in sorted(numbers):
            page = document.pages[number - 1]
            # Page.add_overlay draws a random resource name, so the form is hung by hand.
            form = document.copy_foreign(stamp.pages[0].as_form_xobject())
            page.Resources.XObject.Stamp = form
            page.contents_add(b"q /Stamp Do Q")
        return _bytes_of(document)


def encode_tiff(pictures: list[Image.Image], *, dpi: tuple[int, int]) -> bytes:
    """Bind one-bit pictures as a fax machine keeps them: TIFF, CCITT group 4."""
    buffer = io.BytesIO()
    first, *rest = pictures
    first.save(buffer, "TIFF", compression="group4", save_all=True, append_images=rest, dpi=dpi)
    return buffer.getvalue()


def encode_picture(picture: Image.Image, form: str, *, dpi: int) -> bytes:
    """Encode one picture as "PNG" or "JPEG"."""
    buffer = io.BytesIO()
    picture.save(buffer, form, dpi=(dpi, dpi), quality=80, optimize=form == "JPEG")
    return buffer.getvalue()


def _fill(document: pikepdf.Pdf, page: pikepdf.Page, picture: Image.Image) -> None:
    """Make the picture the whole content of the page."""
    _, _, width, height = (float(edge) for edge in page.mediabox)
    if (picture.width > picture.height) != (width > height):
        width, height = height, width
        page.mediabox = pikepdf.Array([0, 0, width, height])
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=_image(document, picture)))
    content = f"q {width:g} 0 0 {height:g} 0 0 cm /Im0 Do Q"
    page.Contents = document.make_stream(content.encode())


def _image(document: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Stream:
    image = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceGray,
    )
    if picture.mode == "1":
        image.BitsPerComponent = 1
        image.Filter = pikepdf.Name.CCITTFaxDecode
        image.DecodeParms = pikepdf.Dictionary(
            K=-1, Columns=picture.width, Rows=picture.height, BlackIs1=True
        )
        return pikepdf.Stream(document, _group4_strip(picture), image)
    image.BitsPerComponent = 8
    image.Filter = pikepdf.Name.DCTDecode
    return pikepdf.Stream(document, _jpeg(picture), image)


def _jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return buffer.getvalue()


def _group4_strip(picture: Image.Image) -> bytes:
    """Give the bare CCITT group 4 data of a picture, which PDF takes as it is."""
    buffer = io.BytesIO()
    # One strip for the whole page: a PDF stream cannot be put together from several.
    picture.save(buffer, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: picture.height})
    with Image.open(buffer) as tiff:
        tags = tiff.getexif()
        start, size = tags[_STRIP_OFFSETS], tags[_STRIP_SIZES]
    return buffer.getvalue()[start : start + size]


def _bytes_of(document: pikepdf.Pdf) -> bytes:
    document.docinfo["/Producer"] = "SAMPLE scanner"
    for date in ("/CreationDate", "/ModDate"):
        # The drawing library's fixed date would be shown as the document's own.
        if date in document.docinfo:
            del document.docinfo[date]
    buffer = io.BytesIO()
    # deterministic_id: the default file id is made from the clock.
    document.save(buffer, deterministic_id=True)
    return buffer.getvalue()
