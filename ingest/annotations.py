"""Text that annotations draw: filled form fields, typed notes and stamps, for pdfminer.six.

pdfminer.six reads the page's own content only, yet what was typed into a form is often the most
of it. An annotation's appearance is a form XObject, so it is interpreted like one.
"""

from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_rect, mult_matrix

_HIDDEN_OR_NO_VIEW = 0b100010
"""Bits 2 and 6 of an annotation's flags (ISO 32000-1, table 165): not shown on a screen."""
_DRAW_NOTHING = frozenset({"Link", "Popup"})


def draw_annotations(
    interpreter: PDFPageInterpreter, device: PDFDevice, page: PDFPage, ctm: Matrix
) -> None:
    """Send what a page's annotations draw to a device, as figures, after the page's content.

    Args:
        interpreter: Which interpreted the page.
        device: The interpreter's device, its page begun and not ended.
        page: The page.
        ctm: From user space to the device.
    """
    for annotation in _shown(page):
        appearance = _appearance(annotation)
        if appearance is None:
            continue
        matrix = mult_matrix(_placement(annotation, appearance), ctm)
        bounds = _numbers(appearance.get("BBox"))
        resources = resolve1(appearance.get("Resources")) or {}
        device.begin_figure("annotation", bounds, matrix)
        inner = interpreter.subinterp()
        inner.render_contents(dict_value(resources), [appearance], ctm=matrix)
        device.end_figure("annotation")


def _shown(page: PDFPage) -> Iterator[dict[str, Any]]:
    for reference in list_value(page.annots) if page.annots else ():
        annotation = resolve1(reference)
        if not isinstance(annotation, dict) or _name(annotation.get("Subtype")) in _DRAW_NOTHING:
            continue
        if not int(resolve1(annotation.get("F", 0)) or 0) & _HIDDEN_OR_NO_VIEW:
            yield annotation


def _appearance(annotation: dict[str, Any]) -> PDFStream | None:
    appearances = resolve1(annotation.get("AP"))
    normal = resolve1(appearances.get("N")) if isinstance(appearances, dict) else None
    if isinstance(normal, dict):  # one for each state, as of a tick box
        normal = resolve1(normal.get(_name(annotation.get("AS"))))
    has_place = isinstance(normal, PDFStream) and "BBox" in normal and "Rect" in annotation
    return normal if has_place else None


def _placement(annotation: dict[str, Any], appearance: PDFStream) -> Matrix:
    """From the appearance's space to user space (ISO 32000-1, algorithm 8.1)."""
    matrix = _numbers(appearance.get("Matrix")) if "Matrix" in appearance else MATRIX_IDENTITY
    left, bottom, right, top = apply_matrix_rect(matrix, _numbers(appearance.get("BBox")))
    x0, y0, x1, y1 = _numbers(annotation["Rect"])
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    x_scale = (x1 - x0) / (right - left) if right > left else 1.0
    y_scale = (y1 - y0) / (top - bottom) if top > bottom else 1.0
    fit = (x_scale, 0.0, 0.0, y_scale, x0 - left * x_scale, y0 - bottom * y_scale)
    return mult_matrix(matrix, fit)


def _numbers(value: object) -> Any:
    return tuple(float(resolve1(number)) for number in list_value(value))


def _name(value: object) -> str:
    literal = resolve1(value)
    return str(literal.name) if isinstance(literal, PSLiteral) else ""
