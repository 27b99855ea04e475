"""Sheets of words to be worn, measured and read."""

from ingest.records import Box, Page, PageSource, Word
from verify.faces import Face, width
from verify.sheet import Setting, Sheet

TEXT = """
The officer stated that Sergeant Hollis received complaint 2019-0412 about overtime on March fourth
and wrote a report to the captain of district seven regarding vehicles parked without permits near
the station where several witnesses later described two persons carrying boxes from the building
while neighbors watched from windows before leaving quietly together
"""
WORDS = TEXT.split()


def sheet_of(
    face: Face = Face.SERIF, size: float = 11.0, page: tuple[float, float] = (330.0, 170.0)
) -> Sheet:
    """The words in lines on a small page."""
    words, left, base = [], 20.0, 30.0
    gap = ""
    for word in WORDS:
        wide = width(word, face) * size
        if left + wide > page[0] - 15:
            left, base, gap = 20.0, base + 1.5 * size, "\n"
        words.append(Setting(word, left, base, size, gap))
        left, gap = left + wide + 0.3 * size, " "
    return Sheet(*page, face, tuple(words))


def page_of(sheet: Sheet, confidence: float = 0.95) -> Page:
    """The sheet as a perfect reader would read it."""
    words, text = [], ""
    for word in sheet.words:
        text += word.break_before
        box = Box.clipped(
            word.left / sheet.width,
            (word.base - 0.7 * word.size) / sheet.height,
            (word.left + width(word.text, sheet.face) * word.size) / sheet.width,
            word.base / sheet.height,
        )
        words.append(Word(len(text), len(text) + len(word.text), box, confidence))
        text += word.text
    return Page(
        1, sheet.width, sheet.height, PageSource.OCR, text, tuple(words), confidence=confidence
    )
