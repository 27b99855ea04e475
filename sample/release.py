"""Writes the whole release: each paper drawn, scanned, bound, spoilt and recorded."""

import hashlib
from dataclasses import replace
from pathlib import Path, PurePosixPath

import numpy as np
from PIL import Image

from sample import manifest, pictures, plan
from sample.degrade import FAX_DPI, Scan, blank_page, photograph_page, scan_page
from sample.faults import PASSWORD, apply_fault
from sample.layout import Drawn, Setup, Sheet
from sample.narrative import Prose
from sample.records import Fault, PageSource, SampleDocument, SampleRelease

_PHOTO_DPI = 170  # a page that fills the frame of a four-megapixel telephone


def generate(folder: Path, *, seed: int = 2019) -> SampleRelease:
    """Write the sample release into a folder, which is made if it is not there.

    Files of an earlier run are written over. The same seed gives the same bytes.
    """
    documents: list[SampleDocument] = []
    next_stamp = 1
    for draft in plan.DRAFTS:
        drawn = _draw(draft, seed, next_stamp)
        next_stamp += len(drawn.page_texts)
        documents.append(_write_draft(folder, draft, drawn, seed))
    documents += [_write_note(folder, note, seed) for note in plan.NOTES]
    documents += [_write_copy(folder, copy, documents) for copy in plan.COPIES]
    _write(folder, manifest.NAME, manifest.write_manifest(plan.DRAFTS).encode())
    return SampleRelease(folder=folder, documents=tuple(documents))


def _draw(draft: plan.Draft, seed: int, first_stamp: int) -> Drawn:
    password = PASSWORD if draft.fault is Fault.ENCRYPTED else ""
    setup = Setup(
        face=draft.face,
        size=draft.size,
        turned=draft.turned,
        leading=draft.leading,
        first_stamp=first_stamp,
        password=password,
    )
    sheet = Sheet(setup)
    draft.draw(sheet, Prose(seed, draft.path))
    return sheet.finish()


def _write_draft(folder: Path, draft: plan.Draft, drawn: Drawn, seed: int) -> SampleDocument:
    drawn = _with_stamp(draft, drawn)
    whole = _encode(draft, drawn, _dice(seed, draft.path))
    pages = len(drawn.page_texts)
    content, readable = apply_fault(whole, draft.fault, pages=pages)
    _write(folder, draft.path, content)
    readable += draft.blank_end
    texts = (*drawn.page_texts, "") if draft.blank_end else drawn.page_texts
    return SampleDocument(
        path=draft.path,
        kind=draft.kind,
        pages=readable,
        page_sources=tuple(_source(draft, number, pages) for number in range(1, readable + 1)),
        page_texts=texts[:readable],
        page_bars=(*drawn.page_bars, 0)[:readable],
        known=tuple(item for item in drawn.known if item.page <= readable),
        fault=draft.fault,
    )


def _encode(draft: plan.Draft, drawn: Drawn, dice: np.random.Generator) -> bytes:
    """Turn a paper into the file its path asks for."""
    numbers = tuple(range(1, len(drawn.page_texts) + 1))
    suffix = PurePosixPath(draft.path).suffix
    if suffix == ".jpg":
        (page,) = pictures.render_pages(drawn.pdf, numbers, dpi=_PHOTO_DPI)
        return pictures.encode_picture(photograph_page(page, dice), "JPEG", dpi=_PHOTO_DPI)
    if draft.scan is None:
        return drawn.pdf
    scanned = tuple(number for number in numbers if number not in draft.text_pages)
    rendered = pictures.render_pages(drawn.pdf, scanned, dpi=draft.scan.dpi)
    scans = {
        number: scan_page(page, draft.scan, dice)
        for number, page in zip(scanned, rendered, strict=True)
    }
    if suffix == ".tif":
        return pictures.encode_tiff(list(scans.values()), dpi=FAX_DPI)
    if suffix == ".png":
        return pictures.encode_picture(scans[1], "PNG", dpi=draft.scan.dpi)
    return _bind(draft, drawn, scans, dice)


def _bind(
    draft: plan.Draft, drawn: Drawn, scans: dict[int, Image.Image], dice: np.random.Generator
) -> bytes:
    blank = _blank(draft.scan, draft.size, dice) if draft.scan and draft.blank_end else None
    pdf = pictures.bind_pages(drawn.pdf, scans, blank)
    if not draft.stamped:
        return pdf
    return pictures.stamp_pages(pdf, _stamp().pdf, draft.stamped)


def _blank(scan: Scan, size: tuple[float, float], dice: np.random.Generator) -> Image.Image:
    width, height = (round(side * scan.dpi / 72) for side in size)
    return blank_page((width, height), scan, dice)


def _stamp() -> Drawn:
    """Draw the stamp that a document system lays over scanned pages, as text."""
    sheet = Sheet(Setup(face="helvetica", bare=True))
    sheet.y = sheet.height - 26
    sheet.text(
        54, "ELECTRONICALLY RECEIVED Records Unit 05/06/2019 - Exhibit 14", size=9, bold=True
    )
    return sheet.finish()


def _with_stamp(draft: plan.Draft, drawn: Drawn) -> Drawn:
    if not draft.stamped:
        return drawn
    line = _stamp().page_texts[0]
    texts = (
        f"{text}\n{line}" if number in draft.stamped else text
        for number, text in enumerate(drawn.page_texts, start=1)
    )
    return replace(drawn, page_texts=tuple(texts))


def _source(draft: plan.Draft, number: int, pages: int) -> PageSource:
    if number > pages:
        return PageSource.BLANK
    if number in draft.stamped:
        return PageSource.MIXED
    is_picture = draft.scan is not None or draft.path.endswith(".jpg")
    if is_picture and number not in draft.text_pages:
        return PageSource.OCR
    return PageSource.TEXT_LAYER


def _write_note(folder: Path, note: plan.Note, seed: int) -> SampleDocument:
    texts, known = note.write(Prose(seed, note.path))
    _write(folder, note.path, "\f".join(texts).encode(note.encoding))
    return SampleDocument(
        path=note.path,
        kind=note.kind,
        pages=len(texts),
        page_sources=(PageSource.TEXT_LAYER,) * len(texts),
        page_texts=texts,
        page_bars=(None,) * len(texts),
        known=known,
    )


def _write_copy(folder: Path, copy: plan.Copy, documents: list[SampleDocument]) -> SampleDocument:
    """Write the copy; it has no known items, because its pages are found once."""
    (original,) = (document for document in documents if document.path == copy.of)
    _write(folder, copy.path, (folder / copy.of).read_bytes())
    return replace(original, path=copy.path, known=(), fault=Fault.DUPLICATE)


def _write(folder: Path, path: str, content: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _dice(seed: int, path: str) -> np.random.Generator:
    """Give the dice of one paper's scan."""
    digest = hashlib.sha256(f"{seed}/{path}/scan".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8]))
