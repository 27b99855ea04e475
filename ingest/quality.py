"""Whether a page's text layer can be trusted, or the page must be read by OCR."""

import json
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import pairwise

from ingest.confidence import is_calibrated, shipped
from ingest.geometry import covered_share, covers_middle
from ingest.layout import Layout
from ingest.pdf_drawing import Drawing
from ingest.records import Box, Page

_FEW_CHARACTERS = 25
_SURE = 0.75
"""Confidence of a word that is taken as read: about 0.6 of the engine's own."""
_MOST_BAD_SHARE = 0.05
_FULL_PAGE_SHARE = 0.55
"""Share of the page from which a picture is taken for a scan of it."""
_FEW_WORDS = 60
"""A stamp, header or Bates number has fewer words, the text of a page more."""
_PICTURE_SHARE = 0.15
"""Share of the page from which a picture may hold text worth reading: logos are smaller."""
_WORDS_PER_PAGE = 100
"""As many words to a page's area and the text layer is taken to cover a picture."""
_HONEST = "\u2500\u3000\u4e00"
"""A table's rule, the wide space, and the number one: frequent, and swapped by chance only."""
_BAD_CATEGORIES = frozenset({"Cc", "Cn", "Co", "Cs"})
"""Controls, unassigned, private use, surrogates: letters of a font without a Unicode table."""

_IMPROBABLE = -5.2
"""Mean log2 share of letter pairs. Of some 1,200 good pages, a few of them German, French,
Portuguese and Albanian, the lowest had -4.8; of 2,235 made by shifting or swapping the alphabet
of such pages, one had more than -5.2."""
_LEAST_LATIN_LETTERS = 100
_LEAST_LATIN_SHARE = 0.5
_MOST_STRAY_SHARE = 0.25
"""Of words that came with a scan; good OCR leaves under 0.1, poor OCR over 0.3."""


def is_garbage(layout: Layout) -> bool:
    """Whether the text layer says something else than the page shows."""
    text = "".join(word.text for word in layout.words())
    return has_bad_characters(text) or has_improbable_letters(word.text for word in layout.words())


def has_few_characters(layout: Layout) -> bool:
    """Whether there is too little text to judge, or none."""
    return sum(len(word.text) for word in layout.words()) < _FEW_CHARACTERS


def has_bad_characters(text: str) -> bool:
    """Whether too many characters are no characters: unmapped glyphs and the like."""
    return sum(map(_is_bad, text)) > _MOST_BAD_SHARE * len(text)


def _is_bad(character: str) -> bool:
    if character.isascii():
        return not character.isprintable()
    # UTF-16 read with its bytes swapped makes ``A`` (0041) a Chinese character (4100).
    is_swapped = 0x2000 < ord(character) < 0x8000 and ord(character) & 0xFF == 0
    return (
        character == "\ufffd"
        or unicodedata.category(character) in _BAD_CATEGORIES
        or (is_swapped and character not in _HONEST)
    )


def has_improbable_letters(words: Iterable[str]) -> bool:
    """Whether letters follow each other as they do in no language written in Latin letters.

    A text layer whose font has the wrong table reads ``Wklv`` for ``This``. Text with few Latin
    letters, or mostly in another script, is never condemned.
    """
    score = letter_pair_score(words)
    return score is not None and score < _IMPROBABLE


def letter_pair_score(words: Iterable[str]) -> float | None:
    """Mean log2 share of the letter pairs of words; None where there is too little to judge."""
    shares = _pair_shares()
    total, pairs, latin, letters = 0.0, 0, 0, 0
    for word in words:
        for run in _latin_runs(word):
            latin += len(run)
            padded = f" {run} "
            pairs += len(run) + 1
            total += sum(shares[pair] for pair in pairwise(padded))
        letters += sum(map(str.isalpha, word))
    if latin < _LEAST_LATIN_LETTERS or latin < _LEAST_LATIN_SHARE * letters:
        return None
    return total / pairs


def _latin_runs(word: str) -> list[str]:
    """Unbroken runs of Latin letters, lower case, without accents."""
    plain = unicodedata.normalize("NFKD", word).lower() if not word.isascii() else word.lower()
    kept = (c if "a" <= c <= "z" else "" if unicodedata.combining(c) else " " for c in plain)
    return "".join(kept).split()


@cache
def _pair_shares() -> dict[tuple[str, str], float]:
    # How the table was made stands in its own "made".
    table = json.loads(resources.files("ingest").joinpath("letter_pairs.json").read_text("utf-8"))
    letters = table["letters"]
    return {
        (first, second): share
        for first, row in zip(letters, table["log2_shares"], strict=True)
        for second, share in zip(letters, row, strict=True)
    }


def is_poor_ocr(layout: Layout) -> bool:
    """Whether an OCR layer that came with a file is full of stray marks, as from a drawing."""
    words = [word.text for word in layout.words()]
    return sum(map(_is_stray, words)) > _MOST_STRAY_SHARE * len(words)


def _is_stray(word: str) -> bool:
    if len(word) == 1:
        return not word.isdigit() and word not in "aAI"
    return not any(map(str.isalnum, word))


def real_words(layout: Layout) -> int:
    """How many words have three letters or more: a measure of how much was read."""
    return sum(sum(map(str.isalpha, word.text)) >= 3 for word in layout.words())


def has_few_words(layout: Layout) -> bool:
    """Whether the text layer is a stamp, header or number at most."""
    return sum(1 for _ in layout.words()) < _FEW_WORDS


def is_filled_by_picture(drawing: Drawing) -> bool:
    """Whether pictures cover so much of the page that they are a scan of it."""
    return drawing.picture_share > _FULL_PAGE_SHARE


def unread_pictures(layout: Layout, drawing: Drawing) -> list[Box]:
    """Pictures that may hold text the layer does not have; empty if they are small together."""
    unread = [picture.box for picture in drawing.pictures if not _is_read(picture.box, layout)]
    return unread if covered_share(unread) >= _PICTURE_SHARE else []


def _is_read(picture: Box, layout: Layout) -> bool:
    area = (picture.right - picture.left) * (picture.bottom - picture.top)
    words = sum(covers_middle(picture, word.box) for word in layout.words())
    return words > area * _WORDS_PER_PAGE


def sure_letters(page: Page) -> int:
    """How many letters and digits stand in words that were surely read, to compare two readings.

    Words of a text layer are sure. A page read before confidences went through a map is compared as
    if its own had.
    """
    is_share = is_calibrated(page.engine)
    read = ((page.text[word.start : word.end], word.confidence) for word in page.words)
    return sum(
        sum(map(str.isalnum, text))
        for text, confidence in read
        if confidence is None
        or (confidence if is_share else shipped().share(text, confidence)) >= _SURE
    )
