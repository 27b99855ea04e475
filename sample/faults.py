"""Faults that files in real releases have, made on purpose."""

import io

import pikepdf

from sample.records import Fault

PASSWORD = "harbor-2019"  # noqa: S105 - invented; tests open the locked file with it


def truncate(pdf: bytes, *, readable: int) -> bytes:
    """Cut a PDF in the middle of a page's content, as a broken download does.

    The cross-reference table at the end goes with it, so that strict readers refuse
    the file and a repair finds the objects that are left.

    Args:
        pdf: A file whose page contents stand at its end, in page order.
        readable: How many pages stay whole; must be fewer than all.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        contents = document.pages[readable].Contents
        opening = f"\n{contents.objgen[0]} 0 obj\n".encode()
        size = len(contents.read_raw_bytes())
    return pdf[: pdf.index(opening) + len(opening) + size // 2]


def apply_fault(pdf: bytes, fault: Fault | None, *, pages: int) -> tuple[bytes, int]:
    """Give the bytes with their fault, and how many pages can still be read.

    An encrypted file is locked when it is drawn, a duplicate and a wrong extension
    are made by the path; only a truncated file changes here.
    """
    if fault is Fault.TRUNCATED:
        return truncate(pdf, readable=pages - 1), pages - 1
    if fault is Fault.ENCRYPTED:
        return pdf, 0
    return pdf, pages
