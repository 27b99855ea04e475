"""What was filled in in a PDF's form, as the form says it: PDFium knows names, kinds and heirs."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfDocument

_CHOICES = frozenset({pdfium_c.FPDF_FORMFIELD_COMBOBOX, pdfium_c.FPDF_FORMFIELD_LISTBOX})
_READ = _CHOICES | {pdfium_c.FPDF_FORMFIELD_TEXTFIELD}
_MOST_OPTIONS = 500


@dataclass(frozen=True, slots=True)
class Filled:
    """What a field holds.

    Attributes:
        label: What the form tells people of the field; empty if nothing.
        value: What was typed or chosen, as it is shown; empty if nothing.
    """

    label: str = ""
    value: str = ""


class FormFields:
    """The form of one open PDF. One thread, and to be closed before the document.

    The form is gone through once, when the first field is asked for.

    Args:
        document: Open until after ``close``.
    """

    def __init__(self, document: PdfDocument) -> None:
        self._document = document
        # Not the document's own form: with it pages would be drawn otherwise, fields lit up.
        self._callbacks = pdfium_c.FPDF_FORMFILLINFO(version=2)
        self._form: Any = None
        self._is_open = False

    def filled(self, widget: Any) -> Filled:
        """What the field of a widget holds: nothing for ticks, buttons, signatures and passwords.

        Args:
            widget: An annotation, open in PDFium.
        """
        form = self._opened()
        kind = pdfium_c.FPDFAnnot_GetFormFieldType(form, widget) if form else -1
        if kind < 0:  # a widget that the form does not know of
            return Filled(value=string_of(widget, b"V"))
        if kind not in _READ or self._is_secret(widget):
            return Filled()
        chosen = self._chosen(widget) if kind in _CHOICES else ""
        value = chosen or text_from(pdfium_c.FPDFAnnot_GetFormFieldValue, form, widget)
        label = text_from(pdfium_c.FPDFAnnot_GetFormFieldAlternateName, form, widget)
        return Filled(label, value)

    def close(self) -> None:
        """Let go of the form."""
        if self._form:
            pdfium_c.FPDFDOC_ExitFormFillEnvironment(self._form)
            self._form = None

    def _opened(self) -> Any:
        if not self._is_open:
            self._is_open = True
            self._form = pdfium_c.FPDFDOC_InitFormFillEnvironment(self._document, self._callbacks)
        return self._form

    def _is_secret(self, widget: Any) -> bool:
        flags = pdfium_c.FPDFAnnot_GetFormFieldFlags(self._form, widget)
        kind = pdfium_c.FPDFAnnot_GetFormFieldType(self._form, widget)
        is_text = kind == pdfium_c.FPDF_FORMFIELD_TEXTFIELD
        return is_text and bool(flags & pdfium_c.FPDF_FORMFLAG_TEXT_PASSWORD)

    def _chosen(self, widget: Any) -> str:
        """The options chosen, as they are shown: the field's value may be a number for them."""
        form = self._form
        count = min(pdfium_c.FPDFAnnot_GetOptionCount(form, widget), _MOST_OPTIONS)
        return ", ".join(
            text_from(pdfium_c.FPDFAnnot_GetOptionLabel, form, widget, index)
            for index in range(count)
            if pdfium_c.FPDFAnnot_IsOptionSelected(form, widget, index)
        )


def string_of(annotation: Any, key: bytes) -> str:
    """A string of an annotation's dictionary; empty if it is something else, or not there."""
    return text_from(pdfium_c.FPDFAnnot_GetStringValue, annotation, key)


def text_from(call: Callable[..., int], *arguments: object) -> str:
    """What one of PDFium's calls that fill a buffer with UTF-16 gives."""
    size = call(*arguments, None, 0)
    if size <= 2:  # the end of a string
        return ""
    buffer = (pdfium_c.FPDF_WCHAR * (size // 2))()
    call(*arguments, buffer, size)
    return ctypes.string_at(buffer, size - 2).decode("utf-16-le", "replace")
